/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes templates and the files that come with them as one file. Main thread. */
#pragma once

#include "service/dt-service.h"

G_BEGIN_DECLS

/* @templates: of DtReplyTemplate. */
void dt_template_export_async (DtService *service,
                               GPtrArray *templates,
                               GFile *file,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* How many were written; 0 and an error. */
guint dt_template_export_finish (GAsyncResult *result, GError **error);

G_END_DECLS

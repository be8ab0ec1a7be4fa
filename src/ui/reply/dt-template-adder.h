/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts the files of a template into the ledger, one after the other. Main thread. */
#pragma once

#include "service/dt-service.h"

G_BEGIN_DECLS

/* @files: of DtLoadedFile. */
void dt_template_add_files_async (DtService *service,
                                  GPtrArray *files,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Of DtAttachment, in the same order; NULL: what was added before the error stays unused. */
GPtrArray *dt_template_add_files_finish (GAsyncResult *result, GError **error);

G_END_DECLS

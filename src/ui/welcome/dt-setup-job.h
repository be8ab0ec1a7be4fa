/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making a workspace, empty or with the demo's data, on a thread of its own. */
#pragma once

#include "service/dt-service.h"

G_BEGIN_DECLS

/* @setup is copied. The demo's officers come with its data. @permille (nullable) is set atomically
 * while there is progress to tell, and must live until the callback. */
void dt_setup_job_run_async (const DtServiceSetup *setup,
                             int *permille,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/* The recovery code; DT_ERROR_LOCKED: there is no keyring. Nothing is left behind on failure. */
char *dt_setup_job_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole case as a document, with its people or without them: on the screen, printed or saved.
 * Main thread. */
#pragma once

#include <adwaita.h>

#include "service/dt-service.h"

G_BEGIN_DECLS

#define DT_TYPE_CASE_EXPORT_WINDOW (dt_case_export_window_get_type ())
G_DECLARE_FINAL_TYPE (DtCaseExportWindow, dt_case_export_window, DT, CASE_EXPORT_WINDOW, AdwWindow)

GtkWindow *dt_case_export_window_present (DtService *service, GtkWindow *parent, DtCaseFile *file);
/* The document; NULL while its pictures are read. */
const char *dt_case_export_window_get_html (DtCaseExportWindow *self);
void dt_case_export_window_set_anonymous (DtCaseExportWindow *self, gboolean anonymous);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The panel beside a case: who it is about, their other cases, the place, links, what was merged,
 * files. Everything it offers goes through the actions of `case.` and `win.`. Main thread. */
#pragma once

#include <adwaita.h>

#include "service/dt-service.h"

G_BEGIN_DECLS

#define DT_TYPE_CASE_PANEL (dt_case_panel_get_type ())
G_DECLARE_FINAL_TYPE (DtCasePanel, dt_case_panel, DT, CASE_PANEL, AdwBin)

GtkWidget *dt_case_panel_new (void);
/* @service may be NULL: attachments are shown by name only. */
void dt_case_panel_set_file (DtCasePanel *self, DtService *service, DtCaseFile *file, gint64 now);

G_END_DECLS

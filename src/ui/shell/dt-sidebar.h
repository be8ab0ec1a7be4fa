/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sidebar: the views with their counts, the state of the record, who is signed in. Main
 * thread. */
#pragma once

#include <adwaita.h>

#include "service/dt-service.h"

G_BEGIN_DECLS

#define DT_TYPE_SIDEBAR (dt_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (DtSidebar, dt_sidebar, DT, SIDEBAR, AdwBin)
/* Signal "view-chosen" (int view): by the officer, not by dt_sidebar_set_view(). */

void dt_sidebar_set_service (DtSidebar *self, DtService *service);
void dt_sidebar_set_view (DtSidebar *self, DtView view);
void dt_sidebar_set_today (DtSidebar *self, gint64 n); /* cases; shown with the next refresh */
/* Counts and officer as they are now. */
void dt_sidebar_refresh (DtSidebar *self);
/* @entries: of the record; @problems: found by a check; −1: not checked yet. */
void dt_sidebar_set_record (DtSidebar *self, gint64 entries, int problems);
void dt_sidebar_set_folded (DtSidebar *self, gboolean folded);
void dt_sidebar_focus (DtSidebar *self);

G_END_DECLS

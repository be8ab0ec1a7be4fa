/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page "today": what an officer has to look after, in groups. Main thread. */
#pragma once

#include <adwaita.h>

#include "ui/inbox/dt-case-actions.h"

G_BEGIN_DECLS

#define DT_TYPE_TODAY_PAGE (dt_today_page_get_type ())
G_DECLARE_FINAL_TYPE (DtTodayPage, dt_today_page, DT, TODAY_PAGE, AdwBin)
/* Signals: "open-case" (DtCase *, int view): of the group that leads to that view; "show-view"
 * (int view). */

/* @actions: of its own, which nothing else uses. */
GtkWidget *dt_today_page_new (DtRunner *runner, DtCaseActions *actions);
void dt_today_page_show (DtTodayPage *self, const DtToday *today);
/* @width: that it has; @alone: the sidebar is not beside it. */
void dt_today_page_set_width (DtTodayPage *self, int width, gboolean alone);
void dt_today_page_focus (DtTodayPage *self);

G_END_DECLS

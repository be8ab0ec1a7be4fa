/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One group of the page "today": a heading, its first cases, and the way to all of them. Main
 * thread. */
#pragma once

#include <adwaita.h>

#include "ui/inbox/dt-case-actions.h"

G_BEGIN_DECLS

#define DT_TYPE_TODAY_LIST (dt_today_list_get_type ())
G_DECLARE_FINAL_TYPE (DtTodayList, dt_today_list, DT, TODAY_LIST, GtkBox)
/* Signals: "open-case" (DtCase *); "show-view" (int view): all of them. */

/* @title: not NULL. @view: where all of them are. @actions: for a leader's buttons, or NULL. */
GtkWidget *
dt_today_list_new (const char *title, DtView view, DtRunner *runner, DtCaseActions *actions);
/* @in_view: how many the view holds. An empty group is not shown. */
void dt_today_list_show (DtTodayList *self, const DtTodayRows *rows, gint64 in_view);
void dt_today_list_set_narrow (DtTodayList *self, gboolean narrow);
gboolean dt_today_list_focus (DtTodayList *self);
guint dt_today_list_get_n_rows (DtTodayList *self); /* with the one that leads to all */

G_END_DECLS

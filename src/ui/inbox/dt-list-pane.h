/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list pane: the cases of a view, searched, ordered and chosen. Main thread. */
#pragma once

#include <adwaita.h>

#include "service/dt-case-list.h"

G_BEGIN_DECLS

#define DT_TYPE_LIST_PANE (dt_list_pane_get_type ())
G_DECLARE_FINAL_TYPE (DtListPane, dt_list_pane, DT, LIST_PANE, AdwBin)
/* Signals: "show-case" (DtCase *): one case is chosen; "open-case" (): it was clicked or entered;
 * "selection-changed" (). Actions inside: list.sort, list.select. */

void dt_list_pane_set_service (DtListPane *self, DtService *service);
void dt_list_pane_set_view (DtListPane *self, DtView view);
DtView dt_list_pane_get_view (DtListPane *self);
void dt_list_pane_set_sort (DtListPane *self, DtSort sort);
/* Searches as if it had been typed. */
void dt_list_pane_search (DtListPane *self, const char *text);
void dt_list_pane_focus_search (DtListPane *self);
void dt_list_pane_focus_list (DtListPane *self);
/* Chooses the next (+1) or previous (−1) case. */
void dt_list_pane_step (DtListPane *self, int step);
/* Goes on to the next row, from the last one to the one before; FALSE: there is no other. */
gboolean dt_list_pane_step_off (DtListPane *self);
/* Where nothing is chosen, the first row is. */
void dt_list_pane_set_take_first (DtListPane *self, gboolean take_first);
void dt_list_pane_toggle_selected (DtListPane *self); /* the `x` key */
gboolean dt_list_pane_is_selecting (DtListPane *self);
void dt_list_pane_stop_selecting (DtListPane *self);
/* The chosen cases that are loaded: array of DtCase, never NULL. */
GPtrArray *dt_list_pane_dup_selection (DtListPane *self);
/* The case of that row id is the one shown, 0: none is; it is chosen where the list holds it. */
void dt_list_pane_choose (DtListPane *self, gint64 row);
/* Time has passed: rows say so, and what is due is listed anew. */
void dt_list_pane_refresh_time (DtListPane *self);
gboolean dt_list_pane_is_loading (DtListPane *self);
guint dt_list_pane_get_n_rows (DtListPane *self);
/* One pane at a time: shows the back button and the window's own buttons. */
void dt_list_pane_set_folded (DtListPane *self, gboolean with_sidebar, gboolean with_case);
void dt_list_pane_ask_officer (DtListPane *self); /* opens the bar's "assign" */
/* What the "assign" and "steps" buttons of the selection bar open. */
void dt_list_pane_set_popovers (DtListPane *self, GtkWidget *assign, GMenuModel *steps);

G_END_DECLS

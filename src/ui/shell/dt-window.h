/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window: sidebar, list and case of one open workspace, and signing in before them. Main
 * thread. */
#pragma once

#include <adwaita.h>

#include "ui/inbox/dt-case-pane.h"
#include "ui/inbox/dt-list-pane.h"
#include "ui/shell/dt-runner.h"

G_BEGIN_DECLS

#define DT_TYPE_WINDOW (dt_window_get_type ())
G_DECLARE_FINAL_TYPE (DtWindow, dt_window, DT, WINDOW, AdwApplicationWindow)

/* Shows "opening" until it is given a service. @settings: of org.doithoai.DoiThoai. */
DtWindow *dt_window_new (AdwApplication *app, GSettings *settings);
void dt_window_set_service (DtWindow *self, DtService *service);
DtService *dt_window_get_service (DtWindow *self);
DtRunner *dt_window_get_runner (DtWindow *self);
GSettings *dt_window_get_settings (DtWindow *self);
DtListPane *dt_window_get_list (DtWindow *self);
/* NULL until a case has been shown. */
DtCasePane *dt_window_get_case_pane (DtWindow *self);
void dt_window_set_view (DtWindow *self, DtView view);
void dt_window_open_case (DtWindow *self, const char *id_or_code);
void dt_window_lock (DtWindow *self);
void dt_window_say (DtWindow *self, const char *text);      /* a toast */
void dt_window_say_done (DtWindow *self, const char *text); /* the same, with a way to undo it */
/* After the officer was signed in by other means than the PIN. */
void dt_window_unlock (DtWindow *self);
/* dt-window-today.c: what a reminder leads to: a case, or with NULL the page "today". */
void dt_window_come_to (DtWindow *self, const char *case_id);
void dt_window_tick (DtWindow *self);                /* looks at the clock */
const DtToday *dt_window_get_today (DtWindow *self); /* NULL until it has been read */
void dt_window_focus_page (DtWindow *self);          /* what stands beside the sidebar */
gboolean dt_window_shows_cases (DtWindow *self);     /* list and case, not another page */
/* dt-window-reply.c: a reply to the case that is shown. */
void dt_window_open_reply (DtWindow *self);
gboolean dt_window_shows_reply (DtWindow *self);
/* In the narrow window: the pane that stands there. */
void dt_window_show_case (DtWindow *self);
void dt_window_show_list (DtWindow *self);
void dt_window_show_sidebar (DtWindow *self);
/* Nothing is being loaded: for screenshots and tests. */
gboolean dt_window_is_settled (DtWindow *self);
/* Lays the panes out for that width, as the window's surface does. */
void dt_window_fold (DtWindow *self, int width);

/* dt-window-actions.c: the actions `win.` and the keys. */
void dt_window_add_actions (DtWindow *self);
void dt_window_step (DtWindow *self, int step);
void dt_window_back (DtWindow *self);
void dt_window_leave_case (DtWindow *self);
void dt_window_next_pane (DtWindow *self);
void dt_window_toggle_panel (DtWindow *self);
void dt_window_verify (DtWindow *self);
void dt_window_import (DtWindow *self, GFile *file); /* @file: nullable */
void dt_window_receipt (DtWindow *self, const char *case_id);

G_END_DECLS

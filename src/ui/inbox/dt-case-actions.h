/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that can be done with the case shown, or with the cases chosen: the action group
 * `case.`, each action allowed or not by role and status. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/shell/dt-runner.h"

G_BEGIN_DECLS

#define DT_TYPE_CASE_ACTIONS (dt_case_actions_get_type ())
G_DECLARE_FINAL_TYPE (DtCaseActions, dt_case_actions, DT, CASE_ACTIONS, GObject)
/* Signals: "updated" (): what is allowed has changed; "ask-officer" (): `case.assign`; "reply" ();
 * "compose" (gboolean note); "attach" (); "search" (char *text); "receipt" (char *case_id);
 * "guide" (). */

DtCaseActions *dt_case_actions_new (DtRunner *runner, GtkWindow *parent);
GActionGroup *dt_case_actions_get_group (DtCaseActions *self);
/* The case shown, whole; NULL: none. */
void dt_case_actions_set_file (DtCaseActions *self, DtCaseFile *file);
/* Several chosen cases, which the actions then are about; NULL or fewer than two: the one shown. */
void dt_case_actions_set_chosen (DtCaseActions *self, GPtrArray *cases);
/* The steps that the table of transitions allows, with refusing and reopening. */
GMenuModel *dt_case_actions_get_steps (DtCaseActions *self);
void dt_case_actions_assign (DtCaseActions *self, const char *officer_id, const char *name);
gboolean dt_case_actions_may_assign (DtCaseActions *self, const char *officer_id);
/* Why an action cannot be used now; NULL if it can. */
char *dt_case_actions_dup_reason (DtCaseActions *self, const char *action);

G_END_DECLS

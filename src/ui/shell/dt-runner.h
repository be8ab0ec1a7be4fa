/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs commands for the widgets and tells the window what came of each, so that one place shows
 * the toasts, the undo and the trouble. Main thread. */
#pragma once

#include "service/dt-service.h"

G_BEGIN_DECLS

#define DT_TYPE_RUNNER (dt_runner_get_type ())
G_DECLARE_FINAL_TYPE (DtRunner, dt_runner, DT, RUNNER, GObject)
/* Signals: "done" (char *text, gboolean can_undo), "failed" (GError *, boxed), "notice" (char
 * *text).
 */

DtRunner *dt_runner_new (DtService *service);
DtService *dt_runner_get_service (DtRunner *self);
gint64 dt_runner_now (DtRunner *self); /* Unix microseconds by the service's clock */

/* @outcome: NULL if it failed, which "failed" has said already. */
typedef void (*DtRunnerDone) (DtOutcome *outcome, gpointer user_data);
/* Takes @command. @text (nullable: no toast) says what was done, in the past. @owner (nullable):
 * @done is not called once it is gone. */
void dt_runner_run (DtRunner *self,
                    DtCommand *command,
                    const char *text,
                    GObject *owner,
                    DtRunnerDone done,
                    gpointer user_data);
void dt_runner_undo (DtRunner *self);
gboolean dt_runner_is_busy (DtRunner *self);
/* Something to say that no command said. */
void dt_runner_notice (DtRunner *self, const char *text);
void dt_runner_fail (DtRunner *self, const GError *error);

G_END_DECLS

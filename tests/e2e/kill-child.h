/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests share that run themselves as a child and kill it: a workspace, the child's word
 * for what is done, and the killing. */
#pragma once

#include "service/dt-service.h"

#define KILLS 100 /* of each kind */

/* Of one officer, who is a leader too; its directory. */
char *kill_new_workspace (void);
void kill_remove_workspace (const char *directory);
/* Signed in. @clock: NULL for the system's. */
DtService *kill_open_service (const char *directory, DtClock *clock);
/* In the child: a line that the parent reads. */
void kill_acknowledge (const char *text);

/* Runs the child, kills it @usec after its start or, with @at_work, after the first thing that it
 * acknowledges; returns what it had acknowledged, line by line. @out_killed (nullable): when, in
 * monotonic time. */
GStrv kill_run (const char *const *argv, gboolean at_work, gint64 usec, gint64 *out_killed);
/* How long the child takes to acknowledge something, in microseconds: kills long before that hit
 * nothing. @out_whole (nullable): how long it takes to end by itself, which it then may. */
gint64 kill_measure (const char *const *argv, gint64 *out_whole);
/* The record verifies. */
void kill_assert_whole (DtService *service);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A worker: one named thread with a queue, which owns what is given to it (a database, a
 * connection). Work is pushed from any thread; results come back in the caller's main context. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _DtWorker DtWorker;

DtWorker *dt_worker_new (const char *name);
/* Waits for the queue to empty, then ends the thread. Not from the worker's own thread. */
void dt_worker_free (DtWorker *self);
/* Runs @task's function on the worker: like g_task_run_in_thread(), in order of pushing. */
void dt_worker_push_task (DtWorker *self, GTask *task, GTaskThreadFunc func);
/* Runs @func on the worker and waits for it; if called on the worker, runs it at once. */
void dt_worker_run (DtWorker *self, GFunc func, gpointer data, gpointer user_data);
gboolean dt_worker_is_current (DtWorker *self);
#define dt_worker_assert(self) g_assert (dt_worker_is_current (self))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtWorker, dt_worker_free)

G_END_DECLS

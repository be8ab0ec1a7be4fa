/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A named thread with a queue of jobs. The queue is the only thing shared. */
#include "base/dt-worker.h"

typedef struct
{
  GTask *task; /* or NULL: a waiting run */
  GTaskThreadFunc task_func;
  GFunc func;
  gpointer data;
  gpointer user_data;
  gboolean *done; /* of a waiting run */
  gboolean quit;
} Job;

struct _DtWorker
{
  GThread *thread;
  GAsyncQueue *queue;
  GMutex mutex; /* guards every job's done */
  GCond cond;
};

static void
run_task (Job *job)
{
  GTask *task = job->task;

  if (!g_task_return_error_if_cancelled (task))
    job->task_func (task,
                    g_task_get_source_object (task),
                    g_task_get_task_data (task),
                    g_task_get_cancellable (task));
  g_object_unref (task);
}

static gpointer
thread_main (gpointer data)
{
  DtWorker *self = data;
  gboolean quit = FALSE;

  while (!quit)
    {
      Job *job = g_async_queue_pop (self->queue);

      quit = job->quit;
      if (job->task != NULL)
        run_task (job);
      else if (job->func != NULL)
        {
          job->func (job->data, job->user_data);
          g_mutex_lock (&self->mutex);
          *job->done = TRUE;
          g_cond_broadcast (&self->cond);
          g_mutex_unlock (&self->mutex);
        }
      g_free (job);
    }
  return NULL;
}

/**
 * dt_worker_new:
 * @name: the thread's name, at most 15 bytes are shown
 *
 * Returns: (transfer full): a worker whose thread runs
 */
DtWorker *
dt_worker_new (const char *name)
{
  DtWorker *self = g_new0 (DtWorker, 1);

  self->queue = g_async_queue_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new (name, thread_main, self);
  return self;
}

/**
 * dt_worker_free:
 * @self: (transfer full): a worker
 *
 * Lets everything pushed so far run, then ends the thread and waits for it.
 */
void
dt_worker_free (DtWorker *self)
{
  Job *job;

  g_return_if_fail (self != NULL);
  g_return_if_fail (!dt_worker_is_current (self));

  job = g_new0 (Job, 1);
  job->quit = TRUE;
  g_async_queue_push (self->queue, job);
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

/**
 * dt_worker_push_task:
 * @self: a worker
 * @task: (transfer none): the task, which @func must return once
 * @func: runs on the worker's thread; not called if @task was cancelled before
 */
void
dt_worker_push_task (DtWorker *self, GTask *task, GTaskThreadFunc func)
{
  Job *job;

  g_return_if_fail (self != NULL && G_IS_TASK (task) && func != NULL);

  job = g_new0 (Job, 1);
  job->task = g_object_ref (task);
  job->task_func = func;
  g_async_queue_push (self->queue, job);
}

/**
 * dt_worker_run:
 * @self: a worker
 * @func: (scope call): runs on the worker's thread
 * @data: its first argument
 * @user_data: its second
 *
 * Blocks the calling thread until @func has run. On the worker itself it is a plain call.
 */
void
dt_worker_run (DtWorker *self, GFunc func, gpointer data, gpointer user_data)
{
  gboolean done = FALSE;
  Job *job;

  g_return_if_fail (self != NULL && func != NULL);

  if (dt_worker_is_current (self))
    {
      func (data, user_data);
      return;
    }
  job = g_new0 (Job, 1);
  job->func = func;
  job->data = data;
  job->user_data = user_data;
  job->done = &done;
  g_async_queue_push (self->queue, job);
  g_mutex_lock (&self->mutex);
  while (!done)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

/**
 * dt_worker_is_current:
 * @self: a worker
 *
 * Returns: whether the calling thread is the worker's
 */
gboolean
dt_worker_is_current (DtWorker *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_thread_self () == self->thread;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Previews of other rules of time: on a thread and a connection of their own, since looking at
 * every open case takes seconds in a large office, and the desk goes on meanwhile. */
#include "service/dt-service-private.h"

#define PROGRESS_INTERVAL (100 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  DtWorkspace *workspace;
  DtRuleTexts texts;
  guint files;
  gint64 now;
  DtProgressFunc func;
  gpointer func_data;
  GCancellable *cancellable; /* borrowed */
  GMainContext *context;
  gint64 last_progress;
} Preview;

typedef struct
{
  GCancellable *cancellable;
  DtProgressFunc func;
  gpointer func_data;
  gint64 done;
  gint64 total;
} Progress;

static void
preview_free (Preview *job)
{
  g_clear_pointer (&job->workspace, dt_workspace_unref);
  g_clear_pointer (&job->context, g_main_context_unref);
  dt_rule_texts_clear (&job->texts);
  g_free (job);
}

static void
progress_free (Progress *progress)
{
  g_clear_object (&progress->cancellable);
  g_free (progress);
}

static gboolean
on_progress_cb (gpointer data)
{
  Progress *progress = data;

  /* Whoever cancelled may be gone. */
  if (!g_cancellable_is_cancelled (progress->cancellable))
    progress->func (progress->done, progress->total, progress->func_data);
  return G_SOURCE_REMOVE;
}

static void
report_progress (gint64 done, gint64 total, gpointer user_data)
{
  Preview *job = user_data;
  gint64 now = g_get_monotonic_time ();
  Progress *progress;

  if (job->func == NULL || now - job->last_progress < PROGRESS_INTERVAL)
    return;
  job->last_progress = now;
  progress = g_new0 (Progress, 1);
  *progress = (Progress){ NULL, job->func, job->func_data, done, total };
  g_set_object (&progress->cancellable, job->cancellable);
  dt_service_post (job->context, on_progress_cb, progress, (GDestroyNotify) progress_free);
}

static DtRulePreview *
look (Preview *job, GError **error)
{
  g_autoptr (DtReader) reader
      = dt_reader_open (job->workspace->directory, job->workspace->key, error);

  if (reader == NULL)
    return NULL;
  return dt_reader_preview_rules (reader,
                                  &job->texts,
                                  job->files,
                                  job->workspace->unit,
                                  job->now,
                                  job->cancellable,
                                  report_progress,
                                  job,
                                  error);
}

static void
preview_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Preview *job = data;
  GError *error = NULL;
  DtRulePreview *preview = look (job, &error);

  /* Whoever still holds the task, the thread is done with the workspace. */
  g_clear_pointer (&job->workspace, dt_workspace_unref);
  if (preview != NULL)
    g_task_return_pointer (task, preview, (GDestroyNotify) dt_rule_preview_free);
  else
    g_task_return_error (task, error);
}

static Preview *
preview_new (DtService *self, const DtRuleTexts *texts, guint files)
{
  Preview *job = g_new0 (Preview, 1);

  job->workspace = dt_workspace_ref (self->workspace);
  dt_rule_texts_replace (&job->texts, texts, files);
  job->files = files;
  job->now = dt_clock_now (self->clock);
  return job;
}

/**
 * dt_service_preview_rules_async:
 * @texts: new rules of time
 * @files: which of @texts count
 * @cancellable: (nullable): @func is not called any more once it is cancelled
 * @func: (nullable): told how far it is
 *
 * Finds which open cases would be due at another time.
 */
void
dt_service_preview_rules_async (DtService *self,
                                const DtRuleTexts *texts,
                                guint files,
                                GCancellable *cancellable,
                                DtProgressFunc func,
                                gpointer func_data,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  Preview *job;

  g_return_if_fail (DT_IS_SERVICE (self) && texts != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  if (!dt_service_check_open (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  job = preview_new (self, texts, files);
  job->func = func;
  job->func_data = func_data;
  job->cancellable = cancellable;
  job->context = g_main_context_ref_thread_default ();
  g_task_set_task_data (task, job, (GDestroyNotify) preview_free);
  g_task_run_in_thread (task, preview_thread);
}

DtRulePreview *
dt_service_preview_rules_finish (DtService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

DtRulePreview *
dt_service_preview_rules_sync (DtService *self,
                               const DtRuleTexts *texts,
                               guint files,
                               GError **error)
{
  Preview *job;
  DtRulePreview *preview;

  g_return_val_if_fail (DT_IS_SERVICE (self) && texts != NULL, NULL);

  if (!dt_service_check_open (self, error))
    return NULL;
  job = preview_new (self, texts, files);
  preview = look (job, error);
  preview_free (job);
  return preview;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening and closing the service: the workspace is opened on a thread, the object made on the main
 * one. */
#include "service/dt-service-private.h"

#include "service/dt-sign-in.h"

static void
load_waits (gpointer data, gpointer user_data)
{
  DtService *self = data;

  for (guint i = 0; i < self->officers->len; i++)
    {
      DtOfficer *officer = g_ptr_array_index (self->officers, i);
      gint64 until = dt_sign_in_get_wait (&self->workspace->writer, officer->id);

      if (until > 0)
        g_hash_table_insert (self->waits, g_strdup (officer->id), g_memdup2 (&until, sizeof until));
    }
}

static gboolean
on_keyring_problem_cb (gpointer data)
{
  DtService *self = data;

  if (self->workspace != NULL)
    dt_service_emit_problem (self, self->workspace->keyring_problem);
  return G_SOURCE_REMOVE;
}

static DtService *
service_new (DtWorkspace *workspace)
{
  DtService *self = g_object_new (DT_TYPE_SERVICE, NULL);

  self->workspace = workspace;
  self->directory = g_strdup (workspace->directory);
  self->unit = dt_catalogue_find_unit (workspace->unit);
  self->device = g_strdup (workspace->device);
  self->public_key = g_strdup (workspace->public_key);
  self->demo = workspace->demo;
  self->clock = dt_clock_ref (workspace->clock);
  self->drafts = g_hash_table_ref (workspace->drafts);
  dt_service_load_settings (self, workspace->settings);
  dt_service_refresh (self, TRUE);
  dt_worker_run (workspace->writing, load_waits, self, NULL);
  /* Whoever has the service then listens by the time this is told. */
  if (workspace->keyring_problem != NULL)
    dt_service_post (NULL, on_keyring_problem_cb, g_object_ref (self), g_object_unref);
  return self;
}

static DtWorkspace *
open_workspace (const DtServiceOpening *opening, DtClock *clock, GError **error)
{
  return dt_workspace_open (
      opening->directory, opening->key_file, opening->secret_kind, opening->secret, clock, error);
}

DtService *
dt_service_open_sync (const DtServiceOpening *opening, DtClock *clock, GError **error)
{
  DtWorkspace *workspace;

  g_return_val_if_fail (opening != NULL && opening->directory != NULL, NULL);

  workspace = open_workspace (opening, clock, error);
  return workspace != NULL ? service_new (workspace) : NULL;
}

typedef struct
{
  DtServiceOpening opening; /* with owned strings */
  DtClock *clock;
} Opening;

static void
opening_free (Opening *job)
{
  g_free ((char *) job->opening.directory);
  g_free ((char *) job->opening.key_file);
  g_free ((char *) job->opening.secret);
  g_clear_pointer (&job->clock, dt_clock_unref);
  g_free (job);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *job = data;
  GError *error = NULL;
  DtWorkspace *workspace = open_workspace (&job->opening, job->clock, &error);

  if (workspace != NULL)
    g_task_return_pointer (task, workspace, (GDestroyNotify) dt_workspace_unref);
  else
    g_task_return_error (task, error);
}

void
dt_service_open_async (const DtServiceOpening *opening,
                       DtClock *clock,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Opening *job = g_new0 (Opening, 1);

  g_return_if_fail (opening != NULL && opening->directory != NULL);

  job->opening.directory = g_strdup (opening->directory);
  job->opening.key_file = g_strdup (opening->key_file);
  job->opening.secret = g_strdup (opening->secret);
  job->opening.secret_kind = opening->secret_kind;
  job->clock = clock != NULL ? dt_clock_ref (clock) : NULL;
  g_task_set_source_tag (task, dt_service_open_async);
  g_task_set_task_data (task, job, (GDestroyNotify) opening_free);
  g_task_run_in_thread (task, open_in_thread);
}

DtService *
dt_service_open_finish (GAsyncResult *result, GError **error)
{
  DtWorkspace *workspace = g_task_propagate_pointer (G_TASK (result), error);

  return workspace != NULL ? service_new (workspace) : NULL;
}

void
dt_service_close (DtService *self)
{
  g_return_if_fail (DT_IS_SERVICE (self));

  if (self->workspace == NULL)
    return;
  dt_service_flush_drafts (self);
  dt_workspace_unref (g_steal_pointer (&self->workspace));
}

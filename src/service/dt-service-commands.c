/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running and undoing commands and signing in: each goes to the writing worker and comes back to
 * the main thread, where the service takes in what came of it before anybody is told. */
#include "service/dt-service-private.h"

#include "service/dt-sign-in.h"

/* ---- commands ---- */

/* A command, or an undoing, on its way. */
typedef struct
{
  DtWorkspace *workspace; /* the service keeps it until the writing worker is done */
  DtCommand *command;     /* NULL: undo */
  DtUndo *undo;
  DtOfficer *officer;
  DtRunResult *result;
  GError *error;
} Job;

static void
job_free (Job *job)
{
  g_clear_pointer (&job->command, dt_command_unref);
  g_clear_pointer (&job->undo, dt_undo_free);
  g_clear_object (&job->officer);
  dt_run_result_free (job->result);
  g_clear_error (&job->error);
  g_free (job);
}

static Job *
job_new (DtService *self, DtCommand *command, GError **error)
{
  Job *job;

  if (!dt_service_check_open (self, error))
    return NULL;
  if (command == NULL && g_queue_is_empty (&self->undos))
    {
      g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "There is nothing to undo");
      return NULL;
    }
  job = g_new0 (Job, 1);
  job->workspace = self->workspace;
  job->command = command != NULL ? dt_command_ref (command) : NULL;
  g_set_object (&job->officer, self->officer);
  if (command == NULL)
    {
      job->undo = g_queue_pop_tail (&self->undos);
      if (g_queue_is_empty (&self->undos))
        g_object_notify (G_OBJECT (self), "can-undo");
    }
  else if (command->opening != NULL && command->opening->draft != NULL)
    /* So that its id is there, and no saving comes after the case. */
    dt_service_flush_drafts (self);
  return job;
}

static void
job_run (gpointer data, gpointer user_data)
{
  Job *job = data;
  DtWriter *writer = &job->workspace->writer;

  if (job->command != NULL)
    job->result = dt_writer_run (writer, job->command, job->officer, &job->error);
  else
    job->result = dt_writer_undo (writer, job->undo, job->officer, &job->error);
}

/* What failed for a passing reason can be tried again; what others have gone on with cannot. */
static gboolean
may_undo_later (const GError *error)
{
  return error->domain == DT_ERROR && error->code != DT_ERROR_TRANSITION
         && error->code != DT_ERROR_NOT_FOUND && error->code != DT_ERROR_INVALID;
}

static DtOutcome *
job_finish (DtService *self, Job *job, GError **error)
{
  if (job->result == NULL)
    {
      gboolean same = self->officer != NULL && job->officer != NULL
                      && g_strcmp0 (self->officer->id, job->officer->id) == 0;

      /* The officer may have changed meanwhile: nobody undoes what another did. */
      if (job->undo != NULL && same && may_undo_later (job->error))
        {
          g_queue_push_tail (&self->undos, g_steal_pointer (&job->undo));
          g_object_notify (G_OBJECT (self), "can-undo");
        }
      g_propagate_error (error, g_steal_pointer (&job->error));
      return NULL;
    }
  if (job->command != NULL && job->command->opening != NULL && job->command->opening->draft != NULL)
    dt_service_forget_draft (self, job->command->opening->draft);
  return dt_service_take_result (self, g_steal_pointer (&job->result));
}

static DtOutcome *
run_sync (DtService *self, DtCommand *command, GError **error)
{
  Job *job = job_new (self, command, error);
  DtOutcome *outcome;

  if (job == NULL)
    return NULL;
  dt_worker_run (self->workspace->writing, job_run, job, NULL);
  outcome = job_finish (self, job, error);
  job_free (job);
  return outcome;
}

static void
job_task (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  if (!g_cancellable_set_error_if_cancelled (cancellable, &job->error))
    job_run (job, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
on_job_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) outer = user_data;
  Job *job = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  DtOutcome *outcome;

  /* The worker answers by itself for what is cancelled before its turn. */
  if (job->error == NULL)
    g_task_propagate_boolean (G_TASK (result), &job->error);
  outcome = job_finish (DT_SERVICE (source), job, &error);

  if (outcome != NULL)
    g_task_return_pointer (outer, outcome, g_object_unref);
  else
    g_task_return_error (outer, error);
}

static void
run_async (DtService *self,
           DtCommand *command,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  g_autoptr (GTask) outer = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) inner = NULL;
  GError *error = NULL;
  Job *job = job_new (self, command, &error);

  /* A command that ran is done: it must never be reported as cancelled. */
  g_task_set_check_cancellable (outer, FALSE);
  if (job == NULL)
    {
      g_task_return_error (outer, error);
      return;
    }
  inner = g_task_new (self, cancellable, on_job_done_cb, g_steal_pointer (&outer));
  g_task_set_check_cancellable (inner, FALSE);
  g_task_set_task_data (inner, job, (GDestroyNotify) job_free);
  dt_worker_push_task (self->workspace->writing, inner, job_task);
}

/**
 * dt_service_run_async:
 * @command: what to do; it may be given away afterwards
 * @cancellable: (nullable): has an effect only before the command's turn comes
 *
 * Runs a command for the signed-in officer. "changed" is emitted before @callback is called.
 */
void
dt_service_run_async (DtService *self,
                      DtCommand *command,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_return_if_fail (DT_IS_SERVICE (self) && command != NULL);
  run_async (self, command, cancellable, callback, user_data);
}

/**
 * dt_service_run_finish:
 *
 * Returns: (transfer full): what came of it; %NULL: nothing was changed. %DT_ERROR_SIGNED_OUT,
 *   _DENIED, _INVALID, _NOT_FOUND, _TRANSITION, _WRONG_SECRET or _IO
 */
DtOutcome *
dt_service_run_finish (DtService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

DtOutcome *
dt_service_run_sync (DtService *self, DtCommand *command, GError **error)
{
  g_return_val_if_fail (DT_IS_SERVICE (self) && command != NULL, NULL);
  return run_sync (self, command, error);
}

void
dt_service_undo_async (DtService *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (DT_IS_SERVICE (self));
  run_async (self, NULL, cancellable, callback, user_data);
}

DtOutcome *
dt_service_undo_sync (DtService *self, GError **error)
{
  g_return_val_if_fail (DT_IS_SERVICE (self), NULL);
  return run_sync (self, NULL, error);
}

/* ---- signing in ---- */

typedef struct
{
  DtWorkspace *workspace;
  char *officer_id;
  char *password;
  DtOfficer *officer; /* once it is known who tries */
  char *hash;
  gboolean begun;
  gboolean matches;
  gint64 wait;
  DtRunResult *counts;
  GError *error;
} SignIn;

static void
sign_in_free (SignIn *job)
{
  g_clear_pointer (&job->workspace, dt_workspace_unref);
  g_free (job->officer_id);
  if (job->password != NULL)
    explicit_bzero (job->password, strlen (job->password));
  g_free (job->password);
  g_clear_object (&job->officer);
  g_free (job->hash);
  dt_run_result_free (job->counts);
  g_clear_error (&job->error);
  g_free (job);
}

static void
sign_in_begin (gpointer data, gpointer user_data)
{
  SignIn *job = data;
  DtWriter *writer = &job->workspace->writer;

  job->begun = dt_sign_in_begin (writer, job->officer_id, &job->officer, &job->hash, &job->error);
  job->wait = dt_sign_in_get_wait (writer, job->officer_id);
}

static void
sign_in_end (gpointer data, gpointer user_data)
{
  SignIn *job = data;
  DtWriter *writer = &job->workspace->writer;

  job->matches = dt_sign_in_end (writer, job->officer, job->matches, &job->error);
  job->wait = dt_sign_in_get_wait (writer, job->officer_id);
  if (!job->matches)
    return;
  job->counts = g_new0 (DtRunResult, 1);
  dt_writer_refresh (writer, job->officer, job->counts);
}

/* The slow part, hashing, is done on the calling thread: the desk goes on meanwhile. */
static void
sign_in_run (SignIn *job)
{
  dt_worker_run (job->workspace->writing, sign_in_begin, job, NULL);
  if (!job->begun)
    return;
  job->matches = dt_sign_in_matches (job->hash, job->password);
  dt_worker_run (job->workspace->writing, sign_in_end, job, NULL);
}

static SignIn *
sign_in_new (DtService *self, const char *officer_id, const char *password, GError **error)
{
  SignIn *job;

  if (!dt_service_check_open (self, error))
    return NULL;
  job = g_new0 (SignIn, 1);
  job->workspace = dt_workspace_ref (self->workspace);
  job->officer_id = g_strdup (officer_id);
  job->password = g_strdup (password);
  return job;
}

static gboolean
sign_in_finish (DtService *self, SignIn *job, GError **error)
{
  if (job->wait > 0)
    g_hash_table_insert (
        self->waits, g_strdup (job->officer_id), g_memdup2 (&job->wait, sizeof job->wait));
  else
    g_hash_table_remove (self->waits, job->officer_id);
  if (!job->matches)
    {
      g_propagate_error (error, g_steal_pointer (&job->error));
      return FALSE;
    }
  memcpy (self->counts, job->counts->counts, sizeof self->counts);
  dt_service_set_officer (self, job->officer);
  dt_service_emit_changed (self, NULL);
  return TRUE;
}

/**
 * dt_service_sign_in_sync:
 * @password: (nullable): PIN or password; %NULL or "" for an officer who has set none
 *
 * Returns: %FALSE with %DT_ERROR_WRONG_SECRET, _BUSY (too many wrong tries), _DENIED or _NOT_FOUND
 */
gboolean
dt_service_sign_in_sync (DtService *self,
                         const char *officer_id,
                         const char *password,
                         GError **error)
{
  SignIn *job;
  gboolean ok;

  g_return_val_if_fail (DT_IS_SERVICE (self) && officer_id != NULL, FALSE);

  job = sign_in_new (self, officer_id, password, error);
  if (job == NULL)
    return FALSE;
  sign_in_run (job);
  ok = sign_in_finish (self, job, error);
  sign_in_free (job);
  return ok;
}

static void
sign_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  sign_in_run (data);
  g_task_return_boolean (task, TRUE);
}

static void
on_sign_in_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) outer = user_data;
  GError *error = NULL;

  if (sign_in_finish (DT_SERVICE (source), g_task_get_task_data (G_TASK (result)), &error))
    g_task_return_boolean (outer, TRUE);
  else
    g_task_return_error (outer, error);
}

void
dt_service_sign_in_async (DtService *self,
                          const char *officer_id,
                          const char *password,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) outer = NULL;
  g_autoptr (GTask) inner = NULL;
  GError *error = NULL;
  SignIn *job;

  g_return_if_fail (DT_IS_SERVICE (self) && officer_id != NULL);

  outer = g_task_new (self, cancellable, callback, user_data);
  g_task_set_check_cancellable (outer, FALSE);
  job = sign_in_new (self, officer_id, password, &error);
  if (job == NULL)
    {
      g_task_return_error (outer, error);
      return;
    }
  inner = g_task_new (self, cancellable, on_sign_in_done_cb, g_steal_pointer (&outer));
  g_task_set_check_cancellable (inner, FALSE);
  g_task_set_task_data (inner, job, (GDestroyNotify) sign_in_free);
  g_task_run_in_thread (inner, sign_in_thread);
}

gboolean
dt_service_sign_in_finish (DtService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

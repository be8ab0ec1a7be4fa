/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verifying, rebuilding, backing up and renewing keys: on threads of the pool with connections of
 * their own, so that the desk goes on working. */
#include "service/dt-service-private.h"

#include "ledger/dt-receipt.h"

#include <sched.h>

#define PROGRESS_INTERVAL (100 * G_TIME_SPAN_MILLISECOND)

/* ---- threads ---- */

typedef struct _Upkeep Upkeep;

struct _Upkeep
{
  DtWorkspace *workspace;
  char *text;          /* path or passphrase */
  gboolean with_views; /* verify them too */
  DtProgressFunc func;
  gpointer func_data;
  GMainContext *context;
  gint64 last_progress;
};

static void
upkeep_free (Upkeep *job)
{
  g_clear_pointer (&job->workspace, dt_workspace_unref);
  g_clear_pointer (&job->context, g_main_context_unref);
  if (job->text != NULL)
    explicit_bzero (job->text, strlen (job->text));
  g_free (job->text);
  g_free (job);
}

/* The task of something on a thread, or NULL: then it has been answered. */
static GTask *
upkeep_new (DtService *self,
            const char *text,
            gboolean administrators_only,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  Upkeep *job;

  if (!dt_service_check_open (self, &error))
    {
      g_task_return_error (task, error);
      return NULL;
    }
  if (administrators_only
      && (self->officer == NULL || (self->officer->roles & DT_ROLE_ADMINISTRATOR) == 0))
    {
      g_task_return_new_error (
          task, DT_ERROR, DT_ERROR_DENIED, "Only an administrator renews the keys");
      return NULL;
    }
  job = g_new0 (Upkeep, 1);
  job->workspace = dt_workspace_ref (self->workspace);
  job->text = g_strdup (text);
  job->context = g_main_context_ref_thread_default ();
  g_task_set_task_data (task, job, (GDestroyNotify) upkeep_free);
  return g_steal_pointer (&task);
}

/* The thread is done with the workspace, whoever still holds the task. */
static void
upkeep_let_go (Upkeep *job)
{
  g_clear_pointer (&job->workspace, dt_workspace_unref);
}

/* ---- verifying ---- */

typedef struct
{
  DtProgressFunc func;
  gpointer func_data;
  gint64 done;
  gint64 total;
} Progress;

static gboolean
on_progress_cb (gpointer data)
{
  Progress *progress = data;

  progress->func (progress->done, progress->total, progress->func_data);
  return G_SOURCE_REMOVE;
}

static void
report_progress (gint64 done, gint64 total, gpointer user_data)
{
  Upkeep *job = user_data;
  gint64 now = g_get_monotonic_time ();
  Progress *progress;

  if (job->func == NULL || (now - job->last_progress < PROGRESS_INTERVAL && done < total))
    return;
  job->last_progress = now;
  progress = g_new0 (Progress, 1);
  *progress = (Progress){ job->func, job->func_data, done, total };
  dt_service_post (job->context, on_progress_cb, progress, g_free);
}

static void
verify_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Upkeep *job = data;
  GError *error = NULL;
  DtVerifyReport *report = dt_workspace_verify (
      job->workspace, job->with_views, cancellable, report_progress, job, &error);

  upkeep_let_go (job);
  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) dt_verify_report_free);
  else
    g_task_return_error (task, error);
}

/* On a thread of its own, which runs while nobody else has work for the processor: it takes a
 * minute in a large record. */
static gpointer
verify_quietly (gpointer data)
{
  g_autoptr (GTask) task = data;

  sched_setscheduler (0, SCHED_IDLE, &(struct sched_param){ 0 });
  verify_thread (task, NULL, g_task_get_task_data (task), g_task_get_cancellable (task));
  return NULL;
}

void
dt_service_verify_async (DtService *self,
                         gboolean with_views,
                         GCancellable *cancellable,
                         DtProgressFunc func,
                         gpointer func_data,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Upkeep *job;

  g_return_if_fail (DT_IS_SERVICE (self));

  task = upkeep_new (self, NULL, FALSE, cancellable, callback, user_data);
  if (task == NULL)
    return;
  job = g_task_get_task_data (task);
  job->with_views = with_views;
  job->func = func;
  job->func_data = func_data;
  g_thread_unref (g_thread_new ("dt-verify", verify_quietly, g_steal_pointer (&task)));
}

DtVerifyReport *
dt_service_verify_finish (DtService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

DtVerifyReport *
dt_service_verify_sync (DtService *self, GError **error)
{
  g_return_val_if_fail (DT_IS_SERVICE (self), NULL);
  if (!dt_service_check_open (self, error))
    return NULL;
  return dt_workspace_verify (self->workspace, TRUE, NULL, NULL, NULL, error);
}

/* ---- rebuilding ---- */

gboolean
dt_service_rebuild_sync (DtService *self, GError **error)
{
  g_autoptr (DtChanges) changes = NULL;

  g_return_val_if_fail (DT_IS_SERVICE (self), FALSE);

  if (!dt_service_check_open (self, error) || !dt_workspace_rebuild (self->workspace, error))
    return FALSE;
  dt_service_refresh (self, TRUE);
  changes = dt_changes_new ();
  changes->everything = TRUE;
  dt_service_emit_changed (self, changes);
  return TRUE;
}

/* ---- backup ---- */

static void
backup_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Upkeep *job = data;
  GError *error = NULL;
  gboolean ok = dt_workspace_backup (job->workspace, job->text, &error);

  upkeep_let_go (job);
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
dt_service_backup_async (DtService *self,
                         const char *path,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DT_IS_SERVICE (self) && path != NULL);

  task = upkeep_new (self, path, FALSE, cancellable, callback, user_data);
  if (task != NULL)
    g_task_run_in_thread (task, backup_thread);
}

gboolean
dt_service_backup_finish (DtService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
dt_service_backup_sync (DtService *self, const char *path, GError **error)
{
  g_return_val_if_fail (DT_IS_SERVICE (self) && path != NULL, FALSE);
  return dt_service_check_open (self, error) && dt_workspace_backup (self->workspace, path, error);
}

/* ---- keys ---- */

static void
recovery_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  DtWorkspace *workspace = ((Upkeep *) data)->workspace;
  GError *error = NULL;
  char *code;

  g_mutex_lock (&workspace->keyring_lock);
  code = dt_keyring_add_recovery (workspace->keyring, &error);
  g_mutex_unlock (&workspace->keyring_lock);
  upkeep_let_go (data);
  if (code != NULL)
    g_task_return_pointer (task, code, g_free);
  else
    g_task_return_error (task, error);
}

void
dt_service_renew_recovery_async (DtService *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DT_IS_SERVICE (self));

  task = upkeep_new (self, NULL, TRUE, cancellable, callback, user_data);
  if (task != NULL)
    g_task_run_in_thread (task, recovery_thread);
}

char *
dt_service_renew_recovery_finish (DtService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
passphrase_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Upkeep *job = data;
  GError *error = NULL;
  gboolean ok;

  g_mutex_lock (&job->workspace->keyring_lock);
  ok = dt_keyring_add_slot (job->workspace->keyring, DT_SLOT_PASSPHRASE, job->text, &error);
  g_mutex_unlock (&job->workspace->keyring_lock);
  upkeep_let_go (job);
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
dt_service_set_passphrase_async (DtService *self,
                                 const char *passphrase,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DT_IS_SERVICE (self) && passphrase != NULL);

  task = upkeep_new (self, passphrase, TRUE, cancellable, callback, user_data);
  if (task != NULL)
    g_task_run_in_thread (task, passphrase_thread);
}

gboolean
dt_service_set_passphrase_finish (DtService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- what scripts ask ---- */

typedef struct
{
  DtWorkspace *workspace;
  gint64 entries;
} EntryCount;

static void
count_entries (gpointer data, gpointer user_data)
{
  EntryCount *count = data;

  count->entries = dt_ledger_get_last (count->workspace->writer.ledger);
}

gint64
dt_service_count_entries_sync (DtService *self)
{
  EntryCount count = { self->workspace, 0 };

  g_return_val_if_fail (DT_IS_SERVICE (self), 0);

  if (self->workspace != NULL)
    dt_worker_run (self->workspace->writing, count_entries, &count, NULL);
  return count.entries;
}

/**
 * dt_service_verify_receipt:
 * @text: of the QR code
 * @public_keys: (array zero-terminated=1): of desks one trusts, each of 64 hex digits
 * @out_promised: (out): one of them signed it
 * @out_included: (out): it proves that the entry stands in the day's tree
 * @out_code: (out) (optional): of the case
 *
 * Needs no workspace and no network.
 *
 * Returns: %FALSE with %DT_ERROR_INVALID if @text is no receipt, or a key none
 */
gboolean
dt_service_verify_receipt (const char *text,
                           const char *const *public_keys,
                           gboolean *out_promised,
                           gboolean *out_included,
                           char **out_code,
                           GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (DtReceipt) receipt = NULL;

  g_return_val_if_fail (text != NULL && public_keys != NULL, FALSE);

  for (guint i = 0; public_keys[i] != NULL; i++)
    {
      guint8 key[DT_PUBLIC_KEY_SIZE];

      if (!dt_from_hex (public_keys[i], key, sizeof key))
        {
          g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "A public key has 64 hex digits");
          return FALSE;
        }
      g_ptr_array_add (keys, g_bytes_new (key, sizeof key));
    }
  receipt = dt_receipt_verify (text, keys, error);
  if (receipt == NULL)
    return FALSE;
  *out_promised = receipt->promised;
  *out_included = receipt->included;
  if (out_code != NULL)
    *out_code = g_strdup (receipt->case_code);
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens, closes and mends an open workspace: unlocks the key, starts the two workers and has each
 * open what it owns on its own thread. Blocking. */
#include "service/dt-workspace.h"

#include "base/dt-error.h"
#include "service/dt-archive.h"
#include "service/dt-commands.h"
#include "service/dt-draft-box.h"

#include <glib/gstdio.h>

/* Whatever either program makes in a workspace. */
static const char *const own_files[] = {
  DT_KEYS_NAME,    DT_LEDGER_NAME, "ledger.db-wal", "ledger.db-shm", "ledger.lock",
  "ledger.db.new", "views.db",     "views.db-wal",  "views.db-shm",
};

/* A call on a worker, waited for. */
typedef struct
{
  DtWorkspace *workspace;
  GError **error;
  gboolean ok;
} Call;

static gboolean
call (DtWorkspace *self, DtWorker *worker, GFunc func, GError **error)
{
  Call job = { self, error, FALSE };

  dt_worker_run (worker, func, &job, NULL);
  return job.ok;
}

/* ---- the key ---- */

/* The one that the workspace was made with, if it is still there. */
static const char *
find_key_file (DtWorkspace *self)
{
  const char *path = dt_keyring_get_key_file (self->keyring);

  return path != NULL && g_file_test (path, G_FILE_TEST_EXISTS) ? path : NULL;
}

static gboolean
unlock (DtWorkspace *self,
        const char *key_file,
        DtSlotKind secret_kind,
        const char *secret,
        GError **error)
{
  g_autoptr (GError) file_error = NULL;

  if (secret != NULL)
    return dt_keyring_unlock (self->keyring, secret_kind, secret, error);
  if (key_file == NULL)
    key_file = find_key_file (self);
  if (key_file != NULL && dt_keyring_has_slot (self->keyring, DT_SLOT_KEY_FILE))
    {
      self->by_key_file
          = dt_keyring_unlock (self->keyring, DT_SLOT_KEY_FILE, key_file, &file_error);
      if (self->by_key_file)
        return TRUE;
    }
  if (dt_keyring_has_slot (self->keyring, DT_SLOT_SECRET_SERVICE))
    {
      if (dt_keyring_unlock (
              self->keyring, DT_SLOT_SECRET_SERVICE, NULL, file_error == NULL ? error : NULL))
        return TRUE;
      if (file_error == NULL)
        return FALSE;
    }
  if (file_error != NULL)
    g_propagate_error (error, g_steal_pointer (&file_error));
  else
    g_set_error (error, DT_ERROR, DT_ERROR_LOCKED, "no key that opens it was found");
  return FALSE;
}

/* Whoever had to type a secret shall not have to again: the user's keyring gets the key back, where
 * the workspace was guarded by one. The workspace is open all the same if it does not. */
static void
restore_keyring (DtWorkspace *self)
{
  g_autoptr (GError) error = NULL;

  if (dt_keyring_has_slot (self->keyring, DT_SLOT_KEY_FILE)
      || !dt_keyring_has_slot (self->keyring, DT_SLOT_SECRET_SERVICE)
      || dt_keyring_restore_service (self->keyring, &error))
    return;
  g_set_error (&self->keyring_problem, DT_ERROR, DT_ERROR_KEYRING, "%s", error->message);
}

/* ---- the writing side ---- */

static gboolean
finish_erasure (DtWorkspace *self, GError **error)
{
  DtWriter *writer = &self->writer;
  gboolean rebuilt;

  if (!dt_commands_finish_erasure (writer, &rebuilt, error))
    return FALSE;
  if (!rebuilt)
    return TRUE;
  /* It still holds the file that was there before. */
  g_clear_pointer (&writer->reader, dt_reader_close);
  writer->reader = dt_reader_open (self->directory, self->key, error);
  return writer->reader != NULL;
}

/* A new connection in place of the one that holds the old file. */
static void
reopen_reader (DtWorkspace *self, DtReader **reader)
{
  g_autoptr (GError) error = NULL;
  DtReader *opened = dt_reader_open (self->directory, self->key, &error);

  if (opened == NULL)
    {
      g_warning ("Opening the views again: %s", error->message);
      return;
    }
  g_clear_pointer (reader, dt_reader_close);
  *reader = opened;
}

static void
reopen_reading (gpointer data, gpointer user_data)
{
  DtWorkspace *self = ((Call *) data)->workspace;

  reopen_reader (self, &self->reader);
}

static void
on_views_replaced (gpointer data)
{
  DtWorkspace *self = data;

  reopen_reader (self, &self->writer.reader);
  if (self->reading != NULL)
    call (self, self->reading, reopen_reading, NULL);
}

static void
open_writer (gpointer data, gpointer user_data)
{
  Call *job = data;
  DtWorkspace *self = job->workspace;
  DtWriter *writer = &self->writer;
  guint8 public_key[DT_PUBLIC_KEY_SIZE];

  writer->clock = dt_clock_ref (self->clock);
  writer->ledger = dt_ledger_open (self->directory, self->key, self->clock, FALSE, job->error);
  if (writer->ledger == NULL)
    return;
  writer->store
      = dt_store_open (self->directory, self->key, writer->ledger, NULL, NULL, job->error);
  if (writer->store == NULL)
    return;
  writer->reader = dt_reader_open (self->directory, self->key, job->error);
  if (writer->reader == NULL || !finish_erasure (self, job->error))
    return;
  writer->n_rebuilds = dt_store_count_rebuilds (writer->store);
  writer->on_views_replaced = on_views_replaced;
  writer->views_data = self;
  self->unit = g_strdup (dt_ledger_get_unit (writer->ledger));
  self->device = g_strdup (dt_ledger_get_device (writer->ledger));
  dt_ledger_get_public_key (writer->ledger, public_key);
  self->public_key = dt_to_hex (public_key, sizeof public_key);
  self->demo = dt_ledger_is_demo (writer->ledger);
  self->drafts = dt_draft_box_load (writer->ledger, writer->reader);
  self->settings = dt_ledger_dup_note (writer->ledger, DT_SETTINGS_NOTE);
  job->ok = TRUE;
}

static void
close_writer (gpointer data, gpointer user_data)
{
  DtWriter *writer = &((Call *) data)->workspace->writer;

  g_clear_pointer (&writer->reader, dt_reader_close);
  g_clear_pointer (&writer->store, dt_store_close);
  g_clear_pointer (&writer->ledger, dt_ledger_close);
  g_clear_pointer (&writer->clock, dt_clock_unref);
}

/* ---- the reading side ---- */

static void
open_reader (gpointer data, gpointer user_data)
{
  Call *job = data;
  DtWorkspace *self = job->workspace;

  self->record = dt_ledger_open (self->directory, self->key, self->clock, TRUE, job->error);
  if (self->record == NULL)
    return;
  self->reader = dt_reader_open (self->directory, self->key, job->error);
  job->ok = self->reader != NULL;
}

static void
close_reader (gpointer data, gpointer user_data)
{
  DtWorkspace *self = ((Call *) data)->workspace;

  g_clear_pointer (&self->reader, dt_reader_close);
  g_clear_pointer (&self->record, dt_ledger_close);
}

/* ---- public API ---- */

gboolean
dt_workspace_exists (const char *directory)
{
  g_autofree char *keys = g_build_filename (directory, DT_KEYS_NAME, NULL);
  g_autofree char *ledger = g_build_filename (directory, DT_LEDGER_NAME, NULL);

  return g_file_test (keys, G_FILE_TEST_EXISTS) && g_file_test (ledger, G_FILE_TEST_EXISTS);
}

void
dt_workspace_remove (const char *directory)
{
  for (guint i = 0; i < G_N_ELEMENTS (own_files); i++)
    {
      g_autofree char *path = g_build_filename (directory, own_files[i], NULL);

      g_unlink (path);
    }
}

char *
dt_workspace_find_any (const char *directory)
{
  for (guint i = 0; i < G_N_ELEMENTS (own_files); i++)
    {
      g_autofree char *path = g_build_filename (directory, own_files[i], NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
  return NULL;
}

/**
 * dt_workspace_open:
 *
 * Returns: (transfer full): the workspace, or %NULL with %DT_ERROR_NOT_FOUND, _LOCKED,
 *   _WRONG_SECRET, _BUSY, _DAMAGED, _NEWER or _IO
 */
DtWorkspace *
dt_workspace_open (const char *directory,
                   const char *key_file,
                   DtSlotKind secret_kind,
                   const char *secret,
                   DtClock *clock,
                   GError **error)
{
  g_autoptr (DtWorkspace) self = g_new0 (DtWorkspace, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->keyring_lock);
  self->directory = g_strdup (directory);
  self->clock = clock != NULL ? dt_clock_ref (clock) : dt_clock_new ();
  if (!dt_workspace_exists (directory))
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_NOT_FOUND,
                   "%s holds no workspace: make one with init",
                   directory);
      return NULL;
    }
  self->keyring = dt_keyring_load (directory, error);
  if (self->keyring == NULL || !unlock (self, key_file, secret_kind, secret, error))
    return NULL;
  self->key = dt_secret_ref (dt_keyring_get_key (self->keyring));
  self->writing = dt_worker_new ("dt-writing");
  if (!call (self, self->writing, open_writer, error))
    return NULL;
  self->reading = dt_worker_new ("dt-reading");
  if (!call (self, self->reading, open_reader, error))
    return NULL;
  if (secret != NULL)
    restore_keyring (self);
  return g_steal_pointer (&self);
}

DtWorkspace *
dt_workspace_ref (DtWorkspace *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
dt_workspace_unref (DtWorkspace *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  if (self->reading != NULL)
    {
      call (self, self->reading, close_reader, NULL);
      dt_worker_free (self->reading);
    }
  if (self->writing != NULL)
    {
      call (self, self->writing, close_writer, NULL);
      dt_worker_free (self->writing);
    }
  g_clear_pointer (&self->keyring, dt_keyring_free);
  g_clear_error (&self->keyring_problem);
  g_clear_pointer (&self->key, dt_secret_unref);
  g_clear_pointer (&self->clock, dt_clock_unref);
  g_clear_pointer (&self->drafts, g_hash_table_unref);
  g_mutex_clear (&self->keyring_lock);
  g_free (self->settings);
  g_free (self->unit);
  g_free (self->device);
  g_free (self->public_key);
  g_free (self->directory);
  g_free (self);
}

static void
rebuild_store (gpointer data, gpointer user_data)
{
  Call *job = data;
  DtWorkspace *self = job->workspace;
  DtWriter *writer = &self->writer;
  g_autoptr (GError) reopen_error = NULL;

  g_clear_pointer (&writer->reader, dt_reader_close);
  job->ok = dt_store_rebuild (writer->store, NULL, NULL, NULL, job->error);
  writer->behind = !job->ok;
  writer->n_rebuilds = dt_store_count_rebuilds (writer->store);
  writer->reader = dt_reader_open (self->directory, self->key, &reopen_error);
  if (writer->reader != NULL)
    return;
  if (job->ok)
    g_propagate_error (job->error, g_steal_pointer (&reopen_error));
  job->ok = FALSE;
}

/**
 * dt_workspace_rebuild:
 *
 * Makes the views anew from the record. Readers are closed meanwhile: they hold the old file.
 *
 * Returns: %TRUE if the views are whole
 */
gboolean
dt_workspace_rebuild (DtWorkspace *self, GError **error)
{
  gboolean rebuilt;

  call (self, self->reading, close_reader, NULL);
  rebuilt = call (self, self->writing, rebuild_store, error);
  return call (self, self->reading, open_reader, rebuilt ? error : NULL) && rebuilt;
}

typedef struct
{
  DtWorkspace *workspace;
  GPtrArray *problems;
  GError **error;
  gboolean ok;
} Comparison;

static void
compare_store (gpointer data, gpointer user_data)
{
  Comparison *job = data;

  job->ok = dt_store_compare_with_rebuild (job->workspace->writer.store, job->problems, job->error);
}

typedef struct
{
  DtLedger *ledger;
  GCancellable *cancellable;
  DtProgressFunc func;
  gpointer user_data;
  GError *error;
} Verification;

static gpointer
verify_ledger (gpointer data)
{
  Verification *job = data;

  return dt_ledger_verify (job->ledger, job->cancellable, job->func, job->user_data, &job->error);
}

/* The ledger on a thread of its own, the views on the writing worker. What cannot be broken off is
 * begun only if nobody may want to, or once the ledger is done. */
static DtVerifyReport *
verify_both (DtWorkspace *self, Verification *job, GPtrArray *problems, gboolean *out_compared)
{
  g_autoptr (GError) error = NULL;
  Comparison comparison = { self, problems, &error, FALSE };
  gboolean at_once = job->cancellable == NULL;
  GThread *thread = at_once ? g_thread_new ("dt-verify", verify_ledger, job) : NULL;
  DtVerifyReport *report = at_once ? NULL : verify_ledger (job);

  if (at_once || report != NULL)
    dt_worker_run (self->writing, compare_store, &comparison, NULL);
  if (at_once)
    report = g_thread_join (thread);
  *out_compared = comparison.ok;
  if (report != NULL && !comparison.ok)
    g_propagate_error (&job->error, g_steal_pointer (&error));
  return report;
}

/**
 * dt_workspace_verify:
 *
 * @with_views: compare the views too, for which the writing worker stands still
 *
 * Verifies the record on a connection of its own, so that the desk goes on working, and the views
 * against it.
 *
 * Returns: (transfer full): what was found; %NULL if it could not even start, or was cancelled
 */
DtVerifyReport *
dt_workspace_verify (DtWorkspace *self,
                     gboolean with_views,
                     GCancellable *cancellable,
                     DtProgressFunc func,
                     gpointer user_data,
                     GError **error)
{
  g_autoptr (DtLedger) ledger
      = dt_ledger_open (self->directory, self->key, self->clock, TRUE, error);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (DtVerifyReport) report = NULL;
  Verification job = { ledger, cancellable, func, user_data, NULL };
  gboolean compared = TRUE;

  if (ledger == NULL)
    return NULL;
  report = with_views ? verify_both (self, &job, problems, &compared) : verify_ledger (&job);
  if (report == NULL || !compared)
    {
      g_propagate_error (error, job.error);
      return NULL;
    }
  g_ptr_array_extend_and_steal (report->problems, g_steal_pointer (&problems));
  return g_steal_pointer (&report);
}

/**
 * dt_workspace_backup:
 * @path: the file to write; replaced when the copy is whole
 *
 * Writes one file that holds the record, still encrypted, and its key slots.
 *
 * Returns: %TRUE if it is on disk
 */
gboolean
dt_workspace_backup (DtWorkspace *self, const char *path, GError **error)
{
  g_autoptr (DtLedger) ledger
      = dt_ledger_open (self->directory, self->key, self->clock, TRUE, error);
  g_autofree char *copy = g_strconcat (path, ".part-ledger", NULL);
  gboolean ok;

  if (ledger == NULL)
    return FALSE;
  g_unlink (copy);
  ok = dt_ledger_backup (ledger, copy, error)
       && dt_archive_write (path, self->directory, copy, error);
  g_unlink (copy);
  return ok;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the record's file: its tables, the desk's id and keys, the unit's key, the first entry. */
#include "ledger/dt-ledger-desks-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define NEW_FILE "ledger.db.new"

static const char schema[]
    = "PRAGMA application_id = 0x44544c47;"
      "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;"
      "CREATE TABLE devices (no INTEGER PRIMARY KEY, device BLOB NOT NULL UNIQUE,"
      "  public_key BLOB NOT NULL, number INTEGER NOT NULL DEFAULT 0, invitation BLOB,"
      "  last_valid INTEGER) STRICT;"
      "CREATE TABLE entries (n INTEGER PRIMARY KEY, device INTEGER NOT NULL, seq INTEGER NOT NULL,"
      "  hlc INTEGER NOT NULL, received INTEGER NOT NULL, day INTEGER NOT NULL,"
      "  subject TEXT NOT NULL, hash BLOB NOT NULL, body BLOB NOT NULL, signature BLOB) STRICT;"
      "CREATE UNIQUE INDEX entries_by_device ON entries (device, seq);"
      "CREATE INDEX entries_by_subject ON entries (subject, hlc, device, seq);"
      /* Hashes fall anywhere, and an index of them all would have every page of it written with
       * every import. So it is one of segments of 65,536 entries, of which only the last grows;
       * looking a hash up asks each. Eight bytes of it find it as well as 32. */
      "CREATE INDEX entries_by_hash ON entries (n >> 16, substr (hash, 1, 8));"
      "CREATE INDEX entries_by_day ON entries (day);"
      "CREATE TRIGGER entries_keep_update BEFORE UPDATE ON entries BEGIN"
      "  SELECT RAISE (ABORT, 'an entry is never changed'); END;"
      "CREATE TRIGGER entries_keep_delete BEFORE DELETE ON entries BEGIN"
      "  SELECT RAISE (ABORT, 'an entry is never deleted'); END;"
      /* A payload that was erased stays as an empty one, so that its absence is explained. */
      "CREATE TABLE payloads (n INTEGER PRIMARY KEY, sealed BLOB NOT NULL) "
      "STRICT;" DT_LEDGER_SCHEMA_2
      "CREATE TABLE attachments (id INTEGER PRIMARY KEY, address BLOB NOT NULL UNIQUE,"
      "  size INTEGER NOT NULL, erased INTEGER NOT NULL) STRICT;"
      "CREATE TABLE chunks (id INTEGER PRIMARY KEY, sealed BLOB NOT NULL) STRICT;"
      "CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;";

static gboolean
set_errno_error (GError **error, int saved_errno, const char *path)
{
  g_set_error (error, DT_ERROR, DT_ERROR_IO, "%s: %s", path, g_strerror (saved_errno));
  return FALSE;
}

static gboolean
set_meta (DtLedger *self, const char *name, const void *value, gsize size, GError **error)
{
  sqlite3_stmt *statement
      = dt_database_prepare (self->database, "INSERT OR REPLACE INTO meta VALUES (?, ?)");

  sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
  sqlite3_bind_blob64 (statement, 2, value, size, SQLITE_STATIC);
  return dt_database_run (self->database, statement, error);
}

static gboolean
insert_own_desk (DtLedger *self, const DtLedgerSetup *setup, GError **error)
{
  DtDesk desk = { .number = setup->desk };
  g_autofree char *device = dt_to_hex (self->device_id, DT_DEVICE_SIZE);

  g_strlcpy (desk.device, device, sizeof desk.device);
  memcpy (desk.public_key, self->public_key, DT_PUBLIC_KEY_SIZE);
  if (setup->invited != NULL)
    g_strlcpy (desk.invitation, setup->invited->invitation, sizeof desk.invitation);
  return dt_desk_insert (self, &desk, error);
}

static gboolean
write_meta (DtLedger *self, const DtLedgerSetup *setup, GError **error)
{
  g_autofree char *device = dt_random_id ();
  g_autofree char *desk = g_strdup_printf ("%" G_GINT64_FORMAT, setup->desk);
  g_autoptr (DtSecret) signing_key = dt_sign_keypair (self->public_key);
  g_autoptr (DtSecret) unit_key = setup->invited != NULL ? dt_secret_ref (setup->invited->unit_key)
                                                         : dt_secret_new_random (DT_KEY_SIZE);

  dt_from_hex (device, self->device_id, DT_DEVICE_SIZE);
  return set_meta (self, "device", self->device_id, DT_DEVICE_SIZE, error)
         && set_meta (self, "signing-key", dt_secret_get (signing_key, NULL), 64, error)
         && set_meta (self, "unit-key", dt_secret_get (unit_key, NULL), DT_KEY_SIZE, error)
         && set_meta (self, "unit", setup->unit, strlen (setup->unit), error)
         && set_meta (self, "desk", desk, strlen (desk), error)
         && set_meta (self, "demo", setup->demo ? "1" : "0", 1, error)
         && (setup->invited == NULL
             || set_meta (self, "founding", setup->invited->founding, DT_HASH_SIZE, error))
         && insert_own_desk (self, setup, error);
}

static gboolean
write_schema (DtLedger *self, const DtLedgerSetup *setup, GError **error)
{
  if (!dt_database_begin (self->database, error))
    return FALSE;
  if (dt_database_exec (self->database, schema, error)
      && dt_database_exec (
          self->database, "PRAGMA user_version = " G_STRINGIFY (DT_LEDGER_VERSION), error)
      && write_meta (self, setup, error) && dt_database_commit (self->database, error))
    return TRUE;
  dt_database_rollback (self->database);
  return FALSE;
}

static gboolean
append_first (DtLedger *self, const DtLedgerSetup *setup, GError **error)
{
  g_autofree char *key = dt_to_hex (self->public_key, DT_PUBLIC_KEY_SIZE);
  g_autofree char *facts = NULL;
  DtEntryDraft draft = { .kind = "unit.created", .subject = self->unit };

  if (setup->invited != NULL)
    {
      draft.kind = "desk.joined";
      draft.subject = self->device;
      facts = dt_desk_make_joining (self, setup->invited);
    }
  else
    facts = g_strdup_printf ("{\"unit\":\"%s\",\"desk\":%" G_GINT64_FORMAT
                             ",\"demo\":%s,\"key\":\"%s\"}",
                             self->unit,
                             self->desk,
                             self->demo ? "true" : "false",
                             key);
  draft.facts = facts;
  return dt_ledger_append (self, "", &draft, 1, NULL, error);
}

static void
remove_new_file (DtLedger *self)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (NEW_FILE, suffixes[i], NULL);
      g_autofree char *path = g_build_filename (self->directory, name, NULL);

      g_unlink (path);
    }
}

/* Built under another name, so that there is a whole ledger or none. */
static gboolean
build_new_file (DtLedger *self, const DtLedgerSetup *setup, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, NEW_FILE, NULL);
  int fd;

  remove_new_file (self);
  fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return set_errno_error (error, errno, path);
  close (fd);

  g_free (self->path);
  self->path = g_steal_pointer (&path);
  return dt_ledger_open_file (self, DT_DATABASE_CREATE, error) && write_schema (self, setup, error)
         && dt_ledger_load_meta (self, error) && dt_ledger_load_tail (self, error)
         && append_first (self, setup, error);
}

static gboolean
put_in_place (DtLedger *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, DT_LEDGER_FILE, NULL);
  int fd;

  g_clear_pointer (&self->database, dt_database_close);
  if (g_rename (self->path, path) != 0)
    return set_errno_error (error, errno, path);
  fd = open (self->directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0 || fsync (fd) != 0)
    {
      int saved_errno = errno;

      if (fd >= 0)
        close (fd);
      return set_errno_error (error, saved_errno, self->directory);
    }
  close (fd);
  g_free (self->path);
  self->path = g_steal_pointer (&path);
  return dt_ledger_ensure_open (self, error);
}

static gboolean
check_setup (const DtLedgerSetup *setup, GError **error)
{
  gsize length = setup->unit != NULL ? strlen (setup->unit) : 0;
  gboolean ok = length >= 1 && length <= 16 && setup->desk >= 1 && setup->desk <= 9999;

  for (gsize i = 0; ok && i < length; i++)
    ok = g_ascii_isalnum (setup->unit[i]);
  if (!ok)
    g_set_error_literal (error, DT_ERROR, DT_ERROR_INVALID, "the unit's code or desk is none");
  return ok;
}

/**
 * dt_ledger_create:
 * @directory: an existing directory
 * @key: the workspace's key
 * @setup: unit, desk, whether it is a demo
 * @clock: the clock
 * @error: %DT_ERROR_INVALID if there is a ledger already, %DT_ERROR_BUSY, %DT_ERROR_IO
 *
 * Makes the record with the desk's id and keys and the unit's key, and appends `unit.created`; for
 * a desk that was invited, with the key it was given, and `desk.joined`.
 *
 * Returns: (transfer full) (nullable): the ledger, open for writing
 */
DtLedger *
dt_ledger_create (const char *directory,
                  DtSecret *key,
                  const DtLedgerSetup *setup,
                  DtClock *clock,
                  GError **error)
{
  g_autoptr (DtLedger) self = NULL;

  g_return_val_if_fail (directory != NULL && key != NULL && setup != NULL && clock != NULL, NULL);

  if (!check_setup (setup, error))
    return NULL;
  self = dt_ledger_new (directory, key, clock, FALSE);
  if (!dt_ledger_take_lock (self, error))
    return NULL;
  if (g_file_test (self->path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "%s holds a ledger already", directory);
      return NULL;
    }
  if (!build_new_file (self, setup, error) || !put_in_place (self, error))
    {
      g_clear_pointer (&self->database, dt_database_close);
      remove_new_file (self);
      return NULL;
    }
  return g_steal_pointer (&self);
}

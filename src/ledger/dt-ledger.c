/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes, opens and closes the record, and holds what is small and local: the desk's keys, notes,
 * look-up keys. A ledger is used by one thread. */
#include "ledger/dt-ledger-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define LOCK_FILE "ledger.lock"
#define NEW_FILE "ledger.db.new"

static const char schema[]
    = "PRAGMA application_id = 0x44544c47;"
      "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;"
      "CREATE TABLE devices (no INTEGER PRIMARY KEY, device BLOB NOT NULL UNIQUE,"
      "  public_key BLOB NOT NULL) STRICT;"
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
      "CREATE TABLE payloads (n INTEGER PRIMARY KEY, sealed BLOB NOT NULL) STRICT;"
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

/* ---- the file ---------------------------------------------------------------------------- */

/* An open-file-description lock: it goes with the descriptor, and holds within one process too. */
static gboolean
take_lock (DtLedger *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, LOCK_FILE, NULL);
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    return set_errno_error (error, errno, path);
  if (fcntl (fd, F_OFD_SETLK, &lock) != 0)
    {
      int saved_errno = errno;

      close (fd);
      if (saved_errno != EAGAIN && saved_errno != EACCES)
        return set_errno_error (error, saved_errno, path);
      g_set_error (
          error, DT_ERROR, DT_ERROR_BUSY, "%s is open in another program", self->directory);
      return FALSE;
    }
  self->lock_fd = fd;
  return TRUE;
}

gboolean
dt_ledger_open_file (DtLedger *self, DtDatabaseFlags extra, GError **error)
{
  g_autoptr (DtDatabase) database = NULL;
  DtDatabaseFlags flags = extra | (self->read_only ? DT_DATABASE_READ_ONLY : DT_DATABASE_FULL_SYNC);

  database = dt_database_open (self->path, self->key, flags, error);
  if (database == NULL)
    return FALSE;
  /* Else INSERT OR REPLACE would delete without waking the trigger that forbids it. */
  if (!dt_database_exec (database,
                         "PRAGMA recursive_triggers = ON; PRAGMA journal_size_limit = 16777216; "
                         "PRAGMA wal_autocheckpoint = 4000",
                         error))
    return FALSE;
  self->database = g_steal_pointer (&database);
  return TRUE;
}

static gboolean
check_version (DtLedger *self, GError **error)
{
  gint64 version = dt_database_get_int (self->database, "PRAGMA user_version", 0);

  if (version > DT_LEDGER_VERSION)
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_NEWER,
                   "%s was written by a newer version of the program",
                   self->path);
      return FALSE;
    }
  if (version == DT_LEDGER_VERSION)
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_DAMAGED, "%s is no ledger", self->path);
  return FALSE;
}

/* ---- meta and keys ----------------------------------------------------------------------- */

static gboolean
set_meta (DtLedger *self, const char *name, const void *value, gsize size, GError **error)
{
  sqlite3_stmt *statement
      = dt_database_prepare (self->database, "INSERT OR REPLACE INTO meta VALUES (?, ?)");

  sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
  sqlite3_bind_blob64 (statement, 2, value, size, SQLITE_STATIC);
  return dt_database_run (self->database, statement, error);
}

static GBytes *
dup_meta (DtLedger *self, const char *name, gsize size, GError **error)
{
  sqlite3_stmt *statement
      = dt_database_prepare (self->database, "SELECT value FROM meta WHERE name = ?");
  GBytes *value = NULL;
  gboolean row = FALSE;

  sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
  if (!dt_database_step (self->database, statement, &row, error))
    return NULL;
  if (row && (size == 0 || sqlite3_column_bytes (statement, 0) == (int) size))
    value = g_bytes_new (sqlite3_column_blob (statement, 0),
                         (gsize) sqlite3_column_bytes (statement, 0));
  else
    g_set_error (error, DT_ERROR, DT_ERROR_DAMAGED, "the ledger lacks its %s", name);
  sqlite3_reset (statement);
  return value;
}

static DtSecret *
dup_meta_secret (DtLedger *self, const char *name, gsize size, GError **error)
{
  g_autoptr (GBytes) value = dup_meta (self, name, size, error);

  return value != NULL ? dt_secret_new (g_bytes_get_data (value, NULL), size) : NULL;
}

static DtSecret *
derive_key (DtSecret *unit_key, const char *purpose)
{
  guint8 key[DT_HASH_SIZE];

  dt_hmac_sha256 (unit_key, purpose, strlen (purpose), key);
  return dt_secret_new (key, sizeof key);
}

static void
derive_keys (DtLedger *self, DtSecret *unit_key)
{
  self->payload_key = derive_key (unit_key, "doi-thoai payload 1");
  self->attachment_key = derive_key (unit_key, "doi-thoai attachment 1");
  self->address_key = derive_key (unit_key, "doi-thoai address 1");
  self->lookup_key = derive_key (unit_key, "doi-thoai look-up 1");
}

static char *
dup_meta_text (DtLedger *self, const char *name, GError **error)
{
  g_autoptr (GBytes) value = dup_meta (self, name, 0, error);

  return value != NULL ? g_strndup (g_bytes_get_data (value, NULL), g_bytes_get_size (value))
                       : NULL;
}

static gboolean
load_device (DtLedger *self, GError **error)
{
  sqlite3_stmt *statement
      = dt_database_prepare (self->database, "SELECT no, public_key FROM devices WHERE device = ?");
  gboolean row = FALSE, ok = FALSE;

  sqlite3_bind_blob (statement, 1, self->device_id, DT_DEVICE_SIZE, SQLITE_STATIC);
  if (!dt_database_step (self->database, statement, &row, error))
    return FALSE;
  if (row && sqlite3_column_bytes (statement, 1) == DT_PUBLIC_KEY_SIZE)
    {
      self->device_no = sqlite3_column_int64 (statement, 0);
      memcpy (self->public_key, sqlite3_column_blob (statement, 1), DT_PUBLIC_KEY_SIZE);
      ok = TRUE;
    }
  else
    g_set_error_literal (error, DT_ERROR, DT_ERROR_DAMAGED, "the ledger lacks its own desk");
  sqlite3_reset (statement);
  return ok;
}

static gboolean
load_meta (DtLedger *self, GError **error)
{
  g_autoptr (GBytes) device = dup_meta (self, "device", DT_DEVICE_SIZE, error);
  g_autoptr (DtSecret) unit_key = NULL;
  g_autofree char *desk = NULL, *demo = NULL, *hex = NULL;

  if (device == NULL)
    return FALSE;
  memcpy (self->device_id, g_bytes_get_data (device, NULL), DT_DEVICE_SIZE);
  hex = dt_to_hex (self->device_id, DT_DEVICE_SIZE);
  g_strlcpy (self->device, hex, sizeof self->device);

  self->signing_key = dup_meta_secret (self, "signing-key", 64, error);
  if (self->signing_key == NULL)
    return FALSE;
  unit_key = dup_meta_secret (self, "unit-key", DT_KEY_SIZE, error);
  if (unit_key == NULL)
    return FALSE;
  self->unit = dup_meta_text (self, "unit", error);
  if (self->unit == NULL)
    return FALSE;
  desk = dup_meta_text (self, "desk", error);
  if (desk == NULL)
    return FALSE;
  demo = dup_meta_text (self, "demo", error);
  if (demo == NULL)
    return FALSE;
  self->desk = g_ascii_strtoll (desk, NULL, 10);
  self->demo = g_str_equal (demo, "1");
  derive_keys (self, unit_key);
  return load_device (self, error);
}

gboolean
dt_ledger_load_tail (DtLedger *self, GError **error)
{
  sqlite3_stmt *statement
      = dt_database_prepare (self->database,
                             "SELECT seq, hash FROM entries WHERE device = ? ORDER BY seq DESC"
                             " LIMIT 1");
  gboolean row = FALSE;

  sqlite3_bind_int64 (statement, 1, self->device_no);
  if (!dt_database_step (self->database, statement, &row, error))
    return FALSE;
  self->last_seq = row ? sqlite3_column_int64 (statement, 0) : 0;
  memset (self->last_hash, 0, DT_HASH_SIZE);
  if (row && sqlite3_column_bytes (statement, 1) == DT_HASH_SIZE)
    memcpy (self->last_hash, sqlite3_column_blob (statement, 1), DT_HASH_SIZE);
  sqlite3_reset (statement);

  self->last_n = dt_database_get_int (self->database, "SELECT max (n) FROM entries", 0);
  self->last_hlc
      = dt_database_get_int (self->database, "SELECT value FROM meta WHERE name = 'hlc'", 0);
  dt_clock_observe_hlc (self->clock, self->last_hlc);
  return TRUE;
}

/* ---- create, open, close ----------------------------------------------------------------- */

static DtLedger *
ledger_new (const char *directory, DtSecret *key, DtClock *clock, gboolean read_only)
{
  DtLedger *self = g_new0 (DtLedger, 1);

  dt_crypto_init ();
  self->directory = g_strdup (directory);
  self->path = g_build_filename (directory, DT_LEDGER_FILE, NULL);
  self->key = dt_secret_ref (key);
  self->clock = dt_clock_ref (clock);
  self->read_only = read_only;
  self->lock_fd = -1;
  self->bytes = g_byte_array_new ();
  return self;
}

static gboolean
insert_device (DtLedger *self, GError **error)
{
  sqlite3_stmt *statement
      = dt_database_prepare (self->database, "INSERT INTO devices VALUES (NULL, ?, ?)");

  sqlite3_bind_blob (statement, 1, self->device_id, DT_DEVICE_SIZE, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 2, self->public_key, DT_PUBLIC_KEY_SIZE, SQLITE_STATIC);
  return dt_database_run (self->database, statement, error);
}

static gboolean
write_meta (DtLedger *self, const DtLedgerSetup *setup, GError **error)
{
  g_autofree char *device = dt_random_id ();
  g_autofree char *desk = g_strdup_printf ("%" G_GINT64_FORMAT, setup->desk);
  g_autoptr (DtSecret) signing_key = dt_sign_keypair (self->public_key);
  g_autoptr (DtSecret) unit_key = dt_secret_new_random (DT_KEY_SIZE);

  dt_from_hex (device, self->device_id, DT_DEVICE_SIZE);
  return set_meta (self, "device", self->device_id, DT_DEVICE_SIZE, error)
         && set_meta (self, "signing-key", dt_secret_get (signing_key, NULL), 64, error)
         && set_meta (self, "unit-key", dt_secret_get (unit_key, NULL), DT_KEY_SIZE, error)
         && set_meta (self, "unit", setup->unit, strlen (setup->unit), error)
         && set_meta (self, "desk", desk, strlen (desk), error)
         && set_meta (self, "demo", setup->demo ? "1" : "0", 1, error)
         && insert_device (self, error);
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
append_first (DtLedger *self, GError **error)
{
  g_autofree char *key = dt_to_hex (self->public_key, DT_PUBLIC_KEY_SIZE);
  g_autofree char *facts = g_strdup_printf ("{\"unit\":\"%s\",\"desk\":%" G_GINT64_FORMAT
                                            ",\"demo\":%s,\"key\":\"%s\"}",
                                            self->unit,
                                            self->desk,
                                            self->demo ? "true" : "false",
                                            key);
  DtEntryDraft draft = { .kind = "unit.created", .subject = self->unit, .facts = facts };

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
         && load_meta (self, error) && dt_ledger_load_tail (self, error)
         && append_first (self, error);
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
 * Makes the record with the desk's id and keys and the unit's key, and appends `unit.created`.
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
  self = ledger_new (directory, key, clock, FALSE);
  if (!take_lock (self, error))
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

/**
 * dt_ledger_open:
 * @directory: the workspace
 * @key: the workspace's key
 * @clock: the clock; it is told the last time in the record
 * @read_only: %TRUE beside a writer, in the same process or another
 * @error: %DT_ERROR_DAMAGED (a wrong key looks the same), %DT_ERROR_NEWER, %DT_ERROR_BUSY,
 *   %DT_ERROR_IO
 *
 * Returns: (transfer full) (nullable): the ledger
 */
DtLedger *
dt_ledger_open (
    const char *directory, DtSecret *key, DtClock *clock, gboolean read_only, GError **error)
{
  g_autoptr (DtLedger) self = NULL;

  g_return_val_if_fail (directory != NULL && key != NULL && clock != NULL, NULL);

  self = ledger_new (directory, key, clock, read_only);
  if (!read_only && !take_lock (self, error))
    return NULL;
  if (!dt_ledger_open_file (self, 0, error) || !check_version (self, error)
      || !load_meta (self, error) || !dt_ledger_load_tail (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * dt_ledger_close:
 * @self: (nullable) (transfer full): a ledger
 */
void
dt_ledger_close (DtLedger *self)
{
  if (self == NULL)
    return;
  if (self->database != NULL && self->scrub_pending)
    dt_ledger_scrub (self);
  g_clear_pointer (&self->database, dt_database_close);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  g_clear_pointer (&self->key, dt_secret_unref);
  g_clear_pointer (&self->signing_key, dt_secret_unref);
  g_clear_pointer (&self->payload_key, dt_secret_unref);
  g_clear_pointer (&self->attachment_key, dt_secret_unref);
  g_clear_pointer (&self->address_key, dt_secret_unref);
  g_clear_pointer (&self->lookup_key, dt_secret_unref);
  g_clear_pointer (&self->clock, dt_clock_unref);
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_free (self->unit);
  g_free (self->path);
  g_free (self->directory);
  g_free (self);
}

/* ---- what it is -------------------------------------------------------------------------- */

/**
 * dt_ledger_get_device:
 * @self: a ledger
 *
 * Returns: this desk's id, 32 hex digits
 */
const char *
dt_ledger_get_device (DtLedger *self)
{
  return self->device;
}

/**
 * dt_ledger_get_unit:
 * @self: a ledger
 *
 * Returns: the code of the unit
 */
const char *
dt_ledger_get_unit (DtLedger *self)
{
  return self->unit;
}

/**
 * dt_ledger_get_desk:
 * @self: a ledger
 *
 * Returns: this desk's number in its unit
 */
gint64
dt_ledger_get_desk (DtLedger *self)
{
  return self->desk;
}

/**
 * dt_ledger_is_demo:
 * @self: a ledger
 *
 * Returns: %TRUE if it was made for practice and show
 */
gboolean
dt_ledger_is_demo (DtLedger *self)
{
  return self->demo;
}

/**
 * dt_ledger_get_last:
 * @self: a ledger
 *
 * Returns: the highest n; a reader sees what the writer has committed
 */
gint64
dt_ledger_get_last (DtLedger *self)
{
  if (self->read_only && self->database != NULL)
    self->last_n = dt_database_get_int (self->database, "SELECT max (n) FROM entries", 0);
  return self->last_n;
}

/**
 * dt_ledger_get_public_key:
 * @self: a ledger
 * @out: this desk's public key
 */
void
dt_ledger_get_public_key (DtLedger *self, guint8 out[DT_PUBLIC_KEY_SIZE])
{
  memcpy (out, self->public_key, DT_PUBLIC_KEY_SIZE);
}

/**
 * dt_ledger_lookup_key:
 * @self: a ledger
 * @purpose: what it is for: the same value for another purpose gives another key
 * @value: a phone number, an ID number, in its normal form
 *
 * Returns: (transfer full): HMAC-SHA256 under the unit's key, in hex
 */
char *
dt_ledger_lookup_key (DtLedger *self, const char *purpose, const char *value)
{
  guint8 code[DT_HASH_SIZE];
  g_autofree char *text = NULL;
  gsize purpose_size, value_size;

  g_return_val_if_fail (purpose != NULL && value != NULL, NULL);

  /* The NUL between keeps ("ab", "c") and ("a", "bc") apart. */
  purpose_size = strlen (purpose) + 1;
  value_size = strlen (value);
  text = g_malloc (purpose_size + value_size);
  memcpy (text, purpose, purpose_size);
  memcpy (text + purpose_size, value, value_size);
  dt_hmac_sha256 (self->lookup_key, text, purpose_size + value_size, code);
  return dt_to_hex (code, sizeof code);
}

/* ---- notes ------------------------------------------------------------------------------- */

/**
 * dt_ledger_set_note:
 * @self: a ledger
 * @name: which note
 * @value: (nullable): its text; %NULL removes it for good
 * @error: %DT_ERROR_IO, %DT_ERROR_DENIED if read-only
 *
 * Returns: %TRUE if it is on disk
 */
gboolean
dt_ledger_set_note (DtLedger *self, const char *name, const char *value, GError **error)
{
  GError *own_error = NULL;
  sqlite3_stmt *statement;

  g_return_val_if_fail (name != NULL, FALSE);

  if (!dt_ledger_begin (self, error))
    return FALSE;
  if (value != NULL)
    statement = dt_database_prepare (self->database, "INSERT OR REPLACE INTO notes VALUES (?, ?)");
  else
    statement = dt_database_prepare (self->database, "DELETE FROM notes WHERE name = ?");
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
  if (value != NULL)
    sqlite3_bind_text (statement, 2, value, -1, SQLITE_STATIC);
  if (dt_database_run (self->database, statement, &own_error))
    return dt_ledger_commit (self, error);
  dt_ledger_rollback (self);
  g_propagate_error (error, own_error);
  return FALSE;
}

/**
 * dt_ledger_dup_note:
 * @self: a ledger
 * @name: which note
 *
 * Returns: (transfer full) (nullable): its text; %NULL if there is none
 */
char *
dt_ledger_dup_note (DtLedger *self, const char *name)
{
  sqlite3_stmt *statement;
  gboolean row = FALSE;
  char *value = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  if (!dt_ledger_ensure_open (self, NULL))
    return NULL;
  statement = dt_database_prepare (self->database, "SELECT value FROM notes WHERE name = ?");
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
  if (dt_database_step (self->database, statement, &row, NULL) && row)
    value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return value;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens and closes the record, and holds what is small and local: the desk's keys, notes,
 * look-up keys. A ledger is used by one thread. */
#include "ledger/dt-ledger-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define LOCK_FILE "ledger.lock"

static gboolean
set_errno_error (GError **error, int saved_errno, const char *path)
{
  g_set_error (error, DT_ERROR, DT_ERROR_IO, "%s: %s", path, g_strerror (saved_errno));
  return FALSE;
}

/* ---- the file ---------------------------------------------------------------------------- */

/* An open-file-description lock: it goes with the descriptor, and holds within one process too. */
gboolean
dt_ledger_take_lock (DtLedger *self, GError **error)
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
  /* Who only reads walks through it from end to end, or looks at single entries. */
  if (self->read_only && !dt_database_exec (database, "PRAGMA cache_size = -4096", error))
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
  if (version >= 1)
    return dt_ledger_upgrade (self, version, error);
  g_set_error (error, DT_ERROR, DT_ERROR_DAMAGED, "%s is no ledger", self->path);
  return FALSE;
}

/* ---- meta and keys ----------------------------------------------------------------------- */

GBytes *
dt_ledger_dup_meta (DtLedger *self, const char *name, gsize size, GError **error)
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
  g_autoptr (GBytes) value = dt_ledger_dup_meta (self, name, size, error);

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
  g_autoptr (GBytes) value = dt_ledger_dup_meta (self, name, 0, error);

  return value != NULL ? g_strndup (g_bytes_get_data (value, NULL), g_bytes_get_size (value))
                       : NULL;
}

static gboolean
load_device (DtLedger *self, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (
      self->database, "SELECT no, public_key, last_valid FROM devices WHERE device = ?");
  gboolean row = FALSE, ok = FALSE;

  sqlite3_bind_blob (statement, 1, self->device_id, DT_DEVICE_SIZE, SQLITE_STATIC);
  if (!dt_database_step (self->database, statement, &row, error))
    return FALSE;
  if (row && sqlite3_column_bytes (statement, 1) == DT_PUBLIC_KEY_SIZE)
    {
      self->device_no = sqlite3_column_int64 (statement, 0);
      memcpy (self->public_key, sqlite3_column_blob (statement, 1), DT_PUBLIC_KEY_SIZE);
      self->removed = sqlite3_column_type (statement, 2) != SQLITE_NULL;
      ok = TRUE;
    }
  else
    g_set_error_literal (error, DT_ERROR, DT_ERROR_DAMAGED, "the ledger lacks its own desk");
  sqlite3_reset (statement);
  return ok;
}

gboolean
dt_ledger_load_meta (DtLedger *self, GError **error)
{
  g_autoptr (GBytes) device = dt_ledger_dup_meta (self, "device", DT_DEVICE_SIZE, error);
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

/* ---- open, close ----------------------------------------------------------------- */

DtLedger *
dt_ledger_new (const char *directory, DtSecret *key, DtClock *clock, gboolean read_only)
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

  self = dt_ledger_new (directory, key, clock, read_only);
  if (!read_only && !dt_ledger_take_lock (self, error))
    return NULL;
  if (!dt_ledger_open_file (self, 0, error) || !check_version (self, error)
      || !dt_ledger_load_meta (self, error) || !dt_ledger_load_tail (self, error))
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

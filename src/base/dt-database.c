/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns one connection to a SQLite file and its prepared statements. Knows what SQLite3 Multiple
 * Ciphers leaves in the clear and checks it. Used by one thread at a time. */
#include "base/dt-database.h"

#include "base/dt-error.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define PAGE_SIZE 4096
#define CLEAR_SIZE 24 /* CIPHER_PAGE1_OFFSET of SQLite3 Multiple Ciphers */
#define FILE_SALT_SIZE 16
#define BUSY_TIMEOUT_MS 5000
#define N_SLOTS 128 /* a power of two */

typedef struct
{
  char *sql;
  sqlite3_stmt *statement;
} CachedStatement;

struct _DtDatabase
{
  sqlite3 *handle;
  char *path; /* NULL in memory */
  guint8 clear[CLEAR_SIZE];
  GHashTable *statements;          /* sql → CachedStatement */
  CachedStatement *slots[N_SLOTS]; /* by the address of the text: most calls end here */
  int prepare_code;                /* why the last dt_database_prepare() gave NULL */
};

static void
cached_statement_free (gpointer data)
{
  CachedStatement *cached = data;

  sqlite3_finalize (cached->statement);
  g_free (cached->sql);
  g_free (cached);
}

/* The first bytes of a file are not under the cipher's seal. With a raw key the salt serves no
 * purpose, so we derive it from the key; the rest is SQLite's header for our settings. All of
 * them are then known beforehand, and a changed bit is seen. */
static void
get_clear_bytes (DtSecret *key, guint8 out[CLEAR_SIZE])
{
  static const char purpose[] = "doi-thoai database file salt 1";
  static const guint8 header[CLEAR_SIZE - FILE_SALT_SIZE] = {
    PAGE_SIZE >> 8,
    PAGE_SIZE & 255, /* page size */
    2,
    2,  /* WAL, to write and to read */
    64, /* reserved on each page: nonce and tag of AEGIS-256 */
    64,
    32,
    32,
  };
  guint8 code[DT_HASH_SIZE];

  dt_hmac_sha256 (key, purpose, strlen (purpose), code);
  memcpy (out, code, FILE_SALT_SIZE);
  memcpy (out + FILE_SALT_SIZE, header, sizeof header);
}

static gboolean
check_clear_bytes (const char *path,
                   const guint8 expected[CLEAR_SIZE],
                   DtDatabaseFlags flags,
                   GError **error)
{
  guint8 found[CLEAR_SIZE];
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  int saved_errno = errno;
  gssize n_read;

  if (fd < 0 && saved_errno == ENOENT)
    {
      if ((flags & DT_DATABASE_CREATE) != 0)
        return TRUE;
      g_set_error (error, DT_ERROR, DT_ERROR_IO, "%s does not exist", path);
      return FALSE;
    }
  if (fd < 0)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_IO, "%s: %s", path, g_strerror (saved_errno));
      return FALSE;
    }
  n_read = read (fd, found, sizeof found);
  close (fd);

  if (n_read == 0 && (flags & DT_DATABASE_CREATE) != 0)
    return TRUE;
  if (n_read == sizeof found && memcmp (found, expected, sizeof found) == 0)
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_DAMAGED, "%s is damaged or under another key", path);
  return FALSE;
}

static int
set_key (sqlite3 *handle, DtSecret *key)
{
  static const char prefix[] = "raw:";
  guint8 material[sizeof prefix - 1 + DT_KEY_SIZE + CLEAR_SIZE];
  int code;

  if (sqlite3mc_config (handle, "cipher", sqlite3mc_cipher_index ("aegis")) <= 0
      || sqlite3mc_config_cipher (handle, "aegis", "algorithm", 4 /* aegis-256 */) != 4)
    return SQLITE_MISUSE;
  memcpy (material, prefix, sizeof prefix - 1);
  memcpy (material + sizeof prefix - 1, dt_secret_get (key, NULL), DT_KEY_SIZE);
  get_clear_bytes (key, material + sizeof prefix - 1 + DT_KEY_SIZE);
  code
      = sqlite3_key_v2 (handle, "main", material, sizeof prefix - 1 + DT_KEY_SIZE + FILE_SALT_SIZE);
  sodium_memzero (material, sizeof material);
  return code;
}

/* What a hostile file could turn against us is switched off. */
static void
harden (sqlite3 *handle)
{
  sqlite3_extended_result_codes (handle, 1);
  sqlite3_busy_timeout (handle, BUSY_TIMEOUT_MS);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE, 0, NULL);
  /* A plan never hangs on what is bound, so that a statement is not compiled anew for each LIMIT.
   */
  sqlite3_db_config (handle, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
}

static DtDatabase *
database_new (sqlite3 *handle)
{
  DtDatabase *self = g_new0 (DtDatabase, 1);

  self->handle = handle;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, cached_statement_free);
  harden (handle);
  return self;
}

static gboolean
configure (DtDatabase *self, DtDatabaseFlags flags, GError **error)
{
  if ((flags & DT_DATABASE_READ_ONLY) == 0
      && !dt_database_exec (self, "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL", error))
    return FALSE;
  if (!dt_database_exec (self,
                         "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;"
                         "PRAGMA cell_size_check = ON; PRAGMA cache_size = -16384;"
                         /* What is erased is overwritten; and a freed page is always written, so
                          * that it authenticates like any other (dt_database_check_pages()). */
                         "PRAGMA secure_delete = ON",
                         error))
    return FALSE;
  if (!dt_database_exec (self,
                         (flags & DT_DATABASE_FULL_SYNC) != 0 ? "PRAGMA synchronous = FULL"
                                                              : "PRAGMA synchronous = NORMAL",
                         error))
    return FALSE;
  /* The first read of page 1: a wrong key or a damaged header shows here. */
  return dt_database_exec (self, "SELECT count(*) FROM sqlite_schema", error);
}

/**
 * dt_database_open:
 * @path: the file
 * @key: %DT_KEY_SIZE bytes
 * @flags: how to open it
 * @error: %DT_ERROR_DAMAGED (a wrong key looks the same), %DT_ERROR_IO, %DT_ERROR_BUSY
 *
 * Returns: (transfer full) (nullable): a connection in WAL mode
 */
DtDatabase *
dt_database_open (const char *path, DtSecret *key, DtDatabaseFlags flags, GError **error)
{
  g_autoptr (DtDatabase) self = NULL;
  sqlite3 *handle = NULL;
  int open_flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOFOLLOW;
  guint8 clear[CLEAR_SIZE];
  int code;
  gsize key_size;

  g_return_val_if_fail (path != NULL && key != NULL, NULL);
  dt_secret_get (key, &key_size);
  g_return_val_if_fail (key_size == DT_KEY_SIZE, NULL);

  get_clear_bytes (key, clear);
  if (!check_clear_bytes (path, clear, flags, error))
    return NULL;

  if ((flags & DT_DATABASE_READ_ONLY) != 0)
    open_flags |= SQLITE_OPEN_READONLY;
  else
    open_flags |= SQLITE_OPEN_READWRITE;
  if ((flags & DT_DATABASE_CREATE) != 0)
    open_flags |= SQLITE_OPEN_CREATE;
  code = sqlite3_open_v2 (path, &handle, open_flags, NULL);
  if (handle == NULL)
    g_error ("no memory to open a database");
  self = database_new (handle);
  self->path = g_strdup (path);
  memcpy (self->clear, clear, sizeof clear);
  if (code == SQLITE_OK)
    code = set_key (handle, key);
  if (code != SQLITE_OK)
    {
      dt_database_set_error (self, code, error);
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  if (!configure (self, flags, error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * dt_database_open_memory:
 *
 * Returns: (transfer full): a database in memory, not encrypted
 */
DtDatabase *
dt_database_open_memory (void)
{
  sqlite3 *handle = NULL;

  if (sqlite3_open_v2 (":memory:",
                       &handle,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                       NULL)
      != SQLITE_OK)
    g_error ("no memory to open a database");
  return database_new (handle);
}

/**
 * dt_database_close:
 * @self: (nullable) (transfer full): a connection
 *
 * Finalizes the cached statements and closes. The last connection to a file writes its log back
 * into it.
 */
void
dt_database_close (DtDatabase *self)
{
  int code;

  if (self == NULL)
    return;
  g_hash_table_unref (self->statements);
  code = sqlite3_close (self->handle);
  if (code != SQLITE_OK)
    {
      g_critical ("a database was closed with a statement still open");
      sqlite3_close_v2 (self->handle);
    }
  g_free (self->path);
  g_free (self);
}

/**
 * dt_database_get_handle:
 * @self: a connection
 *
 * Returns: (transfer none): SQLite's handle
 */
sqlite3 *
dt_database_get_handle (DtDatabase *self)
{
  return self->handle;
}

/**
 * dt_database_exec:
 * @self: a connection
 * @sql: one or more statements without parameters; rows are dropped
 * @error: by dt_database_set_error()
 *
 * Returns: %TRUE if all were run
 */
gboolean
dt_database_exec (DtDatabase *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  dt_database_set_error (self, code, error);
  return FALSE;
}

/**
 * dt_database_begin:
 * @self: a connection
 * @error: %DT_ERROR_BUSY if another process writes for longer than 5 s
 *
 * Begins a transaction that will write.
 *
 * Returns: %TRUE if begun
 */
gboolean
dt_database_begin (DtDatabase *self, GError **error)
{
  return dt_database_run (self, dt_database_prepare (self, "BEGIN IMMEDIATE"), error);
}

/**
 * dt_database_commit:
 * @self: a connection
 * @error: by dt_database_set_error()
 *
 * Returns: %TRUE if the transaction is in the file; after %FALSE roll back
 */
gboolean
dt_database_commit (DtDatabase *self, GError **error)
{
  return dt_database_run (self, dt_database_prepare (self, "COMMIT"), error);
}

/**
 * dt_database_rollback:
 * @self: a connection
 *
 * Ends a transaction without its changes; harmless when there is none.
 */
void
dt_database_rollback (DtDatabase *self)
{
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

static guint
get_slot (const char *sql)
{
  gsize address = (gsize) sql;

  return (guint) ((address ^ address >> 7 ^ address >> 14) & (N_SLOTS - 1));
}

static CachedStatement *
look_up (DtDatabase *self, const char *sql)
{
  guint slot = get_slot (sql);
  CachedStatement *cached = self->slots[slot];

  /* An address says nothing of a text that was built and freed: compare, which is cheap. */
  if (cached != NULL && strcmp (cached->sql, sql) == 0)
    return cached;
  cached = g_hash_table_lookup (self->statements, sql);
  if (cached != NULL)
    self->slots[slot] = cached;
  return cached;
}

/**
 * dt_database_prepare:
 * @self: a connection
 * @sql: one statement
 *
 * Looks the statement up in the cache, or compiles it, and resets and clears it. Ends the program
 * on SQL that does not compile, a bug of ours.
 *
 * Returns: (transfer none) (nullable): the statement; %NULL if the file could not be read, which
 * dt_database_step() and dt_database_run() then report
 */
sqlite3_stmt *
dt_database_prepare (DtDatabase *self, const char *sql)
{
  CachedStatement *cached = look_up (self, sql);
  sqlite3_stmt *statement = NULL;
  int code;

  if (cached != NULL)
    {
      sqlite3_reset (cached->statement);
      sqlite3_clear_bindings (cached->statement);
      return cached->statement;
    }

  code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (code == SQLITE_ERROR)
    g_error ("bad SQL: %s: %s", sqlite3_errmsg (self->handle), sql);
  if (code != SQLITE_OK)
    {
      self->prepare_code = code;
      return NULL;
    }
  cached = g_new0 (CachedStatement, 1);
  cached->sql = g_strdup (sql);
  cached->statement = statement;
  g_hash_table_insert (self->statements, cached->sql, cached);
  self->slots[get_slot (sql)] = cached;
  return statement;
}

/**
 * dt_database_step:
 * @self: a connection
 * @statement: (nullable): of dt_database_prepare()
 * @out_row: (out): %TRUE if there is a row
 * @error: by dt_database_set_error()
 *
 * Returns: %FALSE on an error; the statement is then reset, as it is behind the last row
 */
gboolean
dt_database_step (DtDatabase *self, sqlite3_stmt *statement, gboolean *out_row, GError **error)
{
  int code = statement != NULL ? sqlite3_step (statement) : self->prepare_code;

  if (code == SQLITE_ROW)
    {
      *out_row = TRUE;
      return TRUE;
    }
  if (code != SQLITE_DONE)
    dt_database_set_error (self, code, error);
  sqlite3_reset (statement);
  if (code == SQLITE_DONE)
    *out_row = FALSE;
  return code == SQLITE_DONE;
}

/**
 * dt_database_run:
 * @self: a connection
 * @statement: (nullable): of dt_database_prepare(); its rows are dropped
 * @error: by dt_database_set_error()
 *
 * Returns: %TRUE if it ran to its end
 */
gboolean
dt_database_run (DtDatabase *self, sqlite3_stmt *statement, GError **error)
{
  gboolean row = TRUE;

  while (row)
    {
      if (!dt_database_step (self, statement, &row, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * dt_database_get_int:
 * @self: a connection
 * @sql: a query without parameters
 * @fallback: what to give without a row, for NULL, or on an error
 *
 * Returns: the first column of the first row
 */
gint64
dt_database_get_int (DtDatabase *self, const char *sql, gint64 fallback)
{
  sqlite3_stmt *statement = dt_database_prepare (self, sql);
  gboolean row = FALSE;
  gint64 value = fallback;

  if (dt_database_step (self, statement, &row, NULL) && row
      && sqlite3_column_type (statement, 0) != SQLITE_NULL)
    value = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return value;
}

static int
get_error_code (int code)
{
  switch (code)
    {
    case SQLITE_IOERR_DATA:
    case SQLITE_IOERR_CORRUPTFS:
    case SQLITE_IOERR_SHORT_READ:
      return DT_ERROR_DAMAGED;
    default:
      break;
    }
  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return DT_ERROR_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      return DT_ERROR_DAMAGED;
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_NOLFS:
      return DT_ERROR_IO;
    default:
      return DT_ERROR_FAILED;
    }
}

/**
 * dt_database_set_error:
 * @self: a connection
 * @code: SQLite's (extended) result code
 * @error: set to %DT_ERROR_DAMAGED, %DT_ERROR_BUSY, %DT_ERROR_IO or %DT_ERROR_FAILED;
 *   %G_IO_ERROR_CANCELLED after sqlite3_interrupt()
 *
 * The message names the code only: SQLite's own may quote what a citizen wrote.
 */
void
dt_database_set_error (DtDatabase *self, int code, GError **error)
{
  if ((code & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "interrupted");
      return;
    }
  g_set_error (error,
               DT_ERROR,
               get_error_code (code),
               "database: %s (%d)",
               sqlite3_errstr (code & 0xff),
               code);
}

/**
 * dt_database_check_pages:
 * @self: a connection to a file
 * @error: %DT_ERROR_DAMAGED with the number of the first page that does not authenticate
 *
 * Reads every page of the file through its cipher, those on the free list too.
 *
 * Returns: %TRUE if all are as they were written
 */
gboolean
dt_database_check_pages (DtDatabase *self, GError **error)
{
  sqlite3_stmt *statement
      = dt_database_prepare (self, "SELECT pgno, data FROM sqlite_dbpage ORDER BY pgno");
  gint64 last = 0;
  gboolean row = TRUE;

  if (self->path != NULL && !check_clear_bytes (self->path, self->clear, 0, error))
    return FALSE;
  /* What the cache holds says nothing of the file. */
  sqlite3_db_release_memory (self->handle);
  while (row)
    {
      if (!dt_database_step (self, statement, &row, error))
        {
          g_prefix_error (error, "page %" G_GINT64_FORMAT ": ", last + 1);
          return FALSE;
        }
      if (row)
        {
          last = sqlite3_column_int64 (statement, 0);
          sqlite3_column_blob (statement, 1);
        }
    }
  if (last == dt_database_get_int (self, "PRAGMA page_count", -1))
    return TRUE;
  g_set_error_literal (error, DT_ERROR, DT_ERROR_DAMAGED, "database: pages are missing");
  return FALSE;
}

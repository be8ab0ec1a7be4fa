/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection to an encrypted SQLite file (SQLite3 Multiple Ciphers, AEGIS-256). Thin: opens,
 * prepares and caches statements, binds and steps, turns result codes into GError. A connection
 * belongs to the thread that uses it. Both files of a workspace are opened through here. */
#pragma once

#include "base/dt-crypto.h"

#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _DtDatabase DtDatabase;

typedef enum
{
  DT_DATABASE_READ_ONLY = 1 << 0,
  DT_DATABASE_CREATE = 1 << 1,
  DT_DATABASE_FULL_SYNC = 1 << 2, /* synchronous=FULL; else NORMAL */
} DtDatabaseFlags;

/* WAL, temp_store=MEMORY, mmap off, foreign keys off, secure_delete on, busy timeout 5 s. @key: 32
 * bytes.
 * Errors: DT_ERROR_DAMAGED (also a wrong key: the two cannot be told apart here), _IO, _BUSY. */
DtDatabase *
dt_database_open (const char *path, DtSecret *key, DtDatabaseFlags flags, GError **error);
DtDatabase *dt_database_open_memory (void); /* plain, in memory: tests */
void dt_database_close (DtDatabase *self);
sqlite3 *dt_database_get_handle (DtDatabase *self);
gboolean dt_database_exec (DtDatabase *self, const char *sql, GError **error);
gboolean dt_database_begin (DtDatabase *self, GError **error); /* IMMEDIATE */
gboolean dt_database_commit (DtDatabase *self, GError **error);
void dt_database_rollback (DtDatabase *self);
/* A cached statement for constant @sql, reset and cleared; owned by @self. Aborts on bad SQL; NULL
 * if the file could not be read, which the step then reports. */
sqlite3_stmt *dt_database_prepare (DtDatabase *self, const char *sql);
/* SQLITE_ROW: TRUE, *out_row TRUE; SQLITE_DONE: TRUE, FALSE and the statement is reset. */
gboolean
dt_database_step (DtDatabase *self, sqlite3_stmt *statement, gboolean *out_row, GError **error);
gboolean dt_database_run (DtDatabase *self, sqlite3_stmt *statement, GError **error);
/* First column of the first row as integer, @fallback if no row or an error. */
gint64 dt_database_get_int (DtDatabase *self, const char *sql, gint64 fallback);
void dt_database_set_error (DtDatabase *self, int code, GError **error);
/* Reads every page of the file through its cipher (free pages too): DT_ERROR_DAMAGED at the first
 * that does not authenticate. */
gboolean dt_database_check_pages (DtDatabase *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtDatabase, dt_database_close)

G_END_DECLS

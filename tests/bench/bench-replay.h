/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Listens to the SQL that the program runs and runs the same again on a copy of the file that is
 * not encrypted and on one that is: the price of the cipher, on the program's own statements, in
 * the same run. Single-threaded use; the listening itself takes a mutex. */
#pragma once

#include "base/dt-crypto.h"

#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct
{
  char *sql;
  gint64 nsec; /* as it ran in the program */
} BenchStatement;

/* From the next connection on, every statement on a file named @file_name is noted; NULL: none.
 * No connection may be open. */
void bench_listen (const char *file_name);
/* What was heard since the last call: array of BenchStatement. */
GPtrArray *bench_heard (void);

/* Copies @path (whose writer is closed or idle) to @to, still encrypted; with @plain the copy is
 * decrypted. */
void bench_copy (const char *path, DtSecret *key, const char *to, gboolean plain);

typedef struct
{
  double seconds; /* of all statements */
  guint statements;
} BenchReplay;

/* Runs the statements in order on one connection; results are stepped through and dropped. */
BenchReplay bench_replay (const char *path, DtSecret *key_or_null, GPtrArray *statements);

/* Seconds to read every row of @path, and to write all rows of the views, their indexes and the
 * words of all messages into a new file: both on a plain copy. */
double bench_read_rows (const char *path, DtSecret *key);
double bench_write_rows (const char *path, DtSecret *key);

G_END_DECLS

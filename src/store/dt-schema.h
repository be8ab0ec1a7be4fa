/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of `views.db`, and how ids and hashes stand in them: as bytes where they are hex, as
 * text where they are not. Belongs to the thread of its connection. */
#pragma once

#include "base/dt-database.h"

G_BEGIN_DECLS

/* Raise it with every change to the tables, to what a fold writes, or to the tokenizer: files of
 * another version are made anew. */
#define DT_SCHEMA_VERSION 9

/* Of the column of a case's open replies, 1 << DtReplyState: those that wait for a leader, and
 * those that have yet to go out. The indexes bear the same numbers. */
#define DT_REPLIES_AWAITING 4
#define DT_REPLIES_OUTBOX 248

#define DT_ID_SIZE 33 /* 32 hex digits and NUL */

gboolean dt_schema_create (DtDatabase *database, GError **error);
gint64 dt_schema_get_version (DtDatabase *database); /* 0: no tables; -1: cannot be read */
/* What the full comparison looks at: constant queries, ordered, one for each table. */
typedef struct
{
  const char *name;
  const char *sql;
} DtSchemaDump;
const DtSchemaDump *dt_schema_get_dumps (guint *n);

/* Binds the text of an id or hash; NULL binds NULL. @statement may be NULL (see
 * dt_database_prepare()). */
void dt_bind_id (sqlite3_stmt *statement, int index, const char *id);
void dt_bind_text (sqlite3_stmt *statement, int index, const char *text); /* copied */
void dt_bind_hash (sqlite3_stmt *statement, int index, const guint8 hash[DT_HASH_SIZE]);
/* Back again: lower-case hex, or the text; NULL for NULL. */
char *dt_column_dup_id (sqlite3_stmt *statement, int column);
char *dt_column_dup_text (sqlite3_stmt *statement, int column);

G_END_DECLS

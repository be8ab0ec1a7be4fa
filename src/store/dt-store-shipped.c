/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules that come with the program: a newer program may bring others, and what the tables say
 * is due then has to follow. On the worker that owns the store. */
#include "store/dt-store-private.h"

#include <string.h>

static gboolean
is_known (DtStore *self, const guint8 hash[DT_HASH_SIZE])
{
  sqlite3_stmt *statement = dt_database_prepare (self->database, "SELECT rules FROM progress");
  gboolean row = FALSE;
  gboolean known;

  if (!dt_database_step (self->database, statement, &row, NULL) || !row)
    return FALSE;
  known = sqlite3_column_bytes (statement, 0) == DT_HASH_SIZE
          && memcmp (sqlite3_column_blob (statement, 0), hash, DT_HASH_SIZE) == 0;
  sqlite3_reset (statement);
  return known;
}

static gboolean
note (DtStore *self, const guint8 hash[DT_HASH_SIZE], GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (self->database, "UPDATE progress SET rules = ?1");

  dt_bind_hash (statement, 1, hash);
  return dt_database_run (self->database, statement, error);
}

/* dt_store_note_shipped: all deadlines were just computed by them. */
gboolean
dt_store_note_shipped (DtStore *self, GError **error)
{
  guint8 hash[DT_HASH_SIZE];

  dt_rule_book_hash_shipped (hash);
  return note (self, hash, error);
}

/* dt_store_follow_shipped: computes all deadlines anew if it was others that they were computed by.
 * The book is loaded. */
gboolean
dt_store_follow_shipped (DtStore *self, GError **error)
{
  guint8 hash[DT_HASH_SIZE];
  DtFold *fold;
  gboolean ok;

  dt_rule_book_hash_shipped (hash);
  if (is_known (self, hash))
    return TRUE;
  if (!dt_database_begin (self->database, error))
    return FALSE;
  fold = dt_store_begin_fold (self, TRUE);
  dt_fold_derive_dues (fold);
  ok = fold->error == NULL;
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&fold->error));
  dt_fold_free (fold);
  if (ok && note (self, hash, error) && dt_database_commit (self->database, error))
    return TRUE;
  dt_database_rollback (self->database);
  return FALSE;
}

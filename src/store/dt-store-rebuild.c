/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making the views anew: everything is folded into a new file, which then takes the place of the
 * old one; and comparing the views with such a file. On the worker that owns the store. */
#include "store/dt-store-private.h"

#include "base/dt-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define NEW_FILE "views-new.db"
#define CHECK_FILE "views-check.db"
#define FOLD_BATCH 100000  /* entries */
#define DERIVE_BATCH 20000 /* cases */
#define MAX_PROBLEMS 100

/* ---- filling ------------------------------------------------------------------------------- */

typedef struct
{
  DtStore *store;
  DtFold *fold;
  GCancellable *cancellable;
  DtProgressFunc func;
  gpointer user_data;
  gint64 total; /* entries; cases count as much again */
  guint n;
} Filling;

static void
report (const Filling *filling, gint64 done)
{
  if (filling->func != NULL)
    filling->func (done, 2 * filling->total, filling->user_data);
}

static gboolean
take_entry (const DtEntry *entry, gpointer user_data)
{
  Filling *filling = user_data;

  dt_fold_take (filling->fold, entry);
  return ++filling->n < FOLD_BATCH && filling->fold->error == NULL;
}

/* The first half: entries into rows. What is derived waits until all are there. */
static gboolean
fold_all (Filling *filling, GError **error)
{
  DtStore *self = filling->store;

  while (self->cursor < filling->total)
    {
      gboolean ok;

      if (g_cancellable_set_error_if_cancelled (filling->cancellable, error)
          || !dt_database_begin (self->database, error))
        return FALSE;
      filling->n = 0;
      filling->fold = dt_store_begin_fold (self, FALSE);
      ok = self->feed.foreach (self->feed.data, self->cursor, take_entry, filling, error)
           && dt_fold_finish (filling->fold, NULL, error);
      self->cursor = MAX (self->cursor, filling->fold->last);
      dt_fold_free (filling->fold);
      if (!ok || !dt_database_commit (self->database, error))
        return FALSE;
      report (filling, self->cursor);
      if (filling->n == 0)
        break;
    }
  return TRUE;
}

/* The next cases in the order of their rows, marked to be derived; 0 when there are no more. */
static guint
mark_cases (DtStore *self, DtFold *fold, gint64 *row)
{
  sqlite3_stmt *statement = dt_database_prepare (
      self->database, "SELECT row, id FROM cases WHERE row > ?1 ORDER BY row LIMIT ?2");
  guint n = 0;

  sqlite3_bind_int64 (statement, 1, *row);
  sqlite3_bind_int (statement, 2, DERIVE_BATCH);
  while (dt_fold_step (fold, statement))
    {
      g_autofree char *id = dt_column_dup_id (statement, 1);

      *row = sqlite3_column_int64 (statement, 0);
      dt_fold_mark_dirty (fold, id);
      n++;
    }
  return n;
}

/* The second half: what follows from the rows, in the order of the index. */
static gboolean
derive_all (Filling *filling, GError **error)
{
  DtStore *self = filling->store;
  gint64 n_cases = dt_database_get_int (self->database, "SELECT count(*) FROM cases", 0);
  gint64 done = 0;
  gint64 row = 0;
  guint n;

  do
    {
      gboolean ok;

      if (g_cancellable_set_error_if_cancelled (filling->cancellable, error)
          || !dt_database_begin (self->database, error))
        return FALSE;
      filling->fold = dt_store_begin_fold (self, TRUE);
      n = mark_cases (self, filling->fold, &row);
      ok = dt_fold_finish (filling->fold, NULL, error) && dt_store_write_terms (self, error);
      dt_fold_free (filling->fold);
      if (!ok || !dt_database_commit (self->database, error))
        return FALSE;
      g_hash_table_remove_all (self->new_terms);
      done += n;
      report (filling, filling->total + filling->total * done / MAX (n_cases, 1));
    }
  while (n > 0);
  return TRUE;
}

/* dt_store_fill: the tables are made first. */
gboolean
dt_store_fill (DtStore *self,
               GCancellable *cancellable,
               DtProgressFunc func,
               gpointer user_data,
               GError **error)
{
  Filling filling = { .store = self,
                      .cancellable = cancellable,
                      .func = func,
                      .user_data = user_data,
                      .total = self->feed.get_last (self->feed.data) };

  self->cursor = 0;
  return dt_schema_create (self->database, error) && fold_all (&filling, error)
         && dt_store_load_book (self, error) && derive_all (&filling, error)
         && dt_store_note_shipped (self, error);
}

/* ---- a new file ---------------------------------------------------------------------------- */

/* Nobody reads it before it is whole, so it needs no log; a crash leaves a file that is removed. */
static DtStore *
fill_file (DtStore *self,
           const char *name,
           GCancellable *cancellable,
           DtProgressFunc func,
           gpointer user_data,
           GError **error)
{
  g_autoptr (DtStore) made = dt_store_new (self->directory, self->key, &self->feed);

  dt_store_remove_file (self, name);
  made->database = dt_store_open_file (made, name, TRUE, error);
  if (made->database == NULL
      || !dt_database_exec (made->database,
                            "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;"
                            "PRAGMA cache_size = -65536",
                            error)
      || !dt_store_fill (made, cancellable, func, user_data, error)
      || !dt_database_exec (made->database, "PRAGMA journal_mode = WAL", error))
    {
      g_clear_pointer (&made->database, dt_database_close);
      dt_store_remove_file (self, name);
      return NULL;
    }
  return g_steal_pointer (&made);
}

static gboolean
sync_path (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd >= 0 && fsync (fd) == 0)
    {
      close (fd);
      return TRUE;
    }
  g_set_error (error, DT_ERROR, DT_ERROR_IO, "%s: %s", path, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return FALSE;
}

/* Puts the new file in the place of the old one. Readers notice by themselves (dt-reader.c). */
static gboolean
swap_files (DtStore *self, GError **error)
{
  g_autofree char *from = g_build_filename (self->directory, NEW_FILE, NULL);
  g_autofree char *to = g_build_filename (self->directory, DT_STORE_FILE, NULL);

  if (!sync_path (from, error))
    return FALSE;
  g_clear_pointer (&self->externals, dt_externals_free);
  g_clear_pointer (&self->database, dt_database_close);
  dt_store_remove_file (self, DT_STORE_FILE);
  if (g_rename (from, to) != 0)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_IO, "%s: %s", to, g_strerror (errno));
      return FALSE;
    }
  return sync_path (self->directory, error);
}

/**
 * dt_store_rebuild:
 * @self: a store
 * @cancellable: (nullable): leaves the views as they are
 * @func: (nullable) (scope call): progress
 * @user_data: its data
 * @error: %DT_ERROR_IO, %G_IO_ERROR_CANCELLED, an error of the ledger
 *
 * Folds the whole ledger into a new file that takes the place of `views.db`.
 *
 * Returns: %TRUE if the views are new
 */
gboolean
dt_store_rebuild (DtStore *self,
                  GCancellable *cancellable,
                  DtProgressFunc func,
                  gpointer user_data,
                  GError **error)
{
  g_autoptr (DtStore) made = NULL;
  gint64 cursor;

  made = fill_file (self, NEW_FILE, cancellable, func, user_data, error);
  if (made == NULL)
    return FALSE;
  cursor = made->cursor;
  g_clear_pointer (&made->database, dt_database_close);
  if (!swap_files (self, error))
    return FALSE;
  self->n_rebuilds++;
  self->database = dt_store_open_file (self, DT_STORE_FILE, FALSE, error);
  self->cursor = cursor;
  return self->database != NULL && dt_store_load_book (self, error);
}

/* ---- comparing ----------------------------------------------------------------------------- */

static gboolean
columns_equal (sqlite3_stmt *a, sqlite3_stmt *b, int column)
{
  int bytes;

  if (sqlite3_column_type (a, column) != sqlite3_column_type (b, column))
    return FALSE;
  if (sqlite3_column_type (a, column) == SQLITE_INTEGER)
    return sqlite3_column_int64 (a, column) == sqlite3_column_int64 (b, column);
  bytes = sqlite3_column_bytes (a, column);
  return bytes == sqlite3_column_bytes (b, column)
         && (bytes == 0
             || memcmp (sqlite3_column_blob (a, column), sqlite3_column_blob (b, column), bytes)
                    == 0);
}

/* The values stay out of the message: they may be a citizen's. */
static gboolean
compare_rows (sqlite3_stmt *a, sqlite3_stmt *b, const char *name, gint64 n, GPtrArray *problems)
{
  for (int i = 0; i < sqlite3_column_count (a); i++)
    if (!columns_equal (a, b, i))
      {
        g_ptr_array_add (problems,
                         g_strdup_printf ("views: %s: row %" G_GINT64_FORMAT
                                          " differs from a rebuild in %s",
                                          name,
                                          n,
                                          sqlite3_column_name (a, i)));
        return FALSE;
      }
  return TRUE;
}

static gboolean
compare_table (DtDatabase *a,
               DtDatabase *b,
               const char *name,
               const char *sql,
               GPtrArray *problems,
               GError **error)
{
  sqlite3_stmt *left = dt_database_prepare (a, sql);
  sqlite3_stmt *right = dt_database_prepare (b, sql);
  gboolean left_row = TRUE, right_row = TRUE;
  gint64 n = 0;

  while (left_row && right_row && problems->len < MAX_PROBLEMS)
    {
      if (!dt_database_step (a, left, &left_row, error)
          || !dt_database_step (b, right, &right_row, error))
        return FALSE;
      n++;
      if (left_row != right_row)
        g_ptr_array_add (problems,
                         g_strdup_printf ("views: %s: %s row %" G_GINT64_FORMAT,
                                          name,
                                          left_row ? "a rebuild has no" : "a rebuild has one more,",
                                          n));
      else if (left_row && !compare_rows (left, right, name, n, problems))
        break;
    }
  sqlite3_reset (left);
  sqlite3_reset (right);
  return TRUE;
}

#define MAKE_WORDS                                                                                 \
  "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab (main, search, col);"      \
  "CREATE VIRTUAL TABLE IF NOT EXISTS temp.citizen_words USING"                                    \
  " fts5vocab (main, citizen_search, row)"

static gboolean
compare_databases (DtDatabase *a, DtDatabase *b, GPtrArray *problems, GError **error)
{
  guint n;
  const DtSchemaDump *dumps = dt_schema_get_dumps (&n);

  for (guint i = 0; i < n; i++)
    if (!compare_table (a, b, dumps[i].name, dumps[i].sql, problems, error))
      return FALSE;
  /* Each word of the index, in how many documents it stands and how often. */
  return dt_database_exec (a, MAKE_WORDS, error) && dt_database_exec (b, MAKE_WORDS, error)
         && compare_table (
             a, b, "search", "SELECT term, col, doc, cnt FROM temp.search_words", problems, error)
         && compare_table (a,
                           b,
                           "citizen_search",
                           "SELECT term, doc, cnt FROM temp.citizen_words",
                           problems,
                           error);
}

static DtStore *
fill_memory (DtStore *self, GError **error)
{
  g_autoptr (DtStore) made = dt_store_new_in_memory (&self->feed, error);

  if (made == NULL || !dt_store_catch_up (made, NULL, error))
    return NULL;
  return g_steal_pointer (&made);
}

/**
 * dt_store_compare_with_rebuild:
 * @self: a store
 * @problems: (element-type utf8): gets a line for each table that differs
 * @error: an error of the ledger or by dt_database_set_error()
 *
 * Folds everything into a second file and compares it, table by table, with the first.
 *
 * Returns: %FALSE if that could not be done
 */
gboolean
dt_store_compare_with_rebuild (DtStore *self, GPtrArray *problems, GError **error)
{
  g_autoptr (DtStore) made = self->directory != NULL
                                 ? fill_file (self, CHECK_FILE, NULL, NULL, NULL, error)
                                 : fill_memory (self, error);
  gboolean ok;

  if (made == NULL)
    return FALSE;
  ok = compare_databases (self->database, made->database, problems, error);
  g_clear_pointer (&made->database, dt_database_close);
  if (self->directory != NULL)
    dt_store_remove_file (self, CHECK_FILE);
  return ok;
}

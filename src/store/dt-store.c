/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The views' file: opening it whatever its state, folding new entries into it batch by batch, the
 * writer's look-ups. Belongs to the worker that owns the ledger. */
#include "store/dt-store-private.h"

#include "base/dt-error.h"
#include "store/dt-rules.h"
#include "store/dt-tokenizer.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define BATCH 20000 /* entries folded in one transaction when catching up */
#define SMALL_FILE (32 * 1024 * 1024)

/* ---- the feed of a ledger ------------------------------------------------------------------ */

static gint64
ledger_get_last (gpointer data)
{
  return dt_ledger_get_last (data);
}

static gboolean
ledger_foreach (gpointer data, gint64 after, DtEntryFunc func, gpointer user_data, GError **error)
{
  return dt_ledger_foreach (data, after, TRUE, func, user_data, error);
}

static gboolean
ledger_foreach_of (
    gpointer data, const char *subject, DtEntryFunc func, gpointer user_data, GError **error)
{
  return dt_ledger_foreach_of (data, subject, TRUE, func, user_data, error);
}

static gboolean catch_up (DtStore *self, DtChanges *changes, GError **error);

/* ---- the file ------------------------------------------------------------------------------ */

static void
on_term (const char *written, const char *folded, gpointer user_data)
{
  DtStore *self = user_data;

  if (!g_hash_table_contains (self->new_terms, written))
    g_hash_table_insert (self->new_terms, g_strdup (written), g_strdup (folded));
}

/* dt_store_new: a store with no file open yet. */
DtStore *
dt_store_new (const char *directory, DtSecret *key, const DtFeed *feed)
{
  DtStore *self = g_new0 (DtStore, 1);

  self->directory = g_strdup (directory);
  self->key = key != NULL ? dt_secret_ref (key) : NULL;
  self->feed = *feed;
  self->unit = g_strdup (feed->unit);
  self->feed.unit = self->unit;
  self->book = dt_rule_book_ref (dt_rule_book_get_default ());
  self->new_terms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/* dt_store_open_file: the tables may be missing yet. */
DtDatabase *
dt_store_open_file (DtStore *self, const char *name, gboolean create, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, name, NULL);
  g_autoptr (DtDatabase) database
      = dt_database_open (path, self->key, create ? DT_DATABASE_CREATE : 0, error);

  if (create)
    g_chmod (path, 0600); /* the log and its index take it from the file */
  if (database == NULL
      || !dt_tokenizer_register (database, on_term, self, error)
      /* A batch writes thousands of pages, many of them again in the next one. */
      || !dt_database_exec (database, "PRAGMA wal_autocheckpoint = 8192", error))
    return NULL;
  return g_steal_pointer (&database);
}

/* dt_store_remove_file: the file, its log and the log's index. */
void
dt_store_remove_file (DtStore *self, const char *name)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (name, suffixes[i], NULL);
      g_autofree char *path = g_build_filename (self->directory, file, NULL);

      g_unlink (path);
    }
}

static gboolean
take_hash (const DtEntry *entry, gpointer user_data)
{
  memcpy (user_data, entry->hash, DT_HASH_SIZE);
  return FALSE;
}

/* Do the views follow from this record? They may know less of it, but neither more nor another. */
static gboolean
fits_feed (DtStore *self, GError **error)
{
  guint8 expected[DT_HASH_SIZE] = { 0 };
  sqlite3_stmt *statement;
  gboolean row = FALSE;
  gboolean fits;

  self->cursor = dt_database_get_int (self->database, "SELECT cursor FROM progress", -1);
  if (self->cursor == 0)
    return TRUE;
  if (self->cursor < 0 || self->cursor > self->feed.get_last (self->feed.data))
    return FALSE;
  if (!self->feed.foreach (self->feed.data, self->cursor - 1, take_hash, expected, error))
    return FALSE;
  statement = dt_database_prepare (self->database, "SELECT last_hash FROM progress");
  if (!dt_database_step (self->database, statement, &row, NULL) || !row)
    return FALSE;
  fits = sqlite3_column_bytes (statement, 0) == DT_HASH_SIZE
         && memcmp (sqlite3_column_blob (statement, 0), expected, DT_HASH_SIZE) == 0;
  sqlite3_reset (statement);
  return fits;
}

/* A damaged page shows when it is read. In a small file all are looked at beforehand; in a large
 * one that would take longer than the start may (then see mend()). */
static gboolean
check_small_file (DtStore *self, const char *path, GError **error)
{
  GStatBuf info;

  return g_stat (path, &info) != 0 || info.st_size > SMALL_FILE
         || dt_database_check_pages (self->database, error);
}

/* Opens what is there. FALSE without @error: it must be made anew. */
static gboolean
open_existing (DtStore *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, DT_STORE_FILE, NULL);
  g_autoptr (GError) local_error = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;
  self->database = dt_store_open_file (self, DT_STORE_FILE, FALSE, &local_error);
  if (self->database != NULL && dt_schema_get_version (self->database) == DT_SCHEMA_VERSION
      && check_small_file (self, path, &local_error) && fits_feed (self, &local_error)
      && dt_store_load_book (self, &local_error) && catch_up (self, NULL, &local_error)
      && dt_store_follow_shipped (self, &local_error))
    return TRUE;
  g_clear_pointer (&self->database, dt_database_close);
  /* Whatever is wrong with the views they can be made again, but not if the disk is at fault. */
  if (g_error_matches (local_error, DT_ERROR, DT_ERROR_BUSY)
      || g_error_matches (local_error, DT_ERROR, DT_ERROR_IO))
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* dt_store_open_feed: as dt_store_open(). */
DtStore *
dt_store_open_feed (const char *directory,
                    DtSecret *key,
                    const DtFeed *feed,
                    DtProgressFunc func,
                    gpointer user_data,
                    GError **error)
{
  g_autoptr (DtStore) self = dt_store_new (directory, key, feed);
  g_autofree char *path = g_build_filename (directory, DT_STORE_FILE, NULL);
  g_autoptr (GError) local_error = NULL;

  if (open_existing (self, &local_error))
    return g_steal_pointer (&self);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  self->was_rebuilt = g_file_test (path, G_FILE_TEST_EXISTS);
  if (!dt_store_rebuild (self, NULL, func, user_data, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * dt_store_open:
 * @directory: of the workspace
 * @key: the database key
 * @ledger: (transfer none): what it is folded from; must outlive the store
 * @func: (nullable) (scope call): progress, if the views have to be made anew
 * @user_data: its data
 * @error: %DT_ERROR_IO, %DT_ERROR_BUSY; an error of the ledger
 *
 * Opens or makes `views.db` and folds what it has not seen. A file that is damaged, of another
 * schema, or that knows more than the ledger, is made anew.
 *
 * Returns: (transfer full) (nullable): the store
 */
DtStore *
dt_store_open (const char *directory,
               DtSecret *key,
               DtLedger *ledger,
               DtProgressFunc func,
               gpointer user_data,
               GError **error)
{
  DtFeed feed = { .get_last = ledger_get_last,
                  .foreach = ledger_foreach,
                  .foreach_of = ledger_foreach_of,
                  .data = ledger,
                  .device = dt_ledger_get_device (ledger),
                  .unit = dt_ledger_get_unit (ledger) };

  return dt_store_open_feed (directory, key, &feed, func, user_data, error);
}

/* dt_store_new_in_memory: for tests. */
DtStore *
dt_store_new_in_memory (const DtFeed *feed, GError **error)
{
  g_autoptr (DtStore) self = dt_store_new (NULL, NULL, feed);

  self->database = dt_database_open_memory ();
  if (!dt_tokenizer_register (self->database, on_term, self, error)
      || !dt_database_exec (self->database, "PRAGMA secure_delete = ON", error)
      || !dt_schema_create (self->database, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* dt_store_get_database: for tests. */
DtDatabase *
dt_store_get_database (DtStore *self)
{
  return self->database;
}

/**
 * dt_store_close:
 * @self: (nullable) (transfer full): a store
 */
void
dt_store_close (DtStore *self)
{
  if (self == NULL)
    return;
  dt_database_close (self->database);
  g_clear_pointer (&self->key, dt_secret_unref);
  dt_externals_free (self->externals);
  g_hash_table_unref (self->new_terms);
  dt_rule_book_unref (self->book);
  g_free (self->unit);
  g_free (self->directory);
  g_free (self);
}

/**
 * dt_store_was_rebuilt:
 * @self: a store
 *
 * Returns: whether the file that was there could not be used
 */
gboolean
dt_store_was_rebuilt (DtStore *self)
{
  return self->was_rebuilt;
}

/**
 * dt_store_count_rebuilds:
 * @self: a store
 *
 * Returns: how often the file was replaced, which readers opened before do not see
 */
guint
dt_store_count_rebuilds (DtStore *self)
{
  return self->n_rebuilds;
}

/* ---- batches ------------------------------------------------------------------------------- */

/* dt_store_write_terms: the words of this batch, in the order of the table. */
gboolean
dt_store_write_terms (DtStore *self, GError **error)
{
  g_autofree gpointer *terms = NULL;
  guint n;

  terms = g_hash_table_get_keys_as_array (self->new_terms, &n);
  for (guint i = 0; i < n; i++)
    {
      sqlite3_stmt *statement
          = dt_database_prepare (self->database, "INSERT OR IGNORE INTO terms VALUES (?1, ?2)");

      dt_bind_text (statement, 1, g_hash_table_lookup (self->new_terms, terms[i]));
      dt_bind_text (statement, 2, terms[i]);
      if (!dt_database_run (self->database, statement, error))
        return FALSE;
    }
  return TRUE;
}

/* What was erased is gone from the tables, but lies in segments of the index until they are merged,
 * in the list of words and in the log. */
static gboolean
scrub (DtStore *self, GError **error)
{
  return dt_database_exec (self->database,
                           "INSERT INTO search (search) VALUES ('optimize');"
                           "INSERT INTO citizen_search (citizen_search) VALUES ('optimize');"
                           "CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, search, row);"
                           "DELETE FROM terms WHERE written NOT IN (SELECT term FROM temp.words);"
                           "DROP TABLE temp.words;"
                           "PRAGMA wal_checkpoint (TRUNCATE)",
                           error);
}

/* dt_store_begin_fold: the transaction has begun. */
DtFold *
dt_store_begin_fold (DtStore *self, gboolean derive)
{
  DtFold *fold = dt_fold_new (self->database, &self->feed, self->book, derive);

  fold->externals = self->externals;
  return fold;
}

/* dt_store_load_book: reads the table of rules. */
gboolean
dt_store_load_book (DtStore *self, GError **error)
{
  DtRuleBook *book = dt_rules_load (self->database, error);

  if (book == NULL)
    return FALSE;
  dt_rule_book_unref (self->book);
  self->book = book;
  return TRUE;
}

/* Ends the batch: in the file, or not at all. */
static gboolean
end_batch (DtStore *self, DtFold *fold, DtChanges *changes, GError **error)
{
  gint64 last = fold->last;

  if (!dt_fold_finish (fold, changes, error) || !dt_store_write_terms (self, error)
      || !dt_database_commit (self->database, error))
    {
      dt_database_rollback (self->database);
      g_clear_pointer (&self->externals, dt_externals_free);
      return FALSE;
    }
  g_hash_table_remove_all (self->new_terms);
  self->cursor = MAX (self->cursor, last);
  if (fold->rules_changed && !dt_store_load_book (self, error))
    return FALSE;
  return !fold->erased || scrub (self, error);
}

typedef struct
{
  DtFold *fold;
  guint n;
} Batch;

static gboolean
take_entry (const DtEntry *entry, gpointer user_data)
{
  Batch *batch = user_data;

  dt_fold_take (batch->fold, entry);
  return ++batch->n < BATCH && batch->fold->error == NULL;
}

static gboolean
catch_up (DtStore *self, DtChanges *changes, GError **error)
{
  while (self->cursor < self->feed.get_last (self->feed.data))
    {
      Batch batch = { NULL, 0 };
      gboolean ok;

      if (!dt_database_begin (self->database, error))
        return FALSE;
      batch.fold = dt_store_begin_fold (self, TRUE);
      ok = self->feed.foreach (self->feed.data, self->cursor, take_entry, &batch, error);
      if (!ok)
        dt_database_rollback (self->database);
      else
        ok = end_batch (self, batch.fold, changes, error);
      dt_fold_free (batch.fold);
      if (!ok)
        return FALSE;
      if (batch.n == 0)
        break;
    }
  return TRUE;
}

static gboolean
apply (DtStore *self, GPtrArray *entries, DtChanges *changes, GError **error)
{
  DtFold *fold;
  gboolean ok;

  if (((DtEntry *) entries->pdata[0])->n != self->cursor + 1)
    return catch_up (self, changes, error);
  if (!dt_database_begin (self->database, error))
    return FALSE;
  fold = dt_store_begin_fold (self, TRUE);
  for (guint i = 0; i < entries->len; i++)
    dt_fold_take (fold, entries->pdata[i]);
  ok = end_batch (self, fold, changes, error);
  dt_fold_free (fold);
  return ok;
}

/* The views turned out to be damaged: they are made anew, which folds everything. */
static gboolean
mend (DtStore *self, DtChanges *changes, GError **error)
{
  if (self->directory == NULL || !g_error_matches (*error, DT_ERROR, DT_ERROR_DAMAGED))
    return FALSE;
  g_warning ("views.db is damaged and is made anew");
  g_clear_error (error);
  if (!dt_store_rebuild (self, NULL, NULL, NULL, error))
    return FALSE;
  self->was_rebuilt = TRUE;
  if (changes != NULL)
    changes->everything = TRUE;
  return TRUE;
}

/**
 * dt_store_catch_up:
 * @self: a store
 * @changes: (nullable): told what was touched
 * @error: an error of the ledger or by dt_database_set_error()
 *
 * Folds all entries past the cursor, batch by batch.
 *
 * Returns: %TRUE if the views are at the ledger's end
 */
gboolean
dt_store_catch_up (DtStore *self, DtChanges *changes, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (catch_up (self, changes, &local_error) || mend (self, changes, &local_error))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * dt_store_apply:
 * @self: a store
 * @entries: (element-type DtEntry): just appended, payloads included
 * @changes: (nullable): told what was touched
 * @error: an error of the ledger or by dt_database_set_error()
 *
 * Folds @entries in one transaction. If they do not follow the cursor directly, all that is past it
 * is folded instead. Views that turn out to be damaged are made anew: @changes then says
 * "everything", and readers must be opened again.
 *
 * Returns: %TRUE if they are folded
 */
gboolean
dt_store_apply (DtStore *self, GPtrArray *entries, DtChanges *changes, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (entries->len == 0 || apply (self, entries, changes, &local_error)
      || mend (self, changes, &local_error))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * dt_store_get_book:
 * @self: a store
 *
 * Returns: (transfer none): the rules of time that the record says hold, until the next fold
 */
DtRuleBook *
dt_store_get_book (DtStore *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->book;
}

/* ---- look-ups ------------------------------------------------------------------------------ */

/**
 * dt_store_next_case_number:
 * @self: a store
 * @year: of the code
 *
 * Returns: the highest number that this desk gave in @year, and one
 */
gint64
dt_store_next_case_number (DtStore *self, int year)
{
  sqlite3_stmt *statement = dt_database_prepare (
      self->database, "SELECT n FROM numbers WHERE device = ?1 AND year = ?2");
  gboolean row = FALSE;
  gint64 n = 0;

  dt_bind_id (statement, 1, self->feed.device);
  sqlite3_bind_int (statement, 2, year);
  if (dt_database_step (self->database, statement, &row, NULL) && row)
    n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return n + 1;
}

static gboolean
find_standing (DtStore *self, gint64 seq, const char *external, char **out_case, GError **error)
{
  sqlite3_stmt *statement
      = dt_database_prepare (self->database,
                             "SELECT at_case FROM messages JOIN cases ON cases.id = at_case"
                             " WHERE messages.seq = ?1 AND external = ?2 AND NOT withdrawn"
                             " AND NOT retracted");
  gboolean row = FALSE;
  gboolean ok;

  sqlite3_bind_int64 (statement, 1, seq);
  dt_bind_id (statement, 2, external);
  ok = dt_database_step (self->database, statement, &row, error);
  *out_case = ok && row ? dt_column_dup_id (statement, 0) : NULL;
  sqlite3_reset (statement);
  return ok;
}

/* The case of the message of that key, if it and the case in which it shows still stand. */
static gboolean
find_message (DtStore *self, const char *external, char **out_case, GError **error)
{
  gint64 seqs[8];
  guint n;

  *out_case = NULL;
  if (self->externals == NULL)
    self->externals = dt_externals_load (self->database, error);
  if (self->externals == NULL)
    return FALSE;
  n = dt_externals_find (
      self->externals, dt_external_get_key (external), seqs, G_N_ELEMENTS (seqs));
  for (guint i = 0; i < n && *out_case == NULL; i++)
    {
      if (!find_standing (self, seqs[i], external, out_case, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
find_id (DtStore *self, const char *sql, const char *external, char **out_id, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (self->database, sql);
  gboolean row = FALSE;
  gboolean ok;

  dt_bind_id (statement, 1, external);
  ok = dt_database_step (self->database, statement, &row, error);
  *out_id = ok && row ? dt_column_dup_id (statement, 0) : NULL;
  sqlite3_reset (statement);
  return ok;
}

/**
 * dt_store_find_external:
 * @self: a store
 * @external: dt_ledger_lookup_key() of the channel's own message id
 * @out_id: (out) (transfer full) (nullable): the case in which that message shows, or the row set
 *   aside; %NULL if there is neither
 * @out_set_aside: (out): it is a row set aside, and @out_id is that row's id
 *
 * A case whose opening was undone does not hold its messages any more.
 *
 * Returns: %FALSE with @error if the views cannot say: never to be taken for "not there"
 */
gboolean
dt_store_find_external (
    DtStore *self, const char *external, char **out_id, gboolean *out_set_aside, GError **error)
{
  *out_set_aside = FALSE;
  if (!find_message (self, external, out_id, error))
    return FALSE;
  if (*out_id != NULL)
    return TRUE;
  if (!find_id (self,
                "SELECT id FROM set_aside WHERE external = ?1 ORDER BY id LIMIT 1",
                external,
                out_id,
                error))
    return FALSE;
  *out_set_aside = *out_id != NULL;
  return TRUE;
}

/**
 * dt_store_find_source:
 * @self: a store
 * @source: dt_ledger_lookup_key() of the number that a case bears where it came from
 * @out_case: (out) (transfer full) (nullable): the case; %NULL if there is none that stands
 *
 * Returns: %FALSE with @error if the views cannot say
 */
gboolean
dt_store_find_source (DtStore *self, const char *source, char **out_case, GError **error)
{
  return find_id (self,
                  "SELECT subject FROM sources JOIN cases ON cases.id = subject"
                  " WHERE source = ?1 AND NOT withdrawn ORDER BY cases.row LIMIT 1",
                  source,
                  out_case,
                  error);
}

/**
 * dt_store_hold:
 * @self: a store
 *
 * Begins a reading transaction; if it cannot, the look-ups are merely slower.
 */
void
dt_store_hold (DtStore *self)
{
  g_return_if_fail (self != NULL);

  dt_database_exec (self->database, "BEGIN", NULL);
}

/**
 * dt_store_let_go:
 * @self: a store that is held
 */
void
dt_store_let_go (DtStore *self)
{
  g_return_if_fail (self != NULL);

  dt_database_exec (self->database, "END", NULL);
}

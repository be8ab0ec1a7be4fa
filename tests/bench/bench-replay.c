/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Listening by SQLite's profile trace, set on every connection by an automatic extension. */
#include "bench/bench-replay.h"

#include "store/dt-tokenizer.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

static GMutex mutex;
static GPtrArray *heard;
static char *wanted;

static void
statement_free (gpointer data)
{
  BenchStatement *statement = data;

  sqlite3_free (statement->sql);
  g_free (statement);
}

static int
on_profile_cb (unsigned type, void *data, void *statement, void *nsec)
{
  sqlite3 *db = data;
  const char *path = sqlite3_db_filename (db, "main");
  BenchStatement *noted;

  if (path == NULL || wanted == NULL || !g_str_has_suffix (path, wanted))
    return 0;
  /* what the index does inside of a statement, it will do again */
  if (strstr (sqlite3_sql (statement), "'main'.'") != NULL)
    return 0;
  noted = g_new0 (BenchStatement, 1);
  noted->sql = sqlite3_expanded_sql (statement);
  noted->nsec = *(sqlite3_int64 *) nsec;
  g_mutex_lock (&mutex);
  g_ptr_array_add (heard, noted);
  g_mutex_unlock (&mutex);
  return 0;
}

static int
extension (sqlite3 *db, char **message, const void *api)
{
  sqlite3_trace_v2 (db, SQLITE_TRACE_PROFILE, on_profile_cb, db);
  return SQLITE_OK;
}

void
bench_listen (const char *file_name)
{
  g_free (wanted);
  wanted = g_strdup (file_name);
  g_clear_pointer (&heard, g_ptr_array_unref);
  heard = g_ptr_array_new_with_free_func (statement_free);
  g_assert_cmpint (sqlite3_auto_extension ((void (*) (void)) extension), ==, SQLITE_OK);
}

GPtrArray *
bench_heard (void)
{
  GPtrArray *result;

  g_mutex_lock (&mutex);
  result = g_steal_pointer (&heard);
  heard = g_ptr_array_new_with_free_func (statement_free);
  g_mutex_unlock (&mutex);
  return result;
}

static void
run (sqlite3 *db, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

/* Attached to an empty database in memory, so that both kinds of file are opened the same way; its
 * tables are found by their bare names. */
static DtDatabase *
open_copy (const char *path, DtSecret *key)
{
  DtDatabase *database = dt_database_open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) attach = g_string_new ("ATTACH DATABASE '");

  g_assert_null (strchr (path, '\''));
  g_string_append_printf (attach, "%s' AS views KEY '", path);
  if (key != NULL)
    {
      gsize size;
      const guint8 *bytes = dt_secret_get (key, &size);
      g_autofree char *hex = dt_to_hex (bytes, size);

      g_string_append_printf (attach, "raw:%s", hex);
    }
  g_string_append (attach, "'");
  g_assert_true (dt_tokenizer_register (database, NULL, NULL, &error));
  g_assert_no_error (error);
  run (dt_database_get_handle (database), attach->str);
  return database;
}

/* In place, with the page size and reserved bytes as they are. */
static void
decrypt (const char *path, DtSecret *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtDatabase) database = dt_database_open (path, key, 0, &error);

  g_assert_no_error (error);
  run (dt_database_get_handle (database), "PRAGMA journal_mode = DELETE");
  run (dt_database_get_handle (database), "PRAGMA rekey = ''");
}

void
bench_copy (const char *path, DtSecret *key, const char *to, gboolean plain)
{
  g_autoptr (GFile) from = g_file_new_for_path (path);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  g_file_copy (from, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  if (plain)
    decrypt (to, key);
}

BenchReplay
bench_replay (const char *path, DtSecret *key, GPtrArray *statements)
{
  g_autoptr (DtDatabase) database = open_copy (path, key);
  sqlite3 *db = dt_database_get_handle (database);
  BenchReplay replay = { 0 };
  gint64 start;

  /* as dt_database_open() has them */
  run (db, "PRAGMA views.journal_mode = WAL");
  run (db, "PRAGMA views.synchronous = NORMAL");
  run (db, "PRAGMA views.cache_size = -16384");
  run (db, "PRAGMA views.secure_delete = ON");
  run (db, "PRAGMA cell_size_check = ON");
  start = g_get_monotonic_time ();
  for (guint i = 0; i < statements->len; i++)
    {
      BenchStatement *noted = g_ptr_array_index (statements, i);
      sqlite3_stmt *statement = NULL;
      int code;

      /* a held reading transaction belongs to a connection of its own */
      if (noted->sql == NULL || g_str_has_prefix (noted->sql, "PRAGMA")
          || strcmp (noted->sql, "BEGIN") == 0 || strcmp (noted->sql, "END") == 0)
        continue;
      if (sqlite3_prepare_v2 (db, noted->sql, -1, &statement, NULL) != SQLITE_OK)
        g_error ("%s: %s", noted->sql, sqlite3_errmsg (db));
      while ((code = sqlite3_step (statement)) == SQLITE_ROW)
        ;
      if (code != SQLITE_DONE)
        g_error ("%s: %s", noted->sql, sqlite3_errmsg (db));
      sqlite3_finalize (statement);
      replay.statements++;
    }
  replay.seconds = (g_get_monotonic_time () - start) / 1e6;
  return replay;
}

/* ---- whole tables ---- */

/* The tables of a plain copy but those of the index, which have no rows to copy; and their indexes:
 * pairs of type and SQL or name. */
static GPtrArray *
list_schema (DtDatabase *database, const char *sql)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = dt_database_prepare (database, sql);
  gboolean row = FALSE;

  while (dt_database_step (database, statement, &row, NULL) && row)
    g_ptr_array_add (found, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  return found;
}

#define TABLES                                                                                     \
  " FROM views.sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"              \
  " AND name NOT LIKE '%search%' AND name NOT LIKE 'sqlite%'"

static DtDatabase *
open_plain_copy (const char *path, DtSecret *key, char **out_copy)
{
  *out_copy = g_strconcat (path, "-plain", NULL);
  bench_copy (path, key, *out_copy, TRUE);
  return open_copy (*out_copy, NULL);
}

double
bench_read_rows (const char *path, DtSecret *key)
{
  g_autofree char *copy = NULL;
  g_autoptr (DtDatabase) database = open_plain_copy (path, key, &copy);
  g_autoptr (GPtrArray) names = list_schema (database, "SELECT name" TABLES);
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *sql
          = g_strdup_printf ("SELECT * FROM views.\"%s\"", (char *) names->pdata[i]);
      sqlite3_stmt *statement = dt_database_prepare (database, sql);

      while (sqlite3_step (statement) == SQLITE_ROW)
        {
          for (int column = 0; column < sqlite3_column_count (statement); column++)
            sqlite3_column_blob (statement, column);
        }
      sqlite3_reset (statement);
    }
  g_unlink (copy);
  return (g_get_monotonic_time () - start) / 1e6;
}

double
bench_write_rows (const char *path, DtSecret *key)
{
  g_autofree char *copy = NULL;
  g_autoptr (DtDatabase) database = open_plain_copy (path, key, &copy);
  g_autoptr (GPtrArray) names = list_schema (database, "SELECT name" TABLES " ORDER BY rowid");
  g_autoptr (GPtrArray) tables = list_schema (database, "SELECT sql" TABLES " ORDER BY rowid");
  g_autoptr (GPtrArray) indexes = list_schema (
      database, "SELECT sql FROM views.sqlite_schema WHERE type = 'index' AND sql IS NOT NULL");
  g_autofree char *target = g_strconcat (path, "-new", NULL);
  g_autofree char *attach = g_strdup_printf ("ATTACH DATABASE '%s' AS made KEY ''", target);
  sqlite3 *db = dt_database_get_handle (database);
  gint64 start;

  /* what opened the copy makes no files */
  g_file_set_contents (target, "", 0, NULL);
  run (db, attach);
  run (db, "PRAGMA made.journal_mode = WAL");
  run (db, "PRAGMA made.cache_size = -65536");
  start = g_get_monotonic_time ();
  run (db, "BEGIN");
  for (guint i = 0; i < tables->len; i++)
    {
      g_autoptr (GString) create = g_string_new (tables->pdata[i]);
      g_autofree char *fill = g_strdup_printf ("INSERT INTO made.\"%s\" SELECT * FROM views.\"%s\"",
                                               (char *) names->pdata[i],
                                               (char *) names->pdata[i]);

      g_string_replace (create, "CREATE TABLE ", "CREATE TABLE made.", 1);
      run (db, create->str);
      run (db, fill);
    }
  for (guint i = 0; i < indexes->len; i++)
    {
      g_autoptr (GString) create = g_string_new (indexes->pdata[i]);

      g_string_replace (create, "INDEX ", "INDEX made.", 1);
      run (db, create->str);
    }
  run (db, "CREATE VIRTUAL TABLE made.words USING fts5 (text, content = '', tokenize = 'dt')");
  run (db, "INSERT INTO made.words (rowid, text) SELECT seq, text FROM views.messages");
  run (db, "COMMIT");
  start = g_get_monotonic_time () - start;
  run (db, "DETACH made");
  g_unlink (target);
  g_unlink (copy);
  return start / 1e6;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Listening by SQLite's profile trace, set on every connection by an automatic extension. */
#include "bench/bench-replay.h"

#include "store/dt-tokenizer.h"

#include <gio/gio.h>
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
  wanted = g_strdup (file_name);
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

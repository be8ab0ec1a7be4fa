/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The encrypted file: keys, statements, transactions, and that a changed bit does not pass. */
#include "base/dt-database.h"
#include "base/dt-error.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *directory;
  char *path;
  DtSecret *key;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = g_dir_make_tmp ("dt-test-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->directory, "test.db", NULL);
  fixture->key = dt_secret_new_random (DT_KEY_SIZE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->path);
  dt_secret_unref (fixture->key);
}

static DtDatabase *
create (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  DtDatabase *database = dt_database_open (
      fixture->path, fixture->key, DT_DATABASE_CREATE | DT_DATABASE_FULL_SYNC, &error);

  g_assert_no_error (error);
  dt_database_exec (database, "CREATE TABLE t (n INTEGER PRIMARY KEY, text TEXT)", &error);
  g_assert_no_error (error);
  return database;
}

static void
fill (DtDatabase *database, int n_rows)
{
  g_autoptr (GError) error = NULL;

  dt_database_begin (database, &error);
  g_assert_no_error (error);
  for (int i = 1; i <= n_rows; i++)
    {
      sqlite3_stmt *statement = dt_database_prepare (database, "INSERT INTO t VALUES (?, ?)");

      sqlite3_bind_int (statement, 1, i);
      sqlite3_bind_text (statement, 2, "Ngập nước đường Nguyễn Trãi", -1, SQLITE_STATIC);
      dt_database_run (database, statement, &error);
      g_assert_no_error (error);
    }
  dt_database_commit (database, &error);
  g_assert_no_error (error);
}

static void
test_reopen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DtDatabase *database = create (fixture);
  g_autoptr (DtSecret) wrong = dt_secret_new_random (DT_KEY_SIZE);

  fill (database, 100);
  dt_database_close (database);

  database = dt_database_open (fixture->path, fixture->key, DT_DATABASE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (dt_database_get_int (database, "SELECT count(*) FROM t", -1), ==, 100);
  g_assert_cmpint (dt_database_get_int (database, "SELECT NULL", 7), ==, 7);
  g_assert_cmpint (dt_database_get_int (database, "SELECT n FROM t WHERE n = 0", 8), ==, 8);
  g_assert_true (dt_database_check_pages (database, &error));
  g_assert_no_error (error);
  g_assert_false (dt_database_exec (database, "DELETE FROM t", &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_IO);
  g_clear_error (&error);
  dt_database_close (database);

  g_assert_null (dt_database_open (fixture->path, wrong, 0, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_DAMAGED);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dt_database_open (fixture->path, fixture->key, 0, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_IO);
  g_clear_error (&error);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));

  g_file_set_contents (fixture->path, "not a database at all, but long enough", -1, NULL);
  g_assert_null (dt_database_open (fixture->path, fixture->key, DT_DATABASE_CREATE, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_DAMAGED);
  g_clear_error (&error);

  g_file_set_contents (fixture->path, "", 0, NULL);
  g_assert_null (dt_database_open (fixture->path, fixture->key, 0, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_DAMAGED);
}

static void
test_rollback (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtDatabase) database = create (fixture);
  sqlite3_stmt *statement;

  fill (database, 3);
  g_assert_true (dt_database_begin (database, &error));
  g_assert_true (dt_database_exec (database, "DELETE FROM t", &error));
  dt_database_rollback (database);
  dt_database_rollback (database);
  g_assert_cmpint (dt_database_get_int (database, "SELECT count(*) FROM t", -1), ==, 3);

  statement = dt_database_prepare (database, "INSERT INTO t VALUES (?, ?)");
  sqlite3_bind_int (statement, 1, 2);
  g_assert_false (dt_database_run (database, statement, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_FAILED);
}

static void
test_busy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtDatabase) first = create (fixture);
  g_autoptr (DtDatabase) second = dt_database_open (fixture->path, fixture->key, 0, &error);

  g_assert_no_error (error);
  sqlite3_busy_timeout (dt_database_get_handle (second), 0);
  g_assert_true (dt_database_begin (first, &error));
  g_assert_false (dt_database_begin (second, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_BUSY);
  dt_database_rollback (first);
}

/* The cache goes by the text, not by where it stands. */
static void
test_cache (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DtDatabase) database = dt_database_open_memory ();
  char sql[] = "SELECT 1";
  sqlite3_stmt *one = dt_database_prepare (database, sql);

  g_assert_true (one == dt_database_prepare (database, "SELECT 1"));
  g_assert_cmpint (dt_database_get_int (database, sql, 0), ==, 1);
  sql[7] = '2';
  g_assert_cmpint (dt_database_get_int (database, sql, 0), ==, 2);
  sql[7] = '1';
  g_assert_true (one == dt_database_prepare (database, sql));
}

static gboolean
is_whole (Fixture *fixture)
{
  g_autoptr (DtDatabase) database
      = dt_database_open (fixture->path, fixture->key, DT_DATABASE_READ_ONLY, NULL);

  return database != NULL && dt_database_check_pages (database, NULL);
}

/* Any bit of the file, in a page that is free too. */
static void
test_flips (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (20261123);
  DtDatabase *database = create (fixture);
  g_autofree char *content = NULL;
  gsize size;

  fill (database, 2000);
  dt_database_exec (database, "DELETE FROM t WHERE n > 500", &error);
  g_assert_no_error (error);
  g_assert_cmpint (dt_database_get_int (database, "PRAGMA freelist_count", 0), >, 5);
  dt_database_close (database);
  g_assert_true (is_whole (fixture));

  g_file_get_contents (fixture->path, &content, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (size % 4096, ==, 0);
  for (gsize i = 0; i < 100 * 8 + 200; i++)
    {
      gsize bit = i < 100 * 8 ? i : (gsize) g_rand_int_range (random, 0, (gint32) (size * 8));
      GFileSetContentsFlags flags = G_FILE_SET_CONTENTS_NONE;

      content[bit / 8] ^= (char) (1 << bit % 8);
      g_file_set_contents_full (fixture->path, content, (gssize) size, flags, 0600, &error);
      g_assert_no_error (error);
      g_assert_false (is_whole (fixture));
      content[bit / 8] ^= (char) (1 << bit % 8);
    }
  g_file_set_contents (fixture->path, content, (gssize) size - 4096, NULL);
  g_assert_false (is_whole (fixture));
  g_file_set_contents (fixture->path, content, (gssize) size, NULL);
  g_assert_true (is_whole (fixture));
}

/* What is deleted does not stay behind in a page. */
static void
test_secure_delete (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtDatabase) database = create (fixture);
  const char *sql = "SELECT count(*) FROM sqlite_dbpage WHERE instr(data, CAST('Trãi' AS BLOB))";

  fill (database, 2000);
  g_assert_cmpint (dt_database_get_int (database, sql, -1), >, 0);
  dt_database_exec (database, "DELETE FROM t", &error);
  g_assert_no_error (error);
  g_assert_cmpint (dt_database_get_int (database, sql, -1), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/database/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("reopen", test_reopen);
  ADD ("missing", test_missing);
  ADD ("rollback", test_rollback);
  ADD ("busy", test_busy);
  ADD ("cache", test_cache);
  ADD ("flips", test_flips);
  ADD ("secure-delete", test_secure_delete);
#undef ADD
  return g_test_run ();
}

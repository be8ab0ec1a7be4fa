/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What entries do to the tables: each kind, in order and out of it. */
#include "store/test-feed.h"

#include <string.h>

typedef struct
{
  TestLog *log;
  TestFeed *feed;
  DtStore *store;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->log = test_log_new ();
  f->feed = test_feed_new ();
  f->store = dt_store_new_in_memory (&f->feed->feed, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  dt_store_close (f->store);
  test_feed_free (f->feed);
  test_log_free (f->log);
}

static void
fold (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  test_feed_receive_all (f->feed, f->log);
  dt_store_catch_up (f->store, NULL, &error);
  g_assert_no_error (error);
}

/* First column of the first row, as text. */
static char *
ask (Fixture *f, const char *sql)
{
  sqlite3_stmt *statement = dt_database_prepare (dt_store_get_database (f->store), sql);
  gboolean row = FALSE;
  char *value;

  g_assert_true (dt_database_step (dt_store_get_database (f->store), statement, &row, NULL));
  value = row ? dt_column_dup_id (statement, 0) : g_strdup ("(no row)");
  sqlite3_reset (statement);
  return value != NULL ? value : g_strdup ("(null)");
}

#define assert_sql(f, sql, expected)                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *found = ask (f, sql);                                                         \
    g_assert_cmpstr (found, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static void
open_case (Fixture *f, guint desk, guint n, const char *text)
{
  g_autofree char *facts = g_strdup_printf (
      "{\"code\":\"HS-2026-%04u\",\"channel\":\"zalo\",\"kind\":\"feedback\",\"priority\":"
      "\"normal\",\"received\":%" G_GINT64_FORMAT ",\"message\":\"%s\"}",
      n,
      G_GINT64_CONSTANT (1767225600000000) + n * G_USEC_PER_SEC,
      test_id (1000 + n));
  g_autofree char *payload = g_strdup_printf ("{\"title\":\"%s\",\"text\":\"%s\"}", text, text);

  test_log_add (f->log, desk, "case.opened", test_id (n), facts, payload);
}

static void
test_opened (Fixture *f, gconstpointer data)
{
  open_case (f, 0, 7, "Ngập nước đường Nguyễn Trãi");
  fold (f);
  assert_sql (f, "SELECT code FROM cases", "HS-2026-0007");
  assert_sql (f, "SELECT row FROM cases", "1767225607000");
  assert_sql (f, "SELECT snippet FROM cases", "Ngập nước đường Nguyễn Trãi");
  assert_sql (f, "SELECT view FROM cases", "0");
  assert_sql (f, "SELECT unread FROM cases", "1");
  assert_sql (f, "SELECT n FROM counters", "1");
  assert_sql (f, "SELECT rowid FROM search WHERE search MATCH 'ngap'", "1767225607000");
  g_assert_cmpint (dt_store_next_case_number (f->store, 2026), ==, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/fold/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("opened", test_opened);
  return g_test_run ();
}

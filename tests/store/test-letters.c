/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register of letters over several desks: whatever order entries arrive in, nothing is lost,
 * doubles and gaps show, and all desks agree. */
#include "store/dt-reader-private.h"
#include "store/test-feed.h"

#include <string.h>

#define OPENED                                                                                     \
  "{\"code\":\"HS-2026-0412\",\"channel\":\"zalo\",\"kind\":\"feedback\",\"received\":5}"
#define CASE test_id (1)

static void
add_desk (TestLog *log, guint desk, guint number)
{
  g_autofree char *facts = g_strdup_printf ("{\"unit\":\"26740\",\"desk\":%u}", number);

  test_log_add (log, desk, "unit.created", "26740", facts, NULL);
}

static void
add_letter (TestLog *log, guint desk, guint id, guint number)
{
  g_autofree char *facts = g_strdup_printf (
      "{\"letter\":\"%s\",\"form\":\"notice\",\"year\":2026,\"number\":%u,\"at\":1772694360000000,"
      "\"authority\":\"deputy\"}",
      test_id (id),
      number);

  test_log_add (log,
                desk,
                "letter.issued",
                CASE,
                facts,
                "{\"to\":\"Bà Hoa\",\"about\":\"Về việc ngập nước\",\"text\":\"Nội dung.\"}");
}

static void
add_void (TestLog *log, guint desk, guint id, gboolean voided)
{
  g_autofree char *facts = g_strdup_printf (
      "{\"letter\":\"%s\",\"voided\":%s}", test_id (id), voided ? "true" : "false");

  test_log_add (log, desk, "letter.voided", CASE, facts, "{\"reason\":\"Sai tên\"}");
}

static void
add_start (TestLog *log, guint desk, guint next)
{
  g_autofree char *facts
      = g_strdup_printf ("{\"form\":\"notice\",\"year\":2026,\"next\":%u}", next);

  test_log_add (log, desk, "register.set", "register", facts, NULL);
}

static DtLetterRegister *
load (DtStore *store, const char *device)
{
  DtReader reader = { dt_store_get_database (store) };
  g_autoptr (GError) error = NULL;
  DtLetterRegister *loaded
      = dt_reader_load_register (&reader, 2026, DT_LETTER_NOTICE, device, &error);

  g_assert_no_error (error);
  return loaded;
}

/* "5 4! 3x |2-2" : numbers from the highest, doubled ones, void ones, gaps. */
static void
assert_register (DtLetterRegister *loaded, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < loaded->letters->len; i++)
    {
      DtLetter *letter = loaded->letters->pdata[i];

      g_string_append_printf (
          text, "%u%s%s ", letter->number, letter->doubled ? "!" : "", letter->voided ? "x" : "");
    }
  for (guint i = 0; i < loaded->gaps->len; i++)
    {
      const DtNumberGap *gap = &g_array_index (loaded->gaps, DtNumberGap, i);

      g_string_append_printf (text, "|%u-%u ", gap->first, gap->last);
    }
  g_string_append_printf (text, ">%u", loaded->next);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_numbers (TestStore *f, gconstpointer data)
{
  const char *device = f->log->desks[0].device;
  g_autoptr (DtLetterRegister) none = NULL;
  g_autoptr (DtLetterRegister) some = NULL;
  DtLetter *letter;

  add_desk (f->log, 0, 1);
  test_log_add (f->log, 0, "case.opened", CASE, OPENED, "{\"title\":\"Ngập nước\"}");
  test_store_fold (f);
  none = load (f->store, device);
  assert_register (none, ">1");
  g_assert_true (none->own);
  add_letter (f->log, 0, 10, 1);
  add_letter (f->log, 0, 11, 2);
  add_letter (f->log, 0, 12, 5);
  add_void (f->log, 0, 11, TRUE);
  test_store_fold (f);
  some = load (f->store, device);
  assert_register (some, "5 2x 1 |3-4 >6");
  letter = some->letters->pdata[0];
  g_assert_cmpstr (letter->to, ==, "Bà Hoa");
  g_assert_cmpstr (letter->case_code, ==, "HS-2026-0412");
  g_assert_cmpint (letter->authority, ==, DT_AUTHORITY_DEPUTY);
  g_assert_cmpstr (((DtLetter *) some->letters->pdata[1])->reason, ==, "Sai tên");
}

/* What the paper book has is no gap; what is missing behind it is one. */
static void
test_paper (TestStore *f, gconstpointer data)
{
  g_autoptr (DtLetterRegister) loaded = NULL;
  g_autoptr (DtLetterRegister) later = NULL;

  add_desk (f->log, 0, 1);
  test_log_add (f->log, 0, "case.opened", CASE, OPENED, NULL);
  add_start (f->log, 0, 1286);
  test_store_fold (f);
  loaded = load (f->store, f->log->desks[0].device);
  assert_register (loaded, ">1286");
  add_letter (f->log, 0, 10, 1286);
  add_letter (f->log, 0, 11, 1288);
  add_start (f->log, 0, 1300);
  add_letter (f->log, 0, 12, 1300);
  test_store_fold (f);
  later = load (f->store, f->log->desks[0].device);
  assert_register (later, "1300 1288 1286 |1287-1287 >1301");
}

/* Two desks that had not seen each other: both letters stand, until one is voided. */
static void
test_doubles (TestStore *f, gconstpointer data)
{
  g_autoptr (DtLetterRegister) doubled = NULL;
  g_autoptr (DtLetterRegister) mended = NULL;

  add_desk (f->log, 0, 1);
  add_desk (f->log, 1, 2);
  test_log_add (f->log, 0, "case.opened", CASE, OPENED, NULL);
  test_log_sync_all (f->log);
  add_letter (f->log, 0, 10, 1);
  add_letter (f->log, 1, 11, 1);
  test_log_sync_all (f->log);
  test_store_fold (f);
  doubled = load (f->store, f->log->desks[1].device);
  assert_register (doubled, "1! 1! >2");
  g_assert_false (doubled->own);
  g_assert_cmpuint (doubled->holder, ==, 1);
  add_void (f->log, 1, 11, TRUE);
  test_store_fold (f);
  mended = load (f->store, f->log->desks[1].device);
  assert_register (mended, "1x 1 >2");
}

static void
test_handing (TestStore *f, gconstpointer data)
{
  g_autoptr (DtLetterRegister) loaded = NULL;
  g_autofree char *facts = g_strdup_printf ("{\"to\":\"%s\"}", f->log->desks[1].device);

  add_desk (f->log, 0, 1);
  add_desk (f->log, 1, 2);
  test_log_add (f->log, 0, "register.handed", "register", facts, NULL);
  test_store_fold (f);
  loaded = load (f->store, f->log->desks[1].device);
  g_assert_true (loaded->own);
  g_assert_cmpuint (loaded->holder, ==, 2);
  g_assert_cmpuint (loaded->desks->len, ==, 2);
}

/* Entries of two desks in random orders of arrival give the same tables. */
static void
test_any_order (void)
{
  g_autoptr (TestLog) log = test_log_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autofree char *expected = NULL;
  g_autofree char *facts = NULL;

  add_desk (log, 0, 1);
  add_desk (log, 1, 2);
  test_log_add (log, 0, "case.opened", CASE, OPENED, NULL);
  test_log_sync_all (log);
  facts = g_strdup_printf ("{\"to\":\"%s\"}", log->desks[1].device);
  for (guint i = 0; i < 12; i++)
    {
      guint desk = (guint) g_rand_int_range (random, 0, 2);

      add_letter (log, desk, 20 + i, i / 2 + 1);
      if (i % 4 == 0)
        add_void (log, 1 - desk, 20 + i / 2, i % 8 == 0);
      if (i == 6)
        add_start (log, desk, 9);
      if (i == 9)
        test_log_add (log, 0, "register.handed", "register", facts, NULL);
      if (i % 3 == 0)
        test_log_sync (log, desk, 1 - desk);
    }
  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (TestFeed) feed = test_feed_new ();
      g_autoptr (GPtrArray) waiting = g_ptr_array_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *dump = NULL;
      DtStore *store;

      for (guint i = 0; i < log->entries->len; i++)
        g_ptr_array_add (waiting, log->entries->pdata[i]);
      store = dt_store_new_in_memory (&feed->feed, &error);
      g_assert_no_error (error);
      while (waiting->len > 0)
        {
          guint at = round == 0 ? 0 : (guint) g_rand_int_range (random, 0, (gint) waiting->len);

          test_feed_receive (feed, g_ptr_array_steal_index (waiting, at));
          if (waiting->len % 3 == 0)
            g_assert_true (dt_store_catch_up (store, NULL, &error));
        }
      g_assert_no_error (error);
      dump = test_dump (store);
      if (expected == NULL)
        expected = g_steal_pointer (&dump);
      else
        g_assert_cmpstr (dump, ==, expected);
      dt_store_close (store);
    }
}

#define ADD(path, func)                                                                            \
  g_test_add (path, TestStore, NULL, test_store_set_up, func, test_store_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dt_crypto_init ();
  ADD ("/letters/numbers", test_numbers);
  ADD ("/letters/paper", test_paper);
  ADD ("/letters/doubles", test_doubles);
  ADD ("/letters/handing", test_handing);
  g_test_add_func ("/letters/any-order", test_any_order);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Histories of several desks give the same tables in whatever order and batches they arrive. */
#include "store/test-feed.h"

#include "base/dt-text.h"

#include <string.h>

#define N_CASES 6
#define N_CITIZENS 4
#define N_ENTRIES 70

typedef struct
{
  TestLog *log;
  GRand *rand;
  guint n_cases, n_citizens, n_messages, n_asides;
} Story;

static guint
pick (Story *story, guint n)
{
  return (guint) g_rand_int_range (story->rand, 0, (gint32) n);
}

#define PICK(story, table) (table)[pick ((story), G_N_ELEMENTS (table))]

static const char *words[] = { "rác thải",      "ngập nước", "duong hu", "đường hỏng",
                               "bảo hiểm y tế", "hòa giải",  "ồn ào",    "đèn đường" };
static const char *statuses[]
    = { "accepted", "in_progress", "waiting_citizen", "answered", "closed", "refused", "reopened" };
static const char *officers[]
    = { "0190bbbb000000000000000000000001", "0190bbbb000000000000000000000002" };

static const char *
pick_case (Story *story)
{
  return test_id (1 + pick (story, story->n_cases));
}

static const char *
pick_message (Story *story)
{
  return test_id (1000 + pick (story, story->n_messages + 1));
}

static void
add (Story *story,
     const char *kind,
     const char *subject,
     const char *payload,
     const char *format,
     ...)
{
  va_list args;
  g_autofree char *facts = NULL;

  va_start (args, format);
  facts = g_strdup_vprintf (format, args);
  va_end (args);
  test_log_add (story->log, pick (story, MAX_DESKS), kind, subject, facts, payload);
}

static void
add_case (Story *story)
{
  guint n = ++story->n_cases;
  g_autofree char *payload
      = g_strdup_printf ("{\"title\":\"%s\",\"text\":\"%s\",\"names\":[\"a.jpg\"]}",
                         PICK (story, words),
                         PICK (story, words));

  /* Most were received in the same millisecond: their rows must be found in order. */
  add (story,
       "case.opened",
       test_id (n),
       payload,
       "{\"code\":\"HS-2026-%04u\",\"channel\":\"zalo\",\"kind\":\"feedback\",\"priority\":"
       "\"normal\",\"received\":%s,\"message\":\"%s\",\"citizens\":[\"%s\"],\"group\":\"Tổ %u\","
       "\"attachments\":[{\"hash\":\"%064x\",\"size\":5,\"type\":\"image/jpeg\"}]}",
       n,
       pick (story, 3) == 0 ? "1767225609000500" : "1767225600000000",
       test_id (1000 + ++story->n_messages),
       test_id (5001 + pick (story, N_CITIZENS)),
       n % 3,
       n);
}

static void
add_citizen (Story *story)
{
  g_autofree char *payload
      = g_strdup_printf ("{\"name\":\"Trần Thị %s\",\"phone\":\"09123456%02u\"}",
                         PICK (story, words),
                         pick (story, 99));

  if (story->n_citizens < N_CITIZENS)
    add (story, "citizen.added", test_id (5001 + story->n_citizens++), payload, "{}");
  else
    add (story, "citizen.set", test_id (5001 + pick (story, N_CITIZENS)), payload, "{}");
}

static void
add_message (Story *story)
{
  static const char *directions[] = { "in", "out", "note" };
  g_autofree char *payload = g_strdup_printf ("{\"text\":\"%s\"}", PICK (story, words));

  add (story,
       "message.added",
       pick_case (story),
       payload,
       "{\"message\":\"%s\",\"direction\":\"%s\",\"channel\":\"zalo\",\"at\":%" G_GINT64_FORMAT "}",
       test_id (1000 + ++story->n_messages),
       PICK (story, directions),
       G_GINT64_CONSTANT (1767225600000000) + pick (story, 1000));
}

static void
add_agreement (Story *story, const char *a_case)
{
  static const char *clocks[] = { "acknowledge", "answer" };
  static const char *kinds[] = { "deadline.requested",
                                 "deadline.declined",
                                 "deadline.restored",
                                 "deadline.extended",
                                 "deadline.unextended" };
  const char *kind = PICK (story, kinds);
  gboolean restored = g_str_equal (kind, "deadline.restored");
  g_autofree char *officer
      = restored ? g_strdup_printf (",\"officer\":\"%s\"", PICK (story, officers)) : g_strdup ("");

  if (pick (story, 3) == 0)
    add (story,
         "deadline.promised",
         a_case,
         NULL,
         "{\"until\":%s%s}",
         pick (story, 3) ? "1767945600000000" : "0",
         pick (story, 3) ? "" : ",\"undo\":true");
  else
    add (story,
         kind,
         a_case,
         g_str_equal (kind, "deadline.unextended") ? NULL : "{\"reason\":\"phải xác minh\"}",
         "{\"clock\":\"%s\"%s}",
         PICK (story, clocks),
         officer);
}

static void
add_step (Story *story)
{
  g_autofree char *payload = g_strdup_printf ("{\"title\":\"%s\"}", PICK (story, words));
  const char *a_case = pick_case (story);

  switch (pick (story, 20))
    {
    case 0:
      add (story,
           "case.set",
           a_case,
           payload,
           "{\"set\":{\"priority\":\"urgent\",\"field\":\"health\"}}");
      break;
    case 1:
      add (story, "case.set", a_case, NULL, "{\"set\":{\"group\":\"Tổ %u\"}}", pick (story, 9));
      break;
    case 2:
    case 3:
      add (story, "case.status", a_case, NULL, "{\"to\":\"%s\"}", PICK (story, statuses));
      break;
    case 4:
      add (story, "case.assigned", a_case, NULL, "{\"officer\":\"%s\"}", PICK (story, officers));
      break;
    case 5:
      add (story,
           "case.citizen",
           a_case,
           NULL,
           "{\"citizen\":\"%s\",\"linked\":%s}",
           test_id (5001 + pick (story, N_CITIZENS)),
           pick (story, 2) ? "true" : "false");
      break;
    case 6:
    case 7:
      add (story, "case.merged", a_case, NULL, "{\"into\":\"%s\"}", pick_case (story));
      break;
    case 8:
      add (story, "case.unmerged", a_case, NULL, "{\"status\":\"%s\"}", PICK (story, statuses));
      break;
    case 9:
      add (story,
           "case.linked",
           a_case,
           NULL,
           "{\"other\":\"%s\",\"linked\":%s}",
           pick_case (story),
           pick (story, 2) ? "true" : "false");
      break;
    case 10:
      add (story,
           "case.withdrawn",
           a_case,
           NULL,
           "{\"withdrawn\":%s}",
           pick (story, 3) ? "false" : "true");
      break;
    case 11:
      add (story,
           "message.retracted",
           a_case,
           NULL,
           "{\"message\":\"%s\",\"retracted\":%s}",
           pick_message (story),
           pick (story, 2) ? "true" : "false");
      break;
    case 12:
    case 13:
      add (story,
           "message.moved",
           a_case,
           NULL,
           "{\"messages\":[\"%s\",\"%s\"],\"to\":\"%s\"}",
           pick_message (story),
           pick_message (story),
           pick_case (story));
      break;
    case 14:
      add (story,
           "case.attached",
           a_case,
           "{\"name\":\"b.jpg\"}",
           "{\"message\":\"%s\",\"attachment\":{\"hash\":\"%064x\",\"size\":7,\"type\":"
           "\"image/png\"},\"attached\":%s}",
           pick_message (story),
           pick (story, 4),
           pick (story, 2) ? "true" : "false");
      break;
    case 15:
    case 16:
    case 17:
    case 18:
      add_agreement (story, a_case);
      break;
    default:
      add (story,
           "conflict.resolved",
           a_case,
           NULL,
           "{\"field\":\"status\",\"value\":\"%s\"%s}",
           PICK (story, statuses),
           pick (story, 3) == 0 ? ",\"undo\":true" : "");
    }
}

static void
add_other (Story *story)
{
  switch (pick (story, 6))
    {
    case 0:
      add (story, "survey.answered", pick_case (story), NULL, "{\"number\":5}"); /* not known yet */
      break;
    case 1:
      add (story,
           "import.set_aside",
           test_id (7001 + story->n_asides++),
           "{\"raw\":\"{}\"}",
           "{\"import\":\"%s\",\"line\":3,\"reason\":\"bad_date\"}",
           test_id (6000));
      break;
    case 2:
      add (story,
           "import.dropped",
           test_id (7001 + pick (story, story->n_asides + 1)),
           NULL,
           "{\"dropped\":%s}",
           pick (story, 2) ? "true" : "false");
      break;
    case 3:
      add (story,
           "officer.added",
           PICK (story, officers),
           "{\"name\":\"Lê Minh\"}",
           "{\"roles\":[\"officer\"]}");
      break;
    case 4:
      add (story, "officer.signed_in", PICK (story, officers), NULL, "{}");
      break;
    default:
      add (story,
           "citizen.consent",
           test_id (5001 + pick (story, N_CITIZENS)),
           NULL,
           "{\"consent\":\"given\",\"at\":5}");
    }
}

static TestLog *
tell (guint32 seed)
{
  Story story = { .log = test_log_new (), .rand = g_rand_new_with_seed (seed) };

  add_case (&story);
  test_log_sync_all (story.log);
  for (guint i = 0; i < N_ENTRIES; i++)
    {
      guint what = pick (&story, 20);

      if (what < 2 && story.n_cases < N_CASES)
        {
          add_case (&story);
          test_log_sync_all (story.log);
        }
      else if (what < 4)
        add_citizen (&story);
      else if (what < 8)
        add_message (&story);
      else if (what < 10)
        add_other (&story);
      else
        add_step (&story);
      /* Desks hear of each other now and then. */
      if (pick (&story, 3) == 0)
        test_log_sync (story.log, pick (&story, MAX_DESKS), pick (&story, MAX_DESKS));
      if (pick (&story, 12) == 0)
        test_log_sync_all (story.log);
    }
  g_rand_free (story.rand);
  return story.log;
}

static void
check_counters (DtStore *store)
{
  DtDatabase *database = dt_store_get_database (store);

  g_assert_cmpint (
      dt_database_get_int (database,
                           "SELECT count(*) FROM (SELECT shown_status, coalesce (assignee, x'') AS"
                           " a, count(*) AS n FROM cases GROUP BY 1, 2 EXCEPT SELECT * FROM"
                           " counters)",
                           -1),
      ==,
      0);
  g_assert_cmpint (
      dt_database_get_int (database,
                           "SELECT (SELECT count(*) FROM set_aside WHERE open)"
                           " - coalesce ((SELECT n FROM counters WHERE status = -1), 0)",
                           -1),
      ==,
      0);
  /* The rows lie in the order (received, id), at home or right behind the one before. */
  g_assert_cmpint (
      dt_database_get_int (
          database,
          "SELECT count(*) FROM (SELECT row, received, id, lag (row) OVER w AS row0, lag (received)"
          " OVER w AS received0, lag (id) OVER w AS id0 FROM cases WINDOW w AS (ORDER BY row))"
          " WHERE (received0, id0) > (received, id)"
          " OR row <> max (received / 1000, coalesce (row0 + 1, 0))",
          -1),
      ==,
      0);
  g_assert_cmpint (dt_database_get_int (database,
                                        "SELECT count(*) FROM cases WHERE view NOTNULL AND doc <>"
                                        " row OR view ISNULL AND doc NOTNULL",
                                        -1),
                   ==,
                   0);
  g_assert_cmpint (dt_database_get_int (database,
                                        "SELECT (SELECT count(*) FROM search WHERE search MATCH"
                                        " '\"\x02view:all\"') - (SELECT count(*) FROM cases WHERE"
                                        " view NOTNULL)",
                                        -1),
                   ==,
                   0);
}

static char *
fold_in_order (const TestLog *log, GRand *rand)
{
  g_autoptr (TestFeed) feed = test_feed_new ();
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DtStore) store = dt_store_new_in_memory (&feed->feed, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < log->entries->len; i++)
    g_ptr_array_insert (order,
                        rand != NULL ? g_rand_int_range (rand, 0, (gint32) i + 1) : -1,
                        log->entries->pdata[i]);
  for (guint i = 0; i < order->len; i++)
    {
      test_feed_receive (feed, order->pdata[i]);
      if (rand != NULL && g_rand_int_range (rand, 0, 4) == 0)
        {
          g_assert_true (dt_store_catch_up (store, NULL, &error));
          check_counters (store);
        }
    }
  dt_store_catch_up (store, NULL, &error);
  g_assert_no_error (error);
  check_counters (store);
  return test_dump (store);
}

static char *
fold_whole (const TestLog *log)
{
  g_autoptr (TestFeed) feed = test_feed_new ();
  g_autoptr (DtSecret) key = dt_secret_new_random (DT_KEY_SIZE);
  g_autofree char *directory = g_dir_make_tmp ("dt-order-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DtStore) store = NULL;
  char *dump;

  test_feed_receive_all (feed, log);
  store = dt_store_open_feed (directory, key, &feed->feed, NULL, NULL, &error);
  g_assert_no_error (error);
  check_counters (store);
  dump = test_dump (store);
  g_clear_pointer (&store->database, dt_database_close);
  dt_store_remove_file (store, DT_STORE_FILE);
  rmdir (directory);
  return dump;
}

static void
assert_same (const char *expected, const char *found, guint seed, guint round)
{
  g_auto (GStrv) left = NULL;
  g_auto (GStrv) right = NULL;
  const char *table = "";

  if (g_str_equal (expected, found))
    return;
  left = g_strsplit (expected, "\n", -1);
  right = g_strsplit (found, "\n", -1);
  for (guint i = 0; left[i] != NULL && right[i] != NULL; i++)
    {
      if (g_str_has_prefix (left[i], "=="))
        table = left[i];
      if (g_str_equal (left[i], right[i]))
        continue;
      g_test_message ("seed %u round %u %s\n%s\n%s", seed, round, table, left[i], right[i]);
      break;
    }
  g_test_fail ();
}

static void
test_any_order (void)
{
  guint n_seeds = g_test_slow () ? 400 : 40;

  for (guint seed = 1; seed <= n_seeds && !g_test_failed (); seed++)
    {
      g_autoptr (TestLog) log = tell (seed);
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autofree char *expected = fold_in_order (log, NULL);
      g_autofree char *whole = fold_whole (log);

      assert_same (expected, whole, seed, 0);
      for (guint round = 1; round <= 4; round++)
        {
          g_autofree char *found = fold_in_order (log, rand);

          assert_same (expected, found, seed, round);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/order/any", test_any_order);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What entries about replies do, from several desks and in whatever order they arrive: what was
 * sent stays sent, what was decided on another text is void, and a fresh fold gives the same. */
#include "store/test-feed.h"

#include "model/dt-reply.h"
#include "store/dt-kinds.h"

#include <string.h>

#define CASE "0190aaaa000000010000000000000001"
#define REPLY "0190eeee000000010000000000000001"
#define ANOTHER "0190eeee000000020000000000000002"

/* A hash that is as good as any. */
static const char *
content (guint n)
{
  static char text[65];

  g_snprintf (text, sizeof text, "%064x", n);
  return text;
}

static void
add (TestStore *f, guint desk, const char *kind, const char *payload, const char *format, ...)
{
  va_list args;
  g_autofree char *facts = NULL;
  g_autoptr (GError) error = NULL;
  DtEntryDraft draft = { kind, CASE, NULL, payload, 0 };

  va_start (args, format);
  facts = g_strdup_vprintf (format, args);
  va_end (args);
  draft.facts = facts;
  dt_kind_validate (&draft, &error);
  g_assert_no_error (error);
  test_log_add (f->log, desk, kind, CASE, facts, payload);
}

static void
open_case (TestStore *f)
{
  add (f,
       0,
       "case.opened",
       "{\"text\":\"Ngập nước\"}",
       "{\"code\":\"HS-2026-0001\",\"channel\":\"zalo\",\"kind\":\"feedback\","
       "\"received\":1767225600000000}");
  test_log_sync_all (f->log);
}

static void
write_text (
    TestStore *f, guint desk, const char *kind, const char *reply, guint n, const char *more)
{
  g_autofree char *payload = g_strdup_printf (
      "{\"channel\":\"zalo\",\"outcome\":\"answer\",\"text\":\"bản %u\",\"recipients\":"
      "[{\"citizen\":\"%s\"}]}",
      n,
      test_id (5001));

  add (f,
       desk,
       kind,
       payload,
       "{\"reply\":\"%s\",\"channel\":\"zalo\",\"outcome\":\"answer\",\"content\":\"%s\","
       "\"templates\":[\"hen_ngay\"],\"attachments\":[{\"hash\":\"%064x\",\"size\":5,"
       "\"type\":\"image/png\"}]%s}",
       reply,
       content (n),
       n,
       more);
}

static void
step (TestStore *f, guint desk, const char *kind, const char *reply, const char *more)
{
  add (f, desk, kind, NULL, "{\"reply\":\"%s\"%s}", reply, more);
}

/* A step on the text @n. */
static void
step_on (TestStore *f, guint desk, const char *kind, guint n, const char *more)
{
  g_autofree char *members = g_strdup_printf (",\"content\":\"%s\"%s", content (n), more);

  step (f, desk, kind, REPLY, members);
}

static char *
ask (TestStore *f, const char *sql)
{
  DtDatabase *database = dt_store_get_database (f->store);
  sqlite3_stmt *statement = dt_database_prepare (database, sql);
  gboolean row = FALSE;
  char *value;

  g_assert_true (dt_database_step (database, statement, &row, NULL));
  g_assert_true (row);
  value = dt_column_dup_text (statement, 0);
  sqlite3_reset (statement);
  return value;
}

static void
assert_says (TestStore *f, const char *sql, const char *expected)
{
  g_autofree char *value = NULL;

  test_store_fold (f);
  value = ask (f, sql);
  g_assert_cmpstr (value, ==, expected);
}

static void
assert_state (TestStore *f, DtReplyState state)
{
  g_autofree char *expected = g_strdup_printf ("%d", state);
  g_autofree char *bit
      = dt_reply_state_is_open (state) ? g_strdup_printf ("%u", 1u << state) : NULL;

  assert_says (f, "SELECT state FROM replies", expected);
  assert_says (f, "SELECT reply FROM cases", bit);
}

static void
assert_rebuilds (TestStore *f)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  test_store_fold (f);
  g_assert_true (dt_store_compare_with_rebuild (f->store, problems, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (problems->len > 0 ? problems->pdata[0] : NULL, ==, NULL);
}

/* ---- one desk ---- */

static void
test_way (TestStore *f, gconstpointer data)
{
  open_case (f);
  write_text (f, 0, "reply.saved", REPLY, 1, "");
  assert_state (f, DT_REPLY_DRAFT);
  write_text (f, 0, "reply.submitted", REPLY, 1, ",\"round\":1");
  assert_state (f, DT_REPLY_SUBMITTED);
  test_log_sync_all (f->log);
  step_on (f, 1, "reply.approved", 1, "");
  assert_state (f, DT_REPLY_APPROVED);
  step_on (f, 1, "reply.queued", 1, ",\"until\":1767225700000000,\"channel\":\"zalo\"");
  assert_state (f, DT_REPLY_QUEUED);
  step (f, 1, "reply.sending", REPLY, ",\"piece\":\"a/0/0\",\"attempt\":1");
  assert_state (f, DT_REPLY_SENDING);
  step (f, 1, "reply.failed", REPLY, ",\"piece\":\"a/0/0\",\"code\":\"network\",\"retry\":5");
  assert_state (f, DT_REPLY_QUEUED);
  assert_says (f, "SELECT failure || retry FROM replies", "network5");
  step (f, 1, "reply.sending", REPLY, ",\"piece\":\"a/0/0\",\"attempt\":2");
  step (f, 1, "reply.delivered", REPLY, ",\"piece\":\"a/0/0\"");
  assert_state (f, DT_REPLY_SENDING);
  assert_says (f, "SELECT delivered || coalesce (piece, '-') FROM replies", "1-");
  step (f, 1, "reply.sent", REPLY, ",\"at\":1767225800000000,\"by_hand\":false");
  assert_state (f, DT_REPLY_SENT);
  assert_says (f, "SELECT sent FROM replies", "1767225800000000");
  assert_says (f, "SELECT count(*) FROM template_uses", "1");
  assert_rebuilds (f);
}

static void
test_failures (TestStore *f, gconstpointer data)
{
  open_case (f);
  write_text (f, 0, "reply.saved", REPLY, 1, "");
  step_on (f, 0, "reply.queued", 1, ",\"until\":5,\"channel\":\"zalo\"");
  step (f, 0, "reply.sending", REPLY, ",\"piece\":\"a/0/0\",\"attempt\":1");
  step (f, 0, "reply.failed", REPLY, ",\"piece\":\"a/0/0\",\"code\":\"broken_off\"");
  assert_state (f, DT_REPLY_UNSURE);
  step_on (f, 0, "reply.queued", 1, ",\"until\":5,\"channel\":\"zalo\"");
  assert_state (f, DT_REPLY_QUEUED);
  step (f, 0, "reply.failed", REPLY, ",\"code\":\"window\"");
  assert_state (f, DT_REPLY_FAILED);
  write_text (f, 0, "reply.saved", REPLY, 2, "");
  assert_state (f, DT_REPLY_DRAFT);
  assert_says (f, "SELECT failure FROM replies", NULL);
  assert_rebuilds (f);
}

/* ---- who may ---- */

static void
test_nobody_approves_their_own (TestStore *f, gconstpointer data)
{
  open_case (f);
  write_text (f, 0, "reply.submitted", REPLY, 1, ",\"round\":1");
  step_on (f, 0, "reply.approved", 1, "");
  assert_state (f, DT_REPLY_SUBMITTED);
  assert_says (f, "SELECT approved FROM replies", NULL);
  assert_rebuilds (f);
}

/* ---- two desks ---- */

/* Approved, not delivered, then changed: the approval is void, and the history says so. */
static void
test_failed_and_changed (TestStore *f, gconstpointer data)
{
  open_case (f);
  write_text (f, 0, "reply.submitted", REPLY, 1, ",\"round\":1");
  test_log_sync_all (f->log);
  step_on (f, 1, "reply.approved", 1, "");
  step_on (f, 1, "reply.queued", 1, ",\"until\":5,\"channel\":\"zalo\"");
  step (f, 1, "reply.failed", REPLY, ",\"code\":\"refused\"");
  assert_state (f, DT_REPLY_FAILED);
  test_log_sync_all (f->log);
  write_text (f, 0, "reply.saved", REPLY, 2, "");
  assert_state (f, DT_REPLY_DRAFT);
  assert_says (f, "SELECT v_to FROM events WHERE kind = 'reply.saved'", "approved");
  assert_rebuilds (f);
}

/* The author changed it while the leader read: it is not that which was approved. */
static void
test_changed_meanwhile (TestStore *f, gconstpointer data)
{
  open_case (f);
  write_text (f, 0, "reply.submitted", REPLY, 1, ",\"round\":1");
  test_log_sync_all (f->log);
  write_text (f, 0, "reply.saved", REPLY, 2, "");
  step_on (f, 1, "reply.approved", 1, "");
  assert_state (f, DT_REPLY_DRAFT);
  assert_says (f, "SELECT v_to FROM events WHERE kind = 'reply.approved'", "stale");
  step_on (f, 1, "reply.queued", 1, ",\"until\":5,\"channel\":\"zalo\"");
  assert_state (f, DT_REPLY_DRAFT); /* nor may it go out */
  assert_rebuilds (f);
}

/* Of two leaders the one with doubts wins, whoever comes first. */
static void
test_two_leaders (TestStore *f, gconstpointer data)
{
  gboolean first = GPOINTER_TO_INT (data);

  open_case (f);
  write_text (f, 0, "reply.submitted", REPLY, 1, ",\"round\":1");
  test_log_sync_all (f->log);
  if (first)
    step_on (f, 1, "reply.approved", 1, "");
  step_on (f, 2, "reply.returned", 1, "");
  if (!first)
    step_on (f, 1, "reply.approved", 1, "");
  assert_state (f, DT_REPLY_RETURNED);
  assert_rebuilds (f);
}

/* What has gone out has gone out, whatever another desk says meanwhile. */
static void
test_sent_stays_sent (TestStore *f, gconstpointer data)
{
  open_case (f);
  write_text (f, 0, "reply.saved", REPLY, 1, "");
  step_on (f, 0, "reply.queued", 1, ",\"until\":5,\"channel\":\"zalo\"");
  test_log_sync_all (f->log);
  step (f, 0, "reply.sending", REPLY, ",\"piece\":\"a/0/0\",\"attempt\":1");
  step (f, 1, "reply.recalled", REPLY, "");
  step (f, 0, "reply.delivered", REPLY, ",\"piece\":\"a/0/0\"");
  step (f, 0, "reply.sent", REPLY, ",\"at\":7,\"by_hand\":false");
  write_text (f, 1, "reply.saved", REPLY, 2, "");
  step (f, 1, "reply.discarded", REPLY, ",\"discarded\":true");
  assert_state (f, DT_REPLY_SENT);
  assert_says (f, "SELECT content = unhex (printf ('%064x', 1)) FROM replies", "1");
  assert_rebuilds (f);
}

/* ---- any order ---- */

static const char *const pieces[] = { "a/0/0", "a/0/1", "a/1/0" };

static void
tell_one (TestStore *f, GRand *rand)
{
  guint desk = (guint) g_rand_int_range (rand, 0, MAX_DESKS);
  guint n = (guint) g_rand_int_range (rand, 1, 4);
  const char *reply = g_rand_int_range (rand, 0, 4) == 0 ? ANOTHER : REPLY;
  const char *piece = pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))];
  const char *flag = g_rand_int_range (rand, 0, 4) == 0 ? "false" : "true";
  g_autofree char *with_piece = g_strdup_printf (",\"piece\":\"%s\",\"attempt\":%u", piece, n);
  g_autofree char *failed = g_strdup_printf (",\"piece\":\"%s\",\"code\":\"%s\"%s",
                                             piece,
                                             n == 1 ? "broken_off" : "network",
                                             n == 2 ? ",\"retry\":9" : "");
  g_autofree char *delivered = g_strdup_printf (",\"piece\":\"%s\"", piece);
  g_autofree char *decided = g_strdup_printf (",\"approved\":%s", flag);
  g_autofree char *returned = g_strdup_printf (",\"returned\":%s", flag);
  g_autofree char *discarded = g_strdup_printf (",\"discarded\":%s", flag);
  g_autofree char *sent = g_strdup_printf (",\"at\":7,\"by_hand\":true,\"sent\":%s", flag);

  switch (g_rand_int_range (rand, 0, 14))
    {
    case 0:
    case 1:
      write_text (f, desk, "reply.saved", reply, n, "");
      break;
    case 2:
      write_text (f, desk, "reply.submitted", reply, n, ",\"round\":1");
      break;
    case 3:
      write_text (f, desk, "reply.submitted", reply, n, ",\"amended\":true");
      break;
    case 4:
      step (f, desk, "reply.withdrawn", reply, "");
      break;
    case 5:
      step_on (f, desk, "reply.approved", n, decided);
      break;
    case 6:
      step_on (f, desk, "reply.returned", n, returned);
      break;
    case 7:
      step_on (f, desk, "reply.queued", n, ",\"until\":5,\"channel\":\"zalo\"");
      break;
    case 8:
      step (f, desk, "reply.sending", reply, with_piece);
      break;
    case 9:
      step (f, desk, "reply.delivered", reply, delivered);
      break;
    case 10:
      step (f, desk, "reply.failed", reply, failed);
      break;
    case 11:
      step (f, desk, "reply.sent", reply, sent);
      break;
    case 12:
      step (f, desk, "reply.discarded", reply, discarded);
      break;
    default:
      step (f, desk, "reply.recalled", reply, "");
      break;
    }
  if (g_rand_int_range (rand, 0, 3) == 0)
    test_log_sync_all (f->log);
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
      if (rand == NULL || g_rand_int_range (rand, 0, 3) == 0)
        g_assert_true (dt_store_catch_up (store, NULL, &error));
    }
  dt_store_catch_up (store, NULL, &error);
  g_assert_no_error (error);
  return test_dump (store);
}

static void
test_any_order (TestStore *f, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  guint n_seeds = g_test_slow () ? 300 : 30;

  for (guint seed = 0; seed < n_seeds && !g_test_failed (); seed++)
    {
      g_autofree char *expected = NULL;

      test_store_tear_down (f, NULL);
      test_store_set_up (f, NULL);
      open_case (f);
      for (guint i = 0; i < 40; i++)
        tell_one (f, rand);
      expected = fold_in_order (f->log, NULL);
      for (guint round = 0; round < 4; round++)
        {
          g_autofree char *found = fold_in_order (f->log, rand);

          if (!g_str_equal (found, expected))
            {
              g_test_message ("seed %u, round %u:\n%s\n%s", seed, round, expected, found);
              g_test_fail ();
              break;
            }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, function)                                                                  \
  g_test_add (path, TestStore, data, test_store_set_up, function, test_store_tear_down)
#define TEST(name) ADD ("/replies/" #name, NULL, test_##name)
  TEST (way);
  TEST (failures);
  TEST (nobody_approves_their_own);
  TEST (changed_meanwhile);
  ADD ("/replies/failed-and-changed", NULL, test_failed_and_changed);
  ADD ("/replies/two_leaders/approved-first", GINT_TO_POINTER (TRUE), test_two_leaders);
  ADD ("/replies/two_leaders/returned-first", GINT_TO_POINTER (FALSE), test_two_leaders);
  TEST (sent_stays_sent);
  TEST (any_order);
#undef TEST
#undef ADD
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the tables say a case is due, step by step of its history. Days are worked by hand: offices
 * work from 07:30 to 11:30 and from 13:00 to 17:00, Monday to Friday, and March 2026 has no public
 * holiday. */
#include "store/test-feed.h"

#include "store/dt-kinds.h"

#include <string.h>

#define CASE "0190aaaa000000010000000000000001"
#define OTHER "0190aaaa000000020000000000000002"
#define HASH "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

/* "02 08:00" of March 2026 in Hanoi, in microseconds. */
static gint64
at (const char *text)
{
  g_autofree char *iso = g_strdup_printf ("2026-03-%.2sT%s:00+07:00", text, text + 3);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso, NULL);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static void
add (TestStore *f,
     const char *when,
     const char *kind,
     const char *id,
     const char *facts,
     const char *payload)
{
  DtEntryDraft draft = { kind, id, facts, payload, 0 };
  g_autoptr (GError) error = NULL;

  dt_kind_validate (&draft, &error);
  g_assert_no_error (error);
  f->log->hlc = MAX (f->log->hlc, (at (when) / 1000 - 1000) << 16);
  test_log_add (f->log, 0, kind, id, facts, payload);
  test_store_fold (f);
}

static void
open_case (TestStore *f, const char *id, const char *when, const char *kind, const char *channel)
{
  g_autofree char *facts = g_strdup_printf (
      "{\"code\":\"HS-2026-%.4s\",\"channel\":\"%s\",\"kind\":\"%s\",\"received\":%" G_GINT64_FORMAT
      "}",
      id + 12,
      channel,
      kind,
      at (when));

  add (f, when, "case.opened", id, facts, "{\"text\":\"Ngập nước trước hẻm\"}");
}

static void
set_status (TestStore *f, const char *when, const char *from, const char *to)
{
  g_autofree char *facts = g_strdup_printf ("{\"from\":\"%s\",\"to\":\"%s\"}", from, to);

  add (f, when, "case.status", CASE, facts, NULL);
}

/* "09 17:00", or "-" if nothing is due. */
static char *
get_due (TestStore *f, const char *id)
{
  sqlite3_stmt *statement = dt_database_prepare (dt_store_get_database (f->store),
                                                 "SELECT due FROM cases WHERE id = ?1");
  gboolean row = FALSE;
  gint64 due;
  g_autoptr (GTimeZone) hanoi = g_time_zone_new_offset (7 * 3600);
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) time = NULL;

  dt_bind_id (statement, 1, id);
  g_assert_true (dt_database_step (dt_store_get_database (f->store), statement, &row, NULL));
  g_assert_true (row);
  due = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  if (due == 0)
    return g_strdup ("-");
  utc = g_date_time_new_from_unix_utc (due / G_USEC_PER_SEC);
  time = g_date_time_to_timezone (utc, hanoi);
  return g_date_time_format (time, g_date_time_get_month (time) == 3 ? "%d %H:%M" : "%d/%m %H:%M");
}

#define assert_due(f, id, expected)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *due_ = get_due (f, id);                                                       \
    g_assert_cmpstr (due_, ==, expected);                                                          \
  }                                                                                                \
  G_STMT_END

/* The tables are what a fresh fold of all entries gives. */
static void
assert_rebuilds (TestStore *f)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_assert_true (dt_store_compare_with_rebuild (f->store, problems, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (problems->len > 0 ? problems->pdata[0] : NULL, ==, NULL);
}

/* ---- one case ---- */

static void
test_course (TestStore *f, gconstpointer data)
{
  open_case (f, CASE, "02 08:00", "feedback", "zalo");
  assert_due (f, CASE, "03 08:00"); /* to be received within 8 working hours */
  set_status (f, "02 09:00", "received", "accepted");
  assert_due (f, CASE, "09 17:00"); /* 5 working days */
  set_status (f, "04 10:00", "accepted", "waiting_citizen");
  assert_due (f, CASE, "-");
  set_status (f, "06 10:00", "waiting_citizen", "in_progress");
  assert_due (f, CASE, "11 17:00"); /* two working days on */
  set_status (f, "10 08:00", "in_progress", "answered");
  assert_due (f, CASE, "-");
  set_status (f, "10 08:05", "answered", "in_progress"); /* undone */
  assert_due (f, CASE, "11 17:00");
  set_status (f, "10 08:10", "in_progress", "answered");
  set_status (f, "16 08:00", "answered", "reopened");
  assert_due (f, CASE, "23 17:00"); /* from then on anew */
  assert_rebuilds (f);
}

/* A step that was undone has never been. */
static void
test_undone (TestStore *f, gconstpointer data)
{
  open_case (f, CASE, "02 08:00", "feedback", "zalo");
  set_status (f, "02 09:00", "received", "accepted");
  set_status (f, "02 09:01", "accepted", "received");
  assert_due (f, CASE, "03 08:00");
  set_status (f, "02 10:00", "received", "refused");
  assert_due (f, CASE, "-");
  set_status (f, "02 10:01", "refused", "received");
  assert_due (f, CASE, "03 08:00");
  assert_rebuilds (f);
}

static void
test_acknowledged (TestStore *f, gconstpointer data)
{
  open_case (f, CASE, "02 08:00", "feedback", "walk_in");
  add (f, "02 08:10", "receipt.issued", CASE, "{\"entry\":\"" HASH "\"}", NULL);
  assert_due (f, CASE, "09 17:00");
  open_case (f, OTHER, "02 08:00", "feedback", "zalo");
  add (f,
       "02 11:00",
       "message.added",
       OTHER,
       "{\"message\":\"0190aaaa000003ea00000000000003ea\",\"direction\":\"out\"}",
       "{\"text\":\"Phường đã nhận\"}");
  assert_due (f, OTHER, "09 17:00");
  assert_rebuilds (f);
}

static void
test_promised (TestStore *f, gconstpointer data)
{
  g_autofree char *promise = g_strdup_printf ("{\"until\":%" G_GINT64_FORMAT "}", at ("06 17:00"));

  open_case (f, CASE, "02 08:00", "feedback", "walk_in");
  set_status (f, "02 09:00", "received", "accepted");
  add (f, "02 09:10", "deadline.promised", CASE, promise, "{\"reason\":\"Hẹn bà con\"}");
  assert_due (f, CASE, "06 17:00");
  add (f, "02 09:11", "deadline.promised", CASE, "{\"until\":0}", NULL);
  assert_due (f, CASE, "09 17:00");
  assert_rebuilds (f);
}

static void
test_extended (TestStore *f, gconstpointer data)
{
  open_case (f, CASE, "02 08:00", "denunciation", "letter");
  assert_due (f, CASE, "11 17:00"); /* 7 working days */
  add (f,
       "04 09:00",
       "deadline.extended",
       CASE,
       "{\"clock\":\"acknowledge\"}",
       "{\"reason\":\"Phải xác minh tại nhiều địa điểm\"}");
  assert_due (f, CASE, "16 17:00"); /* and 3 more */
  add (f, "04 09:05", "deadline.unextended", CASE, "{\"clock\":\"acknowledge\"}", NULL);
  assert_due (f, CASE, "11 17:00");
  assert_rebuilds (f);
}

/* Undoing a step takes nothing along that a leader or the office agreed to meanwhile. */
static void
test_agreed_stays (TestStore *f, gconstpointer data)
{
  g_autofree char *promise = g_strdup_printf ("{\"until\":%" G_GINT64_FORMAT "}", at ("09 17:00"));

  open_case (f, CASE, "02 08:00", "denunciation", "letter");
  add (f, "02 09:00", "deadline.extended", CASE, "{\"clock\":\"acknowledge\"}", NULL);
  set_status (f, "02 10:00", "received", "accepted");
  add (f, "02 11:00", "deadline.promised", CASE, promise, NULL);
  assert_due (f, CASE, "09 17:00");
  set_status (f, "02 11:01", "accepted", "received"); /* undone */
  assert_due (f, CASE, "09 17:00");
  add (f, "02 11:05", "deadline.promised", CASE, "{\"until\":0}", NULL);
  assert_due (f, CASE, "16 17:00"); /* 7 working days and 3 more */
  set_status (f, "02 12:00", "received", "accepted");
  add (f, "02 12:01", "deadline.unextended", CASE, "{\"clock\":\"acknowledge\"}", NULL);
  set_status (f, "02 12:02", "accepted", "received"); /* undone */
  assert_due (f, CASE, "11 17:00");
  assert_rebuilds (f);
}

/* A promise that is taken back ends all before it; undoing that takes back one alone. */
static void
test_promises (TestStore *f, gconstpointer data)
{
  g_autofree char *sixth = g_strdup_printf ("{\"until\":%" G_GINT64_FORMAT "}", at ("06 17:00"));
  g_autofree char *fifth = g_strdup_printf ("{\"until\":%" G_GINT64_FORMAT "}", at ("05 17:00"));
  g_autofree char *not_fifth
      = g_strdup_printf ("{\"until\":%" G_GINT64_FORMAT ",\"undo\":true}", at ("05 17:00"));

  open_case (f, CASE, "02 08:00", "feedback", "walk_in");
  set_status (f, "02 09:00", "received", "accepted");
  add (f, "02 09:10", "deadline.promised", CASE, sixth, NULL);
  add (f, "02 09:20", "deadline.promised", CASE, fifth, NULL);
  assert_due (f, CASE, "05 17:00");
  add (f, "02 09:30", "deadline.promised", CASE, "{\"until\":0}", NULL);
  assert_due (f, CASE, "09 17:00");
  add (f, "02 09:31", "deadline.promised", CASE, "{\"until\":0,\"undo\":true}", NULL);
  assert_due (f, CASE, "05 17:00");
  add (f, "02 09:32", "deadline.promised", CASE, not_fifth, NULL);
  assert_due (f, CASE, "06 17:00");
  assert_rebuilds (f);
}

/* Which clock is asked for, by whom: "0 0190…", "-" if none is. */
static char *
get_request (TestStore *f)
{
  sqlite3_stmt *statement = dt_database_prepare (
      dt_store_get_database (f->store), "SELECT request, hex (requester) FROM cases WHERE id = ?1");
  gboolean row = FALSE;
  char *text;

  dt_bind_id (statement, 1, CASE);
  g_assert_true (dt_database_step (dt_store_get_database (f->store), statement, &row, NULL));
  g_assert_true (row);
  if (sqlite3_column_type (statement, 0) == SQLITE_NULL)
    text = g_strdup ("-");
  else
    text = g_strdup_printf ("%d %s",
                            sqlite3_column_int (statement, 0),
                            (const char *) sqlite3_column_text (statement, 1));
  sqlite3_reset (statement);
  return text;
}

#define assert_request(f, expected)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *request_ = get_request (f);                                                   \
    g_assert_cmpstr (request_, ==, expected);                                                      \
  }                                                                                                \
  G_STMT_END

#define ASKER "0190BBBB000000000000000000000002"

static void
test_requested (TestStore *f, gconstpointer data)
{
  open_case (f, CASE, "02 08:00", "denunciation", "letter");
  assert_request (f, "-");
  add (f,
       "03 09:00",
       "deadline.requested",
       CASE,
       "{\"clock\":\"acknowledge\"}",
       "{\"reason\":\"Phải xác minh\"}");
  assert_due (f, CASE, "11 17:00"); /* asking moves nothing */
  g_assert_cmpint (
      dt_database_get_int (dt_store_get_database (f->store), "SELECT request FROM cases", -1),
      ==,
      0);
  add (f, "03 09:01", "deadline.declined", CASE, "{\"clock\":\"answer\"}", NULL);
  g_assert_cmpint (/* another clock's */
                   dt_database_get_int (
                       dt_store_get_database (f->store), "SELECT request FROM cases", -1),
                   ==,
                   0);
  add (f, "03 10:00", "deadline.declined", CASE, "{\"clock\":\"acknowledge\"}", NULL);
  assert_request (f, "-");
  add (f,
       "03 10:01",
       "deadline.restored",
       CASE,
       "{\"clock\":\"acknowledge\",\"officer\":\"0190bbbb000000000000000000000002\"}",
       NULL);
  assert_request (f, "0 " ASKER);
  add (f, "04 09:00", "deadline.extended", CASE, "{\"clock\":\"acknowledge\"}", NULL);
  assert_request (f, "-");
  assert_due (f, CASE, "16 17:00");
  assert_rebuilds (f);
}

/* What one officer undoes is not what another has asked for meanwhile, or a leader granted. */
static void
test_undone_requests (TestStore *f, gconstpointer data)
{
  g_autofree char *first = g_strdup_printf (
      "{\"clock\":\"acknowledge\",\"until\":%" G_GINT64_FORMAT "}", at ("12 17:00"));
  g_autofree char *second = g_strdup_printf (
      "{\"clock\":\"acknowledge\",\"until\":%" G_GINT64_FORMAT "}", at ("10 17:00"));

  open_case (f, CASE, "02 08:00", "denunciation", "letter");
  add (f,
       "03 09:00",
       "deadline.restored",
       CASE,
       "{\"clock\":\"acknowledge\",\"officer\":\"0190bbbb000000000000000000000002\"}",
       NULL);
  assert_request (f, "0 " ASKER);
  add (f,
       "03 09:01",
       "deadline.restored",
       CASE,
       "{\"clock\":\"answer\",\"officer\":\"0190bbbb000000000000000000000003\"}",
       NULL);
  assert_request (f, "0 " ASKER);
  add (f,
       "03 09:02",
       "deadline.declined",
       CASE,
       "{\"clock\":\"acknowledge\",\"officer\":\"0190bbbb000000000000000000000003\"}",
       NULL);
  assert_request (f, "0 " ASKER);
  add (f,
       "03 09:03",
       "deadline.declined",
       CASE,
       "{\"clock\":\"acknowledge\",\"officer\":\"0190bbbb000000000000000000000002\"}",
       NULL);
  assert_request (f, "-");
  /* Of two desks' extensions the one goes that is undone: the other's promise stays. */
  add (f, "03 10:00", "deadline.extended", CASE, first, NULL);
  add (f, "03 10:01", "deadline.extended", CASE, second, NULL);
  assert_due (f, CASE, "10 17:00");
  add (f, "03 10:02", "deadline.unextended", CASE, first, NULL);
  assert_due (f, CASE, "10 17:00");
  add (f, "03 10:03", "deadline.unextended", CASE, second, NULL);
  assert_due (f, CASE, "11 17:00");
  assert_rebuilds (f);
}

static void
test_traits (TestStore *f, gconstpointer data)
{
  open_case (f, CASE, "02 08:00", "complaint", "letter");
  set_status (f, "02 09:00", "received", "accepted");
  assert_due (f, CASE, "01/04 17:00"); /* 30 days */
  add (f, "03 09:00", "case.set", CASE, "{\"set\":{\"traits\":\"complex\"}}", NULL);
  assert_due (f, CASE, "16/04 17:00"); /* 45 days */
  add (f, "03 09:05", "case.set", CASE, "{\"set\":{\"traits\":null}}", NULL);
  assert_due (f, CASE, "01/04 17:00");
  add (f, "03 09:10", "case.set", CASE, "{\"set\":{\"kind\":\"feedback\"}}", NULL);
  assert_due (f, CASE, "09 17:00");
  assert_rebuilds (f);
}

/* Whoever's case was merged into another's keeps their own time. */
static void
test_merged (TestStore *f, gconstpointer data)
{
  open_case (f, CASE, "02 08:00", "feedback", "zalo");
  set_status (f, "02 09:00", "received", "accepted");
  open_case (f, OTHER, "04 08:00", "feedback", "zalo");
  add (f, "04 09:00", "case.status", OTHER, "{\"to\":\"accepted\"}", NULL);
  assert_due (f, OTHER, "11 17:00");
  add (f, "04 10:00", "case.merged", CASE, "{\"into\":\"" OTHER "\"}", NULL);
  assert_due (f, CASE, "-");
  assert_due (f, OTHER, "09 17:00");
  add (f, "05 10:00", "case.unmerged", CASE, "{\"from\":\"" OTHER "\"}", NULL);
  assert_due (f, CASE, "09 17:00");
  assert_due (f, OTHER, "11 17:00");
  assert_rebuilds (f);
}

/* ---- rules ---- */

/* The shipped rules with another period for feedback, as JSON in JSON. */
static char *
change_answer (int working_days)
{
  DtDeadlineRules *shipped = dt_rule_book_get_deadlines (dt_rule_book_get_default ());
  g_autoptr (DtDeadlineRulesBuilder) builder = dt_deadline_rules_builder_new (shipped);
  g_autoptr (DtDeadlineRule) rule
      = dt_deadline_rule_copy (dt_deadline_rules_find (shipped, "feedback_answer"));
  g_autoptr (DtDeadlineRules) changed = NULL;
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_VALUE);
  g_autofree char *quoted = NULL;

  rule->amount = working_days;
  dt_deadline_rules_builder_set (builder, rule);
  changed = dt_deadline_rules_builder_build (builder, NULL);
  g_assert_nonnull (changed);
  json = dt_deadline_rules_to_json (changed);
  json_node_set_string (node, json);
  quoted = json_to_string (node, FALSE);
  return g_strdup_printf ("{\"json\":%s}", quoted);
}

static void
test_rules (TestStore *f, gconstpointer data)
{
  g_autofree char *three = change_answer (3);
  g_autofree char *four = change_answer (4);

  open_case (f, CASE, "02 08:00", "feedback", "zalo");
  set_status (f, "02 09:00", "received", "accepted");
  assert_due (f, CASE, "09 17:00");
  add (f, "02 10:00", "rules.changed", "rules", "{\"rules\":\"deadlines\"}", three);
  assert_due (f, CASE, "05 17:00");
  open_case (f, OTHER, "03 08:00", "feedback", "walk_in");
  add (f, "03 09:00", "case.status", OTHER, "{\"to\":\"accepted\"}", NULL);
  assert_due (f, OTHER, "06 17:00"); /* by the rules of the record */
  assert_rebuilds (f);
  add (f, "03 10:00", "rules.changed", "rules", "{\"rules\":\"deadlines\"}", four);
  assert_due (f, CASE, "06 17:00");
  assert_due (f, OTHER, "09 17:00");
  add (f, "03 11:00", "rules.changed", "rules", "{\"rules\":\"deadlines\"}", "{\"json\":null}");
  assert_due (f, CASE, "09 17:00");
  assert_due (f, OTHER, "10 17:00");
  assert_rebuilds (f);
}

/* Of two desks' rules the newer ones hold, in whatever order they arrive. */
static void
test_rules_late (TestStore *f, gconstpointer data)
{
  g_autofree char *three = change_answer (3);
  g_autofree char *four = change_answer (4);
  g_autoptr (GError) error = NULL;
  DtEntry *older, *newer;

  open_case (f, CASE, "02 08:00", "feedback", "zalo");
  set_status (f, "02 09:00", "received", "accepted");
  f->log->hlc = (at ("02 10:00") / 1000) << 16;
  older = test_log_add (f->log, 1, "rules.changed", "rules", "{\"rules\":\"deadlines\"}", three);
  newer = test_log_add (f->log, 2, "rules.changed", "rules", "{\"rules\":\"deadlines\"}", four);
  test_feed_receive (f->feed, newer);
  test_feed_receive (f->feed, older);
  g_assert_true (dt_store_catch_up (f->store, NULL, &error));
  g_assert_no_error (error);
  assert_due (f, CASE, "06 17:00");
  assert_rebuilds (f);
}

/* Where one text of the office cannot be read, its others hold all the same. */
static void
test_rules_apart (TestStore *f, gconstpointer data)
{
  g_autofree char *three = change_answer (3);

  open_case (f, CASE, "02 08:00", "feedback", "zalo");
  set_status (f, "02 09:00", "received", "accepted");
  add (f, "02 10:00", "rules.changed", "rules", "{\"rules\":\"deadlines\"}", three);
  assert_due (f, CASE, "05 17:00");
  add (
      f, "02 10:01", "rules.changed", "rules", "{\"rules\":\"office-hours\"}", "{\"json\":\"{}\"}");
  assert_due (f, CASE, "05 17:00");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define TEST(name)                                                                                 \
  g_test_add ("/due/" #name, TestStore, NULL, test_store_set_up, test_##name, test_store_tear_down)
  TEST (course);
  TEST (undone);
  TEST (acknowledged);
  TEST (promised);
  TEST (extended);
  TEST (agreed_stays);
  TEST (promises);
  TEST (requested);
  TEST (undone_requests);
  TEST (rules_apart);
  TEST (traits);
  TEST (merged);
  TEST (rules);
  TEST (rules_late);
#undef TEST
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An officer's day as the tables tell it, against what is worked out case by case. */
#include "store/dt-reader-private.h"
#include "store/test-feed.h"

#include "model/dt-reminder-rules.h"
#include "store/dt-kinds.h"

#include <glib/gstdio.h>
#include <string.h>

#define ME "0190bbbb000000000000000000000001"
#define OTHER "0190bbbb000000000000000000000002"
#define FIRST G_GINT64_CONSTANT (1772384400000000) /* 2 March 2026, 00:00 in Hanoi: a Monday */
#define DAY G_TIME_SPAN_DAY

typedef struct
{
  char *directory;
  DtSecret *key;
  DtClock *clock;
  DtLedger *ledger;
  DtStore *store;
  DtReader *reader;
  GRand *random;
  guint n_cases;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  DtLedgerSetup setup = { .unit = "26740", .desk = 1 };
  g_autoptr (GError) error = NULL;

  dt_crypto_init ();
  f->random = g_rand_new_with_seed (20261123);
  f->directory = g_dir_make_tmp ("dt-today-XXXXXX", NULL);
  f->key = dt_secret_new_random (DT_KEY_SIZE);
  f->clock = dt_clock_new_fixed (FIRST);
  f->ledger = dt_ledger_create (f->directory, f->key, &setup, f->clock, &error);
  g_assert_no_error (error);
  f->store = dt_store_open (f->directory, f->key, f->ledger, NULL, NULL, &error);
  g_assert_no_error (error);
  f->reader = dt_reader_open (f->directory, f->key, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  dt_reader_close (f->reader);
  dt_store_close (f->store);
  dt_ledger_close (f->ledger);
  dir = g_dir_open (f->directory, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (f->directory);
  g_free (f->directory);
  dt_secret_unref (f->key);
  dt_clock_unref (f->clock);
  g_rand_free (f->random);
}

static void
add (Fixture *f, const char *actor, const char *kind, const char *subject, const char *facts)
{
  DtEntryDraft draft = { kind, subject, facts, NULL, 0 };
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  dt_kind_validate (&draft, &error);
  g_assert_no_error (error);
  dt_clock_set_fixed (f->clock, dt_clock_now (f->clock) + G_USEC_PER_SEC);
  dt_ledger_append (f->ledger, actor, &draft, 1, &entries, &error);
  g_assert_no_error (error);
  dt_store_apply (f->store, entries, NULL, &error);
  g_assert_no_error (error);
}

static const char *
add_case (Fixture *f, gint64 received, const char *kind)
{
  guint n = ++f->n_cases;
  g_autofree char *facts = g_strdup_printf (
      "{\"code\":\"HS-2026-%04u\",\"channel\":\"zalo\",\"kind\":\"%s\",\"priority\":\"normal\","
      "\"received\":%" G_GINT64_FORMAT ",\"message\":\"%s\"}",
      n,
      kind,
      received,
      test_id (1000 + n));

  dt_clock_set_fixed (f->clock, MAX (received, dt_clock_now (f->clock)));
  add (f, ME, "case.opened", test_id (n), facts);
  return test_id (n);
}

static void
assign (Fixture *f, const char *id, const char *officer)
{
  g_autofree char *facts = g_strdup_printf ("{\"officer\":\"%s\"}", officer);

  add (f, ME, "case.assigned", id, facts);
}

static void
set_status (Fixture *f, const char *actor, const char *id, const char *from, const char *to)
{
  g_autofree char *facts = g_strdup_printf ("{\"from\":\"%s\",\"to\":\"%s\"}", from, to);

  add (f, actor, "case.status", id, facts);
}

/* Of every sort, received over four weeks. */
static void
add_random (Fixture *f, guint n)
{
  static const char *const kinds[] = { "feedback", "complaint", "information_request" };

  for (guint i = 0; i < n; i++)
    {
      const gint64 received = FIRST + (gint64) (28.0 * i / n * DAY)
                              + g_rand_int_range (f->random, 7 * 60, 17 * 60) * 60 * G_USEC_PER_SEC;
      const char *id = add_case (f, received, kinds[g_rand_int_range (f->random, 0, 3)]);
      int owner = g_rand_int_range (f->random, 0, 3);
      int steps = g_rand_int_range (f->random, 0, 6);

      if (owner > 0)
        assign (f, id, owner == 1 ? ME : OTHER);
      if (steps > 1)
        set_status (f, ME, id, "received", "accepted");
      if (steps == 3)
        set_status (f, ME, id, "accepted", "waiting_citizen");
      if (steps == 4 && i % 2 == 0)
        set_status (f, ME, id, "accepted", "answered");
    }
}

/* ---- worked out case by case ---- */

static GPtrArray *
load_all (Fixture *f)
{
  g_autoptr (DtQuery) query = dt_query_new (DT_VIEW_ALL, DT_SORT_OLDEST, NULL, "", FALSE);
  g_autoptr (GArray) refs = dt_reader_list (f->reader, query, NULL, 10000, NULL);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < refs->len; i++)
    g_array_append_val (rows, g_array_index (refs, DtRowRef, i).row);
  return dt_reader_load_cases (f->reader, (gint64 *) (gpointer) rows->data, rows->len, NULL);
}

/* The group of a case; DT_N_TODAY_GROUPS: none. */
static DtTodayGroup
find_group (DtCase *a_case, const DtTodayQuestion *q)
{
  gboolean mine = g_strcmp0 (a_case->assignee_id, q->officer_id) == 0;

  if (!dt_case_status_is_open (a_case->status))
    return DT_N_TODAY_GROUPS;
  if (q->leads && !mine && a_case->due != 0 && a_case->due < q->lead)
    return DT_TODAY_LEAD;
  if (!mine && !q->others && !(q->nobodys && a_case->assignee_id == NULL))
    return DT_N_TODAY_GROUPS;
  if (a_case->due != 0 && a_case->due < q->now)
    return DT_TODAY_OVERDUE;
  if (a_case->due != 0 && a_case->due < q->tomorrow)
    return DT_TODAY_DUE_TODAY;
  if (a_case->status == DT_CASE_STATUS_RECEIVED && q->receives)
    return DT_TODAY_NEW;
  if (a_case->due != 0)
    return a_case->due <= q->soon ? DT_TODAY_DUE_SOON : DT_N_TODAY_GROUPS;
  return mine && a_case->status != DT_CASE_STATUS_RECEIVED ? DT_TODAY_NO_DUE : DT_N_TODAY_GROUPS;
}

/* What is due first goes first, what is not due last. */
static int
compare_cases (gconstpointer a, gconstpointer b)
{
  DtCase *x = *(DtCase *const *) a;
  DtCase *y = *(DtCase *const *) b;
  gint64 due_x = x->due != 0 ? x->due : G_MAXINT64;
  gint64 due_y = y->due != 0 ? y->due : G_MAXINT64;

  if (due_x != due_y)
    return due_x < due_y ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

static char *
write_codes (GPtrArray *cases, guint limit)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < cases->len && i < limit; i++)
    g_string_append_printf (out, "%s ", ((DtCase *) cases->pdata[i])->code + 8);
  return g_string_free (out, FALSE);
}

static void
assert_group (const DtToday *today, GPtrArray *all, const DtTodayQuestion *question, guint group)
{
  g_autoptr (GPtrArray) expected = g_ptr_array_new ();
  g_autofree char *wanted = NULL;
  g_autofree char *found = NULL;

  for (guint i = 0; i < all->len; i++)
    if (find_group (all->pdata[i], question) == (DtTodayGroup) group)
      g_ptr_array_add (expected, all->pdata[i]);
  g_ptr_array_sort (expected, compare_cases);
  wanted = write_codes (expected, DT_TODAY_ROWS);
  found = write_codes (today->groups[group].cases, G_MAXUINT);
  g_assert_cmpstr (found, ==, wanted);
  g_assert_cmpint (today->groups[group].n, ==, expected->len);
}

static void
assert_watched (const DtToday *today, GPtrArray *all, const DtTodayQuestion *q)
{
  g_autoptr (GHashTable) watched = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 0;

  for (guint i = 0; i < today->watched->len; i++)
    g_assert_true (g_hash_table_add (watched, ((DtCase *) today->watched->pdata[i])->id));
  for (guint i = 0; i < all->len; i++)
    {
      DtCase *a_case = all->pdata[i];
      gboolean own = a_case->assignee_id != NULL
                         ? g_strcmp0 (a_case->assignee_id, q->officer_id) == 0
                         : q->nobodys;
      gboolean wanted = (own && a_case->due <= q->soon)
                        || (q->leads && a_case->due >= q->lead_since && a_case->due < q->lead);

      if (a_case->due == 0 || !wanted)
        continue;
      n++;
      g_assert_true (g_hash_table_contains (watched, a_case->id));
    }
  g_assert_cmpuint (today->watched->len, ==, n);
  g_assert_true (today->watched_all);
}

static void
assert_today (Fixture *f, GPtrArray *all, DtRoles roles, gint64 now)
{
  g_autoptr (DtOfficer) officer = dt_officer_new ();
  g_auto (DtTodayQuestion) question = { 0 };
  g_autoptr (DtToday) today = NULL;
  g_autoptr (GError) error = NULL;
  gint64 next = 0;

  officer->id = g_strdup (ME);
  officer->roles = roles;
  dt_today_question_init (&question,
                          officer,
                          dt_rule_book_get_calendar (dt_rule_book_get_default (), "26740"),
                          dt_reminder_rules_get_default (),
                          now);
  today = dt_reader_load_today (f->reader, &question, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < DT_N_TODAY_GROUPS; i++)
    assert_group (today, all, &question, i);
  assert_watched (today, all, &question);
  for (guint i = 0; i < all->len; i++)
    {
      DtCase *a_case = all->pdata[i];

      if (a_case->due > question.soon && find_group (a_case, &question) == DT_N_TODAY_GROUPS
          && (question.others || g_strcmp0 (a_case->assignee_id, ME) == 0
              || (question.nobodys && a_case->assignee_id == NULL))
          && (next == 0 || a_case->due < next))
        next = a_case->due;
    }
  g_assert_cmpint (today->next_due, ==, next);
}

static void
test_random (Fixture *f, gconstpointer data)
{
  static const DtRoles roles[] = {
    DT_ROLE_OFFICER, DT_ROLE_LEADER,          DT_ROLE_LEADER | DT_ROLE_OFFICER,
    DT_ROLE_CLERK,   DT_ROLE_PROVINCE_READER, DT_ROLE_ADMINISTRATOR,
  };
  g_autoptr (GPtrArray) all = NULL;

  add_random (f, 240);
  all = load_all (f);
  g_assert_cmpuint (all->len, ==, 240);
  for (guint i = 0; i < 60; i++)
    assert_today (f,
                  all,
                  roles[i % G_N_ELEMENTS (roles)],
                  FIRST + (gint64) (g_rand_double_range (f->random, 0, 60) * DAY));
}

/* ---- what was done ---- */

static guint
count_done (Fixture *f, const char *officer_id, DtCaseStatus status)
{
  g_autoptr (DtOfficer) officer = dt_officer_new ();
  g_auto (DtTodayQuestion) question = { 0 };
  g_autoptr (DtToday) today = NULL;

  officer->id = g_strdup (officer_id);
  officer->roles = DT_ROLE_OFFICER;
  dt_today_question_init (&question,
                          officer,
                          dt_rule_book_get_calendar (dt_rule_book_get_default (), "26740"),
                          dt_reminder_rules_get_default (),
                          dt_clock_now (f->clock));
  today = dt_reader_load_today (f->reader, &question, NULL);
  g_assert_nonnull (today);
  return today->done[status];
}

/* Each case once, as what it is now; not what others did, what was undone, or done yesterday. */
static void
test_done (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 6; i++)
    {
      add_case (f, FIRST + 8 * G_TIME_SPAN_HOUR + i, "feedback");
      set_status (f, ME, test_id (i + 1), "received", "accepted");
    }
  set_status (f, ME, test_id (6), "accepted", "answered");
  dt_clock_set_fixed (f->clock, FIRST + DAY + 8 * G_TIME_SPAN_HOUR);
  set_status (f, ME, test_id (1), "accepted", "answered");
  set_status (f, ME, test_id (2), "accepted", "answered");
  set_status (f, ME, test_id (2), "answered", "closed");
  set_status (f, ME, test_id (3), "accepted", "answered");
  set_status (f, ME, test_id (3), "answered", "accepted"); /* undone */
  set_status (f, OTHER, test_id (4), "accepted", "answered");
  set_status (f, ME, test_id (5), "accepted", "forwarded");
  g_assert_cmpuint (count_done (f, ME, DT_CASE_STATUS_ANSWERED), ==, 1);
  g_assert_cmpuint (count_done (f, ME, DT_CASE_STATUS_CLOSED), ==, 1);
  g_assert_cmpuint (count_done (f, ME, DT_CASE_STATUS_FORWARDED), ==, 1);
  g_assert_cmpuint (count_done (f, OTHER, DT_CASE_STATUS_ANSWERED), ==, 1);
  dt_clock_set_fixed (f->clock, FIRST + 2 * DAY + 8 * G_TIME_SPAN_HOUR);
  g_assert_cmpuint (count_done (f, ME, DT_CASE_STATUS_ANSWERED), ==, 0);
}

/* ---- how it is found ---- */

/* Each group is a stretch of the index; nothing walks over the table of cases. */
static void
test_plans (Fixture *f, gconstpointer data)
{
  sqlite3 *handle = dt_database_get_handle (f->reader->database);
  sqlite3_stmt *statement = NULL;
  g_autoptr (GPtrArray) sql = g_ptr_array_new_with_free_func (g_free);
  guint n_stretches = 0;

  add_random (f, 20);
  count_done (f, ME, DT_CASE_STATUS_ANSWERED);
  while ((statement = sqlite3_next_stmt (handle, statement)) != NULL)
    if (strstr (sqlite3_sql (statement), "FROM cases") != NULL)
      g_ptr_array_add (sql, g_strdup (sqlite3_sql (statement)));
  for (guint i = 0; i < sql->len; i++)
    {
      g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql->pdata[i], NULL);
      sqlite3_stmt *plan = NULL;

      g_assert_cmpint (sqlite3_prepare_v2 (handle, explain, -1, &plan, NULL), ==, SQLITE_OK);
      while (sqlite3_step (plan) == SQLITE_ROW)
        {
          const char *line = (const char *) sqlite3_column_text (plan, 3);

          n_stretches += strstr (line, "COVERING INDEX cases_todo (view=? AND due") != NULL;
          /* but an index that holds nothing else than what is asked for */
          if (g_str_has_prefix (line, "SCAN cases") && strstr (line, "cases_awaiting") == NULL
              && strstr (line, "cases_outbox") == NULL)
            g_error ("%s: %s", line, (char *) sql->pdata[i]);
        }
      sqlite3_finalize (plan);
    }
  g_assert_cmpuint (n_stretches, >=, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define TEST(name) g_test_add ("/today/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  TEST (random);
  TEST (done);
  TEST (plans);
#undef TEST
  return g_test_run ();
}

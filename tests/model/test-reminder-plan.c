/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is told of what at which minute. Worked by hand: offices work from 07:30 to 11:30 and from
 * 13:00 to 17:00, Monday to Friday; in 2026 nobody works from Monday 31 August to Wednesday 2
 * September. A leader is told 4 working hours ahead and on 5 working days after. */
#include "base/dt-clock.h"
#include "base/dt-error.h"
#include "model/dt-reminder-plan.h"
#include "model/dt-rule-book.h"

#include <string.h>

#define ME "0190aaaa000000010000000000000001"
#define OTHER "0190aaaa000000020000000000000002"
#define CASE "0190bbbb000000010000000000000001"

static gint64
parse (const char *text)
{
  gint64 time = 0;

  g_assert_true (dt_time_from_iso (text, &time));
  return time;
}

static DtWorkingCalendar *
get_calendar (void)
{
  return dt_rule_book_get_calendar (dt_rule_book_get_default (), NULL);
}

static GPtrArray *
make_cases (const char *assignee, gint64 due)
{
  GPtrArray *cases = g_ptr_array_new_with_free_func (g_object_unref);
  DtCase *a_case = dt_case_new ();

  a_case->id = g_strdup (CASE);
  a_case->assignee_id = g_strdup (assignee);
  a_case->due = due;
  g_ptr_array_add (cases, a_case);
  return cases;
}

/* "soon", "today", "overdue", "before", "after 2"; "-" for nothing. */
static char *
describe (const DtReminderPlan *plan)
{
  static const char *const names[DT_N_REMINDER_KINDS]
      = { "none", "soon", "today", "overdue", "before", "after" };
  const DtReminder *reminder;

  if (plan->reminders->len == 0)
    return g_strdup ("-");
  g_assert_cmpuint (plan->reminders->len, ==, 1);
  reminder = &g_array_index (plan->reminders, DtReminder, 0);
  if (reminder->days > 0)
    return g_strdup_printf ("%s %d", names[reminder->kind], reminder->days);
  return g_strdup (names[reminder->kind]);
}

typedef struct
{
  const char *name;
  const char *reader; /* o: works on cases; l: leads; both */
  const char *assignee;
  const char *due;
  const char *now;
  const char *expected;
} Row;

/* clang-format off */
static const Row rows[] = {
  { "three working days ahead", "o", ME, "2026-11-24T17:00:00", "2026-11-19T09:00:00", "-" },
  { "two working days ahead", "o", ME, "2026-11-24T17:00:00", "2026-11-20T09:00:00", "soon" },
  { "the day before", "o", ME, "2026-11-24T17:00:00", "2026-11-23T16:59:00", "soon" },
  { "on the day", "o", ME, "2026-11-24T17:00:00", "2026-11-24T07:30:00", "today" },
  { "before the office opens", "o", ME, "2026-11-24T17:00:00", "2026-11-24T07:29:00", "-" },
  { "at lunch", "o", ME, "2026-11-24T17:00:00", "2026-11-24T12:15:00", "-" },
  { "at the end of the day it closes", "o", ME, "2026-11-24T17:00:00", "2026-11-24T17:00:00", "-" },
  { "overdue after closing: not yet", "o", ME, "2026-11-24T17:00:00", "2026-11-24T17:01:00", "-" },
  { "overdue the next morning", "o", ME, "2026-11-24T17:00:00", "2026-11-25T07:30:00", "overdue" },
  { "overdue within the day", "o", ME, "2026-11-24T10:00:00", "2026-11-24T10:01:00", "overdue" },
  { "on Saturday nothing", "o", ME, "2026-11-23T10:00:00", "2026-11-21T09:00:00", "-" },
  { "on Sunday nothing", "o", ME, "2026-11-20T10:00:00", "2026-11-22T09:00:00", "-" },
  { "on Monday what came on Saturday", "o", ME, "2026-11-20T17:00:00", "2026-11-23T07:30:00", "overdue" },
  { "over a holiday: too early", "o", ME, "2026-09-03T17:00:00", "2026-08-26T09:00:00", "-" },
  { "over a holiday: two days ahead", "o", ME, "2026-09-03T17:00:00", "2026-08-27T09:00:00", "soon" },
  { "on the holiday nothing", "o", ME, "2026-09-03T17:00:00", "2026-09-02T09:00:00", "-" },
  { "on a swapped day nothing", "o", ME, "2026-09-03T17:00:00", "2026-08-31T09:00:00", "-" },
  { "on a Saturday that is worked", "o", ME, "2026-08-24T17:00:00", "2026-08-22T09:00:00", "soon" },
  { "nobody's, for who receives", "o", NULL, "2026-11-24T17:00:00", "2026-11-24T09:00:00", "today" },
  { "somebody else's", "o", OTHER, "2026-11-24T17:00:00", "2026-11-24T09:00:00", "-" },
  { "somebody else's, overdue", "o", OTHER, "2026-11-23T17:00:00", "2026-11-24T09:00:00", "-" },

  { "leader: five hours ahead", "l", OTHER, "2026-11-24T17:00:00", "2026-11-24T11:00:00", "-" },
  { "leader: a minute too early", "l", OTHER, "2026-11-24T17:00:00", "2026-11-24T11:29:00", "-" },
  { "leader: four hours ahead", "l", OTHER, "2026-11-24T17:00:00", "2026-11-24T13:00:00", "before" },
  { "leader: four hours over a weekend", "l", OTHER, "2026-11-23T09:30:00", "2026-11-20T15:00:00", "before" },
  { "leader: four hours and a minute", "l", OTHER, "2026-11-23T09:30:00", "2026-11-20T14:59:00", "-" },
  { "leader: nobody's", "l", NULL, "2026-11-24T17:00:00", "2026-11-24T14:00:00", "before" },
  { "leader: overdue since this morning", "l", OTHER, "2026-11-24T10:00:00", "2026-11-24T11:00:00", "-" },
  { "leader: one working day over", "l", OTHER, "2026-11-20T17:00:00", "2026-11-23T07:30:00", "after 1" },
  { "leader: on Sunday nothing", "l", OTHER, "2026-11-20T17:00:00", "2026-11-22T09:00:00", "-" },
  { "leader: over a holiday one day", "l", OTHER, "2026-08-28T17:00:00", "2026-09-03T08:00:00", "after 1" },
  { "leader: five working days over", "l", OTHER, "2026-11-20T17:00:00", "2026-11-27T08:00:00", "after 5" },
  { "leader: six are too many", "l", OTHER, "2026-11-20T17:00:00", "2026-11-30T08:00:00", "-" },
  { "leader: their own", "l", ME, "2026-11-24T17:00:00", "2026-11-24T08:00:00", "today" },
  { "leader who works too: nobody's", "ol", NULL, "2026-11-24T17:00:00", "2026-11-24T08:00:00", "today" },
};
/* clang-format on */

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  const DtReminderReader reader
      = { ME, strchr (row->reader, 'o') != NULL, strchr (row->reader, 'l') != NULL };
  g_autoptr (DtReminderMemory) memory = dt_reminder_memory_new (NULL);
  g_autoptr (GPtrArray) cases = make_cases (row->assignee, parse (row->due));
  g_autoptr (DtReminderPlan) plan = dt_reminder_plan_new (memory,
                                                          dt_reminder_rules_get_default (),
                                                          get_calendar (),
                                                          &reader,
                                                          cases,
                                                          TRUE,
                                                          parse (row->now));
  g_autofree char *told = describe (plan);

  g_assert_cmpstr (told, ==, row->expected);
}

/* What is told from minute to minute of a time, each with the hour: "07:30 today, 13:00 …". */
static char *
follow (DtReminderMemory *memory,
        const DtReminderReader *reader,
        GPtrArray *cases,
        const char *from,
        const char *to)
{
  GString *out = g_string_new (NULL);

  for (gint64 now = parse (from); now <= parse (to); now += 60 * G_USEC_PER_SEC)
    {
      g_autoptr (DtReminderPlan) plan = dt_reminder_plan_new (
          memory, dt_reminder_rules_get_default (), get_calendar (), reader, cases, TRUE, now);
      g_autofree char *told = describe (plan);
      g_autofree char *time = dt_time_to_iso (now);

      if (plan->withdrawn->len > 0)
        g_string_append_printf (out, "%s%.11s withdrawn", out->len > 0 ? ", " : "", time + 5);
      if (plan->reminders->len > 0)
        g_string_append_printf (out, "%s%.11s %s", out->len > 0 ? ", " : "", time + 5, told);
    }
  return g_string_free (out, FALSE);
}

/* Over nine days each reminder comes once, at its minute. */
static void
test_once (void)
{
  const DtReminderReader officer = { ME, TRUE, FALSE };
  const DtReminderReader leader = { OTHER, FALSE, TRUE };
  g_autoptr (DtReminderMemory) memory = dt_reminder_memory_new (NULL);
  g_autoptr (DtReminderMemory) leaders = dt_reminder_memory_new (NULL);
  g_autoptr (GPtrArray) cases = make_cases (ME, parse ("2026-11-24T17:00:00"));
  g_autofree char *told = NULL;
  g_autofree char *escalated = NULL;

  told = follow (memory, &officer, cases, "2026-11-18T00:00:00", "2026-12-02T00:00:00");
  g_assert_cmpstr (told, ==, "11-20T07:30 soon, 11-24T07:30 today, 11-25T07:30 overdue");
  escalated = follow (leaders, &leader, cases, "2026-11-18T00:00:00", "2026-12-08T00:00:00");
  g_assert_cmpstr (escalated,
                   ==,
                   "11-24T13:00 before, 11-25T07:30 after 1, 11-26T07:30 after 2,"
                   " 11-27T07:30 after 3, 11-30T07:30 after 4, 12-01T07:30 after 5");
}

/* What was told is known after the program was closed; another deadline is another matter. */
static void
test_memory (void)
{
  const DtReminderReader reader = { ME, TRUE, FALSE };
  g_autoptr (DtReminderMemory) memory = dt_reminder_memory_new (NULL);
  g_autoptr (DtReminderMemory) again = NULL;
  g_autoptr (GPtrArray) cases = make_cases (ME, parse ("2026-11-24T17:00:00"));
  g_autoptr (GPtrArray) extended = make_cases (ME, parse ("2026-11-26T17:00:00"));
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autofree char *first = NULL;
  g_autofree char *json = NULL;
  g_autofree char *second = NULL;
  g_autofree char *later = NULL;
  g_autofree char *answered = NULL;
  g_autofree char *undone = NULL;

  first = follow (memory, &reader, cases, "2026-11-24T08:00:00", "2026-11-24T08:05:00");
  g_assert_cmpstr (first, ==, "11-24T08:00 today");
  json = dt_reminder_memory_to_json (memory);
  again = dt_reminder_memory_new (json);
  second = follow (again, &reader, cases, "2026-11-24T08:06:00", "2026-11-24T09:00:00");
  g_assert_cmpstr (second, ==, "");
  later = follow (again, &reader, extended, "2026-11-24T09:01:00", "2026-11-24T09:05:00");
  g_assert_cmpstr (later, ==, "11-24T09:01 withdrawn, 11-24T09:01 soon");
  /* Answered at noon, when the office is closed; and undone: the same is not told again. */
  answered = follow (again, &reader, none, "2026-11-24T12:00:00", "2026-11-24T12:05:00");
  g_assert_cmpstr (answered, ==, "11-24T12:00 withdrawn");
  undone = follow (again, &reader, extended, "2026-11-24T14:00:00", "2026-11-24T14:05:00");
  g_assert_cmpstr (undone, ==, "");
}

/* Handed to somebody else, it is not shown any more; what is not known to be gone stays. */
static void
test_withdrawn (void)
{
  const DtReminderReader reader = { ME, TRUE, FALSE };
  g_autoptr (DtReminderMemory) memory = dt_reminder_memory_new (NULL);
  g_autoptr (GPtrArray) cases = make_cases (ME, parse ("2026-11-24T17:00:00"));
  g_autoptr (GPtrArray) others = make_cases (OTHER, parse ("2026-11-24T17:00:00"));
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (DtReminderPlan) unknown = NULL;

  first = follow (memory, &reader, cases, "2026-11-24T08:00:00", "2026-11-24T08:00:00");
  g_assert_cmpstr (first, ==, "11-24T08:00 today");
  unknown = dt_reminder_plan_new (memory,
                                  dt_reminder_rules_get_default (),
                                  get_calendar (),
                                  &reader,
                                  none,
                                  FALSE,
                                  parse ("2026-11-24T08:01:00"));
  g_assert_cmpuint (unknown->withdrawn->len, ==, 0);
  second = follow (memory, &reader, others, "2026-11-24T08:02:00", "2026-11-24T08:05:00");
  g_assert_cmpstr (second, ==, "11-24T08:02 withdrawn");
}

/* ---- rules ---- */

typedef struct
{
  const char *name;
  const char *rows;
  const char *problem; /* NULL: none */
} RuleRow;

#define BEFORE "{\"code\": \"b\", \"when\": \"before\", \"hours\": 8, \"source\": \"x\"}"
#define AFTER "{\"code\": \"a\", \"when\": \"after\", \"days\": 2, \"times\": 3, \"source\": \"x\"}"

static const RuleRow rule_rows[] = {
  { "both", BEFORE "," AFTER, NULL },
  { "one is missing", BEFORE, "after" },
  { "twice", BEFORE "," BEFORE, "twice" },
  { "no hours", "{\"code\": \"b\", \"when\": \"before\", \"source\": \"x\"}", "hours" },
  { "too many hours",
    "{\"code\": \"b\", \"when\": \"before\", \"hours\": 800, \"source\": \"x\"}",
    "hours" },
  { "at another time", "{\"code\": \"b\", \"when\": \"during\", \"source\": \"x\"}", "when" },
  { "a misspelt member",
    "{\"code\": \"b\", \"when\": \"before\", \"hour\": 8, \"source\": \"x\"}",
    "hour" },
  { "no source", "{\"code\": \"b\", \"when\": \"before\", \"hours\": 8}", "source" },
};

static void
test_rules (gconstpointer data)
{
  const RuleRow *row = data;
  g_autofree char *json
      = g_strdup_printf ("{\"source\": \"x\", \"note\": \"y\", \"escalation\": [%s]}", row->rows);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (DtReminderRules) rules = dt_reminder_rules_new_from_json (bytes, &error);

  if (row->problem == NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpint (rules->before_hours, ==, 8);
      g_assert_cmpint (rules->after_days, ==, 2);
      g_assert_cmpint (rules->after_times, ==, 3);
      return;
    }
  g_assert_null (rules);
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, row->problem));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/reminder-plan/minute/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  for (guint i = 0; i < G_N_ELEMENTS (rule_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/reminder-plan/rules/", rule_rows[i].name, NULL);

      g_test_add_data_func (path, &rule_rows[i], test_rules);
    }
  g_test_add_func ("/reminder-plan/once", test_once);
  g_test_add_func ("/reminder-plan/memory", test_memory);
  g_test_add_func ("/reminder-plan/withdrawn", test_withdrawn);
  return g_test_run ();
}

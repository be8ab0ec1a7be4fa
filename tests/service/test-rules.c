/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changing the rules of time: who may, what is refused, undoing, and that a preview says exactly
 * what the change then does, over random rules and cases. */
#include "service/test-service.h"

#include "base/dt-error.h"
#include "model/dt-rule-draft.h"
#include "service/dt-service-private.h"

#define UNIT "26740"
#define N_CASES 60
#define N_CHANGES 25

/* The shipped deadlines with another number of days for feedback. */
static char *
write_deadlines (int days)
{
  DtDeadlineRules *shipped = dt_rule_book_get_deadlines (dt_rule_book_get_default ());
  g_autoptr (DtDeadlineRule) rule
      = dt_deadline_rule_copy (dt_deadline_rules_find (shipped, "feedback_answer"));
  g_autoptr (DtRuleDraft) draft = dt_rule_draft_new (dt_rule_book_get_default (), UNIT);

  rule->amount = days;
  g_assert_true (dt_rule_draft_set_rule (draft, rule, NULL));
  return dt_rule_book_to_json (dt_rule_draft_get_book (draft), DT_RULE_FILE_DEADLINES);
}

/* Consumes @text, which may be NULL: as shipped. */
static DtCommand *
change (DtRuleFile file, char *text)
{
  g_auto (DtRuleTexts) texts = { { NULL } };

  texts.texts[file] = text;
  return dt_command_change_rules (&texts, 1u << file);
}

static gint64
get_due (Fixture *self, const char *id)
{
  g_autoptr (DtCase) a_case = find (self, id);

  return a_case->due;
}

/* What comes in at the counter is accepted there. */
static char *
accept_case (Fixture *self)
{
  return open_case (self, "Ngập nước", NULL, NULL);
}

/* The working days between now and when it is due. */
static int
count_days (Fixture *self, const char *id)
{
  return dt_working_calendar_count_working_days (dt_service_get_calendar (self->service),
                                                 dt_date_from_time (TEST_NOW),
                                                 dt_date_from_time (get_due (self, id)));
}

static guint
count_entries (Fixture *self, const char *kind)
{
  g_autofree char *facts = dump_facts (self);
  guint n = 0;

  for (const char *at = facts; (at = strstr (at, kind)) != NULL; at++)
    n++;
  return n;
}

/* ---- the command ---- */

static void
test_change (Fixture *self, gconstpointer data)
{
  g_autofree char *id = accept_case (self);
  g_autoptr (DtOutcome) first = NULL;
  g_autoptr (DtOutcome) second = NULL;
  g_autoptr (DtOutcome) third = NULL;

  g_assert_cmpint (count_days (self, id), ==, 5);
  first = run (self, change (DT_RULE_FILE_DEADLINES, write_deadlines (3)));
  g_assert_true (first->can_undo);
  g_assert_cmpint (count_days (self, id), ==, 3);
  g_assert_cmpint (
      dt_deadline_rules_find (dt_rule_book_get_deadlines (dt_service_get_rule_book (self->service)),
                              "feedback_answer")
          ->amount,
      ==,
      3);
  second = run (self, change (DT_RULE_FILE_DEADLINES, write_deadlines (8)));
  g_assert_cmpint (count_days (self, id), ==, 8);
  undo (self);
  g_assert_cmpint (count_days (self, id), ==, 3);
  undo (self); /* to the shipped ones, for which there was no text */
  g_assert_cmpint (count_days (self, id), ==, 5);
  third = run (self, change (DT_RULE_FILE_DEADLINES, write_deadlines (2)));
  g_assert_cmpint (count_days (self, id), ==, 2);
  fixture_reopen (self);
  fixture_act_as (self, CHIEF);
  g_assert_cmpint (count_days (self, id), ==, 2);
}

/* What is as it was leaves no entry, and nothing to undo. */
static void
test_same (Fixture *self, gconstpointer data)
{
  g_autoptr (DtOutcome) shipped = run (self, change (DT_RULE_FILE_DEADLINES, NULL));
  g_autoptr (DtOutcome) once = run (self, change (DT_RULE_FILE_DEADLINES, write_deadlines (3)));
  g_autoptr (DtOutcome) again = run (self, change (DT_RULE_FILE_DEADLINES, write_deadlines (3)));

  g_assert_false (shipped->can_undo);
  g_assert_true (once->can_undo);
  g_assert_false (again->can_undo);
  g_assert_cmpuint (count_entries (self, "rules.changed"), ==, 1);
}

/* What was changed once more since is not undone: here the older of two, as if the newer one had
 * come from another desk. */
static void
test_overtaken (Fixture *self, gconstpointer data)
{
  g_autofree char *id = accept_case (self);
  g_autoptr (DtOutcome) first = run (self, change (DT_RULE_FILE_DEADLINES, write_deadlines (3)));
  g_autoptr (DtOutcome) second = run (self, change (DT_RULE_FILE_DEADLINES, write_deadlines (8)));
  g_autoptr (DtOutcome) undone = NULL;
  g_autoptr (GError) error = NULL;
  gpointer newer, older;

  newer = g_queue_pop_tail (&self->service->undos);
  older = g_queue_pop_tail (&self->service->undos);
  g_queue_push_tail (&self->service->undos, newer);
  g_queue_push_tail (&self->service->undos, older);
  undone = dt_service_undo_sync (self->service, &error);
  g_assert_error (error, DT_ERROR, DT_ERROR_NOT_FOUND);
  g_assert_null (undone);
  g_assert_cmpint (count_days (self, id), ==, 8);
  g_assert_cmpuint (count_entries (self, "rules.changed"), ==, 2);
  undo (self);
  g_assert_cmpint (count_days (self, id), ==, 3);
}

typedef struct
{
  const char *name;
  DtRuleFile file;
  const char *find; /* in the shipped text as it is written */
  const char *replace;
  const char *says[3]; /* what the error must name */
} BadRow;

static const BadRow bad_rows[] = {
  { "no JSON", DT_RULE_FILE_DEADLINES, NULL, "{", { "deadlines.json" } },
  { "0 days",
    DT_RULE_FILE_DEADLINES,
    "\"amount\":30",
    "\"amount\":0",
    { "complaint_settle", "amount", "from 1 to 1000" } },
  { "ends before it begins",
    DT_RULE_FILE_DEADLINES,
    "\"valid_to\":\"2026-06-30\"",
    "\"valid_to\":\"2006-06-30\"",
    { "complaint_accept_2011", "valid_to" } },
  { "a misspelt member",
    DT_RULE_FILE_DEADLINES,
    "\"amount\":30",
    "\"amout\":30",
    { "complaint_settle", "amout" } },
  { "a day that is no day",
    DT_RULE_FILE_HOLIDAY_YEARS,
    "2026-08-31",
    "2026-08-32",
    { "holiday-years.json", "row 2", "off" } },
  { "a doubled day",
    DT_RULE_FILE_HOLIDAY_YEARS,
    "2026-08-31",
    "2026-01-02",
    { "holiday-years.json", "row 2", "off" } },
  { "hours that end before they begin",
    DT_RULE_FILE_OFFICE_HOURS,
    "11:30",
    "06:30",
    { "office-hours.json", "morning" } },
  { "no such calendar",
    DT_RULE_FILE_HOLIDAYS,
    "\"calendar\":\"lunar\"",
    "\"calendar\":\"moon\"",
    { "holidays.json", "row 2", "calendar" } },
};

static char *
replace_first (const char *text, const char *find, const char *replace)
{
  const char *at = strstr (text, find);

  g_assert_nonnull (at);
  return g_strdup_printf ("%.*s%s%s", (int) (at - text), text, replace, at + strlen (find));
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      const BadRow *row = &bad_rows[i];
      g_autofree char *shipped = dt_rule_book_to_json (dt_rule_book_get_default (), row->file);
      char *bad = row->find != NULL ? replace_first (shipped, row->find, row->replace)
                                    : g_strdup (row->replace);
      g_autoptr (DtCommand) command = change (row->file, bad);
      g_autoptr (DtOutcome) outcome = NULL;
      g_autoptr (GError) error = NULL;

      outcome = dt_service_run_sync (self->service, command, &error);
      g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
      for (guint s = 0; s < 3 && row->says[s] != NULL; s++)
        if (strstr (error->message, row->says[s]) == NULL)
          g_error ("%s: “%s” does not name “%s”", row->name, error->message, row->says[s]);
    }
  g_assert_cmpuint (count_entries (self, "rules.changed"), ==, 0);
  g_assert_true (dt_service_get_rule_book (self->service) == dt_rule_book_get_default ());
}

/* Two texts are taken together or not at all. */
static void
test_together (Fixture *self, gconstpointer data)
{
  g_auto (DtRuleTexts) texts = { { NULL } };
  guint files = 1u << DT_RULE_FILE_DEADLINES | 1u << DT_RULE_FILE_OFFICE_HOURS;
  g_autofree char *id = accept_case (self);
  g_autoptr (DtOutcome) outcome = NULL;

  texts.texts[DT_RULE_FILE_DEADLINES] = write_deadlines (3);
  texts.texts[DT_RULE_FILE_OFFICE_HOURS] = g_strdup ("{}");
  run_failing (self, dt_command_change_rules (&texts, files), DT_ERROR_INVALID);
  g_assert_cmpint (count_days (self, id), ==, 5);
  g_free (texts.texts[DT_RULE_FILE_OFFICE_HOURS]);
  texts.texts[DT_RULE_FILE_OFFICE_HOURS]
      = dt_rule_book_to_json (dt_rule_book_get_default (), DT_RULE_FILE_OFFICE_HOURS);
  outcome = run (self, dt_command_change_rules (&texts, files));
  g_assert_cmpuint (count_entries (self, "rules.changed"), ==, 2);
  undo (self);
  g_assert_cmpint (count_days (self, id), ==, 5);
  g_assert_cmpuint (count_entries (self, "rules.changed"), ==, 4);
}

/* ---- the preview ---- */

static DtRulePreview *
preview (Fixture *self, const DtRuleTexts *texts, guint files)
{
  g_autoptr (GError) error = NULL;
  DtRulePreview *made = dt_service_preview_rules_sync (self->service, texts, files, &error);

  g_assert_no_error (error);
  return made;
}

static char *
open_random (Fixture *self, GRand *rand)
{
  DtNewCase values = { .channel = (DtChannelKind) g_rand_int_range (rand, 0, DT_CHANNEL_FILE),
                       .kind = (DtCaseKind) g_rand_int_range (rand, 0, DT_N_CASE_KINDS),
                       .priority = (DtPriority) g_rand_int_range (rand, 0, DT_N_PRIORITIES),
                       .text = "Nội dung",
                       .anonymous = TRUE };
  static const DtCaseStatus ways[][3] = {
    { DT_CASE_STATUS_RECEIVED },
    { DT_CASE_STATUS_ACCEPTED },
    { DT_CASE_STATUS_ACCEPTED, DT_CASE_STATUS_IN_PROGRESS },
    { DT_CASE_STATUS_ACCEPTED, DT_CASE_STATUS_WAITING_CITIZEN },
    { DT_CASE_STATUS_ACCEPTED, DT_CASE_STATUS_IN_PROGRESS, DT_CASE_STATUS_ANSWERED },
  };
  guint way = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (ways));
  g_autoptr (DtOutcome) outcome = NULL;
  const char *ids[2] = { NULL };

  values.received
      = TEST_NOW - (gint64) g_rand_int_range (rand, 0, 60 * 24 * 60) * G_TIME_SPAN_MINUTE;
  outcome = run (self, dt_command_open_case (&values, NULL, 0));
  ids[0] = outcome->case_ids[0];
  for (guint i = 0; i < 3 && ways[way][i] != DT_CASE_STATUS_RECEIVED; i++)
    {
      g_autoptr (DtCase) a_case = find (self, ids[0]);
      g_autoptr (DtOutcome) step = NULL;

      if (a_case->status != ways[way][i]) /* accepted by whoever took it in */
        step = run (self, dt_command_set_status (ids, ways[way][i], NULL, NULL));
    }
  return g_strdup (ids[0]);
}

static void
change_rule (DtRuleDraft *draft, GRand *rand)
{
  const GPtrArray *rules
      = dt_deadline_rules_get_all (dt_rule_book_get_deadlines (dt_rule_draft_get_book (draft)));
  g_autoptr (DtDeadlineRule) rule = dt_deadline_rule_copy (
      g_ptr_array_index (rules, (guint) g_rand_int_range (rand, 0, (gint32) rules->len)));

  rule->amount = g_rand_int_range (rand, 1, 40);
  rule->unit = (DtTimeUnit) g_rand_int_range (rand, 0, DT_N_TIME_UNITS);
  rule->pauses = g_rand_boolean (rand);
  if (g_rand_boolean (rand))
    {
      dt_rule_draft_set_rule (draft, rule, NULL);
      return;
    }
  rule->valid_from = dt_date_from_time (TEST_NOW) - g_rand_int_range (rand, 0, 60);
  dt_rule_draft_follow_rule (draft, rule, NULL); /* refused where it does not hold then */
}

static void
change_days (DtRuleDraft *draft, GRand *rand)
{
  DtDate today = dt_date_from_time (TEST_NOW);
  DtHours hours = { NULL, { 420, 780 }, { 660, 1020 }, { 31, 31 } };

  switch (g_rand_int_range (rand, 0, 3))
    {
    case 0:
      dt_rule_draft_set_enabled (draft, "culture_day", g_rand_boolean (rand));
      break;
    case 1:
      hours.to[1] = g_rand_int_range (rand, 900, 1080);
      hours.days[1] = (guint8) g_rand_int_range (rand, 1, 64);
      g_assert_true (dt_rule_draft_set_hours (draft, &hours, NULL));
      break;
    default:
      dt_rule_draft_set_closure (draft,
                                 -1,
                                 today + g_rand_int_range (rand, -20, 20),
                                 (DtHalves) g_rand_int_range (rand, 1, 4),
                                 "Mất điện",
                                 NULL);
    }
}

static const DtDueMove *
find_move (DtRulePreview *preview, const char *id)
{
  for (guint i = 0; i < preview->moves->len; i++)
    {
      const DtDueMove *move = g_ptr_array_index (preview->moves, i);

      if (g_str_equal (move->id, id))
        return move;
    }
  return NULL;
}

static guint64
get_size (const DtDueMove *move)
{
  return move->old_due == 0 || move->new_due == 0 ? G_MAXUINT64
                                                  : (guint64) ABS (move->new_due - move->old_due);
}

/* What the preview says is what has come of each case, and its totals are those of its list. */
static void
check_preview (Fixture *self, DtRulePreview *made, GPtrArray *ids, const gint64 *before)
{
  guint n = 0;
  guint overdue = 0;

  for (guint i = 0; i < ids->len; i++)
    {
      const DtDueMove *move = find_move (made, ids->pdata[i]);
      gint64 after = get_due (self, ids->pdata[i]);

      g_assert_cmpint (before[i] != after, ==, move != NULL);
      if (move == NULL)
        continue;
      n++;
      g_assert_cmpint (move->old_due, ==, before[i]);
      g_assert_cmpint (move->new_due, ==, after);
      overdue += after != 0 && after < TEST_NOW && (before[i] == 0 || before[i] >= TEST_NOW);
    }
  g_assert_cmpuint (made->moves->len, ==, n);
  g_assert_cmpuint (made->n_earlier + made->n_later + made->n_gained + made->n_lost, ==, n);
  g_assert_cmpuint (made->n_overdue, ==, overdue);
  for (guint i = 1; i < made->moves->len; i++)
    g_assert_true (get_size (made->moves->pdata[i - 1]) >= get_size (made->moves->pdata[i]));
}

static void
test_property (Fixture *self, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) strtoul (data, NULL, 10));
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree gint64 *before = g_new0 (gint64, N_CASES);
  guint moved = 0;

  for (guint i = 0; i < N_CASES; i++)
    g_ptr_array_add (ids, open_random (self, rand));
  for (guint n = 0; n < N_CHANGES; n++)
    {
      g_autoptr (DtRuleDraft) draft
          = dt_rule_draft_new (dt_service_get_rule_book (self->service), UNIT);
      g_auto (DtRuleTexts) texts = { { NULL } };
      g_autoptr (DtRulePreview) made = NULL;
      g_autoptr (DtOutcome) outcome = NULL;
      guint files;

      for (int c = g_rand_int_range (rand, 1, 4); c > 0; c--)
        change_rule (draft, rand);
      if (g_rand_boolean (rand))
        change_days (draft, rand);
      if (n % 9 == 8)
        dt_rule_draft_reset (draft, dt_rule_book_get_default ());
      for (guint i = 0; i < ids->len; i++)
        before[i] = get_due (self, ids->pdata[i]);
      files = dt_rule_draft_to_texts (draft, &texts);
      made = preview (self, &texts, files);
      moved += made->moves->len;
      outcome = run (self, dt_command_change_rules (&texts, files));
      check_preview (self, made, ids, before);
      if (g_rand_int_range (rand, 0, 4) == 0 && outcome->can_undo)
        {
          undo (self);
          for (guint i = 0; i < ids->len; i++)
            g_assert_cmpint (get_due (self, ids->pdata[i]), ==, before[i]);
        }
    }
  g_assert_cmpuint (moved, >, N_CASES); /* else nothing was shown */
}

/* Which clock moves it; what is answered is not asked. */
static void
test_clock (Fixture *self, gconstpointer data)
{
  g_auto (DtRuleTexts) texts = { { NULL } };
  g_autofree char *id = accept_case (self);
  g_autofree char *other = accept_case (self);
  const char *closed[] = { other, NULL };
  g_autoptr (DtOutcome) answered = NULL;
  g_autoptr (DtRulePreview) made = NULL;
  const DtDueMove *move;

  answered = run (self, dt_command_set_status (closed, DT_CASE_STATUS_ANSWERED, NULL, NULL));
  texts.texts[DT_RULE_FILE_DEADLINES] = write_deadlines (3);
  made = preview (self, &texts, 1u << DT_RULE_FILE_DEADLINES);
  g_assert_cmpuint (made->n_open, ==, 1);
  g_assert_cmpuint (made->moves->len, ==, 1);
  move = made->moves->pdata[0];
  g_assert_cmpstr (move->id, ==, id);
  g_assert_nonnull (move->code);
  g_assert_cmpint (move->clock, ==, DT_CLOCK_ANSWER);
  g_assert_cmpuint (made->n_earlier, ==, 1);
}

static void
test_bad_preview (Fixture *self, gconstpointer data)
{
  g_auto (DtRuleTexts) texts = { { NULL } };
  g_autoptr (GError) error = NULL;

  texts.texts[DT_RULE_FILE_DEADLINES] = g_strdup ("[]");
  g_assert_null (
      dt_service_preview_rules_sync (self->service, &texts, 1u << DT_RULE_FILE_DEADLINES, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
}

static void
on_previewed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* Off the main thread, and stopped when it is told to. */
static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_auto (DtRuleTexts) texts = { { NULL } };
  g_autofree char *id = accept_case (self);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) stopped = NULL;
  g_autoptr (DtRulePreview) made = NULL;
  g_autoptr (GError) error = NULL;

  texts.texts[DT_RULE_FILE_DEADLINES] = write_deadlines (3);
  dt_service_preview_rules_async (
      self->service, &texts, 1, NULL, NULL, NULL, on_previewed_cb, &result);
  g_cancellable_cancel (cancellable);
  dt_service_preview_rules_async (
      self->service, &texts, 1, cancellable, NULL, NULL, on_previewed_cb, &stopped);
  while (result == NULL || stopped == NULL)
    g_main_context_iteration (NULL, TRUE);
  made = dt_service_preview_rules_finish (self->service, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (made->moves->len, ==, 1);
  g_assert_null (dt_service_preview_rules_finish (self->service, stopped, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* ---- the draft ---- */

static void
test_draft (void)
{
  DtRuleBook *shipped = dt_rule_book_get_default ();
  g_autoptr (DtRuleDraft) draft = dt_rule_draft_new (shipped, UNIT);
  g_autoptr (DtDeadlineRule) rule = dt_deadline_rule_copy (
      dt_deadline_rules_find (dt_rule_book_get_deadlines (shipped), "feedback_answer"));
  const DtDeadlineRule *former;
  g_auto (DtRuleTexts) texts = { { NULL } };
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (dt_rule_draft_get_changes (draft), ==, 0);
  rule->amount = 7;
  rule->valid_from = dt_date_new (2026, 12, 1);
  g_assert_true (dt_rule_draft_follow_rule (draft, rule, &error));
  former = dt_deadline_rules_find (dt_rule_book_get_deadlines (dt_rule_draft_get_book (draft)),
                                   "feedback_answer");
  g_assert_cmpint (former->valid_to, ==, dt_date_new (2026, 11, 30));
  g_assert_cmpint (former->amount, ==, 5);
  g_assert_true (dt_rule_draft_is_changed (draft, former)); /* it ends */
  g_assert_true (dt_rule_draft_is_new (draft, "feedback_answer_20261201"));
  g_assert_cmpuint (dt_rule_draft_to_texts (draft, &texts), ==, 1u << DT_RULE_FILE_DEADLINES);
  g_assert_nonnull (texts.texts[DT_RULE_FILE_DEADLINES]);
  g_assert_false (dt_rule_draft_follow_rule (draft, rule, &error)); /* it has ended by then */
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
  g_assert_true (dt_rule_draft_remove_new (draft, "feedback_answer_20261201", NULL));
  g_assert_cmpuint (dt_rule_draft_get_changes (draft), ==, 0);
}

static void
test_draft_days (void)
{
  g_autoptr (DtRuleDraft) draft = dt_rule_draft_new (dt_rule_book_get_default (), UNIT);
  g_autoptr (GArray) none = g_array_new (FALSE, TRUE, sizeof (DtHolidayChoice));
  const DtDaySwap swap = { dt_date_new (2027, 1, 4), dt_date_new (2027, 1, 9), FALSE, "Thông báo" };
  DtDate day = dt_date_new (2027, 3, 1);
  DtWorkingCalendar *calendar;

  g_assert_true (dt_rule_draft_set_year (draft, 2027, "Thông báo", none, NULL));
  g_assert_true (dt_rule_draft_set_swap (draft, 2027, -1, &swap, NULL));
  g_assert_false (dt_rule_draft_set_swap (draft, 2027, -1, &swap, NULL)); /* doubled */
  g_assert_true (dt_rule_draft_set_swap (draft, 2027, 0, &swap, NULL));
  g_assert_true (dt_rule_draft_set_closure (draft, -1, day, DT_MORNING, "Mất điện", NULL));
  g_assert_false (dt_rule_draft_set_closure (draft, -1, day, DT_WHOLE_DAY, "Mất điện", NULL));
  g_assert_true (dt_rule_draft_set_closure (draft, -1, day, DT_AFTERNOON, "Mất điện", NULL));
  calendar = dt_rule_book_get_calendar (dt_rule_draft_get_book (draft), UNIT);
  g_assert_true (dt_working_calendar_is_year_entered (calendar, 2027));
  g_assert_false (dt_working_calendar_is_working_day (calendar, swap.off));
  g_assert_true (dt_working_calendar_is_working_day (calendar, swap.work));
  g_assert_false (dt_working_calendar_is_working_day (calendar, day));
  dt_rule_draft_remove_closure (draft, 0);
  g_assert_true (dt_rule_draft_remove_swap (draft, 2027, 0, NULL));
  calendar = dt_rule_book_get_calendar (dt_rule_draft_get_book (draft), UNIT);
  g_assert_true (dt_working_calendar_is_working_day (calendar, swap.off));
  g_assert_true (dt_working_calendar_is_working_day (calendar, day));
  dt_rule_draft_reset (draft, dt_rule_book_get_default ());
  g_assert_cmpuint (dt_rule_draft_get_changes (draft), ==, 0);
}

int
main (int argc, char **argv)
{
  static const char *const seeds[] = { "1", "2", "3" };

  g_test_init (&argc, &argv, NULL);

#define TEST(name, data)                                                                           \
  g_test_add ("/rules/" #name, Fixture, data, fixture_set_up, test_##name, fixture_tear_down)
  TEST (change, NULL);
  TEST (same, NULL);
  TEST (overtaken, NULL);
  TEST (refused, NULL);
  TEST (together, NULL);
  TEST (clock, NULL);
  TEST (bad_preview, NULL);
  TEST (cancel, NULL);
#undef TEST
  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_autofree char *path = g_strconcat ("/rules/property/", seeds[i], NULL);

      g_test_add (path, Fixture, seeds[i], fixture_set_up, test_property, fixture_tear_down);
    }
  g_test_add_func ("/rules/draft", test_draft);
  g_test_add_func ("/rules/draft_days", test_draft_days);
  return g_test_run ();
}

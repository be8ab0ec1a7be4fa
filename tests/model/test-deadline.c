/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deadlines against a table worked out by hand (tests/data/deadlines.csv), the clocks of a case,
 * and that the steps told are those of the result. */
#include "base/dt-clock.h"
#include "dt-table.h"
#include "dt-test.h"
#include "model/dt-deadline-steps.h"
#include "model/dt-due-state.h"
#include "model/dt-rule-book.h"

#include <string.h>

#define MAX_EVENTS 16

enum
{
  COLUMN_NAME,
  COLUMN_MATTER,
  COLUMN_CLOCK,
  COLUMN_TRAITS,
  COLUMN_CHANNEL,
  COLUMN_EVENTS,
  COLUMN_DUE,
  COLUMN_PROVISIONAL,
  COLUMN_SOURCE,
  COLUMN_NOTE,
  N_COLUMNS
};

typedef struct
{
  DtDeadlineFacts facts;
  DtDeadlineClock clock;
  DtDeadlineEvent events[MAX_EVENTS];
  guint n_events;
} Question;

/* "2026-02-13T16:59" */
static gint64
parse_minute (const char *text)
{
  g_autofree char *whole = g_strconcat (text, ":00", NULL);
  gint64 time = 0;

  g_assert_cmpuint (strlen (text), ==, 16);
  g_assert_true (dt_time_from_iso (whole, &time));
  return time;
}

static DtDeadlineEventKind
parse_kind (const char *word)
{
  static const struct
  {
    const char *word;
    DtDeadlineEventKind kind;
  } kinds[] = {
    { "received", DT_EVENT_RECEIVED }, { "accepted", DT_EVENT_ACCEPTED },
    { "paused", DT_EVENT_PAUSED },     { "resumed", DT_EVENT_RESUMED },
    { "extended", DT_EVENT_EXTENDED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].word, word))
      return kinds[i].kind;
  g_error ("no event “%s”", word);
}

static void
parse_question (char **row, Question *question)
{
  g_auto (GStrv) events = g_strsplit (row[COLUMN_EVENTS], "; ", -1);
  g_auto (GStrv) traits = g_strsplit (row[COLUMN_TRAITS], " ", -1);
  DtChannelKind channel;

  *question = (Question){ 0 };
  g_assert_true (dt_matter_from_nick (row[COLUMN_MATTER], &question->facts.matter));
  g_assert_true (dt_deadline_clock_from_nick (row[COLUMN_CLOCK], &question->clock));
  g_assert_true (dt_channel_from_nick (row[COLUMN_CHANNEL], &channel));
  question->facts.channel = (int) channel;
  for (guint i = 0; traits[i] != NULL && *traits[i] != '\0'; i++)
    {
      DtTraits trait;

      g_assert_true (dt_trait_from_nick (traits[i], &trait));
      question->facts.traits |= trait;
    }
  for (guint i = 0; events[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (events[i], " ", 2);
      DtDeadlineEvent *event = &question->events[question->n_events++];

      g_assert_cmpuint (question->n_events, <=, MAX_EVENTS);
      event->kind = parse_kind (words[0]);
      event->time = parse_minute (words[1]);
      event->clock = question->clock;
    }
}

/* What was counted is what the law gives, no day twice, from the beginning to the end. */
static void
check_steps (DtDeadlineRules *rules, const Question *question, const DtClockResult *clock)
{
  DtRuleBook *book = dt_rule_book_get_default ();
  g_autoptr (GArray) steps = dt_deadline_explain (
      rules, dt_rule_book_get_calendar (book, NULL), clock, question->events, question->n_events);
  gboolean hours
      = clock->rule->unit == DT_TIME_UNIT_HOURS || clock->rule->unit == DT_TIME_UNIT_WORKING_HOURS;
  gint64 counted = 0;
  gint64 last = 0;
  gboolean provisional = FALSE;
  int extensions = 0;

  for (guint i = 0; i < steps->len; i++)
    {
      const DtDeadlineStep *step = &g_array_index (steps, DtDeadlineStep, i);

      g_assert_cmpint (step->from, <=, step->to);
      if (step->kind == DT_STEP_COUNT || step->kind == DT_STEP_MAKE_UP || step->kind == DT_STEP_SKIP
          || step->kind == DT_STEP_PAUSE)
        {
          g_assert_true (step->kind == DT_STEP_MAKE_UP || hours || step->from >= last);
          last = step->to;
        }
      if (step->kind == DT_STEP_COUNT || step->kind == DT_STEP_MAKE_UP)
        counted += step->amount;
      if (step->kind == DT_STEP_SKIP || step->kind == DT_STEP_MOVE)
        g_assert_cmpint ((int) step->day.halves, ==, 0);
      if (step->kind != DT_STEP_PAUSE && step->kind != DT_STEP_PROVISIONAL)
        g_assert_nonnull (step->source);
      provisional |= step->kind == DT_STEP_PROVISIONAL;
      extensions += step->kind == DT_STEP_EXTEND;
    }
  g_assert_cmpint (counted,
                   ==,
                   (clock->rule->amount + clock->extensions * clock->rule->extension_amount)
                       * (hours ? 60 : 1));
  g_assert_cmpint (provisional, ==, clock->provisional);
  g_assert_cmpint (extensions, ==, clock->extensions);
  g_assert_cmpint ((int) g_array_index (steps, DtDeadlineStep, 0).kind, ==, DT_STEP_BEGIN);
  g_assert_cmpint (
      (int) g_array_index (steps, DtDeadlineStep, steps->len - 1).kind, ==, DT_STEP_DUE);
  g_assert_cmpint (g_array_index (steps, DtDeadlineStep, steps->len - 1).to, ==, clock->due);
}

static void
test_row (gconstpointer data)
{
  char **row = (char **) data;
  DtRuleBook *book = dt_rule_book_get_default ();
  Question question;
  DtDeadlineResult result;
  const DtClockResult *clock;
  g_autofree char *due = NULL;

  g_assert_cmpstr (row[COLUMN_SOURCE], !=, "");
  g_assert_cmpstr (row[COLUMN_NOTE], !=, "");
  parse_question (row, &question);
  dt_deadline_compute (dt_rule_book_get_deadlines (book),
                       dt_rule_book_get_calendar (book, NULL),
                       &question.facts,
                       question.events,
                       question.n_events,
                       &result);
  clock = &result.clocks[question.clock];
  g_assert_nonnull (clock->rule);
  due = dt_time_to_iso (clock->due);
  due[16] = '\0';
  g_test_message ("%s", row[COLUMN_NOTE]);
  g_assert_cmpstr (due, ==, row[COLUMN_DUE]);
  g_assert_cmpint (clock->provisional, ==, *row[COLUMN_PROVISIONAL] != '\0');
  g_assert_cmpint (result.path == DT_PATH_PROPER_FORM,
                   ==,
                   g_str_equal (row[COLUMN_CHANNEL], "facebook")
                       || g_str_equal (row[COLUMN_CHANNEL], "zalo")
                       || g_str_equal (row[COLUMN_CHANNEL], "email"));
  check_steps (dt_rule_book_get_deadlines (book), &question, clock);
}

/* ---- the clocks of a case ---- */

static void
compute (DtMatter matter,
         DtTraits traits,
         int channel,
         const DtDeadlineEvent *events,
         guint n_events,
         DtDeadlineResult *result)
{
  DtRuleBook *book = dt_rule_book_get_default ();
  const DtDeadlineFacts facts = { matter, channel, traits };

  dt_deadline_compute (dt_rule_book_get_deadlines (book),
                       dt_rule_book_get_calendar (book, NULL),
                       &facts,
                       events,
                       n_events,
                       result);
}

static void
test_clocks (void)
{
  DtDeadlineEvent events[] = {
    { .kind = DT_EVENT_RECEIVED, .time = parse_minute ("2026-03-02T08:00") },
    { .kind = DT_EVENT_PROMISED,
      .time = parse_minute ("2026-03-02T09:00"),
      .until = parse_minute ("2026-03-06T17:00") },
    { .kind = DT_EVENT_ACKNOWLEDGED, .time = parse_minute ("2026-03-02T09:00") },
    { .kind = DT_EVENT_ANSWERED, .time = parse_minute ("2026-03-10T09:00") },
    { .kind = DT_EVENT_REOPENED, .time = parse_minute ("2026-03-16T09:00") },
  };
  DtDeadlineResult result;

  compute (DT_MATTER_FEEDBACK, 0, -1, events, 1, &result);
  g_assert_cmpint ((int) result.due_clock, ==, DT_CLOCK_ACKNOWLEDGE);
  g_assert_cmpint (result.due, ==, parse_minute ("2026-03-03T08:00"));
  g_assert_cmpint ((int) result.clocks[DT_CLOCK_PROMISED].state, ==, DT_CLOCK_STATE_NONE);

  compute (DT_MATTER_FEEDBACK, 0, -1, events, 3, &result);
  g_assert_cmpint ((int) result.clocks[DT_CLOCK_ACKNOWLEDGE].state, ==, DT_CLOCK_STATE_DONE);
  g_assert_cmpint (result.clocks[DT_CLOCK_ACKNOWLEDGE].due, ==, parse_minute ("2026-03-03T08:00"));
  g_assert_cmpint ((int) result.due_clock, ==, DT_CLOCK_PROMISED);
  g_assert_cmpint (result.due, ==, parse_minute ("2026-03-06T17:00"));

  compute (DT_MATTER_FEEDBACK, 0, -1, events, 4, &result);
  g_assert_cmpint (result.due, ==, 0);
  g_assert_cmpint ((int) result.clocks[DT_CLOCK_ANSWER].state, ==, DT_CLOCK_STATE_DONE);
  g_assert_cmpint (result.clocks[DT_CLOCK_ANSWER].done, ==, events[3].time);
  g_assert_cmpint (result.clocks[DT_CLOCK_ANSWER].due, ==, parse_minute ("2026-03-09T17:00"));

  compute (DT_MATTER_FEEDBACK, 0, -1, events, 5, &result);
  g_assert_cmpint (result.due, ==, parse_minute ("2026-03-23T17:00"));
  g_assert_cmpint ((int) result.clocks[DT_CLOCK_PROMISED].state, ==, DT_CLOCK_STATE_NONE);
}

static void
test_complaint (void)
{
  const DtDeadlineEvent events[] = {
    { .kind = DT_EVENT_RECEIVED, .time = parse_minute ("2026-03-02T08:00") },
    { .kind = DT_EVENT_ACCEPTED, .time = parse_minute ("2026-03-05T08:00") },
  };
  DtDeadlineResult result;

  compute (DT_MATTER_COMPLAINT, 0, DT_CHANNEL_LETTER, events, 1, &result);
  g_assert_cmpint ((int) result.clocks[DT_CLOCK_ANSWER].state, ==, DT_CLOCK_STATE_WAITING);
  g_assert_cmpint (result.clocks[DT_CLOCK_ANSWER].due, ==, 0);
  g_assert_cmpint ((int) result.due_clock, ==, DT_CLOCK_ACKNOWLEDGE);

  compute (DT_MATTER_COMPLAINT, 0, DT_CHANNEL_LETTER, events, 2, &result);
  g_assert_cmpint ((int) result.clocks[DT_CLOCK_ACKNOWLEDGE].state, ==, DT_CLOCK_STATE_DONE);
  g_assert_cmpint ((int) result.due_clock, ==, DT_CLOCK_ANSWER);
  g_assert_cmpint (result.due, ==, parse_minute ("2026-04-06T17:00"));
}

static void
test_proper_form (void)
{
  const DtDeadlineEvent events[] = {
    { .kind = DT_EVENT_RECEIVED, .time = parse_minute ("2026-03-02T08:00") },
    { .kind = DT_EVENT_ACCEPTED, .time = parse_minute ("2026-03-05T08:00") },
  };
  DtDeadlineResult result;

  compute (DT_MATTER_DENUNCIATION, DT_TRAIT_NOT_OURS, DT_CHANNEL_ZALO, events, 2, &result);
  g_assert_cmpint ((int) result.path, ==, DT_PATH_PROPER_FORM);
  g_assert_cmpint ((int) result.clocks[DT_CLOCK_ANSWER].state, ==, DT_CLOCK_STATE_NONE);
  compute (DT_MATTER_DENUNCIATION, 0, DT_CHANNEL_LETTER, events, 2, &result);
  g_assert_cmpint ((int) result.path, ==, DT_PATH_ORDINARY);
  g_assert_cmpint ((int) result.clocks[DT_CLOCK_ANSWER].state, ==, DT_CLOCK_STATE_RUNNING);
}

static void
test_pause_that_lasts (void)
{
  const DtDeadlineEvent events[] = {
    { .kind = DT_EVENT_RECEIVED, .time = parse_minute ("2026-03-02T08:00") },
    { .kind = DT_EVENT_ACKNOWLEDGED, .time = parse_minute ("2026-03-02T08:30") },
    { .kind = DT_EVENT_PAUSED, .time = parse_minute ("2026-03-03T08:00") },
    { .kind = DT_EVENT_PAUSED, .time = parse_minute ("2026-03-04T08:00") },
    { .kind = DT_EVENT_RESUMED, .time = parse_minute ("2026-03-05T08:00") },
    { .kind = DT_EVENT_RESUMED, .time = parse_minute ("2026-03-20T08:00") },
  };
  DtDeadlineResult result;

  compute (DT_MATTER_FEEDBACK, 0, -1, events, 4, &result);
  g_assert_cmpint ((int) result.clocks[DT_CLOCK_ANSWER].state, ==, DT_CLOCK_STATE_PAUSED);
  g_assert_cmpint (result.due, ==, 0);
  compute (DT_MATTER_FEEDBACK, 0, -1, events, 6, &result);
  g_assert_cmpint ((int) result.clocks[DT_CLOCK_ANSWER].state, ==, DT_CLOCK_STATE_RUNNING);
  g_assert_cmpint (result.due, ==, parse_minute ("2026-03-11T17:00"));
}

static void
test_extension (void)
{
  const DtDeadlineEvent events[] = {
    { .kind = DT_EVENT_RECEIVED, .time = parse_minute ("2026-03-02T08:00") },
    { .kind = DT_EVENT_EXTENDED,
      .time = parse_minute ("2026-03-10T08:00"),
      .clock = DT_CLOCK_ANSWER,
      .until = parse_minute ("2026-03-27T17:00") },
  };
  DtDeadlineResult result;

  compute (DT_MATTER_PERSONAL_DATA, 0, -1, events, 1, &result);
  g_assert_true (dt_deadline_may_extend (&result.clocks[DT_CLOCK_ANSWER]));
  g_assert_false (dt_deadline_may_extend (&result.clocks[DT_CLOCK_ACKNOWLEDGE]));
  compute (DT_MATTER_PERSONAL_DATA, 0, -1, events, 2, &result);
  g_assert_false (dt_deadline_may_extend (&result.clocks[DT_CLOCK_ANSWER]));
  g_assert_cmpint (result.clocks[DT_CLOCK_ANSWER].due, ==, parse_minute ("2026-04-01T17:00"));
  g_assert_cmpint (result.clocks[DT_CLOCK_PROMISED].due, ==, parse_minute ("2026-03-27T17:00"));
}

static void
test_nothing (void)
{
  const DtDeadlineEvent old[] = { { .kind = DT_EVENT_RECEIVED, .time = G_MININT64 / 4096 } };
  const DtDeadlineEvent late[]
      = { { .kind = DT_EVENT_RECEIVED, .time = parse_minute ("2199-12-31T16:00") } };
  DtDeadlineResult result;

  compute (DT_MATTER_FEEDBACK, 0, -1, NULL, 0, &result);
  g_assert_cmpint (result.due, ==, 0);
  compute (DT_MATTER_FEEDBACK, 0, -1, old, 1, &result);
  g_assert_cmpint (result.due, ==, 0);
  compute (DT_MATTER_FEEDBACK, 0, -1, late, 1, &result);
  g_assert_cmpint (result.due, ==, 0);
}

typedef struct
{
  const char *name;
  DtTimeUnit unit;
  int amount;
  gboolean moves;
  int extension;
  const char *extended; /* when, or NULL */
  const char *received;
  const char *paused; /* or NULL */
  const char *resumed;
  const char *due;
} RuleRow;

/* What a province may write that the shipped rules do not; due dates by hand. 7 March 2026 is a
 * Saturday, 13 February the Friday before Tết. */
static const RuleRow rule_rows[] = {
  { "hours that move",
    DT_TIME_UNIT_HOURS,
    72,
    TRUE,
    0,
    NULL,
    "2026-03-04T09:00",
    NULL,
    NULL,
    "2026-03-09T17:00" },
  { "hours that move over Tết",
    DT_TIME_UNIT_HOURS,
    72,
    TRUE,
    0,
    NULL,
    "2026-02-13T09:00",
    NULL,
    NULL,
    "2026-02-23T17:00" },
  { "hours that need not move",
    DT_TIME_UNIT_HOURS,
    48,
    TRUE,
    0,
    NULL,
    "2026-03-04T09:00",
    NULL,
    NULL,
    "2026-03-06T09:00" },
  { "hours paused",
    DT_TIME_UNIT_HOURS,
    48,
    FALSE,
    0,
    NULL,
    "2026-03-04T09:00",
    "2026-03-05T09:00",
    "2026-03-05T19:30",
    "2026-03-06T19:30" },
  { "hours extended",
    DT_TIME_UNIT_HOURS,
    24,
    FALSE,
    24,
    "2026-03-04T20:00",
    "2026-03-04T09:00",
    NULL,
    NULL,
    "2026-03-06T09:00" },
  { "days that stay on a Saturday",
    DT_TIME_UNIT_DAYS,
    5,
    FALSE,
    0,
    NULL,
    "2026-03-02T09:00",
    NULL,
    NULL,
    "2026-03-07T17:00" },
  { "days paused",
    DT_TIME_UNIT_DAYS,
    5,
    TRUE,
    0,
    NULL,
    "2026-03-02T09:00",
    "2026-03-03T09:00",
    "2026-03-06T09:00",
    "2026-03-10T17:00" },
  { "working hours extended",
    DT_TIME_UNIT_WORKING_HOURS,
    4,
    TRUE,
    4,
    "2026-03-02T10:00",
    "2026-03-02T09:00",
    NULL,
    NULL,
    "2026-03-03T09:00" },
  { "working hours extended at the end of a half-day",
    DT_TIME_UNIT_WORKING_HOURS,
    4,
    TRUE,
    4,
    "2026-03-02T10:00",
    "2026-03-02T07:30",
    NULL,
    NULL,
    "2026-03-02T17:00" },
  { "working days extended over Tết",
    DT_TIME_UNIT_WORKING_DAYS,
    2,
    TRUE,
    2,
    "2026-02-13T10:00",
    "2026-02-11T09:00",
    NULL,
    NULL,
    "2026-02-24T17:00" },
};

static void
test_rule (gconstpointer data)
{
  const RuleRow *row = data;
  DtRuleBook *book = dt_rule_book_get_default ();
  g_autoptr (DtDeadlineRulesBuilder) builder
      = dt_deadline_rules_builder_new (dt_rule_book_get_deadlines (book));
  g_autoptr (DtDeadlineRule) rule = dt_deadline_rule_copy (
      dt_deadline_rules_find (dt_rule_book_get_deadlines (book), "reception_answer"));
  g_autoptr (DtDeadlineRules) rules = NULL;
  g_autoptr (GError) error = NULL;
  Question question = { .facts = { DT_MATTER_RECEPTION, -1, 0 }, .clock = DT_CLOCK_ANSWER };
  DtDeadlineResult result;
  const DtClockResult *clock = &result.clocks[DT_CLOCK_ANSWER];
  g_autofree char *due = NULL;

  rule->unit = row->unit;
  rule->amount = row->amount;
  rule->moves = row->moves;
  rule->pauses = TRUE;
  rule->extension_amount = row->extension;
  rule->extension_times = row->extension != 0;
  rule->extension_source = row->extension != 0 ? g_strdup ("Quy chế") : NULL;
  dt_deadline_rules_builder_set (builder, rule);
  rules = dt_deadline_rules_builder_build (builder, &error);
  g_assert_no_error (error);
  question.events[question.n_events++]
      = (DtDeadlineEvent){ .kind = DT_EVENT_RECEIVED, .time = parse_minute (row->received) };
  if (row->paused != NULL)
    {
      question.events[question.n_events++]
          = (DtDeadlineEvent){ .kind = DT_EVENT_PAUSED, .time = parse_minute (row->paused) };
      question.events[question.n_events++]
          = (DtDeadlineEvent){ .kind = DT_EVENT_RESUMED, .time = parse_minute (row->resumed) };
    }
  if (row->extended != NULL)
    question.events[question.n_events++] = (DtDeadlineEvent){ .kind = DT_EVENT_EXTENDED,
                                                              .time = parse_minute (row->extended),
                                                              .clock = DT_CLOCK_ANSWER };
  dt_deadline_compute (rules,
                       dt_rule_book_get_calendar (book, NULL),
                       &question.facts,
                       question.events,
                       question.n_events,
                       &result);
  due = dt_time_to_iso (clock->due);
  due[16] = '\0';
  g_assert_cmpstr (due, ==, row->due);
  check_steps (rules, &question, clock);
}

/* Any course of events: the steps are those of the result, fewer days off never make it later, and
 * what came in later is not due earlier. */
static void
test_any_course (void)
{
  DtRuleBook *book = dt_rule_book_get_default ();
  const GPtrArray *rules = dt_deadline_rules_get_all (dt_rule_book_get_deadlines (book));
  g_autoptr (DtHolidayRules) fewer
      = dt_holiday_rules_with_enabled (dt_rule_book_get_holidays (book), "lunar_new_year", FALSE);
  g_autoptr (DtWorkingCalendar) without
      = dt_working_calendar_new (fewer, dt_rule_book_get_hours (book), NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1903);
  guint paused = 0;
  guint earlier = 0;

  for (guint i = 0; i < 20000; i++)
    {
      const DtDeadlineRule *rule
          = g_ptr_array_index (rules, g_rand_int_range (rand, 0, (int) rules->len));
      gint64 start = parse_minute ("2026-01-05T00:00")
                     + g_rand_int_range (rand, 0, 500 * 24 * 60) * G_GINT64_CONSTANT (60000000);
      gint64 pause
          = start + g_rand_int_range (rand, 0, 12 * 24 * 60) * G_GINT64_CONSTANT (60000000);
      gint64 end = pause + g_rand_int_range (rand, 1, 30 * 24 * 60) * G_GINT64_CONSTANT (60000000);
      Question question = {
        .facts = { (DtMatter) __builtin_ctz (rule->matters),
                   rule->channels != 0 ? __builtin_ctz (rule->channels) : -1,
                   rule->traits },
        .clock = rule->clock,
        .events = { { .kind = DT_EVENT_RECEIVED, .time = start },
                    { .kind = DT_EVENT_ACCEPTED, .time = start },
                    { .kind = DT_EVENT_EXTENDED, .time = pause, .clock = rule->clock },
                    { .kind = DT_EVENT_PAUSED, .time = pause },
                    { .kind = DT_EVENT_RESUMED, .time = end } },
        .n_events = 5,
      };
      DtDeadlineResult result;
      DtDeadlineResult result_without;
      DtDeadlineResult result_plain;

      dt_deadline_compute (dt_rule_book_get_deadlines (book),
                           dt_rule_book_get_calendar (book, NULL),
                           &question.facts,
                           question.events,
                           question.n_events,
                           &result);
      if (result.clocks[rule->clock].rule == NULL)
        continue; /* another time's rule */
      check_steps (dt_rule_book_get_deadlines (book), &question, &result.clocks[rule->clock]);
      dt_deadline_compute (dt_rule_book_get_deadlines (book),
                           without,
                           &question.facts,
                           question.events,
                           3,
                           &result_without);
      dt_deadline_compute (dt_rule_book_get_deadlines (book),
                           dt_rule_book_get_calendar (book, NULL),
                           &question.facts,
                           question.events,
                           3,
                           &result_plain);
      g_assert_cmpint (
          result_without.clocks[rule->clock].due, <=, result_plain.clocks[rule->clock].due);
      g_assert_cmpint (result_plain.clocks[rule->clock].due, <=, result.clocks[rule->clock].due);
      paused += result_plain.clocks[rule->clock].due < result.clocks[rule->clock].due;
      earlier += result_without.clocks[rule->clock].due < result_plain.clocks[rule->clock].due;
    }
  g_assert_cmpuint (paused, >, 100);
  g_assert_cmpuint (earlier, >, 100);
}

static void
test_later_is_not_earlier (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (45);

  for (guint i = 0; i < 20000; i++)
    {
      DtMatter matter = (DtMatter) g_rand_int_range (rand, 0, DT_N_MATTERS);
      gint64 first = parse_minute ("2026-07-01T00:00") /* within one rule's time */
                     + g_rand_int_range (rand, 0, 900 * 24 * 60) * G_GINT64_CONSTANT (60000000);
      const DtDeadlineEvent early[] = { { .kind = DT_EVENT_RECEIVED, .time = first },
                                        { .kind = DT_EVENT_ACCEPTED, .time = first } };
      gint64 second = first + g_rand_int_range (rand, 0, 6000) * G_GINT64_CONSTANT (60000000);
      const DtDeadlineEvent late[] = { { .kind = DT_EVENT_RECEIVED, .time = second },
                                       { .kind = DT_EVENT_ACCEPTED, .time = second } };
      DtDeadlineResult early_result;
      DtDeadlineResult late_result;

      compute (matter, 0, -1, early, 2, &early_result);
      compute (matter, 0, -1, late, 2, &late_result);
      for (guint clock = 0; clock < DT_N_CLOCKS; clock++)
        g_assert_cmpint (early_result.clocks[clock].due, <=, late_result.clocks[clock].due);
    }
}

/* Whenever in a year a case comes and pauses, it is due at some time. */
static void
test_any_time (void)
{
  gint64 first = parse_minute ("2026-01-01T00:00");
  DtDeadlineResult result;

  for (guint i = 0; i < 100000 / dt_test_allow (1); i++)
    {
      gint64 time = first + (gint64) i * 307 * G_USEC_PER_SEC;
      const DtDeadlineEvent events[] = {
        { .kind = DT_EVENT_RECEIVED, .time = time },
        { .kind = DT_EVENT_PAUSED, .time = time + G_GINT64_CONSTANT (100000) * G_USEC_PER_SEC },
        { .kind = DT_EVENT_RESUMED, .time = time + G_GINT64_CONSTANT (300000) * G_USEC_PER_SEC },
      };

      compute ((DtMatter) (i % 4), 0, -1, events, 3, &result);
      g_assert_cmpint (result.due, >, time);
    }
}

typedef struct
{
  const char *name;
  const char *now;
  DtDueState state;
} StateRow;

/* Of a deadline on Tuesday 24 November 2026, 17:00. */
static const StateRow state_rows[] = {
  { "three working days before", "2026-11-19T23:59", DT_DUE_FAR },
  { "two working days before", "2026-11-20T00:00", DT_DUE_SOON },
  { "on the weekend before", "2026-11-21T10:00", DT_DUE_SOON },
  { "on the day before", "2026-11-23T14:00", DT_DUE_SOON },
  { "on the day", "2026-11-24T00:00", DT_DUE_TODAY },
  { "at the last minute", "2026-11-24T17:00", DT_DUE_TODAY },
  { "a minute late", "2026-11-24T17:01", DT_DUE_OVERDUE },
};

static void
test_state (gconstpointer data)
{
  const StateRow *row = data;
  DtWorkingCalendar *calendar = dt_rule_book_get_calendar (dt_rule_book_get_default (), NULL);
  gint64 due = parse_minute ("2026-11-24T17:00");
  gint64 now = parse_minute (row->now);

  g_assert_cmpstr (dt_due_state_to_nick (dt_due_state_get (calendar, due, now)),
                   ==,
                   dt_due_state_to_nick (row->state));
  g_assert_cmpint ((int) dt_due_state_get (calendar, 0, now), ==, DT_DUE_NONE);
  g_assert_cmpint (
      due <= dt_due_state_get_soon_limit (calendar, now), ==, row->state != DT_DUE_FAR);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) rows = NULL;

  g_test_init (&argc, &argv, NULL);
  rows = dt_table_read ("deadlines.csv", N_COLUMNS);
  g_assert_cmpuint (rows->len, >=, 150);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      g_autofree char *path = g_strconcat ("/deadline/row/", row[COLUMN_NAME], NULL);

      g_test_add_data_func (path, row, test_row);
    }
  for (guint i = 0; i < G_N_ELEMENTS (state_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/deadline/state/", state_rows[i].name, NULL);

      g_test_add_data_func (path, &state_rows[i], test_state);
    }
  for (guint i = 0; i < G_N_ELEMENTS (rule_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/deadline/rule/", rule_rows[i].name, NULL);

      g_test_add_data_func (path, &rule_rows[i], test_rule);
    }
  g_test_add_func ("/deadline/clocks", test_clocks);
  g_test_add_func ("/deadline/complaint", test_complaint);
  g_test_add_func ("/deadline/proper-form", test_proper_form);
  g_test_add_func ("/deadline/pause-that-lasts", test_pause_that_lasts);
  g_test_add_func ("/deadline/extension", test_extension);
  g_test_add_func ("/deadline/nothing", test_nothing);
  g_test_add_func ("/deadline/any-course", test_any_course);
  g_test_add_func ("/deadline/later-is-not-earlier", test_later_is_not_earlier);
  g_test_add_func ("/deadline/any-time", test_any_time);
  return g_test_run ();
}

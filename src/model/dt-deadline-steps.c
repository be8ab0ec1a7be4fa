/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walking from what began a clock to its deadline, day by day or half-day by half-day, and saying
 * of each what it was. The end is the one computed before; here nothing is decided. */
#include "model/dt-deadline-steps.h"

#define USEC_PER_MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)

typedef struct
{
  DtDeadlineRules *rules;
  DtWorkingCalendar *calendar;
  const DtClockResult *clock;
  const DtDeadlineRule *rule;
  const DtDeadlineEvent *events;
  guint n_events;
  GArray *steps;
  gint64 counted;
  int extensions; /* that were told */
} Walk;

/* How many of what is counted one unit of the rule is: hours are counted in minutes. */
static int
units_of (const DtDeadlineRule *rule)
{
  return rule->unit == DT_TIME_UNIT_DAYS || rule->unit == DT_TIME_UNIT_WORKING_DAYS ? 1 : 60;
}

static DtDeadlineStep *
add_step (Walk *walk, DtStepKind kind, gint64 from, gint64 to)
{
  DtDeadlineStep step = { .kind = kind, .from = from, .to = to, .rule = walk->rule };

  if (walk->rule != NULL)
    step.unit = walk->rule->unit;
  step.day.other = DT_DATE_NONE;
  g_array_append_val (walk->steps, step);
  return &g_array_index (walk->steps, DtDeadlineStep, walk->steps->len - 1);
}

static void
add_day_step (Walk *walk, DtStepKind kind, DtDate date, const DtDayInfo *day)
{
  DtDeadlineStep *step
      = add_step (walk, kind, dt_date_to_time (date, 0), dt_date_to_time (date + 1, 0));

  step->day = *day;
  step->source = day->source;
  step->check = day->check;
}

/* The last step if it is of that kind and ends where another begins. */
static DtDeadlineStep *
find_open_step (Walk *walk, DtStepKind kind, gint64 from)
{
  DtDeadlineStep *step;

  if (walk->steps->len == 0)
    return NULL;
  step = &g_array_index (walk->steps, DtDeadlineStep, walk->steps->len - 1);
  return step->kind == kind && step->to == from ? step : NULL;
}

static void
add_count (Walk *walk, gint64 from, gint64 to, gint64 amount)
{
  DtDeadlineStep *step = find_open_step (walk, DT_STEP_COUNT, from);

  if (step == NULL)
    {
      step = add_step (walk, DT_STEP_COUNT, from, to);
      step->source = walk->rule->source;
      step->check = walk->rule->check;
    }
  step->to = to;
  step->amount += amount;
  walk->counted += amount;
}

static void
add_pause (Walk *walk, gint64 from, gint64 to)
{
  DtDeadlineStep *step = find_open_step (walk, DT_STEP_PAUSE, from);

  if (step != NULL)
    step->to = to;
  else
    add_step (walk, DT_STEP_PAUSE, from, to);
}

/* The next extension that counts: its event, for the clock that is walked. */
static void
tell_extension (Walk *walk)
{
  const DtDeadlineRule *rule = walk->rule;
  int seen = 0;

  for (guint i = 0; i < walk->n_events; i++)
    {
      const DtDeadlineEvent *event = &walk->events[i];
      DtDeadlineStep *step;

      if (event->kind != DT_EVENT_EXTENDED || event->clock != rule->clock
          || event->time < walk->clock->start || seen++ < walk->extensions)
        continue;
      step = add_step (walk, DT_STEP_EXTEND, event->time, event->time);
      step->amount = rule->extension_amount * units_of (rule);
      step->source = rule->extension_source;
      break;
    }
  walk->extensions++;
}

/* Told when what the law gave before is used up. */
static void
tell_extensions (Walk *walk, gint64 counted)
{
  const DtDeadlineRule *rule = walk->rule;

  while (walk->extensions < walk->clock->extensions
         && counted >= (rule->amount + walk->extensions * rule->extension_amount) * units_of (rule))
    tell_extension (walk);
}

/* Whether the office waited on that day: it did not on the day on which it began to. */
static gboolean
is_paused_day (Walk *walk, DtDate date)
{
  guint index = 0;
  gint64 from;
  gint64 to;

  while (walk->rule->pauses
         && dt_deadline_next_pause (walk->events, walk->n_events, &index, &from, &to))
    {
      if (to != 0 && to > walk->clock->start
          && date > dt_date_from_time (MAX (from, walk->clock->start))
          && date <= dt_date_from_time (to))
        return TRUE;
    }
  return FALSE;
}

static void
walk_day (Walk *walk, DtDate date)
{
  gint64 from = dt_date_to_time (date, 0);
  gint64 to = dt_date_to_time (date + 1, 0);
  gboolean any_day = walk->rule->unit == DT_TIME_UNIT_DAYS;
  DtDayInfo day;

  dt_working_calendar_get_day (walk->calendar, date, &day);
  if (is_paused_day (walk, date))
    add_pause (walk, from, to);
  else if (!any_day && day.halves == 0)
    add_day_step (walk, DT_STEP_SKIP, date, &day);
  else if (!any_day && day.kind == DT_DAY_MAKE_UP)
    {
      add_day_step (walk, DT_STEP_MAKE_UP, date, &day);
      g_array_index (walk->steps, DtDeadlineStep, walk->steps->len - 1).amount = 1;
      walk->counted++;
    }
  else
    add_count (walk, from, to, 1);
}

static void
walk_days (Walk *walk)
{
  const DtClockResult *clock = walk->clock;
  DtDate first = dt_date_from_time (clock->start);
  DtDate last = dt_date_from_time (clock->due);
  DtDayInfo day;

  for (DtDate date = first + 1; date <= clock->end; date++)
    {
      tell_extensions (walk, walk->counted);
      walk_day (walk, date);
    }
  for (DtDate date = clock->end; date < last; date++)
    {
      dt_working_calendar_get_day (walk->calendar, date, &day);
      if (day.halves == 0)
        add_day_step (walk, DT_STEP_MOVE, date, &day);
      else if (date > clock->end) /* waited on from the last day */
        add_pause (walk, dt_date_to_time (date, 0), dt_date_to_time (date + 1, 0));
    }
}

/* Counts a stretch of time, less the pauses in it. */
static void
walk_stretch (Walk *walk, gint64 from, gint64 to)
{
  guint index = 0;
  gint64 pause_from;
  gint64 pause_to;

  while (walk->rule->pauses && from < to
         && dt_deadline_next_pause (walk->events, walk->n_events, &index, &pause_from, &pause_to))
    {
      pause_from = MAX (pause_from, from);
      pause_to = MIN (pause_to, to);
      if (pause_to <= pause_from)
        continue;
      if (pause_from > from)
        add_count (walk, from, pause_from, (pause_from - from) / USEC_PER_MINUTE);
      add_pause (walk, pause_from, pause_to);
      from = pause_to;
    }
  if (from < to)
    add_count (walk, from, to, (to - from) / USEC_PER_MINUTE);
}

static void
walk_half (Walk *walk, DtDate date, guint half)
{
  const DtHours *hours = dt_working_calendar_get_hours (walk->calendar);
  gint64 from = MAX (dt_date_to_time (date, hours->from[half]), walk->clock->start);
  gint64 to = MIN (dt_date_to_time (date, hours->to[half]), walk->clock->due);

  tell_extensions (walk, walk->counted);
  if (from < to)
    walk_stretch (walk, from, to);
}

static void
walk_working_hours (Walk *walk)
{
  DtDate last = dt_date_from_time (walk->clock->due);

  for (DtDate date = dt_date_from_time (walk->clock->start); date <= last; date++)
    {
      DtDayInfo day;

      dt_working_calendar_get_day (walk->calendar, date, &day);
      if (day.halves == 0)
        {
          add_day_step (walk, DT_STEP_SKIP, date, &day);
          continue;
        }
      if (day.kind == DT_DAY_MAKE_UP)
        add_day_step (walk, DT_STEP_MAKE_UP, date, &day);
      if (day.closure != NULL)
        add_day_step (walk, DT_STEP_HALF, date, &day);
      for (guint half = 0; half < 2; half++)
        if ((day.halves & (1u << half)) != 0)
          walk_half (walk, date, half);
    }
}

static void
walk_hours (Walk *walk)
{
  const DtClockResult *clock = walk->clock;
  gint64 total = (walk->rule->amount + clock->extensions * walk->rule->extension_amount) * 60;
  DtDayInfo day;

  walk_stretch (walk, clock->start, clock->due);
  if (walk->counted <= total)
    return;

  /* More than the law gives: the end was moved. */
  DtDeadlineStep *step = &g_array_index (walk->steps, DtDeadlineStep, walk->steps->len - 1);
  DtDate date;

  step->to -= (walk->counted - total) * USEC_PER_MINUTE;
  step->amount -= walk->counted - total;
  for (date = dt_date_from_time (step->to); date < dt_date_from_time (clock->due); date++)
    {
      dt_working_calendar_get_day (walk->calendar, date, &day);
      add_day_step (walk, DT_STEP_MOVE, date, &day);
    }
}

static void
begin_walk (Walk *walk)
{
  const DtClockResult *clock = walk->clock;
  DtTimeUnit unit = walk->rule->unit;
  DtDeadlineStep *step = add_step (walk, DT_STEP_BEGIN, clock->start, clock->start);

  if (unit == DT_TIME_UNIT_DAYS || unit == DT_TIME_UNIT_WORKING_DAYS)
    step->to = dt_date_to_time (dt_date_from_time (clock->start) + 1, 0);
  else if (unit == DT_TIME_UNIT_WORKING_HOURS)
    step->to = dt_working_calendar_next_opening (walk->calendar, clock->start);
  step->source = dt_deadline_rules_get_start_source (walk->rules, unit);
}

static void
tell_provisional (Walk *walk)
{
  int last = dt_date_get_year (dt_date_from_time (walk->clock->due));

  for (int year = dt_date_get_year (dt_date_from_time (walk->clock->start)); year <= last; year++)
    {
      if (!dt_working_calendar_is_year_entered (walk->calendar, year))
        add_step (walk, DT_STEP_PROVISIONAL, walk->clock->due, walk->clock->due)->year = year;
    }
}

static void
walk_rule (Walk *walk)
{
  begin_walk (walk);
  if (walk->rule->unit == DT_TIME_UNIT_WORKING_HOURS)
    walk_working_hours (walk);
  else if (walk->rule->unit == DT_TIME_UNIT_HOURS)
    walk_hours (walk);
  else
    walk_days (walk);
  tell_extensions (walk, G_MAXINT64); /* reached in the middle of a half-day */
  if (walk->clock->provisional)
    tell_provisional (walk);
}

static void
tell_due (Walk *walk)
{
  gint64 due = walk->clock->due;
  gboolean moved
      = walk->steps->len > 0
        && g_array_index (walk->steps, DtDeadlineStep, walk->steps->len - 1).kind == DT_STEP_MOVE;
  DtDeadlineStep *step = add_step (walk, DT_STEP_DUE, due, due);

  if (moved)
    step->source = dt_deadline_rules_get_moves_source (walk->rules);
  else if (walk->rule != NULL)
    {
      step->source = walk->rule->source;
      step->check = walk->rule->check;
    }
}

/**
 * dt_deadline_explain:
 * @rules: the rules it was computed with
 * @calendar: the calendar it was computed with
 * @clock: a clock of the result
 * @events: (array length=n_events): the events it was computed with
 * @n_events: how many
 *
 * Returns: (transfer full) (element-type DtDeadlineStep): the steps from what began it to the
 *   deadline, in order of time; empty if it waits, stands, or there is none
 */
GArray *
dt_deadline_explain (DtDeadlineRules *rules,
                     DtWorkingCalendar *calendar,
                     const DtClockResult *clock,
                     const DtDeadlineEvent *events,
                     guint n_events)
{
  Walk walk = { rules, calendar, clock, clock->rule, events, n_events, NULL, 0, 0 };

  g_return_val_if_fail (rules != NULL && calendar != NULL, NULL);

  walk.steps = g_array_new (FALSE, TRUE, sizeof (DtDeadlineStep));
  if (clock->due == 0)
    return walk.steps;
  if (walk.rule != NULL)
    walk_rule (&walk);
  else
    add_step (&walk, DT_STEP_PROMISE, clock->start, clock->due);
  tell_due (&walk);
  return walk.steps;
}

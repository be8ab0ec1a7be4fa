/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Computing deadlines: the base period, pushed on by each pause, then to a working day. Pure. */
#include "model/dt-deadline.h"

#define USEC_PER_HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

/* What the events come to. */
typedef struct
{
  gint64 received;
  gint64 accepted;
  gint64 acknowledged;
  gint64 answered;
  gint64 promised; /* until when */
  gint64 promised_at;
} Course;

typedef struct
{
  DtWorkingCalendar *calendar;
  const DtDeadlineRule *rule;
  const DtDeadlineEvent *events;
  guint n_events;
} Period;

static void
reopen (Course *course, gint64 time)
{
  course->received = time;
  course->accepted = course->accepted != 0 ? time : 0;
  course->acknowledged = course->acknowledged != 0 ? time : 0;
  course->answered = 0;
  course->promised = 0;
}

static void
follow (Course *course, const DtDeadlineEvent *event)
{
  switch (event->kind)
    {
    case DT_EVENT_RECEIVED:
      course->received = event->time;
      break;
    case DT_EVENT_ACCEPTED:
      course->accepted = event->time;
      G_GNUC_FALLTHROUGH;
    case DT_EVENT_ACKNOWLEDGED:
      if (course->acknowledged == 0)
        course->acknowledged = event->time;
      break;
    case DT_EVENT_EXTENDED:
    case DT_EVENT_PROMISED:
      if (event->until != 0 || event->kind == DT_EVENT_PROMISED)
        {
          course->promised = event->until;
          course->promised_at = event->time;
        }
      break;
    case DT_EVENT_ANSWERED:
      if (course->answered == 0)
        course->answered = event->time;
      break;
    case DT_EVENT_REOPENED:
      reopen (course, event->time);
      break;
    case DT_EVENT_PAUSED:
    case DT_EVENT_RESUMED:
    default:
      break;
    }
}

/**
 * dt_deadline_next_pause:
 * @events: (array length=n_events): the oldest first
 * @n_events: how many
 * @index: (inout): where to look on; 0 at first
 * @from: (out): when the pause began
 * @to: (out): when it ended, 0 if it lasts
 *
 * A second pause within one, and an end without one, are passed over.
 *
 * Returns: whether there is a pause
 */
gboolean
dt_deadline_next_pause (
    const DtDeadlineEvent *events, guint n_events, guint *index, gint64 *from, gint64 *to)
{
  guint i = *index;

  while (i < n_events && events[i].kind != DT_EVENT_PAUSED)
    i++;
  if (i == n_events)
    return FALSE;
  *from = events[i].time;
  *to = 0;
  while (++i < n_events)
    {
      if (events[i].kind == DT_EVENT_RESUMED || events[i].kind == DT_EVENT_ANSWERED
          || events[i].kind == DT_EVENT_REOPENED)
        {
          *to = MAX (events[i].time, *from);
          break;
        }
    }
  *index = i;
  return TRUE;
}

/* ---- a period ---- */

static gint64
close_day (const Period *period, DtDate date)
{
  if (date == DT_DATE_NONE || !dt_working_calendar_covers (date))
    return G_MAXINT64;
  if (period->rule->moves)
    date = dt_working_calendar_next_working_day (period->calendar, date);
  return date == DT_DATE_NONE ? G_MAXINT64
                              : dt_working_calendar_get_closing_time (period->calendar, date);
}

static DtDate
add_days (const Period *period, DtDate date, int n)
{
  if (!dt_working_calendar_covers (date))
    return DT_DATE_NONE;
  return period->rule->unit == DT_TIME_UNIT_DAYS
             ? date + n
             : dt_working_calendar_add_working_days (period->calendar, date, n);
}

/* The last day once the office has waited from one day to another. */
static DtDate
push_day (const Period *period, DtDate end, DtDate from, DtDate to)
{
  if (end == DT_DATE_NONE || !dt_working_calendar_covers (to))
    return DT_DATE_NONE;
  if (period->rule->unit == DT_TIME_UNIT_DAYS)
    return end + (to - from);
  return add_days (
      period, end, dt_working_calendar_count_working_days (period->calendar, from, to));
}

/* Whoever waited on the last day still has the day on which the citizen came back, or if the office
 * was closed by then the next. */
static gint64
close_pushed_day (const Period *period, DtDate end, gint64 to)
{
  gint64 due = close_day (period, end);
  gint64 back = close_day (period, dt_date_from_time (to));

  if (back < to)
    back = close_day (period, dt_date_from_time (to) + 1);
  return due == G_MAXINT64 ? due : MAX (due, back);
}

static gint64
push_instant (const Period *period, gint64 due, gint64 from, gint64 to)
{
  if (due == G_MAXINT64 || !dt_working_calendar_covers (dt_date_from_time (to)))
    return G_MAXINT64;
  if (period->rule->unit == DT_TIME_UNIT_HOURS)
    return due + (to - from);
  return dt_working_calendar_add_usec (
      period->calendar, due, dt_working_calendar_usec_between (period->calendar, from, to));
}

/* A period of hours that ends on a day off may end when the next working day does. */
static gint64
settle_instant (const Period *period, gint64 due)
{
  DtDate date;

  if (due == G_MAXINT64 || !period->rule->moves || period->rule->unit != DT_TIME_UNIT_HOURS)
    return due;
  date = dt_date_from_time (due);
  if (!dt_working_calendar_covers (date)
      || dt_working_calendar_is_working_day (period->calendar, date))
    return due;
  return close_day (period, date);
}

static gboolean
is_of_days (const DtDeadlineRule *rule)
{
  return rule->unit == DT_TIME_UNIT_DAYS || rule->unit == DT_TIME_UNIT_WORKING_DAYS;
}

static void
begin_period (const Period *period, DtClockResult *clock, int amount, gint64 *due)
{
  const DtDeadlineRule *rule = period->rule;

  if (is_of_days (rule))
    {
      clock->end = add_days (period, dt_date_from_time (clock->start), amount);
      *due = close_day (period, clock->end);
    }
  else if (rule->unit == DT_TIME_UNIT_HOURS)
    *due = clock->start + amount * USEC_PER_HOUR;
  else
    *due = dt_working_calendar_add_usec (period->calendar, clock->start, amount * USEC_PER_HOUR);
}

/* Fills in due and end; the state is that of a clock that runs, or stands. */
static void
run_period (const Period *period, DtClockResult *clock)
{
  const DtDeadlineRule *rule = period->rule;
  int amount = rule->amount + clock->extensions * rule->extension_amount;
  guint index = 0;
  gint64 from = 0;
  gint64 to = 0;
  gint64 due = 0;

  clock->state = DT_CLOCK_STATE_RUNNING;
  begin_period (period, clock, amount, &due);
  while (rule->pauses
         && dt_deadline_next_pause (period->events, period->n_events, &index, &from, &to))
    {
      from = MAX (from, clock->start);
      if (to != 0 && to <= from)
        continue;
      if (from >= settle_instant (period, due))
        break; /* it was late already */
      if (to == 0)
        {
          clock->state = DT_CLOCK_STATE_PAUSED;
          return;
        }
      if (is_of_days (rule))
        {
          clock->end
              = push_day (period, clock->end, dt_date_from_time (from), dt_date_from_time (to));
          due = close_pushed_day (period, clock->end, to);
        }
      else
        due = push_instant (period, due, from, to);
    }
  due = settle_instant (period, due);
  if (due == G_MAXINT64) /* past the end of all calendars */
    clock->state = DT_CLOCK_STATE_NONE;
  else
    clock->due = due;
}

/* Whether a day off that is announced later could change the result. */
static gboolean
is_provisional (const Period *period, const DtClockResult *clock)
{
  gboolean working = period->rule->unit == DT_TIME_UNIT_WORKING_DAYS
                     || period->rule->unit == DT_TIME_UNIT_WORKING_HOURS;
  int last;
  int first;

  if (clock->due == 0 || (!working && !period->rule->moves))
    return FALSE;
  last = dt_date_get_year (dt_date_from_time (clock->due));
  if (working)
    first = dt_date_get_year (dt_date_from_time (clock->start));
  else
    first = clock->end != DT_DATE_NONE ? dt_date_get_year (clock->end) : last;
  for (int year = first; year <= last; year++)
    if (!dt_working_calendar_is_year_entered (period->calendar, year))
      return TRUE;
  return FALSE;
}

static int
count_extensions (const Period *period, gint64 start)
{
  int n = 0;

  for (guint i = 0; i < period->n_events; i++)
    {
      const DtDeadlineEvent *event = &period->events[i];

      n += event->kind == DT_EVENT_EXTENDED && event->clock == period->rule->clock
           && event->time >= start;
    }
  return MIN (n, period->rule->extension_times);
}

/* ---- the clocks ---- */

/* The rule for the clock, by the day on which what begins it happened. One that begins with the
 * receipt comes first: to pass a case on is no matter of having accepted it. */
static void
choose_rule (DtDeadlineRules *rules,
             const DtDeadlineFacts *facts,
             const Course *course,
             DtDeadlineClock clock,
             DtClockResult *result)
{
  DtDate received = dt_date_from_time (course->received);

  result->rule = dt_deadline_rules_choose (rules, facts, clock, FALSE, received);
  result->start = course->received;
  if (result->rule != NULL)
    return;
  result->rule = dt_deadline_rules_choose (
      rules,
      facts,
      clock,
      TRUE,
      course->accepted != 0 ? dt_date_from_time (course->accepted) : received);
  result->start = course->accepted;
  if (result->rule != NULL && course->accepted == 0)
    result->state = DT_CLOCK_STATE_WAITING;
}

static void
finish (DtClockResult *clock, gint64 done)
{
  if (done == 0 || clock->state == DT_CLOCK_STATE_NONE)
    return;
  clock->done = done;
  clock->state = DT_CLOCK_STATE_DONE;
}

static void
run_clock (DtDeadlineRules *rules,
           Period *period,
           const DtDeadlineFacts *facts,
           const Course *course,
           DtDeadlineClock clock,
           DtClockResult *result)
{
  choose_rule (rules, facts, course, clock, result);
  if (result->rule == NULL)
    {
      result->start = 0;
      return;
    }
  if (result->state != DT_CLOCK_STATE_WAITING)
    {
      period->rule = result->rule;
      result->extensions = count_extensions (period, result->start);
      run_period (period, result);
      result->provisional = is_provisional (period, result);
    }
  finish (result,
          clock == DT_CLOCK_ACKNOWLEDGE && course->acknowledged != 0 ? course->acknowledged
                                                                     : course->answered);
}

static void
find_due (DtDeadlineResult *result)
{
  for (guint i = 0; i < DT_N_CLOCKS; i++)
    {
      const DtClockResult *clock = &result->clocks[i];

      if (clock->state == DT_CLOCK_STATE_RUNNING && (result->due == 0 || clock->due < result->due))
        {
          result->due = clock->due;
          result->due_clock = (DtDeadlineClock) i;
        }
    }
}

static void
run_clocks (DtDeadlineRules *rules,
            Period *period,
            const DtDeadlineFacts *facts,
            const Course *course,
            DtDeadlineResult *result)
{
  DtClockResult *acknowledge = &result->clocks[DT_CLOCK_ACKNOWLEDGE];

  run_clock (rules, period, facts, course, DT_CLOCK_ACKNOWLEDGE, acknowledge);
  if (acknowledge->rule != NULL)
    result->path = acknowledge->rule->path;
  if (result->path == DT_PATH_ORDINARY)
    run_clock (rules, period, facts, course, DT_CLOCK_ANSWER, &result->clocks[DT_CLOCK_ANSWER]);
}

/**
 * dt_deadline_compute:
 * @rules: the rules of statutory time
 * @calendar: the office's
 * @facts: what of the case decides
 * @events: (array length=n_events): what happened to it, the oldest first
 * @n_events: how many
 * @out_result: (out): the three clocks, and when the first of them is due
 *
 * Periods of days begin on the day after, one of hours at the moment itself (Civil Code
 * 91/2015/QH13, article 147); a pause pushes the end on by as many days, or as much time, as it
 * lasted. A deadline of days is met until the office closes.
 */
void
dt_deadline_compute (DtDeadlineRules *rules,
                     DtWorkingCalendar *calendar,
                     const DtDeadlineFacts *facts,
                     const DtDeadlineEvent *events,
                     guint n_events,
                     DtDeadlineResult *out_result)
{
  Course course = { 0 };
  Period period = { calendar, NULL, events, n_events };
  DtClockResult *promised;

  g_return_if_fail (rules != NULL && calendar != NULL && facts != NULL && out_result != NULL);
  g_return_if_fail (events != NULL || n_events == 0);

  *out_result = (DtDeadlineResult){ 0 };
  for (guint i = 0; i < DT_N_CLOCKS; i++)
    out_result->clocks[i].end = DT_DATE_NONE;
  for (guint i = 0; i < n_events; i++)
    follow (&course, &events[i]);
  if (course.received != 0 && dt_working_calendar_covers (dt_date_from_time (course.received))
      && dt_working_calendar_covers (dt_date_from_time (course.accepted)))
    run_clocks (rules, &period, facts, &course, out_result);
  promised = &out_result->clocks[DT_CLOCK_PROMISED];
  if (course.promised != 0)
    {
      promised->state = DT_CLOCK_STATE_RUNNING;
      promised->start = course.promised_at;
      promised->due = course.promised;
      finish (promised, course.answered);
    }
  find_due (out_result);
}

/**
 * dt_deadline_may_extend:
 * @clock: a clock
 *
 * Returns: whether its rule allows one more extension
 */
gboolean
dt_deadline_may_extend (const DtClockResult *clock)
{
  g_return_val_if_fail (clock != NULL, FALSE);

  return clock->rule != NULL && clock->done == 0
         && clock->extensions < clock->rule->extension_times;
}

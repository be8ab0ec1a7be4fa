/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding and subtracting working time by the tables of years. The first thread that needs a year
 * puts its table in place; nothing else changes. */
#include "model/dt-working-calendar.h"

#include "model/dt-working-year.h"

#define N_YEARS (DT_WORKING_LAST_YEAR - DT_WORKING_FIRST_YEAR + 1)
#define USEC_PER_MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)

struct _DtWorkingCalendar
{
  gatomicrefcount refs;
  DtHolidayRules *rules;
  DtOfficeHours *office_hours;
  const DtHours *hours;
  char *unit;
  DtWorkingYear *years[N_YEARS];
};

/**
 * dt_working_calendar_new:
 * @rules: the public holidays
 * @hours: the hours of the offices
 * @unit: (nullable): the office's code; %NULL for one with the usual hours and no closures
 *
 * Returns: (transfer full): the office's calendar
 */
DtWorkingCalendar *
dt_working_calendar_new (DtHolidayRules *rules, DtOfficeHours *hours, const char *unit)
{
  DtWorkingCalendar *self;

  g_return_val_if_fail (rules != NULL && hours != NULL, NULL);

  self = g_new0 (DtWorkingCalendar, 1);
  g_atomic_ref_count_init (&self->refs);
  self->rules = dt_holiday_rules_ref (rules);
  self->office_hours = dt_office_hours_ref (hours);
  self->hours = dt_office_hours_find (hours, unit);
  self->unit = g_strdup (unit);
  return self;
}

/**
 * dt_working_calendar_ref:
 * @self: a calendar
 *
 * Returns: (transfer full): @self
 */
DtWorkingCalendar *
dt_working_calendar_ref (DtWorkingCalendar *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * dt_working_calendar_unref:
 * @self: (transfer full): a calendar
 */
void
dt_working_calendar_unref (DtWorkingCalendar *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  for (guint i = 0; i < N_YEARS; i++)
    g_free (self->years[i]);
  dt_holiday_rules_unref (self->rules);
  dt_office_hours_unref (self->office_hours);
  g_free (self->unit);
  g_free (self);
}

/**
 * dt_working_calendar_get_rules:
 * @self: a calendar
 *
 * Returns: (transfer none): the rules it was made with
 */
DtHolidayRules *
dt_working_calendar_get_rules (DtWorkingCalendar *self)
{
  return self->rules;
}

/**
 * dt_working_calendar_get_hours:
 * @self: a calendar
 *
 * Returns: (transfer none): the office's hours
 */
const DtHours *
dt_working_calendar_get_hours (DtWorkingCalendar *self)
{
  return self->hours;
}

/* @year must be covered. */
static const DtWorkingYear *
get_year (DtWorkingCalendar *self, int year)
{
  DtWorkingYear **place = &self->years[year - DT_WORKING_FIRST_YEAR];
  DtWorkingYear *made = g_atomic_pointer_get (place);

  if (made != NULL)
    return made;
  made = dt_working_year_new (self->rules,
                              self->hours,
                              dt_office_hours_get_closures (self->office_hours),
                              self->unit,
                              year);
  if (g_atomic_pointer_compare_and_exchange (place, NULL, made))
    return made;
  g_free (made); /* another thread was faster */
  return g_atomic_pointer_get (place);
}

/* ---- days ---- */

/**
 * dt_working_calendar_covers:
 * @date: a day
 *
 * Returns: whether calendars can say what it is: 1 January 1900 to 31 December 2199
 */
gboolean
dt_working_calendar_covers (DtDate date)
{
  return date >= -25567 && date <= 84005;
}

static const char *
find_swap_source (DtWorkingCalendar *self, DtDate off, gboolean *out_check)
{
  const DtHolidayYear *row = dt_holiday_rules_find_year (self->rules, dt_date_get_year (off));

  for (guint i = 0; row != NULL && i < row->swaps->len; i++)
    {
      const DtDaySwap *swap = &g_array_index (row->swaps, DtDaySwap, i);

      if (swap->off == off)
        {
          *out_check = swap->check;
          return swap->source;
        }
    }
  return NULL;
}

static void
find_source (DtWorkingCalendar *self, DtDate date, DtDayInfo *info)
{
  switch (info->kind)
    {
    case DT_DAY_WEEKEND:
      info->source = dt_holiday_rules_get_weekend_source (self->rules);
      break;
    case DT_DAY_HOLIDAY:
      info->source = info->holiday->source;
      info->check = info->holiday->check;
      break;
    case DT_DAY_COMPENSATION:
      info->source = dt_holiday_rules_get_compensation_source (self->rules);
      info->check = info->holiday->check;
      break;
    case DT_DAY_SWAPPED:
      info->source = find_swap_source (self, date, &info->check);
      break;
    case DT_DAY_MAKE_UP:
      info->source = find_swap_source (self, info->other, &info->check);
      break;
    case DT_DAY_WORKING:
    case DT_DAY_CLOSED:
    default:
      break;
    }
}

/**
 * dt_working_calendar_get_day:
 * @self: a calendar
 * @date: a day that is covered
 * @out_info: (out): what it is; its pointers live as long as @self
 */
void
dt_working_calendar_get_day (DtWorkingCalendar *self, DtDate date, DtDayInfo *out_info)
{
  const GPtrArray *holidays;
  const GArray *closures;
  const DtWorkingYear *year;
  int day;

  g_return_if_fail (self != NULL && out_info != NULL && dt_working_calendar_covers (date));

  holidays = dt_holiday_rules_get_holidays (self->rules);
  closures = dt_office_hours_get_closures (self->office_hours);
  year = get_year (self, dt_date_get_year (date));
  day = date - year->first;
  *out_info = (DtDayInfo){ .kind = (DtDayKind) year->kind[day],
                           .halves = (DtHalves) year->halves[day],
                           .other = year->other[day] };
  if (year->holiday[day] >= 0)
    out_info->holiday = g_ptr_array_index (holidays, year->holiday[day]);
  if (year->closure[day] >= 0)
    out_info->closure = &g_array_index (closures, DtClosure, year->closure[day]);
  find_source (self, date, out_info);
}

/**
 * dt_working_calendar_is_working_day:
 * @self: a calendar
 * @date: a day that is covered
 *
 * Returns: whether the office works on it, be it for half a day
 */
gboolean
dt_working_calendar_is_working_day (DtWorkingCalendar *self, DtDate date)
{
  const DtWorkingYear *year;

  g_return_val_if_fail (self != NULL && dt_working_calendar_covers (date), FALSE);

  year = get_year (self, dt_date_get_year (date));
  return year->halves[date - year->first] != 0;
}

/**
 * dt_working_calendar_is_year_entered:
 * @self: a calendar
 * @year: a year
 *
 * Returns: whether what was announced for it is known; if not, its days off are what the rules give
 */
gboolean
dt_working_calendar_is_year_entered (DtWorkingCalendar *self, int year)
{
  return dt_holiday_rules_find_year (self->rules, year) != NULL;
}

/**
 * dt_working_calendar_next_working_day:
 * @self: a calendar
 * @date: a day that is covered
 *
 * Source: Civil Code 91/2015/QH13, article 148, paragraph 5, for a period that ends on a day off.
 *
 * Returns: @date if it is a working day, else the first after it; %DT_DATE_NONE past 2199
 */
DtDate
dt_working_calendar_next_working_day (DtWorkingCalendar *self, DtDate date)
{
  return dt_working_calendar_is_working_day (self, date)
             ? date
             : dt_working_calendar_add_working_days (self, date, 1);
}

/**
 * dt_working_calendar_add_working_days:
 * @self: a calendar
 * @date: a day that is covered; it does not count (Civil Code, article 147, paragraph 2)
 * @n: how many, not negative
 *
 * Returns: the @n-th working day after @date; %DT_DATE_NONE past 2199
 */
DtDate
dt_working_calendar_add_working_days (DtWorkingCalendar *self, DtDate date, int n)
{
  const DtWorkingYear *table;
  int year;
  int wanted;

  g_return_val_if_fail (self != NULL && dt_working_calendar_covers (date) && n >= 0, DT_DATE_NONE);

  if (n == 0)
    return date;
  year = dt_date_get_year (date);
  table = get_year (self, year);
  wanted = table->before[date - table->first + 1] + n;
  while (wanted > table->before[table->n_days])
    {
      wanted -= table->before[table->n_days];
      if (++year > DT_WORKING_LAST_YEAR)
        return DT_DATE_NONE;
      table = get_year (self, year);
    }
  return table->first + table->working[wanted - 1];
}

static int
count_from_new_year (DtWorkingCalendar *self, DtDate date)
{
  const DtWorkingYear *table = get_year (self, dt_date_get_year (date));

  return table->before[date - table->first + 1];
}

/**
 * dt_working_calendar_count_working_days:
 * @self: a calendar
 * @from: a day that is covered and does not count
 * @to: a day that is covered and counts if it is a working day
 *
 * Returns: how many working days there are; negative if @to is before @from
 */
int
dt_working_calendar_count_working_days (DtWorkingCalendar *self, DtDate from, DtDate to)
{
  int days;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (dt_working_calendar_covers (from) && dt_working_calendar_covers (to), 0);

  if (to < from)
    return -dt_working_calendar_count_working_days (self, to, from);
  days = count_from_new_year (self, to) - count_from_new_year (self, from);
  for (int year = dt_date_get_year (from); year < dt_date_get_year (to); year++)
    {
      const DtWorkingYear *table = get_year (self, year);

      days += table->before[table->n_days];
    }
  return days;
}

/* ---- instants ---- */

/**
 * dt_working_calendar_get_closing_time:
 * @self: a calendar
 * @date: a day that is covered
 *
 * A period of days ends at midnight (Civil Code, article 148, paragraph 6); what an office has to
 * do by then it must have done when it closes.
 *
 * Returns: when the office closes on it; on a day off, when it would
 */
gint64
dt_working_calendar_get_closing_time (DtWorkingCalendar *self, DtDate date)
{
  const DtWorkingYear *table;
  guint half;

  g_return_val_if_fail (self != NULL && dt_working_calendar_covers (date), G_MAXINT64);

  table = get_year (self, dt_date_get_year (date));
  half = table->halves[date - table->first] == DT_MORNING ? 0 : 1;
  return dt_date_to_time (date, self->hours->to[half]);
}

/* The working time of a day that is over @into it, in microseconds. */
static gint64
worked_on_day (const DtHours *hours, guint halves, gint64 into)
{
  gint64 sum = 0;

  for (guint half = 0; half < 2; half++)
    {
      gint64 length = dt_working_year_half_usec (hours, halves, half);

      sum += CLAMP (into - hours->from[half] * USEC_PER_MINUTE, 0, length);
    }
  return sum;
}

static gint64
worked_from_new_year (DtWorkingCalendar *self, const DtWorkingYear *table, gint64 time)
{
  DtDate date = dt_date_from_time (time);
  int day = date - table->first;

  return table->usec[day]
         + worked_on_day (self->hours, table->halves[day], time - dt_date_to_time (date, 0));
}

/* The instant at which @wanted of the year's working time, not 0, is over. */
static gint64
find_instant (DtWorkingCalendar *self, const DtWorkingYear *table, gint64 wanted)
{
  int low = 0;
  int high = table->n_days - 1; /* the last day with less than @wanted before it */
  gint64 rest;
  gint64 morning;

  while (low < high)
    {
      int middle = (low + high + 1) / 2;

      if (table->usec[middle] < wanted)
        low = middle;
      else
        high = middle - 1;
    }
  rest = wanted - table->usec[low];
  morning = dt_working_year_half_usec (self->hours, table->halves[low], 0);
  if (rest <= morning)
    return dt_date_to_time (table->first + low, self->hours->from[0]) + rest;
  return dt_date_to_time (table->first + low, self->hours->from[1]) + rest - morning;
}

/**
 * dt_working_calendar_add_usec:
 * @self: a calendar
 * @time: an instant that is covered
 * @usec: microseconds of working time, not negative
 *
 * A sum that is complete when the office closes ends there, not when it opens again.
 *
 * Returns: when so much working time is over; @time if @usec is 0; %G_MAXINT64 past 2199
 */
gint64
dt_working_calendar_add_usec (DtWorkingCalendar *self, gint64 time, gint64 usec)
{
  const DtWorkingYear *table;
  int year;

  g_return_val_if_fail (self != NULL && usec >= 0, G_MAXINT64);
  g_return_val_if_fail (dt_working_calendar_covers (dt_date_from_time (time)), G_MAXINT64);

  if (usec == 0)
    return time;
  year = dt_date_get_year (dt_date_from_time (time));
  table = get_year (self, year);
  usec += worked_from_new_year (self, table, time);
  while (usec > table->usec[table->n_days])
    {
      usec -= table->usec[table->n_days];
      if (++year > DT_WORKING_LAST_YEAR)
        return G_MAXINT64;
      table = get_year (self, year);
    }
  return find_instant (self, table, usec);
}

/**
 * dt_working_calendar_add_minutes:
 * @self: a calendar
 * @time: an instant that is covered
 * @minutes: of working time, not negative
 *
 * Returns: as dt_working_calendar_add_usec()
 */
gint64
dt_working_calendar_add_minutes (DtWorkingCalendar *self, gint64 time, gint64 minutes)
{
  return dt_working_calendar_add_usec (self, time, minutes * USEC_PER_MINUTE);
}

/**
 * dt_working_calendar_next_opening:
 * @self: a calendar
 * @time: an instant that is covered
 *
 * Returns: @time if the office is working then, else when it next begins; %G_MAXINT64 past 2199
 */
gint64
dt_working_calendar_next_opening (DtWorkingCalendar *self, gint64 time)
{
  gint64 next = dt_working_calendar_add_usec (self, time, 1);

  return next == G_MAXINT64 ? next : next - 1;
}

/**
 * dt_working_calendar_usec_between:
 * @self: a calendar
 * @from: an instant that is covered
 * @to: another
 *
 * Returns: the working time between them in microseconds; negative if @to is before @from
 */
gint64
dt_working_calendar_usec_between (DtWorkingCalendar *self, gint64 from, gint64 to)
{
  int first = dt_date_get_year (dt_date_from_time (from));
  int last = dt_date_get_year (dt_date_from_time (to));
  gint64 usec;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (dt_working_calendar_covers (dt_date_from_time (from))
                            && dt_working_calendar_covers (dt_date_from_time (to)),
                        0);

  if (to < from)
    return -dt_working_calendar_usec_between (self, to, from);
  usec = worked_from_new_year (self, get_year (self, last), to)
         - worked_from_new_year (self, get_year (self, first), from);
  for (int year = first; year < last; year++)
    {
      const DtWorkingYear *table = get_year (self, year);

      usec += table->usec[table->n_days];
    }
  return usec;
}

/* Working half-days from the beginning of the calendar's year that have begun, or are over. */
static int
count_halves (DtWorkingCalendar *self, const DtWorkingYear *table, gint64 time, gboolean over)
{
  int day = dt_date_from_time (time) - table->first;
  gint64 into = time - dt_date_to_time (table->first + day, 0);
  int n = table->halves_before[day];

  for (guint half = 0; half < 2; half++)
    {
      gint64 from = self->hours->from[half] * USEC_PER_MINUTE;
      gint64 to = self->hours->to[half] * USEC_PER_MINUTE;

      if ((table->halves[day] & (1u << half)) != 0)
        n += over ? into >= to : into > from;
    }
  return n;
}

static int
half_days_between (DtWorkingCalendar *self, gint64 from, gint64 to)
{
  int first = dt_date_get_year (dt_date_from_time (from));
  int last = dt_date_get_year (dt_date_from_time (to));
  int n;

  if (to < from)
    return -half_days_between (self, to, from);
  n = count_halves (self, get_year (self, last), to, TRUE)
      - count_halves (self, get_year (self, first), from, FALSE);
  for (int year = first; year < last; year++)
    {
      const DtWorkingYear *table = get_year (self, year);

      n += table->halves_before[table->n_days];
    }
  return MAX (n, 0);
}

/**
 * dt_working_calendar_between:
 * @self: a calendar
 * @from: an instant that is covered: now
 * @to: another: a deadline
 * @out_span: (out): the working time between them
 */
void
dt_working_calendar_between (DtWorkingCalendar *self,
                             gint64 from,
                             gint64 to,
                             DtWorkingSpan *out_span)
{
  g_return_if_fail (self != NULL && out_span != NULL);

  out_span->half_days = half_days_between (self, from, to);
  out_span->minutes = dt_working_calendar_usec_between (self, from, to) / USEC_PER_MINUTE;
  out_span->days = dt_working_calendar_count_working_days (
      self, dt_date_from_time (from), dt_date_from_time (to));
}

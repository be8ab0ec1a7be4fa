/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making the table of one year. Holidays of the years beside it count too, since what makes up for
 * them may fall into this one. */
#include "model/dt-working-year.h"

#include "model/dt-day-kind.h"

#define WINDOW (3 * 366)
#define USEC_PER_MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)

/* Three years of days, the middle one being made. */
typedef struct
{
  DtHolidayRules *rules;
  const DtHours *hours;
  DtDate first;
  int n_days;
  guint8 kind[WINDOW];
  gint16 holiday[WINDOW];
  DtDate other[WINDOW];
} Window;

static guint
weekly_halves (const DtHours *hours, DtDate date)
{
  guint bit = 1u << (dt_date_get_weekday (date) - DT_MONDAY);

  return ((hours->days[0] & bit) != 0 ? DT_MORNING : 0)
         | ((hours->days[1] & bit) != 0 ? DT_AFTERNOON : 0);
}

static gboolean
is_inside (const Window *window, DtDate date)
{
  return date >= window->first && date < window->first + window->n_days;
}

static void
mark (Window *window, DtDate date, DtDayKind kind, int holiday, DtDate other)
{
  int i = date - window->first;

  window->kind[i] = (guint8) kind;
  window->holiday[i] = (gint16) holiday;
  window->other[i] = other;
}

static void
mark_holidays (Window *window, int year)
{
  const GPtrArray *holidays = dt_holiday_rules_get_holidays (window->rules);

  for (guint i = 0; i < holidays->len; i++)
    {
      const DtHoliday *holiday = g_ptr_array_index (holidays, i);
      DtDate start = dt_holiday_rules_get_start (window->rules, holiday, year);

      for (int day = 0; start != DT_DATE_NONE && day < holiday->days; day++)
        {
          if (is_inside (window, start + day)
              && window->kind[start + day - window->first] != DT_DAY_HOLIDAY)
            mark (window, start + day, DT_DAY_HOLIDAY, (int) i, DT_DATE_NONE);
        }
    }
}

static void
mark_swaps (Window *window, int year)
{
  const DtHolidayYear *row = dt_holiday_rules_find_year (window->rules, year);

  for (guint i = 0; row != NULL && i < row->swaps->len; i++)
    {
      const DtDaySwap *swap = &g_array_index (row->swaps, DtDaySwap, i);

      if (is_inside (window, swap->off)
          && window->kind[swap->off - window->first] == DT_DAY_WORKING)
        mark (window, swap->off, DT_DAY_SWAPPED, -1, swap->work);
      if (is_inside (window, swap->work)
          && window->kind[swap->work - window->first] == DT_DAY_WEEKEND)
        mark (window, swap->work, DT_DAY_MAKE_UP, -1, swap->off);
    }
}

/* A holiday on a weekly day of rest: the next working day is off instead (Labour Code 45/2019/QH14,
 * article 111, paragraph 3), one for each, in the order of the days. */
static void
mark_compensations (Window *window)
{
  for (int i = 0; i < window->n_days; i++)
    {
      int next = i + 1;

      if (window->kind[i] != DT_DAY_HOLIDAY
          || weekly_halves (window->hours, window->first + i) != 0)
        continue;
      while (next < window->n_days && window->kind[next] != DT_DAY_WORKING)
        next++;
      if (next < window->n_days)
        mark (window,
              window->first + next,
              DT_DAY_COMPENSATION,
              window->holiday[i],
              window->first + i);
    }
}

static void
fill_window (Window *window, int year)
{
  window->first = dt_date_new (year - 1, 1, 1);
  window->n_days = dt_date_new (year + 1, 12, 31) + 1 - window->first;
  for (int i = 0; i < window->n_days; i++)
    mark (window,
          window->first + i,
          weekly_halves (window->hours, window->first + i) != 0 ? DT_DAY_WORKING : DT_DAY_WEEKEND,
          -1,
          DT_DATE_NONE);
  for (int i = year - 1; i <= year + 1; i++)
    mark_holidays (window, i);
  for (int i = year - 1; i <= year + 1; i++)
    mark_swaps (window, i);
  mark_compensations (window);
}

/**
 * dt_working_year_half_usec:
 * @hours: an office's hours
 * @halves: those that are worked on a day
 * @half: 0 the morning, 1 the afternoon
 *
 * Returns: how long that half-day is worked, in microseconds
 */
gint64
dt_working_year_half_usec (const DtHours *hours, guint halves, guint half)
{
  return (halves & (1u << half)) != 0 ? (hours->to[half] - hours->from[half]) * USEC_PER_MINUTE : 0;
}

static void
mark_closures (DtWorkingYear *self, const GArray *closures, const char *unit)
{
  for (guint i = 0; i < closures->len; i++)
    {
      const DtClosure *closure = &g_array_index (closures, DtClosure, i);
      int day = closure->date - self->first;

      if (g_strcmp0 (closure->unit, unit) != 0 || closure->date < self->first || day >= self->n_days
          || (self->halves[day] & closure->halves) == 0)
        continue;
      self->halves[day] &= (guint8) ~closure->halves;
      self->closure[day] = (gint16) i;
      if (self->halves[day] == 0)
        self->kind[day] = DT_DAY_CLOSED;
    }
}

static void
sum_up (DtWorkingYear *self, const DtHours *hours)
{
  for (int day = 0; day < self->n_days; day++)
    {
      guint halves = self->halves[day];

      self->before[day + 1] = self->before[day];
      self->halves_before[day + 1]
          = (guint16) (self->halves_before[day] + __builtin_popcount (halves));
      self->usec[day + 1] = self->usec[day] + dt_working_year_half_usec (hours, halves, 0)
                            + dt_working_year_half_usec (hours, halves, 1);
      if (halves != 0)
        self->working[self->before[day + 1]++] = (guint16) day;
    }
}

/**
 * dt_working_year_new:
 * @rules: the public holidays
 * @hours: the office's hours
 * @closures: (element-type DtClosure): of all offices
 * @unit: (nullable): the office's code
 * @year: %DT_WORKING_FIRST_YEAR to %DT_WORKING_LAST_YEAR
 *
 * Returns: (transfer full): its table, to be freed with g_free()
 */
DtWorkingYear *
dt_working_year_new (
    DtHolidayRules *rules, const DtHours *hours, const GArray *closures, const char *unit, int year)
{
  DtWorkingYear *self = g_new0 (DtWorkingYear, 1);
  g_autofree Window *window = g_new0 (Window, 1);

  window->rules = rules;
  window->hours = hours;
  fill_window (window, year);
  self->first = dt_date_new (year, 1, 1);
  self->n_days = dt_date_new (year, 12, 31) + 1 - self->first;
  for (int day = 0; day < self->n_days; day++)
    {
      int i = self->first + day - window->first;

      self->kind[day] = window->kind[i];
      self->holiday[day] = window->holiday[i];
      self->other[day] = window->other[i];
      self->closure[day] = -1;
      if (self->kind[day] == DT_DAY_WORKING)
        self->halves[day] = (guint8) weekly_halves (hours, self->first + day);
      else if (self->kind[day] == DT_DAY_MAKE_UP)
        self->halves[day] = (guint8) weekly_halves (hours, self->other[day]);
    }
  mark_closures (self, closures, unit);
  sum_up (self, hours);
  return self;
}

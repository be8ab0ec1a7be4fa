/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of public holidays: asking them, and copies with one thing changed. Immutable once
 * made, any thread. */
#include "model/dt-holiday-rules-private.h"

#include "model/dt-lunar-calendar.h"

#include <string.h>

/* ---- the rows ---- */

void
dt_holiday_free (DtHoliday *self)
{
  g_free (self->code);
  g_free (self->name_vi);
  g_free (self->name_en);
  g_free (self->source);
  g_free (self);
}

static DtHoliday *
holiday_copy (const DtHoliday *self)
{
  DtHoliday *copy = g_memdup2 (self, sizeof *self);

  copy->code = g_strdup (self->code);
  copy->name_vi = g_strdup (self->name_vi);
  copy->name_en = g_strdup (self->name_en);
  copy->source = g_strdup (self->source);
  return copy;
}

static void
choice_clear (DtHolidayChoice *self)
{
  g_free (self->code);
}

static void
swap_clear (DtDaySwap *self)
{
  g_free (self->source);
}

DtHolidayYear *
dt_holiday_year_new (void)
{
  DtHolidayYear *self = g_new0 (DtHolidayYear, 1);

  self->before = g_array_new (FALSE, TRUE, sizeof (DtHolidayChoice));
  self->swaps = g_array_new (FALSE, TRUE, sizeof (DtDaySwap));
  g_array_set_clear_func (self->before, (GDestroyNotify) choice_clear);
  g_array_set_clear_func (self->swaps, (GDestroyNotify) swap_clear);
  return self;
}

void
dt_holiday_year_free (DtHolidayYear *self)
{
  g_array_unref (self->before);
  g_array_unref (self->swaps);
  g_free (self->source);
  g_free (self);
}

DtHolidayYear *
dt_holiday_year_copy (const DtHolidayYear *self)
{
  DtHolidayYear *copy = dt_holiday_year_new ();

  copy->year = self->year;
  copy->source = g_strdup (self->source);
  for (guint i = 0; i < self->before->len; i++)
    {
      DtHolidayChoice choice = g_array_index (self->before, DtHolidayChoice, i);

      choice.code = g_strdup (choice.code);
      g_array_append_val (copy->before, choice);
    }
  for (guint i = 0; i < self->swaps->len; i++)
    {
      DtDaySwap swap = g_array_index (self->swaps, DtDaySwap, i);

      swap.source = g_strdup (swap.source);
      g_array_append_val (copy->swaps, swap);
    }
  return copy;
}

DtHolidayRules *
dt_holiday_rules_new_empty (void)
{
  DtHolidayRules *self = g_new0 (DtHolidayRules, 1);

  g_atomic_ref_count_init (&self->refs);
  self->holidays = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_holiday_free);
  self->years = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_holiday_year_free);
  return self;
}

static DtHolidayRules *
rules_copy (DtHolidayRules *self)
{
  DtHolidayRules *copy = dt_holiday_rules_new_empty ();

  copy->source = g_strdup (self->source);
  copy->note = g_strdup (self->note);
  copy->compensation_source = g_strdup (self->compensation_source);
  copy->weekend_source = g_strdup (self->weekend_source);
  copy->years_source = g_strdup (self->years_source);
  copy->years_note = g_strdup (self->years_note);
  for (guint i = 0; i < self->holidays->len; i++)
    g_ptr_array_add (copy->holidays, holiday_copy (g_ptr_array_index (self->holidays, i)));
  for (guint i = 0; i < self->years->len; i++)
    g_ptr_array_add (copy->years, dt_holiday_year_copy (g_ptr_array_index (self->years, i)));
  return copy;
}

/**
 * dt_holiday_rules_ref:
 * @self: rules
 *
 * Returns: (transfer full): @self
 */
DtHolidayRules *
dt_holiday_rules_ref (DtHolidayRules *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * dt_holiday_rules_unref:
 * @self: (transfer full): rules
 */
void
dt_holiday_rules_unref (DtHolidayRules *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->source);
  g_free (self->note);
  g_free (self->compensation_source);
  g_free (self->weekend_source);
  g_free (self->years_source);
  g_free (self->years_note);
  g_ptr_array_unref (self->holidays);
  g_ptr_array_unref (self->years);
  g_free (self);
}

/* ---- asking ---- */

/**
 * dt_holiday_rules_get_holidays:
 * @self: rules
 *
 * Returns: (transfer none) (element-type DtHoliday): all rows, also those without effect
 */
const GPtrArray *
dt_holiday_rules_get_holidays (DtHolidayRules *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->holidays;
}

/**
 * dt_holiday_rules_find:
 * @self: rules
 * @code: a holiday's code
 *
 * Returns: (transfer none) (nullable): the holiday
 */
const DtHoliday *
dt_holiday_rules_find (DtHolidayRules *self, const char *code)
{
  g_return_val_if_fail (self != NULL && code != NULL, NULL);

  for (guint i = 0; i < self->holidays->len; i++)
    {
      const DtHoliday *holiday = g_ptr_array_index (self->holidays, i);

      if (g_str_equal (holiday->code, code))
        return holiday;
    }
  return NULL;
}

/**
 * dt_holiday_rules_find_year:
 * @self: rules
 * @year: a year
 *
 * Returns: (transfer none) (nullable): what was announced for it, or %NULL: not entered yet
 */
const DtHolidayYear *
dt_holiday_rules_find_year (DtHolidayRules *self, int year)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->years->len; i++)
    {
      const DtHolidayYear *row = g_ptr_array_index (self->years, i);

      if (row->year == year)
        return row;
    }
  return NULL;
}

const char *
dt_holiday_rules_get_compensation_source (DtHolidayRules *self)
{
  return self->compensation_source;
}

const char *
dt_holiday_rules_get_weekend_source (DtHolidayRules *self)
{
  return self->weekend_source;
}

static int
days_before (DtHolidayRules *self, const DtHoliday *holiday, int year)
{
  const DtHolidayYear *row = dt_holiday_rules_find_year (self, year);

  for (guint i = 0; row != NULL && i < row->before->len; i++)
    {
      const DtHolidayChoice *choice = &g_array_index (row->before, DtHolidayChoice, i);

      if (g_str_equal (choice->code, holiday->code))
        return choice->days;
    }
  return holiday->before;
}

/**
 * dt_holiday_rules_get_start:
 * @self: rules
 * @holiday: one of its holidays
 * @year: a year, 1900 to 2199; of the lunar calendar for a lunar holiday
 *
 * Returns: the first of its days off, before any compensation; %DT_DATE_NONE if it has no effect,
 *   does not hold on the day named, or the year has no such lunar day
 */
DtDate
dt_holiday_rules_get_start (DtHolidayRules *self, const DtHoliday *holiday, int year)
{
  DtDate day;

  g_return_val_if_fail (self != NULL && holiday != NULL, DT_DATE_NONE);

  if (!holiday->enabled)
    return DT_DATE_NONE;
  if (holiday->lunar)
    {
      DtLunarDate lunar = { holiday->day, holiday->month, FALSE, year };

      day = dt_lunar_date_to_date (&lunar);
    }
  else
    day = dt_date_new (year, holiday->month, holiday->day);
  if (day == DT_DATE_NONE || day < holiday->valid_from
      || (holiday->valid_to != DT_DATE_NONE && day > holiday->valid_to))
    return DT_DATE_NONE;
  return day - days_before (self, holiday, year);
}

/* ---- copies ---- */

/**
 * dt_holiday_rules_with_enabled:
 * @self: rules
 * @code: a holiday's code
 * @on: whether it is to have effect
 *
 * Returns: (transfer full): a copy in which the holiday has that effect
 */
DtHolidayRules *
dt_holiday_rules_with_enabled (DtHolidayRules *self, const char *code, gboolean on)
{
  DtHolidayRules *copy;

  g_return_val_if_fail (self != NULL && code != NULL, NULL);

  copy = rules_copy (self);
  for (guint i = 0; i < copy->holidays->len; i++)
    {
      DtHoliday *holiday = g_ptr_array_index (copy->holidays, i);

      if (g_str_equal (holiday->code, code))
        holiday->enabled = on;
    }
  return copy;
}

/**
 * dt_holiday_rules_with_year:
 * @self: rules
 * @year: what was announced for a year
 * @error: %DT_ERROR_INVALID, as from dt_holiday_rules_new_from_json()
 *
 * Returns: (transfer full) (nullable): a copy in which @year replaces that year's row or is added
 */
DtHolidayRules *
dt_holiday_rules_with_year (DtHolidayRules *self, const DtHolidayYear *year, GError **error)
{
  g_autoptr (DtHolidayRules) copy = NULL;
  g_autofree char *holidays = NULL;
  g_autofree char *years = NULL;
  g_autoptr (GBytes) holidays_bytes = NULL;
  g_autoptr (GBytes) years_bytes = NULL;

  g_return_val_if_fail (self != NULL && year != NULL, NULL);

  copy = rules_copy (self);
  for (guint i = 0; i < copy->years->len; i++)
    {
      if (((DtHolidayYear *) g_ptr_array_index (copy->years, i))->year == year->year)
        g_ptr_array_remove_index (copy->years, i--);
    }
  g_ptr_array_add (copy->years, dt_holiday_year_copy (year));
  /* Through the file's form, so that what is checked there is checked here. */
  holidays = dt_holiday_rules_to_json (copy);
  years = dt_holiday_rules_years_to_json (copy);
  holidays_bytes = g_bytes_new (holidays, strlen (holidays));
  years_bytes = g_bytes_new (years, strlen (years));
  return dt_holiday_rules_new_from_json (holidays_bytes, years_bytes, error);
}

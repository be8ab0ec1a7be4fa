/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Day numbers and calendar days of years 1 to 9999. Pure, any thread. */
#include "model/dt-date.h"

#include <string.h>

#define USEC_PER_MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define HANOI_MINUTES (7 * 60)
#define LAST_YEAR 9999

static gboolean
is_leap_year (int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
days_of_month (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  return month == 2 && is_leap_year (year) ? 29 : days[month - 1];
}

/**
 * dt_date_new:
 * @year: 1 to 9999
 * @month: 1 to 12
 * @day: from 1
 *
 * Source: the day is counted in years that begin in March, so that the leap day is their last
 * (Richards, "Calendars", in: Explanatory Supplement to the Astronomical Almanac, 2013).
 *
 * Returns: the day, or %DT_DATE_NONE if the calendar has none such
 */
DtDate
dt_date_new (int year, int month, int day)
{
  int shifted;
  int years;

  if (year < 1 || year > LAST_YEAR || month < 1 || month > 12 || day < 1
      || day > days_of_month (year, month))
    return DT_DATE_NONE;
  years = month > 2 ? year : year - 1;
  shifted = month > 2 ? month - 3 : month + 9;
  return years * 365 + years / 4 - years / 100 + years / 400 + (shifted * 153 + 2) / 5 + day - 1
         - 719468;
}

/**
 * dt_date_split:
 * @self: a day of years 1 to 9999
 * @out_year: (out) (optional): its year
 * @out_month: (out) (optional): its month, from 1
 * @out_day: (out) (optional): its day, from 1
 */
void
dt_date_split (DtDate self, int *out_year, int *out_month, int *out_day)
{
  int days = self + 719468;
  int era = days / 146097;
  int of_era = days % 146097;
  int years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int of_year = of_era - (years * 365 + years / 4 - years / 100);
  int shifted = (of_year * 5 + 2) / 153;
  int month = shifted < 10 ? shifted + 3 : shifted - 9;

  g_return_if_fail (days >= 306);

  if (out_year != NULL)
    *out_year = era * 400 + years + (month <= 2);
  if (out_month != NULL)
    *out_month = month;
  if (out_day != NULL)
    *out_day = of_year - (shifted * 153 + 2) / 5 + 1;
}

/**
 * dt_date_get_year:
 * @self: a day
 *
 * Returns: its year
 */
int
dt_date_get_year (DtDate self)
{
  int year = 0;

  dt_date_split (self, &year, NULL, NULL);
  return year;
}

/**
 * dt_date_get_weekday:
 * @self: a day
 *
 * Returns: its day of the week
 */
DtWeekday
dt_date_get_weekday (DtDate self)
{
  int days = (self + 3) % 7; /* 1 January 1970 was a Thursday */

  return (DtWeekday) ((days < 0 ? days + 7 : days) + DT_MONDAY);
}

/* Reads digits up to @end; -1 if there is anything else, or none. */
static int
parse_number (const char **text, char end, gsize max_digits)
{
  int value = 0;
  gsize n = 0;

  for (; g_ascii_isdigit (**text) && n < max_digits; (*text)++, n++)
    value = value * 10 + g_ascii_digit_value (**text);
  if (n == 0 || **text != end)
    return -1;
  if (end != '\0')
    (*text)++;
  return value;
}

/**
 * dt_date_parse:
 * @text: (nullable): day/month/year as people write it, with or without leading zeros, or
 *   year-month-day of ISO 8601; nothing before or after
 * @out_date: (out): the day, untouched if %FALSE is returned
 *
 * Returns: whether @text is a day of the calendar
 */
gboolean
dt_date_parse (const char *text, DtDate *out_date)
{
  gboolean iso;
  int first;
  int second;
  int third;
  DtDate date;

  g_return_val_if_fail (out_date != NULL, FALSE);

  if (text == NULL)
    return FALSE;
  iso = strchr (text, '-') != NULL;
  first = parse_number (&text, iso ? '-' : '/', iso ? 4 : 2);
  second = first >= 0 ? parse_number (&text, iso ? '-' : '/', 2) : -1;
  third = second >= 0 ? parse_number (&text, '\0', iso ? 2 : 4) : -1;
  if (third < 0)
    return FALSE;
  date = iso ? dt_date_new (first, second, third) : dt_date_new (third, second, first);
  if (date == DT_DATE_NONE)
    return FALSE;
  *out_date = date;
  return TRUE;
}

/**
 * dt_date_to_text:
 * @self: a day
 *
 * Returns: (transfer full): "23/11/2026"
 */
char *
dt_date_to_text (DtDate self)
{
  int year = 0;
  int month = 0;
  int day = 0;

  dt_date_split (self, &year, &month, &day);
  return g_strdup_printf ("%02d/%02d/%04d", day, month, year);
}

/**
 * dt_date_to_iso:
 * @self: a day
 *
 * Returns: (transfer full): "2026-11-23"
 */
char *
dt_date_to_iso (DtDate self)
{
  int year = 0;
  int month = 0;
  int day = 0;

  dt_date_split (self, &year, &month, &day);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

/* Rounds down, also before 1970. */
static gint64
divide (gint64 number, gint64 by)
{
  gint64 quotient = number / by;

  return number % by < 0 ? quotient - 1 : quotient;
}

/**
 * dt_date_from_time:
 * @time: Unix microseconds
 *
 * Returns: the day it is in Hanoi
 */
DtDate
dt_date_from_time (gint64 time)
{
  return (DtDate) divide (divide (time, USEC_PER_MINUTE) + HANOI_MINUTES, DT_MINUTES_PER_DAY);
}

/**
 * dt_date_minute_of_time:
 * @time: Unix microseconds
 *
 * Returns: the minutes that are over of the day in Hanoi, 0 to 1439
 */
int
dt_date_minute_of_time (gint64 time)
{
  gint64 minutes = divide (time, USEC_PER_MINUTE) + HANOI_MINUTES;

  return (int) (minutes - divide (minutes, DT_MINUTES_PER_DAY) * DT_MINUTES_PER_DAY);
}

/**
 * dt_date_to_time:
 * @self: a day
 * @minute: minutes after its midnight in Hanoi; 1440 is the end of the day
 *
 * Returns: Unix microseconds
 */
gint64
dt_date_to_time (DtDate self, int minute)
{
  return ((gint64) self * DT_MINUTES_PER_DAY + minute - HANOI_MINUTES) * USEC_PER_MINUTE;
}

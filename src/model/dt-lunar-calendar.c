/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lunar months from new moons and the sun's longitude, a table a year. The tables are shared: the
 * first thread that needs one puts it in place, and it is never changed.
 *
 * The rules (Hồ Ngọc Đức, "Thuật toán tính âm lịch", informatik.uni-leipzig.de/~duc/amlich): a
 * month begins on the day of the new moon; the winter solstice falls in month 11; of 13 months
 * between two such, the first in which the sun enters no sign is a leap month and bears the number
 * of the one before. Days are those of the meridian 105° east, UTC+7 (Decision 121-CP of 8 August
 * 1967, in use from 1968).
 *
 * Before 1968 no one rule held: courts and printed almanacs mostly followed the Chinese calendar
 * (120° east), and the South kept it until 1975. The years before 1968 are computed by today's rule
 * all the same: they say how the present calendar goes on into the past, not which day a family
 * then kept as a feast. What was printed then had another new year in 1903, 1925, 1935 and 1965 (a
 * day later) and another leap month in 1917, 1922 and 1938 (one less).
 *
 * A new moon within half a minute of midnight (20 June 1944, 7 July 1967, 8 May 2054, 15 November
 * 2077, 18 October 2085 …) is beyond what such series can tell. The tables of the same author agree
 * on every month of 1968–2199 but that of May 2054, which they begin a day earlier; none of these
 * decides a new year or a leap month of 1900–2099. */
#include "model/dt-lunar-calendar.h"

#include "model/dt-ephemeris.h"

#include <math.h>

#define MAX_MONTHS 15
#define N_YEARS (DT_LUNAR_LAST_YEAR - DT_LUNAR_FIRST_YEAR + 1)
#define UNIX_EPOCH 2440587.5 /* 1 January 1970, 0:00 UTC, as a Julian day */
#define HANOI (7.0 / 24)
#define SOLSTICE 9 /* the sign that the sun enters at 270° */

typedef struct
{
  DtDate start;
  int number;
  gboolean leap;
} Month;

typedef struct
{
  guint n_months;
  Month months[MAX_MONTHS];
  DtDate end; /* the day after the last */
} Months;

static Months *years[N_YEARS];

static DtDate
new_moon_day (int number)
{
  return (DtDate) floor (dt_ephemeris_new_moon (number) - UNIX_EPOCH + HANOI);
}

/* The sign of thirty degrees that the sun is in when the day begins. */
static int
sign_at (DtDate day)
{
  return (int) (dt_ephemeris_sun_longitude (day + UNIX_EPOCH - HANOI) / 30);
}

/* The number of the new moon that begins month 11 of @year: of two that can, the later one whose
 * day begins before the sun has passed the solstice. */
static int
find_month_11 (int year)
{
  DtDate last = dt_date_new (year, 12, 31);
  int number = dt_ephemeris_new_moon_near (last + UNIX_EPOCH);

  while (new_moon_day (number) > last || sign_at (new_moon_day (number)) >= SOLSTICE)
    number--;
  return number;
}

/* The months from month 11 of the year before to that of @year, without the latter. */
static void
fill_between_solstices (int year, Months *out)
{
  int first = find_month_11 (year - 1);
  int last = find_month_11 (year);
  gboolean wants_leap = last - first > 12;
  int number = 10;
  int sign = -1;

  out->n_months = 0;
  for (int moon = first; moon < last; moon++)
    {
      Month *month = &out->months[out->n_months++];
      int next_sign;

      month->start = new_moon_day (moon);
      if (sign < 0)
        sign = sign_at (month->start);
      next_sign = sign_at (new_moon_day (moon + 1));
      month->leap = wants_leap && moon > first && sign == next_sign;
      if (month->leap)
        wants_leap = FALSE;
      else
        number = number % 12 + 1;
      month->number = number;
      sign = next_sign;
    }
  out->end = new_moon_day (last);
}

/* From the first month on, and what of month 11 and 12 belongs to the same year. */
static Months *
make_year (int year)
{
  Months *self = g_new0 (Months, 1);
  Months part;
  gboolean begun = FALSE;

  fill_between_solstices (year, &part);
  for (guint i = 0; i < part.n_months; i++)
    {
      begun = begun || part.months[i].number == 1;
      if (begun)
        self->months[self->n_months++] = part.months[i];
    }
  fill_between_solstices (year + 1, &part);
  for (guint i = 0; i < part.n_months; i++)
    {
      if (part.months[i].number == 1)
        {
          self->end = part.months[i].start;
          break;
        }
      self->months[self->n_months++] = part.months[i];
    }
  return self;
}

static const Months *
get_year (int year)
{
  Months **place = &years[year - DT_LUNAR_FIRST_YEAR];
  Months *made = g_atomic_pointer_get (place);

  if (made != NULL)
    return made;
  made = make_year (year);
  if (g_atomic_pointer_compare_and_exchange (place, NULL, made))
    return made;
  g_free (made); /* another thread was faster */
  return g_atomic_pointer_get (place);
}

static gboolean
is_covered (int year)
{
  return year >= DT_LUNAR_FIRST_YEAR && year <= DT_LUNAR_LAST_YEAR;
}

static DtDate
get_month_end (const Months *months, guint i)
{
  return i + 1 < months->n_months ? months->months[i + 1].start : months->end;
}

/* -1 if the year has no such month. */
static int
find_month (const Months *months, int number, gboolean leap)
{
  for (guint i = 0; i < months->n_months; i++)
    if (months->months[i].number == number && !months->months[i].leap == !leap)
      return (int) i;
  return -1;
}

/**
 * dt_lunar_date_from_date:
 * @date: a day
 * @out_lunar: (out): its lunar date, untouched if %FALSE is returned
 *
 * Near 2199 the length of the day is a forecast (see dt-ephemeris.c), so a month whose new moon is
 * within minutes of midnight may there turn out to begin a day earlier or later.
 *
 * Returns: whether @date lies in 1900 to 2199
 */
gboolean
dt_lunar_date_from_date (DtDate date, DtLunarDate *out_lunar)
{
  int year;
  const Months *months;
  guint i = 0;

  g_return_val_if_fail (out_lunar != NULL, FALSE);

  if (date < dt_date_new (1900, 1, 1) || date > dt_date_new (2199, 12, 31))
    return FALSE;
  year = dt_date_get_year (date);
  months = get_year (year);
  if (date < months->months[0].start)
    months = get_year (--year);
  while (date >= get_month_end (months, i))
    i++;
  out_lunar->day = date - months->months[i].start + 1;
  out_lunar->month = months->months[i].number;
  out_lunar->leap = months->months[i].leap;
  out_lunar->year = year;
  return TRUE;
}

/**
 * dt_lunar_date_to_date:
 * @self: a lunar date
 *
 * Returns: the day, or %DT_DATE_NONE if the calendar has no such day or its year is not one of
 *   %DT_LUNAR_FIRST_YEAR to %DT_LUNAR_LAST_YEAR
 */
DtDate
dt_lunar_date_to_date (const DtLunarDate *self)
{
  const Months *months;
  int i;

  g_return_val_if_fail (self != NULL, DT_DATE_NONE);

  if (!is_covered (self->year) || self->day < 1)
    return DT_DATE_NONE;
  months = get_year (self->year);
  i = find_month (months, self->month, self->leap);
  if (i < 0 || self->day > get_month_end (months, (guint) i) - months->months[i].start)
    return DT_DATE_NONE;
  return months->months[i].start + self->day - 1;
}

/**
 * dt_lunar_new_year:
 * @year: %DT_LUNAR_FIRST_YEAR to %DT_LUNAR_LAST_YEAR
 *
 * Returns: the first day of its first month, or %DT_DATE_NONE
 */
DtDate
dt_lunar_new_year (int year)
{
  return is_covered (year) ? get_year (year)->months[0].start : DT_DATE_NONE;
}

/**
 * dt_lunar_get_leap_month:
 * @year: a lunar year
 *
 * Returns: the number that two months of the year bear, or 0
 */
int
dt_lunar_get_leap_month (int year)
{
  const Months *months = is_covered (year) ? get_year (year) : NULL;

  for (guint i = 0; months != NULL && i < months->n_months; i++)
    if (months->months[i].leap)
      return months->months[i].number;
  return 0;
}

/**
 * dt_lunar_get_month_days:
 * @year: a lunar year
 * @month: 1 to 12
 * @leap: whether the leap month is meant
 *
 * Returns: 29 or 30; 0 if there is no such month
 */
int
dt_lunar_get_month_days (int year, int month, gboolean leap)
{
  const Months *months = is_covered (year) ? get_year (year) : NULL;
  int i = months != NULL ? find_month (months, month, leap) : -1;

  return i >= 0 ? get_month_end (months, (guint) i) - months->months[i].start : 0;
}

static DtCanChi
can_chi (gint64 number)
{
  DtCanChi self = { (int) (number % 10), (int) (number % 12) };

  return self;
}

/**
 * dt_can_chi_of_year:
 * @year: a lunar year, from 4
 *
 * Returns: its place in the cycle; 1984 is Giáp Tý
 */
DtCanChi
dt_can_chi_of_year (int year)
{
  g_return_val_if_fail (year >= 4, can_chi (0));

  return can_chi (year - 4);
}

/**
 * dt_can_chi_of_month:
 * @year: a lunar year, from 4
 * @month: 1 to 12; a leap month has the name of the one before
 *
 * Returns: the month's place in the cycle; month 11 always is a Tý month
 */
DtCanChi
dt_can_chi_of_month (int year, int month)
{
  g_return_val_if_fail (year >= 4 && month >= 1 && month <= 12, can_chi (0));

  /* month 1 of 4, a Giáp year, is Bính Dần: 2 */
  return can_chi ((gint64) (year - 4) * 12 + month + 1);
}

/**
 * dt_can_chi_of_day:
 * @date: a day from year 1 on
 *
 * Returns: its place in the cycle, which runs without a break
 */
DtCanChi
dt_can_chi_of_day (DtDate date)
{
  /* 1 January 1970 is the Julian day number 2440588; 49 before a multiple of 60 is Giáp Tý */
  return can_chi ((gint64) date + 2440588 + 49);
}

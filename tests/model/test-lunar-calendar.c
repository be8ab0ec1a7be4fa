/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lunar calendar against published tables, both ways for each day of 1900 to 2199, and the
 * names of the sexagenary cycle. Sources: tests/data/README.md. */
#include "dt-table.h"
#include "model/dt-ephemeris.h"
#include "model/dt-lunar-calendar.h"

#include <math.h>
#include <stdlib.h>

static DtDate
parse (const char *text)
{
  DtDate date = DT_DATE_NONE;

  g_assert_true (dt_date_parse (text, &date));
  return date;
}

static void
test_months (void)
{
  g_autoptr (GPtrArray) rows = dt_table_read ("lunar-months.csv", 5);

  g_assert_cmpuint (rows->len, ==, 618);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      DtLunarDate first = { 1, atoi (row[1]), atoi (row[2]), atoi (row[0]) };
      DtDate start = dt_lunar_date_to_date (&first);
      int days = dt_lunar_get_month_days (first.year, first.month, first.leap);

      if (start != parse (row[3]) || days != atoi (row[4]))
        g_error ("month %s of %s (leap %s) is not %s days from %s",
                 row[1],
                 row[0],
                 row[2],
                 row[4],
                 row[3]);
    }
}

static void
test_years (void)
{
  g_autoptr (GPtrArray) rows = dt_table_read ("lunar-new-years.csv", 4);

  g_assert_cmpuint (rows->len, ==, 200);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      int year = atoi (row[0]);

      if (dt_lunar_new_year (year) != parse (row[1])
          || dt_lunar_get_leap_month (year) != atoi (row[2]))
        g_error ("%s does not begin on %s with leap month %s", row[0], row[1], row[2]);
    }
}

/* Each day there and back, and one day later each day. */
static void
test_every_day (void)
{
  DtDate last = dt_date_new (2199, 12, 31);
  DtLunarDate before = { 0 };

  for (DtDate date = dt_date_new (1900, 1, 1); date <= last; date++)
    {
      DtLunarDate lunar = { 0 };

      g_assert_true (dt_lunar_date_from_date (date, &lunar));
      g_assert_cmpint (dt_lunar_date_to_date (&lunar), ==, date);
      if (lunar.day != before.day + 1)
        {
          g_assert_cmpint (lunar.day, ==, 1);
          g_assert_true (before.day == 0 || before.day >= 29);
          g_assert_true (lunar.leap ? lunar.month == before.month
                                    : lunar.month == before.month % 12 + 1 || before.day == 0);
        }
      before = lunar;
    }
}

static void
test_limits (void)
{
  DtLunarDate lunar = { 7, 7, FALSE, 7 };
  const DtLunarDate none[] = {
    { 30, 1, FALSE, 2017 }, /* 29 days */
    { 1, 6, TRUE, 2026 },   /* no leap month */
    { 0, 1, FALSE, 2026 },  { 1, 13, FALSE, 2026 }, { 1, 1, FALSE, 2200 }, { 1, 1, FALSE, 1898 },
  };

  g_assert_false (dt_lunar_date_from_date (dt_date_new (1899, 12, 31), &lunar));
  g_assert_false (dt_lunar_date_from_date (dt_date_new (2200, 1, 1), &lunar));
  g_assert_cmpint (lunar.year, ==, 7);
  g_assert_cmpint (dt_lunar_get_month_days (2017, 1, FALSE), ==, 29);
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_cmpint (dt_lunar_date_to_date (&none[i]), ==, DT_DATE_NONE);
  g_assert_cmpint (dt_lunar_new_year (2200), ==, DT_DATE_NONE);
  g_assert_cmpint (dt_lunar_get_leap_month (2200), ==, 0);
}

typedef struct
{
  const char *name;
  const char *date;
  DtLunarDate lunar;
  DtCanChi year;
} DayRow;

/* Days that calendars on the wall agree on. */
static const DayRow day_rows[] = {
  { "Bính Ngọ", "2026-11-23", { 15, 10, FALSE, 2026 }, { 2, 6 } },
  { "Tết 2026", "2026-02-17", { 1, 1, FALSE, 2026 }, { 2, 6 } },
  { "the eve of Tết 2026", "2026-02-16", { 29, 12, FALSE, 2025 }, { 1, 5 } },
  { "the Hùng kings 2026", "2026-04-26", { 10, 3, FALSE, 2026 }, { 2, 6 } },
  { "a leap month", "2025-07-25", { 1, 6, TRUE, 2025 }, { 1, 5 } },
  { "Tết 1985, a month before China's", "1985-01-21", { 1, 1, FALSE, 1985 }, { 1, 1 } },
  { "Tết 2007, a day before", "2007-02-17", { 1, 1, FALSE, 2007 }, { 3, 11 } },
  { "Tết 2030, a day before", "2030-02-02", { 1, 1, FALSE, 2030 }, { 6, 10 } },
  { "Tết Mậu Thân in the North", "1968-01-29", { 1, 1, FALSE, 1968 }, { 4, 8 } },
  { "the leap month 11 of 2033", "2033-12-22", { 1, 11, TRUE, 2033 }, { 9, 1 } },
};

static void
test_day (gconstpointer data)
{
  const DayRow *row = data;
  DtLunarDate lunar = { 0 };
  DtCanChi year;

  g_assert_true (dt_lunar_date_from_date (parse (row->date), &lunar));
  g_assert_cmpint (lunar.day, ==, row->lunar.day);
  g_assert_cmpint (lunar.month, ==, row->lunar.month);
  g_assert_cmpint (lunar.leap, ==, row->lunar.leap);
  g_assert_cmpint (lunar.year, ==, row->lunar.year);
  year = dt_can_chi_of_year (lunar.year);
  g_assert_cmpint (year.stem, ==, row->year.stem);
  g_assert_cmpint (year.branch, ==, row->year.branch);
}

/* 7 January 2000 was a Giáp Tý day (its Julian day number, 2451551, and 49 make a multiple of 60);
 * the first month of a Bính year is Canh Dần. */
static void
test_can_chi (void)
{
  DtCanChi month = dt_can_chi_of_month (2026, 1);
  DtCanChi day = dt_can_chi_of_day (dt_date_new (2000, 1, 7)); /* a Giáp Tý day */

  g_assert_cmpint (month.stem, ==, 6);
  g_assert_cmpint (month.branch, ==, 2);
  g_assert_cmpint (day.stem, ==, 0);
  g_assert_cmpint (day.branch, ==, 0);
  day = dt_can_chi_of_day (dt_date_new (2000, 1, 6));
  g_assert_cmpint (day.stem, ==, 9);
  g_assert_cmpint (day.branch, ==, 11);
}

/* Meeus, examples 49.a and 25.b: 18 February 1977, 3h 37m 42s dynamical time (48 s ahead of
 * universal time); 13 October 1992, 0h dynamical time: 199° 54′ 21.8″. */
static void
test_ephemeris (void)
{
  double moon = dt_ephemeris_new_moon (-283);
  double sun = dt_ephemeris_sun_longitude (2448908.5 - 58.6 / 86400);

  g_assert_cmpint (dt_ephemeris_new_moon_near (moon + 14), ==, -283);
  g_assert_cmpfloat (fabs (moon - (2443192.65118 - 47.6 / 86400)), <, 1.5 / 86400);
  g_assert_cmpfloat (fabs (sun - (199 + 54 / 60.0 + 21.8 / 3600)), <, 0.5 / 3600);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (day_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/lunar/day/", day_rows[i].name, NULL);

      g_test_add_data_func (path, &day_rows[i], test_day);
    }
  g_test_add_func ("/lunar/ephemeris", test_ephemeris);
  g_test_add_func ("/lunar/months", test_months);
  g_test_add_func ("/lunar/years", test_years);
  g_test_add_func ("/lunar/every-day", test_every_day);
  g_test_add_func ("/lunar/limits", test_limits);
  g_test_add_func ("/lunar/can-chi", test_can_chi);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Day numbers: the calendar both ways, weekdays, what is read and written, Hanoi's midnight. */
#include "base/dt-clock.h"
#include "model/dt-date.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *iso; /* NULL: no date */
} ParseRow;

static const ParseRow parse_rows[] = {
  { "as people write it", "23/11/2026", "2026-11-23" },
  { "no leading zeros", "3/1/2026", "2026-01-03" },
  { "iso", "2026-11-23", "2026-11-23" },
  { "29 February", "29/02/2028", "2028-02-29" },
  { "29 February of no leap year", "29/02/2026", NULL },
  { "29 February 1900", "1900-02-29", NULL },
  { "29 February 2000", "2000-02-29", "2000-02-29" },
  { "31 April", "31/04/2026", NULL },
  { "month 13", "2026-13-01", NULL },
  { "day 0", "0/1/2026", NULL },
  { "year 0", "1/1/0", NULL },
  { "American", "11/23/2026", NULL },
  { "something behind", "23/11/2026 ", NULL },
  { "something before", " 23/11/2026", NULL },
  { "a sign", "-23/11/2026", NULL },
  { "mixed", "23/11-2026", NULL },
  { "too long", "023/11/2026", NULL },
  { "half", "23/11", NULL },
  { "empty", "", NULL },
  { "none", NULL, NULL },
};

static void
test_parse (gconstpointer data)
{
  const ParseRow *row = data;
  DtDate date = 12345;

  if (row->iso == NULL)
    {
      g_assert_false (dt_date_parse (row->text, &date));
      g_assert_cmpint (date, ==, 12345);
      return;
    }
  g_assert_true (dt_date_parse (row->text, &date));

  g_autofree char *iso = dt_date_to_iso (date);

  g_assert_cmpstr (iso, ==, row->iso);
}

/* Every day of years 1 to 3000 against GLib's calendar, which counts from 1 January 1. */
static void
test_every_day (void)
{
  g_autoptr (GDate) theirs = g_date_new_dmy (1, G_DATE_JANUARY, 1);
  DtDate epoch = dt_date_new (1, 1, 1);

  for (DtDate date = epoch; date < dt_date_new (3000, 1, 1); date++)
    {
      int year;
      int month;
      int day;

      dt_date_split (date, &year, &month, &day);
      g_assert_cmpint (year, ==, g_date_get_year (theirs));
      g_assert_cmpint (month, ==, (int) g_date_get_month (theirs));
      g_assert_cmpint (day, ==, g_date_get_day (theirs));
      g_assert_cmpint (dt_date_new (year, month, day), ==, date);
      g_assert_cmpint ((int) dt_date_get_weekday (date), ==, (int) g_date_get_weekday (theirs));
      g_date_add_days (theirs, 1);
    }
}

static void
test_text (void)
{
  g_autofree char *text = dt_date_to_text (dt_date_new (2026, 3, 5));

  g_assert_cmpstr (text, ==, "05/03/2026");
  g_assert_cmpint (dt_date_get_year (dt_date_new (2026, 3, 5)), ==, 2026);
  g_assert_cmpint (dt_date_new (1970, 1, 1), ==, 0);
  g_assert_cmpint (dt_date_new (9999, 12, 31) + 1, ==, dt_date_new (9999, 1, 1) + 365);
  g_assert_cmpint (dt_date_new (10000, 1, 1), ==, DT_DATE_NONE);
}

typedef struct
{
  const char *name;
  const char *time;
  const char *day;
  int minute;
} TimeRow;

static const TimeRow time_rows[] = {
  { "an afternoon", "2026-11-23T14:02:59+07:00", "2026-11-23", 14 * 60 + 2 },
  { "midnight in Hanoi", "2026-11-23T00:00:00+07:00", "2026-11-23", 0 },
  { "before midnight", "2026-11-23T23:59:59+07:00", "2026-11-23", 1439 },
  { "still yesterday in UTC", "2026-11-22T17:00:00Z", "2026-11-23", 0 },
  { "before 1970", "1969-12-31T23:30:00+07:00", "1969-12-31", 1410 },
};

static void
test_time (gconstpointer data)
{
  const TimeRow *row = data;
  gint64 time;
  DtDate day;

  g_assert_true (dt_time_from_iso (row->time, &time));
  g_assert_true (dt_date_parse (row->day, &day));
  g_assert_cmpint (dt_date_from_time (time), ==, day);
  g_assert_cmpint (dt_date_minute_of_time (time), ==, row->minute);
  g_assert_cmpint (dt_date_to_time (day, row->minute),
                   ==,
                   time - time % (60 * G_USEC_PER_SEC)
                       - (time % (60 * G_USEC_PER_SEC) < 0 ? 60 * G_USEC_PER_SEC : 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parse_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/date/parse/", parse_rows[i].name, NULL);

      g_test_add_data_func (path, &parse_rows[i], test_parse);
    }
  for (guint i = 0; i < G_N_ELEMENTS (time_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/date/time/", time_rows[i].name, NULL);

      g_test_add_data_func (path, &time_rows[i], test_time);
    }
  g_test_add_func ("/date/every-day", test_every_day);
  g_test_add_func ("/date/text", test_text);
  return g_test_run ();
}

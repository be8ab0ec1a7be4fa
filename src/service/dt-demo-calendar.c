/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Office hours 07:30–11:30 and 13:00–17:00, Monday to Friday (DOMAIN.md's default), less the days
 * off that data/demo/common.json lists. */
#include "service/dt-demo-calendar.h"

#include "base/dt-clock.h"

#define HANOI (7 * DEMO_HOUR)
#define OPENS (7 * 60 + 30)
#define NOON (11 * 60 + 30)
#define AFTERNOON (13 * 60)
#define CLOSES (17 * 60)
#define LAST (16 * 60 + 50) /* what comes later is for the next day */

struct _DemoCalendar
{
  GRand *rand;
  GHashTable *days_off; /* of day numbers */
};

DemoCalendar *
demo_calendar_new (GRand *rand, JsonArray *days_off)
{
  DemoCalendar *self = g_new0 (DemoCalendar, 1);
  guint n = days_off != NULL ? json_array_get_length (days_off) : 0;

  self->rand = rand;
  self->days_off = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < n; i++)
    {
      gint64 time;

      if (dt_time_from_iso (json_array_get_string_element (days_off, i), &time))
        g_hash_table_add (self->days_off, GINT_TO_POINTER ((int) ((time + HANOI) / DEMO_DAY)));
    }
  return self;
}

void
demo_calendar_free (DemoCalendar *self)
{
  g_hash_table_unref (self->days_off);
  g_free (self);
}

/* Days since 1 January 1970, in Hanoi. */
static gint64
day_of (gint64 time)
{
  return (time + HANOI) / DEMO_DAY;
}

static int
minute_of (gint64 time)
{
  return (int) ((time + HANOI) % DEMO_DAY / DEMO_MINUTE);
}

static gint64
make_time (DemoCalendar *self, gint64 day, int minute)
{
  return day * DEMO_DAY - HANOI + minute * DEMO_MINUTE
         + g_rand_int_range (self->rand, 0, 60) * G_USEC_PER_SEC;
}

static gboolean
is_working_day (DemoCalendar *self, gint64 day)
{
  /* 1 January 1970 was a Thursday, so 2 and 3 are the weekend */
  return day % 7 != 2 && day % 7 != 3
         && !g_hash_table_contains (self->days_off, GINT_TO_POINTER ((int) day));
}

gint64
demo_calendar_find_anchor (gint64 now)
{
  gint64 day = minute_of (now) >= OPENS ? day_of (now) : day_of (now) - 1;

  return day * DEMO_DAY - HANOI + OPENS * DEMO_MINUTE;
}

gboolean
demo_calendar_is_working (DemoCalendar *self, gint64 time)
{
  return is_working_day (self, day_of (time));
}

gint64
demo_calendar_office_time (DemoCalendar *self, gint64 time, int days)
{
  gint64 day = day_of (time);
  int minute = minute_of (time);

  if (days == 0 && is_working_day (self, day) && minute < LAST)
    {
      minute = MAX (minute + 1, OPENS);
      if (minute >= NOON - 5 && minute < AFTERNOON)
        minute = AFTERNOON;
      minute += g_rand_int_range (self->rand, 1, 40);
      if (minute >= NOON && minute < AFTERNOON)
        minute += AFTERNOON - NOON;
      return make_time (self, day, MIN (minute, CLOSES - 1));
    }
  for (int left = MAX (days, 1); left > 0;)
    left -= is_working_day (self, ++day);
  minute = g_rand_boolean (self->rand) ? g_rand_int_range (self->rand, OPENS + 5, NOON - 5)
                                       : g_rand_int_range (self->rand, AFTERNOON + 5, LAST);
  return make_time (self, day, minute);
}

gint64
demo_calendar_waking_time (DemoCalendar *self, gint64 time, int hour)
{
  int minute = minute_of (time);

  if (hour >= 0)
    return make_time (self, day_of (time), hour * 60 + g_rand_int_range (self->rand, 2, 35));
  if (minute < 6 * 60)
    minute = 6 * 60 + g_rand_int_range (self->rand, 0, 180);
  else if (minute >= 23 * 60)
    minute = 20 * 60 + g_rand_int_range (self->rand, 0, 150);
  return make_time (self, day_of (time), minute);
}

gint64
demo_calendar_evening (DemoCalendar *self, gint64 time, int days)
{
  return make_time (
      self, day_of (time) + days, g_rand_int_range (self->rand, 17 * 60 + 40, 21 * 60 + 40));
}

gint64
demo_calendar_draw_day (DemoCalendar *self, gint64 from, gint64 to)
{
  gint64 first = day_of (from);
  gint64 last = day_of (to);
  gint64 found = last;
  guint n = 0;

  for (gint64 day = first; day <= last; day++)
    if (is_working_day (self, day) && g_rand_int_range (self->rand, 0, ++n) == 0)
      found = day;
  return found * DEMO_DAY - HANOI + OPENS * DEMO_MINUTE;
}

char *
demo_calendar_format (gint64 time, gboolean with_year)
{
  g_autoptr (GDateTime) day = dt_time_to_hanoi (time);

  return g_date_time_format (day, with_year ? "%d/%m/%Y" : "%d/%m");
}

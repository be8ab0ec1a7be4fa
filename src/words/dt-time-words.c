/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and times as people say them. Any thread, once the language is set. */
#include "words/dt-time-words.h"

#include <glib/gi18n.h>

static const char *const weekdays[] = {
  NC_ ("in a sentence", "Monday"),    NC_ ("in a sentence", "Tuesday"),
  NC_ ("in a sentence", "Wednesday"), NC_ ("in a sentence", "Thursday"),
  NC_ ("in a sentence", "Friday"),    NC_ ("in a sentence", "Saturday"),
  NC_ ("in a sentence", "Sunday"),
};

/**
 * dt_time_words_weekday:
 * @weekday: a day of the week
 *
 * Returns: its name, within a sentence
 */
const char *
dt_time_words_weekday (DtWeekday weekday)
{
  g_return_val_if_fail (weekday >= DT_MONDAY && weekday <= DT_SUNDAY, NULL);

  return g_dpgettext2 (NULL, "in a sentence", weekdays[weekday - DT_MONDAY]);
}

/**
 * dt_time_words_day:
 * @date: a day
 *
 * Returns: (transfer full): "thứ Hai 23/11/2026"
 */
char *
dt_time_words_day (DtDate date)
{
  g_autofree char *text = dt_date_to_text (date);

  return g_strdup_printf ("%s %s", dt_time_words_weekday (dt_date_get_weekday (date)), text);
}

/**
 * dt_time_words_clock:
 * @time: Unix microseconds
 *
 * Returns: (transfer full): "14:02", Hanoi time
 */
char *
dt_time_words_clock (gint64 time)
{
  int minute = dt_date_minute_of_time (time);

  return g_strdup_printf ("%02d:%02d", minute / 60, minute % 60);
}

/**
 * dt_time_words_moment:
 * @time: Unix microseconds
 *
 * Returns: (transfer full): "14:02 thứ Hai 23/11/2026", Hanoi time
 */
char *
dt_time_words_moment (gint64 time)
{
  g_autofree char *clock = dt_time_words_clock (time);
  g_autofree char *day = dt_time_words_day (dt_date_from_time (time));

  return g_strdup_printf ("%s %s", clock, day);
}

/**
 * dt_time_words_minutes:
 * @minutes: a length of time, not negative
 *
 * Returns: (transfer full): "3 giờ 59 phút"
 */
char *
dt_time_words_minutes (gint64 minutes)
{
  gint64 hours = minutes / 60;
  g_autofree char *whole = NULL;
  g_autofree char *rest = NULL;

  whole = g_strdup_printf (ngettext ("%d hour", "%d hours", (gulong) hours), (int) hours);
  rest = g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) (minutes % 60)),
                          (int) (minutes % 60));
  if (minutes % 60 == 0)
    return g_steal_pointer (&whole);
  return hours == 0 ? g_steal_pointer (&rest) : g_strdup_printf ("%s %s", whole, rest);
}

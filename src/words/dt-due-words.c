/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the badge of a deadline says, in words. Any thread, once the language is set. */
#include "words/dt-due-words.h"

#include "words/dt-time-words.h"

#include <glib/gi18n.h>

static gint64
get_minutes_per_day (DtWorkingCalendar *calendar)
{
  const DtHours *hours = dt_working_calendar_get_hours (calendar);

  return hours->to[0] - hours->from[0] + hours->to[1] - hours->from[1];
}

/* Days of the office's own hours; minutes are told only where there are no days. */
static char *
say_length (DtWorkingCalendar *calendar, gint64 minutes)
{
  gint64 per_day = get_minutes_per_day (calendar);
  int days = (int) (minutes / per_day);
  g_autofree char *whole = NULL;
  g_autofree char *rest = NULL;

  if (days == 0)
    return dt_time_words_minutes (minutes);
  whole = g_strdup_printf (ngettext ("%d day", "%d days", (gulong) days), days);
  if (minutes % per_day < 60)
    return g_steal_pointer (&whole);
  rest = dt_time_words_minutes (minutes % per_day / 60 * 60);
  return g_strdup_printf ("%s %s", whole, rest);
}

/**
 * dt_due_words_remaining:
 * @calendar: the office's
 * @due: a deadline, 0 for none
 * @now: the present
 *
 * Returns: (transfer full) (nullable): how much working time is left, or since when it is over
 */
char *
dt_due_words_remaining (DtWorkingCalendar *calendar, gint64 due, gint64 now)
{
  g_autofree char *length = NULL;
  DtWorkingSpan span;

  g_return_val_if_fail (calendar != NULL, NULL);

  if (due == 0)
    return NULL;
  dt_working_calendar_between (calendar, MIN (due, now), MAX (due, now), &span);
  if (span.minutes == 0)
    return g_strdup (due < now ? _ ("Just overdue") : _ ("Due now"));
  length = say_length (calendar, span.minutes);
  /* Translators: %s is a length of working time: "1 day 3 hours". */
  return g_strdup_printf (due < now ? _ ("Overdue by %s") : _ ("%s left"), length);
}

/**
 * dt_due_words_short:
 * @calendar: the office's
 * @due: a deadline, 0 for none
 * @now: the present
 *
 * Returns: (transfer full) (nullable): the same by its largest unit: "3 hours left"
 */
char *
dt_due_words_short (DtWorkingCalendar *calendar, gint64 due, gint64 now)
{
  g_autofree char *length = NULL;
  DtWorkingSpan span;
  gint64 per_day;

  g_return_val_if_fail (calendar != NULL, NULL);

  if (due == 0)
    return NULL;
  dt_working_calendar_between (calendar, MIN (due, now), MAX (due, now), &span);
  if (span.minutes == 0)
    return g_strdup (due < now ? _ ("just overdue") : _ ("due now"));
  per_day = get_minutes_per_day (calendar);
  if (span.minutes >= per_day)
    span.minutes -= span.minutes % per_day;
  else if (span.minutes >= 60)
    span.minutes -= span.minutes % 60;
  length = say_length (calendar, span.minutes);
  /* Translators: on a small badge, without a capital; %s is "3 hours". */
  return g_strdup_printf (due < now ? _ ("%s overdue") : _ ("in %s"), length);
}

/**
 * dt_due_words_sentence:
 * @calendar: the office's
 * @due: a deadline, 0 for none
 * @now: the present
 *
 * Returns: (transfer full) (nullable): the same, and the deadline
 */
char *
dt_due_words_sentence (DtWorkingCalendar *calendar, gint64 due, gint64 now)
{
  g_autofree char *remaining = dt_due_words_remaining (calendar, due, now);
  g_autofree char *moment = NULL;

  if (remaining == NULL)
    return NULL;
  moment = dt_time_words_moment (due);
  /* Translators: what is left, and the deadline. */
  return g_strdup_printf (_ ("%s, due %s"), remaining, moment);
}

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

static char *
say_remaining (DtWorkingCalendar *calendar, gint64 minutes, gboolean overdue)
{
  g_autofree char *length = NULL;

  if (minutes == 0)
    return g_strdup (overdue ? _ ("Just overdue") : _ ("Due now"));
  length = say_length (calendar, minutes);
  /* Translators: %s is a length of working time: "1 day 3 hours". */
  return g_strdup_printf (overdue ? _ ("Overdue by %s") : _ ("%s left"), length);
}

static char *
say_badge (DtWorkingCalendar *calendar, gint64 minutes, gboolean overdue)
{
  gint64 per_day = get_minutes_per_day (calendar);
  g_autofree char *length = NULL;

  if (minutes == 0)
    return g_strdup (overdue ? _ ("just overdue") : _ ("due now"));
  if (minutes >= per_day)
    minutes -= minutes % per_day;
  else if (minutes >= 60)
    minutes -= minutes % 60;
  length = say_length (calendar, minutes);
  /* Translators: on a small badge, without a capital; %s is "3 hours". */
  return g_strdup_printf (overdue ? _ ("%s overdue") : _ ("in %s"), length);
}

/**
 * dt_due_words_init:
 * @self: (out caller-allocates): to be cleared with dt_due_words_clear()
 * @calendar: the office's
 * @due: a deadline, 0 for none
 * @now: the present
 *
 * Says how much working time is left, or since when it is over. Of no deadline all texts are %NULL.
 */
void
dt_due_words_init (DtDueWords *self, DtWorkingCalendar *calendar, gint64 due, gint64 now)
{
  g_autofree char *moment = NULL;
  DtWorkingSpan span;

  g_return_if_fail (self != NULL && calendar != NULL);

  *self = (DtDueWords){ .state = dt_due_state_get (calendar, due, now) };
  if (due == 0)
    return;
  dt_working_calendar_between (calendar, MIN (due, now), MAX (due, now), &span);
  moment = dt_time_words_moment (due);
  self->remaining = say_remaining (calendar, span.minutes, due < now);
  self->badge = say_badge (calendar, span.minutes, due < now);
  /* Translators: what is left, and the deadline. */
  self->sentence = g_strdup_printf (_ ("%s, due %s"), self->remaining, moment);
}

/**
 * dt_due_words_clear:
 * @self: words
 */
void
dt_due_words_clear (DtDueWords *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->remaining, g_free);
  g_clear_pointer (&self->badge, g_free);
  g_clear_pointer (&self->sentence, g_free);
}

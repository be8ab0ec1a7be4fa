/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of a deadline as sentences. Any thread, once the language is set. */
#include "words/dt-step-words.h"

#include "words/dt-time-words.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * dt_step_words_holiday:
 * @holiday: a public holiday
 *
 * Returns: its name
 */
const char *
dt_step_words_holiday (const DtHoliday *holiday)
{
  return strcmp (C_ ("catalogue language", "en"), "vi") == 0 ? holiday->name_vi : holiday->name_en;
}

/**
 * dt_step_words_day_off:
 * @date: a day
 * @day: what it is to the office, not a plain working day
 *
 * Returns: (transfer full): the day and why it is off
 */
char *
dt_step_words_day_off (DtDate date, const DtDayInfo *day)
{
  g_autofree char *text = dt_time_words_day (date);
  g_autofree char *other = day->other != DT_DATE_NONE ? dt_time_words_day (day->other) : NULL;

  switch (day->kind)
    {
    case DT_DAY_WEEKEND:
      return g_strdup_printf (_ ("%s, a weekly day of rest"), text);
    case DT_DAY_HOLIDAY:
      /* Translators: a day, and the name of a public holiday. */
      return g_strdup_printf (_ ("%s, the holiday %s"), text, dt_step_words_holiday (day->holiday));
    case DT_DAY_COMPENSATION:
      return g_strdup_printf (_ ("%s, off for the holiday %s on %s"),
                              text,
                              dt_step_words_holiday (day->holiday),
                              other);
    case DT_DAY_SWAPPED:
      return g_strdup_printf (_ ("%s, swapped with %s, which is worked"), text, other);
    case DT_DAY_CLOSED:
      return g_strdup_printf (_ ("%s, the office is closed: %s"), text, day->closure->reason);
    case DT_DAY_MAKE_UP:
    case DT_DAY_WORKING:
    default:
      return g_steal_pointer (&text);
    }
}

static char *
say_begin (const DtDeadlineStep *step)
{
  gboolean accepted = step->rule->from_acceptance;
  g_autofree char *from = dt_time_words_moment (step->from);
  g_autofree char *to = dt_time_words_moment (step->to);

  if (step->unit == DT_TIME_UNIT_DAYS || step->unit == DT_TIME_UNIT_WORKING_DAYS)
    return g_strdup_printf (accepted ? _ ("Accepted at %s: counted from the day after")
                                     : _ ("Received at %s: counted from the day after"),
                            from);
  if (step->from == step->to)
    return g_strdup_printf (accepted ? _ ("Accepted at %s: counted from that moment")
                                     : _ ("Received at %s: counted from that moment"),
                            from);
  return g_strdup_printf (accepted ? _ ("Accepted at %s, out of hours: counted from %s")
                                   : _ ("Received at %s, out of hours: counted from %s"),
                          from,
                          to);
}

/* "5 ngày làm việc" */
static char *
say_amount (gint64 amount, DtTimeUnit unit)
{
  g_autofree char *minutes = NULL;

  switch (unit)
    {
    case DT_TIME_UNIT_DAYS:
      return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) amount), (int) amount);
    case DT_TIME_UNIT_WORKING_DAYS:
      return g_strdup_printf (ngettext ("%d working day", "%d working days", (gulong) amount),
                              (int) amount);
    case DT_TIME_UNIT_WORKING_HOURS:
      minutes = dt_time_words_minutes (amount);
      return g_strdup_printf (_ ("%s of working time"), minutes);
    case DT_TIME_UNIT_HOURS:
    case DT_N_TIME_UNITS:
    default:
      return dt_time_words_minutes (amount);
    }
}

static char *
say_count (const DtDeadlineStep *step)
{
  g_autofree char *amount = say_amount (step->amount, step->unit);
  DtDate first = dt_date_from_time (step->from);
  DtDate last = dt_date_from_time (step->to - 1);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (step->unit == DT_TIME_UNIT_DAYS || step->unit == DT_TIME_UNIT_WORKING_DAYS)
    {
      from = dt_time_words_day (first);
      to = dt_time_words_day (last);
      return first == last ? g_strdup_printf ("%s: %s", amount, from)
                           : g_strdup_printf (_ ("%s: %s to %s"), amount, from, to);
    }
  from = first == last ? dt_time_words_clock (step->from) : dt_time_words_moment (step->from);
  to = dt_time_words_moment (step->to);
  return g_strdup_printf (_ ("%s: %s to %s"), amount, from, to);
}

static char *
say_half (const DtDeadlineStep *step)
{
  g_autofree char *day = dt_time_words_day (dt_date_from_time (step->from));

  return g_strdup_printf (step->day.halves == DT_MORNING
                              ? _ ("%s: the office is closed in the afternoon: %s")
                              : _ ("%s: the office is closed in the morning: %s"),
                          day,
                          step->day.closure->reason);
}

/* Days are waited for until their end, so the last is the one before. */
static char *
say_pause (const DtDeadlineStep *step)
{
  gboolean days = step->unit == DT_TIME_UNIT_DAYS || step->unit == DT_TIME_UNIT_WORKING_DAYS;
  g_autofree char *from = days ? dt_time_words_day (dt_date_from_time (step->from))
                               : dt_time_words_moment (step->from);
  g_autofree char *to = days ? dt_time_words_day (dt_date_from_time (step->to - 1))
                             : dt_time_words_moment (step->to);

  return g_strdup_printf (_ ("Waited for the citizen from %s to %s: does not count"), from, to);
}

static char *
say_day (const DtDeadlineStep *step)
{
  DtDate date = dt_date_from_time (step->from);
  g_autofree char *off = dt_step_words_day_off (date, &step->day);
  g_autofree char *other
      = step->day.other != DT_DATE_NONE ? dt_time_words_day (step->day.other) : NULL;

  if (step->kind == DT_STEP_MAKE_UP)
    return g_strdup_printf (_ ("Counted: %s, worked in place of %s"), off, other);
  if (step->kind == DT_STEP_MOVE)
    return g_strdup_printf (_ ("Would end on %s: moves to the next working day"), off);
  return g_strdup_printf (_ ("Not counted: %s"), off);
}

static char *
say_extend (const DtDeadlineStep *step)
{
  g_autofree char *amount = say_amount (step->amount, step->unit);
  g_autofree char *day = dt_time_words_day (dt_date_from_time (step->from));

  return g_strdup_printf (_ ("Extended by %s, decided on %s"), amount, day);
}

static char *
say (const DtDeadlineStep *step)
{
  g_autofree char *from = dt_time_words_moment (step->from);

  switch (step->kind)
    {
    case DT_STEP_BEGIN:
      return say_begin (step);
    case DT_STEP_COUNT:
      return say_count (step);
    case DT_STEP_MAKE_UP:
    case DT_STEP_SKIP:
    case DT_STEP_MOVE:
      return say_day (step);
    case DT_STEP_HALF:
      return say_half (step);
    case DT_STEP_PAUSE:
      return say_pause (step);
    case DT_STEP_EXTEND:
      return say_extend (step);
    case DT_STEP_PROVISIONAL:
      return g_strdup_printf (_ ("The days swapped in %d are not entered: a provisional date"),
                              step->year);
    case DT_STEP_PROMISE:
      return g_strdup_printf (_ ("Promised to the citizen at %s"), from);
    case DT_STEP_DUE:
    default:
      if (step->rule != NULL && step->rule->path == DT_PATH_PROPER_FORM)
        return g_strdup_printf (_ ("Guide to the proper form, by letter or in person, by %s"),
                                from);
      return g_strdup_printf (_ ("Due by %s"), from);
    }
}

/**
 * dt_step_words:
 * @step: a step
 *
 * Returns: (transfer full): it as a sentence without a full stop
 */
char *
dt_step_words (const DtDeadlineStep *step)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (step != NULL, NULL);

  text = say (step);
  /* Translators: after a step of a deadline whose legal source is uncertain. */
  return step->check ? g_strdup_printf (_ ("%s (to be checked)"), text) : g_steal_pointer (&text);
}

/**
 * dt_step_words_amount:
 * @amount: of a rule
 * @unit: in which it counts
 *
 * Returns: (transfer full): both
 */
char *
dt_step_words_amount (int amount, DtTimeUnit unit)
{
  gboolean days = unit == DT_TIME_UNIT_DAYS || unit == DT_TIME_UNIT_WORKING_DAYS;

  return say_amount (days ? amount : (gint64) amount * 60, unit);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page "today" and reminders say. Any thread, once the language is set. */
#include "words/dt-today-words.h"

#include "words/dt-lunar-words.h"
#include "words/dt-step-words.h"
#include "words/dt-time-words.h"

#include <glib/gi18n.h>

#define FULL_MOON 15
#define LAST_EARLY_DAY 10 /* up to then a day of the lunar month is "mùng" */

/* A sentence or title begins with a capital. */
static char *
capitalize (const char *text)
{
  const char *rest = *text != '\0' ? g_utf8_next_char (text) : text;
  g_autofree char *first = g_utf8_strup (text, rest - text);

  return g_strconcat (first, rest, NULL);
}

/**
 * dt_today_words_title:
 * @now: Unix microseconds
 *
 * Returns: (transfer full): the day
 */
char *
dt_today_words_title (gint64 now)
{
  DtDate date = dt_date_from_time (now);
  g_autofree char *text = NULL;
  g_autofree char *number = NULL;
  int month, day;

  dt_date_split (date, NULL, &month, &day);
  /* Translators: a day of the month and the number of the month. */
  number = g_strdup_printf (_ ("%d/%d"), day, month);
  text = g_strdup_printf ("%s, %s", dt_time_words_weekday (dt_date_get_weekday (date)), number);
  return capitalize (text);
}

static char *
say_lunar (DtDate date)
{
  DtLunarDate lunar;
  g_autofree char *year = NULL;
  g_autofree char *day = NULL;

  if (!dt_lunar_date_from_date (date, &lunar))
    return g_strdup ("");
  year = dt_lunar_words_can_chi (dt_can_chi_of_year (lunar.year));
  if (lunar.day == FULL_MOON)
    day = g_strdup (_ ("Full moon"));
  else if (lunar.day <= LAST_EARLY_DAY)
    day = g_strdup_printf (_ ("Day %d"), lunar.day);
  else
    /* Translators: a day after the tenth of a lunar month. */
    day = g_strdup_printf (C_ ("late in the lunar month", "Day %d"), lunar.day);
  /* Translators: the lunar day, the month's and the year's Vietnamese name. */
  return g_strdup_printf (lunar.leap ? _ ("%s of leap lunar month %s, year %s")
                                     : _ ("%s of lunar month %s, year %s"),
                          day,
                          dt_lunar_words_month (lunar.month),
                          year);
}

static char *
say_day_off (const DtDayInfo *info)
{
  g_autofree char *other = info->other != DT_DATE_NONE ? dt_time_words_day (info->other) : NULL;

  switch (info->kind)
    {
    case DT_DAY_HOLIDAY:
      return g_strdup_printf (_ ("Today is the holiday %s"), dt_step_words_holiday (info->holiday));
    case DT_DAY_COMPENSATION:
      return g_strdup_printf (_ ("Today is off for the holiday %s"),
                              dt_step_words_holiday (info->holiday));
    case DT_DAY_SWAPPED:
      return g_strdup_printf (_ ("Today is off, %s is worked instead"), other);
    case DT_DAY_CLOSED:
      return g_strdup_printf (_ ("The office is closed today: %s"), info->closure->reason);
    case DT_DAY_WEEKEND:
    case DT_DAY_MAKE_UP:
    case DT_DAY_WORKING:
    default:
      return g_strdup (_ ("Today is a weekly day of rest"));
    }
}

static char *
say_time (DtWorkingCalendar *calendar, gint64 now)
{
  DtDate date = dt_date_from_time (now);
  DtWorkingSpan span;
  DtDayInfo info;
  g_autofree char *length = NULL;

  dt_working_calendar_get_day (calendar, date, &info);
  if (info.halves == 0)
    return say_day_off (&info);
  dt_working_calendar_between (calendar, now, dt_date_to_time (date + 1, 0), &span);
  if (span.minutes == 0)
    return g_strdup (_ ("The office is closed for today"));
  length = dt_time_words_minutes (span.minutes);
  return g_strdup_printf (_ ("%s of work left"), length);
}

/**
 * dt_today_words_subtitle:
 * @calendar: the office's
 * @now: Unix microseconds
 * @n: how many cases have to be looked after
 *
 * Returns: (transfer full): the lunar day, the time that is left, what has to be looked after
 */
char *
dt_today_words_subtitle (DtWorkingCalendar *calendar, gint64 now, gint64 n)
{
  g_autofree char *lunar = say_lunar (dt_date_from_time (now));
  g_autofree char *time = say_time (calendar, now);
  g_autofree char *care = NULL;

  if (n == 0)
    return g_strdup_printf ("%s. %s.", lunar, time);
  care = g_strdup_printf (
      ngettext ("%d thing to look after", "%d things to look after", (gulong) n), (int) n);
  return g_strdup_printf ("%s. %s, %s.", lunar, time, care);
}

/**
 * dt_today_words_due:
 * @due: a deadline
 * @now: Unix microseconds
 *
 * Returns: (transfer full): it, as short as it may be said
 */
char *
dt_today_words_due (gint64 due, gint64 now)
{
  DtDate date = dt_date_from_time (due);
  g_autofree char *clock = NULL;
  int month, day;

  if (date == dt_date_from_time (now))
    {
      clock = dt_time_words_clock (due);
      return g_strdup_printf (_ ("due %s today"), clock);
    }
  dt_date_split (date, NULL, &month, &day);
  /* Translators: a day of the week, the day of the month and the number of the month. */
  return g_strdup_printf (
      _ ("due %s %02d/%02d"), dt_time_words_weekday (dt_date_get_weekday (date)), day, month);
}

/* ---- what is done ---- */

static char *
say_done (DtCaseStatus status, int n)
{
  switch (status)
    {
    case DT_CASE_STATUS_ANSWERED:
      return g_strdup_printf (ngettext ("%d answered", "%d answered", (gulong) n), n);
    case DT_CASE_STATUS_FORWARDED:
      return g_strdup_printf (ngettext ("%d forwarded", "%d forwarded", (gulong) n), n);
    case DT_CASE_STATUS_CLOSED:
      return g_strdup_printf (ngettext ("%d closed", "%d closed", (gulong) n), n);
    default:
      return g_strdup_printf (ngettext ("%d refused", "%d refused", (gulong) n), n);
    }
}

/**
 * dt_today_words_done:
 * @today: the day
 *
 * Returns: (transfer full) (nullable): what the officer has done; %NULL if nothing
 */
char *
dt_today_words_done (const DtToday *today)
{
  static const DtCaseStatus deeds[] = {
    DT_CASE_STATUS_ANSWERED, DT_CASE_STATUS_FORWARDED, DT_CASE_STATUS_CLOSED, DT_CASE_STATUS_REFUSED
  };
  g_autoptr (GString) list = g_string_new (NULL);
  guint sum = 0;

  g_return_val_if_fail (today != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      g_autofree char *part = NULL;

      if (today->done[deeds[i]] == 0)
        continue;
      sum += today->done[deeds[i]];
      part = say_done (deeds[i], (int) today->done[deeds[i]]);
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", part);
    }
  if (sum == 0)
    return NULL;
  return g_strdup_printf (ngettext ("You are done with %d thing today: %s.",
                                    "You are done with %d things today: %s.",
                                    sum),
                          (int) sum,
                          list->str);
}

/* ---- reminders ---- */

/**
 * dt_reminder_words_title:
 * @kind: of a reminder
 *
 * Returns: what it says of one case
 */
const char *
dt_reminder_words_title (DtReminderKind kind)
{
  static const char *const titles[DT_N_REMINDER_KINDS] = {
    [DT_REMINDER_NONE] = N_ ("A case has to be looked after"),
    [DT_REMINDER_SOON] = N_ ("A case is due soon"),
    [DT_REMINDER_TODAY] = N_ ("A case is due today"),
    [DT_REMINDER_OVERDUE] = N_ ("A case is overdue"),
    [DT_REMINDER_LEAD_BEFORE] = N_ ("A case is nearly overdue: a leader is needed"),
    [DT_REMINDER_LEAD_AFTER] = N_ ("A case is overdue: a leader is needed"),
  };

  g_return_val_if_fail (kind < DT_N_REMINDER_KINDS, "");

  return _ (titles[kind]);
}

static guint
count_kind (const GArray *reminders, DtReminderKind kind)
{
  guint n = 0;

  for (guint i = 0; i < reminders->len; i++)
    n += g_array_index (reminders, DtReminder, i).kind == kind;
  return n;
}

/**
 * dt_reminder_words_several:
 * @reminders: (element-type DtReminder): more than one
 *
 * Returns: (transfer full): what they say together
 */
char *
dt_reminder_words_several (const GArray *reminders)
{
  guint n;

  g_return_val_if_fail (reminders != NULL && reminders->len > 0, NULL);

  n = reminders->len;
  if (count_kind (reminders, DT_REMINDER_SOON) == n)
    return g_strdup_printf (ngettext ("%u case is due soon", "%u cases are due soon", n), n);
  if (count_kind (reminders, DT_REMINDER_TODAY) == n)
    return g_strdup_printf (ngettext ("%u case is due today", "%u cases are due today", n), n);
  if (count_kind (reminders, DT_REMINDER_OVERDUE) == n)
    return g_strdup_printf (ngettext ("%u case is overdue", "%u cases are overdue", n), n);
  if (count_kind (reminders, DT_REMINDER_LEAD_BEFORE)
          + count_kind (reminders, DT_REMINDER_LEAD_AFTER)
      == n)
    return g_strdup_printf (ngettext ("%u case needs a leader", "%u cases need a leader", n), n);
  return g_strdup_printf (ngettext ("%u case to look after", "%u cases to look after", n), n);
}

static char *
say_kind (DtReminderKind kind, guint n)
{
  switch (kind)
    {
    case DT_REMINDER_SOON:
      return g_strdup_printf (ngettext ("%u due soon", "%u due soon", n), n);
    case DT_REMINDER_TODAY:
      return g_strdup_printf (ngettext ("%u due today", "%u due today", n), n);
    case DT_REMINDER_OVERDUE:
    case DT_REMINDER_LEAD_AFTER:
      return g_strdup_printf (ngettext ("%u overdue", "%u overdue", n), n);
    case DT_REMINDER_LEAD_BEFORE:
      return g_strdup_printf (ngettext ("%u nearly overdue", "%u nearly overdue", n), n);
    case DT_REMINDER_NONE:
    case DT_N_REMINDER_KINDS:
    default:
      return NULL;
    }
}

/**
 * dt_reminder_words_kinds:
 * @reminders: (element-type DtReminder): more than one
 *
 * Returns: (transfer full): how many of which sort there are, the most pressing first
 */
char *
dt_reminder_words_kinds (const GArray *reminders)
{
  static const DtReminderKind order[]
      = { DT_REMINDER_OVERDUE, DT_REMINDER_LEAD_BEFORE, DT_REMINDER_TODAY, DT_REMINDER_SOON };
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (reminders != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      guint n = count_kind (reminders, order[i]);
      g_autofree char *part = NULL;

      if (order[i] == DT_REMINDER_OVERDUE)
        n += count_kind (reminders, DT_REMINDER_LEAD_AFTER);
      if (n == 0)
        continue;
      part = say_kind (order[i], n);
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

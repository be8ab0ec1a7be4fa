/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of time as sentences. Any thread, once the language is set. */
#include "words/dt-rule-words.h"

#include "words/dt-time-words.h"

#include <glib/gi18n.h>
#include <string.h>

static const char *const matters[DT_N_MATTERS] = {
  [DT_MATTER_FEEDBACK] = N_ ("Feedback"),
  [DT_MATTER_RECOMMENDATION] = N_ ("Recommendation"),
  [DT_MATTER_COMPLAINT] = N_ ("Complaint"),
  [DT_MATTER_DENUNCIATION] = N_ ("Denunciation"),
  [DT_MATTER_INFORMATION_REQUEST] = N_ ("Request for information"),
  [DT_MATTER_RECEPTION] = N_ ("Result of a reception of citizens"),
  [DT_MATTER_PERSONAL_DATA] = N_ ("Request about personal data"),
  [DT_MATTER_DATA_BREACH] = N_ ("Breach of personal data"),
};

static const char *const clocks[DT_N_CLOCKS] = {
  [DT_CLOCK_ACKNOWLEDGE] = N_ ("Receiving, accepting"),
  [DT_CLOCK_ANSWER] = N_ ("Answering, settling"),
  [DT_CLOCK_PROMISED] = N_ ("As promised"),
};

static const char *const units[DT_N_TIME_UNITS] = {
  [DT_TIME_UNIT_DAYS] = N_ ("days"),
  [DT_TIME_UNIT_WORKING_DAYS] = N_ ("working days"),
  [DT_TIME_UNIT_HOURS] = N_ ("hours"),
  [DT_TIME_UNIT_WORKING_HOURS] = N_ ("working hours"),
};

static const char *const traits[] = {
  N_ ("urgent"),
  N_ ("a complex matter"),
  N_ ("an especially complex matter"),
  N_ ("a remote area"),
  N_ ("settled a second time"),
  N_ ("outside our competence"),
  N_ ("a third party concerned"),
};

static const char *const channels[DT_N_CHANNELS] = {
  [DT_CHANNEL_WALK_IN] = N_ ("at the office"),
  [DT_CHANNEL_PHONE] = N_ ("by phone"),
  [DT_CHANNEL_LETTER] = N_ ("by letter"),
  [DT_CHANNEL_EMAIL] = N_ ("by e-mail"),
  [DT_CHANNEL_FACEBOOK] = N_ ("by Facebook"),
  [DT_CHANNEL_ZALO] = N_ ("by Zalo"),
  [DT_CHANNEL_PORTAL] = N_ ("by the public service portal"),
  [DT_CHANNEL_FILE] = N_ ("from an imported file"),
};

/* ---- deadlines ---- */

/**
 * dt_rule_words_matter:
 * @matter: what has a deadline
 *
 * Returns: its name
 */
const char *
dt_rule_words_matter (DtMatter matter)
{
  g_return_val_if_fail (matter < DT_N_MATTERS, NULL);

  return _ (matters[matter]);
}

/* With a small letter, within a list. */
static char *
lower_first (const char *text)
{
  g_autofree char *first = g_utf8_substring (text, 0, 1);
  g_autofree char *lower = g_utf8_strdown (first, -1);

  return g_strconcat (lower, g_utf8_next_char (text), NULL);
}

/**
 * dt_rule_words_matters:
 * @mask: 1 << #DtMatter of each
 *
 * Returns: (transfer full): their names, a capital at the beginning only
 */
char *
dt_rule_words_matters (guint mask)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < DT_N_MATTERS; i++)
    {
      g_autofree char *lower = lower_first (_ (matters[i]));

      if ((mask & (1u << i)) != 0)
        g_string_append_printf (
            text, "%s%s", text->len > 0 ? ", " : "", text->len > 0 ? lower : _ (matters[i]));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * dt_rule_words_clock:
 * @clock: a clock
 *
 * Returns: what has to be done until then
 */
const char *
dt_rule_words_clock (DtDeadlineClock clock)
{
  g_return_val_if_fail (clock < DT_N_CLOCKS, NULL);

  return _ (clocks[clock]);
}

/**
 * dt_rule_words_unit:
 * @unit: what periods are counted in
 *
 * Returns: its name, for several
 */
const char *
dt_rule_words_unit (DtTimeUnit unit)
{
  g_return_val_if_fail (unit < DT_N_TIME_UNITS, NULL);

  return _ (units[unit]);
}

/**
 * dt_rule_words_amount:
 * @amount: how many
 * @unit: of what
 *
 * Returns: (transfer full): "5 working days"
 */
char *
dt_rule_words_amount (int amount, DtTimeUnit unit)
{
  gulong n = (gulong) amount;

  switch (unit)
    {
    case DT_TIME_UNIT_WORKING_DAYS:
      return g_strdup_printf (ngettext ("%d working day", "%d working days", n), amount);
    case DT_TIME_UNIT_HOURS:
      return g_strdup_printf (ngettext ("%d hour", "%d hours", n), amount);
    case DT_TIME_UNIT_WORKING_HOURS:
      return g_strdup_printf (ngettext ("%d working hour", "%d working hours", n), amount);
    case DT_TIME_UNIT_DAYS:
    case DT_N_TIME_UNITS:
    default:
      return g_strdup_printf (ngettext ("%d day", "%d days", n), amount);
    }
}

/**
 * dt_rule_words_period:
 * @rule: a rule
 *
 * Returns: (transfer full): how long it is and from when
 */
char *
dt_rule_words_period (const DtDeadlineRule *rule)
{
  gboolean days = rule->unit == DT_TIME_UNIT_DAYS || rule->unit == DT_TIME_UNIT_WORKING_DAYS;
  g_autofree char *amount = dt_rule_words_amount (rule->amount, rule->unit);

  if (rule->matters == 1u << DT_MATTER_DATA_BREACH)
    return g_strdup_printf (_ ("%s since it was found"), amount);
  if (rule->from_acceptance)
    return g_strdup_printf (
        days ? _ ("%s from the day of acceptance") : _ ("%s from the acceptance"), amount);
  /* Translators: what follows is the time to receive or accept a case. */
  if (rule->clock == DT_CLOCK_ACKNOWLEDGE)
    return g_strdup_printf (days ? _ ("%s from the day it came in") : _ ("%s since it came in"),
                            amount);
  return g_strdup_printf (days ? _ ("%s from the day of receipt") : _ ("%s from the receipt"),
                          amount);
}

/**
 * dt_rule_words:
 * @rule: a rule
 *
 * Returns: (transfer full): what has to be done and in what time
 */
char *
dt_rule_words (const DtDeadlineRule *rule)
{
  g_autofree char *period = NULL;

  g_return_val_if_fail (rule != NULL, NULL);

  period = dt_rule_words_period (rule);
  if (rule->path == DT_PATH_PROPER_FORM)
    return g_strdup_printf (_ ("Guiding to the proper form: %s"), period);
  if (rule->matters == 1u << DT_MATTER_DATA_BREACH)
    return g_strdup_printf (_ ("Notifying: %s"), period);
  return g_strdup_printf ("%s: %s", dt_rule_words_clock (rule->clock), period);
}

static void
append (GString *text, const char *word)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", word);
}

/**
 * dt_rule_words_scope:
 * @rule: a rule
 *
 * Returns: (transfer full) (nullable): for which cases it holds; %NULL: for all of its kinds
 */
char *
dt_rule_words_scope (const DtDeadlineRule *rule)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (rule != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (traits); i++)
    if ((rule->traits & (DtTraits) (1u << i)) != 0)
      append (text, _ (traits[i]));
  for (guint i = 0; i < DT_N_CHANNELS; i++)
    if ((rule->channels & (1u << i)) != 0)
      append (text, _ (channels[i]));
  if (text->len == 0)
    return NULL;
  /* Translators: for which cases a rule holds: "urgent, by phone". */
  return g_strdup_printf (_ ("If %s"), text->str);
}

/**
 * dt_rule_words_extension:
 * @rule: a rule
 *
 * Returns: (transfer full) (nullable): how often and by how much it may be extended
 */
char *
dt_rule_words_extension (const DtDeadlineRule *rule)
{
  g_autofree char *amount = NULL;

  g_return_val_if_fail (rule != NULL, NULL);

  if (rule->extension_times == 0)
    return NULL;
  amount = dt_rule_words_amount (rule->extension_amount, rule->unit);
  if (rule->extension_times == 1)
    return g_strdup_printf (_ ("May be extended once, by %s"), amount);
  return g_strdup_printf (
      _ ("May be extended %d times, by %s each"), rule->extension_times, amount);
}

/**
 * dt_rule_words_validity:
 * @from: the first day
 * @to: the last day, or %DT_DATE_NONE
 *
 * Returns: (transfer full): from when to when
 */
char *
dt_rule_words_validity (DtDate from, DtDate to)
{
  g_autofree char *first = dt_date_to_text (from);
  g_autofree char *last = to != DT_DATE_NONE ? dt_date_to_text (to) : NULL;

  return last != NULL ? g_strdup_printf (_ ("From %s to %s"), first, last)
                      : g_strdup_printf (_ ("From %s"), first);
}

/**
 * dt_rule_words_move:
 * @old_due: when it was due, Unix microseconds; 0: it was not
 * @new_due: when it is, or 0
 *
 * Returns: (transfer full): by how much it is earlier or later
 */
char *
dt_rule_words_move (gint64 old_due, gint64 new_due)
{
  int days;
  g_autofree char *length = NULL;

  if (old_due == 0)
    return g_strdup (_ ("has a deadline now"));
  if (new_due == 0)
    return g_strdup (_ ("has no deadline any more"));
  days = ABS (dt_date_from_time (new_due) - dt_date_from_time (old_due));
  if (days > 0)
    length = g_strdup_printf (ngettext ("%d day", "%d days", (gulong) days), days);
  else
    length = dt_time_words_minutes (ABS (new_due - old_due) / G_TIME_SPAN_MINUTE);
  return g_strdup_printf (new_due < old_due ? _ ("%s earlier") : _ ("%s later"), length);
}

/**
 * dt_rule_words_due:
 * @due: Unix microseconds, or 0
 *
 * Returns: (transfer full): the moment in Hanoi's time, or that there is none
 */
char *
dt_rule_words_due (gint64 due)
{
  return due != 0 ? dt_time_words_moment (due) : g_strdup (_ ("no deadline"));
}

/* ---- days off and office hours ---- */

/**
 * dt_rule_words_holiday:
 * @holiday: a public holiday
 *
 * Returns: (transfer none): its name in the window's language
 */
const char *
dt_rule_words_holiday (const DtHoliday *holiday)
{
  return strcmp (C_ ("catalogue language", "en"), "vi") == 0 ? holiday->name_vi : holiday->name_en;
}

/**
 * dt_rule_words_holiday_days:
 * @holiday: a public holiday
 *
 * Returns: (transfer full): its day in the year, and for how many days nobody works
 */
char *
dt_rule_words_holiday_days (const DtHoliday *holiday)
{
  g_autofree char *days = dt_rule_words_amount (holiday->days, DT_TIME_UNIT_DAYS);

  /* Translators: day, month, how many days off. */
  return g_strdup_printf (holiday->lunar ? _ ("%d/%d of the lunar calendar, %s off")
                                         : _ ("%d/%d, %s off"),
                          holiday->day,
                          holiday->month,
                          days);
}

/**
 * dt_rule_words_swap:
 * @swap: two days
 *
 * Returns: (transfer full): which is off and which is worked
 */
char *
dt_rule_words_swap (const DtDaySwap *swap)
{
  g_autofree char *off = dt_time_words_day (swap->off);
  g_autofree char *work = dt_time_words_day (swap->work);

  return g_strdup_printf (_ ("Off on %s, made up for on %s"), off, work);
}

/**
 * dt_rule_words_days:
 * @days: a mask of 1 << (#DtWeekday - 1)
 *
 * Returns: (transfer full): "Monday to Friday", or each of them
 */
char *
dt_rule_words_days (guint days)
{
  g_autoptr (GString) text = g_string_new (NULL);
  DtWeekday first = DT_MONDAY;
  DtWeekday last = DT_SUNDAY;

  if (days == 0)
    return g_strdup (_ ("on no day"));
  while ((days & (1u << (first - 1))) == 0)
    first++;
  while ((days & (1u << (last - 1))) == 0)
    last--;
  if (last - first >= 2 && days == ((1u << last) - 1) - ((1u << (first - 1)) - 1))
    return g_strdup_printf (
        _ ("%s to %s"), dt_time_words_weekday (first), dt_time_words_weekday (last));
  for (DtWeekday day = first; day <= last; day++)
    if ((days & (1u << (day - 1))) != 0)
      append (text, dt_time_words_weekday (day));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * dt_rule_words_half:
 * @hours: office hours
 * @half: 0: the morning, 1: the afternoon
 *
 * Returns: (transfer full): from when to when, on which days
 */
char *
dt_rule_words_half (const DtHours *hours, guint half)
{
  g_autofree char *days = dt_rule_words_days (hours->days[half]);

  return g_strdup_printf ("%02d:%02d–%02d:%02d, %s",
                          hours->from[half] / 60,
                          hours->from[half] % 60,
                          hours->to[half] / 60,
                          hours->to[half] % 60,
                          days);
}

/**
 * dt_rule_words_closure:
 * @date: a day
 * @halves: of it
 *
 * Returns: (transfer full): which half of which day
 */
char *
dt_rule_words_closure (DtDate date, DtHalves halves)
{
  g_autofree char *day = dt_time_words_day (date);

  if (halves == DT_WHOLE_DAY)
    return g_strdup_printf (_ ("All of %s"), day);
  return g_strdup_printf (
      halves == DT_MORNING ? _ ("The morning of %s") : _ ("The afternoon of %s"), day);
}

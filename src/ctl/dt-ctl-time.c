/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands on time, for which no workspace is needed: when something is due and why, lunar dates.
 */
#include "ctl/dt-ctl.h"

#include "base/dt-clock.h"
#include "base/dt-error.h"
#include "model/dt-catalogue.h"
#include "model/dt-deadline-steps.h"
#include "model/dt-rule-book.h"
#include "words/dt-lunar-words.h"
#include "words/dt-step-words.h"
#include "words/dt-time-words.h"

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

/* ---- deadline ---- */

/* A question as the options put it. */
typedef struct
{
  DtDeadlineFacts facts;
  gint64 from;
  DtDeadlineClock clock;
  gboolean any_clock; /* the answer, or if that waits for something else the acknowledgement */
} Question;

/* ISO 8601 or day/month/year, then perhaps hours and minutes; without a zone it is Hanoi's. */
static gboolean
parse_time (const char *text, gint64 *out_time)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " T", 2);
  g_autofree char *whole = NULL;
  g_autofree char *day = NULL;
  DtDate date;

  if (parts[0] == NULL || !dt_date_parse (parts[0], &date))
    return FALSE;
  if (parts[1] == NULL)
    {
      *out_time = dt_date_to_time (date, 0);
      return TRUE;
    }
  day = dt_date_to_iso (date);
  /* Seconds may be left out: "16:59", "16:59+07:00". */
  if (strlen (parts[1]) >= 5 && parts[1][5] != ':')
    whole = g_strdup_printf ("%sT%.5s:00%s", day, parts[1], parts[1] + 5);
  else
    whole = g_strdup_printf ("%sT%s", day, parts[1]);
  return dt_time_from_iso (whole, out_time);
}

static int
read_traits (DtCtl *self, DtDeadlineFacts *facts)
{
  g_auto (GStrv) names = g_strsplit (self->traits != NULL ? self->traits : "", ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      DtTraits trait;

      if (*g_strstrip (names[i]) == '\0')
        continue;
      if (!dt_trait_from_nick (names[i], &trait))
        return dt_ctl_fail_usage (self, _ ("No trait “%s”"), names[i]);
      facts->traits |= trait;
    }
  if (self->urgent)
    facts->traits |= DT_TRAIT_URGENT;
  return DT_CTL_DONE;
}

static int
read_question (DtCtl *self, Question *question)
{
  DtChannelKind channel;

  question->facts.channel = -1;
  if (self->kind == NULL || self->from == NULL)
    return dt_ctl_fail_usage (self, _ ("“deadline” needs --kind and --from"));
  if (!dt_matter_from_nick (self->kind, &question->facts.matter))
    return dt_ctl_fail_usage (self, _ ("No kind “%s”"), self->kind);
  if (!parse_time (self->from, &question->from))
    return dt_ctl_fail_usage (
        self, _ ("“%s” is no time; write 2026-11-23T14:00 or 23/11/2026 14:00"), self->from);
  if (self->channel != NULL)
    {
      if (!dt_channel_from_nick (self->channel, &channel))
        return dt_ctl_fail_usage (self, _ ("No channel “%s”"), self->channel);
      question->facts.channel = (int) channel;
    }
  question->any_clock = self->clock_name == NULL;
  if (self->clock_name != NULL
      && (!dt_deadline_clock_from_nick (self->clock_name, &question->clock)
          || question->clock == DT_CLOCK_PROMISED))
    return dt_ctl_fail_usage (self, _ ("No clock “%s”"), self->clock_name);
  return read_traits (self, &question->facts);
}

static void
add_time (JsonBuilder *builder, const char *name, gint64 time)
{
  g_autofree char *text = dt_time_to_iso (time);

  dt_ctl_json_string (builder, name, text);
}

static void
print_deadline (DtCtl *self, const DtClockResult *clock, GArray *steps)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *due = dt_time_words_moment (clock->due);
  g_autoptr (GString) text = g_string_new (due);

  json_builder_begin_object (builder);
  add_time (builder, "due", clock->due);
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < steps->len; i++)
    {
      const DtDeadlineStep *step = &g_array_index (steps, DtDeadlineStep, i);
      g_autofree char *why = dt_step_words (step);

      json_builder_begin_object (builder);
      add_time (builder, "from", step->from);
      add_time (builder, "to", step->to);
      dt_ctl_json_string (builder, "why", why);
      dt_ctl_json_string (builder, "source", step->source);
      json_builder_end_object (builder);
      g_string_append_printf (text, "\n  %s", why);
      if (step->source != NULL)
        g_string_append_printf (text, " [%s]", step->source);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  dt_ctl_print (self, builder, text->str);
}

static const DtClockResult *
choose_clock (const Question *question, const DtDeadlineResult *result)
{
  const DtClockResult *clock = &result->clocks[question->clock];

  if (question->any_clock)
    {
      clock = &result->clocks[DT_CLOCK_ANSWER];
      if (clock->due == 0)
        clock = &result->clocks[DT_CLOCK_ACKNOWLEDGE];
    }
  return clock->due != 0 ? clock : NULL;
}

static int
answer_question (DtCtl *self, const Question *question)
{
  DtRuleBook *book = dt_rule_book_get_default ();
  DtDeadlineRules *rules = dt_rule_book_get_deadlines (book);
  DtWorkingCalendar *calendar = dt_rule_book_get_calendar (book, self->unit);
  DtDeadlineResult result;
  const DtClockResult *clock;
  g_autoptr (GArray) steps = NULL;
  g_autoptr (GError) error = NULL;
  /* Asked for the answer, --from is what begins it: for a complaint, its acceptance. */
  const DtDeadlineEvent events[] = {
    { .kind = DT_EVENT_RECEIVED, .time = question->from },
    { .kind = DT_EVENT_ACCEPTED, .time = question->from },
  };
  guint n_events = !question->any_clock && question->clock == DT_CLOCK_ANSWER ? 2 : 1;

  dt_deadline_compute (rules, calendar, &question->facts, events, n_events, &result);
  clock = choose_clock (question, &result);
  if (clock == NULL)
    {
      g_set_error (&error,
                   DT_ERROR,
                   DT_ERROR_INVALID,
                   _ ("no rule gives a time for “%s” from %s"),
                   self->kind,
                   self->from);
      return dt_ctl_fail (self, error);
    }
  steps = dt_deadline_explain (rules, calendar, clock, events, n_events);
  print_deadline (self, clock, steps);
  return DT_CTL_DONE;
}

int
dt_ctl_deadline (DtCtl *self)
{
  Question question = { 0 };
  g_autoptr (GError) error = NULL;
  int end = read_question (self, &question);

  if (end != DT_CTL_DONE)
    return end;
  if (self->unit != NULL && dt_catalogue_find_unit (self->unit) == NULL)
    {
      g_set_error (&error, DT_ERROR, DT_ERROR_NOT_FOUND, "--unit %s", self->unit);
      return dt_ctl_fail (self, error);
    }
  return answer_question (self, &question);
}

/* ---- lunar ---- */

static void
print_lunar (DtCtl *self, const DtLunarDate *lunar)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *year_name = dt_lunar_words_can_chi (dt_can_chi_of_year (lunar->year));
  g_autofree char *text = dt_lunar_words_date (lunar);

  json_builder_begin_object (builder);
  dt_ctl_json_int (builder, "day", lunar->day);
  dt_ctl_json_int (builder, "month", lunar->month);
  dt_ctl_json_boolean (builder, "leap", lunar->leap);
  dt_ctl_json_int (builder, "year", lunar->year);
  dt_ctl_json_string (builder, "year_name", year_name);
  json_builder_end_object (builder);
  dt_ctl_print (self, builder, text);
}

static gboolean
convert (DtCtl *self, const char *text, DtLunarDate *out_lunar, GError **error)
{
  DtDate date;

  if (!dt_date_parse (text, &date))
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_INVALID,
                   _ ("“%s” is no date; write 2026-11-23 or 23/11/2026"),
                   text);
      return FALSE;
    }
  if (!dt_lunar_date_from_date (date, out_lunar))
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, _ ("%s: only dates of 1900 to 2199"), text);
      return FALSE;
    }
  return TRUE;
}

static int
convert_lines (DtCtl *self)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);
  g_autoptr (GError) error = NULL;
  guint number = 0;
  char *read;

  while ((read = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error)) != NULL)
    {
      g_autofree char *line = g_strstrip (read);
      DtLunarDate lunar;

      number++;
      if (*line == '\0')
        continue;
      if (!convert (self, line, &lunar, &error))
        {
          g_prefix_error (&error, _ ("line %u: "), number);
          return dt_ctl_fail (self, error);
        }
      print_lunar (self, &lunar);
    }
  return error == NULL ? DT_CTL_DONE : dt_ctl_fail (self, error);
}

int
dt_ctl_lunar (DtCtl *self)
{
  g_autoptr (GError) error = NULL;
  DtLunarDate lunar;

  if (g_str_equal (self->arguments[0], "-"))
    return convert_lines (self);
  if (!convert (self, self->arguments[0], &lunar, &error))
    return dt_ctl_fail (self, error);
  print_lunar (self, &lunar);
  return DT_CTL_DONE;
}

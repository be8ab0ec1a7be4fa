/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One look-up for all slots; what is drawn anew for a text is drawn once before it is filled. */
#include "service/dt-demo-slots.h"

#include "base/dt-clock.h"
#include "base/dt-text.h"

#include <string.h>

typedef struct
{
  DemoTexts *texts;
  DemoStory *story;
  gboolean plain;
  gboolean appoints; /* the text names a day to come */
  char *date, *date2, *hour, *number;
} Filling;

static void
filling_clear (Filling *self)
{
  g_free (self->date);
  g_free (self->date2);
  g_free (self->hour);
  g_free (self->number);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Filling, filling_clear)

/* A day to come: what a note says of it, the answer says too. */
static gint64
draw_appointment (Filling *self, DemoCalendar *calendar, DemoVoice voice, gint64 time)
{
  DemoStory *story = self->story;
  guint days = 2 + demo_texts_draw (self->texts, voice == DEMO_VOICE_OFFICE ? 9 : 5);
  gint64 day = story->appointment;

  if (day <= time)
    day = demo_calendar_office_time (calendar, MAX (time, story->settled), (int) days);
  story->appointment = voice == DEMO_VOICE_NOTE ? day : 0;
  return day;
}

static void
draw_values (Filling *self, DemoCalendar *calendar, DemoVoice voice, gint64 since, gint64 time)
{
  DemoTexts *texts = self->texts;
  gboolean with_year = voice == DEMO_VOICE_OFFICE;
  gint64 day = voice == DEMO_VOICE_CITIZEN
                   ? demo_calendar_draw_day (calendar, time - 6 * DEMO_DAY, time - DEMO_DAY)
                   : demo_calendar_draw_day (calendar, since, time);

  self->date = demo_calendar_format (day, with_year);
  if (self->appoints)
    self->date2 = demo_calendar_format (draw_appointment (self, calendar, voice, time), with_year);
  self->hour = demo_texts_chance (texts, 50)
                   ? g_strdup_printf ("%u giờ 30", 8 + demo_texts_draw (texts, 3))
                   : g_strdup_printf ("%u giờ", 14 + demo_texts_draw (texts, 3));
  self->number = g_strdup_printf ("%u", 2 + demo_texts_draw (texts, 8));
}

/* From March on, the one that begins that year. */
static char *
dup_school_year (gint64 time)
{
  g_autoptr (GDateTime) day = dt_time_to_hanoi (time);
  int year = g_date_time_get_year (day) - (g_date_time_get_month (day) < 3);

  return g_strdup_printf ("%d-%d", year, year + 1);
}

/* What people are called; NULL: no such slot, or nothing to fill it with. */
static char *
dup_person_value (const DemoStory *story, const char *slot)
{
  const DemoPerson *person = story->by_nick ? NULL : story->person;

  if (strcmp (slot, "polite") == 0)
    return g_strdup (person != NULL ? person->polite : "ông/bà");
  if (strcmp (slot, "to") == 0)
    return demo_story_dup_address (story);
  if (strcmp (slot, "who") == 0)
    return story->person != NULL ? demo_story_dup_address (story) : g_strdup ("người dân");
  /* where one lives is said by oneself, also under a nick */
  if (strcmp (slot, "home") == 0)
    return story->person != NULL ? g_strdup (story->person->home) : NULL;
  if (strcmp (slot, "old_home") == 0)
    return story->person != NULL ? g_strdup (story->person->old_home) : NULL;
  if (strcmp (slot, "name") == 0)
    return person != NULL ? g_strdup (person->name) : NULL;
  if (strcmp (slot, "phone") == 0)
    return person != NULL && person->phone != NULL ? dt_text_format_phone (person->phone) : NULL;
  return NULL;
}

static char *
dup_plain_value (const Filling *self, const char *slot)
{
  const DemoStory *story = self->story;
  const struct
  {
    const char *slot;
    const char *value;
  } values[] = {
    { "street", story->street }, { "alley", story->alley },       { "house", story->house },
    { "place", story->place },   { "group", story->group },       { "code", story->code },
    { "doc", story->doc },       { "decision", story->decision }, { "receiver", story->receiver },
    { "other", story->other },   { "date", self->date },          { "date2", self->date2 },
    { "time", self->hour },      { "n", self->number },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (strcmp (values[i].slot, slot) == 0)
      return g_strdup (values[i].value);
  return NULL;
}

static char *
dup_value (const Filling *self, const char *slot)
{
  const DemoStory *story = self->story;
  JsonObject *unit;
  char *value = dup_person_value (story, slot);

  if (value == NULL)
    value = dup_plain_value (self, slot);
  if (value != NULL)
    return value;
  if (strcmp (slot, "received") == 0)
    return demo_calendar_format (story->received, TRUE);
  if (strcmp (slot, "officer") == 0)
    return g_strconcat (dt_json_get_string (story->officer, "polite"),
                        " ",
                        dt_json_get_string (story->officer, "name"),
                        NULL);
  if (strcmp (slot, "school_year") == 0)
    return dup_school_year (story->received);
  if (strcmp (slot, "hotline") != 0)
    return NULL;
  unit = dt_json_get_object (demo_texts_get_people (self->texts), "unit");
  return g_strdup (dt_json_get_string (unit, "hotline"));
}

static char *
capitalize (const char *text)
{
  char upper[8] = { 0 };

  if (g_str_has_prefix (text, "ông/bà"))
    return g_strconcat ("Ông/Bà", text + strlen ("ông/bà"), NULL);
  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (text)), upper);
  return g_strconcat (upper, g_utf8_next_char (text), NULL);
}

/* Whether a sentence begins at the end of @out. */
static gboolean
is_sentence_start (const GString *out)
{
  gsize i = out->len;

  while (i > 0 && g_ascii_isspace (out->str[i - 1]))
    i--;
  return i == 0 || (i < out->len && strchr (".!?", out->str[i - 1]) != NULL)
         || (i < out->len && out->str[out->len - 1] == '\n');
}

/* What stands for the slot {@name} at the end of @out. */
static char *
dup_written (const Filling *self, const char *name, const GString *out)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  g_autofree char *value = dup_value (self, lower);
  g_autofree char *plain = NULL;
  gboolean upper = g_ascii_isupper (*name) || (!self->plain && is_sentence_start (out));

  if (value == NULL || *value == '\0')
    return NULL;
  if (self->plain)
    plain = demo_text_make_plain (value);
  return upper ? capitalize (plain != NULL ? plain : value)
               : g_strdup (plain != NULL ? plain : value);
}

/* The whole text, or NULL if a slot of it has no value in this story. */
static char *
fill (const Filling *self, const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = text; *p != '\0';)
    {
      const char *end = *p == '{' ? strchr (p, '}') : NULL;
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (end == NULL)
        {
          g_string_append_c (out, *p++);
          continue;
        }
      name = g_strndup (p + 1, end - p - 1);
      value = dup_written (self, name, out);
      if (value == NULL)
        return NULL;
      g_string_append (out, value);
      p = end + 1;
    }
  return g_strdup (out->str);
}

gboolean
demo_slots_can_fill (const DemoStory *story, const char *text)
{
  static const struct
  {
    const char *slot;
    gboolean by_nick; /* known of one who is known by a nick */
  } personal[]
      = { { "{name}", FALSE }, { "{phone}", FALSE }, { "{home}", TRUE }, { "{old_home}", TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (personal); i++)
    {
      if (strstr (text, personal[i].slot) == NULL)
        continue;
      if (story->person == NULL || (story->by_nick && !personal[i].by_nick))
        return FALSE;
      if (strcmp (personal[i].slot, "{phone}") == 0 && story->person->phone == NULL)
        return FALSE;
    }
  return strstr (text, "{alley}") == NULL || story->alley != NULL;
}

char *
demo_slots_fill (DemoTexts *texts,
                 DemoCalendar *calendar,
                 DemoStory *story,
                 const char *text,
                 gboolean plain,
                 DemoVoice voice,
                 gint64 since,
                 gint64 time)
{
  g_auto (Filling) filling = {
    .texts = texts, .story = story, .plain = plain, .appoints = strstr (text, "{date2}") != NULL
  };

  draw_values (&filling, calendar, voice, since, time);
  return fill (&filling, text);
}

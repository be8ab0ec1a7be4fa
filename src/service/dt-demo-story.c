/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws stories: the opening first, since all else must agree with it. */
#include "service/dt-demo-story.h"

#include "base/dt-clock.h"
#include "model/dt-catalogue.h"
#include "service/dt-demo-slots.h"

#include <string.h>

/* Whether one may find out by oneself, in percent, that no name was given. */
static const guint anonymous_share[DT_N_CHANNELS] = {
  [DT_CHANNEL_WALK_IN] = 2, [DT_CHANNEL_PHONE] = 10,    [DT_CHANNEL_LETTER] = 6,
  [DT_CHANNEL_EMAIL] = 0,   [DT_CHANNEL_FACEBOOK] = 15, [DT_CHANNEL_ZALO] = 4,
  [DT_CHANNEL_PORTAL] = 12, [DT_CHANNEL_FILE] = 0,
};

gboolean
demo_channel_is_counter (DtChannelKind channel)
{
  return channel == DT_CHANNEL_WALK_IN || channel == DT_CHANNEL_PHONE
         || channel == DT_CHANNEL_LETTER;
}

gboolean
demo_channel_is_social (DtChannelKind channel)
{
  return channel == DT_CHANNEL_FACEBOOK || channel == DT_CHANNEL_ZALO;
}

void
demo_story_clear (DemoStory *story)
{
  g_free (story->street);
  g_free (story->alley);
  g_free (story->house);
  g_free (story->place);
  g_free (story->group);
  g_free (story->doc);
  g_free (story->decision);
  g_free (story->code);
  memset (story, 0, sizeof *story);
}

char *
demo_story_dup_address (const DemoStory *story)
{
  if (story->person == NULL)
    return g_strdup ("ông/bà");
  if (story->by_nick)
    return g_strdup_printf ("tài khoản “%s”", story->person->nick);
  return g_strconcat (story->person->polite, " ", story->person->name, NULL);
}

void
demo_story_count (DemoStory *story, DemoTexts *texts)
{
  JsonObject *told[] = { story->opening, story->answer };

  story->matter->used++;
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    if (told[i] != NULL)
      demo_texts_add_use (texts, told[i]);
}

static const char *
get_text (JsonObject *object)
{
  return dt_json_get_string (object, "text");
}

/* The first of the slots for a place that @text has. */
static const char *
find_place_slot (const char *text)
{
  static const char *const slots[] = { "{alley}", "{house}", "{street}" };

  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    if (strstr (text, slots[i]) != NULL)
      return slots[i];
  return NULL;
}

/* ---- opening, channel, kind ---- */

static gboolean
is_wanted_channel (DtChannelKind channel, DemoWishes wishes)
{
  return (wishes & DEMO_WISH_NO_COUNTER) == 0 || !demo_channel_is_counter (channel);
}

/* One of the channels of @opening that is wanted. */
static gboolean
draw_channel (DemoTexts *texts, JsonObject *opening, DemoWishes wishes, DtChannelKind *out)
{
  guint n = 0;

  for (guint i = 0; i < DT_N_CHANNELS; i++)
    if (demo_text_is_on (opening, i) && is_wanted_channel (i, wishes)
        && demo_texts_draw (texts, ++n) == 0)
      *out = i;
  return n > 0;
}

/* One of those told least often; with the place slot of @like, but not @like itself, if it is
 * given. */
static JsonObject *
draw_opening (DemoTexts *texts, const DemoMatter *matter, JsonObject *like)
{
  JsonArray *openings = dt_json_get_array (matter->object, "openings");
  const char *slot = like != NULL ? find_place_slot (get_text (like)) : NULL;
  JsonObject *found = NULL;
  guint least = G_MAXUINT;
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (openings); i++)
    {
      JsonObject *opening = json_array_get_object_element (openings, i);
      guint uses = demo_texts_get_uses (texts, opening);

      if (uses > least || opening == like
          || (like != NULL && find_place_slot (get_text (opening)) != slot))
        continue;
      n = uses < least ? 1 : n + 1;
      least = uses;
      if (demo_texts_draw (texts, n) == 0)
        found = opening;
    }
  return found;
}

static void
set_priority (DemoStory *story, DemoTexts *texts)
{
  story->priority = DT_PRIORITY_NORMAL;
  dt_priority_from_nick (dt_json_get_string (story->matter->object, "priority"), &story->priority);
  if (story->priority == DT_PRIORITY_NORMAL && demo_story_is_photogenic (story, texts)
      && demo_texts_chance (texts, 5))
    story->priority = DT_PRIORITY_HIGH;
}

/* ---- people and places ---- */

static gboolean
must_be_named (const DemoStory *story)
{
  const char *text = get_text (story->opening);

  return strstr (text, "{name}") != NULL || strstr (text, "{phone}") != NULL
         || strstr (text, "{home}") != NULL || strstr (text, "{old_home}") != NULL
         || story->kind == DT_CASE_KIND_COMPLAINT || story->channel == DT_CHANNEL_EMAIL
         || (story->kind == DT_CASE_KIND_DENUNCIATION && demo_channel_is_counter (story->channel))
         /* about one's own papers, or where one signs in */
         || strstr (text, "ồ sơ") != NULL
         || (!story->has_place
             && (story->channel == DT_CHANNEL_PORTAL || story->kind == DT_CASE_KIND_FEEDBACK));
}

static void
draw_person (DemoStory *story, DemoTexts *texts, GPtrArray *people)
{
  const char *text = get_text (story->opening);
  const char *ground
      = story->refusal != NULL ? dt_json_get_string (story->refusal, "ground") : NULL;
  guint n = people->len;

  if (g_strcmp0 (ground, "denunciation_anonymous") == 0)
    return;
  if (!must_be_named (story) && demo_texts_chance (texts, anonymous_share[story->channel]))
    return;
  /* whoever telephones has a telephone, and most who come leave its number */
  if (story->channel == DT_CHANNEL_PHONE || strstr (text, "{phone}") != NULL
      || (demo_channel_is_counter (story->channel) && demo_texts_chance (texts, 70)))
    n = MIN (n, DEMO_N_PHONES);
  story->person = g_ptr_array_index (people, demo_texts_draw (texts, n));
  story->by_nick = demo_channel_is_social (story->channel)
                   && strcmp (story->person->nick, story->person->name) != 0
                   && strstr (text, "{name}") == NULL;
}

static gboolean
uses_alley (const DemoMatter *matter)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), matter->object);
  g_autofree char *text = json_to_string (node, FALSE);

  return strstr (text, "{alley}") != NULL;
}

/* {place} is what the opening speaks of; if it names no place, the alley that another text of the
 * matter may name, or any. */
static void
set_place (DemoStory *story, DemoTexts *texts, gboolean needs_alley)
{
  const char *slot = find_place_slot (get_text (story->opening));

  if (slot == NULL && needs_alley)
    slot = "{alley}";
  else if (slot == NULL)
    slot = demo_texts_chance (texts, 65) ? "{house}" : "{street}";
  if (strcmp (slot, "{alley}") == 0)
    story->place = g_strdup (story->alley);
  else if (strcmp (slot, "{house}") == 0)
    story->place = g_strconcat ("số ", story->house, NULL);
  else
    story->place = g_strconcat ("đường ", story->street, NULL);
}

static void
draw_place (DemoStory *story, DemoTexts *texts)
{
  JsonArray *hint = dt_json_get_array (story->matter->object, "group_hint");
  gboolean needs_alley = uses_alley (story->matter);
  JsonObject *street = demo_people_draw_street (texts, story->person, needs_alley, hint);
  JsonArray *alleys = dt_json_get_array (street, "alleys");
  guint first = dt_json_get_int (street, "first", 1);
  guint last = dt_json_get_int (street, "last", 100);

  story->street = g_strdup (dt_json_get_string (street, "name"));
  story->house
      = g_strdup_printf ("%u %s", first + demo_texts_draw (texts, last - first + 1), story->street);
  if (alleys != NULL && json_array_get_length (alleys) > 0)
    story->alley
        = g_strdup_printf ("hẻm %s %s", demo_texts_draw_string (texts, alleys), story->street);
  set_place (story, texts, needs_alley);
  story->group = g_strdup_printf ("Khu phố %d", demo_people_draw_group (texts, street, hint));
}

/* ---- its other texts ---- */

/* One of the least told of a list of {on, text} for the story's channel. */
static JsonObject *
draw_text (const DemoStory *story, DemoTexts *texts, const char *list)
{
  JsonArray *array = dt_json_get_array (story->matter->object, list);
  guint n = array != NULL ? json_array_get_length (array) : 0;
  JsonObject *found = NULL;
  guint least = G_MAXUINT;
  guint fit = 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      guint uses = demo_texts_get_uses (texts, object);

      if (uses > least || !demo_text_is_on (object, story->channel)
          || !demo_slots_can_fill (story, get_text (object)))
        continue;
      fit = uses < least ? 1 : fit + 1;
      least = uses;
      if (demo_texts_draw (texts, fit) == 0)
        found = object;
    }
  return found;
}

/* Of those for that moment: @when is "before", "after" or "again". What is said on another channel
 * is written down at the counter, of somebody whose name is known. */
static JsonObject *
draw_follow_up (const DemoStory *story, DemoTexts *texts, const char *when)
{
  JsonArray *array = dt_json_get_array (story->matter->object, "follow_ups");
  gboolean elsewhere = story->person != NULL && !story->by_nick && demo_texts_chance (texts, 20);
  JsonObject *found = NULL;
  guint fit = 0;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      const char *moment = dt_json_get_string (object, "when");
      gboolean same = demo_text_is_on (object, story->channel);

      if (strcmp (moment != NULL ? moment : "before", when) != 0
          || !demo_slots_can_fill (story, get_text (object)))
        continue;
      if (same
          || (elsewhere
              && (demo_text_is_on (object, DT_CHANNEL_WALK_IN)
                  || demo_text_is_on (object, DT_CHANNEL_PHONE))))
        if (demo_texts_draw (texts, ++fit) == 0)
          found = object;
    }
  return found;
}

/* One whose ground holds for a kind of the matter, which the case then is of. */
static gboolean
draw_refusal (DemoStory *story, DemoTexts *texts)
{
  JsonArray *kinds = dt_json_get_array (story->matter->object, "kinds");
  const DtGround *ground;

  story->refusal = draw_text (story, texts, "refusals");
  if (story->refusal == NULL)
    return FALSE;
  ground = dt_catalogue_find_ground (dt_json_get_string (story->refusal, "ground"));
  for (guint i = 0; ground != NULL && i < json_array_get_length (kinds); i++)
    if (dt_case_kind_from_nick (json_array_get_string_element (kinds, i), &story->kind)
        && (ground->kinds & (1u << story->kind)) != 0)
      return TRUE;
  return FALSE;
}

/* The opening's own, or one of the matter's that names no place that the opening does not. */
static const char *
draw_title (const DemoStory *story, DemoTexts *texts)
{
  JsonArray *titles = dt_json_get_array (story->matter->object, "titles");
  const char *own = dt_json_get_string (story->opening, "title");
  const char *slot = find_place_slot (get_text (story->opening));
  const char *found = NULL;
  guint n = 0;

  if (own != NULL && demo_slots_can_fill (story, own))
    return own;
  for (guint i = 0; i < json_array_get_length (titles); i++)
    {
      const char *title = json_array_get_string_element (titles, i);
      const char *named = find_place_slot (title);

      if ((named == NULL || named == slot) && demo_slots_can_fill (story, title)
          && demo_texts_draw (texts, ++n) == 0)
        found = title;
    }
  return found;
}

static gboolean
names_place (const char *text)
{
  return find_place_slot (text) != NULL || strstr (text, "{place}") != NULL;
}

static char *
make_number (DemoTexts *texts, gint64 time, guint start, guint a_month, const char *suffix)
{
  g_autoptr (GDateTime) day = dt_time_to_hanoi (time);
  guint months = g_date_time_get_day_of_year (day) * a_month / 30;

  return g_strdup_printf ("%u/%s", start + months + demo_texts_draw (texts, a_month / 4), suffix);
}

/* Papers are numbered anew every year, so the number follows the day. */
static void
set_numbers (DemoStory *story, DemoTexts *texts)
{
  const char *id = dt_json_get_string (story->officer, "id");
  const char *suffix = strcmp (id, "social") == 0      ? "UBND-VHXH"
                       : strcmp (id, "vice") == 0      ? "UBND"
                       : strcmp (id, "reception") == 0 ? "UBND-HCC"
                                                       : "UBND-KTHTĐT";

  story->doc = make_number (texts, story->received, 20, 60, suffix);
  story->decision = make_number (texts, story->received, 5, 16, "QĐ-XPHC");
}

/* ---- the whole ---- */

gboolean
demo_story_is_photogenic (const DemoStory *story, DemoTexts *texts)
{
  JsonObject *wait = dt_json_get_object (demo_texts_get_common (texts), "wait");
  JsonArray *fields = dt_json_get_array (wait, "fields");

  if (story->kind != DT_CASE_KIND_FEEDBACK || !story->has_place
      || story->channel == DT_CHANNEL_PHONE)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (fields); i++)
    if (strcmp (json_array_get_string_element (fields, i), story->matter->field) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_matter_wanted (const DemoStory *story, DemoWishes wishes)
{
  gboolean reception = strcmp (dt_json_get_string (story->officer, "id"), "reception") == 0;

  return ((wishes & DEMO_WISH_RECEPTION) == 0 || reception)
         && ((wishes & DEMO_WISH_ELSEWHERE) == 0 || !reception)
         && ((wishes & DEMO_WISH_SHARED) == 0
             || dt_json_get_boolean (story->matter->object, "shared", FALSE));
}

/* What is about papers, or about one's own street, is about the group where one lives. */
static void
set_own_group (DemoStory *story)
{
  const DemoPerson *person = story->person;
  JsonArray *hint = dt_json_get_array (story->matter->object, "group_hint");

  if (person == NULL || (hint != NULL && json_array_get_length (hint) > 0))
    return;
  if (story->has_place && strcmp (story->street, dt_json_get_string (person->street, "name")) != 0)
    return;
  g_free (story->group);
  story->group = g_strdup_printf ("Khu phố %d", person->group);
}

static gboolean
draw_course_texts (DemoStory *story, DemoTexts *texts, DemoWishes wishes)
{
  JsonArray *forwards = dt_json_get_array (story->matter->object, "forwards");

  story->title = draw_title (story, texts);
  story->answer = draw_text (story, texts, "answers");
  story->before = draw_follow_up (story, texts, "before");
  story->after = draw_follow_up (story, texts, "after");
  story->again = draw_follow_up (story, texts, "again");
  if (json_array_get_length (forwards) > 0)
    {
      story->forward = json_array_get_object_element (forwards, 0);
      story->receiver = dt_json_get_string (story->forward, "to");
    }
  if (story->title != NULL && names_place (story->title))
    story->has_place = TRUE;
  set_own_group (story);
  return story->title != NULL && ((wishes & DEMO_WISH_ANSWER) == 0 || story->answer != NULL)
         && ((wishes & DEMO_WISH_FORWARD) == 0 || story->forward != NULL)
         && ((wishes & DEMO_WISH_AGAIN) == 0 || story->again != NULL)
         && ((wishes & DEMO_WISH_PLACE) == 0 || demo_story_is_photogenic (story, texts));
}

/* The opening is chosen. */
static gboolean
draw_rest (DemoStory *story, DemoTexts *texts, GPtrArray *people, DemoWishes wishes)
{
  const char *title;

  if (!draw_channel (texts, story->opening, wishes, &story->channel))
    return FALSE;
  story->kind = demo_matter_find_kind (story->matter, story->opening);
  title = dt_json_get_string (story->opening, "title");
  story->has_place
      = names_place (get_text (story->opening)) || (title != NULL && names_place (title));
  if ((wishes & DEMO_WISH_REFUSAL) != 0 && !draw_refusal (story, texts))
    return FALSE;
  /* no officer judges a colleague */
  if (story->kind == DT_CASE_KIND_DENUNCIATION)
    story->officer = demo_texts_get_officer (texts, "vice");
  draw_person (story, texts, people);
  draw_place (story, texts);
  set_priority (story, texts);
  set_numbers (story, texts);
  return demo_slots_can_fill (story, get_text (story->opening))
         && draw_course_texts (story, texts, wishes);
}

gboolean
demo_story_draw (
    DemoStory *story, DemoTexts *texts, GPtrArray *people, gint64 received, DemoWishes wishes)
{
  g_autoptr (GDateTime) day = dt_time_to_hanoi (received);

  story->received = received;
  story->matter = demo_texts_draw_matter (texts, g_date_time_get_month (day));
  story->officer = demo_texts_find_officer (texts, story->matter->field);
  story->opening = draw_opening (texts, story->matter, NULL);
  if (is_matter_wanted (story, wishes) && draw_rest (story, texts, people, wishes))
    return TRUE;
  demo_story_clear (story);
  return FALSE;
}

gboolean
demo_story_draw_twin (
    DemoStory *story, DemoTexts *texts, GPtrArray *people, const DemoStory *first, gint64 received)
{
  char **to[] = { &story->street, &story->alley, &story->house, &story->place, &story->group };
  char *const from[] = { first->street, first->alley, first->house, first->place, first->group };

  story->received = received;
  story->matter = first->matter;
  story->officer = first->officer;
  story->opening = draw_opening (texts, story->matter, first->opening);
  if (story->opening == NULL || find_place_slot (get_text (first->opening)) == NULL
      || !draw_rest (story, texts, people, 0) || story->person == first->person)
    {
      demo_story_clear (story);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (to); i++)
    {
      g_free (*to[i]);
      *to[i] = g_strdup (from[i]);
    }
  story->kind = first->kind;
  if (first->answer != NULL && demo_slots_can_fill (story, get_text (first->answer)))
    story->answer = first->answer;
  return TRUE;
}

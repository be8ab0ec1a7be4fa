/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loading data/demo from the data resource, drawing from it, filling slots. */
#include "service/dt-demo-texts.h"

#include "base/dt-clock.h"
#include "base/dt-error.h"
#include "base/dt-text.h"
#include "model/dt-catalogue.h"

#include <string.h>

#define DEMO_PATH "/org/doithoai/data/demo/"
#define MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define DAY (24 * 60 * MINUTE)

struct _DemoTexts
{
  GRand *rand;
  GPtrArray *roots;   /* of JsonNode, which own all */
  GPtrArray *matters; /* of DemoMatter */
  JsonObject *people;
  JsonArray *officers;
};

/* ---- loading ---- */

static JsonNode *
load_node (DemoTexts *self, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, error);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;

  if (bytes == NULL
      || !json_parser_load_from_data (
          parser, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error))
    return NULL;
  root = json_parser_steal_root (parser);
  g_ptr_array_add (self->roots, root);
  return root;
}

static void
add_matters (DemoTexts *self, JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      DemoMatter *matter = g_new0 (DemoMatter, 1);

      matter->object = json_array_get_object_element (array, i);
      matter->id = dt_json_get_string (matter->object, "id");
      matter->field = dt_json_get_string (matter->object, "field");
      matter->weight = dt_json_get_int (matter->object, "weight", 1);
      g_ptr_array_add (self->matters, matter);
    }
}

/* All files that lie in data/demo/matters, in the order of their names. */
static gboolean
load_matters (DemoTexts *self, GError **error)
{
  g_auto (GStrv) names = g_resources_enumerate_children (DEMO_PATH "matters", 0, error);

  if (names == NULL)
    return FALSE;
  qsort (names,
         g_strv_length (names),
         sizeof (char *),
         (int (*) (const void *, const void *)) g_strcmp0);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (DEMO_PATH "matters/", names[i], NULL);
      JsonNode *root = load_node (self, path, error);

      if (root == NULL)
        return FALSE;
      add_matters (self, json_node_get_array (root));
    }
  return TRUE;
}

DemoTexts *
demo_texts_load (GRand *rand, GError **error)
{
  g_autoptr (DemoTexts) self = g_new0 (DemoTexts, 1);
  JsonNode *people;
  JsonNode *officers;

  self->rand = rand;
  self->roots = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  self->matters = g_ptr_array_new_with_free_func (g_free);
  people = load_node (self, DEMO_PATH "people.json", error);
  officers = people != NULL ? load_node (self, DEMO_PATH "officers.json", error) : NULL;
  if (officers == NULL || !load_matters (self, error))
    return NULL;
  self->people = json_node_get_object (people);
  self->officers = dt_json_get_array (json_node_get_object (officers), "officers");
  return g_steal_pointer (&self);
}

void
demo_texts_free (DemoTexts *self)
{
  g_clear_pointer (&self->matters, g_ptr_array_unref);
  g_clear_pointer (&self->roots, g_ptr_array_unref);
  g_free (self);
}

void
demo_story_clear (DemoStory *story)
{
  g_free (story->code);
  g_free (story->street);
  g_free (story->alley);
  g_free (story->house);
  g_free (story->place);
  g_free (story->group);
}

/* ---- drawing ---- */

static guint
draw (DemoTexts *self, guint n)
{
  return g_rand_int_range (self->rand, 0, n);
}

static const char *
draw_string (DemoTexts *self, JsonArray *array)
{
  return json_array_get_string_element (array, draw (self, json_array_get_length (array)));
}

/* A member of an array of {…, weight}, by weight. */
static JsonObject *
draw_weighted (DemoTexts *self, JsonArray *array)
{
  guint n = json_array_get_length (array);
  int total = 0;
  int rest;

  for (guint i = 0; i < n; i++)
    total += dt_json_get_int (json_array_get_object_element (array, i), "weight", 1);
  rest = draw (self, total);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);

      rest -= dt_json_get_int (object, "weight", 1);
      if (rest < 0)
        return object;
    }
  g_assert_not_reached ();
}

static gboolean
in_season (const DemoMatter *matter, int month)
{
  JsonArray *season = dt_json_get_array (matter->object, "season");
  guint n = season != NULL ? json_array_get_length (season) : 0;

  for (guint i = 0; i < n; i++)
    if (json_array_get_int_element (season, i) == month)
      return TRUE;
  return n == 0;
}

DemoMatter *
demo_texts_draw_matter (DemoTexts *self, int month)
{
  double total = 0;
  double rest = 0;
  DemoMatter *last = NULL;

  for (int pass = 0; pass < 2; pass++)
    {
      if (pass == 1)
        rest = g_rand_double (self->rand) * total;
      for (guint i = 0; i < self->matters->len; i++)
        {
          DemoMatter *matter = g_ptr_array_index (self->matters, i);
          double share = (double) matter->weight / ((1 + matter->used) * (1 + matter->used));

          if (!in_season (matter, month))
            continue;
          last = matter;
          if (pass == 0)
            total += share;
          else if ((rest -= share) < 0)
            break;
        }
    }
  last->used++;
  return last;
}

static char *
fold_plain (const char *text)
{
  g_autofree char *nfd = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
  GString *out = g_string_new (NULL);

  for (const char *p = nfd; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x111)
        c = 'd';
      else if (c == 0x110)
        c = 'D';
      if (g_unichar_combining_class (c) == 0)
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

static void
replace (char **text, const char *what, const char *with)
{
  GString *string = g_string_new (*text);

  g_string_replace (string, what, with, 0);
  g_free (*text);
  *text = g_string_free (string, FALSE);
}

static char *
make_nick (DemoTexts *self, const char *family, const char *middle, const char *given)
{
  char *nick;
  const char *const names[][2]
      = { { "{family", family }, { "{middle", middle }, { "{given", given } };
  g_autofree char *year = g_strdup_printf ("%02u", 60 + draw (self, 40));

  if (draw (self, 10) < 4)
    return g_strdup (draw_string (self, dt_json_get_array (self->people, "nicks")));
  nick = g_strdup (draw_string (self, dt_json_get_array (self->people, "nick_patterns")));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *plain = fold_plain (names[i][1]);
      g_autofree char *slot = g_strconcat (names[i][0], "}", NULL);
      g_autofree char *plain_slot = g_strconcat (names[i][0], "_plain}", NULL);

      replace (&plain, " ", "");
      replace (&nick, slot, names[i][1]);
      replace (&nick, plain_slot, plain);
    }
  replace (&nick, "{yy}", year);
  return g_strstrip (nick);
}

static char *
draw_house (DemoTexts *self, JsonObject *street)
{
  gint64 first = dt_json_get_int (street, "first", 1);
  gint64 last = dt_json_get_int (street, "last", 100);
  JsonArray *alleys = dt_json_get_array (street, "alleys");

  if (alleys != NULL && json_array_get_length (alleys) > 0 && draw (self, 10) < 4)
    return g_strdup_printf ("%s/%u %s",
                            draw_string (self, alleys),
                            1 + draw (self, 40),
                            dt_json_get_string (street, "name"));
  return g_strdup_printf (
      "%d %s", g_rand_int_range (self->rand, first, last + 1), dt_json_get_string (street, "name"));
}

static char *
draw_group (DemoTexts *self, JsonObject *street)
{
  JsonArray *groups = dt_json_get_array (street, "groups");

  return g_strdup_printf (
      "Khu phố %" G_GINT64_FORMAT,
      json_array_get_int_element (groups, draw (self, json_array_get_length (groups))));
}

DemoPerson *
demo_texts_make_person (DemoTexts *self, guint n)
{
  DemoPerson *person = g_new0 (DemoPerson, 1);
  gboolean female = draw (self, 100) < 54;
  JsonObject *sex = dt_json_get_object (self->people, female ? "female" : "male");
  JsonObject *address = dt_json_get_object (dt_json_get_object (self->people, "address"),
                                            female ? "female" : "male");
  JsonObject *street = draw_weighted (self, dt_json_get_array (self->people, "streets"));
  const char *family = dt_json_get_string (
      draw_weighted (self, dt_json_get_array (self->people, "family")), "name");
  const char *middle
      = dt_json_get_string (draw_weighted (self, dt_json_get_array (sex, "middle")), "name");
  const char *given = draw_string (self, dt_json_get_array (sex, "given"));
  g_autofree char *house = draw_house (self, street);

  if (!female && draw (self, 10) < 2)
    person->name = g_strconcat (family, " ", given, NULL);
  else
    person->name = g_strconcat (family, " ", middle, " ", given, NULL);
  person->polite = g_strdup (dt_json_get_string (address, "polite"));
  person->nick = make_nick (self, family, middle, given);
  if (n < 100)
    person->phone = g_strdup_printf ("09000000%02u", n);
  person->street = g_strdup (dt_json_get_string (street, "name"));
  person->group = draw_group (self, street);
  person->home = g_strdup_printf ("%s, %s, phường Sài Gòn", house, person->group);
  person->old_home = g_strdup_printf ("%s, %s, %s",
                                      house,
                                      dt_json_get_string (street, "old_ward"),
                                      dt_json_get_string (self->people, "old_district"));
  return person;
}

static gboolean
uses_slot (const DemoMatter *matter, const char *slot)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), matter->object);
  g_autofree char *text = json_to_string (node, FALSE);

  return strstr (text, slot) != NULL;
}

void
demo_texts_draw_place (DemoTexts *self, DemoStory *story)
{
  JsonArray *streets = dt_json_get_array (self->people, "streets");
  gboolean needs_alley = uses_slot (story->matter, "{alley}");
  JsonObject *street;
  JsonArray *alleys;
  g_autofree char *house = NULL;

  do
    {
      street = draw_weighted (self, streets);
      alleys = dt_json_get_array (street, "alleys");
    }
  while (needs_alley && (alleys == NULL || json_array_get_length (alleys) == 0));

  story->street = g_strdup (dt_json_get_string (street, "name"));
  story->house = g_strdup_printf ("%d %s",
                                  g_rand_int_range (self->rand,
                                                    dt_json_get_int (street, "first", 1),
                                                    dt_json_get_int (street, "last", 100) + 1),
                                  story->street);
  if (alleys != NULL && json_array_get_length (alleys) > 0)
    story->alley = g_strdup_printf ("hẻm %s %s", draw_string (self, alleys), story->street);
  if (needs_alley)
    story->place = g_strdup (story->alley);
  else if (draw (self, 3) > 0)
    story->place = g_strconcat ("số ", story->house, NULL);
  else
    story->place = g_strconcat ("đường ", story->street, NULL);
  story->group = draw_group (self, street);
}

JsonArray *
demo_texts_get_officers (DemoTexts *self)
{
  return self->officers;
}

JsonObject *
demo_texts_find_officer (DemoTexts *self, const char *field)
{
  for (guint i = 0; i < json_array_get_length (self->officers); i++)
    {
      JsonObject *officer = json_array_get_object_element (self->officers, i);
      JsonArray *fields = dt_json_get_array (officer, "fields");

      for (guint j = 0; fields != NULL && j < json_array_get_length (fields); j++)
        if (g_strcmp0 (json_array_get_string_element (fields, j), field) == 0)
          return officer;
    }
  return NULL;
}

/* ---- times ---- */

/**
 * demo_office_time:
 *
 * Office hours 07:30–11:30 and 13:00–17:00, Monday to Friday: DOMAIN's default.
 */
gint64
demo_office_time (GRand *rand, gint64 time, int days)
{
  gint64 shift = 7 * 60 * MINUTE; /* Hanoi */
  gint64 day = (time + shift) / DAY;
  int minutes = (time + shift - day * DAY) / MINUTE;
  int from;

  /* 1 January 1970 was a Thursday: day % 7 is 0 on Thursdays, 2 and 3 on the weekend */
  if (days == 0 && (minutes >= 16 * 60 + 50 || day % 7 == 2 || day % 7 == 3))
    days = 1;
  for (int left = days; left > 0;)
    {
      day++;
      if (day % 7 != 2 && day % 7 != 3)
        left--;
    }
  if (days > 0)
    minutes = g_rand_boolean (rand) ? g_rand_int_range (rand, 7 * 60 + 35, 11 * 60 + 25)
                                    : g_rand_int_range (rand, 13 * 60 + 5, 16 * 60 + 55);
  else
    {
      from = MAX (minutes, 7 * 60 + 30);
      if (from >= 11 * 60 + 25 && from < 13 * 60)
        from = 13 * 60;
      minutes = MIN (from + g_rand_int_range (rand, 3, 45), 17 * 60 - 1);
    }
  return day * DAY - shift + minutes * MINUTE + g_rand_int_range (rand, 0, 60) * G_USEC_PER_SEC;
}

static char *
format_day (gint64 time, gboolean with_year)
{
  g_autoptr (GDateTime) day = dt_time_to_hanoi (time);

  return g_date_time_format (day, with_year ? "%d/%m/%Y" : "%d/%m");
}

/* ---- slots ---- */

typedef struct
{
  DemoTexts *texts;
  const DemoStory *story;
  gint64 time;
  gboolean formal; /* answers: dates with the year */
  gboolean inbound;
  char *date, *date2, *hour, *doc, *decision, *number;
} Filling;

static void
filling_clear (Filling *self)
{
  g_free (self->date);
  g_free (self->date2);
  g_free (self->hour);
  g_free (self->doc);
  g_free (self->decision);
  g_free (self->number);
}

static void
draw_values (Filling *self)
{
  GRand *rand = self->texts->rand;
  gint64 received = self->story->received;
  gint64 days = MAX (1, (self->time - received) / DAY);
  gint64 day;

  if (self->inbound)
    day = self->time - g_rand_int_range (rand, 1, 7) * DAY;
  else
    day = MIN (demo_office_time (rand, received, g_rand_int_range (rand, 0, MIN (days, 8) + 1)),
               self->time);
  self->date = format_day (day, self->formal);
  self->date2 = format_day (demo_office_time (rand, self->time, g_rand_int_range (rand, 1, 6)),
                            self->formal);
  self->hour = g_rand_boolean (rand) ? g_strdup_printf ("%d giờ 30", g_rand_int_range (rand, 8, 11))
                                     : g_strdup_printf ("%d giờ", g_rand_int_range (rand, 14, 17));
  self->doc = g_strdup_printf ("%d/UBND-KTHTĐT", g_rand_int_range (rand, 100, 900));
  self->decision = g_strdup_printf ("%d/QĐ-XPHC", g_rand_int_range (rand, 20, 200));
  self->number = g_strdup_printf ("%d", g_rand_int_range (rand, 2, 10));
}

static char *
school_year (gint64 time)
{
  g_autoptr (GDateTime) day = dt_time_to_hanoi (time);
  int year = g_date_time_get_year (day) - (g_date_time_get_month (day) < 3);

  return g_strdup_printf ("%d-%d", year, year + 1);
}

/* The value of a slot, or NULL if it has none in this story. */
static char *
fill_slot (Filling *self, const char *slot)
{
  const DemoStory *story = self->story;
  const DemoPerson *person = story->person;
  JsonObject *unit = dt_json_get_object (self->texts->people, "unit");
  struct
  {
    const char *slot;
    const char *value;
  } plain[] = {
    { "name", person != NULL ? person->name : NULL },
    { "polite", person != NULL ? person->polite : "ông/bà" },
    { "home", person != NULL ? person->home : NULL },
    { "old_home", person != NULL ? person->old_home : NULL },
    { "street", story->street },
    { "alley", story->alley },
    { "house", story->house },
    { "place", story->place },
    { "group", story->group },
    { "code", story->code },
    { "hotline", dt_json_get_string (unit, "hotline") },
    { "date", self->date },
    { "date2", self->date2 },
    { "time", self->hour },
    { "doc", self->doc },
    { "decision", self->decision },
    { "n", self->number },
  };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (strcmp (plain[i].slot, slot) == 0)
      return g_strdup (plain[i].value);
  if (strcmp (slot, "phone") == 0)
    return person != NULL && person->phone != NULL ? dt_text_format_phone (person->phone) : NULL;
  if (strcmp (slot, "who") == 0 || strcmp (slot, "to") == 0)
    return person != NULL ? g_strconcat (person->polite, " ", person->name, NULL)
                          : g_strdup (*slot == 'w' ? "người dân" : "ông/bà");
  if (strcmp (slot, "received") == 0)
    return format_day (story->received, TRUE);
  if (strcmp (slot, "officer") == 0)
    return g_strconcat (story->officer_polite, " ", story->officer, NULL);
  if (strcmp (slot, "school_year") == 0)
    return school_year (self->time);
  return NULL;
}

static char *
capitalize (const char *text)
{
  g_autofree char *first = NULL;
  char upper[8] = { 0 };

  if (*text == '\0')
    return g_strdup (text);
  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (text)), upper);
  if (g_str_has_prefix (text, "ông/bà"))
    return g_strconcat ("Ông/Bà", text + strlen ("ông/bà"), NULL);
  return g_strconcat (upper, g_utf8_next_char (text), NULL);
}

/* The whole text, or NULL if a slot of it has no value in this story. */
static char *
fill (Filling *self, const char *text, gboolean plain)
{
  g_autoptr (GString) out = g_string_new (NULL);

  draw_values (self);
  for (const char *p = text; *p != '\0';)
    {
      const char *end = *p == '{' ? strchr (p, '}') : NULL;
      g_autofree char *slot = NULL;
      g_autofree char *value = NULL;

      if (end == NULL)
        {
          g_string_append_c (out, *p++);
          continue;
        }
      slot = g_strndup (p + 1, end - p - 1);
      if (g_ascii_isupper (*slot))
        {
          g_autofree char *lower = g_ascii_strdown (slot, -1);
          g_autofree char *found = fill_slot (self, lower);

          value = found != NULL ? capitalize (found) : NULL;
        }
      else
        value = fill_slot (self, slot);
      if (value == NULL)
        return NULL;
      if (out->len == 0)
        {
          g_autofree char *found = g_steal_pointer (&value);

          value = plain ? g_strdup (found) : capitalize (found);
        }
      if (plain)
        {
          g_autofree char *found = g_steal_pointer (&value);

          value = fold_plain (found);
        }
      g_string_append (out, value);
      p = end + 1;
    }
  return g_strdup (out->str);
}

static char *
fill_text (DemoTexts *self,
           const DemoStory *story,
           const char *text,
           gboolean plain,
           gboolean formal,
           gboolean inbound,
           gint64 time)
{
  Filling filling
      = { .texts = self, .story = story, .time = time, .formal = formal, .inbound = inbound };
  char *result = fill (&filling, text, plain);

  filling_clear (&filling);
  return result;
}

static gboolean
is_on (JsonObject *object, DtChannelKind channel)
{
  JsonArray *on = dt_json_get_array (object, "on");

  for (guint i = 0; on != NULL && i < json_array_get_length (on); i++)
    if (g_strcmp0 (json_array_get_string_element (on, i), dt_channel_to_nick (channel)) == 0)
      return TRUE;
  return on == NULL;
}

char *
demo_texts_tell (DemoTexts *self,
                 const DemoStory *story,
                 const char *list,
                 DtChannelKind channel,
                 int index,
                 gint64 time)
{
  JsonArray *array = dt_json_get_array (story->matter->object, list);
  guint n = array != NULL ? json_array_get_length (array) : 0;
  gboolean inbound = strcmp (list, "openings") == 0 || strcmp (list, "follow_ups") == 0;
  gboolean formal = strcmp (list, "answers") == 0 || strcmp (list, "forwards") == 0;
  guint start;

  if (n == 0)
    return NULL;
  start = index >= 0 ? (guint) index : story->matter->used + draw (self, n);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, (start + i) % n);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *text
          = object != NULL ? dt_json_get_string (object, "text") : json_node_get_string (node);
      char *told;

      if (object != NULL && !is_on (object, channel))
        continue;
      told = fill_text (self,
                        story,
                        text,
                        object != NULL && dt_json_get_boolean (object, "plain", FALSE),
                        formal,
                        inbound,
                        time);
      if (told != NULL)
        return told;
    }
  return NULL;
}

char *
demo_texts_tell_refusal (DemoTexts *self,
                         const DemoStory *story,
                         gint64 time,
                         const char **out_ground)
{
  JsonArray *array = dt_json_get_array (story->matter->object, "refusals");
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      const DtGround *ground = dt_catalogue_find_ground (dt_json_get_string (object, "ground"));

      if (ground == NULL || (ground->kinds & (1u << story->kind)) == 0)
        continue;
      *out_ground = ground->code;
      return fill_text (self, story, dt_json_get_string (object, "text"), FALSE, TRUE, FALSE, time);
    }
  return NULL;
}

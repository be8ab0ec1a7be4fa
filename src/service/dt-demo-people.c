/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names, addresses and numbers of people who do not exist. */
#include "service/dt-demo-people.h"

/* Replaces @what in *@text by @with. */
static void
replace (char **text, const char *what, const char *with)
{
  GString *string = g_string_new (*text);

  g_string_replace (string, what, with, 0);
  g_free (*text);
  *text = g_string_free (string, FALSE);
}

static char *
fill_nick (const char *pattern, const char *const names[3], int year)
{
  static const char *const slots[][2] = { { "{family}", "{family_plain}" },
                                          { "{middle}", "{middle_plain}" },
                                          { "{given}", "{given_plain}" } };
  g_autofree char *digits = g_strdup_printf ("%02d", year);
  char *nick = g_strdup (pattern);

  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      g_autofree char *plain = demo_text_make_plain (names[i]);

      replace (&plain, " ", "");
      replace (&nick, slots[i][0], names[i]);
      replace (&nick, slots[i][1], plain);
    }
  replace (&nick, "{yy}", digits);
  return g_strstrip (nick);
}

static char *
make_nick (DemoTexts *texts, const char *const names[3], int year, const char *name)
{
  JsonObject *people = demo_texts_get_people (texts);
  JsonArray *patterns = dt_json_get_array (people, "nick_patterns");
  guint dice = demo_texts_draw (texts, 10);

  if (dice < 4)
    return g_strdup (demo_texts_draw_string (texts, dt_json_get_array (people, "nicks")));
  if (dice < 7)
    return fill_nick (demo_texts_draw_string (texts, patterns), names, year);
  return g_strdup (name);
}

static char *
make_email (const char *name, int year)
{
  g_autofree char *plain = demo_text_make_plain (name);
  g_autofree char *lower = g_ascii_strdown (plain, -1);

  replace (&lower, " ", "");
  return g_strdup_printf ("%s%02d@example.com", lower, year);
}

static int
draw_house_number (DemoTexts *texts, JsonObject *street)
{
  int first = dt_json_get_int (street, "first", 1);
  int last = dt_json_get_int (street, "last", 100);

  return first + (int) demo_texts_draw (texts, last - first + 1);
}

static gboolean
has_alleys (JsonObject *street)
{
  JsonArray *alleys = dt_json_get_array (street, "alleys");

  return alleys != NULL && json_array_get_length (alleys) > 0;
}

/* "22 Ngô Văn Năm" or, in an alley, "15/7 Lê Thánh Tôn". */
static char *
draw_home (DemoTexts *texts, JsonObject *street)
{
  const char *name = dt_json_get_string (street, "name");

  if (has_alleys (street) && demo_texts_chance (texts, 40))
    return g_strdup_printf ("%s/%u %s",
                            demo_texts_draw_string (texts, dt_json_get_array (street, "alleys")),
                            1 + demo_texts_draw (texts, 40),
                            name);
  return g_strdup_printf ("%d %s", draw_house_number (texts, street), name);
}

static void
set_names (DemoPerson *person, DemoTexts *texts)
{
  JsonObject *people = demo_texts_get_people (texts);
  gboolean female = demo_texts_chance (texts, 54);
  const char *sex = female ? "female" : "male";
  JsonObject *words = dt_json_get_object (people, sex);
  JsonObject *address = dt_json_get_object (dt_json_get_object (people, "address"), sex);
  JsonObject *family = demo_texts_draw_weighted (texts, dt_json_get_array (people, "family"));
  JsonObject *middle = demo_texts_draw_weighted (texts, dt_json_get_array (words, "middle"));
  const char *names[3] = { dt_json_get_string (family, "name"),
                           dt_json_get_string (middle, "name"),
                           demo_texts_draw_string (texts, dt_json_get_array (words, "given")) };
  int year = 60 + (int) demo_texts_draw (texts, 40);

  if (!female && demo_texts_chance (texts, 20))
    person->name = g_strconcat (names[0], " ", names[2], NULL);
  else
    person->name = g_strjoin (" ", names[0], names[1], names[2], NULL);
  person->polite = g_strdup (dt_json_get_string (address, "polite"));
  person->nick = make_nick (texts, names, year, person->name);
  person->email = make_email (person->name, year);
}

DemoPerson *
demo_person_new (DemoTexts *texts, guint index)
{
  DemoPerson *person = g_new0 (DemoPerson, 1);
  JsonObject *people = demo_texts_get_people (texts);
  g_autofree char *house = NULL;

  person->index = index;
  set_names (person, texts);
  if (index < DEMO_N_PHONES)
    person->phone = g_strdup_printf ("09000000%02u", index);
  person->street = demo_texts_draw_weighted (texts, dt_json_get_array (people, "streets"));
  person->group = demo_people_draw_group (texts, person->street, NULL);
  house = draw_home (texts, person->street);
  person->home = g_strdup_printf ("%s, Khu phố %d, phường Sài Gòn", house, person->group);
  person->old_home = g_strdup_printf ("%s, %s, %s",
                                      house,
                                      dt_json_get_string (person->street, "old_ward"),
                                      dt_json_get_string (people, "old_district"));
  return person;
}

void
demo_person_free (gpointer data)
{
  DemoPerson *person = data;

  g_free (person->name);
  g_free (person->polite);
  g_free (person->phone);
  g_free (person->email);
  g_free (person->nick);
  g_free (person->home);
  g_free (person->old_home);
  g_free (person);
}

/* ---- places ---- */

static gboolean
is_among (JsonArray *groups, gint64 group)
{
  guint n = groups != NULL ? json_array_get_length (groups) : 0;

  for (guint i = 0; i < n; i++)
    if (json_array_get_int_element (groups, i) == group)
      return TRUE;
  return n == 0;
}

int
demo_people_draw_group (DemoTexts *texts, JsonObject *street, JsonArray *groups)
{
  JsonArray *own = dt_json_get_array (street, "groups");
  int found = 0;
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (own); i++)
    {
      int group = json_array_get_int_element (own, i);

      if (is_among (groups, group) && demo_texts_draw (texts, ++n) == 0)
        found = group;
    }
  return found;
}

static gboolean
is_fit (JsonObject *street, gboolean needs_alley, JsonArray *groups)
{
  JsonArray *own = dt_json_get_array (street, "groups");

  if (needs_alley && !has_alleys (street))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (own); i++)
    if (is_among (groups, json_array_get_int_element (own, i)))
      return TRUE;
  return FALSE;
}

JsonObject *
demo_people_draw_street (DemoTexts *texts,
                         const DemoPerson *person,
                         gboolean needs_alley,
                         JsonArray *groups)
{
  JsonArray *streets = dt_json_get_array (demo_texts_get_people (texts), "streets");

  if (person != NULL && is_fit (person->street, needs_alley, groups)
      && demo_texts_chance (texts, 65))
    return person->street;
  for (guint i = 0; i < 1000; i++)
    {
      JsonObject *street = demo_texts_draw_weighted (texts, streets);

      if (is_fit (street, needs_alley, groups))
        return street;
    }
  g_assert_not_reached ();
}

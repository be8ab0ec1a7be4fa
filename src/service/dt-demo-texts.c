/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads data/demo from the data resource and draws from it. */
#include "service/dt-demo-texts.h"

#include <string.h>

#define DEMO_PATH "/org/doithoai/data/demo/"

struct _DemoTexts
{
  GRand *rand;
  GPtrArray *roots;   /* of JsonNode, which own all */
  GPtrArray *matters; /* of DemoMatter */
  GHashTable *uses;   /* text object → how often it was told */
  JsonObject *people;
  JsonObject *common;
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

static JsonObject *
load_object (DemoTexts *self, const char *path, GError **error)
{
  JsonNode *root = load_node (self, path, error);

  return root != NULL ? json_node_get_object (root) : NULL;
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

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* All files that lie in data/demo/matters, in the order of their names. */
static gboolean
load_matters (DemoTexts *self, GError **error)
{
  g_auto (GStrv) names = g_resources_enumerate_children (DEMO_PATH "matters", 0, error);

  if (names == NULL)
    return FALSE;
  qsort (names, g_strv_length (names), sizeof (char *), compare_names);
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
  JsonObject *officers;

  self->rand = rand;
  self->roots = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  self->matters = g_ptr_array_new_with_free_func (g_free);
  self->uses = g_hash_table_new (NULL, NULL);
  self->people = load_object (self, DEMO_PATH "people.json", error);
  if (self->people == NULL)
    return NULL;
  self->common = load_object (self, DEMO_PATH "common.json", error);
  if (self->common == NULL)
    return NULL;
  officers = load_object (self, DEMO_PATH "officers.json", error);
  if (officers == NULL || !load_matters (self, error))
    return NULL;
  self->officers = dt_json_get_array (officers, "officers");
  return g_steal_pointer (&self);
}

void
demo_texts_free (DemoTexts *self)
{
  g_clear_pointer (&self->uses, g_hash_table_unref);
  g_clear_pointer (&self->matters, g_ptr_array_unref);
  g_clear_pointer (&self->roots, g_ptr_array_unref);
  g_free (self);
}

GRand *
demo_texts_get_rand (DemoTexts *self)
{
  return self->rand;
}

JsonObject *
demo_texts_get_people (DemoTexts *self)
{
  return self->people;
}

JsonObject *
demo_texts_get_common (DemoTexts *self)
{
  return self->common;
}

JsonArray *
demo_texts_get_officers (DemoTexts *self)
{
  return self->officers;
}

JsonObject *
demo_texts_get_officer (DemoTexts *self, const char *id)
{
  for (guint i = 0; i < json_array_get_length (self->officers); i++)
    {
      JsonObject *officer = json_array_get_object_element (self->officers, i);

      if (g_strcmp0 (dt_json_get_string (officer, "id"), id) == 0)
        return officer;
    }
  g_assert_not_reached ();
}

JsonObject *
demo_texts_find_officer (DemoTexts *self, const char *field)
{
  for (guint i = 0; i < json_array_get_length (self->officers); i++)
    {
      JsonObject *officer = json_array_get_object_element (self->officers, i);
      JsonArray *fields = dt_json_get_array (officer, "fields");

      for (guint j = 0; j < json_array_get_length (fields); j++)
        if (g_strcmp0 (json_array_get_string_element (fields, j), field) == 0)
          return officer;
    }
  return demo_texts_get_officer (self, "reception");
}

/* ---- drawing ---- */

guint
demo_texts_draw (DemoTexts *self, guint n)
{
  return n > 1 ? (guint) g_rand_int_range (self->rand, 0, n) : 0;
}

gboolean
demo_texts_chance (DemoTexts *self, guint percent)
{
  return demo_texts_draw (self, 100) < percent;
}

const char *
demo_texts_draw_string (DemoTexts *self, JsonArray *array)
{
  return json_array_get_string_element (array,
                                        demo_texts_draw (self, json_array_get_length (array)));
}

JsonObject *
demo_texts_draw_weighted (DemoTexts *self, JsonArray *array)
{
  guint n = json_array_get_length (array);
  int total = 0;
  int rest;

  for (guint i = 0; i < n; i++)
    total += dt_json_get_int (json_array_get_object_element (array, i), "weight", 1);
  rest = demo_texts_draw (self, total);
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

/* What has been told twice as often comes a quarter as often, and once all its openings have been
 * told, hardly ever. */
static double
get_share (const DemoMatter *matter)
{
  guint n = json_array_get_length (dt_json_get_array (matter->object, "openings"));
  double share = (double) matter->weight / ((1 + matter->used) * (1 + matter->used));

  return matter->used < n ? share : share / 8;
}

DemoMatter *
demo_texts_draw_matter (DemoTexts *self, int month)
{
  double total = 0;
  double rest;
  DemoMatter *last = NULL;

  for (guint i = 0; i < self->matters->len; i++)
    {
      DemoMatter *matter = g_ptr_array_index (self->matters, i);

      if (in_season (matter, month))
        total += get_share (matter);
    }
  rest = g_rand_double (self->rand) * total;
  for (guint i = 0; i < self->matters->len && rest >= 0; i++)
    {
      DemoMatter *matter = g_ptr_array_index (self->matters, i);

      if (!in_season (matter, month))
        continue;
      last = matter;
      rest -= get_share (matter);
    }
  return last;
}

/* ---- texts ---- */

gboolean
demo_text_is_on (JsonObject *text, DtChannelKind channel)
{
  JsonArray *on = dt_json_get_array (text, "on");

  for (guint i = 0; on != NULL && i < json_array_get_length (on); i++)
    if (g_strcmp0 (json_array_get_string_element (on, i), dt_channel_to_nick (channel)) == 0)
      return TRUE;
  return on == NULL;
}

guint
demo_texts_get_uses (DemoTexts *self, JsonObject *text)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->uses, text));
}

void
demo_texts_add_use (DemoTexts *self, JsonObject *text)
{
  g_hash_table_insert (self->uses, text, GUINT_TO_POINTER (demo_texts_get_uses (self, text) + 1));
}

static gboolean
has_word (const char *text, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (text, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
may_be (const DemoMatter *matter, DtCaseKind kind)
{
  JsonArray *kinds = dt_json_get_array (matter->object, "kinds");

  for (guint i = 0; i < json_array_get_length (kinds); i++)
    if (g_strcmp0 (json_array_get_string_element (kinds, i), dt_case_kind_to_nick (kind)) == 0)
      return TRUE;
  return FALSE;
}

DtCaseKind
demo_matter_find_kind (const DemoMatter *matter, JsonObject *opening)
{
  static const char *const complaint[] = { "hiếu nại", "HIẾU NẠI", NULL };
  static const char *const recommendation[]
      = { "iến nghị", "{Who} góp ý", "{Who} đề nghị", "Đề nghị", "Xin cái", "Xin thêm", NULL };
  static const char *const question[]
      = { "?", "hỏi ", "in hướng dẫn", "in cho biết", "in biết", " k a", NULL };
  const char *text = dt_json_get_string (opening, "text");
  const char *title = dt_json_get_string (opening, "title");
  JsonArray *kinds = dt_json_get_array (matter->object, "kinds");
  DtCaseKind kind = DT_CASE_KIND_FEEDBACK;

  if (may_be (matter, DT_CASE_KIND_COMPLAINT) && has_word (text, complaint))
    return DT_CASE_KIND_COMPLAINT;
  if (may_be (matter, DT_CASE_KIND_RECOMMENDATION)
      && (has_word (text, recommendation) || (title != NULL && has_word (title, recommendation))))
    return DT_CASE_KIND_RECOMMENDATION;
  if (may_be (matter, DT_CASE_KIND_INFORMATION_REQUEST) && has_word (text, question))
    return DT_CASE_KIND_INFORMATION_REQUEST;
  if (!may_be (matter, DT_CASE_KIND_FEEDBACK))
    dt_case_kind_from_nick (json_array_get_string_element (kinds, 0), &kind);
  return kind;
}

char *
demo_text_make_plain (const char *text)
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

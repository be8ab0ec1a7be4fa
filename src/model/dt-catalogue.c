/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The closed lists, read from the data resource when first asked for: fields of work with their
 * keywords, grounds of refusal, administrative units. Immutable once read, so any thread may look.
 */
#include "model/dt-catalogue.h"

#include "base/dt-json.h"
#include "base/dt-resource.h"
#include "base/dt-text.h"
#include "model/dt-enums.h"

#include <gio/gio.h>
#include <string.h>

#define RESOURCE_PREFIX "/org/doithoai/data/"

typedef struct
{
  char *text; /* folded words with one space between */
  gsize length;
  guint field; /* index */
} Keyword;

static GPtrArray *fields;
static GHashTable *fields_by_code;
static GHashTable *keywords; /* first word → GArray of Keyword, the longest first */
static GPtrArray *grounds;
static GHashTable *grounds_by_code;
static GPtrArray *units;
static GHashTable *units_by_code;

static GBytes *
load_resource (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_PREFIX, name, NULL);

  return dt_resource_load (path);
}

static JsonObject *
load_object (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_PREFIX, name, NULL);

  return dt_resource_load_object (path);
}

/* "Rác thải, môi-trường" → "rac thai moi truong": whole words can then be found with spaces. */
static char *
fold_to_words (const char *text)
{
  g_autofree char *folded = dt_text_fold (text, -1);
  GString *words = g_string_sized_new (strlen (folded) + 1);
  gboolean gap = FALSE;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalnum (c))
        {
          gap = TRUE;
          continue;
        }
      if (gap && words->len > 0)
        g_string_append_c (words, ' ');
      gap = FALSE;
      g_string_append_unichar (words, c);
    }
  return g_string_free (words, FALSE);
}

static int
compare_keywords (gconstpointer a, gconstpointer b)
{
  const Keyword *left = a;
  const Keyword *right = b;

  if (left->length != right->length)
    return left->length > right->length ? -1 : 1;
  return left->field < right->field ? -1 : left->field > right->field;
}

static void
add_keyword (const char *text, guint field)
{
  Keyword keyword = { .text = fold_to_words (text), .field = field };
  g_autofree char *first = g_strndup (keyword.text, strcspn (keyword.text, " "));
  GArray *bucket = g_hash_table_lookup (keywords, first);

  keyword.length = strlen (keyword.text);
  if (keyword.length == 0)
    {
      g_free (keyword.text);
      return;
    }
  if (bucket == NULL)
    {
      bucket = g_array_new (FALSE, FALSE, sizeof (Keyword));
      g_hash_table_insert (keywords, g_steal_pointer (&first), bucket);
    }
  g_array_append_val (bucket, keyword);
}

static void
add_keywords (JsonObject *object, const char *member, guint field)
{
  JsonArray *array = dt_json_get_array (object, member);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    add_keyword (json_array_get_string_element (array, i), field);
}

static void
load_fields (void)
{
  g_autoptr (JsonObject) root = load_object ("rules/fields.json");
  JsonArray *array = dt_json_get_array (root, "fields");
  GHashTableIter iter;
  gpointer bucket;

  fields = g_ptr_array_new ();
  fields_by_code = g_hash_table_new (g_str_hash, g_str_equal);
  keywords = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      DtField *field = g_new0 (DtField, 1);

      field->code = g_strdup (dt_json_get_string (object, "code"));
      field->name_vi = g_strdup (dt_json_get_string (object, "name_vi"));
      field->name_en = g_strdup (dt_json_get_string (object, "name_en"));
      g_ptr_array_add (fields, field);
      g_hash_table_insert (fields_by_code, field->code, field);
      add_keyword (field->name_vi, i);
      add_keyword (field->name_en, i);
      add_keywords (object, "keywords_vi", i);
      add_keywords (object, "keywords_en", i);
    }

  g_hash_table_iter_init (&iter, keywords);
  while (g_hash_table_iter_next (&iter, NULL, &bucket))
    g_array_sort (bucket, compare_keywords);
}

static void
load_grounds (void)
{
  g_autoptr (JsonObject) root = load_object ("rules/refusal-grounds.json");
  JsonArray *array = dt_json_get_array (root, "grounds");

  grounds = g_ptr_array_new ();
  grounds_by_code = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      JsonArray *kinds = dt_json_get_array (object, "kinds");
      DtGround *ground = g_new0 (DtGround, 1);

      ground->code = g_strdup (dt_json_get_string (object, "code"));
      ground->name_vi = g_strdup (dt_json_get_string (object, "name_vi"));
      ground->source = g_strdup (dt_json_get_string (object, "source"));
      ground->check = dt_json_get_boolean (object, "check", FALSE);
      for (guint k = 0; kinds != NULL && k < json_array_get_length (kinds); k++)
        {
          DtCaseKind kind;

          if (dt_case_kind_from_nick (json_array_get_string_element (kinds, k), &kind))
            ground->kinds |= 1u << kind;
        }
      g_ptr_array_add (grounds, ground);
      g_hash_table_insert (grounds_by_code, ground->code, ground);
    }
}

/* The file is ours: five columns, no quotes. It is cut in place, since 3,321 units would
 * otherwise be 16,000 allocations. */
static void
load_units (void)
{
  g_autoptr (GBytes) bytes = load_resource ("units/units-2025.csv");
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  char *rest = g_strndup (data, size);
  DtUnit *unit = g_new0 (DtUnit, 4096);
  const DtUnit *end = unit + 4096;
  gboolean header = TRUE;

  units = g_ptr_array_sized_new (4096);
  units_by_code = g_hash_table_new (g_str_hash, g_str_equal);
  while (rest != NULL && *rest != '\0' && unit < end)
    {
      char *line = strsep (&rest, "\n");

      if (header)
        {
          header = FALSE;
          continue;
        }
      unit->code = strsep (&line, ",");
      unit->name = strsep (&line, ",");
      unit->type = strsep (&line, ",");
      unit->province_code = strsep (&line, ",");
      unit->province = line;
      if (line == NULL)
        g_error ("units-2025.csv is not what the program expects at %s", unit->code);
      g_ptr_array_add (units, unit);
      g_hash_table_insert (units_by_code, unit->code, unit);
      unit++;
    }
}

static void
load_once (gsize *once, void (*load) (void))
{
  if (g_once_init_enter (once))
    {
      load ();
      g_once_init_leave (once, 1);
    }
}

static void
ensure_fields (void)
{
  static gsize once;

  load_once (&once, load_fields);
}

static void
ensure_grounds (void)
{
  static gsize once;

  load_once (&once, load_grounds);
}

static void
ensure_units (void)
{
  static gsize once;

  load_once (&once, load_units);
}

/**
 * dt_catalogue_get_fields:
 *
 * Returns: (transfer none) (element-type DtField): the fields of work, in the order to show
 */
const GPtrArray *
dt_catalogue_get_fields (void)
{
  ensure_fields ();
  return fields;
}

/**
 * dt_catalogue_find_field:
 * @code: (nullable): a field's code, "environment"
 *
 * Returns: (transfer none) (nullable): the field
 */
const DtField *
dt_catalogue_find_field (const char *code)
{
  ensure_fields ();
  return code == NULL ? NULL : g_hash_table_lookup (fields_by_code, code);
}

/* The longest keyword that begins at @at and ends at a word's end; the bucket is sorted. */
static const Keyword *
match_at (const GArray *bucket, const char *at)
{
  for (guint i = 0; i < bucket->len; i++)
    {
      const Keyword *keyword = &g_array_index (bucket, Keyword, i);

      if (strncmp (at, keyword->text, keyword->length) == 0
          && (at[keyword->length] == '\0' || at[keyword->length] == ' '))
        return keyword;
    }
  return NULL;
}

/**
 * dt_catalogue_match_field:
 * @text: (nullable): what a citizen wrote, or a field's name as another system writes it
 *
 * Finds the field by its names and keywords, whole words, without regard to case and diacritics.
 * The longest keyword wins; of two that are as long, the field that is listed first.
 *
 * Returns: (transfer none) (nullable): the field, or %NULL when no keyword occurs
 */
const DtField *
dt_catalogue_match_field (const char *text)
{
  g_autofree char *words = NULL;
  char first[64];
  const Keyword *best = NULL;

  if (text == NULL)
    return NULL;
  ensure_fields ();
  words = fold_to_words (text);
  for (const char *p = words; *p != '\0';)
    {
      gsize length = strcspn (p, " ");
      const GArray *bucket = NULL;

      if (length < sizeof first)
        {
          memcpy (first, p, length);
          first[length] = '\0';
          bucket = g_hash_table_lookup (keywords, first);
        }

      const Keyword *found = bucket != NULL ? match_at (bucket, p) : NULL;

      if (found != NULL && (best == NULL || compare_keywords (found, best) < 0))
        best = found;
      p += length;
      p += *p == ' ';
    }
  return best != NULL ? g_ptr_array_index (fields, best->field) : NULL;
}

/**
 * dt_catalogue_get_grounds:
 *
 * Returns: (transfer none) (element-type DtGround): the grounds on which a case may be refused
 */
const GPtrArray *
dt_catalogue_get_grounds (void)
{
  ensure_grounds ();
  return grounds;
}

/**
 * dt_catalogue_find_ground:
 * @code: (nullable): a ground's code
 *
 * Returns: (transfer none) (nullable): the ground
 */
const DtGround *
dt_catalogue_find_ground (const char *code)
{
  ensure_grounds ();
  return code == NULL ? NULL : g_hash_table_lookup (grounds_by_code, code);
}

/**
 * dt_catalogue_get_units:
 *
 * Source: data/units/SOURCE.txt.
 *
 * Returns: (transfer none) (element-type DtUnit): all commune-level units, by province and name in
 *   Vietnamese order
 */
const GPtrArray *
dt_catalogue_get_units (void)
{
  ensure_units ();
  return units;
}

/**
 * dt_catalogue_find_unit:
 * @code: (nullable): five digits, "26740"
 *
 * Returns: (transfer none) (nullable): the unit
 */
const DtUnit *
dt_catalogue_find_unit (const char *code)
{
  ensure_units ();
  return code == NULL ? NULL : g_hash_table_lookup (units_by_code, code);
}

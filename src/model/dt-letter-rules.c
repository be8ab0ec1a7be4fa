/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading letters.json, and what follows from it: the number, the lines of a signature, the day.
 * Any thread. */
#include "model/dt-letter-rules.h"

#include "base/dt-clock.h"
#include "base/dt-error.h"
#include "base/dt-json.h"
#include "base/dt-resource.h"
#include "model/dt-rule-row.h"

#include <string.h>

#define FILE_NAME "letters.json"
#define RESOURCE "/org/doithoai/data/rules/" FILE_NAME

static const char *const margin_nicks[DT_N_MARGINS] = { "top", "bottom", "left", "right" };
static const char *const box_nicks[DT_N_BOXES]
    = { "nation", "motto",           "superior",  "issuer",     "number", "place",
        "title",  "subject",         "about",     "to",         "body",   "authority",
        "signer", "receivers_label", "receivers", "page_number" };
static const char *const line_nicks[DT_N_LINES] = { "motto", "issuer", "subject" };
static const char *const block_nicks[DT_N_BLOCKS]
    = { "indent", "paragraph_gap", "line_spacing", "about_gap" };

/* ---- reading ---- */

/* What a list is read into: one measure a row, found by its code. */
typedef struct
{
  const char *const *nicks;
  guint n;
  gpointer base;
  gsize stride; /* from one measure to the next */
  guint seen;   /* bits of the rows that were there */
} Measures;

static gboolean
fail (GError **error, const char *member, const char *why)
{
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, FILE_NAME ": %s: %s", member, why);
  return FALSE;
}

static gboolean
get_number (JsonObject *object, const char *name, double *out)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_DOUBLE
          && json_node_get_value_type (node) != G_TYPE_INT64))
    return FALSE;
  *out = json_node_get_double (node);
  return TRUE;
}

static gboolean
parse_measure (const DtRuleRow *row, gpointer data, GError **error)
{
  Measures *into = data;
  const char *code = dt_json_get_string (row->object, "code");

  for (guint i = 0; i < into->n; i++)
    if (g_strcmp0 (into->nicks[i], code) == 0)
      {
        DtMeasure *measure = (DtMeasure *) ((char *) into->base + i * into->stride);

        if (!get_number (row->object, "min", &measure->min)
            || !get_number (row->object, "max", &measure->max)
            || !get_number (row->object, "value", &measure->value) || measure->value < measure->min
            || measure->value > measure->max || measure->min < 0)
          {
            dt_rule_row_fail (row, error, "value", "a number from “min” to “max” is wanted");
            return FALSE;
          }
        into->seen |= 1u << i;
        return TRUE;
      }
  dt_rule_row_fail (row, error, "code", "it is not known");
  return FALSE;
}

static gboolean
parse_measures (JsonObject *root, const char *name, Measures *into, GError **error)
{
  if (!dt_rule_row_foreach (FILE_NAME, root, name, parse_measure, into, error))
    return FALSE;
  for (guint i = 0; i < into->n; i++)
    if ((into->seen & (1u << i)) == 0)
      return fail (error, into->nicks[i], "it is missing");
  return TRUE;
}

static gboolean
parse_box (const DtRuleRow *row, gpointer data, GError **error)
{
  DtLetterRules *self = data;
  const char *code = dt_json_get_string (row->object, "code");

  for (guint i = 0; i < DT_N_BOXES; i++)
    if (g_strcmp0 (box_nicks[i], code) == 0)
      {
        self->boxes[i].bold = dt_json_get_boolean (row->object, "bold", FALSE);
        self->boxes[i].italic = dt_json_get_boolean (row->object, "italic", FALSE);
      }
  return TRUE;
}

static gboolean
parse_form (const DtRuleRow *row, gpointer data, GError **error)
{
  DtLetterRules *self = data;
  DtLetterForm form;
  DtLetterFormRule *rule;

  if (!dt_letter_form_from_nick (dt_json_get_string (row->object, "code"), &form)
      || self->forms[form].to != NULL)
    {
      dt_rule_row_fail (row, error, "code", "it is not known, or is there twice");
      return FALSE;
    }
  rule = &self->forms[form];
  rule->as_above = dt_json_get_boolean (row->object, "as_above", FALSE);
  return dt_rule_row_get_string (row, "to", &rule->to, error)
         && (rule->abbreviation = dt_rule_row_dup_string (row, "abbreviation")) != NULL
         && (rule->title = dt_rule_row_dup_string (row, "title")) != NULL
         && (rule->about = dt_rule_row_dup_string (row, "about")) != NULL;
}

static GStrv
read_strings (JsonArray *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  return g_strv_builder_end (builder);
}

static gboolean
parse_authority (const DtRuleRow *row, gpointer data, GError **error)
{
  DtLetterRules *self = data;
  DtAuthority authority;

  if (!dt_authority_from_nick (dt_json_get_string (row->object, "code"), &authority)
      || self->authorities[authority] != NULL)
    {
      dt_rule_row_fail (row, error, "code", "it is not known, or is there twice");
      return FALSE;
    }
  self->authorities[authority] = read_strings (dt_json_get_array (row->object, "lines"));
  if (self->authorities[authority][0] != NULL)
    return TRUE;
  dt_rule_row_fail (row, error, "lines", "one line at least is wanted");
  return FALSE;
}

static gboolean
parse_font (DtLetterRules *self, JsonObject *root, GError **error)
{
  JsonObject *font = dt_json_get_object (root, "font");
  JsonObject *paper = dt_json_get_object (root, "paper");
  const char *family = font != NULL ? dt_json_get_string (font, "family") : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) twins = font != NULL ? read_strings (dt_json_get_array (font, "twins")) : NULL;

  if (family == NULL || !get_number (font, "single", &self->single))
    return fail (error, "font", "family and height are wanted");
  if (paper == NULL || !get_number (paper, "width", &self->width)
      || !get_number (paper, "height", &self->height))
    return fail (error, "paper", "width and height are wanted");
  /* The twins first: they hold every letter, which an old Times New Roman does not. */
  g_strv_builder_addv (builder, (const char **) twins);
  g_strv_builder_add (builder, family);
  self->families = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
parse_words (DtLetterRules *self, JsonObject *root, GError **error)
{
  const struct
  {
    const char *name;
    char **out;
  } words[] = {
    { "nation", &self->nation },           { "motto", &self->motto }, { "organ", &self->organ },
    { "organ_short", &self->organ_short }, { "head", &self->head },   { "end", &self->end },
    { "archive", &self->archive },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      *words[i].out = g_strdup (dt_json_get_string (root, words[i].name));
      if (*words[i].out == NULL)
        return fail (error, words[i].name, "it is missing");
    }
  self->padded_below = (int) dt_json_get_int (root, "padded_below", 0);
  self->padded_months = (int) dt_json_get_int (root, "padded_months", 0);
  return TRUE;
}

static gboolean
parse_lists (DtLetterRules *self, JsonObject *root, GError **error)
{
  Measures margins = { margin_nicks, DT_N_MARGINS, self->margins, sizeof (DtMeasure), 0 };
  Measures boxes = { box_nicks, DT_N_BOXES, self->boxes, sizeof (DtBoxStyle), 0 };
  Measures lines = { line_nicks, DT_N_LINES, self->lines, sizeof (DtMeasure), 0 };
  Measures blocks = { block_nicks, DT_N_BLOCKS, self->blocks, sizeof (DtMeasure), 0 };

  G_STATIC_ASSERT (G_STRUCT_OFFSET (DtBoxStyle, size) == 0);
  if (!parse_measures (root, "margins", &margins, error)
      || !parse_measures (root, "boxes", &boxes, error)
      || !dt_rule_row_foreach (FILE_NAME, root, "boxes", parse_box, self, error)
      || !parse_measures (root, "lines", &lines, error)
      || !parse_measures (root, "blocks", &blocks, error)
      || !dt_rule_row_foreach (FILE_NAME, root, "forms", parse_form, self, error)
      || !dt_rule_row_foreach (FILE_NAME, root, "authorities", parse_authority, self, error))
    return FALSE;
  for (guint i = 0; i < DT_N_LETTER_FORMS; i++)
    if (self->forms[i].to == NULL)
      return fail (error, dt_letter_form_to_nick (i), "the form is missing");
  for (guint i = 0; i < DT_N_AUTHORITIES; i++)
    if (self->authorities[i] == NULL)
      return fail (error, dt_authority_to_nick (i), "it is missing");
  return TRUE;
}

/**
 * dt_letter_rules_new_from_json:
 * @json: the content of letters.json
 * @error: %DT_ERROR_INVALID, with the row and member
 *
 * Returns: (transfer full) (nullable): the rules
 */
DtLetterRules *
dt_letter_rules_new_from_json (GBytes *json, GError **error)
{
  g_autoptr (DtLetterRules) self = g_new0 (DtLetterRules, 1);
  g_autoptr (JsonObject) root = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  root = dt_rule_row_parse_file (FILE_NAME, json, error);
  if (root == NULL || !parse_font (self, root, error) || !parse_words (self, root, error)
      || !parse_lists (self, root, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * dt_letter_rules_free:
 * @self: (transfer full): rules
 */
void
dt_letter_rules_free (DtLetterRules *self)
{
  g_strfreev (self->families);
  g_free (self->nation);
  g_free (self->motto);
  g_free (self->organ);
  g_free (self->organ_short);
  g_free (self->head);
  g_free (self->end);
  g_free (self->archive);
  for (guint i = 0; i < DT_N_LETTER_FORMS; i++)
    {
      g_free (self->forms[i].abbreviation);
      g_free (self->forms[i].title);
      g_free (self->forms[i].to);
      g_free (self->forms[i].about);
    }
  for (guint i = 0; i < DT_N_AUTHORITIES; i++)
    g_strfreev (self->authorities[i]);
  g_free (self);
}

/* The program's own data is part of the program: without it nothing can run. */
static DtLetterRules *
load_default (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = dt_resource_load (RESOURCE);
  DtLetterRules *self = dt_letter_rules_new_from_json (bytes, &error);

  if (self == NULL)
    g_error ("The program's own rules are not what it expects: %s", error->message);
  return self;
}

/**
 * dt_letter_rules_get_default:
 *
 * Returns: (transfer none): the rules that come with the program
 */
const DtLetterRules *
dt_letter_rules_get_default (void)
{
  static gsize rules;

  if (g_once_init_enter (&rules))
    g_once_init_leave (&rules, (gsize) load_default ());
  return (const DtLetterRules *) rules;
}

/**
 * dt_box_to_nick:
 * @box: a part of a letter
 *
 * Returns: (transfer none): what letters.json calls it
 */
const char *
dt_box_to_nick (DtBox box)
{
  g_return_val_if_fail ((guint) box < DT_N_BOXES, NULL);

  return box_nicks[box];
}

/**
 * dt_margin_to_nick:
 * @margin: a margin
 *
 * Returns: (transfer none): what letters.json calls it
 */
const char *
dt_margin_to_nick (DtMargin margin)
{
  g_return_val_if_fail ((guint) margin < DT_N_MARGINS, NULL);

  return margin_nicks[margin];
}

/* ---- what follows ---- */

/**
 * dt_letter_rules_format_number:
 * @self: rules
 * @letter: a letter
 * @blank: (nullable): what stands for a number that is not given yet
 *
 * Numbers below 10 are padded; the form stands before the office, which in a letter without a form
 * is followed by who drafted it (annex I, part I, II.3).
 *
 * Returns: (transfer full): "05/UBND-VP", "12/TB-UBND"
 */
char *
dt_letter_rules_format_number (const DtLetterRules *self, DtLetter *letter, const char *blank)
{
  const DtLetterFormRule *form;
  g_autofree char *number = NULL;

  g_return_val_if_fail (self != NULL && DT_IS_LETTER (letter), NULL);

  form = &self->forms[letter->form];
  if (letter->number == 0)
    number = g_strdup (blank != NULL ? blank : "");
  else
    number = g_strdup_printf (letter->number < (guint) self->padded_below ? "%02u" : "%u",
                              letter->number);
  if (*form->abbreviation != '\0')
    return g_strdup_printf ("%s/%s-%s", number, form->abbreviation, self->organ_short);
  if (letter->part != NULL && *letter->part != '\0')
    return g_strdup_printf ("%s/%s-%s", number, self->organ_short, letter->part);
  return g_strdup_printf ("%s/%s", number, self->organ_short);
}

/* "Phó Chủ tịch UBND phường" → "PHÓ CHỦ TỊCH": the letter's head names the office already. */
static char *
shorten_position (const DtLetterRules *self, const char *position)
{
  const char *const cuts[] = { self->organ_short, self->organ };
  g_autofree char *text = g_utf8_strup (position, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autofree char *cut = g_utf8_strup (cuts[i], -1);
      char *found = strstr (text, cut);

      if (found != NULL && found > text && found[-1] == ' ')
        *found = '\0';
    }
  return g_strdup (g_strstrip (text));
}

static char *
replace (const char *text, const char *mark, const char *with)
{
  g_autoptr (GString) out = g_string_new (text);

  g_string_replace (out, mark, with, 0);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * dt_letter_rules_get_signature:
 * @self: rules
 * @authority: by what right it is signed
 * @position: (nullable): of who signs; %NULL: the head of the office
 *
 * Returns: (transfer full): the lines above the signature, in capitals
 */
GStrv
dt_letter_rules_get_signature (const DtLetterRules *self,
                               DtAuthority authority,
                               const char *position)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *organ = NULL;
  g_autofree char *head = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (self != NULL && (guint) authority < DT_N_AUTHORITIES, NULL);

  organ = g_utf8_strup (self->organ, -1);
  head = g_utf8_strup (self->head, -1);
  title = shorten_position (self, position != NULL && *position != '\0' ? position : self->head);
  for (char **line = self->authorities[authority]; *line != NULL; line++)
    {
      g_autofree char *with_organ = replace (*line, "{organ}", organ);
      g_autofree char *with_head = replace (with_organ, "{head}", head);
      g_autofree char *done = replace (with_head, "{title}", title);

      g_strv_builder_add (builder, done);
    }
  return g_strv_builder_end (builder);
}

/**
 * dt_letter_rules_format_day:
 * @self: rules
 * @time: Unix microseconds
 *
 * Days below 10 and the months 1 and 2 are padded (annex I, part I, II.4.b).
 *
 * Returns: (transfer full): in Hanoi's time, "ngày 05 tháng 3 năm 2026"
 */
char *
dt_letter_rules_format_day (const DtLetterRules *self, gint64 time)
{
  g_autoptr (GDateTime) day = dt_time_to_hanoi (time);
  int month = g_date_time_get_month (day);

  return g_strdup_printf (g_date_time_get_day_of_month (day) < self->padded_below
                              ? (month <= self->padded_months ? "ngày %02d tháng %02d năm %d"
                                                              : "ngày %02d tháng %d năm %d")
                              : (month <= self->padded_months ? "ngày %d tháng %02d năm %d"
                                                              : "ngày %d tháng %d năm %d"),
                          g_date_time_get_day_of_month (day),
                          month,
                          g_date_time_get_year (day));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of statutory time together: none twice, none that contradicts another. A snapshot is
 * immutable; a builder belongs to one thread. */
#include "model/dt-deadline-rules.h"

#include "base/dt-error.h"

#include <string.h>

#define FILE_NAME "deadlines.json"

struct _DtDeadlineRules
{
  gatomicrefcount refs;
  char *source;
  char *note;
  char *days_source;
  char *hours_source;
  char *moves_source;
  GPtrArray *rules;                   /* of DtDeadlineRule */
  GPtrArray *by_matter[DT_N_MATTERS]; /* borrowed, the most particular first */
};

struct _DtDeadlineRulesBuilder
{
  DtDeadlineRules *made; /* its rules are changed */
};

static DtDeadlineRules *
rules_new (void)
{
  DtDeadlineRules *self = g_new0 (DtDeadlineRules, 1);

  g_atomic_ref_count_init (&self->refs);
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_deadline_rule_free);
  for (guint i = 0; i < DT_N_MATTERS; i++)
    self->by_matter[i] = g_ptr_array_new ();
  return self;
}

static gboolean
parse_rule (const DtRuleRow *row, gpointer data, GError **error)
{
  DtDeadlineRules *self = data;
  g_autoptr (DtDeadlineRule) rule = dt_deadline_rule_new_from_row (row, error);

  if (rule == NULL)
    return FALSE;
  for (guint i = 0; i < self->rules->len; i++)
    {
      const DtDeadlineRule *other = g_ptr_array_index (self->rules, i);

      if (g_str_equal (rule->code, other->code))
        {
          dt_rule_row_fail (row, error, "code", "row %u has it too", i + 1);
          return FALSE;
        }
      if (dt_deadline_rule_clashes (rule, other))
        {
          dt_rule_row_fail (row,
                            error,
                            NULL,
                            "row %u (%s) is for the same cases at the same time",
                            i + 1,
                            other->code);
          return FALSE;
        }
    }
  g_ptr_array_add (self->rules, g_steal_pointer (&rule));
  return TRUE;
}

/* More traits first; of as many, the one for some channels before the one for any. */
static int
compare_rules (gconstpointer a, gconstpointer b)
{
  const DtDeadlineRule *left = *(const DtDeadlineRule *const *) a;
  const DtDeadlineRule *right = *(const DtDeadlineRule *const *) b;
  int left_weight = __builtin_popcount (left->traits) * 2 + (left->channels != 0);
  int right_weight = __builtin_popcount (right->traits) * 2 + (right->channels != 0);

  return right_weight - left_weight;
}

static void
index_rules (DtDeadlineRules *self)
{
  for (guint matter = 0; matter < DT_N_MATTERS; matter++)
    {
      for (guint i = 0; i < self->rules->len; i++)
        {
          DtDeadlineRule *rule = g_ptr_array_index (self->rules, i);

          if ((rule->matters & (1u << matter)) != 0)
            g_ptr_array_add (self->by_matter[matter], rule);
        }
      g_ptr_array_sort (self->by_matter[matter], compare_rules);
    }
}

static gboolean
read_source (JsonObject *root, const char *member, char **out, GError **error)
{
  *out = g_strdup (dt_json_get_string (root, member));
  if (*out != NULL)
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, FILE_NAME ": %s: a text is missing", member);
  return FALSE;
}

/**
 * dt_deadline_rules_new_from_json:
 * @json: the content of deadlines.json
 * @error: %DT_ERROR_INVALID, with the row and member
 *
 * Returns: (transfer full) (nullable): the rules
 */
DtDeadlineRules *
dt_deadline_rules_new_from_json (GBytes *json, GError **error)
{
  g_autoptr (DtDeadlineRules) self = rules_new ();
  g_autoptr (JsonObject) root = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  root = dt_rule_row_parse_file (FILE_NAME, json, error);
  if (root == NULL || !read_source (root, "days_source", &self->days_source, error)
      || !read_source (root, "hours_source", &self->hours_source, error)
      || !read_source (root, "moves_source", &self->moves_source, error)
      || !dt_rule_row_foreach (FILE_NAME, root, "rules", parse_rule, self, error))
    return NULL;
  self->source = g_strdup (dt_json_get_string (root, "source"));
  self->note = g_strdup (dt_json_get_string (root, "note"));
  index_rules (self);
  return g_steal_pointer (&self);
}

/**
 * dt_deadline_rules_ref:
 * @self: rules
 *
 * Returns: (transfer full): @self
 */
DtDeadlineRules *
dt_deadline_rules_ref (DtDeadlineRules *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * dt_deadline_rules_unref:
 * @self: (transfer full): rules
 */
void
dt_deadline_rules_unref (DtDeadlineRules *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->source);
  g_free (self->note);
  g_free (self->days_source);
  g_free (self->hours_source);
  g_free (self->moves_source);
  for (guint i = 0; i < DT_N_MATTERS; i++)
    g_ptr_array_unref (self->by_matter[i]);
  g_ptr_array_unref (self->rules);
  g_free (self);
}

/**
 * dt_deadline_rules_to_json:
 * @self: rules
 *
 * Returns: (transfer full): what dt_deadline_rules_new_from_json() reads
 */
char *
dt_deadline_rules_to_json (DtDeadlineRules *self)
{
  g_autoptr (JsonObject) root = json_object_new ();
  JsonArray *rows = json_array_new ();

  g_return_val_if_fail (self != NULL, NULL);

  dt_json_set_string (root, "source", self->source);
  dt_json_set_string (root, "note", self->note);
  dt_json_set_string (root, "days_source", self->days_source);
  dt_json_set_string (root, "hours_source", self->hours_source);
  dt_json_set_string (root, "moves_source", self->moves_source);
  for (guint i = 0; i < self->rules->len; i++)
    json_array_add_object_element (rows,
                                   dt_deadline_rule_to_object (g_ptr_array_index (self->rules, i)));
  json_object_set_array_member (root, "rules", rows);
  return dt_json_write_object (root);
}

/**
 * dt_deadline_rules_get_all:
 * @self: rules
 *
 * Returns: (transfer none) (element-type DtDeadlineRule): them, in the order of the file
 */
const GPtrArray *
dt_deadline_rules_get_all (DtDeadlineRules *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->rules;
}

static int
find_code (const GPtrArray *rules, const char *code)
{
  for (guint i = 0; i < rules->len; i++)
    if (g_strcmp0 (((const DtDeadlineRule *) g_ptr_array_index (rules, i))->code, code) == 0)
      return (int) i;
  return -1;
}

/**
 * dt_deadline_rules_find:
 * @self: rules
 * @code: (nullable): a rule's code
 *
 * Returns: (transfer none) (nullable): the rule
 */
const DtDeadlineRule *
dt_deadline_rules_find (DtDeadlineRules *self, const char *code)
{
  int i;

  g_return_val_if_fail (self != NULL, NULL);

  i = find_code (self->rules, code);
  return i >= 0 ? g_ptr_array_index (self->rules, i) : NULL;
}

/**
 * dt_deadline_rules_choose:
 * @self: rules
 * @facts: what decides
 * @clock: which clock
 * @from_acceptance: whether the case was accepted on @date, else received
 * @date: the day on which that happened
 *
 * Of several rules that hold, the one that asks for the most traits; of two with as many, the one
 * for the channel.
 *
 * Returns: (transfer none) (nullable): the rule
 */
const DtDeadlineRule *
dt_deadline_rules_choose (DtDeadlineRules *self,
                          const DtDeadlineFacts *facts,
                          DtDeadlineClock clock,
                          gboolean from_acceptance,
                          DtDate date)
{
  const GPtrArray *rules;

  g_return_val_if_fail (self != NULL && facts != NULL && facts->matter < DT_N_MATTERS, NULL);

  rules = self->by_matter[facts->matter];
  for (guint i = 0; i < rules->len; i++)
    {
      const DtDeadlineRule *rule = g_ptr_array_index (rules, i);

      if (rule->clock == clock && !rule->from_acceptance == !from_acceptance
          && (rule->traits & ~facts->traits) == 0
          && (rule->channels == 0
              || (facts->channel >= 0 && (rule->channels & (1u << facts->channel)) != 0))
          && dt_deadline_rule_holds_on (rule, date))
        return rule;
    }
  return NULL;
}

/**
 * dt_deadline_rules_get_traits:
 * @self: rules
 * @matter: what a case is about
 *
 * Returns: the traits that some rule for @matter asks for
 */
DtTraits
dt_deadline_rules_get_traits (DtDeadlineRules *self, DtMatter matter)
{
  const GPtrArray *all;
  guint traits = 0;

  g_return_val_if_fail (self != NULL, 0);

  all = dt_deadline_rules_get_all (self);
  for (guint i = 0; i < all->len; i++)
    {
      const DtDeadlineRule *rule = all->pdata[i];

      if (rule->matters & (1u << matter))
        traits |= rule->traits;
    }
  return (DtTraits) (traits & ~(guint) DT_TRAIT_URGENT);
}

/**
 * dt_deadline_rules_get_start_source:
 * @self: rules
 * @unit: what the period is counted in
 *
 * Returns: the law that says from when it is counted
 */
const char *
dt_deadline_rules_get_start_source (DtDeadlineRules *self, DtTimeUnit unit)
{
  return unit == DT_TIME_UNIT_DAYS || unit == DT_TIME_UNIT_WORKING_DAYS ? self->days_source
                                                                        : self->hours_source;
}

/**
 * dt_deadline_rules_get_moves_source:
 * @self: rules
 *
 * Returns: the law by which a period that ends on a day off ends on the next working day
 */
const char *
dt_deadline_rules_get_moves_source (DtDeadlineRules *self)
{
  return self->moves_source;
}

/* ---- the builder ---- */

/**
 * dt_deadline_rules_builder_new:
 * @rules: where to begin; it stays as it is
 *
 * Returns: (transfer full): a builder
 */
DtDeadlineRulesBuilder *
dt_deadline_rules_builder_new (DtDeadlineRules *rules)
{
  DtDeadlineRulesBuilder *self;

  g_return_val_if_fail (rules != NULL, NULL);

  self = g_new0 (DtDeadlineRulesBuilder, 1);
  self->made = rules_new ();
  self->made->source = g_strdup (rules->source);
  self->made->note = g_strdup (rules->note);
  self->made->days_source = g_strdup (rules->days_source);
  self->made->hours_source = g_strdup (rules->hours_source);
  self->made->moves_source = g_strdup (rules->moves_source);
  for (guint i = 0; i < rules->rules->len; i++)
    g_ptr_array_add (self->made->rules,
                     dt_deadline_rule_copy (g_ptr_array_index (rules->rules, i)));
  return self;
}

/**
 * dt_deadline_rules_builder_set:
 * @self: a builder
 * @rule: a rule, which is copied; checked when the rules are built
 */
void
dt_deadline_rules_builder_set (DtDeadlineRulesBuilder *self, const DtDeadlineRule *rule)
{
  int i;

  g_return_if_fail (self != NULL && rule != NULL && rule->code != NULL);

  i = find_code (self->made->rules, rule->code);
  if (i < 0)
    {
      g_ptr_array_add (self->made->rules, dt_deadline_rule_copy (rule));
      return;
    }
  dt_deadline_rule_free (self->made->rules->pdata[i]);
  self->made->rules->pdata[i] = dt_deadline_rule_copy (rule);
}

/**
 * dt_deadline_rules_builder_remove:
 * @self: a builder
 * @code: a rule's code
 *
 * Returns: whether there was such a rule
 */
gboolean
dt_deadline_rules_builder_remove (DtDeadlineRulesBuilder *self, const char *code)
{
  int i;

  g_return_val_if_fail (self != NULL && code != NULL, FALSE);

  i = find_code (self->made->rules, code);
  if (i >= 0)
    g_ptr_array_remove_index (self->made->rules, (guint) i);
  return i >= 0;
}

/**
 * dt_deadline_rules_builder_build:
 * @self: a builder
 * @error: %DT_ERROR_INVALID, as from dt_deadline_rules_new_from_json()
 *
 * Returns: (transfer full) (nullable): the rules as they are now
 */
DtDeadlineRules *
dt_deadline_rules_builder_build (DtDeadlineRulesBuilder *self, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  char *json;

  g_return_val_if_fail (self != NULL, NULL);

  /* Through the file's form, so that what is checked there is checked here. */
  json = dt_deadline_rules_to_json (self->made);
  bytes = g_bytes_new_take (json, strlen (json));
  return dt_deadline_rules_new_from_json (bytes, error);
}

/**
 * dt_deadline_rules_builder_free:
 * @self: (transfer full): a builder
 */
void
dt_deadline_rules_builder_free (DtDeadlineRulesBuilder *self)
{
  dt_deadline_rules_unref (self->made);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules being changed: one immutable book after another. One thread. */
#include "model/dt-rule-draft.h"

#include "base/dt-error.h"
#include "model/dt-holiday-rules-private.h"

#include <string.h>

struct _DtRuleDraft
{
  DtRuleBook *base;
  DtRuleBook *book;
  char *unit;
};

/**
 * dt_rule_draft_new:
 * @base: the rules in force
 * @unit: the office's code
 *
 * Returns: (transfer full): a draft that changes nothing yet
 */
DtRuleDraft *
dt_rule_draft_new (DtRuleBook *base, const char *unit)
{
  DtRuleDraft *self;

  g_return_val_if_fail (base != NULL && unit != NULL, NULL);

  self = g_new0 (DtRuleDraft, 1);
  self->base = dt_rule_book_ref (base);
  self->book = dt_rule_book_ref (base);
  self->unit = g_strdup (unit);
  return self;
}

/**
 * dt_rule_draft_free:
 * @self: (transfer full): a draft
 */
void
dt_rule_draft_free (DtRuleDraft *self)
{
  dt_rule_book_unref (self->base);
  dt_rule_book_unref (self->book);
  g_free (self->unit);
  g_free (self);
}

/**
 * dt_rule_draft_begin:
 * @self: a draft
 * @base: the rules in force
 *
 * Forgets what was changed.
 */
void
dt_rule_draft_begin (DtRuleDraft *self, DtRuleBook *base)
{
  g_return_if_fail (self != NULL && base != NULL);

  dt_rule_draft_reset (self, base);
  dt_rule_book_ref (base);
  dt_rule_book_unref (self->base);
  self->base = base;
}

/**
 * dt_rule_draft_get_base:
 * @self: a draft
 *
 * Returns: (transfer none): the rules that it was begun with
 */
DtRuleBook *
dt_rule_draft_get_base (DtRuleDraft *self)
{
  return self->base;
}

/**
 * dt_rule_draft_get_book:
 * @self: a draft
 *
 * Returns: (transfer none): the rules as they are in the draft
 */
DtRuleBook *
dt_rule_draft_get_book (DtRuleDraft *self)
{
  return self->book;
}

/**
 * dt_rule_draft_get_unit:
 * @self: a draft
 *
 * Returns: the office's code
 */
const char *
dt_rule_draft_get_unit (DtRuleDraft *self)
{
  return self->unit;
}

static gboolean
is_same (DtRuleBook *a, DtRuleBook *b, DtRuleFile file)
{
  g_autofree char *left = dt_rule_book_to_json (a, file);
  g_autofree char *right = dt_rule_book_to_json (b, file);

  return strcmp (left, right) == 0;
}

/**
 * dt_rule_draft_get_changes:
 * @self: a draft
 *
 * Returns: which files differ from the rules in force, a mask of 1 << #DtRuleFile
 */
guint
dt_rule_draft_get_changes (DtRuleDraft *self)
{
  guint files = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < DT_N_RULE_FILES; i++)
    if (self->book != self->base && !is_same (self->book, self->base, (DtRuleFile) i))
      files |= 1u << i;
  return files;
}

/**
 * dt_rule_draft_reset:
 * @self: a draft
 * @book: the rules in force, or the shipped ones
 */
void
dt_rule_draft_reset (DtRuleDraft *self, DtRuleBook *book)
{
  g_return_if_fail (self != NULL && book != NULL);

  dt_rule_book_ref (book);
  dt_rule_book_unref (self->book);
  self->book = book;
}

/**
 * dt_rule_draft_to_texts:
 * @self: a draft
 * @out: empty texts
 *
 * Returns: which files are changed, a mask of 1 << #DtRuleFile; their texts are in @out, %NULL
 *   where they are the shipped ones
 */
guint
dt_rule_draft_to_texts (DtRuleDraft *self, DtRuleTexts *out)
{
  guint files = dt_rule_draft_get_changes (self);

  for (guint i = 0; i < DT_N_RULE_FILES; i++)
    if ((files & (1u << i)) != 0
        && !is_same (self->book, dt_rule_book_get_default (), (DtRuleFile) i))
      out->texts[i] = dt_rule_book_to_json (self->book, (DtRuleFile) i);
  return files;
}

/**
 * dt_rule_draft_take_texts:
 * @self: a draft
 * @texts: what dt_rule_draft_to_texts() gave
 * @files: which of them
 * @error: %DT_ERROR_INVALID
 *
 * Returns: whether the draft holds them now
 */
gboolean
dt_rule_draft_take_texts (DtRuleDraft *self, const DtRuleTexts *texts, guint files, GError **error)
{
  g_auto (DtRuleTexts) all = { { NULL } };
  DtRuleBook *book;

  g_return_val_if_fail (self != NULL && texts != NULL, FALSE);

  for (guint i = 0; i < DT_N_RULE_FILES; i++)
    all.texts[i] = dt_rule_book_to_json (self->book, (DtRuleFile) i);
  dt_rule_texts_replace (&all, texts, files);
  book = dt_rule_book_new_from_texts (&all, error);
  if (book == NULL)
    return FALSE;
  dt_rule_book_unref (self->book);
  self->book = book;
  return TRUE;
}

/* A book with one of its parts another; NULL: as it is. */
static gboolean
put (DtRuleDraft *self, DtDeadlineRules *deadlines, DtHolidayRules *holidays, DtOfficeHours *hours)
{
  DtRuleBook *book
      = dt_rule_book_new (deadlines != NULL ? deadlines : dt_rule_book_get_deadlines (self->book),
                          holidays != NULL ? holidays : dt_rule_book_get_holidays (self->book),
                          hours != NULL ? hours : dt_rule_book_get_hours (self->book));

  dt_rule_book_unref (self->book);
  self->book = book;
  return TRUE;
}

/* ---- deadlines ---- */

static gboolean
build (DtRuleDraft *self, DtDeadlineRulesBuilder *builder, GError **error)
{
  g_autoptr (DtDeadlineRules) rules = dt_deadline_rules_builder_build (builder, error);

  return rules != NULL && put (self, rules, NULL, NULL);
}

/**
 * dt_rule_draft_set_rule:
 * @self: a draft
 * @rule: a changed rule
 * @error: %DT_ERROR_INVALID
 *
 * Returns: whether the rule took the place of the one with its code
 */
gboolean
dt_rule_draft_set_rule (DtRuleDraft *self, const DtDeadlineRule *rule, GError **error)
{
  g_autoptr (DtDeadlineRulesBuilder) builder = NULL;

  g_return_val_if_fail (self != NULL && rule != NULL, FALSE);

  builder = dt_deadline_rules_builder_new (dt_rule_book_get_deadlines (self->book));
  dt_deadline_rules_builder_set (builder, rule);
  return build (self, builder, error);
}

/* "feedback_answer" → "feedback_answer_20261201" */
static char *
make_code (DtDeadlineRules *rules, const DtDeadlineRule *rule)
{
  g_autofree char *stem = g_strdup (rule->code);
  char *end = strrchr (stem, '_');
  int year, month, day;
  g_autofree char *code = NULL;

  if (end != NULL && end[1] != '\0' && end[1 + strspn (end + 1, "0123456789")] == '\0')
    *end = '\0';
  dt_date_split (rule->valid_from, &year, &month, &day);
  code = g_strdup_printf ("%s_%04d%02d%02d", stem, year, month, day);
  for (guint i = 2; dt_deadline_rules_find (rules, code) != NULL; i++)
    {
      g_free (code);
      code = g_strdup_printf ("%s_%04d%02d%02d_%u", stem, year, month, day, i);
    }
  return g_steal_pointer (&code);
}

/**
 * dt_rule_draft_follow_rule:
 * @self: a draft
 * @rule: the rule as it is to be from its valid_from on, with the code of the one that it follows
 * @error: %DT_ERROR_INVALID
 *
 * What began before that day keeps the time that it has.
 *
 * Returns: whether it was added
 */
gboolean
dt_rule_draft_follow_rule (DtRuleDraft *self, const DtDeadlineRule *rule, GError **error)
{
  DtDeadlineRules *rules = dt_rule_book_get_deadlines (self->book);
  const DtDeadlineRule *former = dt_deadline_rules_find (rules, rule->code);
  g_autoptr (DtDeadlineRulesBuilder) builder = NULL;
  g_autoptr (DtDeadlineRule) ended = NULL;
  g_autoptr (DtDeadlineRule) added = NULL;

  if (former == NULL)
    return dt_rule_draft_set_rule (self, rule, error); /* it is gone: nothing is followed */
  if (rule->valid_from <= former->valid_from
      || (former->valid_to != DT_DATE_NONE && rule->valid_from > former->valid_to))
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_INVALID,
                   "valid_from: not a day on which %s holds",
                   former->code);
      return FALSE;
    }
  builder = dt_deadline_rules_builder_new (rules);
  ended = dt_deadline_rule_copy (former);
  ended->valid_to = rule->valid_from - 1;
  added = dt_deadline_rule_copy (rule);
  g_free (added->code);
  added->code = make_code (rules, rule);
  dt_deadline_rules_builder_set (builder, ended);
  dt_deadline_rules_builder_set (builder, added);
  return build (self, builder, error);
}

/**
 * dt_rule_draft_is_new:
 * @self: a draft
 * @code: of a rule in it
 *
 * Returns: whether the rules in force have no such rule
 */
gboolean
dt_rule_draft_is_new (DtRuleDraft *self, const char *code)
{
  return dt_deadline_rules_find (dt_rule_book_get_deadlines (self->base), code) == NULL;
}

static char *
write_rule (const DtDeadlineRule *rule)
{
  g_autoptr (JsonObject) object = dt_deadline_rule_to_object (rule);

  return dt_json_write_object (object);
}

/**
 * dt_rule_draft_is_changed:
 * @self: a draft
 * @rule: one of its rules
 *
 * Returns: whether the rules in force have one of its code that is not the same
 */
gboolean
dt_rule_draft_is_changed (DtRuleDraft *self, const DtDeadlineRule *rule)
{
  const DtDeadlineRule *base
      = dt_deadline_rules_find (dt_rule_book_get_deadlines (self->base), rule->code);
  g_autofree char *left = base != NULL ? write_rule (base) : NULL;
  g_autofree char *right = base != NULL ? write_rule (rule) : NULL;

  return g_strcmp0 (left, right) != 0;
}

/* The rule that ends the day before @rule begins, for the same cases. */
static const DtDeadlineRule *
find_former (DtDeadlineRules *rules, const DtDeadlineRule *rule)
{
  const GPtrArray *all = dt_deadline_rules_get_all (rules);

  for (guint i = 0; i < all->len; i++)
    {
      const DtDeadlineRule *other = g_ptr_array_index (all, i);

      if (other->valid_to == rule->valid_from - 1 && other->clock == rule->clock
          && other->matters == rule->matters && other->traits == rule->traits
          && other->channels == rule->channels)
        return other;
    }
  return NULL;
}

/**
 * dt_rule_draft_remove_new:
 * @self: a draft
 * @code: of a rule that came with it
 * @error: %DT_ERROR_INVALID
 *
 * The rule that it had followed holds as long again as it did.
 *
 * Returns: whether it is gone
 */
gboolean
dt_rule_draft_remove_new (DtRuleDraft *self, const char *code, GError **error)
{
  DtDeadlineRules *rules = dt_rule_book_get_deadlines (self->book);
  const DtDeadlineRule *rule = dt_deadline_rules_find (rules, code);
  const DtDeadlineRule *former;
  g_autoptr (DtDeadlineRulesBuilder) builder = NULL;

  g_return_val_if_fail (rule != NULL && dt_rule_draft_is_new (self, code), FALSE);

  former = find_former (rules, rule);
  builder = dt_deadline_rules_builder_new (rules);
  if (former != NULL)
    {
      g_autoptr (DtDeadlineRule) longer = dt_deadline_rule_copy (former);

      longer->valid_to = rule->valid_to;
      dt_deadline_rules_builder_set (builder, longer);
    }
  dt_deadline_rules_builder_remove (builder, code);
  return build (self, builder, error);
}

/* ---- days off ---- */

/**
 * dt_rule_draft_set_enabled:
 * @self: a draft
 * @holiday: a holiday's code
 * @enabled: whether it has effect
 */
void
dt_rule_draft_set_enabled (DtRuleDraft *self, const char *holiday, gboolean enabled)
{
  g_autoptr (DtHolidayRules) rules
      = dt_holiday_rules_with_enabled (dt_rule_book_get_holidays (self->book), holiday, enabled);

  put (self, NULL, rules, NULL);
}

/* Of that year as it is, or a new one. */
static DtHolidayYear *
copy_year (DtRuleDraft *self, int year)
{
  const DtHolidayYear *entered
      = dt_holiday_rules_find_year (dt_rule_book_get_holidays (self->book), year);
  DtHolidayYear *copy = entered != NULL ? dt_holiday_year_copy (entered) : dt_holiday_year_new ();

  copy->year = year;
  return copy;
}

static gboolean
put_year (DtRuleDraft *self, const DtHolidayYear *year, GError **error)
{
  g_autoptr (DtHolidayRules) rules
      = dt_holiday_rules_with_year (dt_rule_book_get_holidays (self->book), year, error);

  return rules != NULL && put (self, NULL, rules, NULL);
}

/**
 * dt_rule_draft_set_year:
 * @self: a draft
 * @year: a year
 * @source: by what it was announced
 * @before: (element-type DtHolidayChoice): how many days of a holiday precede the day itself
 * @error: %DT_ERROR_INVALID
 *
 * Returns: whether the year is entered so
 */
gboolean
dt_rule_draft_set_year (
    DtRuleDraft *self, int year, const char *source, const GArray *before, GError **error)
{
  g_autoptr (DtHolidayYear) copy = copy_year (self, year);

  g_free (copy->source);
  copy->source = g_strdup (source);
  g_array_set_size (copy->before, 0);
  for (guint i = 0; i < before->len; i++)
    {
      DtHolidayChoice choice = g_array_index (before, DtHolidayChoice, i);

      choice.code = g_strdup (choice.code);
      g_array_append_val (copy->before, choice);
    }
  return put_year (self, copy, error);
}

/**
 * dt_rule_draft_set_swap:
 * @self: a draft
 * @year: a year that is entered
 * @index: of its swaps, or -1
 * @swap: two days
 * @error: %DT_ERROR_INVALID
 *
 * Returns: whether they are swapped
 */
gboolean
dt_rule_draft_set_swap (
    DtRuleDraft *self, int year, int index, const DtDaySwap *swap, GError **error)
{
  g_autoptr (DtHolidayYear) copy = copy_year (self, year);
  DtDaySwap own = *swap;

  own.source = g_strdup (swap->source);
  if (index >= (int) copy->swaps->len)
    index = -1; /* it is gone */
  if (index >= 0)
    g_array_remove_index (copy->swaps, (guint) index);
  g_array_insert_val (copy->swaps, index >= 0 ? (guint) index : copy->swaps->len, own);
  return put_year (self, copy, error);
}

/**
 * dt_rule_draft_remove_swap:
 * @self: a draft
 * @year: a year that is entered
 * @index: of its swaps
 * @error: %DT_ERROR_INVALID
 *
 * Returns: whether it is gone
 */
gboolean
dt_rule_draft_remove_swap (DtRuleDraft *self, int year, guint index, GError **error)
{
  g_autoptr (DtHolidayYear) copy = copy_year (self, year);

  g_return_val_if_fail (index < copy->swaps->len, FALSE);

  g_array_remove_index (copy->swaps, index);
  return put_year (self, copy, error);
}

/* ---- office hours ---- */

static gboolean
put_hours (DtRuleDraft *self, DtOfficeHours *hours)
{
  gboolean ok = hours != NULL && put (self, NULL, NULL, hours);

  g_clear_pointer (&hours, dt_office_hours_unref);
  return ok;
}

/**
 * dt_rule_draft_set_hours:
 * @self: a draft
 * @hours: the office's hours, its unit passed over
 * @error: %DT_ERROR_INVALID
 *
 * Returns: whether they hold
 */
gboolean
dt_rule_draft_set_hours (DtRuleDraft *self, const DtHours *hours, GError **error)
{
  DtHours own = *hours;

  own.unit = self->unit;
  return put_hours (self,
                    dt_office_hours_with_hours (dt_rule_book_get_hours (self->book), &own, error));
}

/**
 * dt_rule_draft_set_closure:
 * @self: a draft
 * @index: in dt_office_hours_get_closures(), or -1
 * @date: a day
 * @halves: of it
 * @reason: as the office words it
 * @error: %DT_ERROR_INVALID
 *
 * Returns: whether the office is closed then
 */
gboolean
dt_rule_draft_set_closure (
    DtRuleDraft *self, int index, DtDate date, DtHalves halves, const char *reason, GError **error)
{
  const DtClosure closure = { self->unit, date, halves, (char *) reason };
  DtOfficeHours *hours = dt_rule_book_get_hours (self->book);
  gboolean there = index >= 0 && index < (int) dt_office_hours_get_closures (hours)->len;
  g_autoptr (DtOfficeHours) rest = there ? dt_office_hours_without_closure (hours, (guint) index)
                                         : dt_office_hours_ref (hours);

  return put_hours (self, dt_office_hours_with_closure (rest, &closure, error));
}

/**
 * dt_rule_draft_remove_closure:
 * @self: a draft
 * @index: in dt_office_hours_get_closures()
 */
void
dt_rule_draft_remove_closure (DtRuleDraft *self, guint index)
{
  put_hours (self, dt_office_hours_without_closure (dt_rule_book_get_hours (self->book), index));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of statutory time that hold in a workspace, and which of its cases other rules would
 * move. */
#include "ctl/dt-ctl.h"

#include "base/dt-clock.h"
#include "base/dt-error.h"
#include "words/dt-rule-words.h"
#include "words/dt-time-words.h"

#include <glib/gi18n.h>

/* ---- those in force ---- */

static void
add_date (JsonBuilder *builder, const char *name, DtDate date)
{
  g_autofree char *text = date != DT_DATE_NONE ? dt_date_to_iso (date) : NULL;

  dt_ctl_json_string (builder, name, text);
}

static void
add_rule (JsonBuilder *builder, const DtDeadlineRule *rule)
{
  g_autofree char *words = dt_rule_words (rule);
  g_autofree char *scope = dt_rule_words_scope (rule);
  g_autofree char *extension = dt_rule_words_extension (rule);

  json_builder_begin_object (builder);
  dt_ctl_json_string (builder, "code", rule->code);
  json_builder_set_member_name (builder, "kinds");
  json_builder_begin_array (builder);
  for (guint i = 0; i < DT_N_MATTERS; i++)
    if ((rule->matters & (1u << i)) != 0)
      json_builder_add_string_value (builder, dt_matter_to_nick ((DtMatter) i));
  json_builder_end_array (builder);
  dt_ctl_json_string (builder, "clock", dt_deadline_clock_to_nick (rule->clock));
  dt_ctl_json_int (builder, "amount", rule->amount);
  dt_ctl_json_string (builder, "unit", dt_time_unit_to_nick (rule->unit));
  dt_ctl_json_string (builder, "words", words);
  dt_ctl_json_string (builder, "scope", scope);
  dt_ctl_json_string (builder, "extension", extension);
  dt_ctl_json_string (builder, "source", rule->source);
  add_date (builder, "valid_from", rule->valid_from);
  add_date (builder, "valid_to", rule->valid_to);
  dt_ctl_json_boolean (builder, "check", rule->check);
  json_builder_end_object (builder);
}

static void
append_rule (GString *text, const DtDeadlineRule *rule)
{
  g_autofree char *matters = dt_rule_words_matters (rule->matters);
  g_autofree char *words = dt_rule_words (rule);
  g_autofree char *scope = dt_rule_words_scope (rule);
  g_autofree char *extension = dt_rule_words_extension (rule);
  g_autofree char *validity = dt_rule_words_validity (rule->valid_from, rule->valid_to);

  g_string_append_printf (text, "%s%s\n  ", text->len > 0 ? "\n" : "", matters);
  g_string_append_printf (text, rule->check ? _ ("%s (to be checked)") : "%s", words);
  if (scope != NULL)
    g_string_append_printf (text, "\n  %s", scope);
  if (extension != NULL)
    g_string_append_printf (text, "\n  %s", extension);
  g_string_append_printf (text, "\n  %s [%s]", validity, rule->source);
}

static void
print_rules (DtCtl *self)
{
  DtRuleBook *book = dt_service_get_rule_book (self->service);
  const GPtrArray *rules = dt_deadline_rules_get_all (dt_rule_book_get_deadlines (book));
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  json_builder_begin_array (builder);
  for (guint i = 0; i < rules->len; i++)
    {
      add_rule (builder, g_ptr_array_index (rules, i));
      append_rule (text, g_ptr_array_index (rules, i));
    }
  json_builder_end_array (builder);
  dt_ctl_print (self, builder, text->str);
}

/* ---- a preview ---- */

static void
add_time (JsonBuilder *builder, const char *name, gint64 time)
{
  g_autofree char *text = time != 0 ? dt_time_to_iso (time) : NULL;

  dt_ctl_json_string (builder, name, text);
}

static void
add_move (JsonBuilder *builder, GString *text, const DtDueMove *move)
{
  g_autofree char *old_due = dt_rule_words_due (move->old_due);
  g_autofree char *new_due = dt_rule_words_due (move->new_due);
  g_autofree char *by = dt_rule_words_move (move->old_due, move->new_due);

  json_builder_begin_object (builder);
  dt_ctl_json_string (builder, "code", move->code);
  dt_ctl_json_string (builder, "title", move->title);
  add_time (builder, "old_due", move->old_due);
  add_time (builder, "new_due", move->new_due);
  dt_ctl_json_string (builder, "clock", dt_deadline_clock_to_nick (move->clock));
  json_builder_end_object (builder);
  g_string_append_printf (text, "\n  %s: %s → %s (%s)", move->code, old_due, new_due, by);
}

static void
print_preview (DtCtl *self, const DtRulePreview *preview)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text,
                          _ ("%u of %u open cases are due at another time (earlier: %u, later: %u, "
                             "now with a deadline: %u, without one: %u); newly overdue: %u"),
                          preview->moves->len,
                          preview->n_open,
                          preview->n_earlier,
                          preview->n_later,
                          preview->n_gained,
                          preview->n_lost,
                          preview->n_overdue);
  json_builder_begin_object (builder);
  dt_ctl_json_int (builder, "open", preview->n_open);
  dt_ctl_json_int (builder, "moved", preview->moves->len);
  dt_ctl_json_int (builder, "earlier", preview->n_earlier);
  dt_ctl_json_int (builder, "later", preview->n_later);
  dt_ctl_json_int (builder, "gained", preview->n_gained);
  dt_ctl_json_int (builder, "lost", preview->n_lost);
  dt_ctl_json_int (builder, "overdue", preview->n_overdue);
  json_builder_set_member_name (builder, "cases");
  json_builder_begin_array (builder);
  for (guint i = 0; i < preview->moves->len; i++)
    add_move (builder, text, g_ptr_array_index (preview->moves, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  dt_ctl_print (self, builder, text->str);
}

static gboolean
preview_file (DtCtl *self, GError **error)
{
  g_auto (DtRuleTexts) texts = { { NULL } };
  g_autoptr (DtRulePreview) preview = NULL;

  if (!g_file_get_contents (self->preview, &texts.texts[DT_RULE_FILE_DEADLINES], NULL, error))
    return FALSE;
  preview
      = dt_service_preview_rules_sync (self->service, &texts, 1u << DT_RULE_FILE_DEADLINES, error);
  if (preview == NULL)
    return FALSE;
  print_preview (self, preview);
  return TRUE;
}

int
dt_ctl_rules (DtCtl *self)
{
  g_autoptr (GError) error = NULL;

  if (!dt_ctl_open (self, &error))
    return dt_ctl_fail (self, error);
  if (self->preview == NULL)
    print_rules (self);
  else if (!preview_file (self, &error))
    return dt_ctl_fail (self, error);
  return DT_CTL_DONE;
}

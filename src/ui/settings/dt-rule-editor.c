/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, one rule of statutory time. By default the change holds from a day on, so that what
 * came in before keeps its time. Main thread. */
#include "ui/settings/dt-rule-editor.h"

#include "words/dt-rule-words.h"

#include <glib/gi18n.h>

typedef enum
{
  FROM_A_DAY,
  ALWAYS,
} Way;

typedef struct
{
  DtRuleDraft *draft;
  DtDeadlineRule *rule; /* as the page found it */
  DtRuleForm *form;     /* holds this */
  AdwComboRow *way;     /* NULL: the rule came with the draft */
  GtkWidget *amount;
  AdwComboRow *unit;
  GtkSwitch *extension;
  GtkWidget *extension_amount;
  GtkWidget *extension_times;
  GtkWidget *extension_source;
  GtkSwitch *pauses;
  GtkWidget *source;
  GtkWidget *valid_from;
  GtkWidget *valid_to;
  GtkSwitch *check;
} Editor;

static void
editor_free (Editor *self)
{
  dt_deadline_rule_free (self->rule);
  g_free (self);
}

static Way
get_way (Editor *self)
{
  return self->way != NULL ? (Way) adw_combo_row_get_selected (self->way) : ALWAYS;
}

/* ---- reading ---- */

static void
read_extension (Editor *self, DtDeadlineRule *rule)
{
  g_clear_pointer (&rule->extension_source, g_free);
  rule->extension_amount = 0;
  rule->extension_times = 0;
  if (!gtk_switch_get_active (self->extension))
    return;
  rule->extension_amount = dt_rule_form_read_int (self->form, self->extension_amount, 1, 1000);
  rule->extension_times = dt_rule_form_read_int (self->form, self->extension_times, 1, 9);
  rule->extension_source = dt_rule_form_read_text (
      self->form, self->extension_source, _ ("Write the article by which it may be extended."));
}

static void
check_days (Editor *self, const DtDeadlineRule *rule)
{
  const DtDeadlineRule *old = self->rule;
  g_autofree char *problem = NULL;
  g_autofree char *day = NULL;

  if (rule->valid_from == DT_DATE_NONE)
    return;
  if (rule->valid_to != DT_DATE_NONE && rule->valid_to < rule->valid_from)
    {
      dt_rule_form_tell (self->form, self->valid_to, _ ("The last day lies before the first one."));
      return;
    }
  if (get_way (self) == ALWAYS)
    return;
  if (rule->valid_from <= old->valid_from)
    {
      day = dt_date_to_text (old->valid_from);
      problem = g_strdup_printf (
          _ ("The rule holds since %s: the new one can begin only after that day."), day);
    }
  else if (old->valid_to != DT_DATE_NONE && rule->valid_from > old->valid_to)
    {
      day = dt_date_to_text (old->valid_to);
      problem
          = g_strdup_printf (_ ("The rule ends on %s: the new one has to begin by that day."), day);
    }
  if (problem != NULL)
    dt_rule_form_tell (self->form, self->valid_from, problem);
}

static void
read_rule (Editor *self, DtDeadlineRule *rule)
{
  rule->amount = dt_rule_form_read_int (self->form, self->amount, 1, 1000);
  rule->unit = (DtTimeUnit) adw_combo_row_get_selected (self->unit);
  rule->pauses = gtk_switch_get_active (self->pauses);
  read_extension (self, rule);
  g_free (rule->source);
  rule->source = dt_rule_form_read_text (
      self->form, self->source, _ ("Write the law and the article that say so."));
  rule->valid_from = dt_rule_form_read_date (
      self->form, self->valid_from, _ ("Write from which day on the rule holds."));
  rule->valid_to = dt_rule_form_read_date (self->form, self->valid_to, NULL);
  rule->check = gtk_switch_get_active (self->check);
  check_days (self, rule);
}

static void
on_accept_cb (DtRuleForm *form, Editor *self)
{
  g_autoptr (DtDeadlineRule) rule = dt_deadline_rule_copy (self->rule);
  g_autoptr (GError) error = NULL;
  gboolean ok;

  dt_rule_form_begin (form);
  read_rule (self, rule);
  if (!dt_rule_form_end (form))
    return;
  ok = get_way (self) == FROM_A_DAY ? dt_rule_draft_follow_rule (self->draft, rule, &error)
                                    : dt_rule_draft_set_rule (self->draft, rule, &error);
  if (ok)
    {
      dt_rule_form_apply (form);
      return;
    }
  /* All else was looked at: another rule holds for the same cases on some of these days. */
  dt_rule_form_begin (form);
  dt_rule_form_tell (form,
                     self->valid_from,
                     _ ("Another rule holds for the same cases on some of these days. Change the "
                        "first or the last day."));
  dt_rule_form_end (form);
}

static void
on_remove_cb (GtkButton *button, Editor *self)
{
  if (dt_rule_draft_remove_new (self->draft, self->rule->code, NULL))
    dt_rule_form_apply (self->form);
}

/* ---- the fields ---- */

static void
set_date (GtkWidget *field, DtDate date)
{
  g_autofree char *text = date != DT_DATE_NONE ? dt_date_to_text (date) : g_strdup ("");

  gtk_editable_set_text (GTK_EDITABLE (field), text);
}

static void
on_way_cb (AdwComboRow *row, GParamSpec *pspec, Editor *self)
{
  DtDate proposed = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "first-day"));

  set_date (self->valid_from, get_way (self) == ALWAYS ? self->rule->valid_from : proposed);
}

static void
add_way (Editor *self, DtDate today)
{
  const char *const ways[] = { _ ("From a day on; earlier cases keep their time"),
                               _ ("As if it had always been so"),
                               NULL };
  DtDate first = MAX (today + 1, self->rule->valid_from + 1);
  gboolean over = self->rule->valid_to != DT_DATE_NONE && first > self->rule->valid_to;

  /* Nothing can follow in time upon what holds no more. */
  self->way = dt_rule_form_add_combo (self->form,
                                      dt_rule_form_add_list (self->form, NULL),
                                      _ ("The change holds"),
                                      ways,
                                      over ? ALWAYS : FROM_A_DAY);
  adw_combo_row_set_use_subtitle (self->way, TRUE);
  g_object_set_data (G_OBJECT (self->way), "first-day", GINT_TO_POINTER (first));
  g_signal_connect (self->way, "notify::selected", G_CALLBACK (on_way_cb), self);
}

static void
add_validity (Editor *self, DtDate today)
{
  GtkListBox *list = dt_rule_form_add_list (self->form, _ ("When it holds"));

  self->valid_from
      = dt_rule_form_add_entry (self->form, list, _ ("First day, for example 01/07/2026"), NULL);
  self->valid_to = dt_rule_form_add_entry (
      self->form, list, _ ("Last day; empty while it is not known"), NULL);
  set_date (self->valid_to, self->rule->valid_to);
  set_date (self->valid_from,
            get_way (self) == ALWAYS ? self->rule->valid_from
                                     : MAX (today + 1, self->rule->valid_from + 1));
}

static void
add_period (Editor *self)
{
  GtkListBox *list = dt_rule_form_add_list (self->form, _ ("How long"));
  g_autofree char *amount = g_strdup_printf ("%d", self->rule->amount);
  const char *words[DT_N_TIME_UNITS + 1] = { NULL };

  for (guint i = 0; i < DT_N_TIME_UNITS; i++)
    words[i] = dt_rule_words_unit ((DtTimeUnit) i);
  self->amount = dt_rule_form_add_entry (self->form, list, _ ("How many"), amount);
  gtk_text_set_input_purpose (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->amount))),
                              GTK_INPUT_PURPOSE_DIGITS);
  self->unit = dt_rule_form_add_combo (self->form, list, _ ("Counted in"), words, self->rule->unit);
  self->pauses = dt_rule_form_add_switch (self->form,
                                          list,
                                          _ ("Stands while waiting for the citizen"),
                                          _ ("The time that the citizen takes does not count"),
                                          self->rule->pauses);
}

static void
add_extension (Editor *self)
{
  gboolean may = self->rule->extension_times > 0;
  GtkListBox *list = dt_rule_form_add_list (self->form, _ ("Extension"));
  GtkListBox *fields = dt_rule_form_add_list (self->form, NULL);
  g_autofree char *amount = may ? g_strdup_printf ("%d", self->rule->extension_amount) : NULL;
  g_autofree char *times = g_strdup_printf ("%d", MAX (self->rule->extension_times, 1));

  self->extension = dt_rule_form_add_switch (self->form, list, _ ("May be extended"), NULL, may);
  self->extension_amount
      = dt_rule_form_add_entry (self->form, fields, _ ("By how many, in the same unit"), amount);
  self->extension_times
      = dt_rule_form_add_entry (self->form, fields, _ ("How often at most"), times);
  self->extension_source = dt_rule_form_add_entry (
      self->form, fields, _ ("Article that allows it"), self->rule->extension_source);
  g_object_bind_property (self->extension, "active", fields, "visible", G_BINDING_SYNC_CREATE);
}

static void
add_source (Editor *self)
{
  GtkListBox *list = dt_rule_form_add_list (self->form, _ ("Legal source"));

  self->source
      = dt_rule_form_add_entry (self->form, list, _ ("Law and article"), self->rule->source);
  self->check = dt_rule_form_add_switch (
      self->form,
      list,
      _ ("To be checked"),
      _ ("The source is uncertain; the mark is shown with every deadline"),
      self->rule->check);
}

/**
 * dt_rule_editor_new:
 * @draft: what is edited; outlives the page
 * @code: of one of its rules
 * @today: in Hanoi
 *
 * Returns: (transfer floating): the page
 */
DtRuleForm *
dt_rule_editor_new (DtRuleDraft *draft, const char *code, DtDate today)
{
  const DtDeadlineRule *rule
      = dt_deadline_rules_find (dt_rule_book_get_deadlines (dt_rule_draft_get_book (draft)), code);
  Editor *self = g_new0 (Editor, 1);
  g_autofree char *matters = NULL;
  g_autofree char *scope = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (rule != NULL, NULL);

  matters = dt_rule_words_matters (rule->matters);
  scope = dt_rule_words_scope (rule);
  words = dt_rule_words (rule);
  self->draft = draft;
  self->rule = dt_deadline_rule_copy (rule);
  self->form = dt_rule_form_new (matters);
  g_object_set_data_full (G_OBJECT (self->form), "editor", self, (GDestroyNotify) editor_free);
  dt_rule_form_add_note (self->form, words);
  if (scope != NULL)
    dt_rule_form_add_note (self->form, scope);
  if (!dt_rule_draft_is_new (draft, code))
    add_way (self, today);
  add_period (self);
  add_validity (self, today);
  add_extension (self);
  add_source (self);
  if (dt_rule_draft_is_new (draft, code))
    g_signal_connect (dt_rule_form_add_button (self->form, _ ("_Take This New Rule Back")),
                      "clicked",
                      G_CALLBACK (on_remove_cb),
                      self);
  g_signal_connect (self->form, "accept", G_CALLBACK (on_accept_cb), self);
  dt_rule_form_settle (self->form);
  return self->form;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The traits of a case as switches. A matter is complex in one degree at most: the other switch
 * goes off. Main thread. */
#include "ui/inbox/dt-trait-rows.h"

#include "words/dt-extension-words.h"

#include <glib/gi18n.h>

#define DEGREES (DT_TRAIT_COMPLEX | DT_TRAIT_ESPECIALLY_COMPLEX)

static const DtTraits all_traits[]
    = { DT_TRAIT_COMPLEX, DT_TRAIT_ESPECIALLY_COMPLEX, DT_TRAIT_REMOTE,
        DT_TRAIT_SECOND,  DT_TRAIT_NOT_OURS,           DT_TRAIT_THIRD_PARTY };

struct _DtTraitRows
{
  DtDeadlineRules *rules;
  GtkWidget *group;
  GtkWidget *rows[G_N_ELEMENTS (all_traits)];
  GtkWidget *switches[G_N_ELEMENTS (all_traits)];
};

static void
rows_free (gpointer data)
{
  DtTraitRows *self = data;

  dt_deadline_rules_unref (self->rules);
  g_free (self);
}

static void
on_switched_cb (GtkSwitch *button, GParamSpec *pspec, DtTraitRows *self)
{
  guint degrees = DEGREES;

  if (!gtk_switch_get_active (button))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (all_traits); i++)
    if (self->switches[i] == GTK_WIDGET (button) && !(degrees & all_traits[i]))
      return;
  for (guint i = 0; i < G_N_ELEMENTS (all_traits); i++)
    if ((degrees & all_traits[i]) && self->switches[i] != GTK_WIDGET (button))
      gtk_switch_set_active (GTK_SWITCH (self->switches[i]), FALSE);
}

static void
add_row (DtTraitRows *self, guint i, DtTraits traits)
{
  const char *name = dt_extension_words_trait (all_traits[i]);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (button), (traits & all_traits[i]) != 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (button, "notify::active", G_CALLBACK (on_switched_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
  self->rows[i] = row;
  self->switches[i] = button;
}

/**
 * dt_trait_rows_add:
 * @window: a form
 * @service: the open workspace, whose rules decide
 * @a_case: whose traits and kind stand there first
 *
 * Returns: (transfer none): the rows, at the end of the form
 */
DtTraitRows *
dt_trait_rows_add (DtFormWindow *window, DtService *service, DtCase *a_case)
{
  DtTraitRows *self;

  g_return_val_if_fail (DT_IS_FORM_WINDOW (window) && DT_IS_CASE (a_case), NULL);

  self = g_new0 (DtTraitRows, 1);
  self->rules
      = dt_deadline_rules_ref (dt_rule_book_get_deadlines (dt_service_get_rule_book (service)));
  self->group = dt_form_add_group (window, _ ("What Changes Its Time"), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (all_traits); i++)
    add_row (self, i, a_case->traits);
  g_object_set_data_full (G_OBJECT (window), "dt-trait-rows", self, rows_free);
  dt_trait_rows_set_matter (self, (DtMatter) a_case->kind);
  return self;
}

/**
 * dt_trait_rows_set_matter:
 * @self: the rows
 * @matter: what the case is about
 */
void
dt_trait_rows_set_matter (DtTraitRows *self, DtMatter matter)
{
  DtTraits traits;

  g_return_if_fail (self != NULL && matter < DT_N_MATTERS);

  traits = dt_deadline_rules_get_traits (self->rules, matter);
  for (guint i = 0; i < G_N_ELEMENTS (all_traits); i++)
    gtk_widget_set_visible (self->rows[i], (traits & all_traits[i]) != 0);
  gtk_widget_set_visible (self->group, traits != 0);
}

/**
 * dt_trait_rows_get:
 * @self: the rows
 *
 * Returns: those of the traits shown that are switched on
 */
DtTraits
dt_trait_rows_get (DtTraitRows *self)
{
  guint traits = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (all_traits); i++)
    if (gtk_widget_get_visible (self->rows[i])
        && gtk_switch_get_active (GTK_SWITCH (self->switches[i])))
      traits |= all_traits[i];
  return (DtTraits) traits;
}

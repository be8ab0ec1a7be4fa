/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The units that a text may mean, each with what it was made of; or the names that may be meant
 * by the beginning of one. */
#include "ui/units/dt-unit-results.h"

#include "model/dt-address-advice.h"
#include "model/dt-date.h"
#include "words/dt-address-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_UNITS 50
#define MOST_NAMES 8

static GtkWidget *
add_plain_row (GtkWidget *expander, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
  return row;
}

static GtkWidget *
make_copy_button (const char *text)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  g_autofree char *label = g_strdup_printf (_ ("Copy %s"), text);

  gtk_widget_set_tooltip_text (button, _ ("Copy"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "units.copy");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", text);
  return button;
}

/* ---- what a unit was made of ---- */

/* "a part; the rest is now in Phường Tân Định" */
static char *
dup_share (const DtFormerUnit *former, const DtUnit *unit)
{
  g_autoptr (GString) rest = NULL;

  if (former->n_units == 1)
    return g_strdup (_ ("whole"));
  rest = g_string_new (NULL);
  for (guint i = 0; i < former->n_units; i++)
    {
      if (former->units[i] == unit)
        continue;
      if (rest->len > 0)
        g_string_append (rest, ", ");
      g_string_append (rest, former->units[i]->name);
    }
  return g_strdup_printf (_ ("a part; the rest went to %s"), rest->str);
}

static void
add_former (GtkWidget *expander, const DtFormerUnit *former, const DtUnit *unit)
{
  g_autofree char *place = former->district != NULL
                               ? g_strjoin (", ", former->district, former->province, NULL)
                               : g_strdup (former->province);
  g_autofree char *share = dup_share (former, unit);
  g_autofree char *until = dt_address_words_until (former);
  g_autofree char *subtitle = g_strjoin (" · ", place, share, until, NULL);
  g_autofree char *name = dt_address_former_to_text (former);
  GtkWidget *row = add_plain_row (expander, former->name, subtitle);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_copy_button (name));
}

/* The last day of the youngest of its former names, and one: since then the unit is what it is. */
static char *
dup_since (const GPtrArray *formers)
{
  DtDate last = DT_DATE_NONE;

  for (guint i = 0; i < formers->len; i++)
    {
      DtDate until;

      if (dt_date_parse (((const DtFormerUnit *) formers->pdata[i])->until, &until))
        last = MAX (last, until);
    }
  if (last == DT_DATE_NONE)
    return g_strdup ("");

  g_autofree char *date = dt_date_to_text (last + 1);

  return g_strdup_printf (_ ("In force since %s"), date);
}

/* Only when it is first opened: there may be many units. */
static void
on_expanded_cb (GtkWidget *expander, GParamSpec *pspec, gpointer data)
{
  const DtAddressIndex *index = data;
  const DtUnit *unit = g_object_steal_data (G_OBJECT (expander), "unit");
  g_autoptr (GPtrArray) formers = NULL;
  g_autofree char *since = NULL;
  g_autofree char *title = NULL;

  if (unit == NULL)
    return;
  formers = dt_address_index_list_formers (index, unit);
  since = dup_since (formers);
  title = g_strdup_printf (
      ngettext ("Made of %u former unit", "Made of %u former units", formers->len), formers->len);
  add_plain_row (expander, formers->len > 0 ? title : _ ("No former units are known"), since);
  for (guint i = 0; i < formers->len; i++)
    add_former (expander, formers->pdata[i], unit);
}

/* ---- units ---- */

static gboolean
have_one_former (const DtAddressMatch *match)
{
  for (guint i = 0; i < match->n_candidates; i++)
    if (match->candidates[i].former != match->candidates[0].former)
      return FALSE;
  return TRUE;
}

static void
add_candidate (GtkWidget *group,
               const DtAddressIndex *index,
               const DtAddressMatch *match,
               guint i,
               gboolean one_former)
{
  const DtAddressCandidate *candidate = &match->candidates[i];
  const DtUnit *unit = candidate->unit;
  GtkWidget *expander = adw_expander_row_new ();
  g_autofree char *code = g_strdup_printf (_ ("code %s"), unit->code);
  g_autofree char *name = dt_address_unit_to_text (unit);
  g_autoptr (GString) subtitle = g_string_new (unit->province);

  g_string_append_printf (
      subtitle, " · %s · %s", dt_address_words_confidence (candidate->confidence), code);
  if (!one_former && candidate->former != NULL)
    {
      g_autofree char *former = dt_address_former_to_text (candidate->former);

      g_string_append_c (subtitle, '\n');
      g_string_append_printf (subtitle, _ ("Formerly %s"), former);
    }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (expander), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), unit->name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (expander), subtitle->str);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (expander), make_copy_button (name));
  g_object_set_data (G_OBJECT (expander), "unit", (gpointer) unit);
  g_signal_connect (expander, "notify::expanded", G_CALLBACK (on_expanded_cb), (gpointer) index);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), expander);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), match->n_candidates == 1);
}

/* How it was read, what would decide, how many are not shown. */
static char *
describe_match (const DtAddressMatch *match, gboolean one_former)
{
  const char *decides = dt_address_words_decides (match->decides);
  const DtFormerUnit *former = match->candidates[0].former;
  g_autoptr (GString) text = g_string_new (NULL);

  if (one_former && former != NULL)
    {
      g_autofree char *name = dt_address_former_to_text (former);
      g_autofree char *until = dt_address_words_until (former);

      g_string_append_printf (text, _ ("Formerly %s"), name);
      g_string_append_printf (text, ", %s", until);
    }
  if (decides != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", decides);
  if (match->n_candidates > MOST_UNITS)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (
          text, _ ("The first %u of %u are shown."), MOST_UNITS, match->n_candidates);
    }
  return g_markup_escape_text (text->str, -1);
}

static GtkWidget *
show_match (const DtAddressIndex *index, const DtAddressMatch *match)
{
  GtkWidget *group = adw_preferences_group_new ();
  gboolean one_former = have_one_former (match);
  g_autofree char *description = describe_match (match, one_former);
  g_autofree char *title = g_strdup_printf (
      ngettext ("%u Possible Unit", "%u Possible Units", match->n_candidates), match->n_candidates);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group),
                                   match->n_candidates == 1 ? _ ("Unit of Today") : title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  for (guint i = 0; i < MIN (match->n_candidates, MOST_UNITS); i++)
    add_candidate (group, index, match, i, one_former);
  return group;
}

/* ---- names that are not written out ---- */

static void
add_name (GtkWidget *group, const DtAddressCompletion *completion)
{
  const DtFormerUnit *former = completion->former;
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = former != NULL ? dt_address_former_to_text (former)
                                         : dt_address_unit_to_text (completion->unit);
  g_autofree char *until = former != NULL ? dt_address_words_until (former) : NULL;
  g_autofree char *note = until != NULL ? g_strdup_printf (_ ("Former unit, %s"), until)
                                        : g_strdup (_ ("Present unit"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), note);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "units.ask");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", name);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

/* Only names that the whole text begins. */
static GtkWidget *
show_completions (const GArray *completions)
{
  GtkWidget *group = NULL;

  for (guint i = 0; i < completions->len; i++)
    {
      const DtAddressCompletion *completion = &g_array_index (completions, DtAddressCompletion, i);

      if (completion->start != 0)
        continue;
      if (group == NULL)
        group = g_object_new (
            ADW_TYPE_PREFERENCES_GROUP, "title", _ ("Names That Begin Like This"), NULL);
      add_name (group, completion);
    }
  return group;
}

/**
 * dt_unit_results_new:
 * @index: the index of units
 * @text: what was typed
 * @own: (nullable): code of the unit whose desk asks, which comes first among equals
 *
 * Returns: (transfer floating) (nullable): an AdwPreferencesGroup, or %NULL if nothing was found
 */
GtkWidget *
dt_unit_results_new (const DtAddressIndex *index, const char *text, const char *own)
{
  g_autoptr (DtAddressMatch) match = NULL;
  g_autoptr (GArray) completions = NULL;

  g_return_val_if_fail (index != NULL && text != NULL, NULL);

  match = dt_address_parse (index, text, -1, own);
  if (match->n_candidates > 0)
    return show_match (index, match);
  completions = dt_address_index_complete (index, text, own, MOST_NAMES);
  return show_completions (completions);
}

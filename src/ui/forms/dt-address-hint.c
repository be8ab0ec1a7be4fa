/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows below an address: reads the text a moment after it was typed and changes nothing unless a
 * button or a choice asks for it. */
#include "ui/forms/dt-address-hint.h"

#include "model/dt-address-advice.h"
#include "ui/forms/dt-address-loader.h"
#include "ui/shell/dt-accessible-name.h"
#include "words/dt-address-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define PAUSE_MS 150

struct _DtAddressHint
{
  GObject parent_instance;
  GtkWidget *entry; /* owns this; a weak pointer */
  char *own;
  const DtAddressIndex *index; /* NULL until it is made */
  GCancellable *loading;
  guint pause;

  char *text;           /* that the advice is about */
  const DtUnit *chosen; /* whose name was last taken over */
  DtAddressAdvice advice;
  GPtrArray *rows;
  GtkWidget *last; /* row, or the entry */
};

static guint shown_signal;

G_DEFINE_FINAL_TYPE (DtAddressHint, dt_address_hint, G_TYPE_OBJECT)

static void read_text (DtAddressHint *self);

/* ---- rows ---- */

static GtkWidget *
add_row (DtAddressHint *self, const char *icon, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkListBox *list = GTK_LIST_BOX (gtk_widget_get_parent (self->entry));
  int place = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self->last));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  if (icon != NULL)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  g_object_bind_property (self->entry, "visible", row, "visible", G_BINDING_SYNC_CREATE);
  gtk_list_box_insert (list, row, place + 1);
  g_ptr_array_add (self->rows, g_object_ref (row));
  self->last = row;
  return row;
}

static void
clear_rows (DtAddressHint *self)
{
  GtkWidget *list = gtk_widget_get_parent (self->entry);

  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_widget_get_parent (self->rows->pdata[i]) == list)
      gtk_list_box_remove (GTK_LIST_BOX (list), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  self->last = self->entry;
}

/* By what the keys do, since only that can be undone by Ctrl+Z. */
static void
take_over (DtAddressHint *self, guint choice)
{
  GtkEditable *editable = GTK_EDITABLE (self->entry);
  GtkEditable *text = gtk_editable_get_delegate (editable);
  g_autofree char *applied = NULL;

  if (strcmp (gtk_editable_get_text (editable), self->text) != 0)
    {
      read_text (self);
      return;
    }
  self->chosen = self->advice.units[choice];
  applied = dt_address_advice_apply (&self->advice, self->text, choice);
  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (editable, 0, -1);
  g_signal_emit_by_name (text, "delete-from-cursor", GTK_DELETE_CHARS, 1);
  g_signal_emit_by_name (text, "insert-at-cursor", applied);
  gtk_editable_set_position (editable, -1);
  read_text (self);
}

static gboolean
on_take_wanted_cb (gpointer data)
{
  DtAddressHint *self = DT_ADDRESS_HINT (data);
  guint choice = GPOINTER_TO_UINT (g_object_steal_data (G_OBJECT (self), "choice"));

  if (choice > 0 && self->entry != NULL)
    take_over (self, choice - 1);
  return G_SOURCE_REMOVE;
}

/* Later, since the widget that was pressed goes when the text has changed. */
static void
on_chosen_cb (DtAddressHint *self, GtkWidget *widget)
{
  if (GTK_IS_CHECK_BUTTON (widget) && !gtk_check_button_get_active (GTK_CHECK_BUTTON (widget)))
    return;
  g_object_set_data (G_OBJECT (self), "choice", g_object_get_data (G_OBJECT (widget), "choice"));
  g_idle_add_full (G_PRIORITY_DEFAULT, on_take_wanted_cb, g_object_ref (self), g_object_unref);
}

static void
connect_choice (DtAddressHint *self, GtkWidget *widget, const char *signal, guint choice)
{
  g_object_set_data (G_OBJECT (widget), "choice", GUINT_TO_POINTER (choice + 1));
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  g_signal_connect_object (widget, signal, G_CALLBACK (on_chosen_cb), self, G_CONNECT_SWAPPED);
}

static char *
dup_choice_title (DtAddressHint *self, guint choice)
{
  const DtUnit *unit = self->advice.units[choice];

  return unit != NULL ? dt_address_unit_to_text (unit)
                      : dt_address_former_to_text (self->advice.formers[choice]);
}

/* Which former unit it was; that it was divided. NULL if it is a present one. */
static char *
dup_choice_note (DtAddressHint *self, guint choice)
{
  const DtFormerUnit *former = self->advice.formers[choice];
  g_autofree char *name = NULL;

  if (former == NULL)
    return NULL;
  if (self->advice.units[choice] == NULL)
    return g_strdup_printf (
        ngettext ("Divided into %u unit", "Divided into %u units", former->n_units),
        former->n_units);
  name = dt_address_former_to_text (former);
  return g_strdup_printf (_ ("Formerly %s"), name);
}

static void
add_unit (DtAddressHint *self)
{
  g_autofree char *name = dup_choice_title (self, 0);
  gboolean sure = self->advice.kind == DT_ADDRESS_ADVICE_ONE;
  GtkWidget *row = add_row (
      self, "mark-location-symbolic", sure ? _ ("Unit of today") : _ ("Perhaps the unit"), name);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Use This Name"));
  g_autofree char *note = dup_choice_note (self, 0);

  gtk_widget_add_css_class (row, "dt-property");
  gtk_widget_add_css_class (button, "dt-row-button");
  gtk_widget_set_tooltip_text (button, note);
  connect_choice (self, button, "clicked", 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_choices (DtAddressHint *self)
{
  GtkWidget *first = NULL;

  for (guint i = 0; i < self->advice.n_units; i++)
    {
      g_autofree char *name = dup_choice_title (self, i);
      g_autofree char *note
          = self->advice.decides == DT_ADDRESS_BY_GROUP ? NULL : dup_choice_note (self, i);
      GtkWidget *row = add_row (self, NULL, name, note);
      GtkWidget *check = gtk_check_button_new ();

      if (first == NULL)
        first = check;
      else
        gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (first));
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_widget_add_css_class (check, "dt-hint-check");
      connect_choice (self, check, "toggled", i);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
    }
}

static void
add_completions (DtAddressHint *self)
{
  for (guint i = 0; i < self->advice.n_units; i++)
    {
      g_autofree char *name = dup_choice_title (self, i);
      g_autofree char *note = dup_choice_note (self, i);
      GtkWidget *row = add_row (self, "mark-location-symbolic", name, note);
      GtkWidget *button = gtk_button_new_with_label (_ ("Use"));
      g_autofree char *label = g_strdup_printf (_ ("Use %s"), name);

      gtk_widget_add_css_class (button, "dt-row-button");
      dt_accessible_name_set (button, label);
      connect_choice (self, button, "clicked", i);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
}

static void
add_question (DtAddressHint *self)
{
  const char *decides = dt_address_words_decides (self->advice.decides);
  g_autofree char *others = NULL;

  if (self->advice.n_others > 0 && self->advice.kind == DT_ADDRESS_ADVICE_CHOOSE)
    others = g_strdup_printf (
        ngettext ("%u more unit is possible", "%u more units are possible", self->advice.n_others),
        self->advice.n_others);
  else if (self->advice.n_others > 0)
    others = g_strdup_printf (
        ngettext ("%u unit is possible", "%u units are possible", self->advice.n_others),
        self->advice.n_others);
  add_row (self,
           "mark-location-symbolic",
           decides != NULL ? decides : _ ("Which unit is meant?"),
           others);
}

static void
add_elsewhere (DtAddressHint *self)
{
  g_autofree char *name = dt_address_unit_to_text (self->advice.elsewhere);
  g_autofree char *title = g_strdup_printf (_ ("In another unit: %s"), name);

  add_row (self, "dt-status-forwarded-symbolic", title, _ ("The case may be forwarded there."));
}

/* For a screen reader the first row is what the entry is about. */
static void
describe_entry (DtAddressHint *self)
{
  GtkAccessible *entry = GTK_ACCESSIBLE (self->entry);

  if (self->rows->len > 0)
    {
      const char *title = adw_preferences_row_get_title (self->rows->pdata[0]);
      const char *subtitle = adw_action_row_get_subtitle (self->rows->pdata[0]);
      g_autofree char *text = g_strjoin (": ", title, *subtitle != '\0' ? subtitle : NULL, NULL);

      gtk_accessible_update_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
    }
  else
    gtk_accessible_reset_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
show_advice (DtAddressHint *self)
{
  clear_rows (self);
  switch (self->advice.kind)
    {
    case DT_ADDRESS_ADVICE_ONE:
    case DT_ADDRESS_ADVICE_PERHAPS:
      add_unit (self);
      break;
    case DT_ADDRESS_ADVICE_CHOOSE:
      add_question (self);
      add_choices (self);
      break;
    case DT_ADDRESS_ADVICE_MORE:
      add_question (self);
      break;
    case DT_ADDRESS_ADVICE_COMPLETE:
      add_completions (self);
      break;
    case DT_ADDRESS_ADVICE_NONE:
    case DT_ADDRESS_ADVICE_PRESENT:
    default:
      break;
    }
  if (self->advice.elsewhere != NULL)
    add_elsewhere (self);
  describe_entry (self);
}

/* ---- reading ---- */

static gboolean
says_the_same (const DtAddressAdvice *a, const DtAddressAdvice *b)
{
  return a->kind == b->kind && a->decides == b->decides && a->n_units == b->n_units
         && a->n_others == b->n_others && a->elsewhere == b->elsewhere
         && memcmp (a->units, b->units, sizeof a->units) == 0
         && memcmp (a->formers, b->formers, sizeof a->formers) == 0;
}

/* Rows that would say the same stay, so that nothing flickers while one types on. */
static void
read_text (DtAddressHint *self)
{
  DtAddressAdvice advice;

  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->index == NULL)
    return;
  g_free (self->text);
  self->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  dt_address_advise (self->index, self->text, self->own, self->chosen, &advice);
  if (says_the_same (&advice, &self->advice))
    self->advice = advice;
  else
    {
      self->advice = advice;
      show_advice (self);
    }
  g_signal_emit (self, shown_signal, 0);
}

static gboolean
on_pause_cb (gpointer data)
{
  DtAddressHint *self = data;

  self->pause = 0;
  read_text (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (DtAddressHint *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, on_pause_cb, self);
}

static void
on_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  const DtAddressIndex *index = dt_address_load_finish (result);
  DtAddressHint *self = data;

  if (index == NULL)
    return;
  self->index = index;
  read_text (self);
}

/* ---- class ---- */

static void
dt_address_hint_dispose (GObject *object)
{
  DtAddressHint *self = DT_ADDRESS_HINT (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_weak_pointer (&self->entry);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (dt_address_hint_parent_class)->dispose (object);
}

static void
dt_address_hint_finalize (GObject *object)
{
  DtAddressHint *self = DT_ADDRESS_HINT (object);

  g_free (self->own);
  g_free (self->text);
  G_OBJECT_CLASS (dt_address_hint_parent_class)->finalize (object);
}

static void
dt_address_hint_class_init (DtAddressHintClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dt_address_hint_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_address_hint_finalize;
  shown_signal = g_signal_new (
      "shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dt_address_hint_init (DtAddressHint *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->loading = g_cancellable_new ();
}

/**
 * dt_address_hint_attach:
 * @entry: an AdwEntryRow in a GtkListBox
 * @own: (nullable): code of the unit whose desk asks
 *
 * Returns: (transfer none): the hint, which lives as long as @entry
 */
DtAddressHint *
dt_address_hint_attach (GtkWidget *entry, const char *own)
{
  g_return_val_if_fail (GTK_IS_LIST_BOX_ROW (entry) && GTK_IS_EDITABLE (entry), NULL);
  g_return_val_if_fail (GTK_IS_LIST_BOX (gtk_widget_get_parent (entry)), NULL);

  DtAddressHint *self = g_object_new (DT_TYPE_ADDRESS_HINT, NULL);

  g_set_weak_pointer (&self->entry, entry);
  self->last = entry;
  self->own = g_strdup (own);
  g_object_set_data_full (G_OBJECT (entry), "dt-address-hint", self, g_object_unref);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  dt_address_load_async (self->loading, on_loaded_cb, self);
  return self;
}

/**
 * dt_address_hint_get_rows:
 * @self: a hint
 *
 * Returns: (transfer none) (element-type GtkWidget): its rows, in order
 */
GPtrArray *
dt_address_hint_get_rows (DtAddressHint *self)
{
  g_return_val_if_fail (DT_IS_ADDRESS_HINT (self), NULL);

  return self->rows;
}

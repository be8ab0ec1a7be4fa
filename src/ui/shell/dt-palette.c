/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands by name. Only what can be done now is offered. */
#include "ui/shell/dt-palette.h"

#include "base/dt-text.h"
#include "ui/shell/dt-command-list.h"

#include <glib/gi18n.h>
#include <string.h>

struct _DtPalette
{
  AdwWindow parent_instance;
  GtkWidget *entry;
  GtkListBox *list;
  GStrv words; /* folded */
};

G_DEFINE_FINAL_TYPE (DtPalette, dt_palette, ADW_TYPE_WINDOW)

static const DtCommandEntry *
get_entry (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "entry");
}

static GtkWidget *
make_row (const DtCommandEntry *entry)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ (entry->label));
  g_autofree char *key = dt_command_entry_dup_key (entry);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (key != NULL)
    {
      GtkWidget *cap = gtk_label_new (key);

      gtk_widget_add_css_class (cap, "dt-keycap");
      gtk_widget_set_valign (cap, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), cap);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "entry", (gpointer) entry);
  g_object_set_data_full (G_OBJECT (row), "folded", dt_text_fold (_ (entry->label), -1), g_free);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (entry->label), -1);
  return row;
}

static gboolean
filter_row (GtkListBoxRow *row, gpointer data)
{
  DtPalette *self = data;
  const char *folded = g_object_get_data (G_OBJECT (row), "folded");

  for (guint i = 0; self->words != NULL && self->words[i] != NULL; i++)
    if (strstr (folded, self->words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static GtkListBoxRow *
find_first (DtPalette *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (filter_row (row, self))
      return row;
  return NULL;
}

/* Which group the action is of, and whether it may run now. */
static gboolean
is_enabled (GtkWindow *parent, const char *detailed)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  gboolean enabled = TRUE;

  if (!g_action_parse_detailed_name (detailed, &name, &target, NULL))
    return FALSE;
  if (g_str_has_prefix (name, "win."))
    return g_action_group_has_action (G_ACTION_GROUP (parent), name + 4)
           && g_action_group_get_action_enabled (G_ACTION_GROUP (parent), name + 4);
  if (g_str_has_prefix (name, "case."))
    {
      GActionGroup *group = g_object_get_data (G_OBJECT (parent), "case-actions");

      enabled = group != NULL && g_action_group_get_action_enabled (group, name + 5);
    }
  return enabled;
}

typedef struct
{
  GtkWindow *parent;
  const DtCommandEntry *entry;
} Chosen;

/* Once the palette is gone: what is chosen may open a window or move the focus itself. */
static gboolean
on_run_chosen_cb (gpointer data)
{
  Chosen *chosen = data;
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (g_action_parse_detailed_name (chosen->entry->action, &name, &target, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (chosen->parent), name, target);
  g_object_unref (chosen->parent);
  g_free (chosen);
  return G_SOURCE_REMOVE;
}

static void
on_list_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, DtPalette *self)
{
  Chosen *chosen = g_new0 (Chosen, 1);

  chosen->parent = g_object_ref (gtk_window_get_transient_for (GTK_WINDOW (self)));
  chosen->entry = get_entry (row);
  g_idle_add (on_run_chosen_cb, chosen);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_entry_search_changed_cb (GtkSearchEntry *entry, DtPalette *self)
{
  g_autofree char *folded = dt_text_fold (gtk_editable_get_text (GTK_EDITABLE (entry)), -1);

  g_strfreev (self->words);
  self->words = g_strsplit_set (folded, " ", -1);
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_select_row (self->list, find_first (self));
}

static void
on_entry_activate_cb (GtkSearchEntry *entry, DtPalette *self)
{
  GtkListBoxRow *row;

  on_entry_search_changed_cb (entry, self);
  row = gtk_list_box_get_selected_row (self->list);
  if (row != NULL)
    on_list_row_activated_cb (self->list, row, self);
}

static void
on_entry_stop_search_cb (GtkSearchEntry *entry, DtPalette *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
move_choice (DtPalette *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  do
    {
      index += step;
      row = index >= 0 ? gtk_list_box_get_row_at_index (self->list, index) : NULL;
    }
  while (row != NULL && !filter_row (row, self));
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
}

static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller,
                   guint keyval,
                   guint keycode,
                   GdkModifierType state,
                   DtPalette *self)
{
  if (keyval == GDK_KEY_Down)
    move_choice (self, 1);
  else if (keyval == GDK_KEY_Up)
    move_choice (self, -1);
  else
    return FALSE;
  return TRUE;
}

static void
dt_palette_finalize (GObject *object)
{
  g_strfreev (DT_PALETTE (object)->words);
  G_OBJECT_CLASS (dt_palette_parent_class)->finalize (object);
}

static void
dt_palette_class_init (DtPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dt_palette_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/shell/dt-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, DtPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, DtPalette, list);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
dt_palette_init (DtPalette *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, filter_row, self, NULL);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect (self->entry, "search-changed", G_CALLBACK (on_entry_search_changed_cb), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (on_entry_activate_cb), self);
  g_signal_connect (self->entry, "stop-search", G_CALLBACK (on_entry_stop_search_cb), self);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_list_row_activated_cb), self);
}

/**
 * dt_palette_new:
 * @parent: the window whose commands it offers; its "case-actions" data is the group `case.`
 *
 * Returns: (transfer floating): a window to be presented
 */
GtkWindow *
dt_palette_new (GtkWindow *parent)
{
  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);

  DtPalette *self = g_object_new (DT_TYPE_PALETTE, "transient-for", parent, NULL);
  guint n;
  const DtCommandEntry *entries = dt_command_list_get (&n);

  for (guint i = 0; i < n; i++)
    if (entries[i].label != NULL && is_enabled (parent, entries[i].action))
      gtk_list_box_append (self->list, make_row (&entries[i]));
  gtk_list_box_select_row (self->list, find_first (self));
  gtk_widget_grab_focus (self->entry);
  return GTK_WINDOW (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks to whom: oneself first, then by name, then nobody; of these, whom the signed-in officer may
 * give the chosen cases to. */
#include "ui/inbox/dt-officer-popover.h"

#include "base/dt-text.h"

#include <glib/gi18n.h>
#include <string.h>

struct _DtOfficerPopover
{
  GtkPopover parent_instance;
  GtkWidget *entry;
  GtkListBox *list;
  GtkWidget *limits; /* why some are not there */
  DtService *service;
  DtCaseActions *actions;
  char *wanted; /* folded */
};

G_DEFINE_FINAL_TYPE (DtOfficerPopover, dt_officer_popover, GTK_TYPE_POPOVER)

static GtkWidget *
make_row (const char *id, const char *shown, const char *detail, const char *name)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (shown);

  if (id != NULL)
    gtk_box_append (GTK_BOX (box), adw_avatar_new (28, name, TRUE));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  if (detail != NULL && *detail != '\0')
    {
      GtkWidget *label = gtk_label_new (detail);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dt-dim");
      gtk_box_append (GTK_BOX (texts), label);
    }
  gtk_box_append (GTK_BOX (box), texts);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (name), g_free);
  g_object_set_data_full (G_OBJECT (row), "folded", dt_text_fold (shown, -1), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, shown, -1);
  return row;
}

/* Trainers, readers of the province and those who left are given no work. */
static gboolean
may_be_given_work (DtOfficer *officer)
{
  return officer->active && (officer->roles & (DT_ROLE_OFFICER | DT_ROLE_LEADER | DT_ROLE_CLERK));
}

static void
add_row (
    DtOfficerPopover *self, const char *id, const char *shown, const char *detail, const char *name)
{
  if (dt_case_actions_may_assign (self->actions, id))
    gtk_list_box_append (self->list, make_row (id, shown, detail, name));
  else
    gtk_widget_set_visible (self->limits, TRUE);
}

static void
fill (DtOfficerPopover *self)
{
  GPtrArray *officers = dt_service_get_officers (self->service);
  DtOfficer *me = dt_service_get_officer (self->service);
  GtkListBoxRow *old;

  while ((old = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (old));
  gtk_widget_set_visible (self->limits, FALSE);
  if (me != NULL && may_be_given_work (me))
    add_row (self, me->id, _ ("Me"), me->name, me->name);
  for (guint i = 0; i < officers->len; i++)
    {
      DtOfficer *officer = officers->pdata[i];

      if (may_be_given_work (officer) && (me == NULL || strcmp (me->id, officer->id) != 0))
        add_row (self, officer->id, officer->name, officer->title, officer->name);
    }
  add_row (self, NULL, _ ("Nobody"), NULL, NULL);
}

static gboolean
filter_row (GtkListBoxRow *row, gpointer data)
{
  DtOfficerPopover *self = data;
  const char *folded = g_object_get_data (G_OBJECT (row), "folded");

  return self->wanted == NULL || *self->wanted == '\0' || strstr (folded, self->wanted) != NULL;
}

static void
on_list_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, DtOfficerPopover *self)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), "id"));
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (row), "name"));

  gtk_popover_popdown (GTK_POPOVER (self));
  dt_case_actions_assign (self->actions, id, name);
}

static void
on_entry_search_changed_cb (GtkSearchEntry *entry, DtOfficerPopover *self)
{
  g_free (self->wanted);
  self->wanted = dt_text_fold (gtk_editable_get_text (GTK_EDITABLE (entry)), -1);
  gtk_list_box_invalidate_filter (self->list);
}

static void
on_entry_activate_cb (GtkSearchEntry *entry, DtOfficerPopover *self)
{
  GtkListBoxRow *row;

  on_entry_search_changed_cb (entry, self);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (filter_row (row, self))
      {
        on_list_row_activated_cb (self->list, row, self);
        return;
      }
}

static void
on_entry_stop_search_cb (GtkSearchEntry *entry, DtOfficerPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller,
                   guint keyval,
                   guint keycode,
                   GdkModifierType state,
                   DtOfficerPopover *self)
{
  if (keyval != GDK_KEY_Down)
    return FALSE;
  return gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
dt_officer_popover_map (GtkWidget *widget)
{
  DtOfficerPopover *self = DT_OFFICER_POPOVER (widget);

  fill (self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  GTK_WIDGET_CLASS (dt_officer_popover_parent_class)->map (widget);
  gtk_widget_grab_focus (self->entry);
}

static void
dt_officer_popover_dispose (GObject *object)
{
  DtOfficerPopover *self = DT_OFFICER_POPOVER (object);

  g_clear_object (&self->service);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (dt_officer_popover_parent_class)->dispose (object);
}

static void
dt_officer_popover_class_init (DtOfficerPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dt_officer_popover_dispose;
  GTK_WIDGET_CLASS (klass)->map = dt_officer_popover_map;
}

static void
dt_officer_popover_init (DtOfficerPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text", _ ("Officer's name"), "search-delay", 0, NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Officer's name"), -1);
  g_signal_connect (self->entry, "search-changed", G_CALLBACK (on_entry_search_changed_cb), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (on_entry_activate_cb), self);
  g_signal_connect (self->entry, "stop-search", G_CALLBACK (on_entry_stop_search_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (self->entry, keys);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (self->list, filter_row, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "dt-palette");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Officers"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_list_row_activated_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);

  self->limits = gtk_label_new (_ ("Only a leader assigns what other officers handle"));
  gtk_label_set_wrap (GTK_LABEL (self->limits), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->limits), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (self->limits), 34);
  gtk_widget_add_css_class (self->limits, "caption");
  gtk_widget_add_css_class (self->limits, "dt-dim");

  gtk_widget_set_size_request (box, 280, -1);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), self->limits);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

/**
 * dt_officer_popover_new:
 * @service: the open workspace
 * @actions: what gives the cases to whom is chosen
 *
 * Returns: (transfer floating): a popover that asks for an officer
 */
GtkWidget *
dt_officer_popover_new (DtService *service, DtCaseActions *actions)
{
  DtOfficerPopover *self = g_object_new (DT_TYPE_OFFICER_POPOVER, NULL);

  g_set_object (&self->service, service);
  g_set_object (&self->actions, actions);
  return GTK_WIDGET (self);
}

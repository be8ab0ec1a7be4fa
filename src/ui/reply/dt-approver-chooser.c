/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chooser of a leader. */
#include "ui/reply/dt-approver-chooser.h"

#include "ui/forms/dt-absence-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define AVATAR_SIZE 34

struct _DtApproverChooser
{
  GtkWidget parent_instance;
  GtkDropDown *drop_down;
  GListStore *officers; /* of DtOfficer; one without an id: any */
  DtService *service;
};

G_DEFINE_FINAL_TYPE (DtApproverChooser, dt_approver_chooser, GTK_TYPE_WIDGET)

static char *
dup_about (DtApproverChooser *self, DtOfficer *officer)
{
  const char *title
      = officer->title != NULL && *officer->title != '\0' ? officer->title : _ ("Leader");
  g_autofree char *away
      = officer->id != NULL ? dt_absence_to_words (self->service, officer->id) : NULL;

  if (officer->id == NULL)
    return g_strdup (_ ("Whoever comes to it first"));
  return g_strdup_printf ("%s, %s", title, away != NULL ? away : _ ("at work"));
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *about = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (about), 0);
  gtk_label_set_wrap (GTK_LABEL (about), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (about), 26);
  gtk_widget_add_css_class (about, "caption");
  gtk_widget_add_css_class (about, "dt-dim");
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), name);
  gtk_box_append (GTK_BOX (words), about);
  gtk_box_append (GTK_BOX (line), adw_avatar_new (AVATAR_SIZE, NULL, TRUE));
  gtk_box_append (GTK_BOX (line), words);
  gtk_list_item_set_child (item, line);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DtApproverChooser *self)
{
  GtkWidget *line = gtk_list_item_get_child (item);
  GtkWidget *words = gtk_widget_get_last_child (line);
  DtOfficer *officer = gtk_list_item_get_item (item);
  g_autofree char *about = dup_about (self, officer);

  adw_avatar_set_text (ADW_AVATAR (gtk_widget_get_first_child (line)), officer->name);
  adw_avatar_set_show_initials (ADW_AVATAR (gtk_widget_get_first_child (line)),
                                officer->id != NULL);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (words)), officer->name);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (words)), about);
}

static void
dt_approver_chooser_dispose (GObject *object)
{
  DtApproverChooser *self = DT_APPROVER_CHOOSER (object);

  if (self->drop_down != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->drop_down));
  self->drop_down = NULL;
  g_clear_object (&self->officers);
  g_clear_object (&self->service);
  G_OBJECT_CLASS (dt_approver_chooser_parent_class)->dispose (object);
}

static void
dt_approver_chooser_class_init (DtApproverChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dt_approver_chooser_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
dt_approver_chooser_init (DtApproverChooser *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->officers = g_list_store_new (DT_TYPE_OFFICER);
  self->drop_down
      = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (self->officers)), NULL));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  gtk_drop_down_set_factory (self->drop_down, factory);
  gtk_widget_add_css_class (GTK_WIDGET (self->drop_down), "dt-approver");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Who approves"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->drop_down), GTK_WIDGET (self));
}

static DtOfficer *
make_anybody (void)
{
  DtOfficer *officer = dt_officer_new ();

  officer->name = g_strdup (_ ("Any leader"));
  return officer;
}

/**
 * dt_approver_chooser_set_service:
 * @self: a chooser
 * @service: the open workspace, with an officer signed in
 */
void
dt_approver_chooser_set_service (DtApproverChooser *self, DtService *service)
{
  g_autoptr (GPtrArray) leaders = g_ptr_array_new ();
  g_autoptr (DtOfficer) anybody = make_anybody ();
  g_autofree char *chosen = NULL;
  DtOfficer *author;
  GPtrArray *officers;
  gboolean had;

  g_return_if_fail (DT_IS_APPROVER_CHOOSER (self) && DT_IS_SERVICE (service));

  had = self->service != NULL;
  chosen = g_strdup (dt_approver_chooser_get_officer (self));
  g_set_object (&self->service, service);
  author = dt_service_get_officer (service);
  officers = dt_service_get_officers (service);
  for (guint i = 0; i < officers->len; i++)
    {
      DtOfficer *officer = officers->pdata[i];

      if (officer->active && (officer->roles & DT_ROLE_LEADER) != 0
          && (author == NULL || g_strcmp0 (officer->id, author->id) != 0))
        g_ptr_array_add (leaders, officer);
    }
  g_ptr_array_add (leaders, anybody);
  g_list_store_splice (self->officers,
                       0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->officers)),
                       leaders->pdata,
                       leaders->len);
  if (had)
    dt_approver_chooser_set_officer (self, chosen);
  else
    gtk_drop_down_set_selected (self->drop_down, 0);
}

/**
 * dt_approver_chooser_set_officer:
 * @self: a chooser with a service
 * @officer_id: (nullable): a leader; %NULL: any
 */
void
dt_approver_chooser_set_officer (DtApproverChooser *self, const char *officer_id)
{
  guint n;

  g_return_if_fail (DT_IS_APPROVER_CHOOSER (self));

  n = g_list_model_get_n_items (G_LIST_MODEL (self->officers));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DtOfficer) officer = g_list_model_get_item (G_LIST_MODEL (self->officers), i);

      if (g_strcmp0 (officer->id, officer_id) == 0)
        gtk_drop_down_set_selected (self->drop_down, i);
    }
}

/**
 * dt_approver_chooser_get_officer:
 * @self: a chooser
 *
 * Returns: (nullable): the leader's id
 */
const char *
dt_approver_chooser_get_officer (DtApproverChooser *self)
{
  DtOfficer *officer;

  g_return_val_if_fail (DT_IS_APPROVER_CHOOSER (self), NULL);

  officer = gtk_drop_down_get_selected_item (self->drop_down);
  return officer != NULL ? officer->id : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The roles of an officer as rows to tick, each explained in plain words. Main thread. */
#include "ui/forms/dt-role-list.h"

#include "ui/shell/dt-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define N_ROLES 6

static const struct
{
  DtRoles role;
  const char *title;
  const char *explanation;
} role_rows[N_ROLES] = {
  { DT_ROLE_OFFICER, N_ ("Officer"), N_ ("Receives, sorts, handles and drafts answers") },
  { DT_ROLE_LEADER,
    N_ ("Leader"),
    N_ ("Assigns, approves answers, chairs the conference, sees the figures") },
  { DT_ROLE_CLERK, N_ ("Clerk"), N_ ("Gives letters their number and date, sends them out") },
  { DT_ROLE_TRAINER, N_ ("Trainer"), N_ ("Runs practice classes, sees the results") },
  { DT_ROLE_ADMINISTRATOR,
    N_ ("Administrator"),
    N_ ("Keeps accounts, channels, rules, keys and backups") },
  { DT_ROLE_PROVINCE_READER, N_ ("Province reader"), N_ ("Sees figures only, no personal data") },
};

struct _DtRoleList
{
  GtkWidget parent_instance;
  GtkWidget *list;
  GtkWidget *rows[N_ROLES];
  GtkCheckButton *checks[N_ROLES];
  gboolean quiet; /* the roles are being set, nobody ticked anything */
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtRoleList, dt_role_list, GTK_TYPE_WIDGET)

static void
on_check_toggled_cb (GtkCheckButton *check, DtRoleList *self)
{
  if (!self->quiet)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
dt_role_list_dispose (GObject *object)
{
  DtRoleList *self = DT_ROLE_LIST (object);

  g_clear_pointer (&self->list, gtk_widget_unparent);
  G_OBJECT_CLASS (dt_role_list_parent_class)->dispose (object);
}

static void
dt_role_list_class_init (DtRoleListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dt_role_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dt_role_list_init (DtRoleList *self)
{
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Roles"), -1);
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
  for (guint i = 0; i < N_ROLES; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *check = gtk_check_button_new ();
      const char *title = _ (role_rows[i].title);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (role_rows[i].explanation));
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      g_signal_connect (check, "toggled", G_CALLBACK (on_check_toggled_cb), self);
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
      self->rows[i] = row;
      self->checks[i] = GTK_CHECK_BUTTON (check);
    }
}

/**
 * dt_role_list_new:
 *
 * Returns: (transfer floating): the rows, none ticked
 */
GtkWidget *
dt_role_list_new (void)
{
  return g_object_new (DT_TYPE_ROLE_LIST, NULL);
}

/**
 * dt_role_list_get_roles:
 * @self: the list
 *
 * Returns: what is ticked
 */
DtRoles
dt_role_list_get_roles (DtRoleList *self)
{
  DtRoles roles = 0;

  g_return_val_if_fail (DT_IS_ROLE_LIST (self), 0);

  for (guint i = 0; i < N_ROLES; i++)
    if (gtk_check_button_get_active (self->checks[i]))
      roles |= role_rows[i].role;
  return roles;
}

/**
 * dt_role_list_set_roles:
 * @self: the list
 * @roles: what to tick
 */
void
dt_role_list_set_roles (DtRoleList *self, DtRoles roles)
{
  g_return_if_fail (DT_IS_ROLE_LIST (self));

  self->quiet = TRUE;
  for (guint i = 0; i < N_ROLES; i++)
    gtk_check_button_set_active (self->checks[i], (roles & role_rows[i].role) != 0);
  self->quiet = FALSE;
}

/**
 * dt_role_list_set_fixed:
 * @self: the list
 * @fixed: roles that stay ticked
 */
void
dt_role_list_set_fixed (DtRoleList *self, DtRoles fixed)
{
  g_return_if_fail (DT_IS_ROLE_LIST (self));

  self->quiet = TRUE;
  for (guint i = 0; i < N_ROLES; i++)
    {
      gboolean is_fixed = (fixed & role_rows[i].role) != 0;

      if (is_fixed)
        gtk_check_button_set_active (self->checks[i], TRUE);
      gtk_widget_set_sensitive (GTK_WIDGET (self->checks[i]), !is_fixed);
    }
  self->quiet = FALSE;
}

/**
 * dt_role_list_set_hidden:
 * @self: the list
 * @hidden: roles that are not offered
 */
void
dt_role_list_set_hidden (DtRoleList *self, DtRoles hidden)
{
  g_return_if_fail (DT_IS_ROLE_LIST (self));

  for (guint i = 0; i < N_ROLES; i++)
    gtk_widget_set_visible (self->rows[i], (hidden & role_rows[i].role) == 0);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, the officers: who may sign in, and as what. Main thread. */
#include "ui/settings/dt-officer-settings.h"

#include "ui/forms/dt-absence-words.h"
#include "ui/settings/dt-absence-page.h"
#include "ui/settings/dt-officer-editor.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

struct _DtOfficerSettings
{
  AdwPreferencesPage parent_instance;
  AdwPreferencesGroup *officers;
  GtkWidget *add;
  DtService *service;
  GPtrArray *rows; /* borrowed */
};

enum
{
  SUBPAGE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtOfficerSettings, dt_officer_settings, ADW_TYPE_PREFERENCES_PAGE)

static void
show_editor (DtOfficerSettings *self, DtOfficer *officer)
{
  g_signal_emit (self, signals[SUBPAGE], 0, dt_officer_editor_new (self->service, officer));
}

static void
on_add_cb (DtOfficerSettings *self)
{
  show_editor (self, NULL);
}

static void
on_row_activated_cb (DtOfficerSettings *self, GtkWidget *row)
{
  show_editor (self, g_object_get_data (G_OBJECT (row), "officer"));
}

static void
on_absence_cb (DtOfficerSettings *self, GtkWidget *button)
{
  DtOfficer *officer = g_object_get_data (G_OBJECT (button), "officer");

  g_signal_emit (self, signals[SUBPAGE], 0, dt_absence_page_new (self->service, officer));
}

/* Until when they are away, for everybody; to be said by whom it concerns. */
static void
add_absence (DtOfficerSettings *self, AdwActionRow *row, DtOfficer *officer)
{
  g_autofree char *away = dt_absence_to_words (self->service, officer->id);
  g_autofree char *tip = g_strdup_printf (_ ("Absence of %s"), officer->name);
  GtkWidget *button;

  if (away != NULL)
    {
      g_autofree char *subtitle
          = g_strdup_printf ("%s\n%s", adw_action_row_get_subtitle (row), away);

      adw_action_row_set_subtitle (row, subtitle);
    }
  if (!dt_absence_page_may (self->service, officer))
    return;
  button = gtk_button_new_from_icon_name ("x-office-calendar-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  g_object_set_data_full (G_OBJECT (button), "officer", g_object_ref (officer), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_absence_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (row, button);
}

static GtkWidget *
make_row (DtOfficerSettings *self, DtOfficer *officer, gboolean may)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *roles = dt_words_roles (officer->roles);
  g_autofree char *subtitle = officer->title != NULL && *officer->title != '\0'
                                  ? g_strdup_printf ("%s · %s", officer->title, roles)
                                  : g_strdup (roles);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), officer->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), adw_avatar_new (32, officer->name, TRUE));
  if (!officer->active)
    {
      GtkWidget *pill = gtk_label_new (_ ("may not sign in"));

      gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (pill, "dt-pill");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
    }
  add_absence (self, ADW_ACTION_ROW (row), officer);
  if (may)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect_swapped (row, "activated", G_CALLBACK (on_row_activated_cb), self);
    }
  g_object_set_data_full (G_OBJECT (row), "officer", g_object_ref (officer), g_object_unref);
  return row;
}

static void
fill (DtOfficerSettings *self)
{
  GPtrArray *officers = dt_service_get_officers (self->service);
  gboolean may = dt_service_may (self->service, DT_COMMAND_SET_OFFICER);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->officers, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; officers != NULL && i < officers->len; i++)
    {
      GtkWidget *row = make_row (self, g_ptr_array_index (officers, i), may);

      adw_preferences_group_add (self->officers, row);
      g_ptr_array_add (self->rows, row);
    }
}

static void
on_service_changed_cb (DtOfficerSettings *self, DtChanges *changes)
{
  if (changes->everything || changes->officers->len > 0)
    fill (self);
}

static void
dt_officer_settings_dispose (GObject *object)
{
  DtOfficerSettings *self = DT_OFFICER_SETTINGS (object);

  g_clear_object (&self->service);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_OFFICER_SETTINGS);
  G_OBJECT_CLASS (dt_officer_settings_parent_class)->dispose (object);
}

static void
dt_officer_settings_class_init (DtOfficerSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_officer_settings_dispose;

  signals[SUBPAGE] = g_signal_new ("subpage",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   GTK_TYPE_WIDGET);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/settings/dt-officer-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, DtOfficerSettings, officers);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerSettings, add);
  gtk_widget_class_bind_template_callback (widget_class, on_add_cb);
}

static void
dt_officer_settings_init (DtOfficerSettings *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dt_officer_settings_new:
 * @service: the workspace
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
dt_officer_settings_new (DtService *service)
{
  DtOfficerSettings *self = g_object_new (DT_TYPE_OFFICER_SETTINGS, NULL);

  g_return_val_if_fail (DT_IS_SERVICE (service), GTK_WIDGET (self));

  gboolean may = dt_service_may (service, DT_COMMAND_ADD_OFFICER);
  g_autofree char *who = dt_words_who_may (DT_COMMAND_ADD_OFFICER);

  self->service = g_object_ref (service);
  gtk_widget_set_visible (self->add, may);
  adw_preferences_group_set_description (self->officers,
                                         may ? _ ("Everybody who uses the program here") : who);
  fill (self);
  g_signal_connect_object (
      service, "changed", G_CALLBACK (on_service_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

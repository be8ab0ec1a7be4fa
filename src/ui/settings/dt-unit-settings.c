/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, the unit: what stands on its papers, and the name of this desk's counter. Main
 * thread. */
#include "ui/settings/dt-unit-settings.h"

#include "ui/forms/dt-form.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define N_ENTRIES 5

struct _DtUnitSettings
{
  AdwPreferencesPage parent_instance;
  AdwActionRow *unit;
  AdwPreferencesGroup *papers;
  GtkWidget *address;
  GtkWidget *phone;
  GtkWidget *hours;
  GtkWidget *group_name;
  GtkWidget *counter;
  GtkWidget *refusal;
  DtService *service;
  GtkWidget *entries[N_ENTRIES];
};

G_DEFINE_FINAL_TYPE (DtUnitSettings, dt_unit_settings, ADW_TYPE_PREFERENCES_PAGE)

static const char *const names[N_ENTRIES]
    = { "unit.address", "unit.phone", "unit.hours", "unit.group_name", "desk.counter" };

static void
save_entry (DtUnitSettings *self, guint i)
{
  g_autofree char *text = dt_form_dup_text (GTK_EDITABLE (self->entries[i]));

  dt_service_set_setting (self->service, names[i], text);
}

static void
on_apply_cb (DtUnitSettings *self, GtkWidget *row)
{
  for (guint i = 0; i < N_ENTRIES; i++)
    if (self->entries[i] == row)
      save_entry (self, i);
}

static void
dt_unit_settings_dispose (GObject *object)
{
  DtUnitSettings *self = DT_UNIT_SETTINGS (object);

  g_clear_object (&self->service);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_UNIT_SETTINGS);
  G_OBJECT_CLASS (dt_unit_settings_parent_class)->dispose (object);
}

static void
dt_unit_settings_class_init (DtUnitSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_unit_settings_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/settings/dt-unit-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, DtUnitSettings, unit);
  gtk_widget_class_bind_template_child (widget_class, DtUnitSettings, papers);
  gtk_widget_class_bind_template_child (widget_class, DtUnitSettings, address);
  gtk_widget_class_bind_template_child (widget_class, DtUnitSettings, phone);
  gtk_widget_class_bind_template_child (widget_class, DtUnitSettings, hours);
  gtk_widget_class_bind_template_child (widget_class, DtUnitSettings, group_name);
  gtk_widget_class_bind_template_child (widget_class, DtUnitSettings, counter);
  gtk_widget_class_bind_template_child (widget_class, DtUnitSettings, refusal);
  gtk_widget_class_bind_template_callback (widget_class, on_apply_cb);
}

static void
dt_unit_settings_init (DtUnitSettings *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->entries[0] = self->address;
  self->entries[1] = self->phone;
  self->entries[2] = self->hours;
  self->entries[3] = self->group_name;
  self->entries[4] = self->counter;
}

/**
 * dt_unit_settings_new:
 * @service: the workspace
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
dt_unit_settings_new (DtService *service)
{
  DtUnitSettings *self = g_object_new (DT_TYPE_UNIT_SETTINGS, NULL);

  g_return_val_if_fail (DT_IS_SERVICE (service), GTK_WIDGET (self));

  DtOfficer *officer = dt_service_get_officer (service);
  gboolean may = officer != NULL && (officer->roles & DT_ROLE_ADMINISTRATOR) != 0;
  const DtUnit *unit = dt_service_get_unit (service);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", unit->province, unit->code);

  self->service = g_object_ref (service);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->unit), unit->name);
  adw_action_row_set_subtitle (self->unit, subtitle);
  gtk_widget_set_visible (self->refusal, !may);
  for (guint i = 0; i < N_ENTRIES; i++)
    {
      const char *text = dt_service_get_setting (service, names[i]);

      gtk_editable_set_text (GTK_EDITABLE (self->entries[i]), text != NULL ? text : "");
      adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->entries[i]), TRUE);
      gtk_widget_set_sensitive (self->entries[i], may);
    }
  return GTK_WIDGET (self);
}

/**
 * dt_unit_settings_save:
 * @self: the page
 */
void
dt_unit_settings_save (DtUnitSettings *self)
{
  g_return_if_fail (DT_IS_UNIT_SETTINGS (self));

  if (gtk_widget_get_sensitive (self->address))
    for (guint i = 0; i < N_ENTRIES; i++)
      save_entry (self, i);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, appearance: colours, size of the text, language, reminders. What is chosen holds at
 * once, the language from the next start. Main thread. */
#include "ui/settings/dt-look-settings.h"

#include <glib/gi18n.h>
#include <string.h>

struct _DtLookSettings
{
  AdwPreferencesPage parent_instance;
  AdwComboRow *style;
  AdwComboRow *text_size;
  AdwComboRow *language;
  GtkSwitch *reminders;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (DtLookSettings, dt_look_settings, ADW_TYPE_PREFERENCES_PAGE)

static const struct
{
  double scale;
  const char *name;
} sizes[] = {
  { 0.9, N_ ("Small") },  { 1.0, N_ ("As the system") }, { 1.15, N_ ("Large") },
  { 1.3, N_ ("Larger") }, { 1.5, N_ ("Very large") },
};

static const struct
{
  const char *code;
  const char *name;
} languages[] = {
  { "vi", N_ ("Vietnamese") },
  { "en", N_ ("English") },
  { "", N_ ("As the system") },
};

static void
on_style_cb (DtLookSettings *self)
{
  g_settings_set_enum (self->settings, "style", (int) adw_combo_row_get_selected (self->style));
}

static void
on_text_size_cb (DtLookSettings *self)
{
  guint selected = adw_combo_row_get_selected (self->text_size);

  if (selected < G_N_ELEMENTS (sizes))
    g_settings_set_double (self->settings, "text-scale", sizes[selected].scale);
}

static void
on_language_cb (DtLookSettings *self)
{
  guint selected = adw_combo_row_get_selected (self->language);

  if (selected < G_N_ELEMENTS (languages))
    g_settings_set_string (self->settings, "language", languages[selected].code);
}

static void
dt_look_settings_dispose (GObject *object)
{
  DtLookSettings *self = DT_LOOK_SETTINGS (object);

  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_LOOK_SETTINGS);
  G_OBJECT_CLASS (dt_look_settings_parent_class)->dispose (object);
}

static void
dt_look_settings_class_init (DtLookSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_look_settings_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/settings/dt-look-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, DtLookSettings, style);
  gtk_widget_class_bind_template_child (widget_class, DtLookSettings, text_size);
  gtk_widget_class_bind_template_child (widget_class, DtLookSettings, language);
  gtk_widget_class_bind_template_child (widget_class, DtLookSettings, reminders);
}

static void
dt_look_settings_init (DtLookSettings *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill (DtLookSettings *self)
{
  g_autoptr (GtkStringList) size_names = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) language_names = gtk_string_list_new (NULL);
  double scale = g_settings_get_double (self->settings, "text-scale");
  g_autofree char *language = g_settings_get_string (self->settings, "language");
  guint size = 0;
  guint chosen = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      gtk_string_list_append (size_names, _ (sizes[i].name));
      if (scale >= sizes[i].scale - 0.01)
        size = i;
    }
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      gtk_string_list_append (language_names, _ (languages[i].name));
      if (strcmp (language, languages[i].code) == 0)
        chosen = i;
    }
  adw_combo_row_set_selected (self->style, (guint) g_settings_get_enum (self->settings, "style"));
  adw_combo_row_set_model (self->text_size, G_LIST_MODEL (size_names));
  adw_combo_row_set_selected (self->text_size, size);
  adw_combo_row_set_model (self->language, G_LIST_MODEL (language_names));
  adw_combo_row_set_selected (self->language, chosen);
}

/**
 * dt_look_settings_new:
 * @settings: the window's settings
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
dt_look_settings_new (GSettings *settings)
{
  DtLookSettings *self = g_object_new (DT_TYPE_LOOK_SETTINGS, NULL);

  g_return_val_if_fail (G_IS_SETTINGS (settings), GTK_WIDGET (self));

  self->settings = g_object_ref (settings);
  fill (self);
  g_settings_bind (settings, "reminders", self->reminders, "active", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_swapped (self->style, "notify::selected", G_CALLBACK (on_style_cb), self);
  g_signal_connect_swapped (
      self->text_size, "notify::selected", G_CALLBACK (on_text_size_cb), self);
  g_signal_connect_swapped (self->language, "notify::selected", G_CALLBACK (on_language_cb), self);
  return GTK_WIDGET (self);
}

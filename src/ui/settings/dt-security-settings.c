/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, security: locking, one's PIN, the ways into the workspace. A new recovery code
 * voids the old one at once, so it is asked for twice. Main thread. */
#include "ui/settings/dt-security-settings.h"

#include "ui/settings/dt-code-page.h"
#include "ui/settings/dt-secret-page.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define IDLE_SETTING "desk.idle_minutes"
#define IDLE_KEY "idle-lock-minutes"

struct _DtSecuritySettings
{
  AdwPreferencesPage parent_instance;
  AdwComboRow *idle;
  AdwActionRow *pin;
  AdwPreferencesGroup *ways;
  GtkWidget *recovery;
  AdwActionRow *passphrase;
  GtkSpinner *spinner;
  DtService *service;
  GSettings *settings;
  gboolean quiet;
};

enum
{
  SUBPAGE,
  SAY,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtSecuritySettings, dt_security_settings, ADW_TYPE_PREFERENCES_PAGE)

static const guint idle_choices[] = { 2, 5, 10, 15, 30, 60 };

static gboolean
is_administrator (DtSecuritySettings *self)
{
  DtOfficer *officer = dt_service_get_officer (self->service);

  return officer != NULL && (officer->roles & DT_ROLE_ADMINISTRATOR) != 0;
}

/* ---- locking ---- */

static guint
idle_minutes (DtSecuritySettings *self)
{
  const char *text = dt_service_get_setting (self->service, IDLE_SETTING);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10)
                      : g_settings_get_uint (self->settings, IDLE_KEY);
}

static void
on_idle_selected_cb (DtSecuritySettings *self)
{
  guint selected = adw_combo_row_get_selected (self->idle);

  if (self->quiet || selected >= G_N_ELEMENTS (idle_choices))
    return;

  g_autofree char *text = g_strdup_printf ("%u", idle_choices[selected]);

  dt_service_set_setting (self->service, IDLE_SETTING, text);
  g_settings_set_uint (self->settings, IDLE_KEY, idle_choices[selected]);
}

static void
fill_idle (DtSecuritySettings *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint minutes = idle_minutes (self);
  guint nearest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (idle_choices); i++)
    {
      g_autofree char *name = g_strdup_printf (
          ngettext ("%d minute", "%d minutes", idle_choices[i]), (int) idle_choices[i]);

      gtk_string_list_append (names, name);
      if (idle_choices[i] <= minutes)
        nearest = i;
    }
  self->quiet = TRUE;
  adw_combo_row_set_model (self->idle, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->idle, nearest);
  self->quiet = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->idle), is_administrator (self));
}

/* ---- secrets ---- */

static void
on_pin_cb (DtSecuritySettings *self)
{
  g_signal_emit (self, signals[SUBPAGE], 0, dt_secret_page_new (self->service, DT_SECRET_OWN_PIN));
}

static void
on_passphrase_cb (DtSecuritySettings *self)
{
  g_signal_emit (
      self, signals[SUBPAGE], 0, dt_secret_page_new (self->service, DT_SECRET_PASSPHRASE));
}

static void
on_renewed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtSecuritySettings) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = dt_service_renew_recovery_finish (DT_SERVICE (source), result, &error);

  gtk_spinner_stop (self->spinner);
  gtk_widget_set_sensitive (self->recovery, TRUE);
  if (code == NULL)
    {
      g_autofree char *words = dt_words_error (error);

      g_signal_emit (self, signals[SAY], 0, words);
      return;
    }
  g_signal_emit (self, signals[SUBPAGE], 0, dt_code_page_new (self->service, code));
  memset (code, 0, strlen (code));
}

static void
on_renew_response_cb (DtSecuritySettings *self, const char *response)
{
  if (strcmp (response, "renew") != 0)
    return;
  gtk_spinner_start (self->spinner);
  gtk_widget_set_sensitive (self->recovery, FALSE);
  dt_service_renew_recovery_async (self->service, NULL, on_renewed_cb, g_object_ref (self));
}

static void
on_recovery_cb (DtSecuritySettings *self)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
      _ ("Make a new recovery code?"),
      _ ("The code on the old paper opens nothing any more. Do it when the paper was lost or "
         "seen by somebody, and destroy the old one."));

  adw_message_dialog_add_responses (
      ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "renew", _ ("_Make a New Code"), NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "renew", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (
      dialog, "response", G_CALLBACK (on_renew_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- class ---- */

static void
dt_security_settings_dispose (GObject *object)
{
  DtSecuritySettings *self = DT_SECURITY_SETTINGS (object);

  g_clear_object (&self->service);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_SECURITY_SETTINGS);
  G_OBJECT_CLASS (dt_security_settings_parent_class)->dispose (object);
}

static void
dt_security_settings_class_init (DtSecuritySettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_security_settings_dispose;

  signals[SUBPAGE] = g_signal_new (
      "subpage", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, GTK_TYPE_WIDGET);
  signals[SAY] = g_signal_new (
      "say", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/settings/dt-security-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, DtSecuritySettings, idle);
  gtk_widget_class_bind_template_child (widget_class, DtSecuritySettings, pin);
  gtk_widget_class_bind_template_child (widget_class, DtSecuritySettings, ways);
  gtk_widget_class_bind_template_child (widget_class, DtSecuritySettings, recovery);
  gtk_widget_class_bind_template_child (widget_class, DtSecuritySettings, passphrase);
  gtk_widget_class_bind_template_child (widget_class, DtSecuritySettings, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_pin_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_passphrase_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_recovery_cb);
}

static void
dt_security_settings_init (DtSecuritySettings *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dt_security_settings_new:
 * @service: the workspace, with an officer signed in
 * @settings: the window's settings
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
dt_security_settings_new (DtService *service, GSettings *settings)
{
  DtSecuritySettings *self = g_object_new (DT_TYPE_SECURITY_SETTINGS, NULL);

  g_return_val_if_fail (DT_IS_SERVICE (service), GTK_WIDGET (self));

  gboolean may;

  self->service = g_object_ref (service);
  self->settings = g_object_ref (settings);
  may = is_administrator (self);
  fill_idle (self);
  g_signal_connect_object (
      self->idle, "notify::selected", G_CALLBACK (on_idle_selected_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_sensitive (self->recovery, may);
  gtk_widget_set_sensitive (GTK_WIDGET (self->passphrase), may);
  if (!may)
    {
      g_autofree char *administrator = dt_words_roles (DT_ROLE_ADMINISTRATOR);
      g_autofree char *who = g_strdup_printf (_ ("Only for: %s"), administrator);

      adw_preferences_group_set_description (self->ways, who);
    }
  if (dt_service_workspace_has_slot (dt_service_get_directory (service), DT_SLOT_PASSPHRASE))
    adw_action_row_set_subtitle (self->passphrase, _ ("Set; choose another here"));
  return GTK_WIDGET (self);
}

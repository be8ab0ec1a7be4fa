/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences: unit, officers, rules of time, appearance, security, the record. Puts the pages
 * together and shows what they ask to be shown. Main thread. */
#include "ui/settings/dt-preferences-window.h"

#include "ui/settings/dt-look-settings.h"
#include "ui/settings/dt-officer-settings.h"
#include "ui/settings/dt-record-settings.h"
#include "ui/settings/dt-rule-settings.h"
#include "ui/settings/dt-security-settings.h"
#include "ui/settings/dt-unit-settings.h"

#include <glib/gi18n.h>

struct _DtPreferencesWindow
{
  AdwPreferencesWindow parent_instance;
  DtService *service;
  DtUnitSettings *unit;
  DtRuleSettings *rules;
  GtkWidget *before; /* weak: what had the focus when a subpage came */
};

G_DEFINE_FINAL_TYPE (DtPreferencesWindow, dt_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
on_say_cb (DtPreferencesWindow *self, const char *text)
{
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (text));
}

static void
on_subpage_closed_cb (DtPreferencesWindow *self, const char *done)
{
  adw_preferences_window_close_subpage (ADW_PREFERENCES_WINDOW (self));
  if (self->before != NULL)
    gtk_widget_grab_focus (self->before);
  if (done != NULL)
    on_say_cb (self, done);
}

static void
on_subpage_cb (DtPreferencesWindow *self, GtkWidget *page)
{
  /* One that was left with something typed in it comes again. */
  g_signal_handlers_disconnect_by_func (page, on_subpage_closed_cb, self);
  g_signal_connect_object (
      page, "closed", G_CALLBACK (on_subpage_closed_cb), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->before, gtk_window_get_focus (GTK_WINDOW (self)));
  adw_preferences_window_present_subpage (ADW_PREFERENCES_WINDOW (self), page);
  if (!gtk_widget_grab_focus (page))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static gboolean
on_close_request_cb (DtPreferencesWindow *self)
{
  if (dt_service_get_officer (self->service) != NULL)
    dt_unit_settings_save (self->unit);
  return GDK_EVENT_PROPAGATE;
}

static void
on_officer_changed_cb (DtPreferencesWindow *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
dt_preferences_window_finalize (GObject *object)
{
  g_clear_weak_pointer (&DT_PREFERENCES_WINDOW (object)->before);
  g_clear_object (&DT_PREFERENCES_WINDOW (object)->service);
  G_OBJECT_CLASS (dt_preferences_window_parent_class)->finalize (object);
}

static void
dt_preferences_window_class_init (DtPreferencesWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_preferences_window_finalize;
}

static void
dt_preferences_window_init (DtPreferencesWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self), 820, 680);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Preferences"));
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (self), FALSE);
  adw_preferences_window_set_can_navigate_back (ADW_PREFERENCES_WINDOW (self), FALSE);
}

static void
add_page (DtPreferencesWindow *self, GtkWidget *page)
{
  if (g_signal_lookup ("subpage", G_OBJECT_TYPE (page)) != 0)
    g_signal_connect_object (page, "subpage", G_CALLBACK (on_subpage_cb), self, G_CONNECT_SWAPPED);
  if (g_signal_lookup ("say", G_OBJECT_TYPE (page)) != 0)
    g_signal_connect_object (page, "say", G_CALLBACK (on_say_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), ADW_PREFERENCES_PAGE (page));
}

/**
 * dt_preferences_window_new:
 * @service: the workspace, with an officer signed in
 * @settings: the window's settings
 * @parent: (nullable): the window it stands over
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_preferences_window_new (DtService *service, GSettings *settings, GtkWindow *parent)
{
  DtPreferencesWindow *self = g_object_new (
      DT_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "modal", parent != NULL, NULL);

  g_return_val_if_fail (DT_IS_SERVICE (service) && G_IS_SETTINGS (settings), GTK_WINDOW (self));

  self->service = g_object_ref (service);
  self->unit = DT_UNIT_SETTINGS (dt_unit_settings_new (service));
  add_page (self, GTK_WIDGET (self->unit));
  add_page (self, dt_officer_settings_new (service));
  self->rules = DT_RULE_SETTINGS (dt_rule_settings_new (service));
  add_page (self, GTK_WIDGET (self->rules));
  add_page (self, dt_look_settings_new (settings));
  add_page (self, dt_security_settings_new (service, settings));
  add_page (self, dt_record_settings_new (service));
  g_signal_connect (self, "close-request", G_CALLBACK (on_close_request_cb), NULL);
  g_signal_connect_object (
      service, "officer-changed", G_CALLBACK (on_officer_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WINDOW (self);
}

/**
 * dt_preferences_window_show_page:
 * @self: the window
 * @name: of a page
 */
void
dt_preferences_window_show_page (DtPreferencesWindow *self, const char *name)
{
  g_return_if_fail (DT_IS_PREFERENCES_WINDOW (self));

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self), name);
}

/**
 * dt_preferences_window_get_rules:
 * @self: the window
 *
 * Returns: (transfer none): the page of the rules of time
 */
DtRuleSettings *
dt_preferences_window_get_rules (DtPreferencesWindow *self)
{
  g_return_val_if_fail (DT_IS_PREFERENCES_WINDOW (self), NULL);

  return self->rules;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application. No folder yet: the welcome window. A key that is not found: the same, which asks
 * for another. Else the main window at once, and the workspace opens behind it. */
#include "config.h"

#include "ui/shell/dt-application.h"

#include "ui/settings/dt-text-scale.h"
#include "ui/shell/dt-tour.h"
#include "ui/shell/dt-window.h"
#include "ui/shell/dt-words.h"
#include "ui/welcome/dt-welcome-window.h"

#include <glib/gi18n.h>

struct _DtApplication
{
  AdwApplication parent_instance;
  GSettings *settings;
  DtClock *clock;
  char *directory;
  char *key_file;
  char *officer;
  char *screenshots;
  char *import;
  char *style;
  DtWindow *window; /* weak */
  DtService *service;
  DtTour *tour;
};

G_DEFINE_FINAL_TYPE (DtApplication, dt_application, ADW_TYPE_APPLICATION)

static const GOptionEntry option_entries[] = {
  { .long_name = "workspace",
    .arg = G_OPTION_ARG_FILENAME,
    .description = N_ ("Open the workspace in this folder"),
    .arg_description = N_ ("FOLDER") },
  { .long_name = "key-file",
    .arg = G_OPTION_ARG_FILENAME,
    .description = N_ ("Unlock it with this key file"),
    .arg_description = N_ ("FILE") },
  { .long_name = "officer",
    .arg = G_OPTION_ARG_STRING,
    .description = N_ ("In a demo workspace: be this officer, by id or name"),
    .arg_description = N_ ("OFFICER") },
  { .long_name = "import",
    .arg = G_OPTION_ARG_FILENAME,
    .description = N_ ("Begin with importing this file"),
    .arg_description = N_ ("FILE") },
  { .long_name = "style",
    .arg = G_OPTION_ARG_STRING,
    .description = N_ ("Colours: light, dark or high-contrast"),
    .arg_description = N_ ("STYLE") },
  { .long_name = "screenshots",
    .arg = G_OPTION_ARG_FILENAME,
    .description = N_ ("Leave a picture of every page in this folder, and quit"),
    .arg_description = N_ ("FOLDER") },
  { NULL },
};

static char *
dup_language_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "doi-thoai", "language", NULL);
}

/**
 * dt_application_dup_language:
 *
 * The setting is mirrored in a file, because the language must be known while there is one thread,
 * and GSettings may start others.
 *
 * Returns: (transfer full) (nullable): the language that was chosen in the preferences; "" to
 *   follow the system; %NULL if none was
 */
char *
dt_application_dup_language (void)
{
  g_autofree char *path = dup_language_path ();
  char *language = NULL;

  if (g_file_get_contents (path, &language, NULL, NULL))
    g_strstrip (language);
  return language;
}

static void
on_language_changed_cb (GSettings *settings, const char *key, DtApplication *self)
{
  g_autofree char *language = g_settings_get_string (settings, key);
  g_autofree char *path = dup_language_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents (path, language, -1, &error))
    g_warning ("the language is not kept: %s", error->message);
}

static void
apply_style (DtApplication *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  static const AdwColorScheme schemes[]
      = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };
  int chosen = g_settings_get_enum (self->settings, "style");

  if (g_strcmp0 (self->style, "dark") == 0)
    chosen = 2;
  else if (g_strcmp0 (self->style, "light") == 0)
    chosen = 1;
  adw_style_manager_set_color_scheme (manager, schemes[CLAMP (chosen, 0, 2)]);
}

static void
on_style_changed_cb (GSettings *settings, const char *key, DtApplication *self)
{
  apply_style (self);
}

/* ---- opening ---- */

static const char *
find_officer (DtApplication *self, DtService *service)
{
  GPtrArray *officers = dt_service_get_officers (service);

  for (guint i = 0; i < officers->len; i++)
    {
      DtOfficer *officer = officers->pdata[i];

      if (!officer->active)
        continue;
      if (self->officer == NULL ? (officer->roles & DT_ROLE_OFFICER) != 0
                                : g_strcmp0 (officer->id, self->officer) == 0
                                      || g_strcmp0 (officer->name, self->officer) == 0)
        return officer->id;
    }
  return NULL;
}

/* Only where everything is invented: elsewhere the PIN is asked for. */
static void
sign_in_demo (DtApplication *self, DtService *service)
{
  g_autoptr (GError) error = NULL;
  const char *id;

  if (!dt_service_is_demo (service) || (self->officer == NULL && self->screenshots == NULL))
    return;
  id = find_officer (self, service);
  if (id == NULL)
    g_printerr ("doi-thoai: no such officer: %s\n", self->officer != NULL ? self->officer : "");
  else if (!dt_service_act_as (service, id, &error))
    g_printerr ("doi-thoai: %s\n", error->message);
}

static void
on_tour_done_cb (DtTour *tour, gboolean ok, DtApplication *self)
{
  g_application_quit (G_APPLICATION (self));
}

static void
show_service (DtApplication *self, DtService *service)
{
  if (self->window == NULL)
    g_set_weak_pointer (&self->window, dt_window_new (ADW_APPLICATION (self), self->settings));
  g_set_object (&self->service, service);
  if (g_settings_is_writable (self->settings, "last-workspace"))
    g_settings_set_string (self->settings, "last-workspace", dt_service_get_directory (service));
  sign_in_demo (self, service);
  dt_window_set_service (self->window, service);
  gtk_window_present (GTK_WINDOW (self->window));
  if (self->import != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (self->import);

      dt_window_import (self->window, file);
    }
  if (self->screenshots != NULL)
    {
      self->tour = dt_tour_new (self->window, self->screenshots);
      g_signal_connect (self->tour, "done", G_CALLBACK (on_tour_done_cb), self);
      dt_tour_start (self->tour);
    }
}

static void
on_welcome_opened_cb (DtWelcomeWindow *welcome, DtService *service, DtApplication *self)
{
  show_service (self, service);
  gtk_window_destroy (GTK_WINDOW (welcome));
}

static void
show_welcome (DtApplication *self)
{
  DtWelcomeWindow *welcome = dt_welcome_window_new (GTK_APPLICATION (self), self->directory);

  if (self->key_file != NULL)
    dt_welcome_window_set_key_file (welcome, self->key_file);
  g_signal_connect (welcome, "opened", G_CALLBACK (on_welcome_opened_cb), self);
  gtk_window_present (GTK_WINDOW (welcome));
}

static void
on_service_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DtApplication *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtService) service = dt_service_open_finish (result, &error);

  if (service != NULL)
    show_service (self, service);
  else
    {
      /* The welcome window tries again, says why it did not work and offers other ways. */
      g_debug ("the workspace did not open: %s", error->message);
      show_welcome (self);
      if (self->window != NULL)
        gtk_window_destroy (GTK_WINDOW (self->window));
      g_clear_weak_pointer (&self->window);
    }
  g_application_release (G_APPLICATION (self));
}

static void
open_workspace (DtApplication *self)
{
  DtServiceOpening opening = { .directory = self->directory, .key_file = self->key_file };

  g_set_weak_pointer (&self->window, dt_window_new (ADW_APPLICATION (self), self->settings));
  g_application_hold (G_APPLICATION (self));
  dt_service_open_async (&opening, self->clock, NULL, on_service_opened_cb, self);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
choose_directory (DtApplication *self)
{
  g_autofree char *last = g_settings_get_string (self->settings, "last-workspace");

  if (self->directory != NULL)
    return;
  if (*last != '\0' && dt_service_workspace_exists (last))
    self->directory = g_steal_pointer (&last);
  else
    self->directory = g_build_filename (g_get_user_data_dir (), "doi-thoai", "workspace", NULL);
}

static void
dt_application_activate (GApplication *application)
{
  DtApplication *self = DT_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }
  choose_directory (self);
  if (dt_service_workspace_exists (self->directory))
    open_workspace (self);
  else
    show_welcome (self);
}

/* ---- vfuncs ---- */

static void
on_quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DtApplication *self = data;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (GTK_IS_WINDOW (l->data) && DT_IS_WINDOW (l->data))
      {
        gtk_window_close (l->data);
        return;
      }
  g_application_quit (G_APPLICATION (self));
}

/* What reminders on the desktop lead to. */
static void
on_open_case_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DtApplication *self = data;

  if (self->window != NULL)
    dt_window_come_to (self->window, g_variant_get_string (parameter, NULL));
}

static void
on_today_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DtApplication *self = data;

  if (self->window != NULL)
    dt_window_come_to (self->window, NULL);
}

static void
dt_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "quit", .activate = on_quit_cb },
    { .name = "open-case", .activate = on_open_case_cb, .parameter_type = "s" },
    { .name = "today", .activate = on_today_cb },
  };
  static const char *const quit_keys[] = { "<Control>q", NULL };
  DtApplication *self = DT_APPLICATION (application);

  if (g_strcmp0 (self->style, "high-contrast") == 0)
    g_setenv ("ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
  G_APPLICATION_CLASS (dt_application_parent_class)->startup (application);
  self->settings = g_settings_new (DT_APPLICATION_ID);
  g_signal_connect (self->settings, "changed::style", G_CALLBACK (on_style_changed_cb), self);
  g_signal_connect (self->settings, "changed::language", G_CALLBACK (on_language_changed_cb), self);
  apply_style (self);
  dt_text_scale_follow (self->settings);
  gtk_window_set_default_icon_name (DT_APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.quit", quit_keys);
}

static void
take_option (GVariantDict *options, const char *name, const char *type, char **out)
{
  g_free (*out);
  *out = NULL;
  g_variant_dict_lookup (options, name, type, out);
}

static int
dt_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  DtApplication *self = DT_APPLICATION (application);

  take_option (options, "workspace", "^ay", &self->directory);
  take_option (options, "key-file", "^ay", &self->key_file);
  take_option (options, "officer", "s", &self->officer);
  take_option (options, "import", "^ay", &self->import);
  take_option (options, "style", "s", &self->style);
  take_option (options, "screenshots", "^ay", &self->screenshots);
  /* What is named here is to be shown by this process, not by one that runs already. */
  if (self->directory != NULL)
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

static void
dt_application_shutdown (GApplication *application)
{
  DtApplication *self = DT_APPLICATION (application);

  g_clear_object (&self->tour);
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_weak_pointer (&self->window);
  if (self->service != NULL)
    dt_service_close (self->service);
  g_clear_object (&self->service);
  G_APPLICATION_CLASS (dt_application_parent_class)->shutdown (application);
}

static void
dt_application_finalize (GObject *object)
{
  DtApplication *self = DT_APPLICATION (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->clock, dt_clock_unref);
  g_free (self->directory);
  g_free (self->key_file);
  g_free (self->officer);
  g_free (self->screenshots);
  g_free (self->import);
  g_free (self->style);
  G_OBJECT_CLASS (dt_application_parent_class)->finalize (object);
}

static void
dt_application_class_init (DtApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dt_application_finalize;
  application_class->activate = dt_application_activate;
  application_class->startup = dt_application_startup;
  application_class->shutdown = dt_application_shutdown;
  application_class->handle_local_options = dt_application_handle_local_options;
}

static void
dt_application_init (DtApplication *self)
{
  self->clock = dt_clock_new ();
  g_application_add_main_option_entries (G_APPLICATION (self), option_entries);
  g_application_set_option_context_parameter_string (
      G_APPLICATION (self), _ ("– citizens' opinions for a ward's office"));
}

/**
 * dt_application_new:
 *
 * Returns: (transfer full): the application
 */
DtApplication *
dt_application_new (void)
{
  return g_object_new (DT_TYPE_APPLICATION,
                       "application-id",
                       DT_APPLICATION_ID,
                       "flags",
                       G_APPLICATION_DEFAULT_FLAGS,
                       "resource-base-path",
                       "/org/doithoai/DoiThoai",
                       NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way into a workspace: opens the one that is there, asks for another key where its own does
 * not open it, or sets up a new one step by step. A page that is left keeps what was typed.
 * Main thread. */
#include "ui/welcome/dt-welcome-window.h"

#include "service/dt-demo.h"
#include "ui/forms/dt-form.h"
#include "ui/shell/dt-words.h"
#include "ui/welcome/dt-key-page.h"
#include "ui/welcome/dt-officer-page.h"
#include "ui/welcome/dt-recovery-view.h"
#include "ui/welcome/dt-setup-job.h"
#include "ui/welcome/dt-unit-page.h"
#include "ui/welcome/dt-unlock-page.h"

#include <glib/gi18n.h>
#include <string.h>

#define SCHEMA "org.doithoai.DoiThoai"
/* Until the recovery code is confirmed it stays in the encrypted workspace, to be shown again. */
#define PENDING_CODE "desk.recovery_code"
/* Nothing is shown of an opening that takes no longer. */
#define PATIENCE_MS 150

struct _DtWelcomeWindow
{
  AdwApplicationWindow parent_instance;
  GtkWidget *back;
  AdwWindowTitle *title;
  GtkStack *stack;
  GtkInfoBar *trouble;
  GtkLabel *trouble_text;
  DtUnitPage *unit_page;
  DtOfficerPage *officer_page;
  DtKeyPage *key_page;
  DtRecoveryView *recovery;
  DtUnlockPage *unlock_page;
  AdwStatusPage *working;
  GtkProgressBar *progress;
  AdwStatusPage *broken;

  char *directory;
  char *key_file;
  char *code;         /* of recovery, just made, not yet in the workspace */
  DtService *service; /* open, not yet handed over */
  gboolean demo;
  gboolean busy;
  gboolean started;
  guint patience;
  guint pulse;
  int permille; /* of the work under way, set by its thread; 0: unknown */
};

enum
{
  OPENED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtWelcomeWindow, dt_welcome_window, ADW_TYPE_APPLICATION_WINDOW)

static void open_workspace (DtWelcomeWindow *self, DtSlotKind kind, const char *secret);

/* The steps of the set-up, in order: page, its title, where back leads. */
static const struct
{
  const char *page;
  const char *title;
  const char *back;
  int step;
} steps[] = {
  { "start", "", NULL, 0 },
  { "unit", N_ ("Unit"), "start", 1 },
  { "officer", N_ ("First officer"), "unit", 2 },
  { "keys", N_ ("Key"), "officer", 2 },
  { "recovery", N_ ("Recovery code"), NULL, 3 },
};

/* ---- pages ---- */

static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema
      = source != NULL ? g_settings_schema_source_lookup (source, SCHEMA, TRUE) : NULL;

  return schema != NULL ? g_settings_new (SCHEMA) : NULL;
}

static void
stop_waiting (DtWelcomeWindow *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_handle_id (&self->pulse, g_source_remove);
}

/* The focus must not stay on the page that left: the keys would go nowhere. */
static void
focus_page (DtWelcomeWindow *self, const char *page)
{
  if (strcmp (page, "unit") == 0)
    dt_unit_page_focus (self->unit_page);
  else if (strcmp (page, "officer") == 0)
    dt_officer_page_focus (self->officer_page);
  else if (strcmp (page, "keys") == 0)
    dt_key_page_focus (self->key_page);
  else if (strcmp (page, "unlock") == 0)
    dt_unlock_page_focus (self->unlock_page);
  else
    {
      gtk_window_set_focus (GTK_WINDOW (self), NULL);
      gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
    }
}

static void
show_page (DtWelcomeWindow *self, const char *page)
{
  g_autofree char *subtitle = NULL;
  const char *title = _ ("Đối Thoại");
  gboolean has_back = FALSE;

  stop_waiting (self);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (strcmp (steps[i].page, page) == 0)
      {
        has_back = steps[i].back != NULL;
        if (steps[i].step > 0)
          {
            title = _ (steps[i].title);
            subtitle = g_strdup_printf (_ ("Step %d of %d"), steps[i].step, 3);
          }
      }
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (self->back, has_back);
  gtk_stack_set_visible_child_name (self->stack, page);
  focus_page (self, page);
}

static void
show_trouble (DtWelcomeWindow *self, const GError *error)
{
  g_autofree char *words = error != NULL ? dt_words_error (error) : NULL;

  gtk_label_set_text (self->trouble_text, words != NULL ? words : "");
  dt_form_show_bar (self->trouble, words != NULL);
}

static gboolean
on_pulse_cb (gpointer data)
{
  DtWelcomeWindow *self = data;
  int permille = g_atomic_int_get (&self->permille);

  if (permille > 0)
    gtk_progress_bar_set_fraction (self->progress, permille / 1000.0);
  else
    gtk_progress_bar_pulse (self->progress);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_patience_ended_cb (gpointer data)
{
  DtWelcomeWindow *self = data;

  self->patience = 0;
  gtk_stack_set_visible_child_name (self->stack, "working");
  return G_SOURCE_REMOVE;
}

static void
start_working (DtWelcomeWindow *self, const char *what, const char *how_long)
{
  stop_waiting (self);
  show_trouble (self, NULL);
  self->busy = TRUE;
  g_atomic_int_set (&self->permille, 0);
  gtk_widget_set_visible (self->back, FALSE);
  adw_status_page_set_title (self->working, what);
  adw_status_page_set_description (self->working, how_long);
  self->patience = g_timeout_add (PATIENCE_MS, on_patience_ended_cb, self);
  self->pulse = g_timeout_add (100, on_pulse_cb, self);
}

static void
stop_working (DtWelcomeWindow *self)
{
  self->busy = FALSE;
  stop_waiting (self);
}

static void
forget_code (DtWelcomeWindow *self)
{
  if (self->code != NULL)
    memset (self->code, 0, strlen (self->code));
  g_clear_pointer (&self->code, g_free);
}

/* ---- handing over ---- */

static void
hand_over (DtWelcomeWindow *self)
{
  g_autoptr (DtService) service = g_steal_pointer (&self->service);
  g_autoptr (GSettings) settings = open_settings ();

  if (settings != NULL && !self->demo)
    g_settings_set_string (settings, "key-file", self->key_file != NULL ? self->key_file : "");
  dt_officer_page_clear_password (self->officer_page);
  dt_key_page_clear (self->key_page);
  dt_unlock_page_clear (self->unlock_page);
  g_signal_emit (self, signals[OPENED], 0, service);
}

static void
on_recovery_confirmed_cb (DtWelcomeWindow *self)
{
  if (self->service == NULL)
    return;
  dt_service_set_setting (self->service, PENDING_CODE, NULL);
  dt_recovery_view_clear (self->recovery);
  hand_over (self);
}

static void
show_recovery (DtWelcomeWindow *self, const char *code)
{
  g_autofree char *office = dt_words_office (dt_service_get_unit (self->service));

  dt_recovery_view_set_code (self->recovery, code, office);
  show_page (self, "recovery");
}

static void
on_signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtWelcomeWindow) self = data;

  stop_working (self);
  /* The officer can sign in on the page that follows, should this have failed. */
  dt_service_sign_in_finish (DT_SERVICE (source), result, NULL);
  if (self->service == NULL)
    return;

  const char *code = dt_service_get_setting (self->service, PENDING_CODE);

  if (code != NULL && *code != '\0')
    show_recovery (self, code);
  else
    hand_over (self);
}

/* ---- opening ---- */

static void
show_broken (DtWelcomeWindow *self, const GError *error)
{
  g_autofree char *words = dt_words_error (error);
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_status_page_set_description (self->broken, escaped);
  show_page (self, "broken");
}

static gboolean
can_be_unlocked (const GError *error)
{
  return g_error_matches (error, DT_ERROR, DT_ERROR_LOCKED)
         || g_error_matches (error, DT_ERROR, DT_ERROR_WRONG_SECRET)
         || g_error_matches (error, DT_ERROR, DT_ERROR_INVALID);
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtWelcomeWindow) self = data;
  g_autoptr (GError) error = NULL;
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  gboolean unlocking = g_strcmp0 (page, "unlock") == 0;
  GPtrArray *officers;

  self->service = dt_service_open_finish (result, &error);
  dt_unlock_page_set_busy (self->unlock_page, FALSE);
  if (self->service == NULL)
    {
      stop_working (self);
      if (unlocking)
        dt_unlock_page_set_failed (self->unlock_page, error);
      else if (can_be_unlocked (error))
        {
          dt_unlock_page_prepare (self->unlock_page, self->directory, error);
          show_page (self, "unlock");
        }
      else
        show_broken (self, error);
      return;
    }

  const char *password = dt_officer_page_get_password (self->officer_page);

  if (self->code != NULL)
    dt_service_set_setting (self->service, PENDING_CODE, self->code);
  forget_code (self);
  officers = dt_service_get_officers (self->service);
  if (*password != '\0' && officers != NULL && officers->len > 0)
    {
      DtOfficer *first = g_ptr_array_index (officers, 0);

      dt_service_sign_in_async (
          self->service, first->id, password, NULL, on_signed_in_cb, g_object_ref (self));
      return;
    }

  stop_working (self);
  const char *code = dt_service_get_setting (self->service, PENDING_CODE);

  if (code != NULL && *code != '\0')
    show_recovery (self, code);
  else
    hand_over (self);
}

static void
open_workspace (DtWelcomeWindow *self, DtSlotKind kind, const char *secret)
{
  g_autoptr (DtClock) clock = dt_clock_new ();
  const DtServiceOpening opening = {
    .directory = self->directory,
    .key_file = self->key_file,
    .secret_kind = kind,
    .secret = secret,
  };

  dt_service_open_async (&opening, clock, NULL, on_opened_cb, g_object_ref (self));
}

static void
on_unlock_cb (DtWelcomeWindow *self, int kind, const char *secret)
{
  self->busy = TRUE;
  dt_unlock_page_set_busy (self->unlock_page, TRUE);
  if (kind == DT_SLOT_KEY_FILE)
    {
      g_free (self->key_file);
      self->key_file = g_strdup (secret);
      open_workspace (self, DT_SLOT_RECOVERY_CODE, NULL);
    }
  else
    open_workspace (self, kind, secret);
}

static void
on_retry_cb (DtWelcomeWindow *self)
{
  start_working (self, _ ("Opening the workspace"), NULL);
  open_workspace (self, DT_SLOT_RECOVERY_CODE, NULL);
}

/* ---- setting up ---- */

static void
use_demo_directory (DtWelcomeWindow *self)
{
  if (!g_str_has_suffix (self->directory, "-demo"))
    {
      char *directory = g_strconcat (self->directory, "-demo", NULL);

      g_free (self->directory);
      self->directory = directory;
    }
  self->demo = TRUE;
  g_free (self->key_file);
  self->key_file = g_build_filename (g_get_user_config_dir (), "doi-thoai", "demo.key", NULL);
}

static void
on_created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtWelcomeWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *recovery = dt_setup_job_run_finish (result, &error);
  const char *passphrase = dt_key_page_get_passphrase (self->key_page);

  if (error != NULL)
    {
      stop_working (self);
      if (self->demo)
        show_page (self, "start");
      else if (g_error_matches (error, DT_ERROR, DT_ERROR_LOCKED))
        {
          show_page (self, "keys");
          return;
        }
      else
        show_page (self, "officer");
      show_trouble (self, error);
      return;
    }
  if (!self->demo)
    self->code = g_steal_pointer (&recovery);
  if (self->demo || passphrase == NULL || *passphrase == '\0')
    open_workspace (self, DT_SLOT_RECOVERY_CODE, NULL);
  else
    open_workspace (self, DT_SLOT_PASSPHRASE, passphrase);
}

static void
create_workspace (DtWelcomeWindow *self)
{
  g_autofree char *name = dt_officer_page_dup_name (self->officer_page);
  g_autofree char *title = dt_officer_page_dup_title (self->officer_page);
  const DtUnit *unit = dt_unit_page_get_unit (self->unit_page);
  const char *passphrase = dt_key_page_get_passphrase (self->key_page);
  const DtServiceSetup setup = {
    .directory = self->directory,
    .unit = unit->code,
    .key_file = self->key_file,
    .passphrase = passphrase != NULL && *passphrase != '\0' ? passphrase : NULL,
    .officer_name = name,
    .officer_title = title != NULL ? title : "",
    .officer_password = dt_officer_page_get_password (self->officer_page),
    .officer_roles = dt_officer_page_get_roles (self->officer_page),
  };

  start_working (self,
                 _ ("Creating the workspace"),
                 _ ("Making the keys and the record. This takes a few seconds."));
  dt_setup_job_run_async (&setup, &self->permille, NULL, on_created_cb, g_object_ref (self));
}

static void
on_keys_done_cb (DtWelcomeWindow *self)
{
  const char *path = dt_key_page_get_key_file (self->key_page);

  g_free (self->key_file);
  self->key_file = g_strdup (path);
  create_workspace (self);
}

static void
on_start_cb (DtWelcomeWindow *self)
{
  show_trouble (self, NULL);
  show_page (self, "unit");
}

static void
on_unit_done_cb (DtWelcomeWindow *self)
{
  show_page (self, "officer");
}

static void
on_demo_cb (DtWelcomeWindow *self)
{
  use_demo_directory (self);
  if (dt_service_workspace_exists (self->directory))
    {
      on_retry_cb (self);
      return;
    }

  const DtServiceSetup setup = {
    .directory = self->directory,
    .unit = DT_DEMO_UNIT,
    .demo = TRUE,
    .key_file = self->key_file,
  };
  g_autofree char *folder = g_path_get_dirname (self->key_file);

  g_mkdir_with_parents (folder, 0700);
  start_working (self,
                 _ ("Making the demo ward"),
                 _ ("600 cases over twelve months, all people invented. This takes a few "
                    "seconds."));
  dt_setup_job_run_async (&setup, &self->permille, NULL, on_created_cb, g_object_ref (self));
}

static void
on_back_cb (DtWelcomeWindow *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);

  show_trouble (self, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i].back != NULL && g_strcmp0 (steps[i].page, page) == 0)
      {
        show_page (self, steps[i].back);
        return;
      }
}

static void
on_trouble_response_cb (DtWelcomeWindow *self)
{
  show_trouble (self, NULL);
}

/* ---- class ---- */

static void
on_map_cb (DtWelcomeWindow *self)
{
  if (self->started)
    return;
  self->started = TRUE;
  if (!dt_service_workspace_exists (self->directory))
    {
      show_page (self, "start");
      return;
    }
  if (self->key_file == NULL)
    {
      g_autoptr (GSettings) settings = open_settings ();
      g_autofree char *path
          = settings != NULL ? g_settings_get_string (settings, "key-file") : NULL;

      if (g_str_has_suffix (self->directory, "-demo"))
        use_demo_directory (self);
      else if (path != NULL && *path != '\0')
        self->key_file = g_steal_pointer (&path);
    }
  on_retry_cb (self);
}

static gboolean
on_close_request_cb (DtWelcomeWindow *self)
{
  return self->busy; /* half a workspace must not be left */
}

static void
dt_welcome_window_dispose (GObject *object)
{
  DtWelcomeWindow *self = DT_WELCOME_WINDOW (object);

  stop_waiting (self);
  if (self->service != NULL)
    dt_service_close (self->service);
  g_clear_object (&self->service);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_WELCOME_WINDOW);
  G_OBJECT_CLASS (dt_welcome_window_parent_class)->dispose (object);
}

static void
dt_welcome_window_finalize (GObject *object)
{
  DtWelcomeWindow *self = DT_WELCOME_WINDOW (object);

  forget_code (self);
  g_free (self->directory);
  g_free (self->key_file);
  G_OBJECT_CLASS (dt_welcome_window_parent_class)->finalize (object);
}

static void
dt_welcome_window_class_init (DtWelcomeWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_welcome_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_welcome_window_finalize;

  signals[OPENED] = g_signal_new ("opened",
                                  G_TYPE_FROM_CLASS (klass),
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  DT_TYPE_SERVICE);

  g_type_ensure (DT_TYPE_UNIT_PAGE);
  g_type_ensure (DT_TYPE_OFFICER_PAGE);
  g_type_ensure (DT_TYPE_KEY_PAGE);
  g_type_ensure (DT_TYPE_RECOVERY_VIEW);
  g_type_ensure (DT_TYPE_UNLOCK_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/welcome/dt-welcome-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DtWelcomeWindow, back);
  gtk_widget_class_bind_template_child (widget_class, DtWelcomeWindow, title);
  gtk_widget_class_bind_template_child (widget_class, DtWelcomeWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, DtWelcomeWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, DtWelcomeWindow, trouble_text);
  gtk_widget_class_bind_template_child (widget_class, DtWelcomeWindow, unit_page);
  gtk_widget_class_bind_template_child (widget_class, DtWelcomeWindow, officer_page);
  gtk_widget_class_bind_template_child (widget_class, DtWelcomeWindow, key_page);
  gtk_widget_class_bind_template_child (widget_class, DtWelcomeWindow, recovery);
  gtk_widget_class_bind_template_child (widget_class, DtWelcomeWindow, unlock_page);
  gtk_widget_class_bind_template_child (widget_class, DtWelcomeWindow, working);
  gtk_widget_class_bind_template_child (widget_class, DtWelcomeWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, DtWelcomeWindow, broken);
  gtk_widget_class_bind_template_callback (widget_class, on_map_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_close_request_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_start_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_demo_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_unit_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_workspace);
  gtk_widget_class_bind_template_callback (widget_class, on_keys_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_recovery_confirmed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_unlock_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_trouble_response_cb);
}

static void
dt_welcome_window_init (DtWelcomeWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_icon_name (GTK_WINDOW (self), SCHEMA);
}

/**
 * dt_welcome_window_new:
 * @app: the application
 * @directory: of the workspace, there or to be made
 *
 * Returns: (transfer none): the window; it begins when it is shown
 */
DtWelcomeWindow *
dt_welcome_window_new (GtkApplication *app, const char *directory)
{
  DtWelcomeWindow *self = g_object_new (DT_TYPE_WELCOME_WINDOW, "application", app, NULL);

  g_return_val_if_fail (directory != NULL, self);

  self->directory = g_strdup (directory);
  return self;
}

/**
 * dt_welcome_window_set_key_file:
 * @self: the window, not yet shown
 * @path: (nullable): a key file that opens the workspace
 */
void
dt_welcome_window_set_key_file (DtWelcomeWindow *self, const char *path)
{
  g_return_if_fail (DT_IS_WELCOME_WINDOW (self));

  g_free (self->key_file);
  self->key_file = g_strdup (path);
}

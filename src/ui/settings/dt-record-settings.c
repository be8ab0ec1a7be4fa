/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, the record: proving that it is whole, and a copy of it. The work runs behind; the
 * page shows how far it is and can stop it. Main thread. */
#include "ui/settings/dt-record-settings.h"

#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

struct _DtRecordSettings
{
  AdwPreferencesPage parent_instance;
  AdwActionRow *result;
  GtkImage *result_icon;
  GtkWidget *verify;
  GtkWidget *stop;
  GtkRevealer *progress_part;
  GtkProgressBar *progress;
  GtkWidget *save_report;
  AdwActionRow *backup_row;
  GtkWidget *backup;
  GtkSpinner *backup_spinner;
  DtService *service;
  GCancellable *cancellable; /* of the check */
  GtkFileChooserNative *chooser;
  char *report; /* what was found, for the administrator */
};

enum
{
  SAY,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtRecordSettings, dt_record_settings, ADW_TYPE_PREFERENCES_PAGE)

static void
say (DtRecordSettings *self, const char *text)
{
  g_signal_emit (self, signals[SAY], 0, text);
}

static void
show_result (DtRecordSettings *self, const char *icon, const char *title, const char *subtitle)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->result), title);
  adw_action_row_set_subtitle (self->result, subtitle);
  gtk_image_set_from_icon_name (self->result_icon, icon);
}

/* ---- checking ---- */

static void
on_progress (gint64 done, gint64 total, gpointer data)
{
  DtRecordSettings *self = data;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (total > 0)
    {
      g_autofree char *done_text = dt_words_number (done);
      g_autofree char *total_text = dt_words_number (total);
      g_autofree char *text = g_strdup_printf (_ ("%s of %s entries"), done_text, total_text);

      gtk_progress_bar_set_fraction (self->progress, CLAMP ((double) done / total, 0, 1));
      adw_action_row_set_subtitle (self->result, text);
    }
  else
    gtk_progress_bar_pulse (self->progress);
}

static void
set_checking (DtRecordSettings *self, gboolean checking)
{
  gtk_widget_set_visible (self->verify, !checking);
  gtk_widget_set_visible (self->stop, checking);
  gtk_revealer_set_reveal_child (self->progress_part, checking);
  gtk_progress_bar_set_fraction (self->progress, 0);
}

static void
show_report (DtRecordSettings *self, DtVerifyReport *report)
{
  g_autofree char *entries = dt_words_number (report->entries);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->save_report, report->problems->len > 0);
  if (report->problems->len == 0)
    {
      gint64 now = dt_clock_now (dt_service_get_clock (self->service));
      g_autofree char *when = dt_words_time (now, now);

      text = g_strdup_printf (_ ("%s entries: every one is as it was written, signed, and none is "
                                 "missing. Checked %s."),
                              entries,
                              when);
      show_result (self, "dt-status-answered-symbolic", _ ("The record is whole"), text);
      return;
    }

  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *problems = dt_words_number (report->problems->len);

  for (guint i = 0; i < report->problems->len; i++)
    g_string_append_printf (lines, "%s\n", (char *) g_ptr_array_index (report->problems, i));
  g_free (self->report);
  self->report = g_string_free (g_steal_pointer (&lines), FALSE);
  text = g_strdup_printf (
      ngettext ("%s problem in %s entries. Do not go on with this copy: save the report, give it "
                "to the administrator, restore the last backup.",
                "%s problems in %s entries. Do not go on with this copy: save the report, give it "
                "to the administrator, restore the last backup.",
                report->problems->len),
      problems,
      entries);
  show_result (self, "dt-alert-symbolic", _ ("The record is damaged"), text);
}

static void
on_verified_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtRecordSettings) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtVerifyReport) report
      = dt_service_verify_finish (DT_SERVICE (source), result, &error);

  if (self->service == NULL)
    return;
  set_checking (self, FALSE);
  g_clear_object (&self->cancellable);
  if (report != NULL)
    show_report (self, report);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_result (self, "dt-ledger-symbolic", _ ("Check stopped"), _ ("Nothing was changed."));
  else
    {
      g_autofree char *words = dt_words_error (error);

      show_result (self, "dt-alert-symbolic", _ ("The record cannot be checked"), words);
    }
}

static void
on_verify_cb (DtRecordSettings *self)
{
  if (self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (self->save_report, FALSE);
  show_result (self, "dt-ledger-symbolic", _ ("Checking the record"), "");
  set_checking (self, TRUE);
  /* The reference is the callback's: progress comes before it, never after. */
  dt_service_verify_async (self->service,
                           TRUE,
                           self->cancellable,
                           on_progress,
                           self,
                           on_verified_cb,
                           g_object_ref (self));
}

static void
on_stop_cb (DtRecordSettings *self)
{
  g_cancellable_cancel (self->cancellable);
}

/* ---- files ---- */

static void
choose_file (DtRecordSettings *self, const char *title, const char *name, GCallback response)
{
  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (title,
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _ ("_Save"),
                                               _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", response, self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static char *
take_path (DtRecordSettings *self, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return NULL;
  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  return file != NULL ? g_file_get_path (file) : NULL;
}

static void
on_report_response_cb (DtRecordSettings *self, int response)
{
  g_autofree char *path = take_path (self, response);
  g_autoptr (GError) error = NULL;

  if (path == NULL || self->report == NULL)
    return;
  if (g_file_set_contents (path, self->report, -1, &error))
    say (self, _ ("The report is saved"));
  else
    {
      g_autofree char *words = dt_words_error (error);

      say (self, words);
    }
}

static void
on_save_report_cb (DtRecordSettings *self)
{
  choose_file (
      self, _ ("Save the report"), _ ("record-check.txt"), G_CALLBACK (on_report_response_cb));
}

static void
on_backed_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtRecordSettings) self = data;
  g_autoptr (GError) error = NULL;

  if (self->service == NULL)
    return;
  gtk_spinner_stop (self->backup_spinner);
  gtk_widget_set_sensitive (self->backup, TRUE);
  if (dt_service_backup_finish (DT_SERVICE (source), result, &error))
    {
      adw_action_row_set_subtitle (
          self->backup_row,
          _ ("Saved just now. Keep it away from this computer; it opens with the recovery code."));
      say (self, _ ("The backup is saved"));
    }
  else
    {
      g_autofree char *words = dt_words_error (error);

      say (self, words);
    }
}

static void
on_backup_response_cb (DtRecordSettings *self, int response)
{
  g_autofree char *path = take_path (self, response);

  if (path == NULL)
    return;
  gtk_spinner_start (self->backup_spinner);
  gtk_widget_set_sensitive (self->backup, FALSE);
  dt_service_backup_async (self->service, path, NULL, on_backed_up_cb, g_object_ref (self));
}

static void
on_backup_cb (DtRecordSettings *self)
{
  gint64 now = dt_clock_now (dt_service_get_clock (self->service));
  g_autoptr (GDateTime) when = dt_time_to_hanoi (now);
  g_autofree char *name = g_date_time_format (when, "doi-thoai-%Y-%m-%d.dtbackup");

  choose_file (self, _ ("Back up to a file"), name, G_CALLBACK (on_backup_response_cb));
}

/* ---- class ---- */

static void
dt_record_settings_dispose (GObject *object)
{
  DtRecordSettings *self = DT_RECORD_SETTINGS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->service);
  g_clear_pointer (&self->report, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_RECORD_SETTINGS);
  G_OBJECT_CLASS (dt_record_settings_parent_class)->dispose (object);
}

static void
dt_record_settings_class_init (DtRecordSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_record_settings_dispose;

  signals[SAY] = g_signal_new ("say",
                               G_TYPE_FROM_CLASS (klass),
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               1,
                               G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/settings/dt-record-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, DtRecordSettings, result);
  gtk_widget_class_bind_template_child (widget_class, DtRecordSettings, result_icon);
  gtk_widget_class_bind_template_child (widget_class, DtRecordSettings, verify);
  gtk_widget_class_bind_template_child (widget_class, DtRecordSettings, stop);
  gtk_widget_class_bind_template_child (widget_class, DtRecordSettings, progress_part);
  gtk_widget_class_bind_template_child (widget_class, DtRecordSettings, progress);
  gtk_widget_class_bind_template_child (widget_class, DtRecordSettings, save_report);
  gtk_widget_class_bind_template_child (widget_class, DtRecordSettings, backup_row);
  gtk_widget_class_bind_template_child (widget_class, DtRecordSettings, backup);
  gtk_widget_class_bind_template_child (widget_class, DtRecordSettings, backup_spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_verify_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_save_report_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_backup_cb);
}

static void
dt_record_settings_init (DtRecordSettings *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dt_record_settings_new:
 * @service: the workspace
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
dt_record_settings_new (DtService *service)
{
  DtRecordSettings *self = g_object_new (DT_TYPE_RECORD_SETTINGS, NULL);

  g_return_val_if_fail (DT_IS_SERVICE (service), GTK_WIDGET (self));

  DtOfficer *officer = dt_service_get_officer (service);

  self->service = g_object_ref (service);
  if (officer == NULL || (officer->roles & DT_ROLE_ADMINISTRATOR) == 0)
    {
      g_autofree char *administrator = dt_words_roles (DT_ROLE_ADMINISTRATOR);
      g_autofree char *who = g_strdup_printf (_ ("Only for: %s"), administrator);

      gtk_widget_set_sensitive (self->backup, FALSE);
      adw_action_row_set_subtitle (self->backup_row, who);
    }
  return GTK_WIDGET (self);
}

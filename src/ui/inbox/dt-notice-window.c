/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The letter about an extension. That it was issued is recorded when it is printed or saved, not
 * when it is looked at. Main thread. */
#include "ui/inbox/dt-notice-window.h"

#include "ui/shell/dt-web-loader.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

struct _DtNoticeWindow
{
  AdwWindow parent_instance;
  AdwWindowTitle *heading;
  GtkStack *stack;
  AdwBin *preview;
  AdwStatusPage *failed;
  GtkWidget *print;
  GtkWidget *save;
  AdwToastOverlay *toasts;

  DtRunner *runner;
  char *case_id;
  char *code;
  char *entry;
  char *html;
  GCancellable *cancellable;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (DtNoticeWindow, dt_notice_window, ADW_TYPE_WINDOW)

static void
show_failure (DtNoticeWindow *self, const GError *error)
{
  g_autofree char *words
      = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED)
            ? g_strdup (_ ("The part of the program that shows and prints documents is not "
                           "installed on this computer. Ask the administrator."))
        : g_error_matches (error, DT_ERROR, DT_ERROR_NOT_FOUND)
            ? g_strdup (_ ("This extension does not hold any more: it was undone."))
            : dt_words_error (error);
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_status_page_set_description (self->failed, escaped);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
tell (DtNoticeWindow *self, const char *text)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
}

/* Tells what came of printing or saving, and records it if it was done. */
static void
finish (DtNoticeWindow *self, const char *done, const GError *error)
{
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  words = error != NULL ? dt_words_error (error) : g_strdup (done);
  /* The window may have been closed, or the officer be gone. */
  if (self->toasts != NULL)
    tell (self, words);
  if (error == NULL && dt_service_get_officer (dt_runner_get_service (self->runner)) != NULL)
    dt_runner_run (
        self->runner, dt_command_issue_notice (self->case_id, self->entry), NULL, NULL, NULL, NULL);
}

static void
on_printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtNoticeWindow) self = data;
  g_autoptr (GError) error = NULL;

  dt_web_print_dialog_finish (result, &error);
  finish (self, _ ("Sent to the printer"), error);
}

static void
on_print_cb (DtNoticeWindow *self)
{
  if (self->html != NULL)
    dt_web_print_dialog_async (
        self->html, DT_WEB_PAPER_A4, GTK_WINDOW (self), on_printed_cb, g_object_ref (self));
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtNoticeWindow) self = data;
  g_autoptr (GError) error = NULL;

  dt_web_print_pdf_finish (result, &error);
  finish (self, _ ("Saved"), error);
}

static void
on_chooser_response_cb (DtNoticeWindow *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        dt_web_print_pdf_async (
            self->html, DT_WEB_PAPER_A4, path, self->cancellable, on_saved_cb, g_object_ref (self));
    }
  g_clear_object (&self->chooser);
}

static void
on_save_cb (DtNoticeWindow *self)
{
  g_autofree char *name = NULL;

  if (self->html == NULL || self->chooser != NULL)
    return;
  /* Translators: the name of a file; the code of a case. */
  name = g_strdup_printf (_ ("%s notice of the extension.pdf"), self->code);
  self->chooser = gtk_file_chooser_native_new (_ ("Save the notice"),
                                               GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _ ("_Save"),
                                               _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (
      self->chooser, "response", G_CALLBACK (on_chooser_response_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_officer_changed_cb (DtNoticeWindow *self)
{
  if (dt_service_get_officer (dt_runner_get_service (self->runner)) == NULL)
    gtk_window_destroy (GTK_WINDOW (self));
}

/* ---- class ---- */

static void
dt_notice_window_dispose (GObject *object)
{
  DtNoticeWindow *self = DT_NOTICE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_NOTICE_WINDOW);
  self->toasts = NULL;
  G_OBJECT_CLASS (dt_notice_window_parent_class)->dispose (object);
}

static void
dt_notice_window_finalize (GObject *object)
{
  DtNoticeWindow *self = DT_NOTICE_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->runner);
  g_free (self->case_id);
  g_free (self->code);
  g_free (self->entry);
  g_free (self->html);
  G_OBJECT_CLASS (dt_notice_window_parent_class)->finalize (object);
}

static void
dt_notice_window_class_init (DtNoticeWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_notice_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_notice_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/inbox/dt-notice-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DtNoticeWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, DtNoticeWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, DtNoticeWindow, preview);
  gtk_widget_class_bind_template_child (widget_class, DtNoticeWindow, failed);
  gtk_widget_class_bind_template_child (widget_class, DtNoticeWindow, print);
  gtk_widget_class_bind_template_child (widget_class, DtNoticeWindow, save);
  gtk_widget_class_bind_template_child (widget_class, DtNoticeWindow, toasts);
  gtk_widget_class_bind_template_callback (widget_class, on_print_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
dt_notice_window_init (DtNoticeWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

static void
show_letter (DtNoticeWindow *self)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *view = dt_web_view_new (self->html, &error);
  gboolean may = dt_service_may (dt_runner_get_service (self->runner), DT_COMMAND_ISSUE_NOTICE);

  if (view == NULL)
    {
      show_failure (self, error);
      return;
    }
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("The notice"), -1);
  adw_bin_set_child (self->preview, view);
  gtk_widget_set_sensitive (self->print, may);
  gtk_widget_set_sensitive (self->save, may);
  gtk_widget_grab_focus (self->print);
}

/**
 * dt_notice_window_present:
 * @runner: who records that it was issued
 * @parent: (nullable): the window it stands over
 * @file: the case
 * @extension: the row of its timeline that extended it
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_notice_window_present (DtRunner *runner,
                          GtkWindow *parent,
                          DtCaseFile *file,
                          DtTimelineItem *extension)
{
  DtNoticeWindow *self;
  DtService *service;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (DT_IS_RUNNER (runner) && DT_IS_CASE_FILE (file), NULL);
  g_return_val_if_fail (DT_IS_TIMELINE_ITEM (extension), NULL);

  self = g_object_new (
      DT_TYPE_NOTICE_WINDOW, "transient-for", parent, "modal", parent != NULL, NULL);
  service = dt_runner_get_service (runner);
  self->runner = g_object_ref (runner);
  self->case_id = g_strdup (file->a_case->id);
  self->code = g_strdup (file->a_case->code);
  self->entry = g_strdup (extension->id);
  adw_window_title_set_subtitle (self->heading, self->code);
  g_signal_connect_object (
      service, "officer-changed", G_CALLBACK (on_officer_changed_cb), self, G_CONNECT_SWAPPED);
  self->html = dt_service_notice_to_html (service, file, extension, &error);
  if (self->html != NULL)
    show_letter (self);
  else
    show_failure (self, error);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WINDOW (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The letter about an extension. That it was issued is recorded when it is printed or saved, not
 * when it is looked at. Main thread. */
#include "ui/inbox/dt-notice-window.h"

#include "ui/letters/dt-paper-view.h"

#include <glib/gi18n.h>

struct _DtNoticeWindow
{
  AdwWindow parent_instance;
  AdwWindowTitle *heading;
  GtkWidget *print;
  GtkWidget *save;
  DtPaperView *paper;

  DtRunner *runner;
  char *code;
};

G_DEFINE_FINAL_TYPE (DtNoticeWindow, dt_notice_window, ADW_TYPE_WINDOW)

static void
show_failure (DtNoticeWindow *self, const GError *error)
{
  dt_paper_view_fail (self->paper,
                      error,
                      g_error_matches (error, DT_ERROR, DT_ERROR_NOT_FOUND)
                          ? _ ("This extension does not hold any more: it was undone.")
                          : NULL);
}

/* What is recorded once it was printed or saved, also when the window is closed by then. */
typedef struct
{
  DtRunner *runner;
  char *case_id;
  char *entry;
} Issue;

static void
issue_free (gpointer data, GClosure *closure)
{
  Issue *issue = data;

  g_object_unref (issue->runner);
  g_free (issue->case_id);
  g_free (issue->entry);
  g_free (issue);
}

/* The officer may be gone meanwhile. */
static void
on_issued_cb (DtPaperView *paper, Issue *issue)
{
  if (dt_service_get_officer (dt_runner_get_service (issue->runner)) != NULL)
    dt_runner_run (issue->runner,
                   dt_command_issue_notice (issue->case_id, issue->entry),
                   NULL,
                   NULL,
                   NULL,
                   NULL);
}

static void
follow_issuing (DtNoticeWindow *self, const char *case_id, const char *entry)
{
  Issue *issue = g_new0 (Issue, 1);

  issue->runner = g_object_ref (self->runner);
  issue->case_id = g_strdup (case_id);
  issue->entry = g_strdup (entry);
  g_signal_connect_data (self->paper, "issued", G_CALLBACK (on_issued_cb), issue, issue_free, 0);
}

static void
on_print_cb (DtNoticeWindow *self)
{
  dt_paper_view_print (self->paper);
}

static void
on_save_cb (DtNoticeWindow *self)
{
  /* Translators: the name of a file; the code of a case. */
  g_autofree char *name = g_strdup_printf (_ ("%s notice of the extension.pdf"), self->code);

  dt_paper_view_save (self->paper, _ ("Save the notice"), name);
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

  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_NOTICE_WINDOW);
  G_OBJECT_CLASS (dt_notice_window_parent_class)->dispose (object);
}

static void
dt_notice_window_finalize (GObject *object)
{
  DtNoticeWindow *self = DT_NOTICE_WINDOW (object);

  g_clear_object (&self->runner);
  g_free (self->code);
  G_OBJECT_CLASS (dt_notice_window_parent_class)->finalize (object);
}

static void
dt_notice_window_class_init (DtNoticeWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_notice_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_notice_window_finalize;

  g_type_ensure (DT_TYPE_PAPER_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/inbox/dt-notice-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DtNoticeWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, DtNoticeWindow, print);
  gtk_widget_class_bind_template_child (widget_class, DtNoticeWindow, save);
  gtk_widget_class_bind_template_child (widget_class, DtNoticeWindow, paper);
  gtk_widget_class_bind_template_callback (widget_class, on_print_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
dt_notice_window_init (DtNoticeWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  dt_paper_view_set_failed_title (self->paper, _ ("The notice cannot be shown"));
}

static void
show_letter (DtNoticeWindow *self, const char *html)
{
  gboolean may = dt_service_may (dt_runner_get_service (self->runner), DT_COMMAND_ISSUE_NOTICE);

  if (!dt_paper_view_show_page (self->paper, html, DT_WEB_PAPER_A4, _ ("The notice")))
    return;
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
  g_autofree char *html = NULL;

  g_return_val_if_fail (DT_IS_RUNNER (runner) && DT_IS_CASE_FILE (file), NULL);
  g_return_val_if_fail (DT_IS_TIMELINE_ITEM (extension), NULL);

  self = g_object_new (
      DT_TYPE_NOTICE_WINDOW, "transient-for", parent, "modal", parent != NULL, NULL);
  service = dt_runner_get_service (runner);
  self->runner = g_object_ref (runner);
  self->code = g_strdup (file->a_case->code);
  follow_issuing (self, file->a_case->id, extension->id);
  adw_window_title_set_subtitle (self->heading, self->code);
  g_signal_connect_object (
      service, "officer-changed", G_CALLBACK (on_officer_changed_cb), self, G_CONNECT_SWAPPED);
  html = dt_service_notice_to_html (service, file, extension, &error);
  if (html != NULL)
    show_letter (self, html);
  else
    show_failure (self, error);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WINDOW (self);
}

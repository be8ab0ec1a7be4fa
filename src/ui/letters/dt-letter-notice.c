/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The notice of an extension in the letter's window. What it says comes of the record; that it was
 * issued is recorded when it is printed or saved, not when it is looked at. Main thread. */
#include "ui/letters/dt-letter-window-private.h"

#include "base/dt-error.h"

#include <glib/gi18n.h>

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
follow_issuing (DtLetterWindow *self, const char *case_id, const char *entry)
{
  Issue *issue = g_new0 (Issue, 1);

  issue->runner = g_object_ref (self->runner);
  issue->case_id = g_strdup (case_id);
  issue->entry = g_strdup (entry);
  g_signal_connect_data (self->paper, "issued", G_CALLBACK (on_issued_cb), issue, issue_free, 0);
}

static void
show_failure (DtLetterWindow *self, const GError *error)
{
  dt_paper_view_fail (self->paper,
                      error,
                      g_error_matches (error, DT_ERROR, DT_ERROR_NOT_FOUND)
                          ? _ ("This extension does not hold any more: it was undone.")
                          : NULL);
  gtk_widget_set_sensitive (self->fields, FALSE);
  gtk_widget_set_sensitive (self->number, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "letter.print", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "letter.save-pdf", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "letter.save-odt", FALSE);
}

/**
 * dt_letter_window_present_notice:
 * @runner: who gives it its number and records that it was issued
 * @parent: (nullable): the window it stands over
 * @file: the case
 * @extension: the row of its timeline that extended it
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_letter_window_present_notice (DtRunner *runner,
                                 GtkWindow *parent,
                                 DtCaseFile *file,
                                 DtTimelineItem *extension)
{
  DtLetterWindow *self;
  g_autoptr (DtLetter) letter = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (DT_IS_RUNNER (runner) && DT_IS_CASE_FILE (file), NULL);
  g_return_val_if_fail (DT_IS_TIMELINE_ITEM (extension), NULL);

  letter = dt_service_make_notice_letter (dt_runner_get_service (runner), file, extension, &error);
  self = dt_letter_window_begin (runner, parent, file, letter);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Notice of the Extension"));
  adw_window_title_set_title (self->heading, _ ("Notice of the Extension"));
  if (letter != NULL)
    {
      follow_issuing (self, file->a_case->id, extension->id);
      dt_letter_window_fix_text (self, _ ("The notice says what is on record of the extension."));
      gtk_widget_set_sensitive (GTK_WIDGET (self->form), FALSE);
      dt_letter_window_look_for_number (self);
    }
  else
    show_failure (self, error);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->print);
  return GTK_WINDOW (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The number of a letter in its window: who gives it, what must be filled in before, and that a
 * reply gets one only. */
#include "ui/letters/dt-letter-window-private.h"

#include "model/dt-letter-rules.h"
#include "model/dt-reply-template.h"
#include "ui/letters/dt-letter-words.h"

#include <glib/gi18n.h>

/* dt_letter_window_tell: a line more above the form. */
void
dt_letter_window_tell (DtLetterWindow *self, const char *words)
{
  const char *before = gtk_label_get_text (self->held);
  g_autofree char *all
      = *before != '\0' ? g_strjoin ("\n\n", before, words, NULL) : g_strdup (words);

  gtk_label_set_text (self->held, all);
  gtk_widget_set_visible (GTK_WIDGET (self->held), TRUE);
}

/* dt_letter_window_show_number: it has one, and is only looked at from now on. */
void
dt_letter_window_show_number (DtLetterWindow *self)
{
  const DtLetterRules *rules = dt_letter_rules_get_default ();
  g_autofree char *number = dt_letter_rules_format_number (rules, self->letter, NULL);
  g_autofree char *title
      = g_strdup_printf (_ ("%s No. %s"), dt_letter_words_form (self->letter->form), number);

  adw_window_title_set_title (self->heading, title);
  gtk_widget_set_sensitive (self->fields, FALSE);
  gtk_widget_set_visible (self->number, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->held), FALSE);
  gtk_widget_add_css_class (self->print, "suggested-action");
}

static void
on_numbered_cb (DtOutcome *outcome, gpointer data)
{
  DtLetterWindow *self = data;
  g_autofree char *text = NULL;
  DtLetter *numbered;

  self->numbering = FALSE;
  gtk_widget_set_sensitive (self->number, TRUE);
  gtk_widget_set_sensitive (self->fields, TRUE);
  if (outcome == NULL)
    {
      dt_paper_view_tell (self->paper,
                          _ ("The letter got no number. See what the main window says."));
      return;
    }
  numbered = dt_letter_window_dup_letter (self);
  numbered->id = g_strdup (outcome->subject_id);
  numbered->number = (guint) g_ascii_strtoull (outcome->text, NULL, 10);
  numbered->year = dt_date_get_year (dt_date_from_time (numbered->issued));
  g_object_unref (self->letter);
  self->letter = numbered;
  dt_letter_window_show_number (self);
  dt_letter_window_show_letter (self);
  text = g_strdup_printf (_ ("Number %u is on record"), self->letter->number);
  dt_paper_view_tell (self->paper, text);
}

/* Something is still to be filled in. */
static gboolean
has_blank (const char *text)
{
  g_autoptr (GArray) blanks = dt_reply_find_blanks (text != NULL ? text : "");

  return blanks->len > 0;
}

/* dt_letter_window_give_number: asks for one, if nothing is left to be filled in. */
void
dt_letter_window_give_number (DtLetterWindow *self)
{
  g_autoptr (DtLetter) letter = dt_letter_window_dup_letter (self);
  g_autofree char *text = g_strstrip (g_strdup (letter->text));

  if (self->numbering || self->file == NULL)
    return;
  if (letter->about == NULL || *text == '\0')
    {
      dt_paper_view_tell (self->paper, _ ("Write first what the letter is about and what it says"));
      gtk_widget_grab_focus (letter->about == NULL ? GTK_WIDGET (self->about)
                                                   : GTK_WIDGET (self->text));
      return;
    }
  if (has_blank (text) || has_blank (letter->about) || has_blank (letter->to))
    {
      dt_paper_view_tell (self->paper, _ ("Fill in first what stands in square brackets"));
      gtk_widget_grab_focus (GTK_WIDGET (self->text));
      return;
    }
  self->numbering = TRUE;
  gtk_widget_set_sensitive (self->number, FALSE);
  /* What gets the number is what is on record: nothing changes meanwhile. */
  gtk_widget_set_sensitive (self->fields, FALSE);
  dt_runner_run (
      self->runner, dt_command_issue_letter (letter), NULL, G_OBJECT (self), on_numbered_cb, self);
}

static void
on_register_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtLetterWindow) self = data;
  g_autoptr (DtLetterRegister) loaded
      = dt_service_load_register_finish (DT_SERVICE (source), result, NULL);
  g_autofree char *words = NULL;

  if (loaded == NULL || loaded->own || g_cancellable_is_cancelled (self->cancellable))
    return;
  words
      = loaded->holder > 0
            ? g_strdup_printf (_ ("Numbers are given at desk %u: finish the letter there, or have "
                                  "the register handed over."),
                               loaded->holder)
            : g_strdup (_ ("Numbers are given at another desk: finish the letter there, or have "
                           "the register handed over."));
  dt_letter_window_tell (self, words);
  gtk_widget_set_sensitive (self->number, FALSE);
}

/* dt_letter_window_look_who_numbers: says so where it is not done here. */
void
dt_letter_window_look_who_numbers (DtLetterWindow *self)
{
  DtService *service = dt_runner_get_service (self->runner);

  if (!dt_service_may (service, DT_COMMAND_ISSUE_LETTER))
    {
      dt_letter_window_tell (self, _ ("The clerk or a leader gives the letter its number."));
      gtk_widget_set_sensitive (self->number, FALSE);
      return;
    }
  dt_service_load_register_async (
      service,
      dt_date_get_year (dt_date_from_time (dt_runner_now (self->runner))),
      (DtLetterForm) adw_combo_row_get_selected (self->form),
      self->cancellable,
      on_register_loaded_cb,
      g_object_ref (self));
}

/* ---- what has a number already ---- */

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtLetterWindow) self = data;
  g_autoptr (DtLetter) found
      = dt_service_find_issued_letter_finish (DT_SERVICE (source), result, NULL);
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;

  if (g_cancellable_is_cancelled (self->cancellable) || self->letter->number > 0)
    return;
  if (found == NULL)
    {
      dt_letter_window_look_who_numbers (self);
      return;
    }
  if (g_strcmp0 (found->text, self->letter->text) == 0)
    {
      g_set_object (&self->letter, found);
      dt_letter_window_fill (self, found);
      dt_letter_window_show_number (self);
      dt_letter_window_show_letter (self);
      return;
    }
  number = dt_letter_rules_format_number (dt_letter_rules_get_default (), found, NULL);
  words = g_strdup_printf (_ ("An earlier text of this has No. %s. Make that number void in "
                              "the register, then this letter gets one."),
                           number);
  dt_letter_window_tell (self, words);
  gtk_widget_set_sensitive (self->number, FALSE);
}

/* dt_letter_window_look_for_number: the reply or notice may be in the register already. */
void
dt_letter_window_look_for_number (DtLetterWindow *self)
{
  dt_service_find_issued_letter_async (dt_runner_get_service (self->runner),
                                       self->letter,
                                       self->cancellable,
                                       on_found_cb,
                                       g_object_ref (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a reply: what the checks find, and what a leader noted who returned it. */
#include "ui/reply/dt-reply-page-private.h"

#include "ui/reply/dt-reply-words.h"
#include "ui/shell/dt-accessible-name.h"

#include <glib/gi18n.h>
#include <string.h>

/* A moment after a keystroke: the rows of the panel are not to flicker with every letter. */
#define CHECK_MS 120

static void
count_findings (DtReplyPage *self, guint *out_stops, guint *out_asks)
{
  *out_stops = *out_asks = 0;
  for (guint i = 0; i < self->findings->len; i++)
    if (((DtFinding *) self->findings->pdata[i])->stops)
      *out_stops += 1;
    else
      *out_asks += 1;
}

/* The button that shows the checks where they have no room says how they stand. */
static void
show_count (DtReplyPage *self)
{
  guint stops, asks;
  g_autofree char *label = NULL;
  g_autofree char *number = NULL;

  count_findings (self, &stops, &asks);
  number = stops + asks > 0 ? g_strdup_printf ("%u", stops + asks) : g_strdup ("");
  label = stops + asks > 0 ? g_strdup_printf (
              ngettext ("Checks: %u finding", "Checks: %u findings", stops + asks), stops + asks)
                           : g_strdup (_ ("Checks: all right"));
  adw_button_content_set_icon_name (self->checks_content,
                                    stops > 0  ? "dt-alert-symbolic"
                                    : asks > 0 ? "dt-ask-symbolic"
                                               : "object-select-symbolic");
  adw_button_content_set_label (self->checks_content, number);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->checks_toggle), label);
  dt_accessible_name_set (GTK_WIDGET (self->checks_toggle), label);
}

void
dt_reply_page_check (DtReplyPage *self)
{
  g_autoptr (DtReplyDraft) draft = NULL;
  g_auto (GStrv) misspelt = NULL;

  g_clear_handle_id (&self->check_id, g_source_remove);
  if (self->file == NULL)
    return;
  draft = dt_reply_editor_dup_draft (self->editor);
  misspelt = dt_reply_editor_dup_misspelt (self->editor);
  g_ptr_array_unref (self->findings);
  self->findings = dt_service_check_reply (
      dt_reply_page_get_service (self), self->file, draft, (const char *const *) misspelt);
  dt_reply_checks_set (self->checks,
                       self->findings,
                       dt_reply_words_way (draft->channel),
                       self->file->a_case->due,
                       dt_runner_now (self->runner),
                       dt_reply_editor_checks_spelling (self->editor));
  dt_reply_text_set_findings (dt_reply_editor_get_text (self->editor), self->findings);
  show_count (self);
}

static gboolean
on_check_due_cb (gpointer data)
{
  DtReplyPage *self = data;

  self->check_id = 0;
  dt_reply_page_check (self);
  dt_reply_page_update (self);
  return G_SOURCE_REMOVE;
}

void
dt_reply_page_check_soon (DtReplyPage *self)
{
  if (self->check_id == 0)
    self->check_id = g_timeout_add (CHECK_MS, on_check_due_cb, self);
}

void
dt_reply_page_show_place (DtReplyPage *self, guint start, guint end)
{
  /* In the narrow window the panel stands over the text. */
  if (!self->beside[1])
    adw_flap_set_reveal_flap (self->inner, FALSE);
  dt_reply_text_show_range (dt_reply_editor_get_text (self->editor), start, end);
}

/* ---- what a leader noted ---- */

static void
on_note_clicked_cb (GtkButton *button, DtReplyPage *self)
{
  const char *words = g_object_get_data (G_OBJECT (button), "words");
  g_autofree char *text = dt_reply_text_dup (dt_reply_editor_get_text (self->editor));
  const char *found = strstr (text, words);
  guint start;

  if (found == NULL)
    {
      dt_runner_notice (self->runner, _ ("Those words are not in the text any more"));
      return;
    }
  start = (guint) g_utf8_pointer_to_offset (text, found);
  dt_reply_page_show_place (self, start, start + (guint) g_utf8_strlen (words, -1));
}

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_margin_note (DtReplyPage *self, GtkWidget *card, const DtMarginNote *note)
{
  const char *previous = self->reply->previous != NULL ? self->reply->previous : "";
  guint length = (guint) g_utf8_strlen (previous, -1);
  g_autofree char *words = NULL;
  g_autofree char *shown = NULL;
  GtkWidget *button;

  gtk_box_append (GTK_BOX (card), make_label (note->text, NULL));
  if (note->start >= note->end || note->end > length)
    return;
  words = g_utf8_substring (previous, note->start, note->end);
  shown = g_strdup_printf ("“%s”", words);
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), make_label (shown, NULL));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "dt-link");
  gtk_widget_add_css_class (button, "dt-inline-link");
  g_object_set_data_full (G_OBJECT (button), "words", g_steal_pointer (&words), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_note_clicked_cb), self);
  gtk_box_append (GTK_BOX (card), button);
}

void
dt_reply_page_show_returned (DtReplyPage *self)
{
  gboolean wanted = self->reply != NULL && self->reply->note != NULL
                    && dt_reply_state_is_editable (self->reply->state)
                    && self->reply->state != DT_REPLY_APPROVED;
  GtkWidget *child, *card;
  g_autofree char *title = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->returned))) != NULL)
    gtk_box_remove (self->returned, child);
  gtk_widget_set_visible (GTK_WIDGET (self->returned), wanted);
  if (!wanted)
    return;
  title = self->reply->approver_name != NULL
              ? g_strdup_printf (_ ("Returned by %s"), self->reply->approver_name)
              : g_strdup (_ ("Returned"));
  card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "dt-note");
  gtk_widget_add_css_class (card, "dt-message");
  gtk_box_append (self->returned, make_label (title, "heading"));
  gtk_box_append (GTK_BOX (card), make_label (self->reply->note, NULL));
  for (guint i = 0; i < self->reply->notes->len; i++)
    add_margin_note (self, card, self->reply->notes->pdata[i]);
  gtk_box_append (self->returned, card);
}

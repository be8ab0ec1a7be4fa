/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands beside a draft that is to be approved. Its sections are made anew with the reply; the
 * notes and the checks change while it is read. */
#include "ui/reply/dt-approval-side.h"

#include "ui/reply/dt-margin-notes.h"
#include "ui/reply/dt-reply-checks.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

#define QUESTION_LINES 10

struct _DtApprovalSide
{
  AdwBin parent_instance;
  GtkBox *box;
  GtkWidget *notes_head;
  DtMarginNotes *notes;
  DtReplyChecks *checks;

  DtCaseFile *file;
  DtReply *reply;
  gint64 now;
};

enum
{
  SHOW_PLACE,
  NOTE_REMOVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtApprovalSide, dt_approval_side, ADW_TYPE_BIN)

/* ---- pieces ---- */

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
add_heading (DtApprovalSide *self, const char *text)
{
  GtkWidget *label = make_label (text, "dt-heading");

  gtk_widget_set_margin_start (label, 4);
  gtk_widget_set_margin_end (label, 4);
  gtk_widget_set_margin_top (label, 6);
  gtk_box_append (self->box, label);
  return label;
}

static GtkWidget *
add_list (DtApprovalSide *self, const char *title)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (self->box, list);
  return list;
}

static void
add_row (GtkWidget *list, const char *icon, const char *title, const char *subtitle)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  g_autofree char *name
      = subtitle != NULL ? g_strdup_printf ("%s, %s", title, subtitle) : g_strdup (title);

  gtk_widget_add_css_class (line, "dt-side-row");
  if (icon != NULL)
    gtk_box_append (GTK_BOX (line), gtk_image_new_from_icon_name (icon));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), make_label (title, NULL));
  if (subtitle != NULL)
    {
      GtkWidget *second = make_label (subtitle, "caption");

      gtk_widget_add_css_class (second, "dt-dim");
      gtk_widget_add_css_class (second, "dt-num");
      gtk_box_append (GTK_BOX (words), second);
    }
  gtk_box_append (GTK_BOX (line), words);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

/* ---- sections ---- */

static void
on_place_cb (GtkWidget *widget, guint start, guint end, DtApprovalSide *self)
{
  g_signal_emit (self, signals[SHOW_PLACE], 0, start, end);
}

static void
on_note_removed_cb (DtMarginNotes *notes, guint index, DtApprovalSide *self)
{
  g_signal_emit (self, signals[NOTE_REMOVED], 0, index);
}

static void
add_notes (DtApprovalSide *self)
{
  self->notes_head = add_heading (self, _ ("Your notes"));
  self->notes = DT_MARGIN_NOTES (dt_margin_notes_new ());
  g_signal_connect (self->notes, "chosen", G_CALLBACK (on_place_cb), self);
  g_signal_connect (self->notes, "removed", G_CALLBACK (on_note_removed_cb), self);
  gtk_box_append (self->box, GTK_WIDGET (self->notes));
  gtk_widget_set_visible (self->notes_head, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->notes), FALSE);
}

static void
add_past (DtApprovalSide *self, DtService *service)
{
  DtReply *reply = self->reply;
  DtOfficer *officer = dt_service_get_officer (service);
  gboolean own = officer != NULL && g_strcmp0 (officer->id, reply->approver_id) == 0;
  g_autofree char *day = dt_words_time (reply->decided, self->now);
  g_autofree char *title = NULL;
  GtkWidget *notes;

  if (reply->previous == NULL || (reply->note == NULL && reply->notes->len == 0))
    return;
  title = own ? g_strdup_printf (_ ("You returned it, %s"), day)
              : g_strdup_printf (_ ("%s returned it, %s"),
                                 reply->approver_name != NULL ? reply->approver_name : "…",
                                 day);
  add_heading (self, title);
  notes = dt_margin_notes_new ();
  dt_margin_notes_set_past (DT_MARGIN_NOTES (notes),
                            reply->previous,
                            reply->draft->text != NULL ? reply->draft->text : "",
                            reply->note,
                            reply->notes);
  g_signal_connect (notes, "chosen", G_CALLBACK (on_place_cb), self);
  gtk_box_append (self->box, notes);
}

/* The citizen's newest words. */
static DtTimelineItem *
find_question (DtCaseFile *file)
{
  for (guint i = file->timeline->len; i > 0; i--)
    {
      DtTimelineItem *item = file->timeline->pdata[i - 1];

      if (item->type == DT_TIMELINE_MESSAGE && item->direction == DT_DIRECTION_INBOUND
          && !item->retracted && item->text != NULL)
        return item;
    }
  return NULL;
}

static void
add_question (DtApprovalSide *self)
{
  DtTimelineItem *item = find_question (self->file);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *text;
  GtkWidget *source;
  g_autofree char *title = NULL;
  g_autofree char *when = NULL;
  g_autofree char *where = NULL;

  if (item == NULL)
    {
      g_object_ref_sink (card);
      g_object_unref (card);
      return;
    }
  title = g_strdup_printf (_ ("%s wrote"),
                           item->author_name != NULL ? item->author_name : _ ("Anonymous sender"));
  when = dt_words_time (item->time, self->now);
  where = g_strdup_printf ("%s, %s", dt_words_channel (item->channel), when);
  add_heading (self, title);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "dt-question-card");
  text = make_label (item->text, NULL);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (text), QUESTION_LINES);
  source = make_label (where, "caption");
  gtk_widget_add_css_class (source, "dt-dim");
  gtk_widget_add_css_class (source, "dt-num");
  gtk_box_append (GTK_BOX (card), text);
  gtk_box_append (GTK_BOX (card), source);
  gtk_box_append (self->box, card);
}

static void
add_way (DtApprovalSide *self)
{
  const DtReplyDraft *draft = self->reply->draft;
  const char *channel = dt_words_channel (draft->channel);
  const char *icon = dt_words_channel_icon (draft->channel);
  GtkWidget *list;

  add_heading (self, _ ("Will be sent by"));
  list = add_list (self, _ ("Will be sent by"));
  for (guint i = 0; i < draft->recipients->len; i++)
    {
      const DtRecipient *recipient = draft->recipients->pdata[i];
      g_autofree char *title = recipient->name != NULL
                                   ? g_strdup_printf (_ ("%s, to %s"), channel, recipient->name)
                                   : g_strdup (channel);

      add_row (list, icon, title, recipient->address);
    }
  if (draft->recipients->len == 0)
    add_row (list, icon, channel, _ ("nobody to send it to"));
  for (guint i = 0; i < draft->attachments->len; i++)
    {
      const DtAttachment *file = draft->attachments->pdata[i];
      g_autofree char *size = dt_words_size (file->size);

      add_row (list, "mail-attachment-symbolic", file->name != NULL ? file->name : "…", size);
    }
}

/* ---- vfuncs ---- */

static void
dt_approval_side_dispose (GObject *object)
{
  DtApprovalSide *self = DT_APPROVAL_SIDE (object);

  g_clear_object (&self->file);
  g_clear_object (&self->reply);
  G_OBJECT_CLASS (dt_approval_side_parent_class)->dispose (object);
}

static void
dt_approval_side_class_init (DtApprovalSideClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_approval_side_dispose;
  signals[SHOW_PLACE] = g_signal_new ("show-place",
                                      type,
                                      G_SIGNAL_RUN_LAST,
                                      0,
                                      NULL,
                                      NULL,
                                      NULL,
                                      G_TYPE_NONE,
                                      2,
                                      G_TYPE_UINT,
                                      G_TYPE_UINT);
  signals[NOTE_REMOVED] = g_signal_new (
      "note-removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
dt_approval_side_init (DtApprovalSide *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

/* ---- public ---- */

/**
 * dt_approval_side_set:
 * @self: a panel
 * @service: the open workspace
 * @file: a case
 * @reply: one of its replies
 * @now: Unix microseconds
 */
void
dt_approval_side_set (
    DtApprovalSide *self, DtService *service, DtCaseFile *file, DtReply *reply, gint64 now)
{
  GtkWidget *child;

  g_return_if_fail (DT_IS_APPROVAL_SIDE (self) && DT_IS_CASE_FILE (file) && DT_IS_REPLY (reply));

  g_set_object (&self->file, file);
  g_set_object (&self->reply, reply);
  self->now = now;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  add_notes (self);
  add_past (self, service);
  add_question (self);
  add_heading (self, _ ("Checks"));
  self->checks = DT_REPLY_CHECKS (dt_reply_checks_new ());
  g_signal_connect (self->checks, "show-place", G_CALLBACK (on_place_cb), self);
  gtk_box_append (self->box, GTK_WIDGET (self->checks));
  add_way (self);
}

/**
 * dt_approval_side_set_notes:
 * @self: a panel with a reply
 * @notes: (element-type DtMarginNote): those that are being written
 */
void
dt_approval_side_set_notes (DtApprovalSide *self, GPtrArray *notes)
{
  g_return_if_fail (DT_IS_APPROVAL_SIDE (self) && self->reply != NULL);

  dt_margin_notes_set (
      self->notes, self->reply->draft->text != NULL ? self->reply->draft->text : "", notes);
  gtk_widget_set_visible (self->notes_head, notes->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->notes), notes->len > 0);
}

/**
 * dt_approval_side_set_findings:
 * @self: a panel with a reply
 * @findings: (element-type DtFinding): what the checks found
 * @spelling: whether words were checked
 */
void
dt_approval_side_set_findings (DtApprovalSide *self, GPtrArray *findings, gboolean spelling)
{
  g_return_if_fail (DT_IS_APPROVAL_SIDE (self) && self->reply != NULL);

  dt_reply_checks_set (self->checks,
                       findings,
                       dt_words_channel (self->reply->draft->channel),
                       self->file->a_case->due,
                       self->now,
                       spelling);
}

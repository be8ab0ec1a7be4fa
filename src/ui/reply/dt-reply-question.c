/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question beside its answer. GtkListView keeps some two hundred rows alive, each of them a
 * card with its own layout: so it is given the end of the history, and more whenever its top is
 * reached.
 */
#include "ui/reply/dt-reply-question.h"

#include "ui/inbox/dt-due-bar.h"
#include "ui/inbox/dt-message-card.h"

#include <glib/gi18n.h>

#define FIRST_ROWS 8
#define MORE_ROWS 12
#define NEAR_TOP 60 /* pixels */

struct _DtReplyQuestion
{
  GtkBox parent_instance;
  GtkLabel *title;
  DtDueBar *due;
  GtkScrolledWindow *scroller;
  GtkListView *list;

  DtService *service;
  char *case_id;
  gint64 now;
  GListStore *messages;
  GtkSliceListModel *shown;
  gboolean at_end; /* keep the newest in sight */
};

G_DEFINE_FINAL_TYPE (DtReplyQuestion, dt_reply_question, GTK_TYPE_BOX)

static guint
count (DtReplyQuestion *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->messages));
}

/* The last @n of them. */
static void
show_last (DtReplyQuestion *self, guint n)
{
  guint all = count (self);

  gtk_slice_list_model_set_offset (self->shown, all > n ? all - n : 0);
  gtk_slice_list_model_set_size (self->shown, MIN (all, n));
}

/* ---- rows ---- */

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DtReplyQuestion *self)
{
  GtkWidget *card = dt_message_card_new (self->service, gtk_list_item_get_item (item), self->now);

  dt_message_card_make_compact (DT_MESSAGE_CARD (card), self->now);
  gtk_widget_set_margin_bottom (card, 8);
  gtk_widget_set_margin_start (card, 1);
  gtk_widget_set_margin_end (card, 1);
  gtk_list_item_set_child (item, card);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DtReplyQuestion *self)
{
  gtk_list_item_set_child (item, NULL);
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DtReplyQuestion *self)
{
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
}

/* ---- scrolling ---- */

static void
on_measured_cb (GtkAdjustment *adjustment, DtReplyQuestion *self)
{
  if (self->at_end)
    gtk_adjustment_set_value (adjustment,
                              gtk_adjustment_get_upper (adjustment)
                                  - gtk_adjustment_get_page_size (adjustment));
}

static void
on_scrolled_cb (GtkAdjustment *adjustment, DtReplyQuestion *self)
{
  double value = gtk_adjustment_get_value (adjustment);
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  if (value < end - NEAR_TOP)
    self->at_end = FALSE;
  if (!self->at_end && value < NEAR_TOP && shown < count (self))
    show_last (self, shown + MORE_ROWS);
}

/* ---- vfuncs ---- */

static void
dt_reply_question_dispose (GObject *object)
{
  DtReplyQuestion *self = DT_REPLY_QUESTION (object);

  g_clear_object (&self->service);
  g_clear_object (&self->messages);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->case_id, g_free);
  G_OBJECT_CLASS (dt_reply_question_parent_class)->dispose (object);
}

static void
dt_reply_question_class_init (DtReplyQuestionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_reply_question_dispose;
  g_type_ensure (DT_TYPE_DUE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/reply/dt-reply-question.ui");
  gtk_widget_class_bind_template_child (widget_class, DtReplyQuestion, title);
  gtk_widget_class_bind_template_child (widget_class, DtReplyQuestion, due);
  gtk_widget_class_bind_template_child (widget_class, DtReplyQuestion, scroller);
  gtk_widget_class_bind_template_child (widget_class, DtReplyQuestion, list);
}

static void
dt_reply_question_init (DtReplyQuestion *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSelectionModel) selection = NULL;
  GtkAdjustment *adjustment;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->at_end = TRUE;
  self->messages = g_list_store_new (DT_TYPE_TIMELINE_ITEM);
  self->shown = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->messages)), 0, 0);
  selection
      = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->shown))));
  gtk_list_view_set_model (self->list, selection);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), self);
  gtk_list_view_set_factory (self->list, factory);
  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (on_measured_cb), self, 0);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_scrolled_cb), self, 0);
}

/* ---- public ---- */

static gboolean
is_same (DtTimelineItem *a, DtTimelineItem *b)
{
  return g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->text, b->text) == 0
         && a->retracted == b->retracted && a->erased == b->erased;
}

/* Only what differs at the end is put in anew: the reader is not moved. */
static void
put_messages (DtReplyQuestion *self, GPtrArray *timeline)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  guint had = count (self);
  guint same = 0;

  for (guint i = 0; i < timeline->len; i++)
    if (((DtTimelineItem *) timeline->pdata[i])->type == DT_TIMELINE_MESSAGE)
      g_ptr_array_add (wanted, timeline->pdata[i]);
  while (same < had && same < wanted->len)
    {
      g_autoptr (DtTimelineItem) old = g_list_model_get_item (G_LIST_MODEL (self->messages), same);

      if (!is_same (old, wanted->pdata[same]))
        break;
      same++;
    }
  g_list_store_splice (self->messages, same, had - same, wanted->pdata + same, wanted->len - same);
}

/**
 * dt_reply_question_set_file:
 * @self: a question
 * @service: whom to ask for attachments
 * @file: the case
 * @now: Unix microseconds
 */
void
dt_reply_question_set_file (DtReplyQuestion *self, DtService *service, DtCaseFile *file, gint64 now)
{
  gboolean same;
  guint shown;

  g_return_if_fail (DT_IS_REPLY_QUESTION (self) && DT_IS_CASE_FILE (file));

  same = g_strcmp0 (self->case_id, file->a_case->id) == 0;
  shown = same ? g_list_model_get_n_items (G_LIST_MODEL (self->shown)) : 0;
  g_set_object (&self->service, service);
  self->now = now;
  gtk_label_set_text (self->title, file->a_case->title);
  dt_due_bar_set_file (self->due, service, file, now);
  if (!same)
    {
      g_free (self->case_id);
      self->case_id = g_strdup (file->a_case->id);
      gtk_slice_list_model_set_size (self->shown, 0);
      g_list_store_remove_all (self->messages);
      self->at_end = TRUE;
    }
  put_messages (self, file->timeline);
  show_last (self, MAX (shown, FIRST_ROWS));
}

/**
 * dt_reply_question_get_n_shown:
 * @self: a question
 *
 * Returns: how many messages can be scrolled to at once
 */
guint
dt_reply_question_get_n_shown (DtReplyQuestion *self)
{
  g_return_val_if_fail (DT_IS_REPLY_QUESTION (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->shown));
}

/**
 * dt_reply_question_get_n_messages:
 * @self: a question
 *
 * Returns: how many there are
 */
guint
dt_reply_question_get_n_messages (DtReplyQuestion *self)
{
  g_return_val_if_fail (DT_IS_REPLY_QUESTION (self), 0);

  return count (self);
}

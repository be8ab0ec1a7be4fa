/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was said and done on a case. Rows are kept by what they show, so that a change elsewhere
 * neither moves the reader nor loads a photo again. */
#include "ui/inbox/dt-timeline.h"

#include "ui/inbox/dt-event-words.h"
#include "ui/inbox/dt-message-card.h"
#include "ui/shell/dt-accessible-name.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* Of a longer history the newest rows are shown first. */
#define MAX_ROWS 60

struct _DtTimeline
{
  GtkBox parent_instance;
  GtkWidget *earlier;
  DtService *service;
  GPtrArray *items;
  GHashTable *rows; /* char *key → GtkWidget * */
  gint64 now;
  gboolean whole;
};

G_DEFINE_FINAL_TYPE (DtTimeline, dt_timeline, GTK_TYPE_BOX)

/* An extension that was not undone: its citizen can be told of it. */
static gboolean
holds (GPtrArray *items, guint at)
{
  DtTimelineItem *extension = items->pdata[at];
  int open = 0;

  if (extension->case_code != NULL || g_strcmp0 (extension->kind, "deadline.extended") != 0)
    return FALSE;
  for (guint i = at + 1; i < items->len && open >= 0; i++)
    {
      DtTimelineItem *item = items->pdata[i];

      if (item->case_code != NULL || g_strcmp0 (item->field, extension->field) != 0)
        continue;
      open += g_strcmp0 (item->kind, "deadline.extended") == 0;
      open -= g_strcmp0 (item->kind, "deadline.unextended") == 0;
    }
  return open >= 0;
}

/* All that a row shows and that can change; the time is there because "today" passes. */
static char *
dup_key (DtTimelineItem *item, guint times, gboolean notice, gint64 now)
{
  g_autofree char *time = dt_words_time (item->time, now);

  return g_strdup_printf ("%s|%u|%s|%u|%d%d%d|%u|%s|%s|%s|%s",
                          item->id,
                          times,
                          time,
                          item->text != NULL ? g_str_hash (item->text) : 0,
                          item->erased,
                          item->retracted,
                          notice,
                          item->attachments != NULL ? item->attachments->len : 0,
                          item->author_name != NULL ? item->author_name : "",
                          item->case_code != NULL ? item->case_code : "",
                          item->field != NULL ? item->field : "",
                          item->to != NULL ? item->to : "");
}

static void
add_notice (GtkWidget *box, DtTimelineItem *item)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Notice"));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "dt-link");
  gtk_widget_add_css_class (button, "dt-event-link");
  gtk_widget_add_css_class (button, "caption");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _ ("Notice of the extension to the citizen"));
  dt_accessible_name_set (button, _ ("Notice of the extension to the citizen"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "case.notice");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", item->id);
  gtk_box_append (GTK_BOX (box), button);
}

/* The same again by the same officer stands in one line: @times of it, the last at @item. */
static GtkWidget *
make_event (DtTimelineItem *item, guint times, gboolean notice, gint64 now)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = gtk_image_new_from_icon_name (dt_event_icon (item));
  g_autofree char *once = dt_event_words (item);
  g_autofree char *words
      = times > 1 ? g_strdup_printf (ngettext ("%s (%u time)", "%s (%u times)", times), once, times)
                  : g_strdup (once);
  g_autofree char *time = dt_words_time (item->time, now);
  g_autofree char *label = g_strdup_printf ("%s, %s", words, time);
  GtkWidget *text = gtk_label_new (words);
  GtkWidget *when = gtk_label_new (time);

  gtk_widget_add_css_class (box, "dt-event");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (text, GTK_ALIGN_START);
  gtk_widget_add_css_class (text, "caption");
  gtk_widget_set_valign (when, GTK_ALIGN_START);
  gtk_widget_add_css_class (when, "caption");
  gtk_widget_add_css_class (when, "dt-num");
  gtk_widget_add_css_class (icon, "dt-dim");
  gtk_widget_add_css_class (text, "dt-dim");
  gtk_widget_add_css_class (when, "dt-dim");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), text);
  if (notice)
    add_notice (box, item);
  gtk_box_append (GTK_BOX (box), when);
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return box;
}

/* Recording an answer sets the status too: the card says it already. */
static gboolean
is_said_by (DtTimelineItem *item, DtTimelineItem *before)
{
  return before != NULL && before->type == DT_TIMELINE_MESSAGE
         && before->direction == DT_DIRECTION_OUTBOUND && item->type == DT_TIMELINE_EVENT
         && g_strcmp0 (item->kind, "case.status") == 0 && g_strcmp0 (item->to, "answered") == 0
         && g_strcmp0 (item->actor_id, before->actor_id) == 0
         && ABS (item->recorded - before->recorded) < G_USEC_PER_SEC;
}

static GtkWidget *
make_row (DtTimeline *self, DtTimelineItem *item, guint times, gboolean notice)
{
  return item->type == DT_TIMELINE_MESSAGE ? dt_message_card_new (self->service, item, self->now)
                                           : make_event (item, times, notice, self->now);
}

static gboolean
is_same_event (DtTimelineItem *a, DtTimelineItem *b)
{
  return a->type == DT_TIMELINE_EVENT && b->type == DT_TIMELINE_EVENT
         && g_strcmp0 (a->kind, b->kind) == 0 && g_strcmp0 (a->actor_id, b->actor_id) == 0
         && g_strcmp0 (a->field, b->field) == 0 && g_strcmp0 (a->from, b->from) == 0
         && g_strcmp0 (a->case_code, b->case_code) == 0
         && (g_strcmp0 (a->to, b->to) == 0 || strcmp (a->kind, "receipt.issued") == 0);
}

static void
show_rows (DtTimeline *self)
{
  guint first = !self->whole && self->items->len > MAX_ROWS ? self->items->len - MAX_ROWS : 0;
  g_autoptr (GHashTable) old = g_steal_pointer (&self->rows);
  GtkWidget *before = self->earlier;
  guint times = 1;
  GHashTableIter iter;
  gpointer widget;

  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = first; i < self->items->len; i++)
    {
      DtTimelineItem *item = self->items->pdata[i];
      DtTimelineItem *next = i + 1 < self->items->len ? self->items->pdata[i + 1] : NULL;
      g_autofree char *key = NULL;
      g_autofree char *old_key = NULL;
      gpointer row = NULL;
      gboolean notice = holds (self->items, i);

      if (is_said_by (item, i > 0 ? self->items->pdata[i - 1] : NULL))
        continue;
      if (next != NULL && is_same_event (item, next))
        {
          times++;
          continue;
        }
      key = dup_key (item, times, notice, self->now);
      if (g_hash_table_steal_extended (old, key, (gpointer *) &old_key, &row))
        gtk_box_reorder_child_after (GTK_BOX (self), row, before);
      else
        {
          row = make_row (self, item, times, notice);
          gtk_box_insert_child_after (GTK_BOX (self), row, before);
        }
      before = row;
      times = 1;
      if (!g_hash_table_insert (self->rows, g_steal_pointer (&key), row))
        g_warning ("two rows of a timeline are the same");
    }
  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, NULL, &widget))
    gtk_box_remove (GTK_BOX (self), widget);

  if (first > 0)
    {
      g_autofree char *label = g_strdup_printf (
          ngettext ("Show %u Earlier Entry", "Show %u Earlier Entries", first), first);

      gtk_button_set_label (GTK_BUTTON (self->earlier), label);
    }
  gtk_widget_set_visible (self->earlier, first > 0);
}

static void
on_earlier_clicked_cb (GtkButton *button, DtTimeline *self)
{
  self->whole = TRUE;
  show_rows (self);
}

static void
dt_timeline_dispose (GObject *object)
{
  DtTimeline *self = DT_TIMELINE (object);

  g_clear_object (&self->service);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  G_OBJECT_CLASS (dt_timeline_parent_class)->dispose (object);
}

static void
dt_timeline_class_init (DtTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dt_timeline_dispose;
}

static void
dt_timeline_init (DtTimeline *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->earlier = gtk_button_new ();
  gtk_widget_add_css_class (self->earlier, "flat");
  gtk_widget_set_halign (self->earlier, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->earlier, FALSE);
  g_signal_connect (self->earlier, "clicked", G_CALLBACK (on_earlier_clicked_cb), self);
  gtk_box_append (GTK_BOX (self), self->earlier);
}

/**
 * dt_timeline_new:
 *
 * Returns: (transfer floating): an empty timeline
 */
GtkWidget *
dt_timeline_new (void)
{
  return g_object_new (DT_TYPE_TIMELINE, NULL);
}

/**
 * dt_timeline_set_service:
 * @self: a timeline
 * @service: (nullable): whom to ask for attachments
 */
void
dt_timeline_set_service (DtTimeline *self, DtService *service)
{
  g_return_if_fail (DT_IS_TIMELINE (self));

  g_set_object (&self->service, service);
}

/**
 * dt_timeline_set_items:
 * @self: a timeline
 * @items: (element-type DtTimelineItem): oldest first
 * @now: Unix microseconds
 */
void
dt_timeline_set_items (DtTimeline *self, GPtrArray *items, gint64 now)
{
  g_return_if_fail (DT_IS_TIMELINE (self) && items != NULL);

  gboolean same_case = self->items != NULL && self->items->len > 0 && items->len > 0
                       && g_strcmp0 (((DtTimelineItem *) self->items->pdata[0])->id,
                                     ((DtTimelineItem *) items->pdata[0])->id)
                              == 0;

  g_ptr_array_ref (items);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = items;
  self->now = now;
  self->whole = self->whole && same_case;
  show_rows (self);
}

/**
 * dt_timeline_get_last_message:
 * @self: a timeline
 *
 * Returns: (transfer none) (nullable): the card of what was said last
 */
GtkWidget *
dt_timeline_get_last_message (DtTimeline *self)
{
  GtkWidget *child = gtk_widget_get_last_child (GTK_WIDGET (self));

  while (child != NULL && !DT_IS_MESSAGE_CARD (child))
    child = gtk_widget_get_prev_sibling (child);
  return child;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One message, answer or internal note: who, by which channel, when, what, and the files. */
#include "ui/inbox/dt-message-card.h"

#include "ui/inbox/dt-attachment-button.h"
#include "ui/inbox/dt-image.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

/* A longer text is cut, so that one that was pasted from a book does not hold up the window. */
#define MAX_CHARS 3000
/* As many photos stand beside the text; more stand below. */
#define MAX_BESIDE 2
#define AUTHOR_CHARS 20

struct _DtMessageCard
{
  GtkBox parent_instance;
  GtkImage *icon;
  GtkLabel *author;
  GtkLabel *channel;
  GtkLabel *time;
  GtkLabel *text;
  GtkWidget *beside;
  GtkWidget *more;
  GtkWidget *below;
  DtTimelineItem *item;
};

G_DEFINE_FINAL_TYPE (DtMessageCard, dt_message_card, GTK_TYPE_BOX)

static const char *
get_author (DtTimelineItem *item)
{
  if (item->direction != DT_DIRECTION_INBOUND)
    {
      if (item->author_name != NULL)
        return item->author_name;
      return item->actor_name != NULL ? item->actor_name : _ ("The office");
    }
  return item->author_name != NULL ? item->author_name : _ ("Anonymous sender");
}

static char *
dup_channel (DtTimelineItem *item)
{
  const char *channel = dt_words_channel (item->channel);
  g_autofree char *text = NULL;

  switch (item->direction)
    {
    case DT_DIRECTION_NOTE:
      text = g_strdup (_ ("Internal note"));
      break;
    case DT_DIRECTION_OUTBOUND:
      text = g_strdup_printf (_ ("Answered · %s"), channel);
      break;
    case DT_DIRECTION_INBOUND:
    case DT_N_DIRECTIONS:
    default:
      text = g_strdup (channel);
    }
  if (item->case_code != NULL)
    return g_strdup_printf (_ ("%s · from %s"), text, item->case_code);
  if (item->retracted)
    return g_strdup_printf (_ ("%s · taken back"), text);
  return g_steal_pointer (&text);
}

static void
show_text (DtMessageCard *self, gboolean whole)
{
  const char *text = self->item->text;
  gboolean cut = FALSE;

  if (self->item->erased)
    {
      gtk_label_set_text (self->text,
                          _ ("The content was erased as the law on personal data provides."));
      gtk_widget_add_css_class (GTK_WIDGET (self->text), "dt-dim");
      return;
    }
  if (text == NULL)
    text = "";
  if (!whole && g_utf8_strlen (text, -1) > MAX_CHARS)
    {
      g_autofree char *first = g_utf8_substring (text, 0, MAX_CHARS);
      g_autofree char *shown = g_strconcat (first, "…", NULL);

      cut = TRUE;
      gtk_label_set_text (self->text, shown);
    }
  else
    gtk_label_set_text (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->text), *text != '\0');
  gtk_widget_set_visible (self->more, cut);
}

static void
on_more_clicked_cb (GtkButton *button, DtMessageCard *self)
{
  show_text (self, TRUE);
}

static void
add_attachments (DtMessageCard *self, DtService *service)
{
  GPtrArray *all = self->item->attachments;
  guint n_photos = 0;

  if (all == NULL || self->item->erased)
    return;
  for (guint i = 0; i < all->len; i++)
    if (dt_image_is_type (((DtAttachment *) all->pdata[i])->media_type))
      n_photos++;
  for (guint i = 0; i < all->len; i++)
    {
      DtAttachment *attachment = all->pdata[i];
      GtkWidget *button = dt_attachment_button_new (service, attachment, all);

      if (dt_image_is_type (attachment->media_type) && n_photos <= MAX_BESIDE)
        {
          gtk_box_append (GTK_BOX (self->beside), button);
          gtk_widget_set_visible (self->beside, TRUE);
        }
      else
        {
          gtk_flow_box_append (GTK_FLOW_BOX (self->below), button);
          gtk_widget_set_visible (self->below, TRUE);
        }
    }
}

static void
dt_message_card_dispose (GObject *object)
{
  g_clear_object (&DT_MESSAGE_CARD (object)->item);
  G_OBJECT_CLASS (dt_message_card_parent_class)->dispose (object);
}

static void
dt_message_card_class_init (DtMessageCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_message_card_dispose;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/inbox/dt-message-card.ui");
  gtk_widget_class_bind_template_child (widget_class, DtMessageCard, icon);
  gtk_widget_class_bind_template_child (widget_class, DtMessageCard, author);
  gtk_widget_class_bind_template_child (widget_class, DtMessageCard, channel);
  gtk_widget_class_bind_template_child (widget_class, DtMessageCard, time);
  gtk_widget_class_bind_template_child (widget_class, DtMessageCard, text);
  gtk_widget_class_bind_template_child (widget_class, DtMessageCard, beside);
  gtk_widget_class_bind_template_child (widget_class, DtMessageCard, more);
  gtk_widget_class_bind_template_child (widget_class, DtMessageCard, below);
}

static void
dt_message_card_init (DtMessageCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->more, "clicked", G_CALLBACK (on_more_clicked_cb), self);
}

/**
 * dt_message_card_make_compact:
 * @self: a card
 * @now: Unix microseconds
 *
 * Where there is little room the icon alone says the channel, and the time is short.
 */
void
dt_message_card_make_compact (DtMessageCard *self, gint64 now)
{
  g_autofree char *time = NULL;

  g_return_if_fail (DT_IS_MESSAGE_CARD (self));

  time = dt_words_time_short (self->item->time, now);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->icon), gtk_label_get_text (self->channel));
  gtk_widget_set_visible (GTK_WIDGET (self->channel), FALSE);
  gtk_label_set_ellipsize (self->author, PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (self->author, -1);
  gtk_label_set_xalign (self->author, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->author), TRUE);
  gtk_label_set_text (self->time, time);
}

/**
 * dt_message_card_new:
 * @service: (nullable): whom to ask for attachments
 * @item: a message of a timeline
 * @now: Unix microseconds
 *
 * Returns: (transfer floating): its card
 */
GtkWidget *
dt_message_card_new (DtService *service, DtTimelineItem *item, gint64 now)
{
  g_return_val_if_fail (item != NULL && item->type == DT_TIMELINE_MESSAGE, NULL);

  DtMessageCard *self = g_object_new (DT_TYPE_MESSAGE_CARD, NULL);
  g_autofree char *channel = dup_channel (item);
  g_autofree char *time = dt_words_time (item->time, now);
  g_autofree char *recorded = dt_words_time (item->recorded, now);
  g_autofree char *tooltip = g_strdup_printf (_ ("Recorded %s"), recorded);
  g_autofree char *label = NULL;

  self->item = g_object_ref (item);
  gtk_image_set_from_icon_name (self->icon,
                                item->direction == DT_DIRECTION_NOTE ? "dt-note-symbolic"
                                : item->direction == DT_DIRECTION_OUTBOUND
                                    ? "mail-reply-sender-symbolic"
                                    : dt_words_channel_icon (item->channel));
  gtk_label_set_text (self->author, get_author (item));
  /* Who comes before by which channel where both have no room. */
  if (g_utf8_strlen (get_author (item), -1) > AUTHOR_CHARS)
    gtk_label_set_width_chars (self->author, AUTHOR_CHARS);
  else
    gtk_label_set_ellipsize (self->author, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_text (self->channel, channel);
  gtk_label_set_text (self->time, time);
  if (item->recorded != 0)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->time), tooltip);
  if (item->direction == DT_DIRECTION_NOTE)
    gtk_widget_add_css_class (GTK_WIDGET (self), "dt-note");
  if (item->retracted)
    gtk_widget_add_css_class (GTK_WIDGET (self), "dt-retracted");
  show_text (self, FALSE);
  add_attachments (self, service);
  label = g_strdup_printf (
      "%s, %s, %s: %s", get_author (item), channel, time, gtk_label_get_text (self->text));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_WIDGET (self);
}

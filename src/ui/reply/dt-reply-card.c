/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cards of a case's open replies. What they say but for the seconds is kept as one string: as
 * long as that stays the same, the widgets stay too, and with them the focus. */
#include "ui/reply/dt-reply-card.h"

#include "ui/reply/dt-reply-stage.h"

#include <glib/gi18n.h>

struct _DtReplyCard
{
  GtkWidget parent_instance;
  GtkBox *box;
  GPtrArray *counted; /* of GtkLabel, unowned: a title that counts, or NULL; a card each */
  DtRunner *runner;
  DtOutbox *outbox;
  DtCaseFile *file;
  char *shown; /* what the cards say */
  guint tick_id;
};

static guint by_hand_signal;

G_DEFINE_FINAL_TYPE (DtReplyCard, dt_reply_card, GTK_TYPE_WIDGET)

/* ---- a card ---- */

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_texts (DtReplyCard *self, const DtReplyStage *stage)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *title = make_label (stage->title, "heading");

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), title);
  g_ptr_array_add (self->counted, stage->seconds > 0 ? title : NULL);
  if (stage->text != NULL)
    {
      GtkWidget *text = make_label (stage->text, "caption");

      gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
      gtk_label_set_lines (GTK_LABEL (text), 3);
      gtk_widget_set_tooltip_text (text, stage->text);
      gtk_widget_add_css_class (text, "dt-dim");
      gtk_box_append (GTK_BOX (texts), text);
    }
  return texts;
}

static void
add_offers (GtkWidget *box, const DtReplyStage *stage, DtReply *reply)
{
  for (guint i = 0; stage->offers[i].label != NULL; i++)
    {
      const DtReplyOffer *offer = &stage->offers[i];
      GtkWidget *button = gtk_button_new_with_mnemonic (offer->label);

      if (offer->with_id)
        gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", reply->id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), offer->action);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), button);
    }
}

static void
add_card (DtReplyCard *self, const DtReplyStage *stage, DtReply *reply)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = gtk_image_new_from_icon_name (stage->icon);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "dt-reply-card");
  if (stage->style != NULL)
    gtk_widget_add_css_class (card, stage->style);
  gtk_box_append (GTK_BOX (card), icon);
  gtk_box_append (GTK_BOX (card), make_texts (self, stage));
  add_offers (card, stage, reply);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, stage->title, -1);
  gtk_box_append (self->box, card);
}

/* ---- all of them ---- */

/* What a card says, but for the seconds. */
static void
describe (GString *text, const DtReplyStage *stage, DtReply *reply)
{
  g_string_append_printf (text,
                          "%s|%s|%s|%s|",
                          reply->id,
                          stage->icon,
                          stage->seconds > 0 ? "" : stage->title,
                          stage->text != NULL ? stage->text : "");
  for (guint i = 0; stage->offers[i].label != NULL; i++)
    g_string_append_printf (text, "%s;", stage->offers[i].action);
}

static void
clear (DtReplyCard *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->counted, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
}

static gboolean
on_tick_cb (gpointer data)
{
  DtReplyCard *self = data;

  self->tick_id = 0;
  dt_reply_card_refresh (self);
  return G_SOURCE_REMOVE;
}

/* Only while somebody can see it. */
static void
tick (DtReplyCard *self, gboolean counting)
{
  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (counting && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick_id = g_timeout_add_seconds (1, on_tick_cb, self);
}

/* The stages of the open replies; @replies: of these. */
static GArray *
find_stages (DtReplyCard *self, GPtrArray *replies)
{
  GArray *stages = g_array_new (FALSE, FALSE, sizeof (DtReplyStage));
  DtService *service = dt_runner_get_service (self->runner);
  gboolean signed_in = dt_service_get_officer (service) != NULL;

  g_array_set_clear_func (stages, (GDestroyNotify) dt_reply_stage_clear);
  for (guint i = 0; signed_in && self->file != NULL && i < self->file->replies->len; i++)
    {
      DtReply *reply = self->file->replies->pdata[i];
      DtReplyStage stage;

      if (!dt_reply_state_is_open (reply->state))
        continue;
      dt_reply_stage_init (
          &stage, service, self->outbox, self->file, reply, dt_runner_now (self->runner));
      g_array_append_val (stages, stage);
      g_ptr_array_add (replies, reply);
    }
  return stages;
}

static void
count_down (DtReplyCard *self, GArray *stages)
{
  for (guint i = 0; i < stages->len; i++)
    {
      const DtReplyStage *stage = &g_array_index (stages, DtReplyStage, i);
      GtkLabel *label = self->counted->pdata[i];

      if (label != NULL && g_strcmp0 (gtk_label_get_text (label), stage->title) != 0)
        gtk_label_set_text (label, stage->title);
    }
}

/* ---- what can be done ---- */

static DtReply *
find_reply (DtReplyCard *self, GVariant *parameter)
{
  const char *id = g_variant_get_string (parameter, NULL);

  for (guint i = 0; self->file != NULL && i < self->file->replies->len; i++)
    if (g_strcmp0 (((DtReply *) self->file->replies->pdata[i])->id, id) == 0)
      return self->file->replies->pdata[i];
  return NULL;
}

static void
run (DtReplyCard *self, DtCommand *command, const char *text)
{
  dt_runner_run (self->runner, command, text, NULL, NULL, NULL);
}

static void
on_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DtReplyCard *self = DT_REPLY_CARD (widget);
  DtReply *reply = find_reply (self, parameter);

  if (reply == NULL)
    return;
  if (g_str_equal (action, "reply.send"))
    run (self, dt_command_send_reply (reply->case_id, reply->id, NULL), _ ("On its way"));
  else if (g_str_equal (action, "reply.recall"))
    run (self, dt_command_recall_reply (reply->id), _ ("Taken back before it was sent"));
  else if (g_str_equal (action, "reply.retry"))
    run (self, dt_command_retry_reply (reply->id), _ ("Being sent again"));
  else if (g_str_equal (action, "reply.arrived"))
    run (self, dt_command_confirm_reply (reply->id, 0, NULL), _ ("Recorded as sent"));
  else if (g_str_equal (action, "reply.withdraw"))
    run (self, dt_command_withdraw_reply (reply->id), _ ("Taken back"));
  else if (g_str_equal (action, "reply.discard"))
    run (self, dt_command_discard_reply (reply->id), _ ("Draft discarded"));
  else
    g_signal_emit (self, by_hand_signal, 0, reply);
}

/* ---- vfuncs ---- */

static void
dt_reply_card_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (dt_reply_card_parent_class)->map (widget);
  dt_reply_card_refresh (DT_REPLY_CARD (widget));
}

static void
dt_reply_card_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (dt_reply_card_parent_class)->unmap (widget);
  tick (DT_REPLY_CARD (widget), FALSE);
}

static void
dt_reply_card_dispose (GObject *object)
{
  DtReplyCard *self = DT_REPLY_CARD (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->box != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->box));
  self->box = NULL;
  g_clear_pointer (&self->counted, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_free);
  g_clear_object (&self->file);
  g_clear_object (&self->outbox);
  g_clear_object (&self->runner);
  G_OBJECT_CLASS (dt_reply_card_parent_class)->dispose (object);
}

static void
dt_reply_card_class_init (DtReplyCardClass *klass)
{
  static const char *const actions[]
      = { "reply.send",     "reply.recall",  "reply.retry",  "reply.arrived",
          "reply.withdraw", "reply.discard", "reply.by-hand" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_reply_card_dispose;
  widget_class->map = dt_reply_card_map;
  widget_class->unmap = dt_reply_card_unmap;
  by_hand_signal = g_signal_new ("by-hand",
                                 G_TYPE_FROM_CLASS (klass),
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 1,
                                 DT_TYPE_REPLY);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], "s", on_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
dt_reply_card_init (DtReplyCard *self)
{
  self->counted = g_ptr_array_new ();
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* ---- public ---- */

/**
 * dt_reply_card_set_runner:
 * @self: the cards
 * @runner: who runs their commands
 */
void
dt_reply_card_set_runner (DtReplyCard *self, DtRunner *runner)
{
  g_return_if_fail (DT_IS_REPLY_CARD (self) && DT_IS_RUNNER (runner) && self->runner == NULL);

  self->runner = g_object_ref (runner);
}

/**
 * dt_reply_card_set_outbox:
 * @self: the cards
 * @outbox: (nullable): with the channels that are connected
 */
void
dt_reply_card_set_outbox (DtReplyCard *self, DtOutbox *outbox)
{
  g_return_if_fail (DT_IS_REPLY_CARD (self));

  g_set_object (&self->outbox, outbox);
  dt_reply_card_refresh (self);
}

/**
 * dt_reply_card_set_file:
 * @self: the cards
 * @file: (nullable): the case whose open replies they show
 */
void
dt_reply_card_set_file (DtReplyCard *self, DtCaseFile *file)
{
  g_return_if_fail (DT_IS_REPLY_CARD (self) && self->runner != NULL);

  g_set_object (&self->file, file);
  dt_reply_card_refresh (self);
}

/**
 * dt_reply_card_refresh:
 * @self: the cards
 *
 * Shows the replies as they stand now.
 */
void
dt_reply_card_refresh (DtReplyCard *self)
{
  g_autoptr (GPtrArray) replies = g_ptr_array_new ();
  g_autoptr (GArray) stages = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean counting = FALSE;

  g_return_if_fail (DT_IS_REPLY_CARD (self));

  if (self->runner == NULL)
    return;
  stages = find_stages (self, replies);
  for (guint i = 0; i < stages->len; i++)
    {
      describe (text, &g_array_index (stages, DtReplyStage, i), replies->pdata[i]);
      counting = counting || g_array_index (stages, DtReplyStage, i).seconds > 0;
    }
  if (g_strcmp0 (text->str, self->shown) != 0)
    {
      clear (self);
      for (guint i = 0; i < stages->len; i++)
        add_card (self, &g_array_index (stages, DtReplyStage, i), replies->pdata[i]);
      g_free (self->shown);
      self->shown = g_strdup (text->str);
    }
  count_down (self, stages);
  gtk_widget_set_visible (GTK_WIDGET (self), stages->len > 0);
  tick (self, counting);
}

/**
 * dt_reply_card_is_ticking:
 * @self: the cards
 *
 * Returns: whether seconds are counted
 */
gboolean
dt_reply_card_is_ticking (DtReplyCard *self)
{
  return self->tick_id != 0;
}

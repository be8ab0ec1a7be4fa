/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chooser of channels, and below it what is to be known of the one that is chosen. */
#include "ui/reply/dt-channel-chooser.h"

#include "ui/reply/dt-reply-words.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

#define MAX_OTHERS 3
#define MAX_NAMES 2

struct _DtChannelChooser
{
  GtkBox parent_instance;
  GtkDropDown *drop_down;
  GtkLabel *state;
  GtkBox *others; /* when the one that is chosen is closed */
  GtkBox *warning;

  GtkStringList *nicks;
  GPtrArray *reaches; /* of DtReach */
  DtReplyRules *rules;
  gint64 now;
  gboolean filling;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (DtChannelChooser, dt_channel_chooser, GTK_TYPE_BOX)

static const DtReach *
find_reach (DtChannelChooser *self, DtChannelKind channel)
{
  for (guint i = 0; self->reaches != NULL && i < self->reaches->len; i++)
    if (((DtReach *) self->reaches->pdata[i])->channel == channel)
      return self->reaches->pdata[i];
  return NULL;
}

/* ---- what is said of it ---- */

static char *
dup_names (const DtReach *reach)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < reach->recipients->len && i < MAX_NAMES; i++)
    {
      DtRecipient *recipient = reach->recipients->pdata[i];

      g_string_append_printf (text,
                              "%s%s",
                              i > 0 ? ", " : "",
                              recipient->name != NULL ? recipient->name : _ ("the sender"));
    }
  if (reach->recipients->len > MAX_NAMES)
    g_string_append_printf (
        text,
        ngettext (" and %u more", " and %u more", reach->recipients->len - MAX_NAMES),
        reach->recipients->len - MAX_NAMES);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_state (DtChannelChooser *self, DtChannelKind channel, const DtReach *reach)
{
  const DtChannelRule *rule = dt_reply_rules_get_channel (self->rules, channel);
  g_autofree char *names = reach != NULL ? dup_names (reach) : NULL;
  g_autofree char *span = NULL;

  if (reach == NULL || reach->recipients->len == 0)
    return g_strdup (_ ("Nobody of this case can be reached there."));
  if (reach->until == 0)
    return g_strdup (_ ("The time to write there is over. Other ways:"));
  if (reach->until != G_MAXINT64)
    {
      span = dt_reply_words_span (reach->until - self->now);
      return g_strdup_printf (_ ("To %s. Open for %s, then call or send a letter."), names, span);
    }
  if (rule->way == DT_WAY_TELL)
    return g_strdup_printf (_ ("To %s. Told, and recorded as told."), names);
  if (rule->way == DT_WAY_LETTER)
    return g_strdup_printf (_ ("To %s. Printed, signed and numbered."), names);
  return g_strdup_printf (_ ("To %s."), names);
}

static void
on_other_clicked_cb (GtkButton *button, DtChannelChooser *self)
{
  gtk_drop_down_set_selected (self->drop_down,
                              GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "position")));
}

static void
add_other (DtChannelChooser *self, guint position)
{
  DtReach *reach = self->reaches->pdata[position];
  GtkWidget *button = gtk_button_new_with_label (dt_reply_words_way (reach->channel));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "dt-link");
  gtk_widget_add_css_class (button, "dt-inline-link");
  g_object_set_data (G_OBJECT (button), "position", GUINT_TO_POINTER (position));
  g_signal_connect (button, "clicked", G_CALLBACK (on_other_clicked_cb), self);
  gtk_box_append (self->others, button);
}

static void
show_others (DtChannelChooser *self, gboolean wanted)
{
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->others))) != NULL)
    gtk_box_remove (self->others, child);
  for (guint i = 0; wanted && i < self->reaches->len && n < MAX_OTHERS; i++)
    {
      DtReach *reach = self->reaches->pdata[i];

      if (reach->recipients->len == 0 || reach->until == 0)
        continue;
      add_other (self, i);
      n++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->others), n > 0);
}

static void
update (DtChannelChooser *self)
{
  DtChannelKind channel = dt_channel_chooser_get_channel (self);
  const DtReach *reach = find_reach (self, channel);
  gboolean closed = reach == NULL || reach->recipients->len == 0 || reach->until == 0;
  g_autofree char *state = NULL;

  if (self->rules == NULL)
    return;
  state = dup_state (self, channel, reach);
  gtk_label_set_text (self->state, state);
  if (closed)
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "dt-warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), "dt-warning");
  show_others (self, closed);
  gtk_widget_set_visible (GTK_WIDGET (self->warning),
                          dt_reply_rules_get_channel (self->rules, channel)->public);
}

/* ---- the list ---- */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 8);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (item, box);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkStringObject *nick = gtk_list_item_get_item (item);
  DtChannelKind channel = DT_CHANNEL_FILE;

  dt_channel_from_nick (gtk_string_object_get_string (nick), &channel);
  gtk_image_set_from_icon_name (GTK_IMAGE (gtk_widget_get_first_child (box)),
                                dt_words_channel_icon (channel));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)), dt_reply_words_way (channel));
}

static void
on_selected_cb (GtkDropDown *drop_down, GParamSpec *pspec, DtChannelChooser *self)
{
  if (self->filling)
    return;
  update (self);
  g_signal_emit (self, changed_signal, 0);
}

static guint
find_position (DtChannelChooser *self, DtChannelKind channel)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->nicks)); i++)
    if (g_str_equal (gtk_string_list_get_string (self->nicks, i), dt_channel_to_nick (channel)))
      return i;
  return GTK_INVALID_LIST_POSITION;
}

/* ---- vfuncs ---- */

static void
dt_channel_chooser_dispose (GObject *object)
{
  DtChannelChooser *self = DT_CHANNEL_CHOOSER (object);

  g_clear_object (&self->nicks);
  g_clear_pointer (&self->reaches, g_ptr_array_unref);
  g_clear_pointer (&self->rules, dt_reply_rules_unref);
  G_OBJECT_CLASS (dt_channel_chooser_parent_class)->dispose (object);
}

static void
dt_channel_chooser_class_init (DtChannelChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_channel_chooser_dispose;
  changed_signal = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/reply/dt-channel-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, DtChannelChooser, drop_down);
  gtk_widget_class_bind_template_child (widget_class, DtChannelChooser, state);
  gtk_widget_class_bind_template_child (widget_class, DtChannelChooser, others);
  gtk_widget_class_bind_template_child (widget_class, DtChannelChooser, warning);
}

static void
dt_channel_chooser_init (DtChannelChooser *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->nicks = gtk_string_list_new (NULL);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  gtk_drop_down_set_factory (self->drop_down, factory);
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (self->nicks));
  g_signal_connect (self->drop_down, "notify::selected", G_CALLBACK (on_selected_cb), self);
}

/* ---- public ---- */

/**
 * dt_channel_chooser_set_file:
 * @self: a chooser
 * @file: the case
 * @rules: of replies
 * @now: Unix microseconds
 */
void
dt_channel_chooser_set_file (DtChannelChooser *self,
                             DtCaseFile *file,
                             DtReplyRules *rules,
                             gint64 now)
{
  g_autoptr (GPtrArray) nicks = NULL;
  DtChannelKind channel;
  gboolean had;
  guint position;

  g_return_if_fail (DT_IS_CHANNEL_CHOOSER (self) && DT_IS_CASE_FILE (file) && rules != NULL);

  had = self->reaches != NULL;
  channel = dt_channel_chooser_get_channel (self);
  dt_reply_rules_ref (rules);
  g_clear_pointer (&self->rules, dt_reply_rules_unref);
  self->rules = rules;
  self->now = now;
  g_clear_pointer (&self->reaches, g_ptr_array_unref);
  self->reaches = dt_reach_find (file, rules, now);
  nicks = g_ptr_array_new ();
  for (guint i = 0; i < self->reaches->len; i++)
    g_ptr_array_add (
        nicks, (gpointer) dt_channel_to_nick (((DtReach *) self->reaches->pdata[i])->channel));
  g_ptr_array_add (nicks, NULL);
  self->filling = TRUE;
  gtk_string_list_splice (self->nicks,
                          0,
                          g_list_model_get_n_items (G_LIST_MODEL (self->nicks)),
                          (const char *const *) nicks->pdata);
  position = had ? find_position (self, channel) : 0;
  gtk_drop_down_set_selected (self->drop_down,
                              position != GTK_INVALID_LIST_POSITION ? position : 0);
  self->filling = FALSE;
  update (self);
}

/**
 * dt_channel_chooser_set_channel:
 * @self: a chooser with a file
 * @channel: what is to be chosen
 */
void
dt_channel_chooser_set_channel (DtChannelChooser *self, DtChannelKind channel)
{
  guint position;

  g_return_if_fail (DT_IS_CHANNEL_CHOOSER (self) && self->reaches != NULL);

  self->filling = TRUE;
  position = find_position (self, channel);
  if (position == GTK_INVALID_LIST_POSITION)
    {
      gtk_string_list_append (self->nicks, dt_channel_to_nick (channel));
      position = g_list_model_get_n_items (G_LIST_MODEL (self->nicks)) - 1;
    }
  gtk_drop_down_set_selected (self->drop_down, position);
  self->filling = FALSE;
  update (self);
}

/**
 * dt_channel_chooser_choose_open:
 * @self: a chooser with a file
 */
void
dt_channel_chooser_choose_open (DtChannelChooser *self)
{
  g_return_if_fail (DT_IS_CHANNEL_CHOOSER (self) && self->reaches != NULL);

  for (guint i = 0; i < self->reaches->len; i++)
    {
      DtReach *reach = self->reaches->pdata[i];

      if (reach->recipients->len > 0 && reach->until != 0)
        {
          dt_channel_chooser_set_channel (self, reach->channel);
          return;
        }
    }
  if (self->reaches->len > 0)
    dt_channel_chooser_set_channel (self, ((DtReach *) self->reaches->pdata[0])->channel);
}

/**
 * dt_channel_chooser_get_channel:
 * @self: a chooser
 *
 * Returns: what is chosen
 */
DtChannelKind
dt_channel_chooser_get_channel (DtChannelChooser *self)
{
  DtChannelKind channel = DT_CHANNEL_WALK_IN;
  GtkStringObject *nick;

  g_return_val_if_fail (DT_IS_CHANNEL_CHOOSER (self), channel);

  nick = gtk_drop_down_get_selected_item (self->drop_down);
  if (nick != NULL)
    dt_channel_from_nick (gtk_string_object_get_string (nick), &channel);
  return channel;
}

/**
 * dt_channel_chooser_get_reach:
 * @self: a chooser
 *
 * Returns: (nullable): whom the chosen channel reaches
 */
const DtReach *
dt_channel_chooser_get_reach (DtChannelChooser *self)
{
  g_return_val_if_fail (DT_IS_CHANNEL_CHOOSER (self), NULL);

  return find_reach (self, dt_channel_chooser_get_channel (self));
}

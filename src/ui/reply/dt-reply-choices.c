/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row of choices above the text. */
#include "ui/reply/dt-reply-choices.h"

#include "model/dt-catalogue.h"
#include "ui/reply/dt-channel-chooser.h"
#include "ui/reply/dt-reply-words.h"

#include <glib/gi18n.h>

struct _DtReplyChoices
{
  GtkBox parent_instance;
  GtkBox *row;
  DtChannelChooser *channel;
  GtkDropDown *outcome;
  GtkDropDown *form;
  GtkDropDown *ground;

  DtCaseFile *file;
  GPtrArray *grounds; /* of DtGround, for the kind of the case */
  gboolean filling;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (DtReplyChoices, dt_reply_choices, GTK_TYPE_BOX)

static DtReplyOutcome
get_outcome (DtReplyChoices *self)
{
  guint selected = gtk_drop_down_get_selected (self->outcome);

  return selected < DT_N_REPLY_OUTCOMES ? (DtReplyOutcome) selected : DT_REPLY_OUTCOME_ANSWER;
}

static void
update (DtReplyChoices *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->ground), get_outcome (self) == DT_REPLY_OUTCOME_REFUSE);
}

static void
tell (DtReplyChoices *self)
{
  if (self->filling)
    return;
  update (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
on_channel_changed_cb (DtChannelChooser *chooser, DtReplyChoices *self)
{
  tell (self);
}

static void
on_selected_cb (GtkDropDown *drop_down, GParamSpec *pspec, DtReplyChoices *self)
{
  tell (self);
}

static void
set_strings (GtkDropDown *drop_down, const char *(*name) (guint i), guint n)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (names, name (i));
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (names));
}

static const char *
name_outcome (guint i)
{
  return dt_reply_words_outcome ((DtReplyOutcome) i);
}

static const char *
name_form (guint i)
{
  return dt_reply_words_form ((DtAddressForm) i);
}

static void
list_grounds (DtReplyChoices *self)
{
  const GPtrArray *all = dt_catalogue_get_grounds ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->grounds, 0);
  gtk_string_list_append (names, _ ("Choose the ground"));
  for (guint i = 0; i < all->len; i++)
    {
      DtGround *ground = all->pdata[i];

      if ((ground->kinds & (1u << self->file->a_case->kind)) == 0)
        continue;
      g_ptr_array_add (self->grounds, ground);
      gtk_string_list_append (names, ground->name_vi);
    }
  gtk_drop_down_set_model (self->ground, G_LIST_MODEL (names));
}

/* ---- the list of grounds has long names ---- */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 8);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 60);
  gtk_list_item_set_child (item, label);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, text);
}

/* ---- vfuncs ---- */

static void
dt_reply_choices_dispose (GObject *object)
{
  DtReplyChoices *self = DT_REPLY_CHOICES (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->grounds, g_ptr_array_unref);
  G_OBJECT_CLASS (dt_reply_choices_parent_class)->dispose (object);
}

static void
dt_reply_choices_class_init (DtReplyChoicesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_reply_choices_dispose;
  changed_signal = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (DT_TYPE_CHANNEL_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/reply/dt-reply-choices.ui");
  gtk_widget_class_bind_template_child (widget_class, DtReplyChoices, row);
  gtk_widget_class_bind_template_child (widget_class, DtReplyChoices, channel);
  gtk_widget_class_bind_template_child (widget_class, DtReplyChoices, outcome);
  gtk_widget_class_bind_template_child (widget_class, DtReplyChoices, form);
  gtk_widget_class_bind_template_child (widget_class, DtReplyChoices, ground);
}

static void
dt_reply_choices_init (DtReplyChoices *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->grounds = g_ptr_array_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  gtk_drop_down_set_factory (self->ground, factory);
  set_strings (self->outcome, name_outcome, DT_N_REPLY_OUTCOMES);
  set_strings (self->form, name_form, DT_N_ADDRESS_FORMS);
  g_signal_connect (self->channel, "changed", G_CALLBACK (on_channel_changed_cb), self);
  g_signal_connect (self->outcome, "notify::selected", G_CALLBACK (on_selected_cb), self);
  g_signal_connect (self->form, "notify::selected", G_CALLBACK (on_selected_cb), self);
  g_signal_connect (self->ground, "notify::selected", G_CALLBACK (on_selected_cb), self);
}

/* ---- public ---- */

/**
 * dt_reply_choices_set_file:
 * @self: choices
 * @file: the case
 * @rules: of replies
 * @now: Unix microseconds
 */
void
dt_reply_choices_set_file (DtReplyChoices *self, DtCaseFile *file, DtReplyRules *rules, gint64 now)
{
  gboolean same;

  g_return_if_fail (DT_IS_REPLY_CHOICES (self) && DT_IS_CASE_FILE (file));

  same = self->file != NULL && g_str_equal (self->file->a_case->id, file->a_case->id)
         && self->file->a_case->kind == file->a_case->kind;
  self->filling = TRUE;
  g_set_object (&self->file, file);
  dt_channel_chooser_set_file (self->channel, file, rules, now);
  if (!same)
    list_grounds (self);
  self->filling = FALSE;
  update (self);
}

static guint
find_ground (DtReplyChoices *self, const char *code)
{
  for (guint i = 0; code != NULL && i < self->grounds->len; i++)
    if (g_str_equal (((DtGround *) self->grounds->pdata[i])->code, code))
      return i + 1;
  return 0;
}

/**
 * dt_reply_choices_set:
 * @self: choices with a file
 * @draft: (nullable): what is to be shown
 */
void
dt_reply_choices_set (DtReplyChoices *self, const DtReplyDraft *draft)
{
  g_return_if_fail (DT_IS_REPLY_CHOICES (self) && self->file != NULL);

  self->filling = TRUE;
  if (draft != NULL)
    dt_channel_chooser_set_channel (self->channel, draft->channel);
  else
    dt_channel_chooser_choose_open (self->channel);
  gtk_drop_down_set_selected (self->outcome,
                              draft != NULL ? draft->outcome : DT_REPLY_OUTCOME_ANSWER);
  gtk_drop_down_set_selected (self->form, draft != NULL ? draft->form : DT_ADDRESS_UNDECIDED);
  gtk_drop_down_set_selected (self->ground, draft != NULL ? find_ground (self, draft->ground) : 0);
  self->filling = FALSE;
  update (self);
}

/**
 * dt_reply_choices_fill:
 * @self: choices with a file
 * @draft: gets what is chosen
 */
void
dt_reply_choices_fill (DtReplyChoices *self, DtReplyDraft *draft)
{
  const DtReach *reach;
  guint ground;

  g_return_if_fail (DT_IS_REPLY_CHOICES (self) && draft != NULL);

  reach = dt_channel_chooser_get_reach (self->channel);
  ground = gtk_drop_down_get_selected (self->ground);
  draft->channel = dt_channel_chooser_get_channel (self->channel);
  draft->outcome = get_outcome (self);
  draft->form = dt_reply_choices_get_form (self);
  g_clear_pointer (&draft->ground, g_free);
  if (draft->outcome == DT_REPLY_OUTCOME_REFUSE && ground > 0 && ground <= self->grounds->len)
    draft->ground = g_strdup (((DtGround *) self->grounds->pdata[ground - 1])->code);
  g_ptr_array_set_size (draft->recipients, 0);
  for (guint i = 0; reach != NULL && i < reach->recipients->len; i++)
    g_ptr_array_add (draft->recipients, g_object_ref (reach->recipients->pdata[i]));
}

/**
 * dt_reply_choices_get_channel:
 * @self: choices
 *
 * Returns: the way it goes
 */
DtChannelKind
dt_reply_choices_get_channel (DtReplyChoices *self)
{
  g_return_val_if_fail (DT_IS_REPLY_CHOICES (self), DT_CHANNEL_FILE);

  return dt_channel_chooser_get_channel (self->channel);
}

/**
 * dt_reply_choices_get_form:
 * @self: choices
 *
 * Returns: how the citizen is addressed
 */
DtAddressForm
dt_reply_choices_get_form (DtReplyChoices *self)
{
  guint selected;

  g_return_val_if_fail (DT_IS_REPLY_CHOICES (self), DT_ADDRESS_UNDECIDED);

  selected = gtk_drop_down_get_selected (self->form);
  return selected < DT_N_ADDRESS_FORMS ? (DtAddressForm) selected : DT_ADDRESS_UNDECIDED;
}

/**
 * dt_reply_choices_set_outcome:
 * @self: choices with a file
 * @outcome: what it means for the case
 */
void
dt_reply_choices_set_outcome (DtReplyChoices *self, DtReplyOutcome outcome)
{
  g_return_if_fail (DT_IS_REPLY_CHOICES (self) && outcome < DT_N_REPLY_OUTCOMES);

  gtk_drop_down_set_selected (self->outcome, outcome);
}

/**
 * dt_reply_choices_set_narrow:
 * @self: choices
 * @narrow: there is no room for all in one line
 */
void
dt_reply_choices_set_narrow (DtReplyChoices *self, gboolean narrow)
{
  g_return_if_fail (DT_IS_REPLY_CHOICES (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->row),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picker of templates. The entry keeps the focus; the list follows its keys. */
#include "ui/reply/dt-template-picker.h"

#include "ui/reply/dt-reply-text.h"
#include "ui/reply/dt-template-words.h"
#include "ui/shell/dt-words.h"
#include "words/dt-time-words.h"

#include <glib/gi18n.h>

#define PAGE_ROWS 5
#define SIDE_WIDTH 264
#define SIDE_ALONE 360

struct _DtTemplatePicker
{
  GtkPopover parent_instance;
  GtkEditable *search;
  GtkStack *stack;
  GtkListView *list;
  GtkWidget *side;
  GtkWidget *beside;
  GtkLabel *title;
  GtkLabel *about;
  DtReplyText *preview;
  GtkLabel *counts;
  GtkWidget *insert;

  GPtrArray *templates;
  GListStore *shown;
  GtkSingleSelection *selection;
  DtCase *a_case;
  DtChannelKind channel;
  const DtTemplateContext *context;
};

enum
{
  CHOSEN,
  QUERY_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtTemplatePicker, dt_template_picker, GTK_TYPE_POPOVER)

static char *
dup_uses (DtReplyTemplate *template)
{
  g_autofree char *number = dt_words_number (template->n_uses);

  return template->n_uses > 0 ? g_strdup_printf (
             ngettext ("%s · used %s time", "%s · used %s times", template->n_uses),
             dt_template_words_category (template->category),
             number)
                              : g_strdup (dt_template_words_category (template->category));
}

/* ---- the preview ---- */

static char *
dup_counts (DtTemplatePicker *self, DtReplyTemplate *template)
{
  guint blanks = 0, filled = 0;
  g_autofree char *open = NULL;
  g_autofree char *done = NULL;

  dt_reply_template_count (template->body, self->context, &blanks, &filled);
  open = blanks == 0 ? g_strdup (_ ("no blanks"))
                     : g_strdup_printf (ngettext ("%u blank", "%u blanks", blanks), blanks);
  done = g_strdup_printf (ngettext ("%u filled in", "%u filled in", filled), filled);
  return filled > 0 ? g_strdup_printf ("%s, %s", open, done) : g_steal_pointer (&open);
}

static char *
dup_origin (DtReplyTemplate *template)
{
  g_autofree char *date = template->changed != 0 ? dt_words_date (template->changed) : NULL;

  if (template->shipped || date == NULL)
    return g_strdup (_ ("Comes with the program"));
  if (template->publisher_name != NULL)
    return g_strdup_printf (_ ("Published by %s, %s"), template->publisher_name, date);
  return g_strdup_printf (_ ("Changed %s"), date);
}

static void
show_preview (DtTemplatePicker *self)
{
  DtReplyTemplate *template = dt_template_picker_get_template (self);
  g_autofree char *text = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *counts = NULL;

  gtk_widget_set_sensitive (self->insert, template != NULL);
  gtk_stack_set_visible_child_name (self->stack, template != NULL ? "list" : "empty");
  if (template == NULL || self->context == NULL)
    {
      gtk_label_set_text (self->title, "");
      gtk_label_set_text (self->about, "");
      gtk_label_set_text (self->counts, "");
      dt_reply_text_set (self->preview, "");
      return;
    }
  text = dt_reply_template_fill (template->body, self->context, NULL);
  origin = dup_origin (template);
  counts = dup_counts (self, template);
  gtk_label_set_text (self->title, template->title);
  gtk_label_set_text (self->about, origin);
  gtk_label_set_text (self->counts, counts);
  dt_reply_text_set (self->preview, text);
}

static void
on_selected_cb (GtkSingleSelection *selection, GParamSpec *pspec, DtTemplatePicker *self)
{
  show_preview (self);
}

/* ---- the list ---- */

static gboolean
is_offered (DtReplyTemplate *template)
{
  return template->published && !template->archived;
}

static void
search (DtTemplatePicker *self)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) offered = g_ptr_array_new ();

  if (self->templates == NULL || self->a_case == NULL)
    return;
  found = dt_reply_template_search (
      self->templates, gtk_editable_get_text (self->search), self->a_case, self->channel);
  for (guint i = 0; i < found->len; i++)
    if (is_offered (found->pdata[i]))
      g_ptr_array_add (offered, found->pdata[i]);
  g_list_store_splice (self->shown,
                       0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->shown)),
                       offered->pdata,
                       offered->len);
  gtk_single_selection_set_selected (self->selection, 0);
  show_preview (self);
  if (offered->len > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *about = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_xalign (GTK_LABEL (about), 0);
  gtk_label_set_ellipsize (GTK_LABEL (about), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (about, "caption");
  gtk_widget_add_css_class (about, "dt-dim");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), about);
  gtk_list_item_set_child (item, box);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  DtReplyTemplate *template = gtk_list_item_get_item (item);
  g_autofree char *uses = dup_uses (template);
  g_autofree char *label = g_strdup_printf ("%s, %s", template->title, uses);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (box)), template->title);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)), uses);
  gtk_widget_set_tooltip_text (box, template->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* ---- callbacks ---- */

static void
take (DtTemplatePicker *self)
{
  DtReplyTemplate *template = dt_template_picker_get_template (self);

  if (template == NULL)
    return;
  g_object_ref (template);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, template);
  g_object_unref (template);
}

static void
on_search_changed_cb (GtkEditable *editable, DtTemplatePicker *self)
{
  search (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    g_signal_emit (self, signals[QUERY_CHANGED], 0, gtk_editable_get_text (editable));
}

static void
on_taken_cb (GtkWidget *widget, DtTemplatePicker *self)
{
  take (self);
}

static void
on_row_activated_cb (GtkListView *list, guint position, DtTemplatePicker *self)
{
  gtk_single_selection_set_selected (self->selection, position);
  take (self);
}

static void
on_stop_search_cb (GtkSearchEntry *entry, DtTemplatePicker *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller,
                   guint keyval,
                   guint keycode,
                   GdkModifierType state,
                   DtTemplatePicker *self)
{
  int n = (int) g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  int step = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down ? 1
             : keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up   ? -1
             : keyval == GDK_KEY_Page_Down                       ? PAGE_ROWS
             : keyval == GDK_KEY_Page_Up                         ? -PAGE_ROWS
                                                                 : 0;
  int at = (int) gtk_single_selection_get_selected (self->selection);

  if (step == 0 || n == 0)
    return FALSE;
  at = CLAMP (at + step, 0, n - 1);
  gtk_single_selection_set_selected (self->selection, (guint) at);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", (guint) at);
  return TRUE;
}

/* ---- vfuncs ---- */

static void
dt_template_picker_dispose (GObject *object)
{
  DtTemplatePicker *self = DT_TEMPLATE_PICKER (object);

  g_clear_pointer (&self->templates, g_ptr_array_unref);
  g_clear_object (&self->shown);
  g_clear_object (&self->selection);
  g_clear_object (&self->a_case);
  G_OBJECT_CLASS (dt_template_picker_parent_class)->dispose (object);
}

static void
add_signals (DtTemplatePickerClass *klass)
{
  signals[CHOSEN] = g_signal_new ("chosen",
                                  G_TYPE_FROM_CLASS (klass),
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  DT_TYPE_REPLY_TEMPLATE);
  signals[QUERY_CHANGED] = g_signal_new ("query-changed",
                                         G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         1,
                                         G_TYPE_STRING);
}

static void
dt_template_picker_class_init (DtTemplatePickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_template_picker_dispose;
  add_signals (klass);
  g_type_ensure (DT_TYPE_REPLY_TEXT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/reply/dt-template-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, DtTemplatePicker, search);
  gtk_widget_class_bind_template_child (widget_class, DtTemplatePicker, stack);
  gtk_widget_class_bind_template_child (widget_class, DtTemplatePicker, list);
  gtk_widget_class_bind_template_child (widget_class, DtTemplatePicker, side);
  gtk_widget_class_bind_template_child (widget_class, DtTemplatePicker, beside);
  gtk_widget_class_bind_template_child (widget_class, DtTemplatePicker, title);
  gtk_widget_class_bind_template_child (widget_class, DtTemplatePicker, about);
  gtk_widget_class_bind_template_child (widget_class, DtTemplatePicker, preview);
  gtk_widget_class_bind_template_child (widget_class, DtTemplatePicker, counts);
  gtk_widget_class_bind_template_child (widget_class, DtTemplatePicker, insert);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
}

static void
dt_template_picker_init (DtTemplatePicker *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown = g_list_store_new (DT_TYPE_REPLY_TEMPLATE);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  g_signal_connect_object (
      self->selection, "notify::selected", G_CALLBACK (on_selected_cb), self, 0);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->preview), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Preview"), -1);
}

/* ---- public ---- */

/**
 * dt_template_picker_new:
 *
 * Returns: (transfer floating): a picker that offers nothing yet
 */
GtkWidget *
dt_template_picker_new (void)
{
  return g_object_new (DT_TYPE_TEMPLATE_PICKER, NULL);
}

/**
 * dt_template_picker_set_templates:
 * @self: a picker
 * @templates: (element-type DtReplyTemplate): what there is
 */
void
dt_template_picker_set_templates (DtTemplatePicker *self, GPtrArray *templates)
{
  g_return_if_fail (DT_IS_TEMPLATE_PICKER (self) && templates != NULL);

  g_ptr_array_ref (templates);
  g_clear_pointer (&self->templates, g_ptr_array_unref);
  self->templates = templates;
}

/**
 * dt_template_picker_set_case:
 * @self: a picker
 * @a_case: what is answered
 * @channel: where
 * @context: what is known; not copied
 */
void
dt_template_picker_set_case (DtTemplatePicker *self,
                             DtCase *a_case,
                             DtChannelKind channel,
                             const DtTemplateContext *context)
{
  g_return_if_fail (DT_IS_TEMPLATE_PICKER (self) && DT_IS_CASE (a_case) && context != NULL);

  g_set_object (&self->a_case, a_case);
  self->channel = channel;
  self->context = context;
}

/**
 * dt_template_picker_open:
 * @self: a picker with a parent, templates and a case
 * @at: the caret, in coordinates of the parent
 */
void
dt_template_picker_open (DtTemplatePicker *self, const GdkRectangle *at)
{
  GtkRoot *root;
  gboolean alone;

  g_return_if_fail (DT_IS_TEMPLATE_PICKER (self) && at != NULL);

  root = gtk_widget_get_root (GTK_WIDGET (self));
  alone = root != NULL && gtk_widget_get_width (GTK_WIDGET (root)) < 640;
  /* In the narrow window the list stands alone, and so does the button that takes one. */
  gtk_widget_set_visible (self->beside, !alone);
  gtk_widget_set_size_request (self->side, alone ? SIDE_ALONE : SIDE_WIDTH, -1);
  gtk_list_view_set_single_click_activate (self->list, alone);
  gtk_editable_set_text (self->search, "");
  search (self);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), at);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * dt_template_picker_get_template:
 * @self: a picker
 *
 * Returns: (transfer none) (nullable): the one that is chosen
 */
DtReplyTemplate *
dt_template_picker_get_template (DtTemplatePicker *self)
{
  g_return_val_if_fail (DT_IS_TEMPLATE_PICKER (self), NULL);

  return gtk_single_selection_get_selected_item (self->selection);
}

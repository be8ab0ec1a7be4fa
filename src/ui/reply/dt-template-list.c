/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates by category, or those that were searched for. An office has a hundred of them: they are
 * all rows of one box. Main thread. */
#include "ui/reply/dt-template-list.h"

#include "base/dt-text.h"
#include "ui/reply/dt-template-words.h"
#include "ui/shell/dt-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define ROOM 6 /* above and below the row that is scrolled to */

struct _DtTemplateList
{
  GtkWidget parent_instance;
  GtkStack *stack;
  GtkListBox *box;
  gboolean searching; /* the best first, without headings */
  gboolean silent;
  guint scroll_id; /* until the marked row has its place */
};

enum
{
  CHOSEN,
  OPENED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtTemplateList, dt_template_list, GTK_TYPE_WIDGET)

static DtReplyTemplate *
get_template (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "template");
}

static guint
get_order (const DtReplyTemplate *template)
{
  guint n = 0;
  const DtTemplateCategory *all = dt_reply_template_get_categories (&n);

  if (template->archived)
    return n;
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (all[i].code, template->category) == 0)
      return i;
  return n > 0 ? n - 1 : 0;
}

static int
compare_templates (gconstpointer a, gconstpointer b)
{
  const DtReplyTemplate *x = *(DtReplyTemplate *const *) a;
  const DtReplyTemplate *y = *(DtReplyTemplate *const *) b;
  guint order_x = get_order (x);
  guint order_y = get_order (y);
  g_autofree char *title_x = dt_text_fold (x->title, -1);
  g_autofree char *title_y = dt_text_fold (y->title, -1);
  int order = g_strcmp0 (title_x, title_y);

  if (order_x != order_y)
    return order_x < order_y ? -1 : 1;
  return order != 0 ? order : g_strcmp0 (x->title, y->title);
}

/* ---- rows ---- */

static GtkWidget *
make_pill (const char *text, const char *style)
{
  GtkWidget *pill = gtk_label_new (text);

  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (pill, "dt-pill");
  if (style != NULL)
    gtk_widget_add_css_class (pill, style);
  return pill;
}

static GtkWidget *
make_line (const char *text, const char *const *classes)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_css_classes (label, (const char **) classes);
  return label;
}

static char *
say_uses (guint n)
{
  g_autofree char *number = dt_words_number (n);

  return g_strdup_printf (ngettext ("used %s time", "used %s times", n), number);
}

static GtkWidget *
make_row (DtReplyTemplate *template)
{
  static const char *const plain[] = { NULL };
  static const char *const small[] = { "caption", "dt-dim", NULL };
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *use = dt_template_words_use (template);
  g_autofree char *uses = template->n_uses > 0 ? say_uses (template->n_uses) : NULL;
  g_autofree char *about = uses != NULL ? g_strdup_printf ("%s · %s", use, uses) : g_strdup (use);

  gtk_box_append (GTK_BOX (top), make_line (template->title, plain));
  if (template->archived)
    gtk_box_append (GTK_BOX (top), make_pill (_ ("archived"), NULL));
  else if (!template->published)
    gtk_box_append (GTK_BOX (top), make_pill (_ ("draft"), "dt-wait"));
  gtk_box_append (GTK_BOX (lines), top);
  gtk_box_append (GTK_BOX (lines), make_line (about, small));
  gtk_widget_add_css_class (lines, "dt-template-row");
  gtk_widget_set_tooltip_text (lines, template->title);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), lines);
  g_object_set_data_full (G_OBJECT (row), "template", g_object_ref (template), g_object_unref);
  return row;
}

static const char *
get_heading (GtkListBoxRow *row)
{
  DtReplyTemplate *template = get_template (row);

  return template->archived ? _ ("Archived") : dt_template_words_category (template->category);
}

static void
set_heading (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  DtTemplateList *self = user_data;
  GtkWidget *label;

  if (self->searching || (before != NULL && g_str_equal (get_heading (before), get_heading (row))))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (get_heading (row));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "dt-list-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
on_row_selected_cb (DtTemplateList *self, GtkListBoxRow *row)
{
  if (!self->silent && row != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, get_template (row));
}

static void
on_row_activated_cb (DtTemplateList *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[OPENED], 0, get_template (row));
}

/* ---- the widget ---- */

static void
dt_template_list_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (dt_template_list_parent_class)->dispose (object);
}

static void
dt_template_list_class_init (DtTemplateListClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_template_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[CHOSEN] = g_signal_new ("chosen",
                                  type,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  DT_TYPE_REPLY_TEMPLATE);
  signals[OPENED] = g_signal_new ("opened",
                                  type,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  DT_TYPE_REPLY_TEMPLATE);
}

static void
dt_template_list_init (DtTemplateList *self)
{
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_list_box_new ();
  GtkWidget *nothing = adw_status_page_new ();

  self->stack = GTK_STACK (stack);
  self->box = GTK_LIST_BOX (box);
  gtk_widget_add_css_class (box, "navigation-sidebar");
  gtk_widget_add_css_class (box, "dt-templates");
  gtk_list_box_set_selection_mode (self->box, GTK_SELECTION_SINGLE);
  gtk_list_box_set_header_func (self->box, set_heading, self, NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Templates"), -1);
  g_signal_connect_object (
      box, "row-selected", G_CALLBACK (on_row_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      box, "row-activated", G_CALLBACK (on_row_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (nothing), "edit-find-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (nothing), _ ("No Template Found"));
  adw_status_page_set_description (ADW_STATUS_PAGE (nothing), _ ("Try fewer or other words."));
  gtk_stack_add_named (self->stack, scrolled, "list");
  gtk_stack_add_named (self->stack, nothing, "nothing");
  gtk_widget_set_parent (stack, GTK_WIDGET (self));
}

static gboolean
on_scroll_cb (GtkWidget *box, GdkFrameClock *clock, gpointer data)
{
  DtTemplateList *self = data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->box);
  GtkAdjustment *adjustment = gtk_list_box_get_adjustment (self->box);
  graphene_rect_t bounds;
  double top;

  if (row != NULL && gtk_widget_get_height (GTK_WIDGET (row)) == 0)
    return G_SOURCE_CONTINUE;
  self->scroll_id = 0;
  /* Where it is seen now: the box's own coordinates leave its padding out. */
  if (row != NULL && adjustment != NULL
      && gtk_widget_compute_bounds (GTK_WIDGET (row), gtk_widget_get_parent (box), &bounds))
    {
      top = gtk_adjustment_get_value (adjustment) + bounds.origin.y;
      gtk_adjustment_clamp_page (adjustment, top - ROOM, top + bounds.size.height + ROOM);
    }
  return G_SOURCE_REMOVE;
}

static GtkListBoxRow *
find_row (DtTemplateList *self, const char *id)
{
  GtkListBoxRow *row;

  for (int i = 0; id != NULL && (row = gtk_list_box_get_row_at_index (self->box, i)) != NULL; i++)
    if (g_strcmp0 (get_template (row)->id, id) == 0)
      return row;
  return NULL;
}

/* Those to show, in order. */
static GPtrArray *
pick (GPtrArray *templates, const char *text, gboolean archived)
{
  GPtrArray *found;

  if (*text != '\0')
    return dt_reply_template_search (templates, text, NULL, DT_CHANNEL_LETTER);
  found = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < templates->len; i++)
    {
      DtReplyTemplate *template = templates->pdata[i];

      if (archived || !template->archived)
        g_ptr_array_add (found, g_object_ref (template));
    }
  g_ptr_array_sort (found, compare_templates);
  return found;
}

/**
 * dt_template_list_show:
 * @self: a list
 * @templates: (element-type DtReplyTemplate): all there are
 * @text: what is searched for, "" for all of them
 * @archived: whether those are shown that nobody is offered; a search never finds them
 */
void
dt_template_list_show (DtTemplateList *self,
                       GPtrArray *templates,
                       const char *text,
                       gboolean archived)
{
  g_return_if_fail (DT_IS_TEMPLATE_LIST (self) && templates != NULL && text != NULL);

  g_autoptr (GPtrArray) found = pick (templates, text, archived);
  GtkListBoxRow *chosen = gtk_list_box_get_selected_row (self->box);
  g_autofree char *id = chosen != NULL ? g_strdup (get_template (chosen)->id) : NULL;
  GtkListBoxRow *row;

  self->silent = TRUE;
  self->searching = *text != '\0';
  while ((row = gtk_list_box_get_row_at_index (self->box, 0)) != NULL)
    gtk_list_box_remove (self->box, GTK_WIDGET (row));
  for (guint i = 0; i < found->len; i++)
    gtk_list_box_append (self->box, make_row (found->pdata[i]));
  gtk_list_box_select_row (self->box, find_row (self, id));
  self->silent = FALSE;
  gtk_stack_set_visible_child_name (self->stack, found->len > 0 ? "list" : "nothing");
}

/**
 * dt_template_list_choose:
 * @self: a list
 * @id: (nullable): of a template; %NULL: none
 *
 * Returns: whether it is among those shown
 */
gboolean
dt_template_list_choose (DtTemplateList *self, const char *id)
{
  g_return_val_if_fail (DT_IS_TEMPLATE_LIST (self), FALSE);

  GtkListBoxRow *row = find_row (self, id);

  self->silent = TRUE;
  gtk_list_box_select_row (self->box, row);
  self->silent = FALSE;
  if (row != NULL && self->scroll_id == 0)
    self->scroll_id
        = gtk_widget_add_tick_callback (GTK_WIDGET (self->box), on_scroll_cb, self, NULL);
  return row != NULL;
}

/**
 * dt_template_list_get_first:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the first template that is shown
 */
DtReplyTemplate *
dt_template_list_get_first (DtTemplateList *self)
{
  g_return_val_if_fail (DT_IS_TEMPLATE_LIST (self), NULL);

  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->box, 0);

  return row != NULL ? get_template (row) : NULL;
}

/**
 * dt_template_list_focus:
 * @self: a list
 */
void
dt_template_list_focus (DtTemplateList *self)
{
  g_return_if_fail (DT_IS_TEMPLATE_LIST (self));

  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->box);

  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->box, 0);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One group of the page "today". Rows are kept and filled anew, so that nothing flickers and the
 * focus stays. */
#include "ui/today/dt-today-list.h"

#include "ui/shell/dt-words.h"
#include "ui/today/dt-today-row.h"

#include <glib/gi18n.h>

struct _DtTodayList
{
  GtkBox parent_instance;
  GtkLabel *title;
  GtkLabel *count;
  GtkListBox *list;
  GPtrArray *rows; /* of DtTodayRow, in the list */
  GtkWidget *all;  /* the row that leads to all of them */
  DtView view;
  DtRunner *runner;
  DtCaseActions *actions;
  gboolean narrow;
};

enum
{
  OPEN_CASE,
  SHOW_VIEW,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtTodayList, dt_today_list, GTK_TYPE_BOX)

static void
on_list_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, DtTodayList *self)
{
  if (DT_IS_TODAY_ROW (row))
    g_signal_emit (self, signals[OPEN_CASE], 0, dt_today_row_get_case (DT_TODAY_ROW (row)));
  else
    g_signal_emit (self, signals[SHOW_VIEW], 0, (int) self->view);
}

static void
dt_today_list_dispose (GObject *object)
{
  DtTodayList *self = DT_TODAY_LIST (object);

  g_clear_object (&self->runner);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (dt_today_list_parent_class)->dispose (object);
}

static void
dt_today_list_class_init (DtTodayListClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_today_list_dispose;
  signals[OPEN_CASE] = g_signal_new (
      "open-case", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, DT_TYPE_CASE);
  signals[SHOW_VIEW] = g_signal_new (
      "show-view", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
dt_today_list_init (DtTodayList *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  self->rows = g_ptr_array_new ();
  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "dt-dim");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "dt-num");
  gtk_widget_set_margin_start (head, 2);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->count));
  gtk_box_append (GTK_BOX (self), head);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_list_row_activated_cb), self);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->list));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * dt_today_list_new:
 * @title: what the cases have in common
 * @view: where all of them are
 * @runner: who runs its commands
 * @actions: (nullable): what hands a case to somebody, for a leader
 *
 * Returns: (transfer floating): an empty group, which is not shown
 */
GtkWidget *
dt_today_list_new (const char *title, DtView view, DtRunner *runner, DtCaseActions *actions)
{
  DtTodayList *self = g_object_new (DT_TYPE_TODAY_LIST, NULL);

  gtk_label_set_text (self->title, title);
  self->view = view;
  self->runner = g_object_ref (runner);
  g_set_object (&self->actions, actions);
  self->all = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->all), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->all), TRUE);
  gtk_widget_add_css_class (self->all, "dt-today-all");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->all),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_append (self->list, self->all);
  return GTK_WIDGET (self);
}

static void
show_all_row (DtTodayList *self, const DtTodayRows *rows, gint64 in_view)
{
  g_autofree char *number = dt_words_number (in_view);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->all, rows->n > (gint64) rows->cases->len);
  text = g_strdup_printf (
      ngettext ("Show all %s case in “%s”", "Show all %s cases in “%s”", (gulong) in_view),
      number,
      dt_words_view (self->view));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->all), text);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->all), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* Whoever stands on it goes to the row before it. */
static void
remove_last (DtTodayList *self)
{
  GtkWidget *row = g_ptr_array_steal_index (self->rows, self->rows->len - 1);
  GtkRoot *root = gtk_widget_get_root (row);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && self->rows->len > 0 && (focus == row || gtk_widget_is_ancestor (focus, row)))
    gtk_widget_grab_focus (self->rows->pdata[self->rows->len - 1]);
  gtk_list_box_remove (self->list, row);
}

/**
 * dt_today_list_show:
 * @self: a group
 * @rows: its cases
 * @in_view: how many the view behind it holds
 */
void
dt_today_list_show (DtTodayList *self, const DtTodayRows *rows, gint64 in_view)
{
  g_autofree char *number = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (DT_IS_TODAY_LIST (self) && rows != NULL);

  number = dt_words_number (rows->n);
  label = g_strdup_printf (ngettext ("%s, %s case", "%s, %s cases", (gulong) rows->n),
                           gtk_label_get_text (self->title),
                           number);
  gtk_label_set_text (self->count, number);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  while (self->rows->len > rows->cases->len)
    remove_last (self);
  for (guint i = 0; i < rows->cases->len; i++)
    {
      if (i == self->rows->len)
        {
          GtkWidget *row = dt_today_row_new (self->runner, self->actions);

          dt_today_row_set_narrow (DT_TODAY_ROW (row), self->narrow);
          g_ptr_array_add (self->rows, row);
          gtk_list_box_insert (self->list, row, (int) i);
        }
      dt_today_row_set_case (self->rows->pdata[i], rows->cases->pdata[i]);
    }
  show_all_row (self, rows, in_view);
  gtk_widget_set_visible (GTK_WIDGET (self), rows->cases->len > 0);
}

/**
 * dt_today_list_set_narrow:
 * @self: a group
 * @narrow: there is no room for words on buttons
 */
void
dt_today_list_set_narrow (DtTodayList *self, gboolean narrow)
{
  g_return_if_fail (DT_IS_TODAY_LIST (self));

  self->narrow = narrow;
  for (guint i = 0; i < self->rows->len; i++)
    dt_today_row_set_narrow (self->rows->pdata[i], narrow);
}

/**
 * dt_today_list_focus:
 * @self: a group
 *
 * Returns: whether its first row has the focus now
 */
gboolean
dt_today_list_focus (DtTodayList *self)
{
  g_return_val_if_fail (DT_IS_TODAY_LIST (self), FALSE);

  return self->rows->len > 0 && gtk_widget_grab_focus (self->rows->pdata[0]);
}

/**
 * dt_today_list_get_n_rows:
 * @self: a group
 *
 * Returns: how many rows it shows
 */
guint
dt_today_list_get_n_rows (DtTodayList *self)
{
  g_return_val_if_fail (DT_IS_TODAY_LIST (self), 0);

  return self->rows->len + (self->all != NULL && gtk_widget_get_visible (self->all));
}

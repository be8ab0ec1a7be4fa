/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the rows of a list view by what their factory has marked them with. */
#include "ui/inbox/dt-row-focus.h"

#define MARK "dt-list-item"

typedef struct
{
  GtkListView *view;
  guint position;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_object_unref (wish->view);
  g_free (wish);
}

/* The row that stands in @child of a view. */
static guint
position_of (GtkWidget *child)
{
  GtkWidget *row = gtk_widget_get_first_child (child);
  GtkListItem *item = row != NULL ? g_object_get_data (G_OBJECT (row), MARK) : NULL;

  return item != NULL ? gtk_list_item_get_position (item) : GTK_INVALID_LIST_POSITION;
}

static gboolean
on_due_cb (gpointer data)
{
  Wish *wish = data;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (wish->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (position_of (child) == wish->position)
      {
        gtk_widget_grab_focus (child);
        break;
      }
  return G_SOURCE_REMOVE;
}

/**
 * dt_row_focus_mark:
 * @row: what the factory shows
 * @list_item: where it shows it
 */
void
dt_row_focus_mark (GtkWidget *row, GtkListItem *list_item)
{
  g_return_if_fail (GTK_IS_WIDGET (row) && GTK_IS_LIST_ITEM (list_item));

  g_object_set_data (G_OBJECT (row), MARK, list_item);
}

/**
 * dt_row_focus_get_item:
 * @row: what a factory shows
 *
 * Returns: (transfer none) (nullable): where it shows it
 */
GtkListItem *
dt_row_focus_get_item (GtkWidget *row)
{
  g_return_val_if_fail (GTK_IS_WIDGET (row), NULL);

  return g_object_get_data (G_OBJECT (row), MARK);
}

/**
 * dt_row_focus_get:
 * @view: a list view whose rows are marked
 *
 * Returns: the position that has the focus, or %GTK_INVALID_LIST_POSITION
 */
guint
dt_row_focus_get (GtkListView *view)
{
  g_return_val_if_fail (GTK_IS_LIST_VIEW (view), GTK_INVALID_LIST_POSITION);

  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (view));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  while (focus != NULL && gtk_widget_get_parent (focus) != GTK_WIDGET (view))
    focus = gtk_widget_get_parent (focus);
  return focus != NULL ? position_of (focus) : GTK_INVALID_LIST_POSITION;
}

/**
 * dt_row_focus_go_to:
 * @view: a list view whose rows are marked
 * @position: one of its rows
 *
 * The focus follows once the row has scrolled into its place.
 */
void
dt_row_focus_go_to (GtkListView *view, guint position)
{
  g_return_if_fail (GTK_IS_LIST_VIEW (view));

  gboolean follow = dt_row_focus_get (view) != GTK_INVALID_LIST_POSITION;

  gtk_widget_activate_action (GTK_WIDGET (view), "list.scroll-to-item", "u", position);
  if (follow)
    {
      Wish *wish = g_new (Wish, 1);

      *wish = (Wish){ g_object_ref (view), position };
      g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_due_cb, wish, wish_free);
    }
}

/**
 * dt_row_focus_toggle:
 * @view: a list view
 * @position: one of its rows
 */
void
dt_row_focus_toggle (GtkListView *view, guint position)
{
  g_return_if_fail (GTK_IS_LIST_VIEW (view));

  GtkSelectionModel *model = gtk_list_view_get_model (view);

  if (gtk_selection_model_is_selected (model, position))
    gtk_selection_model_unselect_item (model, position);
  else
    gtk_selection_model_select_item (model, position, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row of a list view that has the keyboard's focus: found, moved on, taken into the selection
 * or out of it. GTK 4.8 has no function for any of these. */
#include "ui/inbox/dt-list-focus.h"

/**
 * dt_list_focus_get_row:
 * @view: a list view
 *
 * Returns: (transfer none) (nullable): the child of it that has the focus, or holds what has it
 */
GtkWidget *
dt_list_focus_get_row (GtkWidget *view)
{
  g_return_val_if_fail (GTK_IS_LIST_VIEW (view), NULL);

  GtkRoot *root = gtk_widget_get_root (view);
  GtkWidget *row = root != NULL ? gtk_root_get_focus (root) : NULL;

  while (row != NULL && gtk_widget_get_parent (row) != view)
    row = gtk_widget_get_parent (row);
  return row;
}

/**
 * dt_list_focus_step:
 * @view: a list view
 * @step: 1 for the next row, −1 for the one before
 *
 * Moves the focus and leaves the selection as it is.
 */
void
dt_list_focus_step (GtkWidget *view, int step)
{
  g_return_if_fail (GTK_IS_LIST_VIEW (view));

  GtkWidget *row = dt_list_focus_get_row (view);

  if (row == NULL)
    row = gtk_widget_get_first_child (view);
  else
    row = step < 0 ? gtk_widget_get_prev_sibling (row) : gtk_widget_get_next_sibling (row);
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

/**
 * dt_list_focus_toggle:
 * @view: a list view
 * @unless_chosen: leave a row alone that is chosen already
 *
 * Takes the row with the focus into the selection or out of it.
 */
void
dt_list_focus_toggle (GtkWidget *view, gboolean unless_chosen)
{
  g_return_if_fail (GTK_IS_LIST_VIEW (view));

  GtkWidget *row = dt_list_focus_get_row (view);

  if (row == NULL
      || (unless_chosen && (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) != 0))
    return;
  gtk_widget_activate_action (row, "listitem.select", "(bb)", TRUE, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row of a list view that the keyboard is at, which GTK 4.8 neither tells nor lets one set.
 * Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* To be called by the factory for each row it sets up. */
void dt_row_focus_mark (GtkWidget *row, GtkListItem *list_item);
/* Where the factory shows a marked row; NULL: it is not marked. */
GtkListItem *dt_row_focus_get_item (GtkWidget *row);
/* The position of the row that has the focus, or GTK_INVALID_LIST_POSITION. */
guint dt_row_focus_get (GtkListView *view);
/* Shows the row; the focus, if it is in the list, follows. */
void dt_row_focus_go_to (GtkListView *view, guint position);
/* Adds the row to what is chosen, or takes it away. */
void dt_row_focus_toggle (GtkListView *view, guint position);

G_END_DECLS

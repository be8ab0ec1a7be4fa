/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills the rows of a list view when it matters: those on the screen at once, the two hundred that
 * the view keeps around them a few a frame, so that scrolling stays smooth. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _DtRowFiller DtRowFiller;
typedef void (*DtRowFill) (GtkListItem *list_item, gpointer user_data);

DtRowFiller *dt_row_filler_new (GtkListView *view, DtRowFill fill, gpointer user_data);
void dt_row_filler_free (DtRowFiller *self);
void dt_row_filler_add (DtRowFiller *self, GtkListItem *list_item);
void dt_row_filler_remove (DtRowFiller *self, GtkListItem *list_item);
/* All rows that the view keeps show something else now: their factory has marked them. */
void dt_row_filler_refresh (DtRowFiller *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays out the one child of a list row, all rows at one height. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_ROW_LAYOUT (dt_row_layout_get_type ())
G_DECLARE_FINAL_TYPE (DtRowLayout, dt_row_layout, DT, ROW_LAYOUT, GtkLayoutManager)

/* Whether the row shows all that one can show, and may be measured for the others. */
void dt_row_layout_set_filled (DtRowLayout *self, gboolean filled);

G_END_DECLS

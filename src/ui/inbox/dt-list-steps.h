/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going through a list of cases: the next row, the first one, those that are chosen. Main thread.
 */
#pragma once

#include "service/dt-case-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Brings the row @step further than @position into sight, from no position (G_MAXUINT) the first;
 * @choose: and chooses it alone. */
void dt_list_steps_go (GtkListView *view, guint n, guint position, int step, gboolean choose);
/* Where nothing is chosen, the first row is. */
void dt_list_steps_take_first (GtkSelectionModel *selection);
/* Of DtCase, the chosen ones whose rows are loaded. Transfer full. */
GPtrArray *dt_list_steps_dup_chosen (GtkSelectionModel *selection);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The place of a case's row in a list view: all at one height, and empty until the row is made.
 * Main thread. */
#pragma once

#include "ui/inbox/dt-case-row.h"

G_BEGIN_DECLS

#define DT_TYPE_ROW_SLOT (dt_row_slot_get_type ())
G_DECLARE_FINAL_TYPE (DtRowSlot, dt_row_slot, DT, ROW_SLOT, GtkWidget)

GtkWidget *dt_row_slot_new (void);
/* NULL until there is one. */
DtCaseRow *dt_row_slot_get_row (DtRowSlot *self);
/* Makes the row if there is none yet, and shows @a_case in it; NULL while it is being loaded. */
void
dt_row_slot_set_case (DtRowSlot *self, DtCase *a_case, DtWorkingCalendar *calendar, gint64 now);
/* Does nothing while there is no row. */
void dt_row_slot_set_selecting (DtRowSlot *self, gboolean selecting, gboolean selected);

G_END_DECLS

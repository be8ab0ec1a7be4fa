/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One case in a list: four lines that never wrap, so that all rows are equally high. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "model/dt-records.h"
#include "model/dt-working-calendar.h"

G_BEGIN_DECLS

#define DT_TYPE_CASE_ROW (dt_case_row_get_type ())
G_DECLARE_FINAL_TYPE (DtCaseRow, dt_case_row, DT, CASE_ROW, GtkWidget)

GtkWidget *dt_case_row_new (void);
/* @a_case NULL: still being loaded. Returns the whole row as one sentence, for a screen reader. */
char *
dt_case_row_set_case (DtCaseRow *self, DtCase *a_case, DtWorkingCalendar *calendar, gint64 now);
/* Shows the check box, ticked or not, before the row. */
void dt_case_row_set_selecting (DtCaseRow *self, gboolean selecting, gboolean selected);

G_END_DECLS

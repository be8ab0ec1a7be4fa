/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One case on the page "today". Main thread. */
#pragma once

#include <adwaita.h>

#include "ui/inbox/dt-case-actions.h"

G_BEGIN_DECLS

#define DT_TYPE_TODAY_ROW (dt_today_row_get_type ())
G_DECLARE_FINAL_TYPE (DtTodayRow, dt_today_row, DT, TODAY_ROW, AdwActionRow)

/* @actions: assigns it, for rows with the leader's buttons; NULL: there are none. */
GtkWidget *dt_today_row_new (DtRunner *runner, DtCaseActions *actions);
void dt_today_row_set_case (DtTodayRow *self, DtCase *a_case);
DtCase *dt_today_row_get_case (DtTodayRow *self);
void dt_today_row_set_narrow (DtTodayRow *self, gboolean narrow); /* icons instead of words */

G_END_DECLS

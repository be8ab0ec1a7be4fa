/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a form for a day: typed as 23/11/2026, or taken from a calendar. Main thread. */
#pragma once

#include <adwaita.h>

#include "model/dt-date.h"

G_BEGIN_DECLS

/* An AdwEntryRow, at the end of @group. */
GtkWidget *dt_date_row_add (GtkWidget *group, const char *title);
/* FALSE: what is typed is no day. Nothing typed: DT_DATE_NONE. */
gboolean dt_date_row_get (GtkWidget *row, DtDate *out);
void dt_date_row_set (GtkWidget *row, DtDate date);

G_END_DECLS

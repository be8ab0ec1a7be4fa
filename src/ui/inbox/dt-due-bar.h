/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Below a case's title: what is left until it is due, and a button that says why. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "service/dt-service.h"

G_BEGIN_DECLS

#define DT_TYPE_DUE_BAR (dt_due_bar_get_type ())
G_DECLARE_FINAL_TYPE (DtDueBar, dt_due_bar, DT, DUE_BAR, GtkWidget)

/* Hides itself where no clock runs or stands. */
void dt_due_bar_set_file (DtDueBar *self, DtService *service, DtCaseFile *file, gint64 now);

G_END_DECLS

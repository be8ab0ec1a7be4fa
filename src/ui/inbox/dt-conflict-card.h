/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two values that two desks set, with a button to keep each. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "model/dt-records.h"

G_BEGIN_DECLS

/* The buttons activate `case.resolve` with (conflict id, 0 or 1). */
GtkWidget *dt_conflict_card_new (DtConflict *conflict, gint64 now);

G_END_DECLS

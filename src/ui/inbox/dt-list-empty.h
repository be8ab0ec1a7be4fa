/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list pane says, and offers to do, when it has nothing to show. Main thread. */
#pragma once

#include <adwaita.h>

#include "model/dt-enums.h"

G_BEGIN_DECLS

void dt_list_empty_show (
    AdwStatusPage *page, GtkButton *first, GtkButton *second, DtView view, gboolean searching);

G_END_DECLS

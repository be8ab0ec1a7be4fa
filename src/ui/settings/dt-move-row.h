/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a preview of rules: a case and how its deadline moves. Main thread. */
#pragma once

#include "service/dt-service.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What @preview found, in words when it is shown; transfer full. */
GListModel *dt_move_list_new (const DtRulePreview *preview);
GtkListItemFactory *dt_move_row_factory_new (void);

G_END_DECLS

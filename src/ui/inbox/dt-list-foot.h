/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the foot of the list says. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "service/dt-case-list.h"

G_BEGIN_DECLS

void dt_list_foot_show (GtkLabel *foot, DtCaseList *list, DtSort sort);

G_END_DECLS

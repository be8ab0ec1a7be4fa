/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list gives its items. Main thread. */
#pragma once

#include "service/dt-case-list.h"

G_BEGIN_DECLS

DtCaseItem *dt_case_item_new (gint64 row);
void dt_case_item_set_case (DtCaseItem *self, DtCase *a_case);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row set aside: closed it says what is wrong, open it can be corrected cell by cell. Main
 * thread. */
#pragma once

#include <adwaita.h>

#include "service/dt-service.h"

G_BEGIN_DECLS

#define DT_TYPE_SET_ASIDE_ROW (dt_set_aside_row_get_type ())
G_DECLARE_FINAL_TYPE (DtSetAsideRow, dt_set_aside_row, DT, SET_ASIDE_ROW, AdwExpanderRow)
/* Signal "done" (const char *text, gboolean can_undo): it was mended or dropped. */

GtkWidget *dt_set_aside_row_new (DtService *service, DtSetAside *aside);
const char *dt_set_aside_row_get_id (DtSetAsideRow *self);

G_END_DECLS

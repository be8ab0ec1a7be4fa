/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Set-up, the unit: one of 3,321, found by typing or by its province. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "model/dt-catalogue.h"

G_BEGIN_DECLS

#define DT_TYPE_UNIT_PAGE (dt_unit_page_get_type ())
G_DECLARE_FINAL_TYPE (DtUnitPage, dt_unit_page, DT, UNIT_PAGE, GtkWidget)
/* Signal: "done" (): a unit is chosen and the page may be left. */

const DtUnit *dt_unit_page_get_unit (DtUnitPage *self); /* NULL: none chosen */
void dt_unit_page_focus (DtUnitPage *self);

G_END_DECLS

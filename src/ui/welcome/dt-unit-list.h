/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The 3,321 units as a list model that a typed text narrows, without regard to diacritics, the
 * best first. Main thread. */
#pragma once

#include <gio/gio.h>

#include "model/dt-catalogue.h"

G_BEGIN_DECLS

/* One unit; the catalogue owns it. */
#define DT_TYPE_UNIT_ITEM (dt_unit_item_get_type ())
G_DECLARE_FINAL_TYPE (DtUnitItem, dt_unit_item, DT, UNIT_ITEM, GObject)
const DtUnit *dt_unit_item_get_unit (DtUnitItem *self);

#define DT_TYPE_UNIT_LIST (dt_unit_list_get_type ())
G_DECLARE_FINAL_TYPE (DtUnitList, dt_unit_list, DT, UNIT_LIST, GObject)
DtUnitList *dt_unit_list_new (void);
/* @text: words of the name or the province, initials of the province, or the code; @province_code:
 * NULL for all. */
void dt_unit_list_filter (DtUnitList *self, const char *text, const char *province_code);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window where administrative units are looked up, the old ones and those of today. Main
 * thread. */
#pragma once

#include <adwaita.h>

#include "model/dt-catalogue.h"

G_BEGIN_DECLS

#define DT_TYPE_UNIT_FINDER (dt_unit_finder_get_type ())
G_DECLARE_FINAL_TYPE (DtUnitFinder, dt_unit_finder, DT, UNIT_FINDER, AdwWindow)

GtkWindow *dt_unit_finder_new (const DtUnit *own, GtkWindow *parent);
/* As if it had been typed. */
void dt_unit_finder_ask (DtUnitFinder *self, const char *text);
gboolean dt_unit_finder_move (DtUnitFinder *self, int step);
/* What is shown: "start", "results" or "nothing". */
const char *dt_unit_finder_get_page (DtUnitFinder *self);

G_END_DECLS

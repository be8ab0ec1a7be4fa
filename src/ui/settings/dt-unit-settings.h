/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, the unit: what stands on its papers, and the name of this desk's counter. Main
 * thread. */
#pragma once

#include "service/dt-service.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define DT_TYPE_UNIT_SETTINGS (dt_unit_settings_get_type ())
G_DECLARE_FINAL_TYPE (DtUnitSettings, dt_unit_settings, DT, UNIT_SETTINGS, AdwPreferencesPage)

GtkWidget *dt_unit_settings_new (DtService *service);
/* Saves what was typed and not confirmed yet. */
void dt_unit_settings_save (DtUnitSettings *self);

G_END_DECLS

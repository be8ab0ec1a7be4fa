/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, the record: proving that it is whole, and a copy of it. Main thread. */
#pragma once

#include "service/dt-service.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define DT_TYPE_RECORD_SETTINGS (dt_record_settings_get_type ())
G_DECLARE_FINAL_TYPE (DtRecordSettings, dt_record_settings, DT, RECORD_SETTINGS, AdwPreferencesPage)
/* Signal: "say" (char *): for a toast. */

GtkWidget *dt_record_settings_new (DtService *service);

G_END_DECLS

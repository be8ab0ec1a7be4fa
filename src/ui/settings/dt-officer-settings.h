/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, the officers: who may sign in, and as what. Main thread. */
#pragma once

#include "service/dt-service.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define DT_TYPE_OFFICER_SETTINGS (dt_officer_settings_get_type ())
G_DECLARE_FINAL_TYPE (
    DtOfficerSettings, dt_officer_settings, DT, OFFICER_SETTINGS, AdwPreferencesPage)
/* Signal: "subpage" (GtkWidget *): a page to show over this one; it has "closed" (char *). */

GtkWidget *dt_officer_settings_new (DtService *service);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, security: locking, one's PIN, the ways into the workspace. Main thread. */
#pragma once

#include "service/dt-service.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define DT_TYPE_SECURITY_SETTINGS (dt_security_settings_get_type ())
G_DECLARE_FINAL_TYPE (
    DtSecuritySettings, dt_security_settings, DT, SECURITY_SETTINGS, AdwPreferencesPage)
/* Signals: "subpage" (GtkWidget *): a page to show over this one; it has "closed" (char *);
 * "say" (char *): for a toast. */

GtkWidget *dt_security_settings_new (DtService *service, GSettings *settings);

G_END_DECLS

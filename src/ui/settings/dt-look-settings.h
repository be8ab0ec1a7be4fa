/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, appearance: colours, size of the text, language. Main thread. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DT_TYPE_LOOK_SETTINGS (dt_look_settings_get_type ())
G_DECLARE_FINAL_TYPE (DtLookSettings, dt_look_settings, DT, LOOK_SETTINGS, AdwPreferencesPage)

GtkWidget *dt_look_settings_new (GSettings *settings);

G_END_DECLS

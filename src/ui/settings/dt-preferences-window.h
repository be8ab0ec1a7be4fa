/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences: unit, officers, rules of time, appearance, security, the record. Main thread. */
#pragma once

#include "service/dt-service.h"
#include "ui/settings/dt-rule-settings.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define DT_TYPE_PREFERENCES_WINDOW (dt_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (
    DtPreferencesWindow, dt_preferences_window, DT, PREFERENCES_WINDOW, AdwPreferencesWindow)

GtkWindow *dt_preferences_window_new (DtService *service, GSettings *settings, GtkWindow *parent);
/* Shows that page first: "unit", "officers", "rules", "look", "security", "record". */
void dt_preferences_window_show_page (DtPreferencesWindow *self, const char *name);
DtRuleSettings *dt_preferences_window_get_rules (DtPreferencesWindow *self);

G_END_DECLS

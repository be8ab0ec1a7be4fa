/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, the rules of time: statutory times, days off, office hours. Administrators edit a
 * copy, others read. Main thread. */
#pragma once

#include "service/dt-service.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define DT_TYPE_RULE_SETTINGS (dt_rule_settings_get_type ())
G_DECLARE_FINAL_TYPE (DtRuleSettings, dt_rule_settings, DT, RULE_SETTINGS, AdwPreferencesPage)
#define DT_RULE_SETTINGS_DRAFT "rules" /* under which the service keeps what is not saved */
/* Signals: "subpage" (GtkWidget *), "say" (char *). */

GtkWidget *dt_rule_settings_new (DtService *service);
/* For the tour and tests: as if the row was activated, or the button clicked. */
void dt_rule_settings_open (DtRuleSettings *self, const char *key); /* "rule:feedback_answer" */
void dt_rule_settings_unfold (DtRuleSettings *self, const char *key);
void dt_rule_settings_try (DtRuleSettings *self, const char *code, int amount);
void dt_rule_settings_preview (DtRuleSettings *self);

G_END_DECLS

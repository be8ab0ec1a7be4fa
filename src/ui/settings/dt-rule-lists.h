/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, the rules of time as rows that open: each with a key that says what it opens.
 * Main thread. */
#pragma once

#include "model/dt-rule-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define DT_TYPE_RULE_LISTS (dt_rule_lists_get_type ())
G_DECLARE_FINAL_TYPE (DtRuleLists, dt_rule_lists, DT, RULE_LISTS, GObject)
/* Signals: "open" (char *key): "rule:CODE", "year:2026", "swap:2026:0", "swap:2026:-1", "hours",
 * "closure:0", "closure:-1"; "enabled" (char *holiday, gboolean). */

DtRuleLists *dt_rule_lists_new (AdwPreferencesGroup *deadlines,
                                AdwPreferencesGroup *holidays,
                                AdwPreferencesGroup *hours);
/* Shows the rules of @draft; @year: the present one. @may: they can be edited. */
void dt_rule_lists_fill (DtRuleLists *self, DtRuleDraft *draft, int year, gboolean may);
/* A list that unfolds: "matters:MASK", "holidays", "year:2026", "closures". */
void dt_rule_lists_unfold (DtRuleLists *self, const char *key);

G_END_DECLS

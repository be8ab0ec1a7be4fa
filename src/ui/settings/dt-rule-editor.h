/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, one rule of statutory time: from a day on, or as it always was. Main thread. */
#pragma once

#include "model/dt-rule-draft.h"
#include "ui/settings/dt-rule-form.h"

G_BEGIN_DECLS

/* @draft: outlives the page. @today: the first day that is proposed for a new rule is the one
 * after. */
DtRuleForm *dt_rule_editor_new (DtRuleDraft *draft, const char *code, DtDate today);

G_END_DECLS

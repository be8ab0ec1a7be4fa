/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, what is edited of the office's days: a year's announcement, two days that are
 * swapped, the office's hours, a closure. Main thread. */
#pragma once

#include "model/dt-rule-draft.h"
#include "ui/settings/dt-rule-form.h"

G_BEGIN_DECLS

/* @draft: outlives the pages. @index: -1 for one more. */
DtRuleForm *dt_year_editor_new (DtRuleDraft *draft, int year);
DtRuleForm *dt_swap_editor_new (DtRuleDraft *draft, int year, int index);
DtRuleForm *dt_closure_editor_new (DtRuleDraft *draft, int index);
DtRuleForm *dt_hours_editor_new (DtRuleDraft *draft);

G_END_DECLS

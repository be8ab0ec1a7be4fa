/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All rules of statutory time, an immutable snapshot of data/rules/deadlines.json, and a builder to
 * make a changed one, as the editor of rules does. Snapshots: any thread. */
#pragma once

#include "model/dt-deadline-rule.h"

G_BEGIN_DECLS

typedef struct _DtDeadlineRules DtDeadlineRules;
typedef struct _DtDeadlineRulesBuilder DtDeadlineRulesBuilder;

/* What of a case decides which rules hold for it. */
typedef struct
{
  DtMatter matter;
  int channel; /* DtChannelKind, or -1 if it is not known */
  DtTraits traits;
} DtDeadlineFacts;

DtDeadlineRules *dt_deadline_rules_new_from_json (GBytes *json, GError **error);
DtDeadlineRules *dt_deadline_rules_ref (DtDeadlineRules *self);
void dt_deadline_rules_unref (DtDeadlineRules *self);
char *dt_deadline_rules_to_json (DtDeadlineRules *self);

const GPtrArray *dt_deadline_rules_get_all (DtDeadlineRules *self); /* of DtDeadlineRule */
const DtDeadlineRule *dt_deadline_rules_find (DtDeadlineRules *self, const char *code);
/* The rule for a clock that something on @date begins, NULL if the law gives no time. */
const DtDeadlineRule *dt_deadline_rules_choose (DtDeadlineRules *self,
                                                const DtDeadlineFacts *facts,
                                                DtDeadlineClock clock,
                                                gboolean from_acceptance,
                                                DtDate date);
/* What of such a matter would change its time; never DT_TRAIT_URGENT, which is a priority. */
DtTraits dt_deadline_rules_get_traits (DtDeadlineRules *self, DtMatter matter);
/* Why a period of that unit begins when it does, and why it may end later. */
const char *dt_deadline_rules_get_start_source (DtDeadlineRules *self, DtTimeUnit unit);
const char *dt_deadline_rules_get_moves_source (DtDeadlineRules *self);

DtDeadlineRulesBuilder *dt_deadline_rules_builder_new (DtDeadlineRules *rules);
/* Adds the rule, or puts it in the place of the one with its code. */
void dt_deadline_rules_builder_set (DtDeadlineRulesBuilder *self, const DtDeadlineRule *rule);
gboolean dt_deadline_rules_builder_remove (DtDeadlineRulesBuilder *self, const char *code);
/* NULL and %DT_ERROR_INVALID if the rules do not fit together; the builder can be gone on with. */
DtDeadlineRules *dt_deadline_rules_builder_build (DtDeadlineRulesBuilder *self, GError **error);
void dt_deadline_rules_builder_free (DtDeadlineRulesBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtDeadlineRules, dt_deadline_rules_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtDeadlineRulesBuilder, dt_deadline_rules_builder_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copy of the rules of time that is being changed: what the editor of rules edits. Every change
 * is checked as a file of rules is, and leaves the draft as it was if it is refused. One thread. */
#pragma once

#include "model/dt-rule-book.h"

G_BEGIN_DECLS

typedef struct _DtRuleDraft DtRuleDraft;

/* @unit: the office whose hours are edited. */
DtRuleDraft *dt_rule_draft_new (DtRuleBook *base, const char *unit);
void dt_rule_draft_free (DtRuleDraft *self);
/* Begins anew with other rules in force; pages that hold the draft may stay. */
void dt_rule_draft_begin (DtRuleDraft *self, DtRuleBook *base);
DtRuleBook *dt_rule_draft_get_base (DtRuleDraft *self); /* the rules in force */
DtRuleBook *dt_rule_draft_get_book (DtRuleDraft *self); /* as changed; until the next change */
const char *dt_rule_draft_get_unit (DtRuleDraft *self);
guint dt_rule_draft_get_changes (DtRuleDraft *self);            /* of files: 1 << DtRuleFile */
void dt_rule_draft_reset (DtRuleDraft *self, DtRuleBook *book); /* all as in @book */
/* What a command takes: the texts of the files that are changed; NULL: as shipped. */
guint dt_rule_draft_to_texts (DtRuleDraft *self, DtRuleTexts *out);
gboolean
dt_rule_draft_take_texts (DtRuleDraft *self, const DtRuleTexts *texts, guint files, GError **error);

/* ---- deadlines ---- */
/* In the place of the rule with its code. */
gboolean dt_rule_draft_set_rule (DtRuleDraft *self, const DtDeadlineRule *rule, GError **error);
/* @rule holds from its valid_from on; the one with its code ends the day before. It gets a code of
 * its own. */
gboolean dt_rule_draft_follow_rule (DtRuleDraft *self, const DtDeadlineRule *rule, GError **error);
/* Whether it came with this draft, so that it can be taken back. */
gboolean dt_rule_draft_is_new (DtRuleDraft *self, const char *code);
/* Whether it is another than the rule in force of that code. */
gboolean dt_rule_draft_is_changed (DtRuleDraft *self, const DtDeadlineRule *rule);
gboolean dt_rule_draft_remove_new (DtRuleDraft *self, const char *code, GError **error);

/* ---- days off ---- */
void dt_rule_draft_set_enabled (DtRuleDraft *self, const char *holiday, gboolean enabled);
/* What was announced for a year; @before: of DtHolidayChoice. Its swaps stay. */
gboolean dt_rule_draft_set_year (
    DtRuleDraft *self, int year, const char *source, const GArray *before, GError **error);
/* Of a year that is entered; @index -1: one more. */
gboolean dt_rule_draft_set_swap (
    DtRuleDraft *self, int year, int index, const DtDaySwap *swap, GError **error);
gboolean dt_rule_draft_remove_swap (DtRuleDraft *self, int year, guint index, GError **error);

/* ---- office hours of the unit ---- */
gboolean dt_rule_draft_set_hours (DtRuleDraft *self, const DtHours *hours, GError **error);
/* @index: in the office hours' closures, -1: one more. */
gboolean dt_rule_draft_set_closure (
    DtRuleDraft *self, int index, DtDate date, DtHalves halves, const char *reason, GError **error);
void dt_rule_draft_remove_closure (DtRuleDraft *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtRuleDraft, dt_rule_draft_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All rules of time together: statutory times, holidays, office hours, and the calendars of offices
 * made from them. One that never changes; a changed rule makes a new book. Any thread. */
#pragma once

#include "model/dt-deadline-rules.h"
#include "model/dt-working-calendar.h"

G_BEGIN_DECLS

typedef struct _DtRuleBook DtRuleBook;

DtRuleBook *dt_rule_book_get_default (void); /* as shipped; transfer none */
DtRuleBook *
dt_rule_book_new (DtDeadlineRules *deadlines, DtHolidayRules *holidays, DtOfficeHours *hours);
DtRuleBook *dt_rule_book_ref (DtRuleBook *self);
void dt_rule_book_unref (DtRuleBook *self);

DtDeadlineRules *dt_rule_book_get_deadlines (DtRuleBook *self);
DtHolidayRules *dt_rule_book_get_holidays (DtRuleBook *self);
DtOfficeHours *dt_rule_book_get_hours (DtRuleBook *self);
/* The calendar of a unit, NULL: of any; made once and kept as long as the book. */
DtWorkingCalendar *dt_rule_book_get_calendar (DtRuleBook *self, const char *unit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtRuleBook, dt_rule_book_unref)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of DtHolidayRules share. */
#pragma once

#include "model/dt-holiday-rules.h"

G_BEGIN_DECLS

struct _DtHolidayRules
{
  gatomicrefcount refs;
  char *source;
  char *note;
  char *compensation_source;
  char *weekend_source;
  GPtrArray *holidays; /* of DtHoliday */
  char *years_source;
  char *years_note;
  GPtrArray *years; /* of DtHolidayYear, sorted */
};

void dt_holiday_free (DtHoliday *self);
DtHolidayYear *dt_holiday_year_new (void);
DtHolidayYear *dt_holiday_year_copy (const DtHolidayYear *self);
void dt_holiday_year_free (DtHolidayYear *self);
DtHolidayRules *dt_holiday_rules_new_empty (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtHoliday, dt_holiday_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtHolidayYear, dt_holiday_year_free)

G_END_DECLS

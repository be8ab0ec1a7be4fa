/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When leaders are told of what others handle: an immutable snapshot of data/rules/reminders.json.
 * Any thread. */
#pragma once

#include "model/dt-working-calendar.h"

G_BEGIN_DECLS

typedef struct
{
  int before_hours; /* working hours before a case is due */
  int after_days;   /* on every so many working days that it is overdue … */
  int after_times;  /* … so many times */
} DtReminderRules;

const DtReminderRules *dt_reminder_rules_get_default (void); /* as shipped */
DtReminderRules *dt_reminder_rules_new_from_json (GBytes *json, GError **error);
void dt_reminder_rules_free (DtReminderRules *self);

/* What is due before that, and not later, is a leader's concern at @now. */
gint64
dt_reminder_rules_get_limit (const DtReminderRules *self, DtWorkingCalendar *calendar, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtReminderRules, dt_reminder_rules_free)

G_END_DECLS

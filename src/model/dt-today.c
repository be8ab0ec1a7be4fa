/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked for an officer's day. Pure, any thread. */
#include "model/dt-today.h"

#include "model/dt-due-state.h"

#define WORKS (DT_ROLE_OFFICER | DT_ROLE_CLERK | DT_ROLE_TRAINER)
#define SEES_ALL (DT_ROLE_LEADER | DT_ROLE_PROVINCE_READER)

/**
 * dt_today_question_init:
 * @self: (out caller-allocates): to be cleared with dt_today_question_clear()
 * @officer: (nullable): whose day it is
 * @calendar: the office's
 * @rules: of escalation
 * @now: the present
 *
 * An officer is asked to look after what they handle and what nobody does, a leader after all.
 */
void
dt_today_question_init (DtTodayQuestion *self,
                        DtOfficer *officer,
                        DtWorkingCalendar *calendar,
                        const DtReminderRules *rules,
                        gint64 now)
{
  DtDate today = dt_date_from_time (now);
  DtRoles roles = officer != NULL ? officer->roles : 0;
  int told = rules->after_days * rules->after_times;

  g_return_if_fail (self != NULL && calendar != NULL);

  *self = (DtTodayQuestion){
    .officer_id = officer != NULL ? g_strdup (officer->id) : NULL,
    .nobodys = (roles & WORKS) != 0,
    .others = (roles & SEES_ALL) != 0,
    .leads = (roles & DT_ROLE_LEADER) != 0,
    .receives = (roles & (WORKS | DT_ROLE_LEADER)) != 0,
    .now = now,
    .today = dt_date_to_time (today, 0),
    .tomorrow = dt_date_to_time (today + 1, 0),
    .soon = dt_due_state_get_soon_limit (calendar, now),
  };
  if (!self->leads)
    return;
  self->lead = dt_reminder_rules_get_limit (rules, calendar, now);
  /* Two calendar days for each working day, and the longest holiday. */
  self->lead_since = dt_date_to_time (today - 2 * told - 14, 0);
}

/**
 * dt_today_question_clear:
 * @self: a question
 */
void
dt_today_question_clear (DtTodayQuestion *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->officer_id, g_free);
}

/**
 * dt_today_new:
 *
 * Returns: (transfer full): an empty day for its maker to fill
 */
DtToday *
dt_today_new (void)
{
  DtToday *self = g_new0 (DtToday, 1);

  for (guint i = 0; i < DT_N_TODAY_GROUPS; i++)
    self->groups[i].cases = g_ptr_array_new_with_free_func (g_object_unref);
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

/**
 * dt_today_free:
 * @self: (transfer full): a day
 */
void
dt_today_free (DtToday *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < DT_N_TODAY_GROUPS; i++)
    g_ptr_array_unref (self->groups[i].cases);
  g_ptr_array_unref (self->watched);
  g_free (self);
}

/**
 * dt_today_count:
 * @self: a day
 *
 * Returns: how many cases have to be looked after
 */
gint64
dt_today_count (const DtToday *self)
{
  gint64 sum = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < DT_N_TODAY_GROUPS; i++)
    if (i != DT_TODAY_NO_DUE)
      sum += self->groups[i].n;
  return sum;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Far, soon, today, overdue. Pure, any thread. */
#include "model/dt-due-state.h"

#define SOON_DAYS 2

static const char *const state_nicks[DT_N_DUE_STATES]
    = { "none", "far", "soon", "today", "overdue" };

/**
 * dt_due_state_to_nick:
 * @state: what a badge says
 *
 * Returns: its nick
 */
const char *
dt_due_state_to_nick (DtDueState state)
{
  g_return_val_if_fail (state < DT_N_DUE_STATES, NULL);

  return state_nicks[state];
}

/**
 * dt_due_state_get_soon_limit:
 * @calendar: the office's
 * @now: the present
 *
 * Returns: the end of the second working day after today
 */
gint64
dt_due_state_get_soon_limit (DtWorkingCalendar *calendar, gint64 now)
{
  DtDate day = dt_working_calendar_add_working_days (calendar, dt_date_from_time (now), SOON_DAYS);

  return day == DT_DATE_NONE ? G_MAXINT64 : dt_date_to_time (day, DT_MINUTES_PER_DAY);
}

/**
 * dt_due_state_get:
 * @calendar: the office's
 * @due: a deadline, 0 for none
 * @now: the present
 *
 * Returns: what a badge says of @due
 */
DtDueState
dt_due_state_get (DtWorkingCalendar *calendar, gint64 due, gint64 now)
{
  g_return_val_if_fail (calendar != NULL, DT_DUE_NONE);

  if (due == 0)
    return DT_DUE_NONE;
  if (due < now)
    return DT_DUE_OVERDUE;
  if (dt_date_from_time (due) == dt_date_from_time (now))
    return DT_DUE_TODAY;
  return due <= dt_due_state_get_soon_limit (calendar, now) ? DT_DUE_SOON : DT_DUE_FAR;
}

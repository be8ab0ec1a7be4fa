/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nicks of the units of time. Pure, any thread. */
#include "model/dt-time-unit.h"

static const char *const unit_nicks[DT_N_TIME_UNITS]
    = { "days", "working_days", "hours", "working_hours" };

/**
 * dt_time_unit_to_nick:
 * @unit: a unit of time
 *
 * Returns: its nick, as rules write it
 */
const char *
dt_time_unit_to_nick (DtTimeUnit unit)
{
  g_return_val_if_fail (unit < DT_N_TIME_UNITS, NULL);

  return unit_nicks[unit];
}

/**
 * dt_time_unit_from_nick:
 * @nick: (nullable): a nick
 * @out: (out): the unit, untouched if %FALSE is returned
 *
 * Returns: whether @nick is one
 */
gboolean
dt_time_unit_from_nick (const char *nick, DtTimeUnit *out)
{
  for (guint i = 0; i < DT_N_TIME_UNITS; i++)
    {
      if (g_strcmp0 (unit_nicks[i], nick) == 0)
        {
          *out = (DtTimeUnit) i;
          return TRUE;
        }
    }
  return FALSE;
}

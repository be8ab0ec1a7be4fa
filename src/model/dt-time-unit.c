/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nicks of the units of time. Pure, any thread. */
#include "model/dt-time-unit.h"

#include "model/dt-nicks.h"

static const char *const unit_nicks[DT_N_TIME_UNITS]
    = { "days", "working_days", "hours", "working_hours" };

DT_DEFINE_NICKS (time_unit, DtTimeUnit, unit_nicks)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What periods are counted in. Pure, any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  DT_TIME_UNIT_DAYS,          /* "days" */
  DT_TIME_UNIT_WORKING_DAYS,  /* "working_days" */
  DT_TIME_UNIT_HOURS,         /* "hours" */
  DT_TIME_UNIT_WORKING_HOURS, /* "working_hours" */
  DT_N_TIME_UNITS
} DtTimeUnit;

const char *dt_time_unit_to_nick (DtTimeUnit unit);
gboolean dt_time_unit_from_nick (const char *nick, DtTimeUnit *out);

G_END_DECLS

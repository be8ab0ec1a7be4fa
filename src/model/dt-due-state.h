/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the badge of a deadline says. Pure, any thread. */
#pragma once

#include "model/dt-working-calendar.h"

G_BEGIN_DECLS

typedef enum
{
  DT_DUE_NONE,    /* no deadline runs */
  DT_DUE_FAR,     /* "far" */
  DT_DUE_SOON,    /* within two working days: "soon" */
  DT_DUE_TODAY,   /* "today" */
  DT_DUE_OVERDUE, /* "overdue" */
  DT_N_DUE_STATES
} DtDueState;

const char *dt_due_state_to_nick (DtDueState state);
/* @due: 0 if there is none. */
DtDueState dt_due_state_get (DtWorkingCalendar *calendar, gint64 due, gint64 now);
/* Whatever is due up to then counts as due soon: the bound of a view's query. */
gint64 dt_due_state_get_soon_limit (DtWorkingCalendar *calendar, gint64 now);

G_END_DECLS

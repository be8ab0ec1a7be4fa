/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a deadline is what it is: the arithmetic step by step, each skipped day named. Codes and
 * values; the words are in the room `words`. Pure, any thread. */
#pragma once

#include "model/dt-deadline.h"

G_BEGIN_DECLS

typedef enum
{
  DT_STEP_BEGIN,       /* @from: what happened, @to: from when it is counted */
  DT_STEP_COUNT,       /* @amount counted from @from to @to */
  DT_STEP_MAKE_UP,     /* a day of rest that is worked, and counted: @day */
  DT_STEP_SKIP,        /* a day that does not count: @day */
  DT_STEP_HALF,        /* half a day on which this office is closed: @day */
  DT_STEP_PAUSE,       /* the office waited for the citizen */
  DT_STEP_EXTEND,      /* by @amount more, decided at @from */
  DT_STEP_MOVE,        /* the period ended on a day off: @day */
  DT_STEP_PROVISIONAL, /* what was announced for @year is not entered */
  DT_STEP_PROMISE,     /* given at @from for @to */
  DT_STEP_DUE,         /* @from and @to: the deadline */
} DtStepKind;

typedef struct
{
  DtStepKind kind;
  gint64 from;
  gint64 to;
  gint64 amount; /* days, or minutes where @unit is one of hours */
  DtTimeUnit unit;
  DtDayInfo day;
  int year;
  const DtDeadlineRule *rule; /* NULL for a promise */
  const char *source;         /* or NULL */
  gboolean check;             /* one weak source says so */
} DtDeadlineStep;

/* Of DtDeadlineStep; empty if the clock has no deadline. What it points to belongs to @rules and
 * @calendar. */
GArray *dt_deadline_explain (DtDeadlineRules *rules,
                             DtWorkingCalendar *calendar,
                             const DtClockResult *clock,
                             const DtDeadlineEvent *events,
                             guint n_events);

G_END_DECLS

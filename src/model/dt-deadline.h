/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a case is due: three clocks that begin, stand and end with what happened to it, and, step by
 * step, why. Pure, any thread. Times are Unix microseconds. */
#pragma once

#include "model/dt-deadline-rules.h"
#include "model/dt-working-calendar.h"

G_BEGIN_DECLS

typedef enum
{
  DT_EVENT_RECEIVED,     /* what begins most clocks; a breach of data: when it was found */
  DT_EVENT_ACKNOWLEDGED, /* the citizen was told that it is in hand, or that it is refused */
  DT_EVENT_ACCEPTED,     /* thụ lý: also acknowledges */
  DT_EVENT_PAUSED,       /* the office waits for the citizen */
  DT_EVENT_RESUMED,
  DT_EVENT_EXTENDED, /* @clock, once more; @until: a new promise, or 0 */
  DT_EVENT_PROMISED, /* a date was given to the citizen: @until; 0: none any more */
  DT_EVENT_ANSWERED, /* answered, closed, refused, forwarded: nothing runs any more */
  DT_EVENT_REOPENED, /* begins anew what was answered */
} DtDeadlineEventKind;

typedef struct
{
  DtDeadlineEventKind kind;
  gint64 time;
  DtDeadlineClock clock; /* of an extension */
  gint64 until;
} DtDeadlineEvent;

typedef enum
{
  DT_CLOCK_STATE_NONE,    /* the law gives no time, or nothing was promised */
  DT_CLOCK_STATE_WAITING, /* begins when the case is accepted */
  DT_CLOCK_STATE_RUNNING,
  DT_CLOCK_STATE_PAUSED,
  DT_CLOCK_STATE_DONE,
} DtClockState;

typedef struct
{
  DtClockState state;
  const DtDeadlineRule *rule; /* owned by the rules; NULL for a promise */
  gint64 start;               /* what began it */
  gint64 due;                 /* 0 when waiting or paused */
  gint64 done;                /* when it was met, early or late; 0 if not yet */
  int extensions;             /* that count */
  DtDate end;                 /* of a period of days: the last day before it is moved */
  gboolean provisional;       /* counted through a year whose days off are not announced */
} DtClockResult;

typedef struct
{
  DtClockResult clocks[DT_N_CLOCKS];
  DtDeadlinePath path;
  gint64 due;                /* the earliest of the clocks that run, 0 if none does */
  DtDeadlineClock due_clock; /* that is due then */
} DtDeadlineResult;

/* @events: the oldest first. */
void dt_deadline_compute (DtDeadlineRules *rules,
                          DtWorkingCalendar *calendar,
                          const DtDeadlineFacts *facts,
                          const DtDeadlineEvent *events,
                          guint n_events,
                          DtDeadlineResult *out_result);
/* Whether the clock may be extended once more, by the rule's amount. */
gboolean dt_deadline_may_extend (const DtClockResult *clock);

/* The next pause that ends after *@from: FALSE if there is none; *@to is 0 while it lasts. */
gboolean dt_deadline_next_pause (
    const DtDeadlineEvent *events, guint n_events, guint *index, gint64 *from, gint64 *to);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock: wall time in Unix microseconds, which tests and the demo fix, and the hybrid
 * logical clock that orders entries of several desks. Hanoi time (UTC+7, no DST) for people.
 * A DtClock may be used from any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _DtClock DtClock;

DtClock *dt_clock_new (void);             /* the system's clock */
DtClock *dt_clock_new_fixed (gint64 now); /* stands still until moved */
DtClock *dt_clock_ref (DtClock *self);
void dt_clock_unref (DtClock *self);
gint64 dt_clock_now (DtClock *self); /* Unix microseconds */
void dt_clock_set_fixed (DtClock *self, gint64 now);
gint64 dt_clock_next_hlc (DtClock *self); /* strictly greater than all given or observed */
void dt_clock_observe_hlc (DtClock *self, gint64 hlc);

/* A hybrid logical time is one gint64: Unix milliseconds << 16 | counter. */
#define DT_HLC_TO_USEC(hlc) (((hlc) >> 16) * 1000)
#define DT_HLC_FROM_USEC(usec) (((usec) / 1000) << 16)

GDateTime *dt_time_to_hanoi (gint64 usec);                      /* transfer full */
char *dt_time_to_iso (gint64 usec);                             /* "2026-11-23T14:02:00+07:00" */
gboolean dt_time_from_iso (const char *text, gint64 *out_usec); /* date alone: 00:00 Hanoi */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtClock, dt_clock_unref)

G_END_DECLS

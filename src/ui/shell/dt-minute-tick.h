/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says when a minute has passed, on the full minute and at once when the machine wakes up or its
 * clock is set. Main thread. */
#pragma once

#include <glib-object.h>

#include "base/dt-clock.h"

G_BEGIN_DECLS

#define DT_TYPE_MINUTE_TICK (dt_minute_tick_get_type ())
G_DECLARE_FINAL_TYPE (DtMinuteTick, dt_minute_tick, DT, MINUTE_TICK, GObject)
/* Signal "minute" (gboolean day): another minute; whether it is of another day in Hanoi. */

DtMinuteTick *dt_minute_tick_new (DtClock *clock);
/* Looks at the clock, as it does by itself: for a clock that stands still. */
void dt_minute_tick_check (DtMinuteTick *self);

G_END_DECLS

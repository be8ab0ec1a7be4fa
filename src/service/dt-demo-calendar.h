/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the demo ward is open and when its people write: draws moments with a seeded generator.
 * Times are Unix microseconds, always whole seconds. One thread. */
#pragma once

#include "base/dt-json.h"

G_BEGIN_DECLS

#define DEMO_MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define DEMO_HOUR (60 * DEMO_MINUTE)
#define DEMO_DAY (24 * DEMO_HOUR)

typedef struct _DemoCalendar DemoCalendar;

/* @rand is borrowed. @days_off: dates on which the office is closed besides weekends. */
DemoCalendar *demo_calendar_new (GRand *rand, JsonArray *days_off);
void demo_calendar_free (DemoCalendar *self);

/* Half past seven of the day, or of the day before if it is earlier: the moment up to which the
 * demo is told, so that it is the same all day. */
gint64 demo_calendar_find_anchor (gint64 now);
gboolean demo_calendar_is_working (DemoCalendar *self, gint64 time);
/* Later than @time, in office hours: the same day if @days is 0 and it still is open, else the
 * @days-th working day after. */
gint64 demo_calendar_office_time (DemoCalendar *self, gint64 time, int days);
/* The same day, but not in the dead of night; @hour: at that hour of it, or -1. */
gint64 demo_calendar_waking_time (DemoCalendar *self, gint64 time, int hour);
/* In the evening of the @days-th day after, when people look at their telephones. */
gint64 demo_calendar_evening (DemoCalendar *self, gint64 time, int days);
/* A working day between the days of @from and of @to, any of them alike; @to if there is none. */
gint64 demo_calendar_draw_day (DemoCalendar *self, gint64 from, gint64 to);
/* "16/11/2026", or "16/11" without the year. */
char *demo_calendar_format (gint64 time, gboolean with_year);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoCalendar, demo_calendar_free)

G_END_DECLS

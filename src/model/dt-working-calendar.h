/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The working time of one office from 1900 to 2199: half-days, weekends, public holidays, days
 * swapped, closures. Immutable; the tables of a year are made when first asked for. Any thread.
 * Times are Unix microseconds, days and hours those of Hanoi. */
#pragma once

#include "model/dt-day-kind.h"
#include "model/dt-holiday-rules.h"
#include "model/dt-office-hours.h"

G_BEGIN_DECLS

typedef struct _DtWorkingCalendar DtWorkingCalendar;

typedef struct
{
  DtDayKind kind;
  DtHalves halves;          /* that are worked; 0 on a day off */
  const DtHoliday *holiday; /* or NULL */
  const DtClosure *closure; /* or NULL; also on a working day of which half is closed */
  DtDate other;             /* or DT_DATE_NONE */
  const char *source;       /* of what makes it a day off or a day of work; or NULL */
  gboolean check;           /* one weak source says so */
} DtDayInfo;

/* What lies between two instants; all negative if the second is the earlier. */
typedef struct
{
  gint64 minutes; /* of working time */
  int half_days;  /* whole mornings and afternoons of work */
  int days;       /* working days that begin after the first and up to the second */
} DtWorkingSpan;

DtWorkingCalendar *
dt_working_calendar_new (DtHolidayRules *rules, DtOfficeHours *hours, const char *unit);
DtWorkingCalendar *dt_working_calendar_ref (DtWorkingCalendar *self);
void dt_working_calendar_unref (DtWorkingCalendar *self);
DtHolidayRules *dt_working_calendar_get_rules (DtWorkingCalendar *self);
const DtHours *dt_working_calendar_get_hours (DtWorkingCalendar *self);

/* ---- days ---- */
gboolean dt_working_calendar_covers (DtDate date);
void dt_working_calendar_get_day (DtWorkingCalendar *self, DtDate date, DtDayInfo *out_info);
gboolean dt_working_calendar_is_working_day (DtWorkingCalendar *self, DtDate date);
gboolean dt_working_calendar_is_year_entered (DtWorkingCalendar *self, int year);
/* The day itself if it is one. */
DtDate dt_working_calendar_next_working_day (DtWorkingCalendar *self, DtDate date);
/* The @n-th working day after @date, which does not count; @date if @n is 0. */
DtDate dt_working_calendar_add_working_days (DtWorkingCalendar *self, DtDate date, int n);
/* Working days after @from, up to and with @to. */
int dt_working_calendar_count_working_days (DtWorkingCalendar *self, DtDate from, DtDate to);

/* ---- instants; G_MAXINT64 where the calendar ends ---- */
gint64 dt_working_calendar_get_closing_time (DtWorkingCalendar *self, DtDate date);
gint64 dt_working_calendar_next_opening (DtWorkingCalendar *self, gint64 time);
gint64 dt_working_calendar_add_minutes (DtWorkingCalendar *self, gint64 time, gint64 minutes);
gint64 dt_working_calendar_add_usec (DtWorkingCalendar *self, gint64 time, gint64 usec);
gint64 dt_working_calendar_usec_between (DtWorkingCalendar *self, gint64 from, gint64 to);
void dt_working_calendar_between (DtWorkingCalendar *self,
                                  gint64 from,
                                  gint64 to,
                                  DtWorkingSpan *out_span);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtWorkingCalendar, dt_working_calendar_unref)

G_END_DECLS

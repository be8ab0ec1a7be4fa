/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of one year of one office, for DtWorkingCalendar alone: what each day is, and sums that
 * make adding and subtracting working time a look-up. Immutable once made. */
#pragma once

#include "model/dt-holiday-rules.h"
#include "model/dt-office-hours.h"

G_BEGIN_DECLS

#define DT_WORKING_FIRST_YEAR 1900
#define DT_WORKING_LAST_YEAR 2199

typedef struct
{
  DtDate first; /* 1 January */
  int n_days;
  guint8 kind[366];           /* DtDayKind */
  guint8 halves[366];         /* DtHalves that are worked */
  gint16 holiday[366];        /* index, or -1 */
  gint16 closure[366];        /* index, or -1 */
  DtDate other[366];          /* see DtDayInfo */
  guint16 before[367];        /* working days before the day */
  guint16 working[366];       /* index in the year of the n-th working day, from 0 */
  guint16 halves_before[367]; /* working half-days before the day */
  gint64 usec[367];           /* working time before the day */
} DtWorkingYear;

DtWorkingYear *dt_working_year_new (DtHolidayRules *rules,
                                    const DtHours *hours,
                                    const GArray *closures,
                                    const char *unit,
                                    int year);
gint64 dt_working_year_half_usec (const DtHours *hours, guint halves, guint half);

G_END_DECLS

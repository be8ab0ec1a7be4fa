/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day of the proleptic Gregorian calendar as a number, and its place in Hanoi's time (UTC+7, all
 * year). Days are compared, added and subtracted like numbers. Pure, any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef gint32 DtDate; /* days since 1 January 1970 */

#define DT_DATE_NONE G_MININT32
#define DT_MINUTES_PER_DAY (24 * 60)

typedef enum
{
  DT_MONDAY = 1, /* as in ISO 8601 */
  DT_TUESDAY,
  DT_WEDNESDAY,
  DT_THURSDAY,
  DT_FRIDAY,
  DT_SATURDAY,
  DT_SUNDAY,
} DtWeekday;

DtDate dt_date_new (int year, int month, int day); /* DT_DATE_NONE if there is no such day */
void dt_date_split (DtDate self, int *out_year, int *out_month, int *out_day);
int dt_date_get_year (DtDate self);
DtWeekday dt_date_get_weekday (DtDate self);

gboolean dt_date_parse (const char *text, DtDate *out_date); /* "23/11/2026" or "2026-11-23" */
char *dt_date_to_text (DtDate self);                         /* "23/11/2026" */
char *dt_date_to_iso (DtDate self);                          /* "2026-11-23" */

/* Times are Unix microseconds; minutes are those of Hanoi's day, 0 to 1440. */
DtDate dt_date_from_time (gint64 time);
int dt_date_minute_of_time (gint64 time);
gint64 dt_date_to_time (DtDate self, int minute);

G_END_DECLS

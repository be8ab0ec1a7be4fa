/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Vietnamese lunar calendar, computed for days from 1 January 1900 to 31 December 2199, both
 * ways, and the names of the sexagenary cycle as numbers. Tables are made when first asked for and
 * shared; any thread. */
#pragma once

#include "model/dt-date.h"

G_BEGIN_DECLS

#define DT_LUNAR_FIRST_YEAR 1899
#define DT_LUNAR_LAST_YEAR 2199

typedef struct
{
  int day;       /* 1 to 30 */
  int month;     /* 1 to 12 */
  gboolean leap; /* the second month of that number */
  int year;      /* the year of the common era in which it began */
} DtLunarDate;

/* A place in the cycle of sixty: Giáp Tý is 0, 0. */
typedef struct
{
  int stem;   /* 0 Giáp … 9 Quý */
  int branch; /* 0 Tý … 11 Hợi */
} DtCanChi;

gboolean dt_lunar_date_from_date (DtDate date, DtLunarDate *out_lunar);
DtDate dt_lunar_date_to_date (const DtLunarDate *self); /* DT_DATE_NONE if there is none such */

DtDate dt_lunar_new_year (int year);                              /* first day of the first month */
int dt_lunar_get_leap_month (int year);                           /* 0: none */
int dt_lunar_get_month_days (int year, int month, gboolean leap); /* 0: no such month */

DtCanChi dt_can_chi_of_year (int year);
DtCanChi dt_can_chi_of_month (int year, int month);
DtCanChi dt_can_chi_of_day (DtDate date);

G_END_DECLS

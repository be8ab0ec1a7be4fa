/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which days are public holidays by law, and what was announced for single years: an immutable
 * snapshot of data/rules/holidays.json and holiday-years.json. Any thread. */
#pragma once

#include "model/dt-date.h"

G_BEGIN_DECLS

typedef struct _DtHolidayRules DtHolidayRules;

typedef struct
{
  char *code; /* "lunar_new_year" */
  char *name_vi;
  char *name_en;
  gboolean lunar; /* month and day are those of the lunar calendar */
  int month;
  int day;
  int days;         /* how long */
  int before;       /* so many of them precede the day named */
  gboolean enabled; /* a row that is not has no effect */
  gboolean check;   /* one weak source says so */
  DtDate valid_from;
  DtDate valid_to; /* the last day; DT_DATE_NONE: open */
  char *source;
} DtHoliday;

typedef struct
{
  DtDate off;  /* a working day on which nobody works */
  DtDate work; /* a day of rest that is worked instead */
  gboolean check;
  char *source;
} DtDaySwap;

/* What was announced for a year. */
typedef struct
{
  int year;
  GArray *before; /* of DtHolidayChoice */
  GArray *swaps;  /* of DtDaySwap */
  char *source;
} DtHolidayYear;

typedef struct
{
  char *code; /* a holiday's */
  int days;   /* that precede the day named */
} DtHolidayChoice;

DtHolidayRules *dt_holiday_rules_new_from_json (GBytes *holidays, GBytes *years, GError **error);
DtHolidayRules *dt_holiday_rules_ref (DtHolidayRules *self);
void dt_holiday_rules_unref (DtHolidayRules *self);

const GPtrArray *dt_holiday_rules_get_holidays (DtHolidayRules *self); /* of DtHoliday */
const DtHoliday *dt_holiday_rules_find (DtHolidayRules *self, const char *code);
const DtHolidayYear *dt_holiday_rules_find_year (DtHolidayRules *self, int year); /* NULL: none */
const char *dt_holiday_rules_get_compensation_source (DtHolidayRules *self);
const char *dt_holiday_rules_get_weekend_source (DtHolidayRules *self);
/* The first of the days off for @holiday in @year, DT_DATE_NONE if it does not hold then. */
DtDate dt_holiday_rules_get_start (DtHolidayRules *self, const DtHoliday *holiday, int year);

/* Copies with one thing changed, for the editor of rules. */
DtHolidayRules *dt_holiday_rules_with_enabled (DtHolidayRules *self, const char *code, gboolean on);
DtHolidayRules *
dt_holiday_rules_with_year (DtHolidayRules *self, const DtHolidayYear *year, GError **error);

char *dt_holiday_rules_to_json (DtHolidayRules *self);
char *dt_holiday_rules_years_to_json (DtHolidayRules *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtHolidayRules, dt_holiday_rules_unref)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When offices work: the usual hours, those of single units, and half-days on which one office is
 * closed. An immutable snapshot of data/rules/office-hours.json, any thread. */
#pragma once

#include "model/dt-date.h"

G_BEGIN_DECLS

typedef struct _DtOfficeHours DtOfficeHours;

typedef enum
{
  DT_MORNING = 1 << 0,
  DT_AFTERNOON = 1 << 1,
  DT_WHOLE_DAY = DT_MORNING | DT_AFTERNOON,
} DtHalves;

/* Index 0 is the morning, 1 the afternoon. */
typedef struct
{
  char *unit; /* code, or NULL for all others */
  int from[2];
  int to[2];      /* minutes of the day */
  guint8 days[2]; /* bit mask 1 << (DtWeekday - 1) on which the half-day is worked */
} DtHours;

typedef struct
{
  char *unit; /* code of the office */
  DtDate date;
  DtHalves halves; /* that are not worked */
  char *reason;    /* as the office words it */
} DtClosure;

DtOfficeHours *dt_office_hours_new_from_json (GBytes *json, GError **error);
DtOfficeHours *dt_office_hours_ref (DtOfficeHours *self);
void dt_office_hours_unref (DtOfficeHours *self);
char *dt_office_hours_to_json (DtOfficeHours *self);

const DtHours *dt_office_hours_find (DtOfficeHours *self, const char *unit);
const GArray *dt_office_hours_get_closures (DtOfficeHours *self); /* of DtClosure */

/* Copies with one thing changed; NULL and %DT_ERROR_INVALID if it cannot be. */
DtOfficeHours *
dt_office_hours_with_hours (DtOfficeHours *self, const DtHours *hours, GError **error);
DtOfficeHours *
dt_office_hours_with_closure (DtOfficeHours *self, const DtClosure *closure, GError **error);
DtOfficeHours *dt_office_hours_without_closure (DtOfficeHours *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtOfficeHours, dt_office_hours_unref)

G_END_DECLS

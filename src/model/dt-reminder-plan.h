/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is told of which deadline at which minute: pure, of the cases that come into question, the
 * rules, the office's working time and what was told before. Any thread, one memory on one thread
 * at a time. */
#pragma once

#include "model/dt-records.h"
#include "model/dt-reminder-rules.h"

G_BEGIN_DECLS

typedef enum
{
  DT_REMINDER_NONE,
  DT_REMINDER_SOON,        /* within two working days: to whom handles it */
  DT_REMINDER_TODAY,       /* due today */
  DT_REMINDER_OVERDUE,     /* overdue */
  DT_REMINDER_LEAD_BEFORE, /* nearly overdue: to a leader */
  DT_REMINDER_LEAD_AFTER,  /* overdue: to a leader */
  DT_N_REMINDER_KINDS
} DtReminderKind;

/* Who sits at the desk. */
typedef struct
{
  const char *officer_id;
  gboolean receives; /* what nobody handles is theirs too */
  gboolean leads;
} DtReminderReader;

typedef struct
{
  DtReminderKind kind;
  int days;       /* LEAD_AFTER: working days that it is overdue */
  DtCase *a_case; /* owned */
} DtReminder;

/* What that officer has been told at this desk. */
typedef struct _DtReminderMemory DtReminderMemory;

DtReminderMemory *dt_reminder_memory_new (const char *json); /* NULL or unreadable: nothing yet */
void dt_reminder_memory_free (DtReminderMemory *self);
char *dt_reminder_memory_to_json (DtReminderMemory *self);

/* What is told now, and of which cases nothing is to be shown any more. */
typedef struct
{
  GArray *reminders;    /* of DtReminder */
  GPtrArray *withdrawn; /* of char *: ids of cases */
} DtReminderPlan;

/* @complete: a case that is not among @cases is not due any more. */
DtReminderPlan *dt_reminder_plan_new (DtReminderMemory *memory,
                                      const DtReminderRules *rules,
                                      DtWorkingCalendar *calendar,
                                      const DtReminderReader *reader,
                                      GPtrArray *cases,
                                      gboolean complete,
                                      gint64 now);
void dt_reminder_plan_free (DtReminderPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtReminderMemory, dt_reminder_memory_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtReminderPlan, dt_reminder_plan_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer's day holds: the groups of the page "today", what is asked of the views for it,
 * and what they answer. Pure, any thread; immutable once it is filled. */
#pragma once

#include "model/dt-records.h"
#include "model/dt-reminder-plan.h"

G_BEGIN_DECLS

/* A case stands in one of them, and among the requests and the replies besides. */
typedef enum
{
  DT_TODAY_LEAD,      /* a leader's: others' cases, overdue or nearly */
  DT_TODAY_REQUESTS,  /* a leader's: an officer asks for more time; whatever else they are */
  DT_TODAY_APPROVALS, /* a leader's: a reply waits for this leader, or for whom they stand in */
  DT_TODAY_REPLIES,   /* the officer's own reply was returned, or has yet to go out */
  DT_TODAY_OVERDUE,   /* */
  DT_TODAY_DUE_TODAY, /* */
  DT_TODAY_DUE_SOON,  /* within two working days */
  DT_TODAY_NEW,       /* to be received, neither overdue nor due today */
  DT_TODAY_NO_DUE,    /* the officer's own whose time stands or does not run */
  DT_N_TODAY_GROUPS
} DtTodayGroup;

#define DT_TODAY_ROWS 5
#define DT_TODAY_MAX_COUNT 10000
#define DT_TODAY_MAX_WATCHED 200 /* of each sort */

typedef struct
{
  char *officer_id;  /* whose own cases these are; NULL: nobody's */
  gboolean nobodys;  /* what nobody handles as well */
  gboolean others;   /* what anybody handles as well */
  gboolean leads;    /* others' cases are gathered in a group of their own when time is short */
  gboolean receives; /* what is to be received is a group of its own */
  gint64 now;
  gint64 lead;       /* before that others' cases are the leader's; 0 for who leads nobody */
  gint64 lead_since; /* what was due before is not told to leaders any more */
  gint64 today;      /* when the day began */
  gint64 tomorrow;   /* when the next one begins */
  gint64 soon;       /* up to then a case is due soon */
} DtTodayQuestion;

void dt_today_question_init (DtTodayQuestion *self,
                             DtOfficer *officer,
                             DtWorkingCalendar *calendar,
                             const DtReminderRules *rules,
                             gint64 now);
void dt_today_question_clear (DtTodayQuestion *self);

typedef struct
{
  GPtrArray *cases; /* of DtCase, the first of them, at most DT_TODAY_ROWS */
  gint64 n;         /* how many there are, no more than DT_TODAY_MAX_COUNT */
} DtTodayRows;

typedef struct
{
  gint64 now; /* for which all this holds */
  DtTodayRows groups[DT_N_TODAY_GROUPS];
  gint64 next_due;                /* the first deadline behind those; 0: none */
  guint done[DT_N_CASE_STATUSES]; /* what the officer brought to that status today */
  gint64 views[DT_N_VIEWS];       /* how many cases each view holds */
  GPtrArray *watched;             /* of DtCase: what reminders are about */
  gboolean watched_all;           /* none is missing there */
} DtToday;

DtToday *dt_today_new (void);
void dt_today_free (DtToday *self);
/* What has to be looked after; the officer's cases without a deadline have not. */
gint64 dt_today_count (const DtToday *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtTodayQuestion, dt_today_question_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtToday, dt_today_free)

G_END_DECLS

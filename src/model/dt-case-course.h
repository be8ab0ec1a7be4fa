/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to a case that matters to when it is due. A plain value; any thread. */
#pragma once

#include "model/dt-deadline.h"

G_BEGIN_DECLS

typedef struct
{
  char *code; /* of the case: one that was merged into another keeps its own time */
  DtDeadlineFacts facts;
  GArray *events; /* of DtDeadlineEvent, the oldest first */
} DtCaseCourse;

DtCaseCourse *dt_case_course_new (void);
void dt_case_course_free (DtCaseCourse *self);
void dt_case_course_compute (const DtCaseCourse *self,
                             DtDeadlineRules *rules,
                             DtWorkingCalendar *calendar,
                             DtDeadlineResult *out_result);
/* The one of @courses that is due first, else the first of them; NULL if there are none. */
const DtCaseCourse *dt_case_course_find_due (GPtrArray *courses,
                                             DtDeadlineRules *rules,
                                             DtWorkingCalendar *calendar,
                                             DtDeadlineResult *out_result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtCaseCourse, dt_case_course_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The courses of a case and of those that show in it; the earliest deadline among them is the
 * case's. Pure, any thread. */
#include "model/dt-case-course.h"

/**
 * dt_case_course_new:
 *
 * Returns: (transfer full): a course without events
 */
DtCaseCourse *
dt_case_course_new (void)
{
  DtCaseCourse *self = g_new0 (DtCaseCourse, 1);

  self->events = g_array_new (FALSE, FALSE, sizeof (DtDeadlineEvent));
  return self;
}

/**
 * dt_case_course_free:
 * @self: (nullable) (transfer full): a course
 */
void
dt_case_course_free (DtCaseCourse *self)
{
  if (self == NULL)
    return;
  g_free (self->code);
  g_array_unref (self->events);
  g_free (self);
}

/**
 * dt_case_course_compute:
 * @self: a course
 * @rules: the rules of statutory time
 * @calendar: the office's
 * @out_result: (out): as dt_deadline_compute()
 */
void
dt_case_course_compute (const DtCaseCourse *self,
                        DtDeadlineRules *rules,
                        DtWorkingCalendar *calendar,
                        DtDeadlineResult *out_result)
{
  g_return_if_fail (self != NULL);

  dt_deadline_compute (rules,
                       calendar,
                       &self->facts,
                       (const DtDeadlineEvent *) (gpointer) self->events->data,
                       self->events->len,
                       out_result);
}

/**
 * dt_case_course_find_due:
 * @courses: (element-type DtCaseCourse): of the case, then of those merged into it
 * @rules: the rules of statutory time
 * @calendar: the office's
 * @out_result: (out): of the course returned
 *
 * Returns: (transfer none) (nullable): the course that is due first; the case's own if none is;
 *   %NULL if there are no courses
 */
const DtCaseCourse *
dt_case_course_find_due (GPtrArray *courses,
                         DtDeadlineRules *rules,
                         DtWorkingCalendar *calendar,
                         DtDeadlineResult *out_result)
{
  const DtCaseCourse *found = NULL;

  g_return_val_if_fail (courses != NULL && out_result != NULL, NULL);

  for (guint i = 0; i < courses->len; i++)
    {
      const DtCaseCourse *course = courses->pdata[i];
      DtDeadlineResult result;

      dt_case_course_compute (course, rules, calendar, &result);
      if (found != NULL
          && (result.due == 0 || (out_result->due != 0 && result.due >= out_result->due)))
        continue;
      found = course;
      *out_result = result;
    }
  return found;
}

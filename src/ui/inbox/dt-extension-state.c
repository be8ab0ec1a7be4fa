/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be agreed on the deadlines of a case: the same rules as on the writing worker, asked
 * before anything is offered. Main thread. */
#include "ui/inbox/dt-extension-state.h"

static void
compute (DtService *service, const DtCaseCourse *course, DtDeadlineResult *out)
{
  dt_case_course_compute (course,
                          dt_rule_book_get_deadlines (dt_service_get_rule_book (service)),
                          dt_service_get_calendar (service),
                          out);
}

static void
add_clock (DtExtensionState *self, DtDeadlineClock clock)
{
  const DtClockResult *result = &self->result.clocks[clock];

  if (result->state == DT_CLOCK_STATE_RUNNING && dt_deadline_may_extend (result))
    self->clocks[self->n_clocks++] = clock;
}

/**
 * dt_extension_state_init:
 * @self: (out caller-allocates): what can be agreed
 * @service: the open workspace
 * @file: a case
 */
void
dt_extension_state_init (DtExtensionState *self, DtService *service, DtCaseFile *file)
{
  g_return_if_fail (self != NULL && DT_IS_SERVICE (service) && DT_IS_CASE_FILE (file));

  *self = (DtExtensionState){ 0 };
  self->extension = dt_case_file_find_extension (file);
  if (file->courses->len == 0 || !dt_case_status_is_open (file->a_case->status))
    return;
  self->request = dt_case_file_find_request (file);
  self->course = file->courses->pdata[0];
  compute (service, self->course, &self->result);
  if (self->result.due != 0)
    add_clock (self, self->result.due_clock);
  for (guint i = 0; i < DT_N_CLOCKS; i++)
    if (self->result.due == 0 || i != (guint) self->result.due_clock)
      add_clock (self, (DtDeadlineClock) i);
}

/**
 * dt_extension_state_extend:
 * @self: a state with a course
 * @service: the open workspace
 * @clock: which one
 * @now: Unix microseconds
 * @out_result: (out): the clocks as they would be
 */
void
dt_extension_state_extend (const DtExtensionState *self,
                           DtService *service,
                           DtDeadlineClock clock,
                           gint64 now,
                           DtDeadlineResult *out_result)
{
  const DtDeadlineEvent event = { .kind = DT_EVENT_EXTENDED, .time = now, .clock = clock };
  g_autoptr (DtCaseCourse) course = NULL;

  g_return_if_fail (self != NULL && self->course != NULL && out_result != NULL);

  course = dt_case_course_new ();
  course->facts = self->course->facts;
  g_array_append_vals (course->events, self->course->events->data, self->course->events->len);
  g_array_append_val (course->events, event);
  compute (service, course, out_result);
}

/**
 * dt_extension_state_find_fixed:
 * @self: a state
 *
 * Returns: (transfer none) (nullable): the statutory clock that is due first and may not be
 *   extended
 */
const DtClockResult *
dt_extension_state_find_fixed (const DtExtensionState *self)
{
  const DtClockResult *found = NULL;

  for (guint i = 0; i < DT_CLOCK_PROMISED; i++)
    {
      const DtClockResult *clock = &self->result.clocks[i];

      if (clock->state == DT_CLOCK_STATE_RUNNING && !dt_deadline_may_extend (clock)
          && (found == NULL || clock->due < found->due))
        found = clock;
    }
  return found;
}

/**
 * dt_extension_state_can_grant:
 * @self: a state
 * @a_case: its case
 *
 * Returns: whether the clock that is asked for may still be extended
 */
gboolean
dt_extension_state_can_grant (const DtExtensionState *self, DtCase *a_case)
{
  for (guint i = 0; self->request != NULL && i < self->n_clocks; i++)
    if (a_case->request == (int) self->clocks[i])
      return TRUE;
  return FALSE;
}

/**
 * dt_extension_state_needs_form:
 * @self: a state
 * @a_case: its case
 *
 * Returns: whether it is a denunciation that must be made in another form
 */
gboolean
dt_extension_state_needs_form (const DtExtensionState *self, DtCase *a_case)
{
  return self->result.path == DT_PATH_PROPER_FORM
         && dt_case_status_can_become (a_case->status, DT_CASE_STATUS_REFUSED);
}

/**
 * dt_extension_state_is_own:
 * @service: the open workspace
 * @a_case: a case
 *
 * Returns: whether the signed-in officer asked for what is open
 */
gboolean
dt_extension_state_is_own (DtService *service, DtCase *a_case)
{
  DtOfficer *officer = dt_service_get_officer (service);

  return officer != NULL && a_case->request >= 0
         && g_strcmp0 (officer->id, a_case->requester_id) == 0;
}

/**
 * dt_extension_state_get_until:
 * @request: (nullable): a request
 * @now: Unix microseconds
 *
 * Returns: the day that it asks to promise; 0 if there is none or it has passed
 */
gint64
dt_extension_state_get_until (const DtTimelineItem *request, gint64 now)
{
  gint64 until
      = request != NULL && request->to != NULL ? g_ascii_strtoll (request->to, NULL, 10) : 0;

  return until > now ? until : 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents with what the service knows about the unit and the desk filled in. Main thread. */
#include "service/dt-service.h"

#include "base/dt-error.h"
#include "documents/dt-guidance-document.h"
#include "documents/dt-notice-document.h"
#include "documents/dt-receipt-document.h"

/**
 * dt_service_receipt_to_html:
 * @self: a service
 * @a_case: whose receipt
 * @promise: what issuing the receipt gave
 * @roll: on an 80 mm roll instead of A5
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the page
 */
char *
dt_service_receipt_to_html (
    DtService *self, DtCase *a_case, const char *promise, gboolean roll, GError **error)
{
  g_return_val_if_fail (DT_IS_SERVICE (self) && DT_IS_CASE (a_case) && promise != NULL, NULL);

  const DtUnit *unit = dt_service_get_unit (self);
  DtOfficer *officer = dt_service_get_officer (self);
  const DtReceiptValues values = {
    .a_case = a_case,
    .unit_name = unit->name,
    .province = unit->province,
    .unit_address = dt_service_get_setting (self, "unit.address"),
    .unit_phone = dt_service_get_setting (self, "unit.phone"),
    .work_hours = dt_service_get_setting (self, "unit.hours"),
    .counter = dt_service_get_setting (self, "desk.counter"),
    .officer_name = officer != NULL ? officer->name : "",
    .promise = promise,
    .demo = dt_service_is_demo (self),
  };

  return dt_receipt_document_to_html (&values, roll ? DT_PAPER_ROLL_80 : DT_PAPER_A5, error);
}

/* ---- the notice of an extension ---- */

/* The steps of the case before the extension; and up to it. -1: it is not among them. */
static int
find_step (const GArray *events, const DtTimelineItem *extension, DtDeadlineClock clock)
{
  for (guint i = events->len; i > 0; i--)
    {
      const DtDeadlineEvent *event = &g_array_index (events, DtDeadlineEvent, i - 1);

      if (event->kind == DT_EVENT_EXTENDED && event->clock == clock
          && event->time == extension->time)
        return (int) i - 1;
    }
  return -1;
}

static void
compute_after (DtService *self, const DtCaseCourse *course, guint n, DtDeadlineResult *out)
{
  dt_deadline_compute (dt_rule_book_get_deadlines (dt_service_get_rule_book (self)),
                       dt_service_get_calendar (self),
                       &course->facts,
                       (const DtDeadlineEvent *) (gpointer) course->events->data,
                       n,
                       out);
}

static DtOfficer *
find_officer (DtService *self, const char *id)
{
  GPtrArray *officers = dt_service_get_officers (self);

  for (guint i = 0; i < officers->len; i++)
    {
      DtOfficer *officer = officers->pdata[i];

      if (g_strcmp0 (officer->id, id) == 0)
        return officer;
    }
  return NULL;
}

/* FALSE: it is no extension of the case that holds. */
static gboolean
fill_times (DtService *self, DtCaseFile *file, DtTimelineItem *extension, DtNoticeValues *values)
{
  const DtCaseCourse *course = file->courses->pdata[0];
  const DtDeadlineRule *rule;
  DtDeadlineResult before;
  DtDeadlineResult after;
  int step;

  if (extension->field == NULL || !dt_deadline_clock_from_nick (extension->field, &values->clock))
    return FALSE;
  step = find_step (course->events, extension, values->clock);
  if (step < 0)
    return FALSE;
  compute_after (self, course, (guint) step, &before);
  compute_after (self, course, (guint) step + 1, &after);
  rule = after.clocks[values->clock].rule;
  if (rule == NULL)
    return FALSE;
  values->old_due = before.clocks[values->clock].due;
  values->new_due = after.clocks[values->clock].due;
  values->promise = extension->to != NULL ? g_ascii_strtoll (extension->to, NULL, 10) : 0;
  values->source = rule->extension_source != NULL ? rule->extension_source : rule->source;
  return TRUE;
}

/**
 * dt_service_make_notice_letter:
 * @self: a service
 * @file: the case
 * @extension: the row of its timeline that extended it
 * @error: %DT_ERROR_NOT_FOUND if that does not hold any more
 *
 * Returns: (transfer full) (nullable): the letter, with both deadlines as they were when it was
 *   extended, and no number yet
 */
DtLetter *
dt_service_make_notice_letter (DtService *self,
                               DtCaseFile *file,
                               DtTimelineItem *extension,
                               GError **error)
{
  g_return_val_if_fail (DT_IS_SERVICE (self) && DT_IS_CASE_FILE (file), NULL);
  g_return_val_if_fail (DT_IS_TIMELINE_ITEM (extension), NULL);

  DtCitizen *citizen = file->citizens->len > 0 ? file->citizens->pdata[0] : NULL;
  DtOfficer *approver = find_officer (self, extension->actor_id);
  DtNoticeValues values = {
    .a_case = file->a_case,
    .unit_name = dt_service_get_unit (self)->name,
    .citizen_name = citizen != NULL && !citizen->erased ? citizen->name : NULL,
    .address = citizen != NULL && !citizen->erased ? citizen->address : NULL,
    .reason = extension->text != NULL ? extension->text : "",
    .approver_name = extension->actor_name,
    .approver_title = approver != NULL ? approver->title : NULL,
    .issued = dt_clock_now (dt_service_get_clock (self)),
  };
  DtLetter *letter;

  if (!fill_times (self, file, extension, &values))
    {
      g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "The extension does not hold any more");
      return NULL;
    }
  letter = dt_notice_document_make_letter (&values, error);
  if (letter != NULL)
    letter->notice = g_strdup (extension->id);
  return letter;
}

/**
 * dt_service_guidance_to_text:
 * @self: a service
 * @error: of the template
 *
 * Returns: (transfer full) (nullable): how to make a denunciation here
 */
char *
dt_service_guidance_to_text (DtService *self, GError **error)
{
  g_return_val_if_fail (DT_IS_SERVICE (self), NULL);

  const DtGuidanceValues values = {
    .unit_name = dt_service_get_unit (self)->name,
    .unit_address = dt_service_get_setting (self, "unit.address"),
    .unit_phone = dt_service_get_setting (self, "unit.phone"),
    .work_hours = dt_service_get_setting (self, "unit.hours"),
  };

  return dt_guidance_document_to_text (&values, error);
}

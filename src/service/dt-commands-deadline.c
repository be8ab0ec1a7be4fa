/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands on a case's deadlines: asking for an extension, granting or declining it, promising a
 * day, the notice to the citizen. Writing worker only. */
#include "service/dt-commands.h"

#include "base/dt-error.h"

/* ---- what is now ---- */

/**
 * dt_commands_compute_deadlines:
 * @out_file: (out) (optional) (transfer full): the case whole
 * @out_result: (out): its own clocks, not those of cases merged into it; the rules that they point
 *   to hold until the next fold
 *
 * Returns: whether the case could be read
 */
gboolean
dt_commands_compute_deadlines (DtRun *run,
                               const char *case_id,
                               DtCaseFile **out_file,
                               DtDeadlineResult *out_result,
                               GError **error)
{
  DtRuleBook *book = dt_store_get_book (run->writer->store);
  g_autoptr (DtCaseFile) file = dt_reader_load_case_file (run->writer->reader, case_id, error);

  if (file == NULL)
    return FALSE;
  dt_case_course_compute (
      file->courses->pdata[0],
      dt_rule_book_get_deadlines (book),
      dt_rule_book_get_calendar (book, dt_ledger_get_unit (run->writer->ledger)),
      out_result);
  if (out_file != NULL)
    *out_file = g_steal_pointer (&file);
  return TRUE;
}

/* ---- checks ---- */

static gboolean
check_reason (DtRun *run, GError **error)
{
  if (run->command->reason != NULL)
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "reason: one is needed");
  return FALSE;
}

static gboolean
check_until (DtRun *run, GError **error)
{
  if (run->command->at == 0 || run->command->at > run->now)
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "until: lies in the past");
  return FALSE;
}

/* A request by the same words as the extension: nobody is asked for what the law does not give. */
static gboolean
check_extension (DtRun *run, DtCase *a_case, const DtClockResult *clock, GError **error)
{
  if (clock->rule == NULL || !dt_deadline_may_extend (clock))
    {
      gboolean over = clock->done != 0;
      const char *source = clock->rule == NULL                     ? "-"
                           : clock->rule->extension_source != NULL ? clock->rule->extension_source
                                                                   : clock->rule->source;

      if (over)
        g_set_error (error,
                     DT_ERROR,
                     DT_ERROR_NOT_RUNNING,
                     "%s: that clock has been met already",
                     a_case->code);
      else
        g_set_error (error,
                     DT_ERROR,
                     DT_ERROR_NO_EXTENSION,
                     "%s: no further extension is allowed by: %s",
                     a_case->code,
                     source);
      return FALSE;
    }
  if (clock->state == DT_CLOCK_STATE_RUNNING)
    return TRUE;
  g_set_error (
      error, DT_ERROR, DT_ERROR_NOT_RUNNING, "%s: that clock does not run now", a_case->code);
  return FALSE;
}

/* ---- texts ---- */

static char *
make_facts (DtDeadlineClock clock, gint64 until, const char *name, const char *officer_id)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_string (facts, "clock", dt_deadline_clock_to_nick (clock));
  if (until != 0)
    dt_json_text_add_int (facts, "until", until);
  if (officer_id != NULL)
    dt_json_text_add_string (facts, name, officer_id);
  return dt_json_text_finish (facts);
}

static char *
make_payload (const char *reason)
{
  DtJsonText *payload = dt_json_text_new ();

  dt_json_text_add_string (payload, "reason", reason);
  return dt_json_text_finish_or_null (payload);
}

/* What was asked for is asked for again, by whom it was. */
static void
add_undo_restored (DtRun *run, DtCaseFile *file)
{
  DtTimelineItem *request = dt_case_file_find_request (file);
  DtCase *a_case = file->a_case;

  if (request == NULL)
    return;
  dt_run_add_undo (run,
                   "deadline.restored",
                   a_case->id,
                   make_facts ((DtDeadlineClock) a_case->request,
                               request->to != NULL ? g_ascii_strtoll (request->to, NULL, 10) : 0,
                               "officer",
                               a_case->requester_id),
                   make_payload (request->text));
}

/* ---- extending ---- */

/* The case of the command if the clock that it names may be extended now. */
static DtCase *
find_extendable (DtRun *run, DtCaseFile **out_file, GError **error)
{
  g_autoptr (DtCase) a_case = dt_run_find_case (run, run->command->case_ids[0], error);
  DtDeadlineResult result;

  if (a_case == NULL || !check_reason (run, error) || !check_until (run, error)
      || !dt_commands_compute_deadlines (run, a_case->id, out_file, &result, error)
      || !check_extension (run, a_case, &result.clocks[run->command->clock], error))
    return NULL;
  return g_steal_pointer (&a_case);
}

gboolean
dt_commands_request_extension (DtRun *run, GError **error)
{
  const DtCommand *command = run->command;
  g_autoptr (DtCase) a_case = find_extendable (run, NULL, error);

  if (a_case == NULL)
    return FALSE;
  if (a_case->request >= 0)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_TRANSITION, "%s: it is asked already", a_case->code);
      return FALSE;
    }
  dt_run_add (run,
              "deadline.requested",
              a_case->id,
              make_facts (command->clock, command->at, NULL, NULL),
              make_payload (command->reason));
  dt_run_add_undo (run,
                   "deadline.declined",
                   a_case->id,
                   make_facts (command->clock, 0, "officer", run->officer->id),
                   NULL);
  dt_run_touch (run, a_case);
  return TRUE;
}

gboolean
dt_commands_decline_extension (DtRun *run, GError **error)
{
  g_autoptr (DtCase) a_case = dt_run_find_case (run, run->command->case_ids[0], error);
  g_autoptr (DtCaseFile) file = NULL;
  gboolean own;

  if (a_case == NULL)
    return FALSE;
  if (a_case->request < 0)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_TRANSITION, "%s: nothing is asked", a_case->code);
      return FALSE;
    }
  own = g_strcmp0 (a_case->requester_id, run->officer->id) == 0;
  if (!own && (run->roles & DT_ROLE_LEADER) == 0)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_DENIED, "Only a leader declines what others ask for");
      return FALSE;
    }
  if (!own && !check_reason (run, error))
    return FALSE;
  file = dt_reader_load_case_file (run->writer->reader, a_case->id, error);
  if (file == NULL)
    return FALSE;
  dt_run_add (run,
              "deadline.declined",
              a_case->id,
              make_facts ((DtDeadlineClock) a_case->request, 0, NULL, NULL),
              make_payload (run->command->reason));
  add_undo_restored (run, file);
  dt_run_touch (run, a_case);
  return TRUE;
}

gboolean
dt_commands_extend (DtRun *run, GError **error)
{
  const DtCommand *command = run->command;
  g_autoptr (DtCaseFile) file = NULL;
  g_autoptr (DtCase) a_case = find_extendable (run, &file, error);

  if (a_case == NULL)
    return FALSE;
  dt_run_add (run,
              "deadline.extended",
              a_case->id,
              make_facts (command->clock, command->at, "approver", run->officer->id),
              make_payload (command->reason));
  if (a_case->request == (int) command->clock)
    add_undo_restored (run, file);
  dt_run_add_undo (run,
                   "deadline.unextended",
                   a_case->id,
                   make_facts (command->clock, command->at, NULL, NULL),
                   NULL);
  dt_run_touch (run, a_case);
  return TRUE;
}

/* ---- promising ---- */

static char *
make_promise (gint64 until, gboolean undo)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_int (facts, "until", until);
  if (undo)
    dt_json_text_add_boolean (facts, "undo", TRUE);
  return dt_json_text_finish (facts);
}

gboolean
dt_commands_promise (DtRun *run, GError **error)
{
  gint64 until = run->command->at;
  g_autoptr (DtCase) a_case = dt_run_find_case (run, run->command->case_ids[0], error);
  DtDeadlineResult result;

  if (a_case == NULL || !check_until (run, error)
      || !dt_commands_compute_deadlines (run, a_case->id, NULL, &result, error))
    return FALSE;
  if (!dt_case_status_is_open (a_case->status)
      || (until == 0 && result.clocks[DT_CLOCK_PROMISED].due == 0))
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_TRANSITION,
                   "%s: there is nothing to promise, or no promise to take back",
                   a_case->code);
      return FALSE;
    }
  dt_run_add (run,
              "deadline.promised",
              a_case->id,
              make_promise (until, FALSE),
              make_payload (run->command->reason));
  dt_run_add_undo (run, "deadline.promised", a_case->id, make_promise (until, TRUE), NULL);
  dt_run_touch (run, a_case);
  return TRUE;
}

/* ---- the notice ---- */

/* dt_commands_check_extension: whether that entry extended a deadline of the case. */
gboolean
dt_commands_check_extension (DtRun *run, DtCase *a_case, const char *entry, GError **error)
{
  g_autoptr (DtCaseFile) file = dt_reader_load_case_file (run->writer->reader, a_case->id, error);

  if (file == NULL)
    return FALSE;
  for (guint i = 0; i < file->timeline->len; i++)
    {
      DtTimelineItem *item = g_ptr_array_index (file->timeline, i);

      if (g_strcmp0 (item->kind, "deadline.extended") == 0 && g_strcmp0 (item->id, entry) == 0)
        return TRUE;
    }
  g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "No such extension");
  return FALSE;
}

gboolean
dt_commands_issue_notice (DtRun *run, GError **error)
{
  const char *entry = run->command->other_id;
  g_autoptr (DtCase) a_case = dt_run_find_case (run, run->command->case_ids[0], error);
  DtJsonText *facts;

  if (a_case == NULL || !dt_commands_check_extension (run, a_case, entry, error))
    return FALSE;
  facts = dt_json_text_new ();
  dt_json_text_add_string (facts, "entry", entry);
  dt_run_add (run, "notice.issued", a_case->id, dt_json_text_finish (facts), NULL);
  dt_run_touch (run, a_case);
  return TRUE;
}

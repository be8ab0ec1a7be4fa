/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must still hold when a command is undone: cases and replies with which nobody has gone on.
 * Writing worker only. */
#include "base/dt-error.h"
#include "service/dt-run.h"

void
dt_undo_guard_free (DtUndoGuard *guard)
{
  g_free (guard->case_id);
  g_free (guard->reply_id);
  g_free (guard->content);
  g_free (guard);
}

static DtUndoGuard *
find_guard (DtRun *run, const char *case_id)
{
  for (guint i = 0; run->undo != NULL && i < run->undo->guards->len; i++)
    {
      DtUndoGuard *guard = g_ptr_array_index (run->undo->guards, i);

      if (g_strcmp0 (guard->case_id, case_id) == 0)
        return guard;
    }
  return NULL;
}

void
dt_run_guard (DtRun *run, const char *case_id, DtCaseStatus status)
{
  DtUndoGuard *guard = find_guard (run, case_id);

  if (run->undo == NULL)
    return;
  if (guard != NULL)
    {
      guard->status = status;
      return;
    }
  guard = g_new0 (DtUndoGuard, 1);
  guard->case_id = g_strdup (case_id);
  guard->status = status;
  g_ptr_array_add (run->undo->guards, guard);
}

void
dt_run_guard_messages (DtRun *run, const char *case_id, guint n_messages)
{
  DtUndoGuard *guard = find_guard (run, case_id);

  if (guard != NULL)
    guard->n_messages = n_messages;
}

void
dt_run_guard_reply (DtRun *run, const char *reply_id, DtReplyState state, const char *content)
{
  DtUndoGuard *guard;

  if (run->undo == NULL)
    return;
  guard = g_new0 (DtUndoGuard, 1);
  guard->reply_id = g_strdup (reply_id);
  guard->reply_state = state;
  guard->content = g_strdup (content);
  g_ptr_array_add (run->undo->guards, guard);
}

static gboolean
check_reply_guard (DtWriter *writer, const DtUndoGuard *guard, GError **error)
{
  g_autoptr (DtReply) reply = dt_reader_find_reply (writer->reader, guard->reply_id, error);

  if (reply == NULL)
    return FALSE;
  if (reply->state == guard->reply_state && g_strcmp0 (reply->content, guard->content) == 0
      && (reply->state != DT_REPLY_QUEUED || reply->delivered == 0))
    return TRUE;
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_TRANSITION,
               "The reply is %s by now: somebody has gone on with it",
               dt_reply_state_to_nick (reply->state));
  return FALSE;
}

gboolean
dt_undo_check_guards (DtWriter *writer, const DtUndo *undo, GError **error)
{
  for (guint i = 0; i < undo->guards->len; i++)
    {
      DtUndoGuard *guard = g_ptr_array_index (undo->guards, i);
      g_autoptr (DtCase) a_case = NULL;

      if (guard->reply_id != NULL && !check_reply_guard (writer, guard, error))
        return FALSE;
      if (guard->case_id == NULL)
        continue;
      a_case = dt_reader_find_case (writer->reader, guard->case_id, error);
      if (a_case == NULL)
        return FALSE;
      if (a_case->status != guard->status)
        g_set_error (error,
                     DT_ERROR,
                     DT_ERROR_TRANSITION,
                     "%s is %s by now: somebody has gone on with it",
                     a_case->code,
                     dt_case_status_to_nick (a_case->status));
      else if (guard->n_messages != 0 && guard->n_messages != (guint) a_case->n_messages)
        g_set_error (error,
                     DT_ERROR,
                     DT_ERROR_TRANSITION,
                     "%s holds more by now: it cannot be withdrawn",
                     a_case->code);
      else
        continue;
      return FALSE;
    }
  return TRUE;
}

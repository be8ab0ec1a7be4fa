/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that add to a case's conversation: the citizen's further words, notes, what was
 * answered, files. Writing worker only. */
#include "service/dt-commands.h"

#include "base/dt-error.h"

#define CLOCK_SLACK (5 * G_TIME_SPAN_MINUTE)

static gboolean
check_message (DtRun *run, GError **error)
{
  if (run->command->text == NULL && run->command->files->len == 0)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "text: nothing was said");
      return FALSE;
    }
  if (run->command->at < 0 || run->command->at > run->now + CLOCK_SLACK)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "at: lies in the future");
      return FALSE;
    }
  return TRUE;
}

static gboolean
add_message (DtRun *run,
             DtCase *a_case,
             DtDirection direction,
             DtChannelKind channel,
             const char *author,
             GError **error)
{
  g_autofree char *id = dt_random_id ();
  g_autofree char *attachments = NULL;
  g_autofree char *names = NULL;
  DtJsonText *facts;
  DtJsonText *payload;
  DtJsonText *undo;

  if (!dt_run_put_files (run, run->command->files, &attachments, &names, error))
    return FALSE;
  facts = dt_json_text_new ();
  dt_json_text_add_string (facts, "message", id);
  dt_json_text_add_string (facts, "direction", dt_direction_to_nick (direction));
  dt_json_text_add_string (facts, "channel", dt_channel_to_nick (channel));
  dt_json_text_add_int (facts, "at", run->command->at != 0 ? run->command->at : run->now);
  dt_json_text_add_raw (facts, "attachments", attachments);
  payload = dt_json_text_new ();
  dt_json_text_add_string (payload, "author", author);
  dt_json_text_add_string (payload, "text", run->command->text != NULL ? run->command->text : "");
  dt_json_text_add_raw (payload, "names", names);
  dt_run_add (
      run, "message.added", a_case->id, dt_json_text_finish (facts), dt_json_text_finish (payload));
  undo = dt_json_text_new ();
  dt_json_text_add_string (undo, "message", id);
  dt_json_text_add_boolean (undo, "retracted", TRUE);
  dt_run_add_undo (run, "message.retracted", a_case->id, dt_json_text_finish (undo), NULL);
  run->subject_id = g_steal_pointer (&id);
  return TRUE;
}

gboolean
dt_commands_add_message (DtRun *run, GError **error)
{
  g_autoptr (DtCase) a_case = dt_run_find_case (run, run->command->case_ids[0], error);

  if (a_case == NULL || !check_message (run, error)
      || !add_message (
          run, a_case, DT_DIRECTION_INBOUND, run->command->channel, a_case->citizen_name, error))
    return FALSE;
  /* The citizen has answered: it is our turn again. An answered or closed case stays as it is and
   * shows as unread: whether it is taken up again is the officer's decision. */
  if (a_case->status == DT_CASE_STATUS_WAITING_CITIZEN)
    dt_run_add_status (run, a_case, DT_CASE_STATUS_IN_PROGRESS, NULL, NULL);
  dt_run_touch (run, a_case);
  return TRUE;
}

gboolean
dt_commands_add_note (DtRun *run, GError **error)
{
  g_autoptr (DtCase) a_case = dt_run_find_case (run, run->command->case_ids[0], error);

  if (a_case == NULL || !check_message (run, error)
      || !add_message (run, a_case, DT_DIRECTION_NOTE, a_case->channel, run->officer->name, error))
    return FALSE;
  dt_run_touch (run, a_case);
  return TRUE;
}

gboolean
dt_commands_record_answer (DtRun *run, GError **error)
{
  g_autoptr (DtCase) a_case = dt_run_find_case (run, run->command->case_ids[0], error);

  if (a_case == NULL || !check_message (run, error))
    return FALSE;
  if (a_case->status != DT_CASE_STATUS_ANSWERED
      && !dt_case_status_can_become (a_case->status, DT_CASE_STATUS_ANSWERED))
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_TRANSITION,
                   "%s is %s: reopen it first",
                   a_case->code,
                   dt_case_status_to_nick (a_case->status));
      return FALSE;
    }
  if (!add_message (
          run, a_case, DT_DIRECTION_OUTBOUND, run->command->channel, run->officer->name, error))
    return FALSE;
  if (a_case->status != DT_CASE_STATUS_ANSWERED)
    dt_run_add_status (run, a_case, DT_CASE_STATUS_ANSWERED, NULL, NULL);
  dt_run_touch (run, a_case);
  return TRUE;
}

/* ---- guiding to the proper form ---- */

gboolean
dt_commands_guide_form (DtRun *run, GError **error)
{
  g_autoptr (DtCase) a_case = dt_run_find_case (run, run->command->case_ids[0], error);
  DtDeadlineResult result;

  if (a_case == NULL || !check_message (run, error)
      || !dt_commands_compute_deadlines (run, a_case->id, NULL, &result, error))
    return FALSE;
  if (result.path != DT_PATH_PROPER_FORM
      || !dt_case_status_can_become (a_case->status, DT_CASE_STATUS_REFUSED))
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_TRANSITION,
                   "%s does not have to be guided to another form",
                   a_case->code);
      return FALSE;
    }
  if (!add_message (
          run, a_case, DT_DIRECTION_OUTBOUND, run->command->channel, run->officer->name, error))
    return FALSE;
  dt_run_add_status (run, a_case, DT_CASE_STATUS_REFUSED, DT_GROUND_GUIDED, NULL);
  dt_run_touch (run, a_case);
  return TRUE;
}

/* ---- files ---- */

/* The message that files given later belong to: the first one, the citizen's own. */
static DtTimelineItem *
find_first_message (DtCaseFile *file)
{
  for (guint i = 0; i < file->timeline->len; i++)
    {
      DtTimelineItem *item = g_ptr_array_index (file->timeline, i);

      if (item->type == DT_TIMELINE_MESSAGE && !item->retracted && item->case_code == NULL
          && item->direction != DT_DIRECTION_NOTE)
        return item;
    }
  return NULL;
}

static char *
attached_facts (const char *message_id, DtCommandFile *file, const char *hash, gboolean attached)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_string (facts, "message", message_id);
  dt_json_text_begin_object (facts, "attachment");
  dt_json_text_add_string (facts, "hash", hash);
  dt_json_text_add_int (facts, "size", (gint64) g_bytes_get_size (file->content));
  dt_json_text_add_string (facts, "type", file->media_type);
  dt_json_text_end_object (facts);
  dt_json_text_add_boolean (facts, "attached", attached);
  return dt_json_text_finish (facts);
}

/* Attached once more it would be the same file, and undoing would take away the first. */
static gboolean
has_file (DtTimelineItem *message, const char *hash)
{
  for (guint i = 0; i < message->attachments->len; i++)
    {
      DtAttachment *attachment = g_ptr_array_index (message->attachments, i);

      if (g_str_equal (attachment->hash, hash))
        return TRUE;
    }
  return FALSE;
}

static gboolean
attach_file (
    DtRun *run, DtCase *a_case, DtTimelineItem *message, DtCommandFile *file, GError **error)
{
  g_autofree char *hash = dt_ledger_put_attachment (run->writer->ledger, file->content, error);
  DtJsonText *payload;
  DtJsonText *undo_payload;

  if (hash == NULL)
    return FALSE;
  if (has_file (message, hash))
    return TRUE;
  payload = dt_json_text_new ();
  dt_json_text_add_string (payload, "name", file->name);
  undo_payload = dt_json_text_new ();
  dt_json_text_add_string (undo_payload, "name", file->name);
  dt_run_add (run,
              "case.attached",
              a_case->id,
              attached_facts (message->id, file, hash, TRUE),
              dt_json_text_finish (payload));
  dt_run_add_undo (run,
                   "case.attached",
                   a_case->id,
                   attached_facts (message->id, file, hash, FALSE),
                   dt_json_text_finish (undo_payload));
  return TRUE;
}

gboolean
dt_commands_attach (DtRun *run, GError **error)
{
  GPtrArray *files = run->command->files;
  g_autoptr (DtCase) a_case = dt_run_find_case (run, run->command->case_ids[0], error);
  g_autoptr (DtCaseFile) file = NULL;
  DtTimelineItem *message;

  if (a_case == NULL)
    return FALSE;
  file = dt_reader_load_case_file (run->writer->reader, a_case->id, error);
  if (file == NULL)
    return FALSE;
  message = find_first_message (file);
  if (files->len == 0 || message == NULL)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "file: none, or no message to attach it to");
      return FALSE;
    }
  for (guint i = 0; i < files->len; i++)
    {
      if (!attach_file (run, a_case, message, g_ptr_array_index (files, i), error))
        return FALSE;
    }
  dt_run_touch (run, a_case);
  return TRUE;
}

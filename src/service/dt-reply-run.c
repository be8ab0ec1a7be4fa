/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands on replies share. Writing worker only. */
#include "service/dt-reply-run.h"

#include "base/dt-error.h"

#include <string.h>

/* dt_reply_run_clear: frees what it holds. */
void
dt_reply_run_clear (DtReplyRun *self)
{
  g_clear_object (&self->reply);
  g_clear_object (&self->a_case);
  g_clear_pointer (&self->subject, g_free);
}

/* ---- finding ---- */

static gboolean
find_case (DtReplyRun *self, DtRun *run, const char *case_id, GError **error)
{
  g_autofree char *root = dt_reader_dup_root (run->writer->reader, case_id, error);

  if (root == NULL)
    return FALSE;
  self->a_case = dt_run_find_case (run, root, error);
  if (self->a_case == NULL)
    return FALSE;
  dt_run_touch (run, self->a_case);
  run->subject_id = g_strdup (self->id);
  return TRUE;
}

/* They stand in the facts: an id of ours, or a short word. */
static gboolean
check_codes (const DtReplyDraft *draft, GError **error)
{
  if (draft == NULL)
    return TRUE;
  if (draft->ground != NULL && !dt_run_check_code (draft->ground, "ground", error))
    return FALSE;
  for (guint i = 0; i < draft->templates->len; i++)
    {
      const char *id = draft->templates->pdata[i];
      guint8 bytes[16];

      if (!(strlen (id) == 32 && dt_from_hex (id, bytes, sizeof bytes))
          && !dt_run_check_code (id, "template", error))
        return FALSE;
    }
  return TRUE;
}

gboolean
dt_reply_run_find (DtReplyRun *self, DtRun *run, GError **error)
{
  if (!check_codes (run->command->draft, error))
    return FALSE;
  self->id = run->command->other_id;
  self->reply = dt_reader_find_reply (run->writer->reader, self->id, error);
  if (self->reply == NULL)
    return FALSE;
  self->subject = g_strdup (self->reply->case_id);
  self->is_own = g_strcmp0 (self->reply->author_id, run->officer->id) == 0;
  return find_case (self, run, self->subject, error);
}

/* One reply of an officer to a case at a time. */
static gboolean
begin (DtReplyRun *self, DtRun *run, GError **error)
{
  g_autoptr (DtReply) open = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!find_case (self, run, run->command->case_ids[0], error))
    return FALSE;
  self->subject = g_strdup (self->a_case->id);
  self->is_own = TRUE;
  open = dt_reader_find_open_reply (
      run->writer->reader, self->a_case->id, run->officer->id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (open == NULL)
    return TRUE;
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_TRANSITION,
               "%s: the officer's earlier reply is %s and has to be finished first",
               self->a_case->code,
               dt_reply_state_to_nick (open->state));
  return FALSE;
}

gboolean
dt_reply_run_find_own (DtReplyRun *self, DtRun *run, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!dt_reply_run_find (self, run, &local_error))
    {
      if (g_error_matches (local_error, DT_ERROR, DT_ERROR_NOT_FOUND) && self->id != NULL
          && self->reply == NULL)
        return begin (self, run, error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (!self->is_own)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_DENIED, "Only its author changes a reply");
      return FALSE;
    }
  if (dt_reply_state_is_editable (self->reply->state))
    return TRUE;
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_TRANSITION,
               "The reply is %s: its text cannot be changed",
               dt_reply_state_to_nick (self->reply->state));
  return FALSE;
}

gboolean
dt_reply_run_check_state (DtReplyRun *self, DtReplyState state, GError **error)
{
  if (self->reply->state == state)
    return TRUE;
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_TRANSITION,
               "The reply is %s, not %s",
               dt_reply_state_to_nick (self->reply->state),
               dt_reply_state_to_nick (state));
  return FALSE;
}

/* ---- writing ---- */

char *
dt_reply_run_hash (DtRun *run, const DtReplyDraft *draft)
{
  g_autofree char *canonical = dt_reply_draft_to_canonical (draft);

  return dt_ledger_lookup_key (run->writer->ledger, "reply", canonical);
}

static void
add_attachments (DtJsonText *facts, GPtrArray *attachments)
{
  if (attachments->len == 0)
    return;
  dt_json_text_begin_array (facts, "attachments");
  for (guint i = 0; i < attachments->len; i++)
    {
      const DtAttachment *attachment = attachments->pdata[i];
      g_autofree char *type = dt_command_dup_media_type (attachment->media_type);

      dt_json_text_begin_element (facts);
      dt_json_text_add_string (facts, "hash", attachment->hash);
      dt_json_text_add_int (facts, "size", attachment->size);
      dt_json_text_add_string (facts, "type", type);
      dt_json_text_end_object (facts);
    }
  dt_json_text_end_array (facts);
}

DtJsonText *
dt_reply_run_begin_facts (DtRun *run, const char *reply_id, const DtReplyDraft *draft)
{
  DtJsonText *facts = dt_json_text_new ();
  g_autofree char *content = dt_reply_run_hash (run, draft);
  g_autoptr (GPtrArray) templates = g_ptr_array_new ();

  dt_json_text_add_string (facts, "reply", reply_id);
  dt_json_text_add_string (facts, "channel", dt_channel_to_nick (draft->channel));
  dt_json_text_add_string (facts, "outcome", dt_reply_outcome_to_nick (draft->outcome));
  dt_json_text_add_string (facts, "ground", draft->ground);
  dt_json_text_add_string (facts, "content", content);
  add_attachments (facts, draft->attachments);
  dt_json_text_add_string (facts, "form", dt_address_form_to_nick (draft->form));
  for (guint i = 0; i < draft->templates->len; i++)
    g_ptr_array_add (templates, draft->templates->pdata[i]);
  g_ptr_array_add (templates, NULL);
  if (templates->len > 1)
    dt_json_text_add_strings (facts, "templates", (const char *const *) templates->pdata);
  return facts;
}

char *
dt_reply_run_make_facts (const char *reply_id,
                         const char *content,
                         const char *name,
                         gboolean value)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_string (facts, "reply", reply_id);
  dt_json_text_add_string (facts, "content", content);
  if (name != NULL)
    dt_json_text_add_boolean (facts, name, value);
  return dt_json_text_finish (facts);
}

gboolean
dt_reply_run_save (DtReplyRun *self, DtRun *run, const DtReplyDraft *draft)
{
  g_autofree char *json = dt_reply_draft_to_json (draft);
  g_autofree char *before
      = self->reply != NULL ? dt_reply_draft_to_json (self->reply->draft) : NULL;

  if (g_strcmp0 (json, before) == 0)
    return FALSE;
  dt_run_add (run,
              "reply.saved",
              self->subject,
              dt_json_text_finish (dt_reply_run_begin_facts (run, self->id, draft)),
              g_steal_pointer (&json));
  return TRUE;
}

/* ---- judging ---- */

gboolean
dt_reply_run_check (DtReplyRun *self, DtRun *run, const DtReplyDraft *draft, GError **error)
{
  g_autofree char *text = dt_command_dup_text (draft->text);

  if (text != NULL)
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "empty: %s has no text", self->a_case->code);
  return FALSE;
}

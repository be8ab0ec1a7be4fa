/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands on a reply until it may go out: its author saves, submits and withdraws it, a leader
 * returns or approves it. What was decided is bound to the hash of the content that was read.
 * Writing worker only. */
#include "service/dt-commands.h"

#include "base/dt-error.h"
#include "service/dt-reply-run.h"

/* ---- its author ---- */

gboolean
dt_commands_save_reply (DtRun *run, GError **error)
{
  g_auto (DtReplyRun) self = { 0 };

  if (!dt_reply_run_find_own (&self, run, error))
    return FALSE;
  dt_reply_run_save (&self, run, run->command->draft);
  return TRUE;
}

/* NULL: any leader. */
static gboolean
check_asked (DtRun *run, const char *asked_id, GError **error)
{
  g_autoptr (DtOfficer) asked = NULL;

  if (asked_id == NULL)
    return TRUE;
  asked = dt_run_find_officer (run, asked_id, error);
  if (asked == NULL)
    return FALSE;
  if (asked->active && (asked->roles & DT_ROLE_LEADER) != 0
      && !g_str_equal (asked_id, run->officer->id))
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "asked: not a leader who may approve it");
  return FALSE;
}

gboolean
dt_commands_submit_reply (DtRun *run, GError **error)
{
  const DtCommand *command = run->command;
  g_auto (DtReplyRun) self = { 0 };
  g_autofree char *content = NULL;
  DtJsonText *facts;

  if (!dt_reply_run_find_own (&self, run, error) || !check_asked (run, command->name, error)
      || !dt_reply_run_check (&self, run, command->draft, error))
    return FALSE;
  content = dt_reply_run_hash (run, command->draft);
  if (self.reply != NULL && g_strcmp0 (self.reply->content, content) == 0
      && (self.reply->state == DT_REPLY_SUBMITTED || self.reply->state == DT_REPLY_APPROVED))
    {
      g_set_error (error, DT_ERROR, DT_ERROR_TRANSITION, "The reply was submitted like that");
      return FALSE;
    }
  facts = dt_reply_run_begin_facts (run, self.id, command->draft);
  dt_json_text_add_int (facts, "round", self.reply != NULL ? self.reply->round + 1 : 1);
  dt_json_text_add_string (facts, "asked", command->name);
  dt_run_add (run,
              "reply.submitted",
              self.subject,
              dt_json_text_finish (facts),
              dt_reply_draft_to_json (command->draft));
  dt_run_add_undo (run,
                   "reply.withdrawn",
                   self.subject,
                   dt_reply_run_make_facts (self.id, NULL, NULL, FALSE),
                   NULL);
  dt_run_guard_reply (run, self.id, DT_REPLY_SUBMITTED, content);
  return TRUE;
}

/* To what it was before it was submitted. */
static DtReplyState
get_withdrawn_state (DtReply *reply)
{
  return reply->decided != 0 && reply->previous != NULL ? DT_REPLY_RETURNED : DT_REPLY_DRAFT;
}

gboolean
dt_commands_withdraw_reply (DtRun *run, GError **error)
{
  g_auto (DtReplyRun) self = { 0 };

  if (!dt_reply_run_find (&self, run, error))
    return FALSE;
  if (!self.is_own)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_DENIED, "Only its author withdraws a reply");
      return FALSE;
    }
  if (!dt_reply_run_check_state (&self, DT_REPLY_SUBMITTED, error))
    return FALSE;
  dt_run_add (run,
              "reply.withdrawn",
              self.subject,
              dt_reply_run_make_facts (self.id, NULL, NULL, FALSE),
              NULL);
  dt_run_add_undo (run,
                   "reply.withdrawn",
                   self.subject,
                   dt_reply_run_make_facts (self.id, NULL, "withdrawn", FALSE),
                   NULL);
  dt_run_guard_reply (run, self.id, get_withdrawn_state (self.reply), self.reply->content);
  return TRUE;
}

gboolean
dt_commands_discard_reply (DtRun *run, GError **error)
{
  g_auto (DtReplyRun) self = { 0 };

  if (!dt_reply_run_find (&self, run, error))
    return FALSE;
  if (!self.is_own && (run->roles & DT_ROLE_LEADER) == 0)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_DENIED, "Only a leader discards others' replies");
      return FALSE;
    }
  if (!dt_reply_state_can_become (self.reply->state, DT_REPLY_DISCARDED))
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_TRANSITION,
                   "The reply is %s: it cannot be discarded",
                   dt_reply_state_to_nick (self.reply->state));
      return FALSE;
    }
  dt_run_add (run,
              "reply.discarded",
              self.subject,
              dt_reply_run_make_facts (self.id, NULL, "discarded", TRUE),
              NULL);
  dt_run_add_undo (run,
                   "reply.discarded",
                   self.subject,
                   dt_reply_run_make_facts (self.id, NULL, "discarded", FALSE),
                   NULL);
  dt_run_guard_reply (run, self.id, DT_REPLY_DISCARDED, self.reply->content);
  return TRUE;
}

/* ---- a leader ---- */

/* What lies before the leader as they have read it, and is not their own. */
static gboolean
find_submitted (DtReplyRun *self, DtRun *run, GError **error)
{
  if (!dt_reply_run_find (self, run, error))
    return FALSE;
  if (self->is_own)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_DENIED, "Nobody decides on their own reply");
      return FALSE;
    }
  if (!dt_reply_run_check_state (self, DT_REPLY_SUBMITTED, error))
    return FALSE;
  if (g_strcmp0 (self->reply->content, run->command->code) == 0)
    return TRUE;
  g_set_error (
      error, DT_ERROR, DT_ERROR_TRANSITION, "The reply was changed after it had been read");
  return FALSE;
}

static char *
make_notes (const char *note, GPtrArray *notes)
{
  DtJsonText *payload = dt_json_text_new ();

  dt_json_text_add_string (payload, "note", note);
  if (notes->len > 0)
    {
      dt_json_text_begin_array (payload, "notes");
      for (guint i = 0; i < notes->len; i++)
        {
          const DtMarginNote *one = notes->pdata[i];

          dt_json_text_begin_element (payload);
          dt_json_text_add_int (payload, "start", one->start);
          dt_json_text_add_int (payload, "end", one->end);
          dt_json_text_add_string (payload, "text", one->text);
          dt_json_text_end_object (payload);
        }
      dt_json_text_end_array (payload);
    }
  return dt_json_text_finish_or_null (payload);
}

gboolean
dt_commands_return_reply (DtRun *run, GError **error)
{
  const DtCommand *command = run->command;
  g_auto (DtReplyRun) self = { 0 };

  if (!find_submitted (&self, run, error))
    return FALSE;
  if (command->reason == NULL && command->notes->len == 0)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "note: what shall be changed is not said");
      return FALSE;
    }
  dt_run_add (run,
              "reply.returned",
              self.subject,
              dt_reply_run_make_facts (self.id, self.reply->content, NULL, FALSE),
              make_notes (command->reason, command->notes));
  dt_run_add_undo (run,
                   "reply.returned",
                   self.subject,
                   dt_reply_run_make_facts (self.id, self.reply->content, "returned", FALSE),
                   NULL);
  dt_run_guard_reply (run, self.id, DT_REPLY_RETURNED, self.reply->content);
  return TRUE;
}

static char *
make_amended (DtRun *run, DtReplyRun *self, const DtReplyDraft *draft, gboolean amended)
{
  DtJsonText *facts = dt_reply_run_begin_facts (run, self->id, draft);

  dt_json_text_add_boolean (facts, "amended", amended);
  return dt_json_text_finish (facts);
}

/* What the leader changed becomes what lies before them; undone it is the author's again. */
static void
amend (DtRun *run, DtReplyRun *self, const DtReplyDraft *draft)
{
  dt_run_add (run,
              "reply.submitted",
              self->subject,
              make_amended (run, self, draft, TRUE),
              dt_reply_draft_to_json (draft));
  dt_run_add_undo (run,
                   "reply.submitted",
                   self->subject,
                   make_amended (run, self, self->reply->draft, FALSE),
                   dt_reply_draft_to_json (self->reply->draft));
}

gboolean
dt_commands_approve_reply (DtRun *run, GError **error)
{
  const DtCommand *command = run->command;
  g_auto (DtReplyRun) self = { 0 };
  g_autofree char *content = NULL;
  const DtReplyDraft *draft;

  if (!find_submitted (&self, run, error))
    return FALSE;
  draft = command->draft != NULL ? command->draft : self.reply->draft;
  if (!dt_reply_run_check (&self, run, draft, error))
    return FALSE;
  content = dt_reply_run_hash (run, draft);
  if (g_strcmp0 (content, self.reply->content) != 0)
    amend (run, &self, draft);
  dt_run_add (run,
              "reply.approved",
              self.subject,
              dt_reply_run_make_facts (self.id, content, NULL, FALSE),
              NULL);
  dt_run_add_undo (run,
                   "reply.approved",
                   self.subject,
                   dt_reply_run_make_facts (self.id, content, "approved", FALSE),
                   NULL);
  if (command->active)
    dt_reply_run_queue (&self, run, draft, content, dt_reply_run_get_undo_end (run, draft));
  else
    dt_run_guard_reply (run, self.id, DT_REPLY_APPROVED, content);
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that let a reply go out: into the outbox, back from it, once more, and what an officer
 * did by hand. Writing worker only. */
#include "service/dt-commands.h"

#include "base/dt-error.h"
#include "service/dt-reply-run.h"

#define CLOCK_SLACK (5 * G_TIME_SPAN_MINUTE)

/* An officer's own, or any for a leader; @others: for who posts them too. */
static gboolean
find_sendable (DtReplyRun *self, DtRun *run, DtRoles others, GError **error)
{
  if (!dt_reply_run_find (self, run, error))
    return FALSE;
  if (self->is_own || (run->roles & (DT_ROLE_LEADER | others)) != 0)
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_DENIED, "Only its author or a leader sends a reply");
  return FALSE;
}

static gboolean
refuse_state (DtReplyRun *self, GError **error)
{
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_TRANSITION,
               "The reply is %s: that cannot be done with it",
               dt_reply_state_to_nick (self->reply->state));
  return FALSE;
}

/* Approved like that, or of a kind that needs none. */
static gboolean
check_approval (DtReplyRun *self, const DtReplyDraft *draft, const char *content, GError **error)
{
  const char *source;

  if (self->reply != NULL && g_strcmp0 (self->reply->approved, content) == 0)
    return TRUE;
  if (!dt_reply_rules_need_approval (dt_reply_rules_get_shipped (),
                                     self->a_case->kind,
                                     draft->channel,
                                     draft->outcome,
                                     &source))
    return TRUE;
  g_set_error (
      error, DT_ERROR, DT_ERROR_TRANSITION, "The reply has to be approved first: %s", source);
  return FALSE;
}

/* What a leader has before them or has sent back does not go out past them. */
static gboolean
may_send (const DtReply *reply)
{
  return reply == NULL
         || (dt_reply_state_can_become (reply->state, DT_REPLY_QUEUED)
             && reply->state != DT_REPLY_RETURNED && reply->state != DT_REPLY_UNSURE);
}

gboolean
dt_commands_send_reply (DtRun *run, GError **error)
{
  g_auto (DtReplyRun) self = { 0 };
  g_autofree char *content = NULL;
  const DtReplyDraft *draft = run->command->draft;

  if (draft != NULL ? !dt_reply_run_find_own (&self, run, error)
                    : !find_sendable (&self, run, 0, error))
    return FALSE;
  if (!may_send (self.reply))
    return refuse_state (&self, error);
  if (draft == NULL)
    draft = self.reply->draft;
  content = dt_reply_run_hash (run, draft);
  if (!check_approval (&self, draft, content, error)
      || !dt_reply_run_check (&self, run, draft, error))
    return FALSE;
  if (run->command->draft != NULL)
    dt_reply_run_save (&self, run, draft);
  dt_reply_run_queue (&self, run, draft, content, dt_reply_run_get_undo_end (run, draft));
  return TRUE;
}

gboolean
dt_commands_recall_reply (DtRun *run, GError **error)
{
  g_auto (DtReplyRun) self = { 0 };

  if (!find_sendable (&self, run, 0, error))
    return FALSE;
  if (self.reply->state != DT_REPLY_QUEUED || self.reply->delivered > 0)
    return refuse_state (&self, error);
  dt_run_add (run,
              "reply.recalled",
              self.subject,
              dt_reply_run_make_facts (self.id, NULL, NULL, FALSE),
              NULL);
  return TRUE;
}

gboolean
dt_commands_retry_reply (DtRun *run, GError **error)
{
  g_auto (DtReplyRun) self = { 0 };
  DtReply *reply;

  if (!find_sendable (&self, run, 0, error))
    return FALSE;
  reply = self.reply;
  if (reply->state != DT_REPLY_FAILED && reply->state != DT_REPLY_UNSURE)
    return refuse_state (&self, error);
  if (!check_approval (&self, reply->draft, reply->content, error)
      || !dt_reply_run_check (&self, run, reply->draft, error))
    return FALSE;
  dt_reply_run_queue (&self, run, reply->draft, reply->content, run->now);
  return TRUE;
}

static gboolean
check_time (DtRun *run, GError **error)
{
  if (run->command->at >= 0 && run->command->at <= run->now + CLOCK_SLACK)
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "at: lies in the future");
  return FALSE;
}

/* Of one that nobody knew of it is found out; any other was sent by hand, or said. */
gboolean
dt_commands_confirm_reply (DtRun *run, GError **error)
{
  const DtCommand *command = run->command;
  g_auto (DtReplyRun) self = { 0 };
  gboolean by_hand;

  if (!find_sendable (&self, run, DT_ROLE_CLERK, error) || !check_time (run, error))
    return FALSE;
  if (self.reply->state == DT_REPLY_SENDING
      || !dt_reply_state_can_become (self.reply->state, DT_REPLY_SENT))
    return refuse_state (&self, error);
  by_hand = self.reply->state != DT_REPLY_UNSURE || command->text != NULL;
  dt_reply_run_add_sent (
      &self, run, command->at != 0 ? command->at : run->now, by_hand, command->text);
  dt_run_guard_reply (run, self.id, DT_REPLY_SENT, self.reply->content);
  return TRUE;
}

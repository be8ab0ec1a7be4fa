/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the commands on replies: copies what they are about. Any thread. */
#include "service/dt-command-private.h"

static DtCommand *
reply_new (DtCommandKind kind, const char *reply_id)
{
  DtCommand *self = dt_command_new (kind, NULL);

  self->other_id = g_strdup (reply_id);
  return self;
}

static DtCommand *
draft_new (DtCommandKind kind, const char *case_id, const char *reply_id, const DtReplyDraft *draft)
{
  DtCommand *self = dt_command_new_for_case (kind, case_id);

  self->other_id = g_strdup (reply_id);
  self->draft = draft != NULL ? dt_reply_draft_copy (draft) : NULL;
  return self;
}

/**
 * dt_command_save_reply:
 * @case_id: the case that is shown
 * @reply_id: a new id (dt_random_id()), or that of the author's open reply
 * @draft: all of it as it is now
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_save_reply (const char *case_id, const char *reply_id, const DtReplyDraft *draft)
{
  g_return_val_if_fail (case_id != NULL && reply_id != NULL && draft != NULL, NULL);
  return draft_new (DT_COMMAND_SAVE_REPLY, case_id, reply_id, draft);
}

/**
 * dt_command_submit_reply:
 * @asked_id: (nullable): the leader in whose queue it shall be; %NULL: any
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_submit_reply (const char *case_id,
                         const char *reply_id,
                         const DtReplyDraft *draft,
                         const char *asked_id)
{
  DtCommand *self;

  g_return_val_if_fail (case_id != NULL && reply_id != NULL && draft != NULL, NULL);

  self = draft_new (DT_COMMAND_SUBMIT_REPLY, case_id, reply_id, draft);
  self->name = g_strdup (asked_id);
  return self;
}

/**
 * dt_command_withdraw_reply:
 * @reply_id: a reply of the officer's own that waits for a leader
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_withdraw_reply (const char *reply_id)
{
  g_return_val_if_fail (reply_id != NULL, NULL);
  return reply_new (DT_COMMAND_WITHDRAW_REPLY, reply_id);
}

static DtMarginNote *
copy_note (const DtMarginNote *note)
{
  g_autofree char *text = dt_command_dup_text (note->text);

  return dt_margin_note_new (note->start, note->end, text);
}

/**
 * dt_command_return_reply:
 * @content: hash of what the leader has read
 * @note: why; needed unless there are @notes
 * @notes: (nullable) (element-type DtMarginNote): beside places of the text
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_return_reply (const char *reply_id,
                         const char *content,
                         const char *note,
                         GPtrArray *notes)
{
  DtCommand *self;

  g_return_val_if_fail (reply_id != NULL && content != NULL, NULL);

  self = reply_new (DT_COMMAND_RETURN_REPLY, reply_id);
  self->code = g_strdup (content);
  self->reason = dt_command_dup_text (note);
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_margin_note_free);
  for (guint i = 0; notes != NULL && i < notes->len; i++)
    g_ptr_array_add (self->notes, copy_note (notes->pdata[i]));
  return self;
}

/**
 * dt_command_approve_reply:
 * @content: hash of what the leader has read
 * @amended: (nullable): what the leader made of it
 * @send: whether it goes into the outbox at once
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_approve_reply (const char *reply_id,
                          const char *content,
                          const DtReplyDraft *amended,
                          gboolean send)
{
  DtCommand *self;

  g_return_val_if_fail (reply_id != NULL && content != NULL, NULL);

  self = reply_new (DT_COMMAND_APPROVE_REPLY, reply_id);
  self->code = g_strdup (content);
  self->draft = amended != NULL ? dt_reply_draft_copy (amended) : NULL;
  self->active = send;
  return self;
}

/**
 * dt_command_discard_reply:
 * @reply_id: a reply that is not sent and waits for nobody
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_discard_reply (const char *reply_id)
{
  g_return_val_if_fail (reply_id != NULL, NULL);
  return reply_new (DT_COMMAND_DISCARD_REPLY, reply_id);
}

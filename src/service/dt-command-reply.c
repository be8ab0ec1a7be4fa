/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the commands on replies and templates: copies what they are about. Any thread. */
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
 * dt_command_send_reply:
 * @draft: (nullable): all of it as it is now; %NULL: as it was saved
 *
 * Returns: (transfer full): the command that puts it into the outbox, where it can be taken back
 *   for as long as the channel's rule says
 */
DtCommand *
dt_command_send_reply (const char *case_id, const char *reply_id, const DtReplyDraft *draft)
{
  g_return_val_if_fail (case_id != NULL && reply_id != NULL, NULL);
  return draft_new (DT_COMMAND_SEND_REPLY, case_id, reply_id, draft);
}

/**
 * dt_command_recall_reply:
 * @reply_id: a reply in the outbox of which nothing has gone out
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_recall_reply (const char *reply_id)
{
  g_return_val_if_fail (reply_id != NULL, NULL);
  return reply_new (DT_COMMAND_RECALL_REPLY, reply_id);
}

/**
 * dt_command_retry_reply:
 * @reply_id: a reply that could not be sent, or of which nobody knows whether it was
 *
 * Returns: (transfer full): the command that sends once more what has not been delivered
 */
DtCommand *
dt_command_retry_reply (const char *reply_id)
{
  g_return_val_if_fail (reply_id != NULL, NULL);
  return reply_new (DT_COMMAND_RETRY_REPLY, reply_id);
}

/**
 * dt_command_confirm_reply:
 * @at: when it was sent or said, Unix microseconds; 0: now
 * @place: (nullable): where: "tin nhắn Facebook"
 *
 * Returns: (transfer full): the command that records what an officer did by hand, or found out
 */
DtCommand *
dt_command_confirm_reply (const char *reply_id, gint64 at, const char *place)
{
  DtCommand *self;

  g_return_val_if_fail (reply_id != NULL, NULL);

  self = reply_new (DT_COMMAND_CONFIRM_REPLY, reply_id);
  self->at = at;
  self->text = dt_command_dup_line (place);
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

/* ---- templates ---- */

/**
 * dt_command_save_template:
 * @values: its id, texts and what it is for; the rest is not looked at
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_save_template (DtReplyTemplate *values)
{
  DtCommand *self;

  g_return_val_if_fail (DT_IS_REPLY_TEMPLATE (values), NULL);

  self = reply_new (DT_COMMAND_SAVE_TEMPLATE, values->id);
  self->template = g_object_ref (values);
  return self;
}

static DtCommand *
flag_new (DtCommandKind kind, const char *template_id, gboolean active)
{
  DtCommand *self = reply_new (kind, template_id);

  self->active = active;
  return self;
}

/**
 * dt_command_publish_template:
 * @published: whether it may be used
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_publish_template (const char *template_id, gboolean published)
{
  g_return_val_if_fail (template_id != NULL, NULL);
  return flag_new (DT_COMMAND_PUBLISH_TEMPLATE, template_id, published);
}

/**
 * dt_command_archive_template:
 * @archived: whether it is put away
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_archive_template (const char *template_id, gboolean archived)
{
  g_return_val_if_fail (template_id != NULL, NULL);
  return flag_new (DT_COMMAND_ARCHIVE_TEMPLATE, template_id, archived);
}

/**
 * dt_command_set_absence:
 * @officer_id: a leader
 * @until: until when they are away, Unix microseconds; 0: back again
 * @deputy_id: (nullable): who sees their queue too
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_set_absence (const char *officer_id, gint64 until, const char *deputy_id)
{
  DtCommand *self;

  g_return_val_if_fail (officer_id != NULL, NULL);

  self = reply_new (DT_COMMAND_SET_ABSENCE, officer_id);
  self->at = until;
  self->name = g_strdup (deputy_id);
  return self;
}

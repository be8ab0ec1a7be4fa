/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the entries about a reply do to its row. The order of the record decides: a change after an
 * approval voids it, a leader's decision holds for the text that was before their eyes, and what
 * has gone out has gone out. On the worker that owns the store. */
#include "store/dt-fold-reply.h"

#include <string.h>

#define NICK_SIZE 64
#define FAILED_UNSURE "broken_off" /* nobody knows whether it arrived */

static void
set_string (char **place, char *value)
{
  g_free (*place);
  *place = value;
}

/* The reply of the entry and its case, marked as touched; NULL: it is about none. */
static DtFoldCase *
begin (DtFold *self, DtFoldEntry *e, DtFoldReply *reply)
{
  DtFoldCase *a_case = dt_fold_touch_case (self, e);

  return a_case != NULL && dt_fold_reply_load (reply, self, e) ? a_case : NULL;
}

static void
note_step (DtFoldCase *a_case, DtFoldEntry *e)
{
  a_case->step = MAX (a_case->step, e->entry->hlc);
}

/* A row of the timeline: @text what was said, @to a code or an officer. */
static void
add_event (DtFold *self, DtFoldEntry *e, DtFoldReply *reply, const char *text, const char *to)
{
  dt_fold_add_event (self, e, text, reply->id, to);
}

static void
finish (DtFold *self, DtFoldEntry *e, DtFoldReply *reply)
{
  reply->changed = MAX (reply->changed, DT_HLC_TO_USEC (e->entry->hlc));
  dt_fold_reply_write (reply, self);
}

static gboolean
has_content (DtFoldEntry *e, const DtFoldReply *reply)
{
  g_autofree char *content = dt_fields_dup_string (&e->facts, "content");

  return g_strcmp0 (content, reply->content) == 0;
}

/* FALSE: the entry takes back what one of its kind did. */
static gboolean
is_done (DtFoldEntry *e, const char *name)
{
  return dt_fields_get_boolean (&e->facts, name, TRUE);
}

/* ---- what is written ----------------------------------------------------------------------- */

static void
run_three (DtFold *self, const char *sql, const char *first, const char *second, const char *third)
{
  sqlite3_stmt *statement = dt_fold_prepare (self, sql);

  dt_bind_id (statement, 1, first);
  dt_bind_id (statement, 2, second);
  dt_bind_id (statement, 3, third);
  dt_fold_run (self, statement);
}

/* Whose data the entry holds: what erasing a person looks for. */
static void
note_people (DtFold *self, DtFoldEntry *e, const DtReplyDraft *draft)
{
  g_autofree char *hash = dt_to_hex (e->entry->hash, DT_HASH_SIZE);

  if (!e->entry->has_payload || e->entry->erased)
    return;
  run_three (self,
             "INSERT OR IGNORE INTO reply_entries VALUES (?1, ?2, coalesce (?3, x''))",
             e->entry->subject,
             hash,
             NULL);
  for (guint i = 0; draft != NULL && i < draft->recipients->len; i++)
    {
      const DtRecipient *recipient = draft->recipients->pdata[i];

      if (recipient->citizen_id != NULL)
        run_three (self,
                   "INSERT OR IGNORE INTO reply_entries VALUES (?1, ?2, coalesce (?3, x''))",
                   e->entry->subject,
                   hash,
                   recipient->citizen_id);
    }
}

/* The files that it needs, and the templates that it was made with, instead of those before. */
static void
note_parts (DtFold *self, DtFoldEntry *e, const DtFoldReply *reply)
{
  DtFieldsIter iter;
  DtFieldValue value;
  DtFields attachment;

  run_three (self,
             "DELETE FROM draft_files WHERE draft = ?1 AND subject = ?2",
             reply->id,
             reply->subject,
             NULL);
  run_three (self,
             "DELETE FROM template_uses WHERE reply = ?1 AND subject = ?2",
             reply->id,
             reply->subject,
             NULL);
  dt_fields_iter_init (&iter, &e->facts, "attachments");
  while (!e->entry->erased && dt_fields_iter_next (&iter, &value))
    {
      g_autofree char *hash = dt_field_value_parse (&value, &attachment)
                                  ? dt_fields_dup_string (&attachment, "hash")
                                  : NULL;

      if (hash != NULL)
        run_three (self,
                   "INSERT OR IGNORE INTO draft_files VALUES (?1, ?2, ?3)",
                   hash,
                   reply->id,
                   reply->subject);
    }
  dt_fields_iter_init (&iter, &e->facts, "templates");
  while (dt_fields_iter_next (&iter, &value))
    {
      g_autofree char *template = dt_field_value_dup_string (&value);

      if (template != NULL)
        run_three (self,
                   "INSERT OR IGNORE INTO template_uses VALUES (?1, ?2, ?3)",
                   template,
                   reply->id,
                   reply->subject);
    }
}

static void
take_lists (DtFoldEntry *e, DtFoldReply *reply)
{
  char nick[NICK_SIZE];
  DtChannelKind channel = DT_CHANNEL_WALK_IN;
  DtReplyOutcome outcome = DT_REPLY_OUTCOME_INFORM;

  if (dt_fields_copy_string (&e->facts, "channel", nick, sizeof nick))
    dt_channel_from_nick (nick, &channel);
  if (dt_fields_copy_string (&e->facts, "outcome", nick, sizeof nick))
    dt_reply_outcome_from_nick (nick, &outcome);
  reply->channel = (int) channel;
  reply->outcome = (int) outcome;
  set_string (&reply->ground, dt_fields_dup_string (&e->facts, "ground"));
}

/* TRUE if it is another text than before; one begun here has none before. */
static gboolean
take_draft (DtFold *self, DtFoldEntry *e, DtFoldReply *reply)
{
  g_autoptr (DtReplyDraft) draft
      = e->entry->payload != NULL ? dt_reply_draft_from_json (e->entry->payload) : NULL;
  gboolean changed = !has_content (e, reply);

  if (!reply->stored)
    {
      reply->subject = g_strdup (e->entry->subject);
      reply->order = e->order;
      reply->author = *e->entry->actor != '\0' ? g_strdup (e->entry->actor) : NULL;
    }
  take_lists (e, reply);
  set_string (&reply->content, dt_fields_dup_string (&e->facts, "content"));
  set_string (&reply->draft, draft != NULL ? g_strdup (e->entry->payload) : NULL);
  note_people (self, e, draft);
  note_parts (self, e, reply);
  return changed;
}

/* What was decided on a text that is no more is void. */
static void
void_decision (DtFoldReply *reply)
{
  g_clear_pointer (&reply->approved, g_free);
  g_clear_pointer (&reply->failure, g_free);
  reply->amended = FALSE;
  reply->attempts = reply->delivered = reply->retry = 0;
}

static gboolean
may_change (const DtFoldReply *reply)
{
  return !reply->stored || dt_reply_state_is_editable (reply->state);
}

/* dt_fold_reply_saved: one that a leader returned stays so until it is submitted again. */
void
dt_fold_reply_saved (DtFold *self, DtFoldEntry *e)
{
  g_auto (DtFoldReply) reply = { 0 };
  DtReplyState before;
  gboolean stored, approved;

  if (begin (self, e, &reply) == NULL || !may_change (&reply))
    return;
  stored = reply.stored;
  before = reply.state;
  approved = reply.approved != NULL;
  if (take_draft (self, e, &reply) && stored)
    {
      void_decision (&reply);
      if (before != DT_REPLY_RETURNED)
        reply.state = DT_REPLY_DRAFT;
      if (before == DT_REPLY_SUBMITTED)
        add_event (self, e, &reply, NULL, dt_reply_state_to_nick (before));
      else if (approved)
        add_event (self, e, &reply, NULL, dt_reply_state_to_nick (DT_REPLY_APPROVED));
    }
  finish (self, e, &reply);
}

/* A leader's small changes to what lies before them, or those taken back. */
static void
amend (DtFold *self, DtFoldEntry *e, DtFoldReply *reply)
{
  if (!reply->stored || reply->state != DT_REPLY_SUBMITTED)
    return;
  take_draft (self, e, reply);
  reply->amended = dt_fields_get_boolean (&e->facts, "amended", FALSE);
  finish (self, e, reply);
}

/* dt_fold_reply_submitted: with the text as it is then. */
void
dt_fold_reply_submitted (DtFold *self, DtFoldEntry *e)
{
  g_auto (DtFoldReply) reply = { 0 };
  DtFoldCase *a_case = begin (self, e, &reply);

  if (a_case == NULL || !may_change (&reply))
    return;
  note_step (a_case, e);
  if (dt_fields_has (&e->facts, "amended"))
    {
      amend (self, e, &reply);
      return;
    }
  take_draft (self, e, &reply);
  void_decision (&reply);
  reply.state = DT_REPLY_SUBMITTED;
  reply.round = dt_fields_get_int (&e->facts, "round", reply.round + 1);
  reply.submitted = DT_HLC_TO_USEC (e->entry->hlc);
  set_string (&reply.asked, dt_fields_dup_string (&e->facts, "asked"));
  add_event (self, e, &reply, NULL, reply.asked);
  finish (self, e, &reply);
}

/* dt_fold_reply_withdrawn: by its author, before anything was decided; or submitted as it was. */
void
dt_fold_reply_withdrawn (DtFold *self, DtFoldEntry *e)
{
  g_auto (DtFoldReply) reply = { 0 };
  DtFoldCase *a_case = begin (self, e, &reply);
  gboolean done = is_done (e, "withdrawn");
  DtReplyState back = DT_REPLY_DRAFT;

  if (a_case == NULL || !reply.stored)
    return;
  if (reply.decided != 0 && reply.previous != NULL)
    back = DT_REPLY_RETURNED;
  if (reply.state != (done ? DT_REPLY_SUBMITTED : back))
    return;
  note_step (a_case, e);
  reply.state = done ? back : DT_REPLY_SUBMITTED;
  add_event (self, e, &reply, NULL, done ? NULL : "false");
  finish (self, e, &reply);
}

/* dt_fold_reply_discarded: thrown away, or fetched back. */
void
dt_fold_reply_discarded (DtFold *self, DtFoldEntry *e)
{
  g_auto (DtFoldReply) reply = { 0 };
  DtFoldCase *a_case = begin (self, e, &reply);
  gboolean done = is_done (e, "discarded");

  if (a_case == NULL || !reply.stored
      || (done ? !dt_reply_state_can_become (reply.state, DT_REPLY_DISCARDED)
               : reply.state != DT_REPLY_DISCARDED))
    return;
  note_step (a_case, e);
  if (done)
    reply.before = reply.state;
  reply.state = done ? DT_REPLY_DISCARDED : reply.before;
  add_event (self, e, &reply, NULL, done ? "true" : "false");
  finish (self, e, &reply);
}

/* ---- what a leader decides ----------------------------------------------------------------- */

static char *
dup_notes (DtFoldEntry *e)
{
  const DtFieldValue *value = dt_fields_find (&e->payload, "notes");

  return value != NULL && value->type == DT_FIELD_ARRAY
             ? g_strndup (value->start, (gsize) (value->end - value->start))
             : NULL;
}

static void
set_decision (DtFoldEntry *e, DtFoldReply *reply)
{
  reply->decided = DT_HLC_TO_USEC (e->entry->hlc);
  set_string (&reply->approver, *e->entry->actor != '\0' ? g_strdup (e->entry->actor) : NULL);
}

static void
take_back_decision (DtFoldReply *reply, DtReplyState from)
{
  if (reply->state != from)
    return;
  reply->state = DT_REPLY_SUBMITTED;
  g_clear_pointer (&reply->approved, g_free);
}

/* dt_fold_reply_returned: of two leaders of whom one approves and one returns the same text, the
 * doubt holds. */
void
dt_fold_reply_returned (DtFold *self, DtFoldEntry *e)
{
  g_auto (DtFoldReply) reply = { 0 };
  DtFoldCase *a_case = begin (self, e, &reply);
  g_autofree char *note = dt_fields_dup_string (&e->payload, "note");
  gboolean done = is_done (e, "returned");
  const char *to = done ? NULL : "false";

  if (a_case == NULL || !reply.stored)
    return;
  note_step (a_case, e);
  if (!done)
    take_back_decision (&reply, DT_REPLY_RETURNED);
  else if (has_content (e, &reply)
           && (reply.state == DT_REPLY_SUBMITTED || reply.state == DT_REPLY_APPROVED))
    {
      g_autoptr (DtReplyDraft) draft
          = reply.draft != NULL ? dt_reply_draft_from_json (reply.draft) : NULL;

      reply.state = DT_REPLY_RETURNED;
      g_clear_pointer (&reply.approved, g_free);
      set_decision (e, &reply);
      set_string (&reply.previous, draft != NULL ? g_strdup (draft->text) : NULL);
      set_string (&reply.note, g_strdup (note));
      set_string (&reply.notes, dup_notes (e));
    }
  else
    to = "stale";
  add_event (self, e, &reply, note, to);
  finish (self, e, &reply);
}

/* dt_fold_reply_approved: nobody approves their own, whatever a desk wrote. */
void
dt_fold_reply_approved (DtFold *self, DtFoldEntry *e)
{
  g_auto (DtFoldReply) reply = { 0 };
  DtFoldCase *a_case = begin (self, e, &reply);
  gboolean done = is_done (e, "approved");
  const char *to = done ? NULL : "false";

  if (a_case == NULL || !reply.stored)
    return;
  note_step (a_case, e);
  if (!done)
    take_back_decision (&reply, DT_REPLY_APPROVED);
  else if (reply.state == DT_REPLY_SUBMITTED && has_content (e, &reply)
           && g_strcmp0 (e->entry->actor, reply.author) != 0)
    {
      reply.state = DT_REPLY_APPROVED;
      set_string (&reply.approved, g_strdup (reply.content));
      set_decision (e, &reply);
      to = reply.amended ? "amended" : NULL;
    }
  else
    to = "stale";
  add_event (self, e, &reply, NULL, to);
  finish (self, e, &reply);
}

/* ---- on its way ---------------------------------------------------------------------------- */

/* dt_fold_reply_queued: only the text that was meant, and none that waits for a leader. */
void
dt_fold_reply_queued (DtFold *self, DtFoldEntry *e)
{
  g_auto (DtFoldReply) reply = { 0 };
  DtFoldCase *a_case = begin (self, e, &reply);
  char nick[NICK_SIZE];

  if (a_case == NULL || !reply.stored || !has_content (e, &reply)
      || reply.state == DT_REPLY_RETURNED
      || !dt_reply_state_can_become (reply.state, DT_REPLY_QUEUED))
    return;
  note_step (a_case, e);
  reply.state = DT_REPLY_QUEUED;
  reply.queued_until = dt_fields_get_int (&e->facts, "until", 0);
  reply.attempts = reply.retry = 0;
  g_clear_pointer (&reply.failure, g_free);
  set_string (&reply.device, g_strdup (e->entry->device));
  dt_fields_copy_string (&e->facts, "channel", nick, sizeof nick);
  add_event (self, e, &reply, NULL, nick);
  finish (self, e, &reply);
}

/* dt_fold_reply_recalled: nothing of it has gone out. */
void
dt_fold_reply_recalled (DtFold *self, DtFoldEntry *e)
{
  g_auto (DtFoldReply) reply = { 0 };
  DtFoldCase *a_case = begin (self, e, &reply);

  if (a_case == NULL || !reply.stored || reply.state != DT_REPLY_QUEUED || reply.delivered > 0)
    return;
  note_step (a_case, e);
  reply.state = g_strcmp0 (reply.approved, reply.content) == 0 ? DT_REPLY_APPROVED : DT_REPLY_DRAFT;
  reply.queued_until = reply.retry = 0;
  add_event (self, e, &reply, NULL, NULL);
  finish (self, e, &reply);
}

static gboolean
is_on_its_way (const DtFoldReply *reply)
{
  return reply->stored && reply->state != DT_REPLY_SENT && reply->state != DT_REPLY_DISCARDED;
}

static void
write_piece (DtFold *self, const DtFoldReply *reply, const char *piece, gboolean delivered)
{
  sqlite3_stmt *statement
      = dt_fold_prepare (self, "INSERT OR REPLACE INTO reply_pieces VALUES (?1, ?2, ?3, ?4)");

  dt_bind_id (statement, 1, reply->id);
  dt_bind_text (statement, 2, piece);
  dt_bind_id (statement, 3, reply->subject);
  if (statement != NULL)
    sqlite3_bind_int (statement, 4, delivered);
  dt_fold_run (self, statement);
}

/* dt_fold_reply_sending: on disk before a channel is called. */
void
dt_fold_reply_sending (DtFold *self, DtFoldEntry *e)
{
  g_auto (DtFoldReply) reply = { 0 };

  if (begin (self, e, &reply) == NULL || !is_on_its_way (&reply))
    return;
  reply.state = DT_REPLY_SENDING;
  reply.attempts = MAX (reply.attempts, dt_fields_get_int (&e->facts, "attempt", 1));
  reply.retry = 0;
  set_string (&reply.piece, dt_fields_dup_string (&e->facts, "piece"));
  set_string (&reply.device, g_strdup (e->entry->device));
  if (reply.piece != NULL)
    write_piece (self, &reply, reply.piece, FALSE);
  finish (self, e, &reply);
}

static void
end_piece (DtFoldReply *reply, const char *piece)
{
  if (g_strcmp0 (reply->piece, piece) == 0)
    g_clear_pointer (&reply->piece, g_free);
}

/* dt_fold_reply_delivered: one piece has gone out; there may be more. */
void
dt_fold_reply_delivered (DtFold *self, DtFoldEntry *e)
{
  g_auto (DtFoldReply) reply = { 0 };
  g_autofree char *piece = dt_fields_dup_string (&e->facts, "piece");

  if (begin (self, e, &reply) == NULL || !reply.stored || piece == NULL)
    return;
  write_piece (self, &reply, piece, TRUE);
  end_piece (&reply, piece);
  reply.delivered++;
  reply.attempts = 0;
  g_clear_pointer (&reply.failure, g_free);
  if (is_on_its_way (&reply))
    reply.state = DT_REPLY_SENDING;
  finish (self, e, &reply);
}

/* dt_fold_reply_failed: tried again at a time, or not by itself. */
void
dt_fold_reply_failed (DtFold *self, DtFoldEntry *e)
{
  g_auto (DtFoldReply) reply = { 0 };
  DtFoldCase *a_case = begin (self, e, &reply);
  g_autofree char *piece = dt_fields_dup_string (&e->facts, "piece");

  if (a_case == NULL || !is_on_its_way (&reply))
    return;
  end_piece (&reply, piece);
  set_string (&reply.failure, dt_fields_dup_string (&e->facts, "code"));
  reply.retry = dt_fields_get_int (&e->facts, "retry", 0);
  if (reply.retry != 0)
    reply.state = DT_REPLY_QUEUED;
  else
    {
      reply.state
          = g_strcmp0 (reply.failure, FAILED_UNSURE) == 0 ? DT_REPLY_UNSURE : DT_REPLY_FAILED;
      add_event (self, e, &reply, NULL, reply.failure);
    }
  finish (self, e, &reply);
}

/* dt_fold_reply_sent: the last piece went out, or an officer sent or said it; or that taken back.
 */
void
dt_fold_reply_sent (DtFold *self, DtFoldEntry *e)
{
  g_auto (DtFoldReply) reply = { 0 };
  DtFoldCase *a_case = begin (self, e, &reply);
  g_autofree char *place = dt_fields_dup_string (&e->payload, "place");
  gboolean done = is_done (e, "sent");

  if (a_case == NULL || !reply.stored || (done == (reply.state == DT_REPLY_SENT)))
    return;
  note_step (a_case, e);
  if (done)
    {
      reply.before = reply.state;
      reply.by_hand = dt_fields_get_boolean (&e->facts, "by_hand", FALSE);
      reply.sent = dt_fields_get_int (&e->facts, "at", DT_HLC_TO_USEC (e->entry->hlc));
      reply.retry = 0;
      set_string (&reply.place, g_strdup (place));
      g_clear_pointer (&reply.piece, g_free);
    }
  else
    {
      reply.by_hand = FALSE;
      reply.sent = 0;
      g_clear_pointer (&reply.place, g_free);
    }
  reply.state = done ? DT_REPLY_SENT : reply.before;
  add_event (self, e, &reply, place, !done ? "false" : reply.by_hand ? "by_hand" : NULL);
  finish (self, e, &reply);
}

/* ---- what a case has of them --------------------------------------------------------------- */

/* dt_fold_find_replies: the states of the case's open replies, 1 << DtReplyState. */
guint
dt_fold_find_replies (DtFold *self, const char *case_id)
{
  sqlite3_stmt *statement;
  guint states = 0;

  if (!self->any_replies)
    return 0;
  statement = dt_fold_prepare (self, "SELECT state FROM replies WHERE subject = ?1");
  dt_bind_id (statement, 1, case_id);
  while (dt_fold_step (self, statement))
    {
      DtReplyState state = (DtReplyState) sqlite3_column_int (statement, 0);

      if (dt_reply_state_is_open (state))
        states |= 1u << state;
    }
  return states;
}

/* dt_fold_clear_replies: all that the case's entries wrote about its replies. */
void
dt_fold_clear_replies (DtFold *self, const char *id)
{
  static const char *const deletes[] = {
    "DELETE FROM replies WHERE subject = ?1",       "DELETE FROM reply_pieces WHERE subject = ?1",
    "DELETE FROM reply_entries WHERE subject = ?1", "DELETE FROM draft_files WHERE subject = ?1",
    "DELETE FROM template_uses WHERE subject = ?1",
  };

  for (guint i = 0; self->any_replies && i < G_N_ELEMENTS (deletes); i++)
    run_three (self, deletes[i], id, NULL, NULL);
}

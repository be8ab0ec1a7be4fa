/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of replies: read when an entry is about one, written when it has been folded. On the
 * worker that owns the store. */
#include "store/dt-fold-reply.h"

#include <string.h>

#define COLUMNS                                                                                    \
  "subject, ord, state, before, author, asked, round, channel, outcome, ground, content, draft,"   \
  " approved, approver, amended, previous, note, notes, changed, submitted, decided,"              \
  " queued_until, attempts, delivered, failure, retry, sent, by_hand, place, piece, device"

/* dt_fold_reply_clear: frees what it holds. */
void
dt_fold_reply_clear (DtFoldReply *self)
{
  g_free (self->id);
  g_free (self->subject);
  g_free (self->author);
  g_free (self->asked);
  g_free (self->ground);
  g_free (self->content);
  g_free (self->draft);
  g_free (self->approved);
  g_free (self->approver);
  g_free (self->previous);
  g_free (self->note);
  g_free (self->notes);
  g_free (self->failure);
  g_free (self->place);
  g_free (self->piece);
  g_free (self->device);
  memset (self, 0, sizeof *self);
}

static void
read_row (DtFoldReply *self, sqlite3_stmt *statement)
{
  int i = 0;

  self->stored = TRUE;
  self->subject = dt_column_dup_id (statement, i++);
  if (sqlite3_column_bytes (statement, i) == DT_ORDER_SIZE)
    memcpy (self->order.bytes, sqlite3_column_blob (statement, i), DT_ORDER_SIZE);
  i++;
  self->state = (DtReplyState) sqlite3_column_int (statement, i++);
  self->before = (DtReplyState) sqlite3_column_int (statement, i++);
  self->author = dt_column_dup_id (statement, i++);
  self->asked = dt_column_dup_id (statement, i++);
  self->round = sqlite3_column_int64 (statement, i++);
  self->channel = sqlite3_column_int (statement, i++);
  self->outcome = sqlite3_column_int (statement, i++);
  self->ground = dt_column_dup_text (statement, i++);
  self->content = dt_column_dup_id (statement, i++);
  self->draft = dt_column_dup_text (statement, i++);
  self->approved = dt_column_dup_id (statement, i++);
  self->approver = dt_column_dup_id (statement, i++);
  self->amended = sqlite3_column_int (statement, i++) != 0;
  self->previous = dt_column_dup_text (statement, i++);
  self->note = dt_column_dup_text (statement, i++);
  self->notes = dt_column_dup_text (statement, i++);
  self->changed = sqlite3_column_int64 (statement, i++);
  self->submitted = sqlite3_column_int64 (statement, i++);
  self->decided = sqlite3_column_int64 (statement, i++);
  self->queued_until = sqlite3_column_int64 (statement, i++);
  self->attempts = sqlite3_column_int64 (statement, i++);
  self->delivered = sqlite3_column_int64 (statement, i++);
  self->failure = dt_column_dup_text (statement, i++);
  self->retry = sqlite3_column_int64 (statement, i++);
  self->sent = sqlite3_column_int64 (statement, i++);
  self->by_hand = sqlite3_column_int (statement, i++) != 0;
  self->place = dt_column_dup_text (statement, i++);
  self->piece = dt_column_dup_text (statement, i++);
  self->device = dt_column_dup_id (statement, i++);
}

/* dt_fold_reply_load: a reply belongs to the case whose entries speak of it. */
gboolean
dt_fold_reply_load (DtFoldReply *self, DtFold *fold, DtFoldEntry *e)
{
  sqlite3_stmt *statement;

  memset (self, 0, sizeof *self);
  self->id = dt_fields_dup_string (&e->facts, "reply");
  if (self->id == NULL)
    return FALSE;
  statement
      = dt_fold_prepare (fold, "SELECT " COLUMNS " FROM replies WHERE id = ?1 AND subject = ?2");
  dt_bind_id (statement, 1, self->id);
  dt_bind_id (statement, 2, e->entry->subject);
  if (dt_fold_step (fold, statement))
    {
      read_row (self, statement);
      sqlite3_reset (statement);
    }
  return TRUE;
}

static void
bind_texts (const DtFoldReply *self, sqlite3_stmt *statement)
{
  dt_bind_id (statement, 1, self->id);
  dt_bind_id (statement, 2, self->subject);
  dt_bind_order (statement, 3, &self->order);
  dt_bind_id (statement, 6, self->author);
  dt_bind_id (statement, 7, self->asked);
  dt_bind_text (statement, 11, self->ground);
  dt_bind_id (statement, 12, self->content);
  dt_bind_text (statement, 13, self->draft);
  dt_bind_id (statement, 14, self->approved);
  dt_bind_id (statement, 15, self->approver);
  dt_bind_text (statement, 17, self->previous);
  dt_bind_text (statement, 18, self->note);
  dt_bind_text (statement, 19, self->notes);
  dt_bind_text (statement, 26, self->failure);
  dt_bind_text (statement, 30, self->place);
  dt_bind_text (statement, 31, self->piece);
  dt_bind_id (statement, 32, self->device);
}

/* dt_fold_reply_write: puts it into the table as it is now. */
void
dt_fold_reply_write (DtFoldReply *self, DtFold *fold)
{
  const struct
  {
    int index;
    gint64 value;
  } numbers[] = { { 4, self->state },         { 5, self->before },     { 8, self->round },
                  { 9, self->channel },       { 10, self->outcome },   { 16, self->amended },
                  { 20, self->changed },      { 21, self->submitted }, { 22, self->decided },
                  { 23, self->queued_until }, { 24, self->attempts },  { 25, self->delivered },
                  { 27, self->retry },        { 28, self->sent },      { 29, self->by_hand } };
  sqlite3_stmt *statement = dt_fold_prepare (
      fold,
      "INSERT OR REPLACE INTO replies VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
      " ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30,"
      " ?31, ?32)");

  bind_texts (self, statement);
  for (guint i = 0; statement != NULL && i < G_N_ELEMENTS (numbers); i++)
    sqlite3_bind_int64 (statement, numbers[i].index, numbers[i].value);
  dt_fold_run (fold, statement);
  self->stored = TRUE;
  fold->any_replies = TRUE;
}

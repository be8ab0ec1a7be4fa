/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row of a reply while an entry changes it. Inside the store room only; on the worker that owns
 * the store. */
#pragma once

#include "model/dt-reply.h"
#include "store/dt-fold.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean stored; /* there is a row for it */
  char *id, *subject;
  DtOrder order;        /* of its first entry */
  DtReplyState state;   /* */
  DtReplyState before;  /* it was sent or thrown away */
  char *author, *asked; /* officers */
  gint64 round;
  int channel, outcome;
  char *ground;
  char *content; /* hash of the draft, hex */
  char *draft;   /* JSON of a DtReplyDraft, NULL: erased */
  char *approved, *approver;
  gboolean amended;
  char *previous, *note, *notes; /* notes: a JSON array */
  gint64 changed, submitted, decided, queued_until;
  gint64 attempts, delivered, retry, sent;
  char *failure;
  gboolean by_hand;
  char *place;
  char *piece;  /* on its way to the channel, no answer yet */
  char *device; /* the desk whose outbox it is in */
} DtFoldReply;

void dt_fold_reply_clear (DtFoldReply *self);
/* Of the entry: its row, or an empty one; FALSE: the entry names none. */
gboolean dt_fold_reply_load (DtFoldReply *self, DtFold *fold, DtFoldEntry *e);
void dt_fold_reply_write (DtFoldReply *self, DtFold *fold);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtFoldReply, dt_fold_reply_clear)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a reply stands for an officer at a moment: what its card says and offers. Main thread. */
#pragma once

#include "service/dt-outbox.h"

G_BEGIN_DECLS

#define DT_REPLY_STAGE_OFFERS 4

/* What can be done; a button each. */
typedef struct
{
  const char *label;  /* translated, with a mnemonic; constant */
  const char *action; /* constant */
  gboolean with_id;   /* the reply's id is its target */
} DtReplyOffer;

typedef struct
{
  const char *icon;
  const char *style; /* tint of the card, or NULL */
  char *title;
  char *text;                                     /* or NULL */
  gint64 seconds;                                 /* left to take it back; 0: none are counted */
  DtReplyOffer offers[DT_REPLY_STAGE_OFFERS + 1]; /* ended by one without a label */
} DtReplyStage;

/* @file: the case; @outbox: NULL: no channel is connected; @now: Unix microseconds. */
void dt_reply_stage_init (DtReplyStage *self,
                          DtService *service,
                          DtOutbox *outbox,
                          DtCaseFile *file,
                          DtReply *reply,
                          gint64 now);
void dt_reply_stage_clear (DtReplyStage *self);
/* It waits until an officer sends it. */
gboolean dt_reply_stage_is_by_hand (DtReply *reply, DtOutbox *outbox, gint64 now);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtReplyStage, dt_reply_stage_clear)

G_END_DECLS

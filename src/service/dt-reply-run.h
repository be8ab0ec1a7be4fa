/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands on replies share: finding the reply and the case it shows in, writing a draft
 * into an entry, the checks before it goes on. Writing worker only. */
#pragma once

#include "model/dt-reply-check.h"
#include "service/dt-run.h"

G_BEGIN_DECLS

/* A reply under a command. */
typedef struct
{
  DtReply *reply;  /* or NULL: it is begun by the command */
  DtCase *a_case;  /* in which it shows */
  char *subject;   /* the case that its entries are about: the one it was begun in */
  const char *id;  /* the command's */
  gboolean is_own; /* of the officer who acts */
} DtReplyRun;
void dt_reply_run_clear (DtReplyRun *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtReplyRun, dt_reply_run_clear)

/* The reply that the command names; DT_ERROR_NOT_FOUND. Touches its case. */
gboolean dt_reply_run_find (DtReplyRun *self, DtRun *run, GError **error);
/* The same, or one to be begun in the command's case; it must be the officer's own and its text
 * must not be on its way: DT_ERROR_DENIED, _TRANSITION. */
gboolean dt_reply_run_find_own (DtReplyRun *self, DtRun *run, GError **error);
gboolean dt_reply_run_check_state (DtReplyRun *self, DtReplyState state, GError **error);

/* Hash of what an approval binds to, hex. */
char *dt_reply_run_hash (DtRun *run, const DtReplyDraft *draft);
/* Facts with the members of every entry that holds a draft; the caller adds its own. */
DtJsonText *dt_reply_run_begin_facts (DtRun *run, const char *reply_id, const DtReplyDraft *draft);
/* {"reply": …, @name: @value}; @content and @name: nullable. */
char *dt_reply_run_make_facts (const char *reply_id,
                               const char *content,
                               const char *name,
                               gboolean value);
/* reply.saved if it differs from what is there; TRUE if it does. */
gboolean dt_reply_run_save (DtReplyRun *self, DtRun *run, const DtReplyDraft *draft);
/* DT_ERROR_INVALID and the nick of the first check that stops it. */
gboolean
dt_reply_run_check (DtReplyRun *self, DtRun *run, const DtReplyDraft *draft, GError **error);
/* The check that stops a reply to the case, if one does. */
gboolean dt_reply_find_stop (DtWriter *writer,
                             DtCaseFile *file,
                             const DtReplyDraft *draft,
                             gboolean *out_stops,
                             DtCheckKind *out,
                             GError **error);

/* Until when sending can be taken back if it is sent now. */
gint64 dt_reply_run_get_undo_end (DtRun *run, const DtReplyDraft *draft);
/* Into the outbox, to go out not before @until; undone it is taken back. */
void dt_reply_run_queue (
    DtReplyRun *self, DtRun *run, const DtReplyDraft *draft, const char *content, gint64 until);
/* It has gone out: that, the message in the case, and what becomes of the case. */
void dt_reply_run_add_sent (
    DtReplyRun *self, DtRun *run, gint64 at, gboolean by_hand, const char *place);

G_END_DECLS

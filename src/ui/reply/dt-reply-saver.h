/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps what is being written: within moments on this desk, and in the record when whoever writes
 * pauses or leaves, so that it follows to another desk. Main thread. */
#pragma once

#include "ui/shell/dt-runner.h"

G_BEGIN_DECLS

#define DT_TYPE_REPLY_SAVER (dt_reply_saver_get_type ())
G_DECLARE_FINAL_TYPE (DtReplySaver, dt_reply_saver, DT, REPLY_SAVER, GObject)
/* Signal "saved" (): on this desk. */

/* What is written now; transfer full. */
typedef DtReplyDraft *(*DtReplySource) (gpointer user_data);

/* @source must be good for as long as it is. */
DtReplySaver *dt_reply_saver_new (DtRunner *runner, DtReplySource source, gpointer user_data);
/* @base: hash of the content that writing began from, or "". */
void dt_reply_saver_begin (DtReplySaver *self,
                           const char *case_id,
                           const char *reply_id,
                           const char *base);
const char *dt_reply_saver_get_case (DtReplySaver *self); /* NULL: nothing is written */
const char *dt_reply_saver_get_reply (DtReplySaver *self);
const char *dt_reply_saver_get_base (DtReplySaver *self);
void dt_reply_saver_set_base (DtReplySaver *self, const char *base);
/* That it was this desk that put it into the record. */
gboolean dt_reply_saver_is_own (DtReplySaver *self, const DtReplyDraft *draft);
gint64 dt_reply_saver_get_time (DtReplySaver *self); /* of the last time; 0: not yet */

/* Something has changed. */
void dt_reply_saver_touch (DtReplySaver *self);
/* Whether something has that is not in the record. */
gboolean dt_reply_saver_is_dirty (DtReplySaver *self);
/* On this desk, at once; @record: into the record too. */
void dt_reply_saver_flush (DtReplySaver *self, gboolean record);
/* While another desk's draft is looked at nothing goes into the record. */
void dt_reply_saver_hold (DtReplySaver *self, gboolean hold);
/* It needs no keeping any more: it was handed on, or dropped. */
void dt_reply_saver_drop (DtReplySaver *self);
void dt_reply_saver_end (DtReplySaver *self);

/* What this desk kept of the signed-in officer's reply to the case; NULL: nothing. */
DtReplyDraft *
dt_reply_saver_load (DtService *service, const char *case_id, char **out_reply, char **out_base);

G_END_DECLS

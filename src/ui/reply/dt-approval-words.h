/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the approval pane and the cards of replies say of a reply. Main thread. */
#pragma once

#include "service/dt-service.h"

G_BEGIN_DECLS

/* It is the signed-in officer's. */
gboolean dt_approval_words_is_own (DtService *service, DtReply *reply);
/* It was approved and its author changed it since. */
gboolean dt_approval_words_is_void (DtCaseFile *file, DtReply *reply);
/* "Chờ duyệt, lần 2" */
char *dt_approval_words_state (DtReply *reply);
/* What it is and who wrote it: "Khiếu nại · Hạ tầng · Trả lời · Lê Minh Châu soạn, gửi 08:50". */
char *dt_approval_words_meta (DtCase *a_case, DtReply *reply, gint64 now);
/* Whose turn it is, for who may not decide on it. */
char *dt_approval_words_turn (DtService *service, DtReply *reply);
/* "Zalo, gửi Trương Quốc Bình" */
char *dt_approval_words_way (DtReply *reply);
/* Why it did not go out, by a nick of the channels' failures or NULL. */
const char *dt_approval_words_failure (const char *failure);
/* "Trả lời: chờ duyệt", for the mark in a list. */
const char *dt_approval_words_mark (DtReplyState state);
/* The shape of a state, the name of an icon. */
const char *dt_approval_words_icon (DtReplyState state);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What replies, their outcomes, checks and channels are called on the screen. Pure but for gettext;
 * main thread. Strings returned as const belong to the catalogue; the rest are the caller's. */
#pragma once

#include "model/dt-reply-check.h"

G_BEGIN_DECLS

const char *dt_reply_words_state (DtReplyState state);
const char *dt_reply_words_outcome (DtReplyOutcome outcome);
const char *dt_reply_words_form (DtAddressForm form); /* "Ông", "Chị", "Ông/bà" */

/* How a reply on a channel reaches the citizen: "Nhắn tin qua Zalo", "Gọi điện". */
const char *dt_reply_words_way (DtChannelKind channel);
/* "6 ngày 19 giờ", "3 giờ", "12 phút" */
char *dt_reply_words_span (gint64 usec);
/* "498 / 2.000 ký tự", "2.410 ký tự, 2 tin"; @out_over: longer than the channel carries. */
char *dt_reply_words_count (DtReplyRules *rules,
                            DtChannelKind channel,
                            const char *text,
                            gboolean *out_over);

/* What was found: the sentence of @n findings of one kind, and why that matters or what to do. */
char *dt_reply_words_finding (DtCheckKind kind, guint n);
char *dt_reply_words_finding_reason (const DtFinding *finding);
/* What the link to its place says, or NULL where the whole text is meant. */
const char *dt_reply_words_finding_link (DtCheckKind kind);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open replies of a case, a card each: how far one has come, in a shape and in words, and what
 * can be done about it now. Made anew only when that changes; the seconds in which sending can be
 * taken back are counted down while they are shown. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "service/dt-outbox.h"
#include "ui/shell/dt-runner.h"

G_BEGIN_DECLS

#define DT_TYPE_REPLY_CARD (dt_reply_card_get_type ())
G_DECLARE_FINAL_TYPE (DtReplyCard, dt_reply_card, DT, REPLY_CARD, GtkWidget)
/* Signal "by-hand" (DtReply): it is to be sent by hand. Some buttons use `case.reply` and
 * `win.review`. */

void dt_reply_card_set_runner (DtReplyCard *self, DtRunner *runner);
/* Which channels are connected; NULL: none. */
void dt_reply_card_set_outbox (DtReplyCard *self, DtOutbox *outbox);
/* NULL: none. */
void dt_reply_card_set_file (DtReplyCard *self, DtCaseFile *file);
/* Time has passed. */
void dt_reply_card_refresh (DtReplyCard *self);
/* Seconds are counted. */
gboolean dt_reply_card_is_ticking (DtReplyCard *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed and not sent: kept in the ledger file's notes, encrypted as the rest, so that it
 * survives a crash. Each draft bears an id that becomes the id of the message made of it: a draft
 * whose message is in the record is done with, whenever the power went. What is typed as a reply is
 * called "reply/<case>/<officer>" and holds {reply, base, draft}: it is done with once the record
 * has the same. Writing worker only. */
#pragma once

#include "ledger/dt-ledger.h"
#include "store/dt-store.h"

G_BEGIN_DECLS

gboolean dt_draft_box_save (DtLedger *ledger, const char *name, const char *json, GError **error);
gboolean dt_draft_box_drop (DtLedger *ledger, const char *name, GError **error);
/* What was typed as replies to that case. */
gboolean dt_draft_box_drop_replies (DtLedger *ledger, const char *case_id, GError **error);
/* Whether the draft of that name is a reply to the case. */
gboolean dt_draft_box_is_reply_to (const char *name, const char *case_id);
/* The id that the message made of the draft shall bear; NULL if there is no such draft. */
char *dt_draft_box_dup_id (DtLedger *ledger, const char *name);
/* name → JSON of all drafts, without those that are done with. */
GHashTable *dt_draft_box_load (DtLedger *ledger, DtReader *reader);

G_END_DECLS

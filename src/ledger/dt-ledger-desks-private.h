/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the ledger room shares of desks and of what comes from them. */
#pragma once

#include "ledger/dt-ledger-exchange.h"
#include "ledger/dt-ledger-private.h"

G_BEGIN_DECLS

void dt_desk_free (DtDesk *self);
/* NULL without an error if the record knows none of that id. */
gboolean dt_desk_find (DtLedger *ledger, const char *device, DtDesk **out, GError **error);
/* The desk that a first entry speaks of, if somebody let it in; NULL without an error if not. */
gboolean dt_desk_admit (DtLedger *ledger, const DtEntryParts *first, DtDesk **out, GError **error);
/* Whether the record lets the desk in that a first entry, which it holds, speaks of. */
gboolean
dt_desk_is_vouched (DtLedger *ledger, const DtEntryParts *first, gboolean *out, GError **error);
gboolean dt_desk_insert (DtLedger *ledger, const DtDesk *desk, GError **error);
/* Its number in the table of devices: DT_ERROR_DAMAGED if it is not there. */
gboolean dt_desk_find_no (DtLedger *ledger, const char *device, gint64 *out_no, GError **error);
/* What an entry that was just written says of desks. */
gboolean dt_desk_follow (DtLedger *ledger, const DtEntryParts *parts, GError **error);
/* The facts of `desk.joined`. */
char *dt_desk_make_joining (DtLedger *ledger, const DtInvited *invited);

/* An entry that came from elsewhere was written: keeps its payload, or waits for it and for what
 * its facts attach. */
gboolean dt_exchange_await (DtLedger *ledger,
                            gint64 n,
                            const guint8 hash[DT_HASH_SIZE],
                            const DtEntryParts *parts,
                            const DtRawEntry *raw,
                            GError **error);
/* Of char *, addresses in hex: what @sql gives of them, at most ?1. */
GPtrArray *
dt_exchange_list_addresses (DtLedger *ledger, const char *sql, guint limit, GError **error);

G_END_DECLS

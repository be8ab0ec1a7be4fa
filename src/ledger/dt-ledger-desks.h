/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desks of a unit as the record knows them, and how one is let in and shut out.
 *
 * A desk proves itself by the record alone. The first desk's key stands in `unit.created`. Who
 * invites another appends `desk.invited` with the public half of a key pair that is made of the
 * invitation's secret; the new desk's first entry, `desk.joined`, bears a signature by the other
 * half over its id and key. So every desk can check every other's right to write, whoever carries
 * the entries. `desk.removed` names the last entry of a desk that counts. On the ledger's thread.
 */
#pragma once

#include "ledger/dt-ledger.h"

G_BEGIN_DECLS

typedef struct
{
  char device[33];
  gint64 number; /* in its unit, from 1 */
  guint8 public_key[DT_PUBLIC_KEY_SIZE];
  char invitation[33];       /* by which it was let in; "": the first desk */
  gint64 seq;                /* its last entry that is held here; 0: none */
  guint8 hash[DT_HASH_SIZE]; /* of that */
  gint64 last_valid;         /* its last entry that counts, or -1: it has not been removed */
} DtDesk;

/* Of DtDesk, by number and id. */
GPtrArray *dt_ledger_get_desks (DtLedger *self, GError **error);
/* The hash of `unit.created`, by which whoever is invited knows the right one. */
gboolean dt_ledger_get_founding (DtLedger *self, guint8 out[DT_HASH_SIZE], GError **error);
/* Whether the entry is here that lets this desk in. */
gboolean dt_ledger_knows_its_invitation (DtLedger *self, gboolean *out, GError **error);
/* The unit's key, for sealing it to another desk. */
DtSecret *dt_ledger_dup_unit_key (DtLedger *self, GError **error);

/* An invitation's secret is 32 random bytes, which the new desk gets by another way than the
 * record's: a code to scan or type. From it come the keys for all that has to do with joining;
 * @purpose keeps them apart. */
#define DT_INVITATION_SIZE 32
DtSecret *dt_desk_derive (DtSecret *secret, const char *purpose);
/* The facts of `desk.invited`, whose subject is the invitation's id: {desk, key}. */
char *dt_desk_make_invitation (DtSecret *secret, gint64 number);

G_END_DECLS

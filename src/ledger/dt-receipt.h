/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A citizen's receipt: a promise, signed by the desk, that an entry stands in the record; later
 * with the proof that the day's tree holds it. Text for a QR code, at most 779 bytes, with no
 * personal data. Verifying needs nothing but public keys. */
#pragma once

#include "ledger/dt-ledger.h"

G_BEGIN_DECLS

typedef struct
{
  char *unit;
  char *case_code;
  gint64 time; /* Unix microseconds, when the entry was recorded */
  char device[33];
  gint64 seq;
  guint8 entry_hash[DT_HASH_SIZE];
  gboolean promised; /* the signature is the desk's */
  gboolean included; /* a proof under a checkpoint stands in it and holds */
} DtReceipt;

void dt_receipt_free (DtReceipt *receipt);
/* The promise for the entry of that hash; DT_ERROR_NOT_FOUND if it is not on disk. */
char *dt_receipt_make (DtLedger *ledger,
                       const char *case_code,
                       const guint8 entry_hash[DT_HASH_SIZE],
                       GError **error);
/* The same with the inclusion proof under the day's checkpoint; DT_ERROR_NOT_FOUND while the day
 * of the entry is not over. */
char *dt_receipt_make_with_proof (DtLedger *ledger,
                                  const char *case_code,
                                  const guint8 entry_hash[DT_HASH_SIZE],
                                  GError **error);
/* @public_keys: array of GBytes, of desks one trusts. */
DtReceipt *dt_receipt_verify (const char *text, GPtrArray *public_keys, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtReceipt, dt_receipt_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checkpoints of the days' trees: what a desk says of a day, as a signed note that others can
 * keep, witness and compare (C2SP tlog-checkpoint and signed-note).
 *
 * A day is the Hanoi day on which the record received an entry. The day's tree holds the hashes
 * of its entries in the order of receipt; the leaf's data is the entry's 32-byte hash. While a unit
 * has no hub each desk's order is its own, so the desk is part of the origin:
 *
 *   doi-thoai/26740/018f…c2/2026-11-12
 *   4096
 *   <root, base64>
 *
 *   — doi-thoai/26740/018f…c2/2026-11-12 <base64 of key id and signature> */
#pragma once

#include "ledger/dt-ledger.h"

G_BEGIN_DECLS

typedef struct
{
  char *origin;
  guint64 size;
  guint8 root[DT_HASH_SIZE];
} DtCheckpoint;

void dt_checkpoint_free (DtCheckpoint *self);
/* Days since 1970-01-01. */
char *dt_checkpoint_origin (const char *unit, const char *device, gint64 day);
/* The three lines that are signed. */
char *dt_checkpoint_format (const char *origin, guint64 size, const guint8 root[DT_HASH_SIZE]);
/* A signed note of @text; the key's name is the origin. */
char *dt_checkpoint_sign (const char *text,
                          DtSecret *secret_key,
                          const guint8 public_key[DT_PUBLIC_KEY_SIZE]);
/* TRUE if @note bears a good signature of @public_key under @name. */
gboolean
dt_note_verify (const char *note, const char *name, const guint8 public_key[DT_PUBLIC_KEY_SIZE]);
/* Reads a note and finds the signature of @public_key: DT_ERROR_INVALID, DT_ERROR_DAMAGED. */
DtCheckpoint *dt_checkpoint_verify (const char *note,
                                    const guint8 public_key[DT_PUBLIC_KEY_SIZE],
                                    GError **error);

gint64 dt_ledger_get_day (gint64 usec); /* the Hanoi day of a time */
/* The leaf hashes of a day, in order. */
GByteArray *dt_ledger_get_day_leaves (DtLedger *self, gint64 day, GError **error);
/* The signed checkpoint of a day as it stands; DT_ERROR_NOT_FOUND for a day without entries. */
char *dt_ledger_make_checkpoint (DtLedger *self, gint64 day, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtCheckpoint, dt_checkpoint_free)

G_END_DECLS

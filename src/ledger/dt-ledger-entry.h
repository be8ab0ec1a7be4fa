/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of an entry as they are stored, hashed and sent. Inside the ledger room only. Pure
 * functions, any thread.
 *
 * Layout 1, integers big-endian, nothing between the parts and nothing behind the last:
 *
 *   offset size
 *        0    4  "DTE1"
 *        4   16  device, the UUID's bytes
 *       20    8  seq, from 1
 *       28    8  hlc (Unix milliseconds << 16 | counter), two's complement
 *       36    4  schema of kind, facts and payload
 *       40   32  base: hash of the subject's last entry the author had seen, or zeros
 *       72   32  prev: hash of the device's entry seq - 1, or zeros for seq 1
 *      104   32  commit: SHA-256 (salt ‖ payload), or zeros if there is no payload
 *      136    1  length of actor, and actor
 *             1  length of kind, and kind
 *             1  length of subject, and subject
 *             4  length of facts, and facts
 *
 * Text is UTF-8 without NUL. The hash of an entry is the SHA-256 of these bytes. A signature is
 * Ed25519 over "doi-thoai entry 1\n" and the 32 bytes of the hash. */
#pragma once

#include "ledger/dt-ledger.h"

G_BEGIN_DECLS

#define DT_DEVICE_SIZE 16
#define DT_ENTRY_SCHEMA 1
#define DT_ENTRY_MAX_FACTS (1024 * 1024)
#define DT_ENTRY_MAX_PAYLOAD (64 * 1024 * 1024)

/* What the bytes say; after decoding the texts point into the bytes and bear no NUL. */
typedef struct
{
  guint8 device[DT_DEVICE_SIZE];
  gint64 seq;
  gint64 hlc;
  guint32 schema;
  guint8 base[DT_HASH_SIZE];
  guint8 prev[DT_HASH_SIZE];
  guint8 commit[DT_HASH_SIZE];
  const char *actor;
  const char *kind;
  const char *subject;
  const char *facts;
  gsize actor_size;
  gsize kind_size;
  gsize subject_size;
  gsize facts_size;
} DtEntryParts;

/* Replaces what @out holds. */
void dt_entry_encode (const DtEntryParts *parts, GByteArray *out);
gboolean dt_entry_decode (const guint8 *bytes, gsize size, DtEntryParts *out, GError **error);
gboolean dt_entry_check_text (const char *text, gsize max_size, const char *name, GError **error);
void dt_entry_sign (DtSecret *secret_key,
                    const guint8 hash[DT_HASH_SIZE],
                    guint8 out[DT_SIGNATURE_SIZE]);
gboolean dt_entry_verify_signature (const guint8 public_key[DT_PUBLIC_KEY_SIZE],
                                    const guint8 hash[DT_HASH_SIZE],
                                    const guint8 signature[DT_SIGNATURE_SIZE]);
gboolean dt_hash_is_zero (const guint8 hash[DT_HASH_SIZE]);

G_END_DECLS

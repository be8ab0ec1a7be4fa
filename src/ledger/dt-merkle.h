/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merkle trees as in RFC 6962, section 2: roots, inclusion and consistency proofs. Leaves, roots
 * and proofs are rows of 32-byte hashes. Pure functions, any thread. */
#pragma once

#include "base/dt-crypto.h"

G_BEGIN_DECLS

#define DT_MERKLE_MAX_PROOF 64 /* hashes in a proof, at most */

/* SHA-256 (0x00 ‖ data), SHA-256 (0x01 ‖ left ‖ right). */
void dt_merkle_leaf (const void *data, gsize size, guint8 out[DT_HASH_SIZE]);
void dt_merkle_node (const guint8 left[DT_HASH_SIZE],
                     const guint8 right[DT_HASH_SIZE],
                     guint8 out[DT_HASH_SIZE]);

/* @leaves: @n leaf hashes, one behind the other. */
void dt_merkle_root (const guint8 *leaves, guint64 n, guint8 out[DT_HASH_SIZE]);
/* The proof that leaf @index is one of @n; empty for a tree of one. */
GBytes *dt_merkle_prove_inclusion (const guint8 *leaves, guint64 n, guint64 index);
/* The proof that the tree of the first @m leaves is the beginning of that of @n; 1 <= m <= n. */
GBytes *dt_merkle_prove_consistency (const guint8 *leaves, guint64 m, guint64 n);

/* How many hashes an inclusion proof must have. */
guint dt_merkle_inclusion_length (guint64 index, guint64 n);
/* The root that follows from a leaf and its proof; FALSE if the proof has another length. */
gboolean dt_merkle_root_from_inclusion (guint64 index,
                                        guint64 n,
                                        const guint8 leaf[DT_HASH_SIZE],
                                        const guint8 *proof,
                                        gsize n_hashes,
                                        guint8 out[DT_HASH_SIZE]);
gboolean dt_merkle_verify_consistency (guint64 m,
                                       guint64 n,
                                       const guint8 root_m[DT_HASH_SIZE],
                                       const guint8 root_n[DT_HASH_SIZE],
                                       const guint8 *proof,
                                       gsize n_hashes);

G_END_DECLS

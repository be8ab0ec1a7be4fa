/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roots and proofs of RFC 6962, 2.1; the checks follow RFC 9162, 2.1.3.2 and 2.1.4.2, which write
 * them down as algorithms. Pure functions. */
#include "ledger/dt-merkle.h"

#include <string.h>

/**
 * dt_merkle_leaf:
 * @data: the entry
 * @size: its length
 * @out: the leaf's hash
 */
void
dt_merkle_leaf (const void *data, gsize size, guint8 out[DT_HASH_SIZE])
{
  static const guint8 prefix = 0;

  dt_sha256_pair (&prefix, 1, data, size, out);
}

/**
 * dt_merkle_node:
 * @left: the left child
 * @right: the right child
 * @out: their parent's hash; may be one of them
 */
void
dt_merkle_node (const guint8 left[DT_HASH_SIZE],
                const guint8 right[DT_HASH_SIZE],
                guint8 out[DT_HASH_SIZE])
{
  guint8 text[1 + 2 * DT_HASH_SIZE];

  text[0] = 1;
  memcpy (text + 1, left, DT_HASH_SIZE);
  memcpy (text + 1 + DT_HASH_SIZE, right, DT_HASH_SIZE);
  dt_sha256 (text, sizeof text, out);
}

/* The greatest power of two below n, for n > 1. */
static guint64
split (guint64 n)
{
  return G_GUINT64_CONSTANT (1) << (63 - __builtin_clzll (n - 1));
}

/**
 * dt_merkle_root:
 * @leaves: @n leaf hashes
 * @n: how many; 0 gives the hash of nothing
 * @out: the root
 */
void
dt_merkle_root (const guint8 *leaves, guint64 n, guint8 out[DT_HASH_SIZE])
{
  guint8 left[DT_HASH_SIZE], right[DT_HASH_SIZE];
  guint64 k;

  if (n == 0)
    {
      dt_sha256 ("", 0, out);
      return;
    }
  if (n == 1)
    {
      memcpy (out, leaves, DT_HASH_SIZE);
      return;
    }
  k = split (n);
  dt_merkle_root (leaves, k, left);
  dt_merkle_root (leaves + k * DT_HASH_SIZE, n - k, right);
  dt_merkle_node (left, right, out);
}

static void
append_root (GByteArray *proof, const guint8 *leaves, guint64 n)
{
  guint8 root[DT_HASH_SIZE];

  dt_merkle_root (leaves, n, root);
  g_byte_array_append (proof, root, DT_HASH_SIZE);
}

static void
append_inclusion (GByteArray *proof, const guint8 *leaves, guint64 n, guint64 index)
{
  guint64 k;

  if (n == 1)
    return;
  k = split (n);
  if (index < k)
    {
      append_inclusion (proof, leaves, k, index);
      append_root (proof, leaves + k * DT_HASH_SIZE, n - k);
    }
  else
    {
      append_inclusion (proof, leaves + k * DT_HASH_SIZE, n - k, index - k);
      append_root (proof, leaves, k);
    }
}

/**
 * dt_merkle_prove_inclusion:
 * @leaves: @n leaf hashes
 * @n: how many
 * @index: which, from 0
 *
 * Returns: (transfer full): PATH (index, leaves)
 */
GBytes *
dt_merkle_prove_inclusion (const guint8 *leaves, guint64 n, guint64 index)
{
  GByteArray *proof;

  g_return_val_if_fail (leaves != NULL && index < n, NULL);

  proof = g_byte_array_new ();
  append_inclusion (proof, leaves, n, index);
  return g_byte_array_free_to_bytes (proof);
}

/* SUBPROOF (m, D[n], b); @whole: the old tree's root is known to the one who checks. */
static void
append_consistency (GByteArray *proof, const guint8 *leaves, guint64 m, guint64 n, gboolean whole)
{
  guint64 k;

  if (m == n)
    {
      if (!whole)
        append_root (proof, leaves, n);
      return;
    }
  k = split (n);
  if (m <= k)
    {
      append_consistency (proof, leaves, m, k, whole);
      append_root (proof, leaves + k * DT_HASH_SIZE, n - k);
    }
  else
    {
      append_consistency (proof, leaves + k * DT_HASH_SIZE, m - k, n - k, FALSE);
      append_root (proof, leaves, k);
    }
}

/**
 * dt_merkle_prove_consistency:
 * @leaves: @n leaf hashes
 * @m: size of the older tree, at least 1
 * @n: size of the newer
 *
 * Returns: (transfer full): PROOF (m, leaves)
 */
GBytes *
dt_merkle_prove_consistency (const guint8 *leaves, guint64 m, guint64 n)
{
  GByteArray *proof;

  g_return_val_if_fail (leaves != NULL && m >= 1 && m <= n, NULL);

  proof = g_byte_array_new ();
  append_consistency (proof, leaves, m, n, TRUE);
  return g_byte_array_free_to_bytes (proof);
}

/**
 * dt_merkle_inclusion_length:
 * @index: which leaf
 * @n: of how many
 *
 * Returns: the number of hashes in its proof
 */
guint
dt_merkle_inclusion_length (guint64 index, guint64 n)
{
  guint length = 0;

  while (n > 1)
    {
      guint64 k = split (n);

      length++;
      if (index < k)
        n = k;
      else
        {
          index -= k;
          n -= k;
        }
    }
  return length;
}

/**
 * dt_merkle_root_from_inclusion:
 * @index: which leaf
 * @n: of how many
 * @leaf: its hash
 * @proof: (array): the proof's hashes
 * @n_hashes: how many
 * @out: the root that they make; untouched on failure
 *
 * Returns: %FALSE if there is no such leaf or the proof has another length
 */
gboolean
dt_merkle_root_from_inclusion (guint64 index,
                               guint64 n,
                               const guint8 leaf[DT_HASH_SIZE],
                               const guint8 *proof,
                               gsize n_hashes,
                               guint8 out[DT_HASH_SIZE])
{
  guint8 root[DT_HASH_SIZE];
  guint64 fn = index, sn = n - 1;

  if (index >= n)
    return FALSE;
  memcpy (root, leaf, DT_HASH_SIZE);
  for (gsize i = 0; i < n_hashes; i++)
    {
      const guint8 *hash = proof + i * DT_HASH_SIZE;

      if (sn == 0)
        return FALSE;
      if ((fn & 1) == 1 || fn == sn)
        {
          dt_merkle_node (hash, root, root);
          while ((fn & 1) == 0 && fn != 0)
            {
              fn >>= 1;
              sn >>= 1;
            }
        }
      else
        dt_merkle_node (root, hash, root);
      fn >>= 1;
      sn >>= 1;
    }
  if (sn != 0)
    return FALSE;
  memcpy (out, root, DT_HASH_SIZE);
  return TRUE;
}

/**
 * dt_merkle_verify_consistency:
 * @m: size of the older tree
 * @n: size of the newer
 * @root_m: the older root
 * @root_n: the newer root
 * @proof: (array): the proof's hashes
 * @n_hashes: how many
 *
 * Returns: %TRUE if the older tree is the beginning of the newer
 */
gboolean
dt_merkle_verify_consistency (guint64 m,
                              guint64 n,
                              const guint8 root_m[DT_HASH_SIZE],
                              const guint8 root_n[DT_HASH_SIZE],
                              const guint8 *proof,
                              gsize n_hashes)
{
  guint8 fr[DT_HASH_SIZE], sr[DT_HASH_SIZE];
  guint64 fn = m - 1, sn = n - 1;
  gsize i = 0;

  if (m == 0 || m > n)
    return FALSE;
  if (m == n)
    return n_hashes == 0 && memcmp (root_m, root_n, DT_HASH_SIZE) == 0;

  while ((fn & 1) == 1)
    {
      fn >>= 1;
      sn >>= 1;
    }
  /* A whole subtree of the old tree is its root itself, which the proof leaves out. */
  if (fn == 0)
    memcpy (fr, root_m, DT_HASH_SIZE);
  else if (n_hashes == 0)
    return FALSE;
  else
    {
      memcpy (fr, proof, DT_HASH_SIZE);
      i = 1;
    }
  memcpy (sr, fr, DT_HASH_SIZE);

  for (; i < n_hashes; i++)
    {
      const guint8 *hash = proof + i * DT_HASH_SIZE;

      if (sn == 0)
        return FALSE;
      if ((fn & 1) == 1 || fn == sn)
        {
          dt_merkle_node (hash, fr, fr);
          dt_merkle_node (hash, sr, sr);
          while ((fn & 1) == 0 && fn != 0)
            {
              fn >>= 1;
              sn >>= 1;
            }
        }
      else
        dt_merkle_node (sr, hash, sr);
      fn >>= 1;
      sn >>= 1;
    }
  return sn == 0 && memcmp (fr, root_m, DT_HASH_SIZE) == 0
         && memcmp (sr, root_n, DT_HASH_SIZE) == 0;
}

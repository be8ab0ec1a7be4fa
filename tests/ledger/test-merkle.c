/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merkle trees against the vectors of Certificate Transparency (RFC 6962's reference code,
 * merkletree/merkle_tree_test.cc), and against themselves at every size up to 70. */
#include "ledger/dt-merkle.h"

#include <string.h>

static const char *const leaves_hex[] = {
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
};

static const char *const roots_hex[] = {
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

#define A "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
#define B "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
#define C "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
#define D "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
#define E "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
#define F "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"
#define G "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
#define H "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
#define I "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"

typedef struct
{
  const char *name;
  guint64 first; /* the leaf, from 0; the older size */
  guint64 size;
  const char *proof;
} ProofRow;

static const ProofRow inclusion_rows[] = {
  { "1-of-1", 0, 1, "" }, { "1-of-8", 0, 8, A B C }, { "6-of-8", 5, 8, D E F },
  { "3-of-3", 2, 3, G },  { "2-of-5", 1, 5, H B D },
};

static const ProofRow consistency_rows[] = {
  { "1-1", 1, 1, "" },
  { "1-8", 1, 8, A B C },
  { "6-8", 6, 8, I E F },
  { "2-5", 2, 5, B D },
};

#undef A
#undef B
#undef C
#undef D
#undef E
#undef F
#undef G
#undef H
#undef I

static GByteArray *
get_vector_leaves (void)
{
  GByteArray *leaves = g_byte_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (leaves_hex); i++)
    {
      guint8 data[16], leaf[DT_HASH_SIZE];
      gsize size = strlen (leaves_hex[i]) / 2;

      g_assert_true (dt_from_hex (leaves_hex[i], data, size));
      dt_merkle_leaf (data, size, leaf);
      g_byte_array_append (leaves, leaf, sizeof leaf);
    }
  return leaves;
}

static void
test_roots (void)
{
  g_autoptr (GByteArray) leaves = get_vector_leaves ();

  for (guint n = 0; n < G_N_ELEMENTS (roots_hex); n++)
    {
      guint8 root[DT_HASH_SIZE];
      g_autofree char *hex = NULL;

      dt_merkle_root (leaves->data, n, root);
      hex = dt_to_hex (root, sizeof root);
      g_assert_cmpstr (hex, ==, roots_hex[n]);
    }
}

static void
test_inclusion (gconstpointer data)
{
  const ProofRow *row = data;
  g_autoptr (GByteArray) leaves = get_vector_leaves ();
  g_autoptr (GBytes) proof = dt_merkle_prove_inclusion (leaves->data, row->size, row->first);
  gsize size = g_bytes_get_size (proof);
  g_autofree char *hex = dt_to_hex (g_bytes_get_data (proof, NULL), size);

  g_assert_cmpstr (hex, ==, row->proof);
  g_assert_cmpuint (dt_merkle_inclusion_length (row->first, row->size) * DT_HASH_SIZE, ==, size);
}

static void
test_consistency (gconstpointer data)
{
  const ProofRow *row = data;
  g_autoptr (GByteArray) leaves = get_vector_leaves ();
  g_autoptr (GBytes) proof = dt_merkle_prove_consistency (leaves->data, row->first, row->size);
  g_autofree char *hex = dt_to_hex (g_bytes_get_data (proof, NULL), g_bytes_get_size (proof));

  g_assert_cmpstr (hex, ==, row->proof);
}

static GByteArray *
make_leaves (guint n)
{
  GByteArray *leaves = g_byte_array_new ();

  for (guint i = 0; i < n; i++)
    {
      guint8 leaf[DT_HASH_SIZE];

      dt_merkle_leaf (&i, sizeof i, leaf);
      g_byte_array_append (leaves, leaf, sizeof leaf);
    }
  return leaves;
}

/* Each leaf of each tree has a proof; a changed one, a longer, a shorter, another place has not. */
static void
test_every_inclusion (void)
{
  g_autoptr (GByteArray) leaves = make_leaves (70);

  for (guint n = 1; n <= 70; n++)
    {
      guint8 root[DT_HASH_SIZE], found[DT_HASH_SIZE];

      dt_merkle_root (leaves->data, n, root);
      for (guint i = 0; i < n; i++)
        {
          g_autoptr (GBytes) proof = dt_merkle_prove_inclusion (leaves->data, n, i);
          gsize size;
          const guint8 *bytes = g_bytes_get_data (proof, &size);
          gsize length = size / DT_HASH_SIZE;
          const guint8 *leaf = leaves->data + i * DT_HASH_SIZE;
          g_autofree guint8 *wrong = g_malloc0 (size + DT_HASH_SIZE);

          g_assert_true (dt_merkle_root_from_inclusion (i, n, leaf, bytes, length, found));
          g_assert_cmpmem (root, sizeof root, found, sizeof found);
          if (size > 0)
            memcpy (wrong, bytes, size);
          g_assert_false (dt_merkle_root_from_inclusion (i, n, leaf, wrong, length + 1, found));
          if (length == 0)
            continue;
          g_assert_false (dt_merkle_root_from_inclusion (i, n, leaf, wrong, length - 1, found));
          if (dt_merkle_root_from_inclusion ((i + 1) % n, n, leaf, wrong, length, found))
            g_assert_true (memcmp (root, found, sizeof root) != 0);
          wrong[i % size] ^= 1;
          g_assert_true (dt_merkle_root_from_inclusion (i, n, leaf, wrong, length, found));
          g_assert_true (memcmp (root, found, sizeof root) != 0);
        }
    }
}

static void
test_every_consistency (void)
{
  g_autoptr (GByteArray) leaves = make_leaves (70);

  for (guint n = 1; n <= 70; n++)
    {
      guint8 root_n[DT_HASH_SIZE];

      dt_merkle_root (leaves->data, n, root_n);
      for (guint m = 1; m <= n; m++)
        {
          g_autoptr (GBytes) proof = dt_merkle_prove_consistency (leaves->data, m, n);
          gsize size;
          const guint8 *bytes = g_bytes_get_data (proof, &size);
          gsize length = size / DT_HASH_SIZE;
          g_autofree guint8 *wrong = g_malloc0 (size + DT_HASH_SIZE);
          guint8 root_m[DT_HASH_SIZE];

          dt_merkle_root (leaves->data, m, root_m);
          g_assert_true (dt_merkle_verify_consistency (m, n, root_m, root_n, bytes, length));
          if (size > 0)
            memcpy (wrong, bytes, size);
          g_assert_false (dt_merkle_verify_consistency (m, n, root_m, root_n, wrong, length + 1));
          if (length > 0)
            {
              g_assert_false (
                  dt_merkle_verify_consistency (m, n, root_m, root_n, wrong, length - 1));
              wrong[m % size] ^= 1;
              g_assert_false (dt_merkle_verify_consistency (m, n, root_m, root_n, wrong, length));
            }
          root_m[5] ^= 1;
          g_assert_false (dt_merkle_verify_consistency (m, n, root_m, root_n, bytes, length));
        }
    }
  g_assert_false (dt_merkle_verify_consistency (0, 1, leaves->data, leaves->data, NULL, 0));
  g_assert_false (dt_merkle_verify_consistency (2, 1, leaves->data, leaves->data, NULL, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dt_crypto_init ();
  g_test_add_func ("/merkle/roots", test_roots);
  for (gsize i = 0; i < G_N_ELEMENTS (inclusion_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/merkle/inclusion/%s", inclusion_rows[i].name);

      g_test_add_data_func (path, &inclusion_rows[i], test_inclusion);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (consistency_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/merkle/consistency/%s", consistency_rows[i].name);

      g_test_add_data_func (path, &consistency_rows[i], test_consistency);
    }
  g_test_add_func ("/merkle/every-inclusion", test_every_inclusion);
  g_test_add_func ("/merkle/every-consistency", test_every_consistency);
  return g_test_run ();
}

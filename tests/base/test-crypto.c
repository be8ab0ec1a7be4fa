/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hashing, signing, sealing and the text forms of bytes, against published vectors where there
 * are any. */
#include "base/dt-crypto.h"
#include "base/dt-error.h"

#include <string.h>
#include <sys/resource.h>

typedef struct
{
  const char *name;
  const char *input;
  const char *expected;
} TextRow;

/* FIPS 180-4 examples. */
static const TextRow sha256_rows[] = {
  { "empty", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
  { "abc", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
};

static void
test_sha256 (gconstpointer data)
{
  const TextRow *row = data;
  guint8 hash[DT_HASH_SIZE], pair[DT_HASH_SIZE];
  gsize size = strlen (row->input), half = size / 2;
  g_autofree char *hex = NULL;

  dt_sha256 (row->input, size, hash);
  hex = dt_to_hex (hash, sizeof hash);
  g_assert_cmpstr (hex, ==, row->expected);
  dt_sha256_pair (row->input, half, row->input + half, size - half, pair);
  g_assert_cmpmem (hash, sizeof hash, pair, sizeof pair);
}

/* RFC 4231, test case 2. */
static void
test_hmac (void)
{
  g_autoptr (DtSecret) key = dt_secret_new ((const guint8 *) "Jefe", 4);
  const char *data = "what do ya want for nothing?";
  guint8 code[DT_HASH_SIZE];
  g_autofree char *hex = NULL;

  dt_hmac_sha256 (key, data, strlen (data), code);
  hex = dt_to_hex (code, sizeof code);
  g_assert_cmpstr (hex, ==, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

static void
test_sign (void)
{
  guint8 public_key[DT_PUBLIC_KEY_SIZE], other_key[DT_PUBLIC_KEY_SIZE];
  guint8 signature[DT_SIGNATURE_SIZE];
  g_autoptr (DtSecret) secret = dt_sign_keypair (public_key);
  g_autoptr (DtSecret) other = dt_sign_keypair (other_key);
  char text[] = "Hồ sơ đã được ghi vào sổ cái.";

  dt_sign (secret, text, sizeof text, signature);
  g_assert_true (dt_sign_verify (public_key, text, sizeof text, signature));
  g_assert_false (dt_sign_verify (other_key, text, sizeof text, signature));
  for (guint bit = 0; bit < sizeof signature * 8; bit++)
    {
      signature[bit / 8] ^= (guint8) (1 << bit % 8);
      g_assert_false (dt_sign_verify (public_key, text, sizeof text, signature));
      signature[bit / 8] ^= (guint8) (1 << bit % 8);
    }
  text[3] ^= 1;
  g_assert_false (dt_sign_verify (public_key, text, sizeof text, signature));
}

static void
test_seal (void)
{
  g_autoptr (DtSecret) key = dt_secret_new_random (DT_KEY_SIZE);
  g_autoptr (DtSecret) other = dt_secret_new_random (DT_KEY_SIZE);
  g_autoptr (GBytes) sealed = dt_seal (key, "Trần Thị Hoa", 14, "ad", 2);
  g_autoptr (GBytes) again = dt_seal (key, "Trần Thị Hoa", 14, "ad", 2);
  g_autoptr (GBytes) empty = dt_seal (key, "", 0, NULL, 0);
  g_autoptr (GBytes) opened = NULL, opened_empty = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;
  const guint8 *bytes = g_bytes_get_data (sealed, &size);
  g_autofree guint8 *copy = g_memdup2 (bytes, size);

  g_assert_cmpuint (size, ==, 14 + DT_SEAL_OVERHEAD);
  g_assert_false (g_bytes_equal (sealed, again));

  opened = dt_unseal (key, bytes, size, "ad", 2, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (opened, NULL), g_bytes_get_size (opened), "Trần Thị Hoa", 14);
  opened_empty
      = dt_unseal (key, g_bytes_get_data (empty, NULL), g_bytes_get_size (empty), NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (opened_empty), ==, 0);

  g_assert_null (dt_unseal (other, bytes, size, "ad", 2, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_DAMAGED);
  g_assert_null (dt_unseal (key, bytes, size, "ae", 2, NULL));
  for (gsize length = 0; length < size; length++)
    g_assert_null (dt_unseal (key, bytes, length, "ad", 2, NULL));
  for (gsize bit = 0; bit < size * 8; bit++)
    {
      copy[bit / 8] ^= (guint8) (1 << bit % 8);
      g_assert_null (dt_unseal (key, copy, size, "ad", 2, NULL));
      copy[bit / 8] ^= (guint8) (1 << bit % 8);
    }
}

static void
test_password (void)
{
  g_autofree char *hash = dt_password_hash ("Mật khẩu 123");
  const guint8 salt[DT_SALT_SIZE] = { 1 }, other_salt[DT_SALT_SIZE] = { 2 };
  g_autoptr (DtSecret) key = dt_password_to_key ("Mật khẩu 123", salt);
  g_autoptr (DtSecret) same = dt_password_to_key ("Mật khẩu 123", salt);
  g_autoptr (DtSecret) other = dt_password_to_key ("Mật khẩu 123", other_salt);

  g_assert_true (g_str_has_prefix (hash, "$argon2id$"));
  g_assert_true (dt_password_verify (hash, "Mật khẩu 123"));
  g_assert_false (dt_password_verify (hash, "mật khẩu 123"));
  /* The same letters, decomposed. */
  g_assert_true (dt_password_verify (hash, "Ma\xcc\xa3\xcc\x82t kh\xc3\xa2\xcc\x89u 123"));
  g_assert_false (dt_password_verify (hash, ""));
  g_assert_false (dt_password_verify ("nonsense", "Mật khẩu 123"));
  g_assert_cmpmem (dt_secret_get (key, NULL), DT_KEY_SIZE, dt_secret_get (same, NULL), DT_KEY_SIZE);
  g_assert_true (memcmp (dt_secret_get (key, NULL), dt_secret_get (other, NULL), DT_KEY_SIZE) != 0);
}

static void
test_random_id (void)
{
  g_autofree char *before = dt_random_id ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < 1000; i++)
    {
      char *id = dt_random_id ();

      g_assert_cmpuint (strlen (id), ==, 32);
      g_assert_cmpint (id[12], ==, '7');
      g_assert_nonnull (strchr ("89ab", id[16]));
      g_assert_cmpint (strncmp (id, before, 12), >=, 0);
      g_assert_true (g_hash_table_add (seen, id));
    }
}

static const TextRow hex_rows[] = {
  { "lower", "00ff10", "00ff10" }, { "upper", "00FF10", "00ff10" }, { "short", "00ff1", NULL },
  { "long", "00ff1000", NULL },    { "not hex", "00fg10", NULL },   { "space", "00ff 1", NULL },
  { "empty", "", NULL },
};

static void
test_hex (gconstpointer data)
{
  const TextRow *row = data;
  guint8 bytes[3] = { 7, 7, 7 };
  gboolean ok = dt_from_hex (row->input, bytes, sizeof bytes);
  g_autofree char *hex = NULL;

  g_assert_cmpint (ok, ==, row->expected != NULL);
  hex = dt_to_hex (bytes, sizeof bytes);
  g_assert_cmpstr (hex, ==, ok ? row->expected : "070707");
}

static void
test_base64url (void)
{
  guint8 bytes[64];
  static const char *const wrong[] = { "A", "AA=", "AA==", "A+/A", "AB", "A A", "é" };

  for (gsize size = 0; size < sizeof bytes; size++)
    {
      g_autofree char *text = NULL;
      g_autoptr (GBytes) back = NULL;

      dt_random (bytes, sizeof bytes);
      text = dt_to_base64url (bytes, size);
      g_assert_null (strpbrk (text, "+/="));
      back = dt_from_base64url (text);
      g_assert_nonnull (back);
      g_assert_cmpmem (g_bytes_get_data (back, NULL), g_bytes_get_size (back), bytes, size);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (dt_from_base64url (wrong[i]));
}

static void
test_spoken_code (void)
{
  guint8 bytes[20];

  for (gsize size = 1; size <= sizeof bytes; size++)
    {
      g_autofree char *text = NULL, *lower = NULL;
      g_autoptr (GBytes) back = NULL, forgiven = NULL;
      g_autoptr (GError) error = NULL;

      dt_random (bytes, sizeof bytes);
      text = dt_to_spoken_code (bytes, size);
      back = dt_from_spoken_code (text, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (back, NULL), g_bytes_get_size (back), bytes, size);

      /* As a person writes it: small letters, o for 0, l for 1, spaces for dashes. */
      lower = g_ascii_strdown (text, -1);
      g_strdelimit (lower, "0", 'o');
      g_strdelimit (lower, "1", 'l');
      g_strdelimit (lower, "-", ' ');
      forgiven = dt_from_spoken_code (lower, &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (back, forgiven));
    }
}

/* Every slip in one digit and every swap of two neighbours is noticed. The bytes are fixed, since
 * a check of 20 bits lets one slip in a million through. */
static void
test_spoken_code_slips (void)
{
  static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  guint8 bytes[20];
  g_autofree char *text = NULL;
  static const char *const wrong[] = { "", "-", "ABCD", "ABC", "ABCDE", "UUUU-UUUU", "ABCD-É234" };

  for (guint8 i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) (i * 37 + 11);
  text = dt_to_spoken_code (bytes, sizeof bytes);
  g_assert_cmpuint (strlen (text), ==, 36 + 8);

  for (char *c = text; *c != '\0'; c++)
    {
      char kept = *c;

      if (kept == '-')
        continue;
      for (const char *d = digits; *d != '\0'; d++)
        {
          *c = *d;
          if (*d != kept)
            g_assert_null (dt_from_spoken_code (text, NULL));
        }
      *c = kept;
      if (c[1] != '\0' && c[1] != '-' && c[1] != kept)
        {
          c[0] = c[1];
          c[1] = kept;
          g_assert_null (dt_from_spoken_code (text, NULL));
          c[1] = c[0];
          c[0] = kept;
        }
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (dt_from_spoken_code (wrong[i], &error));
      g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
    }
}

static void
test_no_core_dump (void)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  g_assert_cmpuint (limit.rlim_cur, ==, 0);
}

int
main (int argc, char **argv)
{
  g_setenv ("DT_CRYPTO_CHEAP", "1", TRUE);
  g_test_init (&argc, &argv, NULL);
  dt_crypto_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (sha256_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/crypto/sha256/%s", sha256_rows[i].name);

      g_test_add_data_func (path, &sha256_rows[i], test_sha256);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (hex_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/crypto/hex/%s", hex_rows[i].name);

      g_test_add_data_func (path, &hex_rows[i], test_hex);
    }
  g_test_add_func ("/crypto/no-core-dump", test_no_core_dump);
  g_test_add_func ("/crypto/hmac", test_hmac);
  g_test_add_func ("/crypto/sign", test_sign);
  g_test_add_func ("/crypto/seal", test_seal);
  g_test_add_func ("/crypto/password", test_password);
  g_test_add_func ("/crypto/random-id", test_random_id);
  g_test_add_func ("/crypto/base64url", test_base64url);
  g_test_add_func ("/crypto/spoken-code", test_spoken_code);
  g_test_add_func ("/crypto/spoken-code-slips", test_spoken_code_slips);
  return g_test_run ();
}

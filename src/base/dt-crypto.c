/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns every call of libsodium: random bytes, hashes, Ed25519, XChaCha20-Poly1305, Argon2id, and
 * the text forms of bytes. Keeps no state; any thread after dt_crypto_init(). */
#include "base/dt-crypto.h"

#include "base/dt-error.h"
#include "config.h"

#include <sodium.h>
#include <string.h>
#include <sys/resource.h>

struct _DtSecret
{
  gatomicrefcount references;
  gsize size;
  guint8 *data; /* sodium_malloc: guard pages, locked, wiped when freed */
};

/* Crockford's alphabet: no I, L, O, U. */
static const char spoken_digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#define SPOKEN_CHECK_DIGITS 4
#define SPOKEN_GROUP 4

G_STATIC_ASSERT (DT_HASH_SIZE == crypto_hash_sha256_BYTES);
G_STATIC_ASSERT (DT_HASH_SIZE == crypto_auth_hmacsha256_BYTES);
G_STATIC_ASSERT (DT_KEY_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
G_STATIC_ASSERT (DT_SALT_SIZE == crypto_pwhash_argon2id_SALTBYTES);
G_STATIC_ASSERT (DT_SIGNATURE_SIZE == crypto_sign_ed25519_BYTES);
G_STATIC_ASSERT (DT_PUBLIC_KEY_SIZE == crypto_sign_ed25519_PUBLICKEYBYTES);
G_STATIC_ASSERT (DT_SEAL_OVERHEAD
                 == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
                        + crypto_aead_xchacha20poly1305_ietf_ABYTES);

/**
 * dt_crypto_init:
 *
 * Starts libsodium and switches core dumps off, which would hold keys and citizens' data. May be
 * called again and from any thread; ends the program if libsodium has no source of random bytes,
 * since nothing safe can follow.
 */
void
dt_crypto_init (void)
{
  const struct rlimit none = { 0, 0 };
  int code = sodium_init ();

  if (code < 0)
    g_error ("libsodium cannot start");
  if (code == 0) /* the first time */
    setrlimit (RLIMIT_CORE, &none);
}

/**
 * dt_secret_new:
 * @data: (array length=size): the bytes, copied
 * @size: how many
 *
 * Returns: (transfer full): the same bytes in memory that is locked, guarded and later wiped
 */
DtSecret *
dt_secret_new (const guint8 *data, gsize size)
{
  DtSecret *self;

  g_return_val_if_fail (data != NULL && size > 0, NULL);

  dt_crypto_init ();
  self = g_new0 (DtSecret, 1);
  g_atomic_ref_count_init (&self->references);
  self->size = size;
  self->data = sodium_malloc (size);
  if (self->data == NULL)
    g_error ("no memory for a secret");
  memcpy (self->data, data, size);
  sodium_mprotect_readonly (self->data);
  return self;
}

/**
 * dt_secret_new_random:
 * @size: how many bytes
 *
 * Returns: (transfer full): that many random bytes
 */
DtSecret *
dt_secret_new_random (gsize size)
{
  g_autofree guint8 *data = g_malloc (size);
  DtSecret *self;

  dt_random (data, size);
  self = dt_secret_new (data, size);
  sodium_memzero (data, size);
  return self;
}

/**
 * dt_secret_ref:
 * @self: a secret
 *
 * Returns: (transfer full): @self
 */
DtSecret *
dt_secret_ref (DtSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * dt_secret_unref:
 * @self: (transfer full): a secret; its bytes are wiped with the last reference
 */
void
dt_secret_unref (DtSecret *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  sodium_free (self->data);
  g_free (self);
}

/**
 * dt_secret_get:
 * @self: a secret
 * @size: (out) (optional): how many bytes
 *
 * Returns: (transfer none): the bytes, read-only as long as @self lives
 */
const guint8 *
dt_secret_get (DtSecret *self, gsize *size)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (size != NULL)
    *size = self->size;
  return self->data;
}

/**
 * dt_random:
 * @out: (array length=size): filled
 * @size: how many bytes
 */
void
dt_random (guint8 *out, gsize size)
{
  dt_crypto_init ();
  randombytes_buf (out, size);
}

/* Ids and nonces, of which an import wants a hundred thousand a second: the kernel is asked for
 * many at once. No secret comes from here. */
static void
take_random (guint8 *out, gsize size)
{
  static _Thread_local guint8 pool[4096];
  static _Thread_local gsize left;

  g_assert (size <= sizeof pool);
  if (left < size)
    {
      dt_random (pool, sizeof pool);
      left = sizeof pool;
    }
  left -= size;
  memcpy (out, pool + left, size);
}

/**
 * dt_random_id:
 *
 * Returns: (transfer full): a UUID of version 7 (RFC 9562, 5.7) as 32 lower-case hex digits, so
 * that ids sort by the time at which they were made
 */
char *
dt_random_id (void)
{
  guint8 id[16];
  guint64 now = g_get_real_time ();
  guint64 milliseconds = now / 1000;
  guint64 fraction = now % 1000 * 4096 / 1000; /* RFC 9562, 6.2, method 3: so that they sort */

  take_random (id, sizeof id);
  for (guint i = 0; i < 6; i++)
    id[i] = (guint8) (milliseconds >> (40 - 8 * i));
  id[6] = (guint8) (0x70 | fraction >> 8);
  id[7] = (guint8) fraction;
  id[8] = (id[8] & 0x3f) | 0x80;
  return dt_to_hex (id, sizeof id);
}

/**
 * dt_sha256:
 * @data: what to hash
 * @size: its length
 * @out: the hash
 */
void
dt_sha256 (const void *data, gsize size, guint8 out[DT_HASH_SIZE])
{
  crypto_hash_sha256 (out, data, size);
}

/**
 * dt_sha256_pair:
 * @a: the first part
 * @a_size: its length
 * @b: the second part
 * @b_size: its length
 * @out: the hash of both, one behind the other
 */
void
dt_sha256_pair (const void *a, gsize a_size, const void *b, gsize b_size, guint8 out[DT_HASH_SIZE])
{
  crypto_hash_sha256_state state;

  crypto_hash_sha256_init (&state);
  crypto_hash_sha256_update (&state, a, a_size);
  crypto_hash_sha256_update (&state, b, b_size);
  crypto_hash_sha256_final (&state, out);
}

/**
 * dt_hmac_sha256:
 * @key: the key, of any length
 * @data: what to authenticate
 * @size: its length
 * @out: the code (RFC 2104 with SHA-256)
 */
void
dt_hmac_sha256 (DtSecret *key, const void *data, gsize size, guint8 out[DT_HASH_SIZE])
{
  crypto_auth_hmacsha256_state state;

  g_return_if_fail (key != NULL);

  crypto_auth_hmacsha256_init (&state, key->data, key->size);
  crypto_auth_hmacsha256_update (&state, data, size);
  crypto_auth_hmacsha256_final (&state, out);
  sodium_memzero (&state, sizeof state);
}

/**
 * dt_sign_keypair:
 * @out_public: the public key
 *
 * Returns: (transfer full): the secret key, 64 bytes
 */
DtSecret *
dt_sign_keypair (guint8 out_public[DT_PUBLIC_KEY_SIZE])
{
  guint8 secret[crypto_sign_ed25519_SECRETKEYBYTES];
  DtSecret *self;

  dt_crypto_init ();
  crypto_sign_ed25519_keypair (out_public, secret);
  self = dt_secret_new (secret, sizeof secret);
  sodium_memzero (secret, sizeof secret);
  return self;
}

/**
 * dt_sign_keypair_from:
 * @seed: %DT_KEY_SIZE secret bytes
 * @out_public: the public key
 *
 * Returns: (transfer full): the secret key, 64 bytes; always the same for the same seed
 */
DtSecret *
dt_sign_keypair_from (DtSecret *seed, guint8 out_public[DT_PUBLIC_KEY_SIZE])
{
  guint8 secret[crypto_sign_ed25519_SECRETKEYBYTES];
  DtSecret *self;

  g_return_val_if_fail (seed != NULL && seed->size == crypto_sign_ed25519_SEEDBYTES, NULL);

  dt_crypto_init ();
  crypto_sign_ed25519_seed_keypair (out_public, secret, seed->data);
  self = dt_secret_new (secret, sizeof secret);
  sodium_memzero (secret, sizeof secret);
  return self;
}

/**
 * dt_sign:
 * @secret_key: of dt_sign_keypair()
 * @data: what to sign
 * @size: its length
 * @out: the signature (RFC 8032)
 */
void
dt_sign (DtSecret *secret_key, const void *data, gsize size, guint8 out[DT_SIGNATURE_SIZE])
{
  g_return_if_fail (secret_key != NULL);
  g_return_if_fail (secret_key->size == crypto_sign_ed25519_SECRETKEYBYTES);

  crypto_sign_ed25519_detached (out, NULL, data, size, secret_key->data);
}

/**
 * dt_sign_verify:
 * @public_key: whose signature it should be
 * @data: what was signed
 * @size: its length
 * @signature: the signature
 *
 * Returns: %TRUE if it is the signature of @data by @public_key
 */
gboolean
dt_sign_verify (const guint8 public_key[DT_PUBLIC_KEY_SIZE],
                const void *data,
                gsize size,
                const guint8 signature[DT_SIGNATURE_SIZE])
{
  return crypto_sign_ed25519_verify_detached (signature, data, size, public_key) == 0;
}

/**
 * dt_seal:
 * @key: 32 bytes
 * @data: what to seal
 * @size: its length
 * @ad: (nullable): bytes that must be the same when it is opened
 * @ad_size: their length
 *
 * Returns: (transfer full): nonce ‖ ciphertext ‖ tag, %DT_SEAL_OVERHEAD bytes longer than @data
 */
GBytes *
dt_seal (DtSecret *key, const void *data, gsize size, const void *ad, gsize ad_size)
{
  guint8 *sealed;
  unsigned long long length;

  g_return_val_if_fail (key != NULL && key->size == DT_KEY_SIZE, NULL);

  sealed = g_malloc (size + DT_SEAL_OVERHEAD);
  take_random (sealed, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
  crypto_aead_xchacha20poly1305_ietf_encrypt (sealed + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
                                              &length,
                                              data,
                                              size,
                                              ad,
                                              ad_size,
                                              NULL,
                                              sealed,
                                              key->data);
  return g_bytes_new_take (sealed, size + DT_SEAL_OVERHEAD);
}

/**
 * dt_unseal:
 * @key: 32 bytes
 * @sealed: what dt_seal() made
 * @size: its length
 * @ad: (nullable): as when it was sealed
 * @ad_size: its length
 * @error: %DT_ERROR_DAMAGED if the key, the bytes or @ad are not those of the sealing
 *
 * Returns: (transfer full) (nullable): the bytes that were sealed
 */
GBytes *
dt_unseal (
    DtSecret *key, const void *sealed, gsize size, const void *ad, gsize ad_size, GError **error)
{
  const guint8 *bytes = sealed;
  guint8 *data;
  unsigned long long length;

  g_return_val_if_fail (key != NULL && key->size == DT_KEY_SIZE, NULL);

  if (bytes == NULL || size < DT_SEAL_OVERHEAD)
    {
      g_set_error_literal (error, DT_ERROR, DT_ERROR_DAMAGED, "a seal is too short");
      return NULL;
    }

  data = g_malloc (size - DT_SEAL_OVERHEAD + 1);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt (
          data,
          &length,
          NULL,
          bytes + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
          size - crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
          ad,
          ad_size,
          bytes,
          key->data)
      != 0)
    {
      g_free (data);
      g_set_error_literal (error, DT_ERROR, DT_ERROR_DAMAGED, "a seal does not open");
      return NULL;
    }
  return g_bytes_new_take (data, length);
}

/* Tests hash many passwords; a build for people never takes the cheap limits. */
static gboolean
is_cheap (void)
{
#ifdef DT_ALLOW_CHEAP_CRYPTO
  return g_strcmp0 (g_getenv ("DT_CRYPTO_CHEAP"), "1") == 0;
#else
  return FALSE;
#endif
}

static unsigned long long
get_ops_limit (void)
{
  return is_cheap () ? crypto_pwhash_argon2id_OPSLIMIT_MIN
                     : crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE;
}

static gsize
get_memory_limit (void)
{
  return is_cheap () ? crypto_pwhash_argon2id_MEMLIMIT_MIN
                     : crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE;
}

/* What was typed may be composed or decomposed, as the input method likes: it is one password. */
static char *
normalize_password (const char *password)
{
  char *normal = g_utf8_normalize (password, -1, G_NORMALIZE_NFC);

  return normal != NULL ? normal : g_strdup (password);
}

static void
free_password (char *password)
{
  sodium_memzero (password, strlen (password));
  g_free (password);
}

/**
 * dt_password_hash:
 * @password: as typed
 *
 * Slow on purpose: on a worker.
 *
 * Returns: (transfer full): a string that holds algorithm, cost, salt and hash
 */
char *
dt_password_hash (const char *password)
{
  char hash[crypto_pwhash_argon2id_STRBYTES];

  g_return_val_if_fail (password != NULL, NULL);

  dt_crypto_init ();
  if (crypto_pwhash_argon2id_str (
          hash, password, strlen (password), get_ops_limit (), get_memory_limit ())
      != 0)
    g_error ("no memory to hash a password");
  return g_strdup (hash);
}

/**
 * dt_password_verify:
 * @hash: of dt_password_hash()
 * @password: as typed
 *
 * Slow on purpose: on a worker.
 *
 * Returns: %TRUE if it is the password
 */
gboolean
dt_password_verify (const char *hash, const char *password)
{
  char *normal;
  gboolean ok;

  g_return_val_if_fail (hash != NULL && password != NULL, FALSE);

  dt_crypto_init ();
  normal = normalize_password (password);
  ok = crypto_pwhash_argon2id_str_verify (hash, normal, strlen (normal)) == 0;
  free_password (normal);
  return ok;
}

/**
 * dt_password_to_key:
 * @password: as typed
 * @salt: random, kept beside what the key seals
 *
 * Slow on purpose: on a worker.
 *
 * Returns: (transfer full): %DT_KEY_SIZE bytes
 */
DtSecret *
dt_password_to_key (const char *password, const guint8 salt[DT_SALT_SIZE])
{
  guint8 key[DT_KEY_SIZE];
  DtSecret *self;
  char *normal;

  g_return_val_if_fail (password != NULL, NULL);

  dt_crypto_init ();
  normal = normalize_password (password);
  if (crypto_pwhash_argon2id (key,
                              sizeof key,
                              normal,
                              strlen (normal),
                              salt,
                              get_ops_limit (),
                              get_memory_limit (),
                              crypto_pwhash_argon2id_ALG_ARGON2ID13)
      != 0)
    g_error ("no memory to derive a key");
  free_password (normal);
  self = dt_secret_new (key, sizeof key);
  sodium_memzero (key, sizeof key);
  return self;
}

/**
 * dt_to_hex:
 * @data: bytes
 * @size: how many
 *
 * Returns: (transfer full): lower-case hex digits
 */
char *
dt_to_hex (const guint8 *data, gsize size)
{
  char *hex = g_malloc (size * 2 + 1);

  sodium_bin2hex (hex, size * 2 + 1, data, size);
  return hex;
}

/**
 * dt_from_hex:
 * @hex: hex digits in either case, nothing else
 * @out: (array length=size): the bytes; untouched if @hex is not exactly that long
 * @size: how many bytes are wanted
 *
 * Returns: %TRUE if @hex held just @size bytes
 */
gboolean
dt_from_hex (const char *hex, guint8 *out, gsize size)
{
  if (hex == NULL || strlen (hex) != size * 2)
    return FALSE;
  for (gsize i = 0; i < size * 2; i++)
    {
      if (!g_ascii_isxdigit (hex[i]))
        return FALSE;
    }
  for (gsize i = 0; i < size; i++)
    out[i]
        = (guint8) (g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]));
  return TRUE;
}

/**
 * dt_to_base64url:
 * @data: bytes
 * @size: how many
 *
 * Returns: (transfer full): RFC 4648, 5, without padding
 */
char *
dt_to_base64url (const guint8 *data, gsize size)
{
  gsize length = sodium_base64_encoded_len (size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *text = g_malloc (length);

  sodium_bin2base64 (text, length, data, size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text;
}

/**
 * dt_from_base64url:
 * @text: RFC 4648, 5, without padding
 *
 * Returns: (transfer full) (nullable): the bytes; %NULL if @text has any other character, or bits
 * left over that are not zero
 */
GBytes *
dt_from_base64url (const char *text)
{
  g_autofree guint8 *data = NULL;
  const char *end = NULL;
  gsize length, size;

  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  data = g_malloc (length + 1);
  if (sodium_base642bin (data,
                         length + 1,
                         text,
                         length,
                         NULL,
                         &size,
                         &end,
                         sodium_base64_VARIANT_URLSAFE_NO_PADDING)
          != 0
      || end != text + length)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&data), size);
}

static void
append_spoken_digit (GString *text, guint *count, guint value)
{
  if (*count > 0 && *count % SPOKEN_GROUP == 0)
    g_string_append_c (text, '-');
  g_string_append_c (text, spoken_digits[value & 31]);
  *count += 1;
}

static guint
get_spoken_check (const guint8 *data, gsize size)
{
  guint8 hash[DT_HASH_SIZE];

  dt_sha256 (data, size, hash);
  return (guint) hash[0] << 12 | (guint) hash[1] << 4 | (guint) hash[2] >> 4;
}

/**
 * dt_to_spoken_code:
 * @data: bytes
 * @size: how many
 *
 * Returns: (transfer full): Crockford's base 32 in groups of four; the last four digits are the
 * first 20 bits of the SHA-256 of @data, so that a slip of the pen is noticed
 */
char *
dt_to_spoken_code (const guint8 *data, gsize size)
{
  GString *text = g_string_new (NULL);
  guint count = 0, bits = 0, n_bits = 0, check;

  g_return_val_if_fail (data != NULL && size > 0, NULL);

  for (gsize i = 0; i < size; i++)
    {
      bits = bits << 8 | data[i];
      for (n_bits += 8; n_bits >= 5; n_bits -= 5)
        append_spoken_digit (text, &count, bits >> (n_bits - 5));
      bits &= (1u << n_bits) - 1;
    }
  if (n_bits > 0)
    append_spoken_digit (text, &count, bits << (5 - n_bits));

  check = get_spoken_check (data, size);
  for (int i = SPOKEN_CHECK_DIGITS - 1; i >= 0; i--)
    append_spoken_digit (text, &count, check >> (5 * i));
  return g_string_free (text, FALSE);
}

static int
get_spoken_value (char c)
{
  const char *found;

  c = g_ascii_toupper (c);
  if (c == 'O')
    c = '0';
  else if (c == 'I' || c == 'L')
    c = '1';
  found = c != '\0' ? strchr (spoken_digits, c) : NULL;
  return found != NULL ? (int) (found - spoken_digits) : -1;
}

static GByteArray *
read_spoken_digits (const char *text)
{
  g_autoptr (GByteArray) values = g_byte_array_new ();

  for (const char *c = text; *c != '\0'; c++)
    {
      int value = get_spoken_value (*c);
      guint8 byte = (guint8) value;

      if (*c == '-' || g_ascii_isspace (*c))
        continue;
      if (value < 0)
        return NULL;
      g_byte_array_append (values, &byte, 1);
    }
  return values->len > SPOKEN_CHECK_DIGITS ? g_steal_pointer (&values) : NULL;
}

/**
 * dt_from_spoken_code:
 * @text: what dt_to_spoken_code() made, as a person copied it: any case, O for 0, I or L for 1,
 *   dashes and spaces anywhere
 * @error: %DT_ERROR_INVALID if it is none or was copied wrongly
 *
 * Returns: (transfer full) (nullable): the bytes
 */
GBytes *
dt_from_spoken_code (const char *text, GError **error)
{
  g_autoptr (GByteArray) values = NULL;
  g_autoptr (GByteArray) data = g_byte_array_new ();
  guint bits = 0, n_bits = 0, check = 0, n_digits;

  g_return_val_if_fail (text != NULL, NULL);

  values = read_spoken_digits (text);
  if (values == NULL)
    goto wrong;

  n_digits = values->len - SPOKEN_CHECK_DIGITS;
  for (guint i = 0; i < n_digits; i++)
    {
      bits = bits << 5 | values->data[i];
      n_bits += 5;
      if (n_bits >= 8)
        {
          guint8 byte = (guint8) (bits >> (n_bits - 8));

          g_byte_array_append (data, &byte, 1);
          n_bits -= 8;
        }
      bits &= (1u << n_bits) - 1;
    }
  for (guint i = n_digits; i < values->len; i++)
    check = check << 5 | values->data[i];
  if (n_bits >= 5 || bits != 0 || data->len == 0
      || check != get_spoken_check (data->data, data->len))
    goto wrong;
  return g_byte_array_free_to_bytes (g_steal_pointer (&data));

wrong:
  g_set_error_literal (error, DT_ERROR, DT_ERROR_INVALID, "the code was not copied correctly");
  return NULL;
}

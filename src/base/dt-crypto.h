/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random, hashing, signing and sealing, all by libsodium; nothing here keeps state. Any thread,
 * after dt_crypto_init(). Secrets live in DtSecret, which is locked in memory and wiped. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DT_HASH_SIZE 32
#define DT_KEY_SIZE 32
#define DT_SALT_SIZE 16
#define DT_SIGNATURE_SIZE 64
#define DT_PUBLIC_KEY_SIZE 32
#define DT_SEAL_OVERHEAD (24 + 16)

typedef struct _DtSecret DtSecret; /* ref-counted bytes in guarded, locked memory */

void dt_crypto_init (void); /* idempotent; aborts if libsodium cannot start */

DtSecret *dt_secret_new (const guint8 *data, gsize size); /* copies */
DtSecret *dt_secret_new_random (gsize size);
DtSecret *dt_secret_ref (DtSecret *self);
void dt_secret_unref (DtSecret *self);
const guint8 *dt_secret_get (DtSecret *self, gsize *size);

void dt_random (guint8 *out, gsize size);
char *dt_random_id (void); /* 32 hex digits, RFC 9562 UUID version 7 without dashes */
void dt_sha256 (const void *data, gsize size, guint8 out[DT_HASH_SIZE]);
void dt_sha256_pair (const void *a,
                     gsize a_size,
                     const void *b,
                     gsize b_size,
                     guint8 out[DT_HASH_SIZE]); /* of a ‖ b */
void dt_hmac_sha256 (DtSecret *key, const void *data, gsize size, guint8 out[DT_HASH_SIZE]);

/* Ed25519. The secret key is libsodium's 64 bytes. */
DtSecret *dt_sign_keypair (guint8 out_public[DT_PUBLIC_KEY_SIZE]);
/* The same pair for the same @seed of DT_KEY_SIZE bytes. */
DtSecret *dt_sign_keypair_from (DtSecret *seed, guint8 out_public[DT_PUBLIC_KEY_SIZE]);
void dt_sign (DtSecret *secret_key, const void *data, gsize size, guint8 out[DT_SIGNATURE_SIZE]);
gboolean dt_sign_verify (const guint8 public_key[DT_PUBLIC_KEY_SIZE],
                         const void *data,
                         gsize size,
                         const guint8 signature[DT_SIGNATURE_SIZE]);

/* XChaCha20-Poly1305, random nonce in front; @ad is authenticated, not stored. */
GBytes *dt_seal (DtSecret *key, const void *data, gsize size, const void *ad, gsize ad_size);
GBytes *dt_unseal (DtSecret *key,
                   const void *sealed,
                   gsize size,
                   const void *ad,
                   gsize ad_size,
                   GError **error); /* DT_ERROR_DAMAGED */

/* Argon2id. A PIN or password is hashed to a self-describing string; a passphrase or code
 * derives a key. Cost: libsodium's INTERACTIVE limits (64 MiB), or MIN when
 * DT_CRYPTO_CHEAP=1 stands in the environment of a test build. Slow on purpose: on a worker. */
char *dt_password_hash (const char *password);
gboolean dt_password_verify (const char *hash, const char *password);
DtSecret *dt_password_to_key (const char *password, const guint8 salt[DT_SALT_SIZE]);

char *dt_to_hex (const guint8 *data, gsize size);
gboolean dt_from_hex (const char *hex, guint8 *out, gsize size);
char *dt_to_base64url (const guint8 *data, gsize size); /* no padding */
GBytes *dt_from_base64url (const char *text);           /* NULL if it is none */
/* Crockford base32 in groups of 4 ("A1B2-…"), with a check digit: what people copy by hand. */
char *dt_to_spoken_code (const guint8 *data, gsize size);
GBytes *dt_from_spoken_code (const char *text, GError **error); /* forgiving of case, O/0, I/1 */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtSecret, dt_secret_unref)

G_END_DECLS

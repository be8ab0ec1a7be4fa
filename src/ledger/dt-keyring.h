/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workspace's key and its slots: `keys.json` beside the databases holds the random 256-bit
 * database key, sealed once per slot. Opening tries the slots it is given; a slot that does not
 * fit says why. Blocking (Argon2id, D-Bus): on a worker. */
#pragma once

#include "base/dt-crypto.h"
#include "base/dt-error.h"

G_BEGIN_DECLS

typedef enum
{
  DT_SLOT_SECRET_SERVICE, /* libsecret, the user's keyring */
  DT_SLOT_KEY_FILE,       /* a file of 64 hex digits, mode 600, for machines without a keyring */
  DT_SLOT_PASSPHRASE,     /* Argon2id */
  DT_SLOT_RECOVERY_CODE,  /* printed at set-up; 160 random bits in spoken form */
} DtSlotKind;

typedef struct _DtKeyring DtKeyring;

/* A new database key and a file with no slot yet. */
DtKeyring *dt_keyring_create (const char *directory, GError **error);
DtKeyring *dt_keyring_load (const char *directory, GError **error);
void dt_keyring_free (DtKeyring *self);
gboolean dt_keyring_has_slot (DtKeyring *self, DtSlotKind kind);
/* Adds or replaces a slot; the database key must be known (created or unlocked). @secret: the key
 * file's path, the passphrase; NULL for the Secret Service. A missing key file is made. */
gboolean dt_keyring_add_slot (DtKeyring *self, DtSlotKind kind, const char *secret, GError **error);
/* Makes the recovery slot and returns its code; shown once, never stored. */
char *dt_keyring_add_recovery (DtKeyring *self, GError **error);
/* Makes the slot of the Secret Service good again, without asking anybody; see there. */
gboolean dt_keyring_restore_service (DtKeyring *self, GError **error);
/* DT_ERROR_WRONG_SECRET, DT_ERROR_LOCKED (keyring absent, locked, no bus), DT_ERROR_DAMAGED. */
gboolean dt_keyring_unlock (DtKeyring *self, DtSlotKind kind, const char *secret, GError **error);
DtSecret *dt_keyring_get_key (DtKeyring *self); /* transfer none; NULL while locked */
/* Where the key file was when its slot was made, or NULL. */
const char *dt_keyring_get_key_file (DtKeyring *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtKeyring, dt_keyring_free)

G_END_DECLS

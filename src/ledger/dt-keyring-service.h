/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Secret Service's slot of a keyring; inside the ledger room only. */
#pragma once

#include "base/dt-crypto.h"

G_BEGIN_DECLS

DtSecret *dt_keyring_service_look_up (const char *workspace, GError **error);
/* Whether it answers and is unlocked, so that it takes a key without asking for a password. */
gboolean dt_keyring_service_is_unlocked (GError **error);
DtSecret *dt_keyring_service_store (const char *workspace, GError **error);
DtSecret *dt_keyring_secret_from_hex (const char *hex);

G_END_DECLS

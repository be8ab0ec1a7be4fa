/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Secret Service's slot of a keyring; inside the ledger room only. */
#pragma once

#include "base/dt-crypto.h"

G_BEGIN_DECLS

DtSecret *dt_keyring_service_look_up (const char *workspace, GError **error);
DtSecret *dt_keyring_service_store (const char *workspace, GError **error);
DtSecret *dt_keyring_secret_from_hex (const char *hex);

G_END_DECLS

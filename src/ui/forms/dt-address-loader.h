/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Has the index of units made beside the main thread, which takes some tens of milliseconds the
 * first time. Main thread. */
#pragma once

#include "model/dt-address-index.h"

G_BEGIN_DECLS

void dt_address_load_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* NULL only if it was cancelled. */
const DtAddressIndex *dt_address_load_finish (GAsyncResult *result);

G_END_DECLS

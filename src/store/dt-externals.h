/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The channels' own message ids, as keys of eight bytes in memory, so that a million rows can be
 * asked for one by one during an import. Read when first asked for. Inside the store room only; on
 * the worker that owns the store. */
#pragma once

#include "base/dt-database.h"

G_BEGIN_DECLS

typedef struct _DtExternals DtExternals;

gint64 dt_external_get_key (const char *external);
DtExternals *dt_externals_load (DtDatabase *database, GError **error);
void dt_externals_free (DtExternals *self);
void dt_externals_add (DtExternals *self, gint64 key, gint64 seq);
/* Rows of messages that may have that key: at most @n of them. Returns how many. */
guint dt_externals_find (const DtExternals *self, gint64 key, gint64 *out_seqs, guint n);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backup: one tar file with the encrypted record and its key slots, and nothing else. Blocking,
 * any thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DT_LEDGER_NAME "ledger.db"
#define DT_KEYS_NAME "keys.json"

/* @ledger: a whole copy of the record; the key slots are @directory's. */
gboolean
dt_archive_write (const char *path, const char *directory, const char *ledger, GError **error);
/* Into @directory, which is empty or absent; on failure it is as it was. */
gboolean dt_archive_extract (const char *path, const char *directory, GError **error);

G_END_DECLS

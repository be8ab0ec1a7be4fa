/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open workspace: its key, its two workers and what each of them owns. The writing worker holds
 * the record and the views, the reading worker connections of its own to both. Opening and closing
 * block. Ref-counted: what runs on a thread of the pool holds it open until it is done. */
#pragma once

#include "base/dt-worker.h"
#include "ledger/dt-keyring.h"
#include "service/dt-run.h"

G_BEGIN_DECLS

typedef struct
{
  gatomicrefcount references;
  char *directory;
  char *unit;
  char *device;
  char *public_key; /* hex */
  gboolean demo;
  gboolean by_key_file; /* opened by one: whoever holds it holds the workspace */
  DtClock *clock;
  DtSecret *key;

  GMutex keyring_lock; /* of @keyring, which is used from threads of the pool */
  DtKeyring *keyring;
  GError *keyring_problem; /* the key could not be put back into the user's keyring; or NULL */

  DtWorker *writing;
  DtWriter writer; /* writing worker only */

  DtWorker *reading;
  DtReader *reader; /* reading worker only */
  DtLedger *record; /* the same, read-only: for attachments */

  GHashTable *drafts; /* as they were when it was opened: name → JSON */
  char *settings;     /* the note, or NULL */
} DtWorkspace;

gboolean dt_workspace_exists (const char *directory);
/* Removes what either program makes in a workspace, and nothing else. */
void dt_workspace_remove (const char *directory);
/* The first of these files that is there, or NULL; transfer full. */
char *dt_workspace_find_any (const char *directory);
/* @key_file, @secret (of @secret_kind), @clock: or NULL. */
DtWorkspace *dt_workspace_open (const char *directory,
                                const char *key_file,
                                DtSlotKind secret_kind,
                                const char *secret,
                                DtClock *clock,
                                GError **error);
DtWorkspace *dt_workspace_ref (DtWorkspace *self);
/* The last one waits for both workers and closes everything. Not from a worker. */
void dt_workspace_unref (DtWorkspace *self);
/* Makes both files' view connections anew around @rebuild, which replaces views.db. */
gboolean dt_workspace_rebuild (DtWorkspace *self, GError **error);
gboolean dt_workspace_backup (DtWorkspace *self, const char *path, GError **error);
DtVerifyReport *dt_workspace_verify (DtWorkspace *self,
                                     gboolean with_views,
                                     GCancellable *cancellable,
                                     DtProgressFunc func,
                                     gpointer user_data,
                                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtWorkspace, dt_workspace_unref)

G_END_DECLS

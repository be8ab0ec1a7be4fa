/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the ledger room share: the open ledger and its helpers. */
#pragma once

#include "base/dt-database.h"
#include "ledger/dt-ledger-entry.h"

G_BEGIN_DECLS

#define DT_LEDGER_VERSION 2
#define DT_LEDGER_FILE "ledger.db"

/* What version 2 added, besides columns of the table of devices: what came without its payload,
 * attachments that have not come, the places of entries (n) in the unit's record at its hub, and
 * what that hub has still to be told of payloads (n) and attachments (id). */
#define DT_LEDGER_SCHEMA_2                                                                         \
  "CREATE TABLE waiting (n INTEGER PRIMARY KEY) STRICT;"                                           \
  "CREATE TABLE missing (address BLOB PRIMARY KEY) STRICT;"                                        \
  "CREATE TABLE places (place INTEGER PRIMARY KEY, n INTEGER NOT NULL UNIQUE,"                     \
  "  day INTEGER NOT NULL) STRICT;"                                                                \
  "CREATE INDEX places_by_day ON places (day, place);"                                             \
  "CREATE TABLE owed (n INTEGER PRIMARY KEY) STRICT;"                                              \
  "CREATE TABLE owed_attachments (id INTEGER PRIMARY KEY) STRICT;"

struct _DtLedger
{
  char *directory;
  char *path;
  DtSecret *key;
  DtClock *clock;
  gboolean read_only;
  int lock_fd;            /* -1 when read-only */
  DtDatabase *database;   /* NULL after a failure to reopen; see dt_ledger_ensure_open() */
  gboolean suspect;       /* an fsync failed: the log is not trusted until it is written back */
  gboolean scrub_pending; /* something was erased and the log still holds it */

  char device[2 * DT_DEVICE_SIZE + 1];
  guint8 device_id[DT_DEVICE_SIZE];
  gint64 device_no; /* in the table of devices */
  char *unit;
  gint64 desk;
  gboolean demo;
  gboolean removed; /* this desk was: nothing more is appended */
  guint8 public_key[DT_PUBLIC_KEY_SIZE];
  DtSecret *signing_key;
  DtSecret *payload_key; /* these four are derived from the unit's key */
  DtSecret *attachment_key;
  DtSecret *address_key;
  DtSecret *lookup_key;

  gint64 last_n; /* the tail, as far as this writer knows it */
  gint64 last_seq;
  gint64 last_hlc;
  guint8 last_hash[DT_HASH_SIZE];

  GByteArray *bytes; /* scratch of the one who appends */
};

DtLedger *dt_ledger_new (const char *directory, DtSecret *key, DtClock *clock, gboolean read_only);
gboolean dt_ledger_take_lock (DtLedger *self, GError **error);
gboolean dt_ledger_load_meta (DtLedger *self, GError **error);
/* A value of the desk's own, @size bytes of it or any number if 0: DT_ERROR_DAMAGED if it is not
 * there. */
GBytes *dt_ledger_dup_meta (DtLedger *self, const char *name, gsize size, GError **error);
/* The file of an older version becomes one of this; open for writing. */
gboolean dt_ledger_upgrade (DtLedger *self, gint64 version, GError **error);
gboolean dt_ledger_open_file (DtLedger *self, DtDatabaseFlags extra, GError **error);
gboolean dt_ledger_load_tail (DtLedger *self, GError **error);
/* Notes the highest time; inside a transaction. */
gboolean dt_ledger_store_hlc (DtLedger *self, gint64 hlc, GError **error);
/* Opens the file again if a failed fsync closed it. */
gboolean dt_ledger_ensure_open (DtLedger *self, GError **error);
/* The same, and DT_ERROR_DENIED for a ledger that was opened read-only. */
gboolean dt_ledger_begin (DtLedger *self, GError **error);
/* Commits; on failure rolls back, and after an I/O error closes the file and opens it anew. */
gboolean dt_ledger_commit (DtLedger *self, GError **error);
void dt_ledger_rollback (DtLedger *self);
/* Writes the log back into the file and empties it, so that what was erased is gone from both. */
void dt_ledger_scrub (DtLedger *self);

/* The n of the entry of that hash: DT_ERROR_NOT_FOUND. */
gboolean
dt_ledger_find (DtLedger *self, const guint8 hash[DT_HASH_SIZE], gint64 *out_n, GError **error);

/* The columns every reader of entries asks for, in this order. */
#define DT_ENTRY_COLUMNS "e.n, e.hash, e.body, e.signature, p.n, length (p.sealed)"
#define DT_ENTRY_COLUMNS_PAYLOAD DT_ENTRY_COLUMNS ", p.sealed"
#define DT_ENTRY_TABLES " FROM entries AS e LEFT JOIN payloads AS p ON p.n = e.n "

/* Fills @out from a row; its texts lie in @scratch until the next call. */
gboolean dt_ledger_read_row (DtLedger *self,
                             sqlite3_stmt *row,
                             gboolean with_payload,
                             GByteArray *scratch,
                             DtEntry *out,
                             GError **error);
/* Opens a payload's seal: NULL and DT_ERROR_DAMAGED if seal or commitment do not hold. @out_salt
 * and the text point into the bytes that are returned. */
GBytes *dt_ledger_open_payload (DtLedger *self,
                                const guint8 hash[DT_HASH_SIZE],
                                const guint8 commit[DT_HASH_SIZE],
                                const void *sealed,
                                gsize size,
                                GError **error);
/* Opens and checks every attachment; their addresses (hex), erased ones too, go to @known. FALSE
 * when cancelled or the file cannot be read. */
gboolean dt_ledger_check_attachments (DtLedger *self,
                                      GCancellable *cancellable,
                                      GHashTable *known,
                                      GPtrArray *problems,
                                      GError **error);
gint64 dt_hanoi_day (gint64 usec); /* days since 1970-01-01 in Hanoi */

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record: an append-only chain of signed entries, their sealed payloads and attachments, in
 * one encrypted file. A DtLedger belongs to one thread; open a second, read-only, for another. */
#pragma once

#include "base/dt-clock.h"
#include "base/dt-crypto.h"
#include "base/dt-error.h"

G_BEGIN_DECLS

typedef struct _DtLedger DtLedger;

/* What a command wants recorded. */
typedef struct
{
  const char *kind;    /* "case.opened" */
  const char *subject; /* id */
  const char *facts;   /* JSON object with no personal data, or NULL for {} */
  const char *payload; /* JSON object with the rest, or NULL */
  gint64 hlc;          /* 0: the ledger's clock; else what an import or the demo says */
} DtEntryDraft;

/* An entry as it stands in the record. */
typedef struct
{
  gint64 n; /* local order of receipt, from 1 without gap */
  char device[33];
  gint64 seq; /* per device, from 1 without gap */
  gint64 hlc;
  char *actor; /* officer id, or "" */
  char *kind;
  char *subject;
  char *facts;          /* JSON, exactly as hashed */
  char *payload;        /* JSON, or NULL: none, erased, or not asked for */
  gboolean has_payload; /* it was made with one */
  gboolean erased;      /* it had one, which was erased */
  gint64 schema;
  guint8 base[DT_HASH_SIZE];   /* hash of the subject's last entry the author saw; zeros: none */
  guint8 commit[DT_HASH_SIZE]; /* SHA-256 (salt ‖ payload), zeros if none */
  guint8 prev[DT_HASH_SIZE];
  guint8 hash[DT_HASH_SIZE];
  gboolean has_signature;
  guint8 signature[DT_SIGNATURE_SIZE];
} DtEntry;

void dt_entry_clear (DtEntry *entry);
void dt_entry_free (DtEntry *entry);
DtEntry *dt_entry_copy (const DtEntry *entry); /* texts of its own */

/* How a desk joins a unit that has others (dt-ledger-desks.h). */
typedef struct
{
  const char *invitation;        /* its id */
  DtSecret *secret;              /* its secret */
  DtSecret *unit_key;            /* that of the unit */
  guint8 founding[DT_HASH_SIZE]; /* hash of the unit's first entry */
} DtInvited;

typedef struct
{
  const char *unit;         /* "26740" */
  gboolean demo;            /* says so in its first entry */
  gint64 desk;              /* number of the desk in its unit, from 1 */
  const DtInvited *invited; /* NULL: the unit's first desk */
} DtLedgerSetup;

/* Makes `ledger.db` in @directory: device id, signing keys, unit key, first entry
 * `unit.created` or `desk.joined`. Fails with DT_ERROR_INVALID if one is there. */
DtLedger *dt_ledger_create (const char *directory,
                            DtSecret *key,
                            const DtLedgerSetup *setup,
                            DtClock *clock,
                            GError **error);
DtLedger *dt_ledger_open (
    const char *directory, DtSecret *key, DtClock *clock, gboolean read_only, GError **error);
void dt_ledger_close (DtLedger *self);

const char *dt_ledger_get_device (DtLedger *self);
const char *dt_ledger_get_unit (DtLedger *self);
gint64 dt_ledger_get_desk (DtLedger *self);
gboolean dt_ledger_is_demo (DtLedger *self);
gint64 dt_ledger_get_last (DtLedger *self); /* highest n, 0 if empty */
void dt_ledger_get_public_key (DtLedger *self, guint8 out[DT_PUBLIC_KEY_SIZE]);

/* Appends @n_drafts entries in one transaction, signed once at its end, on disk (fsync) when it
 * returns TRUE. @out_entries (nullable): array of DtEntry, payload included. On failure nothing
 * was written; after a failed fsync the file has been reopened. */
gboolean dt_ledger_append (DtLedger *self,
                           const char *actor,
                           const DtEntryDraft *drafts,
                           guint n_drafts,
                           GPtrArray **out_entries,
                           GError **error);

/* @entry is valid during the call. Return FALSE to stop. */
typedef gboolean (*DtEntryFunc) (const DtEntry *entry, gpointer user_data);
/* All entries with n > @after, in order of receipt. */
gboolean dt_ledger_foreach (DtLedger *self,
                            gint64 after,
                            gboolean with_payload,
                            DtEntryFunc func,
                            gpointer user_data,
                            GError **error);
/* One subject's entries in the folding order (hlc, device, seq). */
gboolean dt_ledger_foreach_of (DtLedger *self,
                               const char *subject,
                               gboolean with_payload,
                               DtEntryFunc func,
                               gpointer user_data,
                               GError **error);
DtEntry *dt_ledger_get_entry (DtLedger *self, const guint8 hash[DT_HASH_SIZE], GError **error);

/* Payloads. Erasing removes payload and salt for good; the entries stay and verify. */
gboolean
dt_ledger_erase_payloads (DtLedger *self, const char *const *entry_hashes_hex, GError **error);

/* Attachments: content-addressed, sealed, in chunks of 256 KiB. Returns the address (64 hex). */
char *dt_ledger_put_attachment (DtLedger *self, GBytes *content, GError **error);
GBytes *dt_ledger_get_attachment (DtLedger *self, const char *hash, GError **error);
gboolean dt_ledger_erase_attachment (DtLedger *self, const char *hash, GError **error);

/* HMAC-SHA256 under the unit's key, hex: for looking people up by phone or ID number. */
char *dt_ledger_lookup_key (DtLedger *self, const char *purpose, const char *value);

/* Drafts and small local settings: change freely, not part of the record, encrypted as the rest. */
gboolean dt_ledger_set_note (DtLedger *self, const char *name, const char *value, GError **error);
char *dt_ledger_dup_note (DtLedger *self, const char *name);

typedef struct
{
  gint64 entries;
  GPtrArray *problems; /* of char *, each one line in English; empty: the record is whole */
} DtVerifyReport;
void dt_verify_report_free (DtVerifyReport *report);
typedef void (*DtProgressFunc) (gint64 done, gint64 total, gpointer user_data);
/* Every page authenticates, every chain is unbroken, every hash, signature, commitment, facts
 * free of unknown damage, every attachment's address. NULL only if it could not even start. */
DtVerifyReport *dt_ledger_verify (DtLedger *self,
                                  GCancellable *cancellable,
                                  DtProgressFunc func,
                                  gpointer user_data,
                                  GError **error);

/* Copies the whole file, still encrypted, to @path (SQLite backup), page by page. */
gboolean dt_ledger_backup (DtLedger *self, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtLedger, dt_ledger_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtEntry, dt_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtVerifyReport, dt_verify_report_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What desks exchange: entries as they are stored, their sealed payloads and sealed attachments,
 * which nobody on the way can open, and what is held of whom. What comes in is checked as if it
 * came from an enemy. On the ledger's thread. */
#pragma once

#include "ledger/dt-ledger-desks.h"

G_BEGIN_DECLS

typedef enum
{
  DT_SEALED_NONE,   /* made without a payload, or it is not here yet */
  DT_SEALED_HERE,   /* */
  DT_SEALED_ERASED, /* */
} DtSealedState;

/* An entry as it travels. */
typedef struct
{
  GBytes *body; /* as hashed */
  gboolean has_signature;
  guint8 signature[DT_SIGNATURE_SIZE];
  DtSealedState state;
  GBytes *sealed; /* the payload, if it is here */
} DtRawEntry;

DtRawEntry *dt_raw_entry_new (GBytes *body, const guint8 *signature);
DtRawEntry *dt_raw_entry_copy (const DtRawEntry *self);
void dt_raw_entry_free (DtRawEntry *self);
/* Whose it is, and which: FALSE if the bytes are no entry. */
gboolean dt_raw_entry_get_place (const DtRawEntry *self,
                                 char out_device[33],
                                 gint64 *out_seq,
                                 guint8 out_hash[DT_HASH_SIZE]);

/* Return FALSE to stop. @raw is valid during the call. */
typedef gboolean (*DtRawEntryFunc) (const DtRawEntry *raw, gpointer user_data);
/* A desk's entries with seq > @after, in order, with what is held of their payloads. */
gboolean dt_ledger_foreach_raw (DtLedger *self,
                                const char *device,
                                gint64 after,
                                DtRawEntryFunc func,
                                gpointer user_data,
                                GError **error);

/* A payload by itself. */
typedef struct
{
  char device[33]; /* of its entry */
  gint64 seq;
  DtSealedState state;
  GBytes *sealed; /* NULL if it was erased */
} DtRawPayload;

DtRawPayload *
dt_raw_payload_new (const char *device, gint64 seq, DtSealedState state, GBytes *sealed);
void dt_raw_payload_free (DtRawPayload *self);

typedef enum
{
  DT_REFUSED_LAYOUT,    /* no entry, or facts that are no object */
  DT_REFUSED_NEWER,     /* a newer version of the program laid it out */
  DT_REFUSED_DESK,      /* nobody let this desk in */
  DT_REFUSED_REMOVED,   /* behind the last entry that counts */
  DT_REFUSED_CHAIN,     /* it does not follow what is held */
  DT_REFUSED_FORK,      /* the desk signed another history from here on */
  DT_REFUSED_SIGNATURE, /* not the desk's */
} DtRefusal;

typedef struct
{
  DtRefusal reason;
  char device[33];
  gint64 seq;
  guint8 hash[DT_HASH_SIZE];
} DtRefused;

typedef struct
{
  guint taken;        /* entries that are in the record now */
  guint known;        /* were before */
  guint waiting;      /* come before the signature that covers them: bring them again, with it */
  GPtrArray *refused; /* of DtRefused: the first of each desk; those behind it were not looked at */
} DtReceipts;
void dt_receipts_clear (DtReceipts *self);

/* Takes entries of any desks of the unit, each desk's in order, in one transaction: all that hold
 * are on disk when it returns TRUE. Those of one desk do not depend on another's being good.
 * Errors: DT_ERROR_IO, DT_ERROR_BUSY, DT_ERROR_DAMAGED, DT_ERROR_DENIED if read-only. */
gboolean
dt_ledger_receive (DtLedger *self, GPtrArray *raw_entries, DtReceipts *out, GError **error);

/* Where an entry stands in the unit's record, of which its hub keeps the order. */
typedef struct
{
  gint64 place; /* from 1 without gap */
  char device[33];
  gint64 seq;
  guint8 hash[DT_HASH_SIZE];
  gint64 day; /* in Hanoi, on which the hub received it */
} DtPlace;

/* The hash of a desk's entry, if it is held. */
gboolean dt_ledger_find_hash (DtLedger *self,
                              const char *device,
                              gint64 seq,
                              guint8 out[DT_HASH_SIZE],
                              gboolean *out_found,
                              GError **error);

/* Payloads that entries were made with and that have neither come nor been erased. */
gint64 dt_ledger_count_waiting (DtLedger *self);
/* Of DtPlace, without place and day: at most @limit entries behind @after (an n, moved on) whose
 * payload is waited for. */
GPtrArray *dt_ledger_get_waiting (DtLedger *self, gint64 *after, guint limit, GError **error);
/* Opens the seal and compares with the commitment before it is kept: DT_ERROR_DAMAGED. With
 * DT_SEALED_ERASED @sealed is NULL and nothing is waited for any more. */
gboolean dt_ledger_put_payload (DtLedger *self,
                                const guint8 hash[DT_HASH_SIZE],
                                DtSealedState state,
                                GBytes *sealed,
                                GError **error);

gint64 dt_ledger_get_last_place (DtLedger *self);
/* @places: of DtPlace, that go on from the last one kept. Those are kept, in one transaction, whose
 * entries are held; at the first that is not it ends. DT_ERROR_DAMAGED if they contradict what is
 * kept or held: another hash, a gap, an entry that has a place already. */
gboolean dt_ledger_put_places (DtLedger *self, GPtrArray *places, GError **error);
/* Forgets the places behind @place: the hub was restored and gives them anew. */
gboolean dt_ledger_cut_places (DtLedger *self, gint64 place, GError **error);
/* DtPlace, or NULL without an error: none is kept of that number. */
gboolean dt_ledger_find_place (
    DtLedger *self, gint64 place, DtPlace *out, gboolean *out_found, GError **error);
/* The leaf hashes of the first @size entries of a day in the order of the unit's record; fewer if
 * fewer are kept. @out_last (nullable): the place of the last of them. */
GByteArray *dt_ledger_get_place_leaves (
    DtLedger *self, gint64 day, gint64 size, gint64 *out_last, GError **error);

/* What others have to be told besides entries: payloads that were erased or are too large to go
 * with their entry, attachments that were put or erased here. */
#define DT_LARGE_PAYLOAD 1000000 /* goes by itself, so that a broken line costs less */
/* All of these anew: the hub was restored and may have forgotten. */
gboolean dt_ledger_owe_all (DtLedger *self, GError **error);
gboolean dt_ledger_owe_payload (DtLedger *self, const char *device, gint64 seq, GError **error);
/* Of DtRawPayload, at most @limit. */
GPtrArray *dt_ledger_get_owed_payloads (DtLedger *self, guint limit, GError **error);
gboolean dt_ledger_settle_payload (DtLedger *self, const char *device, gint64 seq, GError **error);
/* Of char *, addresses in hex. */
GPtrArray *dt_ledger_get_owed_attachments (DtLedger *self, guint limit, GError **error);
gboolean dt_ledger_settle_attachment (DtLedger *self, const char *hash, GError **error);

/* Attachments that facts name and that are not here: of char *, addresses in hex. */
GPtrArray *dt_ledger_get_missing_attachments (DtLedger *self, guint limit, GError **error);
/* The chunks as they are stored, of GBytes; DT_ERROR_NOT_FOUND, also when it was erased. */
GPtrArray *dt_ledger_get_sealed_attachment (DtLedger *self,
                                            const char *hash,
                                            gint64 *out_size,
                                            GError **error);
/* Opens every chunk and compares with the address: DT_ERROR_DAMAGED. */
gboolean dt_ledger_put_sealed_attachment (
    DtLedger *self, const char *hash, gint64 size, GPtrArray *chunks, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtRawEntry, dt_raw_entry_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the engine share: the round, and what is remembered between rounds. */
#pragma once

#include "sync/dt-sync.h"

G_BEGIN_DECLS

/* Kept in the record's notes. */
typedef struct
{
  char epoch[37];
  GHashTable *taken;     /* device → gint64 *: the highest seq that the hub said it took */
  GPtrArray *alarms;     /* of DtSyncAlarm */
  GHashTable *compared;  /* device → gint64 *: up to which entry what it witnessed was compared */
  GHashTable *strangers; /* device → guint *: in how many rounds it was met; not kept */
  gint64 witnessed_place;
  gint64 witnessed_day;
  gint64 verified_at;
} DtSyncState;

DtSyncState *dt_sync_state_load (DtLedger *ledger);
gboolean dt_sync_state_save (DtSyncState *self, DtLedger *ledger, GError **error);
void dt_sync_state_free (DtSyncState *self);
gint64 dt_sync_state_get_taken (DtSyncState *self, const char *device);
void dt_sync_state_set_taken (DtSyncState *self, const char *device, gint64 seq);
gint64 dt_sync_state_get_compared (DtSyncState *self, const char *device);
void dt_sync_state_set_compared (DtSyncState *self, const char *device, gint64 seq);

struct _DtSync
{
  DtHub *hub;
  DtClock *clock;
  guint witness_every;
  DtSyncAccess access;
  gpointer user_data;
  DtSyncState *state; /* NULL before the first round */
};

/* One round. Functions that work on the ledger have it in @ledger, and only they. */
typedef struct
{
  DtSync *sync;
  DtLedger *ledger; /* inside access only */
  DtSyncReport *report;
  DtHubGreeting greeting;
  GPtrArray *heads;      /* the hub's */
  GPtrArray *desks;      /* DtDesk, as of the last look */
  GHashTable *blocked;   /* devices of which nothing more is taken or given in this round */
  GHashTable *contested; /* device → gint64 *: where the hub has another entry than this desk */
  gboolean wrong_order;  /* the hub's places contradict ours: no more of them in this round */
  GPtrArray *batch;      /* what goes to or comes from the ledger just now */
  gsize batch_bytes;
  GArray *large;     /* of guint: entries of the batch whose payload goes by itself */
  gboolean progress; /* of the last batch: something came of it */
  gboolean cut;      /* of the last batch: a transaction was not whole */
  gpointer look;     /* what dt-sync-compare.c looks up just now */
  gint64 common;     /* the last place that hub and desk agree on */
  gint64 waiting_after;
  const char *address; /* of the attachment that is on its way just now */
  gint64 attachment_size;
  const DtDesk *pushing;
  gint64 push_after;
  GError *error;
} DtRound;

typedef void (*DtRoundWork) (DtRound *round);
/* Runs @work with the ledger; FALSE if the round has failed, before or in it. */
gboolean dt_round_do (DtRound *self, DtRoundWork work);
/* Notes it once; later ones of the same kind and desk are the same alarm. */
void dt_round_alarm (DtRound *self, DtSyncAlarmKind kind, const char *device, gint64 seq);
void dt_round_block (DtRound *self, const char *device);
gboolean dt_round_is_blocked (DtRound *self, const char *device);
gint64 dt_round_get_held (DtRound *self, const char *device); /* highest seq here */

gint64 dt_round_get_head (DtRound *self, const char *device); /* highest seq at the hub */

void dt_round_pull (DtRound *self);
void dt_round_push (DtRound *self);
void dt_round_look_at_epoch (DtRound *self);
void dt_round_compare_heads (DtRound *self);
void dt_round_exchange_payloads (DtRound *self);
void dt_round_follow_places (DtRound *self);
void dt_round_compare_witnesses (DtRound *self);
void dt_round_witness (DtRound *self);

G_END_DECLS

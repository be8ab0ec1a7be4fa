/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine: rounds of exchange between a desk's record and its unit's record at the hub. A round
 * may break off anywhere and be begun again; nothing depends on where it ended. It believes nothing
 * that it cannot check, and what the hub or a desk did wrong becomes an alarm in the record's
 * notes.
 *
 * A round: greeting → heads compared → what is missing here pulled → what is missing there pushed →
 * places compared → what other desks witnessed compared → what is seen witnessed.
 *
 * One thread calls it; the ledger is touched only inside #DtSyncAccess. */
#pragma once

#include "sync/dt-hub.h"

G_BEGIN_DECLS

typedef enum
{
  DT_SYNC_ALARM_HUB_FORGED, /* it gave an entry that no desk made */
  DT_SYNC_ALARM_HUB_FORGOT, /* it lacks what it had taken, and does not say that it was restored */
  DT_SYNC_ALARM_HUB_WITHHOLDS, /* it does not give what it has */
  DT_SYNC_ALARM_HUB_REORDERS,  /* it changes the order, or tells desks different ones */
  DT_SYNC_ALARM_HUB_RESTORED,  /* it says that it was */
  DT_SYNC_ALARM_STRANGER,      /* it gives entries of a desk that nobody let in */
  DT_SYNC_ALARM_DESK_FORKED,   /* a desk signed two entries of one number */
} DtSyncAlarmKind;

typedef struct
{
  DtSyncAlarmKind kind;
  char device[33]; /* of the desk it is about, or "" */
  gint64 seq;      /* the entry, or 0 */
  gint64 at;       /* Unix microseconds, when it was first seen */
} DtSyncAlarm;

typedef struct
{
  gboolean removed;      /* this desk was removed from its unit */
  guint pulled;          /* entries, in this round */
  guint pushed;          /* */
  guint refused;         /* entries that the hub did not take */
  gint64 to_push;        /* entries of this desk that the hub lacks */
  gint64 waiting;        /* payloads that have not come */
  gboolean same;         /* hub and desk hold the same entries */
  gint64 verified_place; /* up to here the order was checked */
  gint64 verified_at;    /* when they were last seen to hold the same, 0: never */
} DtSyncReport;

/* Work on the ledger, on its own thread. */
typedef void (*DtSyncWork) (DtLedger *ledger, gpointer data);
/* Runs @work and returns when it is done. */
typedef void (*DtSyncAccess) (DtSyncWork work, gpointer data, gpointer user_data);

typedef struct _DtSync DtSync;

/* @witness_every: how many entries the unit's record grows before this desk witnesses it again;
 * once a day anyway. */
DtSync *dt_sync_new (
    DtHub *hub, DtClock *clock, guint witness_every, DtSyncAccess access, gpointer user_data);
void dt_sync_free (DtSync *self);
/* One round. Errors are a #DtHubErrorCode or a #DtErrorCode of the ledger; @out is filled as far as
 * the round came. */
gboolean dt_sync_run_round (DtSync *self, DtSyncReport *out, GError **error);
/* Of DtSyncAlarm, oldest first; of a ledger, on its thread. */
GPtrArray *dt_sync_load_alarms (DtLedger *ledger);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtSync, dt_sync_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One round of the engine from the greeting to its end, and what all its parts use. On the thread
 * that syncs; functions marked so on the ledger's. */
#include "sync/dt-sync-private.h"

#include "base/dt-error.h"

#include <string.h>

/* ---- for all parts of a round ------------------------------------------------------------ */

typedef struct
{
  DtRound *round;
  DtRoundWork work;
} Job;

static void
run_job (DtLedger *ledger, gpointer data)
{
  Job *job = data;

  job->round->ledger = ledger;
  job->work (job->round);
  job->round->ledger = NULL;
}

gboolean
dt_round_do (DtRound *self, DtRoundWork work)
{
  Job job = { self, work };

  if (self->error == NULL)
    self->sync->access (run_job, &job, self->sync->user_data);
  return self->error == NULL;
}

void
dt_round_alarm (DtRound *self, DtSyncAlarmKind kind, const char *device, gint64 seq)
{
  GPtrArray *alarms = self->sync->state->alarms;
  DtSyncAlarm *alarm;

  for (guint i = 0; i < alarms->len; i++)
    {
      const DtSyncAlarm *other = alarms->pdata[i];

      /* A hub may be restored more than once. */
      if (other->kind == kind && kind != DT_SYNC_ALARM_HUB_RESTORED
          && g_str_equal (other->device, device))
        return;
    }
  alarm = g_new0 (DtSyncAlarm, 1);
  alarm->kind = kind;
  g_strlcpy (alarm->device, device, sizeof alarm->device);
  alarm->seq = seq;
  alarm->at = dt_clock_now (self->sync->clock);
  g_ptr_array_add (alarms, alarm);
}

void
dt_round_block (DtRound *self, const char *device)
{
  g_hash_table_add (self->blocked, g_strdup (device));
}

gboolean
dt_round_is_blocked (DtRound *self, const char *device)
{
  return g_hash_table_contains (self->blocked, device);
}

gint64
dt_round_get_held (DtRound *self, const char *device)
{
  for (guint i = 0; i < self->desks->len; i++)
    {
      const DtDesk *desk = self->desks->pdata[i];

      if (g_str_equal (desk->device, device))
        return desk->seq;
    }
  return 0;
}

static const DtHubHead *
find_head (GPtrArray *heads, const char *device)
{
  for (guint i = 0; i < heads->len; i++)
    if (g_str_equal (((DtHubHead *) heads->pdata[i])->device, device))
      return heads->pdata[i];
  return NULL;
}

gint64
dt_round_get_head (DtRound *self, const char *device)
{
  const DtHubHead *head = find_head (self->heads, device);

  return head != NULL ? head->seq : 0;
}

/* ---- the round --------------------------------------------------------------------------- */

/* On the ledger's thread. */
static void
begin (DtRound *self)
{
  if (self->sync->state == NULL)
    self->sync->state = dt_sync_state_load (self->ledger);
}

static void
greet (DtRound *self)
{
  if (dt_hub_hello (self->sync->hub, &self->greeting, &self->error))
    return;
  self->report->removed = g_error_matches (self->error, DT_HUB_ERROR, DT_HUB_ERROR_REMOVED);
}

static gboolean
is_same (const DtDesk *desk, const DtHubHead *head)
{
  if (head == NULL)
    return desk->seq == 0;
  if (head->seq != desk->seq)
    return desk->last_valid >= 0 && head->seq < desk->seq;
  return memcmp (head->hash, desk->hash, DT_HASH_SIZE) == 0;
}

/* On the ledger's thread: what is so at the end. */
static void
conclude (DtRound *self)
{
  DtSyncState *state = self->sync->state;
  const char *own = dt_ledger_get_device (self->ledger);
  gboolean same = !self->wrong_order && g_hash_table_size (self->blocked) == 0;

  g_clear_pointer (&self->desks, g_ptr_array_unref);
  self->desks = dt_ledger_get_desks (self->ledger, &self->error);
  if (self->desks == NULL)
    return;
  for (guint i = 0; i < self->desks->len; i++)
    {
      const DtDesk *desk = self->desks->pdata[i];
      const DtHubHead *head = find_head (self->heads, desk->device);

      same = same && is_same (desk, head);
      if (g_str_equal (desk->device, own))
        self->report->to_push = MAX (0, desk->seq - (head != NULL ? head->seq : 0));
    }
  for (guint i = 0; i < self->heads->len; i++)
    {
      const DtHubHead *head = self->heads->pdata[i];

      same = same && dt_round_get_held (self, head->device) >= head->seq;
    }
  self->report->same = same;
  self->report->waiting = dt_ledger_count_waiting (self->ledger);
  self->report->verified_place = dt_ledger_get_last_place (self->ledger);
  if (same)
    state->verified_at = dt_clock_now (self->sync->clock);
  self->report->verified_at = state->verified_at;
}

/* On the ledger's thread. */
static void
save (DtRound *self)
{
  g_autoptr (GError) error = NULL;

  if (self->sync->state != NULL && !dt_sync_state_save (self->sync->state, self->ledger, &error)
      && self->error == NULL)
    self->error = g_steal_pointer (&error);
}

static void
fetch_heads (DtRound *self)
{
  g_clear_pointer (&self->heads, g_ptr_array_unref);
  if (self->error == NULL)
    self->heads = dt_hub_get_heads (self->sync->hub, &self->error);
}

static void
run (DtRound *self)
{
  static void (*const parts[]) (DtRound *) = {
    greet,
    dt_round_look_at_epoch,
    fetch_heads,
    dt_round_compare_heads,
    dt_round_pull,
    dt_round_push,
    dt_round_exchange_payloads,
    dt_round_follow_places,
    dt_round_compare_witnesses,
    dt_round_witness,
    fetch_heads,
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts) && self->error == NULL; i++)
    parts[i](self);
  dt_round_do (self, conclude);
}

/**
 * dt_sync_run_round:
 * @self: the engine
 * @out: (out caller-allocates): how it went
 * @error: a #DtHubErrorCode, or a #DtErrorCode of the ledger
 *
 * What was done before an error stays done.
 *
 * Returns: %TRUE if the round came to its end, which does not mean that nothing was found wrong
 */
gboolean
dt_sync_run_round (DtSync *self, DtSyncReport *out, GError **error)
{
  DtRound round = { .sync = self, .report = out };
  Job keep = { &round, save };

  g_return_val_if_fail (self != NULL && out != NULL, FALSE);

  memset (out, 0, sizeof *out);
  round.blocked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  round.large = g_array_new (FALSE, FALSE, sizeof (guint));
  round.contested = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (dt_round_do (&round, begin))
    run (&round);
  self->access (run_job, &keep, self->user_data);
  g_hash_table_unref (round.blocked);
  g_hash_table_unref (round.contested);
  g_array_unref (round.large);
  g_clear_pointer (&round.heads, g_ptr_array_unref);
  g_clear_pointer (&round.desks, g_ptr_array_unref);
  if (round.error == NULL)
    return TRUE;
  g_propagate_error (error, round.error);
  return FALSE;
}

/**
 * dt_sync_new:
 * @hub: the hub
 * @clock: the clock
 * @witness_every: by how many entries the unit's record grows between two things witnessed
 * @access: gives the engine its desk's ledger
 * @user_data: for @access
 *
 * Returns: (transfer full): the engine; nothing happens before dt_sync_run_round()
 */
DtSync *
dt_sync_new (
    DtHub *hub, DtClock *clock, guint witness_every, DtSyncAccess access, gpointer user_data)
{
  DtSync *self = g_new0 (DtSync, 1);

  self->hub = g_object_ref (hub);
  self->clock = dt_clock_ref (clock);
  self->witness_every = witness_every;
  self->access = access;
  self->user_data = user_data;
  return self;
}

/**
 * dt_sync_free:
 * @self: (nullable) (transfer full): the engine
 */
void
dt_sync_free (DtSync *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->state, dt_sync_state_free);
  dt_clock_unref (self->clock);
  g_object_unref (self->hub);
  g_free (self);
}

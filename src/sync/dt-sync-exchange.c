/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A round's pulling and pushing, a batch at a time. What was refused of a desk ends that desk's
 * part of the round, not the round. */
#include "sync/dt-sync-private.h"

#include <string.h>

#define BATCH (4 * 1024 * 1024)
#define ROUNDS_TO_EXPLAIN 10
#define MAX_BATCH (256 * 1024 * 1024)

/* ---- pulling ----------------------------------------------------------------------------- */

static GPtrArray *
make_known (DtRound *self)
{
  GPtrArray *known = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->desks->len; i++)
    {
      const DtDesk *desk = self->desks->pdata[i];
      DtHubHead *head = g_new0 (DtHubHead, 1);
      const gint64 *contested = g_hash_table_lookup (self->contested, desk->device);

      g_strlcpy (head->device, desk->device, sizeof head->device);
      head->seq = desk->seq;
      if (contested != NULL)
        head->seq = *contested - 1; /* let it show what it has there */
      g_ptr_array_add (known, head);
    }
  for (guint i = 0; i < self->heads->len; i++)
    {
      const DtHubHead *there = self->heads->pdata[i];
      DtHubHead *head;

      if (!dt_round_is_blocked (self, there->device))
        continue;
      head = g_memdup2 (there, sizeof *there);
      head->seq = DT_HUB_EVERYTHING;
      g_ptr_array_add (known, head);
    }
  return known;
}

/* Its invitation may yet come: a hub that was restored gets things in another order. */
static void
meet_stranger (DtRound *self, const char *device)
{
  GHashTable *strangers = self->sync->state->strangers;
  guint *n_rounds = g_hash_table_lookup (strangers, device);

  if (n_rounds == NULL)
    {
      n_rounds = g_new0 (guint, 1);
      g_hash_table_insert (strangers, g_strdup (device), n_rounds);
    }
  if (++*n_rounds == ROUNDS_TO_EXPLAIN)
    dt_round_alarm (self, DT_SYNC_ALARM_STRANGER, device, 0);
}

static void
judge (DtRound *self, const DtRefused *refused)
{
  dt_round_block (self, refused->device);
  if (refused->reason == DT_REFUSED_FORK)
    dt_round_alarm (self, DT_SYNC_ALARM_DESK_FORKED, refused->device, refused->seq);
  else if (refused->reason == DT_REFUSED_DESK)
    meet_stranger (self, refused->device);
  else if (refused->reason != DT_REFUSED_REMOVED && refused->reason != DT_REFUSED_NEWER)
    dt_round_alarm (self, DT_SYNC_ALARM_HUB_FORGED, refused->device, refused->seq);
}

/* On the ledger's thread. */
static void
take_batch (DtRound *self)
{
  DtReceipts receipts;

  if (!dt_ledger_receive (self->ledger, self->batch, &receipts, &self->error))
    return;
  for (guint i = 0; i < receipts.refused->len; i++)
    judge (self, receipts.refused->pdata[i]);
  self->report->pulled += receipts.taken;
  self->progress = receipts.taken > 0 || receipts.refused->len > 0;
  self->cut = receipts.waiting > 0;
  dt_receipts_clear (&receipts);
  g_clear_pointer (&self->desks, g_ptr_array_unref);
  self->desks = dt_ledger_get_desks (self->ledger, &self->error);
}

/* What it says it has it has to give. */
static void
check_withheld (DtRound *self)
{
  GHashTableIter iter;
  gpointer device;

  for (guint i = 0; i < self->heads->len; i++)
    {
      const DtHubHead *head = self->heads->pdata[i];

      if (!dt_round_is_blocked (self, head->device)
          && dt_round_get_held (self, head->device) < head->seq)
        {
          dt_round_alarm (self, DT_SYNC_ALARM_HUB_WITHHOLDS, head->device, head->seq);
          dt_round_block (self, head->device);
        }
    }
  g_hash_table_iter_init (&iter, self->contested);
  while (g_hash_table_iter_next (&iter, &device, NULL))
    if (!dt_round_is_blocked (self, device))
      {
        dt_round_alarm (self, DT_SYNC_ALARM_HUB_FORGED, device, 0);
        dt_round_block (self, device);
      }
}

void
dt_round_pull (DtRound *self)
{
  gsize max_bytes = BATCH;

  while (self->error == NULL)
    {
      g_autoptr (GPtrArray) known = make_known (self);
      g_autoptr (GPtrArray) batch = dt_hub_pull (self->sync->hub, known, max_bytes, &self->error);

      if (batch == NULL || batch->len == 0)
        break;
      self->batch = batch;
      dt_round_do (self, take_batch);
      self->batch = NULL;
      if (self->error != NULL || self->progress)
        continue;
      if (!self->cut || max_bytes >= MAX_BATCH)
        break;
      max_bytes *= 4; /* a transaction longer than a batch */
    }
  if (self->error == NULL)
    check_withheld (self);
}

/* ---- pushing ----------------------------------------------------------------------------- */

static gboolean
collect (const DtRawEntry *raw, gpointer user_data)
{
  DtRound *self = user_data;
  DtRawEntry *copy = dt_raw_entry_copy (raw);

  if (raw->sealed != NULL && g_bytes_get_size (raw->sealed) > DT_LARGE_PAYLOAD)
    {
      copy->state = DT_SEALED_NONE;
      g_clear_pointer (&copy->sealed, g_bytes_unref);
      g_array_append_val (self->large, self->batch->len);
    }
  g_ptr_array_add (self->batch, copy);
  self->batch_bytes += g_bytes_get_size (raw->body);
  if (copy->sealed != NULL)
    self->batch_bytes += g_bytes_get_size (copy->sealed);
  return self->batch_bytes < BATCH || !raw->has_signature;
}

/* Entries of a transaction whose end is not here are not pushed. */
static void
drop_unsigned_end (GPtrArray *batch)
{
  while (batch->len > 0 && !((DtRawEntry *) batch->pdata[batch->len - 1])->has_signature)
    g_ptr_array_set_size (batch, (int) batch->len - 1);
}

/* On the ledger's thread: noted before the entry goes, so that a crash between does not lose it. */
static void
owe_large_payloads (DtRound *self)
{
  for (guint i = 0; i < self->large->len && self->error == NULL; i++)
    {
      guint index = g_array_index (self->large, guint, i);
      char device[33];
      guint8 hash[DT_HASH_SIZE];
      gint64 seq;

      if (index < self->batch->len
          && dt_raw_entry_get_place (self->batch->pdata[index], device, &seq, hash))
        dt_ledger_owe_payload (self->ledger, device, seq, &self->error);
    }
}

/* On the ledger's thread: the next batch of the desk that is being pushed. */
static void
make_batch (DtRound *self)
{
  if (dt_ledger_foreach_raw (
          self->ledger, self->pushing->device, self->push_after, collect, self, &self->error))
    drop_unsigned_end (self->batch);
  owe_large_payloads (self);
}

static void
note_pushed (DtRound *self, const DtPushed *pushed)
{
  switch (pushed->outcome)
    {
    case DT_PUSHED_TAKEN:
      self->report->pushed++;
      G_GNUC_FALLTHROUGH;
    case DT_PUSHED_KNOWN:
      dt_sync_state_set_taken (self->sync->state, pushed->device, pushed->seq);
      self->push_after = MAX (self->push_after, pushed->seq);
      break;
    case DT_PUSHED_REFUSED:
    case DT_PUSHED_FORK: /* its other history shows when it is pulled */
    default:
      self->report->refused++;
      dt_round_block (self, pushed->device);
      break;
    }
}

static void
push_desk (DtRound *self, const DtDesk *desk, gint64 after)
{
  self->pushing = desk;
  self->push_after = after;
  while (self->error == NULL && !dt_round_is_blocked (self, desk->device))
    {
      g_autoptr (GPtrArray) batch
          = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_raw_entry_free);
      g_autoptr (GPtrArray) results = NULL;
      gint64 before = self->push_after;

      self->batch = batch;
      self->batch_bytes = 0;
      g_array_set_size (self->large, 0);
      dt_round_do (self, make_batch);
      self->batch = NULL;
      if (self->error != NULL || batch->len == 0)
        break;
      results = dt_hub_push (self->sync->hub, batch, &self->error);
      for (guint i = 0; results != NULL && i < results->len; i++)
        note_pushed (self, results->pdata[i]);
      if (self->push_after == before)
        break;
    }
  self->pushing = NULL;
}

/* On the ledger's thread. */
static void
look_whether_known (DtRound *self)
{
  dt_ledger_knows_its_invitation (self->ledger, &self->progress, &self->error);
}

/* Every desk's, not only one's own: a hub that was restored may lack what a desk that is no more
 * had given it. By number: so that nobody's come before the entry that lets him in. */
void
dt_round_push (DtRound *self)
{
  if (!dt_round_do (self, look_whether_known) || !self->progress)
    return;
  for (guint i = 0; i < self->desks->len && self->error == NULL; i++)
    {
      const DtDesk *desk = self->desks->pdata[i];
      gint64 there = dt_round_get_head (self, desk->device);

      if (there < desk->seq && (desk->last_valid < 0 || there < desk->last_valid))
        push_desk (self, desk, there);
    }
}

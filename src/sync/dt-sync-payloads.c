/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A round's part for what lies beside the entries: payloads that came without, or go by themselves
 * because they are large or were erased, and attachments. The hub can open none of them, and what
 * does not open here is not kept. */
#include "sync/dt-sync-private.h"

#include "base/dt-error.h"

#define PAYLOADS 500
#define ATTACHMENTS_A_ROUND 32 /* then entries have their turn again */

/* ---- payloads ---------------------------------------------------------------------------- */

/* On the ledger's thread. */
static void
list_waiting (DtRound *self)
{
  self->batch = dt_ledger_get_waiting (self->ledger, &self->waiting_after, PAYLOADS, &self->error);
}

/* On the ledger's thread. One that does not open is asked for again in another round. */
static void
keep_payloads (DtRound *self)
{
  for (guint i = 0; i < self->batch->len && self->error == NULL; i++)
    {
      const DtRawPayload *payload = self->batch->pdata[i];
      g_autoptr (GError) error = NULL;
      guint8 hash[DT_HASH_SIZE];
      gboolean found;

      if (!dt_ledger_find_hash (
              self->ledger, payload->device, payload->seq, hash, &found, &self->error))
        return;
      if (!found
          || dt_ledger_put_payload (self->ledger, hash, payload->state, payload->sealed, &error))
        continue;
      if (g_error_matches (error, DT_ERROR, DT_ERROR_DAMAGED))
        dt_round_alarm (self, DT_SYNC_ALARM_HUB_FORGED, payload->device, payload->seq);
      else
        self->error = g_steal_pointer (&error);
    }
}

static void
fetch_payloads (DtRound *self)
{
  self->waiting_after = 0;
  while (self->error == NULL)
    {
      g_autoptr (GPtrArray) waiting = NULL;
      g_autoptr (GPtrArray) payloads = NULL;

      dt_round_do (self, list_waiting);
      waiting = g_steal_pointer (&self->batch);
      if (waiting == NULL || waiting->len == 0)
        break;
      payloads = dt_hub_get_payloads (self->sync->hub, waiting, &self->error);
      if (payloads == NULL)
        break;
      self->batch = payloads;
      dt_round_do (self, keep_payloads);
      self->batch = NULL;
    }
}

/* On the ledger's thread. */
static void
list_owed_payloads (DtRound *self)
{
  self->batch = dt_ledger_get_owed_payloads (self->ledger, PAYLOADS, &self->error);
}

/* On the ledger's thread. */
static void
settle_payloads (DtRound *self)
{
  for (guint i = 0; i < self->batch->len && self->error == NULL; i++)
    {
      const DtRawPayload *payload = self->batch->pdata[i];

      dt_ledger_settle_payload (self->ledger, payload->device, payload->seq, &self->error);
    }
}

static gboolean
is_at_hub (DtRound *self, const DtRawPayload *payload)
{
  return payload->seq <= dt_sync_state_get_taken (self->sync->state, payload->device)
         || payload->seq <= dt_round_get_head (self, payload->device);
}

/* Of entries that the hub does not have yet another round tells. */
static void
tell_payloads (DtRound *self)
{
  g_autoptr (GPtrArray) owed = NULL;
  g_autoptr (GPtrArray) told = g_ptr_array_new ();

  dt_round_do (self, list_owed_payloads);
  owed = g_steal_pointer (&self->batch);
  for (guint i = 0; owed != NULL && i < owed->len && self->error == NULL; i++)
    {
      if (!is_at_hub (self, owed->pdata[i]))
        continue;
      if (!dt_hub_put_payload (self->sync->hub, owed->pdata[i], &self->error))
        break;
      g_ptr_array_add (told, owed->pdata[i]);
    }
  self->batch = told;
  dt_round_do (self, settle_payloads);
  self->batch = NULL;
}

/* ---- attachments ------------------------------------------------------------------------- */

/* On the ledger's thread. */
static void
list_owed_attachments (DtRound *self)
{
  self->batch = dt_ledger_get_owed_attachments (self->ledger, ATTACHMENTS_A_ROUND, &self->error);
}

/* On the ledger's thread. */
static void
list_missing_attachments (DtRound *self)
{
  self->batch = dt_ledger_get_missing_attachments (self->ledger, ATTACHMENTS_A_ROUND, &self->error);
}

/* On the ledger's thread: the chunks, or none if it was erased. */
static void
read_attachment (DtRound *self)
{
  g_autoptr (GError) error = NULL;

  self->batch = dt_ledger_get_sealed_attachment (
      self->ledger, self->address, &self->attachment_size, &error);
  if (error != NULL && !g_error_matches (error, DT_ERROR, DT_ERROR_NOT_FOUND))
    self->error = g_steal_pointer (&error);
}

/* On the ledger's thread. */
static void
settle_attachment (DtRound *self)
{
  dt_ledger_settle_attachment (self->ledger, self->address, &self->error);
}

static void
tell_attachment (DtRound *self)
{
  g_autoptr (GPtrArray) chunks = NULL;
  gboolean ok;

  if (!dt_round_do (self, read_attachment))
    return;
  chunks = g_steal_pointer (&self->batch);
  ok = chunks != NULL ? dt_hub_put_attachment (
           self->sync->hub, self->address, self->attachment_size, chunks, &self->error)
                      : dt_hub_erase_attachment (self->sync->hub, self->address, &self->error);
  if (ok)
    dt_round_do (self, settle_attachment);
}

/* On the ledger's thread. */
static void
keep_attachment (DtRound *self)
{
  g_autoptr (GError) error = NULL;

  if (self->batch == NULL)
    {
      dt_ledger_erase_attachment (self->ledger, self->address, &self->error);
      return;
    }
  if (dt_ledger_put_sealed_attachment (
          self->ledger, self->address, self->attachment_size, self->batch, &error))
    return;
  if (g_error_matches (error, DT_ERROR, DT_ERROR_DAMAGED))
    dt_round_alarm (self, DT_SYNC_ALARM_HUB_FORGED, "", 0);
  else
    self->error = g_steal_pointer (&error);
}

static void
fetch_attachment (DtRound *self)
{
  g_autoptr (GPtrArray) chunks = NULL;
  DtSealedState state;

  if (!dt_hub_get_attachment (
          self->sync->hub, self->address, &state, &self->attachment_size, &chunks, &self->error)
      || state == DT_SEALED_NONE)
    return;
  self->batch = state == DT_SEALED_HERE ? chunks : NULL;
  dt_round_do (self, keep_attachment);
  self->batch = NULL;
}

static void
for_each_attachment (DtRound *self, DtRoundWork list, void (*func) (DtRound *))
{
  g_autoptr (GPtrArray) addresses = NULL;

  dt_round_do (self, list);
  addresses = g_steal_pointer (&self->batch);
  for (guint i = 0; addresses != NULL && i < addresses->len && self->error == NULL; i++)
    {
      self->address = addresses->pdata[i];
      func (self);
    }
  self->address = NULL;
}

void
dt_round_exchange_payloads (DtRound *self)
{
  tell_payloads (self);
  fetch_payloads (self);
  for_each_attachment (self, list_owed_attachments, tell_attachment);
  for_each_attachment (self, list_missing_attachments, fetch_attachment);
}

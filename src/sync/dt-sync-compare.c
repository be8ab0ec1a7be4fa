/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What finds a hub out: its heads against the record's, its places against those it gave before,
 * and the days' trees against what other desks saw and wrote into the record, where a hub can
 * neither change nor for long withhold it. */
#include "sync/dt-sync-private.h"

#include "base/dt-json.h"
#include "ledger/dt-merkle.h"

#include <string.h>

#define PLACES 5000

/* ---- the epoch --------------------------------------------------------------------------- */

/* The place that is compared next. */
typedef struct
{
  gint64 place;
  DtPlace held;
  gboolean found;
} Look;

/* On the ledger's thread. */
static void
look_up_place (DtRound *self)
{
  Look *look = self->look;

  if (look->place == 0)
    look->place = dt_ledger_get_last_place (self->ledger);
  dt_ledger_find_place (self->ledger, look->place, &look->held, &look->found, &self->error);
}

/* Whether the hub gives a place to the same entry as before. @place: 0: the last one kept. */
static gboolean
is_same_place (DtRound *self, gint64 place, gint64 *out_place)
{
  Look look = { .place = place };
  g_autoptr (GPtrArray) places = NULL;
  const DtPlace *there;

  self->look = &look;
  dt_round_do (self, look_up_place);
  self->look = NULL;
  if (out_place != NULL)
    *out_place = look.place;
  if (self->error != NULL || !look.found)
    return self->error == NULL && look.place == 0;
  places = dt_hub_get_places (self->sync->hub, look.place - 1, 1, &self->error);
  if (places == NULL || places->len != 1)
    return FALSE;
  there = places->pdata[0];
  return there->place == look.place && there->seq == look.held.seq && there->day == look.held.day
         && g_str_equal (there->device, look.held.device)
         && memcmp (there->hash, look.held.hash, DT_HASH_SIZE) == 0;
}

/* On the ledger's thread: what lay beside the entries the hub may have lost too. */
static void
cut_places (DtRound *self)
{
  if (dt_ledger_cut_places (self->ledger, self->common, &self->error))
    dt_ledger_owe_all (self->ledger, &self->error);
}

/* Up to some place all are the same and behind it none: found by halving. */
static void
go_back_to_common (DtRound *self, gint64 last)
{
  gint64 low = 0, high = MIN (last, self->greeting.last_n);

  while (low < high && self->error == NULL)
    {
      gint64 middle = low + (high - low + 1) / 2;

      if (is_same_place (self, middle, NULL))
        low = middle;
      else
        high = middle - 1;
    }
  self->common = low;
  dt_round_do (self, cut_places);
}

static void
begin_epoch (DtRound *self)
{
  DtSyncState *state = self->sync->state;

  g_strlcpy (state->epoch, self->greeting.epoch, sizeof state->epoch);
  g_hash_table_remove_all (state->taken);
  state->witnessed_place = 0;
}

void
dt_round_look_at_epoch (DtRound *self)
{
  DtSyncState *state = self->sync->state;
  gboolean is_first = state->epoch[0] == '\0';
  gboolean is_other = !g_str_equal (state->epoch, self->greeting.epoch);
  gint64 last = 0;
  gboolean same = is_same_place (self, 0, &last);

  if (self->error != NULL)
    return;
  if (is_first)
    begin_epoch (self);
  else if (is_other)
    {
      go_back_to_common (self, last);
      if (self->error != NULL)
        return;
      dt_round_alarm (self, DT_SYNC_ALARM_HUB_RESTORED, "", self->greeting.last_n);
      begin_epoch (self);
    }
  else if (self->greeting.last_n < last)
    {
      dt_round_alarm (self, DT_SYNC_ALARM_HUB_FORGOT, "", self->greeting.last_n);
      go_back_to_common (self, last);
    }
  else if (!same)
    {
      dt_round_alarm (self, DT_SYNC_ALARM_HUB_REORDERS, "", last);
      self->wrong_order = TRUE;
    }
}

/* ---- heads ------------------------------------------------------------------------------- */

static void
compare_head (DtRound *self, const DtHubHead *head)
{
  gint64 held = dt_round_get_held (self, head->device);
  guint8 hash[DT_HASH_SIZE];
  gboolean found = FALSE;

  if (head->seq < dt_sync_state_get_taken (self->sync->state, head->device))
    dt_round_alarm (self, DT_SYNC_ALARM_HUB_FORGOT, head->device, head->seq);
  if (head->seq < 1 || held < head->seq)
    return;
  if (!dt_ledger_find_hash (self->ledger, head->device, head->seq, hash, &found, &self->error))
    return;
  if (!found || memcmp (hash, head->hash, DT_HASH_SIZE) != 0)
    g_hash_table_replace (
        self->contested, g_strdup (head->device), g_memdup2 (&head->seq, sizeof head->seq));
}

/* On the ledger's thread. */
static void
compare_heads (DtRound *self)
{
  self->desks = dt_ledger_get_desks (self->ledger, &self->error);
  for (guint i = 0; self->error == NULL && i < self->heads->len; i++)
    compare_head (self, self->heads->pdata[i]);
}

static gboolean
has_head (DtRound *self, const char *device)
{
  for (guint i = 0; i < self->heads->len; i++)
    if (g_str_equal (((DtHubHead *) self->heads->pdata[i])->device, device))
      return TRUE;
  return FALSE;
}

void
dt_round_compare_heads (DtRound *self)
{
  GHashTableIter iter;
  gpointer device;

  dt_round_do (self, compare_heads);
  g_hash_table_iter_init (&iter, self->sync->state->taken);
  while (self->error == NULL && g_hash_table_iter_next (&iter, &device, NULL))
    if (!has_head (self, device))
      dt_round_alarm (self, DT_SYNC_ALARM_HUB_FORGOT, device, 0);
}

/* ---- places ------------------------------------------------------------------------------ */

/* On the ledger's thread: keeps a batch, and asks for what follows. */
static void
keep_places (DtRound *self)
{
  gint64 before = dt_ledger_get_last_place (self->ledger);
  g_autoptr (GError) error = NULL;

  self->progress = FALSE;
  if (self->batch != NULL && !dt_ledger_put_places (self->ledger, self->batch, &error))
    {
      if (!g_error_matches (error, DT_ERROR, DT_ERROR_DAMAGED))
        {
          self->error = g_steal_pointer (&error);
          return;
        }
      /* Where a desk has two histories it may be the other one's place. */
      if (g_hash_table_size (self->blocked) == 0)
        dt_round_alarm (self, DT_SYNC_ALARM_HUB_REORDERS, "", before + 1);
      self->wrong_order = TRUE;
    }
  self->common = dt_ledger_get_last_place (self->ledger);
  self->progress = self->common > before;
}

/* The hub gives a place to an entry that it does not give. */
static void
accuse_of_withholding (DtRound *self, const DtPlace *place)
{
  if (self->wrong_order || dt_round_is_blocked (self, place->device))
    return;
  dt_round_alarm (self, DT_SYNC_ALARM_HUB_WITHHOLDS, place->device, place->seq);
  dt_round_block (self, place->device);
}

void
dt_round_follow_places (DtRound *self)
{
  gboolean pulled_again = FALSE;

  self->batch = NULL;
  dt_round_do (self, keep_places);
  while (self->error == NULL && !self->wrong_order)
    {
      g_autoptr (GPtrArray) places
          = dt_hub_get_places (self->sync->hub, self->common, PLACES, &self->error);

      if (places == NULL || places->len == 0)
        break;
      self->batch = places;
      dt_round_do (self, keep_places);
      self->batch = NULL;
      if (self->progress)
        pulled_again = FALSE;
      if (self->progress || self->error != NULL)
        continue;
      if (pulled_again)
        {
          accuse_of_withholding (self, places->pdata[0]);
          break;
        }
      /* Another desk may have given it to the hub since. */
      pulled_again = TRUE;
      dt_round_pull (self);
    }
}

/* ---- what others saw --------------------------------------------------------------------- */

static gboolean
has_root (DtRound *self, JsonObject *said, gboolean *out_known)
{
  const char *hex = dt_json_get_string (said, "root");
  gint64 size = dt_json_get_int (said, "size", 0);
  g_autoptr (GByteArray) leaves = dt_ledger_get_place_leaves (
      self->ledger, dt_json_get_int (said, "day", 0), size, NULL, &self->error);
  guint8 root[DT_HASH_SIZE], found[DT_HASH_SIZE];

  *out_known = leaves != NULL && (gint64) (leaves->len / DT_HASH_SIZE) == size;
  if (!*out_known || size < 1 || hex == NULL || !dt_from_hex (hex, root, sizeof root))
    return FALSE;
  dt_merkle_root (leaves->data, (guint64) size, found);
  return memcmp (root, found, DT_HASH_SIZE) == 0;
}

static void
compare_witnessed_heads (DtRound *self, JsonObject *said)
{
  JsonObject *heads = dt_json_get_object (said, "heads");
  g_autoptr (GList) devices = heads != NULL ? json_object_get_members (heads) : NULL;

  for (GList *l = devices; l != NULL; l = l->next)
    {
      gint64 seq = dt_json_get_int (heads, l->data, 0);

      if (seq > dt_round_get_held (self, l->data) && !dt_round_is_blocked (self, l->data))
        dt_round_alarm (self, DT_SYNC_ALARM_HUB_WITHHOLDS, l->data, seq);
    }
}

/* Of another epoch it says nothing about this one. */
static void
compare_witness (DtRound *self, const DtEntry *entry)
{
  g_autoptr (JsonObject) said = dt_json_parse_object (entry->facts, -1, NULL);
  gboolean known;

  if (said == NULL || g_strcmp0 (dt_json_get_string (said, "epoch"), self->sync->state->epoch) != 0)
    return;
  compare_witnessed_heads (self, said);
  if (!has_root (self, said, &known) && self->error == NULL
      && (known || g_hash_table_size (self->blocked) == 0))
    dt_round_alarm (self, DT_SYNC_ALARM_HUB_REORDERS, entry->device, entry->seq);
}

static gboolean
on_desk_entry (const DtEntry *entry, gpointer user_data)
{
  DtRound *self = user_data;

  if (g_str_equal (entry->kind, "desk.witnessed")
      && entry->seq > dt_sync_state_get_compared (self->sync->state, entry->device))
    g_ptr_array_add (self->batch, dt_entry_copy (entry));
  return TRUE;
}

/* On the ledger's thread. */
static void
compare_witnesses (DtRound *self)
{
  const char *own = dt_ledger_get_device (self->ledger);

  for (guint i = 0; i < self->desks->len && self->error == NULL; i++)
    {
      const DtDesk *desk = self->desks->pdata[i];
      g_autoptr (GPtrArray) entries
          = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_entry_free);

      if (g_str_equal (desk->device, own)
          || desk->seq <= dt_sync_state_get_compared (self->sync->state, desk->device))
        continue;
      self->batch = entries;
      dt_ledger_foreach_of (self->ledger, desk->device, FALSE, on_desk_entry, self, &self->error);
      self->batch = NULL;
      for (guint j = 0; j < entries->len && self->error == NULL; j++)
        compare_witness (self, entries->pdata[j]);
      if (self->error == NULL)
        dt_sync_state_set_compared (self->sync->state, desk->device, desk->seq);
    }
}

void
dt_round_compare_witnesses (DtRound *self)
{
  if (!self->wrong_order)
    dt_round_do (self, compare_witnesses);
}

/* ---- what this desk sees ----------------------------------------------------------------- */

static char *
make_statement (DtRound *self, const DtPlace *last, GByteArray *leaves)
{
  g_autoptr (JsonObject) facts = json_object_new ();
  JsonObject *heads = json_object_new ();
  guint8 root[DT_HASH_SIZE];
  g_autofree char *hex = NULL;

  dt_merkle_root (leaves->data, leaves->len / DT_HASH_SIZE, root);
  hex = dt_to_hex (root, sizeof root);
  for (guint i = 0; i < self->heads->len; i++)
    {
      const DtHubHead *head = self->heads->pdata[i];

      if (!dt_round_is_blocked (self, head->device))
        json_object_set_int_member (heads, head->device, head->seq);
    }
  json_object_set_string_member (facts, "epoch", self->sync->state->epoch);
  json_object_set_int_member (facts, "day", last->day);
  json_object_set_int_member (facts, "size", leaves->len / DT_HASH_SIZE);
  json_object_set_string_member (facts, "root", hex);
  json_object_set_object_member (facts, "heads", heads);
  return dt_json_write_object (facts);
}

static gboolean
is_time_to_witness (DtRound *self, const DtPlace *last)
{
  const DtSyncState *state = self->sync->state;

  return last->place - state->witnessed_place >= self->sync->witness_every
         || last->day != state->witnessed_day;
}

/* On the ledger's thread. */
static void
witness (DtRound *self)
{
  DtSyncState *state = self->sync->state;
  g_autoptr (GByteArray) leaves = NULL;
  g_autofree char *facts = NULL;
  DtEntryDraft draft = { .kind = "desk.witnessed", .subject = dt_ledger_get_device (self->ledger) };
  gboolean found;
  DtPlace last;

  if (!dt_ledger_find_place (
          self->ledger, dt_ledger_get_last_place (self->ledger), &last, &found, &self->error)
      || !found || !is_time_to_witness (self, &last))
    return;
  leaves = dt_ledger_get_place_leaves (self->ledger, last.day, G_MAXINT64, NULL, &self->error);
  if (leaves == NULL)
    return;
  facts = make_statement (self, &last, leaves);
  draft.facts = facts;
  if (!dt_ledger_append (self->ledger, "", &draft, 1, NULL, &self->error))
    return;
  state->witnessed_place = last.place;
  state->witnessed_day = last.day;
}

void
dt_round_witness (DtRound *self)
{
  if (!self->wrong_order)
    dt_round_do (self, witness);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the engine remembers between rounds, as one note of the record: losing it costs a look at
 * everything again, nothing else. On the ledger's thread. */
#include "sync/dt-sync-private.h"

#include "base/dt-json.h"

#include <string.h>

#define NOTE "sync"

static const char *const alarm_nicks[]
    = { "hub_forged",   "hub_forgot", "hub_withholds", "hub_reorders",
        "hub_restored", "stranger",   "desk_forked" };

static DtSyncState *
make_state (void)
{
  DtSyncState *self = g_new0 (DtSyncState, 1);

  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->alarms = g_ptr_array_new_with_free_func (g_free);
  self->strangers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->compared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
dt_sync_state_free (DtSyncState *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->taken);
  g_ptr_array_unref (self->alarms);
  g_hash_table_unref (self->compared);
  g_hash_table_unref (self->strangers);
  g_free (self);
}

static gint64
get_seq (GHashTable *table, const char *device)
{
  const gint64 *seq = g_hash_table_lookup (table, device);

  return seq != NULL ? *seq : 0;
}

static void
raise_seq (GHashTable *table, const char *device, gint64 seq)
{
  if (get_seq (table, device) < seq)
    g_hash_table_replace (table, g_strdup (device), g_memdup2 (&seq, sizeof seq));
}

gint64
dt_sync_state_get_taken (DtSyncState *self, const char *device)
{
  return get_seq (self->taken, device);
}

void
dt_sync_state_set_taken (DtSyncState *self, const char *device, gint64 seq)
{
  raise_seq (self->taken, device, seq);
}

gint64
dt_sync_state_get_compared (DtSyncState *self, const char *device)
{
  return get_seq (self->compared, device);
}

void
dt_sync_state_set_compared (DtSyncState *self, const char *device, gint64 seq)
{
  raise_seq (self->compared, device, seq);
}

/* ---- alarms ------------------------------------------------------------------------------ */

static gboolean
read_alarm (JsonObject *object, DtSyncAlarm *out)
{
  const char *nick = dt_json_get_string (object, "kind");
  const char *device = dt_json_get_string (object, "device");

  for (guint i = 0; i < G_N_ELEMENTS (alarm_nicks); i++)
    {
      if (g_strcmp0 (nick, alarm_nicks[i]) != 0)
        continue;
      memset (out, 0, sizeof *out);
      out->kind = (DtSyncAlarmKind) i;
      g_strlcpy (out->device, device != NULL ? device : "", sizeof out->device);
      out->seq = dt_json_get_int (object, "seq", 0);
      out->at = dt_json_get_int (object, "at", 0);
      return TRUE;
    }
  return FALSE;
}

static void
read_alarms (JsonObject *note, GPtrArray *out)
{
  JsonArray *array = dt_json_get_array (note, "alarms");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      DtSyncAlarm alarm;

      if (JSON_NODE_HOLDS_OBJECT (node) && read_alarm (json_node_get_object (node), &alarm))
        g_ptr_array_add (out, g_memdup2 (&alarm, sizeof alarm));
    }
}

/**
 * dt_sync_load_alarms:
 * @ledger: a ledger
 *
 * Returns: (transfer full) (element-type DtSyncAlarm): what was found wrong so far, oldest first
 */
GPtrArray *
dt_sync_load_alarms (DtLedger *ledger)
{
  GPtrArray *alarms = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = dt_ledger_dup_note (ledger, NOTE);
  g_autoptr (JsonObject) note = text != NULL ? dt_json_parse_object (text, -1, NULL) : NULL;

  if (note != NULL)
    read_alarms (note, alarms);
  return alarms;
}

/* ---- the note ---------------------------------------------------------------------------- */

static void
read_seqs (JsonObject *note, const char *name, GHashTable *table)
{
  JsonObject *object = dt_json_get_object (note, name);
  g_autoptr (GList) names = object != NULL ? json_object_get_members (object) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    raise_seq (table, l->data, dt_json_get_int (object, l->data, 0));
}

static JsonObject *
write_seqs (GHashTable *table)
{
  JsonObject *object = json_object_new ();
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (table), (GCompareFunc) strcmp);

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_int_member (object, l->data, get_seq (table, l->data));
  return object;
}

DtSyncState *
dt_sync_state_load (DtLedger *ledger)
{
  DtSyncState *self = make_state ();
  g_autofree char *text = dt_ledger_dup_note (ledger, NOTE);
  g_autoptr (JsonObject) note = text != NULL ? dt_json_parse_object (text, -1, NULL) : NULL;
  const char *epoch;

  if (note == NULL)
    return self;
  epoch = dt_json_get_string (note, "epoch");
  g_strlcpy (self->epoch, epoch != NULL ? epoch : "", sizeof self->epoch);
  self->witnessed_place = dt_json_get_int (note, "witnessed_place", 0);
  self->witnessed_day = dt_json_get_int (note, "witnessed_day", 0);
  self->verified_at = dt_json_get_int (note, "verified_at", 0);
  read_seqs (note, "taken", self->taken);
  read_seqs (note, "compared", self->compared);
  read_alarms (note, self->alarms);
  return self;
}

static JsonArray *
write_alarms (DtSyncState *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->alarms->len; i++)
    {
      const DtSyncAlarm *alarm = self->alarms->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "kind", alarm_nicks[alarm->kind]);
      json_object_set_string_member (object, "device", alarm->device);
      json_object_set_int_member (object, "seq", alarm->seq);
      json_object_set_int_member (object, "at", alarm->at);
      json_array_add_object_element (array, object);
    }
  return array;
}

gboolean
dt_sync_state_save (DtSyncState *self, DtLedger *ledger, GError **error)
{
  g_autoptr (JsonObject) note = json_object_new ();
  g_autofree char *text = NULL, *before = dt_ledger_dup_note (ledger, NOTE);

  json_object_set_string_member (note, "epoch", self->epoch);
  json_object_set_int_member (note, "witnessed_place", self->witnessed_place);
  json_object_set_int_member (note, "witnessed_day", self->witnessed_day);
  json_object_set_int_member (note, "verified_at", self->verified_at);
  json_object_set_object_member (note, "taken", write_seqs (self->taken));
  json_object_set_object_member (note, "compared", write_seqs (self->compared));
  json_object_set_array_member (note, "alarms", write_alarms (self));
  text = dt_json_write_object (note);
  return g_strcmp0 (text, before) == 0 || dt_ledger_set_note (ledger, NOTE, text, error);
}

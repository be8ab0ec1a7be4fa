/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hub in memory and the lines to it. */
#include "sync/sim-hub.h"

#include "base/dt-clock.h"
#include "ledger/dt-checkpoint.h"

#include <string.h>

#define DAY_USEC G_GINT64_CONSTANT (86400000000)

static void
sim_entry_free (gpointer data)
{
  SimEntry *entry = data;

  dt_raw_entry_free (entry->raw);
  g_free (entry);
}

typedef struct
{
  gint64 size;
  GPtrArray *chunks; /* NULL: erased */
} SimAttachment;

static void
attachment_free (gpointer data)
{
  SimAttachment *attachment = data;

  g_clear_pointer (&attachment->chunks, g_ptr_array_unref);
  g_free (attachment);
}

SimHub *
sim_hub_new (GRand *random)
{
  SimHub *self = g_new0 (SimHub, 1);

  self->random = random;
  self->entries = g_ptr_array_new_with_free_func (sim_entry_free);
  self->removed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->attachments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, attachment_free);
  self->epoch = 1;
  return self;
}

void
sim_hub_free (SimHub *self)
{
  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->removed);
  g_hash_table_unref (self->attachments);
  g_free (self);
}

gint64
sim_hub_get_head (SimHub *self, const char *device, guint8 *out_hash)
{
  for (guint i = self->entries->len; i > 0; i--)
    {
      const SimEntry *entry = self->entries->pdata[i - 1];

      if (!g_str_equal (entry->device, device))
        continue;
      if (out_hash != NULL)
        memcpy (out_hash, entry->hash, DT_HASH_SIZE);
      return entry->seq;
    }
  return 0;
}

static SimEntry *
find (SimHub *self, const char *device, gint64 seq)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      SimEntry *entry = self->entries->pdata[i];

      if (entry->seq == seq && g_str_equal (entry->device, device))
        return entry;
    }
  return NULL;
}

static gboolean
is_forgotten (gpointer address, gpointer attachment, gpointer user_data)
{
  SimHub *self = user_data;

  return g_rand_boolean (self->random);
}

void
sim_hub_restore (SimHub *self, guint n)
{
  n = MIN (n, self->entries->len);
  /* What was pushed at once is in the backup or is not. */
  while (n > 0 && !((SimEntry *) self->entries->pdata[n - 1])->raw->has_signature)
    n--;
  g_ptr_array_set_size (self->entries, (int) n);
  g_hash_table_foreach_remove (self->attachments, is_forgotten, self);
  self->epoch++;
}

gint64
sim_hub_remove (SimHub *self, const char *device)
{
  gint64 last = sim_hub_get_head (self, device, NULL);

  g_hash_table_replace (self->removed, g_strdup (device), g_memdup2 (&last, sizeof last));
  return last;
}

/* ---- the line ---------------------------------------------------------------------------- */

struct _SimLine
{
  GObject parent_instance;
  SimHub *hub;
  char *device;
  guint trouble;
  GPtrArray *late; /* a push that comes once more, later */
};

static void sim_line_iface_init (DtHubInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SimLine,
                               sim_line,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DT_TYPE_HUB, sim_line_iface_init))

typedef enum
{
  FATE_DONE,
  FATE_LOST,       /* it never arrived */
  FATE_UNANSWERED, /* it was done, and nobody heard of it */
} Fate;

static Fate
draw_fate (SimLine *self, GError **error)
{
  Fate fate = FATE_DONE;

  if ((guint) g_rand_int_range (self->hub->random, 0, 100) < self->trouble)
    fate = g_rand_boolean (self->hub->random) ? FATE_LOST : FATE_UNANSWERED;
  if (fate != FATE_DONE)
    g_set_error_literal (error, DT_HUB_ERROR, DT_HUB_ERROR_OFFLINE, "the line is down");
  return fate;
}

static gboolean
is_cheated (SimLine *self, SimCheat cheat)
{
  return self->hub->cheat == cheat && g_str_equal (self->device, self->hub->victim);
}

static gboolean
is_hidden (SimLine *self, const char *device)
{
  return is_cheated (self, SIM_WITHHOLDS) && g_str_equal (device, self->hub->object);
}

static gboolean
line_hello (DtHub *hub, DtHubGreeting *out, GError **error)
{
  SimLine *self = SIM_LINE (hub);

  if (draw_fate (self, error) != FATE_DONE)
    return FALSE;
  if (g_hash_table_contains (self->hub->removed, self->device))
    {
      g_set_error_literal (error, DT_HUB_ERROR, DT_HUB_ERROR_REMOVED, "this desk was removed");
      return FALSE;
    }
  memset (out, 0, sizeof *out);
  g_snprintf (out->epoch, sizeof out->epoch, "%08x-0000-4000-8000-000000000000", self->hub->epoch);
  out->last_n = self->hub->entries->len;
  return TRUE;
}

static GPtrArray *
line_get_heads (DtHub *hub, GError **error)
{
  SimLine *self = SIM_LINE (hub);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *heads;

  if (draw_fate (self, error) != FATE_DONE)
    return NULL;
  heads = g_ptr_array_new_with_free_func (g_free);
  for (guint i = self->hub->entries->len; i > 0; i--)
    {
      const SimEntry *entry = self->hub->entries->pdata[i - 1];
      DtHubHead *head;

      if (is_hidden (self, entry->device))
        {
          self->hub->cheated++;
          continue;
        }
      if (!g_hash_table_add (seen, (gpointer) entry->device))
        continue;
      head = g_new0 (DtHubHead, 1);
      g_strlcpy (head->device, entry->device, sizeof head->device);
      head->seq = entry->seq;
      memcpy (head->hash, entry->hash, DT_HASH_SIZE);
      if (is_cheated (self, SIM_LIES) && g_str_equal (entry->device, self->hub->object))
        {
          head->hash[3] ^= 1;
          self->hub->cheated++;
        }
      g_ptr_array_add (heads, head);
    }
  return heads;
}

/* ---- pushing ----------------------------------------------------------------------------- */

static DtPushOutcome
take (SimHub *self, const DtRawEntry *raw, DtPushed *out)
{
  guint8 hash[DT_HASH_SIZE], head[DT_HASH_SIZE] = { 0 };
  const gint64 *last_valid;
  SimEntry *entry;
  gint64 seq;

  if (!dt_raw_entry_get_place (raw, out->device, &out->seq, hash))
    return DT_PUSHED_REFUSED;
  entry = find (self, out->device, out->seq);
  if (entry != NULL)
    return memcmp (entry->hash, hash, DT_HASH_SIZE) == 0 ? DT_PUSHED_KNOWN : DT_PUSHED_FORK;
  seq = sim_hub_get_head (self, out->device, head);
  last_valid = g_hash_table_lookup (self->removed, out->device);
  if (out->seq != seq + 1 || (last_valid != NULL && out->seq > *last_valid)
      || memcmp ((const guint8 *) g_bytes_get_data (raw->body, NULL) + 72, head, DT_HASH_SIZE) != 0)
    return DT_PUSHED_REFUSED;
  entry = g_new0 (SimEntry, 1);
  g_strlcpy (entry->device, out->device, sizeof entry->device);
  entry->seq = out->seq;
  memcpy (entry->hash, hash, DT_HASH_SIZE);
  entry->day = dt_ledger_get_day (self->now);
  entry->raw = dt_raw_entry_copy (raw);
  g_ptr_array_add (self->entries, entry);
  out->n = self->entries->len;
  return DT_PUSHED_TAKEN;
}

static GPtrArray *
push (SimHub *self, GPtrArray *entries)
{
  GPtrArray *results = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < entries->len; i++)
    {
      DtPushed *pushed = g_new0 (DtPushed, 1);

      pushed->outcome = take (self, entries->pdata[i], pushed);
      g_ptr_array_add (results, pushed);
    }
  return results;
}

static GPtrArray *
copy_entries (GPtrArray *entries)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_raw_entry_free);

  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (copies, dt_raw_entry_copy (entries->pdata[i]));
  return copies;
}

static GPtrArray *
line_push (DtHub *hub, GPtrArray *entries, GError **error)
{
  SimLine *self = SIM_LINE (hub);
  Fate fate = draw_fate (self, error);
  g_autoptr (GPtrArray) results = NULL;

  if (fate == FATE_LOST)
    return NULL;
  if (self->late != NULL && g_rand_boolean (self->hub->random))
    {
      g_autoptr (GPtrArray) late = g_steal_pointer (&self->late);
      g_autoptr (GPtrArray) ignored = push (self->hub, late);
    }
  results = push (self->hub, entries);
  if (self->trouble > 0 && self->late == NULL)
    self->late = copy_entries (entries);
  return fate == FATE_DONE ? g_steal_pointer (&results) : NULL;
}

/* ---- pulling ----------------------------------------------------------------------------- */

static gint64
get_known (GPtrArray *known, const char *device)
{
  for (guint i = known->len; i > 0; i--)
    {
      const DtHubHead *head = known->pdata[i - 1];

      if (g_str_equal (head->device, device))
        return head->seq;
    }
  return 0;
}

static DtRawEntry *
give (SimLine *self, const SimEntry *entry)
{
  DtRawEntry *raw = dt_raw_entry_copy (entry->raw);
  g_autoptr (GByteArray) bytes = NULL;

  if (!is_cheated (self, SIM_FORGES) || !g_str_equal (entry->device, self->hub->object))
    return raw;
  bytes = g_byte_array_new ();
  g_byte_array_append (
      bytes, g_bytes_get_data (raw->body, NULL), (guint) g_bytes_get_size (raw->body));
  bytes->data[g_rand_int_range (self->hub->random, 0, (int) bytes->len)] ^= 0x10;
  g_bytes_unref (raw->body);
  raw->body = g_bytes_new (bytes->data, bytes->len);
  self->hub->cheated++;
  return raw;
}

static GPtrArray *
line_pull (DtHub *hub, GPtrArray *known, gsize max_bytes, GError **error)
{
  SimLine *self = SIM_LINE (hub);
  GPtrArray *entries;
  gsize n_bytes = 0;

  if (draw_fate (self, error) != FATE_DONE)
    return NULL;
  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_raw_entry_free);
  for (guint i = 0; i < self->hub->entries->len; i++)
    {
      const SimEntry *entry = self->hub->entries->pdata[i];

      if (entry->seq <= get_known (known, entry->device))
        continue;
      if (is_hidden (self, entry->device))
        {
          self->hub->cheated++;
          continue;
        }
      g_ptr_array_add (entries, give (self, entry));
      n_bytes += g_bytes_get_size (entry->raw->body);
      if (n_bytes >= max_bytes && entry->raw->has_signature)
        break;
    }
  return entries;
}

static DtPlace *
make_place (SimLine *self, guint i)
{
  DtPlace *place = g_new0 (DtPlace, 1);
  const SimEntry *entry;
  guint n = self->hub->entries->len;

  /* The last two change places. */
  if (is_cheated (self, SIM_REORDERS) && n >= 2 && i + 2 >= n)
    {
      self->hub->cheated++;
      entry = self->hub->entries->pdata[i + 1 == n ? n - 2 : n - 1];
    }
  else
    entry = self->hub->entries->pdata[i];
  place->place = i + 1;
  g_strlcpy (place->device, entry->device, sizeof place->device);
  place->seq = entry->seq;
  memcpy (place->hash, entry->hash, DT_HASH_SIZE);
  place->day = entry->day;
  return place;
}

static GPtrArray *
line_get_places (DtHub *hub, gint64 after, guint max, GError **error)
{
  SimLine *self = SIM_LINE (hub);
  GPtrArray *places;

  if (draw_fate (self, error) != FATE_DONE)
    return NULL;
  places = g_ptr_array_new_with_free_func (g_free);
  for (gint64 i = after; i < self->hub->entries->len && places->len < max; i++)
    g_ptr_array_add (places, make_place (self, (guint) i));
  return places;
}

static GPtrArray *
line_get_payloads (DtHub *hub, GPtrArray *entries, GError **error)
{
  SimLine *self = SIM_LINE (hub);
  GPtrArray *payloads;

  if (draw_fate (self, error) != FATE_DONE)
    return NULL;
  payloads = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_raw_payload_free);
  for (guint i = 0; i < entries->len; i++)
    {
      const DtPlace *place = entries->pdata[i];
      const SimEntry *entry = find (self->hub, place->device, place->seq);

      if (entry != NULL && entry->raw->state != DT_SEALED_NONE)
        g_ptr_array_add (
            payloads,
            dt_raw_payload_new (place->device, place->seq, entry->raw->state, entry->raw->sealed));
    }
  return payloads;
}

static gboolean
line_put_payload (DtHub *hub, const DtRawPayload *payload, GError **error)
{
  SimLine *self = SIM_LINE (hub);
  Fate fate = draw_fate (self, error);
  SimEntry *entry = fate != FATE_LOST ? find (self->hub, payload->device, payload->seq) : NULL;

  if (entry != NULL && entry->raw->state != DT_SEALED_ERASED)
    {
      entry->raw->state = payload->state;
      g_clear_pointer (&entry->raw->sealed, g_bytes_unref);
      entry->raw->sealed = payload->sealed != NULL ? g_bytes_ref (payload->sealed) : NULL;
    }
  return fate == FATE_DONE;
}

static gboolean
line_put_attachment (
    DtHub *hub, const char *address, gint64 size, GPtrArray *chunks, GError **error)
{
  SimLine *self = SIM_LINE (hub);
  Fate fate = draw_fate (self, error);
  SimAttachment *attachment;

  if (fate == FATE_LOST)
    return FALSE;
  if (!g_hash_table_contains (self->hub->attachments, address))
    {
      attachment = g_new0 (SimAttachment, 1);
      attachment->size = size;
      attachment->chunks = g_ptr_array_ref (chunks);
      g_hash_table_insert (self->hub->attachments, g_strdup (address), attachment);
    }
  return fate == FATE_DONE;
}

static gboolean
line_get_attachment (DtHub *hub,
                     const char *address,
                     DtSealedState *out_state,
                     gint64 *out_size,
                     GPtrArray **out_chunks,
                     GError **error)
{
  SimLine *self = SIM_LINE (hub);
  const SimAttachment *attachment;

  if (draw_fate (self, error) != FATE_DONE)
    return FALSE;
  attachment = g_hash_table_lookup (self->hub->attachments, address);
  if (attachment == NULL)
    return TRUE;
  *out_state = attachment->chunks != NULL ? DT_SEALED_HERE : DT_SEALED_ERASED;
  *out_size = attachment->size;
  *out_chunks = attachment->chunks != NULL ? g_ptr_array_ref (attachment->chunks) : NULL;
  return TRUE;
}

static gboolean
line_erase_attachment (DtHub *hub, const char *address, GError **error)
{
  SimLine *self = SIM_LINE (hub);
  Fate fate = draw_fate (self, error);

  if (fate != FATE_LOST)
    g_hash_table_replace (self->hub->attachments, g_strdup (address), g_new0 (SimAttachment, 1));
  return fate == FATE_DONE;
}

static void
sim_line_finalize (GObject *object)
{
  SimLine *self = SIM_LINE (object);

  g_clear_pointer (&self->late, g_ptr_array_unref);
  g_free (self->device);
  G_OBJECT_CLASS (sim_line_parent_class)->finalize (object);
}

static void
sim_line_class_init (SimLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sim_line_finalize;
}

static void
sim_line_init (SimLine *self)
{
}

static void
sim_line_iface_init (DtHubInterface *iface)
{
  iface->hello = line_hello;
  iface->get_heads = line_get_heads;
  iface->push = line_push;
  iface->pull = line_pull;
  iface->get_places = line_get_places;
  iface->get_payloads = line_get_payloads;
  iface->put_payload = line_put_payload;
  iface->put_attachment = line_put_attachment;
  iface->get_attachment = line_get_attachment;
  iface->erase_attachment = line_erase_attachment;
}

SimLine *
sim_line_new (SimHub *hub, const char *device)
{
  SimLine *self = g_object_new (SIM_TYPE_LINE, NULL);

  self->hub = hub;
  self->device = g_strdup (device);
  return self;
}

void
sim_line_set_trouble (SimLine *self, guint trouble)
{
  self->trouble = trouble;
}

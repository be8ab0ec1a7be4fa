/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Appends entries: commitment, chain, hash, seal and one signature a transaction. On the thread
 * of the one who writes. */
#include "ledger/dt-ledger-desks-private.h"
#include "ledger/dt-json-check.h"

#include <string.h>

#define SALTS 64

/* The newest entry of a subject, in the order in which entries are folded. */
typedef struct
{
  gint64 hlc;
  gint64 seq;
  guint8 device[DT_DEVICE_SIZE];
  guint8 hash[DT_HASH_SIZE];
} Head;

/* One call of dt_ledger_append(): the tail moves here, and becomes the ledger's on commit. */
typedef struct
{
  DtLedger *ledger;
  const char *actor;
  gint64 received;
  gint64 n;
  gint64 seq;
  gint64 hlc;
  guint8 hash[DT_HASH_SIZE];
  GHashTable *heads; /* subject, borrowed from the draft → Head */
  GByteArray *salted;
  guint n_salts; /* left */
  guint8 salts[SALTS * DT_SALT_SIZE];
  GPtrArray *entries; /* (nullable) */
} Batch;

gint64
dt_hanoi_day (gint64 usec)
{
  const gint64 day = G_GINT64_CONSTANT (86400000000);
  gint64 local = usec + G_GINT64_CONSTANT (25200000000);

  return local >= 0 ? local / day : -((day - 1 - local) / day);
}

static gboolean
check_json (const char *text, gsize max_size, const char *name, GError **error)
{
  if (!dt_entry_check_text (text, max_size, name, error))
    return FALSE;
  if (dt_json_is_object (text, strlen (text)))
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "%s is no JSON object", name);
  return FALSE;
}

static gboolean
check_draft (const DtEntryDraft *draft, GError **error)
{
  if (draft->kind == NULL || draft->kind[0] == '\0')
    {
      g_set_error_literal (error, DT_ERROR, DT_ERROR_INVALID, "kind is missing");
      return FALSE;
    }
  return dt_entry_check_text (draft->kind, 255, "kind", error)
         && dt_entry_check_text (draft->subject, 255, "subject", error)
         && (draft->facts == NULL || check_json (draft->facts, DT_ENTRY_MAX_FACTS, "facts", error))
         && (draft->payload == NULL
             || check_json (draft->payload, DT_ENTRY_MAX_PAYLOAD, "payload", error));
}

static int
compare_heads (const Head *a, const Head *b)
{
  int order;

  if (a->hlc != b->hlc)
    return a->hlc < b->hlc ? -1 : 1;
  order = memcmp (a->device, b->device, DT_DEVICE_SIZE);
  if (order != 0)
    return order;
  return (a->seq > b->seq) - (a->seq < b->seq);
}

/* Of the subject's entries those with the latest time, of which there is nearly always one: the
 * index gives them in order of time, and sorting the rest of the way would cost more than looking.
 */
static gboolean
query_head (DtLedger *ledger, const char *subject, Head *out, GError **error)
{
  sqlite3_stmt *statement
      = dt_database_prepare (ledger->database,
                             "SELECT e.hlc, e.seq, d.device, e.hash FROM entries AS e"
                             " CROSS JOIN devices AS d ON d.no = e.device WHERE e.subject = ?"
                             " ORDER BY e.hlc DESC");
  gboolean row = TRUE;

  memset (out, 0, sizeof *out);
  out->hlc = G_MININT64;
  sqlite3_bind_text (statement, 1, subject, -1, SQLITE_STATIC);
  while (row)
    {
      Head found = { 0 };

      if (!dt_database_step (ledger->database, statement, &row, error))
        return FALSE;
      if (!row || sqlite3_column_int64 (statement, 0) < out->hlc)
        break;
      if (sqlite3_column_bytes (statement, 2) != DT_DEVICE_SIZE
          || sqlite3_column_bytes (statement, 3) != DT_HASH_SIZE)
        continue;
      found.hlc = sqlite3_column_int64 (statement, 0);
      found.seq = sqlite3_column_int64 (statement, 1);
      memcpy (found.device, sqlite3_column_blob (statement, 2), DT_DEVICE_SIZE);
      memcpy (found.hash, sqlite3_column_blob (statement, 3), DT_HASH_SIZE);
      if (compare_heads (&found, out) > 0)
        *out = found;
    }
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
look_up_head (Batch *self, const char *subject, Head **out, GError **error)
{
  Head *head = g_hash_table_lookup (self->heads, subject);

  if (head == NULL)
    {
      head = g_new0 (Head, 1);
      g_hash_table_insert (self->heads, (gpointer) subject, head);
      if (!query_head (self->ledger, subject, head, error))
        return FALSE;
    }
  *out = head;
  return TRUE;
}

static gint64
choose_hlc (Batch *self, gint64 wanted)
{
  const gint64 drift = 5 * G_TIME_SPAN_MINUTE;
  gint64 hlc = wanted;

  if (hlc == 0)
    hlc = dt_clock_next_hlc (self->ledger->clock);
  /* A time far ahead is recorded as it was given, but must not drag the clock along. */
  else if (DT_HLC_TO_USEC (hlc) > self->received + drift)
    return hlc;
  else
    dt_clock_observe_hlc (self->ledger->clock, hlc);
  self->hlc = MAX (self->hlc, hlc);
  return hlc;
}

static void
commit_payload (Batch *self, const char *payload, guint8 out[DT_HASH_SIZE])
{
  /* Random bytes are asked for by the page: each asking is a system call. */
  if (self->n_salts == 0)
    {
      dt_random (self->salts, sizeof self->salts);
      self->n_salts = SALTS;
    }
  self->n_salts--;
  g_byte_array_set_size (self->salted, 0);
  g_byte_array_append (self->salted, self->salts + self->n_salts * DT_SALT_SIZE, DT_SALT_SIZE);
  g_byte_array_append (self->salted, (const guint8 *) payload, (guint) strlen (payload));
  dt_sha256 (self->salted->data, self->salted->len, out);
}

static gboolean
insert_entry (Batch *self,
              const DtEntryParts *parts,
              const guint8 hash[DT_HASH_SIZE],
              const guint8 *signature,
              GError **error)
{
  DtLedger *ledger = self->ledger;
  sqlite3_stmt *statement = dt_database_prepare (
      ledger->database, "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

  sqlite3_bind_int64 (statement, 1, self->n);
  sqlite3_bind_int64 (statement, 2, ledger->device_no);
  sqlite3_bind_int64 (statement, 3, parts->seq);
  sqlite3_bind_int64 (statement, 4, parts->hlc);
  sqlite3_bind_int64 (statement, 5, self->received);
  sqlite3_bind_int64 (statement, 6, dt_hanoi_day (self->received));
  sqlite3_bind_text (statement, 7, parts->subject, (int) parts->subject_size, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 8, hash, DT_HASH_SIZE, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 9, ledger->bytes->data, (int) ledger->bytes->len, SQLITE_STATIC);
  if (signature != NULL)
    sqlite3_bind_blob (statement, 10, signature, DT_SIGNATURE_SIZE, SQLITE_STATIC);
  return dt_database_run (ledger->database, statement, error);
}

static gboolean
insert_payload (Batch *self, const guint8 hash[DT_HASH_SIZE], GError **error)
{
  DtLedger *ledger = self->ledger;
  sqlite3_stmt *statement
      = dt_database_prepare (ledger->database, "INSERT INTO payloads VALUES (?, ?)");
  g_autoptr (GBytes) sealed
      = dt_seal (ledger->payload_key, self->salted->data, self->salted->len, hash, DT_HASH_SIZE);
  gsize size;
  const void *bytes = g_bytes_get_data (sealed, &size);

  sqlite3_bind_int64 (statement, 1, self->n);
  sqlite3_bind_blob64 (statement, 2, bytes, size, SQLITE_STATIC);
  return dt_database_run (ledger->database, statement, error);
}

static void
add_entry (Batch *self,
           const DtEntryParts *parts,
           const DtEntryDraft *draft,
           const guint8 hash[DT_HASH_SIZE],
           const guint8 *signature)
{
  DtEntry *entry = g_new0 (DtEntry, 1);

  entry->n = self->n;
  memcpy (entry->device, self->ledger->device, sizeof entry->device);
  entry->seq = parts->seq;
  entry->hlc = parts->hlc;
  entry->actor = g_strdup (parts->actor);
  entry->kind = g_strdup (parts->kind);
  entry->subject = g_strdup (parts->subject);
  entry->facts = g_strdup (parts->facts);
  entry->payload = g_strdup (draft->payload);
  entry->has_payload = draft->payload != NULL;
  entry->schema = parts->schema;
  memcpy (entry->base, parts->base, DT_HASH_SIZE);
  memcpy (entry->commit, parts->commit, DT_HASH_SIZE);
  memcpy (entry->prev, parts->prev, DT_HASH_SIZE);
  memcpy (entry->hash, hash, DT_HASH_SIZE);
  if (signature != NULL)
    {
      entry->has_signature = TRUE;
      memcpy (entry->signature, signature, DT_SIGNATURE_SIZE);
    }
  g_ptr_array_add (self->entries, entry);
}

static void
fill_parts (Batch *self, const DtEntryDraft *draft, const Head *head, DtEntryParts *out)
{
  memcpy (out->device, self->ledger->device_id, DT_DEVICE_SIZE);
  out->seq = self->seq + 1;
  out->hlc = choose_hlc (self, draft->hlc);
  out->schema = DT_ENTRY_SCHEMA;
  memcpy (out->base, head->hash, DT_HASH_SIZE);
  memcpy (out->prev, self->hash, DT_HASH_SIZE);
  out->actor = self->actor;
  out->actor_size = strlen (out->actor);
  out->kind = draft->kind;
  out->kind_size = strlen (out->kind);
  out->subject = draft->subject;
  out->subject_size = strlen (out->subject);
  out->facts = draft->facts != NULL ? draft->facts : "{}";
  out->facts_size = strlen (out->facts);
  if (draft->payload != NULL)
    commit_payload (self, draft->payload, out->commit);
}

static gboolean
append_draft (Batch *self, const DtEntryDraft *draft, gboolean is_last, GError **error)
{
  DtEntryParts parts = { 0 };
  guint8 hash[DT_HASH_SIZE], signature[DT_SIGNATURE_SIZE];
  const guint8 *bound_signature = is_last ? signature : NULL;
  Head *head, own = { 0 };

  if (!look_up_head (self, draft->subject, &head, error))
    return FALSE;
  fill_parts (self, draft, head, &parts);
  dt_entry_encode (&parts, self->ledger->bytes);
  dt_sha256 (self->ledger->bytes->data, self->ledger->bytes->len, hash);
  if (is_last)
    dt_entry_sign (self->ledger->signing_key, hash, signature);

  self->n++;
  if (!insert_entry (self, &parts, hash, bound_signature, error)
      || (draft->payload != NULL && !insert_payload (self, hash, error))
      || !dt_desk_follow (self->ledger, &parts, error))
    return FALSE;
  if (self->entries != NULL)
    add_entry (self, &parts, draft, hash, bound_signature);

  self->seq = parts.seq;
  memcpy (self->hash, hash, DT_HASH_SIZE);
  own.hlc = parts.hlc;
  own.seq = parts.seq;
  memcpy (own.device, parts.device, DT_DEVICE_SIZE);
  memcpy (own.hash, hash, DT_HASH_SIZE);
  if (compare_heads (&own, head) > 0)
    *head = own;
  return TRUE;
}

gboolean
dt_ledger_store_hlc (DtLedger *self, gint64 hlc, GError **error)
{
  sqlite3_stmt *statement;

  if (hlc == self->last_hlc)
    return TRUE;
  statement = dt_database_prepare (self->database, "INSERT OR REPLACE INTO meta VALUES ('hlc', ?)");
  sqlite3_bind_int64 (statement, 1, hlc);
  return dt_database_run (self->database, statement, error);
}

static gboolean
append_all (Batch *self, const DtEntryDraft *drafts, guint n_drafts, GError **error)
{
  DtLedger *ledger = self->ledger;
  GError *own_error = NULL;

  if (!dt_ledger_begin (ledger, error))
    return FALSE;
  /* Only now: beginning may have opened the file anew. */
  self->n = ledger->last_n;
  self->seq = ledger->last_seq;
  self->hlc = ledger->last_hlc;
  memcpy (self->hash, ledger->last_hash, DT_HASH_SIZE);

  for (guint i = 0; i < n_drafts; i++)
    {
      if (!append_draft (self, &drafts[i], i + 1 == n_drafts, &own_error))
        break;
    }
  if (own_error != NULL || !dt_ledger_store_hlc (ledger, self->hlc, &own_error))
    {
      dt_ledger_rollback (ledger);
      g_propagate_error (error, own_error);
      return FALSE;
    }
  if (!dt_ledger_commit (ledger, error))
    return FALSE;

  ledger->last_n = self->n;
  ledger->last_seq = self->seq;
  ledger->last_hlc = self->hlc;
  memcpy (ledger->last_hash, self->hash, DT_HASH_SIZE);
  return TRUE;
}

/**
 * dt_ledger_append:
 * @self: a ledger
 * @actor: the officer's id, or ""
 * @drafts: (array length=n_drafts): what to record; kinds are not checked here
 * @n_drafts: how many, at least one
 * @out_entries: (out) (optional) (transfer full) (element-type DtEntry): the entries as recorded
 * @error: %DT_ERROR_INVALID for a draft that cannot stand in an entry, %DT_ERROR_IO,
 *   %DT_ERROR_BUSY, %DT_ERROR_DAMAGED, %DT_ERROR_DENIED if read-only or this desk was removed
 *
 * Appends all drafts in one transaction, signed once at its end.
 *
 * Returns: %TRUE if they are on disk; on %FALSE none is in the record
 */
gboolean
dt_ledger_append (DtLedger *self,
                  const char *actor,
                  const DtEntryDraft *drafts,
                  guint n_drafts,
                  GPtrArray **out_entries,
                  GError **error)
{
  Batch batch = { .ledger = self, .actor = actor };
  gboolean ok;

  g_return_val_if_fail (self != NULL && actor != NULL && drafts != NULL && n_drafts > 0, FALSE);

  if (!dt_entry_check_text (actor, 255, "actor", error))
    return FALSE;
  if (self->removed)
    {
      g_set_error_literal (error, DT_ERROR, DT_ERROR_DENIED, "this desk was removed from its unit");
      return FALSE;
    }
  for (guint i = 0; i < n_drafts; i++)
    {
      if (!check_draft (&drafts[i], error))
        return FALSE;
    }

  batch.received = dt_clock_now (self->clock);
  batch.heads = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  batch.salted = g_byte_array_new ();
  if (out_entries != NULL)
    batch.entries = g_ptr_array_new_full (n_drafts, (GDestroyNotify) dt_entry_free);

  ok = append_all (&batch, drafts, n_drafts, error);

  explicit_bzero (batch.salts, sizeof batch.salts);
  g_hash_table_unref (batch.heads);
  g_byte_array_unref (batch.salted);
  if (ok && out_entries != NULL)
    *out_entries = g_steal_pointer (&batch.entries);
  g_clear_pointer (&batch.entries, g_ptr_array_unref);
  return ok;
}

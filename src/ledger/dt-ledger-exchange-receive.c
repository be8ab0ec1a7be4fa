/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes other desks' entries into the record. Each desk's wait until the signature that covers
 * them is there and holds; then they are written, in the order in which their signatures came. On
 * the thread of the one who writes. */
#include "ledger/dt-ledger-exchange.h"

#include "ledger/dt-ledger-desks-private.h"
#include "ledger/dt-json-check.h"
#include "ledger/dt-ledger-private.h"

#include <string.h>

/* One desk's part of what came. */
typedef struct
{
  DtDesk *desk;    /* as the record knows it, or as its first entry says */
  gboolean is_new; /* not in the record before its first run is written */
  gboolean forked; /* what comes now is another history than the one that is held */
  gint64 fork_seq; /* where that one begins */
  guint8 fork_hash[DT_HASH_SIZE];
  gboolean stopped; /* one of its entries was refused */
  gint64 seq;       /* of the last of the run */
  guint8 hash[DT_HASH_SIZE];
  GPtrArray *run; /* of DtRawEntry, borrowed: not yet covered by a signature */
} Line;

typedef struct
{
  DtLedger *ledger;
  gint64 received;
  gint64 hlc;
  gint64 n;
  GHashTable *lines; /* device, hex → Line */
  DtReceipts *out;
} Intake;

static void
line_free (gpointer data)
{
  Line *line = data;

  dt_desk_free (line->desk);
  g_ptr_array_unref (line->run);
  g_free (line);
}

static void
refuse (
    Intake *self, Line *line, DtRefusal reason, const char *device, gint64 seq, const guint8 *hash)
{
  DtRefused *refused = g_new0 (DtRefused, 1);

  refused->reason = reason;
  g_strlcpy (refused->device, device, sizeof refused->device);
  refused->seq = seq;
  if (hash != NULL)
    memcpy (refused->hash, hash, DT_HASH_SIZE);
  g_ptr_array_add (self->out->refused, refused);
  if (line != NULL)
    {
      line->stopped = TRUE;
      g_ptr_array_set_size (line->run, 0);
    }
}

/* ---- what is held already ---------------------------------------------------------------- */

/* -1: an error; 0: another one has that number; 1: it is held. */
static int
compare_with_held (
    Intake *self, const DtDesk *desk, gint64 seq, const guint8 hash[DT_HASH_SIZE], GError **error)
{
  guint8 held[DT_HASH_SIZE];
  gboolean found;

  if (!dt_ledger_find_hash (self->ledger, desk->device, seq, held, &found, error))
    return -1;
  return found && memcmp (held, hash, DT_HASH_SIZE) == 0;
}

/* ---- one entry --------------------------------------------------------------------------- */

/* The desk whose entry this is; its line is begun by its first entry here. */
static gboolean
find_line (Intake *self, const DtEntryParts *parts, const char *device, Line **out, GError **error)
{
  Line *line = g_hash_table_lookup (self->lines, device);
  DtDesk *desk = NULL;
  gboolean is_new = FALSE;

  *out = line;
  if (line != NULL)
    return TRUE;
  if (!dt_desk_find (self->ledger, device, &desk, error))
    return FALSE;
  if (desk == NULL && parts->seq == 1)
    {
      if (!dt_desk_admit (self->ledger, parts, &desk, error))
        return FALSE;
      is_new = desk != NULL;
    }
  if (desk == NULL)
    return TRUE;
  line = g_new0 (Line, 1);
  line->desk = desk;
  line->is_new = is_new;
  line->seq = desk->seq;
  memcpy (line->hash, desk->hash, DT_HASH_SIZE);
  line->run = g_ptr_array_new ();
  g_hash_table_insert (self->lines, desk->device, line);
  *out = line;
  return TRUE;
}

static gboolean
insert_entry (Intake *self, gint64 device_no, const DtRawEntry *raw, GError **error)
{
  DtDatabase *database = self->ledger->database;
  sqlite3_stmt *statement
      = dt_database_prepare (database, "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  gsize size;
  const guint8 *body = g_bytes_get_data (raw->body, &size);
  guint8 hash[DT_HASH_SIZE];
  DtEntryParts parts;

  if (!dt_entry_decode (body, size, &parts, error))
    return FALSE;
  dt_sha256 (body, size, hash);
  self->n++;
  sqlite3_bind_int64 (statement, 1, self->n);
  sqlite3_bind_int64 (statement, 2, device_no);
  sqlite3_bind_int64 (statement, 3, parts.seq);
  sqlite3_bind_int64 (statement, 4, parts.hlc);
  sqlite3_bind_int64 (statement, 5, self->received);
  sqlite3_bind_int64 (statement, 6, dt_hanoi_day (self->received));
  sqlite3_bind_text (statement, 7, parts.subject, (int) parts.subject_size, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 8, hash, DT_HASH_SIZE, SQLITE_STATIC);
  sqlite3_bind_blob64 (statement, 9, body, size, SQLITE_STATIC);
  if (raw->has_signature)
    sqlite3_bind_blob (statement, 10, raw->signature, DT_SIGNATURE_SIZE, SQLITE_STATIC);
  if (!dt_database_run (database, statement, error))
    return FALSE;
  if (DT_HLC_TO_USEC (parts.hlc) <= self->received + 5 * G_TIME_SPAN_MINUTE)
    self->hlc = MAX (self->hlc, parts.hlc);
  return dt_desk_follow (self->ledger, &parts, error)
         && dt_exchange_await (self->ledger, self->n, hash, &parts, raw, error);
}

/* The run is whole and signed: it goes into the record. */
static gboolean
write_run (Intake *self, Line *line, GError **error)
{
  gint64 device_no;

  if (line->is_new && !dt_desk_insert (self->ledger, line->desk, error))
    return FALSE;
  line->is_new = FALSE;
  if (!dt_desk_find_no (self->ledger, line->desk->device, &device_no, error))
    return FALSE;
  for (guint i = 0; i < line->run->len; i++)
    if (!insert_entry (self, device_no, line->run->pdata[i], error))
      return FALSE;
  self->out->taken += line->run->len;
  line->desk->seq = line->seq;
  memcpy (line->desk->hash, line->hash, DT_HASH_SIZE);
  g_ptr_array_set_size (line->run, 0);
  return TRUE;
}

/* Why an entry that is new does not fit: -1 if it does. */
static int
find_fault (const Line *line, const DtEntryParts *parts)
{
  if (parts->seq != line->seq + 1 || memcmp (parts->prev, line->hash, DT_HASH_SIZE) != 0)
    return DT_REFUSED_CHAIN;
  if (line->desk->last_valid >= 0 && parts->seq > line->desk->last_valid)
    return DT_REFUSED_REMOVED;
  if (!dt_json_is_object (parts->facts, parts->facts_size))
    return DT_REFUSED_LAYOUT;
  return -1;
}

/* Another history of a desk counts only if the desk signed it: else anybody could cast suspicion.
 */
static void
follow_fork (Intake *self,
             Line *line,
             const DtEntryParts *parts,
             const guint8 hash[DT_HASH_SIZE],
             const DtRawEntry *raw)
{
  gboolean is_own = FALSE;

  if (!line->forked)
    {
      line->forked = TRUE;
      line->fork_seq = parts->seq;
      memcpy (line->fork_hash, hash, DT_HASH_SIZE);
      g_ptr_array_set_size (line->run, 0);
    }
  else if (parts->seq != line->seq + 1 || memcmp (parts->prev, line->hash, DT_HASH_SIZE) != 0)
    {
      refuse (self, line, DT_REFUSED_CHAIN, line->desk->device, parts->seq, hash);
      return;
    }
  line->seq = parts->seq;
  memcpy (line->hash, hash, DT_HASH_SIZE);
  if (!raw->has_signature)
    return;
  is_own = dt_entry_verify_signature (line->desk->public_key, hash, raw->signature);
  refuse (self,
          line,
          is_own ? DT_REFUSED_FORK : DT_REFUSED_SIGNATURE,
          line->desk->device,
          line->fork_seq,
          line->fork_hash);
}

static gboolean
take_new (Intake *self,
          Line *line,
          const DtEntryParts *parts,
          const guint8 hash[DT_HASH_SIZE],
          DtRawEntry *raw,
          GError **error)
{
  int fault = find_fault (line, parts);

  if (fault == DT_REFUSED_CHAIN && parts->seq == line->seq + 1)
    {
      follow_fork (self, line, parts, hash, raw);
      return TRUE;
    }
  if (fault < 0 && raw->has_signature
      && !dt_entry_verify_signature (line->desk->public_key, hash, raw->signature))
    fault = DT_REFUSED_SIGNATURE;
  if (fault >= 0)
    {
      refuse (self, line, (DtRefusal) fault, line->desk->device, parts->seq, hash);
      return TRUE;
    }
  g_ptr_array_add (line->run, raw);
  line->seq = parts->seq;
  memcpy (line->hash, hash, DT_HASH_SIZE);
  return !raw->has_signature || write_run (self, line, error);
}

/* Whatever the layout, the desk stands in the same place, and nothing behind it can follow. */
static void
refuse_layout (Intake *self,
               const guint8 *body,
               gsize size,
               const guint8 hash[DT_HASH_SIZE],
               gboolean is_newer)
{
  g_autofree char *device
      = size >= 4 + DT_DEVICE_SIZE ? dt_to_hex (body + 4, DT_DEVICE_SIZE) : NULL;
  Line *line = device != NULL ? g_hash_table_lookup (self->lines, device) : NULL;

  refuse (self,
          line,
          is_newer ? DT_REFUSED_NEWER : DT_REFUSED_LAYOUT,
          device != NULL ? device : "",
          0,
          hash);
}

static gboolean
take_one (Intake *self, DtRawEntry *raw, GError **error)
{
  gsize size;
  const guint8 *body = g_bytes_get_data (raw->body, &size);
  g_autofree char *device = NULL;
  g_autoptr (GError) layout = NULL;
  guint8 hash[DT_HASH_SIZE];
  DtEntryParts parts;
  Line *line = NULL;
  int held;

  dt_sha256 (body, size, hash);
  if (!dt_entry_decode (body, size, &parts, &layout))
    {
      refuse_layout (self, body, size, hash, g_error_matches (layout, DT_ERROR, DT_ERROR_NEWER));
      return TRUE;
    }
  device = dt_to_hex (parts.device, DT_DEVICE_SIZE);
  if (!find_line (self, &parts, device, &line, error))
    return FALSE;
  if (line == NULL)
    {
      refuse (self, NULL, DT_REFUSED_DESK, device, parts.seq, hash);
      return TRUE;
    }
  if (line->stopped)
    return TRUE;
  if (line->forked)
    {
      follow_fork (self, line, &parts, hash, raw);
      return TRUE;
    }
  if (parts.seq > line->desk->seq)
    return take_new (self, line, &parts, hash, raw, error);
  held = compare_with_held (self, line->desk, parts.seq, hash, error);
  if (held == 0)
    follow_fork (self, line, &parts, hash, raw);
  else if (held > 0)
    self->out->known++;
  return held >= 0;
}

/* ---- the batch --------------------------------------------------------------------------- */

static gboolean
take_all (Intake *self, GPtrArray *raw_entries, GError **error)
{
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < raw_entries->len; i++)
    if (!take_one (self, raw_entries->pdata[i], error))
      return FALSE;
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Line *line = value;

      self->out->waiting += line->run->len + (line->forked && !line->stopped ? 1 : 0);
    }
  return TRUE;
}

static gboolean
receive (Intake *self, GPtrArray *raw_entries, GError **error)
{
  DtLedger *ledger = self->ledger;
  GError *own_error = NULL;

  if (!dt_ledger_begin (ledger, error))
    return FALSE;
  self->n = ledger->last_n;
  self->hlc = ledger->last_hlc;
  if (!take_all (self, raw_entries, &own_error)
      || !dt_ledger_store_hlc (ledger, self->hlc, &own_error))
    {
      dt_ledger_rollback (ledger);
      g_propagate_error (error, own_error);
      return FALSE;
    }
  if (!dt_ledger_commit (ledger, error))
    return FALSE;
  ledger->last_n = self->n;
  ledger->last_hlc = self->hlc;
  dt_clock_observe_hlc (ledger->clock, self->hlc);
  return TRUE;
}

/**
 * dt_receipts_clear:
 * @self: what dt_ledger_receive() said
 */
void
dt_receipts_clear (DtReceipts *self)
{
  g_clear_pointer (&self->refused, g_ptr_array_unref);
  memset (self, 0, sizeof *self);
}

/**
 * dt_ledger_receive:
 * @self: a ledger
 * @raw_entries: (element-type DtRawEntry): entries of any desks, each desk's in order
 * @out: (out caller-allocates): what became of them; to be cleared
 * @error: %DT_ERROR_IO, %DT_ERROR_BUSY, %DT_ERROR_DAMAGED, %DT_ERROR_DENIED if read-only
 *
 * Takes what holds, in one transaction; that something was refused is no error. This desk's own
 * entries are welcome too: a record that was set back to an older copy gets its later ones again.
 *
 * Returns: %TRUE if what was taken is on disk; on %FALSE nothing was
 */
gboolean
dt_ledger_receive (DtLedger *self, GPtrArray *raw_entries, DtReceipts *out, GError **error)
{
  Intake intake = { .ledger = self, .out = out };
  gboolean ok;

  g_return_val_if_fail (self != NULL && raw_entries != NULL && out != NULL, FALSE);

  memset (out, 0, sizeof *out);
  out->refused = g_ptr_array_new_with_free_func (g_free);
  intake.received = dt_clock_now (self->clock);
  intake.lines = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, line_free);
  ok = receive (&intake, raw_entries, error);
  g_hash_table_unref (intake.lines);
  if (!ok)
    dt_receipts_clear (out);
  else if (out->taken > 0 && !dt_ledger_load_tail (self, error))
    ok = FALSE;
  return ok;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes out and what is waited for: entries as stored, payloads and attachments with their
 * seals on. On the ledger's thread. */
#include "ledger/dt-ledger-exchange.h"

#include "ledger/dt-ledger-desks-private.h"

#include <string.h>

/* ---- entries on their way ---------------------------------------------------------------- */

/**
 * dt_raw_entry_new:
 * @body: the bytes that are hashed
 * @signature: (nullable): %DT_SIGNATURE_SIZE bytes
 *
 * Returns: (transfer full): the entry, without a payload
 */
DtRawEntry *
dt_raw_entry_new (GBytes *body, const guint8 *signature)
{
  DtRawEntry *self = g_new0 (DtRawEntry, 1);

  self->body = g_bytes_ref (body);
  self->has_signature = signature != NULL;
  if (signature != NULL)
    memcpy (self->signature, signature, DT_SIGNATURE_SIZE);
  return self;
}

/**
 * dt_raw_entry_copy:
 * @self: an entry
 *
 * Returns: (transfer full): a copy, which shares the bytes
 */
DtRawEntry *
dt_raw_entry_copy (const DtRawEntry *self)
{
  DtRawEntry *copy = dt_raw_entry_new (self->body, self->has_signature ? self->signature : NULL);

  copy->state = self->state;
  copy->sealed = self->sealed != NULL ? g_bytes_ref (self->sealed) : NULL;
  return copy;
}

/**
 * dt_raw_entry_free:
 * @self: (nullable) (transfer full): an entry
 */
void
dt_raw_entry_free (DtRawEntry *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->body);
  g_clear_pointer (&self->sealed, g_bytes_unref);
  g_free (self);
}

/**
 * dt_raw_entry_get_place:
 * @self: an entry
 * @out_device: (out caller-allocates): whose it says it is
 * @out_seq: (out): its number there
 * @out_hash: (out caller-allocates): its hash
 *
 * Nothing is checked but that the bytes can be read.
 *
 * Returns: %FALSE if the bytes are no entry
 */
gboolean
dt_raw_entry_get_place (const DtRawEntry *self,
                        char out_device[33],
                        gint64 *out_seq,
                        guint8 out_hash[DT_HASH_SIZE])
{
  gsize size;
  const guint8 *body = g_bytes_get_data (self->body, &size);
  g_autofree char *device = NULL;
  DtEntryParts parts;

  if (!dt_entry_decode (body, size, &parts, NULL))
    return FALSE;
  device = dt_to_hex (parts.device, DT_DEVICE_SIZE);
  g_strlcpy (out_device, device, 33);
  *out_seq = parts.seq;
  dt_sha256 (body, size, out_hash);
  return TRUE;
}

static DtRawEntry *
read_raw (sqlite3_stmt *row)
{
  g_autoptr (GBytes) body
      = g_bytes_new (sqlite3_column_blob (row, 0), (gsize) sqlite3_column_bytes (row, 0));
  gboolean is_signed = sqlite3_column_bytes (row, 1) == DT_SIGNATURE_SIZE;
  DtRawEntry *raw = dt_raw_entry_new (body, is_signed ? sqlite3_column_blob (row, 1) : NULL);

  if (sqlite3_column_type (row, 2) == SQLITE_NULL)
    return raw;
  if (sqlite3_column_bytes (row, 2) == 0)
    {
      raw->state = DT_SEALED_ERASED;
      return raw;
    }
  raw->state = DT_SEALED_HERE;
  raw->sealed = g_bytes_new (sqlite3_column_blob (row, 2), (gsize) sqlite3_column_bytes (row, 2));
  return raw;
}

/**
 * dt_ledger_foreach_raw:
 * @self: a ledger
 * @device: whose entries
 * @after: those up to this seq are left out
 * @func: (scope call): called for each, in order, until it returns %FALSE
 * @user_data: for @func
 * @error: %DT_ERROR_DAMAGED, %DT_ERROR_IO
 *
 * Returns: %FALSE on an error
 */
gboolean
dt_ledger_foreach_raw (DtLedger *self,
                       const char *device,
                       gint64 after,
                       DtRawEntryFunc func,
                       gpointer user_data,
                       GError **error)
{
  guint8 id[DT_DEVICE_SIZE];
  sqlite3_stmt *row;
  gboolean more = TRUE, go_on = TRUE;

  g_return_val_if_fail (self != NULL && device != NULL && func != NULL, FALSE);

  if (!dt_ledger_ensure_open (self, error))
    return FALSE;
  if (!dt_from_hex (device, id, sizeof id))
    return TRUE;
  row = dt_database_prepare (self->database,
                             "SELECT e.body, e.signature, p.sealed FROM devices AS d"
                             " CROSS JOIN entries AS e ON e.device = d.no"
                             " LEFT JOIN payloads AS p ON p.n = e.n"
                             " WHERE d.device = ? AND e.seq > ? ORDER BY e.seq");
  sqlite3_bind_blob (row, 1, id, sizeof id, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (row, 2, after);
  while (go_on)
    {
      g_autoptr (DtRawEntry) raw = NULL;

      if (!dt_database_step (self->database, row, &more, error))
        return FALSE;
      if (!more)
        return TRUE;
      raw = read_raw (row);
      go_on = func (raw, user_data);
    }
  sqlite3_reset (row);
  return TRUE;
}

/**
 * dt_ledger_find_hash:
 * @self: a ledger
 * @device: a desk
 * @seq: the number of one of its entries
 * @out: (out caller-allocates): its hash
 * @out_found: (out): whether it is held
 * @error: %DT_ERROR_IO, %DT_ERROR_DAMAGED
 *
 * Returns: %FALSE on an error
 */
gboolean
dt_ledger_find_hash (DtLedger *self,
                     const char *device,
                     gint64 seq,
                     guint8 out[DT_HASH_SIZE],
                     gboolean *out_found,
                     GError **error)
{
  guint8 id[DT_DEVICE_SIZE];
  sqlite3_stmt *row;

  g_return_val_if_fail (self != NULL && device != NULL && out_found != NULL, FALSE);

  *out_found = FALSE;
  if (!dt_ledger_ensure_open (self, error))
    return FALSE;
  if (!dt_from_hex (device, id, sizeof id))
    return TRUE;
  row = dt_database_prepare (self->database,
                             "SELECT e.hash FROM devices AS d CROSS JOIN entries AS e"
                             " ON e.device = d.no WHERE d.device = ? AND e.seq = ?");
  sqlite3_bind_blob (row, 1, id, sizeof id, SQLITE_STATIC);
  sqlite3_bind_int64 (row, 2, seq);
  if (!dt_database_step (self->database, row, out_found, error))
    return FALSE;
  if (!*out_found)
    return TRUE;
  if (sqlite3_column_bytes (row, 0) == DT_HASH_SIZE)
    memcpy (out, sqlite3_column_blob (row, 0), DT_HASH_SIZE);
  sqlite3_reset (row);
  return TRUE;
}

/* Columns: device, seq, hash. */
static DtPlace *
read_place (sqlite3_stmt *row)
{
  DtPlace *place = g_new0 (DtPlace, 1);
  g_autofree char *device = NULL;

  if (sqlite3_column_bytes (row, 0) == DT_DEVICE_SIZE)
    device = dt_to_hex (sqlite3_column_blob (row, 0), DT_DEVICE_SIZE);
  if (device != NULL)
    g_strlcpy (place->device, device, sizeof place->device);
  place->seq = sqlite3_column_int64 (row, 1);
  if (sqlite3_column_bytes (row, 2) == DT_HASH_SIZE)
    memcpy (place->hash, sqlite3_column_blob (row, 2), DT_HASH_SIZE);
  return place;
}

/* ---- payloads ---------------------------------------------------------------------------- */

static gboolean
insert_payload (DtLedger *self, gint64 n, GBytes *sealed, GError **error)
{
  sqlite3_stmt *statement
      = dt_database_prepare (self->database, "INSERT OR REPLACE INTO payloads VALUES (?, ?)");
  gsize size = 0;
  const void *bytes = sealed != NULL ? g_bytes_get_data (sealed, &size) : NULL;

  sqlite3_bind_int64 (statement, 1, n);
  if (sealed != NULL)
    sqlite3_bind_blob64 (statement, 2, bytes, size, SQLITE_STATIC);
  else
    sqlite3_bind_zeroblob (statement, 2, 0);
  return dt_database_run (self->database, statement, error);
}

static gboolean
wait_for_payload (DtLedger *self, gint64 n, GError **error)
{
  sqlite3_stmt *statement
      = dt_database_prepare (self->database, "INSERT OR IGNORE INTO waiting VALUES (?)");

  sqlite3_bind_int64 (statement, 1, n);
  return dt_database_run (self->database, statement, error);
}

/* What facts attach: the entry is whole only with it. */
static gboolean
wait_for_attachments (DtLedger *self, const DtEntryParts *parts, GError **error)
{
  static const char marker[] = "\"hash\":\"";
  const char *at = parts->facts;
  const char *end = parts->facts + parts->facts_size;

  if (g_strstr_len (at, (gssize) parts->facts_size, "\"attachment") == NULL)
    return TRUE;
  while ((at = g_strstr_len (at, end - at, marker)) != NULL)
    {
      char hex[2 * DT_HASH_SIZE + 1] = "";
      guint8 address[DT_HASH_SIZE];
      sqlite3_stmt *statement;

      at += sizeof marker - 1;
      if (end - at <= 2 * DT_HASH_SIZE || at[2 * DT_HASH_SIZE] != '"')
        continue;
      memcpy (hex, at, 2 * DT_HASH_SIZE);
      if (!dt_from_hex (hex, address, sizeof address))
        continue;
      statement = dt_database_prepare (self->database,
                                       "INSERT OR IGNORE INTO missing SELECT ?1 WHERE NOT EXISTS"
                                       " (SELECT 1 FROM attachments WHERE address = ?1)");
      sqlite3_bind_blob (statement, 1, address, sizeof address, SQLITE_STATIC);
      if (!dt_database_run (self->database, statement, error))
        return FALSE;
    }
  return TRUE;
}

/* A payload that does not open is not kept; whoever has the true one may still bring it. */
gboolean
dt_exchange_await (DtLedger *ledger,
                   gint64 n,
                   const guint8 hash[DT_HASH_SIZE],
                   const DtEntryParts *parts,
                   const DtRawEntry *raw,
                   GError **error)
{
  g_autoptr (GBytes) opened = NULL;

  if (!wait_for_attachments (ledger, parts, error))
    return FALSE;
  if (dt_hash_is_zero (parts->commit))
    return TRUE;
  if (raw->state == DT_SEALED_ERASED)
    return insert_payload (ledger, n, NULL, error);
  if (raw->state == DT_SEALED_HERE && raw->sealed != NULL)
    opened = dt_ledger_open_payload (ledger,
                                     hash,
                                     parts->commit,
                                     g_bytes_get_data (raw->sealed, NULL),
                                     g_bytes_get_size (raw->sealed),
                                     NULL);
  return opened != NULL ? insert_payload (ledger, n, raw->sealed, error)
                        : wait_for_payload (ledger, n, error);
}

/**
 * dt_ledger_count_waiting:
 * @self: a ledger
 *
 * Returns: how many payloads have neither come nor been erased
 */
gint64
dt_ledger_count_waiting (DtLedger *self)
{
  return self->database != NULL
             ? dt_database_get_int (self->database, "SELECT count (*) FROM waiting", 0)
             : 0;
}

/**
 * dt_ledger_get_waiting:
 * @self: a ledger
 * @after: (inout): an n: those up to it are left out; becomes that of the last one given
 * @limit: how many at most
 * @error: %DT_ERROR_IO, %DT_ERROR_DAMAGED
 *
 * Returns: (transfer full) (nullable) (element-type DtPlace): entries whose payload is waited for,
 *   in order of receipt, without place and day
 */
GPtrArray *
dt_ledger_get_waiting (DtLedger *self, gint64 *after, guint limit, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *row;
  gboolean more = TRUE;

  g_return_val_if_fail (self != NULL && after != NULL, NULL);

  if (!dt_ledger_ensure_open (self, error))
    return NULL;
  row = dt_database_prepare (self->database,
                             "SELECT d.device, e.seq, e.hash, w.n FROM waiting AS w"
                             " CROSS JOIN entries AS e ON e.n = w.n"
                             " CROSS JOIN devices AS d ON d.no = e.device"
                             " WHERE w.n > ? ORDER BY w.n LIMIT ?");
  sqlite3_bind_int64 (row, 1, *after);
  sqlite3_bind_int64 (row, 2, limit);
  while (more)
    {
      if (!dt_database_step (self->database, row, &more, error))
        return NULL;
      if (!more)
        break;
      g_ptr_array_add (entries, read_place (row));
      *after = sqlite3_column_int64 (row, 3);
    }
  return g_steal_pointer (&entries);
}

static gboolean
opens (DtLedger *self, gint64 n, GBytes *sealed, GError **error)
{
  sqlite3_stmt *row
      = dt_database_prepare (self->database, "SELECT hash, body FROM entries WHERE n = ?");
  g_autoptr (GBytes) opened = NULL;
  gboolean more = FALSE;
  DtEntryParts parts;

  sqlite3_bind_int64 (row, 1, n);
  if (!dt_database_step (self->database, row, &more, error))
    return FALSE;
  if (more && sqlite3_column_bytes (row, 0) == DT_HASH_SIZE
      && dt_entry_decode (
          sqlite3_column_blob (row, 1), (gsize) sqlite3_column_bytes (row, 1), &parts, error))
    opened = dt_ledger_open_payload (self,
                                     sqlite3_column_blob (row, 0),
                                     parts.commit,
                                     g_bytes_get_data (sealed, NULL),
                                     g_bytes_get_size (sealed),
                                     error);
  sqlite3_reset (row);
  return opened != NULL;
}

static gboolean
is_waiting (DtLedger *self, gint64 n, gboolean *out, GError **error)
{
  sqlite3_stmt *row = dt_database_prepare (self->database, "SELECT 1 FROM waiting WHERE n = ?");

  sqlite3_bind_int64 (row, 1, n);
  if (!dt_database_step (self->database, row, out, error))
    return FALSE;
  if (*out)
    sqlite3_reset (row);
  return TRUE;
}

static gboolean
end_waiting (DtLedger *self, gint64 n, GBytes *sealed, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (self->database, "DELETE FROM waiting WHERE n = ?");

  sqlite3_bind_int64 (statement, 1, n);
  return dt_database_run (self->database, statement, error)
         && insert_payload (self, n, sealed, error);
}

/**
 * dt_ledger_put_payload:
 * @self: a ledger
 * @hash: of its entry
 * @state: %DT_SEALED_HERE, or %DT_SEALED_ERASED: it will never come
 * @sealed: (nullable): the payload with its seal on
 * @error: %DT_ERROR_NOT_FOUND, %DT_ERROR_DAMAGED, %DT_ERROR_IO, %DT_ERROR_DENIED if read-only
 *
 * Keeps a payload that is waited for; one that is here or was erased is left alone.
 *
 * Returns: %TRUE if nothing is waited for any more
 */
gboolean
dt_ledger_put_payload (DtLedger *self,
                       const guint8 hash[DT_HASH_SIZE],
                       DtSealedState state,
                       GBytes *sealed,
                       GError **error)
{
  GError *own_error = NULL;
  gboolean waits;
  gint64 n;

  g_return_val_if_fail (self != NULL && hash != NULL, FALSE);
  g_return_val_if_fail (state == DT_SEALED_ERASED || sealed != NULL, FALSE);

  if (!dt_ledger_begin (self, error))
    return FALSE;
  if (!dt_ledger_find (self, hash, &n, &own_error) || !is_waiting (self, n, &waits, &own_error)
      || (waits && state == DT_SEALED_HERE && !opens (self, n, sealed, &own_error))
      || (waits && !end_waiting (self, n, state == DT_SEALED_HERE ? sealed : NULL, &own_error)))
    {
      dt_ledger_rollback (self);
      g_propagate_error (error, own_error);
      return FALSE;
    }
  return dt_ledger_commit (self, error);
}

/* ---- attachments ------------------------------------------------------------------------- */

/* dt_exchange_list_addresses: @sql gives addresses, at most ?1. */
GPtrArray *
dt_exchange_list_addresses (DtLedger *ledger, const char *sql, guint limit, GError **error)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *row;
  gboolean more = TRUE;

  if (!dt_ledger_ensure_open (ledger, error))
    return NULL;
  row = dt_database_prepare (ledger->database, sql);
  sqlite3_bind_int64 (row, 1, limit);
  while (more)
    {
      if (!dt_database_step (ledger->database, row, &more, error))
        return NULL;
      if (more && sqlite3_column_bytes (row, 0) == DT_HASH_SIZE)
        g_ptr_array_add (addresses, dt_to_hex (sqlite3_column_blob (row, 0), DT_HASH_SIZE));
    }
  return g_steal_pointer (&addresses);
}

/**
 * dt_ledger_get_missing_attachments:
 * @self: a ledger
 * @limit: how many at most
 * @error: %DT_ERROR_IO, %DT_ERROR_DAMAGED
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the addresses of attachments that
 *   entries from elsewhere name and that have neither come nor been erased
 */
GPtrArray *
dt_ledger_get_missing_attachments (DtLedger *self, guint limit, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  return dt_exchange_list_addresses (
      self, "SELECT address FROM missing ORDER BY rowid LIMIT ?", limit, error);
}

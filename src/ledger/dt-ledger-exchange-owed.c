/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What others have to be told besides entries: it is noted with the change itself and struck out
 * when the hub has it, so that it is told however often the line breaks. On the ledger's thread. */
#include "ledger/dt-ledger-desks-private.h"

#include <string.h>

/**
 * dt_raw_payload_new:
 * @device: whose entry it belongs to
 * @seq: which of them
 * @state: what became of it
 * @sealed: (nullable): the payload with its seal on
 *
 * Returns: (transfer full): the payload
 */
DtRawPayload *
dt_raw_payload_new (const char *device, gint64 seq, DtSealedState state, GBytes *sealed)
{
  DtRawPayload *self = g_new0 (DtRawPayload, 1);

  g_strlcpy (self->device, device, sizeof self->device);
  self->seq = seq;
  self->state = state;
  self->sealed = sealed != NULL ? g_bytes_ref (sealed) : NULL;
  return self;
}

/**
 * dt_raw_payload_free:
 * @self: (nullable) (transfer full): a payload
 */
void
dt_raw_payload_free (DtRawPayload *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->sealed, g_bytes_unref);
  g_free (self);
}

/* ---- payloads ---------------------------------------------------------------------------- */

static gboolean
run_for_entry (DtLedger *self, const char *sql, const char *device, gint64 seq, GError **error)
{
  sqlite3_stmt *statement;
  guint8 id[DT_DEVICE_SIZE] = { 0 };

  if (!dt_ledger_begin (self, error))
    return FALSE;
  statement = dt_database_prepare (self->database, sql);
  dt_from_hex (device, id, sizeof id);
  sqlite3_bind_blob (statement, 1, id, sizeof id, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, seq);
  if (!dt_database_run (self->database, statement, error))
    {
      dt_ledger_rollback (self);
      return FALSE;
    }
  return dt_ledger_commit (self, error);
}

#define ENTRY_N                                                                                    \
  "SELECT e.n FROM devices AS d CROSS JOIN entries AS e ON e.device = d.no"                        \
  " WHERE d.device = ? AND e.seq = ?"

/**
 * dt_ledger_owe_payload:
 * @self: a ledger
 * @device: whose entry
 * @seq: which of them
 * @error: %DT_ERROR_IO, %DT_ERROR_DENIED if read-only
 *
 * Returns: %TRUE if it is noted that the hub has to be told of its payload
 */
gboolean
dt_ledger_owe_payload (DtLedger *self, const char *device, gint64 seq, GError **error)
{
  g_return_val_if_fail (self != NULL && device != NULL, FALSE);
  return run_for_entry (self, "INSERT OR IGNORE INTO owed " ENTRY_N, device, seq, error);
}

/**
 * dt_ledger_settle_payload:
 * @self: a ledger
 * @device: whose entry
 * @seq: which of them
 * @error: %DT_ERROR_IO, %DT_ERROR_DENIED if read-only
 *
 * Returns: %TRUE if nobody has to be told of its payload any more
 */
gboolean
dt_ledger_settle_payload (DtLedger *self, const char *device, gint64 seq, GError **error)
{
  g_return_val_if_fail (self != NULL && device != NULL, FALSE);
  return run_for_entry (self, "DELETE FROM owed WHERE n = (" ENTRY_N ")", device, seq, error);
}

/**
 * dt_ledger_get_owed_payloads:
 * @self: a ledger
 * @limit: how many at most
 * @error: %DT_ERROR_IO, %DT_ERROR_DAMAGED
 *
 * Returns: (transfer full) (nullable) (element-type DtRawPayload): those the hub has to be told of
 */
GPtrArray *
dt_ledger_get_owed_payloads (DtLedger *self, guint limit, GError **error)
{
  g_autoptr (GPtrArray) payloads
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_raw_payload_free);
  sqlite3_stmt *row;
  gboolean more = TRUE;

  g_return_val_if_fail (self != NULL, NULL);

  if (!dt_ledger_ensure_open (self, error))
    return NULL;
  row = dt_database_prepare (self->database,
                             "SELECT d.device, e.seq, p.sealed FROM owed AS o"
                             " CROSS JOIN payloads AS p ON p.n = o.n"
                             " CROSS JOIN entries AS e ON e.n = o.n"
                             " CROSS JOIN devices AS d ON d.no = e.device ORDER BY o.n LIMIT ?");
  sqlite3_bind_int64 (row, 1, limit);
  while (more)
    {
      g_autofree char *device = NULL;
      g_autoptr (GBytes) sealed = NULL;
      gsize size;

      if (!dt_database_step (self->database, row, &more, error))
        return NULL;
      if (!more || sqlite3_column_bytes (row, 0) != DT_DEVICE_SIZE)
        continue;
      device = dt_to_hex (sqlite3_column_blob (row, 0), DT_DEVICE_SIZE);
      size = (gsize) sqlite3_column_bytes (row, 2);
      if (size > 0)
        sealed = g_bytes_new (sqlite3_column_blob (row, 2), size);
      g_ptr_array_add (payloads,
                       dt_raw_payload_new (device,
                                           sqlite3_column_int64 (row, 1),
                                           size > 0 ? DT_SEALED_HERE : DT_SEALED_ERASED,
                                           sealed));
    }
  return g_steal_pointer (&payloads);
}

/**
 * dt_ledger_owe_all:
 * @self: a ledger
 * @error: %DT_ERROR_IO, %DT_ERROR_DENIED if read-only
 *
 * Returns: %TRUE if it is noted that the hub has to be told of all large and all erased payloads
 * and of all attachments again
 */
gboolean
dt_ledger_owe_all (DtLedger *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!dt_ledger_begin (self, error))
    return FALSE;
  if (dt_database_exec (
          self->database,
          "INSERT OR IGNORE INTO owed SELECT n FROM payloads"
          " WHERE length (sealed) = 0"
          " OR length (sealed) > " G_STRINGIFY (
              DT_LARGE_PAYLOAD) ";"
                                "INSERT OR IGNORE INTO owed_attachments SELECT id FROM attachments",
          error))
    return dt_ledger_commit (self, error);
  dt_ledger_rollback (self);
  return FALSE;
}

/* ---- attachments ------------------------------------------------------------------------- */

/**
 * dt_ledger_get_owed_attachments:
 * @self: a ledger
 * @limit: how many at most
 * @error: %DT_ERROR_IO, %DT_ERROR_DAMAGED
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the addresses of attachments that the
 * hub has to get, or to forget
 */
GPtrArray *
dt_ledger_get_owed_attachments (DtLedger *self, guint limit, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  return dt_exchange_list_addresses (
      self,
      "SELECT a.address FROM owed_attachments AS o"
      " CROSS JOIN attachments AS a ON a.id = o.id ORDER BY o.id LIMIT ?",
      limit,
      error);
}

/**
 * dt_ledger_settle_attachment:
 * @self: a ledger
 * @hash: its address
 * @error: %DT_ERROR_IO, %DT_ERROR_DENIED if read-only
 *
 * Returns: %TRUE if nobody has to be told of it any more
 */
gboolean
dt_ledger_settle_attachment (DtLedger *self, const char *hash, GError **error)
{
  guint8 address[DT_HASH_SIZE] = { 0 };
  sqlite3_stmt *statement;

  g_return_val_if_fail (self != NULL && hash != NULL, FALSE);

  if (!dt_ledger_begin (self, error))
    return FALSE;
  dt_from_hex (hash, address, sizeof address);
  statement = dt_database_prepare (self->database,
                                   "DELETE FROM owed_attachments WHERE id ="
                                   " (SELECT id FROM attachments WHERE address = ?)");
  sqlite3_bind_blob (statement, 1, address, sizeof address, SQLITE_STATIC);
  if (!dt_database_run (self->database, statement, error))
    {
      dt_ledger_rollback (self);
      return FALSE;
    }
  return dt_ledger_commit (self, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads entries and their payloads, and erases payloads. On the ledger's thread. */
#include "ledger/dt-ledger-private.h"

#include <string.h>

GBytes *
dt_ledger_open_payload (DtLedger *self,
                        const guint8 hash[DT_HASH_SIZE],
                        const guint8 commit[DT_HASH_SIZE],
                        const void *sealed,
                        gsize size,
                        GError **error)
{
  g_autoptr (GBytes) salted
      = dt_unseal (self->payload_key, sealed, size, hash, DT_HASH_SIZE, error);
  guint8 found[DT_HASH_SIZE];

  if (salted == NULL)
    return NULL;
  dt_sha256 (g_bytes_get_data (salted, NULL), g_bytes_get_size (salted), found);
  if (g_bytes_get_size (salted) >= DT_SALT_SIZE && memcmp (found, commit, DT_HASH_SIZE) == 0)
    return g_steal_pointer (&salted);
  g_set_error_literal (error, DT_ERROR, DT_ERROR_DAMAGED, "a payload is not what was recorded");
  return NULL;
}

static gboolean
read_payload (DtLedger *self,
              sqlite3_stmt *row,
              GByteArray *scratch,
              gssize *out_offset,
              const DtEntry *entry,
              GError **error)
{
  g_autoptr (GBytes) salted = NULL;
  const guint8 *text;
  gsize size;

  *out_offset = -1;
  if (sqlite3_column_int64 (row, 5) == 0)
    return TRUE;
  salted = dt_ledger_open_payload (self,
                                   entry->hash,
                                   entry->commit,
                                   sqlite3_column_blob (row, 6),
                                   (gsize) sqlite3_column_bytes (row, 6),
                                   error);
  if (salted == NULL)
    {
      g_prefix_error (error, "entry %" G_GINT64_FORMAT ": ", entry->n);
      return FALSE;
    }
  text = g_bytes_get_data (salted, &size);
  *out_offset = scratch->len;
  g_byte_array_append (scratch, text + DT_SALT_SIZE, (guint) (size - DT_SALT_SIZE));
  g_byte_array_append (scratch, (const guint8 *) "", 1);
  return TRUE;
}

static gsize
copy_text (GByteArray *scratch, const char *text, gsize size)
{
  gsize offset = scratch->len;

  g_byte_array_append (scratch, (const guint8 *) text, (guint) size);
  g_byte_array_append (scratch, (const guint8 *) "", 1);
  return offset;
}

gboolean
dt_ledger_read_row (DtLedger *self,
                    sqlite3_stmt *row,
                    gboolean with_payload,
                    GByteArray *scratch,
                    DtEntry *out,
                    GError **error)
{
  DtEntryParts parts;
  gsize actor, kind, subject, facts;
  gssize payload = -1;

  memset (out, 0, sizeof *out);
  out->n = sqlite3_column_int64 (row, 0);
  if (sqlite3_column_bytes (row, 1) != DT_HASH_SIZE
      || !dt_entry_decode (
          sqlite3_column_blob (row, 2), (gsize) sqlite3_column_bytes (row, 2), &parts, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, DT_ERROR, DT_ERROR_DAMAGED, "a hash has the wrong size");
      g_prefix_error (error, "entry %" G_GINT64_FORMAT ": ", out->n);
      return FALSE;
    }
  for (guint i = 0; i < DT_DEVICE_SIZE; i++)
    {
      out->device[2 * i] = "0123456789abcdef"[parts.device[i] >> 4];
      out->device[2 * i + 1] = "0123456789abcdef"[parts.device[i] & 15];
    }
  out->seq = parts.seq;
  out->hlc = parts.hlc;
  out->schema = parts.schema;
  memcpy (out->base, parts.base, DT_HASH_SIZE);
  memcpy (out->prev, parts.prev, DT_HASH_SIZE);
  memcpy (out->commit, parts.commit, DT_HASH_SIZE);
  memcpy (out->hash, sqlite3_column_blob (row, 1), DT_HASH_SIZE);
  if (sqlite3_column_bytes (row, 3) == DT_SIGNATURE_SIZE)
    {
      out->has_signature = TRUE;
      memcpy (out->signature, sqlite3_column_blob (row, 3), DT_SIGNATURE_SIZE);
    }
  out->has_payload = !dt_hash_is_zero (out->commit);
  out->erased = out->has_payload && sqlite3_column_type (row, 4) != SQLITE_NULL
                && sqlite3_column_int64 (row, 5) == 0;

  g_byte_array_set_size (scratch, 0);
  actor = copy_text (scratch, parts.actor, parts.actor_size);
  kind = copy_text (scratch, parts.kind, parts.kind_size);
  subject = copy_text (scratch, parts.subject, parts.subject_size);
  facts = copy_text (scratch, parts.facts, parts.facts_size);
  if (with_payload && out->has_payload && !read_payload (self, row, scratch, &payload, out, error))
    return FALSE;
  out->actor = (char *) scratch->data + actor;
  out->kind = (char *) scratch->data + kind;
  out->subject = (char *) scratch->data + subject;
  out->facts = (char *) scratch->data + facts;
  out->payload = payload >= 0 ? (char *) scratch->data + payload : NULL;
  return TRUE;
}

/* The cached statement, or one of its own when a call further up the stack is reading by it. */
static sqlite3_stmt *
prepare_reader (DtLedger *self, const char *sql, gboolean *out_own)
{
  sqlite3_stmt *statement;

  *out_own = FALSE;
  for (statement = sqlite3_next_stmt (dt_database_get_handle (self->database), NULL);
       statement != NULL;
       statement = sqlite3_next_stmt (dt_database_get_handle (self->database), statement))
    {
      if (sqlite3_stmt_busy (statement) && strcmp (sqlite3_sql (statement), sql) == 0)
        {
          *out_own = TRUE;
          break;
        }
    }
  if (!*out_own)
    return dt_database_prepare (self->database, sql);
  statement = NULL;
  sqlite3_prepare_v2 (dt_database_get_handle (self->database), sql, -1, &statement, NULL);
  return statement;
}

static gboolean
read_rows (DtLedger *self,
           sqlite3_stmt *statement,
           gboolean with_payload,
           DtEntryFunc func,
           gpointer user_data,
           GError **error)
{
  g_autoptr (GByteArray) scratch = g_byte_array_new ();
  gboolean row = TRUE, ok = TRUE;

  while (ok && row)
    {
      DtEntry entry;

      if (!dt_database_step (self->database, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      ok = dt_ledger_read_row (self, statement, with_payload, scratch, &entry, error);
      if (ok && !func (&entry, user_data))
        break;
    }
  sqlite3_reset (statement);
  return ok;
}

/**
 * dt_ledger_foreach:
 * @self: a ledger
 * @after: entries up to this n are left out
 * @with_payload: %TRUE to open the payloads too
 * @func: (scope call): called for each; its entry is valid during the call only
 * @user_data: for @func
 * @error: %DT_ERROR_DAMAGED, %DT_ERROR_IO
 *
 * Calls @func for entries in the order of receipt until it returns %FALSE. @func may read from
 * and append to the same ledger.
 *
 * Returns: %FALSE on an error
 */
gboolean
dt_ledger_foreach (DtLedger *self,
                   gint64 after,
                   gboolean with_payload,
                   DtEntryFunc func,
                   gpointer user_data,
                   GError **error)
{
  sqlite3_stmt *statement;
  gboolean own, ok;

  g_return_val_if_fail (self != NULL && func != NULL, FALSE);

  if (!dt_ledger_ensure_open (self, error))
    return FALSE;
  statement = prepare_reader (
      self,
      with_payload ? "SELECT " DT_ENTRY_COLUMNS_PAYLOAD DT_ENTRY_TABLES "WHERE e.n > ? ORDER BY e.n"
                   : "SELECT " DT_ENTRY_COLUMNS DT_ENTRY_TABLES "WHERE e.n > ? ORDER BY e.n",
      &own);
  sqlite3_bind_int64 (statement, 1, after);
  ok = read_rows (self, statement, with_payload, func, user_data, error);
  if (own)
    sqlite3_finalize (statement);
  return ok;
}

#define OF_SUBJECT                                                                                 \
  DT_ENTRY_TABLES "CROSS JOIN devices AS d ON d.no = e.device WHERE e.subject = ?"                 \
                  " ORDER BY e.hlc, d.device, e.seq"

/**
 * dt_ledger_foreach_of:
 * @self: a ledger
 * @subject: the id of a case, a citizen …
 * @with_payload: %TRUE to open the payloads too
 * @func: (scope call): called for each; its entry is valid during the call only
 * @user_data: for @func
 * @error: %DT_ERROR_DAMAGED, %DT_ERROR_IO
 *
 * Calls @func for the subject's entries in the order (hlc, device, seq), in which every desk
 * folds them, until it returns %FALSE.
 *
 * Returns: %FALSE on an error
 */
gboolean
dt_ledger_foreach_of (DtLedger *self,
                      const char *subject,
                      gboolean with_payload,
                      DtEntryFunc func,
                      gpointer user_data,
                      GError **error)
{
  sqlite3_stmt *statement;
  gboolean own, ok;

  g_return_val_if_fail (self != NULL && subject != NULL && func != NULL, FALSE);

  if (!dt_ledger_ensure_open (self, error))
    return FALSE;
  statement = prepare_reader (self,
                              with_payload ? "SELECT " DT_ENTRY_COLUMNS_PAYLOAD OF_SUBJECT
                                           : "SELECT " DT_ENTRY_COLUMNS OF_SUBJECT,
                              &own);
  sqlite3_bind_text (statement, 1, subject, -1, SQLITE_TRANSIENT);
  ok = read_rows (self, statement, with_payload, func, user_data, error);
  if (own)
    sqlite3_finalize (statement);
  return ok;
}

gboolean
dt_ledger_find (DtLedger *self, const guint8 hash[DT_HASH_SIZE], gint64 *out_n, GError **error)
{
  sqlite3_stmt *statement
      = dt_database_prepare (self->database,
                             "WITH RECURSIVE segment (i) AS (SELECT max (n) >> 16 FROM entries"
                             " UNION ALL SELECT i - 1 FROM segment WHERE i > 0)"
                             " SELECT e.n FROM segment CROSS JOIN entries AS e"
                             " ON e.n >> 16 = segment.i"
                             " AND substr (e.hash, 1, 8) = substr (?1, 1, 8)"
                             " WHERE e.hash = ?1 LIMIT 1");
  gboolean row = FALSE;

  sqlite3_bind_blob (statement, 1, hash, DT_HASH_SIZE, SQLITE_STATIC);
  if (!dt_database_step (self->database, statement, &row, error))
    return FALSE;
  if (row)
    *out_n = sqlite3_column_int64 (statement, 0);
  else
    g_set_error_literal (error, DT_ERROR, DT_ERROR_NOT_FOUND, "no entry has this hash");
  sqlite3_reset (statement);
  return row;
}

static gboolean
copy_entry (const DtEntry *entry, gpointer user_data)
{
  DtEntry **out = user_data;

  *out = dt_entry_copy (entry);
  return FALSE;
}

/**
 * dt_ledger_get_entry:
 * @self: a ledger
 * @hash: of the entry
 * @error: %DT_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the entry with its payload
 */
DtEntry *
dt_ledger_get_entry (DtLedger *self, const guint8 hash[DT_HASH_SIZE], GError **error)
{
  sqlite3_stmt *statement;
  DtEntry *entry = NULL;
  gint64 n;

  g_return_val_if_fail (self != NULL && hash != NULL, NULL);

  if (!dt_ledger_ensure_open (self, error) || !dt_ledger_find (self, hash, &n, error))
    return NULL;
  statement = dt_database_prepare (
      self->database, "SELECT " DT_ENTRY_COLUMNS_PAYLOAD DT_ENTRY_TABLES "WHERE e.n = ?");
  sqlite3_bind_int64 (statement, 1, n);
  return read_rows (self, statement, TRUE, copy_entry, &entry, error) ? entry : NULL;
}

/* ---- erasing ----------------------------------------------------------------------------- */

static gboolean
erase_payload (DtLedger *self, const char *hex, GError **error)
{
  sqlite3_stmt *statement;
  guint8 hash[DT_HASH_SIZE];
  gint64 n;

  if (!dt_from_hex (hex, hash, sizeof hash))
    {
      g_set_error_literal (error, DT_ERROR, DT_ERROR_INVALID, "not a hash");
      return FALSE;
    }
  if (!dt_ledger_find (self, hash, &n, error))
    return FALSE;
  /* One that has not come yet is not to come any more. */
  statement = dt_database_prepare (self->database,
                                   "INSERT INTO payloads SELECT n, x'' FROM waiting WHERE n = ?");
  sqlite3_bind_int64 (statement, 1, n);
  if (!dt_database_run (self->database, statement, error))
    return FALSE;
  statement = dt_database_prepare (self->database, "DELETE FROM waiting WHERE n = ?");
  sqlite3_bind_int64 (statement, 1, n);
  if (!dt_database_run (self->database, statement, error))
    return FALSE;
  statement = dt_database_prepare (self->database, "UPDATE payloads SET sealed = x'' WHERE n = ?");
  sqlite3_bind_int64 (statement, 1, n);
  if (!dt_database_run (self->database, statement, error))
    return FALSE;
  statement = dt_database_prepare (self->database,
                                   "INSERT OR IGNORE INTO owed SELECT n FROM payloads WHERE n = ?");
  sqlite3_bind_int64 (statement, 1, n);
  return dt_database_run (self->database, statement, error);
}

/**
 * dt_ledger_erase_payloads:
 * @self: a ledger
 * @entry_hashes_hex: (array zero-terminated=1): the entries, 64 hex digits each
 * @error: %DT_ERROR_NOT_FOUND, %DT_ERROR_INVALID, %DT_ERROR_IO, %DT_ERROR_DENIED if read-only
 *
 * Removes payload and salt of these entries from the file, all or none. The entries stay and
 * verify; one that had no payload, or has none any more, is left as it is.
 *
 * Returns: %TRUE if nothing of them is in the file
 */
gboolean
dt_ledger_erase_payloads (DtLedger *self, const char *const *entry_hashes_hex, GError **error)
{
  GError *own_error = NULL;

  g_return_val_if_fail (self != NULL && entry_hashes_hex != NULL, FALSE);

  if (!dt_ledger_begin (self, error))
    return FALSE;
  for (gsize i = 0; entry_hashes_hex[i] != NULL; i++)
    {
      if (!erase_payload (self, entry_hashes_hex[i], &own_error))
        {
          dt_ledger_rollback (self);
          g_propagate_error (error, own_error);
          return FALSE;
        }
    }
  if (!dt_ledger_commit (self, error))
    return FALSE;
  dt_ledger_scrub (self);
  return TRUE;
}

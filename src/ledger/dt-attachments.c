/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attachments: sealed in chunks under the unit's key, found by an address made of their content.
 * The address is an HMAC, since a bare hash, which entries show to the province, would let anyone
 * who guesses a scan confirm it even after it was erased. On the ledger's thread. */
#include "ledger/dt-ledger-desks-private.h"

#include <string.h>

#define CHUNK_SIZE (256 * 1024)
#define CHUNK_BITS 20 /* a chunk's id is the attachment's, shifted, and its number */
#define AD_SIZE (DT_HASH_SIZE + 8)

typedef struct
{
  gint64 id; /* 0: none of this address */
  gint64 size;
  gboolean erased;
} Attachment;

static guint
count_chunks (gint64 size)
{
  return (guint) ((size + CHUNK_SIZE - 1) / CHUNK_SIZE);
}

/* A chunk opens only as this chunk of this many of this attachment. */
static void
build_ad (const guint8 address[DT_HASH_SIZE], guint number, guint count, guint8 out[AD_SIZE])
{
  guint32 parts[2] = { GUINT32_TO_BE (number), GUINT32_TO_BE (count) };

  memcpy (out, address, DT_HASH_SIZE);
  memcpy (out + DT_HASH_SIZE, parts, sizeof parts);
}

static gboolean
look_up (DtLedger *self, const guint8 address[DT_HASH_SIZE], Attachment *out, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (
      self->database, "SELECT id, size, erased FROM attachments WHERE address = ?");
  Attachment found = { 0 };
  gboolean row = FALSE;

  sqlite3_bind_blob (statement, 1, address, DT_HASH_SIZE, SQLITE_STATIC);
  if (!dt_database_step (self->database, statement, &row, error))
    return FALSE;
  if (row)
    {
      found.id = sqlite3_column_int64 (statement, 0);
      found.size = sqlite3_column_int64 (statement, 1);
      found.erased = sqlite3_column_int64 (statement, 2) != 0;
    }
  sqlite3_reset (statement);
  *out = found;
  return TRUE;
}

static gboolean
look_up_hex (
    DtLedger *self, const char *hash, guint8 address[DT_HASH_SIZE], Attachment *out, GError **error)
{
  if (!dt_from_hex (hash, address, DT_HASH_SIZE))
    {
      g_set_error_literal (error, DT_ERROR, DT_ERROR_INVALID, "not an attachment's address");
      return FALSE;
    }
  if (!look_up (self, address, out, error))
    return FALSE;
  if (out->id != 0 && !out->erased)
    return TRUE;
  g_set_error_literal (error,
                       DT_ERROR,
                       DT_ERROR_NOT_FOUND,
                       out->erased ? "the attachment was erased" : "no such attachment");
  return FALSE;
}

/* However it came, it is not missing any more. */
static gboolean
end_missing (DtLedger *self, const guint8 address[DT_HASH_SIZE], GError **error)
{
  sqlite3_stmt *statement
      = dt_database_prepare (self->database, "DELETE FROM missing WHERE address = ?");

  sqlite3_bind_blob (statement, 1, address, DT_HASH_SIZE, SQLITE_STATIC);
  return dt_database_run (self->database, statement, error);
}

static gboolean
insert_row (DtLedger *self,
            const guint8 address[DT_HASH_SIZE],
            gint64 size,
            Attachment *attachment,
            GError **error)
{
  sqlite3_stmt *statement;

  if (!end_missing (self, address, error))
    return FALSE;
  if (attachment->id != 0)
    {
      statement
          = dt_database_prepare (self->database, "UPDATE attachments SET erased = 0 WHERE id = ?");
      sqlite3_bind_int64 (statement, 1, attachment->id);
      return dt_database_run (self->database, statement, error);
    }
  statement
      = dt_database_prepare (self->database, "INSERT INTO attachments VALUES (NULL, ?, ?, 0)");
  sqlite3_bind_blob (statement, 1, address, DT_HASH_SIZE, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, size);
  if (!dt_database_run (self->database, statement, error))
    return FALSE;
  attachment->id = sqlite3_last_insert_rowid (dt_database_get_handle (self->database));
  return TRUE;
}

static gboolean
insert_chunks (
    DtLedger *self, gint64 id, const guint8 address[DT_HASH_SIZE], GBytes *content, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);
  guint count = count_chunks ((gint64) size);

  for (guint i = 0; i < count; i++)
    {
      sqlite3_stmt *statement
          = dt_database_prepare (self->database, "INSERT INTO chunks VALUES (?, ?)");
      gsize start = (gsize) i * CHUNK_SIZE;
      g_autoptr (GBytes) sealed = NULL;
      guint8 ad[AD_SIZE];

      build_ad (address, i, count, ad);
      sealed = dt_seal (
          self->attachment_key, data + start, MIN (size - start, CHUNK_SIZE), ad, sizeof ad);
      sqlite3_bind_int64 (statement, 1, id << CHUNK_BITS | i);
      sqlite3_bind_blob (statement,
                         2,
                         g_bytes_get_data (sealed, NULL),
                         (int) g_bytes_get_size (sealed),
                         SQLITE_STATIC);
      if (!dt_database_run (self->database, statement, error))
        return FALSE;
    }
  return TRUE;
}

/* The hub has to get it, or to forget it. */
static gboolean
owe (DtLedger *self, gint64 id, GError **error)
{
  sqlite3_stmt *statement
      = dt_database_prepare (self->database, "INSERT OR IGNORE INTO owed_attachments VALUES (?)");

  sqlite3_bind_int64 (statement, 1, id);
  return dt_database_run (self->database, statement, error);
}

static gboolean
put_in_transaction (DtLedger *self,
                    const guint8 address[DT_HASH_SIZE],
                    GBytes *content,
                    gboolean is_new,
                    GError **error)
{
  Attachment attachment;

  if (!look_up (self, address, &attachment, error))
    return FALSE;
  if (attachment.id != 0 && !attachment.erased)
    return TRUE;
  return insert_row (self, address, (gint64) g_bytes_get_size (content), &attachment, error)
         && insert_chunks (self, attachment.id, address, content, error)
         && (!is_new || owe (self, attachment.id, error));
}

/**
 * dt_ledger_put_attachment:
 * @self: a ledger
 * @content: the file's bytes, less than 256 GiB
 * @error: %DT_ERROR_IO, %DT_ERROR_DENIED if read-only
 *
 * Stores the content, once however often it is put. It is on disk for certain when an entry that
 * is appended later is, which is before anyone can refer to it.
 *
 * Returns: (transfer full) (nullable): its address, 64 hex digits
 */
char *
dt_ledger_put_attachment (DtLedger *self, GBytes *content, GError **error)
{
  GError *own_error = NULL;
  guint8 address[DT_HASH_SIZE];
  gboolean ok;

  g_return_val_if_fail (self != NULL && content != NULL, NULL);
  g_return_val_if_fail (g_bytes_get_size (content) >> 18 < 1 << CHUNK_BITS, NULL);

  dt_hmac_sha256 (
      self->address_key, g_bytes_get_data (content, NULL), g_bytes_get_size (content), address);
  if (!dt_ledger_ensure_open (self, error))
    return NULL;
  /* No fsync of its own: the log is written in order, and the entry's commit syncs it whole. */
  dt_database_exec (self->database, "PRAGMA synchronous = NORMAL", NULL);
  ok = dt_ledger_begin (self, error);
  if (ok && !put_in_transaction (self, address, content, TRUE, &own_error))
    {
      dt_ledger_rollback (self);
      g_propagate_error (error, own_error);
      ok = FALSE;
    }
  ok = ok && dt_ledger_commit (self, error);
  if (self->database != NULL)
    dt_database_exec (self->database, "PRAGMA synchronous = FULL", NULL);
  return ok ? dt_to_hex (address, sizeof address) : NULL;
}

static gboolean
read_chunk (DtLedger *self, gint64 id, const guint8 ad[AD_SIZE], GByteArray *out, GError **error)
{
  sqlite3_stmt *statement
      = dt_database_prepare (self->database, "SELECT sealed FROM chunks WHERE id = ?");
  g_autoptr (GBytes) chunk = NULL;
  gboolean row = FALSE;

  sqlite3_bind_int64 (statement, 1, id);
  if (!dt_database_step (self->database, statement, &row, error))
    return FALSE;
  if (row)
    chunk = dt_unseal (self->attachment_key,
                       sqlite3_column_blob (statement, 0),
                       (gsize) sqlite3_column_bytes (statement, 0),
                       ad,
                       AD_SIZE,
                       error);
  else
    g_set_error_literal (error, DT_ERROR, DT_ERROR_DAMAGED, "a part of an attachment is missing");
  sqlite3_reset (statement);
  if (chunk == NULL)
    return FALSE;
  g_byte_array_append (out, g_bytes_get_data (chunk, NULL), (guint) g_bytes_get_size (chunk));
  return TRUE;
}

static GBytes *
read_chunks (DtLedger *self,
             const guint8 address[DT_HASH_SIZE],
             const Attachment *attachment,
             GError **error)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  guint count = count_chunks (attachment->size);

  for (guint i = 0; i < count; i++)
    {
      guint8 ad[AD_SIZE];

      build_ad (address, i, count, ad);
      if (!read_chunk (self, attachment->id << CHUNK_BITS | i, ad, content, error))
        return NULL;
    }
  if (content->len == attachment->size)
    return g_byte_array_free_to_bytes (g_steal_pointer (&content));
  g_set_error_literal (error, DT_ERROR, DT_ERROR_DAMAGED, "an attachment has another length");
  return NULL;
}

/**
 * dt_ledger_get_attachment:
 * @self: a ledger
 * @hash: its address
 * @error: %DT_ERROR_NOT_FOUND (also when it was erased), %DT_ERROR_DAMAGED
 *
 * Returns: (transfer full) (nullable): the content
 */
GBytes *
dt_ledger_get_attachment (DtLedger *self, const char *hash, GError **error)
{
  Attachment attachment;
  guint8 address[DT_HASH_SIZE];

  g_return_val_if_fail (self != NULL && hash != NULL, NULL);

  if (!dt_ledger_ensure_open (self, error)
      || !look_up_hex (self, hash, address, &attachment, error))
    return NULL;
  return read_chunks (self, address, &attachment, error);
}

/* ---- with the seal on ---------------------------------------------------------------------- */

/**
 * dt_ledger_get_sealed_attachment:
 * @self: a ledger
 * @hash: its address
 * @out_size: (out): the size of its content
 * @error: %DT_ERROR_NOT_FOUND (also when it was erased), %DT_ERROR_DAMAGED
 *
 * Returns: (transfer full) (nullable) (element-type GBytes): the chunks, as they are stored
 */
GPtrArray *
dt_ledger_get_sealed_attachment (DtLedger *self, const char *hash, gint64 *out_size, GError **error)
{
  g_autoptr (GPtrArray) chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  guint8 address[DT_HASH_SIZE];
  Attachment attachment;
  sqlite3_stmt *row;
  gboolean more = TRUE;

  g_return_val_if_fail (self != NULL && hash != NULL && out_size != NULL, NULL);

  if (!dt_ledger_ensure_open (self, error)
      || !look_up_hex (self, hash, address, &attachment, error))
    return NULL;
  row = dt_database_prepare (self->database,
                             "SELECT sealed FROM chunks WHERE id >= ? AND id < ? ORDER BY id");
  sqlite3_bind_int64 (row, 1, attachment.id << CHUNK_BITS);
  sqlite3_bind_int64 (row, 2, (attachment.id + 1) << CHUNK_BITS);
  while (more)
    {
      if (!dt_database_step (self->database, row, &more, error))
        return NULL;
      if (more)
        g_ptr_array_add (
            chunks,
            g_bytes_new (sqlite3_column_blob (row, 0), (gsize) sqlite3_column_bytes (row, 0)));
    }
  *out_size = attachment.size;
  return g_steal_pointer (&chunks);
}

/* The content, if every chunk opens and all together are what the address says. */
static GBytes *
open_chunks (DtLedger *self,
             const guint8 address[DT_HASH_SIZE],
             gint64 size,
             GPtrArray *chunks,
             GError **error)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  guint8 ad[AD_SIZE], found[DT_HASH_SIZE];

  for (guint i = 0; i < chunks->len; i++)
    {
      GBytes *sealed = chunks->pdata[i];
      g_autoptr (GBytes) chunk = NULL;

      build_ad (address, i, chunks->len, ad);
      chunk = dt_unseal (self->attachment_key,
                         g_bytes_get_data (sealed, NULL),
                         g_bytes_get_size (sealed),
                         ad,
                         AD_SIZE,
                         error);
      if (chunk == NULL)
        return NULL;
      g_byte_array_append (
          content, g_bytes_get_data (chunk, NULL), (guint) g_bytes_get_size (chunk));
    }
  dt_hmac_sha256 (self->address_key, content->data, content->len, found);
  if (content->len == size && memcmp (found, address, DT_HASH_SIZE) == 0)
    return g_byte_array_free_to_bytes (g_steal_pointer (&content));
  g_set_error_literal (
      error, DT_ERROR, DT_ERROR_DAMAGED, "an attachment is not what its address says");
  return NULL;
}

/**
 * dt_ledger_put_sealed_attachment:
 * @self: a ledger
 * @hash: its address
 * @size: of its content
 * @chunks: (element-type GBytes): as another desk of the unit stores them
 * @error: %DT_ERROR_DAMAGED if they do not open or are something else, %DT_ERROR_INVALID,
 *   %DT_ERROR_IO, %DT_ERROR_DENIED if read-only
 *
 * One that is here already is left as it is; one that was erased here does not come back.
 *
 * Returns: %TRUE if it is not missing any more
 */
gboolean
dt_ledger_put_sealed_attachment (
    DtLedger *self, const char *hash, gint64 size, GPtrArray *chunks, GError **error)
{
  guint8 address[DT_HASH_SIZE];
  g_autoptr (GBytes) content = NULL;
  GError *own_error = NULL;
  Attachment attachment;

  g_return_val_if_fail (self != NULL && hash != NULL && chunks != NULL, FALSE);

  if (!dt_from_hex (hash, address, sizeof address))
    {
      g_set_error_literal (error, DT_ERROR, DT_ERROR_INVALID, "not an attachment's address");
      return FALSE;
    }
  if (!dt_ledger_begin (self, error))
    return FALSE;
  if (!look_up (self, address, &attachment, &own_error)
      || (attachment.id == 0
          && ((content = open_chunks (self, address, size, chunks, &own_error)) == NULL
              || !put_in_transaction (self, address, content, FALSE, &own_error))))
    {
      dt_ledger_rollback (self);
      g_propagate_error (error, own_error);
      return FALSE;
    }
  return dt_ledger_commit (self, error);
}

/* ---- erasing ------------------------------------------------------------------------------- */

/* One that has not come is not to come any more. */
static gboolean
erase_missing (DtLedger *self, const char *hash, GError **error)
{
  sqlite3_stmt *statement;
  guint8 address[DT_HASH_SIZE];

  if (!dt_from_hex (hash, address, sizeof address))
    return TRUE;
  statement = dt_database_prepare (self->database,
                                   "INSERT INTO attachments SELECT NULL, address, 0, 0 FROM missing"
                                   " WHERE address = ?");
  sqlite3_bind_blob (statement, 1, address, DT_HASH_SIZE, SQLITE_STATIC);
  return dt_database_run (self->database, statement, error) && end_missing (self, address, error);
}

static gboolean
erase_in_transaction (DtLedger *self, gint64 id, GError **error)
{
  sqlite3_stmt *statement
      = dt_database_prepare (self->database, "DELETE FROM chunks WHERE id >= ? AND id < ?");

  sqlite3_bind_int64 (statement, 1, id << CHUNK_BITS);
  sqlite3_bind_int64 (statement, 2, (id + 1) << CHUNK_BITS);
  if (!dt_database_run (self->database, statement, error))
    return FALSE;
  statement
      = dt_database_prepare (self->database, "UPDATE attachments SET erased = 1 WHERE id = ?");
  sqlite3_bind_int64 (statement, 1, id);
  return dt_database_run (self->database, statement, error) && owe (self, id, error);
}

/**
 * dt_ledger_erase_attachment:
 * @self: a ledger
 * @hash: its address
 * @error: %DT_ERROR_NOT_FOUND (also when it was erased before), %DT_ERROR_IO, %DT_ERROR_DENIED
 *
 * Returns: %TRUE if its content is gone from the file
 */
gboolean
dt_ledger_erase_attachment (DtLedger *self, const char *hash, GError **error)
{
  GError *own_error = NULL;
  Attachment attachment;
  guint8 address[DT_HASH_SIZE];

  g_return_val_if_fail (self != NULL && hash != NULL, FALSE);

  if (!dt_ledger_begin (self, error))
    return FALSE;
  if (!erase_missing (self, hash, &own_error)
      || !look_up_hex (self, hash, address, &attachment, &own_error)
      || !erase_in_transaction (self, attachment.id, &own_error))
    {
      dt_ledger_rollback (self);
      g_propagate_error (error, own_error);
      return FALSE;
    }
  if (!dt_ledger_commit (self, error))
    return FALSE;
  dt_ledger_scrub (self);
  return TRUE;
}

/* ---- for dt_ledger_verify() -------------------------------------------------------------- */

static void
check_attachment (DtLedger *self,
                  const guint8 address[DT_HASH_SIZE],
                  const Attachment *attachment,
                  GPtrArray *problems)
{
  g_autofree char *hex = dt_to_hex (address, DT_HASH_SIZE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = read_chunks (self, address, attachment, &error);
  guint8 found[DT_HASH_SIZE];

  if (content == NULL)
    {
      g_ptr_array_add (problems, g_strdup_printf ("attachment %s: %s", hex, error->message));
      return;
    }
  dt_hmac_sha256 (
      self->address_key, g_bytes_get_data (content, NULL), g_bytes_get_size (content), found);
  if (memcmp (found, address, DT_HASH_SIZE) != 0)
    g_ptr_array_add (problems, g_strdup_printf ("attachment %s: not what its address says", hex));
}

gboolean
dt_ledger_check_attachments (DtLedger *self,
                             GCancellable *cancellable,
                             GHashTable *known,
                             GPtrArray *problems,
                             GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (
      self->database, "SELECT id, address, size, erased FROM attachments ORDER BY id");
  gboolean row = TRUE;

  while (row)
    {
      Attachment attachment;
      guint8 address[DT_HASH_SIZE];

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !dt_database_step (self->database, statement, &row, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
      if (!row)
        break;
      if (sqlite3_column_bytes (statement, 1) != DT_HASH_SIZE)
        {
          g_ptr_array_add (problems, g_strdup ("attachment: an address has the wrong size"));
          continue;
        }
      memcpy (address, sqlite3_column_blob (statement, 1), DT_HASH_SIZE);
      attachment.id = sqlite3_column_int64 (statement, 0);
      attachment.size = sqlite3_column_int64 (statement, 2);
      attachment.erased = sqlite3_column_int64 (statement, 3) != 0;
      g_hash_table_add (known, dt_to_hex (address, sizeof address));
      if (!attachment.erased)
        check_attachment (self, address, &attachment, problems);
    }
  return TRUE;
}

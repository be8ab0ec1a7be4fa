/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes and reads signed notes (c2sp.org/signed-note) that hold checkpoints
 * (c2sp.org/tlog-checkpoint), and makes those of a ledger's days. */
#include "ledger/dt-checkpoint.h"

#include "ledger/dt-ledger-private.h"
#include "ledger/dt-merkle.h"

#include <string.h>

#define KEY_ID_SIZE 4
#define ED25519_TYPE 1
#define DASH "\xe2\x80\x94" /* U+2014 */

/**
 * dt_checkpoint_free:
 * @self: (nullable) (transfer full): a checkpoint
 */
void
dt_checkpoint_free (DtCheckpoint *self)
{
  if (self == NULL)
    return;
  g_free (self->origin);
  g_free (self);
}

/**
 * dt_checkpoint_origin:
 * @unit: the unit's code
 * @device: the desk's id
 * @day: days since 1970-01-01 in Hanoi
 *
 * Returns: (transfer full): the name of that day's tree
 */
char *
dt_checkpoint_origin (const char *unit, const char *device, gint64 day)
{
  g_autoptr (GDateTime) time = dt_time_to_hanoi (day * G_TIME_SPAN_DAY);
  g_autofree char *date = g_date_time_format (time, "%F");

  return g_strdup_printf ("doi-thoai/%s/%s/%s", unit, device, date);
}

/**
 * dt_checkpoint_format:
 * @origin: the tree's name
 * @size: how many leaves
 * @root: its root
 *
 * Returns: (transfer full): the text that is signed
 */
char *
dt_checkpoint_format (const char *origin, guint64 size, const guint8 root[DT_HASH_SIZE])
{
  g_autofree char *base64 = g_base64_encode (root, DT_HASH_SIZE);

  return g_strdup_printf ("%s\n%" G_GUINT64_FORMAT "\n%s\n", origin, size, base64);
}

static void
compute_key_id (const char *name,
                gsize name_size,
                const guint8 public_key[DT_PUBLIC_KEY_SIZE],
                guint8 out[KEY_ID_SIZE])
{
  g_autoptr (GByteArray) text = g_byte_array_new ();
  guint8 type = ED25519_TYPE;
  guint8 hash[DT_HASH_SIZE];

  g_byte_array_append (text, (const guint8 *) name, (guint) name_size);
  g_byte_array_append (text, (const guint8 *) "\n", 1);
  g_byte_array_append (text, &type, 1);
  g_byte_array_append (text, public_key, DT_PUBLIC_KEY_SIZE);
  dt_sha256 (text->data, text->len, hash);
  memcpy (out, hash, KEY_ID_SIZE);
}

/**
 * dt_checkpoint_sign:
 * @text: of dt_checkpoint_format()
 * @secret_key: the desk's
 * @public_key: the desk's
 *
 * Returns: (transfer full): the signed note
 */
char *
dt_checkpoint_sign (const char *text,
                    DtSecret *secret_key,
                    const guint8 public_key[DT_PUBLIC_KEY_SIZE])
{
  guint8 blob[KEY_ID_SIZE + DT_SIGNATURE_SIZE];
  gsize name_size = strcspn (text, "\n");
  g_autofree char *base64 = NULL;

  compute_key_id (text, name_size, public_key, blob);
  dt_sign (secret_key, text, strlen (text), blob + KEY_ID_SIZE);
  base64 = g_base64_encode (blob, sizeof blob);
  return g_strdup_printf ("%s\n" DASH " %.*s %s\n", text, (int) name_size, text, base64);
}

static gboolean
decode_base64 (const char *text, guint8 *out, gsize size)
{
  g_autofree char *again = NULL;
  g_autofree guint8 *bytes = NULL;
  gsize found;

  bytes = g_base64_decode (text, &found);
  if (found != size)
    return FALSE;
  /* GLib skips what is no base64: only the one right spelling passes. */
  again = g_base64_encode (bytes, found);
  if (!g_str_equal (again, text))
    return FALSE;
  memcpy (out, bytes, size);
  return TRUE;
}

static gboolean
parse_size (const char *text, guint64 *out)
{
  g_autofree char *again = NULL;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, out, NULL))
    return FALSE;
  again = g_strdup_printf ("%" G_GUINT64_FORMAT, *out);
  return g_str_equal (again, text);
}

static DtCheckpoint *
parse_text (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (DtCheckpoint) self = g_new0 (DtCheckpoint, 1);

  /* Lines of extension may follow the root; the last line ends with a newline too. */
  if (g_strv_length (lines) < 4 || lines[0][0] == '\0' || !parse_size (lines[1], &self->size)
      || !decode_base64 (lines[2], self->root, DT_HASH_SIZE))
    return NULL;
  self->origin = g_strdup (lines[0]);
  return g_steal_pointer (&self);
}

static gboolean
line_verifies (const char *line,
               const char *text,
               const char *origin,
               const guint8 public_key[DT_PUBLIC_KEY_SIZE])
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  guint8 blob[KEY_ID_SIZE + DT_SIGNATURE_SIZE], key_id[KEY_ID_SIZE];

  if (g_strv_length (words) != 3 || !g_str_equal (words[0], DASH) || !g_str_equal (words[1], origin)
      || !decode_base64 (words[2], blob, sizeof blob))
    return FALSE;
  compute_key_id (origin, strlen (origin), public_key, key_id);
  return memcmp (key_id, blob, KEY_ID_SIZE) == 0
         && dt_sign_verify (public_key, text, strlen (text), blob + KEY_ID_SIZE);
}

/* The text ends with the newline before the empty line. */
static const char *
find_signatures (const char *note, char **out_text)
{
  const char *gap = g_utf8_validate (note, -1, NULL) ? g_strrstr (note, "\n\n") : NULL;

  if (gap == NULL)
    return NULL;
  *out_text = g_strndup (note, (gsize) (gap - note) + 1);
  return gap + 2;
}

/**
 * dt_note_verify:
 * @note: a signed note (c2sp.org/signed-note); other signatures on it are passed over
 * @name: the key's name
 * @public_key: the key
 *
 * Returns: %TRUE if the note bears a good signature of that key
 */
gboolean
dt_note_verify (const char *note, const char *name, const guint8 public_key[DT_PUBLIC_KEY_SIZE])
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  const char *signatures;
  gboolean ok = FALSE;

  g_return_val_if_fail (note != NULL && name != NULL, FALSE);

  signatures = find_signatures (note, &text);
  if (signatures == NULL)
    return FALSE;
  lines = g_strsplit (signatures, "\n", -1);
  for (guint i = 0; lines[i] != NULL && !ok; i++)
    ok = line_verifies (lines[i], text, name, public_key);
  return ok;
}

/**
 * dt_checkpoint_verify:
 * @note: a signed note; other signatures on it are passed over
 * @public_key: of the desk one trusts
 * @error: %DT_ERROR_INVALID if it is no checkpoint, %DT_ERROR_DAMAGED if it bears no good
 *   signature of that desk
 *
 * Returns: (transfer full) (nullable): what the desk said
 */
DtCheckpoint *
dt_checkpoint_verify (const char *note, const guint8 public_key[DT_PUBLIC_KEY_SIZE], GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (DtCheckpoint) self = NULL;

  g_return_val_if_fail (note != NULL, NULL);

  if (find_signatures (note, &text) != NULL)
    self = parse_text (text);
  if (self == NULL)
    {
      g_set_error_literal (error, DT_ERROR, DT_ERROR_INVALID, "not a checkpoint");
      return NULL;
    }
  if (dt_note_verify (note, self->origin, public_key))
    return g_steal_pointer (&self);
  g_set_error_literal (
      error, DT_ERROR, DT_ERROR_DAMAGED, "the checkpoint is not signed by this desk");
  return NULL;
}

/* ---- of a ledger ------------------------------------------------------------------------- */

/**
 * dt_ledger_get_day:
 * @usec: Unix microseconds
 *
 * Returns: the day it is then in Hanoi, counted from 1970-01-01
 */
gint64
dt_ledger_get_day (gint64 usec)
{
  return dt_hanoi_day (usec);
}

/**
 * dt_ledger_get_day_leaves:
 * @self: a ledger
 * @day: a day in Hanoi
 * @error: %DT_ERROR_DAMAGED, %DT_ERROR_IO
 *
 * Returns: (transfer full) (nullable): the leaf hashes of that day's tree, in order
 */
GByteArray *
dt_ledger_get_day_leaves (DtLedger *self, gint64 day, GError **error)
{
  g_autoptr (GByteArray) leaves = g_byte_array_new ();
  sqlite3_stmt *statement;
  gboolean row = TRUE;

  g_return_val_if_fail (self != NULL, NULL);

  if (!dt_ledger_ensure_open (self, error))
    return NULL;
  statement
      = dt_database_prepare (self->database, "SELECT hash FROM entries WHERE day = ? ORDER BY n");
  sqlite3_bind_int64 (statement, 1, day);
  while (row)
    {
      guint8 leaf[DT_HASH_SIZE];

      if (!dt_database_step (self->database, statement, &row, error))
        return NULL;
      if (!row)
        break;
      dt_merkle_leaf (
          sqlite3_column_blob (statement, 0), (gsize) sqlite3_column_bytes (statement, 0), leaf);
      g_byte_array_append (leaves, leaf, sizeof leaf);
    }
  return g_steal_pointer (&leaves);
}

/**
 * dt_ledger_make_checkpoint:
 * @self: a ledger
 * @day: a day in Hanoi
 * @error: %DT_ERROR_NOT_FOUND for a day without entries
 *
 * Returns: (transfer full) (nullable): the signed note for the day as it stands now
 */
char *
dt_ledger_make_checkpoint (DtLedger *self, gint64 day, GError **error)
{
  g_autoptr (GByteArray) leaves = dt_ledger_get_day_leaves (self, day, error);
  g_autofree char *origin = NULL, *text = NULL;
  guint8 root[DT_HASH_SIZE];

  if (leaves == NULL)
    return NULL;
  if (leaves->len == 0)
    {
      g_set_error_literal (error, DT_ERROR, DT_ERROR_NOT_FOUND, "no entry was received that day");
      return NULL;
    }
  dt_merkle_root (leaves->data, leaves->len / DT_HASH_SIZE, root);
  origin = dt_checkpoint_origin (self->unit, self->device, day);
  text = dt_checkpoint_format (origin, leaves->len / DT_HASH_SIZE, root);
  return dt_checkpoint_sign (text, self->signing_key, self->public_key);
}

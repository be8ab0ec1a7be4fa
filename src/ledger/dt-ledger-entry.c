/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns an entry into its bytes and back (its header describes them), and signs its hash. */
#include "ledger/dt-ledger-entry.h"

#include <string.h>

static const char magic[4] = { 'D', 'T', 'E', '1' };
static const char signature_context[] = "doi-thoai entry 1\n";

#define FIXED_SIZE 136
#define SIGNED_SIZE (sizeof signature_context - 1 + DT_HASH_SIZE)

static void
append_int (GByteArray *out, guint64 value, guint size)
{
  guint8 bytes[8];

  for (guint i = 0; i < size; i++)
    bytes[i] = (guint8) (value >> (8 * (size - 1 - i)));
  g_byte_array_append (out, bytes, size);
}

static guint64
read_int (const guint8 *bytes, guint size)
{
  guint64 value = 0;

  for (guint i = 0; i < size; i++)
    value = value << 8 | bytes[i];
  return value;
}

static void
append_text (GByteArray *out, const char *text, gsize size, guint length_size)
{
  append_int (out, size, length_size);
  g_byte_array_append (out, (const guint8 *) text, (guint) size);
}

/**
 * dt_entry_encode:
 * @parts: what to write; the texts within the limits of their lengths
 * @out: emptied, then filled with the bytes
 */
void
dt_entry_encode (const DtEntryParts *parts, GByteArray *out)
{
  g_byte_array_set_size (out, 0);
  g_byte_array_append (out, (const guint8 *) magic, sizeof magic);
  g_byte_array_append (out, parts->device, DT_DEVICE_SIZE);
  append_int (out, (guint64) parts->seq, 8);
  append_int (out, (guint64) parts->hlc, 8);
  append_int (out, parts->schema, 4);
  g_byte_array_append (out, parts->base, DT_HASH_SIZE);
  g_byte_array_append (out, parts->prev, DT_HASH_SIZE);
  g_byte_array_append (out, parts->commit, DT_HASH_SIZE);
  append_text (out, parts->actor, parts->actor_size, 1);
  append_text (out, parts->kind, parts->kind_size, 1);
  append_text (out, parts->subject, parts->subject_size, 1);
  append_text (out, parts->facts, parts->facts_size, 4);
}

static gboolean
read_text (const guint8 *bytes,
           gsize size,
           gsize *offset,
           guint length_size,
           const char **out,
           gsize *out_size)
{
  gsize length;

  if (size - *offset < length_size)
    return FALSE;
  length = (gsize) read_int (bytes + *offset, length_size);
  *offset += length_size;
  if (size - *offset < length)
    return FALSE;
  *out = (const char *) bytes + *offset;
  *out_size = length;
  *offset += length;
  return g_utf8_validate_len (*out, length, NULL);
}

/**
 * dt_entry_decode:
 * @bytes: an entry
 * @size: how many bytes
 * @out: (out caller-allocates): what they say; its texts point into @bytes
 * @error: %DT_ERROR_DAMAGED; %DT_ERROR_NEWER if the layout is one of a newer version
 *
 * Returns: %TRUE if @bytes is exactly one entry
 */
gboolean
dt_entry_decode (const guint8 *bytes, gsize size, DtEntryParts *out, GError **error)
{
  DtEntryParts parts = { 0 };
  gsize offset = FIXED_SIZE;

  if (size >= sizeof magic && memcmp (bytes, magic, 3) == 0 && bytes[3] > '1' && bytes[3] <= '9')
    {
      g_set_error (error, DT_ERROR, DT_ERROR_NEWER, "an entry has the newer layout %c", bytes[3]);
      return FALSE;
    }
  if (size < FIXED_SIZE || memcmp (bytes, magic, sizeof magic) != 0)
    goto damaged;

  memcpy (parts.device, bytes + 4, DT_DEVICE_SIZE);
  parts.seq = (gint64) read_int (bytes + 20, 8);
  parts.hlc = (gint64) read_int (bytes + 28, 8);
  parts.schema = (guint32) read_int (bytes + 36, 4);
  memcpy (parts.base, bytes + 40, DT_HASH_SIZE);
  memcpy (parts.prev, bytes + 72, DT_HASH_SIZE);
  memcpy (parts.commit, bytes + 104, DT_HASH_SIZE);
  if (!read_text (bytes, size, &offset, 1, &parts.actor, &parts.actor_size)
      || !read_text (bytes, size, &offset, 1, &parts.kind, &parts.kind_size)
      || !read_text (bytes, size, &offset, 1, &parts.subject, &parts.subject_size)
      || !read_text (bytes, size, &offset, 4, &parts.facts, &parts.facts_size) || offset != size
      || parts.seq < 1 || parts.kind_size == 0)
    goto damaged;
  *out = parts;
  return TRUE;

damaged:
  g_set_error_literal (error, DT_ERROR, DT_ERROR_DAMAGED, "an entry's bytes make no sense");
  return FALSE;
}

/**
 * dt_entry_check_text:
 * @text: (nullable): a field of a draft
 * @max_size: the most bytes it may have
 * @name: the field's name, for @error
 * @error: %DT_ERROR_INVALID
 *
 * Returns: %TRUE if @text may stand in an entry
 */
gboolean
dt_entry_check_text (const char *text, gsize max_size, const char *name, GError **error)
{
  if (text != NULL && strlen (text) <= max_size && g_utf8_validate (text, -1, NULL))
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "%s is missing, too long or no UTF-8", name);
  return FALSE;
}

static void
build_signed (const guint8 hash[DT_HASH_SIZE], guint8 out[SIGNED_SIZE])
{
  memcpy (out, signature_context, sizeof signature_context - 1);
  memcpy (out + sizeof signature_context - 1, hash, DT_HASH_SIZE);
}

/**
 * dt_entry_sign:
 * @secret_key: the desk's
 * @hash: of the last entry of a transaction
 * @out: the signature
 */
void
dt_entry_sign (DtSecret *secret_key, const guint8 hash[DT_HASH_SIZE], guint8 out[DT_SIGNATURE_SIZE])
{
  guint8 text[SIGNED_SIZE];

  build_signed (hash, text);
  dt_sign (secret_key, text, sizeof text, out);
}

/**
 * dt_entry_verify_signature:
 * @public_key: the desk's
 * @hash: of the entry
 * @signature: the entry's
 *
 * Returns: %TRUE if the desk signed that hash
 */
gboolean
dt_entry_verify_signature (const guint8 public_key[DT_PUBLIC_KEY_SIZE],
                           const guint8 hash[DT_HASH_SIZE],
                           const guint8 signature[DT_SIGNATURE_SIZE])
{
  guint8 text[SIGNED_SIZE];

  build_signed (hash, text);
  return dt_sign_verify (public_key, text, sizeof text, signature);
}

/**
 * dt_hash_is_zero:
 * @hash: a hash
 *
 * Returns: %TRUE if it stands for none
 */
gboolean
dt_hash_is_zero (const guint8 hash[DT_HASH_SIZE])
{
  static const guint8 zero[DT_HASH_SIZE] = { 0 };

  return memcmp (hash, zero, DT_HASH_SIZE) == 0;
}

/**
 * dt_entry_clear:
 * @entry: an entry whose texts are its own
 *
 * Frees the texts and zeroes the rest.
 */
void
dt_entry_clear (DtEntry *entry)
{
  g_return_if_fail (entry != NULL);

  g_free (entry->actor);
  g_free (entry->kind);
  g_free (entry->subject);
  g_free (entry->facts);
  g_free (entry->payload);
  memset (entry, 0, sizeof *entry);
}

/**
 * dt_entry_free:
 * @entry: (nullable) (transfer full): an entry
 */
void
dt_entry_free (DtEntry *entry)
{
  if (entry == NULL)
    return;
  dt_entry_clear (entry);
  g_free (entry);
}

/**
 * dt_entry_copy:
 * @entry: an entry, also one that is only valid during a call
 *
 * Returns: (transfer full): a copy with texts of its own
 */
DtEntry *
dt_entry_copy (const DtEntry *entry)
{
  DtEntry *copy = g_memdup2 (entry, sizeof *entry);

  copy->actor = g_strdup (entry->actor);
  copy->kind = g_strdup (entry->kind);
  copy->subject = g_strdup (entry->subject);
  copy->facts = g_strdup (entry->facts);
  copy->payload = g_strdup (entry->payload);
  return copy;
}

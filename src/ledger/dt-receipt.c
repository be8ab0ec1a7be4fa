/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Receipts: "DT1:" and base64url of these bytes, integers big-endian, counts in LEB128:
 *
 *   1   form: 1 a promise, 2 with proof
 *   1+  length and text of the unit's code
 *   1+  length and text of the case's code
 *   8   time, Unix microseconds
 *   16  device
 *   1+  seq
 *   32  hash of the entry
 *   form 2: size of the day's tree, index in it, hashes of the inclusion proof
 *   64  Ed25519 over "doi-thoai receipt 1\n", the bytes from form to the hash of the entry (form 2:
 *       to the index), and in form 2 the text of the day's checkpoint
 *
 * One signature stands for promise and checkpoint, so that a receipt fits the QR code on an A5
 * sheet: the checkpoint's text follows from the unit, the device, the time's day and the proof.
 * On the ledger's thread; verifying on any. */
#include "ledger/dt-receipt.h"

#include "ledger/dt-checkpoint.h"
#include "ledger/dt-ledger-private.h"
#include "ledger/dt-merkle.h"

#include <string.h>

#define PREFIX "DT1:"
#define FORM_PROMISE 1
#define FORM_PROOF 2
#define MAX_CODE 40
#define MAX_TIME G_GINT64_CONSTANT (253402300799000000) /* the year 9999 */

static const char signature_context[] = "doi-thoai receipt 1\n";

/* Where an entry stands, as a receipt tells it. */
typedef struct
{
  guint8 device[DT_DEVICE_SIZE];
  gint64 n;
  gint64 seq;
  gint64 received;
  gint64 day;
} Place;

/* What the bytes say, and which of them were signed. */
typedef struct
{
  guint8 form;
  guint64 size;
  guint64 index;
  const guint8 *proof;
  gsize n_hashes;
  gsize signed_size;
  const guint8 *signature;
} Parsed;

/**
 * dt_receipt_free:
 * @receipt: (nullable) (transfer full): a receipt
 */
void
dt_receipt_free (DtReceipt *receipt)
{
  if (receipt == NULL)
    return;
  g_free (receipt->unit);
  g_free (receipt->case_code);
  g_free (receipt);
}

/* ---- making ------------------------------------------------------------------------------ */

static gboolean
look_up_place (DtLedger *ledger, const guint8 hash[DT_HASH_SIZE], Place *out, GError **error)
{
  sqlite3_stmt *statement;
  gboolean row = FALSE;

  if (!dt_ledger_ensure_open (ledger, error) || !dt_ledger_find (ledger, hash, &out->n, error))
    return FALSE;
  statement = dt_database_prepare (ledger->database,
                                   "SELECT e.seq, e.received, e.day, d.device FROM entries AS e"
                                   " JOIN devices AS d ON d.no = e.device WHERE e.n = ?");
  sqlite3_bind_int64 (statement, 1, out->n);
  if (!dt_database_step (ledger->database, statement, &row, error))
    return FALSE;
  if (!row || sqlite3_column_bytes (statement, 3) != DT_DEVICE_SIZE)
    {
      sqlite3_reset (statement);
      g_set_error_literal (error, DT_ERROR, DT_ERROR_DAMAGED, "the entry has no desk");
      return FALSE;
    }
  out->seq = sqlite3_column_int64 (statement, 0);
  out->received = sqlite3_column_int64 (statement, 1);
  out->day = sqlite3_column_int64 (statement, 2);
  memcpy (out->device, sqlite3_column_blob (statement, 3), DT_DEVICE_SIZE);
  sqlite3_reset (statement);
  return TRUE;
}

static void
append_count (GByteArray *out, guint64 value)
{
  do
    {
      guint8 byte = (guint8) (value & 0x7f);

      value >>= 7;
      if (value != 0)
        byte |= 0x80;
      g_byte_array_append (out, &byte, 1);
    }
  while (value != 0);
}

static void
append_text (GByteArray *out, const char *text)
{
  guint8 length = (guint8) strlen (text);

  g_byte_array_append (out, &length, 1);
  g_byte_array_append (out, (const guint8 *) text, length);
}

static GByteArray *
begin_receipt (DtLedger *ledger,
               guint8 form,
               const char *case_code,
               const guint8 hash[DT_HASH_SIZE],
               const Place *place)
{
  GByteArray *bytes = g_byte_array_new ();
  guint64 time = GUINT64_TO_BE ((guint64) place->received);

  g_byte_array_append (bytes, &form, 1);
  append_text (bytes, ledger->unit);
  append_text (bytes, case_code);
  g_byte_array_append (bytes, (const guint8 *) &time, sizeof time);
  g_byte_array_append (bytes, place->device, DT_DEVICE_SIZE);
  append_count (bytes, (guint64) place->seq);
  g_byte_array_append (bytes, hash, DT_HASH_SIZE);
  return bytes;
}

static GByteArray *
build_signed (const guint8 *head, gsize size, const char *checkpoint)
{
  GByteArray *text = g_byte_array_new ();

  g_byte_array_append (text, (const guint8 *) signature_context, sizeof signature_context - 1);
  g_byte_array_append (text, head, (guint) size);
  if (checkpoint != NULL)
    g_byte_array_append (text, (const guint8 *) checkpoint, (guint) strlen (checkpoint));
  return text;
}

/* @head_size: how many bytes of @bytes are signed; the proof behind them follows from the root. */
static char *
finish_receipt (DtLedger *ledger, GByteArray *bytes, gsize head_size, const char *checkpoint)
{
  g_autoptr (GByteArray) text = build_signed (bytes->data, head_size, checkpoint);
  guint8 signature[DT_SIGNATURE_SIZE];
  g_autofree char *base64 = NULL;

  dt_sign (ledger->signing_key, text->data, text->len, signature);
  g_byte_array_append (bytes, signature, sizeof signature);
  base64 = dt_to_base64url (bytes->data, bytes->len);
  return g_strconcat (PREFIX, base64, NULL);
}

/**
 * dt_receipt_make:
 * @ledger: a ledger
 * @case_code: what the citizen is told, at most 40 bytes
 * @entry_hash: the entry that opened the case
 * @error: %DT_ERROR_NOT_FOUND if the entry is not on disk, %DT_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): the promise, about 190 characters
 */
char *
dt_receipt_make (DtLedger *ledger,
                 const char *case_code,
                 const guint8 entry_hash[DT_HASH_SIZE],
                 GError **error)
{
  g_autoptr (GByteArray) bytes = NULL;
  Place place;

  g_return_val_if_fail (ledger != NULL && case_code != NULL && entry_hash != NULL, NULL);

  if (!dt_entry_check_text (case_code, MAX_CODE, "the case's code", error)
      || !look_up_place (ledger, entry_hash, &place, error))
    return NULL;
  bytes = begin_receipt (ledger, FORM_PROMISE, case_code, entry_hash, &place);
  return finish_receipt (ledger, bytes, bytes->len, NULL);
}

static gboolean
count_before (DtLedger *ledger, const Place *place, guint64 *out, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (
      ledger->database, "SELECT count (*) FROM entries WHERE day = ? AND n < ?");
  gboolean row = FALSE;

  sqlite3_bind_int64 (statement, 1, place->day);
  sqlite3_bind_int64 (statement, 2, place->n);
  if (!dt_database_step (ledger->database, statement, &row, error))
    return FALSE;
  *out = (guint64) sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * dt_receipt_make_with_proof:
 * @ledger: a ledger
 * @case_code: what the citizen is told, at most 40 bytes
 * @entry_hash: the entry that opened the case
 * @error: %DT_ERROR_NOT_FOUND if the entry is not on disk, another desk's, or its day not over
 *
 * Returns: (transfer full) (nullable): the promise with the proof that the day's tree holds the
 * entry; longer than 779 characters only if the day held more than 8,192
 */
char *
dt_receipt_make_with_proof (DtLedger *ledger,
                            const char *case_code,
                            const guint8 entry_hash[DT_HASH_SIZE],
                            GError **error)
{
  g_autoptr (GByteArray) bytes = NULL, leaves = NULL;
  g_autoptr (GBytes) proof = NULL;
  g_autofree char *origin = NULL, *checkpoint = NULL;
  guint8 root[DT_HASH_SIZE];
  guint64 index, size;
  gsize head_size;
  Place place;

  g_return_val_if_fail (ledger != NULL && case_code != NULL && entry_hash != NULL, NULL);

  if (!dt_entry_check_text (case_code, MAX_CODE, "the case's code", error)
      || !look_up_place (ledger, entry_hash, &place, error))
    return NULL;
  if (place.day >= dt_hanoi_day (dt_clock_now (ledger->clock)))
    {
      g_set_error_literal (error, DT_ERROR, DT_ERROR_NOT_FOUND, "the entry's day is not over yet");
      return NULL;
    }
  /* The receipt names one desk, whose tree this is not. */
  if (memcmp (place.device, ledger->device_id, DT_DEVICE_SIZE) != 0)
    {
      g_set_error_literal (error, DT_ERROR, DT_ERROR_NOT_FOUND, "the entry is another desk's");
      return NULL;
    }
  leaves = dt_ledger_get_day_leaves (ledger, place.day, error);
  if (leaves == NULL || !count_before (ledger, &place, &index, error))
    return NULL;
  size = leaves->len / DT_HASH_SIZE;
  dt_merkle_root (leaves->data, size, root);
  proof = dt_merkle_prove_inclusion (leaves->data, size, index);
  origin = dt_checkpoint_origin (ledger->unit, ledger->device, place.day);
  checkpoint = dt_checkpoint_format (origin, size, root);

  bytes = begin_receipt (ledger, FORM_PROOF, case_code, entry_hash, &place);
  append_count (bytes, size);
  append_count (bytes, index);
  head_size = bytes->len;
  g_byte_array_append (bytes, g_bytes_get_data (proof, NULL), (guint) g_bytes_get_size (proof));
  return finish_receipt (ledger, bytes, head_size, checkpoint);
}

/* ---- verifying --------------------------------------------------------------------------- */

static gboolean
take (const guint8 *bytes, gsize size, gsize *at, void *out, gsize wanted)
{
  if (size - *at < wanted)
    return FALSE;
  memcpy (out, bytes + *at, wanted);
  *at += wanted;
  return TRUE;
}

static gboolean
take_count (const guint8 *bytes, gsize size, gsize *at, guint64 *out)
{
  guint64 value = 0;

  for (guint shift = 0; shift < 63; shift += 7)
    {
      guint8 byte;

      if (!take (bytes, size, at, &byte, 1))
        return FALSE;
      value |= (guint64) (byte & 0x7f) << shift;
      if ((byte & 0x80) == 0)
        {
          *out = value;
          return byte != 0 || shift == 0;
        }
    }
  return FALSE;
}

static char *
take_text (const guint8 *bytes, gsize size, gsize *at)
{
  g_autofree char *text = NULL;
  guint8 length;

  if (!take (bytes, size, at, &length, 1))
    return NULL;
  text = g_malloc0 ((gsize) length + 1);
  if (!take (bytes, size, at, text, length) || !g_utf8_validate_len (text, length, NULL))
    return NULL;
  return g_steal_pointer (&text);
}

static gboolean
parse (const guint8 *bytes, gsize size, DtReceipt *out, Parsed *parsed)
{
  guint8 device[DT_DEVICE_SIZE];
  g_autofree char *hex = NULL;
  guint64 time, seq;
  gsize at = 0;

  if (!take (bytes, size, &at, &parsed->form, 1)
      || (parsed->form != FORM_PROMISE && parsed->form != FORM_PROOF))
    return FALSE;
  out->unit = take_text (bytes, size, &at);
  if (out->unit == NULL)
    return FALSE;
  out->case_code = take_text (bytes, size, &at);
  if (out->case_code == NULL || !take (bytes, size, &at, &time, sizeof time)
      || !take (bytes, size, &at, device, sizeof device) || !take_count (bytes, size, &at, &seq)
      || !take (bytes, size, &at, out->entry_hash, DT_HASH_SIZE))
    return FALSE;
  out->time = (gint64) GUINT64_FROM_BE (time);
  if (out->time < 0 || out->time > MAX_TIME)
    return FALSE;
  out->seq = (gint64) seq;
  hex = dt_to_hex (device, sizeof device);
  g_strlcpy (out->device, hex, sizeof out->device);

  if (parsed->form == FORM_PROOF)
    {
      if (!take_count (bytes, size, &at, &parsed->size)
          || !take_count (bytes, size, &at, &parsed->index) || parsed->index >= parsed->size)
        return FALSE;
      parsed->n_hashes = dt_merkle_inclusion_length (parsed->index, parsed->size);
    }
  parsed->signed_size = at;
  parsed->proof = bytes + at;
  parsed->signature = parsed->proof + parsed->n_hashes * DT_HASH_SIZE;
  return size - at == parsed->n_hashes * DT_HASH_SIZE + DT_SIGNATURE_SIZE;
}

/* The text that the desk signed with the receipt, made anew from the proof. NULL if there is
 * none. */
static char *
rebuild_checkpoint (const DtReceipt *receipt, const Parsed *parsed)
{
  guint8 leaf[DT_HASH_SIZE], root[DT_HASH_SIZE];
  g_autofree char *origin = NULL;

  if (parsed->form != FORM_PROOF)
    return NULL;
  dt_merkle_leaf (receipt->entry_hash, DT_HASH_SIZE, leaf);
  if (!dt_merkle_root_from_inclusion (
          parsed->index, parsed->size, leaf, parsed->proof, parsed->n_hashes, root))
    return NULL;
  origin = dt_checkpoint_origin (receipt->unit, receipt->device, dt_hanoi_day (receipt->time));
  return dt_checkpoint_format (origin, parsed->size, root);
}

/**
 * dt_receipt_verify:
 * @text: what the QR code holds
 * @public_keys: (element-type GBytes): of desks one trusts
 * @error: %DT_ERROR_INVALID if it is no receipt at all
 *
 * Returns: (transfer full) (nullable): what it says; `promised` is %FALSE if none of the desks
 * signed it, or anything in it was changed
 */
DtReceipt *
dt_receipt_verify (const char *text, GPtrArray *public_keys, GError **error)
{
  g_autofree char *trimmed = NULL, *checkpoint = NULL;
  g_autoptr (GBytes) decoded = NULL;
  g_autoptr (DtReceipt) receipt = NULL;
  g_autoptr (GByteArray) signed_text = NULL;
  const guint8 *bytes;
  Parsed parsed = { 0 };
  gsize size;

  g_return_val_if_fail (text != NULL && public_keys != NULL, NULL);

  dt_crypto_init ();
  trimmed = g_strstrip (g_strdup (text));
  if (g_str_has_prefix (trimmed, PREFIX))
    decoded = dt_from_base64url (trimmed + strlen (PREFIX));
  receipt = g_new0 (DtReceipt, 1);
  bytes = decoded != NULL ? g_bytes_get_data (decoded, &size) : NULL;
  if (bytes == NULL || !parse (bytes, size, receipt, &parsed))
    {
      g_set_error_literal (error, DT_ERROR, DT_ERROR_INVALID, "not a receipt, or not all of it");
      return NULL;
    }

  checkpoint = rebuild_checkpoint (receipt, &parsed);
  signed_text = build_signed (bytes, parsed.signed_size, checkpoint);
  for (guint i = 0; i < public_keys->len && !receipt->promised; i++)
    {
      GBytes *key = g_ptr_array_index (public_keys, i);

      receipt->promised = g_bytes_get_size (key) == DT_PUBLIC_KEY_SIZE
                          && dt_sign_verify (g_bytes_get_data (key, NULL),
                                             signed_text->data,
                                             signed_text->len,
                                             parsed.signature);
    }
  receipt->included = receipt->promised && checkpoint != NULL;
  return g_steal_pointer (&receipt);
}

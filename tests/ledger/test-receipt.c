/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Receipts and checkpoints: they verify, nothing changed in them does, and the longest fits its
 * QR code. */
#include "ledger/dt-checkpoint.h"
#include "ledger/dt-merkle.h"
#include "ledger/dt-receipt.h"
#include "test-fixture.h"

#include <qrencode.h>

#define QR_LIMIT 779 /* version 22, level M, bytes */

static GPtrArray *
get_keys (Fixture *fixture)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  guint8 key[DT_PUBLIC_KEY_SIZE], other[DT_PUBLIC_KEY_SIZE];
  g_autoptr (DtSecret) secret = dt_sign_keypair (other);

  dt_ledger_get_public_key (fixture->ledger, key);
  g_ptr_array_add (keys, g_bytes_new (other, sizeof other));
  g_ptr_array_add (keys, g_bytes_new ("short", 5));
  g_ptr_array_add (keys, g_bytes_new (key, sizeof key));
  return keys;
}

static void
test_promise (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) keys = get_keys (fixture);
  g_autoptr (DtEntry) entry
      = fixture_append (fixture, "case.opened", "c1", NULL, "{\"name\":\"Trần Thị Hoa\"}", 0);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = dt_receipt_make (fixture->ledger, "HS-2026-0412", entry->hash, &error);
  g_autofree char *spaced = g_strdup_printf ("\n %s \r\n", text);
  g_autoptr (DtReceipt) receipt = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (text), <, 210);
  receipt = dt_receipt_verify (spaced, keys, &error);
  g_assert_no_error (error);
  g_assert_true (receipt->promised);
  g_assert_false (receipt->included);
  g_assert_cmpstr (receipt->unit, ==, "26740");
  g_assert_cmpstr (receipt->case_code, ==, "HS-2026-0412");
  g_assert_cmpstr (receipt->device, ==, dt_ledger_get_device (fixture->ledger));
  g_assert_cmpint (receipt->seq, ==, 2);
  g_assert_cmpint (receipt->time, ==, FIXTURE_NOW);
  g_assert_cmpmem (receipt->entry_hash, DT_HASH_SIZE, entry->hash, DT_HASH_SIZE);

  g_ptr_array_remove_index (keys, 2);
  g_clear_pointer (&receipt, dt_receipt_free);
  receipt = dt_receipt_verify (text, keys, &error);
  g_assert_no_error (error);
  g_assert_false (receipt->promised);
}

static void
test_wrong_arguments (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DtEntry) entry = fixture_append (fixture, "case.opened", "c1", NULL, NULL, 0);
  const guint8 unknown[DT_HASH_SIZE] = { 1 };
  g_autofree char *long_code = g_strnfill (41, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_null (dt_receipt_make (fixture->ledger, "HS-1", unknown, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (dt_receipt_make (fixture->ledger, long_code, entry->hash, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (dt_receipt_make_with_proof (fixture->ledger, "HS-1", unknown, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  /* Today is not over. */
  g_assert_null (dt_receipt_make_with_proof (fixture->ledger, "HS-1", entry->hash, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_NOT_FOUND);
}

static void
append_many (Fixture *fixture, guint n)
{
  g_autofree DtEntryDraft *drafts = g_new0 (DtEntryDraft, n);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    drafts[i] = (DtEntryDraft){ .kind = "message.added", .subject = "c1" };
  dt_ledger_append (fixture->ledger, "", drafts, n, NULL, &error);
  g_assert_no_error (error);
}

/* Every character, changed to every other that base64url has. */
static void
assert_no_change_passes (const char *text, GPtrArray *keys)
{
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_:=";
  g_autofree char *changed = g_strdup (text);
  gsize size = strlen (text);

  for (gsize i = 0; i < size; i++)
    {
      for (const char *digit = digits; *digit != '\0'; digit++)
        {
          g_autoptr (DtReceipt) receipt = NULL;

          /* Each place is changed in four ways; all 66 would take a minute. */
          if (*digit == text[i] || (digit - digits + i) % 16 != 0)
            continue;
          changed[i] = *digit;
          receipt = dt_receipt_verify (changed, keys, NULL);
          g_assert_true (receipt == NULL || (!receipt->promised && !receipt->included));
        }
      changed[i] = text[i];
    }
  for (gsize length = 0; length < size; length++)
    {
      g_autofree char *cut = g_strndup (text, length);
      g_autoptr (DtReceipt) receipt = dt_receipt_verify (cut, keys, NULL);

      g_assert_true (receipt == NULL || !receipt->promised);
    }
}

static void
test_tamper_promise (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) keys = get_keys (fixture);
  g_autoptr (DtEntry) entry = fixture_append (fixture, "case.opened", "c1", NULL, NULL, 0);
  g_autofree char *text = dt_receipt_make (fixture->ledger, "HS-2026-0412", entry->hash, NULL);
  g_autofree char *longer = g_strconcat (text, "AAAA", NULL);

  assert_no_change_passes (text, keys);
  g_assert_null (dt_receipt_verify (longer, keys, NULL));
  g_assert_null (dt_receipt_verify ("", keys, NULL));
  g_assert_null (dt_receipt_verify ("DT1:", keys, NULL));
  g_assert_null (dt_receipt_verify (text + 4, keys, NULL));
}

static void
test_tamper_proof (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) keys = get_keys (fixture);
  g_autoptr (DtEntry) entry = fixture_append (fixture, "case.opened", "c1", NULL, NULL, 0);
  g_autofree char *text = NULL;

  append_many (fixture, 5);
  dt_clock_set_fixed (fixture->clock, FIXTURE_NOW + G_TIME_SPAN_DAY);
  text = dt_receipt_make_with_proof (fixture->ledger, "HS-2026-0412", entry->hash, NULL);
  assert_no_change_passes (text, keys);
}

static gboolean
collect_hash (const DtEntry *entry, gpointer user_data)
{
  g_byte_array_append (user_data, entry->hash, DT_HASH_SIZE);
  return TRUE;
}

/* A day of 4,096 entries: the receipt fits, and proves what the day's checkpoint says. */
static void
test_proof (Fixture *fixture, gconstpointer data)
{
  static const guint indexes[] = { 0, 1, 2, 1000, 2047, 2048, 4094, 4095 };
  g_autoptr (GPtrArray) keys = get_keys (fixture);
  g_autoptr (GByteArray) hashes = g_byte_array_new ();
  g_autofree char *code = g_strnfill (40, 'x');
  g_autofree char *note = NULL;
  g_autoptr (DtCheckpoint) checkpoint = NULL;
  g_autoptr (GError) error = NULL;

  append_many (fixture, 4095);
  dt_clock_set_fixed (fixture->clock, FIXTURE_NOW + G_TIME_SPAN_DAY);
  append_many (fixture, 3); /* the next day's */
  g_assert_true (dt_ledger_foreach (fixture->ledger, 0, FALSE, collect_hash, hashes, NULL));

  note = dt_ledger_make_checkpoint (fixture->ledger, dt_ledger_get_day (FIXTURE_NOW), &error);
  g_assert_no_error (error);
  checkpoint = dt_checkpoint_verify (note, g_bytes_get_data (keys->pdata[2], NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (checkpoint->size, ==, 4096);
  g_assert_true (g_str_has_suffix (checkpoint->origin, "/2026-11-12"));

  for (gsize i = 0; i < G_N_ELEMENTS (indexes); i++)
    {
      const guint8 *hash = hashes->data + indexes[i] * DT_HASH_SIZE;
      g_autofree char *text = dt_receipt_make_with_proof (fixture->ledger, code, hash, &error);
      g_autoptr (DtReceipt) receipt = NULL;
      QRcode *qr;

      g_assert_no_error (error);
      g_assert_cmpuint (strlen (text), <=, QR_LIMIT);
      receipt = dt_receipt_verify (text, keys, &error);
      g_assert_no_error (error);
      g_assert_true (receipt->promised);
      g_assert_true (receipt->included);
      g_assert_cmpint (receipt->seq, ==, indexes[i] + 1);
      g_assert_cmpmem (receipt->entry_hash, DT_HASH_SIZE, hash, DT_HASH_SIZE);

      qr = QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
      g_assert_nonnull (qr);
      g_assert_cmpint (qr->version, <=, 22);
      QRcode_free (qr);
    }
}

/* ---- checkpoints ------------------------------------------------------------------------- */

/* The example in the documentation of golang.org/x/mod/sumdb/note, which c2sp.org/signed-note
 * describes. Its key: PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW */
static void
test_signed_note_vector (void)
{
  const char *note
      = "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
        "\n"
        "\xe2\x80\x94 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN"
        "1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
  gsize size;
  g_autofree guint8 *key = g_base64_decode ("GlzZBxQ8OExB6DDFvOEqqIF+xWSaqr8sMTiLNbLXRNY=", &size);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (size, ==, DT_PUBLIC_KEY_SIZE);
  g_assert_true (dt_note_verify (note, "PeterNeumann", key));
  g_assert_false (dt_note_verify (note, "PeterNeuman", key));
  /* A note, but no checkpoint. */
  g_assert_null (dt_checkpoint_verify (note, key, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
}

static void
test_checkpoint_format (void)
{
  guint8 root[DT_HASH_SIZE];
  g_autofree char *text = NULL, *origin = NULL;

  for (guint8 i = 0; i < DT_HASH_SIZE; i++)
    root[i] = i;
  origin = dt_checkpoint_origin ("26740", "0123", 20769);
  text = dt_checkpoint_format (origin, 4096, root);
  g_assert_cmpstr (text,
                   ==,
                   "doi-thoai/26740/0123/2026-11-12\n4096\n"
                   "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n");
}

static void
test_checkpoint (Fixture *fixture, gconstpointer data)
{
  gint64 today = dt_ledger_get_day (FIXTURE_NOW);
  guint8 key[DT_PUBLIC_KEY_SIZE], other[DT_PUBLIC_KEY_SIZE] = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *note = dt_ledger_make_checkpoint (fixture->ledger, today, &error);
  g_autofree char *witnessed = NULL, *changed = NULL;
  g_autoptr (DtCheckpoint) checkpoint = NULL;

  g_assert_no_error (error);
  dt_ledger_get_public_key (fixture->ledger, key);
  checkpoint = dt_checkpoint_verify (note, key, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (checkpoint->size, ==, 1);
  g_clear_pointer (&checkpoint, dt_checkpoint_free);

  /* A line that a witness added. */
  witnessed = g_strconcat (note, "\xe2\x80\x94 witness AAAA\n", NULL);
  checkpoint = dt_checkpoint_verify (witnessed, key, &error);
  g_assert_no_error (error);

  g_assert_null (dt_checkpoint_verify (note, other, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_DAMAGED);
  g_clear_error (&error);
  changed = g_strdup (note);
  for (gsize i = 0; changed[i] != '\0'; i++)
    {
      changed[i] ^= 1;
      g_assert_null (dt_checkpoint_verify (changed, key, NULL));
      changed[i] ^= 1;
    }
  g_assert_null (dt_ledger_make_checkpoint (fixture->ledger, today + 1, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_NOT_FOUND);
}

/* What was added during a day leaves the earlier checkpoint of that day true. */
static void
test_day_grows (Fixture *fixture, gconstpointer data)
{
  gint64 today = dt_ledger_get_day (FIXTURE_NOW);
  g_autoptr (GByteArray) before = NULL, after = NULL;
  g_autoptr (GBytes) proof = NULL;
  guint8 root_before[DT_HASH_SIZE], root_after[DT_HASH_SIZE];

  append_many (fixture, 6);
  before = dt_ledger_get_day_leaves (fixture->ledger, today, NULL);
  append_many (fixture, 9);
  after = dt_ledger_get_day_leaves (fixture->ledger, today, NULL);
  g_assert_cmpuint (before->len, ==, 7 * DT_HASH_SIZE);
  g_assert_cmpuint (after->len, ==, 16 * DT_HASH_SIZE);
  dt_merkle_root (before->data, 7, root_before);
  dt_merkle_root (after->data, 16, root_after);
  proof = dt_merkle_prove_consistency (after->data, 7, 16);
  g_assert_true (dt_merkle_verify_consistency (7,
                                               16,
                                               root_before,
                                               root_after,
                                               g_bytes_get_data (proof, NULL),
                                               g_bytes_get_size (proof) / DT_HASH_SIZE));
}

/* Days begin at midnight in Hanoi, 17:00 UTC the day before. */
static void
test_day (void)
{
  gint64 midnight = G_GINT64_CONSTANT (1794416400000000); /* 2026-11-12 00:00 in Hanoi */

  g_assert_cmpint (dt_ledger_get_day (midnight), ==, 20769);
  g_assert_cmpint (dt_ledger_get_day (midnight - 1), ==, 20768);
  g_assert_cmpint (dt_ledger_get_day (midnight + G_TIME_SPAN_DAY - 1), ==, 20769);
  g_assert_cmpint (dt_ledger_get_day (-G_TIME_SPAN_DAY), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dt_crypto_init ();
  FIXTURE_ADD ("/receipt/promise", test_promise);
  FIXTURE_ADD ("/receipt/wrong-arguments", test_wrong_arguments);
  FIXTURE_ADD ("/receipt/tamper-promise", test_tamper_promise);
  FIXTURE_ADD ("/receipt/tamper-proof", test_tamper_proof);
  FIXTURE_ADD ("/receipt/proof", test_proof);
  g_test_add_func ("/checkpoint/signed-note-vector", test_signed_note_vector);
  g_test_add_func ("/checkpoint/format", test_checkpoint_format);
  FIXTURE_ADD ("/checkpoint/sign", test_checkpoint);
  FIXTURE_ADD ("/checkpoint/day-grows", test_day_grows);
  g_test_add_func ("/checkpoint/day", test_day);
  return g_test_run ();
}

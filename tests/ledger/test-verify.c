/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verification: a whole record passes, and nothing that was changed in one does: not a bit of the
 * file, not a row by someone who has the key. Backups too. */
#include "base/dt-database.h"
#include "test-fixture.h"

#include <fcntl.h>
#include <unistd.h>

static void
fill (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *noise = g_malloc (300000);
  g_autoptr (GBytes) content = NULL;
  g_autofree char *address = NULL, *facts = NULL;
  g_autoptr (DtEntry) erased = NULL;

  for (int i = 0; i < 40; i++)
    {
      g_autofree char *subject = g_strdup_printf ("case-%d", i);
      g_autofree char *text = g_strnfill ((gsize) i * 100, 'n');
      g_autofree char *payload = g_strdup_printf ("{\"text\":\"%s\"}", text);
      const DtEntryDraft drafts[] = {
        { .kind = "case.opened", .subject = subject, .payload = payload },
        { .kind = "case.status", .subject = subject, .facts = "{\"from\":\"received\"}" },
      };

      dt_ledger_append (fixture->ledger, "o1", drafts, 2, NULL, &error);
      g_assert_no_error (error);
    }
  dt_random (noise, 300000);
  content = g_bytes_new (noise, 300000);
  address = dt_ledger_put_attachment (fixture->ledger, content, &error);
  g_assert_no_error (error);
  facts = g_strdup_printf ("{\"attachment\":{\"hash\":\"%s\"}}", address);
  dt_entry_free (fixture_append (fixture, "case.attached", "case-1", facts, "{}", 0));
  erased = fixture_append (fixture, "citizen.added", "p1", NULL, "{\"name\":\"x\"}", 0);
  fixture_erase (fixture, erased);
  dt_ledger_set_note (fixture->ledger, "draft", "Kính gửi", NULL);
}

static gboolean
is_whole (Fixture *fixture)
{
  g_autoptr (DtLedger) ledger = NULL;
  g_autoptr (DtVerifyReport) report = NULL;

  ledger = dt_ledger_open (fixture->directory, fixture->key, fixture->clock, FALSE, NULL);
  if (ledger == NULL)
    return FALSE;
  report = dt_ledger_verify (ledger, NULL, NULL, NULL, NULL);
  return report != NULL && report->problems->len == 0;
}

static void
on_progress (gint64 done, gint64 total, gpointer user_data)
{
  gint64 *last = user_data;

  g_assert_cmpint (done, <=, total);
  *last = done;
}

static void
test_whole (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DtVerifyReport) report = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 last = 0;

  fill (fixture);
  report = dt_ledger_verify (fixture->ledger, cancellable, on_progress, &last, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (report->problems, i));
  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_cmpint (report->entries, ==, 83);
  g_assert_cmpint (last, ==, 83);

  g_cancellable_cancel (cancellable);
  g_assert_null (dt_ledger_verify (fixture->ledger, cancellable, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

typedef struct
{
  const char *name;
  const char *sql;
  const char *problem; /* a part of one of the lines */
} TamperRow;

/* clang-format off */
static const TamperRow tamper_rows[] = {
  { "entry-gone", "DELETE FROM entries WHERE n = 5", "entry 5: it is missing" },
  { "tail-gone", "DELETE FROM entries WHERE n >= 81; DELETE FROM payloads WHERE n >= 81",
    "last 1 entries are not signed" },
  { "body-bit", "UPDATE entries SET body = CAST (replace (body, 'received', 'answered') AS BLOB)"
    " WHERE n = 7", "entry 7: its hash is another" },
  { "body-and-hash", "UPDATE entries SET body = (SELECT body FROM entries WHERE n = 9), hash ="
    " (SELECT hash FROM entries WHERE n = 9) WHERE n = 7", "entry 7: it is filed wrongly" },
  { "body-nonsense", "UPDATE entries SET body = x'00' WHERE n = 7", "entry 7: an entry's bytes" },
  { "hash", "UPDATE entries SET hash = zeroblob (32) WHERE n = 7", "entry 7: its hash" },
  { "hash-size", "UPDATE entries SET hash = x'00' WHERE n = 7", "entry 7: its hash" },
  { "signature", "UPDATE entries SET signature = zeroblob (64) WHERE n = 7",
    "entry 7: the signature is not the desk's" },
  { "signature-size", "UPDATE entries SET signature = x'00' WHERE n = 7",
    "entry 7: the signature has the wrong size" },
  { "signature-gone", "UPDATE entries SET signature = NULL WHERE n = 83", "are not signed" },
  { "subject", "UPDATE entries SET subject = 'case-9' WHERE n = 7", "entry 7: it is filed" },
  { "subject-longer", "UPDATE entries SET subject = subject || 'x' WHERE n = 7", "entry 7: it is" },
  { "hlc", "UPDATE entries SET hlc = hlc + 1 WHERE n = 7", "entry 7: it is filed" },
  { "seq", "UPDATE entries SET seq = 700 WHERE n = 7", "entry 7: it is filed" },
  { "day", "UPDATE entries SET day = day + 1 WHERE n = 7", "entry 7: it is filed under another" },
  { "swapped", "UPDATE entries SET n = 1000 WHERE n = 7; UPDATE entries SET n = 7 WHERE n = 8;"
    "UPDATE entries SET n = 8 WHERE n = 1000", "of its desk follows" },
  { "desk-gone", "DELETE FROM devices", "its desk is unknown" },
  { "desk-key", "UPDATE devices SET public_key = zeroblob (32)", "the desk's key is another" },
  { "desk-size", "UPDATE devices SET public_key = x'00'", "has the wrong size" },
  { "payload-gone", "DELETE FROM payloads WHERE n = 6", "entry 6: its payload is missing" },
  { "payload-other", "UPDATE payloads SET sealed = (SELECT sealed FROM payloads WHERE n = 8)"
    " WHERE n = 6", "entry 6: a seal does not open" },
  { "payload-more", "INSERT INTO payloads VALUES (7, x'00')", "entry 7: a payload it was made" },
  { "payload-orphan", "INSERT INTO payloads VALUES (9999, x'00')", "payloads without an entry" },
  { "chunk-gone", "DELETE FROM chunks", "a part of an attachment is missing" },
  { "chunk-other", "UPDATE chunks SET sealed = (SELECT max (sealed) FROM chunks)",
    "a seal does not open" },
  { "attachment-gone", "DELETE FROM attachments", "entry 82: attachment" },
  { "attachment-size", "UPDATE attachments SET size = size - 1", "another length" },
  { "attachment-address", "UPDATE attachments SET address = zeroblob (32)", "a seal does not" },
};
/* clang-format on */

/* Someone with the key and the SQLite shell, past the triggers. */
static void
test_tamper (Fixture *fixture, gconstpointer data)
{
  const TamperRow *row = data;
  g_autofree char *path = g_build_filename (fixture->directory, "ledger.db", NULL);
  g_autoptr (DtVerifyReport) report = NULL;
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE;

  fill (fixture);
  {
    g_autoptr (DtDatabase) database = dt_database_open (path, fixture->key, 0, &error);

    g_assert_no_error (error);
    dt_database_exec (
        database, "DROP TRIGGER entries_keep_update; DROP TRIGGER entries_keep_delete", &error);
    g_assert_no_error (error);
    dt_database_exec (database, row->sql, &error);
    g_assert_no_error (error);
    g_assert_cmpint (sqlite3_total_changes (dt_database_get_handle (database)), >, 0);
  }
  report = dt_ledger_verify (fixture->ledger, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    {
      const char *line = g_ptr_array_index (report->problems, i);

      g_test_message ("%s", line);
      found |= strstr (line, row->problem) != NULL;
    }
  g_assert_true (found);
}

/* Any bit: all of the first 128 bytes, and 1,000 more anywhere. */
static void
test_flips (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "ledger.db", NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (20261123);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  fill (fixture);
  fixture_close (fixture);
  g_file_get_contents (path, &content, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (size, >, 300000);
  g_assert_true (is_whole (fixture));

  for (gsize i = 0; i < 128 * 8 + 1000; i++)
    {
      gsize bit = i < 128 * 8 ? i : (gsize) g_rand_int_range (random, 0, (gint32) (size * 8));
      guint8 byte = (guint8) (content[bit / 8] ^ (1 << bit % 8));
      int fd = open (path, O_WRONLY | O_CLOEXEC);

      g_assert_cmpint (pwrite (fd, &byte, 1, (off_t) (bit / 8)), ==, 1);
      if (is_whole (fixture))
        g_error ("the flip of bit %" G_GSIZE_FORMAT " went unnoticed", bit);
      g_assert_cmpint (pwrite (fd, content + bit / 8, 1, (off_t) (bit / 8)), ==, 1);
      close (fd);
    }
  g_assert_true (is_whole (fixture));
}

static void
test_cut (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "ledger.db", NULL);
  g_autofree char *content = NULL;
  gsize size;

  fill (fixture);
  fixture_close (fixture);
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  for (gsize length = 0; length < size; length += length < 8192 ? 512 : 12345)
    {
      g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
      if (is_whole (fixture))
        g_error ("cut to %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " bytes unnoticed", length, size);
    }
}

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copies = g_build_filename (fixture->directory, "copies", NULL);
  g_autofree char *path = g_build_filename (copies, "ledger.db", NULL);
  g_autofree char *nowhere = g_build_filename (copies, "none", "x.db", NULL);
  g_autofree char *lock = g_build_filename (copies, "ledger.lock", NULL);
  g_autoptr (GError) error = NULL;
  Fixture copy = *fixture;

  fill (fixture);
  g_assert_cmpint (g_mkdir (copies, 0700), ==, 0);
  g_assert_true (dt_ledger_backup (fixture->ledger, path, &error));
  g_assert_no_error (error);
  dt_entry_free (fixture_append (fixture, "k", "s", NULL, NULL, 0));
  g_assert_true (dt_ledger_backup (fixture->ledger, path, &error));
  g_assert_no_error (error);
  g_assert_false (dt_ledger_backup (fixture->ledger, nowhere, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_IO);

  copy.directory = copies;
  g_assert_true (is_whole (&copy));
  {
    g_autoptr (DtLedger) ledger = dt_ledger_open (copies, fixture->key, fixture->clock, TRUE, NULL);

    g_assert_cmpint (dt_ledger_get_last (ledger), ==, dt_ledger_get_last (fixture->ledger));
  }
  {
    g_autoptr (GDir) dir = g_dir_open (copies, 0, NULL);
    const char *name;

    while ((name = g_dir_read_name (dir)) != NULL)
      g_assert_true (g_str_equal (name, "ledger.db") || g_str_has_prefix (name, "ledger."));
  }
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_unlink (lock);
  {
    g_autofree char *wal = g_strconcat (path, "-wal", NULL),
                    *shm = g_strconcat (path, "-shm", NULL);

    g_unlink (wal);
    g_unlink (shm);
  }
  g_assert_cmpint (g_rmdir (copies), ==, 0);
}

static gboolean
directory_holds (const char *directory, const char *needle)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;
  gboolean found = FALSE;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      g_autofree char *content = NULL;
      gsize size;

      g_assert_true (g_file_get_contents (path, &content, &size, NULL));
      found |= size > 0 && memmem (content, size, needle, strlen (needle)) != NULL;
    }
  return found;
}

/* A sentence that is nowhere else is in none of the files, however it went in. */
static void
test_needle (Fixture *fixture, gconstpointer data)
{
  static const char needle[] = "Con mèo mun ngồi trên nóc đình làng Vĩnh Tuy lúc bảy giờ kém mười";
  g_autofree char *payload = g_strdup_printf ("{\"text\":\"%s\"}", needle);
  g_autofree char *facts = g_strdup_printf ("{\"group\":\"%s\"}", needle);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) content = NULL;
  g_autofree char *address = NULL;

  for (int i = 0; i < 5000; i++)
    g_string_append (text, needle);
  content = g_bytes_new (text->str, text->len);
  dt_entry_free (fixture_append (fixture, "case.opened", "c1", facts, payload, 0));
  dt_ledger_set_note (fixture->ledger, needle, needle, NULL);
  address = dt_ledger_put_attachment (fixture->ledger, content, NULL);
  g_assert_nonnull (address);
  g_assert_false (directory_holds (fixture->directory, needle));
  fixture_close (fixture);
  g_assert_false (directory_holds (fixture->directory, needle));
  g_assert_false (directory_holds (fixture->directory, "SQLite format 3"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dt_crypto_init ();
  FIXTURE_ADD ("/verify/whole", test_whole);
  for (gsize i = 0; i < G_N_ELEMENTS (tamper_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/verify/tamper/%s", tamper_rows[i].name);

      g_test_add (path, Fixture, &tamper_rows[i], fixture_set_up, test_tamper, fixture_tear_down);
    }
  FIXTURE_ADD ("/verify/cut", test_cut);
  FIXTURE_ADD ("/verify/flips", test_flips);
  FIXTURE_ADD ("/verify/backup", test_backup);
  FIXTURE_ADD ("/verify/needle", test_needle);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Appending, reading, chaining, erasing, and that one writer at a time has the record. */
#include "base/dt-database.h"
#include "ledger/dt-ledger-entry.h"
#include "ledger/dt-json-check.h"
#include "test-fixture.h"

#include <sys/stat.h>

static gboolean
collect (const DtEntry *entry, gpointer user_data)
{
  g_ptr_array_add (user_data, dt_entry_copy (entry));
  return TRUE;
}

static GPtrArray *
read_all (DtLedger *ledger, const char *subject, gboolean with_payload)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_entry_free);
  g_autoptr (GError) error = NULL;

  if (subject != NULL)
    dt_ledger_foreach_of (ledger, subject, with_payload, collect, entries, &error);
  else
    dt_ledger_foreach (ledger, 0, with_payload, collect, entries, &error);
  g_assert_no_error (error);
  return entries;
}

static void
assert_same (const DtEntry *a, const DtEntry *b)
{
  g_assert_cmpint (a->n, ==, b->n);
  g_assert_cmpstr (a->device, ==, b->device);
  g_assert_cmpint (a->seq, ==, b->seq);
  g_assert_cmpint (a->hlc, ==, b->hlc);
  g_assert_cmpstr (a->actor, ==, b->actor);
  g_assert_cmpstr (a->kind, ==, b->kind);
  g_assert_cmpstr (a->subject, ==, b->subject);
  g_assert_cmpstr (a->facts, ==, b->facts);
  g_assert_cmpstr (a->payload, ==, b->payload);
  g_assert_cmpint (a->has_payload, ==, b->has_payload);
  g_assert_cmpint (a->erased, ==, b->erased);
  g_assert_cmpint (a->schema, ==, b->schema);
  g_assert_cmpmem (a->base, DT_HASH_SIZE, b->base, DT_HASH_SIZE);
  g_assert_cmpmem (a->commit, DT_HASH_SIZE, b->commit, DT_HASH_SIZE);
  g_assert_cmpmem (a->prev, DT_HASH_SIZE, b->prev, DT_HASH_SIZE);
  g_assert_cmpmem (a->hash, DT_HASH_SIZE, b->hash, DT_HASH_SIZE);
  g_assert_cmpint (a->has_signature, ==, b->has_signature);
  g_assert_cmpmem (a->signature, DT_SIGNATURE_SIZE, b->signature, DT_SIGNATURE_SIZE);
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = read_all (fixture->ledger, NULL, TRUE);
  const DtEntry *first = g_ptr_array_index (entries, 0);
  const DtLedgerSetup setup = { .unit = "26740", .desk = 1 };
  const DtLedgerSetup wrong = { .unit = "26\"740", .desk = 1 };
  g_autoptr (GError) error = NULL;
  guint8 key[DT_PUBLIC_KEY_SIZE];
  g_autofree char *hex = NULL, *path = NULL;
  GStatBuf status;

  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpint (dt_ledger_get_last (fixture->ledger), ==, 1);
  g_assert_cmpstr (first->kind, ==, "unit.created");
  g_assert_cmpstr (first->subject, ==, "26740");
  g_assert_cmpstr (first->device, ==, dt_ledger_get_device (fixture->ledger));
  dt_ledger_get_public_key (fixture->ledger, key);
  hex = dt_to_hex (key, sizeof key);
  g_assert_nonnull (strstr (first->facts, hex));
  g_assert_cmpstr (dt_ledger_get_unit (fixture->ledger), ==, "26740");
  g_assert_cmpint (dt_ledger_get_desk (fixture->ledger), ==, 3);
  g_assert_false (dt_ledger_is_demo (fixture->ledger));
  path = g_build_filename (fixture->directory, "ledger.db", NULL);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  fixture_close (fixture);
  g_assert_null (
      dt_ledger_create (fixture->directory, fixture->key, &setup, fixture->clock, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (
      dt_ledger_create (fixture->directory, fixture->key, &wrong, fixture->clock, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
}

/* What dt_ledger_append() says it wrote is what is read, before and after opening anew. */
static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  const DtEntryDraft drafts[] = {
    { .kind = "case.opened",
      .subject = "c1",
      .facts = "{\"channel\":\"walk-in\"}",
      .payload = "{\"title\":\"Ngập nước đường Nguyễn Trãi\"}" },
    { .kind = "case.status", .subject = "c1", .facts = "{\"from\":\"received\"}" },
    { .kind = "case.opened", .subject = "c2", .payload = "{}" },
  };
  g_autoptr (GPtrArray) appended = NULL, read = NULL, again = NULL;
  g_autoptr (GError) error = NULL;

  dt_ledger_append (fixture->ledger, "o1", drafts, 3, &appended, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (appended->len, ==, 3);
  read = read_all (fixture->ledger, NULL, TRUE);
  g_assert_cmpuint (read->len, ==, 4);
  fixture_close (fixture);
  fixture_open (fixture);
  again = read_all (fixture->ledger, NULL, TRUE);

  for (guint i = 0; i < 3; i++)
    {
      const DtEntry *entry = g_ptr_array_index (appended, i);
      const DtEntry *before = g_ptr_array_index (read, i);

      assert_same (entry, g_ptr_array_index (read, i + 1));
      assert_same (entry, g_ptr_array_index (again, i + 1));
      g_assert_cmpint (entry->n, ==, i + 2);
      g_assert_cmpint (entry->seq, ==, i + 2);
      g_assert_cmpmem (entry->prev, DT_HASH_SIZE, before->hash, DT_HASH_SIZE);
      g_assert_cmpint (entry->has_signature, ==, i == 2);
    }
  g_assert_cmpint (dt_ledger_get_last (fixture->ledger), ==, 4);
}

static void
test_payload_only_on_request (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DtEntry) entry = fixture_append (fixture, "case.opened", "c1", NULL, "{\"a\":1}", 0);
  g_autoptr (GPtrArray) without = read_all (fixture->ledger, "c1", FALSE);
  g_autoptr (GPtrArray) with = read_all (fixture->ledger, "c1", TRUE);
  const DtEntry *bare = g_ptr_array_index (without, 0);

  g_assert_null (bare->payload);
  g_assert_true (bare->has_payload);
  g_assert_false (bare->erased);
  assert_same (entry, g_ptr_array_index (with, 0));
}

/* Folding order is by time, and `base` is the last in that order, not the last written. */
static void
test_order_and_base (Fixture *fixture, gconstpointer data)
{
  gint64 now = DT_HLC_FROM_USEC (FIXTURE_NOW);
  g_autoptr (DtEntry) a = fixture_append (fixture, "case.opened", "c1", NULL, NULL, now);
  g_autoptr (DtEntry) other = fixture_append (fixture, "case.opened", "c2", NULL, NULL, now + 9);
  g_autoptr (DtEntry) b = fixture_append (fixture, "case.set", "c1", NULL, NULL, now + 5);
  g_autoptr (DtEntry) late = fixture_append (fixture, "case.set", "c1", NULL, NULL, now - 5);
  g_autoptr (DtEntry) c = fixture_append (fixture, "case.set", "c1", NULL, NULL, now + 5);
  g_autoptr (GPtrArray) order = read_all (fixture->ledger, "c1", FALSE);
  const DtEntry *const expected[] = { late, a, b, c };
  const guint8 zero[DT_HASH_SIZE] = { 0 };

  g_assert_cmpuint (order->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < order->len; i++)
    assert_same (g_ptr_array_index (order, i), expected[i]);
  g_assert_cmpmem (a->base, DT_HASH_SIZE, zero, DT_HASH_SIZE);
  g_assert_cmpmem (other->base, DT_HASH_SIZE, zero, DT_HASH_SIZE);
  g_assert_cmpmem (b->base, DT_HASH_SIZE, a->hash, DT_HASH_SIZE);
  g_assert_cmpmem (late->base, DT_HASH_SIZE, b->hash, DT_HASH_SIZE);
  g_assert_cmpmem (c->base, DT_HASH_SIZE, b->hash, DT_HASH_SIZE);
}

/* The same within one transaction, where the heads are not in the file yet. */
static void
test_base_in_batch (Fixture *fixture, gconstpointer data)
{
  gint64 now = DT_HLC_FROM_USEC (FIXTURE_NOW);
  const DtEntryDraft drafts[] = {
    { .kind = "case.opened", .subject = "c1", .hlc = now },
    { .kind = "case.set", .subject = "c1", .hlc = now + 7 },
    { .kind = "case.set", .subject = "c1", .hlc = now + 3 },
    { .kind = "case.set", .subject = "c1", .hlc = now + 8 },
  };
  g_autoptr (GPtrArray) entries = NULL;
  const DtEntry *e[4];

  g_assert_true (
      dt_ledger_append (fixture->ledger, "", drafts, G_N_ELEMENTS (drafts), &entries, NULL));
  for (guint i = 0; i < 4; i++)
    e[i] = g_ptr_array_index (entries, i);
  g_assert_cmpmem (e[1]->base, DT_HASH_SIZE, e[0]->hash, DT_HASH_SIZE);
  g_assert_cmpmem (e[2]->base, DT_HASH_SIZE, e[1]->hash, DT_HASH_SIZE);
  g_assert_cmpmem (e[3]->base, DT_HASH_SIZE, e[1]->hash, DT_HASH_SIZE);
}

/* The logical clock goes on where it stood, even when the machine's was set back meanwhile. */
static void
test_clock (Fixture *fixture, gconstpointer data)
{
  gint64 far = DT_HLC_FROM_USEC (FIXTURE_NOW + G_TIME_SPAN_DAY);
  g_autoptr (DtEntry) a = fixture_append (fixture, "x", "s", NULL, NULL, 0);
  g_autoptr (DtEntry) b = fixture_append (fixture, "x", "s", NULL, NULL, 0);
  g_autoptr (DtEntry) ahead = fixture_append (fixture, "x", "s", NULL, NULL, far);
  g_autoptr (DtEntry) c = NULL;

  g_assert_cmpint (b->hlc, >, a->hlc);
  g_assert_cmpint (ahead->hlc, ==, far);
  fixture_close (fixture);
  dt_clock_unref (fixture->clock);
  fixture->clock = dt_clock_new_fixed (FIXTURE_NOW - G_TIME_SPAN_DAY);
  fixture_open (fixture);
  c = fixture_append (fixture, "x", "s", NULL, NULL, 0);
  g_assert_cmpint (c->hlc, >, b->hlc);
  g_assert_cmpint (c->hlc, <, far);
}

static void
test_get_entry (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DtEntry) entry = fixture_append (fixture, "x", "s", "{\"a\":[]}", "{\"b\":{}}", 0);
  g_autoptr (DtEntry) found = NULL;
  g_autoptr (GError) error = NULL;
  guint8 hash[DT_HASH_SIZE];

  found = dt_ledger_get_entry (fixture->ledger, entry->hash, &error);
  g_assert_no_error (error);
  assert_same (entry, found);
  memcpy (hash, entry->hash, sizeof hash);
  hash[31] ^= 1;
  g_assert_null (dt_ledger_get_entry (fixture->ledger, hash, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_NOT_FOUND);
}

typedef struct
{
  const char *name;
  const char *kind;
  const char *subject;
  const char *facts;
  const char *payload;
} DraftRow;

/* clang-format off */
static const DraftRow wrong_drafts[] = {
  { "no-kind", NULL, "s", NULL, NULL },
  { "empty-kind", "", "s", NULL, NULL },
  { "no-subject", "k", NULL, NULL, NULL },
  { "facts-array", "k", "s", "[]", NULL },
  { "facts-cut", "k", "s", "{\"a\":1", NULL },
  { "facts-more", "k", "s", "{} {}", NULL },
  { "facts-utf8", "k", "s", "{\"a\":\"\xff\"}", NULL },
  { "payload-text", "k", "s", NULL, "Trần Thị Hoa" },
};
/* clang-format on */

static void
test_wrong_draft (Fixture *fixture, gconstpointer data)
{
  const DraftRow *row = data;
  const DtEntryDraft drafts[] = {
    { .kind = "k", .subject = "s" },
    { .kind = row->kind, .subject = row->subject, .facts = row->facts, .payload = row->payload },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  g_assert_false (dt_ledger_append (fixture->ledger, "", drafts, 2, &entries, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
  g_assert_null (entries);
  g_assert_cmpint (dt_ledger_get_last (fixture->ledger), ==, 1);
}

/* A kind that this version does not know is kept and shown like any other. */
static void
test_unknown_kind (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DtEntry) entry
      = fixture_append (fixture, "drone.landed", "roof", "{\"at\":1}", "{\"x\":2}", 0);
  g_autoptr (GPtrArray) read = NULL;

  fixture_close (fixture);
  fixture_open (fixture);
  read = read_all (fixture->ledger, "roof", TRUE);
  g_assert_cmpuint (read->len, ==, 1);
  assert_same (entry, g_ptr_array_index (read, 0));
}

static void
test_erase (Fixture *fixture, gconstpointer data)
{
  const char *secret = "{\"name\":\"Nguyễn Văn Cần Xoá\"}";
  g_autoptr (DtEntry) kept = fixture_append (fixture, "citizen.added", "p1", NULL, secret, 0);
  g_autoptr (DtEntry) gone = fixture_append (fixture, "citizen.added", "p2", NULL, secret, 0);
  g_autofree char *hex = dt_to_hex (gone->hash, DT_HASH_SIZE);
  const char *const unknown[] = { hex, "00", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (DtEntry) after = NULL, still = NULL;

  g_assert_false (dt_ledger_erase_payloads (fixture->ledger, unknown, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
  g_clear_error (&error);
  still = dt_ledger_get_entry (fixture->ledger, gone->hash, NULL);
  g_assert_cmpstr (still->payload, ==, secret);

  fixture_erase (fixture, gone);
  fixture_erase (fixture, gone);
  after = dt_ledger_get_entry (fixture->ledger, gone->hash, NULL);
  g_assert_null (after->payload);
  g_assert_true (after->has_payload);
  g_assert_true (after->erased);
  g_assert_cmpmem (after->commit, DT_HASH_SIZE, gone->commit, DT_HASH_SIZE);
  dt_entry_free (g_steal_pointer (&after));
  after = dt_ledger_get_entry (fixture->ledger, kept->hash, NULL);
  g_assert_cmpstr (after->payload, ==, secret);
}

static gboolean
file_holds (Fixture *fixture, const guint8 *needle, gsize size)
{
  static const char *const names[] = { "ledger.db", "ledger.db-wal" };
  gboolean found = FALSE;

  /* Under the file's own cipher nothing is to be seen: read through it, page by page. */
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->directory, names[i], NULL);
      g_autofree char *content = NULL;
      gsize length;

      if (g_file_get_contents (path, &content, &length, NULL) && length > 0)
        found |= memmem (content, length, needle, size) != NULL;
    }
  {
    g_autofree char *path = g_build_filename (fixture->directory, names[0], NULL);
    g_autoptr (DtDatabase) database
        = dt_database_open (path, fixture->key, DT_DATABASE_READ_ONLY, NULL);
    sqlite3_stmt *statement = dt_database_prepare (
        database, "SELECT count(*) FROM sqlite_dbpage WHERE instr (data, ?) > 0");
    gboolean row;

    sqlite3_bind_blob (statement, 1, needle, (int) size, SQLITE_STATIC);
    g_assert_true (dt_database_step (database, statement, &row, NULL));
    found |= sqlite3_column_int64 (statement, 0) > 0;
    sqlite3_reset (statement);
  }
  return found;
}

/* The very bytes of the sealed payload leave the pages, and the log is emptied. */
static void
test_erase_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (20000, 'x');
  g_autofree char *payload = g_strdup_printf ("{\"text\":\"%s\"}", long_text);
  g_autoptr (DtEntry) entry = fixture_append (fixture, "k", "s", NULL, payload, 0);
  g_autofree char *db_path = g_build_filename (fixture->directory, "ledger.db", NULL);
  g_autofree char *wal_path = g_build_filename (fixture->directory, "ledger.db-wal", NULL);
  guint8 first[48], last[48];
  GStatBuf status;

  {
    g_autoptr (DtDatabase) database
        = dt_database_open (db_path, fixture->key, DT_DATABASE_READ_ONLY, NULL);
    sqlite3_stmt *statement
        = dt_database_prepare (database, "SELECT sealed FROM payloads WHERE n = 2");
    gboolean row;
    const guint8 *sealed;
    int size;

    g_assert_true (dt_database_step (database, statement, &row, NULL) && row);
    sealed = sqlite3_column_blob (statement, 0);
    size = sqlite3_column_bytes (statement, 0);
    memcpy (first, sealed, sizeof first);
    memcpy (last, sealed + size - sizeof last, sizeof last);
    sqlite3_reset (statement);
  }
  g_assert_true (file_holds (fixture, first, sizeof first));
  g_assert_true (file_holds (fixture, last, sizeof last));

  fixture_erase (fixture, entry);
  g_assert_false (file_holds (fixture, first, sizeof first));
  g_assert_false (file_holds (fixture, last, sizeof last));
  g_assert_cmpint (g_stat (wal_path, &status), ==, 0);
  g_assert_cmpint (status.st_size, ==, 0);
  fixture_close (fixture);
  g_assert_false (file_holds (fixture, first, sizeof first));
  fixture_open (fixture);
}

static void
test_one_writer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtLedger) second
      = dt_ledger_open (fixture->directory, fixture->key, fixture->clock, FALSE, &error);
  g_autoptr (DtLedger) reader = NULL;
  const DtEntryDraft draft = { .kind = "k", .subject = "s" };

  g_assert_null (second);
  g_assert_error (error, DT_ERROR, DT_ERROR_BUSY);
  g_clear_error (&error);

  reader = dt_ledger_open (fixture->directory, fixture->key, fixture->clock, TRUE, &error);
  g_assert_no_error (error);
  dt_entry_free (fixture_append (fixture, "k", "s", NULL, NULL, 0));
  g_assert_cmpint (dt_ledger_get_last (reader), ==, 2);
  g_assert_false (dt_ledger_append (reader, "", &draft, 1, NULL, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_DENIED);
}

static void
test_wrong_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DtSecret) wrong = dt_secret_new_random (DT_KEY_SIZE);
  g_autoptr (GError) error = NULL;

  fixture_close (fixture);
  g_assert_null (dt_ledger_open (fixture->directory, wrong, fixture->clock, FALSE, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_DAMAGED);
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "ledger.db", NULL);
  g_autoptr (DtDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  fixture_close (fixture);
  database = dt_database_open (path, fixture->key, 0, &error);
  g_assert_no_error (error);
  g_assert_true (dt_database_exec (database, "PRAGMA user_version = 999", NULL));
  g_clear_pointer (&database, dt_database_close);
  g_assert_null (dt_ledger_open (fixture->directory, fixture->key, fixture->clock, FALSE, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_NEWER);
}

/* The file itself refuses to change or drop an entry. */
static void
test_append_only (Fixture *fixture, gconstpointer data)
{
  static const char *const forbidden[] = {
    "UPDATE entries SET hlc = 0",
    "DELETE FROM entries",
    "INSERT OR REPLACE INTO entries SELECT * FROM entries",
  };
  g_autofree char *path = g_build_filename (fixture->directory, "ledger.db", NULL);
  g_autoptr (DtDatabase) database = dt_database_open (path, fixture->key, 0, NULL);

  dt_database_exec (database, "PRAGMA recursive_triggers = ON", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (forbidden); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (dt_database_exec (database, forbidden[i], &error));
      g_assert_error (error, DT_ERROR, DT_ERROR_FAILED);
    }
}

static void
test_notes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;

  g_assert_null (dt_ledger_dup_note (fixture->ledger, "draft:c1"));
  g_assert_true (dt_ledger_set_note (fixture->ledger, "draft:c1", "Kính gửi ông", &error));
  g_assert_true (dt_ledger_set_note (fixture->ledger, "draft:c1", "Kính gửi bà", &error));
  fixture_close (fixture);
  fixture_open (fixture);
  value = dt_ledger_dup_note (fixture->ledger, "draft:c1");
  g_assert_cmpstr (value, ==, "Kính gửi bà");
  g_assert_true (dt_ledger_set_note (fixture->ledger, "draft:c1", NULL, &error));
  g_assert_null (dt_ledger_dup_note (fixture->ledger, "draft:c1"));
}

static void
test_lookup_key (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = dt_ledger_lookup_key (fixture->ledger, "phone", "0912345678");
  g_autofree char *same = NULL;
  g_autofree char *other = dt_ledger_lookup_key (fixture->ledger, "id", "0912345678");
  g_autofree char *shifted = dt_ledger_lookup_key (fixture->ledger, "phone0", "912345678");

  g_assert_cmpuint (strlen (a), ==, 64);
  g_assert_cmpstr (a, !=, other);
  g_assert_cmpstr (a, !=, shifted);
  fixture_close (fixture);
  fixture_open (fixture);
  same = dt_ledger_lookup_key (fixture->ledger, "phone", "0912345678");
  g_assert_cmpstr (a, ==, same);
}

static gboolean
append_while_reading (const DtEntry *entry, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GPtrArray) all = read_all (fixture->ledger, NULL, TRUE);

  g_assert_cmpint (all->len, >=, entry->n);
  if (entry->n < 5)
    dt_entry_free (fixture_append (fixture, "k", "s", NULL, "{}", 0));
  return TRUE;
}

static void
test_nested (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  dt_ledger_foreach (fixture->ledger, 0, TRUE, append_while_reading, fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (dt_ledger_get_last (fixture->ledger), ==, 5);
}

/* Random entries of any shape come back as they went in. */
static void
test_fuzz (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (42);
  g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_entry_free);
  g_autoptr (GPtrArray) read = NULL;

  for (int i = 0; i < 300; i++)
    {
      g_autoptr (GString) text = g_string_new ("{\"t\":\"");
      g_autofree char *subject = g_strdup_printf ("s%d", g_rand_int_range (random, 0, 20));
      int length = g_rand_int_range (random, 0, i % 10 == 0 ? 9000 : 60);

      for (int j = 0; j < length; j++)
        {
          gunichar c = (gunichar) g_rand_int_range (random, 0x20, 0x1f000);

          if (c != '"' && c != '\\' && g_unichar_validate (c))
            g_string_append_unichar (text, c);
        }
      g_string_append (text, "\"}");
      g_ptr_array_add (expected,
                       fixture_append (fixture,
                                       "kind",
                                       subject,
                                       i % 3 == 0 ? NULL : text->str,
                                       i % 4 == 0 ? NULL : text->str,
                                       0));
    }
  fixture_close (fixture);
  fixture_open (fixture);
  read = read_all (fixture->ledger, NULL, TRUE);
  g_assert_cmpuint (read->len, ==, expected->len + 1);
  for (guint i = 0; i < expected->len; i++)
    assert_same (g_ptr_array_index (expected, i), g_ptr_array_index (read, i + 1));
}

/* Decoding takes any bytes without harm, and only what encoding gives. */
static void
test_decode_fuzz (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GByteArray) again = g_byte_array_new ();
  const DtEntryParts parts = { .seq = 1,
                               .hlc = -5,
                               .schema = 3,
                               .actor = "a",
                               .actor_size = 1,
                               .kind = "kind",
                               .kind_size = 4,
                               .subject = "s",
                               .subject_size = 1,
                               .facts = "{}",
                               .facts_size = 2 };
  g_autoptr (GError) error = NULL;
  DtEntryParts out;

  dt_entry_encode (&parts, bytes);
  for (guint size = 0; size < bytes->len; size++)
    g_assert_false (dt_entry_decode (bytes->data, size, &out, NULL));
  for (int i = 0; i < 20000; i++)
    {
      guint at = (guint) g_rand_int_range (random, 0, (gint32) bytes->len);
      guint8 kept = bytes->data[at];

      bytes->data[at] = (guint8) g_rand_int (random);
      if (dt_entry_decode (bytes->data, bytes->len, &out, NULL))
        {
          dt_entry_encode (&out, again);
          g_assert_cmpmem (again->data, again->len, bytes->data, bytes->len);
        }
      bytes->data[at] = kept;
    }
  bytes->data[3] = '2';
  g_assert_false (dt_entry_decode (bytes->data, bytes->len, &out, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_NEWER);
}

typedef struct
{
  const char *name;
  const char *text;
  gboolean ok;
} JsonRow;

/* clang-format off */
static const JsonRow json_rows[] = {
  { "empty-object", "{}", TRUE },
  { "spaces", " { \"a\" : [ 1 , -2.5e+3 , true , null , \"\\u1ef7\\n\" ] } ", TRUE },
  { "nested", "{\"a\":{\"b\":[{}]}}", TRUE },
  { "zero", "{\"a\":0.0}", TRUE },
  { "array", "[]", FALSE },
  { "nothing", "", FALSE },
  { "cut", "{\"a\"", FALSE },
  { "no-value", "{\"a\":}", FALSE },
  { "comma", "{\"a\":1,}", FALSE },
  { "array-comma", "{\"a\":[1,]}", FALSE },
  { "leading-zero", "{\"a\":01}", FALSE },
  { "bare-word", "{\"a\":nul}", FALSE },
  { "control", "{\"a\":\"\n\"}", FALSE },
  { "escape", "{\"a\":\"\\x\"}", FALSE },
  { "short-escape", "{\"a\":\"\\u12\"}", FALSE },
  { "single-quotes", "{'a':1}", FALSE },
  { "two", "{}{}", FALSE },
  { "mismatch", "{\"a\":[1}", FALSE },
};
/* clang-format on */

static void
test_json (gconstpointer data)
{
  const JsonRow *row = data;
  g_autofree char *exact = g_memdup2 (row->text, MAX (strlen (row->text), 1));

  g_assert_cmpint (dt_json_is_object (exact, strlen (row->text)), ==, row->ok);
}

static void
test_json_deep (void)
{
  g_autofree char *open = g_strnfill (5000, '[');
  g_autofree char *text = g_strdup_printf ("{\"a\":%s", open);

  g_assert_false (dt_json_is_object (text, strlen (text)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dt_crypto_init ();
  FIXTURE_ADD ("/ledger/create", test_create);
  FIXTURE_ADD ("/ledger/round-trip", test_round_trip);
  FIXTURE_ADD ("/ledger/payload-only-on-request", test_payload_only_on_request);
  FIXTURE_ADD ("/ledger/order-and-base", test_order_and_base);
  FIXTURE_ADD ("/ledger/base-in-batch", test_base_in_batch);
  FIXTURE_ADD ("/ledger/clock", test_clock);
  FIXTURE_ADD ("/ledger/get-entry", test_get_entry);
  FIXTURE_ADD ("/ledger/unknown-kind", test_unknown_kind);
  FIXTURE_ADD ("/ledger/erase", test_erase);
  FIXTURE_ADD ("/ledger/erase-leaves-nothing", test_erase_leaves_nothing);
  FIXTURE_ADD ("/ledger/one-writer", test_one_writer);
  FIXTURE_ADD ("/ledger/wrong-key", test_wrong_key);
  FIXTURE_ADD ("/ledger/newer", test_newer);
  FIXTURE_ADD ("/ledger/append-only", test_append_only);
  FIXTURE_ADD ("/ledger/notes", test_notes);
  FIXTURE_ADD ("/ledger/lookup-key", test_lookup_key);
  FIXTURE_ADD ("/ledger/nested", test_nested);
  FIXTURE_ADD ("/ledger/fuzz", test_fuzz);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong_drafts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ledger/wrong-draft/%s", wrong_drafts[i].name);

      g_test_add (
          path, Fixture, &wrong_drafts[i], fixture_set_up, test_wrong_draft, fixture_tear_down);
    }
  g_test_add_func ("/entry/decode-fuzz", test_decode_fuzz);
  for (gsize i = 0; i < G_N_ELEMENTS (json_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/json/%s", json_rows[i].name);

      g_test_add_data_func (path, &json_rows[i], test_json);
    }
  g_test_add_func ("/json/deep", test_json_deep);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attachments: sizes around a chunk, once however often, gone when erased. */
#include "test-fixture.h"

#define CHUNK (256 * 1024)

typedef struct
{
  const char *name;
  gsize size;
} SizeRow;

static const SizeRow size_rows[] = {
  { "empty", 0 },
  { "one", 1 },
  { "chunk-less-1", CHUNK - 1 },
  { "chunk", CHUNK },
  { "chunk-and-1", CHUNK + 1 },
  { "many", 5 * CHUNK + 77 },
};

static GBytes *
make_content (gsize size, guint32 seed)
{
  guint8 *data = g_malloc (size + 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) g_rand_int (random);
  return g_bytes_new_take (data, size);
}

static void
test_size (Fixture *fixture, gconstpointer data)
{
  const SizeRow *row = data;
  g_autoptr (GBytes) content = make_content (row->size, 1);
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = dt_ledger_put_attachment (fixture->ledger, content, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (address), ==, 64);
  fixture_close (fixture);
  fixture_open (fixture);
  back = dt_ledger_get_attachment (fixture->ledger, address, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (content, back));
}

static void
test_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) content = make_content (1000000, 2);
  g_autoptr (GBytes) other = make_content (1000000, 3);
  g_autofree char *first = dt_ledger_put_attachment (fixture->ledger, content, NULL);
  g_autofree char *path = g_build_filename (fixture->directory, "ledger.db", NULL);
  g_autofree char *second = NULL, *third = NULL;
  GStatBuf before, after;

  fixture_close (fixture);
  g_assert_cmpint (g_stat (path, &before), ==, 0);
  fixture_open (fixture);
  second = dt_ledger_put_attachment (fixture->ledger, content, NULL);
  fixture_close (fixture);
  g_assert_cmpint (g_stat (path, &after), ==, 0);
  g_assert_cmpint (before.st_size, ==, after.st_size);
  g_assert_cmpstr (first, ==, second);
  fixture_open (fixture);
  third = dt_ledger_put_attachment (fixture->ledger, other, NULL);
  g_assert_cmpstr (first, !=, third);
}

static void
test_erase (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) content = make_content (600000, 4);
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = dt_ledger_put_attachment (fixture->ledger, content, NULL);
  g_autofree char *again = NULL;

  g_assert_true (dt_ledger_erase_attachment (fixture->ledger, address, &error));
  g_assert_no_error (error);
  g_assert_null (dt_ledger_get_attachment (fixture->ledger, address, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (dt_ledger_erase_attachment (fixture->ledger, address, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  again = dt_ledger_put_attachment (fixture->ledger, content, &error);
  g_assert_cmpstr (address, ==, again);
  back = dt_ledger_get_attachment (fixture->ledger, address, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (content, back));
}

static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  g_autofree char *zeros = g_strnfill (64, '0');
  g_autoptr (GError) error = NULL;

  g_assert_null (dt_ledger_get_attachment (fixture->ledger, zeros, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (dt_ledger_get_attachment (fixture->ledger, "nonsense", &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
}

/* What is put syncs no file of its own; what refers to it does, and brings it along. */
static void
test_then_entry (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) content = make_content (300000, 5);
  g_autoptr (GError) error = NULL;
  g_autofree char *address = dt_ledger_put_attachment (fixture->ledger, content, NULL);
  g_autofree char *facts
      = g_strdup_printf ("{\"attachments\":[{\"hash\":\"%s\",\"size\":300000}]}", address);
  g_autoptr (DtEntry) entry = fixture_append (fixture, "case.opened", "c1", facts, NULL, 0);
  g_autoptr (DtVerifyReport) report = dt_ledger_verify (fixture->ledger, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_nonnull (strstr (entry->facts, address));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dt_crypto_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (size_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/attachments/size/%s", size_rows[i].name);

      g_test_add (path, Fixture, &size_rows[i], fixture_set_up, test_size, fixture_tear_down);
    }
  FIXTURE_ADD ("/attachments/once", test_once);
  FIXTURE_ADD ("/attachments/erase", test_erase);
  FIXTURE_ADD ("/attachments/unknown", test_unknown);
  FIXTURE_ADD ("/attachments/then-entry", test_then_entry);
  return g_test_run ();
}

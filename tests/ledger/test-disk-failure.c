/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that fails to sync or is full: the append says so, nothing of it is in the record, and
 * the record goes on as soon as the disk does. The system's calls are replaced by ones that fail
 * on request. */
#include "test-fixture.h"

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

static guint syncs_to_fail;
static guint writes_to_fail;
static guint n_failures;

int
fdatasync (int fd)
{
  if (syncs_to_fail == 0)
    return (int) syscall (SYS_fdatasync, fd);
  n_failures++;
  syncs_to_fail--;
  errno = EIO;
  return -1;
}

ssize_t
pwrite (int fd, const void *data, size_t size, off_t offset)
{
  if (writes_to_fail == 0)
    return syscall (SYS_pwrite64, fd, data, size, offset);
  n_failures++;
  writes_to_fail--;
  errno = ENOSPC;
  return -1;
}

typedef struct
{
  const char *name;
  gboolean sync;
  gboolean write;
  gboolean lasting; /* it goes on failing while the file is opened again */
} FailureRow;

static const FailureRow rows[] = {
  { "sync-once", TRUE, FALSE, FALSE },
  { "sync-lasting", TRUE, FALSE, TRUE },
  { "full-once", FALSE, TRUE, FALSE },
  { "full-lasting", FALSE, TRUE, TRUE },
};

static void
assert_append_fails (Fixture *fixture)
{
  const DtEntryDraft drafts[] = {
    { .kind = "lost", .subject = "s", .payload = "{\"a\":1}" },
    { .kind = "lost", .subject = "s" },
  };
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (dt_ledger_append (fixture->ledger, "", drafts, 2, &entries, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_IO);
  g_assert_null (entries);
}

static gboolean
check_kind (const DtEntry *entry, gpointer user_data)
{
  gint64 *n = user_data;

  *n += 1;
  g_assert_cmpstr (entry->kind, !=, "lost");
  return TRUE;
}

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  const FailureRow *row = data;
  g_autoptr (DtEntry) before = fixture_append (fixture, "kept", "s", NULL, "{}", 0);
  g_autoptr (DtEntry) after = NULL, last = NULL;
  g_autoptr (DtVerifyReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = g_bytes_new_static ("scan", 4), back = NULL;
  g_autofree char *address = NULL;
  guint times = row->lasting ? G_MAXUINT : 1;
  gint64 n = 0;

  n_failures = 0;
  address = dt_ledger_put_attachment (fixture->ledger, content, &error);
  g_assert_no_error (error);
  syncs_to_fail = row->sync ? times : 0;
  writes_to_fail = row->write ? times : 0;
  assert_append_fails (fixture);
  if (row->lasting)
    {
      assert_append_fails (fixture);
      g_assert_false (dt_ledger_set_note (fixture->ledger, "a", "b", &error));
      g_assert_error (error, DT_ERROR, DT_ERROR_IO);
      g_clear_error (&error);
    }
  syncs_to_fail = writes_to_fail = 0;
  g_assert_cmpuint (n_failures, >, 0);

  after = fixture_append (fixture, "kept", "s", NULL, "{}", 0);
  g_assert_cmpint (after->n, ==, before->n + 1);
  g_assert_cmpint (after->seq, ==, before->seq + 1);
  g_assert_cmpmem (after->prev, DT_HASH_SIZE, before->hash, DT_HASH_SIZE);
  g_assert_cmpmem (after->base, DT_HASH_SIZE, before->hash, DT_HASH_SIZE);

  fixture_close (fixture);
  fixture_open (fixture);
  last = fixture_append (fixture, "kept", "s", NULL, NULL, 0);
  g_assert_cmpint (last->n, ==, after->n + 1);
  g_assert_true (dt_ledger_foreach (fixture->ledger, 0, TRUE, check_kind, &n, &error));
  g_assert_cmpint (n, ==, last->n);
  back = dt_ledger_get_attachment (fixture->ledger, address, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (content, back));
  report = dt_ledger_verify (fixture->ledger, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* That the file is opened again is a warning, and rightly so. */
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
  dt_crypto_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/disk-failure/%s", rows[i].name);

      g_test_add (path, Fixture, &rows[i], fixture_set_up, test_failure, fixture_tear_down);
    }
  return g_test_run ();
}

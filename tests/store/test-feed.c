/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See test-feed.h. */
#include "store/test-feed.h"

#include <string.h>

#define FIRST_TIME G_GINT64_CONSTANT (1767225600000000) /* 1 January 2026, 07:00 in Hanoi */

/* ---- what desks write ---- */

const char *
test_id (guint n)
{
  static GHashTable *ids;
  char *id;

  if (ids == NULL)
    ids = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  id = g_hash_table_lookup (ids, GUINT_TO_POINTER (n));
  if (id == NULL)
    {
      id = g_strdup_printf ("0190aaaa%08x%016x", n, n);
      g_hash_table_insert (ids, GUINT_TO_POINTER (n), id);
    }
  return id;
}

TestLog *
test_log_new (void)
{
  TestLog *self = g_new0 (TestLog, 1);

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_entry_free);
  self->hlc = DT_HLC_FROM_USEC (FIRST_TIME);
  for (guint i = 0; i < MAX_DESKS; i++)
    {
      g_snprintf (self->desks[i].device, 33, "%032x", 0xd00 + i);
      self->desks[i].seen = g_hash_table_new (NULL, NULL);
    }
  return self;
}

void
test_log_free (TestLog *self)
{
  g_ptr_array_unref (self->entries);
  for (guint i = 0; i < MAX_DESKS; i++)
    g_hash_table_unref (self->desks[i].seen);
  g_free (self);
}

static gboolean
goes_before (const DtEntry *a, const DtEntry *b)
{
  DtOrder x, y;

  dt_order_init (&x, a);
  dt_order_init (&y, b);
  return dt_order_compare (&x, &y) < 0;
}

/* As the ledger does it: the last entry of the subject that the desk has. */
static void
set_base (TestLog *self, guint desk, DtEntry *entry)
{
  const DtEntry *base = NULL;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const DtEntry *other = self->entries->pdata[i];

      if (g_str_equal (other->subject, entry->subject)
          && g_hash_table_contains (self->desks[desk].seen, other)
          && (base == NULL || goes_before (base, other)))
        base = other;
    }
  if (base != NULL)
    memcpy (entry->base, base->hash, DT_HASH_SIZE);
}

DtEntry *
test_log_add (TestLog *self,
              guint desk,
              const char *kind,
              const char *subject,
              const char *facts,
              const char *payload)
{
  DtEntry *entry = g_new0 (DtEntry, 1);
  g_autofree char *identity = NULL;

  self->hlc += DT_HLC_FROM_USEC (G_USEC_PER_SEC);
  g_strlcpy (entry->device, self->desks[desk].device, sizeof entry->device);
  entry->seq = ++self->desks[desk].seq;
  entry->hlc = self->hlc;
  entry->actor = g_strdup (test_id (9000 + desk));
  entry->kind = g_strdup (kind);
  entry->subject = g_strdup (subject);
  entry->facts = g_strdup (facts != NULL ? facts : "{}");
  entry->payload = g_strdup (payload);
  entry->has_payload = payload != NULL;
  entry->schema = 1;
  identity = g_strdup_printf ("%s %" G_GINT64_FORMAT, entry->device, entry->seq);
  dt_sha256 (identity, strlen (identity), entry->hash);
  set_base (self, desk, entry);
  g_ptr_array_add (self->entries, entry);
  g_hash_table_add (self->desks[desk].seen, entry);
  return entry;
}

void
test_log_sync (TestLog *self, guint from, guint to)
{
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->desks[from].seen);
  while (g_hash_table_iter_next (&iter, &entry, NULL))
    g_hash_table_add (self->desks[to].seen, entry);
}

void
test_log_sync_all (TestLog *self)
{
  for (guint i = 0; i < MAX_DESKS; i++)
    for (guint j = 0; j < self->entries->len; j++)
      g_hash_table_add (self->desks[i].seen, self->entries->pdata[j]);
}

/* ---- what arrives ---- */

static gint64
get_last (gpointer data)
{
  return ((TestFeed *) data)->entries->len;
}

static gboolean foreach (
    gpointer data, gint64 after, DtEntryFunc func, gpointer user_data, GError * *error)
{
  TestFeed *self = data;

  for (gint64 i = after; i < self->entries->len; i++)
    {
      DtEntry entry = *(DtEntry *) self->entries->pdata[i];

      entry.n = i + 1;
      if (!func (&entry, user_data))
        break;
    }
  return TRUE;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  DtOrder x, y;

  dt_order_init (&x, *(DtEntry *const *) a);
  dt_order_init (&y, *(DtEntry *const *) b);
  return dt_order_compare (&x, &y);
}

static gboolean
foreach_of (
    gpointer data, const char *subject, DtEntryFunc func, gpointer user_data, GError **error)
{
  TestFeed *self = data;
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < self->entries->len; i++)
    if (g_str_equal (((DtEntry *) self->entries->pdata[i])->subject, subject))
      g_ptr_array_add (found, self->entries->pdata[i]);
  g_ptr_array_sort (found, compare_entries);
  for (guint i = 0; i < found->len; i++)
    if (!func (found->pdata[i], user_data))
      break;
  return TRUE;
}

TestFeed *
test_feed_new (void)
{
  TestFeed *self = g_new0 (TestFeed, 1);

  self->entries = g_ptr_array_new ();
  self->feed.get_last = get_last;
  self->feed.foreach = foreach;
  self->feed.foreach_of = foreach_of;
  self->feed.data = self;
  self->feed.device = "00000000000000000000000000000d00";
  return self;
}

void
test_feed_free (TestFeed *self)
{
  g_ptr_array_unref (self->entries);
  g_free (self);
}

void
test_feed_receive (TestFeed *self, const DtEntry *entry)
{
  g_ptr_array_add (self->entries, (gpointer) entry);
}

void
test_feed_receive_all (TestFeed *self, const TestLog *log)
{
  for (guint i = self->entries->len; i < log->entries->len; i++)
    test_feed_receive (self, log->entries->pdata[i]);
}

/* ---- what came of it ---- */

static void
dump_row (GString *out, sqlite3_stmt *statement)
{
  for (int i = 0; i < sqlite3_column_count (statement); i++)
    {
      g_autofree char *value = dt_column_dup_id (statement, i);

      g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", value != NULL ? value : "");
    }
  g_string_append_c (out, '\n');
}

static void
dump_table (GString *out, DtStore *store, const char *name, const char *sql)
{
  DtDatabase *database = dt_store_get_database (store);
  sqlite3_stmt *statement = dt_database_prepare (database, sql);
  gboolean row = TRUE;

  g_string_append_printf (out, "== %s\n", name);
  while (row)
    {
      g_assert_true (dt_database_step (database, statement, &row, NULL));
      if (row)
        dump_row (out, statement);
    }
}

char *
test_dump (DtStore *store)
{
  GString *out = g_string_new (NULL);
  guint n;
  const DtSchemaDump *dumps = dt_schema_get_dumps (&n);

  for (guint i = 0; i < n; i++)
    if (!g_str_equal (dumps[i].name, "progress")) /* that one is the arrival's */
      dump_table (out, store, dumps[i].name, dumps[i].sql);
  g_assert_true (dt_database_exec (
      dt_store_get_database (store),
      "CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab (main, search, instance);"
      "CREATE VIRTUAL TABLE IF NOT EXISTS temp.citizen_words USING"
      " fts5vocab (main, citizen_search, row)",
      NULL));
  dump_table (
      out, store, "search", "SELECT term, doc, col, offset FROM temp.words ORDER BY 1, 2, 3, 4");
  dump_table (out, store, "citizen_search", "SELECT term, doc FROM temp.citizen_words");
  return g_string_free (out, FALSE);
}

void
test_store_set_up (TestStore *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->log = test_log_new ();
  self->feed = test_feed_new ();
  self->store = dt_store_new_in_memory (&self->feed->feed, &error);
  g_assert_no_error (error);
}

void
test_store_tear_down (TestStore *self, gconstpointer data)
{
  dt_store_close (self->store);
  test_feed_free (self->feed);
  test_log_free (self->log);
}

void
test_store_fold (TestStore *self)
{
  g_autoptr (GError) error = NULL;

  test_feed_receive_all (self->feed, self->log);
  dt_store_catch_up (self->store, NULL, &error);
  g_assert_no_error (error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast the record takes, gives back and verifies entries; DT_BENCH_MESSAGES says how many
 * (1,000,000). Fails if appending or verifying misses its budget. */
#include "ledger/dt-ledger.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <sys/resource.h>

#define BATCH 2000
#define SINGLES 300

typedef struct
{
  char *directory;
  DtSecret *key;
  DtClock *clock;
  DtLedger *ledger;
  gint64 n;
  guint over;
} Bench;

static void
print_row (Bench *self, const char *what, double value, const char *unit, double budget, int sign)
{
  gboolean holds = budget == 0 || (sign > 0 ? value >= budget : value <= budget);

  self->over += !holds;
  g_print ("%-44s %12.2f %s", what, value, unit);
  if (budget != 0)
    g_print ("  (%s %.0f%s)", sign > 0 ? "≥" : "≤", budget, holds ? "" : ": MISSED");
  g_print ("\n");
}

static double
get_seconds (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_TIME_SPAN_SECOND;
}

/* A message as a citizen writes it, about 400 bytes. */
static char *
make_payload (gint64 i)
{
  return g_strdup_printf (
      "{\"author\":\"Trần Thị Hoa %" G_GINT64_FORMAT
      "\",\"text\":\"Kính gửi Uỷ ban, đoạn đường trước"
      " nhà tôi ở tổ 14 ngập nước mỗi khi mưa lớn, xe máy không qua được, học sinh phải lội bộ đến"
      " trường. Đề nghị phường cho nạo vét cống và trả lời bà con. Tôi đã phản ánh lần thứ"
      " %" G_GINT64_FORMAT " rồi.\",\"phone\":\"09%08" G_GINT64_FORMAT "\"}",
      i,
      i % 9,
      i % 100000000);
}

static double
get_cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

static void
append_batches (Bench *self)
{
  g_autofree DtEntryDraft *drafts = g_new0 (DtEntryDraft, BATCH);
  gint64 busy = 0;
  double cpu = 0;
  g_autoptr (GError) error = NULL;

  for (gint64 done = 0; done < self->n; done += BATCH)
    {
      double cpu_start;
      gint64 start;

      for (guint i = 0; i < BATCH; i++)
        {
          drafts[i].kind = i % 2 == 0 ? "case.opened" : "message.added";
          drafts[i].subject = i % 2 == 0 ? dt_random_id () : drafts[i - 1].subject;
          drafts[i].facts
              = "{\"code\":\"HS-2026-0412\",\"channel\":\"facebook\",\"kind\":\"feedback\","
                "\"priority\":\"normal\",\"received\":1794449520000000}";
          drafts[i].payload = make_payload (done + i);
        }
      start = g_get_monotonic_time ();
      cpu_start = get_cpu_seconds ();
      dt_ledger_append (self->ledger, "", drafts, BATCH, NULL, &error);
      busy += g_get_monotonic_time () - start;
      cpu += get_cpu_seconds () - cpu_start;
      if (error != NULL)
        g_error ("%s", error->message);
      for (guint i = 0; i < BATCH; i++)
        {
          if (i % 2 == 0)
            g_free ((char *) drafts[i].subject);
          g_free ((char *) drafts[i].payload);
        }
    }
  print_row (self,
             "append, 2,000 a transaction",
             (double) self->n * G_TIME_SPAN_SECOND / (double) busy,
             "entries/s",
             30000,
             1);
  print_row (self, "the same, by processor time", (double) self->n / cpu, "entries/s", 0, 0);
}

static int
compare_times (const void *a, const void *b)
{
  const gint64 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

static void
append_singles (Bench *self)
{
  gint64 times[SINGLES];

  for (guint i = 0; i < SINGLES; i++)
    {
      g_autofree char *payload = make_payload (i);
      const DtEntryDraft draft
          = { .kind = "case.set", .subject = "the same", .facts = "{}", .payload = payload };
      gint64 start = g_get_monotonic_time ();

      dt_ledger_append (self->ledger, "", &draft, 1, NULL, NULL);
      times[i] = g_get_monotonic_time () - start;
    }
  qsort (times, SINGLES, sizeof times[0], compare_times);
  print_row (self, "append one, median", (double) times[SINGLES / 2] / 1000, "ms", 0, 0);
  print_row (self, "append one, p99", (double) times[SINGLES * 99 / 100] / 1000, "ms", 50, -1);
}

static gboolean
keep_hash (const DtEntry *entry, gpointer user_data)
{
  if (entry->n % 997 == 0)
    g_byte_array_append (user_data, entry->hash, DT_HASH_SIZE);
  return TRUE;
}

static void
find_by_hash (Bench *self)
{
  g_autoptr (GByteArray) hashes = g_byte_array_new ();
  guint n;
  gint64 start;

  dt_ledger_foreach (self->ledger, 0, FALSE, keep_hash, hashes, NULL);
  n = hashes->len / DT_HASH_SIZE;
  start = g_get_monotonic_time ();
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DtEntry) entry
          = dt_ledger_get_entry (self->ledger, hashes->data + i * DT_HASH_SIZE, NULL);

      g_assert_nonnull (entry);
    }
  print_row (self, "find one by its hash", get_seconds (start) * 1000 / n, "ms", 0, 0);
}

static gboolean
count (const DtEntry *entry, gpointer user_data)
{
  gint64 *n = user_data;

  *n += 1;
  return TRUE;
}

static void
read_entries (Bench *self)
{
  gint64 n = 0, start = g_get_monotonic_time ();

  dt_ledger_foreach (self->ledger, 0, FALSE, count, &n, NULL);
  print_row (
      self, "read all, without payload", (double) n / get_seconds (start), "entries/s", 0, 0);
  n = 0;
  start = g_get_monotonic_time ();
  dt_ledger_foreach (self->ledger, 0, TRUE, count, &n, NULL);
  print_row (
      self, "read all, payloads opened", (double) n / get_seconds (start), "entries/s", 0, 0);
  n = 0;
  start = g_get_monotonic_time ();
  for (int i = 0; i < 100; i++)
    dt_ledger_foreach_of (self->ledger, "the same", TRUE, count, &n, NULL);
  print_row (self, "read one subject of 300, 100 times", get_seconds (start) * 10, "ms each", 0, 0);
}

static void
verify (Bench *self)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (DtVerifyReport) report = dt_ledger_verify (self->ledger, NULL, NULL, NULL, NULL);
  double seconds = get_seconds (start);

  for (guint i = 0; i < report->problems->len; i++)
    g_error ("%s", (char *) g_ptr_array_index (report->problems, i));
  g_assert_cmpint (report->entries, ==, self->n + SINGLES + 1);
  print_row (
      self, "verify, a million entries", seconds * 1000000 / (double) report->entries, "s", 60, -1);
}

static void
open_and_size (Bench *self)
{
  g_autofree char *path = g_build_filename (self->directory, "ledger.db", NULL);
  GStatBuf status;
  struct rusage usage;
  gint64 start;

  dt_ledger_close (self->ledger);
  start = g_get_monotonic_time ();
  self->ledger = dt_ledger_open (self->directory, self->key, self->clock, FALSE, NULL);
  print_row (self, "open", get_seconds (start) * 1000, "ms", 0, 0);
  if (g_stat (path, &status) == 0)
    print_row (self, "size", (double) status.st_size / (double) self->n, "bytes an entry", 0, 0);
  getrusage (RUSAGE_SELF, &usage);
  print_row (self, "peak memory", (double) usage.ru_maxrss / 1024, "MiB", 0, 0);
}

int
main (void)
{
  static const char *const files[]
      = { "ledger.db", "ledger.db-wal", "ledger.db-shm", "ledger.lock" };
  const DtLedgerSetup setup = { .unit = "26740", .desk = 1 };
  const char *wanted = g_getenv ("DT_BENCH_MESSAGES");
  Bench bench = { .n = wanted != NULL ? g_ascii_strtoll (wanted, NULL, 10) : 1000000 };
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  bench.n = MAX (bench.n / BATCH, 1) * BATCH;
  bench.directory = g_dir_make_tmp ("dt-bench-XXXXXX", NULL);
  bench.key = dt_secret_new_random (DT_KEY_SIZE);
  bench.clock = dt_clock_new ();
  bench.ledger = dt_ledger_create (bench.directory, bench.key, &setup, bench.clock, &error);
  if (bench.ledger == NULL)
    g_error ("%s", error->message);
  g_print ("%" G_GINT64_FORMAT " entries\n", bench.n);
  append_batches (&bench);
  append_singles (&bench);
  open_and_size (&bench);
  read_entries (&bench);
  find_by_hash (&bench);
  verify (&bench);

  dt_ledger_close (bench.ledger);
  dt_secret_unref (bench.key);
  dt_clock_unref (bench.clock);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (bench.directory, files[i], NULL);

      g_unlink (path);
    }
  g_rmdir (bench.directory);
  g_free (bench.directory);
  return bench.over > 0;
}

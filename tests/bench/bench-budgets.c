/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The budgets of the design on a workspace of a million messages (DT_BENCH_MESSAGES for fewer):
 * one table, each line with its figure, its budget and its ratio to a baseline of the same run.
 * Reads and writes are compared with the same statements on a file that is not encrypted. The
 * workspace stays in DT_BENCH_DIR, if that is set, and is used again. */
#include "bench/bench-feed.h"
#include "bench/bench-programs.h"
#include "bench/bench-replay.h"
#include "bench/bench-table.h"
#include "service/dt-case-list.h"
#include "service/dt-importer.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#define QUERIES 400
#define COMMANDS 400
#define MEMORY_ROWS 20000
#define PLAIN "plain SQLite"

static gint64 n_messages = 1000000;
static char *directory;
static char *key_file;
static DtSecret *db_key;

/* ---- figures ---- */

static double
seconds_since (gint64 start)
{
  return (g_get_monotonic_time () - start) / 1e6;
}

/* ---- the workspace ---- */

static void
make_workspace (void)
{
  g_autoptr (DtClock) clock = dt_clock_new ();
  g_autoptr (GError) error = NULL;
  DtServiceSetup setup = { .directory = directory,
                           .unit = "26740",
                           .key_file = key_file,
                           .officer_name = "Lê Minh Châu",
                           .officer_title = "Cán bộ tiếp nhận",
                           .officer_password = "135790",
                           .officer_roles = DT_ROLE_OFFICER | DT_ROLE_LEADER };

  g_assert_true (dt_service_create_workspace (&setup, clock, NULL, &error));
  g_assert_no_error (error);
}

static DtService *
open_service (void)
{
  DtServiceOpening opening = { .directory = directory, .key_file = key_file };
  g_autoptr (DtClock) clock = dt_clock_new ();
  g_autoptr (GError) error = NULL;
  DtService *service = dt_service_open_sync (&opening, clock, &error);
  DtOfficer *first;

  g_assert_no_error (error);
  first = g_ptr_array_index (dt_service_get_officers (service), 0);
  g_assert_true (dt_service_act_as (service, first->id, &error));
  g_assert_no_error (error);
  return service;
}

static void
close_service (DtService *service)
{
  dt_service_close (service);
  g_object_unref (service);
}

/* Rows that no run on this workspace has imported yet. */
static gint64
take_rows (gint64 count)
{
  g_autofree char *path = g_build_filename (directory, "..", "next-row", NULL);
  g_autofree char *text = NULL;
  g_autofree char *next = NULL;
  gint64 first = 0;

  if (g_file_get_contents (path, &text, NULL, NULL))
    first = g_ascii_strtoll (text, NULL, 10);
  next = g_strdup_printf ("%" G_GINT64_FORMAT, first + count);
  g_assert_true (g_file_set_contents (path, next, -1, NULL));
  return first;
}

static DtImportCounts
import_rows (DtService *service, gint64 count, double *seconds)
{
  g_autofree char *path = g_build_filename (directory, "..", "rows.csv", NULL);
  g_autoptr (DtImporter) importer = NULL;
  g_autoptr (GError) error = NULL;
  DtImportCounts counts;
  gint64 start;

  bench_write_feed (path, take_rows (count), count);
  start = g_get_monotonic_time ();
  importer = dt_importer_new (service, path, DT_IMPORT_FORMAT_CSV, &error);
  g_assert_no_error (error);
  g_assert_true (dt_importer_run_sync (importer, &counts, &error));
  g_assert_no_error (error);
  *seconds = seconds_since (start);
  g_assert_cmpint (counts.read, ==, count);
  g_assert_cmpint (counts.set_aside, ==, 0);
  g_unlink (path);
  return counts;
}

static char *
views_path (void)
{
  return g_build_filename (directory, "views.db", NULL);
}

/* The same statements on the encrypted and the plain copy, each on a fresh copy, in turn; the
 * median of three ratios. */
static double
cipher_ratio (const char *snapshot, GPtrArray *statements, gboolean writes)
{
  g_autoptr (GArray) ratios = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *sealed = g_strconcat (snapshot, "-sealed", NULL);
  g_autofree char *plain = g_strconcat (snapshot, "-plain", NULL);

  for (guint i = 0; i < 3; i++)
    {
      double ratio;

      if (i == 0 || writes)
        {
          bench_copy (snapshot, db_key, sealed, FALSE);
          bench_copy (snapshot, db_key, plain, TRUE);
          sync (); /* neither is timed while the copies are still written */
        }
      /* once for the page cache of the system, once for the clock */
      if (!writes)
        {
          bench_replay (sealed, db_key, statements);
          bench_replay (plain, NULL, statements);
        }
      ratio = bench_replay (sealed, db_key, statements).seconds
              / bench_replay (plain, NULL, statements).seconds;
      g_array_append_val (ratios, ratio);
    }
  g_unlink (sealed);
  g_unlink (plain);
  return bench_percentile (ratios, 0.5);
}

static char *
take_snapshot (const char *name)
{
  char *snapshot = g_build_filename (directory, "..", name, NULL);
  g_autofree char *views = views_path ();

  bench_copy (views, db_key, snapshot, FALSE);
  return snapshot;
}

/* ---- the lines of the table ---- */

static gpointer
list_cb (DtReader *reader, gpointer data, GError **error)
{
  g_autoptr (GArray) rows = dt_reader_list (reader, data, NULL, 50, error);
  g_autofree gint64 *ids = NULL;

  if (rows == NULL)
    return NULL;
  ids = g_new (gint64, rows->len + 1);
  for (guint i = 0; i < rows->len; i++)
    ids[i] = g_array_index (rows, DtRowRef, i).row;
  return dt_reader_load_cases (reader, ids, rows->len, error);
}

static const char *const searches[] = {
  "bao hiem",
  "bảo hiểm",
  "đường",
  "duong",
  "ngập nước",
  "\"nắp cống\" vỡ",
  "kênh:zalo rác",
  "kênh:facebook trạng-thái:mới-nhận",
  "lĩnh-vực:môi-trường hẻm",
  "từ:01/06/2023 đến:30/06/2023 đèn",
  "người:hoa loa",
  "0900000123",
  "Lê Thánh Tôn -rác",
  "xin huong dan",
  "từ:01/01/2025 kênh:zalo trạng-thái:đã-trả-lời",
  "nguyễn huệ 88",
  "vỉa hè lấn chiếm",
  "khẩn không có từ này xyz",
};

static void
bench_search (DtService *service)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GPtrArray) statements = NULL;
  g_autofree char *snapshot = NULL;
  double ratio;

  g_ptr_array_unref (bench_heard ());
  for (guint i = 0; i < QUERIES; i++)
    {
      g_autoptr (DtQuery) query = dt_query_new (i % 3 == 0 ? DT_VIEW_IN_PROGRESS : DT_VIEW_ALL,
                                                DT_SORT_NEWEST,
                                                NULL,
                                                searches[i % G_N_ELEMENTS (searches)],
                                                FALSE);
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) cases = dt_service_read_sync (service, list_cb, query, &error);
      double msec = seconds_since (start) * 1000;

      g_assert_no_error (error);
      if (i >= G_N_ELEMENTS (searches)) /* the first round warms the caches */
        g_array_append_val (times, msec);
    }
  statements = bench_heard ();
  close_service (service);
  snapshot = take_snapshot ("reads");
  ratio = cipher_ratio (snapshot, statements, FALSE);
  g_unlink (snapshot);
  bench_row ("first 50 search hits, p95",
             bench_percentile (times, 0.95),
             "ms",
             BENCH_AT_MOST,
             10,
             ratio,
             PLAIN);
  bench_row ("first 50 search hits, p99",
             bench_percentile (times, 0.99),
             "ms",
             BENCH_AT_MOST,
             30,
             ratio,
             PLAIN);
  bench_row ("the same reads, encrypted", ratio, "×", BENCH_AT_MOST, 1.15, ratio, PLAIN);
}

/* What the editor does when its officer pauses: the text as it is by now. */
static DtCommand *
make_save_reply (DtCase *a_case, guint place, guint turn)
{
  g_autofree char *id = g_strdup_printf ("%032x", place + 1);
  g_autofree char *text = g_strdup_printf ("Chúng tôi sẽ nạo vét vào đợt %u.", turn);
  g_autoptr (DtReplyDraft) draft = dt_reply_draft_new ();

  draft->channel = DT_CHANNEL_PHONE;
  draft->text = g_steal_pointer (&text);
  g_ptr_array_add (draft->recipients,
                   dt_recipient_new (a_case->citizen_id, a_case->citizen_name, "0900000001"));
  return dt_command_save_reply (a_case->id, id, draft);
}

static void
bench_commands (void)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GPtrArray) statements = NULL;
  g_autofree char *snapshot = take_snapshot ("writes");
  DtService *service = open_service ();
  g_autoptr (DtQuery) query = dt_query_new (DT_VIEW_TO_RECEIVE, DT_SORT_NEWEST, NULL, "", FALSE);
  g_autoptr (GPtrArray) cases = dt_service_read_sync (service, list_cb, query, NULL);
  DtOfficer *officer = dt_service_get_officer (service);
  double ratio;

  g_assert_cmpuint (cases->len, >, 0);
  g_ptr_array_unref (bench_heard ());
  for (guint i = 0; i < COMMANDS; i++)
    {
      DtCase *a_case = g_ptr_array_index (cases, i % cases->len);
      const char *ids[] = { a_case->id, NULL };
      DtNewCase values = { .channel = DT_CHANNEL_WALK_IN,
                           .text = "Ngập nước ở hẻm 15, nhờ phường xem giúp",
                           .name = "Trần Thị Hoa",
                           .phone = "0900000001" };
      g_autoptr (DtCommand) command = NULL;
      g_autoptr (DtOutcome) outcome = NULL;
      g_autoptr (GError) error = NULL;
      gint64 start = g_get_monotonic_time ();
      double msec;

      if (i % 4 == 0)
        command = dt_command_open_case (&values, NULL, 0);
      else if (i % 4 == 3)
        command = make_save_reply (a_case, i % cases->len, i);
      else if (i % 4 == 1)
        command
            = dt_command_add_note (a_case->id, "Đã gọi điện cho tổ trưởng, hẹn khảo sát sáng mai.");
      else
        command = dt_command_assign (ids, i % 8 == 2 ? officer->id : NULL);
      outcome = dt_service_run_sync (service, command, &error);
      g_assert_no_error (error);
      msec = seconds_since (start) * 1000;
      g_array_append_val (times, msec);
    }
  statements = bench_heard ();
  close_service (service);
  ratio = cipher_ratio (snapshot, statements, TRUE);
  g_unlink (snapshot);
  bench_row ("a command, to disk and views, p99",
             bench_percentile (times, 0.99),
             "ms",
             BENCH_AT_MOST,
             50,
             ratio,
             PLAIN);
  bench_row ("the same writes, encrypted", ratio, "×", BENCH_AT_MOST, 1.4, ratio, PLAIN);
}

/* Timed with nobody listening, which costs time of its own. Then the same once more for its own
 * statements on the views, written again to a fresh copy of the views as they were, with and
 * without the cipher. */
static void
bench_import (void)
{
  gint64 count = MIN (n_messages / 10, 50000);
  g_autoptr (GPtrArray) statements = NULL;
  g_autofree char *snapshot = NULL;
  DtService *service;
  double seconds, heard;
  double ratio;

  bench_listen (NULL);
  service = open_service ();
  import_rows (service, count, &seconds);
  close_service (service);

  snapshot = take_snapshot ("import");
  bench_listen ("views.db");
  service = open_service ();
  g_ptr_array_unref (bench_heard ());
  import_rows (service, count, &heard);
  statements = bench_heard ();
  close_service (service);
  ratio = cipher_ratio (snapshot, statements, TRUE);
  g_unlink (snapshot);
  /* The budget is for the whole: with more messages the index has more to merge. */
  bench_figure ("import on top of that, messages a second", count / seconds, "1/s");
  bench_row ("the writes of its views, encrypted", ratio, "×", BENCH_AT_MOST, 1.4, ratio, PLAIN);
}

static void
on_verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtVerifyReport) report
      = dt_service_verify_finish (DT_SERVICE (source), result, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 0);
  *(gboolean *) user_data = TRUE;
}

/* The ledger alone, as the window does it by itself. */
static double
verify_record (DtService *service)
{
  gint64 start = g_get_monotonic_time ();
  gboolean done = FALSE;

  dt_service_verify_async (service, FALSE, NULL, NULL, NULL, on_verified_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  return seconds_since (start);
}

static void
bench_maintenance (void)
{
  DtService *service = open_service ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DtVerifyReport) report = NULL;
  g_autofree char *views = views_path ();
  g_autofree char *ledger = g_build_filename (directory, "ledger.db", NULL);
  double rebuild, verify, both;
  GStatBuf info;
  gint64 start = g_get_monotonic_time ();

  g_assert_true (dt_service_rebuild_sync (service, &error));
  g_assert_no_error (error);
  rebuild = seconds_since (start);
  verify = verify_record (service);
  start = g_get_monotonic_time ();
  report = dt_service_verify_sync (service, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 0);
  both = seconds_since (start);
  close_service (service);
  bench_row ("rebuild of the views",
             rebuild,
             "s",
             BENCH_AT_MOST,
             90,
             rebuild / bench_write_rows (views, db_key),
             "writing the same rows, indexes and words, " PLAIN);
  bench_row ("verify the whole ledger",
             verify,
             "s",
             BENCH_AT_MOST,
             60,
             verify / bench_read_rows (ledger, db_key),
             "reading the same rows, " PLAIN);
  bench_row ("the same, and the views against a rebuild", both, "s", BENCH_AT_MOST, 60, NAN, NULL);
  bench_figure ("entries", report->entries, "");
  if (g_stat (ledger, &info) == 0)
    bench_figure ("ledger.db", info.st_size / 1048576.0, "MiB");
  if (g_stat (views, &info) == 0)
    bench_figure ("views.db", info.st_size / 1048576.0, "MiB");
}

static void
bench_peak_memory (void)
{
  g_autofree char *rows = g_build_filename (directory, "..", "rows.csv", NULL);

  bench_write_feed (rows, take_rows (MEMORY_ROWS), MEMORY_ROWS);
  bench_peaks (g_getenv ("DT_DOITHOAICTL"), directory, key_file, rows);
  g_unlink (rows);
}

int
main (int argc, char **argv)
{
  const char *keep = g_getenv ("DT_BENCH_DIR");
  g_autofree char *root
      = keep != NULL ? g_strdup (keep) : g_dir_make_tmp ("doi-thoai-bench-XXXXXX", NULL);
  g_autoptr (DtKeyring) keyring = NULL;
  g_autoptr (GError) error = NULL;
  gboolean made;

  setlocale (LC_ALL, "");
  if (g_getenv ("DT_BENCH_MESSAGES") != NULL)
    n_messages = g_ascii_strtoll (g_getenv ("DT_BENCH_MESSAGES"), NULL, 10);
  g_mkdir_with_parents (root, 0700);
  directory = g_build_filename (root, "workspace", NULL);
  key_file = g_build_filename (root, "key", NULL);
  made = !dt_service_workspace_exists (directory);
  if (made)
    make_workspace ();
  keyring = dt_keyring_load (directory, &error);
  g_assert_no_error (error);
  g_assert_true (dt_keyring_unlock (keyring, DT_SLOT_KEY_FILE, key_file, &error));
  g_assert_no_error (error);
  db_key = dt_secret_ref (dt_keyring_get_key (keyring));

  g_print ("%" G_GINT64_FORMAT " messages, %u processors\n", n_messages, g_get_num_processors ());
  if (made)
    {
      DtService *service = open_service ();
      double seconds;

      import_rows (service, n_messages, &seconds);
      close_service (service);
      bench_row ("import of the whole, messages a second",
                 n_messages / seconds,
                 "1/s",
                 BENCH_AT_LEAST,
                 10000,
                 NAN,
                 NULL);
    }
  bench_listen ("views.db");
  bench_search (open_service ());
  bench_commands ();
  bench_import ();
  bench_maintenance ();
  if (g_getenv ("DT_BENCH_WINDOW") != NULL)
    bench_window (g_getenv ("DT_BENCH_WINDOW"), directory, key_file);
  if (g_getenv ("DT_BENCH_REPLY_PAGE") != NULL)
    bench_reply_page (g_getenv ("DT_BENCH_REPLY_PAGE"));
  bench_peak_memory ();
  g_print ("%u over budget\n", bench_get_over_budget ());
  return bench_get_over_budget () > 0;
}

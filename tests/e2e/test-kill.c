/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program killed at random moments of registering and importing: what it had acknowledged is
 * there, the record verifies, the views agree with a rebuild. The test runs itself as the child
 * that is killed. */
#include "base/dt-text.h"
#include "service/dt-importer.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define UNIT "26740"
#define KILLS 100 /* of each kind */
#define ROUNDS_A_WORKSPACE 2
#define IMPORT_ROWS 6000 /* three transactions */

/* ---- the child ---- */

static DtService *
open_service (const char *directory)
{
  g_autofree char *key_file = g_build_filename (directory, "..", "key", NULL);
  DtServiceOpening opening = { .directory = directory, .key_file = key_file };
  g_autoptr (GError) error = NULL;
  g_autoptr (DtClock) clock = dt_clock_new ();
  DtService *service = dt_service_open_sync (&opening, clock, &error);
  DtOfficer *first;

  g_assert_no_error (error);
  first = g_ptr_array_index (dt_service_get_officers (service), 0);
  g_assert_true (dt_service_act_as (service, first->id, &error));
  g_assert_no_error (error);
  return service;
}

static void
acknowledge (const char *text)
{
  g_autofree char *line = g_strconcat (text, "\n", NULL);

  g_assert_cmpint (write (STDOUT_FILENO, line, strlen (line)), ==, strlen (line));
}

/* Registers walk-ins for as long as it lives; every third with a picture. */
static G_NORETURN void
register_forever (const char *directory)
{
  g_autoptr (DtService) service = open_service (directory);

  for (guint i = 0;; i++)
    {
      g_autofree char *text = g_strdup_printf ("Nước ngập ở hẻm %u, đề nghị nạo vét cống", i);
      g_autofree char *phone = g_strdup_printf ("0900%06u", g_random_int_range (0, 1000000));
      guint8 noise[300000];
      g_autoptr (GBytes) picture = NULL;
      DtNewFile file = { .name = "ảnh.png", .media_type = "image/png" };
      DtNewCase values = { .channel = DT_CHANNEL_WALK_IN,
                           .kind = DT_CASE_KIND_FEEDBACK,
                           .text = text,
                           .name = "Nguyễn Thị Thử",
                           .phone = phone,
                           .draft = "walk-in" };
      g_autoptr (DtCommand) command = NULL;
      g_autoptr (DtOutcome) outcome = NULL;
      g_autoptr (GError) error = NULL;

      dt_random (noise, sizeof noise);
      picture = g_bytes_new (noise, sizeof noise);
      file.content = picture;
      dt_service_save_draft (service, "walk-in", "{\"text\":\"đang nhập\"}");
      command = dt_command_open_case (&values, &file, i % 3 == 0 ? 1 : 0);
      outcome = dt_service_run_sync (service, command, &error);
      g_assert_no_error (error);
      acknowledge (outcome->case_code);
    }
}

static void
on_progress_cb (DtImporter *importer, GParamSpec *pspec, gpointer user_data)
{
  DtImportCounts *counts = NULL;
  g_autofree char *line = NULL;

  g_object_get (importer, "counts", &counts, NULL);
  line = g_strdup_printf ("%" G_GINT64_FORMAT, counts->cases);
  acknowledge (line);
}

static void
on_import_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  DtImportCounts counts;

  g_assert_true (dt_importer_run_finish (DT_IMPORTER (source), result, &counts, &error));
  g_assert_no_error (error);
  g_main_loop_quit (user_data);
}

static int
import_once (const char *directory, const char *path)
{
  g_autoptr (DtService) service = open_service (directory);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (DtImporter) importer = dt_importer_new (service, path, DT_IMPORT_FORMAT_AUTO, &error);

  g_assert_no_error (error);
  g_signal_connect (importer, "notify::progress", G_CALLBACK (on_progress_cb), NULL);
  dt_importer_run_async (importer, NULL, on_import_done_cb, loop);
  g_main_loop_run (loop);
  acknowledge ("done");
  dt_service_close (service);
  return 0;
}

/* ---- the parent ---- */

static char *self_path;

static char *
new_workspace (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *root = g_dir_make_tmp ("doi-thoai-kill-XXXXXX", &error);
  g_autofree char *key_file = g_build_filename (root, "key", NULL);
  char *directory = g_build_filename (root, "workspace", NULL);
  g_autoptr (DtClock) clock = dt_clock_new ();
  DtServiceSetup setup = { .directory = directory,
                           .unit = UNIT,
                           .key_file = key_file,
                           .officer_name = "Lê Minh Châu",
                           .officer_title = "Cán bộ tiếp nhận",
                           .officer_password = "135790",
                           .officer_roles = DT_ROLE_OFFICER | DT_ROLE_LEADER };

  g_assert_no_error (error);
  g_assert_true (dt_service_create_workspace (&setup, clock, NULL, &error));
  g_assert_no_error (error);
  return directory;
}

static void
remove_workspace (const char *directory)
{
  g_autofree char *root = g_path_get_dirname (directory);
  const char *const folders[] = { directory, root };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (GDir) dir = g_dir_open (folders[i], 0, NULL);
      const char *name;

      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folders[i], name, NULL);

          g_unlink (path);
        }
      g_assert_cmpint (g_rmdir (folders[i]), ==, 0);
    }
}

/* Runs the child, kills it @usec after its start or, with @at_work, after the first thing that it
 * acknowledges; returns what it had acknowledged, line by line. */
static GStrv
run_and_kill (const char *const *argv, gboolean at_work, gint64 usec)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_autoptr (GString) text = g_string_new (NULL);
  GInputStream *out;
  char buffer[4096];
  gssize n;

  g_assert_no_error (error);
  out = g_subprocess_get_stdout_pipe (child);
  if (at_work)
    {
      n = g_input_stream_read (out, buffer, sizeof buffer, NULL, &error);
      g_assert_no_error (error);
      g_string_append_len (text, buffer, MAX (n, 0));
    }
  g_usleep (usec);
  g_subprocess_force_exit (child);
  while ((n = g_input_stream_read (out, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (text, buffer, n);
  g_subprocess_wait (child, NULL, NULL);
  /* a child that died of anything but our signal failed by itself */
  if (g_subprocess_get_if_signaled (child))
    g_assert_cmpint (g_subprocess_get_term_sig (child), ==, 9);
  else
    g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
  g_string_truncate (text,
                     strrchr (text->str, '\n') != NULL ? strrchr (text->str, '\n') - text->str : 0);
  return g_strsplit (text->str, "\n", -1);
}

static void
assert_whole (DtService *service)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtVerifyReport) report = dt_service_verify_sync (service, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (report->problems, i));
  g_assert_cmpuint (report->problems->len, ==, 0);
}

static gpointer
find_case (DtReader *reader, gpointer data, GError **error)
{
  return dt_reader_find_case (reader, data, error);
}

static gint64
count_cases (DtService *service)
{
  return dt_service_get_counts (service)[DT_VIEW_ALL];
}

/* How long the child takes to acknowledge something, in microseconds: kills long before that hit
 * nothing. @out_whole (nullable): how long it takes to end by itself, which it then may. */
static gint64
measure (const char *const *argv, gint64 *out_whole)
{
  gint64 start = g_get_monotonic_time ();
  gint64 first;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  char buffer[4096];

  g_assert_no_error (error);
  g_input_stream_read (g_subprocess_get_stdout_pipe (child), buffer, 1, NULL, &error);
  g_assert_no_error (error);
  first = g_get_monotonic_time () - start;
  if (out_whole == NULL)
    g_subprocess_force_exit (child);
  while (
      g_input_stream_read (g_subprocess_get_stdout_pipe (child), buffer, sizeof buffer, NULL, NULL)
      > 0)
    ;
  g_subprocess_wait (child, NULL, NULL);
  if (out_whole != NULL)
    *out_whole = g_get_monotonic_time () - start;
  return first;
}

static void
test_walk_in (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  g_autofree char *directory = NULL;
  gint64 start = 0;
  guint acknowledged = 0;

  for (guint round = 0; round < KILLS; round++)
    {
      g_auto (GStrv) codes = NULL;
      DtService *service;

      if (round % ROUNDS_A_WORKSPACE == 0)
        {
          if (directory != NULL)
            remove_workspace (directory);
          g_free (directory);
          directory = new_workspace ();
        }
      {
        const char *const argv[] = { self_path, "--walk-in", directory, NULL };

        if (start == 0)
          start = measure (argv, NULL);
        /* some before it is up, most in the middle of registering */
        if (round % 4 == 0)
          codes = run_and_kill (argv, FALSE, g_rand_int_range (rand, 0, (gint32) start));
        else
          codes = run_and_kill (argv, TRUE, g_rand_int_range (rand, 0, 150000));
      }
      service = open_service (directory);
      for (guint i = 0; codes[i] != NULL; i++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (DtCase) a_case = dt_service_read_sync (service, find_case, codes[i], &error);

          g_assert_no_error (error);
          g_assert_nonnull (a_case);
          acknowledged++;
        }
      assert_whole (service);
      dt_service_close (service);
      g_object_unref (service);
    }
  remove_workspace (directory);
  g_test_message ("%u registrations acknowledged over %u kills", acknowledged, KILLS);
  g_assert_cmpuint (acknowledged, >=, KILLS * 3 / 4);
}

static char *
write_csv (const char *directory, guint round)
{
  char *path = g_strdup_printf ("%s/../rows-%u.csv", directory, round);
  g_autoptr (GString) text = g_string_new ("Nội dung,Họ tên,Điện thoại\n");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < IMPORT_ROWS; i++)
    g_string_append_printf (text,
                            "\"Đèn đường số %u-%u không sáng, đề nghị sửa\",Trần Văn Thử,09%08u\n",
                            round,
                            i,
                            round * IMPORT_ROWS + i);
  g_file_set_contents (path, text->str, text->len, &error);
  g_assert_no_error (error);
  return path;
}

static void
test_import (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autofree char *directory = NULL;
  gint64 start = 0;
  gint64 whole = 0;
  guint killed_inside = 0;

  for (guint round = 0; round < KILLS; round++)
    {
      g_autofree char *path = NULL;
      g_auto (GStrv) lines = NULL;
      DtService *service;
      gint64 before;
      gint64 promised = 0;
      gint64 after;

      if (round % ROUNDS_A_WORKSPACE == 0)
        {
          if (directory != NULL)
            remove_workspace (directory);
          g_free (directory);
          directory = new_workspace ();
        }
      service = open_service (directory);
      before = count_cases (service);
      dt_service_close (service);
      g_object_unref (service);

      path = write_csv (directory, round);
      {
        const char *argv[] = { self_path, "--import", directory, path, NULL };

        if (start == 0)
          {
            start = measure (argv, &whole);
            g_clear_pointer (&path, g_free);
            path = write_csv (directory, KILLS);
            argv[3] = path;
            service = open_service (directory);
            before = count_cases (service);
            dt_service_close (service);
            g_object_unref (service);
          }
        /* from shortly before the first transaction to shortly after the last */
        lines = run_and_kill (argv, FALSE, start * 3 / 4 + g_rand_double (rand) * (whole - start));
      }
      for (guint i = 0; lines[i] != NULL; i++)
        if (g_ascii_isdigit (lines[i][0]))
          promised = MAX (promised, g_ascii_strtoll (lines[i], NULL, 10));
      service = open_service (directory);
      after = count_cases (service);
      g_assert_cmpint (after - before, >=, promised);
      g_assert_cmpint (after - before, <=, IMPORT_ROWS);
      killed_inside += after - before > 0 && after - before < IMPORT_ROWS;
      assert_whole (service);
      dt_service_close (service);
      g_object_unref (service);
      if (round % ROUNDS_A_WORKSPACE == ROUNDS_A_WORKSPACE - 1)
        {
          /* taken again, the file goes on where it was cut: nothing twice, nothing missing */
          service = open_service (directory);
          {
            g_autoptr (GError) error = NULL;
            g_autoptr (DtImporter) importer
                = dt_importer_new (service, path, DT_IMPORT_FORMAT_AUTO, &error);
            DtImportCounts counts;

            g_assert_no_error (error);
            g_assert_true (dt_importer_run_sync (importer, &counts, &error));
            g_assert_no_error (error);
            g_assert_cmpint (counts.read, ==, IMPORT_ROWS);
            g_assert_cmpint (counts.set_aside, ==, 0);
            g_assert_cmpint (counts.cases + counts.joined + counts.unchanged, ==, IMPORT_ROWS);
            g_assert_cmpint (count_cases (service) - before, ==, IMPORT_ROWS);
          }
          dt_service_close (service);
          g_object_unref (service);
        }
    }
  remove_workspace (directory);
  g_test_message ("%u of %u kills in the middle of an import", killed_inside, KILLS);
  g_assert_cmpuint (killed_inside, >, KILLS / 10);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--walk-in") == 0)
    register_forever (argv[2]);
  if (argc == 4 && strcmp (argv[1], "--import") == 0)
    return import_once (argv[2], argv[3]);

  self_path = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kill/walk-in", test_walk_in);
  g_test_add_func ("/kill/import", test_import);
  return g_test_run ();
}

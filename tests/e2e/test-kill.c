/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program killed at random moments of registering and importing: what it had acknowledged is
 * there, the record verifies, the views agree with a rebuild. The test runs itself as the child
 * that is killed. */
#include "base/dt-text.h"
#include "e2e/kill-child.h"
#include "service/dt-importer.h"

#include <string.h>

#define ROUNDS_A_WORKSPACE 2
#define IMPORT_ROWS 6000 /* three transactions */

/* ---- the child ---- */

/* Registers walk-ins for as long as it lives; every third with a picture. */
static G_NORETURN void
register_forever (const char *directory)
{
  g_autoptr (DtService) service = kill_open_service (directory, NULL);

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
      kill_acknowledge (outcome->case_code);
    }
}

static void
on_progress_cb (DtImporter *importer, GParamSpec *pspec, gpointer user_data)
{
  DtImportCounts *counts = NULL;
  g_autofree char *line = NULL;

  g_object_get (importer, "counts", &counts, NULL);
  line = g_strdup_printf ("%" G_GINT64_FORMAT, counts->cases);
  kill_acknowledge (line);
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
  g_autoptr (DtService) service = kill_open_service (directory, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (DtImporter) importer = dt_importer_new (service, path, DT_IMPORT_FORMAT_AUTO, &error);

  g_assert_no_error (error);
  g_signal_connect (importer, "notify::progress", G_CALLBACK (on_progress_cb), NULL);
  dt_importer_run_async (importer, NULL, on_import_done_cb, loop);
  g_main_loop_run (loop);
  kill_acknowledge ("done");
  dt_service_close (service);
  return 0;
}

/* ---- the parent ---- */

static char *self_path;

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
            kill_remove_workspace (directory);
          g_free (directory);
          directory = kill_new_workspace ();
        }
      {
        const char *const argv[] = { self_path, "--walk-in", directory, NULL };

        if (start == 0)
          start = kill_measure (argv, NULL);
        /* some before it is up, most in the middle of registering */
        if (round % 4 == 0)
          codes = kill_run (argv, FALSE, g_rand_int_range (rand, 0, (gint32) start), NULL);
        else
          codes = kill_run (argv, TRUE, g_rand_int_range (rand, 0, 150000), NULL);
      }
      service = kill_open_service (directory, NULL);
      for (guint i = 0; codes[i] != NULL; i++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (DtCase) a_case = dt_service_read_sync (service, find_case, codes[i], &error);

          g_assert_no_error (error);
          g_assert_nonnull (a_case);
          acknowledged++;
        }
      kill_assert_whole (service);
      dt_service_close (service);
      g_object_unref (service);
    }
  kill_remove_workspace (directory);
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
            kill_remove_workspace (directory);
          g_free (directory);
          directory = kill_new_workspace ();
        }
      service = kill_open_service (directory, NULL);
      before = count_cases (service);
      dt_service_close (service);
      g_object_unref (service);

      path = write_csv (directory, round);
      {
        const char *argv[] = { self_path, "--import", directory, path, NULL };

        if (start == 0)
          {
            start = kill_measure (argv, &whole);
            g_clear_pointer (&path, g_free);
            path = write_csv (directory, KILLS);
            argv[3] = path;
            service = kill_open_service (directory, NULL);
            before = count_cases (service);
            dt_service_close (service);
            g_object_unref (service);
          }
        /* from shortly before the first transaction to shortly after the last */
        lines
            = kill_run (argv, FALSE, start * 3 / 4 + g_rand_double (rand) * (whole - start), NULL);
      }
      for (guint i = 0; lines[i] != NULL; i++)
        if (g_ascii_isdigit (lines[i][0]))
          promised = MAX (promised, g_ascii_strtoll (lines[i], NULL, 10));
      service = kill_open_service (directory, NULL);
      after = count_cases (service);
      g_assert_cmpint (after - before, >=, promised);
      g_assert_cmpint (after - before, <=, IMPORT_ROWS);
      killed_inside += after - before > 0 && after - before < IMPORT_ROWS;
      kill_assert_whole (service);
      dt_service_close (service);
      g_object_unref (service);
      if (round % ROUNDS_A_WORKSPACE == ROUNDS_A_WORKSPACE - 1)
        {
          /* taken again, the file goes on where it was cut: nothing twice, nothing missing */
          service = kill_open_service (directory, NULL);
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
  kill_remove_workspace (directory);
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

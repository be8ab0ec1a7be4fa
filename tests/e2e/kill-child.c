/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See kill-child.h. */
#include "e2e/kill-child.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define UNIT "26740"

DtService *
kill_open_service (const char *directory, DtClock *clock)
{
  g_autofree char *key_file = g_build_filename (directory, "..", "key", NULL);
  DtServiceOpening opening = { .directory = directory, .key_file = key_file };
  g_autoptr (GError) error = NULL;
  g_autoptr (DtClock) own_clock = dt_clock_new ();
  DtService *service = dt_service_open_sync (&opening, clock != NULL ? clock : own_clock, &error);
  DtOfficer *first;

  g_assert_no_error (error);
  first = g_ptr_array_index (dt_service_get_officers (service), 0);
  g_assert_true (dt_service_act_as (service, first->id, &error));
  g_assert_no_error (error);
  return service;
}

void
kill_acknowledge (const char *text)
{
  g_autofree char *line = g_strconcat (text, "\n", NULL);

  g_assert_cmpint (write (STDOUT_FILENO, line, strlen (line)), ==, strlen (line));
}

char *
kill_new_workspace (void)
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

void
kill_remove_workspace (const char *directory)
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

GStrv
kill_run (const char *const *argv, gboolean at_work, gint64 usec, gint64 *out_killed)
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
  if (out_killed != NULL)
    *out_killed = g_get_monotonic_time ();
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

void
kill_assert_whole (DtService *service)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtVerifyReport) report = dt_service_verify_sync (service, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (report->problems, i));
  g_assert_cmpuint (report->problems->len, ==, 0);
}

gint64
kill_measure (const char *const *argv, gint64 *out_whole)
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts programs and waits for them; what they print is a few lines. */
#include "bench/bench-child.h"

#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static char *
read_all (int fd)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  while ((n = read (fd, buffer, sizeof buffer)) > 0)
    g_string_append_len (text, buffer, n);
  close (fd);
  return g_strdup (text->str);
}

void
bench_child_run (BenchChild *self, const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  struct rusage usage;
  GPid pid;
  int status, out;

  self->started = g_get_monotonic_time ();
  g_spawn_async_with_pipes (NULL,
                            (char **) argv,
                            NULL,
                            G_SPAWN_DO_NOT_REAP_CHILD,
                            NULL,
                            NULL,
                            &pid,
                            NULL,
                            &out,
                            NULL,
                            &error);
  g_assert_no_error (error);
  self->output = read_all (out);
  g_assert_cmpint (wait4 (pid, &status, 0, &usage), ==, pid);
  g_spawn_close_pid (pid);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", argv[0], error->message);
  self->peak_mib = usage.ru_maxrss / 1024.0;
}

void
bench_child_clear (BenchChild *self)
{
  g_clear_pointer (&self->output, g_free);
}

double
bench_child_get (const BenchChild *self, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (self->output, "\n", -1);
  gsize length = strlen (name);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], name) && lines[i][length] == ' ')
        return g_ascii_strtod (lines[i] + length, NULL);
    }
  g_error ("no figure %s in: %s", name, self->output);
}

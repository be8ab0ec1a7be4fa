/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts programs and waits for them; what they print is a few lines. */
#include "bench/bench-child.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PEAK_INTERVAL 10 /* milliseconds */

/* What getrusage() says of a child counts what its parent had before the child was another program,
 * and this parent is large. */
static void
note_peak (BenchChild *self, GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int) pid);
  g_autofree char *status = NULL;
  const char *line;

  if (g_file_get_contents (path, &status, NULL, NULL) && (line = strstr (status, "VmHWM:")) != NULL)
    self->peak_mib = g_ascii_strtoll (line + strlen ("VmHWM:"), NULL, 10) / 1024.0;
}

static gboolean
has_started (GPid pid, const char *program)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/cmdline", (int) pid);
  g_autofree char *line = NULL;

  return g_file_get_contents (path, &line, NULL, NULL) && g_str_equal (line, program);
}

static char *
read_all (BenchChild *self, GPid pid, const char *program, int fd)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  do
    {
      GPollFD out = { .fd = fd, .events = G_IO_IN };

      if (has_started (pid, program))
        note_peak (self, pid);
      if (g_poll (&out, 1, PEAK_INTERVAL) == 0)
        n = 0;
      else if ((n = read (fd, buffer, sizeof buffer)) <= 0)
        break;
      g_string_append_len (text, buffer, n);
    }
  while (TRUE);
  close (fd);
  return g_strdup (text->str);
}

void
bench_child_run (BenchChild *self, const char *const *argv)
{
  g_autoptr (GError) error = NULL;
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
  self->output = read_all (self, pid, argv[0], out);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_spawn_close_pid (pid);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", argv[0], error->message);
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

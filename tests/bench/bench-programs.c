/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts the programs on the workspace of the benchmark and adds what they took to the table. */
#include "bench/bench-programs.h"

#include "bench/bench-child.h"
#include "bench/bench-table.h"

#include <math.h>
#include <unistd.h>

#define STARTS 7
#define SESSIONS 3
/* The design's 400 ms beside an empty window of 170 ms: what a window takes is the machine's. */
#define START_RATIO (400.0 / 170.0)

/* Each work in a process of its own, as doithoaictl does it. */
void
bench_peaks (const char *ctl, const char *directory, const char *key_file, const char *rows)
{
  const struct
  {
    const char *what;
    const char *command;
    const char *argument;
  } works[] = {
    { "peak memory of a search", "list", "--query=bảo hiểm" },
    { "peak memory of an import", "import", rows },
    { "peak memory of a rebuild", "rebuild", NULL },
    { "peak memory of verifying", "verify", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    {
      const char *argv[] = { ctl,      "--workspace",    directory,         "--key-file",
                             key_file, works[i].command, works[i].argument, NULL };
      g_auto (BenchChild) child = { 0 };

      bench_child_run (&child, argv);
      bench_figure (works[i].what, child.peak_mib, "MiB");
    }
}

/* Starts the program several times, each time behind an empty window of the same library. */
static double
median_start (const char *program, const char *directory, const char *key_file, double *out_empty)
{
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) empties = g_array_new (FALSE, FALSE, sizeof (double));
  const char *empty_argv[] = { program, "empty", NULL };
  const char *start_argv[] = { program, "start", directory, key_file, NULL };

  for (guint i = 0; i < STARTS; i++)
    {
      g_auto (BenchChild) empty = { 0 };
      g_auto (BenchChild) start = { 0 };
      double msec;

      bench_child_run (&empty, empty_argv);
      msec = (bench_child_get (&empty, "reached") - empty.started) / 1000;
      g_array_append_val (empties, msec);
      bench_child_run (&start, start_argv);
      msec = (bench_child_get (&start, "reached") - start.started) / 1000;
      g_array_append_val (starts, msec);
    }
  *out_empty = bench_percentile (empties, 0.5);
  return bench_percentile (starts, 0.5);
}

/* The sessions do the same each time: what is slow in one of them only was somebody else's doing.
 */
static double
get_best (const BenchChild *sessions, const char *name)
{
  double best = INFINITY;

  for (guint i = 0; i < SESSIONS; i++)
    best = fmin (best, bench_child_get (&sessions[i], name));
  return best;
}

void
bench_window (const char *program, const char *directory, const char *key_file)
{
  /* The processor's time, since on two cores others run too; and what the clock said. */
  static const struct
  {
    const char *name;
    const char *longest;
    const char *clock;
  } scrolls[] = {
    { "wheel", "scrolling by wheel, the longest frame", "  by the clock, p99" },
    { "page", "scrolling by pages, the longest frame", "  by the clock, p99" },
    { "jump", "dragging the bar, the longest frame", "  by the clock, p99" },
  };
  const char *empty_argv[] = { program, "empty", NULL };
  const char *session_argv[] = { program, "session", directory, key_file, NULL };
  g_auto (BenchChild) empty = { 0 };
  BenchChild sessions[SESSIONS] = { 0 };
  double empty_start;
  double start;
  double memory;

  sync (); /* what the benchmark wrote before must not be waited for in the window */
  start = median_start (program, directory, key_file, &empty_start);
  bench_figure ("start to the day's page, median", start, "ms");
  bench_row ("the same, against an empty window",
             start / empty_start,
             "×",
             BENCH_AT_MOST,
             START_RATIO,
             start / empty_start,
             "an empty window");
  bench_child_run (&empty, empty_argv);
  for (guint i = 0; i < SESSIONS; i++)
    bench_child_run (&sessions[i], session_argv);
  bench_figure ("cases in the list that is scrolled", get_best (sessions, "rows"), "");
  for (guint i = 0; i < G_N_ELEMENTS (scrolls); i++)
    {
      g_autofree char *work = g_strconcat (scrolls[i].name, "-work-max", NULL);
      g_autofree char *wall = g_strconcat (scrolls[i].name, "-p99", NULL);

      bench_row (
          scrolls[i].longest, get_best (sessions, work), "ms", BENCH_AT_MOST, 16.7, NAN, NULL);
      bench_figure (scrolls[i].clock, get_best (sessions, wall), "ms");
    }
  bench_row ("a command, to disk and screen, p99",
             get_best (sessions, "command-p99"),
             "ms",
             BENCH_AT_MOST,
             50,
             NAN,
             NULL);
  memory = get_best (sessions, "memory");
  bench_row ("memory of the window, no chart shown",
             memory,
             "MiB",
             BENCH_AT_MOST,
             180,
             memory / bench_child_get (&empty, "memory"),
             "an empty window");
  for (guint i = 0; i < SESSIONS; i++)
    bench_child_clear (&sessions[i]);
}

/* In the processor's time of the window's thread. */
void
bench_reply_page (const char *program)
{
  const char *argv[] = { program, "--figures", NULL };
  g_auto (BenchChild) child = { 0 };
  double few;

  bench_child_run (&child, argv);
  few = bench_child_get (&child, "reply-open-10");
  bench_figure ("opening a reply, case of 10 messages", few, "ms");
  bench_row ("  more than that, case of 1,000 messages",
             bench_child_get (&child, "reply-open-1000") - few,
             "ms",
             BENCH_AT_MOST,
             16.7,
             NAN,
             NULL);
  bench_row ("a keystroke in a reply of 20,000 letters",
             bench_child_get (&child, "reply-key-20000"),
             "ms",
             BENCH_AT_MOST,
             16.7,
             NAN,
             NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints the table and counts what is over its budget. */
#include "bench/bench-table.h"

#include <math.h>

static guint over_budget;

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

double
bench_percentile (GArray *values, double share)
{
  g_array_sort (values, compare_doubles);
  return g_array_index (values, double, (guint) (share * (values->len - 1)));
}

void
bench_row (const char *what,
           double value,
           const char *unit,
           BenchBound bound,
           double budget,
           double ratio,
           const char *baseline)
{
  gboolean holds = bound == BENCH_AT_LEAST ? value >= budget : value <= budget;

  over_budget += !holds;
  g_print ("%-44s %10.2f %-4s %s %9.2f  %-5s",
           what,
           value,
           unit,
           bound == BENCH_AT_LEAST ? "≥" : "≤",
           budget,
           holds ? "holds" : "OVER");
  if (!isnan (ratio))
    g_print ("  %5.2f × %s", ratio, baseline);
  g_print ("\n");
}

void
bench_figure (const char *what, double value, const char *unit)
{
  g_print ("%-44s %10.0f %s\n", what, value, unit);
}

guint
bench_get_over_budget (void)
{
  return over_budget;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table that a benchmark prints: a line a figure, with its budget and a ratio. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BENCH_AT_MOST,
  BENCH_AT_LEAST,
} BenchBound;

/* @ratio: to @baseline; NAN for none. */
void bench_row (const char *what,
                double value,
                const char *unit,
                BenchBound bound,
                double budget,
                double ratio,
                const char *baseline);
/* A figure that has no budget. */
void bench_figure (const char *what, double value, const char *unit);
guint bench_get_over_budget (void);
/* Sorts @values, of double. */
double bench_percentile (GArray *values, double share);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Programs that a benchmark starts: the figures they print, and the memory they took. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 started;  /* monotonic time, microseconds */
  double peak_mib; /* the largest resident size it had */
  char *output;    /* lines "NAME VALUE" */
} BenchChild;

/* Runs @argv to its end, which must be a good one. */
void bench_child_run (BenchChild *self, const char *const *argv);
void bench_child_clear (BenchChild *self);
/* The value behind @name in what it printed. */
double bench_child_get (const BenchChild *self, const char *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BenchChild, bench_child_clear)

G_END_DECLS

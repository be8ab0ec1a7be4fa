/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows to import, for benchmarks. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes the rows from @first on as CSV, with a heading. */
void bench_write_feed (const char *path, gint64 first, gint64 count);

G_END_DECLS

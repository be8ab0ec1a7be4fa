/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of the table that are about whole programs: the window, and doithoaictl's memory. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @program: bench-window. */
void bench_window (const char *program, const char *directory, const char *key_file);
/* @rows: a CSV file to import. */
void bench_peaks (const char *ctl, const char *directory, const char *key_file, const char *rows);

/* @program: bench-reply-page. */
void bench_reply_page (const char *program);

G_END_DECLS

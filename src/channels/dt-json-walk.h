/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks over one JSON value and names each scalar by its path ("a.b"). Strict by RFC 8259, but goes
 * on behind a scalar that is none (006), so that the rest of a broken record can be shown and
 * mended. json-glib does neither, and turns long numbers into floating point. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DT_JSON_MAX_DEPTH 64

/* @value: UTF-8 as far as the text was, not NULL-safe beyond @length; NULL for null. */
typedef void (*DtJsonVisit) (const char *path, const char *value, gssize length, gpointer data);

/* FALSE if it is not exactly one JSON value; *@out_at: where the first problem is. */
gboolean
dt_json_walk (const char *text, gsize length, DtJsonVisit visit, gpointer data, gsize *out_at);
/* Where the object or array that begins at @at ends, by its brackets alone; 0 if it does not. */
gsize dt_json_find_end (const char *text, gsize length, gsize at);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a file of JSON objects, learnt from the first ones, and objects read by them.
 * Shared by JSON Lines and Open311. One thread. */
#pragma once

#include "channels/dt-import-record.h"

G_BEGIN_DECLS

typedef struct _DtJsonColumns DtJsonColumns;

DtJsonColumns *dt_json_columns_new (void);
void dt_json_columns_free (DtJsonColumns *self);
/* Adds the members of the object in @text as columns, also of one that is broken. */
void dt_json_columns_learn (DtJsonColumns *self, const char *text, gsize length);
GPtrArray *dt_json_columns_dup_names (DtJsonColumns *self);
/* TRUE if the object in @text is well-formed and its own members are all known. */
gboolean dt_json_columns_fits (DtJsonColumns *self, const char *text, gsize length);
DtImportRecord *
dt_json_columns_read (DtJsonColumns *self, const char *text, gsize length, gint64 line);

G_END_DECLS

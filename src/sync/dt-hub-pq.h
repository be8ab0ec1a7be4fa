/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls of SQL functions over libpq with parameters and results in PostgreSQL's binary form, and
 * what its errors mean. Inside this room only. */
#pragma once

#include "sync/dt-hub.h"

#include <libpq-fe.h>

G_BEGIN_DECLS

/* Parameters of one call. */
typedef struct
{
  guint n;
  Oid types[8];
  GByteArray *bytes[8]; /* NULL: SQL's NULL */
} DtPqParams;

void dt_pq_params_clear (DtPqParams *self);
void dt_pq_add_bytes (DtPqParams *self, const void *data, gsize size);
void dt_pq_add_null_bytes (DtPqParams *self);
void dt_pq_add_hex (DtPqParams *self, const char *hex);
void dt_pq_add_text (DtPqParams *self, const char *text);
void dt_pq_add_json (DtPqParams *self, const char *text);
void dt_pq_add_int16 (DtPqParams *self, gint16 value);
void dt_pq_add_int32 (DtPqParams *self, gint32 value);
void dt_pq_add_int64 (DtPqParams *self, gint64 value);
/* Arrays of one dimension: begun, then filled, then ended. */
void dt_pq_begin_array (DtPqParams *self, Oid array_type, Oid type, guint n);
void dt_pq_add_element (DtPqParams *self, const void *data, gssize size); /* -1: NULL */

#define DT_PQ_BYTEA 17
#define DT_PQ_INT8 20
#define DT_PQ_INT2 21
#define DT_PQ_INT4 23
#define DT_PQ_TEXT 25
#define DT_PQ_BYTEA_ARRAY 1001
#define DT_PQ_INT2_ARRAY 1005
#define DT_PQ_INT8_ARRAY 1016
#define DT_PQ_JSONB 3802

/* Runs it; NULL with a #DtHubErrorCode. */
PGresult *
dt_pq_call (PGconn *connection, const char *sql, const DtPqParams *params, GError **error);
/* Of a binary result. */
gint64 dt_pq_get_int (PGresult *result, int row, int column);    /* of 2, 4 or 8 bytes; 0 if NULL */
GBytes *dt_pq_get_bytes (PGresult *result, int row, int column); /* NULL if it is */
gboolean dt_pq_copy_bytes (
    PGresult *result, int row, int column, void *out, gsize size); /* exactly so many */
char *dt_pq_dup_text (PGresult *result, int row, int column);
/* What the failure to connect means. */
void dt_pq_set_connect_error (PGconn *connection, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtPqParams, dt_pq_params_clear)

G_END_DECLS

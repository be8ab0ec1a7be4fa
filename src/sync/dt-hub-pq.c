/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters, results and errors of libpq. The binary form of PostgreSQL's types is big-endian; an
 * array is: dimensions, whether it has NULLs, the type, then length and lower bound of each
 * dimension, then each element behind its size (src/backend/utils/adt/arrayfuncs.c, array_recv).
 * On the thread that syncs. */
#include "sync/dt-hub-pq.h"

#include "base/dt-crypto.h"

#include <string.h>

/* ---- parameters -------------------------------------------------------------------------- */

void
dt_pq_params_clear (DtPqParams *self)
{
  for (guint i = 0; i < self->n; i++)
    g_clear_pointer (&self->bytes[i], g_byte_array_unref);
  self->n = 0;
}

static GByteArray *
add (DtPqParams *self, Oid type)
{
  GByteArray *bytes = g_byte_array_new ();

  g_assert (self->n < G_N_ELEMENTS (self->types));
  self->types[self->n] = type;
  self->bytes[self->n++] = bytes;
  return bytes;
}

static void
append_int32 (GByteArray *bytes, gint32 value)
{
  guint32 big = GUINT32_TO_BE ((guint32) value);

  g_byte_array_append (bytes, (const guint8 *) &big, sizeof big);
}

void
dt_pq_add_bytes (DtPqParams *self, const void *data, gsize size)
{
  g_byte_array_append (add (self, DT_PQ_BYTEA), data, (guint) size);
}

void
dt_pq_add_null_bytes (DtPqParams *self)
{
  add (self, DT_PQ_BYTEA);
  g_clear_pointer (&self->bytes[self->n - 1], g_byte_array_unref);
}

void
dt_pq_add_hex (DtPqParams *self, const char *hex)
{
  gsize size = strlen (hex) / 2;
  g_autofree guint8 *bytes = g_malloc (size + 1);

  if (!dt_from_hex (hex, bytes, size))
    size = 0; /* the hub says what is wrong with it */
  dt_pq_add_bytes (self, bytes, size);
}

void
dt_pq_add_text (DtPqParams *self, const char *text)
{
  g_byte_array_append (add (self, DT_PQ_TEXT), (const guint8 *) text, (guint) strlen (text));
}

void
dt_pq_add_json (DtPqParams *self, const char *text)
{
  GByteArray *bytes = add (self, DT_PQ_JSONB);

  g_byte_array_append (bytes, (const guint8 *) "\1", 1); /* the form's version */
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
}

void
dt_pq_add_int16 (DtPqParams *self, gint16 value)
{
  guint16 big = GUINT16_TO_BE ((guint16) value);

  g_byte_array_append (add (self, DT_PQ_INT2), (const guint8 *) &big, sizeof big);
}

void
dt_pq_add_int32 (DtPqParams *self, gint32 value)
{
  append_int32 (add (self, DT_PQ_INT4), value);
}

void
dt_pq_add_int64 (DtPqParams *self, gint64 value)
{
  guint64 big = GUINT64_TO_BE ((guint64) value);

  g_byte_array_append (add (self, DT_PQ_INT8), (const guint8 *) &big, sizeof big);
}

void
dt_pq_begin_array (DtPqParams *self, Oid array_type, Oid type, guint n)
{
  GByteArray *bytes = add (self, array_type);

  append_int32 (bytes, n > 0 ? 1 : 0);
  append_int32 (bytes, 1);
  append_int32 (bytes, (gint32) type);
  if (n == 0)
    return;
  append_int32 (bytes, (gint32) n);
  append_int32 (bytes, 1);
}

void
dt_pq_add_element (DtPqParams *self, const void *data, gssize size)
{
  GByteArray *bytes = self->bytes[self->n - 1];

  append_int32 (bytes, (gint32) size);
  if (size > 0)
    g_byte_array_append (bytes, data, (guint) size);
}

/* ---- errors ------------------------------------------------------------------------------ */

static DtHubErrorCode
get_code (const char *state)
{
  static const struct
  {
    const char *state; /* data/hub's own, and PostgreSQL's classes */
    DtHubErrorCode code;
  } codes[] = {
    { "DT001", DT_HUB_ERROR_DENIED },  { "DT002", DT_HUB_ERROR_ANSWER },
    { "DT003", DT_HUB_ERROR_ANSWER },  { "DT004", DT_HUB_ERROR_ANSWER },
    { "DT005", DT_HUB_ERROR_REMOVED }, { "DT006", DT_HUB_ERROR_LIMIT },
    { "DT007", DT_HUB_ERROR_NEWER },   { "42501", DT_HUB_ERROR_DENIED },
    { "42883", DT_HUB_ERROR_NEWER }, /* it has no such function: another version */
    { "28", DT_HUB_ERROR_DENIED },     { "08", DT_HUB_ERROR_OFFLINE },
    { "53", DT_HUB_ERROR_OFFLINE },    { "57", DT_HUB_ERROR_OFFLINE },
    { "40", DT_HUB_ERROR_OFFLINE },
  };

  for (guint i = 0; state != NULL && i < G_N_ELEMENTS (codes); i++)
    if (g_str_has_prefix (state, codes[i].state))
      return codes[i].code;
  return state != NULL ? DT_HUB_ERROR_ANSWER : DT_HUB_ERROR_OFFLINE;
}

static void
set_error (const PGresult *result, const char *message, GError **error)
{
  const char *state = result != NULL ? PQresultErrorField (result, PG_DIAG_SQLSTATE) : NULL;
  g_autofree char *line = g_strdup (message != NULL ? message : "");

  g_strdelimit (g_strchomp (line), "\n", ' ');
  g_set_error (error,
               DT_HUB_ERROR,
               get_code (state),
               "%s%s%s",
               state != NULL ? state : "",
               state != NULL ? ": " : "",
               line);
}

/* libpq gives no code when connecting fails, only what it says. */
void
dt_pq_set_connect_error (PGconn *connection, GError **error)
{
  static const struct
  {
    const char *words;
    DtHubErrorCode code;
  } reasons[] = {
    { "certificate", DT_HUB_ERROR_TRUST },
    { "does not match host name", DT_HUB_ERROR_TRUST },
    { "channel binding", DT_HUB_ERROR_TRUST },
    { "server does not support SSL", DT_HUB_ERROR_TRUST },
    { "invalid server signature", DT_HUB_ERROR_TRUST },
    { "authentication method requirement", DT_HUB_ERROR_TRUST },
    { "password authentication failed", DT_HUB_ERROR_DENIED },
    { "not permitted to log in", DT_HUB_ERROR_DENIED },
    { "no pg_hba.conf entry", DT_HUB_ERROR_DENIED },
    { "pg_hba.conf rejects", DT_HUB_ERROR_DENIED },
  };
  g_autofree char *line = g_strdup (PQerrorMessage (connection));
  DtHubErrorCode code = DT_HUB_ERROR_OFFLINE;

  g_strdelimit (g_strchomp (line), "\n", ' ');
  for (guint i = 0; i < G_N_ELEMENTS (reasons) && code == DT_HUB_ERROR_OFFLINE; i++)
    if (strstr (line, reasons[i].words) != NULL)
      code = reasons[i].code;
  g_set_error_literal (error, DT_HUB_ERROR, code, line);
}

/* ---- calls ------------------------------------------------------------------------------- */

PGresult *
dt_pq_call (PGconn *connection, const char *sql, const DtPqParams *params, GError **error)
{
  g_autoptr (PGresult) result = NULL;
  const char *values[G_N_ELEMENTS (params->types)] = { NULL };
  int sizes[G_N_ELEMENTS (params->types)] = { 0 };
  int formats[G_N_ELEMENTS (params->types)] = { 0 };

  for (guint i = 0; i < params->n; i++)
    {
      formats[i] = 1;
      if (params->bytes[i] == NULL)
        continue;
      values[i] = params->bytes[i]->data != NULL ? (const char *) params->bytes[i]->data : "";
      sizes[i] = (int) params->bytes[i]->len;
    }
  result
      = PQexecParams (connection, sql, (int) params->n, params->types, values, sizes, formats, 1);
  if (PQresultStatus (result) == PGRES_TUPLES_OK || PQresultStatus (result) == PGRES_COMMAND_OK)
    return g_steal_pointer (&result);
  set_error (result, PQerrorMessage (connection), error);
  return NULL;
}

gint64
dt_pq_get_int (PGresult *result, int row, int column)
{
  int size = PQgetlength (result, row, column);
  const guint8 *bytes = (const guint8 *) PQgetvalue (result, row, column);
  guint64 value = 0;

  if (PQgetisnull (result, row, column) || size < 1 || size > 8)
    return 0;
  if (bytes[0] & 0x80)
    value = G_MAXUINT64;
  for (int i = 0; i < size; i++)
    value = value << 8 | bytes[i];
  return (gint64) value;
}

GBytes *
dt_pq_get_bytes (PGresult *result, int row, int column)
{
  if (PQgetisnull (result, row, column))
    return NULL;
  return g_bytes_new (PQgetvalue (result, row, column), (gsize) PQgetlength (result, row, column));
}

gboolean
dt_pq_copy_bytes (PGresult *result, int row, int column, void *out, gsize size)
{
  if (PQgetisnull (result, row, column) || (gsize) PQgetlength (result, row, column) != size)
    return FALSE;
  memcpy (out, PQgetvalue (result, row, column), size);
  return TRUE;
}

char *
dt_pq_dup_text (PGresult *result, int row, int column)
{
  if (PQgetisnull (result, row, column))
    return NULL;
  return g_strndup (PQgetvalue (result, row, column), (gsize) PQgetlength (result, row, column));
}

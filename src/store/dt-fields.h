/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A JSON object read in place: the members of facts and payloads, without building a tree, since
 * the fold reads a million of them. What is no JSON is refused; what a newer version added is
 * skipped. The text must outlive the reader. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DT_FIELDS_MAX 48

typedef enum
{
  DT_FIELD_NULL,
  DT_FIELD_FALSE,
  DT_FIELD_TRUE,
  DT_FIELD_INTEGER,
  DT_FIELD_NUMBER, /* with a fraction or exponent */
  DT_FIELD_STRING,
  DT_FIELD_ARRAY,
  DT_FIELD_OBJECT,
} DtFieldType;

typedef struct
{
  const char *name; /* as it stands between the quotes */
  const char *start, *end;
  guint16 name_length;
  guint8 type;
} DtFieldValue;

typedef struct
{
  DtFieldValue values[DT_FIELDS_MAX];
  guint n;
} DtFields;

typedef struct
{
  const char *next, *end;
} DtFieldsIter;

/* FALSE if @text is no object or has more than DT_FIELDS_MAX members. NULL text: an empty one. */
gboolean dt_fields_parse (DtFields *self, const char *text, gssize length);
const DtFieldValue *dt_fields_find (const DtFields *self, const char *name); /* NULL if none */
gboolean dt_fields_has (const DtFields *self, const char *name);
char *dt_fields_dup_string (const DtFields *self, const char *name); /* NULL if none */
/* Into @buffer; FALSE, and an empty string, if it is no string or does not fit. */
gboolean dt_fields_copy_string (const DtFields *self, const char *name, char *buffer, gsize size);
gint64 dt_fields_get_int (const DtFields *self, const char *name, gint64 fallback);
gboolean dt_fields_get_boolean (const DtFields *self, const char *name, gboolean fallback);
gboolean dt_fields_get_object (const DtFields *self, const char *name, DtFields *out);
/* The elements of an array; an iterator over nothing if it is none. */
void dt_fields_iter_init (DtFieldsIter *iter, const DtFields *self, const char *name);
void dt_field_value_iter_init (DtFieldsIter *iter, const DtFieldValue *value);
gboolean dt_fields_iter_next (DtFieldsIter *iter, DtFieldValue *out);
char *dt_field_value_dup_string (const DtFieldValue *value); /* NULL if it is no string */
gboolean dt_field_value_parse (const DtFieldValue *value, DtFields *out);

G_END_DECLS

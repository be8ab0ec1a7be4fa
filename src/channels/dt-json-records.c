/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON objects as rows: a path is a column. One thread. */
#include "channels/dt-json-records.h"

#include "channels/dt-import-private.h"
#include "channels/dt-json-walk.h"

#include <string.h>

struct _DtJsonColumns
{
  GPtrArray *names;
  GHashTable *indices; /* path as written → index + 1 */
  GHashTable *members; /* the objects' own members: what stands before the first "." */
};

typedef struct
{
  DtJsonColumns *columns;
  DtImportRecord *record;
  gboolean fits;
  gboolean bad;
} Visit;

DtJsonColumns *
dt_json_columns_new (void)
{
  DtJsonColumns *self = g_new0 (DtJsonColumns, 1);

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->indices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
dt_json_columns_free (DtJsonColumns *self)
{
  g_ptr_array_unref (self->names);
  g_hash_table_unref (self->indices);
  g_hash_table_unref (self->members);
  g_free (self);
}

static void
on_learn (const char *path, const char *value, gssize length, gpointer data)
{
  DtJsonColumns *self = data;
  char *name;

  if (self->names->len >= DT_IMPORT_MAX_COLUMNS || g_hash_table_contains (self->indices, path))
    return;
  name = dt_import_clean (path, strlen (path), NULL);
  if (name == NULL)
    return;
  g_ptr_array_add (self->names, name);
  g_hash_table_add (self->members, g_strndup (path, strcspn (path, ".")));
  g_hash_table_insert (self->indices, g_strdup (path), GUINT_TO_POINTER (self->names->len));
}

static void
on_fit (const char *path, const char *value, gssize length, gpointer data)
{
  Visit *visit = data;
  g_autofree char *member = g_strndup (path, strcspn (path, "."));

  if (!g_hash_table_contains (visit->columns->members, member))
    visit->fits = FALSE;
}

static void
on_read (const char *path, const char *value, gssize length, gpointer data)
{
  Visit *visit = data;
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (visit->columns->indices, path));

  if (index > 0 && value != NULL)
    dt_import_record_set (
        visit->record, index - 1, dt_import_clean (value, (gsize) length, &visit->bad));
}

static gboolean
is_object (const char *text, gsize length)
{
  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }
  return length > 0 && *text == '{';
}

void
dt_json_columns_learn (DtJsonColumns *self, const char *text, gsize length)
{
  if (is_object (text, length))
    dt_json_walk (text, length, on_learn, self, NULL);
}

GPtrArray *
dt_json_columns_dup_names (DtJsonColumns *self)
{
  return g_ptr_array_copy (self->names, (GCopyFunc) (gpointer) g_strdup, NULL);
}

gboolean
dt_json_columns_fits (DtJsonColumns *self, const char *text, gsize length)
{
  Visit visit = { .columns = self, .fits = TRUE };

  return dt_json_walk (text, length, on_fit, &visit, NULL) && visit.fits;
}

/* "…006,…": what stands where the record is broken. */
static char *
describe (const char *text, gsize length, gsize at)
{
  gsize start = at > 20 ? at - 20 : 0;
  gsize end = MIN (at + 20, length);

  while (start < at && (text[start] & 0xC0) == 0x80)
    start++;
  while (end > at && end < length && (text[end] & 0xC0) == 0x80)
    end--;
  return dt_import_clean (text + start, end - start, NULL);
}

DtImportRecord *
dt_json_columns_read (DtJsonColumns *self, const char *text, gsize length, gint64 line)
{
  Visit visit = { .columns = self, .record = dt_import_record_new (line, self->names->len) };
  gsize at = 0;
  gboolean whole = is_object (text, length);

  if (!dt_json_walk (text, length, on_read, &visit, &at))
    whole = FALSE;
  if (!whole)
    {
      g_autofree char *detail = describe (text, length, at);

      dt_import_record_fail (visit.record, "bad_json", detail);
    }
  else if (visit.bad)
    dt_import_record_fail (visit.record, "bad_encoding", NULL);
  return visit.record;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every reader needs: making records, cleaning cells, finding the header among the first rows
 * of a table. Pure but for the records they fill; any thread. */
#include "channels/dt-import-private.h"

#include "base/dt-text.h"

#include <string.h>

DtImportRecord *
dt_import_record_new (gint64 line, guint n_columns)
{
  DtImportRecord *record = g_new0 (DtImportRecord, 1);

  record->line = line;
  record->values = g_ptr_array_new_full (n_columns, g_free);
  g_ptr_array_set_size (record->values, (int) n_columns);
  return record;
}

void
dt_import_record_set (DtImportRecord *record, guint column, char *take_value)
{
  g_free (g_ptr_array_index (record->values, column));
  g_ptr_array_index (record->values, column) = take_value;
}

void
dt_import_record_fail (DtImportRecord *record, const char *reason, const char *detail)
{
  record->reason = reason;
  g_free (record->detail);
  record->detail = g_strdup (detail);
  for (guint i = 0; i < record->values->len; i++)
    {
      char *value = g_ptr_array_index (record->values, i);

      if (value != NULL && strlen (value) > DT_IMPORT_MAX_RAW)
        *g_utf8_find_prev_char (value, value + DT_IMPORT_MAX_RAW) = '\0';
    }
}

char *
dt_import_clean (const char *text, gsize length, gboolean *out_bad)
{
  g_autofree char *without = NULL;
  char *clean;

  while (length > 0 && (g_ascii_isspace (text[0]) || text[0] == '\0'))
    {
      text++;
      length--;
    }
  while (length > 0 && (g_ascii_isspace (text[length - 1]) || text[length - 1] == '\0'))
    length--;
  if (length == 0)
    return NULL;
  if (memchr (text, '\0', length) != NULL)
    {
      gsize kept = 0;

      without = g_malloc (length);
      for (gsize i = 0; i < length; i++)
        if (text[i] != '\0')
          without[kept++] = text[i];
      text = without;
      length = kept;
    }
  if (out_bad != NULL && !*out_bad)
    *out_bad = !g_utf8_validate_len (text, length, NULL);
  clean = dt_text_clean (text, (gssize) length);
  if (*g_strstrip (clean) == '\0')
    g_clear_pointer (&clean, g_free);
  return clean;
}

static guint
count_values (const GPtrArray *row)
{
  guint n = 0;

  for (guint i = 0; i < row->len; i++)
    n += g_ptr_array_index (row, i) != NULL;
  return n;
}

gboolean
dt_import_row_is_empty (const GPtrArray *row)
{
  return count_values (row) == 0;
}

guint
dt_import_find_header (const GPtrArray *rows)
{
  guint widest = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const GPtrArray *row = g_ptr_array_index (rows, i);
      guint known = 0;

      for (guint k = 0; k < row->len; k++)
        {
          const char *name = g_ptr_array_index (row, k);
          int weight = 0;

          /* A long cell is a sentence, whatever it begins with. */
          known += name != NULL && strlen (name) < 60
                   && dt_import_guess_name (name, &weight) != DT_IMPORT_IGNORE && weight >= 5;
        }
      if (known >= 2)
        return i;
      widest = MAX (widest, count_values (row));
    }
  for (guint i = 0; i < rows->len && widest > 1; i++)
    if (count_values (g_ptr_array_index (rows, i)) * 10 >= widest * 6)
      return i;
  return 0;
}

gboolean
dt_import_row_is_numbering (const GPtrArray *row)
{
  guint n = 0;

  for (guint i = 0; i < row->len; i++)
    {
      const char *value = g_ptr_array_index (row, i);
      g_autofree char *bracketed = g_strdup_printf ("(%u)", n + 1);

      if (value == NULL)
        continue;
      if (strcmp (value, bracketed) != 0)
        return FALSE;
      n++;
    }
  return n >= 3;
}

GPtrArray *
dt_import_make_columns (const GPtrArray *rows, guint header)
{
  const GPtrArray *names = g_ptr_array_index (rows, header);
  GPtrArray *columns = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint width = MIN (names->len, DT_IMPORT_MAX_COLUMNS);

  while (width > 1 && g_ptr_array_index (names, width - 1) == NULL)
    {
      gboolean used = FALSE;

      for (guint i = header + 1; i < rows->len && !used; i++)
        {
          const GPtrArray *row = g_ptr_array_index (rows, i);

          used = row->len >= width && g_ptr_array_index (row, width - 1) != NULL;
        }
      if (used)
        break;
      width--;
    }
  for (guint i = 0; i < width; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      char *unique = name != NULL ? g_strdup (name) : g_strdup_printf ("#%u", i + 1);

      g_strdelimit (unique, "\n\t", ' ');
      if (g_hash_table_contains (seen, unique))
        {
          char *numbered = g_strdup_printf ("%s (%u)", unique, i + 1);

          g_free (unique);
          unique = numbered;
        }
      g_hash_table_add (seen, unique);
      g_ptr_array_add (columns, unique);
    }
  return columns;
}

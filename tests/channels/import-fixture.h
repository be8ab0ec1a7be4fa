/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Helpers of the import tests: a file out of bytes, a source as one line of text a record. */
#pragma once

#include "channels/dt-import-source.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

/* The path of a file in the test's own temporary folder. */
static inline char *
fixture_write (const void *bytes, gsize size)
{
  static char *folder;
  char *path;
  FILE *file;

  if (folder == NULL)
    folder = g_dir_make_tmp ("dt-import-XXXXXX", NULL);
  path = g_build_filename (folder, "file", NULL);
  /* Not g_file_set_contents(): waiting for the disk 60,000 times is not what is tested. */
  file = g_fopen (path, "wb");
  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (bytes, 1, size, file), ==, size);
  fclose (file);
  return path;
}

/* "2:ok|a|b" or "3:too_many_columns|a|b", a line a record; "-" for a cell with nothing in it. */
static inline char *
fixture_dump (DtImportSource *source)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  DtImportRecord *record;

  while (dt_import_source_next (source, &record, &error))
    {
      g_string_append_printf (text,
                              "%" G_GINT64_FORMAT ":%s",
                              record->line,
                              record->reason != NULL ? record->reason : "ok");
      for (guint i = 0; i < record->values->len; i++)
        {
          const char *value = g_ptr_array_index (record->values, i);

          g_string_append_printf (text, "|%s", value != NULL ? value : "-");
        }
      g_string_append_c (text, '\n');
      dt_import_record_free (record);
    }
  if (error != NULL)
    g_string_append_printf (text, "error:%d\n", error->code);
  return g_string_free (text, FALSE);
}

/* The columns, then the records. */
static inline char *
fixture_read (const void *bytes, gsize size, DtImportFormat format)
{
  g_autofree char *path = fixture_write (bytes, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (DtImportSource) source = dt_import_source_open (path, format, &error);
  g_autofree char *columns = NULL;
  g_autofree char *records = NULL;

  if (source == NULL)
    return g_strdup_printf ("error:%d", error->code);
  columns = g_strjoinv ("|", (char **) dt_import_source_get_columns (source));
  records = fixture_dump (source);
  return g_strconcat (columns, "\n", records, NULL);
}

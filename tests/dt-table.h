/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of expected values in tests/data: a header line, fields with commas between and none
 * inside but in the last. */
#pragma once

#include <glib.h>

/**
 * dt_table_read:
 * @name: a file of tests/data
 * @n_columns: how many it has
 *
 * Returns: (transfer full) (element-type GStrv): its rows, each with @n_columns fields
 */
static inline GPtrArray *
dt_table_read (const char *name, guint n_columns)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autofree char *path
      = g_build_filename (g_getenv ("DT_SOURCE_DIR"), "tests", "data", name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      char **fields;

      if (*lines[i] == '\0')
        continue;
      fields = g_strsplit (lines[i], ",", (int) n_columns);
      g_assert_cmpuint (g_strv_length (fields), ==, n_columns);
      g_ptr_array_add (rows, fields);
    }
  return rows;
}

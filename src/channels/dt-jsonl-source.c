/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON Lines: an object a line; nested members become columns "a.b". A line that is none is set
 * aside with what could be read of it. One thread. */
#include "channels/dt-import-private.h"

#include "channels/dt-json-records.h"

#include <string.h>

/* The columns are those of the first lines: as many as this holds. */
#define SAMPLE_SIZE (1024 * 1024)

typedef struct
{
  DtImportReader parent;
  DtJsonColumns *columns;
  GString *text;
  gsize at;
  gint64 line;
  gboolean ended;
} JsonlReader;

/* The line at @self->at, refilling as needed: FALSE at the end. *@out_end is behind its last
 * character, *@out_next where the next begins. A line that is too long is cut at the limit. */
static gboolean
find_line (JsonlReader *self, gsize *out_end, gsize *out_next, GError **error)
{
  gsize looked = self->at;
  const char *found = NULL;

  while (TRUE)
    {
      found = memchr (self->text->str + looked, '\n', self->text->len - looked);
      if (found != NULL || self->ended || self->text->len - self->at > DT_IMPORT_MAX_RECORD)
        break;
      looked = self->text->len;
      if (!dt_import_input_read_text (self->parent.input, self->text, &self->ended, error))
        return FALSE;
    }
  if (found != NULL)
    {
      *out_end = (gsize) (found - self->text->str);
      *out_next = *out_end + 1;
      return TRUE;
    }
  *out_end = *out_next = self->text->len;
  return self->at < self->text->len;
}

/* Behind the cut of a line that was too long: up to its end. */
static gboolean
skip_line (JsonlReader *self, GError **error)
{
  const char *found;

  while ((found = memchr (self->text->str, '\n', self->text->len)) == NULL)
    {
      g_string_truncate (self->text, 0);
      if (self->ended)
        break;
      if (!dt_import_input_read_text (self->parent.input, self->text, &self->ended, error))
        return FALSE;
    }
  self->at = found != NULL ? (gsize) (found - self->text->str) + 1 : 0;
  return TRUE;
}

static gboolean
is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      return FALSE;
  return TRUE;
}

static gboolean
jsonl_next (DtImportReader *reader, DtImportRecord **out, GError **error)
{
  JsonlReader *self = (JsonlReader *) reader;
  GError *problem = NULL;
  gsize end;
  gsize next;

  *out = NULL;
  if (self->at > DT_IMPORT_HEAD_SIZE)
    {
      g_string_erase (self->text, 0, (gssize) self->at);
      self->at = 0;
    }
  while (*out == NULL && find_line (self, &end, &next, &problem))
    {
      const char *start = self->text->str + self->at;
      gsize length = end - self->at;

      if (length > DT_IMPORT_MAX_RECORD)
        {
          *out = dt_import_record_new (self->line, reader->columns->len);
          dt_import_record_fail (*out, "too_large", NULL);
          if (end == next)
            {
              g_string_truncate (self->text, 0);
              next = 0;
              if (!skip_line (self, &problem))
                break;
              next = self->at;
            }
        }
      else if (!is_blank (start, length))
        *out = dt_json_columns_read (self->columns, start, length, self->line);
      self->at = next;
      self->line++;
    }
  if (problem != NULL)
    {
      g_clear_pointer (out, dt_import_record_free);
      g_propagate_error (error, problem);
      return FALSE;
    }
  return *out != NULL;
}

static void
jsonl_free (DtImportReader *reader)
{
  JsonlReader *self = (JsonlReader *) reader;

  g_string_free (self->text, TRUE);
  dt_json_columns_free (self->columns);
  g_free (self);
}

static const DtImportReaderClass jsonl_class = {
  .channel = DT_CHANNEL_FILE,
  .next = jsonl_next,
  .free = jsonl_free,
};

/**
 * dt_jsonl_reader_new: (skip)
 * @input: the file
 *
 * Returns: a reader, or %NULL with %DT_ERROR_INVALID when no line begins as an object does
 */
DtImportReader *
dt_jsonl_reader_new (DtImportInput *input, GError **error)
{
  JsonlReader *self = g_new0 (JsonlReader, 1);
  gboolean ok = TRUE;

  self->parent.klass = &jsonl_class;
  self->parent.input = input;
  self->columns = dt_json_columns_new ();
  self->text = g_string_new (NULL);
  self->line = 1;
  while (ok && !self->ended && self->text->len < SAMPLE_SIZE)
    ok = dt_import_input_read_text (input, self->text, &self->ended, error);
  if (ok)
    {
      for (gsize i = 0; i < self->text->len;)
        {
          const char *start = self->text->str + i;
          const char *found = memchr (start, '\n', self->text->len - i);
          gsize length = found != NULL ? (gsize) (found - start) : self->text->len - i;

          if (found != NULL || self->ended || i == 0)
            dt_json_columns_learn (self->columns, start, length);
          i += length + 1;
        }
      self->parent.columns = dt_json_columns_dup_names (self->columns);
      if (self->parent.columns->len > 0)
        return &self->parent;
      g_clear_pointer (&self->parent.columns, g_ptr_array_unref);
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_INVALID,
                   "No line of the file is a JSON object: choose JSON Lines, an object a line");
    }
  jsonl_free (&self->parent);
  return NULL;
}

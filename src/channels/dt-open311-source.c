/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open311 GeoReport v2 in JSON: an array of service requests, or an object that holds one. Read
 * element by element, so that a broken one costs itself only. One thread. */
#include "channels/dt-import-private.h"

#include "channels/dt-json-records.h"
#include "channels/dt-json-walk.h"

#include <string.h>

#define SAMPLE_SIZE (1024 * 1024)
/* How many objects are tried when looking for the next whole one. */
#define RECOVERY_TRIES 1000

typedef struct
{
  DtImportReader parent;
  DtJsonColumns *columns;
  GString *text;
  gsize at;
  gint64 line;
  gboolean ended;
  gboolean done;
  GError *error;
} Open311Reader;

static gboolean
fill (Open311Reader *self)
{
  gsize length = self->text->len;

  while (!self->ended && self->error == NULL && self->text->len == length)
    if (!dt_import_input_read_text (self->parent.input, self->text, &self->ended, &self->error))
      return FALSE;
  return self->text->len > length;
}

static int
char_at (Open311Reader *self, gsize i)
{
  if (i >= self->text->len && !fill (self))
    return -1;
  return (guchar) self->text->str[i];
}

/* Moves to @to and counts the lines on the way. */
static void
advance (Open311Reader *self, gsize to)
{
  for (; self->at < to; self->at++)
    if (self->text->str[self->at] == '\n')
      self->line++;
}

/* Where the object at @self->at ends, reading on as needed; 0 if it does not end, or not within
 * what a record may hold. */
static gsize
find_end (Open311Reader *self)
{
  gsize end;

  while ((end = dt_json_find_end (self->text->str, self->text->len, self->at)) == 0)
    {
      gsize at_hand = self->text->len - self->at;

      if (at_hand > DT_IMPORT_MAX_RECORD)
        return 0;
      /* Doubling: the brackets are counted from the start again. */
      while (self->text->len - self->at < 2 * at_hand && fill (self))
        ;
      if (self->text->len - self->at == at_hand)
        return 0;
    }
  return end;
}

/* The next whole object behind the broken one at @self->at; the end of the text if there is none.
 */
static gsize
find_next_object (Open311Reader *self)
{
  const char *text = self->text->str;
  gsize length = self->text->len;
  guint tries = 0;

  for (gsize i = self->at + 1; i < length && tries < RECOVERY_TRIES; i++)
    {
      gsize end;

      if (text[i] != '{')
        continue;
      tries++;
      end = dt_json_find_end (text, MIN (length, i + DT_IMPORT_HEAD_SIZE), i);
      if (end > 0 && dt_json_columns_fits (self->columns, text + i, end - i))
        return i;
    }
  return length;
}

static DtImportRecord *
set_aside (Open311Reader *self, gsize end)
{
  gsize length = MIN (end - self->at, DT_IMPORT_MAX_RAW);
  DtImportRecord *record
      = dt_json_columns_read (self->columns, self->text->str + self->at, length, self->line);

  if (record->reason == NULL)
    dt_import_record_fail (record, "bad_json", NULL);
  return record;
}

/* The element at @self->at, which is no object or does not end. */
static DtImportRecord *
take_broken (Open311Reader *self)
{
  gboolean too_large = self->text->len - self->at > DT_IMPORT_MAX_RECORD;
  gsize end = find_next_object (self);
  DtImportRecord *record = set_aside (self, end);

  if (too_large && end == self->text->len)
    {
      dt_import_record_fail (record, "too_large", NULL);
      /* What follows of it is skipped up to an object that is whole. */
      while (end == self->text->len)
        {
          advance (self, self->text->len);
          g_string_truncate (self->text, 0);
          self->at = 0;
          if (!fill (self))
            break;
          end = find_next_object (self);
        }
    }
  advance (self, MIN (end, self->text->len));
  return record;
}

static gboolean
open311_next (DtImportReader *reader, DtImportRecord **out, GError **error)
{
  Open311Reader *self = (Open311Reader *) reader;
  gsize end;
  int c = -1;

  *out = NULL;
  if (self->at > DT_IMPORT_HEAD_SIZE)
    {
      g_string_erase (self->text, 0, (gssize) self->at);
      self->at = 0;
    }
  while (!self->done && (c = char_at (self, self->at)) >= 0
         && (c == ',' || g_ascii_isspace ((char) c)))
    advance (self, self->at + 1);

  if (self->done || c < 0 || c == ']')
    self->done = TRUE;
  else if (c == '{' && (end = find_end (self)) > 0)
    {
      *out = dt_json_columns_read (
          self->columns, self->text->str + self->at, end - self->at, self->line);
      advance (self, end);
    }
  else
    *out = take_broken (self);

  if (self->error != NULL)
    {
      g_clear_pointer (out, dt_import_record_free);
      g_propagate_error (error, g_steal_pointer (&self->error));
      self->done = TRUE;
    }
  return *out != NULL;
}

static void
open311_free (DtImportReader *reader)
{
  Open311Reader *self = (Open311Reader *) reader;

  g_string_free (self->text, TRUE);
  dt_json_columns_free (self->columns);
  g_clear_error (&self->error);
  g_free (self);
}

static const DtImportReaderClass open311_class = {
  .channel = DT_CHANNEL_PORTAL,
  .next = open311_next,
  .free = open311_free,
};

/* "service_requests": [ … ] and what other exports call it. */
static gsize
find_named_array (const char *text, gsize length, gsize at)
{
  static const char *const names[]
      = { "service_requests", "requests", "data", "items", "results", "records", "rows" };
  gsize best = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", names[i]);
      const char *found = g_strstr_len (text + at, (gssize) (length - at), quoted);
      const char *p = found != NULL ? found + strlen (quoted) : text + length;

      while (p < text + length && (g_ascii_isspace (*p) || *p == ':'))
        p++;
      if (p < text + length && *p == '[' && (best == 0 || (gsize) (p - text) < best))
        best = (gsize) (p - text);
    }
  return best;
}

/* Moves to the first element. */
static void
enter_array (Open311Reader *self)
{
  gsize start = 0;
  gsize inner;

  while (start < self->text->len && g_ascii_isspace (self->text->str[start]))
    start++;
  inner
      = start < self->text->len && self->text->str[start] == '{'
            ? find_named_array (self->text->str, MIN (self->text->len, DT_IMPORT_HEAD_SIZE), start)
            : 0;
  if (inner > 0)
    start = inner;
  if (start < self->text->len && self->text->str[start] == '[')
    start++;
  advance (self, start);
}

static void
learn_columns (Open311Reader *self)
{
  const char *text = self->text->str;
  gsize length = self->text->len;
  guint tries = 0;

  for (gsize i = self->at; i < length && tries < RECOVERY_TRIES;)
    {
      gsize end;

      if (text[i] != '{')
        {
          i++;
          continue;
        }
      tries++;
      end = dt_json_find_end (text, tries > 1 ? MIN (length, i + DT_IMPORT_HEAD_SIZE) : length, i);
      if (end == 0 && tries > 1)
        {
          i++;
          continue;
        }
      dt_json_columns_learn (self->columns, text + i, (end > 0 ? end : length) - i);
      i = end > 0 ? end : i + 1;
    }
}

/**
 * dt_open311_reader_new: (skip)
 * @input: the file
 *
 * Returns: a reader, or %NULL with %DT_ERROR_INVALID when there is no object with members in it
 */
DtImportReader *
dt_open311_reader_new (DtImportInput *input, GError **error)
{
  Open311Reader *self = g_new0 (Open311Reader, 1);

  self->parent.klass = &open311_class;
  self->parent.input = input;
  self->columns = dt_json_columns_new ();
  self->text = g_string_new (NULL);
  self->line = 1;
  while (self->text->len < SAMPLE_SIZE && fill (self))
    ;
  if (self->error == NULL)
    {
      enter_array (self);
      learn_columns (self);
      self->parent.columns = dt_json_columns_dup_names (self->columns);
      if (self->parent.columns->len > 0)
        return &self->parent;
      g_clear_pointer (&self->parent.columns, g_ptr_array_unref);
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_INVALID,
                   "The file holds no JSON objects: choose a list of service requests");
    }
  else
    g_propagate_error (error, g_steal_pointer (&self->error));
  open311_free (&self->parent);
  return NULL;
}

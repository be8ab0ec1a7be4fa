/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import source: finds out what a file is, hands on to the format's reader, and keeps the
 * first records so that the mapping can be guessed before reading on. One thread. */
#include "channels/dt-import-source.h"

#include "channels/dt-import-private.h"

#include <string.h>

#define PEEKED_RECORDS 20

struct _DtImportSource
{
  DtImportInput *input;
  DtImportReader *reader;
  DtImportFormat format;
  char **columns;
  GQueue peeked; /* of DtImportRecord: read, not yet handed out */
  GError *peek_error;
};

static DtImportReader *(*const openers[]) (DtImportInput *, GError **) = {
  [DT_IMPORT_FORMAT_CSV] = dt_csv_reader_new,         [DT_IMPORT_FORMAT_XLSX] = dt_xlsx_reader_new,
  [DT_IMPORT_FORMAT_JSONL] = dt_jsonl_reader_new,     [DT_IMPORT_FORMAT_MBOX] = dt_mbox_reader_new,
  [DT_IMPORT_FORMAT_OPEN311] = dt_open311_reader_new,
};

/* Files that people choose by mistake, and what to do instead. */
static const struct
{
  const char *start;
  gsize length;
  const char *message;
} strangers[] = {
  { "\xD0\xCF\x11\xE0", 4, "An old Excel or Word file: open it in Excel and save it as .xlsx" },
  { "%PDF", 4, "A PDF document holds no rows: export the list as .xlsx or .csv" },
  { "<", 1, "A web page or XML file: export the list as .xlsx or .csv" },
  { "HTTP/1.",
    7,
    "A server's answer with its header, not a list: save what stands below the header" },
  { "{\\rtf", 5, "A Word document holds no rows: export the list as .xlsx or .csv" },
  { "\x89PNG", 4, "A picture holds no rows: choose the list itself" },
  { "\xFF\xD8\xFF", 3, "A picture holds no rows: choose the list itself" },
  { "\x1F\x8B", 2, "A compressed file: unpack it first" },
  { "Rar!", 4, "A compressed file: unpack it first" },
  { "7z\xBC\xAF", 4, "A compressed file: unpack it first" },
};

/* A whole object on the first line, and either nothing else or another object below it. */
static gboolean
looks_like_lines (const char *text, gsize length)
{
  const char *line_end = memchr (text, '\n', length);
  const char *next = line_end != NULL ? line_end : text + length;
  const char *last = next;

  while (next < text + length && g_ascii_isspace (*next))
    next++;
  while (last > text && g_ascii_isspace (last[-1]))
    last--;
  if (next < text + length)
    return *next == '{' && last - text > 1;
  return g_strstr_len (text, (gssize) length, "\"service_requests\"") == NULL;
}

/* One mail as it was saved (.eml): header lines, among them who wrote it and when or on what. */
static gboolean
looks_like_mail (const char *text, gsize length)
{
  g_autofree char *head = g_strndup (text, MIN (length, 16 * 1024));
  g_auto (GStrv) lines = g_strsplit (head, "\n", 100);
  guint found = 0;

  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0' && lines[i][0] != '\r'; i++)
    {
      gsize name = strcspn (lines[i], ": \t,;\"");

      if (!g_ascii_isspace (lines[i][0]) && lines[i][name] != ':')
        return FALSE;
      found |= g_ascii_strncasecmp (lines[i], "From:", 5) == 0 ? 1 : 0;
      found |= g_ascii_strncasecmp (lines[i], "Date:", 5) == 0 ? 2 : 0;
      found |= g_ascii_strncasecmp (lines[i], "Subject:", 8) == 0 ? 4 : 0;
    }
  return (found & 1) && (found & 6);
}

/* Packed or damaged content: one byte in ten of it is a control character that no table holds. */
static gboolean
is_binary (const char *head, gsize size)
{
  static const char usual[] = { '\t', '\n', '\v', '\f', '\r', '\x1a', '\x1b' };
  gsize n = 0;

  for (gsize i = 0; i < size; i++)
    n += (guchar) head[i] < ' ' && memchr (usual, head[i], sizeof usual) == NULL;
  return n * 50 > size;
}

static DtImportFormat
detect (DtImportInput *input, GError **error)
{
  gsize size = 0;
  const char *head = (const char *) dt_import_input_get_head (input, &size);
  const char *encoding = dt_import_input_get_encoding (input);
  const char *text = head;

  if (size >= 4 && memcmp (head, "PK\x03\x04", 4) == 0)
    return DT_IMPORT_FORMAT_XLSX;
  for (gsize i = 0; i < G_N_ELEMENTS (strangers); i++)
    if (size >= strangers[i].length && memcmp (head, strangers[i].start, strangers[i].length) == 0)
      {
        g_set_error_literal (error, DT_ERROR, DT_ERROR_INVALID, strangers[i].message);
        return DT_IMPORT_FORMAT_AUTO;
      }

  if (g_str_has_prefix (encoding, "UTF-16"))
    return DT_IMPORT_FORMAT_CSV;
  if (is_binary (head, size))
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_INVALID,
                   "Not a text or table that can be read: choose CSV, XLSX, JSON or mbox");
      return DT_IMPORT_FORMAT_AUTO;
    }
  if (size >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    {
      text += 3;
      size -= 3;
    }
  while (size > 0 && g_ascii_isspace (*text))
    {
      text++;
      size--;
    }
  if (size == 0)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "The file is empty: choose another");
      return DT_IMPORT_FORMAT_AUTO;
    }
  if (*text == '[')
    return DT_IMPORT_FORMAT_OPEN311;
  if (*text == '{')
    return looks_like_lines (text, size) ? DT_IMPORT_FORMAT_JSONL : DT_IMPORT_FORMAT_OPEN311;
  if ((size >= 5 && memcmp (text, "From ", 5) == 0) || looks_like_mail (text, size))
    return DT_IMPORT_FORMAT_MBOX;
  return DT_IMPORT_FORMAT_CSV;
}

/**
 * dt_import_source_open:
 * @path: a file
 * @format: what it is, or %DT_IMPORT_FORMAT_AUTO to find out
 *
 * Reads the file through once for its hash and encoding, and its first records.
 *
 * Returns: (transfer full): the source; %NULL with %DT_ERROR_INVALID, whose message says what was
 *   found and what to do, %DT_ERROR_NOT_FOUND or %DT_ERROR_IO
 */
DtImportSource *
dt_import_source_open (const char *path, DtImportFormat format, GError **error)
{
  DtImportInput *input;
  DtImportReader *reader = NULL;
  DtImportSource *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail ((guint) format < G_N_ELEMENTS (openers), NULL);

  input = dt_import_input_open (path, error);
  if (input == NULL)
    return NULL;
  if (format == DT_IMPORT_FORMAT_AUTO)
    format = detect (input, error);
  if (format != DT_IMPORT_FORMAT_AUTO)
    reader = openers[format](input, error);
  if (reader == NULL)
    {
      dt_import_input_close (input);
      return NULL;
    }

  self = g_new0 (DtImportSource, 1);
  self->input = input;
  self->reader = reader;
  self->format = format;
  self->columns = g_new0 (char *, reader->columns->len + 1);
  for (guint i = 0; i < reader->columns->len; i++)
    self->columns[i] = g_strdup (g_ptr_array_index (reader->columns, i));
  while (self->peeked.length < PEEKED_RECORDS)
    {
      DtImportRecord *record = NULL;

      if (!reader->klass->next (reader, &record, &self->peek_error))
        break;
      g_queue_push_tail (&self->peeked, record);
    }
  return self;
}

/**
 * dt_import_source_close:
 * @self: (transfer full) (nullable): a source
 */
void
dt_import_source_close (DtImportSource *self)
{
  if (self == NULL)
    return;
  g_queue_clear_full (&self->peeked, (GDestroyNotify) dt_import_record_free);
  g_clear_error (&self->peek_error);
  g_ptr_array_unref (self->reader->columns);
  self->reader->klass->free (self->reader);
  dt_import_input_close (self->input);
  g_strfreev (self->columns);
  g_free (self);
}

/**
 * dt_import_source_get_format:
 * @self: a source
 *
 * Returns: what the file is; never %DT_IMPORT_FORMAT_AUTO
 */
DtImportFormat
dt_import_source_get_format (DtImportSource *self)
{
  return self->format;
}

/**
 * dt_import_source_get_encoding:
 * @self: a source
 *
 * Returns: (transfer none): "UTF-8", "UTF-16LE", "UTF-16BE" or "WINDOWS-1258"; XLSX is always
 *   "UTF-8", and in an mbox each mail says its own
 */
const char *
dt_import_source_get_encoding (DtImportSource *self)
{
  return self->format == DT_IMPORT_FORMAT_XLSX ? "UTF-8"
                                               : dt_import_input_get_encoding (self->input);
}

/**
 * dt_import_source_get_channel:
 * @self: a source
 *
 * Returns: the channel of records that do not say theirs
 */
DtChannelKind
dt_import_source_get_channel (DtImportSource *self)
{
  return self->reader->klass->channel;
}

/**
 * dt_import_source_get_columns:
 * @self: a source
 *
 * Returns: (transfer none) (array zero-terminated=1): the columns' names
 */
const char *const *
dt_import_source_get_columns (DtImportSource *self)
{
  return (const char *const *) self->columns;
}

/**
 * dt_import_source_get_sha256:
 * @self: a source
 *
 * Returns: (transfer none): the whole file's SHA-256, 64 hex digits
 */
const char *
dt_import_source_get_sha256 (DtImportSource *self)
{
  return dt_import_input_get_sha256 (self->input);
}

/**
 * dt_import_source_next:
 * @self: a source
 * @out: (out) (transfer full): the record; %NULL at the end
 *
 * A record that cannot be read has its reason set and what could be read of it as values.
 *
 * Returns: %FALSE at the end, or with @error set when the file itself cannot be read any further
 */
gboolean
dt_import_source_next (DtImportSource *self, DtImportRecord **out, GError **error)
{
  *out = g_queue_pop_head (&self->peeked);
  if (*out != NULL)
    return TRUE;
  if (self->peek_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->peek_error));
      return FALSE;
    }
  return self->reader->klass->next (self->reader, out, error);
}

/**
 * dt_import_source_get_progress:
 * @self: a source
 *
 * Returns: how much of the file has been read, 0 to 1
 */
double
dt_import_source_get_progress (DtImportSource *self)
{
  if (self->reader->klass->get_progress != NULL)
    return self->reader->klass->get_progress (self->reader);
  return dt_import_input_get_progress (self->input);
}

/**
 * dt_import_source_guess_mapping:
 * @self: a source of which at most the first records have been taken
 *
 * Returns: (transfer full): a meaning for each column, by its name in Vietnamese or English and by
 *   the first values; g_free()
 */
DtImportField *
dt_import_source_guess_mapping (DtImportSource *self)
{
  return dt_import_guess_mapping (self->reader->columns, &self->peeked);
}

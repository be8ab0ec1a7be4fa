/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mailbox in one file (mbox), or one mail saved (.eml): cut at its "From " lines here, so that a
 * broken mail costs itself only, each mail read by GMime. One thread. */
#include "channels/dt-import-private.h"

#include "base/dt-clock.h"

#include <gmime/gmime.h>
#include <string.h>

#define MAX_PARTS 200

enum
{
  COLUMN_ID,
  COLUMN_DATE,
  COLUMN_NAME,
  COLUMN_EMAIL,
  COLUMN_SUBJECT,
  COLUMN_BODY,
  N_COLUMNS
};

static const char *const column_names[N_COLUMNS]
    = { "Message-ID", "Date", "From", "Email", "Subject", "Body" };

typedef struct
{
  DtImportReader parent;
  GString *bytes;
  gsize at; /* the "From " line of the next mail */
  gint64 line;
  gboolean ended;
  GHashTable *threads; /* Message-ID → that of the thread's first mail */
} MboxReader;

typedef struct
{
  GString *plain;
  GString *html;
  GPtrArray *files; /* of DtImportFile */
  guint n_parts;
} Body;

/* --- text --------------------------------------------------------------------------------------
 */

static char *
convert (const char *data, gsize size, const char *charset)
{
  GIConv converter = g_iconv_open ("UTF-8", charset);
  GString *text;
  char *in = (char *) data;
  gboolean flushed = FALSE;

  if (converter == (GIConv) -1)
    return NULL;
  text = g_string_sized_new (size);
  while (!flushed)
    {
      char piece[4096];
      char *out = piece;
      gsize room = sizeof piece;
      gsize before = size;

      /* At the end the converter is asked for what it holds back: a vowel waiting for its tone. */
      flushed = size == 0;
      g_iconv (converter, flushed ? NULL : &in, flushed ? NULL : &size, &out, &room);
      g_string_append_len (text, piece, out - piece);
      if (size == before && out == piece && size > 0)
        {
          g_string_append (text, "\xEF\xBF\xBD");
          in++;
          size--;
        }
    }
  g_iconv_close (converter);
  return g_string_free (text, FALSE);
}

/* The mail's own word for its encoding is believed, except where it says the least and the bytes
 * say more. */
static char *
decode_text (const char *data, gsize size, const char *charset)
{
  static const char *const weak[] = { "us-ascii", "ascii", "iso-8859-1", "windows-1252", NULL };
  g_autofree char *lower = charset != NULL ? g_ascii_strdown (charset, -1) : NULL;
  gboolean is_weak = lower == NULL || g_strv_contains (weak, lower);
  char *text = NULL;

  if ((is_weak || strcmp (lower, "utf-8") == 0 || strcmp (lower, "utf8") == 0)
      && g_utf8_validate_len (data, size, NULL))
    return g_strndup (data, size);
  if (lower != NULL && strcmp (lower, "us-ascii") != 0)
    text = convert (data, size, g_mime_charset_iconv_name (lower));
  if (text == NULL && g_utf8_validate_len (data, size, NULL))
    text = g_strndup (data, size);
  return text != NULL ? text : convert (data, size, "WINDOWS-1258");
}

/* RFC 3676: a line that ends with a blank goes on in the next. */
static char *
unflow (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = lines[i];
      gsize length = strlen (line);
      gboolean flowed;

      if (length > 0 && line[length - 1] == '\r')
        line[--length] = '\0';
      flowed = length > 0 && line[length - 1] == ' ' && line[0] != '>' && strcmp (line, "-- ") != 0
               && lines[i + 1] != NULL && lines[i + 1][0] != '>';
      g_string_append (out, line[0] == ' ' ? line + 1 : line);
      if (!flowed && lines[i + 1] != NULL)
        g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

/* --- parts -------------------------------------------------------------------------------------
 */

static GBytes *
get_content (GMimePart *part)
{
  GMimeDataWrapper *wrapper = g_mime_part_get_content (part);
  GMimeStream *stream;
  GByteArray *bytes;

  if (wrapper == NULL)
    return g_bytes_new (NULL, 0);
  stream = g_mime_stream_mem_new ();
  g_mime_data_wrapper_write_to_stream (wrapper, stream);
  bytes = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));
  g_mime_stream_mem_set_owner (GMIME_STREAM_MEM (stream), FALSE);
  g_object_unref (stream);
  return g_byte_array_free_to_bytes (bytes);
}

static char *
clean_file_name (const char *name, const char *fallback)
{
  g_autofree char *clean = name != NULL ? dt_import_clean (name, strlen (name), NULL) : NULL;
  const char *base = clean;

  for (const char *p = clean; p != NULL && *p != '\0'; p++)
    if (*p == '/' || *p == '\\')
      base = p + 1;
  if (base == NULL || *base == '\0' || strcmp (base, ".") == 0 || strcmp (base, "..") == 0)
    return g_strdup (fallback);
  return g_utf8_strlen (base, -1) > 120 ? g_utf8_substring (base, 0, 120) : g_strdup (base);
}

static void
add_file (Body *body, GBytes *take_content, const char *name, char *take_media_type)
{
  DtImportFile *file = g_new0 (DtImportFile, 1);

  file->content = take_content;
  file->name = clean_file_name (name, "tep-dinh-kem");
  file->media_type = take_media_type;
  g_ptr_array_add (body->files, file);
}

static void
add_text (Body *body, GMimePart *part, GMimeContentType *type)
{
  g_autoptr (GBytes) content = get_content (part);
  gsize size = 0;
  const char *data = g_bytes_get_data (content, &size);
  gboolean html = g_mime_content_type_is_type (type, "text", "html");
  const char *flowed = g_mime_content_type_get_parameter (type, "format");
  GString *target = html ? body->html : body->plain;
  g_autofree char *text = NULL;

  if (size == 0 || size > DT_IMPORT_MAX_RECORD)
    return;
  text = decode_text (data, size, g_mime_content_type_get_parameter (type, "charset"));
  if (!html && flowed != NULL && g_ascii_strcasecmp (flowed, "flowed") == 0)
    {
      char *joined = unflow (text);

      g_free (text);
      text = joined;
    }
  if (target->len > 0)
    g_string_append (target, "\n\n");
  g_string_append (target, text);
}

static void
add_leaf (Body *body, GMimePart *part)
{
  GMimeContentType *type = g_mime_object_get_content_type (GMIME_OBJECT (part));
  const char *name = g_mime_part_get_filename (part);
  gboolean attached = g_mime_part_is_attachment (part) || name != NULL;
  GBytes *content;

  if (!attached
      && (g_mime_content_type_is_type (type, "text", "plain")
          || g_mime_content_type_is_type (type, "text", "html")))
    {
      add_text (body, part, type);
      return;
    }
  content = get_content (part);
  if (g_bytes_get_size (content) == 0)
    g_bytes_unref (content);
  else
    add_file (body, content, name, g_mime_content_type_get_mime_type (type));
}

static void
add_message (Body *body, GMimeMessagePart *part)
{
  GMimeMessage *message = g_mime_message_part_get_message (part);
  GMimeStream *stream;
  GByteArray *bytes;

  if (message == NULL)
    return;
  stream = g_mime_stream_mem_new ();
  g_mime_object_write_to_stream (GMIME_OBJECT (message), NULL, stream);
  bytes = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));
  g_mime_stream_mem_set_owner (GMIME_STREAM_MEM (stream), FALSE);
  g_object_unref (stream);
  add_file (body, g_byte_array_free_to_bytes (bytes), "thu.eml", g_strdup ("message/rfc822"));
}

static void
add_object (Body *body, GMimeObject *object)
{
  if (object == NULL || body->n_parts++ > MAX_PARTS)
    return;
  if (GMIME_IS_MULTIPART (object))
    {
      GMimeMultipart *multipart = GMIME_MULTIPART (object);

      for (int i = 0; i < g_mime_multipart_get_count (multipart); i++)
        add_object (body, g_mime_multipart_get_part (multipart, i));
    }
  else if (GMIME_IS_MESSAGE_PART (object))
    add_message (body, GMIME_MESSAGE_PART (object));
  else if (GMIME_IS_PART (object))
    add_leaf (body, GMIME_PART (object));
}

/* Plain text is what the writer saw or as near as the program could say it; HTML only where there
 * is no other. */
static char *
take_text (const Body *body)
{
  char *text = dt_import_clean (body->plain->str, body->plain->len, NULL);

  if (text == NULL && body->html->len > 0)
    {
      g_autofree char *html = dt_import_clean (body->html->str, body->html->len, NULL);
      g_autofree char *words = html != NULL ? dt_import_html_to_text (html) : NULL;

      if (words != NULL)
        text = dt_import_clean (words, strlen (words), NULL);
    }
  return text;
}

/* --- mails -------------------------------------------------------------------------------------
 */

static char *
clean_header (const char *value)
{
  return value != NULL ? dt_import_clean (value, strlen (value), NULL) : NULL;
}

static void
set_sender (DtImportRecord *record, GMimeMessage *message)
{
  InternetAddressList *from = g_mime_message_get_from (message);
  InternetAddress *address = from != NULL && internet_address_list_length (from) > 0
                                 ? internet_address_list_get_address (from, 0)
                                 : NULL;

  if (address == NULL)
    return;
  dt_import_record_set (record, COLUMN_NAME, clean_header (internet_address_get_name (address)));
  if (INTERNET_ADDRESS_IS_MAILBOX (address))
    dt_import_record_set (
        record,
        COLUMN_EMAIL,
        clean_header (internet_address_mailbox_get_addr (INTERNET_ADDRESS_MAILBOX (address))));
}

static char *
first_reference (GMimeMessage *message, const char *header)
{
  const char *value = g_mime_object_get_header (GMIME_OBJECT (message), header);
  GMimeReferences *references;
  char *id = NULL;

  if (value == NULL)
    return NULL;
  references = g_mime_references_parse (NULL, value);
  if (g_mime_references_length (references) > 0)
    id = g_strdup (g_mime_references_get_message_id (references, 0));
  g_mime_references_free (references);
  return id;
}

/* References names the first mail first; In-Reply-To only the one before, whose thread is known if
 * it stands in this file. */
static void
set_thread (MboxReader *self, DtImportRecord *record, GMimeMessage *message)
{
  const char *id = g_ptr_array_index (record->values, COLUMN_ID);
  g_autofree char *parent = first_reference (message, "References");
  g_autofree char *clean = NULL;
  const char *known;

  if (parent == NULL)
    parent = first_reference (message, "In-Reply-To");
  clean = clean_header (parent != NULL ? parent : id);
  if (clean == NULL)
    return;
  known = g_hash_table_lookup (self->threads, clean);
  record->thread = g_strdup (known != NULL ? known : clean);
  if (id != NULL)
    g_hash_table_insert (self->threads, g_strdup (id), g_strdup (record->thread));
}

static DtImportRecord *
message_to_record (MboxReader *self, GMimeMessage *message)
{
  DtImportRecord *record = dt_import_record_new (self->line, N_COLUMNS);
  GDateTime *date = g_mime_message_get_date (message);
  Body body = { .plain = g_string_new (NULL),
                .html = g_string_new (NULL),
                .files = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_import_file_free) };
  gint64 time = date != NULL ? g_date_time_to_unix (date) : 0;

  dt_import_record_set (record, COLUMN_ID, clean_header (g_mime_message_get_message_id (message)));
  if (time > 0 && time < 4102444800)
    dt_import_record_set (record, COLUMN_DATE, dt_time_to_iso (time * G_USEC_PER_SEC));
  set_sender (record, message);
  dt_import_record_set (
      record, COLUMN_SUBJECT, clean_header (g_mime_message_get_subject (message)));
  set_thread (self, record, message);
  add_object (&body, g_mime_message_get_mime_part (message));
  dt_import_record_set (record, COLUMN_BODY, take_text (&body));

  g_string_free (body.plain, TRUE);
  g_string_free (body.html, TRUE);
  if (body.files->len > 0)
    record->files = body.files;
  else
    g_ptr_array_unref (body.files);
  if (g_ptr_array_index (record->values, COLUMN_EMAIL) == NULL
      && g_ptr_array_index (record->values, COLUMN_NAME) == NULL
      && g_ptr_array_index (record->values, COLUMN_SUBJECT) == NULL)
    dt_import_record_fail (record, "bad_mail", NULL);
  return record;
}

/* mboxrd: a line of the text that began with "From " was given a ">" in front. */
static GByteArray *
unquote_from_lines (const char *data, gsize size)
{
  GByteArray *out = g_byte_array_sized_new ((guint) size);
  const char *end = data + size;

  while (data < end)
    {
      const char *line_end = memchr (data, '\n', (gsize) (end - data));
      const char *next = line_end != NULL ? line_end + 1 : end;
      const char *p = data;

      while (p < next && *p == '>')
        p++;
      if (p > data && next - p >= 5 && memcmp (p, "From ", 5) == 0)
        data++;
      g_byte_array_append (out, (const guint8 *) data, (guint) (next - data));
      data = next;
    }
  return out;
}

static DtImportRecord *
read_mail (MboxReader *self, const char *data, gsize size)
{
  g_autoptr (GByteArray) bytes = NULL;
  GMimeStream *stream;
  GMimeParser *parser;
  GMimeMessage *message;
  DtImportRecord *record;

  if (size >= 5 && memcmp (data, "From ", 5) == 0)
    {
      const char *line_end = memchr (data, '\n', size);
      gsize skip = line_end != NULL ? (gsize) (line_end - data) + 1 : size;

      data += skip;
      size -= skip;
    }
  bytes = unquote_from_lines (data, size);
  g_byte_array_append (bytes, (const guint8 *) "\n", 1);
  stream = g_mime_stream_mem_new_with_buffer ((const char *) bytes->data, bytes->len);
  parser = g_mime_parser_new_with_stream (stream);
  message = g_mime_parser_construct_message (parser, NULL);
  if (message != NULL)
    record = message_to_record (self, message);
  else
    record = dt_import_record_new (self->line, N_COLUMNS);
  if (message == NULL || record->reason != NULL)
    {
      dt_import_record_set (
          record, COLUMN_BODY, dt_import_clean (data, MIN (size, DT_IMPORT_MAX_RAW), NULL));
      dt_import_record_fail (record, "bad_mail", NULL);
    }
  g_clear_object (&message);
  g_object_unref (parser);
  g_object_unref (stream);
  return record;
}

/* --- the file ----------------------------------------------------------------------------------
 */

/* "From someone Mon Nov 23 14:06:00 2026": a time tells it from a sentence that begins so. */
static gboolean
is_from_line (const char *line, gsize length)
{
  const char *end = memchr (line, '\n', length);

  end = end != NULL ? end : line + length;
  for (const char *p = line + 5; p + 4 < end; p++)
    if (g_ascii_isdigit (p[0]) && g_ascii_isdigit (p[1]) && p[2] == ':' && g_ascii_isdigit (p[3]))
      return TRUE;
  return FALSE;
}

/* The next "From " line behind @from within what has been read: behind an empty line. 0: none. */
static gsize
find_from_line (MboxReader *self, gsize from)
{
  const char *text = self->bytes->str;
  gsize length = self->bytes->len;
  const char *p = text + from;

  while ((p = memmem (p, length - (gsize) (p - text), "\nFrom ", 6)) != NULL)
    {
      gsize i = (gsize) (p - text);
      gboolean blank
          = i > 0 && (text[i - 1] == '\n' || (i > 1 && text[i - 1] == '\r' && text[i - 2] == '\n'));

      if (blank && is_from_line (p + 1, length - i - 1))
        return i + 1;
      p++;
    }
  return 0;
}

/* Where the mail at @self->at ends. *@out_large: it is more than may be kept, and what was too
 * much has been dropped. */
static gboolean
find_mail_end (MboxReader *self, gsize *out_end, gboolean *out_large, GError **error)
{
  gsize looked = self->at;
  gsize end = 0;

  *out_large = FALSE;
  while ((end = find_from_line (self, looked)) == 0 && !self->ended)
    {
      /* A "From " line may lie across two pieces. */
      looked = self->bytes->len > self->at + 200 ? self->bytes->len - 200 : self->at;
      if (self->bytes->len - self->at > DT_IMPORT_MAX_ATTACHMENT)
        {
          *out_large = TRUE;
          for (gsize i = self->at; i < looked; i++)
            self->line += self->bytes->str[i] == '\n';
          g_string_erase (self->bytes, 0, (gssize) looked);
          self->at = looked = 0;
        }
      if (!dt_import_input_read_bytes (self->parent.input, self->bytes, &self->ended, error))
        return FALSE;
    }
  *out_end = end > 0 ? end : self->bytes->len;
  return TRUE;
}

static gboolean
mbox_next (DtImportReader *reader, DtImportRecord **out, GError **error)
{
  MboxReader *self = (MboxReader *) reader;
  gint64 line = self->line;
  gboolean large;
  gsize end;

  *out = NULL;
  if (self->at > DT_IMPORT_HEAD_SIZE)
    {
      g_string_erase (self->bytes, 0, (gssize) self->at);
      self->at = 0;
    }
  if (!find_mail_end (self, &end, &large, error))
    return FALSE;
  if (self->at >= end && !large)
    return FALSE;
  if (large)
    {
      *out = dt_import_record_new (line, N_COLUMNS);
      dt_import_record_fail (*out, "too_large", NULL);
    }
  else
    *out = read_mail (self, self->bytes->str + self->at, end - self->at);
  for (; self->at < end; self->at++)
    self->line += self->bytes->str[self->at] == '\n';
  return TRUE;
}

static void
mbox_free (DtImportReader *reader)
{
  MboxReader *self = (MboxReader *) reader;

  g_string_free (self->bytes, TRUE);
  g_hash_table_unref (self->threads);
  g_free (self);
}

static const DtImportReaderClass mbox_class = {
  .channel = DT_CHANNEL_EMAIL,
  .next = mbox_next,
  .free = mbox_free,
};

/**
 * dt_mbox_reader_new: (skip)
 * @input: the file
 *
 * Returns: a reader; any bytes are at least one mail that cannot be read
 */
DtImportReader *
dt_mbox_reader_new (DtImportInput *input, GError **error)
{
  static gsize once;
  MboxReader *self = g_new0 (MboxReader, 1);

  if (g_once_init_enter (&once))
    {
      g_mime_init ();
      g_once_init_leave (&once, 1);
    }
  self->parent.klass = &mbox_class;
  self->parent.input = input;
  self->parent.columns = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < N_COLUMNS; i++)
    g_ptr_array_add (self->parent.columns, g_strdup (column_names[i]));
  self->bytes = g_string_new (NULL);
  self->threads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->line = 1;
  return &self->parent;
}

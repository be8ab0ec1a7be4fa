/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file to import: hashed and counted through once, so that the encoding is decided on the whole
 * file and not on its first lines; then read in pieces and decoded. One thread. */
#include "channels/dt-import-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE_SIZE (64 * 1024)

typedef enum
{
  ENCODING_UTF8,
  ENCODING_UTF16LE,
  ENCODING_UTF16BE,
  ENCODING_WINDOWS_1258,
} Encoding;

/* What the bytes look like, over the whole file. */
typedef struct
{
  gint64 multibyte; /* well-formed UTF-8 sequences of more than one byte */
  gint64 bad;       /* bytes that belong to none */
  gint64 zeros[2];  /* NUL bytes at even and odd places */
  guint pending;    /* continuation bytes still expected */
  guchar low, high; /* bounds of the next continuation byte */
} Statistics;

struct _DtImportInput
{
  char *path;
  int fd;
  gint64 size;
  gint64 consumed;
  char sha256[65];
  guint8 *head;
  gsize head_size;
  Encoding encoding;
  gboolean started;
  gboolean ended;
  guint8 *piece;   /* of PIECE_SIZE, behind room for the carry */
  guint8 carry[4]; /* bytes of a UTF-16 unit or surrogate pair that the next piece completes */
  gsize n_carry;
};

/* Windows-1258, 0x80 to 0xFF; 0 for what it does not define. The tones at 0xCC, 0xD2, 0xDE, 0xEC
 * and 0xF2 are combining marks. Source: Unicode's mapping table CP1258.TXT. */
static const guint16 windows_1258[128] = {
  0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0,      0x2039,
  0x0152, 0,      0,      0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
  0x02DC, 0x2122, 0,      0x203A, 0x0153, 0,      0,      0x0178, 0x00A0, 0x00A1, 0x00A2, 0x00A3,
  0x00A4, 0x00A5, 0x00A6, 0x00A7, 0x00A8, 0x00A9, 0x00AA, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x00AF,
  0x00B0, 0x00B1, 0x00B2, 0x00B3, 0x00B4, 0x00B5, 0x00B6, 0x00B7, 0x00B8, 0x00B9, 0x00BA, 0x00BB,
  0x00BC, 0x00BD, 0x00BE, 0x00BF, 0x00C0, 0x00C1, 0x00C2, 0x0102, 0x00C4, 0x00C5, 0x00C6, 0x00C7,
  0x00C8, 0x00C9, 0x00CA, 0x00CB, 0x0300, 0x00CD, 0x00CE, 0x00CF, 0x0110, 0x00D1, 0x0309, 0x00D3,
  0x00D4, 0x01A0, 0x00D6, 0x00D7, 0x00D8, 0x00D9, 0x00DA, 0x00DB, 0x00DC, 0x01AF, 0x0303, 0x00DF,
  0x00E0, 0x00E1, 0x00E2, 0x0103, 0x00E4, 0x00E5, 0x00E6, 0x00E7, 0x00E8, 0x00E9, 0x00EA, 0x00EB,
  0x0301, 0x00ED, 0x00EE, 0x00EF, 0x0111, 0x00F1, 0x0323, 0x00F3, 0x00F4, 0x01A1, 0x00F6, 0x00F7,
  0x00F8, 0x00F9, 0x00FA, 0x00FB, 0x00FC, 0x01B0, 0x20AB, 0x00FF,
};

/* The bounds follow table 3-7 of the Unicode standard: no overlong form, no surrogate. */
static void
start_sequence (Statistics *counts, guchar byte)
{
  counts->low = 0x80;
  counts->high = 0xBF;
  if (byte < 0x80)
    counts->pending = 0;
  else if (byte >= 0xC2 && byte <= 0xDF)
    counts->pending = 1;
  else if (byte >= 0xE0 && byte <= 0xEF)
    {
      counts->pending = 2;
      counts->low = byte == 0xE0 ? 0xA0 : 0x80;
      counts->high = byte == 0xED ? 0x9F : 0xBF;
    }
  else if (byte >= 0xF0 && byte <= 0xF4)
    {
      counts->pending = 3;
      counts->low = byte == 0xF0 ? 0x90 : 0x80;
      counts->high = byte == 0xF4 ? 0x8F : 0xBF;
    }
  else
    {
      counts->pending = 0;
      counts->bad++;
    }
}

static void
count_piece (Statistics *counts, const guchar *data, gsize size, gint64 offset)
{
  for (gsize i = 0; i < size; i++)
    {
      guchar byte = data[i];

      if (byte == 0)
        counts->zeros[(offset + (gint64) i) & 1]++;
      if (counts->pending == 0)
        {
          if (byte >= 0x80)
            start_sequence (counts, byte);
          continue;
        }
      if (byte < counts->low || byte > counts->high)
        {
          counts->bad++;
          start_sequence (counts, byte);
          continue;
        }
      counts->low = 0x80;
      counts->high = 0xBF;
      if (--counts->pending == 0)
        counts->multibyte++;
    }
}

static gssize
read_piece (DtImportInput *self, void *buffer, gsize size, GError **error)
{
  gssize n;

  do
    n = read (self->fd, buffer, size);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    g_set_error (error, DT_ERROR, DT_ERROR_IO, "Cannot read the file: %s", g_strerror (errno));
  return n;
}

static Encoding
decide_encoding (const DtImportInput *self, const Statistics *counts)
{
  const guint8 *head = self->head;
  gint64 zeros = counts->zeros[0] + counts->zeros[1];

  if (self->head_size >= 2 && head[0] == 0xFF && head[1] == 0xFE)
    return ENCODING_UTF16LE;
  if (self->head_size >= 2 && head[0] == 0xFE && head[1] == 0xFF)
    return ENCODING_UTF16BE;
  if (self->head_size >= 3 && memcmp (head, "\xEF\xBB\xBF", 3) == 0)
    return ENCODING_UTF8;
  /* Half of UTF-16's bytes are the high ones, and most of those are 0 in Vietnamese too. */
  if (zeros > self->size / 5)
    {
      if (counts->zeros[1] > 9 * counts->zeros[0])
        return ENCODING_UTF16LE;
      if (counts->zeros[0] > 9 * counts->zeros[1])
        return ENCODING_UTF16BE;
    }
  /* A few broken bytes do not make UTF-8 another encoding: only their records are set aside. */
  return counts->bad == 0 || counts->multibyte >= 10 * counts->bad ? ENCODING_UTF8
                                                                   : ENCODING_WINDOWS_1258;
}

static gboolean
look_through (DtImportInput *self, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 *piece = self->piece;
  Statistics counts = { 0 };
  gint64 offset = 0;
  gssize n;

  self->head = g_malloc (DT_IMPORT_HEAD_SIZE);
  while ((n = read_piece (self, piece, PIECE_SIZE, error)) > 0)
    {
      gsize wanted = MIN ((gsize) n, DT_IMPORT_HEAD_SIZE - self->head_size);

      memcpy (self->head + self->head_size, piece, wanted);
      self->head_size += wanted;
      g_checksum_update (checksum, piece, n);
      count_piece (&counts, piece, (gsize) n, offset);
      offset += n;
    }
  if (n < 0)
    return FALSE;
  if (counts.pending > 0)
    counts.bad++;
  self->size = offset;
  self->encoding = decide_encoding (self, &counts);
  g_strlcpy (self->sha256, g_checksum_get_string (checksum), sizeof self->sha256);
  if (lseek (self->fd, 0, SEEK_SET) != 0)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_IO, "Cannot read the file: %s", g_strerror (errno));
      return FALSE;
    }
  return TRUE;
}

DtImportInput *
dt_import_input_open (const char *path, GError **error)
{
  DtImportInput *self = g_new0 (DtImportInput, 1);
  struct stat status;

  self->path = g_strdup (path);
  self->piece = g_malloc (sizeof self->carry + PIECE_SIZE);
  self->fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (self->fd < 0 || fstat (self->fd, &status) != 0)
    g_set_error (error,
                 DT_ERROR,
                 errno == ENOENT ? DT_ERROR_NOT_FOUND : DT_ERROR_IO,
                 "Cannot open the file: %s",
                 g_strerror (errno));
  else if (!S_ISREG (status.st_mode))
    g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "Not a file: choose a file to import");
  else if (look_through (self, error))
    return self;

  dt_import_input_close (self);
  return NULL;
}

void
dt_import_input_close (DtImportInput *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self->head);
  g_free (self->piece);
  g_free (self);
}

const char *
dt_import_input_get_path (DtImportInput *self)
{
  return self->path;
}

const char *
dt_import_input_get_sha256 (DtImportInput *self)
{
  return self->sha256;
}

const char *
dt_import_input_get_encoding (DtImportInput *self)
{
  static const char *const names[] = { "UTF-8", "UTF-16LE", "UTF-16BE", "WINDOWS-1258" };

  return names[self->encoding];
}

const guint8 *
dt_import_input_get_head (DtImportInput *self, gsize *out_size)
{
  *out_size = self->head_size;
  return self->head;
}

double
dt_import_input_get_progress (DtImportInput *self)
{
  return self->size > 0 ? MIN (1.0, (double) self->consumed / (double) self->size) : 1.0;
}

gboolean
dt_import_input_read_bytes (DtImportInput *self, GString *bytes, gboolean *out_end, GError **error)
{
  gsize length = bytes->len;
  gssize n;

  g_string_set_size (bytes, length + PIECE_SIZE);
  n = read_piece (self, bytes->str + length, PIECE_SIZE, error);
  g_string_set_size (bytes, length + (gsize) MAX (n, 0));
  if (n < 0)
    return FALSE;
  self->consumed += n;
  self->ended = n == 0;
  *out_end = self->ended;
  return TRUE;
}

static void
append_windows_1258 (GString *text, const guint8 *data, gsize size)
{
  for (gsize i = 0; i < size; i++)
    {
      if (data[i] < 0x80)
        g_string_append_c (text, (char) data[i]);
      else if (windows_1258[data[i] - 0x80] == 0)
        g_string_append_c (text, '\xFF');
      else
        g_string_append_unichar (text, windows_1258[data[i] - 0x80]);
    }
}

static guint
get_unit (const DtImportInput *self, const guint8 *data)
{
  return self->encoding == ENCODING_UTF16LE ? data[0] | (guint) data[1] << 8
                                            : data[1] | (guint) data[0] << 8;
}

/* Returns how many bytes were decoded; the rest waits for the next piece. */
static gsize
append_utf16 (DtImportInput *self, GString *text, const guint8 *data, gsize size, gboolean last)
{
  gsize i = 0;

  while (i + 2 <= size)
    {
      guint unit = get_unit (self, data + i);

      if (unit < 0xD800 || unit > 0xDFFF)
        g_string_append_unichar (text, unit);
      else if (unit < 0xDC00 && i + 4 <= size)
        {
          guint second = get_unit (self, data + i + 2);

          if (second >= 0xDC00 && second <= 0xDFFF)
            {
              g_string_append_unichar (text, 0x10000 + ((unit - 0xD800) << 10) + second - 0xDC00);
              i += 2;
            }
          else
            g_string_append_c (text, '\xFF');
        }
      else if (unit < 0xDC00 && !last)
        return i;
      else
        g_string_append_c (text, '\xFF');
      i += 2;
    }
  if (last && i < size)
    {
      g_string_append_c (text, '\xFF');
      i = size;
    }
  return i;
}

gboolean
dt_import_input_read_text (DtImportInput *self, GString *text, gboolean *out_end, GError **error)
{
  guint8 *piece = self->piece;
  const guint8 *data;
  gsize n_carry = self->n_carry;
  gsize used;
  gssize n;

  *out_end = self->ended;
  if (self->ended)
    return TRUE;
  memcpy (piece, self->carry, n_carry);
  n = read_piece (self, piece + n_carry, PIECE_SIZE, error);
  if (n < 0)
    return FALSE;

  data = piece;
  self->consumed += n;
  self->ended = *out_end = n == 0;
  n += (gssize) n_carry;
  if (!self->started)
    {
      self->started = TRUE;
      if (self->encoding == ENCODING_UTF8 && n >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0)
        {
          data += 3;
          n -= 3;
        }
      else if ((self->encoding == ENCODING_UTF16LE || self->encoding == ENCODING_UTF16BE) && n >= 2
               && get_unit (self, data) == 0xFEFF)
        {
          data += 2;
          n -= 2;
        }
    }

  used = (gsize) n;
  if (self->encoding == ENCODING_UTF8)
    g_string_append_len (text, (const char *) data, n);
  else if (self->encoding == ENCODING_WINDOWS_1258)
    append_windows_1258 (text, data, (gsize) n);
  else
    used = append_utf16 (self, text, data, (gsize) n, self->ended);
  self->n_carry = (gsize) n - used;
  memcpy (self->carry, data + used, self->n_carry);
  return TRUE;
}

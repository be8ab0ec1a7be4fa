/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing the file in memory (APPNOTE.TXT of PKWARE, 4.3). libarchive puts extra fields into every
 * header, after which nobody can tell by its first bytes what the file is. Any thread. */
#include "documents/dt-stored-zip.h"

#include <string.h>

#define LOCAL_HEADER 0x04034b50u
#define CENTRAL_HEADER 0x02014b50u
#define END_RECORD 0x06054b50u
#define VERSION 20
#define UTF8_NAMES 0x0800u
/* 1 January 1980: a file of the same content is the same file. */
#define NO_DATE 0x0021u

struct _DtStoredZip
{
  GByteArray *data;
  GByteArray *central;
  guint n_parts;
};

static void
put16 (GByteArray *out, guint value)
{
  const guint16 bytes = GUINT16_TO_LE ((guint16) value);

  g_byte_array_append (out, (const guint8 *) &bytes, sizeof bytes);
}

static void
put32 (GByteArray *out, guint32 value)
{
  const guint32 bytes = GUINT32_TO_LE (value);

  g_byte_array_append (out, (const guint8 *) &bytes, sizeof bytes);
}

static guint32
compute_crc (const char *data, gsize size)
{
  guint32 crc = 0xffffffffu;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= (guint8) data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320u : 0);
    }
  return ~crc;
}

/* What a part's local header and its row of the directory have in common. */
static void
put_common (GByteArray *out, const char *name, const char *text, gsize size)
{
  put16 (out, VERSION);
  put16 (out, UTF8_NAMES);
  put16 (out, 0); /* stored */
  put16 (out, 0);
  put16 (out, NO_DATE);
  put32 (out, compute_crc (text, size));
  put32 (out, (guint32) size);
  put32 (out, (guint32) size);
  put16 (out, (guint) strlen (name));
  put16 (out, 0);
}

/**
 * dt_stored_zip_new:
 *
 * Returns: (transfer full): a file with no parts, for dt_stored_zip_finish()
 */
DtStoredZip *
dt_stored_zip_new (void)
{
  DtStoredZip *self = g_new0 (DtStoredZip, 1);

  self->data = g_byte_array_new ();
  self->central = g_byte_array_new ();
  return self;
}

/**
 * dt_stored_zip_add:
 * @self: a file
 * @name: of the part
 * @text: its content
 */
void
dt_stored_zip_add (DtStoredZip *self, const char *name, const char *text)
{
  guint offset;
  gsize size;

  g_return_if_fail (self != NULL && name != NULL && text != NULL);

  offset = self->data->len;
  size = strlen (text);
  put32 (self->data, LOCAL_HEADER);
  put_common (self->data, name, text, size);
  g_byte_array_append (self->data, (const guint8 *) name, (guint) strlen (name));
  g_byte_array_append (self->data, (const guint8 *) text, (guint) size);
  put32 (self->central, CENTRAL_HEADER);
  put16 (self->central, VERSION);
  put_common (self->central, name, text, size);
  put16 (self->central, 0); /* comment */
  put16 (self->central, 0); /* disk */
  put16 (self->central, 0); /* attributes, inside and outside */
  put32 (self->central, 0);
  put32 (self->central, offset);
  g_byte_array_append (self->central, (const guint8 *) name, (guint) strlen (name));
  self->n_parts++;
}

/**
 * dt_stored_zip_finish:
 * @self: (transfer full): a file
 *
 * Returns: (transfer full): its bytes
 */
GBytes *
dt_stored_zip_finish (DtStoredZip *self)
{
  GBytes *bytes;
  guint start;

  g_return_val_if_fail (self != NULL, NULL);

  start = self->data->len;
  g_byte_array_append (self->data, self->central->data, self->central->len);
  put32 (self->data, END_RECORD);
  put32 (self->data, 0); /* disks */
  put16 (self->data, self->n_parts);
  put16 (self->data, self->n_parts);
  put32 (self->data, self->central->len);
  put32 (self->data, start);
  put16 (self->data, 0); /* comment */
  bytes = g_byte_array_free_to_bytes (self->data);
  g_byte_array_unref (self->central);
  g_free (self);
  return bytes;
}

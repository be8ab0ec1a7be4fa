/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scans JSON (RFC 8259) once and keeps where each member's value stands. Any thread. */
#include "store/dt-fields.h"

#include <string.h>

#define MAX_DEPTH 16

static const char *skip_value (const char *p, const char *end, guint depth, guint8 *out_type);

static const char *
skip_space (const char *p, const char *end)
{
  while (p < end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
    p++;
  return p;
}

/* @p behind the opening quote; returns the place of the closing one. */
static const char *
skip_string (const char *p, const char *end)
{
  while (p < end && *p != '"')
    {
      if ((guchar) *p < 0x20)
        return NULL;
      if (*p == '\\')
        {
          p++;
          if (p >= end || strchr ("\"\\/bfnrtu", *p) == NULL || *p == '\0')
            return NULL;
          if (*p == 'u')
            {
              for (guint i = 0; i < 4; i++)
                if (++p >= end || !g_ascii_isxdigit (*p))
                  return NULL;
            }
        }
      p++;
    }
  return p < end ? p : NULL;
}

static const char *
skip_digits (const char *p, const char *end)
{
  while (p < end && g_ascii_isdigit (*p))
    p++;
  return p;
}

static const char *
skip_number (const char *p, const char *end, guint8 *out_type)
{
  const char *digits = *p == '-' ? p + 1 : p;
  const char *q = skip_digits (digits, end);

  *out_type = DT_FIELD_INTEGER;
  if (q == digits)
    return NULL;
  if (q < end && *q == '.')
    {
      digits = q + 1;
      q = skip_digits (digits, end);
      *out_type = DT_FIELD_NUMBER;
      if (q == digits)
        return NULL;
    }
  if (q < end && (*q == 'e' || *q == 'E'))
    {
      q++;
      if (q < end && (*q == '+' || *q == '-'))
        q++;
      digits = q;
      q = skip_digits (digits, end);
      *out_type = DT_FIELD_NUMBER;
      if (q == digits)
        return NULL;
    }
  return q;
}

static const char *
skip_literal (const char *p, const char *end, const char *literal)
{
  gsize length = strlen (literal);

  return (gsize) (end - p) >= length && memcmp (p, literal, length) == 0 ? p + length : NULL;
}

/* @p behind the opening bracket; returns what is behind the closing one. */
static const char *
skip_array (const char *p, const char *end, guint depth)
{
  guint8 type;

  p = skip_space (p, end);
  if (p < end && *p == ']')
    return p + 1;
  while (p != NULL && p < end)
    {
      p = skip_value (skip_space (p, end), end, depth + 1, &type);
      if (p == NULL)
        return NULL;
      p = skip_space (p, end);
      if (p < end && *p == ']')
        return p + 1;
      if (p >= end || *p != ',')
        return NULL;
      p++;
    }
  return NULL;
}

/* The same for an object; @fields, if given, gets its members. */
static const char *
skip_object (const char *p, const char *end, guint depth, DtFields *fields)
{
  p = skip_space (p, end);
  if (p < end && *p == '}')
    return p + 1;
  while (p < end)
    {
      DtFieldValue value = { NULL };
      const char *name_end;

      p = skip_space (p, end);
      if (p >= end || *p != '"')
        return NULL;
      value.name = p + 1;
      name_end = skip_string (value.name, end);
      if (name_end == NULL || name_end - value.name > G_MAXUINT16)
        return NULL;
      value.name_length = (guint16) (name_end - value.name);
      p = skip_space (name_end + 1, end);
      if (p >= end || *p != ':')
        return NULL;
      value.start = skip_space (p + 1, end);
      value.end = p = skip_value (value.start, end, depth + 1, &value.type);
      if (p == NULL)
        return NULL;
      if (fields != NULL)
        {
          if (fields->n == DT_FIELDS_MAX)
            return NULL;
          fields->values[fields->n++] = value;
        }
      p = skip_space (p, end);
      if (p < end && *p == '}')
        return p + 1;
      if (p >= end || *p != ',')
        return NULL;
      p++;
    }
  return NULL;
}

static const char *
skip_value (const char *p, const char *end, guint depth, guint8 *out_type)
{
  if (p >= end || depth > MAX_DEPTH)
    return NULL;
  switch (*p)
    {
    case '"':
      *out_type = DT_FIELD_STRING;
      p = skip_string (p + 1, end);
      return p != NULL ? p + 1 : NULL;
    case '{':
      *out_type = DT_FIELD_OBJECT;
      return skip_object (p + 1, end, depth, NULL);
    case '[':
      *out_type = DT_FIELD_ARRAY;
      return skip_array (p + 1, end, depth);
    case 't':
      *out_type = DT_FIELD_TRUE;
      return skip_literal (p, end, "true");
    case 'f':
      *out_type = DT_FIELD_FALSE;
      return skip_literal (p, end, "false");
    case 'n':
      *out_type = DT_FIELD_NULL;
      return skip_literal (p, end, "null");
    default:
      return skip_number (p, end, out_type);
    }
}

static gboolean
parse_range (DtFields *self, const char *p, const char *end)
{
  self->n = 0;
  p = skip_space (p, end);
  if (p >= end || *p != '{')
    return FALSE;
  p = skip_object (p + 1, end, 0, self);
  return p != NULL && skip_space (p, end) == end;
}

/**
 * dt_fields_parse:
 * @self: what is filled
 * @text: (nullable): a JSON object
 * @length: bytes, or -1 if it ends with NUL
 *
 * Returns: %FALSE if it is none; @self is then empty
 */
gboolean
dt_fields_parse (DtFields *self, const char *text, gssize length)
{
  self->n = 0;
  if (text == NULL)
    return TRUE;
  if (parse_range (self, text, text + (length < 0 ? strlen (text) : (gsize) length)))
    return TRUE;
  self->n = 0;
  return FALSE;
}

/**
 * dt_fields_find:
 * @self: a reader
 * @name: a member
 *
 * Returns: (transfer none) (nullable): its value
 */
const DtFieldValue *
dt_fields_find (const DtFields *self, const char *name)
{
  gsize length = strlen (name);

  for (guint i = 0; i < self->n; i++)
    if (self->values[i].name_length == length && memcmp (self->values[i].name, name, length) == 0)
      return &self->values[i];
  return NULL;
}

/**
 * dt_fields_has:
 * @self: a reader
 * @name: a member
 *
 * Returns: whether it is there, null or not
 */
gboolean
dt_fields_has (const DtFields *self, const char *name)
{
  return dt_fields_find (self, name) != NULL;
}

static guint
read_hex (const char *p)
{
  guint value = 0;

  for (guint i = 0; i < 4; i++)
    value = value << 4 | (guint) g_ascii_xdigit_value (p[i]);
  return value;
}

/* @p behind "\u"; moves it behind the last digit read. */
static gunichar
read_unicode (const char **p, const char *end)
{
  gunichar c = read_hex (*p);

  *p += 4;
  if (c >= 0xD800 && c < 0xDC00 && end - *p >= 6 && (*p)[0] == '\\' && (*p)[1] == 'u')
    {
      gunichar low = read_hex (*p + 2);

      if (low >= 0xDC00 && low < 0xE000)
        {
          *p += 6;
          return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        }
    }
  return c == 0 || (c >= 0xD800 && c < 0xE000) ? 0xFFFD : c;
}

static gsize
unescape (const char *p, const char *end, char *out)
{
  char *q = out;

  while (p < end)
    {
      if (*p != '\\')
        {
          *q++ = *p++;
          continue;
        }
      switch (p[1])
        {
        case 'b':
          *q++ = '\b';
          break;
        case 'f':
          *q++ = '\f';
          break;
        case 'n':
          *q++ = '\n';
          break;
        case 'r':
          *q++ = '\r';
          break;
        case 't':
          *q++ = '\t';
          break;
        case 'u':
          p += 2;
          q += g_unichar_to_utf8 (read_unicode (&p, end), q);
          continue;
        default:
          *q++ = p[1];
        }
      p += 2;
    }
  return (gsize) (q - out);
}

/**
 * dt_field_value_dup_string:
 * @value: a value
 *
 * Returns: (transfer full) (nullable): the string, valid UTF-8; %NULL if it is none
 */
char *
dt_field_value_dup_string (const DtFieldValue *value)
{
  gsize length;
  char *text;

  if (value->type != DT_FIELD_STRING)
    return NULL;
  text = g_malloc ((gsize) (value->end - value->start)); /* the quotes leave room for the NUL */
  length = unescape (value->start + 1, value->end - 1, text);
  text[length] = '\0';
  if (!g_utf8_validate (text, (gssize) length, NULL))
    {
      char *valid = g_utf8_make_valid (text, (gssize) length);

      g_free (text);
      return valid;
    }
  return text;
}

/**
 * dt_fields_dup_string:
 * @self: a reader
 * @name: a member
 *
 * Returns: (transfer full) (nullable): the string, valid UTF-8; %NULL if it is none
 */
char *
dt_fields_dup_string (const DtFields *self, const char *name)
{
  const DtFieldValue *value = dt_fields_find (self, name);

  return value != NULL ? dt_field_value_dup_string (value) : NULL;
}

/**
 * dt_fields_copy_string:
 * @self: a reader
 * @name: a member
 * @buffer: (out caller-allocates): the string, for nicks and ids
 * @size: of @buffer
 *
 * Returns: %FALSE, with an empty string, if it is no string or too long
 */
gboolean
dt_fields_copy_string (const DtFields *self, const char *name, char *buffer, gsize size)
{
  const DtFieldValue *value = dt_fields_find (self, name);
  gsize length;

  *buffer = '\0';
  if (value == NULL || value->type != DT_FIELD_STRING
      || (gsize) (value->end - value->start) > size + 1)
    return FALSE;
  length = unescape (value->start + 1, value->end - 1, buffer);
  buffer[length] = '\0';
  if (g_utf8_validate (buffer, (gssize) length, NULL))
    return TRUE;
  *buffer = '\0';
  return FALSE;
}

/**
 * dt_fields_get_int:
 * @self: a reader
 * @name: a member
 * @fallback: if it is no integer
 *
 * Returns: the integer
 */
gint64
dt_fields_get_int (const DtFields *self, const char *name, gint64 fallback)
{
  const DtFieldValue *value = dt_fields_find (self, name);
  char digits[24];
  gsize length;

  if (value == NULL || value->type != DT_FIELD_INTEGER)
    return fallback;
  length = (gsize) (value->end - value->start);
  if (length >= sizeof digits)
    return fallback;
  memcpy (digits, value->start, length);
  digits[length] = '\0';
  return g_ascii_strtoll (digits, NULL, 10);
}

/**
 * dt_fields_get_boolean:
 * @self: a reader
 * @name: a member
 * @fallback: if it is neither true nor false
 *
 * Returns: the value
 */
gboolean
dt_fields_get_boolean (const DtFields *self, const char *name, gboolean fallback)
{
  const DtFieldValue *value = dt_fields_find (self, name);

  if (value == NULL || (value->type != DT_FIELD_TRUE && value->type != DT_FIELD_FALSE))
    return fallback;
  return value->type == DT_FIELD_TRUE;
}

/**
 * dt_field_value_parse:
 * @value: a value
 * @out: filled with its members
 *
 * Returns: %FALSE if it is no object; @out is then empty
 */
gboolean
dt_field_value_parse (const DtFieldValue *value, DtFields *out)
{
  out->n = 0;
  if (value->type == DT_FIELD_OBJECT && parse_range (out, value->start, value->end))
    return TRUE;
  out->n = 0;
  return FALSE;
}

/**
 * dt_fields_get_object:
 * @self: a reader
 * @name: a member
 * @out: filled with its members
 *
 * Returns: %FALSE if it is no object; @out is then empty
 */
gboolean
dt_fields_get_object (const DtFields *self, const char *name, DtFields *out)
{
  const DtFieldValue *value = dt_fields_find (self, name);

  out->n = 0;
  return value != NULL && dt_field_value_parse (value, out);
}

/**
 * dt_field_value_iter_init:
 * @iter: what is set up
 * @value: (nullable): an array; anything else has no elements
 */
void
dt_field_value_iter_init (DtFieldsIter *iter, const DtFieldValue *value)
{
  iter->next = iter->end = NULL;
  if (value != NULL && value->type == DT_FIELD_ARRAY)
    {
      iter->next = value->start + 1;
      iter->end = value->end - 1;
    }
}

/**
 * dt_fields_iter_init:
 * @iter: what is set up
 * @self: a reader
 * @name: a member
 */
void
dt_fields_iter_init (DtFieldsIter *iter, const DtFields *self, const char *name)
{
  dt_field_value_iter_init (iter, dt_fields_find (self, name));
}

/**
 * dt_fields_iter_next:
 * @iter: an iterator
 * @out: (out): the next element
 *
 * Returns: %FALSE at the end
 */
gboolean
dt_fields_iter_next (DtFieldsIter *iter, DtFieldValue *out)
{
  iter->next = skip_space (iter->next, iter->end);
  if (iter->next == iter->end)
    return FALSE;
  out->name = NULL;
  out->name_length = 0;
  out->start = iter->next;
  out->end = skip_value (out->start, iter->end, 0, &out->type);
  g_return_val_if_fail (out->end != NULL, FALSE);
  iter->next = skip_space (out->end, iter->end);
  if (iter->next < iter->end)
    iter->next++; /* the comma: the array was read before */
  return TRUE;
}

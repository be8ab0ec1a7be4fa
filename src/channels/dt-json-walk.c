/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A JSON walker by recursive descent with a bound on its depth. Any thread. */
#include "channels/dt-json-walk.h"

#include <string.h>

typedef struct
{
  const char *text;
  gsize length;
  gsize at;
  gsize problem; /* G_MAXSIZE: none */
  GString *path;
  GString *value; /* of the scalar last read */
  DtJsonVisit visit;
  gpointer data;
  guint muted; /* > 0: inside an array, which is one value */
} Walk;

typedef enum
{
  SCALAR,
  NOTHING, /* null */
  STRUCTURE,
  BROKEN, /* cannot go on */
} Found;

static Found walk_value (Walk *walk, guint depth);

static void
note_problem (Walk *walk)
{
  if (walk->problem == G_MAXSIZE)
    walk->problem = walk->at;
}

static int
peek (Walk *walk)
{
  while (walk->at < walk->length && strchr (" \t\r\n", walk->text[walk->at]) != NULL
         && walk->text[walk->at] != '\0')
    walk->at++;
  return walk->at < walk->length ? (guchar) walk->text[walk->at] : -1;
}

static gboolean
read_hex (Walk *walk, guint *out)
{
  guint code = 0;

  if (walk->at + 4 > walk->length)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (walk->text[walk->at + i]);

      if (digit < 0)
        return FALSE;
      code = code << 4 | (guint) digit;
    }
  walk->at += 4;
  *out = code;
  return TRUE;
}

/* Behind "\u". */
static gboolean
read_unicode (Walk *walk)
{
  guint code = 0;
  guint second = 0;

  if (!read_hex (walk, &code))
    return FALSE;
  if (code >= 0xD800 && code <= 0xDBFF && walk->at + 6 <= walk->length
      && walk->text[walk->at] == '\\' && walk->text[walk->at + 1] == 'u')
    {
      walk->at += 2;
      if (!read_hex (walk, &second))
        return FALSE;
      if (second >= 0xDC00 && second <= 0xDFFF)
        code = 0x10000 + ((code - 0xD800) << 10) + (second - 0xDC00);
      else
        {
          g_string_append (walk->value, "\xEF\xBF\xBD");
          code = second;
        }
    }
  if (code >= 0xD800 && code <= 0xDFFF)
    code = 0xFFFD;
  if (code != 0)
    g_string_append_unichar (walk->value, code);
  return TRUE;
}

/* Behind a backslash. */
static gboolean
read_escape (Walk *walk)
{
  static const char from[] = "\"\\/bfnrt";
  static const char to[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (walk->at >= walk->length || walk->text[walk->at] == '\0')
    return FALSE;
  if (walk->text[walk->at] == 'u')
    {
      walk->at++;
      return read_unicode (walk);
    }
  found = strchr (from, walk->text[walk->at]);
  if (found == NULL)
    return FALSE;
  walk->at++;
  g_string_append_c (walk->value, to[found - from]);
  return TRUE;
}

static gboolean
walk_string (Walk *walk)
{
  g_string_truncate (walk->value, 0);
  walk->at++;
  while (walk->at < walk->length)
    {
      gsize start = walk->at;
      char c = '\0';

      while (walk->at < walk->length)
        {
          c = walk->text[walk->at];
          if (c == '"' || c == '\\' || (guchar) c < 0x20)
            break;
          walk->at++;
        }
      g_string_append_len (walk->value, walk->text + start, (gssize) (walk->at - start));
      if (walk->at >= walk->length || (guchar) c < 0x20)
        break;
      walk->at++;
      if (c == '"')
        return TRUE;
      if (!read_escape (walk))
        break;
    }
  note_problem (walk);
  return FALSE;
}

static gboolean
is_number (const char *text, gsize length)
{
  gsize i = length > 0 && text[0] == '-';
  gsize start = i;

  while (i < length && g_ascii_isdigit (text[i]))
    i++;
  if (i == start || (text[start] == '0' && i > start + 1))
    return FALSE;
  if (i < length && text[i] == '.')
    {
      start = ++i;
      while (i < length && g_ascii_isdigit (text[i]))
        i++;
      if (i == start)
        return FALSE;
    }
  if (i < length && (text[i] == 'e' || text[i] == 'E'))
    {
      i++;
      if (i < length && (text[i] == '+' || text[i] == '-'))
        i++;
      start = i;
      while (i < length && g_ascii_isdigit (text[i]))
        i++;
      if (i == start)
        return FALSE;
    }
  return i == length;
}

/* A number, true, false, null, or something that is none: taken as it stands, as a problem. */
static Found
walk_word (Walk *walk)
{
  gsize start = walk->at;
  gsize length;

  while (walk->at < walk->length && walk->text[walk->at] != '\0'
         && strchr (",]}\n\r\t {[\":", walk->text[walk->at]) == NULL)
    walk->at++;
  length = walk->at - start;
  g_string_truncate (walk->value, 0);
  g_string_append_len (walk->value, walk->text + start, (gssize) length);
  if (length == 0)
    {
      note_problem (walk);
      return BROKEN;
    }
  if (strcmp (walk->value->str, "null") == 0)
    return NOTHING;
  if (strcmp (walk->value->str, "true") != 0 && strcmp (walk->value->str, "false") != 0
      && !is_number (walk->value->str, length))
    {
      walk->at = start;
      note_problem (walk);
      walk->at = start + length;
    }
  return SCALAR;
}

static void
emit (Walk *walk, const char *value, gssize length)
{
  if (walk->muted == 0 && walk->visit != NULL)
    walk->visit (walk->path->str, value, length, walk->data);
}

static Found
walk_object (Walk *walk, guint depth)
{
  gsize parent = walk->path->len;
  int c;

  walk->at++;
  if (peek (walk) == '}')
    {
      walk->at++;
      return STRUCTURE;
    }
  do
    {
      Found found;

      if (peek (walk) != '"')
        {
          note_problem (walk);
          return BROKEN;
        }
      if (!walk_string (walk))
        return BROKEN;
      if (parent > 0)
        g_string_append_c (walk->path, '.');
      g_string_append_len (walk->path, walk->value->str, MIN (walk->value->len, 256));
      if (peek (walk) != ':')
        {
          note_problem (walk);
          return BROKEN;
        }
      walk->at++;
      c = peek (walk);
      found = walk_value (walk, depth + 1);
      /* Of a string that does not end, what there is of it is shown. */
      if (found == SCALAR || (found == BROKEN && c == '"'))
        emit (walk, walk->value->str, (gssize) walk->value->len);
      else if (found == NOTHING)
        emit (walk, NULL, 0);
      if (found == BROKEN)
        return BROKEN;
      g_string_truncate (walk->path, parent);
      c = peek (walk);
      if (c != ',' && c != '}')
        {
          note_problem (walk);
          return BROKEN;
        }
      walk->at++;
    }
  while (c == ',');
  return STRUCTURE;
}

/* An array is one value: its scalars with commas between, or its own text if it holds more. */
static Found
walk_array (Walk *walk, guint depth)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  gsize start = walk->at++;
  gboolean plain = TRUE;
  int c;

  if (peek (walk) == ']')
    {
      walk->at++;
      emit (walk, NULL, 0);
      return STRUCTURE;
    }
  walk->muted++;
  do
    {
      Found found = walk_value (walk, depth + 1);

      if (found == STRUCTURE)
        plain = FALSE;
      if (found == SCALAR && plain)
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? ", " : "", walk->value->str);
      c = found == BROKEN ? -1 : peek (walk);
      if (c != ',' && c != ']')
        {
          note_problem (walk);
          walk->muted--;
          return BROKEN;
        }
      walk->at++;
    }
  while (c == ',');
  walk->muted--;
  if (plain)
    emit (walk, joined->str, (gssize) joined->len);
  else
    emit (walk, walk->text + start, (gssize) (walk->at - start));
  return STRUCTURE;
}

static Found
walk_value (Walk *walk, guint depth)
{
  int c = peek (walk);

  if (depth > DT_JSON_MAX_DEPTH)
    {
      note_problem (walk);
      return BROKEN;
    }
  switch (c)
    {
    case '{':
      return walk_object (walk, depth);
    case '[':
      return walk_array (walk, depth);
    case '"':
      return walk_string (walk) ? SCALAR : BROKEN;
    default:
      return walk_word (walk);
    }
}

gboolean
dt_json_walk (const char *text, gsize length, DtJsonVisit visit, gpointer data, gsize *out_at)
{
  g_autoptr (GString) path = g_string_new (NULL);
  g_autoptr (GString) value = g_string_new (NULL);
  Walk walk = { .text = text,
                .length = length,
                .problem = G_MAXSIZE,
                .path = path,
                .value = value,
                .visit = visit,
                .data = data };

  if (walk_value (&walk, 0) != BROKEN && peek (&walk) >= 0)
    note_problem (&walk);
  if (walk.problem == G_MAXSIZE)
    return TRUE;
  if (out_at != NULL)
    *out_at = walk.problem;
  return FALSE;
}

gsize
dt_json_find_end (const char *text, gsize length, gsize at)
{
  g_autoptr (GString) open = g_string_new (NULL);
  gboolean in_string = FALSE;

  for (gsize i = at; i < length; i++)
    {
      char c = text[i];

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
        }
      else if (c == '"')
        in_string = TRUE;
      else if (c == '{' || c == '[')
        g_string_append_c (open, c == '{' ? '}' : ']');
      else if (c == '}' || c == ']')
        {
          if (open->len == 0 || open->str[open->len - 1] != c)
            return 0;
          g_string_truncate (open, open->len - 1);
          if (open->len == 0)
            return i + 1;
        }
    }
  return 0;
}

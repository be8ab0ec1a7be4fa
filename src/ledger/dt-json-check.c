/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recogniser for JSON that keeps nothing but a position and a depth. */
#include "ledger/dt-json-check.h"

#include <string.h>

#define MAX_DEPTH 64

typedef struct
{
  const char *at;
  const char *end;
  guint depth;
} Scanner;

static gboolean skip_value (Scanner *self);

static void
skip_space (Scanner *self)
{
  while (self->at < self->end
         && (*self->at == ' ' || *self->at == '\t' || *self->at == '\n' || *self->at == '\r'))
    self->at++;
}

static gboolean
skip_char (Scanner *self, char c)
{
  if (self->at == self->end || *self->at != c)
    return FALSE;
  self->at++;
  return TRUE;
}

static gboolean
skip_escape (Scanner *self)
{
  if (self->at == self->end)
    return FALSE;
  if (*self->at != 'u')
    return *self->at != '\0' && strchr ("\"\\/bfnrt", *self->at++) != NULL;
  self->at++;
  for (int i = 0; i < 4; i++, self->at++)
    {
      if (self->at == self->end || !g_ascii_isxdigit (*self->at))
        return FALSE;
    }
  return TRUE;
}

static gboolean
skip_string (Scanner *self)
{
  if (!skip_char (self, '"'))
    return FALSE;
  while (self->at < self->end)
    {
      char c = *self->at++;

      if (c == '"')
        return TRUE;
      if ((guchar) c < 0x20 || (c == '\\' && !skip_escape (self)))
        return FALSE;
    }
  return FALSE;
}

static gboolean
skip_digits (Scanner *self)
{
  const char *start = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;
  return self->at > start;
}

static gboolean
skip_number (Scanner *self)
{
  skip_char (self, '-');
  if (!skip_char (self, '0') && !skip_digits (self))
    return FALSE;
  if (skip_char (self, '.') && !skip_digits (self))
    return FALSE;
  if (self->at < self->end && (*self->at == 'e' || *self->at == 'E'))
    {
      self->at++;
      if (!skip_char (self, '+'))
        skip_char (self, '-');
      return skip_digits (self);
    }
  return TRUE;
}

static gboolean
skip_word (Scanner *self, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return FALSE;
  self->at += length;
  return TRUE;
}

/* An object when @close is '}', else an array. */
static gboolean
skip_members (Scanner *self, char close)
{
  gboolean ok = FALSE;

  if (++self->depth > MAX_DEPTH)
    return FALSE;
  self->at++;
  skip_space (self);
  if (skip_char (self, close))
    {
      self->depth--;
      return TRUE;
    }
  do
    {
      skip_space (self);
      if (close == '}')
        {
          if (!skip_string (self))
            return FALSE;
          skip_space (self);
          if (!skip_char (self, ':'))
            return FALSE;
          skip_space (self);
        }
      if (!skip_value (self))
        return FALSE;
      skip_space (self);
      ok = skip_char (self, close);
    }
  while (!ok && skip_char (self, ','));
  self->depth--;
  return ok;
}

static gboolean
skip_value (Scanner *self)
{
  if (self->at == self->end)
    return FALSE;
  switch (*self->at)
    {
    case '{':
      return skip_members (self, '}');
    case '[':
      return skip_members (self, ']');
    case '"':
      return skip_string (self);
    case 't':
      return skip_word (self, "true");
    case 'f':
      return skip_word (self, "false");
    case 'n':
      return skip_word (self, "null");
    default:
      return skip_number (self);
    }
}

/**
 * dt_json_is_object:
 * @text: (array length=size): valid UTF-8
 * @size: how many bytes
 *
 * Returns: %TRUE if @text is one JSON object, at most 64 deep, and nothing else
 */
gboolean
dt_json_is_object (const char *text, gsize size)
{
  Scanner scanner = { text, text + size, 0 };

  skip_space (&scanner);
  if (scanner.at == scanner.end || *scanner.at != '{' || !skip_value (&scanner))
    return FALSE;
  skip_space (&scanner);
  return scanner.at == scanner.end;
}

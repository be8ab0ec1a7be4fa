/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the JSON objects of facts and payloads straight into text, without a tree in between. Any
 * thread. */
#include "service/dt-json-text.h"

struct _DtJsonText
{
  GString *text;
  guint members;  /* of all levels: 0 means that the object is empty */
  gboolean comma; /* the next member of this level needs one before it */
};

DtJsonText *
dt_json_text_new (void)
{
  DtJsonText *self = g_new0 (DtJsonText, 1);

  self->text = g_string_sized_new (256);
  g_string_append_c (self->text, '{');
  return self;
}

void
dt_json_text_free (DtJsonText *self)
{
  if (self == NULL)
    return;
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_free (self);
}

char *
dt_json_text_finish (DtJsonText *self)
{
  char *text;

  g_string_append_c (self->text, '}');
  text = g_string_free (g_steal_pointer (&self->text), FALSE);
  dt_json_text_free (self);
  return text;
}

char *
dt_json_text_finish_or_null (DtJsonText *self)
{
  if (self->members == 0)
    {
      dt_json_text_free (self);
      return NULL;
    }
  return dt_json_text_finish (self);
}

static void
append_quoted (GString *text, const char *value)
{
  const char *start = value;
  const char *at = value;

  g_string_append_c (text, '"');
  for (; *at != '\0'; at++)
    {
      guchar c = (guchar) *at;

      if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
        continue;
      g_string_append_len (text, start, at - start);
      start = at + 1;
      if (c == '"' || c == '\\')
        {
          g_string_append_c (text, '\\');
          g_string_append_c (text, (char) c);
        }
      else if (c == '\n')
        g_string_append (text, "\\n");
      else if (c == '\t')
        g_string_append (text, "\\t");
      else
        g_string_append_printf (text, "\\u%04x", c);
    }
  g_string_append_len (text, start, at - start);
  g_string_append_c (text, '"');
}

static void
begin_member (DtJsonText *self, const char *name)
{
  if (self->comma)
    g_string_append_c (self->text, ',');
  if (name != NULL)
    {
      append_quoted (self->text, name);
      g_string_append_c (self->text, ':');
    }
  self->comma = TRUE;
  self->members++;
}

void
dt_json_text_add_string (DtJsonText *self, const char *name, const char *value)
{
  if (value == NULL)
    return;
  begin_member (self, name);
  append_quoted (self->text, value);
}

void
dt_json_text_add_nullable (DtJsonText *self, const char *name, const char *value)
{
  if (value != NULL)
    dt_json_text_add_string (self, name, value);
  else
    dt_json_text_add_raw (self, name, "null");
}

void
dt_json_text_add_int (DtJsonText *self, const char *name, gint64 value)
{
  begin_member (self, name);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

void
dt_json_text_add_boolean (DtJsonText *self, const char *name, gboolean value)
{
  begin_member (self, name);
  g_string_append (self->text, value ? "true" : "false");
}

void
dt_json_text_add_strings (DtJsonText *self, const char *name, const char *const *values)
{
  begin_member (self, name);
  g_string_append_c (self->text, '[');
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (self->text, ',');
      append_quoted (self->text, values[i]);
    }
  g_string_append_c (self->text, ']');
}

void
dt_json_text_add_raw (DtJsonText *self, const char *name, const char *json)
{
  if (json == NULL)
    return;
  begin_member (self, name);
  g_string_append (self->text, json);
}

void
dt_json_text_begin_object (DtJsonText *self, const char *name)
{
  begin_member (self, name);
  g_string_append_c (self->text, '{');
  self->comma = FALSE;
}

void
dt_json_text_end_object (DtJsonText *self)
{
  g_string_append_c (self->text, '}');
  self->comma = TRUE;
}

void
dt_json_text_begin_array (DtJsonText *self, const char *name)
{
  begin_member (self, name);
  g_string_append_c (self->text, '[');
  self->comma = FALSE;
}

void
dt_json_text_begin_element (DtJsonText *self)
{
  dt_json_text_begin_object (self, NULL);
}

void
dt_json_text_end_array (DtJsonText *self)
{
  g_string_append_c (self->text, ']');
  self->comma = TRUE;
}

char *
dt_json_text_quote (const char *value)
{
  GString *text = g_string_new (NULL);

  append_quoted (text, value);
  return g_string_free (text, FALSE);
}

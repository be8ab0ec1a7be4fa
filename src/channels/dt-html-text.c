/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of an HTML mail, without its looks: tags dropped, blocks on lines of their own,
 * entities read. Never shown as HTML, so nothing in it can act. Pure, any thread. */
#include "channels/dt-import-private.h"

#include <libxml/HTMLparser.h>
#include <string.h>

static const char *const block_tags[]
    = { "p",  "div", "br", "tr", "li", "ul", "ol",  "table",      "h1",      "h2",      "h3",
        "h4", "h5",  "h6", "hr", "dt", "dd", "pre", "blockquote", "section", "article", NULL };
static const char *const silent_tags[] = { "script", "style", "head", "title", "template", NULL };

static gboolean
name_is (const char *name, gsize length, const char *const *list)
{
  for (guint i = 0; list[i] != NULL; i++)
    if (strlen (list[i]) == length && g_ascii_strncasecmp (name, list[i], length) == 0)
      return TRUE;
  return FALSE;
}

/* Reads "&amp;", "&#7879;", "&#x1EC7;" at @p. Returns what is behind it; @p if it is none. */
static const char *
append_entity (GString *text, const char *p)
{
  gsize length = strcspn (p + 1, "; \t\n<&") + 1;
  gunichar c = 0;

  if (p[length] != ';' || length > 12)
    return p;
  if (p[1] == '#')
    {
      gboolean hex = p[2] == 'x' || p[2] == 'X';
      guint64 code = g_ascii_strtoull (p + (hex ? 3 : 2), NULL, hex ? 16 : 10);

      if (code > 0 && code <= 0x10FFFF && g_unichar_validate ((gunichar) code))
        c = (gunichar) code;
    }
  else
    {
      g_autofree char *name = g_strndup (p + 1, length - 1);
      const htmlEntityDesc *entity = htmlEntityLookup ((const xmlChar *) name);

      if (entity != NULL)
        c = entity->value;
      else if (strcmp (name, "apos") == 0)
        c = '\'';
    }
  if (c == 0)
    return p;
  g_string_append_unichar (text, c == 0xA0 ? ' ' : c);
  return p + length + 1;
}

static void
break_line (GString *text)
{
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  /* One empty line between blocks is enough. */
  if (text->len >= 2 && text->str[text->len - 1] == '\n' && text->str[text->len - 2] == '\n')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
}

/* Behind the end tag of the silent element @name, or the end of the text. */
static const char *
skip_element (const char *p, const char *name, gsize length)
{
  while ((p = strstr (p, "</")) != NULL)
    {
      if (g_ascii_strncasecmp (p + 2, name, length) == 0)
        {
          const char *end = strchr (p, '>');

          return end != NULL ? end + 1 : p + strlen (p);
        }
      p += 2;
    }
  return NULL;
}

/* Reads the tag at @p, which is "<". Returns what is behind it. */
static const char *
take_tag (GString *text, const char *p)
{
  const char *name = p + 1 + (p[1] == '/');
  gsize length = strcspn (name, " \t\n\r/>");
  const char *end;

  if (strncmp (p, "<!--", 4) == 0)
    {
      end = strstr (p + 4, "-->");
      return end != NULL ? end + 3 : p + strlen (p);
    }
  if (!g_ascii_isalpha (*name) && *name != '!' && *name != '?')
    {
      g_string_append_c (text, '<');
      return p + 1;
    }
  end = strchr (p, '>');
  if (end == NULL)
    return p + strlen (p);
  end++;
  if (p[1] != '/' && end[-2] != '/' && name_is (name, length, silent_tags))
    {
      const char *behind = skip_element (end, name, length);

      return behind != NULL ? behind : end;
    }
  if (name_is (name, length, block_tags))
    {
      gboolean line = length == 2 && g_ascii_strncasecmp (name, "br", 2) == 0;

      if (line || (text->len > 0 && text->str[text->len - 1] != '\n'))
        break_line (text);
    }
  else if (length == 2
           && (g_ascii_strncasecmp (name, "td", 2) == 0
               || g_ascii_strncasecmp (name, "th", 2) == 0))
    g_string_append_c (text, ' ');
  return end;
}

char *
dt_import_html_to_text (const char *html)
{
  GString *text = g_string_new (NULL);

  for (const char *p = html; *p != '\0';)
    {
      const char *next = p;

      if (*p == '<')
        p = take_tag (text, p);
      else if (*p == '&' && (next = append_entity (text, p)) != p)
        p = next;
      else if (g_ascii_isspace (*p))
        {
          if (text->len > 0 && text->str[text->len - 1] != ' ' && text->str[text->len - 1] != '\n')
            g_string_append_c (text, ' ');
          p++;
        }
      else
        g_string_append_c (text, *p++);
    }
  return g_strstrip (g_string_free (text, FALSE));
}

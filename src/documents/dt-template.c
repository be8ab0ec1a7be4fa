/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The template engine: a tag at a time, sections by recursion. A name that nobody set is a mistake
 * in the template and is said so with its place. Any thread. */
#include "documents/dt-template.h"

#include "base/dt-error.h"

#include <string.h>

#define MAX_DEPTH 16

typedef struct
{
  char *text;
  gboolean markup;
  GPtrArray *items; /* of DtTemplateValues, or NULL: no list */
} Value;

struct _DtTemplateValues
{
  GHashTable *values; /* name → Value */
  const DtTemplateValues *parent;
};

typedef struct
{
  const char *start; /* of the template */
  const char *at;
  GString *out;
} Render;

typedef struct
{
  char kind; /* '=' value, '#' section, '^' its opposite, '/' end */
  char *name;
  const char *place;
} Tag;

static void
value_free (gpointer data)
{
  Value *value = data;

  g_free (value->text);
  g_clear_pointer (&value->items, g_ptr_array_unref);
  g_free (value);
}

/**
 * dt_template_values_new:
 *
 * Returns: (transfer full): no values yet
 */
DtTemplateValues *
dt_template_values_new (void)
{
  DtTemplateValues *self = g_new0 (DtTemplateValues, 1);

  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, value_free);
  return self;
}

/**
 * dt_template_values_free:
 * @self: (nullable) (transfer full): values
 */
void
dt_template_values_free (DtTemplateValues *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->values);
  g_free (self);
}

static Value *
put (DtTemplateValues *self, const char *name, const char *text, gboolean markup)
{
  Value *value = g_new0 (Value, 1);

  value->text = g_strdup (text);
  value->markup = markup;
  g_hash_table_replace (self->values, g_strdup (name), value);
  return value;
}

/**
 * dt_template_values_set:
 * @self: values
 * @name: the name in the template
 * @text: (nullable): any text; it will be escaped
 */
void
dt_template_values_set (DtTemplateValues *self, const char *name, const char *text)
{
  g_return_if_fail (self != NULL && name != NULL);

  put (self, name, text, FALSE);
}

/**
 * dt_template_values_set_markup:
 * @self: values
 * @name: the name in the template
 * @markup: (nullable): HTML or SVG of our own making, with nothing in it that a person wrote
 */
void
dt_template_values_set_markup (DtTemplateValues *self, const char *name, const char *markup)
{
  g_return_if_fail (self != NULL && name != NULL);

  put (self, name, markup, TRUE);
}

/**
 * dt_template_values_add_item:
 * @self: values
 * @name: the list's name in the template
 *
 * Returns: (transfer none): the values of one more item
 */
DtTemplateValues *
dt_template_values_add_item (DtTemplateValues *self, const char *name)
{
  DtTemplateValues *item = dt_template_values_new ();
  Value *value;

  g_return_val_if_fail (self != NULL && name != NULL, item);

  value = g_hash_table_lookup (self->values, name);
  if (value == NULL || value->items == NULL)
    {
      value = put (self, name, NULL, FALSE);
      value->items = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_template_values_free);
    }
  item->parent = self;
  g_ptr_array_add (value->items, item);
  return item;
}

static const Value *
find (const DtTemplateValues *values, const char *name)
{
  for (; values != NULL; values = values->parent)
    {
      const Value *value = g_hash_table_lookup (values->values, name);

      if (value != NULL)
        return value;
    }
  return NULL;
}

static gboolean
is_there (const Value *value)
{
  return (value->items != NULL && value->items->len > 0)
         || (value->text != NULL && *value->text != '\0');
}

static void G_GNUC_PRINTF (4, 5)
    fail (GError **error, const Render *render, const char *place, const char *format, ...)
{
  g_autofree char *message = NULL;
  const char *line_start = render->start;
  guint line = 1;
  va_list args;

  for (const char *p = render->start; p < place; p++)
    if (*p == '\n')
      {
        line++;
        line_start = p + 1;
      }
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_INVALID,
               "Template line %u, column %ld: %s",
               line,
               g_utf8_pointer_to_offset (line_start, place) + 1,
               message);
}

/* Copies up to the next tag and reads it; @tag->name stays NULL at the end. */
static gboolean
next_tag (Render *render, Tag *tag, GError **error)
{
  const char *open = strstr (render->at, "{{");
  const char *close;

  tag->name = NULL;
  if (open == NULL)
    {
      g_string_append (render->out, render->at);
      render->at += strlen (render->at);
      return TRUE;
    }
  g_string_append_len (render->out, render->at, open - render->at);
  tag->place = open;
  close = strstr (open, "}}");
  if (close == NULL)
    {
      fail (error, render, open, "“{{” without “}}”");
      return FALSE;
    }
  tag->kind = strchr ("#^/", open[2]) != NULL && open[2] != '\0' ? open[2] : '=';
  open += tag->kind == '=' ? 2 : 3;
  tag->name = g_strstrip (g_strndup (open, (gsize) (close - open)));
  render->at = close + 2;
  if (*tag->name == '\0' || strpbrk (tag->name, "{}<>\n ") != NULL)
    {
      fail (error, render, tag->place, "“%s” is no name", tag->name);
      g_clear_pointer (&tag->name, g_free);
      return FALSE;
    }
  return TRUE;
}

static gboolean render_until (
    Render *render, const DtTemplateValues *values, const char *end, guint depth, GError **error);

/* Reads past a section that is not shown; the names of items that are not there are not known. */
static gboolean
pass_section (Render *render, const char *name, const char *place, GError **error)
{
  GString *out = render->out;
  guint open = 1;
  gboolean ok = TRUE;

  render->out = g_string_new (NULL);
  while (ok && open > 0)
    {
      Tag tag;

      ok = next_tag (render, &tag, error);
      if (ok && tag.name == NULL)
        {
          fail (error, render, place, "“{{#%s}}” is not ended", name);
          ok = FALSE;
        }
      else if (ok && strcmp (tag.name, name) == 0)
        open += tag.kind == '/' ? -1 : tag.kind != '=' ? 1 : 0;
      g_free (tag.name);
    }
  g_string_free (render->out, TRUE);
  render->out = out;
  return ok;
}

static gboolean
render_section (Render *render,
                const DtTemplateValues *values,
                const Tag *tag,
                const Value *value,
                guint depth,
                GError **error)
{
  const char *body = render->at;
  gboolean wanted = is_there (value) == (tag->kind == '#');

  if (depth >= MAX_DEPTH)
    {
      fail (error, render, tag->place, "sections lie too deep in each other");
      return FALSE;
    }
  if (!wanted)
    return pass_section (render, tag->name, tag->place, error);
  if (value->items == NULL || tag->kind == '^')
    return render_until (render, values, tag->name, depth + 1, error);
  for (guint i = 0; i < value->items->len; i++)
    {
      render->at = body;
      if (!render_until (render, g_ptr_array_index (value->items, i), tag->name, depth + 1, error))
        return FALSE;
    }
  return TRUE;
}

/* Renders up to "{{/end}}", or to the end of the template where @end is NULL. */
static gboolean
render_until (
    Render *render, const DtTemplateValues *values, const char *end, guint depth, GError **error)
{
  const char *begin = render->at;

  while (TRUE)
    {
      g_autofree char *name = NULL;
      const Value *value;
      Tag tag;

      if (!next_tag (render, &tag, error))
        return FALSE;
      name = tag.name;
      if (name == NULL)
        {
          if (end != NULL)
            fail (error, render, begin, "“{{#%s}}” before this is not ended", end);
          return end == NULL;
        }
      if (tag.kind == '/')
        {
          if (g_strcmp0 (name, end) != 0)
            fail (error, render, tag.place, "“{{/%s}}” ends nothing here", name);
          return g_strcmp0 (name, end) == 0;
        }
      value = find (values, name);
      if (value == NULL)
        {
          fail (error, render, tag.place, "there is no value “%s”", name);
          return FALSE;
        }
      if (tag.kind != '=')
        {
          if (!render_section (render, values, &tag, value, depth, error))
            return FALSE;
        }
      else if (value->markup)
        g_string_append (render->out, value->text != NULL ? value->text : "");
      else if (value->text != NULL)
        {
          g_autofree char *escaped = g_markup_escape_text (value->text, -1);

          g_string_append (render->out, escaped);
        }
    }
}

/**
 * dt_template_render:
 * @text: the template, UTF-8
 * @values: a value for every name in it
 *
 * Returns: (transfer full): the document; %NULL with %DT_ERROR_INVALID, which names line and column
 */
char *
dt_template_render (const char *text, const DtTemplateValues *values, GError **error)
{
  Render render = { .start = text, .at = text };

  g_return_val_if_fail (text != NULL && values != NULL, NULL);

  render.out = g_string_sized_new (strlen (text) * 2);
  if (render_until (&render, values, NULL, 0, error))
    return g_string_free (render.out, FALSE);
  g_string_free (render.out, TRUE);
  return NULL;
}

/**
 * dt_template_render_file:
 * @file: a file's name in data/templates
 * @values: a value for every name in it
 *
 * Returns: (transfer full): the document; %NULL with an error that names file, line and column
 */
char *
dt_template_render_file (const char *file, const DtTemplateValues *values, GError **error)
{
  g_autofree char *path = g_strconcat ("/org/doithoai/data/templates/", file, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autofree char *text = NULL;
  char *document;

  if (bytes == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  document = dt_template_render (text, values, error);
  if (document == NULL)
    g_prefix_error (error, "%s: ", file);
  return document;
}

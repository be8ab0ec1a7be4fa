/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What templates of replies are called. The core says where one is wrong; what is wrong there is
 * read off the text. */
#include "ui/reply/dt-template-words.h"

#include "ui/reply/dt-reply-words.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * dt_template_words_category:
 * @code: (nullable): of a category
 *
 * Returns: (transfer none): its name; that of the last, which is for all others, if it is not known
 */
const char *
dt_template_words_category (const char *code)
{
  guint n = 0;
  const DtTemplateCategory *all = dt_reply_template_get_categories (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (all[i].code, code) == 0)
      return all[i].name;
  return n > 0 ? all[n - 1].name : "";
}

/**
 * dt_template_words_use:
 * @template: a template
 *
 * Returns: (transfer full): what it is for, in one line
 */
char *
dt_template_words_use (DtReplyTemplate *template)
{
  GString *text = g_string_new (dt_reply_words_outcome (template->outcome));

  if (template->kind >= 0)
    g_string_append_printf (text, " · %s", dt_words_kind ((DtCaseKind) template->kind));
  if (template->field != NULL)
    g_string_append_printf (text, " · %s", dt_words_field (template->field));
  if (template->channel >= 0)
    g_string_append_printf (text, " · %s", dt_words_channel ((DtChannelKind) template->channel));
  return g_string_free (text, FALSE);
}

/**
 * dt_template_words_state:
 * @template: a template
 *
 * Returns: (transfer none): whether it may be used
 */
const char *
dt_template_words_state (DtReplyTemplate *template)
{
  if (template->archived)
    return _ ("Archived");
  if (!template->published)
    return _ ("Draft");
  return template->shipped ? _ ("Came with the program") : _ ("Published");
}

/* The beginning of that line and column, both from 1. */
static const char *
find_place (const char *body, guint line, guint column)
{
  for (guint i = 1; i < line; i++)
    {
      const char *end = strchr (body, '\n');

      if (end == NULL)
        break;
      body = end + 1;
    }
  for (guint i = 1; i < column && *body != '\0' && *body != '\n'; i++)
    body = g_utf8_next_char (body);
  return body;
}

static gboolean
is_field (const char *name, gboolean as_text)
{
  guint n = 0;
  const DtTemplateField *fields = dt_reply_template_get_fields (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (fields[i].name, name))
      return !as_text || !fields[i].section;
  return FALSE;
}

/* What is wrong with what begins at @at; @out_length: of it, in bytes. */
static char *
say_problem (const char *at, gsize *out_length)
{
  gsize line = strcspn (at, "\n");
  const char *end = g_strstr_len (at, (gssize) line, "}}");
  g_autofree char *name = NULL;
  const char *bare;

  *out_length = line;
  if (!g_str_has_prefix (at, "{{"))
    {
      *out_length = MIN (line, 2);
      return g_strdup (_ ("“}}” without “{{” before it."));
    }
  if (end == NULL)
    return g_strdup (_ ("“{{” is not closed by “}}” on the same line."));
  *out_length = (gsize) (end + 2 - at);
  name = g_strndup (at + 2, (gsize) (end - at - 2));
  bare = *name == '#' || *name == '^' || *name == '/' ? name + 1 : name;
  if (!is_field (bare, FALSE))
    return g_strdup_printf (_ ("There is no field “%s”. Choose one from “Insert a Field”."), bare);
  if (*name == '/')
    return g_strdup_printf (_ ("“%s” closes what was not opened last."), name);
  if (*name == '#' || *name == '^')
    return g_strdup_printf (_ ("“%s” is never closed: “{{/%s}}” is missing."), name, bare);
  if (!is_field (bare, TRUE))
    return g_strdup_printf (
        _ ("“%s” only asks whether something is so; write “{{#%s}} … {{/%s}}”."), bare, bare, bare);
  return g_strdup (_ ("There is a brace too many here."));
}

/**
 * dt_template_words_problem:
 * @body: a template
 * @out_start: (out) (optional): in characters, where what is wrong begins
 * @out_end: (out) (optional): and where it ends
 *
 * Returns: (transfer full) (nullable): where it is wrong and why; %NULL if it can be filled in
 */
char *
dt_template_words_problem (const char *body, guint *out_start, guint *out_end)
{
  guint line = 1, column = 1;
  const char *at;
  gsize length = 0;
  g_autofree char *what = NULL;

  g_return_val_if_fail (body != NULL, NULL);

  if (dt_reply_template_check (body, &line, &column, NULL))
    return NULL;
  at = find_place (body, line, column);
  what = say_problem (at, &length);
  if (out_start != NULL)
    *out_start = (guint) g_utf8_pointer_to_offset (body, at);
  if (out_end != NULL)
    *out_end = (guint) g_utf8_pointer_to_offset (body, at + length);
  return g_strdup_printf (_ ("Line %u, column %u: %s"), line, column, what);
}

/**
 * dt_template_words_field:
 * @field: that a template may name
 *
 * Returns: (transfer none): what it stands for; templates are Vietnamese, and so is this
 */
const char *
dt_template_words_field (const DtTemplateField *field)
{
  g_return_val_if_fail (field != NULL, "");

  return field->label_vi;
}

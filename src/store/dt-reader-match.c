/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A search as an FTS5 expression. Every value goes in between quotes with its quotes doubled, so
 * nothing that was typed is ever read as syntax. On the reader's thread. */
#include "base/dt-text.h"
#include "store/dt-reader-private.h"
#include "store/dt-schema.h"
#include "store/dt-tokenizer.h"

#include <string.h>

#define WORDS "{text people grp}"

static void
append_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

/* One token as dt-derive.c writes it: "channel:zalo". */
static void
append_facet (GString *out, const char *name, const char *value, gboolean prefix)
{
  g_autofree char *token = g_strconcat (DT_TOKEN_VERBATIM, name, ":", value, NULL);

  g_string_append (out, "facets : ");
  append_quoted (out, token);
  if (prefix)
    g_string_append (out, " *");
}

/* The tokens of all officers whose name holds what was typed. */
static gboolean
append_assignee (
    GString *out, DtReader *reader, const DtQuery *query, const DtTerm *term, GError **error)
{
  static const char *const me[] = { "toi", "me" };
  static const char *const none[] = { "chua", "none", "khong", "chua ai" };
  g_autofree char *wanted = dt_text_fold (term->text, -1);
  g_autoptr (GPtrArray) officers = NULL;
  gboolean any = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (me); i++)
    if (strcmp (wanted, me[i]) == 0)
      {
        append_facet (
            out, "assignee", query->officer_id != NULL ? query->officer_id : "nobody", FALSE);
        return TRUE;
      }
  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    if (strcmp (wanted, none[i]) == 0)
      {
        append_facet (out, "assignee", "none", FALSE);
        return TRUE;
      }
  officers = dt_reader_list_officers (reader, error);
  if (officers == NULL)
    return FALSE;
  g_strdelimit (wanted, "-_", ' ');
  g_string_append_c (out, '(');
  for (guint i = 0; i < officers->len; i++)
    {
      DtOfficer *officer = g_ptr_array_index (officers, i);
      g_autofree char *name = dt_text_fold (officer->name != NULL ? officer->name : "", -1);

      if (strstr (name, wanted) == NULL)
        continue;
      if (any)
        g_string_append (out, " OR ");
      append_facet (out, "assignee", officer->id, FALSE);
      any = TRUE;
    }
  if (!any)
    append_facet (out, "assignee", "nobody", FALSE);
  g_string_append_c (out, ')');
  return TRUE;
}

/* Words in a value are all wanted; in quotes they are a phrase. */
static void
append_words (GString *out, const char *columns, const DtTerm *term)
{
  g_auto (GStrv) words = NULL;
  gboolean first = TRUE;

  g_string_append_c (out, '(');
  if (term->phrase)
    {
      g_string_append_printf (out, "%s : ", columns);
      append_quoted (out, term->text);
    }
  else
    {
      words = g_strsplit_set (term->text, " \t\n", -1);
      for (guint i = 0; words[i] != NULL; i++)
        {
          if (!dt_tokenizer_has_word (words[i]))
            continue;
          if (!first)
            g_string_append (out, " AND ");
          g_string_append_printf (out, "%s : ", columns);
          append_quoted (out, words[i]);
          if (term->prefix && words[i + 1] == NULL)
            g_string_append (out, " *");
          first = FALSE;
        }
    }
  g_string_append_c (out, ')');
}

/* A whole code, its beginning, or its number alone. */
static void
append_code (GString *out, const DtTerm *term)
{
  g_autofree char *lower = g_ascii_strdown (term->text, -1);
  const char *p = lower;

  while (*p == '0')
    p++;
  append_facet (out, "code", p, g_str_has_prefix (p, "hs-"));
}

static gboolean
append_term (
    GString *out, DtReader *reader, const DtQuery *query, const DtTerm *term, GError **error)
{
  switch (term->type)
    {
    case DT_TERM_TEXT:
      if (g_ascii_strncasecmp (term->text, "hs-", 3) == 0)
        append_code (out, term);
      else
        append_words (out, WORDS, term);
      return TRUE;
    case DT_TERM_PERSON:
      append_words (out, "people", term);
      return TRUE;
    case DT_TERM_GROUP:
      append_words (out, "grp", term);
      return TRUE;
    case DT_TERM_CHANNEL:
      append_facet (out, "channel", dt_channel_to_nick (term->value), FALSE);
      return TRUE;
    case DT_TERM_STATUS:
      append_facet (out, "status", dt_case_status_to_nick (term->value), FALSE);
      return TRUE;
    case DT_TERM_KIND:
      append_facet (out, "kind", dt_case_kind_to_nick (term->value), FALSE);
      return TRUE;
    case DT_TERM_PRIORITY:
      append_facet (out, "priority", dt_priority_to_nick (term->value), FALSE);
      return TRUE;
    case DT_TERM_FIELD:
      append_facet (out, "field", term->text, FALSE);
      return TRUE;
    case DT_TERM_CODE:
      append_code (out, term);
      return TRUE;
    case DT_TERM_ASSIGNEE:
      return append_assignee (out, reader, query, term, error);
    case DT_TERM_FROM:
    case DT_TERM_TO:
    case DT_TERM_OVERDUE:
    default:
      g_return_val_if_reached (TRUE);
    }
}

static void
append_view (GString *out, const DtQuery *query)
{
  if (query->view == DT_VIEW_MINE)
    append_facet (out, "mine", query->officer_id != NULL ? query->officer_id : "nobody", FALSE);
  else
    append_facet (out, "view", dt_view_to_nick (query->view), FALSE);
  if (query->citizen_id != NULL)
    {
      g_string_append (out, " AND ");
      append_facet (out, "citizen", query->citizen_id, FALSE);
    }
}

/* TRUE if the term is a bound or a column and not part of the expression. */
static gboolean
take_bound (DtReaderMatch *self, const DtTerm *term)
{
  switch (term->type)
    {
    case DT_TERM_FROM:
      if (!term->negated)
        self->first_row = MAX (self->first_row, term->value / 1000);
      else
        self->last_row = MIN (self->last_row, term->value / 1000 - 1);
      return TRUE;
    case DT_TERM_TO:
      if (!term->negated)
        self->last_row = MIN (self->last_row, term->value / 1000);
      else
        self->first_row = MAX (self->first_row, term->value / 1000 + 1);
      return TRUE;
    case DT_TERM_OVERDUE:
      self->overdue = (term->value != 0) != term->negated ? 1 : 2;
      return TRUE;
    case DT_TERM_TEXT:
    case DT_TERM_CODE:
    case DT_TERM_CHANNEL:
    case DT_TERM_STATUS:
    case DT_TERM_KIND:
    case DT_TERM_FIELD:
    case DT_TERM_PRIORITY:
    case DT_TERM_PERSON:
    case DT_TERM_ASSIGNEE:
    case DT_TERM_GROUP:
    default:
      return FALSE;
    }
}

/**
 * dt_reader_match_init:
 * @self: filled; to be cleared
 * @reader: a reader, for the officers' names
 * @query: must outlive @self
 * @error: by dt_database_set_error()
 *
 * Returns: whether it could be made
 */
gboolean
dt_reader_match_init (DtReaderMatch *self, DtReader *reader, const DtQuery *query, GError **error)
{
  g_autoptr (GString) wanted = g_string_new ("(");
  g_autoptr (GString) unwanted = g_string_new (NULL);

  *self = (DtReaderMatch){ .first_row = G_MININT64, .last_row = G_MAXINT64 };
  append_view (wanted, query);
  g_string_append_c (wanted, ')');
  for (guint i = 0; i < query->terms->len; i++)
    {
      const DtTerm *term = g_ptr_array_index (query->terms, i);
      GString *out = term->negated ? unwanted : wanted;

      if (take_bound (self, term))
        continue;
      if (term->negated)
        g_string_append (out, " NOT ");
      else
        g_string_append (out, " AND ");
      if (!append_term (out, reader, query, term, error))
        return FALSE;
    }
  /* NOT binds tighter than AND: what is wanted stands in brackets */
  self->match = unwanted->len > 0 ? g_strdup_printf ("(%s)%s", wanted->str, unwanted->str)
                                  : g_strdup (wanted->str);
  return TRUE;
}

void
dt_reader_match_clear (DtReaderMatch *self)
{
  g_clear_pointer (&self->match, g_free);
}

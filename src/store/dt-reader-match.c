/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A search as an FTS5 expression and bounds of rows. Every value goes in between quotes with its
 * quotes doubled, so nothing that was typed is ever read as syntax. On the reader's thread. */
#include "store/dt-reader-private.h"

#include "base/dt-text.h"
#include "store/dt-schema.h"
#include "store/dt-tokenizer.h"

#include <string.h>

/* While a word is typed it stands for the words that begin with it. Beyond so many the shortest are
 * taken, which are the frequent ones: another letter, and the list is whole. */
#define MAX_BEGINNINGS 40
#define MIN_NUMBER 3 /* digits from which the beginning of a number is looked for */

/* The expression's parts while the terms are read. */
typedef struct
{
  DtReader *reader;
  const DtQuery *query;
  GPtrArray *wanted, *unwanted; /* of char * */
} Parts;

/* ---- tokens -------------------------------------------------------------------------------- */

static void
append_quoted (GString *out, const char *mark, const char *text)
{
  g_string_append_c (out, '"');
  g_string_append (out, mark);
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

/* One token as dt-derive.c writes it: "channel:zalo". No word looks like that, so the expression
 * need not name the column, which would cost a look at every place of every document. */
static char *
make_facet (const char *name, const char *value)
{
  g_autoptr (GString) token = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (token, "%s:", name);
  for (const char *p = value; *p != '\0'; p++)
    if ((guchar) *p > ' ')
      g_string_append_c (token, *p);
  append_quoted (out, DT_TOKEN_VERBATIM, token->str);
  return g_strdup (out->str);
}

static char *
in_column (const char *column, char *expression)
{
  char *out;

  if (column == NULL || expression == NULL)
    return expression;
  out = g_strdup_printf ("%s : (%s)", column, expression);
  g_free (expression);
  return out;
}

/* ---- beginnings of words ------------------------------------------------------------------- */

/* The first string behind all that begin with @prefix. */
static char *
make_end (const char *prefix)
{
  char *end = g_strdup (prefix);
  gsize length = strlen (end);

  end[length - 1]++; /* UTF-8 never ends with 0xFF */
  return end;
}

static void
append_alternative (GString *out, const char *mark, const char *token)
{
  g_autofree char *marked = g_strconcat (DT_TOKEN_VERBATIM, mark, NULL);

  if (out->len > 0)
    g_string_append (out, " OR ");
  append_quoted (out, marked, token);
}

/* Typed without diacritics: the words whose folded form begins so. */
static const char plain_sql[]
    = "SELECT folded, max (written = folded), max (written <> folded) FROM terms"
      " WHERE folded >= ?1 AND folded < ?2 GROUP BY folded ORDER BY length (folded), folded"
      " LIMIT ?4";
/* With them: the words that begin so as written, and those written without any. */
static const char written_sql[]
    = "SELECT written, 1, 0 FROM terms WHERE folded >= ?1 AND folded < ?2"
      " AND (written = folded OR substr (written, 1, length (?3)) = ?3)"
      " ORDER BY length (written), written LIMIT ?4";

/* The words of the index that begin with what is typed, joined by OR. */
static gboolean
append_beginnings (
    DtReader *self, GString *out, const char *written, const char *folded, GError **error)
{
  gboolean plain = g_str_equal (written, folded);
  sqlite3_stmt *statement = dt_database_prepare (self->database, plain ? plain_sql : written_sql);
  g_autofree char *end = make_end (folded);
  gboolean row = TRUE;

  dt_bind_text (statement, 1, folded);
  dt_bind_text (statement, 2, end);
  if (!plain)
    dt_bind_text (statement, 3, written);
  sqlite3_bind_int (statement, 4, MAX_BEGINNINGS);
  while (row)
    {
      const char *term;

      if (!dt_database_step (self->database, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      term = (const char *) sqlite3_column_text (statement, 0);
      if (sqlite3_column_int (statement, 1))
        append_alternative (out, "", term);
      if (sqlite3_column_int (statement, 2))
        append_alternative (out, DT_TOKEN_MARK, term);
    }
  return TRUE;
}

/* A word still being typed. A single letter does not narrow anything down yet. */
static gboolean
make_beginning (Parts *parts, const char *text, char **out_expression, GError **error)
{
  g_autofree char *written = NULL;
  g_autofree char *folded = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  if (!dt_tokenizer_read_word (text, &written, &folded))
    {
      /* Several words in one, as "HS-2026-04": the last one's beginning, if it is long enough. */
      gsize length = strlen (text);
      gsize tail = 0;
      g_autofree char *head = NULL;

      while (tail < length && g_ascii_isalnum (text[length - tail - 1]))
        tail++;
      head = g_strndup (text, tail >= MIN_NUMBER ? length : length - tail);
      append_quoted (out, "", head);
      if (tail >= MIN_NUMBER)
        g_string_append (out, " *");
      if (dt_tokenizer_has_word (head))
        *out_expression = g_strdup (out->str);
      return TRUE;
    }
  if (g_utf8_strlen (written, -1) < 2)
    return TRUE;
  if (strpbrk (written, "0123456789") != NULL)
    {
      append_quoted (out, "", text);
      if (strlen (written) >= MIN_NUMBER)
        g_string_append (out, " *");
      *out_expression = g_strdup (out->str);
      return TRUE;
    }
  if (!append_beginnings (parts->reader, out, written, folded, error))
    return FALSE;
  if (out->len == 0)
    append_quoted (out, "", text); /* no such word: nothing will be found */
  *out_expression = g_strdup_printf ("(%s)", out->str);
  return TRUE;
}

/* ---- terms --------------------------------------------------------------------------------- */

/* All words of @term, in @column if that is given; %NULL in *@out if it asks for nothing. */
static gboolean
make_words (Parts *parts, const DtTerm *term, const char *column, char **out, GError **error)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (GString) all = g_string_new (NULL);

  *out = NULL;
  if (!dt_tokenizer_has_word (term->text))
    return TRUE;
  if (term->phrase)
    {
      append_quoted (all, "", term->text);
      *out = in_column (column, g_strdup (all->str));
      return TRUE;
    }
  words = g_strsplit_set (term->text, " \t\n", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = NULL;

      if (!dt_tokenizer_has_word (words[i]))
        continue;
      if (term->prefix && words[i + 1] == NULL)
        {
          if (!make_beginning (parts, words[i], &word, error))
            return FALSE;
        }
      else
        {
          g_autoptr (GString) quoted = g_string_new (NULL);

          append_quoted (quoted, "", words[i]);
          word = g_strdup (quoted->str);
        }
      if (word == NULL)
        continue;
      if (all->len > 0)
        g_string_append (all, " AND ");
      g_string_append (all, word);
    }
  if (all->len > 0)
    *out = in_column (column, g_strdup (all->str));
  return TRUE;
}

/* A phone number is one word in the index however it was typed. */
static gboolean
make_person (Parts *parts, const DtTerm *term, char **out, GError **error)
{
  g_autofree char *phone = dt_text_normalize_phone (term->text);
  g_autofree char *quoted = NULL;

  if (phone == NULL)
    return make_words (parts, term, "people", out, error);
  quoted = g_strdup_printf ("\"%s\"", phone);
  *out = in_column ("people", g_steal_pointer (&quoted));
  return TRUE;
}

static gboolean
is_one_of (const char *text, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (text, names[i]))
      return TRUE;
  return FALSE;
}

/* The tokens of all officers whose name holds what was typed. */
static char *
make_assignee (Parts *parts, const DtTerm *term, GError **error)
{
  static const char *const me[] = { "toi", "me", "minh", NULL };
  static const char *const none[] = { "chua", "none", "khong", "chua ai", NULL };
  const char *officer_id = parts->query->officer_id;
  g_autofree char *wanted = dt_text_fold (term->text, -1);
  g_autoptr (GPtrArray) officers = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  g_strdelimit (wanted, "-_", ' ');
  if (is_one_of (wanted, me))
    return make_facet ("assignee", officer_id != NULL ? officer_id : "nobody");
  if (is_one_of (wanted, none))
    return make_facet ("assignee", "none");
  officers = dt_reader_list_officers (parts->reader, error);
  if (officers == NULL)
    return NULL;
  for (guint i = 0; i < officers->len; i++)
    {
      DtOfficer *officer = officers->pdata[i];
      g_autofree char *name = dt_text_fold (officer->name != NULL ? officer->name : "", -1);
      g_autofree char *facet = make_facet ("assignee", officer->id);

      if (strstr (name, wanted) != NULL)
        g_string_append_printf (out, "%s%s", out->len > 0 ? " OR " : "", facet);
    }
  if (out->len == 0)
    return make_facet ("assignee", "nobody");
  return g_strdup_printf ("(%s)", out->str);
}

/* A whole code, its number alone, or a part of it as words. */
static gboolean
make_code (Parts *parts, const DtTerm *term, char **out, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (term->text, -1);
  const char *p = lower;

  if (strspn (lower, "0123456789") != strlen (lower))
    return make_words (parts, term, NULL, out, error);
  while (*p == '0')
    p++;
  *out = make_facet ("code", p);
  return TRUE;
}

/* %NULL in *@out if the term asks for nothing. */
static gboolean
make_term (Parts *parts, const DtTerm *term, char **out, GError **error)
{
  *out = NULL;
  switch (term->type)
    {
    case DT_TERM_TEXT:
      return make_words (parts, term, NULL, out, error);
    case DT_TERM_PERSON:
      return make_person (parts, term, out, error);
    case DT_TERM_GROUP:
      return make_words (parts, term, "grp", out, error);
    case DT_TERM_CHANNEL:
      *out = make_facet ("channel", dt_channel_to_nick ((DtChannelKind) term->value));
      return TRUE;
    case DT_TERM_STATUS:
      *out = make_facet ("status", dt_case_status_to_nick ((DtCaseStatus) term->value));
      return TRUE;
    case DT_TERM_KIND:
      *out = make_facet ("kind", dt_case_kind_to_nick ((DtCaseKind) term->value));
      return TRUE;
    case DT_TERM_PRIORITY:
      *out = make_facet ("priority", dt_priority_to_nick ((DtPriority) term->value));
      return TRUE;
    case DT_TERM_FIELD:
      *out = make_facet ("field", term->text);
      return TRUE;
    case DT_TERM_CODE:
      return make_code (parts, term, out, error);
    case DT_TERM_ASSIGNEE:
      *out = make_assignee (parts, term, error);
      return *out != NULL;
    case DT_TERM_FROM:
    case DT_TERM_TO:
    case DT_TERM_OVERDUE:
    default:
      return TRUE;
    }
}

/* ---- bounds -------------------------------------------------------------------------------- */

/* The first case at or behind @row: its own row and whether it was received at @time or later. */
static gboolean
look_at (DtReader *self, gint64 row, gint64 time, gint64 *out_row, gboolean *out_later)
{
  sqlite3_stmt *statement = dt_database_prepare (
      self->database, "SELECT row, received FROM cases WHERE row >= ?1 ORDER BY row LIMIT 1");
  gboolean found = FALSE;

  sqlite3_bind_int64 (statement, 1, row);
  if (!dt_database_step (self->database, statement, &found, NULL) || !found)
    return FALSE;
  *out_row = sqlite3_column_int64 (statement, 0);
  *out_later = sqlite3_column_int64 (statement, 1) >= time;
  sqlite3_reset (statement);
  return TRUE;
}

/* The first row of the cases received at @time or later. Rows lie in the order of that time, at its
 * millisecond or, where many came at once, a little behind it (dt-cases.c). */
static gint64
find_first_row (DtReader *self, gint64 time)
{
  gint64 low = MAX (time / 1000, 1);
  gint64 step = 1;
  gint64 row, high;
  gboolean later;

  if (time >= G_MAXINT64 - 1)
    return G_MAXINT64;
  while (look_at (self, low, time, &row, &later) && !later)
    {
      low = row + step;
      step *= 2;
    }
  if (step == 1)
    return look_at (self, low, time, &row, &later) ? row : G_MAXINT64;
  high = low;
  low = low - step / 2 + 1;
  while (low < high)
    {
      gint64 middle = low + (high - low) / 2;

      if (look_at (self, middle, time, &row, &later) && !later)
        low = row + 1;
      else
        high = middle;
    }
  return look_at (self, low, time, &row, &later) ? row : G_MAXINT64;
}

/* TRUE if the term is a bound or a column and not part of the expression. */
static gboolean
take_bound (DtReaderMatch *self, DtReader *reader, const DtTerm *term)
{
  gint64 row;

  if (term->type == DT_TERM_OVERDUE)
    {
      self->overdue = (term->value != 0) != term->negated ? 1 : 2;
      return TRUE;
    }
  if (term->type != DT_TERM_FROM && term->type != DT_TERM_TO)
    return FALSE;
  row = find_first_row (reader, term->type == DT_TERM_FROM ? term->value : term->value + 1);
  if ((term->type == DT_TERM_FROM) != term->negated)
    self->first_row = MAX (self->first_row, row);
  else
    self->last_row = MIN (self->last_row, row == G_MAXINT64 ? row : row - 1);
  return TRUE;
}

/* ---- the whole ----------------------------------------------------------------------------- */

/* Every document stands in "all", so that is asked for only where nothing else is. */
static void
add_view (Parts *parts)
{
  const DtQuery *query = parts->query;

  if (query->citizen_id != NULL)
    g_ptr_array_add (parts->wanted, make_facet ("citizen", query->citizen_id));
  if (query->view == DT_VIEW_MINE)
    g_ptr_array_add (parts->wanted,
                     make_facet ("mine", query->officer_id != NULL ? query->officer_id : "nobody"));
  else if (query->view == DT_VIEW_DUE_SOON || query->view == DT_VIEW_OVERDUE)
    g_ptr_array_add (parts->wanted, make_facet ("view", "all")); /* the list sees to the rest */
  else if (query->view != DT_VIEW_ALL || parts->wanted->len == 0)
    g_ptr_array_add (parts->wanted, make_facet ("view", dt_view_to_nick (query->view)));
}

static void
append_joined (GString *out, GPtrArray *parts, const char *operator)
{
  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? operator : "", (const char *) parts->pdata[i]);
}

/**
 * dt_reader_match_init:
 * @self: filled; to be cleared
 * @reader: a reader, for names, words and rows
 * @query: the search
 * @error: by dt_database_set_error()
 *
 * Returns: whether it could be made
 */
gboolean
dt_reader_match_init (DtReaderMatch *self, DtReader *reader, const DtQuery *query, GError **error)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) unwanted = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) match = g_string_new ("(");
  Parts parts = { reader, query, wanted, unwanted };

  *self = (DtReaderMatch){ .first_row = G_MININT64, .last_row = G_MAXINT64 };
  for (guint i = 0; i < query->terms->len; i++)
    {
      const DtTerm *term = query->terms->pdata[i];
      char *expression;

      if (take_bound (self, reader, term))
        continue;
      if (!make_term (&parts, term, &expression, error))
        return FALSE;
      if (expression != NULL)
        g_ptr_array_add (term->negated ? unwanted : wanted, expression);
    }
  add_view (&parts);
  append_joined (match, wanted, " AND ");
  g_string_append_c (match, ')');
  if (unwanted->len > 0)
    {
      g_string_append (match, " NOT (");
      append_joined (match, unwanted, " OR ");
      g_string_append_c (match, ')');
    }
  self->match = g_strdup (match->str);
  return TRUE;
}

/* dt_reader_match_clear: frees what it holds. */
void
dt_reader_match_clear (DtReaderMatch *self)
{
  g_clear_pointer (&self->match, g_free);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Citizens and officers as the reader finds them, and completions of what is typed. On the reader's
 * thread. */
#include "base/dt-text.h"
#include "model/dt-catalogue.h"
#include "store/dt-reader-private.h"
#include "store/dt-schema.h"
#include "store/dt-tokenizer.h"

#include <string.h>

/* ---- citizens ---- */

DtCitizen *
dt_reader_read_citizen (DtReader *self, sqlite3_stmt *statement)
{
  DtCitizen *citizen = dt_citizen_new ();

  citizen->id = dt_column_dup_id (statement, 0);
  citizen->name = dt_column_dup_text (statement, 1);
  citizen->phone = dt_column_dup_text (statement, 2);
  citizen->email = dt_column_dup_text (statement, 3);
  citizen->address = dt_column_dup_text (statement, 4);
  citizen->group = dt_column_dup_text (statement, 5);
  citizen->id_number = dt_column_dup_text (statement, 6);
  citizen->handle = dt_column_dup_text (statement, 7);
  citizen->consent = sqlite3_column_int (statement, 8);
  citizen->consent_time = sqlite3_column_int64 (statement, 9);
  citizen->erased = sqlite3_column_int (statement, 10) != 0;
  return citizen;
}

gboolean
dt_reader_count_cases_of (DtReader *self, DtCitizen *citizen, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (
      self->database,
      "SELECT count (*), coalesce (sum (c.view IN (0, 2)), 0) FROM case_citizens l"
      " JOIN cases c ON c.id = l.case_id WHERE l.citizen = ?1 AND c.view IS NOT NULL");
  gboolean row = FALSE;

  dt_bind_id (statement, 1, citizen->id);
  if (!dt_database_step (self->database, statement, &row, error))
    return FALSE;
  if (row)
    {
      citizen->n_cases = sqlite3_column_int (statement, 0);
      citizen->n_open_cases = sqlite3_column_int (statement, 1);
      sqlite3_reset (statement);
    }
  return TRUE;
}

/* All rows, then the counts: a second statement runs only after the first is done. */
static GPtrArray *
read_citizens (DtReader *self, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (GPtrArray) citizens = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local_error = NULL;

  while (dt_reader_step (self, statement, &local_error))
    g_ptr_array_add (citizens, dt_reader_read_citizen (self, statement));
  for (guint i = 0; local_error == NULL && i < citizens->len; i++)
    dt_reader_count_cases_of (self, g_ptr_array_index (citizens, i), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&citizens);
}

/**
 * dt_reader_find_citizen:
 * @self: a reader
 * @citizen_id: a citizen
 * @error: %DT_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the citizen
 */
DtCitizen *
dt_reader_find_citizen (DtReader *self, const char *citizen_id, GError **error)
{
  sqlite3_stmt *statement;
  g_autoptr (GPtrArray) found = NULL;

  g_return_val_if_fail (self != NULL && citizen_id != NULL, NULL);

  statement = dt_database_prepare (
      self->database, "SELECT " DT_READER_CITIZEN_COLUMNS " FROM citizens WHERE id = ?1");
  dt_bind_id (statement, 1, citizen_id);
  found = read_citizens (self, statement, error);
  if (found == NULL)
    return NULL;
  if (found->len == 0)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "no citizen %s", citizen_id);
      return NULL;
    }
  return g_object_ref (g_ptr_array_index (found, 0));
}

/**
 * dt_reader_list_linked_citizens:
 * @self: a reader
 * @case_id: a case
 * @error: by dt_database_set_error()
 *
 * Returns: (transfer full) (element-type utf8): ids, in the order they were linked, of the citizens
 *   of that very case: what was merged into it has its own
 */
GPtrArray *
dt_reader_list_linked_citizens (DtReader *self, const char *case_id, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement;

  g_return_val_if_fail (self != NULL && case_id != NULL, NULL);

  statement = dt_database_prepare (
      self->database, "SELECT citizen FROM case_citizens WHERE case_id = ?1 ORDER BY pos, citizen");
  dt_bind_id (statement, 1, case_id);
  while (dt_reader_step (self, statement, &local_error))
    g_ptr_array_add (ids, dt_column_dup_id (statement, 0));
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&ids);
}

/* Each word, the last one as a beginning. */
static char *
make_words (const char *text)
{
  g_auto (GStrv) words = dt_tokenizer_split (text);
  g_autoptr (GString) match = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    g_string_append_printf (match, "%s\"%s\"", i > 0 ? " AND " : "", words[i]);
  if (match->len > 0)
    g_string_append (match, " *");
  return g_strdup (match->str);
}

static const char by_number_sql[]
    = "SELECT " DT_READER_CITIZEN_COLUMNS " FROM citizens WHERE (phone = ?1 OR id_number = ?2"
      " OR email = ?2 OR handle = ?2) AND NOT erased ORDER BY seq DESC LIMIT ?3";
static const char by_name_sql[]
    = "SELECT " DT_READER_CITIZEN_COLUMNS " FROM citizens WHERE seq IN"
      " (SELECT rowid FROM citizen_search WHERE citizen_search MATCH ?1 ORDER BY rowid DESC"
      "  LIMIT ?3) AND NOT erased ORDER BY seq DESC";

/**
 * dt_reader_search_citizens:
 * @self: a reader
 * @text: a phone number, an ID number or a part of a name
 * @limit: at most that many
 * @error: by dt_database_set_error()
 *
 * Returns: (transfer full) (element-type DtCitizen): those it fits, the newest first
 */
GPtrArray *
dt_reader_search_citizens (DtReader *self, const char *text, guint limit, GError **error)
{
  g_autofree char *plain = NULL;
  g_autofree char *phone = NULL;
  g_autofree char *match = NULL;
  g_autoptr (GPtrArray) found = NULL;
  sqlite3_stmt *statement;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  plain = g_strstrip (g_strdup (text));
  phone = dt_text_normalize_phone (plain);
  statement = dt_database_prepare (self->database, by_number_sql);
  dt_bind_text (statement, 1, phone != NULL ? phone : plain);
  dt_bind_text (statement, 2, plain);
  sqlite3_bind_int64 (statement, 3, limit);
  found = read_citizens (self, statement, error);
  match = make_words (plain);
  if (found == NULL || found->len > 0 || phone != NULL || *match == '\0')
    return g_steal_pointer (&found);
  statement = dt_database_prepare (self->database, by_name_sql);
  dt_bind_text (statement, 1, match);
  sqlite3_bind_int64 (statement, 3, limit);
  return read_citizens (self, statement, error);
}

/**
 * dt_reader_foreach_contact:
 * @self: a reader
 * @value: a phone number in its normal form, or an e-mail address in lower case
 * @func: (scope call): told of each citizen who bears exactly that, whose data were not erased
 * @error: by dt_database_set_error()
 *
 * Returns: %TRUE if all were told
 */
gboolean
dt_reader_foreach_contact (
    DtReader *self, const char *value, DtContactFunc func, gpointer user_data, GError **error)
{
  static const char *const queries[] = {
    "SELECT id, name FROM citizens WHERE phone = ?1 AND NOT erased ORDER BY seq DESC",
    "SELECT id, name FROM citizens WHERE email = ?1 AND NOT erased ORDER BY seq DESC",
  };
  sqlite3_stmt *statement;
  gboolean row = TRUE;

  g_return_val_if_fail (self != NULL && value != NULL && func != NULL, FALSE);

  statement = dt_database_prepare (self->database, queries[strchr (value, '@') != NULL]);
  dt_bind_text (statement, 1, value);
  while (row)
    {
      g_autofree char *id = NULL;

      if (!dt_database_step (self->database, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      id = dt_column_dup_id (statement, 0);
      func (id, (const char *) sqlite3_column_text (statement, 1), user_data);
    }
  return TRUE;
}

/**
 * dt_reader_cases_of_citizen:
 * @self: a reader
 * @citizen_id: a citizen
 * @limit: at most that many
 * @error: by dt_database_set_error()
 *
 * Returns: (transfer full) (element-type DtCase): open ones first, then the newest
 */
GPtrArray *
dt_reader_cases_of_citizen (DtReader *self, const char *citizen_id, guint limit, GError **error)
{
  sqlite3_stmt *statement;

  g_return_val_if_fail (self != NULL && citizen_id != NULL, NULL);

  statement = dt_database_prepare (
      self->database,
      "SELECT " DT_READER_CASE_COLUMNS " FROM " DT_READER_CASE_TABLES
      " WHERE c.id IN (SELECT case_id FROM case_citizens WHERE citizen = ?1)"
      " AND c.view IS NOT NULL ORDER BY c.view IN (0, 2) DESC, c.row DESC LIMIT ?2");
  dt_bind_id (statement, 1, citizen_id);
  if (statement != NULL)
    sqlite3_bind_int64 (statement, 2, limit);
  return dt_reader_read_cases (self, statement, error);
}

/* ---- officers ---- */

/**
 * dt_reader_list_officers:
 * @self: a reader
 * @error: by dt_database_set_error()
 *
 * Returns: (transfer full) (element-type DtOfficer): all, in the order they were added
 */
GPtrArray *
dt_reader_list_officers (DtReader *self, GError **error)
{
  g_autoptr (GPtrArray) officers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement;

  g_return_val_if_fail (self != NULL, NULL);

  /* ids are UUID version 7, which begin with the time they were made */
  statement = dt_database_prepare (
      self->database,
      "SELECT id, name, title, roles, active, credential IS NOT NULL FROM officers ORDER BY id");
  while (dt_reader_step (self, statement, &local_error))
    {
      DtOfficer *officer = dt_officer_new ();

      officer->id = dt_column_dup_id (statement, 0);
      officer->name = dt_column_dup_text (statement, 1);
      officer->title = dt_column_dup_text (statement, 2);
      officer->roles = sqlite3_column_int (statement, 3);
      officer->active = sqlite3_column_int (statement, 4) != 0;
      officer->secured = sqlite3_column_int (statement, 5) != 0;
      g_ptr_array_add (officers, officer);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&officers);
}

/**
 * dt_reader_dup_credential:
 * @self: a reader
 * @officer_id: an officer
 * @error: %DT_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the hash of the PIN or password; NULL without @error if none
 *   is set
 */
char *
dt_reader_dup_credential (DtReader *self, const char *officer_id, GError **error)
{
  sqlite3_stmt *statement;
  gboolean row = FALSE;
  char *credential;

  g_return_val_if_fail (self != NULL && officer_id != NULL, NULL);

  statement = dt_database_prepare (self->database, "SELECT credential FROM officers WHERE id = ?1");
  dt_bind_id (statement, 1, officer_id);
  if (!dt_database_step (self->database, statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "no officer %s", officer_id);
      return NULL;
    }
  credential = dt_column_dup_text (statement, 0);
  sqlite3_reset (statement);
  return credential;
}

/* ---- completions ---- */

static void
add_if_begins (
    GPtrArray *out, const char *prefix, const char *value, const char *folded, guint limit)
{
  g_autofree char *candidate = dt_text_fold (value, -1);

  if (out->len < limit && g_str_has_prefix (candidate, folded))
    g_ptr_array_add (out, g_strconcat (prefix, value, NULL));
}

static gboolean
add_groups (DtReader *self,
            GPtrArray *out,
            const char *prefix,
            const char *folded,
            guint limit,
            GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (
      self->database,
      "SELECT DISTINCT grp FROM cases WHERE grp IS NOT NULL ORDER BY grp LIMIT 200");
  g_autoptr (GError) local_error = NULL;

  while (dt_reader_step (self, statement, &local_error))
    {
      g_autofree char *group = dt_column_dup_text (statement, 0);
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", group);
      g_autofree char *candidate = dt_text_fold (group, -1);

      if (out->len < limit && strstr (candidate, folded) != NULL)
        g_ptr_array_add (out, g_strconcat (prefix, quoted, NULL));
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
add_officers (DtReader *self,
              GPtrArray *out,
              const char *prefix,
              const char *folded,
              guint limit,
              GError **error)
{
  g_autoptr (GPtrArray) officers = dt_reader_list_officers (self, error);

  if (officers == NULL)
    return FALSE;
  for (guint i = 0; i < officers->len && out->len < limit; i++)
    {
      DtOfficer *officer = g_ptr_array_index (officers, i);
      g_autofree char *name = dt_text_fold (officer->name != NULL ? officer->name : "", -1);

      if (officer->active && strstr (name, folded) != NULL)
        g_ptr_array_add (out, g_strdup_printf ("%s\"%s\"", prefix, officer->name));
    }
  return TRUE;
}

/* Words of the index that begin so, with diacritics or without. */
static gboolean
add_terms (DtReader *self, GPtrArray *out, const char *word, guint limit, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (
      self->database,
      "SELECT written FROM terms WHERE folded >= ?1 AND folded < ?2 AND written <> ?3"
      " AND (?3 = ?1 OR substr (written, 1, length (?3)) = ?3)"
      " ORDER BY length (written), written LIMIT ?4");
  g_autofree char *written = dt_text_written (word, -1);
  g_autofree char *folded = dt_text_fold (word, -1);
  g_autofree char *end = g_strconcat (folded, "\xf4\x8f\xbf\xbf", NULL);
  g_autoptr (GError) local_error = NULL;

  dt_bind_text (statement, 1, folded);
  dt_bind_text (statement, 2, end);
  dt_bind_text (statement, 3, written);
  sqlite3_bind_int64 (statement, 4, limit);
  while (dt_reader_step (self, statement, &local_error))
    if (out->len < limit)
      g_ptr_array_add (out, dt_column_dup_text (statement, 0));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* The fields' names as one word each, which the query reads like the names themselves. */
static void
add_fields (GPtrArray *out, const char *prefix, const char *folded, guint limit)
{
  const GPtrArray *fields = dt_catalogue_get_fields ();

  for (guint i = 0; i < fields->len; i++)
    {
      const DtField *field = g_ptr_array_index (fields, i);
      g_autofree char *lower = g_utf8_strdown (field->name_vi, -1);
      g_auto (GStrv) words = g_strsplit_set (lower, " -", -1);
      g_autoptr (GString) name = g_string_new (NULL);

      for (guint j = 0; words[j] != NULL; j++)
        if (*words[j] != '\0')
          g_string_append_printf (name, "%s%s", name->len > 0 ? "-" : "", words[j]);
      add_if_begins (out, prefix, name->str, folded, limit);
    }
}

static gboolean
add_values (DtReader *self,
            GPtrArray *out,
            const char *word,
            const char *colon,
            guint limit,
            GError **error)
{
  g_autofree char *name = g_strndup (word, colon - word);
  g_autofree char *prefix = g_strndup (word, colon + 1 - word);
  g_autofree char *folded = dt_text_fold (*(colon + 1) == '"' ? colon + 2 : colon + 1, -1);
  g_autofree const char **values = NULL;
  DtTermType type;

  if (!dt_query_find_operator (name, &type))
    return TRUE;
  if (type == DT_TERM_GROUP)
    return add_groups (self, out, prefix, folded, limit, error);
  if (type == DT_TERM_ASSIGNEE)
    {
      add_if_begins (out, prefix, "tôi", folded, limit);
      add_if_begins (out, prefix, "chưa", folded, limit);
      return add_officers (self, out, prefix, folded, limit, error);
    }
  if (type == DT_TERM_FIELD)
    add_fields (out, prefix, folded, limit);
  values = dt_query_get_values (type);
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    add_if_begins (out, prefix, values[i], folded, limit);
  return TRUE;
}

/**
 * dt_reader_suggest:
 * @self: a reader
 * @text: what was typed so far
 * @limit: at most that many
 * @error: by dt_database_set_error()
 *
 * Returns: (transfer full) (element-type utf8): what the last word of @text may become
 */
GPtrArray *
dt_reader_suggest (DtReader *self, const char *text, guint limit, GError **error)
{
  g_autoptr (GPtrArray) out = g_ptr_array_new_with_free_func (g_free);
  const char *word;
  const char *colon;
  g_autofree char *folded = NULL;
  const DtOperator *operators;
  guint n;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  word = strrchr (text, ' ');
  word = word != NULL ? word + 1 : text;
  if (*word == '-')
    word++;
  if (*word == '\0')
    return g_steal_pointer (&out);
  colon = strchr (word, ':');
  if (colon != NULL)
    return add_values (self, out, word, colon, limit, error) ? g_steal_pointer (&out) : NULL;
  folded = dt_text_fold (word, -1);
  operators = dt_query_get_operators (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strconcat (operators[i].vi, ":", NULL);

      add_if_begins (out, "", name, folded, limit);
    }
  return add_terms (self, out, word, limit, error) ? g_steal_pointer (&out) : NULL;
}

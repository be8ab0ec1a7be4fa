/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader's connection, and single cases, messages and rows set aside. Belongs to one thread. */
#include "base/dt-text.h"
#include "store/dt-reader-private.h"
#include "store/dt-schema.h"
#include "store/dt-tokenizer.h"

#include <string.h>

/**
 * dt_reader_open:
 * @directory: of the workspace
 * @key: the database key
 * @error: %DT_ERROR_DAMAGED, %DT_ERROR_IO, %DT_ERROR_NEWER
 *
 * Returns: (transfer full) (nullable): a reader of `views.db`
 */
DtReader *
dt_reader_open (const char *directory, DtSecret *key, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "views.db", NULL);
  g_autoptr (DtDatabase) database = dt_database_open (path, key, DT_DATABASE_READ_ONLY, error);
  DtReader *self;

  if (database == NULL || !dt_tokenizer_register (database, NULL, NULL, error))
    return NULL;
  self = g_new0 (DtReader, 1);
  self->database = g_steal_pointer (&database);
  return self;
}

void
dt_reader_close (DtReader *self)
{
  g_return_if_fail (self != NULL);

  dt_database_close (self->database);
  g_free (self);
}

/**
 * dt_reader_hold:
 * @self: a reader
 *
 * Begins a reading transaction; if it cannot, the look-ups are merely slower.
 */
void
dt_reader_hold (DtReader *self)
{
  g_return_if_fail (self != NULL);

  dt_database_exec (self->database, "BEGIN", NULL);
}

/**
 * dt_reader_let_go:
 * @self: a reader that is held
 */
void
dt_reader_let_go (DtReader *self)
{
  g_return_if_fail (self != NULL);

  dt_database_exec (self->database, "END", NULL);
}

gboolean
dt_reader_step (DtReader *self, sqlite3_stmt *statement, GError **error)
{
  gboolean row = FALSE;

  return dt_database_step (self->database, statement, &row, error) && row;
}

/* ---- cases ---- */

DtCase *
dt_reader_read_case (sqlite3_stmt *statement)
{
  DtCase *a_case = dt_case_new ();
  int i = 0;

  a_case->row = sqlite3_column_int64 (statement, i++);
  a_case->id = dt_column_dup_id (statement, i++);
  a_case->code = dt_column_dup_text (statement, i++);
  a_case->title = dt_column_dup_text (statement, i++);
  a_case->snippet = dt_column_dup_text (statement, i++);
  a_case->kind = sqlite3_column_int (statement, i++);
  a_case->status = sqlite3_column_int (statement, i++);
  a_case->channel = sqlite3_column_int (statement, i++);
  a_case->priority = sqlite3_column_int (statement, i++);
  a_case->field = dt_column_dup_text (statement, i++);
  a_case->place = dt_column_dup_text (statement, i++);
  a_case->group = dt_column_dup_text (statement, i++);
  a_case->citizen_id = dt_column_dup_id (statement, i++);
  a_case->citizen_name = dt_column_dup_text (statement, i++);
  a_case->n_citizens = sqlite3_column_int (statement, i++);
  a_case->n_messages = sqlite3_column_int (statement, i++);
  a_case->n_attachments = sqlite3_column_int (statement, i++);
  a_case->assignee_id = dt_column_dup_id (statement, i++);
  a_case->assignee_name = dt_column_dup_text (statement, i++);
  a_case->received = sqlite3_column_int64 (statement, i++);
  a_case->changed = sqlite3_column_int64 (statement, i++);
  a_case->due = sqlite3_column_int64 (statement, i++);
  a_case->ground = dt_column_dup_text (statement, i++);
  a_case->merged_into = dt_column_dup_id (statement, i++);
  a_case->unread = sqlite3_column_int (statement, i++) != 0;
  a_case->has_conflict = sqlite3_column_int (statement, i++) > 0;
  a_case->traits = (DtTraits) sqlite3_column_int (statement, i++);
  a_case->request
      = sqlite3_column_type (statement, i) != SQLITE_NULL ? sqlite3_column_int (statement, i) : -1;
  a_case->requester_id = dt_column_dup_id (statement, ++i);
  a_case->reply = dt_reader_get_pressing_reply ((guint) sqlite3_column_int (statement, ++i));
  return a_case;
}

GPtrArray *
dt_reader_read_cases (DtReader *self, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local_error = NULL;

  while (dt_reader_step (self, statement, &local_error))
    g_ptr_array_add (cases, dt_reader_read_case (statement));
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&cases);
}

/**
 * dt_reader_load_cases:
 * @self: a reader
 * @rows: (array length=n_rows): places
 * @n_rows: how many
 * @error: by dt_database_set_error()
 *
 * Returns: (transfer full) (element-type DtCase): those that are still there, in the order given
 */
GPtrArray *
dt_reader_load_cases (DtReader *self, const gint64 *rows, guint n_rows, GError **error)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_full (n_rows, g_object_unref);

  g_return_val_if_fail (self != NULL && (rows != NULL || n_rows == 0), NULL);

  for (guint i = 0; i < n_rows; i++)
    {
      sqlite3_stmt *statement = dt_database_prepare (
          self->database,
          "SELECT " DT_READER_CASE_COLUMNS " FROM " DT_READER_CASE_TABLES " WHERE c.row = ?1");
      gboolean row = FALSE;

      if (statement != NULL)
        sqlite3_bind_int64 (statement, 1, rows[i]);
      if (!dt_database_step (self->database, statement, &row, error))
        return NULL;
      if (!row)
        continue;
      g_ptr_array_add (cases, dt_reader_read_case (statement));
      sqlite3_reset (statement);
    }
  return g_steal_pointer (&cases);
}

/**
 * dt_reader_find_case:
 * @self: a reader
 * @id_or_code: an id or a code, any case
 * @error: %DT_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the case
 */
DtCase *
dt_reader_find_case (DtReader *self, const char *id_or_code, GError **error)
{
  sqlite3_stmt *statement;
  gboolean row = FALSE;
  DtCase *a_case;

  g_return_val_if_fail (self != NULL && id_or_code != NULL, NULL);

  if (strchr (id_or_code, '-') != NULL)
    {
      statement = dt_database_prepare (
          self->database,
          "SELECT " DT_READER_CASE_COLUMNS " FROM " DT_READER_CASE_TABLES
          " WHERE c.code = ?1 COLLATE NOCASE ORDER BY c.withdrawn, c.row LIMIT 1");
      dt_bind_text (statement, 1, id_or_code);
    }
  else
    {
      statement = dt_database_prepare (self->database,
                                       "SELECT " DT_READER_CASE_COLUMNS
                                       " FROM " DT_READER_CASE_TABLES " WHERE c.id = ?1");
      dt_bind_id (statement, 1, id_or_code);
    }
  if (!dt_database_step (self->database, statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "no case %s", id_or_code);
      return NULL;
    }
  a_case = dt_reader_read_case (statement);
  sqlite3_reset (statement);
  return a_case;
}

/**
 * dt_reader_list_conflicts:
 * @self: a reader
 * @error: by dt_database_set_error()
 *
 * Returns: (transfer full) (element-type DtCase): cases with an open conflict, newest first
 */
GPtrArray *
dt_reader_list_conflicts (DtReader *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return dt_reader_read_cases (
      self,
      dt_database_prepare (self->database,
                           "SELECT " DT_READER_CASE_COLUMNS " FROM " DT_READER_CASE_TABLES
                           " WHERE c.id IN (SELECT subject FROM conflicts) AND c.view IS NOT NULL"
                           " ORDER BY c.row DESC"),
      error);
}

/* What was forwarded is another office's to answer: its time does not run here. */
#define WITH_REQUEST                                                                               \
  " FROM cases INDEXED BY cases_request WHERE request IS NOT NULL AND view IN (0, 2) AND status "  \
  "<> ?1"

/**
 * dt_reader_list_requests:
 * @self: a reader
 * @limit: at most that many
 * @error: by dt_database_set_error()
 *
 * Returns: (transfer full) (element-type gint64): rows of open cases for which an officer asks for
 *   an extension, newest first
 */
GArray *
dt_reader_list_requests (DtReader *self, guint limit, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *statement;
  gboolean row = TRUE;

  g_return_val_if_fail (self != NULL, NULL);

  statement = dt_database_prepare (self->database,
                                   "SELECT row" WITH_REQUEST " ORDER BY row DESC LIMIT ?2");
  if (statement != NULL)
    {
      sqlite3_bind_int (statement, 1, DT_CASE_STATUS_FORWARDED);
      sqlite3_bind_int64 (statement, 2, limit);
    }
  while (row)
    {
      gint64 value;

      if (!dt_database_step (self->database, statement, &row, error))
        return NULL;
      value = row ? sqlite3_column_int64 (statement, 0) : 0;
      if (row)
        g_array_append_val (rows, value);
    }
  return g_steal_pointer (&rows);
}

/**
 * dt_reader_count_requests:
 * @self: a reader
 * @error: by dt_database_set_error()
 *
 * Returns: how many open cases there are for which an extension is asked; -1 on an error
 */
gint64
dt_reader_count_requests (DtReader *self, GError **error)
{
  sqlite3_stmt *statement;
  gboolean row = FALSE;
  gint64 n;

  g_return_val_if_fail (self != NULL, -1);

  statement = dt_database_prepare (self->database, "SELECT count(*)" WITH_REQUEST);
  if (statement != NULL)
    sqlite3_bind_int (statement, 1, DT_CASE_STATUS_FORWARDED);
  if (!dt_database_step (self->database, statement, &row, error))
    return -1;
  n = row ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);
  return n;
}

/**
 * dt_reader_dup_opening_entry:
 * @self: a reader
 * @case_id: a case
 * @error: %DT_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the hash, hex, of the entry that opened it
 */
char *
dt_reader_dup_opening_entry (DtReader *self, const char *case_id, GError **error)
{
  sqlite3_stmt *statement
      = dt_database_prepare (self->database, "SELECT opened_hash FROM cases WHERE id = ?1");
  gboolean row = FALSE;
  char *hash;

  g_return_val_if_fail (self != NULL && case_id != NULL, NULL);

  dt_bind_id (statement, 1, case_id);
  if (!dt_database_step (self->database, statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "no case %s", case_id);
      return NULL;
    }
  hash = dt_column_dup_id (statement, 0);
  sqlite3_reset (statement);
  return hash;
}

/* ---- rows set aside ---- */

#define SET_ASIDE_COLUMNS "id, file_name, line, reason, detail, raw, time, open"

static DtSetAside *
read_set_aside (sqlite3_stmt *statement)
{
  DtSetAside *aside = dt_set_aside_new ();

  aside->id = dt_column_dup_id (statement, 0);
  aside->file_name = dt_column_dup_text (statement, 1);
  aside->line = sqlite3_column_int64 (statement, 2);
  aside->reason = dt_column_dup_text (statement, 3);
  aside->detail = dt_column_dup_text (statement, 4);
  aside->raw = dt_column_dup_text (statement, 5);
  aside->time = sqlite3_column_int64 (statement, 6);
  aside->open = sqlite3_column_int (statement, 7) != 0;
  return aside;
}

/**
 * dt_reader_list_set_aside:
 * @self: a reader
 * @limit: at most that many
 * @offset: from there on
 * @error: by dt_database_set_error()
 *
 * Returns: (transfer full) (element-type DtSetAside): those not mended or dropped, newest file
 *   first, in the file's order
 */
GPtrArray *
dt_reader_list_set_aside (DtReader *self, guint limit, guint offset, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement;

  g_return_val_if_fail (self != NULL, NULL);

  statement = dt_database_prepare (self->database,
                                   "SELECT " SET_ASIDE_COLUMNS " FROM set_aside WHERE open"
                                   " ORDER BY time, import, line, id LIMIT ?1 OFFSET ?2");
  if (statement != NULL)
    {
      sqlite3_bind_int64 (statement, 1, limit);
      sqlite3_bind_int64 (statement, 2, offset);
    }
  while (dt_reader_step (self, statement, &local_error))
    g_ptr_array_add (rows, read_set_aside (statement));
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&rows);
}

/**
 * dt_reader_find_set_aside:
 * @self: a reader
 * @id: a row set aside
 * @error: %DT_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): it, mended or not
 */
DtSetAside *
dt_reader_find_set_aside (DtReader *self, const char *id, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (
      self->database, "SELECT " SET_ASIDE_COLUMNS " FROM set_aside WHERE id = ?1");
  gboolean row = FALSE;
  DtSetAside *aside;

  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  dt_bind_id (statement, 1, id);
  if (!dt_database_step (self->database, statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "no row set aside %s", id);
      return NULL;
    }
  aside = read_set_aside (statement);
  sqlite3_reset (statement);
  return aside;
}

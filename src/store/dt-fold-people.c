/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Officers and citizens. On the worker that owns the store. */
#include "store/dt-fold.h"

#include "base/dt-text.h"
#include "store/dt-tokenizer.h"

#include <string.h>

#define NICK_SIZE 64

/* ---- officers ------------------------------------------------------------------------------ */

static gint64
read_roles (const DtFields *facts)
{
  DtFieldsIter iter;
  DtFieldValue value;
  gint64 roles = 0;

  dt_fields_iter_init (&iter, facts, "roles");
  while (dt_fields_iter_next (&iter, &value))
    {
      g_autofree char *nick = dt_field_value_dup_string (&value);
      DtRoles role;

      if (nick != NULL && dt_role_from_nick (nick, &role))
        roles |= role;
    }
  return roles;
}

static void
touch_officer (DtFold *self, DtFoldEntry *e)
{
  sqlite3_stmt *statement = dt_fold_prepare (
      self, "INSERT OR IGNORE INTO officers (id, roles, active) VALUES (?1, 0, 0)");

  dt_bind_id (statement, 1, e->entry->subject);
  dt_fold_run (self, statement);
  g_hash_table_add (self->changed_officers, g_strdup (e->entry->subject));
}

static void
update_text (DtFold *self, DtFoldEntry *e, const char *sql, const char *member)
{
  sqlite3_stmt *statement;
  g_autofree char *value = NULL;

  if (!dt_fields_has (&e->payload, member))
    return;
  value = dt_fields_dup_string (&e->payload, member);
  statement = dt_fold_prepare (self, sql);
  dt_bind_id (statement, 1, e->entry->subject);
  if (value != NULL && *value != '\0')
    dt_bind_text (statement, 2, value);
  dt_fold_run (self, statement);
}

static void
update_int (DtFold *self, DtFoldEntry *e, const char *sql, gint64 value)
{
  sqlite3_stmt *statement = dt_fold_prepare (self, sql);

  dt_bind_id (statement, 1, e->entry->subject);
  sqlite3_bind_int64 (statement, 2, value);
  dt_fold_run (self, statement);
}

static void
set_officer (DtFold *self, DtFoldEntry *e)
{
  touch_officer (self, e);
  update_text (self, e, "UPDATE officers SET name = ?2 WHERE id = ?1", "name");
  update_text (self, e, "UPDATE officers SET title = ?2 WHERE id = ?1", "title");
  if (dt_fields_has (&e->facts, "roles"))
    update_int (self, e, "UPDATE officers SET roles = ?2 WHERE id = ?1", read_roles (&e->facts));
}

/* dt_fold_officer_added: who may sign in from now on. */
void
dt_fold_officer_added (DtFold *self, DtFoldEntry *e)
{
  set_officer (self, e);
  update_int (self, e, "UPDATE officers SET active = ?2 WHERE id = ?1", TRUE);
}

/* dt_fold_officer_changed: what it names. */
void
dt_fold_officer_changed (DtFold *self, DtFoldEntry *e)
{
  set_officer (self, e);
  if (dt_fields_has (&e->facts, "active"))
    update_int (self,
                e,
                "UPDATE officers SET active = ?2 WHERE id = ?1",
                dt_fields_get_boolean (&e->facts, "active", TRUE));
}

/* dt_fold_officer_credential: the hash of the PIN or password. */
void
dt_fold_officer_credential (DtFold *self, DtFoldEntry *e)
{
  touch_officer (self, e);
  update_text (self, e, "UPDATE officers SET credential = ?2 WHERE id = ?1", "hash");
}

/* ---- citizens ------------------------------------------------------------------------------ */

static void
touch_citizen (DtFold *self, DtFoldEntry *e)
{
  sqlite3_stmt *statement
      = dt_fold_prepare (self, "INSERT OR IGNORE INTO citizens (id) VALUES (?1)");

  dt_bind_id (statement, 1, e->entry->subject);
  dt_fold_run (self, statement);
  g_hash_table_add (self->changed_citizens, g_strdup (e->entry->subject));
}

static void
insert_words (DtFold *self, gint64 seq, const char *name, const char *handle)
{
  g_autofree char *words = g_strjoin ("\n", name, handle, NULL);
  sqlite3_stmt *statement;

  if (name == NULL)
    {
      g_free (words);
      words = g_strdup (handle);
    }
  if (words == NULL || !dt_tokenizer_has_word (words))
    return;
  statement = dt_fold_prepare (self, "INSERT INTO citizen_search (rowid, words) VALUES (?1, ?2)");
  sqlite3_bind_int64 (statement, 1, seq);
  dt_bind_text (statement, 2, words);
  dt_fold_run (self, statement);
}

/* The words under which a citizen is found by a part of the name. */
static void
index_citizen (DtFold *self, const char *id)
{
  sqlite3_stmt *statement
      = dt_fold_prepare (self, "SELECT seq, name, handle FROM citizens WHERE id = ?1");
  g_autofree char *name = NULL;
  g_autofree char *handle = NULL;
  gint64 seq;

  dt_bind_id (statement, 1, id);
  if (!dt_fold_step (self, statement))
    return;
  seq = sqlite3_column_int64 (statement, 0);
  name = dt_column_dup_text (statement, 1);
  handle = dt_column_dup_text (statement, 2);
  sqlite3_reset (statement);
  statement = dt_fold_prepare (self, "DELETE FROM citizen_search WHERE rowid = ?1");
  sqlite3_bind_int64 (statement, 1, seq);
  dt_fold_run (self, statement);
  insert_words (self, seq, name, handle);
}

static char *
dup_value (const DtFields *payload, const char *member)
{
  g_autofree char *value = dt_fields_dup_string (payload, member);

  if (value == NULL || *value == '\0')
    return NULL;
  if (g_str_equal (member, "phone"))
    {
      char *normal = dt_text_normalize_phone (value);

      if (normal != NULL)
        return normal;
    }
  return g_steal_pointer (&value);
}

static const struct
{
  const char *member;
  const char *update; /* who was erased stays so */
} citizen_columns[] = {
  { "name", "UPDATE citizens SET name = ?2 WHERE id = ?1 AND NOT erased" },
  { "phone", "UPDATE citizens SET phone = ?2 WHERE id = ?1 AND NOT erased" },
  { "email", "UPDATE citizens SET email = ?2 WHERE id = ?1 AND NOT erased" },
  { "address", "UPDATE citizens SET address = ?2 WHERE id = ?1 AND NOT erased" },
  { "group", "UPDATE citizens SET grp = ?2 WHERE id = ?1 AND NOT erased" },
  { "id_number", "UPDATE citizens SET id_number = ?2 WHERE id = ?1 AND NOT erased" },
  { "handle", "UPDATE citizens SET handle = ?2 WHERE id = ?1 AND NOT erased" },
};

/* TRUE if the citizen was not known yet and now is. */
static gboolean
insert_citizen (DtFold *self, DtFoldEntry *e)
{
  char *values[G_N_ELEMENTS (citizen_columns)];
  sqlite3 *handle = dt_database_get_handle (self->database);
  sqlite3_stmt *statement = dt_fold_prepare (
      self,
      "INSERT OR IGNORE INTO citizens (id, name, phone, email, address, grp, id_number, handle)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
  gboolean inserted;

  dt_bind_id (statement, 1, e->entry->subject);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      values[i] = dup_value (&e->payload, citizen_columns[i].member);
      dt_bind_text (statement, 2 + (int) i, values[i]);
    }
  dt_fold_run (self, statement);
  inserted = self->error == NULL && sqlite3_changes (handle) == 1;
  if (inserted)
    insert_words (self, sqlite3_last_insert_rowid (handle), values[0], values[6]);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_free (values[i]);
  return inserted;
}

/* dt_fold_citizen_added: also for citizen.set, which names only what changes. */
void
dt_fold_citizen_added (DtFold *self, DtFoldEntry *e)
{
  g_hash_table_add (self->changed_citizens, g_strdup (e->entry->subject));
  if (!insert_citizen (self, e))
    {
      for (guint i = 0; i < G_N_ELEMENTS (citizen_columns); i++)
        {
          g_autofree char *value = NULL;
          sqlite3_stmt *statement;

          if (!dt_fields_has (&e->payload, citizen_columns[i].member))
            continue;
          value = dup_value (&e->payload, citizen_columns[i].member);
          statement = dt_fold_prepare (self, citizen_columns[i].update);
          dt_bind_id (statement, 1, e->entry->subject);
          dt_bind_text (statement, 2, value);
          dt_fold_run (self, statement);
        }
      index_citizen (self, e->entry->subject);
    }
  if (self->derive)
    dt_fold_mark_cases_of (self, e->entry->subject, FALSE);
  dt_fold_add_event (self, e, NULL, NULL, NULL);
}

/* dt_fold_citizen_consent: asked, given or refused, and when. */
void
dt_fold_citizen_consent (DtFold *self, DtFoldEntry *e)
{
  DtConsent consent = DT_CONSENT_NOT_ASKED;
  char nick[NICK_SIZE];
  g_autofree char *how = dt_fields_dup_string (&e->facts, "how");

  touch_citizen (self, e);
  if (dt_fields_copy_string (&e->facts, "consent", nick, sizeof nick))
    dt_consent_from_nick (nick, &consent);
  update_int (self, e, "UPDATE citizens SET consent = ?2 WHERE id = ?1", consent);
  update_int (self,
              e,
              "UPDATE citizens SET consent_time = ?2 WHERE id = ?1",
              dt_fields_get_int (&e->facts, "at", DT_HLC_TO_USEC (e->entry->hlc)));
  dt_fold_add_event (self, e, how, NULL, nick);
}

/* Their cases; whence a message came that shows in one of them; what was mended into one. */
static void
mark_erased (DtFold *self, const char *citizen_id)
{
  sqlite3_stmt *statement = dt_fold_prepare (
      self,
      "WITH theirs (id) AS (SELECT case_id FROM case_citizens WHERE citizen = ?1)"
      " SELECT subject FROM messages WHERE at_case IN theirs AND subject <> at_case"
      " UNION SELECT id FROM set_aside WHERE mended IN theirs");
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  dt_bind_id (statement, 1, citizen_id);
  while (dt_fold_step (self, statement))
    g_ptr_array_add (ids, dt_column_dup_id (statement, 0));
  for (guint i = 0; i < ids->len; i++)
    dt_fold_mark_refold (self, ids->pdata[i]);
  dt_fold_mark_cases_of (self, citizen_id, TRUE);
}

/* dt_fold_citizen_erased: nothing of the person stays; the cases are folded anew, since the record
 * has erased what they said. */
void
dt_fold_citizen_erased (DtFold *self, DtFoldEntry *e)
{
  g_autofree char *ground = dt_fields_dup_string (&e->facts, "ground");
  sqlite3_stmt *statement;

  touch_citizen (self, e);
  statement = dt_fold_prepare (
      self,
      "UPDATE citizens SET name = NULL, phone = NULL, email = NULL, address = NULL, grp = NULL,"
      " id_number = NULL, handle = NULL, erased = 1 WHERE id = ?1");
  dt_bind_id (statement, 1, e->entry->subject);
  dt_fold_run (self, statement);
  index_citizen (self, e->entry->subject);
  /* In a rebuild nothing was folded before the record was erased. */
  if (self->derive)
    mark_erased (self, e->entry->subject);
  self->erased = TRUE;
  dt_fold_add_event (self, e, ground, NULL, NULL);
}

/* dt_fold_clear_person: what an officer's or citizen's entries wrote is taken back. */
void
dt_fold_clear_person (DtFold *self, const char *id)
{
  static const char *const resets[] = {
    "DELETE FROM officers WHERE id = ?1",
    "DELETE FROM absences WHERE officer = ?1",
    "UPDATE citizens SET name = NULL, phone = NULL, email = NULL, address = NULL, grp = NULL,"
    " id_number = NULL, handle = NULL, consent = 0, consent_time = 0, erased = 0 WHERE id = ?1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (resets); i++)
    {
      sqlite3_stmt *statement = dt_fold_prepare (self, resets[i]);

      dt_bind_id (statement, 1, id);
      dt_fold_run (self, statement);
    }
  if (self->derive)
    dt_fold_mark_cases_of (self, id, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages and attachments. A message belongs to the subject that brought it; where it shows and
 * whether it was taken back is decided by the newest mark that any subject left on it. On the
 * worker that owns the store. */
#include "store/dt-fold.h"

#include <string.h>

#define NICK_SIZE 64

enum
{
  MARK_RETRACTED,
  MARK_MOVED,
};

/* The value of the newest mark of that kind; FALSE if there is none. */
static gboolean
find_mark (DtFold *self, const char *message_id, int what, char **out_value)
{
  sqlite3_stmt *statement = dt_fold_prepare (
      self, "SELECT value FROM marks WHERE message = ?1 AND what = ?2 ORDER BY ord DESC LIMIT 1");

  dt_bind_id (statement, 1, message_id);
  sqlite3_bind_int (statement, 2, what);
  if (!dt_fold_step (self, statement))
    return FALSE;
  g_free (*out_value);
  *out_value = dt_column_dup_id (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

/* dt_fold_place_message: where its marks say; the cases it leaves and enters are touched. */
void
dt_fold_place_message (DtFold *self, const char *message_id)
{
  sqlite3_stmt *statement
      = dt_fold_prepare (self, "SELECT subject, at_case FROM messages WHERE id = ?1");
  g_autofree char *place = NULL;
  g_autofree char *before = NULL;
  g_autofree char *retracted = NULL;

  dt_bind_id (statement, 1, message_id);
  if (!dt_fold_step (self, statement))
    return;
  place = dt_column_dup_id (statement, 0);
  before = dt_column_dup_id (statement, 1);
  sqlite3_reset (statement);
  find_mark (self, message_id, MARK_MOVED, &place);
  find_mark (self, message_id, MARK_RETRACTED, &retracted);
  statement
      = dt_fold_prepare (self, "UPDATE messages SET at_case = ?2, retracted = ?3 WHERE id = ?1");
  dt_bind_id (statement, 1, message_id);
  dt_bind_id (statement, 2, place);
  sqlite3_bind_int (statement, 3, g_strcmp0 (retracted, "true") == 0);
  dt_fold_run (self, statement);
  dt_fold_mark_dirty (self, before);
  dt_fold_mark_dirty (self, place);
}

static void
mark (DtFold *self, DtFoldEntry *e, const char *message_id, int what, const char *value)
{
  sqlite3_stmt *statement
      = dt_fold_prepare (self, "INSERT OR REPLACE INTO marks VALUES (?1, ?2, ?3, ?4, ?5)");

  dt_bind_id (statement, 1, message_id);
  sqlite3_bind_int (statement, 2, what);
  dt_bind_id (statement, 3, e->entry->subject);
  dt_bind_order (statement, 4, &e->order);
  dt_bind_id (statement, 5, value);
  dt_fold_run (self, statement);
  self->any_marks = TRUE;
  dt_fold_place_message (self, message_id);
}

/* ---- attachments --------------------------------------------------------------------------- */

static void
add_attachment (DtFold *self,
                DtFoldEntry *e,
                const char *message_id,
                const DtFields *attachment,
                const char *name,
                gboolean present,
                gint64 position)
{
  g_autofree char *hash = dt_fields_dup_string (attachment, "hash");
  g_autofree char *type = dt_fields_dup_string (attachment, "type");
  sqlite3_stmt *statement;

  /* What was erased shows no file, though another's case may hold the same one. */
  if (hash == NULL || e->entry->erased)
    return;
  statement = dt_fold_prepare (
      self, "INSERT OR REPLACE INTO attachments VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
  dt_bind_id (statement, 1, message_id);
  dt_bind_id (statement, 2, hash);
  dt_bind_id (statement, 3, e->entry->subject);
  dt_bind_order (statement, 4, &e->order);
  sqlite3_bind_int64 (statement, 5, position);
  sqlite3_bind_int (statement, 6, present);
  dt_bind_text (statement, 7, name);
  dt_bind_text (statement, 8, type);
  sqlite3_bind_int64 (statement, 9, dt_fields_get_int (attachment, "size", 0));
  dt_fold_run (self, statement);
}

/* dt_fold_add_attachments: those that the entry brings, to a message or to a row set aside. */
void
dt_fold_add_attachments (DtFold *self, DtFoldEntry *e, const char *message_id)
{
  DtFieldsIter iter, names;
  DtFieldValue value, name;
  DtFields attachment;
  gint64 position = 0;

  dt_fields_iter_init (&iter, &e->facts, "attachments");
  dt_fields_iter_init (&names, &e->payload, "names");
  while (dt_fields_iter_next (&iter, &value))
    {
      g_autofree char *text
          = dt_fields_iter_next (&names, &name) ? dt_field_value_dup_string (&name) : NULL;

      if (dt_field_value_parse (&value, &attachment))
        add_attachment (self, e, message_id, &attachment, text, TRUE, position++);
    }
}

/* Tells the derivation to look for files; no row if they hang on the case itself. */
static void
mark_files (DtFold *self, const char *message_id)
{
  sqlite3_stmt *statement
      = dt_fold_prepare (self, "UPDATE messages SET files = 1 WHERE id = ?1 AND NOT files");

  dt_bind_id (statement, 1, message_id);
  dt_fold_run (self, statement);
}

/* dt_fold_case_attached: a file is put to a message, to the case's first one, or taken away. */
void
dt_fold_case_attached (DtFold *self, DtFoldEntry *e)
{
  DtFoldCase *a_case = dt_fold_touch_case (self, e);
  g_autofree char *message = NULL;
  g_autofree char *name = NULL;
  gboolean attached;
  DtFields attachment;
  const char *at;

  if (a_case == NULL)
    return;
  a_case->step = MAX (a_case->step, e->entry->hlc);
  message = dt_fields_dup_string (&e->facts, "message");
  name = dt_fields_dup_string (&e->payload, "name");
  attached = dt_fields_get_boolean (&e->facts, "attached", TRUE);
  at = message != NULL ? message : a_case->first_message;
  if (at == NULL)
    at = a_case->id;
  if (dt_fields_get_object (&e->facts, "attachment", &attachment))
    add_attachment (self, e, at, &attachment, name, attached, G_MAXINT32);
  mark_files (self, at);
  /* The message may by now show in another case. */
  dt_fold_place_message (self, at);
  dt_fold_add_event (self, e, NULL, attached ? NULL : name, attached ? name : NULL);
}

/* ---- messages ------------------------------------------------------------------------------ */

static void
note_external (DtFold *self, const char *external)
{
  gint64 seq = sqlite3_last_insert_rowid (dt_database_get_handle (self->database));
  gint64 key = dt_external_get_key (external);
  sqlite3_stmt *statement
      = dt_fold_prepare (self, "INSERT OR REPLACE INTO externals VALUES (?1, ?2)");

  sqlite3_bind_int64 (statement, 1, seq);
  sqlite3_bind_int64 (statement, 2, key);
  dt_fold_run (self, statement);
  if (self->externals != NULL)
    dt_externals_add (self->externals, key, seq);
}

static void
insert_message (DtFold *self,
                DtFoldEntry *e,
                const char *id,
                DtDirection direction,
                DtChannelKind channel,
                gint64 said)
{
  g_autofree char *author = dt_fields_dup_string (&e->payload, "author");
  g_autofree char *text = dt_fields_dup_string (&e->payload, "text");
  g_autofree char *external = dt_fields_dup_string (&e->facts, "external");
  sqlite3_stmt *statement = dt_fold_prepare (
      self,
      "INSERT OR IGNORE INTO messages (id, subject, at_case, hlc, said, direction, channel, actor,"
      " author, text, erased, retracted, personal, hash, external, files)"
      " VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, ?11, ?12, ?13,"
      " ?14 OR EXISTS (SELECT 1 FROM attachments WHERE message = ?1))");

  dt_bind_id (statement, 1, id);
  dt_bind_id (statement, 2, e->entry->subject);
  sqlite3_bind_int64 (statement, 3, e->entry->hlc);
  sqlite3_bind_int64 (statement, 4, said);
  sqlite3_bind_int (statement, 5, (int) direction);
  sqlite3_bind_int (statement, 6, (int) channel);
  if (*e->entry->actor != '\0')
    dt_bind_id (statement, 7, e->entry->actor);
  dt_bind_text (statement, 8, author);
  dt_bind_text (statement, 9, text);
  sqlite3_bind_int (statement, 10, e->entry->erased);
  sqlite3_bind_int (statement, 11, e->entry->has_payload);
  dt_bind_hash (statement, 12, e->entry->hash);
  dt_bind_id (statement, 13, external);
  sqlite3_bind_int (statement, 14, dt_fields_has (&e->facts, "attachments"));
  dt_fold_run (self, statement);
  if (external != NULL && self->error == NULL
      && sqlite3_changes (dt_database_get_handle (self->database)) == 1)
    note_external (self, external);
}

/* dt_fold_add_message: the message that @e brings, with its attachments. */
void
dt_fold_add_message (DtFold *self,
                     DtFoldEntry *e,
                     DtFoldCase *a_case,
                     const char *id,
                     DtDirection direction,
                     DtChannelKind channel,
                     gint64 said)
{
  insert_message (self, e, id, direction, channel, said);
  if (dt_fields_has (&e->facts, "attachments"))
    dt_fold_add_attachments (self, e, id);
  if (direction == DT_DIRECTION_INBOUND)
    a_case->inbound = MAX (a_case->inbound, e->entry->hlc);
  else
    a_case->step = MAX (a_case->step, e->entry->hlc);
  if (self->any_marks)
    dt_fold_place_message (self, id);
}

/* dt_fold_message_added: further words of the citizen, an answer, a note. */
void
dt_fold_message_added (DtFold *self, DtFoldEntry *e)
{
  DtFoldCase *a_case = dt_fold_touch_case (self, e);
  g_autofree char *id = NULL;
  char nick[NICK_SIZE];
  DtDirection direction = DT_DIRECTION_NOTE;
  DtChannelKind channel;

  if (a_case == NULL)
    return;
  id = dt_fields_dup_string (&e->facts, "message");
  channel = (DtChannelKind) a_case->channel;
  if (dt_fields_copy_string (&e->facts, "direction", nick, sizeof nick))
    dt_direction_from_nick (nick, &direction);
  if (dt_fields_copy_string (&e->facts, "channel", nick, sizeof nick))
    dt_channel_from_nick (nick, &channel);
  if (id == NULL)
    {
      dt_fold_event (self, e);
      return;
    }
  dt_fold_add_message (self,
                       e,
                       a_case,
                       id,
                       direction,
                       channel,
                       dt_fields_get_int (&e->facts, "at", DT_HLC_TO_USEC (e->entry->hlc)));
}

/* dt_fold_message_retracted: undone by who wrote it, or that undone. */
void
dt_fold_message_retracted (DtFold *self, DtFoldEntry *e)
{
  DtFoldCase *a_case = dt_fold_touch_case (self, e);
  g_autofree char *id = NULL;
  gboolean retracted;

  if (a_case == NULL)
    return;
  id = dt_fields_dup_string (&e->facts, "message");
  retracted = dt_fields_get_boolean (&e->facts, "retracted", TRUE);
  if (id != NULL)
    mark (self, e, id, MARK_RETRACTED, retracted ? "true" : "false");
  dt_fold_add_event (self, e, NULL, NULL, retracted ? "true" : "false");
}

/* dt_fold_message_moved: messages of any subject show in another case from now on. */
void
dt_fold_message_moved (DtFold *self, DtFoldEntry *e)
{
  DtFoldCase *a_case = dt_fold_touch_case (self, e);
  g_autofree char *to = NULL;
  DtFieldsIter iter;
  DtFieldValue value;

  if (a_case == NULL)
    return;
  a_case->step = MAX (a_case->step, e->entry->hlc);
  to = dt_fields_dup_string (&e->facts, "to");
  dt_fields_iter_init (&iter, &e->facts, "messages");
  while (to != NULL && dt_fields_iter_next (&iter, &value))
    {
      g_autofree char *id = dt_field_value_dup_string (&value);

      if (id != NULL)
        mark (self, e, id, MARK_MOVED, to);
    }
  dt_fold_add_event (self, e, NULL, NULL, to);
}

/* dt_fold_clear_messages: those that the subject brought, and the marks it left on any. */
void
dt_fold_clear_messages (DtFold *self, const char *id)
{
  static const char *const deletes[] = {
    "DELETE FROM externals WHERE seq IN"
    " (SELECT seq FROM messages WHERE at_case = ?1 AND subject = ?1 UNION ALL"
    "  SELECT seq FROM messages WHERE subject = ?1 AND at_case <> subject)",
    "DELETE FROM messages WHERE at_case = ?1 AND subject = ?1",
    "DELETE FROM messages WHERE subject = ?1 AND at_case <> subject",
    "DELETE FROM marks WHERE subject = ?1",
  };
  g_autoptr (GPtrArray) marked = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = dt_fold_prepare (
      self, "SELECT at_case FROM messages WHERE subject = ?1 AND at_case <> subject");

  /* Where a moved one showed has to forget it. */
  dt_bind_id (statement, 1, id);
  while (dt_fold_step (self, statement))
    {
      g_autofree char *at = dt_column_dup_id (statement, 0);

      dt_fold_mark_dirty (self, at);
    }
  statement = dt_fold_prepare (self, "SELECT DISTINCT message FROM marks WHERE subject = ?1");
  dt_bind_id (statement, 1, id);
  while (dt_fold_step (self, statement))
    g_ptr_array_add (marked, dt_column_dup_id (statement, 0));
  for (guint i = 0; i < G_N_ELEMENTS (deletes); i++)
    {
      statement = dt_fold_prepare (self, deletes[i]);
      dt_bind_id (statement, 1, id);
      dt_fold_run (self, statement);
    }
  for (guint i = 0; i < marked->len; i++)
    dt_fold_place_message (self, marked->pdata[i]);
}

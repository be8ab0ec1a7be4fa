/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates of replies: those that come with the program, with what the office made of them, and
 * its own. On the reader's thread. */
#include "base/dt-json.h"
#include "store/dt-reader-private.h"
#include "store/dt-schema.h"

static void
read_files (const char *json, GPtrArray *attachments)
{
  g_autofree char *text = json != NULL ? g_strdup_printf ("{\"files\":%s}", json) : NULL;
  g_autoptr (JsonObject) object = text != NULL ? dt_json_parse_object (text, -1, NULL) : NULL;
  JsonArray *array = object != NULL ? dt_json_get_array (object, "files") : NULL;

  g_ptr_array_set_size (attachments, 0);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *file = json_array_get_object_element (array, i);
      DtAttachment *attachment = dt_attachment_new ();

      attachment->hash = g_strdup (dt_json_get_string (file, "hash"));
      attachment->name = g_strdup (dt_json_get_string (file, "name"));
      attachment->media_type = g_strdup (dt_json_get_string (file, "type"));
      attachment->size = dt_json_get_int (file, "size", 0);
      g_ptr_array_add (attachments, attachment);
    }
}

static void
set (char **place, char *value)
{
  g_free (*place);
  *place = value;
}

/* A row that was only published or archived says nothing else. */
static void
read_texts (DtReplyTemplate *template, sqlite3_stmt *statement)
{
  DtChannelKind channel;
  DtCaseKind kind;

  set (&template->title, dt_column_dup_text (statement, 1));
  set (&template->category, dt_column_dup_text (statement, 2));
  set (&template->body, dt_column_dup_text (statement, 3));
  set (&template->about, dt_column_dup_text (statement, 4));
  template->kind = dt_case_kind_from_nick ((const char *) sqlite3_column_text (statement, 5), &kind)
                       ? (int) kind
                       : -1;
  set (&template->field, dt_column_dup_text (statement, 6));
  template->channel
      = dt_channel_from_nick ((const char *) sqlite3_column_text (statement, 7), &channel)
            ? (int) channel
            : -1;
  dt_reply_outcome_from_nick ((const char *) sqlite3_column_text (statement, 8),
                              &template->outcome);
  read_files ((const char *) sqlite3_column_text (statement, 9), template->attachments);
  template->shipped = FALSE;
  set (&template->author_name, dt_column_dup_text (statement, 12));
  template->changed = sqlite3_column_int64 (statement, 14);
}

static DtReplyTemplate *
copy_shipped (DtReplyTemplate *from)
{
  DtReplyTemplate *copy = dt_reply_template_new ();

  copy->id = g_strdup (from->id);
  copy->title = g_strdup (from->title);
  copy->category = g_strdup (from->category);
  copy->body = g_strdup (from->body);
  copy->about = g_strdup (from->about);
  copy->kind = from->kind;
  copy->field = g_strdup (from->field);
  copy->channel = from->channel;
  copy->outcome = from->outcome;
  copy->shipped = TRUE;
  copy->published = TRUE;
  return copy;
}

static DtReplyTemplate *
find (GPtrArray *templates, const char *id)
{
  for (guint i = 0; i < templates->len; i++)
    if (g_strcmp0 (((DtReplyTemplate *) templates->pdata[i])->id, id) == 0)
      return templates->pdata[i];
  return NULL;
}

static void
read_row (GPtrArray *templates, sqlite3_stmt *statement)
{
  g_autofree char *id = dt_column_dup_id (statement, 0);
  DtReplyTemplate *template = find (templates, id);
  gboolean written = sqlite3_column_type (statement, 3) != SQLITE_NULL;

  if (template == NULL)
    {
      if (!written)
        return; /* one that another version came with */
      template = dt_reply_template_new ();
      template->id = g_steal_pointer (&id);
      g_ptr_array_add (templates, template);
    }
  if (written)
    read_texts (template, statement);
  template->published = sqlite3_column_int (statement, 10) != 0;
  template->archived = sqlite3_column_int (statement, 11) != 0;
  set (&template->publisher_name, dt_column_dup_text (statement, 13));
}

static gboolean
count_uses (DtReader *self, GPtrArray *templates, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (
      self->database, "SELECT template, count(*) FROM template_uses GROUP BY template");
  g_autoptr (GError) local_error = NULL;

  while (dt_reader_step (self, statement, &local_error))
    {
      g_autofree char *id = dt_column_dup_id (statement, 0);
      DtReplyTemplate *template = find (templates, id);

      if (template != NULL)
        template->n_uses = (guint) sqlite3_column_int (statement, 1);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * dt_reader_list_templates:
 * @self: a reader
 * @error: by dt_database_set_error()
 *
 * Returns: (transfer full) (element-type DtReplyTemplate): all of them, archived ones and drafts
 *   too; those that ship first
 */
GPtrArray *
dt_reader_list_templates (DtReader *self, GError **error)
{
  GPtrArray *shipped = dt_reply_template_get_shipped ();
  g_autoptr (GPtrArray) templates = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < shipped->len; i++)
    g_ptr_array_add (templates, copy_shipped (shipped->pdata[i]));
  statement = dt_database_prepare (
      self->database,
      "SELECT t.id, t.title, t.category, t.body, t.about, t.kind, t.field, t.channel, t.outcome,"
      " t.files, t.published, t.archived, a.name, p.name, t.changed FROM templates t"
      " LEFT JOIN officers a ON a.id = t.author LEFT JOIN officers p ON p.id = t.publisher"
      " ORDER BY t.id");
  while (dt_reader_step (self, statement, &local_error))
    read_row (templates, statement);
  if (local_error == NULL)
    return count_uses (self, templates, error) ? g_steal_pointer (&templates) : NULL;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

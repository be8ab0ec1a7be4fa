/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes templates as one file: first the contents of their files are fetched, one by one. Main
 * thread. */
#include "ui/reply/dt-template-exporter.h"

#include "model/dt-reply-template.h"

typedef struct
{
  GPtrArray *templates; /* of DtReplyTemplate */
  GPtrArray *hashes;    /* still to be fetched, of char * */
  GHashTable *contents; /* hash → GBytes */
  GFile *file;
  char *text; /* while it is being written */
} Export;

static void fetch_next (GTask *task);

static void
export_free (gpointer data)
{
  Export *self = data;

  g_ptr_array_unref (self->templates);
  g_ptr_array_unref (self->hashes);
  g_hash_table_unref (self->contents);
  g_object_unref (self->file);
  g_free (self->text);
  g_free (self);
}

static void
on_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_int (task, (gssize) self->templates->len);
  else
    g_task_return_error (task, error);
}

static void
write_file (GTask *task)
{
  Export *self = g_task_get_task_data (task);

  self->text = dt_reply_template_export (self->templates, self->contents);
  g_file_replace_contents_async (self->file,
                                 self->text,
                                 strlen (self->text),
                                 NULL,
                                 FALSE,
                                 G_FILE_CREATE_REPLACE_DESTINATION,
                                 NULL,
                                 on_written_cb,
                                 task);
}

static void
on_fetched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;
  GBytes *content = dt_service_load_attachment_finish (DT_SERVICE (source), result, &error);
  char *hash;

  if (content == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  hash = g_ptr_array_steal_index_fast (self->hashes, 0);
  g_hash_table_insert (self->contents, hash, content);
  fetch_next (task);
}

static void
fetch_next (GTask *task)
{
  Export *self = g_task_get_task_data (task);

  if (self->hashes->len == 0)
    write_file (task);
  else
    dt_service_load_attachment_async (
        g_task_get_source_object (task), self->hashes->pdata[0], NULL, on_fetched_cb, task);
}

static void
note_files (Export *self, const DtReplyTemplate *template)
{
  for (guint i = 0; i < template->attachments->len; i++)
    {
      const DtAttachment *attachment = template->attachments->pdata[i];

      if (!g_ptr_array_find_with_equal_func (self->hashes, attachment->hash, g_str_equal, NULL))
        g_ptr_array_add (self->hashes, g_strdup (attachment->hash));
    }
}

/**
 * dt_template_export_async:
 * @service: the workspace
 * @templates: (element-type DtReplyTemplate): what to pass on
 * @file: where to; what stands there is replaced
 * @callback: told when it is done
 * @user_data: for @callback
 */
void
dt_template_export_async (DtService *service,
                          GPtrArray *templates,
                          GFile *file,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (DT_IS_SERVICE (service) && templates != NULL && G_IS_FILE (file));

  GTask *task = g_task_new (service, NULL, callback, user_data);
  Export *self = g_new0 (Export, 1);

  g_task_set_source_tag (task, dt_template_export_async);
  self->templates = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < templates->len; i++)
    g_ptr_array_add (self->templates, g_object_ref (templates->pdata[i]));
  self->hashes = g_ptr_array_new_with_free_func (g_free);
  self->contents
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  self->file = g_object_ref (file);
  g_task_set_task_data (task, self, export_free);
  for (guint i = 0; i < templates->len; i++)
    note_files (self, templates->pdata[i]);
  fetch_next (task);
}

/**
 * dt_template_export_finish:
 * @result: what came of it
 * @error: a #GIOErrorEnum, or what the ledger says
 *
 * Returns: how many templates were written; 0 on failure
 */
guint
dt_template_export_finish (GAsyncResult *result, GError **error)
{
  gssize n = g_task_propagate_int (G_TASK (result), error);

  return n > 0 ? (guint) n : 0;
}

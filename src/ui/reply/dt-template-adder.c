/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts the files of a template into the ledger, one after the other. Main thread. */
#include "ui/reply/dt-template-adder.h"

#include "ui/inbox/dt-file-loader.h"

typedef struct
{
  GPtrArray *files; /* of DtLoadedFile */
  GPtrArray *added; /* of DtAttachment */
} Adding;

static void add_next (GTask *task);

static void
adding_free (gpointer data)
{
  Adding *self = data;

  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->added);
  g_free (self);
}

static void
on_added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Adding *self = g_task_get_task_data (task);
  GError *error = NULL;
  DtAttachment *attachment = dt_service_add_file_finish (DT_SERVICE (source), result, &error);

  if (attachment == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_ptr_array_add (self->added, attachment);
  add_next (g_steal_pointer (&task));
}

/* Takes @task. */
static void
add_next (GTask *task)
{
  Adding *self = g_task_get_task_data (task);
  DtLoadedFile *file;

  if (self->added->len == self->files->len)
    {
      g_task_return_pointer (
          task, g_ptr_array_ref (self->added), (GDestroyNotify) g_ptr_array_unref);
      g_object_unref (task);
      return;
    }
  file = self->files->pdata[self->added->len];
  dt_service_add_file_async (g_task_get_source_object (task),
                             file->content,
                             file->name,
                             file->media_type,
                             NULL,
                             on_added_cb,
                             task);
}

/**
 * dt_template_add_files_async:
 * @service: the workspace
 * @files: what to add, of DtLoadedFile; may be empty
 * @callback: told when all are there
 * @user_data: for @callback
 */
void
dt_template_add_files_async (DtService *service,
                             GPtrArray *files,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (DT_IS_SERVICE (service) && files != NULL);

  GTask *task = g_task_new (service, NULL, callback, user_data);
  Adding *self = g_new0 (Adding, 1);

  g_task_set_source_tag (task, dt_template_add_files_async);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_loaded_file_unref);
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (self->files, dt_loaded_file_ref (files->pdata[i]));
  self->added = g_ptr_array_new_with_free_func (g_object_unref);
  g_task_set_task_data (task, self, adding_free);
  add_next (task);
}

/**
 * dt_template_add_files_finish:
 * @result: what came of it
 * @error: what the ledger says
 *
 * Returns: (transfer full) (nullable) (element-type DtAttachment): one for each file
 */
GPtrArray *
dt_template_add_files_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

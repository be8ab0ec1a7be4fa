/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the files that were chosen or dropped on a worker thread of GTask's. */
#include "ui/inbox/dt-file-loader.h"

#include "base/dt-error.h"

#include <glib/gi18n.h>

typedef struct
{
  GWeakRef owner;
  DtFilesLoaded done;
  gpointer user_data;
} Waiting;

typedef struct
{
  GPtrArray *wanted; /* of GFile */
  GPtrArray *files;  /* of DtLoadedFile */
  GError *error;     /* the first */
} Job;

static void
loaded_file_clear (gpointer data)
{
  DtLoadedFile *self = data;

  g_bytes_unref (self->content);
  g_free (self->name);
  g_free (self->media_type);
}

/**
 * dt_loaded_file_new:
 * @content: what it holds
 * @name: its name
 * @media_type: what it is
 *
 * Returns: (transfer full): the file
 */
DtLoadedFile *
dt_loaded_file_new (GBytes *content, const char *name, const char *media_type)
{
  DtLoadedFile *self = g_atomic_rc_box_new0 (DtLoadedFile);

  self->content = g_bytes_ref (content);
  self->name = g_strdup (name);
  self->media_type = g_strdup (media_type);
  return self;
}

/**
 * dt_loaded_file_ref:
 * @self: a file
 *
 * Returns: (transfer full): the same
 */
DtLoadedFile *
dt_loaded_file_ref (DtLoadedFile *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * dt_loaded_file_unref:
 * @self: (transfer full): a file
 */
void
dt_loaded_file_unref (DtLoadedFile *self)
{
  g_atomic_rc_box_release_full (self, loaded_file_clear);
}

/**
 * dt_loaded_files_to_new:
 * @files: (element-type DtLoadedFile): files
 *
 * Returns: (transfer container) (nullable): the same for a command; %NULL if there is none
 */
DtNewFile *
dt_loaded_files_to_new (GPtrArray *files)
{
  DtNewFile *out = files->len > 0 ? g_new0 (DtNewFile, files->len) : NULL;

  for (guint i = 0; i < files->len; i++)
    {
      DtLoadedFile *file = files->pdata[i];

      out[i] = (DtNewFile){ file->content, file->name, file->media_type };
    }
  return out;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_ptr_array_unref (job->wanted);
  g_ptr_array_unref (job->files);
  g_clear_error (&job->error);
  g_free (job);
}

static gboolean
read_one (GFile *file, GPtrArray *files, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file,
                                                  G_FILE_ATTRIBUTE_STANDARD_SIZE
                                                  "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME,
                                                  G_FILE_QUERY_INFO_NONE,
                                                  cancellable,
                                                  error);
  g_autoptr (GBytes) content = NULL;
  g_autofree char *content_type = NULL;
  g_autofree char *media_type = NULL;
  gsize size;
  gconstpointer data;

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_size (info) > DT_MAX_FILE_SIZE)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "a file above %d bytes", DT_MAX_FILE_SIZE);
      return FALSE;
    }
  content = g_file_load_bytes (file, cancellable, NULL, error);
  if (content == NULL)
    return FALSE;
  data = g_bytes_get_data (content, &size);
  content_type
      = g_content_type_guess (g_file_info_get_display_name (info), data, MIN (size, 4096), NULL);
  media_type = g_content_type_get_mime_type (content_type);
  g_ptr_array_add (
      files,
      dt_loaded_file_new (content,
                          g_file_info_get_display_name (info),
                          media_type != NULL ? media_type : "application/octet-stream"));
  return TRUE;
}

static void
read_all (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  for (guint i = 0; i < job->wanted->len; i++)
    read_one (
        job->wanted->pdata[i], job->files, cancellable, job->error == NULL ? &job->error : NULL);
  g_task_return_boolean (task, TRUE);
}

static Waiting *
waiting_new (GObject *owner, DtFilesLoaded done, gpointer user_data)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  g_weak_ref_init (&waiting->owner, owner);
  waiting->done = done;
  waiting->user_data = user_data;
  return waiting;
}

static void
waiting_free (Waiting *waiting)
{
  g_weak_ref_clear (&waiting->owner);
  g_free (waiting);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Waiting *waiting = data;
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GObject) owner = g_weak_ref_get (&waiting->owner);

  if (owner != NULL)
    waiting->done (job->files, job->error, waiting->user_data);
  waiting_free (waiting);
}

static void
load (GListModel *files, Waiting *waiting)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_read_cb, waiting);
  Job *job = g_new0 (Job, 1);

  job->wanted = g_ptr_array_new_with_free_func (g_object_unref);
  job->files = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_loaded_file_unref);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    g_ptr_array_add (job->wanted, g_list_model_get_item (files, i));
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, read_all);
}

static void
on_chooser_response_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  Waiting *waiting = data;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

      load (files, waiting);
    }
  else
    waiting_free (waiting);
  g_object_unref (dialog);
}

/**
 * dt_files_load:
 * @files: of GFile
 * @owner: whose callback @done is
 * @done: called on the main thread
 * @user_data: for @done
 */
void
dt_files_load (GListModel *files, GObject *owner, DtFilesLoaded done, gpointer user_data)
{
  g_return_if_fail (G_IS_LIST_MODEL (files) && owner != NULL && done != NULL);

  load (files, waiting_new (owner, done, user_data));
}

/**
 * dt_files_choose:
 * @parent: (nullable): the window that asks
 * @owner: whose callback @done is
 * @done: called on the main thread
 * @user_data: for @done
 */
void
dt_files_choose (GtkWindow *parent, GObject *owner, DtFilesLoaded done, gpointer user_data)
{
  g_return_if_fail (owner != NULL && done != NULL);

  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Attach Files"), parent, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Attach"), _ ("_Cancel"));

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser,
                    "response",
                    G_CALLBACK (on_chooser_response_cb),
                    waiting_new (owner, done, user_data));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

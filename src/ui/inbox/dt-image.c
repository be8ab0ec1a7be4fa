/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decodes a picture at the size it is shown at, on a worker thread of GTask's or the caller's own.
 */
#include "ui/inbox/dt-image.h"

/* A picture that claims more than this is not opened: what citizens send is not to be trusted. */
#define MAX_PIXELS (120 * 1000 * 1000)

typedef struct
{
  int width;
  int height;
} Wanted;

typedef struct
{
  GBytes *content;
  Wanted wanted;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_bytes_unref (job->content);
  g_free (job);
}

/* Says the size before the pixels are there, so that they are made at the size wanted. */
static void
on_loader_size_cb (GdkPixbufLoader *loader, int width, int height, const Wanted *wanted)
{
  double scale
      = MIN ((double) wanted->width / MAX (width, 1), (double) wanted->height / MAX (height, 1));

  if ((gint64) width * height > MAX_PIXELS)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
  else if (scale < 1)
    gdk_pixbuf_loader_set_size (
        loader, MAX ((int) (width * scale), 1), MAX ((int) (height * scale), 1));
}

/**
 * dt_image_decode:
 * @content: the file
 * @width: pixels it must fit into
 * @height: pixels it must fit into
 * @error: return location: not a picture, or one of too many pixels
 *
 * Any thread; it may take a while.
 *
 * Returns: (transfer full) (nullable): the picture, upright
 */
GdkPixbuf *
dt_image_decode (GBytes *content, int width, int height, GError **error)
{
  const Wanted wanted = { width, height };
  g_autoptr (GdkPixbufLoader) loader = NULL;

  g_return_val_if_fail (content != NULL && width > 0 && height > 0, NULL);

  loader = gdk_pixbuf_loader_new ();
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_loader_size_cb), (gpointer) &wanted);
  if (!gdk_pixbuf_loader_write_bytes (loader, content, error))
    {
      gdk_pixbuf_loader_close (loader, NULL);
      return NULL;
    }
  if (!gdk_pixbuf_loader_close (loader, error))
    return NULL;

  GdkPixbuf *pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);

  if (pixbuf == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not a picture");
      return NULL;
    }
  return gdk_pixbuf_apply_embedded_orientation (pixbuf);
}

static void
decode (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  GError *error = NULL;
  g_autoptr (GdkPixbuf) upright
      = dt_image_decode (job->content, job->wanted.width, job->wanted.height, &error);

  if (upright == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, gdk_texture_new_for_pixbuf (upright), g_object_unref);
}

/**
 * dt_image_decode_async:
 * @content: the file
 * @width: pixels it must fit into
 * @height: pixels it must fit into
 * @cancellable: (nullable): a cancellable
 * @callback: called in the caller's main context
 * @user_data: for @callback
 */
void
dt_image_decode_async (GBytes *content,
                       int width,
                       int height,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (content != NULL && width > 0 && height > 0);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->content = g_bytes_ref (content);
  job->wanted = (Wanted){ width, height };
  g_task_set_source_tag (task, dt_image_decode_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, decode);
}

/**
 * dt_image_decode_finish:
 * @result: what the callback was given
 * @error: return location: not a picture, or cancelled
 *
 * Returns: (transfer full) (nullable): the picture
 */
GdkTexture *
dt_image_decode_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * dt_image_is_type:
 * @media_type: (nullable): a media type
 *
 * Returns: whether it is one of a picture that can be shown
 */
gboolean
dt_image_is_type (const char *media_type)
{
  static const char *const types[]
      = { "image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff", "image/bmp" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i], media_type) == 0)
      return TRUE;
  return FALSE;
}

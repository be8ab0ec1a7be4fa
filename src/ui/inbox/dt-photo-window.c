/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the photos of a message large, one at a time. */
#include "ui/inbox/dt-photo-window.h"

#include "ui/inbox/dt-attachment-saver.h"
#include "ui/inbox/dt-image.h"

#include <glib/gi18n.h>

#define MAX_SIDE 4096

struct _DtPhotoWindow
{
  AdwWindow parent_instance;
  AdwWindowTitle *title;
  GtkWidget *steps;
  GtkStack *stack;
  GtkSpinner *spinner;
  GtkPicture *picture;

  DtService *service;
  GPtrArray *photos; /* of DtAttachment */
  guint at;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (DtPhotoWindow, dt_photo_window, ADW_TYPE_WINDOW)

static void
show_page (DtPhotoWindow *self, const char *page)
{
  gtk_spinner_set_spinning (self->spinner, g_str_equal (page, "wait"));
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
on_decoded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtPhotoWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = dt_image_decode_finish (result, &error);

  if (self->service == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (texture != NULL)
    gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  show_page (self, texture != NULL ? "picture" : "trouble");
}

static void
on_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtPhotoWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content
      = dt_service_load_attachment_finish (DT_SERVICE (source), result, &error);

  if (self->service == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (content == NULL)
    {
      show_page (self, "trouble");
      return;
    }
  dt_image_decode_async (
      content, MAX_SIDE, MAX_SIDE, self->cancellable, on_decoded_cb, g_object_ref (self));
}

static void
show_photo (DtPhotoWindow *self)
{
  DtAttachment *photo = self->photos->pdata[self->at];
  g_autofree char *place = g_strdup_printf (_ ("%u of %u"), self->at + 1, self->photos->len);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  adw_window_title_set_title (self->title, photo->name);
  adw_window_title_set_subtitle (self->title, self->photos->len > 1 ? place : "");
  gtk_window_set_title (GTK_WINDOW (self), photo->name);
  gtk_widget_set_visible (self->steps, self->photos->len > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photo.previous", self->at > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photo.next", self->at + 1 < self->photos->len);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL, photo->name, -1);
  show_page (self, "wait");
  dt_service_load_attachment_async (
      self->service, photo->hash, self->cancellable, on_loaded_cb, g_object_ref (self));
}

static void
on_previous_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DtPhotoWindow *self = DT_PHOTO_WINDOW (widget);

  if (self->at > 0)
    {
      self->at--;
      show_photo (self);
    }
}

static void
on_next_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DtPhotoWindow *self = DT_PHOTO_WINDOW (widget);

  if (self->at + 1 < self->photos->len)
    {
      self->at++;
      show_photo (self);
    }
}

static void
on_save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DtPhotoWindow *self = DT_PHOTO_WINDOW (widget);

  dt_attachment_save (self->service, self->photos->pdata[self->at], GTK_WINDOW (self));
}

static void
dt_photo_window_dispose (GObject *object)
{
  DtPhotoWindow *self = DT_PHOTO_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->service);
  g_clear_pointer (&self->photos, g_ptr_array_unref);
  G_OBJECT_CLASS (dt_photo_window_parent_class)->dispose (object);
}

static void
dt_photo_window_class_init (DtPhotoWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_photo_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/inbox/dt-photo-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DtPhotoWindow, title);
  gtk_widget_class_bind_template_child (widget_class, DtPhotoWindow, steps);
  gtk_widget_class_bind_template_child (widget_class, DtPhotoWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, DtPhotoWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, DtPhotoWindow, picture);
  gtk_widget_class_install_action (widget_class, "photo.previous", NULL, on_previous_cb);
  gtk_widget_class_install_action (widget_class, "photo.next", NULL, on_next_cb);
  gtk_widget_class_install_action (widget_class, "photo.save", NULL, on_save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, 0, "photo.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, 0, "photo.next", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "photo.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
dt_photo_window_init (DtPhotoWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dt_photo_window_new:
 * @service: the open workspace
 * @all: (element-type DtAttachment): the files of the message
 * @first: which of them to show first
 * @parent: (nullable): the window it stands before
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
dt_photo_window_new (DtService *service, GPtrArray *all, DtAttachment *first, GtkWindow *parent)
{
  g_return_val_if_fail (DT_IS_SERVICE (service) && all != NULL && first != NULL, NULL);

  DtPhotoWindow *self = g_object_new (DT_TYPE_PHOTO_WINDOW, "transient-for", parent, NULL);

  self->service = g_object_ref (service);
  self->photos = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < all->len; i++)
    {
      DtAttachment *attachment = all->pdata[i];

      if (!dt_image_is_type (attachment->media_type))
        continue;
      if (attachment == first)
        self->at = self->photos->len;
      g_ptr_array_add (self->photos, g_object_ref (attachment));
    }
  if (self->photos->len == 0)
    g_ptr_array_add (self->photos, g_object_ref (first));
  show_photo (self);
  return GTK_WIDGET (self);
}

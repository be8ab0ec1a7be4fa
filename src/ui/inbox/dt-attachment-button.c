/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of a case, shown small; its content is read when it is wanted. */
#include "ui/inbox/dt-attachment-button.h"

#include "ui/inbox/dt-attachment-saver.h"
#include "ui/inbox/dt-image.h"
#include "ui/inbox/dt-photo-window.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

/* Twice the size on the screen, for screens of double density. */
#define THUMB_WIDTH 72
#define THUMB_HEIGHT 52

struct _DtAttachmentButton
{
  AdwBin parent_instance;
  DtService *service;
  DtAttachment *attachment;
  GPtrArray *all;
  GtkWidget *picture; /* of a picture; else NULL */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (DtAttachmentButton, dt_attachment_button, ADW_TYPE_BIN)

static GtkWindow *
get_window (DtAttachmentButton *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
on_save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DtAttachmentButton *self = DT_ATTACHMENT_BUTTON (widget);

  if (self->service != NULL)
    dt_attachment_save (self->service, self->attachment, get_window (self));
}

static void
on_open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DtAttachmentButton *self = DT_ATTACHMENT_BUTTON (widget);

  if (self->service == NULL)
    return;
  if (self->picture != NULL)
    {
      GtkWidget *window
          = dt_photo_window_new (self->service, self->all, self->attachment, get_window (self));

      gtk_window_present (GTK_WINDOW (window));
      return;
    }
  dt_attachment_open (self->service, self->attachment, get_window (self));
}

static GtkWidget *
make_file (DtAttachmentButton *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (self->attachment->name);
  g_autofree char *size = dt_words_size (self->attachment->size);
  g_autofree char *label = g_strdup_printf (_ ("File %s, %s"), self->attachment->name, size);
  GtkWidget *size_label = gtk_label_new (size);
  g_autoptr (GMenu) menu = g_menu_new ();

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 28);
  gtk_widget_add_css_class (size_label, "caption");
  gtk_widget_add_css_class (size_label, "dt-dim");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("mail-attachment-symbolic"));
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), size_label);
  g_menu_append (menu, _ ("_Open"), "attachment.open");
  g_menu_append (menu, _ ("_Save As…"), "attachment.save");
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), box);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (button, "dt-file");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return button;
}

/* What says that it is a photo and is none: the officer can still save it. */
static void
show_as_file (DtAttachmentButton *self)
{
  self->picture = NULL;
  adw_bin_set_child (ADW_BIN (self), make_file (self));
}

static void
on_thumb_decoded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtAttachmentButton) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = dt_image_decode_finish (result, &error);

  if (self->picture == NULL)
    return;
  if (texture != NULL)
    gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_as_file (self);
}

static void
on_thumb_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtAttachmentButton) self = data;
  g_autoptr (GBytes) content
      = dt_service_load_attachment_finish (DT_SERVICE (source), result, NULL);

  if (content != NULL && self->picture != NULL)
    dt_image_decode_async (content,
                           THUMB_WIDTH * 3,
                           THUMB_HEIGHT * 3,
                           self->cancellable,
                           on_thumb_decoded_cb,
                           g_object_ref (self));
}

/* ---- vfuncs ---- */

/* Only what comes on the screen is read. */
static void
dt_attachment_button_map (GtkWidget *widget)
{
  DtAttachmentButton *self = DT_ATTACHMENT_BUTTON (widget);

  GTK_WIDGET_CLASS (dt_attachment_button_parent_class)->map (widget);
  if (self->picture == NULL || self->service == NULL || self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  dt_service_load_attachment_async (self->service,
                                    self->attachment->hash,
                                    self->cancellable,
                                    on_thumb_loaded_cb,
                                    g_object_ref (self));
}

static void
dt_attachment_button_dispose (GObject *object)
{
  DtAttachmentButton *self = DT_ATTACHMENT_BUTTON (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->picture = NULL;
  g_clear_object (&self->service);
  g_clear_object (&self->attachment);
  g_clear_pointer (&self->all, g_ptr_array_unref);
  G_OBJECT_CLASS (dt_attachment_button_parent_class)->dispose (object);
}

static void
dt_attachment_button_class_init (DtAttachmentButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_attachment_button_dispose;
  widget_class->map = dt_attachment_button_map;
  gtk_widget_class_install_action (widget_class, "attachment.open", NULL, on_open_cb);
  gtk_widget_class_install_action (widget_class, "attachment.save", NULL, on_save_cb);
}

static void
dt_attachment_button_init (DtAttachmentButton *self)
{
}

static GtkWidget *
make_thumb (DtAttachmentButton *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *frame = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *label = g_strdup_printf (_ ("Photo %s"), self->attachment->name);

  self->picture = gtk_picture_new ();
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_COVER);
  gtk_widget_set_overflow (self->picture, GTK_OVERFLOW_HIDDEN);
  /* Over a box of the thumbnail's size: a photo would ask for the width of its pixels. */
  gtk_widget_set_size_request (frame, THUMB_WIDTH, THUMB_HEIGHT);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), frame);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->picture);
  gtk_button_set_child (GTK_BUTTON (button), overlay);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "attachment.open");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "dt-thumb");
  gtk_widget_set_tooltip_text (button, self->attachment->name);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return button;
}

/**
 * dt_attachment_button_new:
 * @service: (nullable): whom to ask for the content
 * @attachment: the file
 * @all: (element-type DtAttachment): the files among which the viewer can go on
 *
 * Returns: (transfer floating): a new button
 */
GtkWidget *
dt_attachment_button_new (DtService *service, DtAttachment *attachment, GPtrArray *all)
{
  g_return_val_if_fail (attachment != NULL && all != NULL, NULL);

  DtAttachmentButton *self = g_object_new (DT_TYPE_ATTACHMENT_BUTTON, NULL);

  g_set_object (&self->service, service);
  self->attachment = g_object_ref (attachment);
  self->all = g_ptr_array_ref (all);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
  adw_bin_set_child (ADW_BIN (self),
                     dt_image_is_type (attachment->media_type) ? make_thumb (self)
                                                               : make_file (self));
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of a case, shown small; its content is read when it is wanted. */
#include "ui/inbox/dt-attachment-button.h"

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

typedef struct
{
  DtService *service;
  DtAttachment *attachment;
  GFile *file;
  GtkWindow *parent;
  gboolean open; /* show it afterwards */
} Saving;

static void
saving_free (Saving *saving)
{
  g_clear_object (&saving->service);
  g_clear_object (&saving->attachment);
  g_clear_object (&saving->file);
  if (saving->parent != NULL)
    g_object_remove_weak_pointer (G_OBJECT (saving->parent), (gpointer *) &saving->parent);
  g_free (saving);
}

static Saving *
saving_new (DtService *service, DtAttachment *attachment, GtkWindow *parent)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->service = g_object_ref (service);
  saving->attachment = g_object_ref (attachment);
  saving->parent = parent;
  if (parent != NULL)
    g_object_add_weak_pointer (G_OBJECT (parent), (gpointer *) &saving->parent);
  return saving;
}

static void
show_trouble (GtkWindow *parent, const GError *error)
{
  g_autofree char *text = dt_words_error (error);
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("The file could not be saved"), text);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_file_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      if (saving->parent != NULL)
        show_trouble (saving->parent, error);
    }
  else if (saving->open)
    {
      g_autofree char *uri = g_file_get_uri (saving->file);

      gtk_show_uri (saving->parent, uri, GDK_CURRENT_TIME);
    }
  saving_free (saving);
}

static void
on_content_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content
      = dt_service_load_attachment_finish (DT_SERVICE (source), result, &error);

  if (content == NULL)
    {
      if (saving->parent != NULL)
        show_trouble (saving->parent, error);
      saving_free (saving);
      return;
    }
  g_file_replace_contents_bytes_async (
      saving->file, content, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, on_file_written_cb, saving);
}

static void
on_chooser_response_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  Saving *saving = data;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      saving->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      dt_service_load_attachment_async (
          saving->service, saving->attachment->hash, NULL, on_content_loaded_cb, saving);
    }
  else
    saving_free (saving);
  g_object_unref (dialog);
}

/**
 * dt_attachment_save:
 * @service: the open workspace
 * @attachment: what to save
 * @parent: (nullable): the window that asks
 *
 * Asks for a place and writes the content there.
 */
void
dt_attachment_save (DtService *service, DtAttachment *attachment, GtkWindow *parent)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Save File"), parent, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), attachment->name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser,
                    "response",
                    G_CALLBACK (on_chooser_response_cb),
                    saving_new (service, attachment, parent));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

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

/* Another program needs a file that it can read: it lies in the memory of this session (the
 * runtime folder), readable by this user only, and goes with the session. */
static void
on_open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DtAttachmentButton *self = DT_ATTACHMENT_BUTTON (widget);
  g_autofree char *folder = NULL;
  g_autofree char *base = NULL;
  g_autofree char *path = NULL;
  Saving *saving;

  if (self->service == NULL)
    return;
  if (self->picture != NULL)
    {
      GtkWidget *window
          = dt_photo_window_new (self->service, self->all, self->attachment, get_window (self));

      gtk_window_present (GTK_WINDOW (window));
      return;
    }
  folder = g_build_filename (g_get_user_runtime_dir (), "doi-thoai", self->attachment->hash, NULL);
  g_mkdir_with_parents (folder, 0700);
  base = g_path_get_basename (self->attachment->name);
  path = g_build_filename (folder, base, NULL);
  saving = saving_new (self->service, self->attachment, get_window (self));
  saving->file = g_file_new_for_path (path);
  saving->open = TRUE;
  dt_service_load_attachment_async (
      self->service, self->attachment->hash, NULL, on_content_loaded_cb, saving);
}

static void
on_thumb_decoded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtAttachmentButton) self = data;
  g_autoptr (GdkTexture) texture = dt_image_decode_finish (result, NULL);

  if (self->picture == NULL)
    return;
  if (texture != NULL)
    gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  else
    gtk_widget_add_css_class (self->picture, "dt-broken");
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
  g_autofree char *label = g_strdup_printf (_ ("Photo %s"), self->attachment->name);

  self->picture = gtk_picture_new ();
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_COVER);
  gtk_widget_set_size_request (self->picture, THUMB_WIDTH, THUMB_HEIGHT);
  gtk_widget_set_overflow (self->picture, GTK_OVERFLOW_HIDDEN);
  gtk_button_set_child (GTK_BUTTON (button), self->picture);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "attachment.open");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "dt-thumb");
  gtk_widget_set_tooltip_text (button, self->attachment->name);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return button;
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
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
  adw_bin_set_child (ADW_BIN (self),
                     dt_image_is_type (attachment->media_type) ? make_thumb (self)
                                                               : make_file (self));
  return GTK_WIDGET (self);
}

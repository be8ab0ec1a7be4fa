/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes an attachment out of the record. */
#include "ui/inbox/dt-attachment-saver.h"

#include "ui/shell/dt-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

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

/**
 * dt_attachment_open:
 * @service: the open workspace
 * @attachment: what to show
 * @parent: (nullable): the window that asks
 *
 * Another program needs a file that it can read: it lies in the memory of this session (the runtime
 * folder), readable by this user only, and goes with the session.
 */
void
dt_attachment_open (DtService *service, DtAttachment *attachment, GtkWindow *parent)
{
  g_autofree char *folder
      = g_build_filename (g_get_user_runtime_dir (), "doi-thoai", attachment->hash, NULL);
  g_autofree char *base = g_path_get_basename (attachment->name);
  g_autofree char *path = g_build_filename (folder, base, NULL);
  Saving *saving = saving_new (service, attachment, parent);

  g_mkdir_with_parents (folder, 0700);
  saving->file = g_file_new_for_path (path);
  saving->open = TRUE;
  dt_service_load_attachment_async (service, attachment->hash, NULL, on_content_loaded_cb, saving);
}

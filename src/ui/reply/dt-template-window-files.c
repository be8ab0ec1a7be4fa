/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manager of templates: files they come from and go to. Main thread. */
#include "ui/reply/dt-template-exporter.h"
#include "ui/reply/dt-template-import-window.h"
#include "ui/reply/dt-template-window-private.h"

#include <glib/gi18n.h>

/* A hundred templates with their files are a few megabytes. */
#define MAX_BYTES (200 * 1024 * 1024)

static void
on_exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtTemplateWindow) self = data;
  g_autoptr (GError) error = NULL;
  guint n = dt_template_export_finish (result, &error);
  g_autofree char *text
      = g_strdup_printf (ngettext ("%u template exported", "%u templates exported", n), n);

  if (self->service == NULL)
    return;
  if (error != NULL)
    dt_template_window_say_error (self, error);
  else
    dt_template_window_say (self, text);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtTemplateWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  DtTemplateParcel *parcel = NULL;
  gsize length = 0;

  if (!g_file_load_contents_finish (G_FILE (source), result, &text, &length, NULL, &error))
    {
      if (self->service != NULL)
        dt_template_window_say_error (self, error);
      return;
    }
  if (self->service == NULL)
    return;
  if (length <= MAX_BYTES && g_utf8_validate (text, (gssize) length, NULL))
    parcel = dt_template_parcel_read (text, dt_service_get_templates (self->service), NULL);
  if (parcel == NULL)
    dt_template_window_say (
        self,
        _ ("This is no file of templates, or it is damaged. Choose one that was exported here."));
  else
    gtk_window_present (
        GTK_WINDOW (dt_template_import_window_new (self->runner, GTK_WINDOW (self), parcel, name)));
}

static void
on_chooser_response_cb (DtTemplateWindow *self, int response)
{
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (self->chooser);
  gboolean saving = gtk_file_chooser_get_action (chooser) == GTK_FILE_CHOOSER_ACTION_SAVE;
  g_autoptr (GFile) file
      = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (chooser) : NULL;

  g_clear_object (&self->chooser);
  if (file != NULL && saving)
    dt_template_window_export (self, file);
  else if (file != NULL)
    dt_template_window_import (self, file);
}

void
dt_template_window_choose_file (DtTemplateWindow *self, gboolean saving)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (
      saving ? _ ("Export Templates") : _ ("Choose a File of Templates"),
      GTK_WINDOW (self),
      saving ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN,
      saving ? _ ("_Export") : _ ("_Open"),
      _ ("_Cancel"));
  gtk_file_filter_set_name (filter, _ ("Files of templates"));
  gtk_file_filter_add_pattern (filter, "*.json");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  if (saving)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), "mau-tra-loi.json");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (
      self->chooser, "response", G_CALLBACK (on_chooser_response_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/**
 * dt_template_window_import:
 * @self: a window
 * @file: that was exported here or elsewhere
 *
 * Shows what stands in it; nothing is taken in before the officer says so.
 */
void
dt_template_window_import (DtTemplateWindow *self, GFile *file)
{
  g_return_if_fail (DT_IS_TEMPLATE_WINDOW (self) && G_IS_FILE (file));

  g_file_load_contents_async (file, NULL, on_read_cb, g_object_ref (self));
}

/**
 * dt_template_window_export:
 * @self: a window
 * @file: where to
 *
 * Writes all templates that are not archived.
 */
void
dt_template_window_export (DtTemplateWindow *self, GFile *file)
{
  g_return_if_fail (DT_IS_TEMPLATE_WINDOW (self) && G_IS_FILE (file));

  GPtrArray *all = dt_service_get_templates (self->service);
  g_autoptr (GPtrArray) templates = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < all->len; i++)
    if (!((DtReplyTemplate *) all->pdata[i])->archived)
      g_ptr_array_add (templates, g_object_ref (all->pdata[i]));
  dt_template_export_async (self->service, templates, file, on_exported_cb, g_object_ref (self));
}

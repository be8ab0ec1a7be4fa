/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that come with a template, one row each. Main thread. */
#include "ui/reply/dt-template-files.h"

#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

struct _DtTemplateFiles
{
  GtkWidget parent_instance;
  GtkListBox *list;
  GPtrArray *attachments; /* of DtAttachment */
  GPtrArray *added;       /* of DtLoadedFile */
};

enum
{
  CHANGED,
  PROBLEM,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtTemplateFiles, dt_template_files, GTK_TYPE_WIDGET)

static void fill (DtTemplateFiles *self);

static void
on_remove_cb (DtTemplateFiles *self, GtkWidget *button)
{
  gpointer item = g_object_get_data (G_OBJECT (button), "item");

  if (!g_ptr_array_remove (self->attachments, item))
    g_ptr_array_remove (self->added, item);
  fill (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_row (DtTemplateFiles *self, gpointer item, const char *name, gint64 bytes)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *size = dt_words_size (bytes);
  g_autofree char *tip = g_strdup_printf (_ ("Take out %s"), name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), size);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("mail-attachment-symbolic"));
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  g_object_set_data (G_OBJECT (remove), "item", item);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  gtk_list_box_append (self->list, row);
}

static void
fill (DtTemplateFiles *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < self->attachments->len; i++)
    {
      DtAttachment *attachment = self->attachments->pdata[i];

      add_row (self, attachment, attachment->name, attachment->size);
    }
  for (guint i = 0; i < self->added->len; i++)
    {
      DtLoadedFile *file = self->added->pdata[i];

      add_row (self, file, file->name, (gint64) g_bytes_get_size (file->content));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->attachments->len + self->added->len > 0);
}

static void
on_loaded_cb (GPtrArray *files, const GError *error, gpointer user_data)
{
  DtTemplateFiles *self = user_data;

  for (guint i = 0; i < files->len; i++)
    dt_template_files_add (self, files->pdata[i]);
  if (error != NULL)
    {
      g_autofree char *words = dt_words_error (error);

      g_signal_emit (self, signals[PROBLEM], 0, words);
    }
}

static void
dt_template_files_dispose (GObject *object)
{
  DtTemplateFiles *self = DT_TEMPLATE_FILES (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (dt_template_files_parent_class)->dispose (object);
}

static void
dt_template_files_finalize (GObject *object)
{
  g_ptr_array_unref (DT_TEMPLATE_FILES (object)->attachments);
  g_ptr_array_unref (DT_TEMPLATE_FILES (object)->added);
  G_OBJECT_CLASS (dt_template_files_parent_class)->finalize (object);
}

static void
dt_template_files_class_init (DtTemplateFilesClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_template_files_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_template_files_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[CHANGED]
      = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PROBLEM] = g_signal_new (
      "problem", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
dt_template_files_init (DtTemplateFiles *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  self->attachments = g_ptr_array_new_with_free_func (g_object_unref);
  self->added = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_loaded_file_unref);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Attached files"), -1);
  gtk_widget_set_parent (list, GTK_WIDGET (self));
  gtk_widget_set_visible (list, FALSE);
}

/**
 * dt_template_files_set_attachments:
 * @self: the files
 * @attachments: (element-type DtAttachment): those that it has
 */
void
dt_template_files_set_attachments (DtTemplateFiles *self, GPtrArray *attachments)
{
  g_return_if_fail (DT_IS_TEMPLATE_FILES (self) && attachments != NULL);

  g_ptr_array_set_size (self->attachments, 0);
  g_ptr_array_set_size (self->added, 0);
  for (guint i = 0; i < attachments->len; i++)
    g_ptr_array_add (self->attachments, g_object_ref (attachments->pdata[i]));
  fill (self);
}

/**
 * dt_template_files_get_attachments:
 * @self: the files
 *
 * Returns: (transfer none) (element-type DtAttachment): those that were kept
 */
GPtrArray *
dt_template_files_get_attachments (DtTemplateFiles *self)
{
  g_return_val_if_fail (DT_IS_TEMPLATE_FILES (self), NULL);

  return self->attachments;
}

/**
 * dt_template_files_get_new:
 * @self: the files
 *
 * Returns: (transfer none): of DtLoadedFile: those that came
 */
GPtrArray *
dt_template_files_get_new (DtTemplateFiles *self)
{
  g_return_val_if_fail (DT_IS_TEMPLATE_FILES (self), NULL);

  return self->added;
}

/**
 * dt_template_files_add:
 * @self: the files
 * @file: one more
 */
void
dt_template_files_add (DtTemplateFiles *self, DtLoadedFile *file)
{
  g_return_if_fail (DT_IS_TEMPLATE_FILES (self) && file != NULL);

  g_ptr_array_add (self->added, dt_loaded_file_ref (file));
  fill (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * dt_template_files_choose:
 * @self: the files, in a window
 *
 * Lets the officer choose some more.
 */
void
dt_template_files_choose (DtTemplateFiles *self)
{
  g_return_if_fail (DT_IS_TEMPLATE_FILES (self));

  dt_files_choose (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), G_OBJECT (self), on_loaded_cb, self);
}

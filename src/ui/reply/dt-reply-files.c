/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a reply as small buttons below its text. */
#include "ui/reply/dt-reply-files.h"

#include "ui/shell/dt-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define MAX_NAME_CHARS 28

struct _DtReplyFiles
{
  GtkWidget parent_instance;
  GtkFlowBox *box;
  GPtrArray *attachments; /* of DtAttachment */
  gboolean editable;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (DtReplyFiles, dt_reply_files, GTK_TYPE_WIDGET)

static void show (DtReplyFiles *self);

static void
on_clicked_cb (GtkButton *button, DtReplyFiles *self)
{
  g_ptr_array_remove (self->attachments, g_object_get_data (G_OBJECT (button), "attachment"));
  show (self);
  g_signal_emit (self, changed_signal, 0);
}

static GtkWidget *
make_button (DtReplyFiles *self, DtAttachment *attachment)
{
  GtkWidget *button = gtk_button_new ();
  AdwButtonContent *content = ADW_BUTTON_CONTENT (adw_button_content_new ());
  g_autofree char *size = dt_words_size (attachment->size);
  g_autofree char *tooltip = g_strdup_printf (_ ("Leave out %s"), attachment->name);
  glong length = g_utf8_strlen (attachment->name, -1);
  g_autofree char *name = g_utf8_substring (attachment->name, 0, MIN (length, MAX_NAME_CHARS));
  g_autofree char *label
      = g_strdup_printf ("%s%s · %s", name, length > MAX_NAME_CHARS ? "…" : "", size);

  adw_button_content_set_icon_name (content, "window-close-symbolic");
  adw_button_content_set_label (content, label);
  gtk_button_set_child (GTK_BUTTON (button), GTK_WIDGET (content));
  gtk_widget_set_sensitive (button, self->editable);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_widget_add_css_class (button, "dt-file");
  g_object_set_data (G_OBJECT (button), "attachment", attachment);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked_cb), self);
  return button;
}

static void
show (DtReplyFiles *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_flow_box_remove (self->box, child);
  for (guint i = 0; i < self->attachments->len; i++)
    gtk_flow_box_append (self->box, make_button (self, self->attachments->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), self->attachments->len > 0);
}

static void
dt_reply_files_dispose (GObject *object)
{
  DtReplyFiles *self = DT_REPLY_FILES (object);

  g_clear_pointer (&self->attachments, g_ptr_array_unref);
  if (self->box != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->box));
  self->box = NULL;
  G_OBJECT_CLASS (dt_reply_files_parent_class)->dispose (object);
}

static void
dt_reply_files_class_init (DtReplyFilesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dt_reply_files_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  changed_signal = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dt_reply_files_init (DtReplyFiles *self)
{
  self->editable = TRUE;
  self->attachments = g_ptr_array_new_with_free_func (g_object_unref);
  self->box = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (self->box, 6);
  gtk_flow_box_set_row_spacing (self->box, 6);
  gtk_flow_box_set_max_children_per_line (self->box, 4);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Attached files"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * dt_reply_files_set:
 * @self: files
 * @attachments: (element-type DtAttachment): what they are to be
 */
void
dt_reply_files_set (DtReplyFiles *self, GPtrArray *attachments)
{
  g_return_if_fail (DT_IS_REPLY_FILES (self) && attachments != NULL);

  g_ptr_array_set_size (self->attachments, 0);
  for (guint i = 0; i < attachments->len; i++)
    g_ptr_array_add (self->attachments, g_object_ref (attachments->pdata[i]));
  show (self);
}

/**
 * dt_reply_files_has:
 * @self: files
 * @hash: of a content
 *
 * Returns: whether it is among them
 */
gboolean
dt_reply_files_has (DtReplyFiles *self, const char *hash)
{
  g_return_val_if_fail (DT_IS_REPLY_FILES (self), FALSE);

  for (guint i = 0; i < self->attachments->len; i++)
    if (g_strcmp0 (((DtAttachment *) self->attachments->pdata[i])->hash, hash) == 0)
      return TRUE;
  return FALSE;
}

/**
 * dt_reply_files_add:
 * @self: files
 * @attachment: one more
 */
void
dt_reply_files_add (DtReplyFiles *self, DtAttachment *attachment)
{
  g_return_if_fail (DT_IS_REPLY_FILES (self) && DT_IS_ATTACHMENT (attachment));

  if (dt_reply_files_has (self, attachment->hash))
    return;
  g_ptr_array_add (self->attachments, g_object_ref (attachment));
  show (self);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * dt_reply_files_get:
 * @self: files
 *
 * Returns: (transfer none) (element-type DtAttachment): what they are
 */
GPtrArray *
dt_reply_files_get (DtReplyFiles *self)
{
  g_return_val_if_fail (DT_IS_REPLY_FILES (self), NULL);

  return self->attachments;
}

/**
 * dt_reply_files_set_editable:
 * @self: files
 * @editable: whether they can be left out
 */
void
dt_reply_files_set_editable (DtReplyFiles *self, gboolean editable)
{
  g_return_if_fail (DT_IS_REPLY_FILES (self));

  self->editable = editable;
  show (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The popover that offers the files of a case, the newest first, each once. */
#include "ui/reply/dt-case-files.h"

#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

#define MAX_HEIGHT 320

struct _DtCaseFiles
{
  GtkPopover parent_instance;
  GtkListBox *list;
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (DtCaseFiles, dt_case_files, GTK_TYPE_POPOVER)

static void
on_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, DtCaseFiles *self)
{
  g_autoptr (DtAttachment) attachment
      = g_object_ref (g_object_get_data (G_OBJECT (row), "attachment"));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, chosen_signal, 0, attachment);
}

static void
add_row (DtCaseFiles *self, DtAttachment *attachment)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = NULL;
  g_autofree char *size = dt_words_size (attachment->size);
  g_autofree char *text = g_strdup_printf ("%s · %s", attachment->name, size);

  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  g_object_set_data_full (G_OBJECT (row), "attachment", g_object_ref (attachment), g_object_unref);
  gtk_list_box_append (self->list, row);
}

static void
add_all (DtCaseFiles *self, DtCaseFile *file, GHashTable *seen)
{
  for (guint i = file->timeline->len; i > 0; i--)
    {
      DtTimelineItem *item = file->timeline->pdata[i - 1];

      if (item->attachments == NULL || item->erased)
        continue;
      for (guint j = 0; j < item->attachments->len; j++)
        {
          DtAttachment *attachment = item->attachments->pdata[j];

          if (g_hash_table_add (seen, attachment->hash))
            add_row (self, attachment);
        }
    }
}

static void
dt_case_files_class_init (DtCaseFilesClass *klass)
{
  chosen_signal = g_signal_new ("chosen",
                                G_TYPE_FROM_CLASS (klass),
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                1,
                                DT_TYPE_ATTACHMENT);
}

static void
dt_case_files_init (DtCaseFiles *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *none = gtk_label_new (_ ("The case has no other files"));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (none, "dt-dim");
  gtk_list_box_set_placeholder (self->list, none);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "dt-template-list");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Files of the case"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_popover_set_child (GTK_POPOVER (self), scroller);
}

/**
 * dt_case_files_new:
 * @file: a case
 * @taken: (element-type DtAttachment): what is with the reply already
 *
 * Returns: (transfer floating): a popover with the other files of the case
 */
GtkWidget *
dt_case_files_new (DtCaseFile *file, GPtrArray *taken)
{
  DtCaseFiles *self = g_object_new (DT_TYPE_CASE_FILES, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < taken->len; i++)
    g_hash_table_add (seen, ((DtAttachment *) taken->pdata[i])->hash);
  if (file != NULL)
    add_all (self, file, seen);
  return GTK_WIDGET (self);
}

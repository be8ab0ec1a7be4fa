/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures are read one after the other, then the document is made; the other variant is made of
 * the same. Main thread. */
#include "ui/inbox/dt-case-export-window.h"

#include "ui/inbox/dt-event-words.h"
#include "ui/letters/dt-paper-view.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

/* A case with more than that is printed with those that fit. */
#define MAX_PICTURE_BYTES (48 * 1024 * 1024)

struct _DtCaseExportWindow
{
  AdwWindow parent_instance;
  AdwWindowTitle *heading;
  GtkToggleButton *full;
  GtkToggleButton *anonymous;
  GtkWidget *print;
  GtkWidget *save;
  DtPaperView *paper;

  DtService *service;
  DtCaseFile *file;
  GHashTable *pictures; /* hash → GBytes */
  GPtrArray *wanted;    /* of char *: hashes, the next one last */
  gsize taken;          /* bytes of @pictures */
  gboolean ready;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (DtCaseExportWindow, dt_case_export_window, ADW_TYPE_WINDOW)

static char *
describe (DtTimelineItem *item, gpointer data)
{
  return dt_event_words (item);
}

static void
show_document (DtCaseExportWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *html = dt_service_case_to_html (self->service,
                                                   self->file,
                                                   self->pictures,
                                                   gtk_toggle_button_get_active (self->anonymous),
                                                   dt_words_status (self->file->a_case->status),
                                                   describe,
                                                   NULL,
                                                   &error);

  if (html == NULL)
    {
      dt_paper_view_fail (self->paper, error, NULL);
      return;
    }
  if (!dt_paper_view_show_page (self->paper, html, DT_WEB_PAPER_A4, _ ("The case as a document")))
    return;
  gtk_widget_set_sensitive (self->print, TRUE);
  gtk_widget_set_sensitive (self->save, TRUE);
}

/* ---- pictures ---- */

static void read_next (DtCaseExportWindow *self);

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtCaseExportWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes
      = dt_service_load_attachment_finish (DT_SERVICE (source), result, &error);
  g_autofree char *hash = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  hash = g_ptr_array_steal_index (self->wanted, self->wanted->len - 1);
  /* One that cannot be read stays in the list of files and is no picture. */
  if (bytes != NULL && self->taken + g_bytes_get_size (bytes) <= MAX_PICTURE_BYTES)
    {
      self->taken += g_bytes_get_size (bytes);
      g_hash_table_insert (self->pictures, g_steal_pointer (&hash), g_steal_pointer (&bytes));
    }
  read_next (self);
}

static void
read_next (DtCaseExportWindow *self)
{
  if (self->wanted->len > 0)
    {
      dt_service_load_attachment_async (self->service,
                                        self->wanted->pdata[self->wanted->len - 1],
                                        self->cancellable,
                                        on_read_cb,
                                        g_object_ref (self));
      return;
    }
  self->ready = TRUE;
  show_document (self);
}

static void
list_pictures (DtCaseExportWindow *self)
{
  for (guint i = self->file->timeline->len; i > 0; i--)
    {
      DtTimelineItem *item = self->file->timeline->pdata[i - 1];

      for (guint j = item->attachments->len; j > 0; j--)
        {
          DtAttachment *attachment = item->attachments->pdata[j - 1];

          if (dt_service_prints_picture (attachment))
            g_ptr_array_add (self->wanted, g_strdup (attachment->hash));
        }
    }
}

/* ---- callbacks ---- */

static void
on_variant_cb (DtCaseExportWindow *self)
{
  if (self->ready)
    show_document (self);
}

static void
on_print_cb (DtCaseExportWindow *self)
{
  dt_paper_view_print (self->paper);
}

static void
on_save_cb (DtCaseExportWindow *self)
{
  /* Translators: names of files; the code of a case. */
  g_autofree char *name = g_strdup_printf (gtk_toggle_button_get_active (self->anonymous)
                                               ? _ ("Case %s without people.pdf")
                                               : _ ("Case %s.pdf"),
                                           self->file->a_case->code);

  dt_paper_view_save (self->paper, _ ("Save the case"), name);
}

static void
on_officer_changed_cb (DtCaseExportWindow *self)
{
  if (dt_service_get_officer (self->service) == NULL)
    gtk_window_destroy (GTK_WINDOW (self));
}

/* ---- class ---- */

static void
dt_case_export_window_dispose (GObject *object)
{
  DtCaseExportWindow *self = DT_CASE_EXPORT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_CASE_EXPORT_WINDOW);
  G_OBJECT_CLASS (dt_case_export_window_parent_class)->dispose (object);
}

static void
dt_case_export_window_finalize (GObject *object)
{
  DtCaseExportWindow *self = DT_CASE_EXPORT_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->service);
  g_clear_object (&self->file);
  g_hash_table_unref (self->pictures);
  g_ptr_array_unref (self->wanted);
  G_OBJECT_CLASS (dt_case_export_window_parent_class)->finalize (object);
}

static void
dt_case_export_window_class_init (DtCaseExportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_case_export_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_case_export_window_finalize;

  g_type_ensure (DT_TYPE_PAPER_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/inbox/dt-case-export-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DtCaseExportWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, DtCaseExportWindow, full);
  gtk_widget_class_bind_template_child (widget_class, DtCaseExportWindow, anonymous);
  gtk_widget_class_bind_template_child (widget_class, DtCaseExportWindow, print);
  gtk_widget_class_bind_template_child (widget_class, DtCaseExportWindow, save);
  gtk_widget_class_bind_template_child (widget_class, DtCaseExportWindow, paper);
  gtk_widget_class_bind_template_callback (widget_class, on_variant_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_print_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
dt_case_export_window_init (DtCaseExportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->wanted = g_ptr_array_new_with_free_func (g_free);
  self->pictures
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  dt_paper_view_set_failed_title (self->paper, _ ("The case cannot be shown"));
}

/**
 * dt_case_export_window_present:
 * @service: the open workspace
 * @parent: (nullable): the window it stands over
 * @file: the case
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_case_export_window_present (DtService *service, GtkWindow *parent, DtCaseFile *file)
{
  DtCaseExportWindow *self;

  g_return_val_if_fail (DT_IS_SERVICE (service) && DT_IS_CASE_FILE (file), NULL);

  self = g_object_new (
      DT_TYPE_CASE_EXPORT_WINDOW, "transient-for", parent, "modal", parent != NULL, NULL);
  self->service = g_object_ref (service);
  self->file = g_object_ref (file);
  adw_window_title_set_subtitle (self->heading, file->a_case->code);
  g_signal_connect_object (
      service, "officer-changed", G_CALLBACK (on_officer_changed_cb), self, G_CONNECT_SWAPPED);
  list_pictures (self);
  read_next (self);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WINDOW (self);
}

/**
 * dt_case_export_window_get_html:
 * @self: the window
 *
 * Returns: (transfer none) (nullable): the document shown
 */
const char *
dt_case_export_window_get_html (DtCaseExportWindow *self)
{
  g_return_val_if_fail (DT_IS_CASE_EXPORT_WINDOW (self), NULL);

  return dt_paper_view_get_html (self->paper);
}

/**
 * dt_case_export_window_set_anonymous:
 * @self: the window
 * @anonymous: whether people are taken out
 */
void
dt_case_export_window_set_anonymous (DtCaseExportWindow *self, gboolean anonymous)
{
  g_return_if_fail (DT_IS_CASE_EXPORT_WINDOW (self));

  gtk_toggle_button_set_active (anonymous ? self->anonymous : self->full, TRUE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page in a web view that is made when it is first shown, and toasts over it. Main thread. */
#include "ui/letters/dt-paper-view.h"

#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

struct _DtPaperView
{
  AdwBin parent_instance;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwBin *preview;
  AdwStatusPage *failed;

  GtkWidget *view;
  char *html;
  DtWebPaper paper;
  GBytes *bytes; /* to be saved instead of the page, or NULL */
  GCancellable *cancellable;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (DtPaperView, dt_paper_view, ADW_TYPE_BIN)

enum
{
  ISSUED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GtkWindow *
get_window (DtPaperView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* Tells what came of printing or saving. */
static void
finish (DtPaperView *self, const char *done, const GError *error)
{
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  words = error != NULL ? dt_words_error (error) : g_strdup (done);
  dt_paper_view_tell (self, words);
  if (error == NULL)
    g_signal_emit (self, signals[ISSUED], 0);
}

static void
on_printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtPaperView) self = data;
  g_autoptr (GError) error = NULL;

  dt_web_print_dialog_finish (result, &error);
  finish (self, _ ("Sent to the printer"), error);
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtPaperView) self = data;
  g_autoptr (GError) error = NULL;

  dt_web_print_pdf_finish (result, &error);
  finish (self, _ ("Saved"), error);
}

static void
on_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtPaperView) self = data;
  g_autoptr (GError) error = NULL;

  g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  finish (self, _ ("Saved"), error);
}

static void
on_chooser_response_cb (DtPaperView *self, int response)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  if (file != NULL)
    path = g_file_get_path (file);
  if (path != NULL && self->bytes != NULL)
    g_file_replace_contents_bytes_async (file,
                                         self->bytes,
                                         NULL,
                                         FALSE,
                                         G_FILE_CREATE_PRIVATE,
                                         NULL,
                                         on_written_cb,
                                         g_object_ref (self));
  else if (path != NULL)
    dt_web_print_pdf_async (
        self->html, self->paper, path, self->cancellable, on_saved_cb, g_object_ref (self));
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_object (&self->chooser);
}

static void
ask_where (DtPaperView *self, const char *title, const char *name)
{
  self->chooser = gtk_file_chooser_native_new (
      title, get_window (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (
      self->chooser, "response", G_CALLBACK (on_chooser_response_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ---- class ---- */

static void
dt_paper_view_dispose (GObject *object)
{
  DtPaperView *self = DT_PAPER_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_PAPER_VIEW);
  self->toasts = NULL;
  self->view = NULL;
  G_OBJECT_CLASS (dt_paper_view_parent_class)->dispose (object);
}

static void
dt_paper_view_finalize (GObject *object)
{
  DtPaperView *self = DT_PAPER_VIEW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->html);
  G_OBJECT_CLASS (dt_paper_view_parent_class)->finalize (object);
}

static void
dt_paper_view_class_init (DtPaperViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_paper_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_paper_view_finalize;

  signals[ISSUED] = g_signal_new (
      "issued", DT_TYPE_PAPER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/letters/dt-paper-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DtPaperView, toasts);
  gtk_widget_class_bind_template_child (widget_class, DtPaperView, stack);
  gtk_widget_class_bind_template_child (widget_class, DtPaperView, preview);
  gtk_widget_class_bind_template_child (widget_class, DtPaperView, failed);
}

static void
dt_paper_view_init (DtPaperView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * dt_paper_view_show_page:
 * @self: a view
 * @html: a page of our own making
 * @paper: what it is made for
 * @label: what it is
 *
 * Returns: whether it is shown; if not, the view says why
 */
gboolean
dt_paper_view_show_page (DtPaperView *self, const char *html, DtWebPaper paper, const char *label)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (DT_IS_PAPER_VIEW (self) && html != NULL, FALSE);

  g_free (self->html);
  self->html = g_strdup (html);
  self->paper = paper;
  if (self->view != NULL)
    dt_web_view_set_html (self->view, html);
  else
    {
      self->view = dt_web_view_new (html, &error);
      if (self->view == NULL)
        {
          dt_paper_view_fail (self, error, NULL);
          return FALSE;
        }
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      adw_bin_set_child (self->preview, self->view);
    }
  gtk_stack_set_visible_child_name (self->stack, "preview");
  return TRUE;
}

/**
 * dt_paper_view_fail:
 * @self: a view
 * @error: why there is no page
 * @words: (nullable): the same for people
 */
void
dt_paper_view_fail (DtPaperView *self, const GError *error, const char *words)
{
  g_autofree char *own = NULL;
  g_autofree char *escaped = NULL;

  g_return_if_fail (DT_IS_PAPER_VIEW (self) && error != NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->toasts == NULL)
    return;
  if (words == NULL)
    own = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED)
              ? g_strdup (_ ("The part of the program that shows and prints documents is not "
                             "installed on this computer. Ask the administrator."))
              : dt_words_error (error);
  escaped = g_markup_escape_text (words != NULL ? words : own, -1);
  g_clear_pointer (&self->html, g_free);
  adw_status_page_set_description (self->failed, escaped);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/**
 * dt_paper_view_set_failed_title:
 * @self: a view
 * @title: what cannot be shown when it cannot
 */
void
dt_paper_view_set_failed_title (DtPaperView *self, const char *title)
{
  g_return_if_fail (DT_IS_PAPER_VIEW (self));

  adw_status_page_set_title (self->failed, title);
}

/**
 * dt_paper_view_get_html:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the page shown
 */
const char *
dt_paper_view_get_html (DtPaperView *self)
{
  g_return_val_if_fail (DT_IS_PAPER_VIEW (self), NULL);

  return self->html;
}

/**
 * dt_paper_view_print:
 * @self: a view
 *
 * By the system's dialog.
 */
void
dt_paper_view_print (DtPaperView *self)
{
  g_return_if_fail (DT_IS_PAPER_VIEW (self));

  if (self->html != NULL)
    dt_web_print_dialog_async (
        self->html, self->paper, get_window (self), on_printed_cb, g_object_ref (self));
}

/**
 * dt_paper_view_save:
 * @self: a view
 * @title: of the dialog that asks where
 * @name: of the file
 */
void
dt_paper_view_save (DtPaperView *self, const char *title, const char *name)
{
  g_return_if_fail (DT_IS_PAPER_VIEW (self) && title != NULL && name != NULL);

  if (self->html != NULL && self->chooser == NULL)
    ask_where (self, title, name);
}

/**
 * dt_paper_view_save_bytes:
 * @self: a view
 * @title: of the dialog that asks where
 * @name: of the file
 * @bytes: its content
 */
void
dt_paper_view_save_bytes (DtPaperView *self, const char *title, const char *name, GBytes *bytes)
{
  g_return_if_fail (DT_IS_PAPER_VIEW (self) && title != NULL && name != NULL && bytes != NULL);

  if (self->chooser != NULL)
    return;
  self->bytes = g_bytes_ref (bytes);
  ask_where (self, title, name);
}

/**
 * dt_paper_view_tell:
 * @self: a view
 * @text: said over the page for a moment
 */
void
dt_paper_view_tell (DtPaperView *self, const char *text)
{
  g_return_if_fail (DT_IS_PAPER_VIEW (self) && text != NULL);

  /* The window may have been closed. */
  if (self->toasts != NULL)
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of an import in one window. What was taken in stays when it is stopped. */
#include "ui/import/dt-import-window.h"

#include "service/dt-importer.h"
#include "ui/forms/dt-form.h"
#include "ui/import/dt-import-words.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

#define SAMPLE_ROWS 8
#define CELL_CHARS 28

struct _DtImportWindow
{
  AdwWindow parent_instance;
  AdwWindowTitle *heading;
  GtkButton *cancel;
  GtkButton *run;
  GtkInfoBar *trouble;
  GtkLabel *trouble_text;
  GtkStack *pages;
  AdwComboRow *format;
  AdwComboRow *channel;
  GtkGrid *table;
  GtkProgressBar *progress;
  GtkLabel *progress_text;
  GtkLabel *result_title;
  AdwPreferencesGroup *result_rows;
  GtkWidget *show_set_aside;
  GtkDropTarget *drop_target;

  DtService *service;
  DtImporter *importer;
  GFile *file;
  GCancellable *cancellable; /* of the run, or NULL */
  GtkFileChooserNative *chooser;
  gboolean filling; /* the combos are being set by us */
};

enum
{
  SHOW_SET_ASIDE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtImportWindow, dt_import_window, ADW_TYPE_WINDOW)

/* ---- trouble ---- */

static void
show_trouble (DtImportWindow *self, const char *text, GtkMessageType type)
{
  gtk_info_bar_set_message_type (self->trouble, type);
  gtk_label_set_text (self->trouble_text, text != NULL ? text : "");
  gtk_info_bar_set_revealed (self->trouble, text != NULL);
}

static void
show_error (DtImportWindow *self, const GError *error)
{
  g_autofree char *text = g_error_matches (error, DT_ERROR, DT_ERROR_INVALID)
                              ? g_strdup (_ ("The file is none of the formats that can be read. "
                                             "Save it as an Excel workbook or as CSV and choose it "
                                             "again."))
                              : dt_words_error (error);

  show_trouble (self, text, GTK_MESSAGE_ERROR);
}

static void
update_ready (DtImportWindow *self)
{
  const char *problem = dt_importer_get_problem (self->importer);

  gtk_widget_set_sensitive (GTK_WIDGET (self->run), problem == NULL);
  if (problem != NULL)
    show_trouble (self,
                  _ ("No column is marked as content yet. Choose “Content” above the column that "
                     "holds what the citizen said."),
                  GTK_MESSAGE_WARNING);
  else if (dt_importer_was_imported_before (self->importer))
    show_trouble (self,
                  _ ("This file was taken in before. Rows that are here already stay as they are; "
                     "only new ones are added."),
                  GTK_MESSAGE_INFO);
  else
    show_trouble (self, NULL, GTK_MESSAGE_INFO);
}

/* ---- preview ---- */

static void
on_meaning_selected_cb (GtkDropDown *drop_down, GParamSpec *pspec, gpointer user_data)
{
  DtImportWindow *self = DT_IMPORT_WINDOW (user_data);
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (drop_down), "column"));

  dt_importer_set_mapping (
      self->importer, column, (DtImportField) gtk_drop_down_get_selected (drop_down));
  update_ready (self);
}

static GtkWidget *
make_cell (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 14);
  gtk_label_set_max_width_chars (GTK_LABEL (label), CELL_CHARS);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_meaning (DtImportWindow *self, guint column, const char *name)
{
  const char *words[DT_N_IMPORT_FIELDS + 1] = { NULL };
  GtkWidget *drop_down;
  g_autofree char *label = g_strdup_printf (_ ("Meaning of the column %s"), name);

  for (guint i = 0; i < DT_N_IMPORT_FIELDS; i++)
    words[i] = dt_import_words_field ((DtImportField) i);
  drop_down = gtk_drop_down_new_from_strings (words);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down),
                              dt_importer_get_mapping (self->importer)[column]);
  g_object_set_data (G_OBJECT (drop_down), "column", GUINT_TO_POINTER (column));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (
      drop_down, "notify::selected", G_CALLBACK (on_meaning_selected_cb), self, 0);
  return drop_down;
}

static void
fill_table (DtImportWindow *self)
{
  const char *const *columns = dt_importer_get_columns (self->importer);
  const GPtrArray *sample = dt_importer_get_sample (self->importer);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->table))) != NULL)
    gtk_grid_remove (self->table, child);
  for (guint i = 0; columns[i] != NULL; i++)
    {
      gtk_grid_attach (self->table, make_meaning (self, i, columns[i]), i, 0, 1, 1);
      gtk_grid_attach (self->table, make_cell (columns[i], "heading"), i, 1, 1, 1);
      for (guint row = 0; row < MIN (sample->len, SAMPLE_ROWS); row++)
        {
          const GPtrArray *values = g_ptr_array_index (sample, row);
          const char *value = i < values->len ? g_ptr_array_index (values, i) : NULL;

          gtk_grid_attach (
              self->table, make_cell (value != NULL ? value : "", NULL), i, row + 2, 1, 1);
        }
    }
}

static void
show_preview (DtImportWindow *self)
{
  g_autofree char *about
      = g_strdup_printf ("%s · %s",
                         dt_import_words_format (dt_importer_get_format (self->importer)),
                         dt_importer_get_encoding (self->importer));

  self->filling = TRUE;
  adw_combo_row_set_selected (self->format, dt_importer_get_format (self->importer));
  adw_combo_row_set_selected (
      self->channel,
      dt_importer_get_format (self->importer) == DT_IMPORT_FORMAT_MBOX      ? DT_CHANNEL_EMAIL
      : dt_importer_get_format (self->importer) == DT_IMPORT_FORMAT_OPEN311 ? DT_CHANNEL_PORTAL
                                                                            : DT_CHANNEL_FILE);
  self->filling = FALSE;
  adw_window_title_set_title (self->heading, dt_importer_get_file_name (self->importer));
  adw_window_title_set_subtitle (self->heading, about);
  fill_table (self);
  update_ready (self);
  gtk_widget_set_visible (GTK_WIDGET (self->run), TRUE);
  dt_form_show_page (self->pages, "preview");
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DtImportWindow) self = DT_IMPORT_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  DtImporter *importer = dt_importer_new_finish (result, &error);

  if (importer == NULL)
    {
      show_error (self, error);
      dt_form_show_page (self->pages, self->importer != NULL ? "preview" : "choose");
      return;
    }
  g_clear_object (&self->importer);
  self->importer = importer;
  show_preview (self);
}

static void
open_file (DtImportWindow *self, DtImportFormat format)
{
  g_autofree char *path = g_file_get_path (self->file);

  if (path == NULL)
    {
      show_trouble (
          self, _ ("The file is not on this computer. Copy it here first."), GTK_MESSAGE_ERROR);
      return;
    }
  show_trouble (self, NULL, GTK_MESSAGE_INFO);
  gtk_widget_set_visible (GTK_WIDGET (self->run), FALSE);
  dt_form_show_page (self->pages, "opening");
  dt_importer_new_async (self->service, path, format, NULL, on_opened_cb, g_object_ref (self));
}

static void
take_file (DtImportWindow *self, GFile *file)
{
  g_set_object (&self->file, file);
  open_file (self, DT_IMPORT_FORMAT_AUTO);
}

static void
on_chooser_response_cb (DtImportWindow *self, int response)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  if (file != NULL)
    take_file (self, file);
}

static void
on_choose_cb (DtImportWindow *self)
{
  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Choose a file of opinions"),
                                               GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_OPEN,
                                               _ ("_Open"),
                                               _ ("_Cancel"));
  g_signal_connect_object (
      self->chooser, "response", G_CALLBACK (on_chooser_response_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
on_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, DtImportWindow *self)
{
  GSList *files;

  if (!G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST) || self->cancellable != NULL)
    return FALSE;
  files = g_value_get_boxed (value);
  if (files == NULL)
    return FALSE;
  take_file (self, G_FILE (files->data));
  return TRUE;
}

static void
on_format_selected_cb (DtImportWindow *self)
{
  if (!self->filling && self->file != NULL)
    open_file (self, (DtImportFormat) adw_combo_row_get_selected (self->format));
}

static void
on_channel_selected_cb (DtImportWindow *self)
{
  if (!self->filling && self->importer != NULL)
    dt_importer_set_channel (self->importer,
                             (DtChannelKind) adw_combo_row_get_selected (self->channel));
}

/* ---- run ---- */

static void
on_progress_cb (DtImportWindow *self)
{
  DtImportCounts *counts = NULL;
  double progress = 0;
  g_autofree char *read = NULL;
  g_autofree char *text = NULL;

  g_object_get (self->importer, "progress", &progress, "counts", &counts, NULL);
  gtk_progress_bar_set_fraction (self->progress, progress);
  if (counts == NULL)
    return;
  read = dt_words_number (counts->read);
  text = g_strdup_printf (ngettext ("%s row read", "%s rows read", counts->read), read);
  gtk_label_set_text (self->progress_text, text);
}

static void
add_result (DtImportWindow *self, const char *title, const char *subtitle, gint64 n)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *number = dt_words_number (n);
  GtkWidget *label = gtk_label_new (number);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (self->result_rows, row);
}

static void
show_result (DtImportWindow *self, const DtImportCounts *counts, const GError *error)
{
  if (error == NULL)
    gtk_label_set_text (self->result_title, _ ("The file has been taken in"));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_label_set_text (self->result_title, _ ("Stopped; what was taken in stays"));
  else
    {
      gtk_label_set_text (self->result_title, _ ("The import broke off; what was taken in stays"));
      show_error (self, error);
    }
  add_result (self, _ ("Rows read"), NULL, counts->read);
  add_result (self, _ ("New cases"), NULL, counts->cases);
  add_result (
      self, _ ("Joined to a case"), _ ("Further words on a case that is here"), counts->joined);
  add_result (self, _ ("Set aside"), _ ("With the reason; they can be mended"), counts->set_aside);
  add_result (self, _ ("Already here"), _ ("Nothing to add"), counts->unchanged);
  gtk_widget_set_visible (self->show_set_aside, counts->set_aside > 0);
  gtk_button_set_label (self->cancel, _ ("_Close"));
  dt_form_show_page (self->pages, "result");
}

static void
on_run_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DtImportWindow) self = DT_IMPORT_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  DtImportCounts counts = { 0 };

  dt_importer_run_finish (DT_IMPORTER (source), result, &counts, &error);
  g_clear_object (&self->cancellable);
  show_result (self, &counts, error);
}

static void
on_run_cb (DtImportWindow *self)
{
  if (self->importer == NULL || self->cancellable != NULL
      || dt_importer_get_problem (self->importer) != NULL)
    return;
  show_trouble (self, NULL, GTK_MESSAGE_INFO);
  gtk_widget_set_visible (GTK_WIDGET (self->run), FALSE);
  dt_form_show_page (self->pages, "running");
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (
      self->importer, "notify::progress", G_CALLBACK (on_progress_cb), self, G_CONNECT_SWAPPED);
  dt_importer_run_async (self->importer, self->cancellable, on_run_done_cb, g_object_ref (self));
}

static void
on_stop_cb (DtImportWindow *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
on_cancel_cb (DtImportWindow *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
on_show_set_aside_cb (DtImportWindow *self)
{
  g_signal_emit (self, signals[SHOW_SET_ASIDE], 0);
  gtk_window_close (GTK_WINDOW (self));
}

/* Closing while it runs stops it first: the result is shown. */
static gboolean
dt_import_window_close_request (GtkWindow *window)
{
  DtImportWindow *self = DT_IMPORT_WINDOW (window);

  if (self->cancellable != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (dt_import_window_parent_class)->close_request (window);
}

static void
dt_import_window_dispose (GObject *object)
{
  DtImportWindow *self = DT_IMPORT_WINDOW (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->importer);
  g_clear_object (&self->file);
  g_clear_object (&self->service);
  G_OBJECT_CLASS (dt_import_window_parent_class)->dispose (object);
}

static void
dt_import_window_class_init (DtImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_import_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = dt_import_window_close_request;
  /**
   * DtImportWindow::show-set-aside:
   *
   * The officer wants to see the rows that were set aside.
   */
  signals[SHOW_SET_ASIDE] = g_signal_new ("show-set-aside",
                                          DT_TYPE_IMPORT_WINDOW,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/import/dt-import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DtImportWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, DtImportWindow, cancel);
  gtk_widget_class_bind_template_child (widget_class, DtImportWindow, run);
  gtk_widget_class_bind_template_child (widget_class, DtImportWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, DtImportWindow, trouble_text);
  gtk_widget_class_bind_template_child (widget_class, DtImportWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, DtImportWindow, format);
  gtk_widget_class_bind_template_child (widget_class, DtImportWindow, channel);
  gtk_widget_class_bind_template_child (widget_class, DtImportWindow, table);
  gtk_widget_class_bind_template_child (widget_class, DtImportWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, DtImportWindow, progress_text);
  gtk_widget_class_bind_template_child (widget_class, DtImportWindow, result_title);
  gtk_widget_class_bind_template_child (widget_class, DtImportWindow, result_rows);
  gtk_widget_class_bind_template_child (widget_class, DtImportWindow, show_set_aside);
  gtk_widget_class_bind_template_child (widget_class, DtImportWindow, drop_target);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_drop_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_format_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_channel_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_run_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_show_set_aside_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
dt_import_window_init (DtImportWindow *self)
{
  g_autoptr (GtkStringList) formats = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) channels = gtk_string_list_new (NULL);
  GType types[] = { GDK_TYPE_FILE_LIST };

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_target_set_gtypes (self->drop_target, types, G_N_ELEMENTS (types));
  for (guint i = DT_IMPORT_FORMAT_AUTO; i <= DT_IMPORT_FORMAT_OPEN311; i++)
    gtk_string_list_append (formats, dt_import_words_format ((DtImportFormat) i));
  for (guint i = 0; i < DT_N_CHANNELS; i++)
    gtk_string_list_append (channels, dt_words_channel ((DtChannelKind) i));
  self->filling = TRUE;
  adw_combo_row_set_model (self->format, G_LIST_MODEL (formats));
  adw_combo_row_set_model (self->channel, G_LIST_MODEL (channels));
  self->filling = FALSE;
}

/**
 * dt_import_window_new:
 * @service: an open workspace with an officer who may import
 * @parent: (nullable): the window it stands before
 * @file: (nullable): opened at once; else the officer chooses
 *
 * Returns: (transfer none): the window, not shown yet
 */
GtkWindow *
dt_import_window_new (DtService *service, GtkWindow *parent, GFile *file)
{
  DtImportWindow *self;

  g_return_val_if_fail (DT_IS_SERVICE (service), NULL);

  self = g_object_new (DT_TYPE_IMPORT_WINDOW, "transient-for", parent, NULL);
  self->service = g_object_ref (service);
  if (file != NULL)
    take_file (self, file);
  return GTK_WINDOW (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The citizen's receipt on the screen: on A5 or an 80 mm roll, printed or saved. The promise is
 * issued, and in the record, before anything is shown. Main thread. */
#include "ui/walkin/dt-receipt-window.h"

#include "ui/letters/dt-paper-view.h"

#include <glib/gi18n.h>

#define SCHEMA "org.doithoai.DoiThoai"
#define ROLL_KEY "receipt-roll"

struct _DtReceiptWindow
{
  AdwWindow parent_instance;
  AdwWindowTitle *title;
  GtkToggleButton *a5;
  GtkToggleButton *roll;
  GtkWidget *print;
  GtkWidget *save;
  DtPaperView *paper;

  DtService *service;
  GSettings *settings; /* or NULL: not installed */
  char *case_id;
  DtCase *a_case;
  char *promise;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (DtReceiptWindow, dt_receipt_window, ADW_TYPE_WINDOW)

static gboolean
is_roll (DtReceiptWindow *self)
{
  return gtk_toggle_button_get_active (self->roll);
}

static void
show_failure (DtReceiptWindow *self, const GError *error)
{
  dt_paper_view_fail (self->paper, error, NULL);
  gtk_widget_set_sensitive (self->print, FALSE);
  gtk_widget_set_sensitive (self->save, FALSE);
}

/* ---- the page ---- */

static void
show_page (DtReceiptWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *html = dt_service_receipt_to_html (
      self->service, self->a_case, self->promise, is_roll (self), &error);

  if (html == NULL)
    {
      show_failure (self, error);
      return;
    }
  if (!dt_paper_view_show_page (self->paper,
                                html,
                                is_roll (self) ? DT_WEB_PAPER_ROLL_80 : DT_WEB_PAPER_A5,
                                _ ("The receipt")))
    return;
  gtk_widget_set_sensitive (self->print, TRUE);
  gtk_widget_set_sensitive (self->save, TRUE);
  gtk_widget_grab_focus (self->print);
}

static void
on_case_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtReceiptWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtCaseFile) file = dt_service_load_case_finish (DT_SERVICE (source), result, &error);

  if (file == NULL)
    {
      show_failure (self, error);
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  g_set_object (&self->a_case, file->a_case);
  adw_window_title_set_subtitle (self->title, self->a_case->code);
  show_page (self);
}

static void
on_issued_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtReceiptWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = dt_service_run_finish (DT_SERVICE (source), result, &error);

  if (outcome == NULL)
    {
      show_failure (self, error);
      return;
    }
  self->promise = g_strdup (outcome->text);
  dt_service_load_case_async (
      self->service, self->case_id, self->cancellable, on_case_loaded_cb, g_object_ref (self));
}

static void
on_paper_cb (DtReceiptWindow *self)
{
  if (self->settings != NULL)
    g_settings_set_boolean (self->settings, ROLL_KEY, is_roll (self));
  if (self->a_case != NULL)
    show_page (self);
}

/* ---- printing, saving ---- */

static void
on_print_cb (DtReceiptWindow *self)
{
  dt_paper_view_print (self->paper);
}

static void
on_save_cb (DtReceiptWindow *self)
{
  g_autofree char *name = NULL;

  if (self->a_case == NULL)
    return;
  name = g_strdup_printf ("%s.pdf", self->a_case->code);
  dt_paper_view_save (self->paper, _ ("Save the receipt"), name);
}

static void
on_officer_changed_cb (DtReceiptWindow *self)
{
  if (dt_service_get_officer (self->service) == NULL)
    gtk_window_destroy (GTK_WINDOW (self));
}

/* ---- class ---- */

static void
dt_receipt_window_dispose (GObject *object)
{
  DtReceiptWindow *self = DT_RECEIPT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_RECEIPT_WINDOW);
  G_OBJECT_CLASS (dt_receipt_window_parent_class)->dispose (object);
}

static void
dt_receipt_window_finalize (GObject *object)
{
  DtReceiptWindow *self = DT_RECEIPT_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->service);
  g_clear_object (&self->settings);
  g_clear_object (&self->a_case);
  g_free (self->case_id);
  g_free (self->promise);
  G_OBJECT_CLASS (dt_receipt_window_parent_class)->finalize (object);
}

static void
dt_receipt_window_class_init (DtReceiptWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_receipt_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_receipt_window_finalize;

  g_type_ensure (DT_TYPE_PAPER_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/walkin/dt-receipt-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DtReceiptWindow, title);
  gtk_widget_class_bind_template_child (widget_class, DtReceiptWindow, a5);
  gtk_widget_class_bind_template_child (widget_class, DtReceiptWindow, roll);
  gtk_widget_class_bind_template_child (widget_class, DtReceiptWindow, print);
  gtk_widget_class_bind_template_child (widget_class, DtReceiptWindow, save);
  gtk_widget_class_bind_template_child (widget_class, DtReceiptWindow, paper);
  gtk_widget_class_bind_template_callback (widget_class, on_print_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
dt_receipt_window_init (DtReceiptWindow *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema
      = source != NULL ? g_settings_schema_source_lookup (source, SCHEMA, TRUE) : NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  dt_paper_view_set_failed_title (self->paper, _ ("The receipt cannot be shown"));
  if (schema != NULL && g_settings_schema_has_key (schema, ROLL_KEY))
    {
      self->settings = g_settings_new (SCHEMA);
      gtk_toggle_button_set_active (
          g_settings_get_boolean (self->settings, ROLL_KEY) ? self->roll : self->a5, TRUE);
    }
  g_signal_connect_swapped (self->roll, "toggled", G_CALLBACK (on_paper_cb), self);
}

/**
 * dt_receipt_window_new:
 * @service: the workspace, with an officer signed in
 * @case_id: whose receipt
 * @parent: (nullable): the window it stands over
 *
 * Returns: (transfer none): the window, which issues the receipt and then shows it
 */
GtkWindow *
dt_receipt_window_new (DtService *service, const char *case_id, GtkWindow *parent)
{
  DtReceiptWindow *self = g_object_new (
      DT_TYPE_RECEIPT_WINDOW, "transient-for", parent, "modal", parent != NULL, NULL);
  g_autoptr (DtCommand) command = NULL;

  g_return_val_if_fail (DT_IS_SERVICE (service) && case_id != NULL, GTK_WINDOW (self));

  command = dt_command_issue_receipt (case_id);
  self->service = g_object_ref (service);
  self->case_id = g_strdup (case_id);
  g_signal_connect_object (
      service, "officer-changed", G_CALLBACK (on_officer_changed_cb), self, G_CONNECT_SWAPPED);
  dt_service_run_async (service, command, self->cancellable, on_issued_cb, g_object_ref (self));
  return GTK_WINDOW (self);
}

/**
 * dt_receipt_show:
 * @service: the workspace, with an officer signed in
 * @case_id: whose receipt
 * @parent: (nullable): the window it stands over
 */
void
dt_receipt_show (DtService *service, const char *case_id, GtkWindow *parent)
{
  gtk_window_present (dt_receipt_window_new (service, case_id, parent));
}

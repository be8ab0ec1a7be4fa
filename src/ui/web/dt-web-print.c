/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One print: a view off the screen is loaded, laid out, measured if the paper is a roll, printed.
 * Every way it can end, the web process dying and silence included, ends in one call of the
 * callback. Main thread. */
#include "ui/web/dt-web-print.h"

#include "ui/web/dt-web-view.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <gtk/gtkunixprint.h>
#include <math.h>

#define TIMEOUT_SECONDS 60
#define MM_PER_CSS_PIXEL (25.4 / 96)
/* A roll is cut behind the page; more than a metre is a mistake in the page. */
#define MAX_ROLL_MM 1000
#define WORLD "doi-thoai"

typedef struct
{
  WebKitWebView *view;
  WebKitPrintOperation *operation;
  DtWebSize size;
  char *script;
  char *path;      /* NULL: by the dialog */
  char *part_path; /* what is written to until it is whole */
  GtkWindow *parent;
  GtkWidget *dialog; /* while it is open */
  GCancellable *cancellable;
  gulong cancelled_id;
  guint timeout_id;
  GError *error; /* what "failed" said; "finished" follows it */
  DtWebDone done;
  gpointer data;
  gboolean ended;
} Print;

static gboolean
on_free_cb (gpointer data)
{
  Print *print = data;

  g_clear_object (&print->operation);
  g_clear_object (&print->view);
  g_clear_object (&print->parent);
  g_clear_object (&print->cancellable);
  g_clear_error (&print->error);
  g_free (print->script);
  g_free (print->path);
  g_free (print->part_path);
  g_free (print);
  return G_SOURCE_REMOVE;
}

/* Tells what came of it, once. The view is let go in its own time: this may be one of its signals.
 */
static void
end (Print *print, const GError *error)
{
  if (print->ended)
    return;
  print->ended = TRUE;
  g_clear_handle_id (&print->timeout_id, g_source_remove);
  if (print->cancelled_id > 0)
    g_signal_handler_disconnect (print->cancellable, print->cancelled_id);
  g_signal_handlers_disconnect_by_data (print->view, print);
  if (print->operation != NULL)
    g_signal_handlers_disconnect_by_data (print->operation, print);
  if (print->dialog != NULL)
    {
      g_signal_handlers_disconnect_by_data (print->dialog, print);
      gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&print->dialog)));
    }
  if (error != NULL && print->part_path != NULL)
    g_unlink (print->part_path);
  print->done (error, print->data);
  g_idle_add (on_free_cb, print);
}

static void
end_with (Print *print, GIOErrorEnum code, const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, code, message);

  end (print, error);
}

static void
on_failed_cb (WebKitPrintOperation *operation, GError *error, gpointer data)
{
  Print *print = data;

  g_clear_error (&print->error);
  print->error = g_error_copy (error);
}

static void
on_finished_cb (WebKitPrintOperation *operation, gpointer data)
{
  Print *print = data;

  if (print->error == NULL && print->path != NULL && g_rename (print->part_path, print->path) != 0)
    end_with (print, G_IO_ERROR_FAILED, "The printed file cannot be put where it belongs");
  else
    end (print, print->error);
}

static GtkPageSetup *
make_page_setup (const DtWebSize *size)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  GtkPaperSize *paper;

  if (size->width_mm == 148 && size->height_mm == 210)
    paper = gtk_paper_size_new (GTK_PAPER_NAME_A5);
  else if (size->width_mm == 210 && size->height_mm == 297)
    paper = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  else
    paper = gtk_paper_size_new_custom (
        "doi-thoai-roll", "80 mm", size->width_mm, size->height_mm, GTK_UNIT_MM);
  gtk_page_setup_set_paper_size (setup, paper);
  gtk_page_setup_set_top_margin (setup, size->top_mm, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, size->bottom_mm, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, size->left_mm, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, size->right_mm, GTK_UNIT_MM);
  gtk_paper_size_free (paper);
  return setup;
}

static void
start_operation (Print *print, GtkPrintSettings *settings, GtkPageSetup *setup)
{
  print->operation = webkit_print_operation_new (print->view);
  g_signal_connect (print->operation, "failed", G_CALLBACK (on_failed_cb), print);
  g_signal_connect (print->operation, "finished", G_CALLBACK (on_finished_cb), print);
  webkit_print_operation_set_print_settings (print->operation, settings);
  webkit_print_operation_set_page_setup (print->operation, setup);
  webkit_print_operation_print (print->operation);
}

static void
print_to_file (Print *print)
{
  g_autoptr (GtkPageSetup) setup = make_page_setup (&print->size);
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  g_autofree char *uri = g_filename_to_uri (print->part_path, NULL, NULL);

  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_URI, uri);
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf");
  /* GTK finds its file printer by the name it shows. */
  gtk_print_settings_set_printer (settings, g_dgettext ("gtk40", "Print to File"));
  start_operation (print, settings, setup);
}

static void
on_dialog_response_cb (GtkDialog *dialog, int response, gpointer data)
{
  Print *print = data;
  GtkPrintUnixDialog *chosen = GTK_PRINT_UNIX_DIALOG (dialog);

  print->dialog = NULL;
  if (response == GTK_RESPONSE_OK)
    {
      g_autoptr (GtkPrintSettings) settings = gtk_print_unix_dialog_get_settings (chosen);

      start_operation (print, settings, gtk_print_unix_dialog_get_page_setup (chosen));
    }
  else
    end_with (print, G_IO_ERROR_CANCELLED, "The print dialog was closed");
  /* Closed by its window's button it goes by itself. */
  if (response != GTK_RESPONSE_DELETE_EVENT)
    gtk_window_destroy (GTK_WINDOW (dialog));
}

/* WebKit's own webkit_print_operation_run_dialog() destroys the dialog once more after it was
 * closed by its window's button (seen in 2.50), and holds up the main loop. */
static void
show_dialog (Print *print)
{
  g_autoptr (GtkPageSetup) setup = make_page_setup (&print->size);

  print->dialog = gtk_print_unix_dialog_new (NULL, print->parent);
  gtk_window_set_modal (GTK_WINDOW (print->dialog), TRUE);
  gtk_print_unix_dialog_set_page_setup (GTK_PRINT_UNIX_DIALOG (print->dialog), setup);
  gtk_print_unix_dialog_set_embed_page_setup (GTK_PRINT_UNIX_DIALOG (print->dialog), TRUE);
  gtk_print_unix_dialog_set_manual_capabilities (GTK_PRINT_UNIX_DIALOG (print->dialog),
                                                 GTK_PRINT_CAPABILITY_COPIES
                                                     | GTK_PRINT_CAPABILITY_GENERATE_PDF);
  g_signal_connect (print->dialog, "response", G_CALLBACK (on_dialog_response_cb), print);
  gtk_window_present (GTK_WINDOW (print->dialog));
}

static void
go_on (Print *print)
{
  if (print->path != NULL)
    print_to_file (print);
  else
    show_dialog (print);
}

static void
on_measured_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Print *print = data;
  g_autoptr (GError) error = NULL;
  JSCValue *value
      = webkit_web_view_evaluate_javascript_finish (WEBKIT_WEB_VIEW (object), result, &error);
  double pixels = value != NULL && jsc_value_is_number (value) ? jsc_value_to_double (value) : 0;

  g_clear_object (&value);
  if (print->ended)
    return;
  if (error != NULL)
    end (print, error);
  else if (!(pixels > 0) || pixels * MM_PER_CSS_PIXEL > MAX_ROLL_MM)
    end_with (print, G_IO_ERROR_INVALID_DATA, "The page has no length that could be printed");
  else
    {
      print->size.height_mm = ceil (pixels * MM_PER_CSS_PIXEL) + 1;
      go_on (print);
    }
}

static void
on_laid_out_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Print *print = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value
      = webkit_web_view_evaluate_javascript_finish (WEBKIT_WEB_VIEW (object), result, &error);

  if (print->ended)
    return;
  if (error != NULL)
    end (print, error);
  else if (print->size.height_mm > 0)
    go_on (print);
  else
    webkit_web_view_evaluate_javascript (print->view,
                                         "document.body.getBoundingClientRect().bottom",
                                         -1,
                                         WORLD,
                                         NULL,
                                         print->cancellable,
                                         on_measured_cb,
                                         print);
}

static void
on_load_changed_cb (WebKitWebView *view, WebKitLoadEvent event, gpointer data)
{
  Print *print = data;

  if (event == WEBKIT_LOAD_FINISHED && print->operation == NULL && print->dialog == NULL)
    webkit_web_view_evaluate_javascript (
        view, print->script, -1, WORLD, NULL, print->cancellable, on_laid_out_cb, print);
}

static gboolean
on_load_failed_cb (
    WebKitWebView *view, WebKitLoadEvent event, const char *uri, GError *error, gpointer data)
{
  end (data, error);
  return TRUE;
}

static void
on_process_terminated_cb (WebKitWebView *view, WebKitWebProcessTerminationReason why, gpointer data)
{
  end_with (data, G_IO_ERROR_FAILED, "The process that draws documents has ended");
}

static gboolean
on_timeout_cb (gpointer data)
{
  Print *print = data;

  print->timeout_id = 0;
  end_with (print, G_IO_ERROR_TIMED_OUT, "Printing took too long");
  return G_SOURCE_REMOVE;
}

static void
on_cancelled_cb (GCancellable *cancellable, gpointer data)
{
  Print *print = data;

  /* Disconnecting from within the handler would wait for itself. */
  print->cancelled_id = 0;
  end_with (print, G_IO_ERROR_CANCELLED, "Printing was cancelled");
}

static Print *
start (const DtWebPage *page, const DtWebSize *size, DtWebDone done, gpointer data)
{
  Print *print = g_new0 (Print, 1);

  print->size = *size;
  print->script = g_strdup (page->script);
  print->done = done;
  print->data = data;
  print->view = g_object_ref_sink (dt_web_view_create ());
  g_signal_connect (print->view, "load-changed", G_CALLBACK (on_load_changed_cb), print);
  g_signal_connect (print->view, "load-failed", G_CALLBACK (on_load_failed_cb), print);
  g_signal_connect (
      print->view, "web-process-terminated", G_CALLBACK (on_process_terminated_cb), print);
  dt_web_view_load (print->view, page->html);
  return print;
}

void
dt_web_print_pdf (const DtWebPage *page,
                  const DtWebSize *size,
                  const char *path,
                  GCancellable *cancellable,
                  DtWebDone done,
                  gpointer data)
{
  Print *print = start (page, size, done, data);

  print->path = g_canonicalize_filename (path, NULL);
  print->part_path = g_strconcat (print->path, ".part", NULL);
  print->timeout_id = g_timeout_add_seconds (TIMEOUT_SECONDS, on_timeout_cb, print);
  if (cancellable != NULL)
    {
      print->cancellable = g_object_ref (cancellable);
      print->cancelled_id
          = g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_cancelled_cb), print);
      if (g_cancellable_is_cancelled (cancellable))
        end_with (print, G_IO_ERROR_CANCELLED, "Printing was cancelled");
    }
}

void
dt_web_print_dialog (
    const DtWebPage *page, const DtWebSize *size, GtkWindow *parent, DtWebDone done, gpointer data)
{
  Print *print = start (page, size, done, data);

  print->parent = parent != NULL ? g_object_ref (parent) : NULL;
}

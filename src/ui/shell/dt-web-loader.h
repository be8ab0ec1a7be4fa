/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door to WebKitGTK, which is opened when a document is first shown or printed: linked, it
 * would cost every start 30 MB. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  DT_WEB_PAPER_A4, /* sheets of a letter, which have their margins and page numbers in them */
  DT_WEB_PAPER_A5,
  DT_WEB_PAPER_ROLL_80, /* 80 mm wide, as long as the page */
} DtWebPaper;

/* A view of @html (of our own making, values escaped): no script, no network, no links. NULL with
 * G_IO_ERROR_NOT_SUPPORTED where the module is not installed. */
GtkWidget *dt_web_view_new (const char *html, GError **error);
void dt_web_view_set_html (GtkWidget *view, const char *html);

/* Prints to a PDF file in silence. The file stands at @path only once it is whole. */
void dt_web_print_pdf_async (const char *html,
                             DtWebPaper paper,
                             const char *path,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean dt_web_print_pdf_finish (GAsyncResult *result, GError **error);
/* By the system's print dialog; G_IO_ERROR_CANCELLED if the person closes it. */
void dt_web_print_dialog_async (const char *html,
                                DtWebPaper paper,
                                GtkWindow *parent,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean dt_web_print_dialog_finish (GAsyncResult *result, GError **error);

G_END_DECLS

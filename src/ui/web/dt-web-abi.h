/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program and its WebKitGTK module say to each other: a table of functions, found under
 * DT_WEB_MODULE_SYMBOL. The module links nothing of ours, so all it needs stands in the arguments.
 * Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_WEB_MODULE_SYMBOL "dt_web_module_get"
/* Grows with every change of what stands below: an older module is refused. */
#define DT_WEB_MODULE_VERSION 3

typedef struct
{
  double width_mm;
  double height_mm; /* 0: as long as the page is */
  /* 0: the page has its margins in itself, and is one sheet */
  double top_mm, right_mm, bottom_mm, left_mm;
} DtWebSize;

/* @error: NULL if it was done; G_IO_ERROR_CANCELLED if the person closed the dialog. */
typedef void (*DtWebDone) (const GError *error, gpointer data);

/* A page of our own making, and what is run in it once it is loaded: a script of our own, too. */
typedef struct
{
  const char *html;
  const char *script;
} DtWebPage;

typedef struct
{
  guint version;
  /* A view of the page: no script of its own runs, nothing is fetched, no link is followed. */
  GtkWidget *(*view_new) (const DtWebPage *page);
  void (*view_set_page) (GtkWidget *view,
                         const DtWebPage *page); /* stays where it was scrolled to */
  /* Prints to a PDF file, which stands at @path only once it is whole. */
  void (*print_pdf) (const DtWebPage *page,
                     const DtWebSize *size,
                     const char *path,
                     GCancellable *cancellable,
                     DtWebDone done,
                     gpointer data);
  /* Shows the system's print dialog. */
  void (*print_dialog) (const DtWebPage *page,
                        const DtWebSize *size,
                        GtkWindow *parent,
                        DtWebDone done,
                        gpointer data);
} DtWebModule;

typedef const DtWebModule *(*DtWebModuleGet) (void);

G_END_DECLS

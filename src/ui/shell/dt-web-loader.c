/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens the WebKitGTK module once, keeps it, and gives its functions the shape of the rest of the
 * program. Main thread. */
#include "config.h"

#include "ui/shell/dt-web-loader.h"

#include "base/dt-resource.h"
#include "ui/web/dt-web-abi.h"

#include <gmodule.h>

#define MODULE_FILE "dt-web.so"
#define SHEETS "/org/doithoai/DoiThoai/web/dt-sheets.js"

static const DtWebSize sizes[] = {
  [DT_WEB_PAPER_A4] = { 210, 297 },
  [DT_WEB_PAPER_A5] = { 148, 210 },
  [DT_WEB_PAPER_ROLL_80] = { 80, 0 },
};

static const DtWebModule *
open_module (GError **error)
{
  const char *folder = g_getenv ("DT_MODULEDIR");
  g_autofree char *path = NULL;
  const DtWebModule *module;
  GModule *handle;
  gpointer get = NULL;

  path = g_build_filename (
      folder != NULL && *folder != '\0' ? folder : DT_MODULEDIR, MODULE_FILE, NULL);
  handle = g_module_open (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
  if (handle == NULL || !g_module_symbol (handle, DT_WEB_MODULE_SYMBOL, &get))
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_NOT_SUPPORTED,
                   "Documents cannot be shown or printed: %s. Install doi-thoai whole, with "
                   "WebKitGTK 6.0",
                   g_module_error ());
      if (handle != NULL)
        g_module_close (handle);
      return NULL;
    }
  module = ((DtWebModuleGet) get) ();
  if (module->version != DT_WEB_MODULE_VERSION)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_NOT_SUPPORTED,
                   "Documents cannot be shown or printed: %s belongs to another version",
                   path);
      g_module_close (handle);
      return NULL;
    }
  /* It registers types, which can never be unloaded. */
  g_module_make_resident (handle);
  return module;
}

static const DtWebModule *
get_module (GError **error)
{
  static const DtWebModule *module;

  if (module == NULL)
    module = open_module (error);
  return module;
}

/* With what lays it out on sheets, if it is made for them. */
static DtWebPage
make_page (const char *html)
{
  static GBytes *script;

  if (script == NULL)
    script = dt_resource_load (SHEETS);
  return (DtWebPage){ html, g_bytes_get_data (script, NULL) };
}

/**
 * dt_web_view_new:
 * @html: a page of our own making, with its values escaped
 *
 * Returns: (transfer floating) (nullable): a view of it; %NULL with %G_IO_ERROR_NOT_SUPPORTED when
 *   the module cannot be opened
 */
GtkWidget *
dt_web_view_new (const char *html, GError **error)
{
  const DtWebModule *module;
  DtWebPage page;

  g_return_val_if_fail (html != NULL, NULL);

  page = make_page (html);
  module = get_module (error);
  return module != NULL ? module->view_new (&page) : NULL;
}

/**
 * dt_web_view_set_html:
 * @view: what dt_web_view_new() returned
 * @html: another page
 */
void
dt_web_view_set_html (GtkWidget *view, const char *html)
{
  DtWebPage page;

  g_return_if_fail (GTK_IS_WIDGET (view) && html != NULL);

  page = make_page (html);
  get_module (NULL)->view_set_page (view, &page);
}

static void
on_done_cb (const GError *error, gpointer data)
{
  g_autoptr (GTask) task = data;

  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * dt_web_print_pdf_async:
 * @html: a page of our own making
 * @paper: its size; the page brings its own margins
 * @path: the file to make, or to replace once the new one is whole
 * @cancellable: (nullable): to stop
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
dt_web_print_pdf_async (const char *html,
                        DtWebPaper paper,
                        const char *path,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const DtWebModule *module;
  DtWebPage page;
  GError *error = NULL;

  g_return_if_fail (html != NULL && path != NULL && (guint) paper < G_N_ELEMENTS (sizes));

  g_task_set_source_tag (task, dt_web_print_pdf_async);
  page = make_page (html);
  module = get_module (&error);
  if (module == NULL)
    g_task_return_error (task, error);
  else
    module->print_pdf (&page, &sizes[paper], path, cancellable, on_done_cb, g_object_ref (task));
}

/**
 * dt_web_print_pdf_finish:
 * @result: what the callback was given
 *
 * Returns: whether the file stands at its path
 */
gboolean
dt_web_print_pdf_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * dt_web_print_dialog_async:
 * @html: a page of our own making
 * @paper: the size it is made for
 * @parent: (nullable): the window that the dialog belongs to
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
dt_web_print_dialog_async (const char *html,
                           DtWebPaper paper,
                           GtkWindow *parent,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  const DtWebModule *module;
  DtWebPage page;
  GError *error = NULL;

  g_return_if_fail (html != NULL && (guint) paper < G_N_ELEMENTS (sizes));

  g_task_set_source_tag (task, dt_web_print_dialog_async);
  page = make_page (html);
  module = get_module (&error);
  if (module == NULL)
    g_task_return_error (task, error);
  else
    module->print_dialog (&page, &sizes[paper], parent, on_done_cb, g_object_ref (task));
}

/**
 * dt_web_print_dialog_finish:
 * @result: what the callback was given
 *
 * Returns: whether the page went to the printer
 */
gboolean
dt_web_print_dialog_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

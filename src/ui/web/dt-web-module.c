/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The module's one exported symbol. Main thread. */
#include "ui/web/dt-web-abi.h"

#include "ui/web/dt-web-print.h"
#include "ui/web/dt-web-view.h"

#include <gmodule.h>

static GtkWidget *
view_new (const DtWebPage *page)
{
  WebKitWebView *view = dt_web_view_create ();

  dt_web_view_show (view, page);
  return GTK_WIDGET (view);
}

static void
view_set_page (GtkWidget *view, const DtWebPage *page)
{
  g_return_if_fail (WEBKIT_IS_WEB_VIEW (view));

  dt_web_view_show (WEBKIT_WEB_VIEW (view), page);
}

static const DtWebModule module = {
  .version = DT_WEB_MODULE_VERSION,
  .view_new = view_new,
  .view_set_page = view_set_page,
  .print_pdf = dt_web_print_pdf,
  .print_dialog = dt_web_print_dialog,
};

G_MODULE_EXPORT const DtWebModule *dt_web_module_get (void);

const DtWebModule *
dt_web_module_get (void)
{
  return &module;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Printing a page, to a file in silence or by the system's dialog. Main thread. */
#pragma once

#include "ui/web/dt-web-abi.h"

G_BEGIN_DECLS

void dt_web_print_pdf (const DtWebPage *page,
                       const DtWebSize *size,
                       const char *path,
                       GCancellable *cancellable,
                       DtWebDone done,
                       gpointer data);
void dt_web_print_dialog (
    const DtWebPage *page, const DtWebSize *size, GtkWindow *parent, DtWebDone done, gpointer data);

G_END_DECLS

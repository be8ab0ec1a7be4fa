/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The citizen's receipt on the screen: on A5 or an 80 mm roll, printed or saved. Main thread. */
#pragma once

#include "service/dt-service.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define DT_TYPE_RECEIPT_WINDOW (dt_receipt_window_get_type ())
G_DECLARE_FINAL_TYPE (DtReceiptWindow, dt_receipt_window, DT, RECEIPT_WINDOW, AdwWindow)

GtkWindow *dt_receipt_window_new (DtService *service, const char *case_id, GtkWindow *parent);
/* Issues a receipt for the case and shows it. */
void dt_receipt_show (DtService *service, const char *case_id, GtkWindow *parent);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known about the address in an entry row, told in rows right below it: the present unit,
 * those to choose from, or that it lies in another unit. Main thread. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DT_TYPE_ADDRESS_HINT (dt_address_hint_get_type ())
G_DECLARE_FINAL_TYPE (DtAddressHint, dt_address_hint, DT, ADDRESS_HINT, GObject)
/* Signal "shown" (): the rows say what the text of now means. */

/* @entry stands in a GtkListBox and keeps the hint; @own is the code of the office's unit. */
DtAddressHint *dt_address_hint_attach (GtkWidget *entry, const char *own);
/* The rows that are there now, as widgets. */
GPtrArray *dt_address_hint_get_rows (DtAddressHint *self);

G_END_DECLS

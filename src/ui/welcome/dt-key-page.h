/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Set-up where there is no keyring: a passphrase or a key file guards the workspace instead.
 * Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_KEY_PAGE (dt_key_page_get_type ())
G_DECLARE_FINAL_TYPE (DtKeyPage, dt_key_page, DT, KEY_PAGE, GtkWidget)
/* Signal: "done" (): one of the two is chosen well. */

/* One of them is NULL. Transfer none, valid until the page changes. */
const char *dt_key_page_get_passphrase (DtKeyPage *self);
const char *dt_key_page_get_key_file (DtKeyPage *self);
void dt_key_page_clear (DtKeyPage *self);
void dt_key_page_focus (DtKeyPage *self);

G_END_DECLS

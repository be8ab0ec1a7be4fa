/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a workspace whose own key slot did not open: by recovery code, passphrase or key file,
 * with the cause in words. Main thread. */
#pragma once

#include "service/dt-service.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_UNLOCK_PAGE (dt_unlock_page_get_type ())
G_DECLARE_FINAL_TYPE (DtUnlockPage, dt_unlock_page, DT, UNLOCK_PAGE, GtkWidget)
/* Signal: "unlock" (int DtSlotKind, char *secret): try this; the secret of a key file is its path.
 */

/* Which ways are offered, and why the page is here: @error of the first opening, or NULL. */
void dt_unlock_page_prepare (DtUnlockPage *self, const char *directory, const GError *error);
/* After a try that failed; NULL while one is under way. */
void dt_unlock_page_set_failed (DtUnlockPage *self, const GError *error);
void dt_unlock_page_set_busy (DtUnlockPage *self, gboolean busy);
void dt_unlock_page_focus (DtUnlockPage *self);
void dt_unlock_page_clear (DtUnlockPage *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is at the desk: a tile an officer, then the PIN. Also what stands there while the window is
 * locked. Main thread. */
#pragma once

#include "service/dt-service.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_SIGN_IN_PAGE (dt_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (DtSignInPage, dt_sign_in_page, DT, SIGN_IN_PAGE, GtkWidget)
/* Signal: "signed-in" (). */

GtkWidget *dt_sign_in_page_new (DtService *service);
/* Asks for that officer's PIN at once (a locked window); NULL: shows the tiles. */
void dt_sign_in_page_ask (DtSignInPage *self, const char *officer_id);

G_END_DECLS

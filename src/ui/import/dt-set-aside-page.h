/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of imported files that could not be read: each with its reason, to be mended or passed
 * over. Main thread. */
#pragma once

#include <adwaita.h>

#include "service/dt-service.h"

G_BEGIN_DECLS

#define DT_TYPE_SET_ASIDE_PAGE (dt_set_aside_page_get_type ())
G_DECLARE_FINAL_TYPE (DtSetAsidePage, dt_set_aside_page, DT, SET_ASIDE_PAGE, GtkWidget)
/* Signal "done" (const char *text, gboolean can_undo): a toast for the window. */

GtkWidget *dt_set_aside_page_new (DtService *service);

G_END_DECLS

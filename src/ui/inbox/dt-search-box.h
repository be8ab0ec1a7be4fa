/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search entry with suggestions below it: operators, their values, names and groups. The focus
 * stays in the entry; Up and Down choose, Tab or Enter takes. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "service/dt-service.h"

G_BEGIN_DECLS

#define DT_TYPE_SEARCH_BOX (dt_search_box_get_type ())
G_DECLARE_FINAL_TYPE (DtSearchBox, dt_search_box, DT, SEARCH_BOX, GtkWidget)
/* Signals: "search" (char *text, gboolean typing), "leave" (): the focus is wanted in the list. */

void dt_search_box_set_service (DtSearchBox *self, DtService *service);
const char *dt_search_box_get_text (DtSearchBox *self);
void dt_search_box_set_text (DtSearchBox *self, const char *text);
void dt_search_box_focus (DtSearchBox *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, a new recovery code that has to be kept before anything else. Main thread. */
#pragma once

#include "service/dt-service.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_CODE_PAGE (dt_code_page_get_type ())
G_DECLARE_FINAL_TYPE (DtCodePage, dt_code_page, DT, CODE_PAGE, GtkWidget)
/* Signal: "closed" (char *done): it is kept. */

GtkWidget *dt_code_page_new (DtService *service, const char *code);

G_END_DECLS

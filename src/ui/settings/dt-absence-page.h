/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, a leader who is away: until when, and whom their queue goes to. Main thread. */
#pragma once

#include "service/dt-service.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_ABSENCE_PAGE (dt_absence_page_get_type ())
G_DECLARE_FINAL_TYPE (DtAbsencePage, dt_absence_page, DT, ABSENCE_PAGE, GtkWidget)
/* Signal: "closed" (char *done): what was done, in words, or NULL. */

/* Whether the officer who signed in may say it of that one. */
gboolean dt_absence_page_may (DtService *service, DtOfficer *officer);
GtkWidget *dt_absence_page_new (DtService *service, DtOfficer *officer);
/* As the button does. */
void dt_absence_page_save (DtAbsencePage *self);

G_END_DECLS

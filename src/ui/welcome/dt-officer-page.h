/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Set-up, the first officer: name, position, roles, PIN. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "model/dt-enums.h"

G_BEGIN_DECLS

#define DT_TYPE_OFFICER_PAGE (dt_officer_page_get_type ())
G_DECLARE_FINAL_TYPE (DtOfficerPage, dt_officer_page, DT, OFFICER_PAGE, GtkWidget)
/* Signal: "done" (): everything is filled in well. */

char *dt_officer_page_dup_name (DtOfficerPage *self);
char *dt_officer_page_dup_title (DtOfficerPage *self);
const char *dt_officer_page_get_password (DtOfficerPage *self);
DtRoles dt_officer_page_get_roles (DtOfficerPage *self);
void dt_officer_page_focus (DtOfficerPage *self);
/* While the workspace is made. */
void dt_officer_page_clear_password (DtOfficerPage *self);

G_END_DECLS

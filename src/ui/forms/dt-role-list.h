/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The roles of an officer as rows to tick, each explained in plain words. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "model/dt-enums.h"

G_BEGIN_DECLS

#define DT_TYPE_ROLE_LIST (dt_role_list_get_type ())
G_DECLARE_FINAL_TYPE (DtRoleList, dt_role_list, DT, ROLE_LIST, GtkWidget)
/* Signal: "changed" (). */

GtkWidget *dt_role_list_new (void);
DtRoles dt_role_list_get_roles (DtRoleList *self);
void dt_role_list_set_roles (DtRoleList *self, DtRoles roles);
/* Roles that are shown as ticked and cannot be taken away. */
void dt_role_list_set_fixed (DtRoleList *self, DtRoles fixed);
/* Roles that are not offered. */
void dt_role_list_set_hidden (DtRoleList *self, DtRoles hidden);

G_END_DECLS

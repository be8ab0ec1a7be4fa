/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a reply is submitted to: a leader, with who stands in while they are away, or any of them.
 * Main thread. */
#pragma once

#include "service/dt-service.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_APPROVER_CHOOSER (dt_approver_chooser_get_type ())
G_DECLARE_FINAL_TYPE (DtApproverChooser, dt_approver_chooser, DT, APPROVER_CHOOSER, GtkWidget)

/* Lists the leaders but the one who writes; keeps who is chosen. */
void dt_approver_chooser_set_service (DtApproverChooser *self, DtService *service);
/* NULL: any. */
void dt_approver_chooser_set_officer (DtApproverChooser *self, const char *officer_id);
const char *dt_approver_chooser_get_officer (DtApproverChooser *self);

G_END_DECLS

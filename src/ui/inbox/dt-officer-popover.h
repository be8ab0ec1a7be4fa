/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives the chosen cases to an officer, found by name, accent-blind. Main thread. */
#pragma once

#include <adwaita.h>

#include "ui/inbox/dt-case-actions.h"

G_BEGIN_DECLS

#define DT_TYPE_OFFICER_POPOVER (dt_officer_popover_get_type ())
G_DECLARE_FINAL_TYPE (DtOfficerPopover, dt_officer_popover, DT, OFFICER_POPOVER, GtkPopover)

GtkWidget *dt_officer_popover_new (DtService *service, DtCaseActions *actions);

G_END_DECLS

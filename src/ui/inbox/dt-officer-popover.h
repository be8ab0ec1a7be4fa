/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chooses an officer by name, accent-blind: for giving work to. Main thread. */
#pragma once

#include <adwaita.h>

#include "service/dt-service.h"

G_BEGIN_DECLS

#define DT_TYPE_OFFICER_POPOVER (dt_officer_popover_get_type ())
G_DECLARE_FINAL_TYPE (DtOfficerPopover, dt_officer_popover, DT, OFFICER_POPOVER, GtkPopover)
/* Signal "chosen" (char *officer_id, nullable: nobody; char *name, nullable). */

GtkWidget *dt_officer_popover_new (DtService *service);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking down what a citizen says at the counter, on the phone or in a letter, in under a minute
 * while they talk. What is typed is kept at every keystroke. Main thread. */
#pragma once

#include "service/dt-service.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define DT_TYPE_WALK_IN_WINDOW (dt_walk_in_window_get_type ())
G_DECLARE_FINAL_TYPE (DtWalkInWindow, dt_walk_in_window, DT, WALK_IN_WINDOW, AdwWindow)
/* Signal: "registered" (char *case_id, gboolean print_receipt): it is on disk; the window closes
 * itself. */

GtkWindow *dt_walk_in_window_new (DtService *service, GtkWindow *parent);

G_END_DECLS

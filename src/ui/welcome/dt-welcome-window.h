/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way into a workspace: opens the one that is there, asks for another key where its own does
 * not open it, or sets up a new one step by step. Main thread. */
#pragma once

#include "service/dt-service.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define DT_TYPE_WELCOME_WINDOW (dt_welcome_window_get_type ())
G_DECLARE_FINAL_TYPE (DtWelcomeWindow, dt_welcome_window, DT, WELCOME_WINDOW, AdwApplicationWindow)
/* Signal: "opened" (DtService *): the window has done its work. After a set-up the first officer
 * is signed in. */

DtWelcomeWindow *dt_welcome_window_new (GtkApplication *app, const char *directory);
/* Where the key file lies, before the window is shown. */
void dt_welcome_window_set_key_file (DtWelcomeWindow *self, const char *path);

G_END_DECLS

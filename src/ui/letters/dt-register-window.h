/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clerk's register of letters: a year's numbers of one form, doubles, gaps and void ones
 * marked, the next number, the desk that gives them. Main thread. */
#pragma once

#include <adwaita.h>

#include "ui/shell/dt-runner.h"

G_BEGIN_DECLS

#define DT_TYPE_REGISTER_WINDOW (dt_register_window_get_type ())
G_DECLARE_FINAL_TYPE (DtRegisterWindow, dt_register_window, DT, REGISTER_WINDOW, AdwWindow)

GtkWindow *dt_register_window_present (DtRunner *runner, GtkWindow *parent);
/* What it shows now, or NULL while it is read. */
DtLetterRegister *dt_register_window_get_register (DtRegisterWindow *self);
void dt_register_window_show_form (DtRegisterWindow *self, DtLetterForm form);

G_END_DECLS

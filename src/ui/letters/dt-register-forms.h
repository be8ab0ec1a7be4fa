/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small forms of the register: voiding a letter, the next number, handing the register over.
 * Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/shell/dt-runner.h"

G_BEGIN_DECLS

void dt_register_forms_void (DtRunner *runner, GtkWindow *parent, DtLetter *letter);
void dt_register_forms_set_next (DtRunner *runner, GtkWindow *parent, DtLetterRegister *shown);
/* To another desk; or to this one, where another has it. */
void dt_register_forms_hand (DtRunner *runner, GtkWindow *parent, DtLetterRegister *shown);
gboolean dt_register_forms_may_hand (DtService *service, DtLetterRegister *shown);

G_END_DECLS

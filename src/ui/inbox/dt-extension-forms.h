/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms about a case's deadlines: asking for an extension or granting one, not granting it,
 * promising a day. Each shows a window and runs its command. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/shell/dt-runner.h"

G_BEGIN_DECLS

/* @ask: ask a leader instead of deciding. Some clock of the case may be extended now. */
GtkWindow *
dt_extension_form_present (DtRunner *runner, GtkWindow *parent, DtCaseFile *file, gboolean ask);
GtkWindow *dt_decline_form_present (DtRunner *runner, GtkWindow *parent, DtCaseFile *file);
GtkWindow *dt_promise_form_present (DtRunner *runner, GtkWindow *parent, DtCaseFile *file);
/* Without a form: what is asked for, as it is asked; a request of one's own taken back. */
void dt_extension_grant (DtRunner *runner, DtCaseFile *file);
void dt_extension_withdraw (DtRunner *runner, DtCaseFile *file);

G_END_DECLS

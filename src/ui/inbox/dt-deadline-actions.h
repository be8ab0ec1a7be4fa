/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Those actions of the group `case.` that are about the deadlines of the case shown. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/shell/dt-runner.h"

G_BEGIN_DECLS

/* Whether the case as it is allows it; roles are seen to elsewhere. */
gboolean dt_deadline_actions_fit (const char *name, DtService *service, DtCaseFile *file);
void dt_deadline_actions_run (
    const char *name, GVariant *parameter, DtRunner *runner, GtkWindow *parent, DtCaseFile *file);

G_END_DECLS

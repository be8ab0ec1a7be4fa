/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms about cases: details, refusing, merging, splitting. Each shows a window and runs its
 * command. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/shell/dt-runner.h"

G_BEGIN_DECLS

/* @cases: of DtCase. Of several only what they can share is asked. */
GtkWindow *dt_edit_form_present (DtRunner *runner, GtkWindow *parent, GPtrArray *cases);
GtkWindow *dt_refuse_form_present (DtRunner *runner, GtkWindow *parent, GPtrArray *cases);
/* Asks whom the case goes to; @unit's name stands there first. */
GtkWindow *
dt_forward_form_present (DtRunner *runner, GtkWindow *parent, GPtrArray *cases, const DtUnit *unit);
GtkWindow *dt_merge_form_present (DtRunner *runner, GtkWindow *parent, GPtrArray *cases);
GtkWindow *dt_split_form_present (DtRunner *runner, GtkWindow *parent, DtCaseFile *file);

/* Ids for a command: valid as long as @cases; free with g_free. */
const char **dt_cases_get_ids (GPtrArray *cases);
/* "HS-2026-0412" or "3 hồ sơ" */
char *dt_cases_describe (GPtrArray *cases);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application: its options, opening the workspace, the windows. Main thread. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DT_TYPE_APPLICATION (dt_application_get_type ())
G_DECLARE_FINAL_TYPE (DtApplication, dt_application, DT, APPLICATION, AdwApplication)

DtApplication *dt_application_new (void);
/* The language that was chosen, for dt_i18n_init() before anything else runs: NULL if none was. */
char *dt_application_dup_language (void);

G_END_DECLS

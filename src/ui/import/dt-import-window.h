/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking in a file: choose it, see how its columns are understood, run with progress, read what
 * came of it. Main thread. */
#pragma once

#include <adwaita.h>

#include "service/dt-service.h"

G_BEGIN_DECLS

#define DT_TYPE_IMPORT_WINDOW (dt_import_window_get_type ())
G_DECLARE_FINAL_TYPE (DtImportWindow, dt_import_window, DT, IMPORT_WINDOW, AdwWindow)
/* Signal "show-set-aside" (): the officer wants to see the rows that were set aside. */

/* @file: nullable; else it is opened at once. */
GtkWindow *dt_import_window_new (DtService *service, GtkWindow *parent, GFile *file);

G_END_DECLS

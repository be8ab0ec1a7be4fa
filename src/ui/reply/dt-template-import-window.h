/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file of templates would bring, then what it brought. Main thread. */
#pragma once

#include <adwaita.h>

#include "ui/reply/dt-template-parcel.h"
#include "ui/shell/dt-runner.h"

G_BEGIN_DECLS

#define DT_TYPE_TEMPLATE_IMPORT_WINDOW (dt_template_import_window_get_type ())
G_DECLARE_FINAL_TYPE (
    DtTemplateImportWindow, dt_template_import_window, DT, TEMPLATE_IMPORT_WINDOW, AdwWindow)

/* @parcel is taken; @name: of the file. */
DtTemplateImportWindow *dt_template_import_window_new (DtRunner *runner,
                                                       GtkWindow *parent,
                                                       DtTemplateParcel *parcel,
                                                       const char *name);
/* As the button does. */
void dt_template_import_window_run (DtTemplateImportWindow *self);
gboolean dt_template_import_window_is_done (DtTemplateImportWindow *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manager of reply templates: list and search, editing, importing and exporting. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "service/dt-service.h"

G_BEGIN_DECLS

#define DT_TYPE_TEMPLATE_WINDOW (dt_template_window_get_type ())
G_DECLARE_FINAL_TYPE (DtTemplateWindow, dt_template_window, DT, TEMPLATE_WINDOW, AdwWindow)

DtTemplateWindow *dt_template_window_new (DtService *service, GtkWindow *parent);
/* The preview is filled in with its values; else with those of an invented case. */
void dt_template_window_set_case (DtTemplateWindow *self, DtCaseFile *file);
/* To be edited; NULL: a new one. */
void dt_template_window_open (DtTemplateWindow *self, const char *id);
void dt_template_window_search (DtTemplateWindow *self, const char *text);
/* What the choosers of files lead to. */
void dt_template_window_import (DtTemplateWindow *self, GFile *file);
void dt_template_window_export (DtTemplateWindow *self, GFile *file);

G_END_DECLS

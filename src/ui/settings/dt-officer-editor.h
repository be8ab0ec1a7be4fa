/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, one officer: a new account, or what an administrator may change of one. Main
 * thread. */
#pragma once

#include "service/dt-service.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_OFFICER_EDITOR (dt_officer_editor_get_type ())
G_DECLARE_FINAL_TYPE (DtOfficerEditor, dt_officer_editor, DT, OFFICER_EDITOR, GtkWidget)
/* Signal: "closed" (char *done): what was done, in words, or NULL. */

GtkWidget *dt_officer_editor_new (DtService *service, DtOfficer *officer); /* NULL: a new one */

G_END_DECLS

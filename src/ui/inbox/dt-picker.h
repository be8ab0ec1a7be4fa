/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window that searches for one case or one citizen. Main thread. */
#pragma once

#include <adwaita.h>

#include "ui/shell/dt-runner.h"

G_BEGIN_DECLS

#define DT_TYPE_PICKER (dt_picker_get_type ())
G_DECLARE_FINAL_TYPE (DtPicker, dt_picker, DT, PICKER, AdwWindow)
/* Signals: "picked" (GObject *): a DtCase or DtCitizen, then the window closes; "other" (char
 * *text): the further button, with what was searched for. */

typedef enum
{
  DT_PICK_CASE,
  DT_PICK_CITIZEN,
} DtPickKind;

/* @leave_out: ids of cases not to offer; @other: label of the further button, or NULL. */
DtPicker *dt_picker_new (DtRunner *runner,
                         GtkWindow *parent,
                         DtPickKind kind,
                         const char *title,
                         const char *subtitle,
                         GStrv leave_out,
                         const char *other);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a case, to take some along with a reply. Main thread. */
#pragma once

#include "model/dt-records.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_CASE_FILES (dt_case_files_get_type ())
G_DECLARE_FINAL_TYPE (DtCaseFiles, dt_case_files, DT, CASE_FILES, GtkPopover)
/* Signal "chosen" (DtAttachment). */

/* @taken: of DtAttachment, which need not be offered. */
GtkWidget *dt_case_files_new (DtCaseFile *file, GPtrArray *taken);

G_END_DECLS

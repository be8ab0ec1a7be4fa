/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that come with a template: those it has, and new ones that are not in the ledger yet.
 * Main thread. */
#pragma once

#include <adwaita.h>

#include "ui/inbox/dt-file-loader.h"

G_BEGIN_DECLS

#define DT_TYPE_TEMPLATE_FILES (dt_template_files_get_type ())
G_DECLARE_FINAL_TYPE (DtTemplateFiles, dt_template_files, DT, TEMPLATE_FILES, GtkWidget)
/* Signals: "changed" (): by the officer; "problem" (char *): what could not be read. */

/* Silently; of DtAttachment. */
void dt_template_files_set_attachments (DtTemplateFiles *self, GPtrArray *attachments);
/* Of DtAttachment, those that were kept; of DtLoadedFile, those that came. Borrowed. */
GPtrArray *dt_template_files_get_attachments (DtTemplateFiles *self);
GPtrArray *dt_template_files_get_new (DtTemplateFiles *self);
void dt_template_files_add (DtTemplateFiles *self, DtLoadedFile *file);
void dt_template_files_choose (DtTemplateFiles *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a template and how it reads filled in. Main thread. */
#pragma once

#include "model/dt-reply-template.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_TEMPLATE_FORM (dt_template_form_get_type ())
G_DECLARE_FINAL_TYPE (DtTemplateForm, dt_template_form, DT, TEMPLATE_FORM, GtkWidget)
/* Signal: "changed" (): by whoever edits. */

/* Silently; of @template only what can be edited. */
void dt_template_form_set_template (DtTemplateForm *self, DtReplyTemplate *template);
/* What stands there, right or wrong; without an id. */
DtReplyTemplate *dt_template_form_dup_template (DtTemplateForm *self);
/* Whether it may be saved; else what is wrong is told and the focus is there. */
gboolean dt_template_form_check (DtTemplateForm *self);
/* Files that are not in the ledger yet, of DtLoadedFile; borrowed. */
GPtrArray *dt_template_form_get_new_files (DtTemplateForm *self);
/* Can be read only. */
void dt_template_form_set_locked (DtTemplateForm *self, gboolean locked);
/* What the preview is filled in with: borrowed as long as the form. */
void dt_template_form_set_values (DtTemplateForm *self,
                                  const DtTemplateContext *values,
                                  const char *source);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One template while it is edited, with a preview. What is typed is kept with the workspace until
 * it is saved or discarded; one that is wrong is refused and stays as it is typed. Main thread. */
#pragma once

#include "model/dt-reply-template.h"
#include "ui/shell/dt-runner.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_TEMPLATE_EDITOR (dt_template_editor_get_type ())
G_DECLARE_FINAL_TYPE (DtTemplateEditor, dt_template_editor, DT, TEMPLATE_EDITOR, GtkWidget)
/* Signals: "closed" (): back to the list; "saved" (char *id): what the service has now. */

void dt_template_editor_set_runner (DtTemplateEditor *self, DtRunner *runner);
/* What the preview is filled in with: borrowed as long as the editor. */
void dt_template_editor_set_values (DtTemplateEditor *self,
                                    const DtTemplateContext *values,
                                    const char *source);
void dt_template_editor_set_folded (DtTemplateEditor *self, gboolean folded);
/* NULL: a new one, or the new one that was left unfinished. */
void dt_template_editor_show (DtTemplateEditor *self, DtReplyTemplate *template);
/* Nothing to edit. */
void dt_template_editor_clear (DtTemplateEditor *self);
/* The id of what is edited, or NULL. */
const char *dt_template_editor_get_id (DtTemplateEditor *self);
gboolean dt_template_editor_is_current (DtTemplateEditor *self, DtReplyTemplate *template);
/* What was typed is kept now. */
void dt_template_editor_flush (DtTemplateEditor *self);

G_END_DECLS

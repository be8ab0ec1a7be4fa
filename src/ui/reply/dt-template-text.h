/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a template while it is written: fields and blanks are tinted, what is wrong is
 * underlined. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_TEMPLATE_TEXT (dt_template_text_get_type ())
G_DECLARE_FINAL_TYPE (DtTemplateText, dt_template_text, DT, TEMPLATE_TEXT, GtkWidget)
/* Signal: "changed" (): by whoever types, or by what is inserted for them. */

char *dt_template_text_dup_text (DtTemplateText *self);
/* Silently; it cannot be undone. */
void dt_template_text_set_text (DtTemplateText *self, const char *text);
/* At the caret, as one step to undo: "{{case.code}}"; what is chosen is replaced. */
void dt_template_text_insert_field (DtTemplateText *self, const char *name);
/* Around what is chosen: "{{#many}}…{{/many}}", or with @unless "{{^many}}…{{/many}}". */
void dt_template_text_insert_section (DtTemplateText *self, const char *name, gboolean unless);
/* "[…]", its inside chosen to be typed over. */
void dt_template_text_insert_blank (DtTemplateText *self);
/* What is wrong, with line and column, or NULL. */
const char *dt_template_text_get_problem (DtTemplateText *self);
/* The caret to where it is wrong. */
void dt_template_text_go_to_problem (DtTemplateText *self);

G_END_DECLS

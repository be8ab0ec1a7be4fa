/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of text in a long list. A GtkLabel lays its text out three times, twice to be measured;
 * this one does it once, when it is drawn, and another text asks for no new layout. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_LINE_TEXT (dt_line_text_get_type ())
G_DECLARE_FINAL_TYPE (DtLineText, dt_line_text, DT, LINE_TEXT, GtkWidget)

/* Templates set "whole" on those that are as wide as their text; the others take what room there is
 * and end with an ellipsis. */
void dt_line_text_set_text (DtLineText *self, const char *text);
const char *dt_line_text_get_text (DtLineText *self);
/* A dim bar in the place of a text that is being loaded. */
void dt_line_text_set_waiting (DtLineText *self, gboolean waiting);

G_END_DECLS

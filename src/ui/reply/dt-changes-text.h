/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text in which the changes since it was returned are shown: what was added is underlined on a
 * tint, what was removed is struck through; words that a note stands at are tinted. Places are
 * characters of the text as it is now. Main thread. */
#pragma once

#include "model/dt-reply.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_CHANGES_TEXT (dt_changes_text_get_type ())
G_DECLARE_FINAL_TYPE (DtChangesText, dt_changes_text, DT, CHANGES_TEXT, GtkTextView)
/* Signals: "edited" (): it was changed by hand; "selection-changed" (). */

/* @before: the text that was returned, or NULL: there was none. Ends editing, drops the notes. */
void dt_changes_text_set (DtChangesText *self, const char *before, const char *after);
gboolean dt_changes_text_has_changes (DtChangesText *self);
/* The text alone, without what was removed. */
void dt_changes_text_set_clean (DtChangesText *self, gboolean clean);
/* @notes: of DtMarginNote, kept; or NULL. */
void dt_changes_text_set_notes (DtChangesText *self, GPtrArray *notes);

/* The text may be changed by hand; FALSE: that ends, and it is again as it was set. */
void dt_changes_text_set_editing (DtChangesText *self, gboolean editing);
gboolean dt_changes_text_is_editing (DtChangesText *self);
/* What it was changed to before; while it is edited. */
void dt_changes_text_set_edited (DtChangesText *self, const char *text);
char *dt_changes_text_dup (DtChangesText *self);

/* The words that are chosen, without white space around them; FALSE: none of the text are. */
gboolean dt_changes_text_get_selection (DtChangesText *self, guint *out_start, guint *out_end);
void dt_changes_text_drop_selection (DtChangesText *self);
/* Chooses them and brings them into sight. */
void dt_changes_text_show_range (DtChangesText *self, guint start, guint end);
/* Where the chosen words begin, in coordinates of the widget. */
void dt_changes_text_get_place (DtChangesText *self, GdkRectangle *out);

G_END_DECLS

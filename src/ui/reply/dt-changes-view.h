/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The draft of a reply as it lies before a leader: on a card, with its changes or clean, with what
 * the lines mean, and a way to note something beside chosen words. Main thread. */
#pragma once

#include "ui/reply/dt-changes-text.h"

G_BEGIN_DECLS

#define DT_TYPE_CHANGES_VIEW (dt_changes_view_get_type ())
G_DECLARE_FINAL_TYPE (DtChangesView, dt_changes_view, DT, CHANGES_VIEW, GtkWidget)
/* Signal "note-written" (guint start, guint end, char *text): beside these words. */

GtkWidget *dt_changes_view_new (void);
/* @before: the text that was returned, or NULL: there was none. */
void dt_changes_view_set_texts (DtChangesView *self, const char *before, const char *after);
/* For what is about places, notes and editing. */
DtChangesText *dt_changes_view_get_text (DtChangesView *self);
/* Whether words can be chosen for a note. */
void dt_changes_view_set_can_note (DtChangesView *self, gboolean can_note);
void dt_changes_view_set_editing (DtChangesView *self, gboolean editing);
/* Asks for a note to the chosen words; FALSE: none are. */
gboolean dt_changes_view_write_note (DtChangesView *self);

G_END_DECLS

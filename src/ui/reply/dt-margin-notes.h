/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes beside a text, a row each with the words it stands at: those that a leader writes and may
 * take out again, or those of the last return with what became of each. Main thread. */
#pragma once

#include "model/dt-reply.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_MARGIN_NOTES (dt_margin_notes_get_type ())
G_DECLARE_FINAL_TYPE (DtMarginNotes, dt_margin_notes, DT, MARGIN_NOTES, GtkWidget)
/* Signals: "chosen" (guint start, guint end): characters of the text as it is now; "removed" (guint
 * index). */

GtkWidget *dt_margin_notes_new (void);
/* @notes: of DtMarginNote to @text, which can be taken out. */
void dt_margin_notes_set (DtMarginNotes *self, const char *text, GPtrArray *notes);
/* Of a text that was returned and is @now by now: @note, about all of it, and @notes. */
void dt_margin_notes_set_past (
    DtMarginNotes *self, const char *before, const char *now, const char *note, GPtrArray *notes);

G_END_DECLS

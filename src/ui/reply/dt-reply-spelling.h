/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spelling of a text while it is written: looked through in idle time, a piece at a time; only what
 * changed. The word that is being typed is left alone until the caret leaves it. Main thread. */
#pragma once

#include "base/dt-speller.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_REPLY_SPELLING (dt_reply_spelling_get_type ())
G_DECLARE_FINAL_TYPE (DtReplySpelling, dt_reply_spelling, DT, REPLY_SPELLING, GObject)
/* Signals: "checked" (): all of the text has been looked through; "word-wanted" (char *): to be one
 * of the office's words. */

/* @view: with the marks of dt-text-marks.h; its context menu gets what can be done about a word. */
DtReplySpelling *dt_reply_spelling_new (GtkTextView *view);
/* Takes @speller; NULL: nothing is checked. */
void dt_reply_spelling_take_speller (DtReplySpelling *self, DtSpeller *speller);
gboolean dt_reply_spelling_has_speller (DtReplySpelling *self);
/* The office's own, NULL-ended. */
void dt_reply_spelling_set_words (DtReplySpelling *self, const char *const *words);
void dt_reply_spelling_set_enabled (DtReplySpelling *self, gboolean enabled);
gboolean dt_reply_spelling_is_done (DtReplySpelling *self);
/* Those that are marked now, each once; NULL-ended. */
char **dt_reply_spelling_dup_misspelt (DtReplySpelling *self);

G_END_DECLS

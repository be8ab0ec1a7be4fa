/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How parts of a text are marked: blanks, what a check found, what was searched for, words that are
 * no words. Tags say where; tints and lines are drawn below the text, in the colours of the style
 * sheet. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  DT_MARK_BLANK,    /* tint and a line of 2 px */
  DT_MARK_STOP,     /* a line of 2 px: what stops the reply */
  DT_MARK_ASK,      /* a broken line: what asks */
  DT_MARK_FOUND,    /* tint: searched for */
  DT_MARK_MISSPELT, /* a wavy line */
  DT_N_MARKS
} DtMark;

/* Makes the tags of the view's buffer, in place of those it had. */
void dt_text_marks_set_up (GtkTextView *view);
GtkTextTag *dt_text_marks_get (GtkTextBuffer *buffer, DtMark mark);
/* Takes the colours from the view's style: whenever that changes. */
void dt_text_marks_update (GtkTextView *view);
/* Below the text, in buffer coordinates. */
void dt_text_marks_snapshot (GtkTextView *view, GtkSnapshot *snapshot);

/* All blanks of the paragraphs from @start to @end, and only they, are marked. */
void
dt_text_marks_find_blanks (GtkTextBuffer *buffer, const GtkTextIter *start, const GtkTextIter *end);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a reply: plain text in which blanks, findings and misspelt words are marked. Tab and
 * Shift+Tab choose the next and the previous blank, typing over a chosen one replaces it whole,
 * Ctrl+Tab leaves. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_REPLY_TEXT (dt_reply_text_get_type ())
G_DECLARE_FINAL_TYPE (DtReplyText, dt_reply_text, DT, REPLY_TEXT, GtkTextView)
/* Signals: "changed" (): the text, by whomever; "template-wanted" (): "/" was typed at the start of
 * a line; "picture-pasted" (GdkTexture). */

GtkWidget *dt_reply_text_new (void);
/* Replaces all; that cannot be undone, and "changed" does not say it. */
void dt_reply_text_set (DtReplyText *self, const char *text);
char *dt_reply_text_dup (DtReplyText *self);
/* Where the caret stands or, after a "/", in place of it and of what was typed behind it; chooses
 * the first blank of what was put in. One step for undo. */
void dt_reply_text_insert (DtReplyText *self, const char *text);
/* What stands behind the "/" that "template-wanted" told of. */
void dt_reply_text_set_query (DtReplyText *self, const char *query);

guint dt_reply_text_count_blanks (DtReplyText *self);
/* Chooses the next or previous one, round the end; FALSE: there is none. */
gboolean dt_reply_text_choose_blank (DtReplyText *self, gboolean backward);
gboolean dt_reply_text_choose_first_blank (DtReplyText *self);
/* Chooses characters @start to @end, shows them and takes the focus. */
void dt_reply_text_show_range (DtReplyText *self, guint start, guint end);
/* @findings: of DtFinding; those about a place are marked. */
void dt_reply_text_set_findings (DtReplyText *self, GPtrArray *findings);
/* Of the caret, in coordinates of the widget. */
void dt_reply_text_get_caret (DtReplyText *self, GdkRectangle *out);

G_END_DECLS

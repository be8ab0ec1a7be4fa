/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds and replaces in a text, with diacritics or without. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_FIND_BAR (dt_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (DtFindBar, dt_find_bar, DT, FIND_BAR, GtkBox)

/* @view: with the marks of dt-text-marks.h. */
void dt_find_bar_set_view (DtFindBar *self, GtkTextView *view);
/* Begins with what is chosen in the text. */
void dt_find_bar_open (DtFindBar *self, gboolean replace);
void dt_find_bar_close (DtFindBar *self);

/* Where @needle stands in @text, of pairs of guint: characters from, to. @blind: without regard to
 * diacritics; case never counts. */
GArray *dt_find_in_text (const char *text, const char *needle, gboolean blind);

G_END_DECLS

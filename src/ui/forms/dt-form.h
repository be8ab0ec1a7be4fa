/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all forms share: a problem told under its field, a layout that folds when the window is
 * narrow. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Tells @problem in @label, which stands under @field, and marks the field; NULL: it is well. */
void dt_form_set_problem (GtkWidget *field, GtkLabel *label, const char *problem);

/* Calls @fold with whether @window is narrower than @limit pixels, now and whenever that changes.
 */
typedef void (*DtFormFold) (gboolean narrow, gpointer user_data);
void dt_form_watch_width (GtkWindow *window, int limit, DtFormFold fold, gpointer user_data);

/* Shows or hides a bar for the eye and for a screen reader alike. */
void dt_form_show_bar (GtkInfoBar *bar, gboolean shown);

/* The text of an entry without the white space around it, or NULL if nothing else is there. */
char *dt_form_dup_text (GtkEditable *editable);
/* Shows the page and takes a focus along that would be lost. */
void dt_form_show_page (GtkStack *stack, const char *name);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as it will lie on paper, with what every window that shows one can do: print it, save
 * it, say what came of that. Main thread. */
#pragma once

#include <adwaita.h>

#include "ui/shell/dt-web-loader.h"

G_BEGIN_DECLS

#define DT_TYPE_PAPER_VIEW (dt_paper_view_get_type ())
G_DECLARE_FINAL_TYPE (DtPaperView, dt_paper_view, DT, PAPER_VIEW, AdwBin)
/* Signals: "issued" (): it was printed or saved, also when the window was closed meanwhile. */

/* @label: what it is, for who cannot see it. FALSE: it says itself why it cannot be shown. */
gboolean
dt_paper_view_show_page (DtPaperView *self, const char *html, DtWebPaper paper, const char *label);
/* @words (nullable): instead of those for the error. */
void dt_paper_view_fail (DtPaperView *self, const GError *error, const char *words);
void dt_paper_view_set_failed_title (DtPaperView *self, const char *title);
const char *dt_paper_view_get_html (DtPaperView *self); /* NULL: nothing is shown */

void dt_paper_view_print (DtPaperView *self);
/* Asks where, and saves it as PDF. @name: of the file. */
void dt_paper_view_save (DtPaperView *self, const char *title, const char *name);
/* The same for a file of another type. */
void
dt_paper_view_save_bytes (DtPaperView *self, const char *title, const char *name, GBytes *bytes);
void dt_paper_view_tell (DtPaperView *self, const char *text);

G_END_DECLS

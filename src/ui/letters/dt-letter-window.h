/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An official letter: written beside the page it makes, given a number, printed and saved. Main
 * thread. */
#pragma once

#include <adwaita.h>

#include "ui/shell/dt-runner.h"

G_BEGIN_DECLS

#define DT_TYPE_LETTER_WINDOW (dt_letter_window_get_type ())
G_DECLARE_FINAL_TYPE (DtLetterWindow, dt_letter_window, DT, LETTER_WINDOW, AdwWindow)

/* A new letter about the case. @text (nullable): what it says so far. */
GtkWindow *dt_letter_window_present (
    DtRunner *runner, GtkWindow *parent, DtCaseFile *file, DtLetterForm form, const char *text);
/* A reply as a letter, or that letter if it is in the register already. */
GtkWindow *dt_letter_window_present_reply (DtRunner *runner,
                                           GtkWindow *parent,
                                           DtCaseFile *file,
                                           DtReply *reply);
/* The notice of an extension, a row of the case's timeline; or that letter if it is in the register
 * already. That it was issued is recorded when it is printed or saved. */
GtkWindow *dt_letter_window_present_notice (DtRunner *runner,
                                            GtkWindow *parent,
                                            DtCaseFile *file,
                                            DtTimelineItem *extension);
/* One of the register, which is not changed any more. */
GtkWindow *dt_letter_window_present_issued (DtRunner *runner, GtkWindow *parent, DtLetter *letter);
/* The letter as it stands in the window. Transfer full. */
DtLetter *dt_letter_window_dup_letter (DtLetterWindow *self);
/* Whether the page shows what was typed last. */
gboolean dt_letter_window_is_current (DtLetterWindow *self);

G_END_DECLS

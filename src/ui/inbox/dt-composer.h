/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an answer that was given, or a note, is written. What is typed is kept as a draft by case
 * and officer until it is recorded. Main thread. */
#pragma once

#include <adwaita.h>

#include "ui/shell/dt-runner.h"

G_BEGIN_DECLS

#define DT_TYPE_COMPOSER (dt_composer_get_type ())
G_DECLARE_FINAL_TYPE (DtComposer, dt_composer, DT, COMPOSER, GtkBox)

typedef enum
{
  DT_COMPOSER_ANSWER,
  DT_COMPOSER_NOTE,
} DtComposerMode;

void dt_composer_set_runner (DtComposer *self, DtRunner *runner);
/* Keeps what is typed on the old case and brings back what was typed on the new one. The same case
 * again, as it is now, leaves the text alone. NULL: none. */
void dt_composer_set_case (DtComposer *self, DtCase *a_case);
void dt_composer_focus (DtComposer *self, DtComposerMode mode);
/* An answer that begins with @text, and with which a denunciation is guided to its proper form.
 * What was written already stays above it; clearing the text makes it an answer again. */
void dt_composer_guide (DtComposer *self, const char *text);
void dt_composer_stop_guiding (DtComposer *self);
void dt_composer_add_files (DtComposer *self, GListModel *files); /* of GFile */
void dt_composer_choose_files (DtComposer *self);
void dt_composer_submit (DtComposer *self);
/* Writes the draft at once instead of in a moment. */
void dt_composer_flush (DtComposer *self);

G_END_DECLS

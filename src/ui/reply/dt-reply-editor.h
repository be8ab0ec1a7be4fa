/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a reply is written: its choices, the text with what helps to write it, its files. Main
 * thread. */
#pragma once

#include <adwaita.h>

#include "ui/reply/dt-reply-text.h"
#include "ui/shell/dt-runner.h"

G_BEGIN_DECLS

#define DT_TYPE_REPLY_EDITOR (dt_reply_editor_get_type ())
G_DECLARE_FINAL_TYPE (DtReplyEditor, dt_reply_editor, DT, REPLY_EDITOR, GtkBox)
/* Signals: "changed" (): anything of the draft, by the officer; "spelling-checked" (). */

void dt_reply_editor_set_runner (DtReplyEditor *self, DtRunner *runner);
/* The same case again leaves alone what is being written. */
void dt_reply_editor_set_file (DtReplyEditor *self, DtCaseFile *file);
/* NULL: a new one, empty. Nothing can be undone from then on. */
void dt_reply_editor_set_draft (DtReplyEditor *self, const DtReplyDraft *draft);
DtReplyDraft *dt_reply_editor_dup_draft (DtReplyEditor *self);
gboolean dt_reply_editor_is_empty (DtReplyEditor *self);

void dt_reply_editor_set_editable (DtReplyEditor *self, gboolean editable);
void dt_reply_editor_set_narrow (DtReplyEditor *self, gboolean narrow);
DtReplyText *dt_reply_editor_get_text (DtReplyEditor *self);
/* NULL: words are not checked. NULL-ended. */
char **dt_reply_editor_dup_misspelt (DtReplyEditor *self);
gboolean dt_reply_editor_checks_spelling (DtReplyEditor *self);
void dt_reply_editor_open_templates (DtReplyEditor *self);
void dt_reply_editor_add_files (DtReplyEditor *self, GListModel *files); /* of GFile */

G_END_DECLS

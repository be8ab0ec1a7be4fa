/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page on which a reply is written: the question, the editor, the checks. What is typed is kept
 * at once; another desk's newer draft is offered, never written over. Main thread. */
#pragma once

#include <adwaita.h>

#include "ui/shell/dt-runner.h"

G_BEGIN_DECLS

#define DT_TYPE_REPLY_PAGE (dt_reply_page_get_type ())
G_DECLARE_FINAL_TYPE (DtReplyPage, dt_reply_page, DT, REPLY_PAGE, AdwBin)
/* Signals: "leave" (): back to where it was opened; "print" (DtReplyDraft *, pointer, valid during
 * the emission): shown as a letter. Nobody connected: it is not offered. */

GtkWidget *dt_reply_page_new (DtRunner *runner);
/* Another case: keeps what was written on the old one. The same: shows what has become of it. */
void dt_reply_page_set_file (DtReplyPage *self, DtCaseFile *file);
/* The id of the case that is answered, or NULL. */
const char *dt_reply_page_get_case (DtReplyPage *self);
/* Keeps what is written, here and in the record, and shows nothing. */
void dt_reply_page_close (DtReplyPage *self);
/* Keeps it here, before the window closes. */
void dt_reply_page_flush (DtReplyPage *self);
void dt_reply_page_set_width (DtReplyPage *self, int width);
void dt_reply_page_refresh_time (DtReplyPage *self);
void dt_reply_page_focus (DtReplyPage *self);
/* Submits or sends it, unless something stops it: then it leads to that. */
void dt_reply_page_submit (DtReplyPage *self);

G_END_DECLS

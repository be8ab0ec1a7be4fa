/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that go with a reply; each can be left out again. Main thread. */
#pragma once

#include "model/dt-reply.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_REPLY_FILES (dt_reply_files_get_type ())
G_DECLARE_FINAL_TYPE (DtReplyFiles, dt_reply_files, DT, REPLY_FILES, GtkWidget)
/* Signal "changed" (): by the officer. */

/* @attachments: of DtAttachment, copied. */
void dt_reply_files_set (DtReplyFiles *self, GPtrArray *attachments);
/* Twice the same file is once enough. */
void dt_reply_files_add (DtReplyFiles *self, DtAttachment *attachment);
GPtrArray *dt_reply_files_get (DtReplyFiles *self);
gboolean dt_reply_files_has (DtReplyFiles *self, const char *hash);
void dt_reply_files_set_editable (DtReplyFiles *self, gboolean editable);

G_END_DECLS

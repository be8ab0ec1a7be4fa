/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was looked at before a reply goes out, a row each: a mark, a sentence, why, and a way to the
 * place. What stops, what asks and what is right differ in shape. Main thread. */
#pragma once

#include "model/dt-reply-check.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_REPLY_CHECKS (dt_reply_checks_get_type ())
G_DECLARE_FINAL_TYPE (DtReplyChecks, dt_reply_checks, DT, REPLY_CHECKS, GtkWidget)
/* Signal "show-place" (guint start, guint end): characters of the text. */

GtkWidget *dt_reply_checks_new (void);
/* @findings: of DtFinding, kept; @channel: where it goes, in words; @due: 0: there is no deadline;
 * @spelling: words were checked. */
void dt_reply_checks_set (DtReplyChecks *self,
                          GPtrArray *findings,
                          const char *channel,
                          gint64 due,
                          gint64 now,
                          gboolean spelling);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is being answered: the case's title, its deadline, what citizens and colleagues wrote, with
 * the newest in sight. However long the history, only its end is made ready at first. Main thread.
 */
#pragma once

#include "service/dt-service.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_REPLY_QUESTION (dt_reply_question_get_type ())
G_DECLARE_FINAL_TYPE (DtReplyQuestion, dt_reply_question, DT, REPLY_QUESTION, GtkBox)

void dt_reply_question_set_file (DtReplyQuestion *self,
                                 DtService *service,
                                 DtCaseFile *file,
                                 gint64 now);
/* How many messages are made ready, and how many there are: for tests. */
guint dt_reply_question_get_n_shown (DtReplyQuestion *self);
guint dt_reply_question_get_n_messages (DtReplyQuestion *self);

G_END_DECLS

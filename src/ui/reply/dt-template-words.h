/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What templates of replies are called on the screen, and what is wrong with one. Pure but for
 * gettext; main thread. */
#pragma once

#include "model/dt-reply-template.h"

G_BEGIN_DECLS

/* "Hạ tầng, môi trường"; an unknown code: the last category. */
const char *dt_template_words_category (const char *code);
/* "Trả lời · Phản ánh · Zalo": what it is for. */
char *dt_template_words_use (DtReplyTemplate *template);
/* Draft, published, archived. */
const char *dt_template_words_state (DtReplyTemplate *template);
/* "Dòng 3, cột 14: …", or NULL: it can be filled in. In characters: where what is wrong begins and
 * ends (out, nullable). */
char *dt_template_words_problem (const char *body, guint *out_start, guint *out_end);
/* "họ tên" */
const char *dt_template_words_field (const DtTemplateField *field);

G_END_DECLS

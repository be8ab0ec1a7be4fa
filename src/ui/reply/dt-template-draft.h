/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A template while it is edited: kept as JSON although it may be wrong, compared, copied. Any
 * thread. */
#pragma once

#include "model/dt-reply-template.h"

G_BEGIN_DECLS

/* A new one, with an id: nothing is written yet. */
DtReplyTemplate *dt_template_draft_new (void);
DtReplyTemplate *dt_template_draft_copy (DtReplyTemplate *template);
/* The same to who writes with it: not its state, author and uses. */
gboolean dt_template_draft_equal (DtReplyTemplate *a, DtReplyTemplate *b);
char *dt_template_draft_to_json (DtReplyTemplate *template);
/* NULL if it is none of ours. */
DtReplyTemplate *dt_template_draft_from_json (const char *json);

G_END_DECLS

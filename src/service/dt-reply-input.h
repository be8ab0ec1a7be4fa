/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the checks of a reply look at, out of a case as it was read: the same for the window and for
 * the writing worker. Any thread. */
#pragma once

#include "model/dt-reply-check.h"

G_BEGIN_DECLS

typedef struct
{
  DtCheckInput input; /* points into what it was made of */
  GPtrArray *codes;
} DtReplyInput;

/* All are borrowed and must outlive it. @phone and @unit: nullable; @now: Unix microseconds. */
void dt_reply_input_init (DtReplyInput *self,
                          DtCaseFile *file,
                          const DtReplyDraft *draft,
                          GPtrArray *officers,
                          const char *phone,
                          const char *unit,
                          gint64 now);
void dt_reply_input_clear (DtReplyInput *self);
/* When the citizen last said something on that channel; 0: never. */
gint64 dt_reply_input_find_last (DtCaseFile *file, DtChannelKind channel);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtReplyInput, dt_reply_input_clear)

G_END_DECLS

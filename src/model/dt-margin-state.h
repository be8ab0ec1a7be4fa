/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of a leader's note beside a text: whether the words it stands at were changed, and
 * where they are now. Pure, any thread. */
#pragma once

#include "model/dt-reply.h"
#include "model/dt-text-diff.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean mended;  /* something was added, removed or replaced there */
  guint start, end; /* characters of the text as it is now; equal: the words are gone */
  guint paragraph;  /* of the first change there, from 1; without one, of the words */
} DtMarginState;

/* @diff: of the text that was returned and the one of now, by dt_text_diff(). A note without a
 * place is about the whole text. */
void dt_margin_state_init (DtMarginState *self, const DtMarginNote *note, GPtrArray *diff);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On which channels the citizens of a case can still be reached, and at which address. Pure, main
 * thread. */
#pragma once

#include "model/dt-reply-rules.h"

G_BEGIN_DECLS

typedef struct
{
  DtChannelKind channel;
  GPtrArray *recipients; /* of DtRecipient, never NULL */
  gint64 last_inbound;   /* the citizen's last message there; 0: none */
  gint64 until;          /* G_MAXINT64: no end; 0: it is over */
} DtReach;

/* The channel that the case came by first, then the others; of DtReach. A citizen who did not agree
 * to be contacted is reached where they wrote, and nowhere else. */
GPtrArray *dt_reach_find (DtCaseFile *file, DtReplyRules *rules, gint64 now);

G_END_DECLS

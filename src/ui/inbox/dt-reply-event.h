/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of a reply in words, for the timeline. Main thread. */
#pragma once

#include "model/dt-records.h"

G_BEGIN_DECLS

/* NULL: none that this version knows. */
char *dt_reply_event_words (DtTimelineItem *item, const char *actor);

G_END_DECLS

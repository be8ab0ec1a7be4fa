/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to a case, as a sentence: who did what. Pure but for gettext; main thread. */
#pragma once

#include "model/dt-records.h"

G_BEGIN_DECLS

/* NULL for a message, which speaks for itself. */
char *dt_event_words (DtTimelineItem *item);
const char *dt_event_icon (DtTimelineItem *item);
/* What the case field of "case.set" and of conflicts is called: "lĩnh vực". */
const char *dt_field_words (const char *field);
/* The value of such a field for people: nicks become names. */
char *dt_field_value_words (const char *field, const char *value);

G_END_DECLS

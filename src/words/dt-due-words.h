/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the badge of a deadline says, in words. Any thread, once the language is set. */
#pragma once

#include "model/dt-due-state.h"

G_BEGIN_DECLS

/* "Còn 1 ngày 3 giờ", "Quá hạn 2 giờ": working time. NULL if nothing is due. */
char *dt_due_words_remaining (DtWorkingCalendar *calendar, gint64 due, gint64 now);
/* The same for a small badge: "còn 1 ngày", "quá 2 giờ". */
char *dt_due_words_short (DtWorkingCalendar *calendar, gint64 due, gint64 now);
/* The same with the deadline: "Còn 1 ngày 3 giờ, hạn 17:00 thứ Ba 24/11/2026". */
char *dt_due_words_sentence (DtWorkingCalendar *calendar, gint64 due, gint64 now);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a deadline is what it is, in words: what `doithoaictl deadline` prints and the window shows.
 * Any thread, once the language is set. */
#pragma once

#include "model/dt-deadline-steps.h"

G_BEGIN_DECLS

char *dt_step_words (const DtDeadlineStep *step);
/* "5 ngày làm việc", "8 giờ": of a rule, in its unit */
char *dt_step_words_amount (int amount, DtTimeUnit unit);
/* "thứ Hai 16/02/2026, nghỉ Tết Âm lịch" */
char *dt_step_words_day_off (DtDate date, const DtDayInfo *day);
const char *dt_step_words_holiday (const DtHoliday *holiday); /* "Tết Âm lịch" */

G_END_DECLS

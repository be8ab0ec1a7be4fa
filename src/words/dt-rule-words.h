/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of time in words: what the editor of rules, its preview and `doithoaictl rules` say.
 * Any thread, once the language is set. */
#pragma once

#include "model/dt-deadline-rule.h"
#include "model/dt-holiday-rules.h"
#include "model/dt-office-hours.h"

G_BEGIN_DECLS

/* ---- deadlines ---- */
const char *dt_rule_words_matter (DtMatter matter);       /* "Khiếu nại" */
char *dt_rule_words_matters (guint matters);              /* "Phản ánh, kiến nghị" */
const char *dt_rule_words_clock (DtDeadlineClock clock);  /* "Trả lời, giải quyết" */
const char *dt_rule_words_unit (DtTimeUnit unit);         /* "ngày làm việc" */
char *dt_rule_words_amount (int amount, DtTimeUnit unit); /* "5 ngày làm việc" */
char *dt_rule_words_period (const DtDeadlineRule *rule);  /* "… kể từ ngày tiếp nhận" */
char *dt_rule_words (const DtDeadlineRule *rule); /* "Trả lời, giải quyết: 5 ngày …" */
/* For which cases of its kinds; NULL: for all. */
char *dt_rule_words_scope (const DtDeadlineRule *rule);
/* "Được gia hạn 1 lần, thêm 3 ngày làm việc"; NULL: it may not be extended. */
char *dt_rule_words_extension (const DtDeadlineRule *rule);
char *dt_rule_words_validity (DtDate from, DtDate to); /* "Từ 01/07/2012 đến 30/06/2026" */
/* Between two times at which something is due, 0: it is not. "sớm hơn 2 ngày" */
char *dt_rule_words_move (gint64 old_due, gint64 new_due);
char *dt_rule_words_due (gint64 due); /* "17:00 thứ Hai 09/03/2026", "không có hạn" */

/* ---- days off and office hours ---- */
const char *dt_rule_words_holiday (const DtHoliday *holiday); /* "Tết Âm lịch" */
char *dt_rule_words_holiday_days (const DtHoliday *holiday); /* "ngày 10/3 âm lịch, nghỉ 1 ngày" */
char *dt_rule_words_swap (const DtDaySwap *swap); /* "Nghỉ thứ Hai …, làm bù …" */
char *dt_rule_words_half (const DtHours *hours, guint half); /* "07:30–11:30, thứ Hai đến …" */
char *dt_rule_words_days (guint days);                       /* a mask of 1 << (DtWeekday - 1) */
char *dt_rule_words_closure (DtDate date, DtHalves halves); /* "chiều thứ Hai 23/11/2026" */

G_END_DECLS

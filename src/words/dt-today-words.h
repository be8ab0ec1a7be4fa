/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page "today" and reminders say. Any thread, once the language is set. */
#pragma once

#include "model/dt-today.h"

G_BEGIN_DECLS

char *dt_today_words_title (gint64 now); /* "Thứ Hai, 23 tháng 11" */
/* "Rằm tháng Mười, năm Bính Ngọ. Còn 3 giờ làm việc, 9 việc cần lưu ý." */
char *dt_today_words_subtitle (DtWorkingCalendar *calendar, gint64 now, gint64 n);
char *dt_today_words_due (gint64 due, gint64 now); /* "hạn 17:00 hôm nay", "hạn thứ Năm 19/11" */
/* "Hôm nay bạn đã xong 6 việc: 4 trả lời, 2 chuyển cơ quan khác."; NULL if nothing was done. */
char *dt_today_words_done (const DtToday *today);

/* Of a reminder about one case, and of one about several. No personal data in either. */
const char *dt_reminder_words_title (DtReminderKind kind); /* "Hồ sơ đến hạn hôm nay" */
char *dt_reminder_words_several (const GArray *reminders); /* "5 hồ sơ đến hạn hôm nay" */
char *dt_reminder_words_kinds (const GArray *reminders); /* "2 quá hạn, 3 đến hạn hôm nay" */

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and times as people say them. Any thread, once the language is set. */
#pragma once

#include "model/dt-date.h"

G_BEGIN_DECLS

const char *dt_time_words_weekday (DtWeekday weekday); /* "thứ Hai" */
char *dt_time_words_day (DtDate date);                 /* "thứ Hai 23/11/2026" */
char *dt_time_words_clock (gint64 time);               /* "14:02" */
char *dt_time_words_moment (gint64 time);              /* "14:02 thứ Hai 23/11/2026" */
char *dt_time_words_minutes (gint64 minutes);          /* "3 giờ 59 phút" */

G_END_DECLS

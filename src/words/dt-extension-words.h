/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be agreed on a deadline, in words: its clocks, how often its rule allows more, the
 * traits of a case that change it. Any thread, once the language is set. */
#pragma once

#include "model/dt-deadline.h"

G_BEGIN_DECLS

const char *dt_extension_words_clock (DtDeadlineClock clock); /* "thời hạn trả lời" */
/* "Được gia hạn 1 lần, mỗi lần 30 ngày; chưa gia hạn lần nào" */
char *dt_extension_words_allowance (const DtClockResult *clock);
/* The law that allows an extension, or that of the rule; NULL if there is no rule. */
char *dt_extension_words_source (const DtClockResult *clock);
const char *dt_extension_words_trait (DtTraits trait); /* one: "Vụ việc phức tạp" */
char *dt_extension_words_traits (DtTraits traits); /* "phức tạp, vùng sâu, vùng xa"; "" */

G_END_DECLS

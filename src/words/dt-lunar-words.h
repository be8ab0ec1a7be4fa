/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the lunar calendar. They are Vietnamese in any language. Any thread. */
#pragma once

#include "model/dt-lunar-calendar.h"

G_BEGIN_DECLS

char *dt_lunar_words_can_chi (DtCanChi self);         /* "Bính Ngọ" */
const char *dt_lunar_words_month (int month);         /* "Giêng", "Hai", … "Chạp" */
char *dt_lunar_words_date (const DtLunarDate *lunar); /* "15 tháng Mười năm Bính Ngọ" */

G_END_DECLS

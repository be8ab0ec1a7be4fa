/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Until when a leader is away and who stands in, in words: wherever a leader is chosen. Main
 * thread. */
#pragma once

#include "service/dt-service.h"

G_BEGIN_DECLS

/* "vắng mặt đến hết 30/11/2026, Phạm Thị Lãnh thay"; NULL: they are there. */
char *dt_absence_to_words (DtService *service, const char *officer_id);
/* The last day of it. */
DtDate dt_absence_get_last_day (const DtAbsence *absence);

G_END_DECLS

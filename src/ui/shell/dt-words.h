/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the closed lists, times, numbers and errors are called on the screen, and the shapes that
 * stand beside them. Pure but for gettext; main thread. Strings returned as const belong to the
 * catalogue; the rest are the caller's. */
#pragma once

#include "service/dt-service.h"

G_BEGIN_DECLS

const char *dt_words_status (DtCaseStatus status);
const char *dt_words_status_icon (DtCaseStatus status);
/* How the pill is tinted: "dt-plain", "dt-busy", "dt-wait", "dt-good", "dt-bad". */
const char *dt_words_status_style (DtCaseStatus status);
/* The step that leads to @status, as a menu names it: "Tiếp nhận", "Đóng hồ sơ". */
const char *dt_words_status_step (DtCaseStatus status);
const char *dt_words_kind (DtCaseKind kind);
const char *dt_words_channel (DtChannelKind channel);
const char *dt_words_channel_icon (DtChannelKind channel);
const char *dt_words_priority (DtPriority priority);
const char *dt_words_consent (DtConsent consent);
const char *dt_words_view (DtView view);
const char *dt_words_view_icon (DtView view);
const char *dt_words_role (DtRoles role); /* one bit */
char *dt_words_roles (DtRoles roles);     /* "cán bộ, lãnh đạo" */
/* The field of work in the window's language; NULL or an unknown code: "Chưa phân lĩnh vực". */
const char *dt_words_field (const char *code);
const char *dt_words_ground (const char *code);
/* "UBND phường Sài Gòn" */
char *dt_words_office (const DtUnit *unit);

char *dt_words_number (gint64 n);                 /* "1.204" */
char *dt_words_size (gint64 bytes);               /* "1,2 MB" */
char *dt_words_date (gint64 t);                   /* "17/11/2026" */
char *dt_words_time (gint64 t, gint64 now);       /* "hôm nay, 09:12", "17/11, 08:42" */
char *dt_words_time_short (gint64 t, gint64 now); /* "09:12", "17/11", "17/11/25" */
char *dt_words_age (gint64 since, gint64 now);    /* "3 ngày", "5 giờ", "12 phút" */

/* What went wrong and what to do, in one or two sentences, by domain and code. */
char *dt_words_error (const GError *error);
/* "Chỉ cán bộ, lãnh đạo được làm việc này" */
char *dt_words_who_may (DtCommandKind kind);

G_END_DECLS

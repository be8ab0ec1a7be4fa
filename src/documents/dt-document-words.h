/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vietnamese words of printed documents: names from data/rules/names.json, times and units as
 * letters write them. The same whatever language the window is in. Any thread. */
#pragma once

#include "model/dt-reply.h"

G_BEGIN_DECLS

const char *dt_document_name_channel (DtChannelKind channel);
const char *dt_document_name_reception (DtChannelKind channel); /* "qua Facebook" */
const char *dt_document_name_kind (DtCaseKind kind);
const char *dt_document_name_reply_state (DtReplyState state);
/* "14 giờ 06 phút, thứ Hai ngày 23/11/2026" */
char *dt_document_format_time (gint64 usec);
/* "14:06 thứ Hai 23/11/2026" */
char *dt_document_format_time_short (gint64 usec);
/* "23/11/2026" */
char *dt_document_format_day (gint64 usec);
/* "Phường Sài Gòn" → "PHƯỜNG SÀI GÒN", "phường Sài Gòn", "phường" */
char *dt_document_unit_capitals (const char *unit);
char *dt_document_unit_inline (const char *unit);
char *dt_document_unit_type (const char *unit);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a leader has to know beside a draft: their notes, what was returned last time and whether it
 * was mended, what the citizen said, what the checks found, where it will be sent. Main thread. */
#pragma once

#include "service/dt-service.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define DT_TYPE_APPROVAL_SIDE (dt_approval_side_get_type ())
G_DECLARE_FINAL_TYPE (DtApprovalSide, dt_approval_side, DT, APPROVAL_SIDE, AdwBin)
/* Signals: "show-place" (guint start, guint end): characters of the draft; "note-removed" (guint
 * index). */

/* @now: Unix microseconds. */
void dt_approval_side_set (
    DtApprovalSide *self, DtService *service, DtCaseFile *file, DtReply *reply, gint64 now);
/* Of DtMarginNote, those that are being written. */
void dt_approval_side_set_notes (DtApprovalSide *self, GPtrArray *notes);
/* @findings: of DtFinding, in the reply as it would go out; @spelling: words were checked. */
void dt_approval_side_set_findings (DtApprovalSide *self, GPtrArray *findings, gboolean spelling);

G_END_DECLS

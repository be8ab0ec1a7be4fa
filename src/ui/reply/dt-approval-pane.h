/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the place of the case while replies are approved: the draft with what changed, all
 * that is to be known beside it, and the decision. Main thread. */
#pragma once

#include <adwaita.h>

#include "ui/inbox/dt-case-pane.h"
#include "ui/shell/dt-runner.h"

G_BEGIN_DECLS

#define DT_TYPE_APPROVAL_PANE (dt_approval_pane_get_type ())
G_DECLARE_FINAL_TYPE (DtApprovalPane, dt_approval_pane, DT, APPROVAL_PANE, AdwBin)
/* Signals: "decided" (): the reply was approved or returned; "show-whole" (): the case itself is
 * wanted. */

/* The group is for the window, as "approval". */
GActionGroup *dt_approval_pane_get_actions (DtApprovalPane *self);
void dt_approval_pane_set_runner (DtApprovalPane *self, DtRunner *runner);
/* Shows the reply of the case that waits, first the one that the officer may decide on; NULL:
 * nothing waits. */
void dt_approval_pane_set_file (DtApprovalPane *self, DtCaseFile *file);
DtCaseFile *dt_approval_pane_get_file (DtApprovalPane *self);
DtReply *dt_approval_pane_get_reply (DtApprovalPane *self); /* or NULL */
void dt_approval_pane_refresh_time (DtApprovalPane *self);
void dt_approval_pane_set_width (DtApprovalPane *self,
                                 DtCasePaneWidth width,
                                 gboolean panel_beside,
                                 gboolean with_back);
void dt_approval_pane_focus (DtApprovalPane *self);
/* What was typed is on disk. */
void dt_approval_pane_flush (DtApprovalPane *self);

G_END_DECLS

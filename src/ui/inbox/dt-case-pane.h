/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The case pane: header, timeline, composer and side panel of one case. Main thread. */
#pragma once

#include <adwaita.h>

#include "service/dt-outbox.h"
#include "ui/inbox/dt-case-actions.h"

G_BEGIN_DECLS

#define DT_TYPE_CASE_PANE (dt_case_pane_get_type ())
G_DECLARE_FINAL_TYPE (DtCasePane, dt_case_pane, DT, CASE_PANE, AdwBin)
/* Signals: "panel-toggled" (gboolean shown): the officer showed or hid the side panel; "by-hand"
 * (DtReply): it is to be sent by hand. */

/* How much room there is. */
typedef enum
{
  DT_CASE_PANE_WIDE,    /* words on the buttons, code and status beside them */
  DT_CASE_PANE_COMPACT, /* icons only */
  DT_CASE_PANE_NARROW,  /* one pane at a time: code and status in the title */
} DtCasePaneWidth;

void dt_case_pane_set_runner (DtCasePane *self, DtRunner *runner, DtCaseActions *actions);
/* Which channels are connected; NULL: none. */
void dt_case_pane_set_outbox (DtCasePane *self, DtOutbox *outbox);
/* NULL: none is chosen. */
void dt_case_pane_set_file (DtCasePane *self, DtCaseFile *file);
DtCaseFile *dt_case_pane_get_file (DtCasePane *self);
/* Time has passed; @day: another day has begun. */
void dt_case_pane_refresh_time (DtCasePane *self, gboolean day);
void dt_case_pane_compose (DtCasePane *self, gboolean note);
/* An answer that guides to the proper form of a denunciation. */
void dt_case_pane_guide (DtCasePane *self);
void dt_case_pane_attach (DtCasePane *self);
void dt_case_pane_ask_officer (DtCasePane *self);
void dt_case_pane_flush (DtCasePane *self); /* drafts, before closing */
void dt_case_pane_set_width (DtCasePane *self,
                             DtCasePaneWidth width,
                             gboolean panel_beside,
                             gboolean with_back);
void dt_case_pane_show_panel (DtCasePane *self, gboolean show);
gboolean dt_case_pane_get_panel_shown (DtCasePane *self);
void dt_case_pane_focus (DtCasePane *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of what a citizen says: who, where, about what. Main thread. */
#pragma once

#include "ui/walkin/dt-file-strip.h"
#include "ui/walkin/dt-lookup-list.h"
#include "ui/walkin/dt-walk-in-draft.h"

G_BEGIN_DECLS

#define DT_TYPE_WALK_IN_FORM (dt_walk_in_form_get_type ())
G_DECLARE_FINAL_TYPE (DtWalkInForm, dt_walk_in_form, DT, WALK_IN_FORM, GtkWidget)
/* Signals: "changed" (): something was typed or chosen; "mode-changed" (): another channel, or a
 * case is joined, or no longer; "file-changed" (guint slot); "problem" (char *): in words. */

void dt_walk_in_form_set_service (DtWalkInForm *self, DtService *service);
DtWalkInDraft *dt_walk_in_form_read (DtWalkInForm *self);
void dt_walk_in_form_fill (DtWalkInForm *self, const DtWalkInDraft *draft);
gboolean dt_walk_in_form_check (DtWalkInForm *self, const DtWalkInDraft *draft);
DtFileStrip *dt_walk_in_form_get_files (DtWalkInForm *self);
DtLookupList *dt_walk_in_form_get_lookup (DtWalkInForm *self);
void dt_walk_in_form_set_narrow (DtWalkInForm *self, gboolean narrow);
void dt_walk_in_form_focus (DtWalkInForm *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is chosen about a reply beside its text: the way it goes, what it means for the case, the
 * ground of a refusal, how the citizen is addressed. Main thread. */
#pragma once

#include "ui/reply/dt-reach.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_REPLY_CHOICES (dt_reply_choices_get_type ())
G_DECLARE_FINAL_TYPE (DtReplyChoices, dt_reply_choices, DT, REPLY_CHOICES, GtkBox)
/* Signal "changed" (): by the officer. */

void
dt_reply_choices_set_file (DtReplyChoices *self, DtCaseFile *file, DtReplyRules *rules, gint64 now);
/* Shows what stands in @draft; NULL: what a new reply begins with. */
void dt_reply_choices_set (DtReplyChoices *self, const DtReplyDraft *draft);
/* Puts channel, recipients, outcome, ground and form of address into @draft. */
void dt_reply_choices_fill (DtReplyChoices *self, DtReplyDraft *draft);
DtChannelKind dt_reply_choices_get_channel (DtReplyChoices *self);
DtAddressForm dt_reply_choices_get_form (DtReplyChoices *self);
/* As a template means it; "changed" says it. */
void dt_reply_choices_set_outcome (DtReplyChoices *self, DtReplyOutcome outcome);
/* One below the other. */
void dt_reply_choices_set_narrow (DtReplyChoices *self, gboolean narrow);

G_END_DECLS

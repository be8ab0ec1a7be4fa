/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By which way a reply goes: the channels that reach somebody, until when, and whether anybody can
 * read it there. Main thread. */
#pragma once

#include "ui/reply/dt-reach.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_CHANNEL_CHOOSER (dt_channel_chooser_get_type ())
G_DECLARE_FINAL_TYPE (DtChannelChooser, dt_channel_chooser, DT, CHANNEL_CHOOSER, GtkBox)
/* Signal "changed" (): another one was chosen by the officer. */

/* Keeps what is chosen if it still reaches anybody, else chooses the first. */
void dt_channel_chooser_set_file (DtChannelChooser *self,
                                  DtCaseFile *file,
                                  DtReplyRules *rules,
                                  gint64 now);
/* That of a draft, though nobody is reached there any more. */
void dt_channel_chooser_set_channel (DtChannelChooser *self, DtChannelKind channel);
/* The first that somebody can be reached on. */
void dt_channel_chooser_choose_open (DtChannelChooser *self);
DtChannelKind dt_channel_chooser_get_channel (DtChannelChooser *self);
/* NULL: it reaches nobody. Borrowed until the file changes. */
const DtReach *dt_channel_chooser_get_reach (DtChannelChooser *self);

G_END_DECLS

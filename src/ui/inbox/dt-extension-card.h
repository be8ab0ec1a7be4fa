/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for a decision on a case's deadline, on a card: an extension that is asked for, a
 * denunciation that must be made in another form. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/inbox/dt-extension-state.h"

G_BEGIN_DECLS

/* Its buttons use the group `case.`. NULL: nothing waits. */
GtkWidget *dt_extension_card_new (DtService *service,
                                  DtCaseFile *file,
                                  const DtExtensionState *state,
                                  gint64 now);

G_END_DECLS

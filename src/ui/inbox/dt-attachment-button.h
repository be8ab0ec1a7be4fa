/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of a case: a picture as a thumbnail that opens the viewer, anything else by its name, to
 * be opened or saved. Main thread. */
#pragma once

#include <adwaita.h>

#include "service/dt-service.h"

G_BEGIN_DECLS

#define DT_TYPE_ATTACHMENT_BUTTON (dt_attachment_button_get_type ())
G_DECLARE_FINAL_TYPE (DtAttachmentButton, dt_attachment_button, DT, ATTACHMENT_BUTTON, AdwBin)

/* @all: the DtAttachments among which the viewer can go on; @service may be NULL: shown only. */
GtkWidget *dt_attachment_button_new (DtService *service, DtAttachment *attachment, GPtrArray *all);

G_END_DECLS

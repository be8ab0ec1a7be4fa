/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes an attachment out of the record: to a place that is asked for, or for another program to
 * show. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "service/dt-service.h"

G_BEGIN_DECLS

/* Asks where to and writes the content there. */
void dt_attachment_save (DtService *service, DtAttachment *attachment, GtkWindow *parent);
/* Shows it with the program that the desktop has for its type. */
void dt_attachment_open (DtService *service, DtAttachment *attachment, GtkWindow *parent);

G_END_DECLS

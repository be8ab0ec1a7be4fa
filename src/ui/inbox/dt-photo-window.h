/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the photos of a message large, one at a time. Main thread. */
#pragma once

#include <adwaita.h>

#include "service/dt-service.h"

G_BEGIN_DECLS

#define DT_TYPE_PHOTO_WINDOW (dt_photo_window_get_type ())
G_DECLARE_FINAL_TYPE (DtPhotoWindow, dt_photo_window, DT, PHOTO_WINDOW, AdwWindow)

/* @all: of DtAttachment; those that are no photos are left out. */
GtkWidget *
dt_photo_window_new (DtService *service, GPtrArray *all, DtAttachment *first, GtkWindow *parent);

G_END_DECLS

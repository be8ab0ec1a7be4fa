/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen reader calls a widget that shows other words. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void dt_accessible_name_set (GtkWidget *widget, const char *name);

G_END_DECLS

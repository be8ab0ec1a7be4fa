/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *dt_list_focus_get_row (GtkWidget *view);
void dt_list_focus_step (GtkWidget *view, int step);
void dt_list_focus_toggle (GtkWidget *view, gboolean unless_chosen);

G_END_DECLS

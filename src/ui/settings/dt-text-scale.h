/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The size of all text, as a factor of the system's. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Follows "text-scale" of @settings from now on; once, after GTK has started. */
void dt_text_scale_follow (GSettings *settings);

G_END_DECLS

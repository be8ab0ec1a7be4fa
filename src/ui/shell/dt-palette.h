/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands by name: typed without regard to diacritics, run by Enter. Main thread. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DT_TYPE_PALETTE (dt_palette_get_type ())
G_DECLARE_FINAL_TYPE (DtPalette, dt_palette, DT, PALETTE, AdwWindow)

/* Runs what is chosen on @parent, after it has closed. */
GtkWindow *dt_palette_new (GtkWindow *parent);

G_END_DECLS

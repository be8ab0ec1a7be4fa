/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simple drawn pictures for the demo's attachments: a flooded street, a heap of rubbish, a lamp …
 * as PNG bytes, so that no photograph of a real place is shipped. Pure, any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @matter: id of a matter of data/demo, or "letter"; it decides the scene, or else @field does, the
 * code of a field of work. @rand: varies it. */
GBytes *dt_demo_picture_draw (const char *matter, const char *field, GRand *rand);

G_END_DECLS

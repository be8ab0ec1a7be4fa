/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simple drawn pictures for the demo's attachments: a flooded street, a heap of rubbish, a lamp …
 * as PNG bytes, so that no photograph of a real place is shipped. Pure, any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @field: code of a field of work; decides the scene. @rand: varies it. */
GBytes *dt_demo_picture_draw (const char *field, GRand *rand);

G_END_DECLS

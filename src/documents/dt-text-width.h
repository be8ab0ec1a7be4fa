/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a line of bold Times New Roman is, for a file whose reader cannot be asked. Pure, any
 * thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double dt_text_width_of_bold (const char *text, double size); /* in what @size is in */

G_END_DECLS

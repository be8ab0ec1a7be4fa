/* SPDX-License-Identifier: GPL-3.0-or-later */
/* QR codes as SVG, in millimetres. Pure, any thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DT_QR_MIN_MODULE_MM 0.5
#define DT_QR_QUIET_ZONE 4

/* An SVG of the QR code, level M, quiet zone 4 modules; @module_mm ≥ 0.5. */
char *dt_qr_to_svg (const char *text, double module_mm, GError **error);
/* How many modules wide the code is, with its quiet zone; 0 if the text is too long. */
guint dt_qr_get_modules (const char *text);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* QR codes by libqrencode, drawn as one SVG path: sharp on any printer. Any thread. */
#include "documents/dt-qr.h"

#include "base/dt-error.h"

#include <qrencode.h>

/* Digits and capitals take less room than other bytes: the encoder chooses for each stretch. */
static QRcode *
encode (const char *text)
{
  return QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
}

guint
dt_qr_get_modules (const char *text)
{
  QRcode *code;
  guint modules;

  g_return_val_if_fail (text != NULL, 0);

  code = encode (text);
  if (code == NULL)
    return 0;
  modules = (guint) code->width + 2 * DT_QR_QUIET_ZONE;
  QRcode_free (code);
  return modules;
}

/* Black modules side by side are one rectangle, else printers show hairlines between them. */
static void
append_row (GString *path, const QRcode *code, int y)
{
  const guchar *row = code->data + (gsize) y * (gsize) code->width;

  for (int x = 0; x < code->width;)
    {
      int end = x;

      while (end < code->width && (row[end] & 1))
        end++;
      if (end > x)
        g_string_append_printf (
            path, "M%d %dh%dv1h-%dz", x + DT_QR_QUIET_ZONE, y + DT_QR_QUIET_ZONE, end - x, end - x);
      x = end > x ? end : x + 1;
    }
}

/**
 * dt_qr_to_svg:
 * @text: what the code says, UTF-8
 * @module_mm: the side of one module, at least 0.5 mm, so that any telephone reads it
 *
 * Source: ISO/IEC 18004; level M bears 15 % of damage.
 *
 * Returns: (transfer full): an `<svg>` element with its size in millimetres, quiet zone included;
 *   %NULL with %DT_ERROR_INVALID if the text is too long for any code
 */
char *
dt_qr_to_svg (const char *text, double module_mm, GError **error)
{
  QRcode *code;
  GString *path;
  char size[G_ASCII_DTOSTR_BUF_SIZE];
  guint modules;
  char *svg;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (module_mm >= DT_QR_MIN_MODULE_MM, NULL);

  code = encode (text);
  if (code == NULL)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "The text is too long for a QR code");
      return NULL;
    }
  path = g_string_new (NULL);
  for (int y = 0; y < code->width; y++)
    append_row (path, code, y);
  modules = (guint) code->width + 2 * DT_QR_QUIET_ZONE;
  QRcode_free (code);
  g_ascii_formatd (size, sizeof size, "%.3f", modules * module_mm);
  svg = g_strdup_printf ("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%smm\" height=\"%smm\" "
                         "viewBox=\"0 0 %u %u\" shape-rendering=\"crispEdges\">"
                         "<path fill=\"#fff\" d=\"M0 0h%uv%uh-%uz\"/>"
                         "<path fill=\"#000\" d=\"%s\"/></svg>",
                         size,
                         size,
                         modules,
                         modules,
                         modules,
                         modules,
                         modules,
                         path->str);
  g_string_free (path, TRUE);
  return svg;
}

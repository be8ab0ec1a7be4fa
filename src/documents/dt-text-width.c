/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The advance widths of Times Bold (Adobe's Core 14 AFM files, which Times New Roman and its twins
 * keep to), in thousandths of the size. A letter with marks is as wide as the one without. Any
 * thread. */
#include "documents/dt-text-width.h"

#include "base/dt-text.h"

#include <string.h>

#define OTHER 500

static const guint16 capitals[26]
    = { 722, 667, 722, 722, 667, 611, 778, 778, 389, 500,  778, 667, 944,
        722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667 };
static const guint16 small[26]
    = { 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833,
        556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444 };

static guint
get_advance (gunichar letter)
{
  char written[7] = { 0 };
  g_autofree char *folded = NULL;

  g_unichar_to_utf8 (letter, written);
  folded = dt_text_fold (written, -1);
  if (g_ascii_isalpha (folded[0]))
    return g_unichar_isupper (letter) ? capitals[folded[0] - 'a'] : small[folded[0] - 'a'];
  if (g_ascii_isdigit (written[0]))
    return OTHER;
  if (written[0] != '\0' && strchr (" .,", written[0]) != NULL)
    return 250;
  return written[0] != '\0' && strchr ("-:;()", written[0]) != NULL ? 333 : OTHER;
}

/**
 * dt_text_width_of_bold:
 * @text: one line
 * @size: of the font
 *
 * Returns: its length, in what @size is in
 */
double
dt_text_width_of_bold (const char *text, double size)
{
  guint sum = 0;

  g_return_val_if_fail (text != NULL, 0);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    sum += get_advance (g_utf8_get_char (p));
  return sum * size / 1000;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vietnamese text: one normal form for comparing (NFC, tone mark on one agreed vowel), the
 * folded form without diacritics (đ too), first words. Pure functions, any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* NFC, control characters other than \n and \t dropped, \r\n to \n; invalid UTF-8 replaced. */
char *dt_text_clean (const char *text, gssize length);
/* The written form for comparing: NFC, lower case, tone placement unified (hòa = hoà, thủy =
 * thuỷ, ủy = uỷ, khỏe = khoẻ); source: data/rules/tone-placement (decision 240/QĐ 1984). */
char *dt_text_written (const char *text, gssize length);
/* The folded form: written form without any diacritic, đ as d. */
char *dt_text_fold (const char *text, gssize length);
/* TRUE if dt_text_written() of it differs from dt_text_fold() of it. */
gboolean dt_text_has_diacritics (const char *text, gssize length);
/* The first @max_chars characters at a word boundary on one line, "…" when cut. */
char *dt_text_first_words (const char *text, guint max_chars);
/* "0912 345 678", "+84912345678", "84 912…" → "0912345678"; NULL if it is no phone number. */
char *dt_text_normalize_phone (const char *text);
char *dt_text_format_phone (const char *normalized); /* "0912 345 678" */

G_END_DECLS

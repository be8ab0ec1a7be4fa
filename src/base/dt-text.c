/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vietnamese text: cleaning, the written and the folded form, phone numbers. Letters come from a
 * table made once from Unicode's own decompositions. Any thread. */
#include "base/dt-text.h"

#include <string.h>

/* What a letter is made of. Latin letters up to U+024F and the Vietnamese ones of U+1E00 to
 * U+1EFF are looked up in a table; no other letter carries a Vietnamese tone. */
typedef struct
{
  gunichar lower;    /* lower case, precomposed */
  gunichar toneless; /* lower case without its tone: ế → ê */
  gunichar folded;   /* lower case without any mark: ế → e, đ → d */
  gunichar tone;     /* the combining tone, 0 if none */
} Letter;

#define FIRST_RANGE 0x250
#define SECOND_START 0x1E00
#define SECOND_END 0x1F00

static Letter letters[FIRST_RANGE + SECOND_END - SECOND_START];

static gboolean
is_tone (gunichar mark)
{
  /* grave, acute, tilde, hook above, dot below */
  return mark == 0x300 || mark == 0x301 || mark == 0x303 || mark == 0x309 || mark == 0x323;
}

static Letter
take_apart (gunichar c)
{
  gunichar parts[8];
  Letter letter = { .lower = g_unichar_tolower (c) };
  gsize n = g_unichar_fully_decompose (letter.lower, FALSE, parts, G_N_ELEMENTS (parts));
  gunichar composed;

  letter.toneless = letter.folded = parts[0];
  for (gsize i = 1; i < n; i++)
    {
      if (is_tone (parts[i]) && letter.tone == 0)
        letter.tone = parts[i];
      else if (g_unichar_compose (letter.toneless, parts[i], &composed))
        letter.toneless = composed;
    }
  if (letter.lower == 0x111) /* đ has no decomposition */
    letter.folded = 'd';
  return letter;
}

static const Letter *
find_letter (gunichar c)
{
  static gsize made;

  if (g_once_init_enter (&made))
    {
      for (gunichar i = 0; i < FIRST_RANGE; i++)
        letters[i] = take_apart (i);
      for (gunichar i = SECOND_START; i < SECOND_END; i++)
        letters[FIRST_RANGE + i - SECOND_START] = take_apart (i);
      g_once_init_leave (&made, 1);
    }
  if (c < FIRST_RANGE)
    return &letters[c];
  if (c >= SECOND_START && c < SECOND_END)
    return &letters[FIRST_RANGE + c - SECOND_START];
  return NULL;
}

static gunichar
with_tone (gunichar toneless, gunichar tone)
{
  gunichar composed;

  return g_unichar_compose (toneless, tone, &composed) ? composed : toneless;
}

static gboolean
is_ascii (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/* All letters below U+0300 and in U+1E00 to U+1EFF are NFC as they stand. */
static gboolean
needs_normalizing (const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0x300 && (c < SECOND_START || c >= SECOND_END) && c != 0x2026 && c != 0x201C
          && c != 0x201D && c != 0x2013 && c != 0x2014)
        return TRUE;
    }
  return FALSE;
}

/* Valid UTF-8 in NFC. */
static char *
to_nfc (const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, length);

  if (is_ascii (valid, strlen (valid)) || !needs_normalizing (valid, strlen (valid)))
    return g_steal_pointer (&valid);
  return g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
}

/**
 * dt_text_clean:
 * @text: any bytes
 * @length: bytes, or -1 if it ends with NUL
 *
 * Returns: (transfer full): valid UTF-8 in NFC, line ends as \n, no other control characters
 */
char *
dt_text_clean (const char *text, gssize length)
{
  g_autofree char *nfc = NULL;
  GString *out;

  g_return_val_if_fail (text != NULL, NULL);

  nfc = to_nfc (text, length < 0 ? strlen (text) : (gsize) length);
  out = g_string_sized_new (strlen (nfc));
  for (const char *p = nfc; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r')
        {
          if (p[1] != '\n')
            g_string_append_c (out, '\n');
        }
      else if (c == '\n' || c == '\t'
               || (c >= 0x20 && c != 0x7F && (c < 0x80 || c >= 0xA0) && c != 0xFEFF))
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/* Moves a tone from o or u to the vowel behind it where both places are in use: hòa → hoà. The
 * place chosen is the one of the main vowel (data/units/vn_tone_mark_convention.md, III). */
static void
unify_tone (gunichar *chars, gsize i, gsize n)
{
  const Letter *first = find_letter (chars[i]);
  const Letter *second;
  gunichar behind;
  gboolean after_q = i > 0 && chars[i - 1] == 'q';

  if (first == NULL || first->tone == 0 || i + 1 >= n)
    return;
  second = find_letter (chars[i + 1]);
  if (second == NULL || second->tone != 0)
    return;
  behind = second->toneless;
  if ((first->toneless == 'o' && (behind == 'a' || behind == 'e'))
      || (first->toneless == 'u' && behind == 'y')
      || (first->toneless == 'u' && after_q && strchr ("aeiyo", second->folded) != NULL))
    {
      chars[i + 1] = with_tone (behind, first->tone);
      chars[i] = first->toneless;
    }
}

/**
 * dt_text_written:
 * @text: UTF-8; what is invalid is replaced
 * @length: bytes, or -1 if it ends with NUL
 *
 * Returns: (transfer full): the form in which spellings are compared
 */
char *
dt_text_written (const char *text, gssize length)
{
  gsize size;
  g_autofree char *nfc = NULL;
  g_autofree gunichar *chars = NULL;
  glong n = 0;

  g_return_val_if_fail (text != NULL, NULL);

  size = length < 0 ? strlen (text) : (gsize) length;
  if (is_ascii (text, size))
    return g_ascii_strdown (text, size);
  nfc = to_nfc (text, size);
  chars = g_utf8_to_ucs4_fast (nfc, -1, &n);
  for (glong i = 0; i < n; i++)
    {
      const Letter *letter = find_letter (chars[i]);

      chars[i] = letter != NULL ? letter->lower : g_unichar_tolower (chars[i]);
    }
  for (glong i = 0; i < n; i++)
    unify_tone (chars, i, n);
  return g_ucs4_to_utf8 (chars, n, NULL, NULL, NULL);
}

/**
 * dt_text_fold:
 * @text: UTF-8; what is invalid is replaced
 * @length: bytes, or -1 if it ends with NUL
 *
 * Returns: (transfer full): lower case without any diacritic, đ as d
 */
char *
dt_text_fold (const char *text, gssize length)
{
  gsize size;
  g_autofree char *nfc = NULL;
  GString *out;

  g_return_val_if_fail (text != NULL, NULL);

  size = length < 0 ? strlen (text) : (gsize) length;
  if (is_ascii (text, size))
    return g_ascii_strdown (text, size);
  nfc = to_nfc (text, size);
  out = g_string_sized_new (size);
  for (const char *p = nfc; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const Letter *letter = find_letter (c);

      if (letter != NULL)
        g_string_append_unichar (out, letter->folded);
      else if (g_unichar_combining_class (c) == 0)
        g_string_append_unichar (out, g_unichar_tolower (c));
    }
  return g_string_free (out, FALSE);
}

/**
 * dt_text_has_diacritics:
 * @text: UTF-8
 * @length: bytes, or -1 if it ends with NUL
 *
 * Returns: whether any letter of it bears a mark or is a đ
 */
gboolean
dt_text_has_diacritics (const char *text, gssize length)
{
  g_autofree char *written = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  if (is_ascii (text, length < 0 ? strlen (text) : (gsize) length))
    return FALSE;
  written = dt_text_written (text, length);
  folded = dt_text_fold (text, length);
  return strcmp (written, folded) != 0;
}

/**
 * dt_text_first_words:
 * @text: UTF-8
 * @max_chars: characters, at least 2, the "…" included
 *
 * Returns: (transfer full): the beginning of @text on one line, cut between words
 */
char *
dt_text_first_words (const char *text, guint max_chars)
{
  g_autoptr (GString) out = NULL;
  gsize cut = 0;
  gsize at_limit = 0;
  guint n = 0;
  gboolean space = FALSE;

  g_return_val_if_fail (text != NULL && max_chars >= 2, NULL);

  out = g_string_new (NULL);
  for (const char *p = text; *p != '\0' && n <= max_chars; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          space = out->len > 0;
          continue;
        }
      if (space)
        {
          if (n <= max_chars - 1)
            cut = out->len;
          g_string_append_c (out, ' ');
          n++;
        }
      space = FALSE;
      g_string_append_unichar (out, c);
      n++;
      if (n == max_chars - 1)
        at_limit = out->len;
    }
  if (n <= max_chars)
    return g_strdup (out->str);
  g_string_truncate (out, cut > 0 ? cut : at_limit);
  while (out->len > 0 && strchr (",;:- ", out->str[out->len - 1]) != NULL)
    g_string_truncate (out, out->len - 1);
  g_string_append (out, "…");
  return g_strdup (out->str);
}

/**
 * dt_text_normalize_phone:
 * @text: what was typed
 *
 * Vietnamese numbers have 10 digits (mobile) or 11 (some fixed lines) with the leading 0; short
 * service numbers and foreign numbers are not taken for a citizen's. Source: Circular
 * 22/2014/TT-BTTTT on the numbering plan.
 *
 * Returns: (transfer full) (nullable): digits with the leading 0, or NULL
 */
char *
dt_text_normalize_phone (const char *text)
{
  g_autoptr (GString) digits = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  digits = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_ascii_isdigit (*p))
        g_string_append_c (digits, *p);
      else if (*p == '+' && digits->len > 0)
        return NULL;
      else if (strchr (" .-()+/\t", *p) == NULL && g_utf8_get_char (p) != 0xA0)
        return NULL;
    }
  if (g_str_has_prefix (digits->str, "0084"))
    g_string_erase (digits, 0, 4);
  else if (g_str_has_prefix (digits->str, "84") && digits->len >= 11)
    g_string_erase (digits, 0, 2);
  if (digits->len > 0 && digits->str[0] != '0')
    g_string_prepend_c (digits, '0');
  if (digits->len != 10 && digits->len != 11)
    return NULL;
  return g_strdup (digits->str);
}

/**
 * dt_text_format_phone:
 * @normalized: as dt_text_normalize_phone() gives it
 *
 * Returns: (transfer full): "0912 345 678", "028 3822 0415"
 */
char *
dt_text_format_phone (const char *normalized)
{
  gsize length;

  g_return_val_if_fail (normalized != NULL, NULL);

  length = strlen (normalized);
  if (length == 10)
    return g_strdup_printf ("%.4s %.3s %s", normalized, normalized + 4, normalized + 7);
  if (length == 11)
    return g_strdup_printf ("%.3s %.4s %s", normalized, normalized + 3, normalized + 7);
  return g_strdup (normalized);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the rows and writes them in the forms of address-rows.h. */
#include "model/address-rows.h"

#include <gio/gio.h>
#include <string.h>

static const struct
{
  const char *full;
  const char *abbreviation;
  gboolean ward; /* one of those that people leave out most */
} kinds[] = {
  { "Thành phố ", "TP", FALSE }, { "Thị trấn ", "TT", FALSE }, { "Thị xã ", "TX", FALSE },
  { "Phường ", "P", TRUE },      { "Huyện ", "H", TRUE },      { "Quận ", "Q", TRUE },
  { "Tỉnh ", "T", FALSE },       { "Xã ", "X", TRUE },
};

static const char *const tones[][2] = {
  { "òa", "oà" }, { "óa", "oá" }, { "ỏa", "oả" }, { "õa", "oã" }, { "ọa", "oạ" },
  { "òe", "oè" }, { "óe", "oé" }, { "ỏe", "oẻ" }, { "ùy", "uỳ" }, { "úy", "uý" },
  { "ủy", "uỷ" }, { "ũy", "uỹ" }, { "ụy", "uỵ" },
};

GArray *
address_rows_load (void)
{
  g_autoptr (GError) error = NULL;
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (AddressRow));
  GBytes *bytes = g_resources_lookup_data (
      "/org/doithoai/data/units/changes-2025.csv", G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  AddressRow above = { 0 };
  gsize size = 0;
  char *rest;

  g_assert_no_error (error);
  rest = g_strdup (g_bytes_get_data (bytes, &size));
  strsep (&rest, "\n");
  for (char *line; (line = strsep (&rest, "\n")) != NULL && *line != '\0';)
    {
      AddressRow row = above;
      char *cells[6];
      char *code;

      for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
        cells[i] = strsep (&line, ",");
      if (*cells[0] != '\0')
        row.province = cells[0];
      if (*cells[1] != '\0')
        row.district = cells[1];
      if (*cells[2] != '\0')
        row.until = cells[2];
      row.ward = cells[4];
      row.n_codes = 0;
      while ((code = strsep (&cells[5], " ")) != NULL)
        row.codes[row.n_codes++] = code;
      g_array_append_val (rows, row);
      above = row;
    }
  g_bytes_unref (bytes);
  return rows;
}

static void
append_part (GString *out, const char *part, AddressWords words)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const char *name = part + strlen (kinds[i].full);

      if (!g_str_has_prefix (part, kinds[i].full))
        continue;
      if (words == WORDS_FULL || (words == WORDS_NO_WARD && !kinds[i].ward))
        g_string_append (out, kinds[i].full);
      else if (words == WORDS_F && g_str_equal (kinds[i].abbreviation, "P"))
        g_string_append (out, "F.");
      else if (words >= WORDS_DOT_SPACE)
        g_string_append (out, kinds[i].abbreviation);
      if (words == WORDS_DOT_SPACE)
        g_string_append (out, ". ");
      else if (words == WORDS_DOT
               || (words == WORDS_F && !g_str_equal (kinds[i].abbreviation, "P")))
        g_string_append_c (out, '.');
      else if (words == WORDS_SPACE)
        g_string_append_c (out, ' ');
      g_string_append (out, name);
      return;
    }
  g_error ("no kind: %s", part);
}

char *
address_strip_marks (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
  GString *out = g_string_new (NULL);

  for (const char *p = apart; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x110 || c == 0x111)
        g_string_append_c (out, c == 0x110 ? 'D' : 'd');
      else if (g_unichar_combining_class (c) == 0)
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

static char *
move_tones (const char *text)
{
  GString *out = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    g_string_replace (out, tones[i][0], tones[i][1], 0);
  return g_string_free (out, FALSE);
}

static char *
write_letters (const char *text, AddressLetters letters)
{
  g_autofree char *plain = NULL;

  switch (letters)
    {
    case LETTERS_LOWER:
      return g_utf8_strdown (text, -1);
    case LETTERS_UPPER:
      return g_utf8_strup (text, -1);
    case LETTERS_PLAIN:
      return address_strip_marks (text);
    case LETTERS_PLAIN_LOWER:
      plain = address_strip_marks (text);
      return g_utf8_strdown (plain, -1);
    case LETTERS_DECOMPOSED:
      return g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
    case LETTERS_OTHER_TONE:
      return move_tones (text);
    case LETTERS_WRITTEN:
    default:
      return g_strdup (text);
    }
}

char *
address_rows_write (const AddressRow *row, const AddressForm *form)
{
  g_autoptr (GString) text = g_string_new (form->before);
  gboolean first = TRUE;

  for (const char *part = form->order; *part != '\0'; part++)
    {
      const char *name = *part == 'W' ? row->ward : *part == 'D' ? row->district : row->province;

      if (*name == '\0')
        continue;
      if (!first)
        g_string_append (text, form->separator);
      first = FALSE;
      append_part (text, name, form->words);
    }
  g_string_append (text, form->after);
  return write_letters (text->str, form->letters);
}

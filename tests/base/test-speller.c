/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spelling: correct sentences raise nothing, slips are found where they stand, the office's words
 * hold, suggestions come in the office's placement of the tone. */
#include "base/dt-speller.h"
#include "dt-table.h"

#include <string.h>

static DtSpeller *
make_speller (void)
{
  g_autoptr (GError) error = NULL;
  DtSpeller *speller = dt_speller_new (&error);

  g_assert_no_error (error);
  return speller;
}

static void
test_right (void)
{
  g_autoptr (DtSpeller) speller = make_speller ();
  g_autofree char *path
      = g_build_filename (g_getenv ("DT_SOURCE_DIR"), "tests", "data", "spelling-right.txt", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) found = dt_speller_check (speller, lines[i]);

      if (found->len > 0)
        g_error ("“%s” in: %s", ((DtMisspelling *) found->pdata[0])->word, lines[i]);
      n += *lines[i] != '\0' ? 1 : 0;
    }
  g_assert_cmpuint (n, >=, 500);
}

/* Each slip alone among right words, in small letters and with a capital, and the words meant. */
static void
test_wrong (void)
{
  g_autoptr (DtSpeller) speller = make_speller ();
  g_autoptr (GPtrArray) rows = dt_table_read ("spelling-wrong.csv", 2);

  g_assert_cmpuint (rows->len, >=, 200);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      g_autofree char *text = g_strdup_printf ("Ủy ban hòa nhã %s, xã Ea Súp %s.", row[0], row[1]);
      g_autoptr (GPtrArray) found = dt_speller_check (speller, text);
      const DtMisspelling *first;

      if (found->len != 1)
        g_error ("%u found in: %s", found->len, text);
      first = found->pdata[0];
      g_assert_cmpstr (first->word, ==, row[0]);
      g_assert_cmpuint (first->start, ==, 15);
      g_assert_cmpuint (first->end, ==, 15 + g_utf8_strlen (row[0], -1));
    }
}

typedef struct
{
  const char *name;
  const char *text;
  const char *found; /* with "|" between */
} Row;

static const Row rows[] = {
  { "both-placements", "hòa hoà thủy thuỷ ủy uỷ khỏe khoẻ quý hóa hoá tòa toà", "" },
  { "names", "Nguyễn Đắk Lắk Pleiku Đà Nẵng", "" },
  { "names-in-small-letters", "đắk lắk pleiku", "đắk|lắk|pleiku" },
  { "abbreviations", "UBND HĐND GCN BHYT QĐ-UBND TP.HCM", "" },
  { "figures", "155/2026/NĐ-CP m2 24/11 1.500.000đ HS-2026-0412 A4", "" },
  { "web", "hoten@example.org https://a.vn/xyzk www.abcdk.vn (dichvucong.gov.vn), abc.vn.", "" },
  { "web-and-word", "xem abc.gov.vn rồii", "rồii" },
  { "loan-words", "karaoke Facebook Zalo wifi Wifi internet", "" },
  { "camel", "YouTube TikTok iPhone", "" },
  { "other-scripts", "Москва 東京 😀", "" },
  { "fields", "[ngày, giờ nạo vét] (số nhà)", "" },
  { "marks", "\"phường\", 'xã'; thôn… ấp! – “khu phố”", "" },
  { "joined-by-hyphen", "vắc-xin mô-tơ phườngg-xã", "phườngg" },
  { "capital", "Phườngg Giaỉi", "Phườngg|Giaỉi" },
  { "lines", "một\nhaii\tba", "haii" },
  { "empty", "", "" },
};

static void
test_text (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (DtSpeller) speller = make_speller ();
  g_autoptr (GPtrArray) found = dt_speller_check (speller, row->text);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const DtMisspelling *misspelling = found->pdata[i];
      g_autofree char *slice = g_utf8_substring (row->text, misspelling->start, misspelling->end);

      g_assert_cmpstr (slice, ==, misspelling->word);
      g_string_append_printf (words, "%s%s", i > 0 ? "|" : "", slice);
    }
  g_assert_cmpstr (words->str, ==, row->found);
}

/* The same word however its letters are put together. */
static void
test_forms (void)
{
  static const GNormalizeMode modes[] = { G_NORMALIZE_NFC, G_NORMALIZE_NFD };
  g_autoptr (DtSpeller) speller = make_speller ();

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autofree char *right = g_utf8_normalize ("hòa", -1, modes[i]);
      g_autofree char *wrong = g_utf8_normalize ("Ủy quyêt", -1, modes[i]);
      g_autoptr (GPtrArray) found = dt_speller_check (speller, wrong);
      const DtMisspelling *misspelling;

      g_assert_true (dt_speller_check_word (speller, right));
      g_assert_cmpuint (found->len, ==, 1);
      misspelling = found->pdata[0];
      g_assert_true (g_str_has_suffix (wrong, misspelling->word));
      g_assert_cmpuint (misspelling->end, ==, g_utf8_strlen (wrong, -1));
    }
}

static void
test_own_words (void)
{
  static const char *const words[] = { "Hoàngg Gia Plazza", "dreamhomee", NULL };
  g_autoptr (DtSpeller) speller = make_speller ();

  g_assert_false (dt_speller_check_word (speller, "Plazza"));
  dt_speller_set_words (speller, words);
  g_assert_true (dt_speller_check_word (speller, "Plazza"));
  g_assert_true (dt_speller_check_word (speller, "Hoàngg"));
  g_assert_false (dt_speller_check_word (speller, "plazza"));
  g_assert_true (dt_speller_check_word (speller, "dreamhomee"));
  g_assert_true (dt_speller_check_word (speller, "Dreamhomee"));
  dt_speller_set_words (speller, NULL);
  g_assert_false (dt_speller_check_word (speller, "Plazza"));
}

typedef struct
{
  const char *name;
  const char *word;
  const char *first;
} SuggestRow;

static const SuggestRow suggest_rows[] = {
  { "marks", "quyêt", "quyết" },      { "twice", "phườngg", "phường" },
  { "capital", "Phườngg", "Phường" }, { "placement", "ủyy", "ủy" },
  { "placement-hoa", "hòaa", "hòa" }, { "run-together", "nhândân", "nhân dân" },
};

static void
test_suggest (gconstpointer data)
{
  const SuggestRow *row = data;
  g_autoptr (DtSpeller) speller = make_speller ();
  g_auto (GStrv) words = dt_speller_suggest (speller, row->word, 5);
  g_auto (GStrv) one = dt_speller_suggest (speller, row->word, 1);
  g_auto (GStrv) none = dt_speller_suggest (speller, "", 5);

  g_assert_cmpuint (g_strv_length (words), <=, 5);
  g_assert_true (g_strv_contains ((const char *const *) words, row->first));
  g_assert_cmpuint (g_strv_length (one), ==, 1);
  g_assert_cmpstr (one[0], ==, words[0]);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

#define ADD_ROWS(path, table, func)                                                                \
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)                                                 \
    {                                                                                              \
      g_autofree char *full = g_strconcat (path, table[i].name, NULL);                             \
      g_test_add_data_func (full, &table[i], func);                                                \
    }

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/speller/right", test_right);
  g_test_add_func ("/speller/wrong", test_wrong);
  ADD_ROWS ("/speller/text/", rows, test_text)
  g_test_add_func ("/speller/forms", test_forms);
  g_test_add_func ("/speller/own-words", test_own_words);
  ADD_ROWS ("/speller/suggest/", suggest_rows, test_suggest)
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vietnamese text: the written and folded forms, cleaning, first words, phone numbers. */
#include "base/dt-text.h"

typedef char *(*TextFunc) (const char *text, gssize length);

typedef struct
{
  const char *name;
  TextFunc func;
  const char *text;
  const char *expected;
} TextRow;

static const TextRow text_rows[] = {
  { "written/ascii", dt_text_written, "ABC def", "abc def" },
  { "written/upper", dt_text_written, "ĐƯỜNG PHỐ", "đường phố" },
  { "written/tone-oa", dt_text_written, "hòa Hoà HÒA", "hoà hoà hoà" },
  { "written/tone-oe", dt_text_written, "khỏe khoẻ", "khoẻ khoẻ" },
  { "written/tone-uy", dt_text_written, "ủy uỷ thủy thuỷ", "uỷ uỷ thuỷ thuỷ" },
  { "written/qu", dt_text_written, "qúa quá qúy quý", "quá quá quý quý" },
  { "written/keeps-ua", dt_text_written, "mùa của lúa", "mùa của lúa" },
  { "written/keeps-oi", dt_text_written, "nói túi", "nói túi" },
  { "written/nfd", dt_text_written, "đu\xcc\x9bo\xcc\x9b\xcc\x80ng", "đường" },
  { "written/nfd-mark-order", dt_text_written, "e\xcc\xa3\xcc\x82", "ệ" },
  { "written/empty", dt_text_written, "", "" },
  { "fold/d", dt_text_fold, "Đống Đa đ", "dong da d" },
  { "fold/all-vowels", dt_text_fold, "ặẵỗữỵ ÂĂÊÔƠƯ", "aaouy aaeoou" },
  { "fold/nfd", dt_text_fold, "ba\xcc\x89o hie\xcc\x82\xcc\x89m", "bao hiem" },
  { "fold/other-scripts", dt_text_fold, "Москва 東京", "москва 東京" },
  { "clean/crlf", dt_text_clean, "a\r\nb\rc", "a\nb\nc" },
  { "clean/controls", dt_text_clean, "a\x01\x1f\x7f\tb\xef\xbb\xbf", "a\tb" },
  { "clean/invalid", dt_text_clean, "a\xff\xfe", "a\xef\xbf\xbd\xef\xbf\xbd" },
};

static void
test_text (gconstpointer data)
{
  const TextRow *row = data;
  g_autofree char *result = row->func (row->text, -1);

  g_assert_cmpstr (result, ==, row->expected);
}

static void
test_diacritics (void)
{
  g_assert_true (dt_text_has_diacritics ("đường", -1));
  g_assert_true (dt_text_has_diacritics ("Đ", -1));
  g_assert_false (dt_text_has_diacritics ("DUONG 123", -1));
  g_assert_false (dt_text_has_diacritics ("東京", -1));
}

typedef struct
{
  const char *name;
  const char *text;
  guint max;
  const char *expected;
} WordsRow;

static const WordsRow words_rows[] = {
  { "short", "Ngập nước", 20, "Ngập nước" },
  { "exact", "Ngập nước", 9, "Ngập nước" },
  { "cut-at-word", "Ngập nước trước hẻm 15", 15, "Ngập nước…" },
  { "one-line", "  Ngập\n\n nước\t", 20, "Ngập nước" },
  { "no-space", "ngậpnướcquá", 6, "ngậpn…" },
  { "drops-comma", "Rác, mùi hôi bay", 8, "Rác…" },
  { "empty", "", 5, "" },
};

static void
test_words (gconstpointer data)
{
  const WordsRow *row = data;
  g_autofree char *result = dt_text_first_words (row->text, row->max);

  g_assert_cmpstr (result, ==, row->expected);
  g_assert_cmpint (g_utf8_strlen (result, -1), <=, row->max);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *normal; /* or NULL */
  const char *shown;
} PhoneRow;

static const PhoneRow phone_rows[] = {
  { "mobile", "0912 345 678", "0912345678", "0912 345 678" },
  { "plus84", "+84912345678", "0912345678", "0912 345 678" },
  { "0084", "0084.912.345.678", "0912345678", "0912 345 678" },
  { "84", "84 912 345 678", "0912345678", "0912 345 678" },
  { "no-zero", "912345678", "0912345678", "0912 345 678" },
  { "brackets", "(028) 3822 0415", "02838220415", "028 3822 0415" },
  { "short", "113", NULL, NULL },
  { "letters", "so 0912345678", NULL, NULL },
  { "long", "09123456789012", NULL, NULL },
  { "empty", "", NULL, NULL },
};

static void
test_phone (gconstpointer data)
{
  const PhoneRow *row = data;
  g_autofree char *normal = dt_text_normalize_phone (row->text);

  g_assert_cmpstr (normal, ==, row->normal);
  if (normal != NULL)
    {
      g_autofree char *shown = dt_text_format_phone (normal);

      g_assert_cmpstr (shown, ==, row->shown);
    }
}

/* Every form is stable: applying it twice changes nothing, and folding what is written is the
 * same as folding the text. */
static void
test_stable (void)
{
  static const char *const syllables[] = { "hòa",  "HOÀ", "thủy", "Quý", "qúa",  "đường", "ẶC",
                                           "khỏe", "ủy",  "nghĩ", "giá", "uyên", "Oánh",  "yếu" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (int i = 0; i < 500; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *written = NULL;
      g_autofree char *again = NULL;
      g_autofree char *fold = NULL;
      g_autofree char *fold_written = NULL;

      for (int j = 0; j < 6; j++)
        {
          g_string_append (text, syllables[g_rand_int_range (rand, 0, G_N_ELEMENTS (syllables))]);
          if (g_rand_boolean (rand))
            g_string_append_c (text, ' ');
        }
      written = dt_text_written (text->str, -1);
      again = dt_text_written (written, -1);
      fold = dt_text_fold (text->str, -1);
      fold_written = dt_text_fold (written, -1);
      g_assert_cmpstr (written, ==, again);
      g_assert_cmpstr (fold, ==, fold_written);
    }
}

#define ADD_ROWS(prefix, rows, func)                                                               \
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)                                                  \
    {                                                                                              \
      g_autofree char *path = g_strconcat (prefix, rows[i].name, NULL);                            \
      g_test_add_data_func (path, &rows[i], func);                                                 \
    }

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/text/", text_rows, test_text)
  ADD_ROWS ("/first-words/", words_rows, test_words)
  ADD_ROWS ("/phone/", phone_rows, test_phone)
  g_test_add_func ("/text/diacritics", test_diacritics);
  g_test_add_func ("/text/stable", test_stable);
  return g_test_run ();
}

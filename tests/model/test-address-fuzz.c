/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever bytes come in, parsing and completing give an answer that holds together, and the same
 * one again; it runs under the sanitizers. And real questions of citizens name no place. */
#include "model/address-rows.h"
#include "model/dt-address-parser.h"

#include "dt-test.h"

#include <gio/gio.h>
#include <string.h>

#define ROUNDS 6000

static const char *const pieces[] = {
  "phường ",   "P.",       "p ",       "F",     "quận ", "Q",   "xã ",  "X.",  "huyện ", "h. ",
  "tp ",       "TP.",      "TPHCM",    "tỉnh ", "HN",    "SG",  "BRVT", "TTH", "1",      "10",
  "003",       "Bến",      "Nghé",     "ben",   "nghe",  "Tân", "Tiến", "Phú", "Châu",   "Thành",
  "M'Drắk",    "Đa Kao",   ", ",       " - ",   ".",     "/",   ":",    "\n",  "\t",     "  ",
  "đường ",    "tổ 14",    "hẻm 5/",   "thôn ", "ấp ",   "HÝ",  "XA",   "y",   "k",      "kh",
  "a\xCC\x80", "\xCC\x81", "\xE1\xBB", "\xFF",  "\xC3",  "🏠",   "Ñ",    "ё",   "東",     "'",
};

static char *
make_text (GRand *rand, gsize *length)
{
  GString *text = g_string_new (NULL);
  guint kind = g_rand_int_range (rand, 0, 4);
  guint n = g_rand_int_range (rand, 0, kind == 3 ? 400 : 30);

  for (guint i = 0; i < n; i++)
    {
      if (kind == 0)
        g_string_append_c (text, (char) g_rand_int_range (rand, 0, 256));
      else if (kind == 1)
        {
          gunichar c = g_rand_int_range (rand, 1, 0x3000);

          if (g_unichar_validate (c))
            g_string_append_unichar (text, c);
        }
      else
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
    }
  *length = text->len;
  return g_string_free (text, FALSE);
}

static void
check_match (const DtAddressMatch *match, gsize length)
{
  double sum = 0;

  g_assert_cmpuint (match->end, <=, length);
  g_assert_true (match->n_candidates == 0 || match->start < match->end);
  g_assert_cmpint (match->n_candidates == 0, ==, match->written == DT_ADDRESS_WRITTEN_NONE);
  for (guint i = 0; i < match->n_candidates; i++)
    {
      const DtAddressCandidate *candidate = &match->candidates[i];

      g_assert_nonnull (candidate->unit);
      g_assert_cmpfloat (candidate->confidence, >, 0);
      sum += candidate->confidence;
      if (i > 0)
        g_assert_cmpfloat (candidate->confidence, <=, candidate[-1].confidence + 1e-9);
    }
  g_assert_cmpfloat (sum, <=, 1 + 1e-9);
}

static void
check_same (const DtAddressMatch *a, const DtAddressMatch *b)
{
  g_assert_cmpuint (a->n_candidates, ==, b->n_candidates);
  g_assert_cmpuint (a->start, ==, b->start);
  g_assert_cmpuint (a->end, ==, b->end);
  g_assert_cmpint (a->decides, ==, b->decides);
  for (guint i = 0; i < a->n_candidates; i++)
    {
      g_assert_true (a->candidates[i].unit == b->candidates[i].unit);
      g_assert_true (a->candidates[i].former == b->candidates[i].former);
      g_assert_cmpfloat (a->candidates[i].confidence, ==, b->candidates[i].confidence);
    }
}

static guint
count_rounds (void)
{
  return ROUNDS / (guint) dt_test_allow (1);
}

static void
test_bytes (void)
{
  const DtAddressIndex *index = dt_address_index_get ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (20250701);
  guint found = 0;

  for (guint i = 0; i < count_rounds (); i++)
    {
      gsize length;
      g_autofree char *text = make_text (rand, &length);
      /* Exactly as long as the text: a byte read behind it is found. */
      g_autofree char *exact = g_memdup2 (text, MAX (length, 1));
      const char *context = i % 3 == 0 ? "26740" : i % 3 == 1 ? "no such unit" : NULL;
      g_autoptr (DtAddressMatch) match = dt_address_parse (index, exact, length, context);
      g_autoptr (DtAddressMatch) again = dt_address_parse (index, text, length, context);

      check_match (match, length);
      check_same (match, again);
      found += match->n_candidates > 0;
    }
  g_test_message ("%u of %u random texts name a place", found, count_rounds ());
  g_assert_cmpuint (found, >, 0);
}

static void
test_completions (void)
{
  const DtAddressIndex *index = dt_address_index_get ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260430);

  for (guint i = 0; i < count_rounds () / 4; i++)
    {
      gsize length;
      g_autofree char *text = make_text (rand, &length);
      g_autoptr (GArray) found = dt_address_index_complete (index, text, "26740", 5);

      g_assert_cmpuint (found->len, <=, 5);
      for (guint j = 0; j < found->len; j++)
        {
          const DtAddressCompletion *one = &g_array_index (found, DtAddressCompletion, j);

          g_assert_true (one->unit != NULL || one->former != NULL);
          g_assert_cmpuint (one->start, <, one->end);
          g_assert_cmpuint (one->end, <=, strlen (text));
        }
    }
}

/* A long text takes its time, not its square. */
static void
test_long (void)
{
  const DtAddressIndex *index = dt_address_index_get ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (DtAddressMatch) match = NULL;
  guint words = 40000 / (guint) dt_test_allow (1);

  for (guint i = 0; i < words; i++)
    g_string_append (text, i % 3 == 0 ? "quang trung " : i % 3 == 1 ? "tân phú, " : "thành ");
  g_string_append (text, "\nphường Bến Nghé, quận 1, TPHCM");
  match = dt_address_parse (index, text->str, -1, NULL);
  g_assert_cmpuint (match->n_candidates, >, 0);
  g_assert_cmpstr (match->candidates[0].unit->code, ==, "26740");
}

/* ---- real texts ---- */

/* A cell of a CSV file, quotes taken off; @p moves behind it. */
static char *
next_cell (const char **p)
{
  GString *cell = g_string_new (NULL);
  gboolean quoted = **p == '"';

  for (*p += quoted; **p != '\0'; (*p)++)
    {
      if (quoted && **p == '"' && *++*p != '"')
        quoted = FALSE;
      if (!quoted && (**p == ',' || **p == '\n' || **p == '\0'))
        break;
      g_string_append_c (cell, **p);
    }
  if (**p != '\0')
    (*p)++;
  return g_string_free (cell, FALSE);
}

/* The ministry's questions speak of provinces at most; three of its answers give an address of a
 * ward or district of Hà Nội. */
static void
test_questions (void)
{
  const DtAddressIndex *index = dt_address_index_get ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes
      = g_resources_lookup_data ("/org/doithoai/data/demo/public-service-qa.csv", 0, &error);
  const char *p;
  guint n = 0;

  g_assert_no_error (error);
  p = g_bytes_get_data (bytes, NULL);
  for (guint column = 0; *p != '\0'; column = (column + 1) % 3, n++)
    {
      g_autofree char *cell = next_cell (&p);
      g_autofree char *plain = address_strip_marks (cell);
      g_autofree char *lower = g_utf8_strdown (plain, -1);
      const char *const forms[] = { cell, lower };
      gboolean place = strstr (cell, "Ba Đình, Hà Nội") != NULL;

      for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
        {
          g_autoptr (DtAddressMatch) match = dt_address_parse (index, forms[i], -1, NULL);

          if ((match->n_candidates > 0) != place)
            g_test_message ("%.200s", forms[i]);
          g_assert_cmpint (match->n_candidates > 0, ==, place);
        }
    }
  g_assert_cmpuint (n, >, 3 * 270);
}

/* Words of real questions thrown together: next to none may look like a place, and none is sure. */
static void
test_random_words (void)
{
  static const char *const words[]
      = { "bảo", "hiểm", "y",    "tế",   "thủ",  "tục",  "giấy", "phép", "người", "dân",  "được",
          "cấp", "hồ",   "sơ",   "nộp",  "tại",  "khi",  "nào",  "cần",  "những", "gì",   "đăng",
          "ký",  "khai", "sinh", "cho",  "con",  "xin",  "hỏi",  "về",   "việc",  "rác",  "thải",
          "nhà", "em",   "bị",   "ngập", "nước", "đèn",  "hỏng", "từ",   "hôm",   "qua",  "anh",
          "chị", "cán",  "bộ",   "trả",  "lời",  "giúp", "tôi",  "cảm",  "ơn",    "ngày", "tháng" };
  const DtAddressIndex *index = dt_address_index_get ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (43);
  guint found = 0;
  guint rounds = count_rounds ();

  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *plain = NULL;
      g_autoptr (DtAddressMatch) match = NULL;
      guint n = g_rand_int_range (rand, 1, 16);

      for (guint w = 0; w < n; w++)
        g_string_append_printf (
            text, "%s ", words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      plain = address_strip_marks (text->str);
      match = dt_address_parse (index, i % 2 == 0 ? text->str : plain, -1, NULL);
      found += match->n_candidates > 0;
      g_assert_null (dt_address_match_get_sure (match));
    }
  g_test_message ("%u of %u lines of random words look like a place", found, rounds);
  g_assert_cmpuint (found, <=, rounds / 500);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address-fuzz/bytes", test_bytes);
  g_test_add_func ("/address-fuzz/completions", test_completions);
  g_test_add_func ("/address-fuzz/long", test_long);
  g_test_add_func ("/address-fuzz/questions", test_questions);
  g_test_add_func ("/address-fuzz/random-words", test_random_words);
  return g_test_run ();
}

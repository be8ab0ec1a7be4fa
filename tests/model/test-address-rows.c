/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every former unit of the country in every form in which people write it. Right is what the row of
 * the mapping says. A text that does not hold enough to decide (two communes of one district whose
 * names differ in a tone, written without tones) has several best candidates: both the share whose
 * first candidate is right and the share whose right one is among the best are told, and the
 * bounds hold for the first. No such text may claim a high confidence. */
#include "model/address-rows.h"
#include "model/dt-address-parser.h"

#include <string.h>

#define USUAL 99.5
#define LOOSE 97.0
#define SENTENCE_BEFORE "Tôi ở "
#define SENTENCE_AFTER ", xin hỏi thủ tục đăng ký khai sinh cho con"

/* name, words, letters, order, separator, before, after, least */
static const AddressForm forms[] = {
  { "as-written", WORDS_FULL, LETTERS_WRITTEN, "WDP", ", ", "", "", USUAL },
  { "plain", WORDS_FULL, LETTERS_PLAIN, "WDP", ", ", "", "", USUAL },
  { "lower", WORDS_FULL, LETTERS_LOWER, "WDP", ", ", "", "", USUAL },
  { "upper", WORDS_FULL, LETTERS_UPPER, "WDP", ", ", "", "", USUAL },
  { "plain-lower", WORDS_FULL, LETTERS_PLAIN_LOWER, "WDP", ", ", "", "", USUAL },
  { "decomposed", WORDS_FULL, LETTERS_DECOMPOSED, "WDP", ", ", "", "", USUAL },
  { "other-tone", WORDS_FULL, LETTERS_OTHER_TONE, "WDP", ", ", "", "", USUAL },
  { "no-words", WORDS_NO_WARD, LETTERS_WRITTEN, "WDP", ", ", "", "", USUAL },
  { "no-words-plain", WORDS_NO_WARD, LETTERS_PLAIN_LOWER, "WDP", ", ", "", "", USUAL },
  { "no-kinds-at-all", WORDS_NONE, LETTERS_WRITTEN, "WDP", ", ", "", "", USUAL },
  { "p-dot-space", WORDS_DOT_SPACE, LETTERS_WRITTEN, "WDP", ", ", "", "", USUAL },
  { "p-dot", WORDS_DOT, LETTERS_WRITTEN, "WDP", ", ", "", "", USUAL },
  { "p-dot-lower-plain", WORDS_DOT, LETTERS_PLAIN_LOWER, "WDP", ", ", "", "", USUAL },
  { "p-space", WORDS_SPACE, LETTERS_WRITTEN, "WDP", ", ", "", "", USUAL },
  { "p-joined", WORDS_JOINED, LETTERS_WRITTEN, "WDP", ", ", "", "", USUAL },
  { "f-dot", WORDS_F, LETTERS_WRITTEN, "WDP", ", ", "", "", USUAL },
  { "street-before",
    WORDS_FULL,
    LETTERS_WRITTEN,
    "WDP",
    ", ",
    "Số 12/5 đường Lê Lợi, tổ 14, khu phố 3, ",
    "",
    USUAL },
  { "no-commas", WORDS_FULL, LETTERS_WRITTEN, "WDP", " ", "", "", LOOSE },
  { "no-commas-plain", WORDS_FULL, LETTERS_PLAIN_LOWER, "WDP", " ", "", "", LOOSE },
  { "no-commas-short", WORDS_DOT, LETTERS_WRITTEN, "WDP", " ", "", "", LOOSE },
  { "no-commas-no-words", WORDS_NO_WARD, LETTERS_WRITTEN, "WDP", " ", "", "", LOOSE },
  { "hyphens", WORDS_FULL, LETTERS_WRITTEN, "WDP", " - ", "", "", LOOSE },
  { "reversed", WORDS_FULL, LETTERS_WRITTEN, "PDW", ", ", "", "", LOOSE },
  { "reversed-no-commas-plain", WORDS_FULL, LETTERS_PLAIN_LOWER, "PDW", " ", "", "", LOOSE },
  { "district-first", WORDS_FULL, LETTERS_WRITTEN, "DWP", ", ", "", "", LOOSE },
  { "province-between", WORDS_FULL, LETTERS_WRITTEN, "WPD", ", ", "", "", LOOSE },
  { "sentence", WORDS_FULL, LETTERS_WRITTEN, "WDP", ", ", SENTENCE_BEFORE, SENTENCE_AFTER, LOOSE },
  { "sentence-plain",
    WORDS_FULL,
    LETTERS_PLAIN_LOWER,
    "WDP",
    ", ",
    SENTENCE_BEFORE,
    SENTENCE_AFTER,
    LOOSE },
  { "sentence-short",
    WORDS_DOT,
    LETTERS_WRITTEN,
    "WDP",
    " ",
    "nhà tôi tại ",
    " bị mất điện từ hôm qua",
    LOOSE },
};

static GArray *rows;
static guint step = 1; /* every row; fewer under sanitizers and valgrind */

typedef struct
{
  guint undivided;
  guint first;      /* its first candidate is right */
  guint among_best; /* the right one is as good as the first */
  guint divided;
  guint complete; /* every unit that it became is a candidate */
  guint over_sure;
  guint all;
} Count;

static gboolean
is_right (const AddressRow *row, const DtUnit *unit)
{
  for (guint i = 0; i < row->n_codes; i++)
    {
      if (g_str_equal (row->codes[i], unit->code))
        return TRUE;
    }
  return FALSE;
}

static void
count_match (Count *count, const AddressRow *row, const DtAddressMatch *match)
{
  guint found = 0;
  gboolean best = FALSE;
  double top = match->n_candidates > 0 ? match->candidates[0].confidence : 0;

  for (guint i = 0; i < match->n_candidates; i++)
    {
      gboolean right = is_right (row, match->candidates[i].unit);

      found += right;
      best |= right && top - match->candidates[i].confidence < 1e-9
              && top < DT_ADDRESS_HIGH_CONFIDENCE;
    }
  count->all++;
  if (row->n_codes > 1)
    {
      count->divided++;
      count->complete += found == row->n_codes;
      count->over_sure += top >= DT_ADDRESS_HIGH_CONFIDENCE;
      return;
    }
  count->undivided++;
  if (top > 0 && is_right (row, match->candidates[0].unit))
    count->first++;
  else
    count->over_sure += top >= DT_ADDRESS_HIGH_CONFIDENCE;
  count->among_best += best || (top > 0 && is_right (row, match->candidates[0].unit));
}

static void
test_form (gconstpointer data)
{
  const AddressForm *form = data;
  const DtAddressIndex *index = dt_address_index_get ();
  Count count = { 0 };
  double first;
  double complete;
  double over_sure;

  for (guint i = 0; i < rows->len; i += step)
    {
      const AddressRow *row = &g_array_index (rows, AddressRow, i);
      g_autofree char *text = NULL;
      g_autoptr (DtAddressMatch) match = NULL;

      if (g_str_equal (row->district, "-"))
        continue;
      text = address_rows_write (row, form);
      match = dt_address_parse (index, text, -1, NULL);
      count_match (&count, row, match);
    }
  first = 100.0 * count.first / count.undivided;
  complete = 100.0 * count.complete / count.divided;
  over_sure = 100.0 * count.over_sure / count.all;
  g_test_message ("%-26s first right %6.2f %%, right among the best %6.2f %%, divided complete "
                  "%6.2f %%, wrong and sure %.3f %% (%u units)",
                  form->name,
                  first,
                  100.0 * count.among_best / count.undivided,
                  complete,
                  over_sure,
                  count.all);
  g_assert_cmpfloat (first, >=, form->least);
  g_assert_cmpfloat (complete, >=, form->least == USUAL ? 100.0 : LOOSE);
  g_assert_cmpfloat (over_sure, <=, 0.1);
}

/* The file holds the whole mapping: 10,602 rows of old and new, 1,033 of them of divided units. */
static void
test_rows (void)
{
  guint pairs = 0;
  guint divided = 0;
  guint renamed = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const AddressRow *row = &g_array_index (rows, AddressRow, i);

      if (g_str_equal (row->district, "-"))
        {
          renamed++;
          g_assert_cmpstr (row->until, ==, "2026-04-29");
          continue;
        }
      g_assert_cmpstr (row->until, ==, "2025-06-30");
      pairs += row->n_codes;
      divided += row->n_codes > 1 ? row->n_codes : 0;
    }
  g_assert_cmpuint (pairs, ==, 10602);
  g_assert_cmpuint (divided, ==, 1033);
  g_assert_cmpuint (renamed, ==, 10);
}

/* A unit's present name with its province gives that unit first, or one as good. */
static void
test_present (void)
{
  const GPtrArray *units = dt_catalogue_get_units ();
  guint right = 0;
  guint all = 0;

  for (guint i = 0; i < units->len; i += step, all++)
    {
      const DtUnit *unit = g_ptr_array_index (units, i);
      g_autofree char *text = g_strjoin (", ", unit->name, unit->province, NULL);
      g_autoptr (DtAddressMatch) match = dt_address_parse (dt_address_index_get (), text, -1, NULL);

      g_assert_cmpuint (match->n_candidates, >, 0);
      if (match->candidates[0].unit == unit)
        {
          right++;
          g_assert_cmpint (match->written, ==, DT_ADDRESS_WRITTEN_PRESENT);
        }
    }
  g_test_message ("present names: %u of %u first", right, all);
  g_assert_cmpuint (right, ==, all);
}

/* A ward and its province alone may fit several former units: then none is claimed. */
static void
test_without_district (void)
{
  static const AddressForm form
      = { "no-district", WORDS_FULL, LETTERS_WRITTEN, "WP", ", ", "", "", 0 };
  Count count = { 0 };

  for (guint i = 0; i < rows->len; i += step)
    {
      const AddressRow *row = &g_array_index (rows, AddressRow, i);
      g_autofree char *text = NULL;
      g_autoptr (DtAddressMatch) match = NULL;

      if (g_str_equal (row->district, "-") || *row->ward == '\0')
        continue;
      text = address_rows_write (row, &form);
      match = dt_address_parse (dt_address_index_get (), text, -1, NULL);
      count_match (&count, row, match);
    }
  g_test_message ("without the district: first right %.2f %%, among the best %.2f %%, wrong and "
                  "sure %.3f %%",
                  100.0 * count.first / count.undivided,
                  100.0 * count.among_best / count.undivided,
                  100.0 * count.over_sure / count.all);
  g_assert_cmpuint (count.complete, ==, count.divided);
  g_assert_cmpfloat (100.0 * count.over_sure / count.all, <=, 1.0);
}

int
main (int argc, char **argv)
{
  const char *slowness = g_getenv ("DT_TEST_SLOWNESS");

  g_test_init (&argc, &argv, NULL);
  rows = address_rows_load ();
  if (slowness != NULL)
    step = (guint) CLAMP (g_ascii_strtoull (slowness, NULL, 10) * 2 + 1, 1, 101);
  g_test_add_func ("/address-rows/rows", test_rows);
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *path = g_strdup_printf ("/address-rows/form/%s", forms[i].name);

      g_test_add_data_func (path, &forms[i], test_form);
    }
  g_test_add_func ("/address-rows/present", test_present);
  g_test_add_func ("/address-rows/without-district", test_without_district);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast addresses are read: every former unit of the country in some forms, on one core, as a
 * rate and as a ratio to folding the same bytes in the same run; how long the index takes to make;
 * how long a completion takes. */
#include "base/dt-text.h"
#include "model/address-rows.h"
#include "model/dt-address-parser.h"

#include <string.h>

#define ROUNDS 5
#define WANTED 50000.0 /* addresses a second */

static const AddressForm forms[] = {
  { "as written", WORDS_FULL, LETTERS_WRITTEN, "WDP", ", ", "", "", 0 },
  { "plain, lower case", WORDS_FULL, LETTERS_PLAIN_LOWER, "WDP", ", ", "", "", 0 },
  { "abbreviated", WORDS_DOT, LETTERS_WRITTEN, "WDP", ", ", "", "", 0 },
  { "street before", WORDS_FULL, LETTERS_WRITTEN, "WDP", ", ", "Số 12/5 đường Lê Lợi, ", "", 0 },
  { "in a sentence",
    WORDS_FULL,
    LETTERS_WRITTEN,
    "WDP",
    ", ",
    "Tôi ở ",
    ", xin hỏi thủ tục đăng ký khai sinh cho con",
    0 },
};

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static GPtrArray *
write_all (GArray *rows, const AddressForm *form)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len; i++)
    {
      const AddressRow *row = &g_array_index (rows, AddressRow, i);

      if (!g_str_equal (row->district, "-"))
        g_ptr_array_add (texts, address_rows_write (row, form));
    }
  return texts;
}

/* The best of some rounds: what else the machine does only slows it down. */
static double
parse_all (GPtrArray *texts)
{
  const DtAddressIndex *index = dt_address_index_get ();
  double best = G_MAXDOUBLE;

  for (guint round = 0; round < ROUNDS; round++)
    {
      gint64 start = g_get_monotonic_time ();

      for (guint i = 0; i < texts->len; i++)
        dt_address_match_free (dt_address_parse (index, g_ptr_array_index (texts, i), -1, NULL));
      best = MIN (best, seconds_since (start));
    }
  return best;
}

static double
fold_all (GPtrArray *texts)
{
  double best = G_MAXDOUBLE;

  for (guint round = 0; round < ROUNDS; round++)
    {
      gint64 start = g_get_monotonic_time ();

      for (guint i = 0; i < texts->len; i++)
        g_free (dt_text_fold (g_ptr_array_index (texts, i), -1));
      best = MIN (best, seconds_since (start));
    }
  return best;
}

static void
bench_completion (void)
{
  static const char *const typed[]
      = { "p", "phường t", "phường tân", "12 Lê Lợi, phường b", "Phường 5, quận g", "xa" };
  double worst = 0;

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      double best = G_MAXDOUBLE;

      for (guint round = 0; round < 20; round++)
        {
          gint64 start = g_get_monotonic_time ();

          g_array_unref (dt_address_index_complete (dt_address_index_get (), typed[i], "26740", 8));
          best = MIN (best, seconds_since (start));
        }
      worst = MAX (worst, best);
    }
  g_print ("%-20s %8.3f ms for the slowest of %u beginnings (at most 1)\n",
           "completion",
           worst * 1000,
           (guint) G_N_ELEMENTS (typed));
}

int
main (int argc, char **argv)
{
  GArray *rows = address_rows_load ();
  gint64 start;

  dt_catalogue_get_units ();
  start = g_get_monotonic_time ();
  dt_address_index_get ();
  g_print ("%-20s %8.1f ms to make (at most 100)\n", "index", seconds_since (start) * 1000);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (GPtrArray) texts = write_all (rows, &forms[i]);
      double parsing = parse_all (texts);
      double folding = fold_all (texts);

      g_print ("%-20s %8.0f addresses/s (at least %.0f), %.1f times folding the same bytes\n",
               forms[i].name,
               texts->len / parsing,
               WANTED,
               parsing / folding);
    }
  bench_completion ();
  return 0;
}

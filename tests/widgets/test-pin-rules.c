/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which PINs and passwords are taken. */
#include "ui/forms/dt-pin-rules.h"

typedef struct
{
  const char *name;
  const char *pin;
  const char *again;
  DtPinProblem problem;
} Row;

static const Row rows[] = {
  { "six-digits", "402918", "402918", DT_PIN_GOOD },
  { "demo", "135790", NULL, DT_PIN_GOOD },
  { "password", "ba con ech", NULL, DT_PIN_GOOD },
  { "vietnamese", "trời mưa to", "trời mưa to", DT_PIN_GOOD },
  { "empty", "", NULL, DT_PIN_EMPTY },
  { "five-digits", "40291", NULL, DT_PIN_SHORT },
  { "seven-letters", "abcxyzw", NULL, DT_PIN_SHORT },
  { "one-digit-again", "777777", NULL, DT_PIN_REPEATED },
  { "pair-again", "121212", NULL, DT_PIN_REPEATED },
  { "up", "123456", NULL, DT_PIN_SEQUENCE },
  { "down", "876543", NULL, DT_PIN_SEQUENCE },
  { "over-the-nine", "678901", NULL, DT_PIN_SEQUENCE },
  { "letters-up", "abcdefgh", NULL, DT_PIN_SEQUENCE },
  { "common", "112233", NULL, DT_PIN_COMMON },
  { "common-word", "ADMIN123", NULL, DT_PIN_COMMON },
  { "different", "402918", "402919", DT_PIN_DIFFERENT },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;

  g_assert_cmpint (dt_pin_check (row->pin, row->again), ==, row->problem);
  if (row->problem == DT_PIN_GOOD)
    g_assert_null (dt_pin_problem_to_words (row->problem));
  else
    g_assert_nonnull (dt_pin_problem_to_words (row->problem));
}

static void
test_passphrase (void)
{
  g_assert_cmpint (dt_pin_check_passphrase ("", NULL), ==, DT_PIN_EMPTY);
  g_assert_cmpint (dt_pin_check_passphrase ("mười một ch", NULL), ==, DT_PIN_PASS_SHORT);
  g_assert_cmpint (dt_pin_check_passphrase ("aaaaaaaaaaaaaa", NULL), ==, DT_PIN_REPEATED);
  g_assert_cmpint (
      dt_pin_check_passphrase ("con ngựa đá ống", "con ngựa đá ông"), ==, DT_PIN_DIFFERENT);
  g_assert_cmpint (dt_pin_check_passphrase ("con ngựa đá ống", "con ngựa đá ống"), ==, DT_PIN_GOOD);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/pin-rules/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/pin-rules/passphrase", test_passphrase);
  return g_test_run ();
}

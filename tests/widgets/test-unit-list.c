/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding one of 3,321 units: with and without diacritics, by province and its initials, the best
 * first, within a frame a keystroke. */
#include <string.h>

#include "dt-test.h"
#include "ui/welcome/dt-unit-list.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *province;
  const char *first; /* code of the first that is found, or NULL: nothing is */
  guint most;        /* no more than these; 0: any number */
} Row;

static const Row rows[] = {
  { "written", "Phường Sài Gòn", NULL, "26740", 1 },
  { "folded", "sai gon", NULL, "26740", 0 },
  { "lower-case-written", "sài gòn", NULL, "26740", 0 },
  { "while-typing", "sai g", NULL, "26740", 0 },
  { "with-province", "sai gon ho chi minh", NULL, "26740", 1 },
  { "with-initials", "sai gon hcm", NULL, "26740", 1 },
  { "with-long-initials", "sai gon tphcm", NULL, "26740", 1 },
  { "comma", "Sài Gòn, TP HCM", NULL, "26740", 1 },
  { "code", "26740", NULL, "26740", 1 },
  { "within-province", "sai gon", "79", "26740", 0 },
  { "other-province", "phuong sai gon", "01", NULL, 0 },
  { "wrong-marks", "sái gòn", NULL, NULL, 0 },
  { "nonsense", "qqqqq", NULL, NULL, 0 },
  { "middle-of-a-word", "hường sài", NULL, NULL, 0 },
};

static const DtUnit *
unit_at (DtUnitList *list, guint position)
{
  g_autoptr (DtUnitItem) item = g_list_model_get_item (G_LIST_MODEL (list), position);

  return item != NULL ? dt_unit_item_get_unit (item) : NULL;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (DtUnitList) list = dt_unit_list_new ();
  const DtUnit *first;

  dt_unit_list_filter (list, row->text, row->province);
  first = unit_at (list, 0);
  if (row->first == NULL)
    g_assert_null (first);
  else
    {
      g_assert_nonnull (first);
      g_assert_cmpstr (first->code, ==, row->first);
    }
  if (row->most > 0)
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), <=, row->most);
}

static void
test_all_and_back (void)
{
  g_autoptr (DtUnitList) list = dt_unit_list_new ();

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3321);
  dt_unit_list_filter (list, "", "79");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 168);
  dt_unit_list_filter (list, "", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3321);
}

/* Every unit is found first, or among the first, by its own full name and province. */
static void
test_everyone_is_found (void)
{
  g_autoptr (DtUnitList) list = dt_unit_list_new ();
  const GPtrArray *units = dt_catalogue_get_units ();

  for (guint i = 0; i < units->len; i += 37)
    {
      const DtUnit *unit = g_ptr_array_index (units, i);
      g_autofree char *text = g_strconcat (unit->name, " ", unit->province, NULL);
      gboolean found = FALSE;

      dt_unit_list_filter (list, text, NULL);
      for (guint j = 0; j < MIN (g_list_model_get_n_items (G_LIST_MODEL (list)), 5); j++)
        found |= unit_at (list, j) == unit;
      if (!found)
        g_error ("%s is not among the first", text);
    }
}

static void
test_keystroke (void)
{
  static const char *const typed[] = { "p", "ph", "phu", "phuo", "phuong", "phường", "x", "xã" };
  g_autoptr (DtUnitList) list = dt_unit_list_new ();
  gint64 worst = 0;

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      gint64 start = g_get_monotonic_time ();

      dt_unit_list_filter (list, typed[i], NULL);
      worst = MAX (worst, g_get_monotonic_time () - start);
    }
  g_test_message ("slowest keystroke: %.2f ms", worst / 1000.0);
  g_assert_cmpint (worst, <=, dt_test_allow (16000));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/unit-list/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/unit-list/all-and-back", test_all_and_back);
  g_test_add_func ("/unit-list/everyone-is-found", test_everyone_is_found);
  g_test_add_func ("/unit-list/keystroke", test_keystroke);
  return g_test_run ();
}

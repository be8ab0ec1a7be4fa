/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about an address while it is typed, and what it becomes when the advice is taken. */
#include "model/dt-address-advice.h"

#define HCM "Thành phố Hồ Chí Minh"
#define OWN "26740" /* Phường Sài Gòn */

typedef struct
{
  const char *name;
  const char *text;
  DtAddressAdviceKind kind;
  guint n_units;
  guint n_others;
  const char *code;      /* of the first unit */
  const char *elsewhere; /* code */
  const char *applied;   /* the text when the first is taken */
} Case;

static const Case cases[] = {
  { "empty", "", DT_ADDRESS_ADVICE_NONE, 0, 0, NULL, NULL, NULL },
  { "street", "15 Lê Thánh Tôn", DT_ADDRESS_ADVICE_NONE, 0, 0, NULL, NULL, NULL },
  { "nonsense", "xyz, không biết ở đâu", DT_ADDRESS_ADVICE_NONE, 0, 0, NULL, NULL, NULL },
  { "present",
    "15 Lê Thánh Tôn, Phường Sài Gòn, " HCM,
    DT_ADDRESS_ADVICE_PRESENT,
    1,
    0,
    OWN,
    NULL,
    "15 Lê Thánh Tôn, Phường Sài Gòn, " HCM },
  { "present-elsewhere",
    "Phường Hòa Hưng, " HCM,
    DT_ADDRESS_ADVICE_PRESENT,
    1,
    0,
    "27163",
    "27163",
    "Phường Hòa Hưng, " HCM },
  { "former",
    "15/7 Lê Thánh Tôn, phường Bến Nghé, quận 1 (gần chợ)",
    DT_ADDRESS_ADVICE_ONE,
    1,
    0,
    OWN,
    NULL,
    "15/7 Lê Thánh Tôn, Phường Sài Gòn, " HCM " (gần chợ)" },
  { "former-elsewhere",
    "số 5, p12 q10",
    DT_ADDRESS_ADVICE_ONE,
    1,
    0,
    "27163",
    "27163",
    "số 5, Phường Hòa Hưng, " HCM },
  { "divided",
    "2 Đinh Tiên Hoàng, phường Đa Kao, quận 1",
    DT_ADDRESS_ADVICE_CHOOSE,
    2,
    0,
    OWN,
    NULL,
    "2 Đinh Tiên Hoàng, Phường Sài Gòn, " HCM },
  { "many", "Xã Tân Tiến", DT_ADDRESS_ADVICE_MORE, 0, 16, NULL, NULL, NULL },
  { "completed-plain",
    "15 Lê Thánh Tôn, p. ben ngh",
    DT_ADDRESS_ADVICE_COMPLETE,
    1,
    0,
    OWN,
    NULL,
    "15 Lê Thánh Tôn, Phường Sài Gòn, " HCM },
  { "no-comma", "phường Bến Ngh", DT_ADDRESS_ADVICE_NONE, 0, 0, NULL, NULL, NULL },
  { "too-short", "15 Lê Thánh Tôn, be", DT_ADDRESS_ADVICE_NONE, 0, 0, NULL, NULL, NULL },
};

static void
test_advice (gconstpointer data)
{
  const Case *row = data;
  DtAddressAdvice advice;

  dt_address_advise (dt_address_index_get (), row->text, OWN, NULL, &advice);
  g_assert_cmpint (advice.kind, ==, row->kind);
  g_assert_cmpuint (advice.n_units, ==, row->n_units);
  g_assert_cmpuint (advice.n_others, ==, row->n_others);
  g_assert_cmpstr (advice.elsewhere != NULL ? advice.elsewhere->code : NULL, ==, row->elsewhere);
  if (row->code != NULL)
    {
      g_autofree char *applied = dt_address_advice_apply (&advice, row->text, 0);

      g_assert_cmpstr (advice.units[0]->code, ==, row->code);
      g_assert_cmpstr (applied, ==, row->applied);
    }
}

/* A divided unit has no one name of today: its former name is completed, then it is asked. */
static void
test_completed_divided (void)
{
  const char *text = "2 Đinh Tiên Hoàng, phường Đa Ka";
  DtAddressAdvice advice;
  g_autofree char *applied = NULL;

  dt_address_advise (dt_address_index_get (), text, OWN, NULL, &advice);
  g_assert_cmpint (advice.kind, ==, DT_ADDRESS_ADVICE_COMPLETE);
  g_assert_null (advice.units[0]);
  applied = dt_address_advice_apply (&advice, text, 0);
  g_assert_cmpstr (applied, ==, "2 Đinh Tiên Hoàng, Phường Đa Kao, Quận 1, " HCM);
  dt_address_advise (dt_address_index_get (), applied, OWN, NULL, &advice);
  g_assert_cmpint (advice.kind, ==, DT_ADDRESS_ADVICE_CHOOSE);
  g_assert_cmpuint (advice.n_units, ==, 2);
}

/* Taken advice leaves nothing to ask, even where a former unit nearby has the same name. */
static void
test_settles (void)
{
  const GPtrArray *units = dt_catalogue_get_units ();

  for (guint i = 0; i < units->len; i++)
    {
      const DtUnit *unit = g_ptr_array_index (units, i);
      g_autofree char *name = dt_address_unit_to_text (unit);
      g_autofree char *text = g_strdup_printf ("số 5, %s", name);
      DtAddressAdvice advice;

      dt_address_advise (dt_address_index_get (), text, OWN, unit, &advice);
      g_assert_cmpint (advice.kind, ==, DT_ADDRESS_ADVICE_PRESENT);
      g_assert_true (advice.units[0] == unit);
      g_assert_true (advice.elsewhere == (g_str_equal (unit->code, OWN) ? NULL : unit));
    }
}

/* A choice holds only while its name stands in the text. */
static void
test_written_over (void)
{
  const char *text = "Phường Tân Định, " HCM;
  DtAddressAdvice advice;

  dt_address_advise (dt_address_index_get (), text, OWN, NULL, &advice);
  g_assert_cmpint (advice.kind, ==, DT_ADDRESS_ADVICE_CHOOSE);
  dt_address_advise (dt_address_index_get (), text, OWN, dt_catalogue_find_unit (OWN), &advice);
  g_assert_cmpint (advice.kind, ==, DT_ADDRESS_ADVICE_CHOOSE);
  dt_address_advise (dt_address_index_get (), text, OWN, dt_catalogue_find_unit ("26737"), &advice);
  g_assert_cmpint (advice.kind, ==, DT_ADDRESS_ADVICE_PRESENT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/address-advice/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_advice);
    }
  g_test_add_func ("/address-advice/completed-divided", test_completed_divided);
  g_test_add_func ("/address-advice/settles", test_settles);
  g_test_add_func ("/address-advice/written-over", test_written_over);
  return g_test_run ();
}

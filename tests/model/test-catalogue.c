/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The closed lists: what is in them, that they load fast, and which field a text is about. */
#include "model/dt-catalogue.h"
#include "model/dt-enums.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *code; /* NULL: none */
} MatchRow;

static const MatchRow match_rows[] = {
  { "a keyword", "Đường Nguyễn Trãi ngập nước mỗi khi mưa", "infrastructure" },
  { "without diacritics", "duong nguyen trai NGAP NUOC", "infrastructure" },
  { "a field's own name", "Lĩnh vực: Môi trường", "environment" },
  { "English", "Broken Streetlight", "infrastructure" },
  { "punctuation between words", "rác-thải, chất đống", "environment" },
  { "the longest keyword wins", "bảo hiểm y tế là gì", "health" },
  { "part of a word is no match", "zzngap nuoczz", NULL },
  { "empty", "", NULL },
  { "none", NULL, NULL },
};

static void
test_match (gconstpointer data)
{
  const MatchRow *row = data;
  const DtField *field = dt_catalogue_match_field (row->text);

  g_assert_cmpstr (field != NULL ? field->code : NULL, ==, row->code);
}

static void
test_units (void)
{
  const GPtrArray *units = dt_catalogue_get_units ();
  guint wards = 0;
  guint communes = 0;
  guint zones = 0;

  g_assert_cmpuint (units->len, ==, 3321);
  for (guint i = 0; i < units->len; i++)
    {
      const DtUnit *unit = g_ptr_array_index (units, i);

      g_assert_cmpuint (strlen (unit->code), ==, 5);
      g_assert_cmpuint (strlen (unit->province_code), ==, 2);
      g_assert_true (g_str_has_prefix (unit->name, unit->type));
      g_assert_true (g_utf8_validate (unit->province, -1, NULL));
      g_assert_true (dt_catalogue_find_unit (unit->code) == unit);
      wards += g_str_equal (unit->type, "Phường");
      communes += g_str_equal (unit->type, "Xã");
      zones += g_str_equal (unit->type, "Đặc khu");
    }
  g_assert_cmpuint (wards, ==, 697);
  g_assert_cmpuint (communes, ==, 2611);
  g_assert_cmpuint (zones, ==, 13);
}

static void
test_one_unit (void)
{
  const DtUnit *unit = dt_catalogue_find_unit ("26740");

  g_assert_nonnull (unit);
  g_assert_cmpstr (unit->name, ==, "Phường Sài Gòn");
  g_assert_cmpstr (unit->type, ==, "Phường");
  g_assert_cmpstr (unit->province_code, ==, "79");
  g_assert_cmpstr (unit->province, ==, "Thành phố Hồ Chí Minh");
  /* One of the ten communes that became wards in 2026. */
  unit = dt_catalogue_find_unit ("26368");
  g_assert_cmpstr (unit->name, ==, "Phường Long Thành");
  g_assert_cmpstr (unit->province, ==, "Thành phố Đồng Nai");
  g_assert_null (dt_catalogue_find_unit ("99999"));
  g_assert_null (dt_catalogue_find_unit (NULL));
}

static void
test_order (void)
{
  const GPtrArray *units = dt_catalogue_get_units ();
  guint a = 0;
  guint a_hoi = 0;

  for (guint i = 0; i < units->len; i++)
    {
      const DtUnit *unit = g_ptr_array_index (units, i);

      if (g_str_equal (unit->code, "24823")) /* Phường 1 Bảo Lộc */
        a = i;
      if (g_str_equal (unit->code, "24820")) /* Phường 2 Bảo Lộc */
        a_hoi = i;
    }
  g_assert_cmpuint (a + 1, ==, a_hoi);
  g_assert_cmpstr (((DtUnit *) g_ptr_array_index (units, 0))->province, ==, "Tỉnh An Giang");
}

static void
test_fields (void)
{
  const GPtrArray *fields = dt_catalogue_get_fields ();

  g_assert_cmpuint (fields->len, >=, 10);
  for (guint i = 0; i < fields->len; i++)
    {
      const DtField *field = g_ptr_array_index (fields, i);

      g_assert_cmpstr (field->name_vi, !=, NULL);
      g_assert_cmpstr (field->name_en, !=, NULL);
      g_assert_true (dt_catalogue_find_field (field->code) == field);
      g_assert_true (dt_catalogue_match_field (field->name_vi) == field);
    }
  g_assert_null (dt_catalogue_find_field ("no such field"));
}

static void
test_grounds (void)
{
  const GPtrArray *grounds = dt_catalogue_get_grounds ();
  guint kinds = 0;

  g_assert_cmpuint (grounds->len, >=, 5);
  for (guint i = 0; i < grounds->len; i++)
    {
      const DtGround *ground = g_ptr_array_index (grounds, i);

      g_assert_cmpstr (ground->name_vi, !=, NULL);
      g_assert_cmpstr (ground->source, !=, NULL);
      g_assert_cmpuint (ground->kinds, !=, 0);
      g_assert_true (dt_catalogue_find_ground (ground->code) == ground);
      kinds |= ground->kinds;
    }
  g_assert_cmpuint (kinds, ==, (1u << DT_N_CASE_KINDS) - 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalogue/units", test_units);
  g_test_add_func ("/catalogue/one-unit", test_one_unit);
  g_test_add_func ("/catalogue/order", test_order);
  g_test_add_func ("/catalogue/fields", test_fields);
  g_test_add_func ("/catalogue/grounds", test_grounds);
  for (gsize i = 0; i < G_N_ELEMENTS (match_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/catalogue/match/%s", match_rows[i].name);

      g_test_add_data_func (path, &match_rows[i], test_match);
    }
  return g_test_run ();
}

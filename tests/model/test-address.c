/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people type, one by one: which unit is meant, how sure that is, what would decide, what of
 * the text names the place. Then looking units up both ways, and completing names. */
#include "model/dt-address-parser.h"

#include <string.h>

#define HCM "Thành phố Hồ Chí Minh"
#define OWN "26740" /* Phường Sài Gòn */

typedef struct
{
  const char *name;
  const char *text;
  const char *context;
  const char *code;   /* of the first candidate, NULL: none is given */
  const char *former; /* read as that former unit, NULL: as a present one */
  guint n;            /* candidates, 0: not looked at */
  DtAddressDecides decides;
  gboolean sure;
} Case;

static const Case cases[] = {
  { "former", "phường Bến Nghé, quận 1, TP.HCM", NULL, "26740", "Phường Bến Nghé", 1, 0, TRUE },
  { "present", "Phường Sài Gòn, " HCM, NULL, "26740", NULL, 1, 0, TRUE },
  { "street", "123 Lê Lợi, P. Bến Nghé, Q.1, TPHCM", NULL, "26740", "Phường Bến Nghé", 1, 0, TRUE },
  { "plain", "ben nghe q1 hcm", NULL, "26740", "Phường Bến Nghé", 1, 0, TRUE },
  { "joined", "benNghe quan1", NULL, "26740", "Phường Bến Nghé", 1, 0, TRUE },
  { "all-joined", "phuongbennghequan1", NULL, "26740", "Phường Bến Nghé", 1, 0, TRUE },
  { "numbers", "P12Q10", NULL, "27163", "Phường 12", 1, 0, TRUE },
  { "f", "F.12 Q10 SG", NULL, "27163", "Phường 12", 1, 0, TRUE },
  { "zero", "phường 01, quận 03, HCM", NULL, "27154", "Phường 1", 1, 0, TRUE },
  { "bare-numbers", "1, 3, HCM", NULL, "27154", "Phường 1", 1, 0, TRUE },
  { "bare-numbers-reversed", "HCM, 3, 1", NULL, "27154", "Phường 1", 1, 0, TRUE },
  { "hyphens", "HCM - Q3 - P1", NULL, "27154", "Phường 1", 1, 0, TRUE },
  { "name-alone", "BẾN NGHÉ", NULL, "26740", "Phường Bến Nghé", 1, 0, FALSE },
  { "tone-place", "phường Hoà Hưng TP HCM", NULL, "27163", NULL, 1, 0, TRUE },
  { "i-and-y", "Xã Mĩ Đức, huyện Mĩ Đức, Hà Nội", NULL, "10441", NULL, 1, 0, TRUE },
  { "old-province", "P. 8, Vũng Tàu, BRVT", NULL, "26526", "Phường 8", 1, 0, TRUE },
  { "hue", "Phường Phú Hội, TP Huế, TTH", NULL, "19789", "Phường Phú Hội", 1, 0, TRUE },
  { "apostrophe",
    "thi tran M Drak, huyen MDrak, dak lak",
    NULL,
    "24412",
    "Thị trấn M'Drắk",
    1,
    0,
    TRUE },
  { "older-district", "Phường Hiệp Phú, Quận 9, SG", NULL, "26842", "Phường Hiệp Phú", 1, 0, TRUE },
  { "divided",
    "Phường Cống Vị, quận Ba Đình, Hà Nội",
    NULL,
    "00025",
    "Phường Cống Vị",
    2,
    DT_ADDRESS_BY_GROUP,
    FALSE },
  { "divided-own",
    "Phường Cống Vị, quận Ba Đình, Hà Nội",
    "00008",
    "00008",
    "Phường Cống Vị",
    2,
    DT_ADDRESS_BY_GROUP,
    FALSE },
  { "until-2026", "Xã Lộc Ninh, tỉnh Đồng Nai", NULL, "25270", "Xã Lộc Ninh", 1, 0, TRUE },
  { "since-2026", "Phường Lộc Ninh, TP Đồng Nai", NULL, "25270", NULL, 1, 0, TRUE },
  { "ba-che", "Thị trấn Ba Chẽ, Ba Chẽ, QN", NULL, "06978", "Thị trấn Ba Chẽ", 1, 0, TRUE },
  { "island", "Huyện Côn Đảo", NULL, "26732", "Huyện Côn Đảo", 1, 0, FALSE },
  { "island-now", "đặc khu Côn Đảo", NULL, "26732", NULL, 1, 0, FALSE },
  { "district-alone", "Quận 1", NULL, "26743", NULL, 4, DT_ADDRESS_BY_UNIT, FALSE },
  { "same-name", "Xã Tân Tiến", NULL, "32188", NULL, 0, DT_ADDRESS_BY_PROVINCE, FALSE },
  { "same-name-own", "Xã Tân Tiến", "12583", "12583", NULL, 0, DT_ADDRESS_DECIDED, FALSE },
  { "unlike-district",
    "P.Đa Kao Q.Bình Thạnh TPHCM",
    NULL,
    "26905",
    NULL,
    5,
    DT_ADDRESS_BY_UNIT,
    FALSE },
  { "story",
    "nhà em ở hẻm 51 đường Trần Hưng Đạo phường Cô Giang quận 1 ngập nước quá ad ơi",
    NULL,
    "26758",
    "Phường Cô Giang",
    1,
    0,
    TRUE },
  { "story-plain",
    "nha em o p co giang q1 ngap qua",
    NULL,
    "26758",
    "Phường Cô Giang",
    1,
    0,
    TRUE },
  { "hamlet",
    "Ấp Tân Lập, xã Bình Chánh, huyện Bình Chánh",
    NULL,
    "27637",
    "Xã Bình Chánh",
    1,
    0,
    TRUE },
  { "own-by-name", "rác đầu hẻm phường Bến Nghé", OWN, "26740", "Phường Bến Nghé", 1, 0, TRUE },
  { "neighbour", "rác đầu hẻm phường Bến Thành", OWN, "26743", NULL, 1, 0, TRUE },

  { "gone-before", "phường 6, quận 3, tphcm", NULL, "27154", NULL, 3, DT_ADDRESS_BY_UNIT, FALSE },
  { "longest-name", "xã Vĩnh Lộc A, TP HCM", NULL, "27601", "Xã Vĩnh Lộc A", 1, 0, FALSE },
  { "bare-both", "vinh loc a binh chanh", NULL, "27601", "Xã Vĩnh Lộc A", 1, 0, TRUE },
  { "other-province", "Phường Sài Gòn, Hà Nội", NULL, "26740", NULL, 1, 0, FALSE },
  { "two-places",
    "trước ở phường Bến Nghé, quận 1, nay ở phường Cô Giang, quận 1",
    NULL,
    "26758",
    "Phường Cô Giang",
    2,
    DT_ADDRESS_BY_PLACE,
    FALSE },
  { "one-place-twice",
    "Phường Bến Nghé, quận 1. Tôi ở P. Bến Nghé, Q1",
    NULL,
    "26740",
    "Phường Bến Nghé",
    1,
    0,
    TRUE },

  { "no-place", "xã hội ngày càng phát triển", NULL, NULL, NULL, 0, 0, FALSE },
  { "plan", "phuong an phong chong dich", NULL, NULL, NULL, 0, 0, FALSE },
  { "peace", "chúc anh chị một ngày hòa bình và hạnh phúc", NULL, NULL, NULL, 0, 0, FALSE },
  { "articles", "Theo Điều 9, 10, 11 Nghị định số 75/2016/NĐ-CP", NULL, NULL, NULL, 0, 0, FALSE },
  { "length", "vết nứt 02 x 6cm", NULL, NULL, NULL, 0, 0, FALSE },
  { "english", "The street light at 5 Main Street is broken", NULL, NULL, NULL, 0, 0, FALSE },
  { "french", "Bonjour, je voudrais un rendez-vous à la mairie", NULL, NULL, NULL, 0, 0, FALSE },
  { "chinese", "你好，我想问一下", NULL, NULL, NULL, 0, 0, FALSE },
  { "keys", "asdf qwer zxcv 123", NULL, NULL, NULL, 0, 0, FALSE },
  { "empty", "", NULL, NULL, NULL, 0, 0, FALSE },
  { "commas", ", , ,.,-", NULL, NULL, NULL, 0, 0, FALSE },
};

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autoptr (DtAddressMatch) match
      = dt_address_parse (dt_address_index_get (), row->text, -1, row->context);
  const DtAddressCandidate *first = match->candidates;

  if (row->code == NULL)
    {
      g_assert_cmpuint (match->n_candidates, ==, 0);
      g_assert_cmpint (match->written, ==, DT_ADDRESS_WRITTEN_NONE);
      return;
    }
  g_assert_cmpuint (match->n_candidates, >, 0);
  g_assert_cmpstr (first->unit->code, ==, row->code);
  g_assert_cmpstr (first->former != NULL ? first->former->name : NULL, ==, row->former);
  if (row->n != 0)
    g_assert_cmpuint (match->n_candidates, ==, row->n);
  g_assert_cmpint (match->decides, ==, row->decides);
  g_assert_cmpint (dt_address_match_get_sure (match) != NULL, ==, row->sure);
  if (row->former != NULL)
    g_assert_cmpint (match->written, ==, DT_ADDRESS_WRITTEN_FORMER);
}

/* Every unit that bears the name is a candidate, and none is claimed. */
static void
test_same_name (void)
{
  const DtAddressIndex *index = dt_address_index_get ();
  g_autoptr (DtAddressMatch) match = dt_address_parse (index, "Xã Tân Tiến", -1, NULL);
  const GPtrArray *units = dt_catalogue_get_units ();
  g_autoptr (GHashTable) given = g_hash_table_new (NULL, NULL);
  guint n_formers;
  const DtFormerUnit *formers = dt_address_index_get_formers (index, &n_formers);
  guint expected = 0;

  for (guint i = 0; i < match->n_candidates; i++)
    {
      g_hash_table_add (given, (gpointer) match->candidates[i].unit);
      g_assert_cmpfloat (match->candidates[i].confidence, <, 0.2);
    }
  for (guint i = 0; i < units->len; i++)
    {
      const DtUnit *unit = g_ptr_array_index (units, i);

      if (g_str_equal (unit->name, "Xã Tân Tiến"))
        g_assert_true (g_hash_table_contains (given, unit));
    }
  for (guint i = 0; i < n_formers; i++)
    {
      for (guint j = 0; g_str_equal (formers[i].name, "Xã Tân Tiến") && j < formers[i].n_units; j++)
        {
          expected++;
          g_assert_true (g_hash_table_contains (given, formers[i].units[j]));
        }
    }
  g_assert_cmpuint (expected, >=, 10);
}

static void
test_span (void)
{
  static const char text[] = "Tôi ở số 5 phường Bến Nghé, quận 1, TP.HCM, xin hỏi";
  g_autoptr (DtAddressMatch) match = dt_address_parse (dt_address_index_get (), text, -1, NULL);
  g_autofree char *span = g_strndup (text + match->start, match->end - match->start);

  g_assert_cmpstr (span, ==, "phường Bến Nghé, quận 1, TP.HCM");
}

/* A case whose place lies elsewhere is told from one that may be ours. */
static void
test_elsewhere (void)
{
  const DtAddressIndex *index = dt_address_index_get ();
  g_autoptr (DtAddressMatch) own = dt_address_parse (index, "phường Bến Nghé, Q1", -1, OWN);
  g_autoptr (DtAddressMatch) other = dt_address_parse (index, "phường Cô Giang, Q1", -1, OWN);
  g_autoptr (DtAddressMatch) open = dt_address_parse (index, "Phường Đa Kao, Quận 1", -1, OWN);

  g_assert_null (dt_address_match_get_elsewhere (own, OWN));
  g_assert_cmpstr (dt_address_match_get_elsewhere (other, OWN)->code, ==, "26758");
  g_assert_cmpuint (open->n_candidates, ==, 2);
  g_assert_null (dt_address_match_get_elsewhere (open, OWN));
}

/* Four threads read one index at once and get what one alone gets. */
static gpointer
parse_many (gpointer data)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < 20 * G_N_ELEMENTS (cases); i++)
    {
      const Case *row = &cases[i % G_N_ELEMENTS (cases)];
      g_autoptr (DtAddressMatch) match
          = dt_address_parse (dt_address_index_get (), row->text, -1, row->context);

      for (guint j = 0; j < match->n_candidates; j++)
        g_string_append_printf (
            all, "%s %f ", match->candidates[j].unit->code, match->candidates[j].confidence);
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
test_threads (void)
{
  GThread *threads[4];
  g_autofree char *alone = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("parse", parse_many, NULL);
  alone = parse_many (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree char *other = g_thread_join (threads[i]);

      g_assert_cmpstr (other, ==, alone);
    }
}

/* ---- looking up ---- */

static void
test_look_up (void)
{
  const DtAddressIndex *index = dt_address_index_get ();
  const DtUnit *unit = dt_catalogue_find_unit (OWN);
  g_autoptr (GPtrArray) made_of = dt_address_index_list_formers (index, unit);
  gboolean ben_nghe = FALSE;

  g_assert_cmpuint (made_of->len, >=, 3);
  for (guint i = 0; i < made_of->len; i++)
    {
      const DtFormerUnit *former = g_ptr_array_index (made_of, i);
      gboolean back = FALSE;

      for (guint j = 0; j < former->n_units; j++)
        back |= former->units[j] == unit;
      g_assert_true (back);
      g_assert_cmpstr (former->province, ==, HCM);
      g_assert_cmpstr (former->until, ==, "2025-06-30");
      ben_nghe |= g_str_equal (former->name, "Phường Bến Nghé") && former->n_units == 1
                  && g_str_equal (former->district, "Quận 1");
    }
  g_assert_true (ben_nghe);
}

static void
test_both_ways (void)
{
  const DtAddressIndex *index = dt_address_index_get ();
  const GPtrArray *units = dt_catalogue_get_units ();
  guint n_formers;
  const DtFormerUnit *formers = dt_address_index_get_formers (index, &n_formers);
  guint there = 0;
  guint back = 0;

  for (guint i = 0; i < n_formers; i++)
    there += formers[i].n_units;
  for (guint i = 0; i < units->len; i++)
    {
      g_autoptr (GPtrArray) made_of
          = dt_address_index_list_formers (index, g_ptr_array_index (units, i));

      g_assert_cmpuint (made_of->len, >, 0);
      back += made_of->len;
    }
  g_assert_cmpuint (there, ==, 10612);
  g_assert_cmpuint (back, ==, there);
}

static void
test_damaged (void)
{
  static const char *const damaged[] = {
    "province,district,until,code,name,new_codes\nTỉnh A,Huyện B,2025-06-30,1,Xã C,99999\n",
    "province,district,until,code,name,new_codes\nTỉnh A,Huyện B\n",
    "province,district,until,code,name,new_codes\n,,,1,Xã C,26740\n",
    "province,district,until,code,name,new_codes\nTỉnh A,-,2025-06-30,1,,26740\n",
  };
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);

  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (GBytes) changes = g_bytes_new_static (damaged[i], strlen (damaged[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (dt_address_index_new_from_bytes (changes, none, &error));
      g_assert_nonnull (error);
    }
}

static void
test_small (void)
{
  static const char changes[] = "province,district,until,code,name,new_codes\nTỉnh A Bê,Huyện "
                                "Xê,2025-06-30,1,Xã Đê Gi,26740\n";
  static const char aliases[] = "kind,alias,unit,province,source\ntype,Xã,Xã,,usage\n";
  g_autoptr (GBytes) first = g_bytes_new_static (changes, strlen (changes));
  g_autoptr (GBytes) second = g_bytes_new_static (aliases, strlen (aliases));
  g_autoptr (GError) error = NULL;
  g_autoptr (DtAddressIndex) index = dt_address_index_new_from_bytes (first, second, &error);
  g_autoptr (DtAddressMatch) match = NULL;

  g_assert_no_error (error);
  match = dt_address_parse (index, "xa de gi, xe, a be", -1, NULL);
  g_assert_cmpuint (match->n_candidates, ==, 1);
  g_assert_cmpstr (match->candidates[0].unit->code, ==, OWN);
}

/* ---- completing ---- */

typedef struct
{
  const char *name;
  const char *text;
  const char *context;
  const char *unit;     /* of the first completion */
  const char *former;   /* NULL: a present unit */
  const char *district; /* of that */
  const char *replaced; /* the part of the text that it stands for */
} Completion;

static const Completion completions[] = {
  { "own", "phường S", OWN, OWN, NULL, NULL, "phường S" },
  { "own-former", "phường bến ng", OWN, OWN, "Phường Bến Nghé", "Quận 1", "phường bến ng" },
  { "bare", "ben ngh", OWN, OWN, "Phường Bến Nghé", "Quận 1", "ben ngh" },
  { "behind-street", "12 Lê Lợi, p. bến ngh", OWN, OWN, "Phường Bến Nghé", "Quận 1", "p. bến ngh" },
  { "no-comma", "12 Lê Lợi Bến Ngh", OWN, OWN, "Phường Bến Nghé", "Quận 1", "Bến Ngh" },
  { "neighbour", "phường Tân Đị", OWN, "26737", NULL, NULL, "phường Tân Đị" },
  { "district", "phường 5, quận g", OWN, NULL, "Phường 5", "Quận Gò Vấp", "phường 5, quận g" },
  { "district-plain", "P5, go", OWN, NULL, "Phường 5", "Quận Gò Vấp", "P5, go" },
  { "kh-not-c", "phường K", OWN, NULL, NULL, NULL, "phường K" },
};

static void
test_completion (gconstpointer data)
{
  const Completion *row = data;
  g_autoptr (GArray) found
      = dt_address_index_complete (dt_address_index_get (), row->text, row->context, 8);
  const DtAddressCompletion *first = &g_array_index (found, DtAddressCompletion, 0);
  g_autofree char *replaced = NULL;

  g_assert_cmpuint (found->len, >, 0);
  g_assert_cmpuint (found->len, <=, 8);
  replaced = g_strndup (row->text + first->start, first->end - first->start);
  g_assert_cmpstr (replaced, ==, row->replaced);
  g_assert_true (first->unit != NULL || first->former != NULL);
  if (row->unit != NULL)
    g_assert_cmpstr (first->unit->code, ==, row->unit);
  if (row->former != NULL)
    {
      g_assert_cmpstr (first->former->name, ==, row->former);
      g_assert_cmpstr (first->former->district, ==, row->district);
    }
  if (g_str_equal (row->name, "kh-not-c"))
    {
      for (guint i = 0; i < found->len; i++)
        {
          const DtAddressCompletion *one = &g_array_index (found, DtAddressCompletion, i);
          const char *name = one->former != NULL ? one->former->name : one->unit->name;

          g_assert_nonnull (strstr (name, " K"));
        }
    }
}

static void
test_completion_none (void)
{
  static const char *const texts[] = { "", " ", "x", "phường ", "qwertz", "12/5", "…", "," };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GArray) found
          = dt_address_index_complete (dt_address_index_get (), texts[i], OWN, 8);
      g_autoptr (GArray) zero
          = dt_address_index_complete (dt_address_index_get (), "phường b", OWN, 0);

      g_assert_cmpuint (found->len, ==, 0);
      g_assert_cmpuint (zero->len, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/address/parse/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/address/same-name", test_same_name);
  g_test_add_func ("/address/span", test_span);
  g_test_add_func ("/address/threads", test_threads);
  g_test_add_func ("/address/elsewhere", test_elsewhere);
  g_test_add_func ("/address/look-up", test_look_up);
  g_test_add_func ("/address/both-ways", test_both_ways);
  g_test_add_func ("/address/damaged", test_damaged);
  g_test_add_func ("/address/small", test_small);
  for (gsize i = 0; i < G_N_ELEMENTS (completions); i++)
    {
      g_autofree char *path = g_strdup_printf ("/address/complete/%s", completions[i].name);

      g_test_add_data_func (path, &completions[i], test_completion);
    }
  g_test_add_func ("/address/complete/none", test_completion_none);
  return g_test_run ();
}

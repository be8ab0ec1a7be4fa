/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Differences by words: known ones, and any two texts give both texts back. */
#include "model/dt-text-diff.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *before, *after;
  const char *parts; /* "=same-removed+added" */
} Row;

static const Row rows[] = {
  { "same", "Kính gửi ông", "Kính gửi ông", "=Kính gửi ông" },
  { "empty", "", "", "" },
  { "all-new", "", "Kính gửi", "+Kính gửi" },
  { "all-gone", "Kính gửi", "", "-Kính gửi" },
  { "word", "ngày 24 tháng", "ngày 25 tháng", "=ngày |-24 |+25 |=tháng" },
  { "added", "đã nạo vét", "đã được nạo vét", "=đã |+được |=nạo vét" },
  { "removed", "đã được nạo vét", "đã nạo vét", "=đã |-được |=nạo vét" },
  { "at-the-end", "một hai", "một hai ba", "=một |-hai|+hai ba" },
  { "order", "a b c d", "a x y d", "=a |-b c |+x y |=d" },
  { "two-places", "a b c d e", "a x c y e", "=a |-b |+x |=c |-d |+y |=e" },
  { "line-break", "a\n\nb", "a\nb", "-a\n\n|+a\n|=b" },
  { "leading-space", " a", "a", "- |=a" },
};

/* As people read it. */
static const Row read_rows[] = {
  { "far-apart", "a b c d e", "a x c y e", "=a |-b |+x |=c |-d |+y |=e" },
  { "island", "a b c d e f g", "a x y d z f2 g", "=a |-b c d e f |+x y d z f2 |=g" },
  { "long-sea-short-island",
    "Hồ sơ chậm do lỗi hệ thống.\n\nNay đã có.",
    "Hồ sơ chậm 11 ngày do chuyển nhầm. Phường xin lỗi bà về việc này.\n\nNay đã có.",
    "=Hồ sơ chậm |-do lỗi hệ thống.\n\n|+11 ngày do chuyển nhầm. Phường xin lỗi bà về việc "
    "này.\n\n|=Nay đã có." },
  { "three-words-stay",
    "a b c d e f g h",
    "x y c d e z w h",
    "-a b |+x y |=c d e |-f g |+z w |=h" },
  { "paragraph", "a b c\nd e f", "x y c\nz w f", "-a b |+x y |=c\n|-d e |+z w |=f" },
};

static char *
describe (GPtrArray *parts)
{
  static const char marks[] = { '=', '+', '-' };
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const DtDiffPart *part = parts->pdata[i];

      g_string_append_printf (out, "%s%c%s", i > 0 ? "|" : "", marks[part->type], part->text);
    }
  return g_string_free (out, FALSE);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GPtrArray) parts = dt_text_diff (row->before, row->after);
  g_autofree char *found = describe (parts);

  g_assert_cmpstr (found, ==, row->parts);
}

static void
test_read_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GPtrArray) parts = dt_text_diff_to_read (row->before, row->after);
  g_autofree char *found = describe (parts);

  g_assert_cmpstr (found, ==, row->parts);
}

/* Both texts come out of the parts; the order holds; the number of changed words is given back. */
static guint
check_parts (GPtrArray *parts, const char *before, const char *after)
{
  g_autoptr (GString) old = g_string_new (NULL);
  g_autoptr (GString) new = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      const DtDiffPart *part = parts->pdata[i];
      const DtDiffPart *last = i > 0 ? parts->pdata[i - 1] : NULL;

      g_assert_cmpstr (part->text, !=, "");
      g_assert_true (last == NULL || last->type != part->type);
      g_assert_false (last != NULL && last->type == DT_DIFF_ADDED && part->type == DT_DIFF_REMOVED);
      if (part->type != DT_DIFF_ADDED)
        g_string_append (old, part->text);
      if (part->type != DT_DIFF_REMOVED)
        g_string_append (new, part->text);
      for (const char *p = part->text; part->type != DT_DIFF_SAME && *p != '\0'; p++)
        n += *p == ' ' ? 1 : 0;
    }
  g_assert_cmpstr (old->str, ==, before);
  g_assert_cmpstr (new->str, ==, after);
  return n;
}

static char *
make_text (GRand *rand, gint32 longest, gint32 n_words)
{
  static const char *const gaps[] = { " ", " ", " ", "\n", "\n\n", "  ", ", " };
  GString *text = g_string_new (NULL);
  gint32 n = g_rand_int_range (rand, 0, longest);

  for (gint32 i = 0; i < n; i++)
    g_string_append_printf (text,
                            "ủy%d%s",
                            g_rand_int_range (rand, 0, n_words),
                            gaps[g_rand_int_range (rand, 0, G_N_ELEMENTS (gaps))]);
  return g_string_free (text, FALSE);
}

static void
test_any (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1986);

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *before = make_text (rand, 60, 1 + (gint32) (i % 30));
      g_autofree char *after = make_text (rand, 60, 1 + (gint32) (i % 30));
      g_autoptr (GPtrArray) parts = dt_text_diff (before, after);
      g_autoptr (GPtrArray) to_read = dt_text_diff_to_read (before, after);

      check_parts (parts, before, after);
      check_parts (to_read, before, after);
    }
}

/* The length of the longest common subsequence, the slow way. */
static guint
count_common (const guint8 *a, guint n, const guint8 *b, guint m)
{
  guint table[41][41] = { { 0 } };

  for (guint i = 1; i <= n; i++)
    for (guint j = 1; j <= m; j++)
      table[i][j]
          = a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1 : MAX (table[i - 1][j], table[i][j - 1]);
  return table[n][m];
}

static char *
write_words (const guint8 *words, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%c ", words[i]);
  return g_string_free (text, FALSE);
}

/* No fewer changes are possible. */
static void
test_shortest (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 1500; i++)
    {
      guint8 a[40], b[40];
      guint n = (guint) g_rand_int_range (rand, 0, 41);
      guint m = (guint) g_rand_int_range (rand, 0, 41);
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autoptr (GPtrArray) parts = NULL;

      for (guint j = 0; j < 40; j++)
        {
          a[j] = (guint8) g_rand_int_range (rand, 'a', 'f');
          b[j] = (guint8) g_rand_int_range (rand, 'a', 'f');
        }
      before = write_words (a, n);
      after = write_words (b, m);
      parts = dt_text_diff (before, after);
      g_assert_cmpuint (
          check_parts (parts, before, after), ==, n + m - 2 * count_common (a, n, b, m));
    }
}

static void
test_too_different (void)
{
  g_autoptr (GString) before = g_string_new ("Kính gửi ");
  g_autoptr (GString) after = g_string_new ("Kính gửi ");
  g_autoptr (GPtrArray) parts = NULL;

  for (guint i = 0; i < 20000; i++)
    {
      g_string_append_printf (before, "a%u ", i);
      g_string_append_printf (after, "b%u ", i);
    }
  g_string_append (before, "Trân trọng");
  g_string_append (after, "Trân trọng");
  parts = dt_text_diff (before->str, after->str);
  g_assert_cmpuint (parts->len, ==, 4);
  check_parts (parts, before->str, after->str);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/text-diff/known/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  for (guint i = 0; i < G_N_ELEMENTS (read_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/text-diff/read/%s", read_rows[i].name);

      g_test_add_data_func (path, &read_rows[i], test_read_row);
    }
  g_test_add_func ("/text-diff/any", test_any);
  g_test_add_func ("/text-diff/shortest", test_shortest);
  g_test_add_func ("/text-diff/too-different", test_too_different);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed into the search box, and what it is read as. */
#include "base/dt-clock.h"
#include "model/dt-query.h"

#include <string.h>

/* Monday, 23 November 2026, 14:02 in Hanoi. */
#define NOW G_GINT64_CONSTANT (1795417320000000)

typedef struct
{
  const char *name;
  const char *text;
  const char *expected; /* terms: [-]type[:number]=text[*|"] with | between */
  const char *problem;
  gboolean typing;
} Row;

static const char *type_names[]
    = { "text",     "channel", "status", "kind", "field",   "priority", "person",
        "assignee", "code",    "from",   "to",   "overdue", "group" };

static char *
describe (const DtQuery *query)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < query->terms->len; i++)
    {
      const DtTerm *term = query->terms->pdata[i];

      if (i > 0)
        g_string_append_c (out, '|');
      if (term->negated)
        g_string_append_c (out, '-');
      g_string_append (out, type_names[term->type]);
      switch (term->type)
        {
        case DT_TERM_CHANNEL:
        case DT_TERM_STATUS:
        case DT_TERM_KIND:
        case DT_TERM_PRIORITY:
        case DT_TERM_OVERDUE:
          g_string_append_printf (out, ":%d", (int) term->value);
          break;
        case DT_TERM_FROM:
        case DT_TERM_TO:
          {
            g_autofree char *iso = dt_time_to_iso (term->value);

            g_string_append_printf (out, "=%s", iso);
            break;
          }
        default:
          g_string_append_printf (out, "=%s", term->text);
        }
      if (term->prefix)
        g_string_append_c (out, '*');
      if (term->phrase)
        g_string_append_c (out, '"');
    }
  return g_string_free (out, FALSE);
}

static const Row rows[] = {
  { "empty", "", "" },
  { "null", NULL, "" },
  { "spaces", " \t \n ", "" },
  { "words", "bảo hiểm", "text=bảo|text=hiểm" },
  { "phrase", "\"bảo hiểm\"", "text=bảo hiểm\"" },
  { "printed-quotes", "“bảo hiểm” y tế", "text=bảo hiểm\"|text=y|text=tế" },
  { "open-quote", "\"bảo hiểm", "text=bảo hiểm\"" },
  { "empty-quote", "\"\" rác", "text=rác" },
  { "quote-in-word", "rác\"thải mùi\"", "text=rác|text=thải mùi\"" },
  { "minus", "rác -thải", "text=rác|-text=thải" },
  { "minus-phrase", "-\"bảo hiểm\"", "-text=bảo hiểm\"" },
  { "minus-alone", "rác - thải", "text=rác|text=thải" },
  { "minus-end", "rác -", "text=rác" },
  { "punctuation", "!!! ... ()", "" },
  { "code-as-word", "HS-2026-0412", "text=HS-2026-0412" },
  { "channel", "kênh:zalo", "channel:5=" },
  { "channel-plain", "kenh:zalo", "channel:5" },
  { "channel-en", "channel:zalo", "channel:5" },
  { "channel-case", "KÊNH:Zalo", "channel:5" },
  { "channel-nfd", "ke\xcc\x82nh:zalo", "channel:5" },
  { "channel-minus", "-kênh:zalo", "-channel:5" },
  { "channel-walk-in", "kênh:tại-trụ-sở", "channel:0" },
  { "channel-walk-in-plain", "kenh:tai-tru-so", "channel:0" },
  { "channel-walk-in-quoted", "kênh:\"tại trụ sở\"", "channel:0\"" },
  { "channel-nick", "channel:walk_in", "channel:0" },
  { "channel-phone", "kênh:điện-thoại", "channel:1" },
  { "channel-start", "kênh:face", "channel:4" },
  { "channel-unknown", "kênh:abc", "text=abc", "kênh:abc" },
  { "channel-empty", "kênh:", "", "kênh:" },
  { "channel-typing", "kênh:", "", NULL, TRUE },
  { "channel-gap", "kênh: zalo", "text=zalo", "kênh:" },
  { "status", "trạng-thái:đang-xử-lý", "status:2" },
  { "status-no-hyphen", "trangthai:dangxuly", "status:2" },
  { "status-en", "status:in_progress", "status:2" },
  { "status-new", "trạng-thái:mới", "status:0" },
  { "status-part", "trạng-thái:đang", "status:2" },
  { "status-ambiguous", "trạng-thái:đã", "text=đã", "trạng-thái:đã" },
  { "two-words-no-operator", "trang thai:moi", "text=trang|text=thai:moi", "thai:moi" },
  { "kind", "loại:khiếu-nại", "kind:2" },
  { "kind-plain", "loai:to-cao", "kind:3" },
  { "field", "lĩnh-vực:hạ-tầng", "field=infrastructure" },
  { "field-code", "field:infrastructure", "field=infrastructure" },
  { "field-unknown", "lĩnh-vực:zzz", "text=zzz", "lĩnh-vực:zzz" },
  { "priority", "ưu-tiên:khẩn", "priority:2" },
  { "person", "người:\"Trần Thị Hoa\"", "person=Trần Thị Hoa\"" },
  { "person-word", "person:Hoa", "person=Hoa" },
  { "person-phone", "người:0912345678", "person=0912345678" },
  { "assignee", "giao:tôi", "assignee=tôi" },
  { "code", "mã:0412", "code=0412" },
  { "overdue", "quá-hạn:có", "overdue:1" },
  { "overdue-no", "overdue:no", "overdue:0" },
  { "group", "tổ:14", "group=14" },
  { "group-no-marks", "to:14", "group=14" },
  { "group-slash", "tổ:14/2", "group=14/2" },
  { "to-en", "to:2026-02-01", "to=2026-02-01T23:59:59+07:00" },
  { "to-en-bad", "to:45/45", "text=45/45", "to:45/45" },
  { "group-phrase", "tổ:\"khu phố 4\"", "group=khu phố 4\"" },
  { "from", "từ:01/02/2026", "from=2026-02-01T00:00:00+07:00" },
  { "to", "đến:01/02/2026", "to=2026-02-01T23:59:59+07:00" },
  { "iso", "from:2026-02-01", "from=2026-02-01T00:00:00+07:00" },
  { "dots", "từ:1.2.2026", "from=2026-02-01T00:00:00+07:00" },
  { "short-past", "từ:01/02", "from=2026-02-01T00:00:00+07:00" },
  { "short-today", "từ:23/11", "from=2026-11-23T00:00:00+07:00" },
  { "short-last-year", "từ:25/12", "from=2025-12-25T00:00:00+07:00" },
  { "leap", "từ:29/02/2024", "from=2024-02-29T00:00:00+07:00" },
  { "no-leap", "từ:29/02/2026", "text=29/02/2026", "từ:29/02/2026" },
  { "no-day", "từ:32/01/2026", "text=32/01/2026", "từ:32/01/2026" },
  { "no-month", "từ:2026-13-01", "text=2026-13-01", "từ:2026-13-01" },
  { "month",
    "từ:02/2026 đến:02/2026",
    "from=2026-02-01T00:00:00+07:00|to=2026-02-28T23:59:59+07:00" },
  { "december", "đến:12/2025", "to=2025-12-31T23:59:59+07:00" },
  { "year", "từ:2025 đến:2025", "from=2025-01-01T00:00:00+07:00|to=2025-12-31T23:59:59+07:00" },
  { "today", "từ:hôm-nay", "from=2026-11-23T00:00:00+07:00" },
  { "today-en", "to:today", "to=2026-11-23T23:59:59+07:00" },
  { "yesterday",
    "từ:hôm-qua đến:hôm-qua",
    "from=2026-11-22T00:00:00+07:00|to=2026-11-22T23:59:59+07:00" },
  { "week",
    "từ:tuần-này đến:tuần-này",
    "from=2026-11-23T00:00:00+07:00|to=2026-11-29T23:59:59+07:00" },
  { "last-week", "từ:tuần-trước", "from=2026-11-16T00:00:00+07:00" },
  { "this-month",
    "từ:tháng-này đến:tháng-này",
    "from=2026-11-01T00:00:00+07:00|to=2026-11-30T23:59:59+07:00" },
  { "last-month", "từ:tháng-trước", "from=2026-10-01T00:00:00+07:00" },
  { "digits", "từ:12345678901234567890", "text=12345678901234567890", "từ:12345678901234567890" },
  { "long-month", "từ:4294967297/01", "text=4294967297/01", "từ:4294967297/01" },
  { "url", "https://ubnd.vn/a?b=c", "text=https://ubnd.vn/a?b=c" },
  { "time", "họp 12:30", "text=họp|text=12:30" },
  { "unknown-operator", "kenhh:zalo", "text=kenhh:zalo", "kenhh:zalo" },
  { "lone-colon", ": :: a", "text=a" },
  { "typing", "bảo hi", "text=bảo|text=hi*", NULL, TRUE },
  { "typing-done", "bảo hiểm ", "text=bảo|text=hiểm", NULL, TRUE },
  { "typing-phrase", "\"bảo hi", "text=bảo hi\"", NULL, TRUE },
  { "typing-person", "người:Ho", "person=Ho*", NULL, TRUE },
  { "controls",
    "a\x01\x02"
    "b \x1f c",
    "text=ab|text=c" },
  { "fts-syntax", "AND OR NOT NEAR(a b) col:x* ^y", NULL },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (DtQuery) query
      = dt_query_new_at (DT_VIEW_ALL, DT_SORT_NEWEST, "me", row->text, row->typing, NOW);
  g_autoptr (DtQuery) copy = dt_query_copy (query);
  g_autofree char *found = describe (copy);

  if (row->expected != NULL)
    {
      g_autofree char *expected = g_strdup (row->expected);

      if (g_str_has_suffix (expected, "="))
        expected[strlen (expected) - 1] = '\0';
      g_assert_cmpstr (found, ==, expected);
      g_assert_cmpstr (copy->problem, ==, row->problem);
    }
  g_assert_cmpstr (copy->officer_id, ==, "me");
}

static void
test_has_text (void)
{
  g_autoptr (DtQuery) facets = dt_query_new (DT_VIEW_ALL, DT_SORT_NEWEST, NULL, "kênh:zalo", FALSE);
  g_autoptr (DtQuery) words = dt_query_new (DT_VIEW_ALL, DT_SORT_NEWEST, NULL, "rác", FALSE);

  g_assert_false (dt_query_has_text (facets));
  g_assert_true (dt_query_has_text (words));
}

/* Random strings of what matters to the parser; and a pasted book. */
static void
test_anything (void)
{
  static const char *pieces[]
      = { "\"",   "-",    ":",    " ",    "kênh:",        "từ:",      "“", "”", "a", "đ",
          "\xff", "\xc3", "\x01", "\t",   "31/12",        "zalo",     "(", ")", "*", "^",
          "{",    "}",    "+",    "NEAR", "\xe1\xbb\x87", "\xcc\x81", "'", ";", "--" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (26740);
  g_autoptr (GString) book = g_string_new (NULL);
  g_autoptr (DtQuery) query = NULL;

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (DtQuery) made = NULL;

      for (gint j = g_rand_int_range (rand, 0, 12); j > 0; j--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      made = dt_query_new_at (DT_VIEW_ALL, DT_SORT_NEWEST, NULL, text->str, i % 2 == 0, NOW);
      for (guint j = 0; j < made->terms->len; j++)
        g_assert_true (g_utf8_validate (((DtTerm *) made->terms->pdata[j])->text, -1, NULL));
      g_assert_true (made->problem == NULL || g_utf8_validate (made->problem, -1, NULL));
    }
  while (book->len < 100 * 1024)
    g_string_append (book, "người: \"bảo hiểm -từ:45/45 ");
  query = dt_query_new (DT_VIEW_ALL, DT_SORT_NEWEST, NULL, book->str, TRUE);
  g_assert_cmpuint (query->terms->len, <=, 32);
}

static void
test_suggestions (void)
{
  guint n;
  const DtOperator *operators = dt_query_get_operators (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree const char **values = dt_query_get_values (operators[i].type);
      DtTermType type;

      g_assert_true (dt_query_find_operator (operators[i].vi, &type));
      g_assert_cmpint (type, ==, operators[i].type);
      g_assert_true (dt_query_find_operator (operators[i].en, &type));
      g_assert_cmpint (type, ==, operators[i].type);
      for (guint j = 0; values[j] != NULL; j++)
        {
          g_autofree char *text = g_strdup_printf ("%s:%s", operators[i].vi, values[j]);
          g_autoptr (DtQuery) query = dt_query_new (DT_VIEW_ALL, DT_SORT_NEWEST, NULL, text, FALSE);

          g_assert_cmpstr (query->problem, ==, NULL);
          g_assert_cmpuint (query->terms->len, ==, 1);
          g_assert_cmpint (((DtTerm *) query->terms->pdata[0])->type, ==, operators[i].type);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/query/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/query/has-text", test_has_text);
  g_test_add_func ("/query/anything", test_anything);
  g_test_add_func ("/query/suggestions", test_suggestions);
  return g_test_run ();
}

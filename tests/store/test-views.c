/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The views' file over a real ledger: searches and lists, rebuilding, damage. */
#include "store/dt-reader-private.h"
#include "store/test-feed.h"

#include "base/dt-error.h"
#include "store/dt-kinds.h"

#include <glib/gstdio.h>
#include <string.h>

#define OFFICER "0190bbbb000000000000000000000001"
#define OTHER_OFFICER "0190bbbb000000000000000000000002"
#define CITIZEN "0190cccc000000000000000000000001"
#define FIRST G_GINT64_CONSTANT (1767200400000000) /* 1 January 2026, 00:00 in Hanoi */
#define DAY G_TIME_SPAN_DAY

typedef struct
{
  char *directory;
  DtSecret *key;
  DtClock *clock;
  DtLedger *ledger;
  DtStore *store;
  DtReader *reader;
  guint n_cases;
} Fixture;

static void
open_all (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  f->store = dt_store_open (f->directory, f->key, f->ledger, NULL, NULL, &error);
  g_assert_no_error (error);
  f->reader = dt_reader_open (f->directory, f->key, &error);
  g_assert_no_error (error);
}

static void
close_all (Fixture *f)
{
  g_clear_pointer (&f->reader, dt_reader_close);
  g_clear_pointer (&f->store, dt_store_close);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  DtLedgerSetup setup = { .unit = "26740", .desk = 1 };
  g_autoptr (GError) error = NULL;

  dt_crypto_init ();
  f->directory = g_dir_make_tmp ("dt-views-XXXXXX", NULL);
  f->key = dt_secret_new_random (DT_KEY_SIZE);
  f->clock = dt_clock_new_fixed (FIRST);
  f->ledger = dt_ledger_create (f->directory, f->key, &setup, f->clock, &error);
  g_assert_no_error (error);
  open_all (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  GDir *dir;
  const char *name;

  close_all (f);
  dt_ledger_close (f->ledger);
  dir = g_dir_open (f->directory, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->directory, name, NULL);

      g_unlink (path);
    }
  g_dir_close (dir);
  g_rmdir (f->directory);
  g_free (f->directory);
  dt_secret_unref (f->key);
  dt_clock_unref (f->clock);
}

static void
add (Fixture *f, const char *kind, const char *subject, const char *facts, const char *payload)
{
  DtEntryDraft draft = { kind, subject, facts, payload, 0 };
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  dt_kind_validate (&draft, &error);
  g_assert_no_error (error);
  dt_clock_set_fixed (f->clock, dt_clock_now (f->clock) + G_USEC_PER_SEC);
  dt_ledger_append (f->ledger, OFFICER, &draft, 1, &entries, &error);
  g_assert_no_error (error);
  dt_store_apply (f->store, entries, NULL, &error);
  g_assert_no_error (error);
}

/* A case received @days days after the first; returns its id. */
static const char *
add_case (Fixture *f, const char *text, const char *channel, guint days, const char *more_facts)
{
  guint n = ++f->n_cases;
  g_autofree char *facts = g_strdup_printf (
      "{\"code\":\"HS-2026-%04u\",\"channel\":\"%s\",\"kind\":\"feedback\",\"priority\":\"normal\","
      "\"received\":%" G_GINT64_FORMAT ",\"message\":\"%s\"%s}",
      n,
      channel,
      FIRST + days * DAY + n,
      test_id (1000 + n),
      more_facts);
  g_autofree char *payload = g_strdup_printf ("{\"text\":\"%s\"}", text);

  add (f, "case.opened", test_id (n), facts, payload);
  return test_id (n);
}

/* The numbers of the cases found, in order: "3 1". */
static char *
find_query (Fixture *f, const DtQuery *query, guint page)
{
  GString *out = g_string_new (NULL);
  DtRowRef after = { 0, 0 };
  guint n = 0;
  gint64 counted;

  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) refs = dt_reader_list (f->reader, query, &after, page, &error);
      g_autoptr (GPtrArray) cases = NULL;
      g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

      g_assert_no_error (error);
      if (refs->len == 0)
        break;
      for (guint i = 0; i < refs->len; i++)
        {
          after = g_array_index (refs, DtRowRef, i);
          g_array_append_val (rows, after.row);
        }
      cases = dt_reader_load_cases (f->reader, (gint64 *) (gpointer) rows->data, rows->len, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (cases->len, ==, refs->len);
      for (guint i = 0; i < cases->len; i++)
        g_string_append_printf (
            out, "%s%d", out->len > 0 ? " " : "", atoi (((DtCase *) cases->pdata[i])->code + 8));
      n += refs->len;
    }
  counted = dt_reader_count (f->reader, query, 10000, NULL);
  g_assert_cmpint (counted, ==, n);
  return g_string_free (out, FALSE);
}

static char *
find_with (Fixture *f, DtView view, DtSort sort, const char *text, gboolean typing, guint page)
{
  g_autoptr (DtQuery) query = dt_query_new_at (view, sort, OFFICER, text, typing, FIRST + 30 * DAY);

  return find_query (f, query, page);
}

#define assert_found(f, text, expected)                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *found_ = find_with (f, DT_VIEW_ALL, DT_SORT_NEWEST, text, FALSE, 2);          \
    g_assert_cmpstr (found_, ==, expected);                                                        \
  }                                                                                                \
  G_STMT_END

#define assert_typed(f, text, expected)                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *found_ = find_with (f, DT_VIEW_ALL, DT_SORT_NEWEST, text, TRUE, 50);          \
    g_assert_cmpstr (found_, ==, expected);                                                        \
  }                                                                                                \
  G_STMT_END

#define assert_listed(f, view, sort, text, expected)                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *found_ = find_with (f, view, sort, text, FALSE, 2);                           \
    g_assert_cmpstr (found_, ==, expected);                                                        \
  }                                                                                                \
  G_STMT_END

/* ---- searching ---- */

static void
test_words (Fixture *f, gconstpointer data)
{
  add_case (f, "đường Nguyễn Huệ ngập", "zalo", 1, "");
  add_case (f, "duong nhieu o ga", "zalo", 2, "");
  add_case (f, "ông Dương hỏi", "zalo", 3, "");
  add_case (f, "Bảo hiểm y tế", "zalo", 4, "");
  add_case (f, "bao hiem xa hoi", "zalo", 5, "");
  add_case (f, "hòa giải ở cơ sở", "zalo", 6, "");
  add_case (f, "hoa\xcc\x80 bi\xcc\x80nh", "zalo", 7, ""); /* NFD, the mark on the a */
  add_case (f, "THUỶ LỢI, thủy nông", "zalo", 8, "");
  assert_found (f, "duong", "3 2 1");
  assert_found (f, "đường", "2 1");
  assert_found (f, "ĐƯỜNG", "2 1");
  assert_found (f, "dương", "3 2");
  assert_found (f, "bao hiem", "5 4");
  assert_found (f, "bảo hiểm", "5 4");
  assert_found (f, "\"bao hiem\"", "5 4");
  assert_found (f, "\"bảo hiểm\"", "5 4");
  assert_found (f, "\"hiểm bảo\"", "");
  assert_found (f, "hiểm bảo", "5 4");
  assert_found (f, "bảo -y", "5");
  assert_found (f, "-bảo -đường -hòa -thuỷ", "3");
  assert_found (f, "hoà", "7 6");
  assert_found (f, "hòa", "7 6");
  assert_found (f, "hoa", "7 6");
  assert_found (f, "ho\xc3\xa0 b\xc3\xacnh", "7");
  assert_found (f, "thuỷ", "8");
  assert_found (f, "thủy", "8");
  assert_found (f, "xyz", "");
  assert_found (f, "bảo xyz", "");
  assert_found (f, "HS-2026-0003", "3");
  assert_found (f, "hs-2026-0003", "3");
  assert_found (f, "mã:3", "3");
  assert_found (f, "mã:0003", "3");
  assert_found (f, "mã:hs-2026-0003", "3");
  assert_found (f, "code:99", "");
}

static void
test_typing (Fixture *f, gconstpointer data)
{
  add_case (f, "đường Nguyễn Huệ ngập", "zalo", 1, "");
  add_case (f, "duong nhieu o ga", "zalo", 2, "");
  add_case (f, "ông Dương hỏi", "zalo", 3, "");
  assert_typed (f, "d", "3 2 1");
  assert_typed (f, "du", "3 2 1");
  assert_typed (f, "duo", "3 2 1");
  assert_typed (f, "đườ", "2 1");
  assert_typed (f, "đường", "2 1");
  assert_typed (f, "dươ", "3 2");
  assert_typed (f, "ông d", "3");
  assert_typed (f, "ông du", "3");
  assert_typed (f, "ông đư", "");
  assert_typed (f, "zz", "");
  assert_typed (f, "hs-2026-000", "3 2 1");
  assert_typed (f, "hs-2026-0002", "2");
  assert_typed (f, "hs-2", "3 2 1");
  assert_typed (f, "ngập kênh:", "1");
}

static void
test_facets (Fixture *f, gconstpointer data)
{
  add (f, "officer.added", OFFICER, "{\"roles\":[\"officer\"]}", "{\"name\":\"Lê Minh Châu\"}");
  add (f, "officer.added", OTHER_OFFICER, "{\"roles\":[]}", "{\"name\":\"Trần Văn Tú\"}");
  add (f, "citizen.added", CITIZEN, "{}", "{\"name\":\"Trần Thị Hoa\",\"phone\":\"0912 345 678\"}");
  add_case (f, "rác ở chợ", "zalo", 1, ",\"field\":\"environment\",\"group\":\"Tổ 14\"");
  add_case (f, "rác ở hẻm", "facebook", 2, ",\"citizens\":[\"" CITIZEN "\"]");
  add_case (f, "đèn hỏng", "walk_in", 3, ",\"group\":\"Khu phố 4\"");
  add_case (f, "zalo facebook", "email", 4, "");
  add (f, "case.assigned", test_id (1), "{\"officer\":\"" OFFICER "\"}", NULL);
  add (f, "case.assigned", test_id (2), "{\"officer\":\"" OTHER_OFFICER "\"}", NULL);
  add (f, "case.status", test_id (2), "{\"to\":\"in_progress\"}", NULL);
  add (f, "case.status", test_id (3), "{\"to\":\"closed\"}", NULL);
  assert_found (f, "kênh:zalo", "1");
  assert_found (f, "rác kênh:zalo", "1");
  assert_found (f, "-kênh:zalo", "4 3 2");
  assert_found (f, "-kênh:zalo -kênh:facebook", "4 3");
  assert_found (f, "kênh:tại-trụ-sở", "3");
  assert_found (f, "trạng-thái:đang-xử-lý", "2");
  assert_found (f, "trạng-thái:đóng", "3");
  assert_found (f, "loại:khiếu-nại", "");
  assert_found (f, "lĩnh-vực:environment", "1");
  assert_found (f, "giao:tôi", "1");
  assert_found (f, "giao:chưa", "4 3");
  assert_found (f, "giao:tú", "2");
  assert_found (f, "giao:\"trần văn tú\"", "2");
  assert_found (f, "giao:nobody", "");
  assert_found (f, "tổ:14", "1");
  assert_found (f, "tổ:\"khu phố 4\"", "3");
  assert_found (f, "tổ:\"khu pho 4\"", "3");
  assert_found (f, "người:hoa", "2");
  assert_found (f, "người:\"trần thị hoa\"", "2");
  assert_found (f, "người:0912345678", "2");
  assert_found (f, "người:+84912345678", "2");
  assert_found (f, "0912345678", "2");
  assert_found (f, "\"0912 345 678\"", "2");
  assert_found (f, "người:rác", "");
  assert_found (f, "quá-hạn:có", "4 2 1");
  assert_found (f, "quá-hạn:không", "3"); /* was answered */
  assert_found (f, "kênh:xyz", "");       /* searched as text */
  assert_found (f, "kênh:facebook", "2"); /* and not the one that only says so */
  assert_found (f, "facebook", "4");
  assert_listed (f, DT_VIEW_TO_RECEIVE, DT_SORT_NEWEST, "", "4 1");
  assert_listed (f, DT_VIEW_MINE, DT_SORT_NEWEST, "", "1");
  assert_listed (f, DT_VIEW_MINE, DT_SORT_NEWEST, "rác", "1");
  assert_listed (f, DT_VIEW_MINE, DT_SORT_NEWEST, "đèn", "");
  assert_listed (f, DT_VIEW_IN_PROGRESS, DT_SORT_NEWEST, "", "2");
  assert_listed (f, DT_VIEW_ANSWERED, DT_SORT_NEWEST, "đèn", "3");
  assert_listed (f, DT_VIEW_SET_ASIDE, DT_SORT_NEWEST, "", "");
}

static void
test_dates (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 6; i++)
    add_case (f, "chuyện", "zalo", i * 5, ""); /* 1, 6, 11, 16, 21, 26 January */
  assert_found (f, "từ:11/01/2026", "6 5 4 3");
  assert_found (f, "đến:11/01/2026", "3 2 1");
  assert_found (f, "từ:06/01/2026 đến:16/01/2026", "4 3 2");
  assert_found (f, "chuyện từ:06/01/2026 đến:16/01/2026", "4 3 2");
  assert_found (f, "chuyện -từ:11/01/2026", "2 1");
  assert_found (f, "-đến:11/01/2026", "6 5 4");
  assert_found (f, "từ:01/02/2026", "");
  assert_found (f, "đến:2025", "");
  assert_found (f, "từ:01/2026", "6 5 4 3 2 1");
  assert_found (f, "từ:hôm-nay", "");
  assert_listed (f, DT_VIEW_ALL, DT_SORT_OLDEST, "chuyện từ:11/01/2026", "3 4 5 6");
}

/* Thousands received in the same moment push each other into the next day's rows. */
static void
test_dates_crowded (Fixture *f, gconstpointer data)
{
  g_autoptr (GArray) drafts = g_array_new (FALSE, FALSE, sizeof (DtEntryDraft));
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= 3000; i++)
    {
      DtEntryDraft draft = { "case.opened", test_id (i), NULL, "{\"text\":\"đông\"}", 0 };
      char *facts = g_strdup_printf (
          "{\"code\":\"HS-2026-%04u\",\"channel\":\"zalo\",\"kind\":\"feedback\",\"received\":"
          "%" G_GINT64_FORMAT "}",
          i,
          i == 2999 ? FIRST + DAY : FIRST + DAY - 1);

      g_ptr_array_add (strings, facts);
      draft.facts = facts;
      g_array_append_val (drafts, draft);
    }
  dt_ledger_append (
      f->ledger, OFFICER, (DtEntryDraft *) (gpointer) drafts->data, drafts->len, &entries, &error);
  g_assert_no_error (error);
  dt_store_apply (f->store, entries, NULL, &error);
  g_assert_no_error (error);
  assert_found (f, "đông từ:02/01/2026", "2999");
  assert_found (f, "từ:02/01/2026", "2999");
  {
    g_autoptr (DtQuery) query
        = dt_query_new (DT_VIEW_ALL, DT_SORT_NEWEST, NULL, "đến:01/01/2026", FALSE);

    g_assert_cmpint (dt_reader_count (f->reader, query, 10000, NULL), ==, 2999);
    g_assert_cmpint (dt_reader_count (f->reader, query, 100, NULL), ==, 100);
  }
}

static void
test_sorts (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 5; i++)
    add_case (f, "chuyện", "zalo", 10 - i, "");
  add (f, "case.status", test_id (3), "{\"to\":\"accepted\"}", NULL);
  add (f, "case.status", test_id (1), "{\"to\":\"accepted\"}", NULL);
  assert_listed (f, DT_VIEW_ALL, DT_SORT_NEWEST, "", "1 2 3 4 5");
  assert_listed (f, DT_VIEW_ALL, DT_SORT_OLDEST, "", "5 4 3 2 1");
  assert_listed (f, DT_VIEW_ALL, DT_SORT_CHANGED, "", "1 3 5 4 2");
  assert_listed (f, DT_VIEW_ALL, DT_SORT_OLDEST, "chuyện", "5 4 3 2 1");
  assert_listed (f, DT_VIEW_ALL, DT_SORT_CHANGED, "chuyện", "1 3 5 4 2");
  assert_listed (f, DT_VIEW_IN_PROGRESS, DT_SORT_CHANGED, "", "1 3");
  assert_listed (f, DT_VIEW_TO_RECEIVE, DT_SORT_OLDEST, "", "5 4 2");
  assert_listed (f, DT_VIEW_IN_PROGRESS, DT_SORT_OLDEST, "chuyện", "3 1");
}

/* Nothing typed is ever read as the index's own syntax. */
static void
test_anything (Fixture *f, gconstpointer data)
{
  static const char *pieces[]
      = { "\"",    "'",       "-",        ":",      " ",    "(",   ")",        "*",        "^",
          "{",     "}",       "+",        ",",      ".",    "AND", "OR",       "NOT",      "NEAR(",
          "text:", "facets:", "kênh:",    "người:", "tổ:",  "mã:", "giao:",    "từ:1/1",   "a",
          "đ",     "hs-",     "0",        "12",     "²",    "①",   "\xcc\x81", "\xc2\xaa", "中文",
          "\x01",  "\x02",    "view:all", "%",      "\xff", "\\",  "x" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  add (f, "officer.added", OFFICER, "{\"roles\":[]}", "{\"name\":\"x\\\"y\"}");
  add_case (f, "a b c 12 ² ① 中文 x", "zalo", 1, ",\"group\":\"Tổ (4) AND\"");
  for (guint i = 0; i < 4000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (DtQuery) query = NULL;
      g_autoptr (GArray) refs = NULL;
      g_autoptr (GPtrArray) citizens = NULL;
      g_autoptr (GPtrArray) suggestions = NULL;
      g_autoptr (GError) error = NULL;

      for (gint j = g_rand_int_range (rand, 1, 10); j > 0; j--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      query = dt_query_new (
          (DtView) (i % DT_N_VIEWS), (DtSort) (i % 3), OFFICER, text->str, i % 2 == 0);
      refs = dt_reader_list (f->reader, query, NULL, 50, &error);
      g_assert_no_error (error);
      g_assert_nonnull (refs);
      citizens = dt_reader_search_citizens (f->reader, text->str, 5, &error);
      g_assert_no_error (error);
      g_assert_nonnull (citizens);
      suggestions = dt_reader_suggest (f->reader, text->str, 5, &error);
      g_assert_no_error (error);
      g_assert_nonnull (suggestions);
    }
}

/* ---- reading ---- */

static void
test_case_file (Fixture *f, gconstpointer data)
{
  g_autoptr (DtCaseFile) file = NULL;
  g_autoptr (DtCaseFile) target = NULL;
  g_autoptr (DtTimelineItem) message = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *opening = NULL;
  DtTimelineItem *item;
  DtEntry *entry;
  guint8 hash[DT_HASH_SIZE];

  add (f, "officer.added", OFFICER, "{\"roles\":[\"officer\"]}", "{\"name\":\"Châu\"}");
  add (f, "citizen.added", CITIZEN, "{}", "{\"name\":\"Hoa\",\"phone\":\"0912345678\"}");
  add_case (f, "một", "zalo", 0, ",\"citizens\":[\"" CITIZEN "\"]");
  add_case (f, "hai", "phone", 0, ",\"citizens\":[\"" CITIZEN "\"]");
  add_case (f, "ba", "phone", 0, "");
  add (f, "case.assigned", test_id (1), "{\"officer\":\"" OFFICER "\",\"from\":null}", NULL);
  add (f,
       "case.linked",
       test_id (1),
       "{\"other\":\"0190aaaa000000030000000000000003\",\"linked\":true}",
       NULL);
  add (f,
       "message.added",
       test_id (1),
       "{\"message\":\"0190aaaa00000fff0000000000000fff\",\"direction\":\"out\",\"channel\":"
       "\"phone\",\"attachments\":[{\"hash\":"
       "\"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\",\"size\":3,\"type\":"
       "\"text/plain\"}]}",
       "{\"text\":\"đã trả lời\",\"names\":[\"a.txt\"]}");
  file = dt_reader_load_case_file (f->reader, "hs-2026-0001", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (file->a_case->id, ==, test_id (1));
  g_assert_cmpstr (file->a_case->citizen_name, ==, "Hoa");
  g_assert_cmpstr (file->a_case->assignee_name, ==, "Châu");
  g_assert_cmpuint (file->a_case->n_attachments, ==, 1);
  g_assert_cmpuint (file->citizens->len, ==, 1);
  g_assert_cmpuint (((DtCitizen *) file->citizens->pdata[0])->n_cases, ==, 2);
  g_assert_cmpuint (file->n_other_cases, ==, 1);
  g_assert_cmpuint (file->links->len, ==, 1);
  g_assert_cmpstr (((DtCase *) file->links->pdata[0])->code, ==, "HS-2026-0003");
  g_assert_cmpuint (file->timeline->len, ==, 5);
  item = file->timeline->pdata[0];
  g_assert_cmpint (item->type, ==, DT_TIMELINE_MESSAGE);
  g_assert_cmpstr (item->text, ==, "một");
  item = file->timeline->pdata[1];
  g_assert_cmpstr (item->kind, ==, "case.opened");
  g_assert_cmpstr (item->actor_name, ==, "Châu");
  item = file->timeline->pdata[2];
  g_assert_cmpstr (item->kind, ==, "case.assigned");
  g_assert_cmpstr (item->to, ==, "Châu");
  item = file->timeline->pdata[4];
  g_assert_cmpuint (item->attachments->len, ==, 1);
  g_assert_cmpstr (((DtAttachment *) item->attachments->pdata[0])->name, ==, "a.txt");

  message = dt_reader_find_message (f->reader, "0190aaaa00000fff0000000000000fff", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (message->text, ==, "đã trả lời");
  opening = dt_reader_dup_opening_entry (f->reader, test_id (1), &error);
  g_assert_no_error (error);
  g_assert_true (dt_from_hex (opening, hash, DT_HASH_SIZE));
  entry = dt_ledger_get_entry (f->ledger, hash, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (entry->kind, ==, "case.opened");
  dt_entry_free (entry);

  add (f, "case.merged", test_id (1), "{\"into\":\"0190aaaa000000020000000000000002\"}", NULL);
  target = dt_reader_load_case_file (f->reader, test_id (2), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (target->merged->len, ==, 1);
  g_assert_cmpuint (target->a_case->n_messages, ==, 3);
  item = target->timeline->pdata[0];
  g_assert_cmpstr (item->case_code, ==, "HS-2026-0001");

  entries = dt_reader_list_citizen_entries (f->reader, CITIZEN, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 4); /* who they are, two openings, the answer */

  g_assert_null (dt_reader_load_case_file (f->reader, "HS-2026-9999", &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_NOT_FOUND);
}

static void
test_people (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *text;
    guint n;
  } rows[] = {
    { "0912345678", 1 },
    { "+84 912 345 678", 1 },
    { "091234567", 0 },
    { "079001234567", 1 },
    { "hoa", 1 },
    { "Trần", 2 },
    { "tran thi", 2 },
    { "Trần Thị Ho", 1 },
    { "hoa@example.vn", 1 },
    { "", 0 },
    { "\"", 0 },
    { "lê-hoa", 0 },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) officers = NULL;
  g_autofree char *credential = NULL;
  g_autoptr (DtCitizen) citizen = NULL;

  add (f,
       "citizen.added",
       CITIZEN,
       "{}",
       "{\"name\":\"Trần Thị "
       "Hoa\",\"phone\":\"0912345678\",\"id_number\":\"079001234567\",\"email\":"
       "\"hoa@example.vn\"}");
  add (f, "citizen.added", OTHER_OFFICER, "{}", "{\"name\":\"Trần Thị Mai\"}");
  add (f, "officer.added", OFFICER, "{\"roles\":[\"leader\"]}", "{\"name\":\"Châu\"}");
  add (f, "officer.credential", OFFICER, "{}", "{\"hash\":\"$argon2id$\"}");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) found = dt_reader_search_citizens (f->reader, rows[i].text, 10, &error);

      g_assert_no_error (error);
      if (found->len != rows[i].n)
        g_test_message ("%s", rows[i].text);
      g_assert_cmpuint (found->len, ==, rows[i].n);
    }
  officers = dt_reader_list_officers (f->reader, &error);
  g_assert_cmpuint (officers->len, ==, 1);
  g_assert_cmpint (((DtOfficer *) officers->pdata[0])->roles, ==, DT_ROLE_LEADER);
  credential = dt_reader_dup_credential (f->reader, OFFICER, &error);
  g_assert_cmpstr (credential, ==, "$argon2id$");
  citizen = dt_reader_find_citizen (f->reader, CITIZEN, &error);
  g_assert_cmpstr (citizen->email, ==, "hoa@example.vn");
}

static void
test_suggest (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *first;
  } rows[] = {
    { "kê", "kênh:" },
    { "trang", "trạng-thái:" },
    { "kênh:z", "kênh:zalo" },
    { "a kênh:tai", "kênh:tại-trụ-sở" },
    { "giao:ch", "giao:chưa" },
    { "tổ:1", "tổ:\"Tổ 14\"" },
    { "lĩnh-vực:ha", "lĩnh-vực:hạ-tầng" },
    { "linh-vuc:van", "linh-vuc:văn-hóa-thể-thao" },
    { "duon", "duong" },
    { "đuo", NULL },
    { "đườ", "đường" },
    { "-kênh:fa", "kênh:facebook" },
    { "", NULL },
  };

  add_case (f, "đường duong", "zalo", 1, ",\"group\":\"Tổ 14\"");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) found = dt_reader_suggest (f->reader, rows[i].text, 5, &error);

      g_assert_no_error (error);
      g_test_message ("%s", rows[i].text);
      if (rows[i].first == NULL)
        g_assert_cmpuint (found->len, ==, 0);
      else
        g_assert_cmpstr (found->pdata[0], ==, rows[i].first);
    }
}

static void
test_counts (Fixture *f, gconstpointer data)
{
  gint64 counts[DT_N_VIEWS];
  g_autoptr (GPtrArray) aside = NULL;

  for (guint i = 0; i < 4; i++)
    add_case (f, "x", "zalo", 1, "");
  add (f, "case.status", test_id (1), "{\"to\":\"accepted\"}", NULL);
  add (f, "case.assigned", test_id (1), "{\"officer\":\"" OFFICER "\"}", NULL);
  add (f, "case.status", test_id (2), "{\"to\":\"closed\"}", NULL);
  add (f, "case.assigned", test_id (2), "{\"officer\":\"" OFFICER "\"}", NULL);
  add (f, "case.withdrawn", test_id (3), "{\"withdrawn\":true}", NULL);
  add (f,
       "import.set_aside",
       CITIZEN,
       "{\"import\":\"" OFFICER "\",\"line\":2,\"reason\":\"bad_date\"}",
       "{\"raw\":\"{}\",\"file_name\":\"x.csv\"}");
  g_assert_true (dt_reader_count_views (f->reader, OFFICER, FIRST, FIRST, counts, NULL));
  g_assert_cmpint (counts[DT_VIEW_ALL], ==, 3);
  g_assert_cmpint (counts[DT_VIEW_TO_RECEIVE], ==, 1);
  g_assert_cmpint (counts[DT_VIEW_MINE], ==, 1);
  g_assert_cmpint (counts[DT_VIEW_IN_PROGRESS], ==, 1);
  g_assert_cmpint (counts[DT_VIEW_ANSWERED], ==, 1);
  g_assert_cmpint (counts[DT_VIEW_SET_ASIDE], ==, 1);
  aside = dt_reader_list_set_aside (f->reader, 10, 0, NULL);
  g_assert_cmpuint (aside->len, ==, 1);
  g_assert_cmpstr (((DtSetAside *) aside->pdata[0])->reason, ==, "bad_date");
}

/* ---- what is due ---- */

static gint64
get_due_of (Fixture *f, guint n)
{
  g_autoptr (DtCase) a_case = dt_reader_find_case (f->reader, test_id (n), NULL);

  g_assert_nonnull (a_case);
  return a_case->due;
}

/* As of the moment when the second case has become overdue and the third is due at the limit. */
static void
assert_due (Fixture *f, DtView view, DtSort sort, const char *text, const char *expected)
{
  gint64 now = get_due_of (f, 2) + 1;
  g_autoptr (DtQuery) query = dt_query_new_at (view, sort, OFFICER, text, FALSE, now);
  g_autofree char *found = NULL;

  query->soon = get_due_of (f, 3);
  found = find_query (f, query, 2);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_due (Fixture *f, gconstpointer data)
{
  static const DtSort sorts[] = { DT_SORT_NEWEST, DT_SORT_OLDEST, DT_SORT_CHANGED };
  gint64 counts[DT_N_VIEWS];

  for (guint i = 0; i < 5; i++)
    add_case (f, i % 2 == 0 ? "rác ở hẻm" : "đèn tắt", "zalo", 5 + 2 * i, "");
  add (f, "case.status", test_id (4), "{\"to\":\"closed\"}", NULL);
  g_assert_cmpint (get_due_of (f, 1), >, 0);
  g_assert_cmpint (get_due_of (f, 4), ==, 0);
  /* who is due first goes first, whatever the order */
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      assert_due (f, DT_VIEW_OVERDUE, sorts[i], "", "1 2");
      assert_due (f, DT_VIEW_DUE_SOON, sorts[i], "", "3");
      assert_due (f, DT_VIEW_OVERDUE, sorts[i], "rác", "1");
      assert_due (f, DT_VIEW_DUE_SOON, sorts[i], "rác", "3");
      assert_due (f, DT_VIEW_OVERDUE, sorts[i], "quá-hạn:không", "");
      assert_due (f, DT_VIEW_DUE_SOON, sorts[i], "quá-hạn:có", "");
      assert_due (f, DT_VIEW_DUE_SOON, sorts[i], "quá-hạn:không", "3");
      assert_due (f, DT_VIEW_ALL, sorts[i], "quá-hạn:có đèn", "2");
    }
  assert_due (f, DT_VIEW_OVERDUE, DT_SORT_NEWEST, "quá-hạn:có", "2 1");
  assert_due (f, DT_VIEW_ALL, DT_SORT_NEWEST, "quá-hạn:không", "5 4 3");
  g_assert_true (dt_reader_count_views (
      f->reader, OFFICER, get_due_of (f, 2) + 1, get_due_of (f, 3), counts, NULL));
  g_assert_cmpint (counts[DT_VIEW_OVERDUE], ==, 2);
  g_assert_cmpint (counts[DT_VIEW_DUE_SOON], ==, 1);
}

/* What a reader says of a case's deadline is what the fold made of it. */
static void
assert_course (Fixture *f, guint n, const char *code, guint n_courses)
{
  DtRuleBook *book = dt_rule_book_get_default ();
  g_autoptr (DtCaseFile) file = dt_reader_load_case_file (f->reader, test_id (n), NULL);
  const DtCaseCourse *course;
  DtDeadlineResult result;

  g_assert_nonnull (file);
  g_assert_cmpuint (file->courses->len, ==, n_courses);
  course = dt_case_course_find_due (file->courses,
                                    dt_rule_book_get_deadlines (book),
                                    dt_rule_book_get_calendar (book, "26740"),
                                    &result);
  g_assert_cmpstr (course->code, ==, code);
  g_assert_cmpint (result.due, ==, file->a_case->due);
}

static void
test_course (Fixture *f, gconstpointer data)
{
  add_case (f, "rác", "zalo", 5, "");
  add_case (f, "rác nữa", "zalo", 7, "");
  assert_course (f, 1, "HS-2026-0001", 1);
  dt_clock_set_fixed (f->clock, FIRST + 8 * DAY);
  add (f, "case.status", test_id (1), "{\"to\":\"accepted\"}", NULL);
  add (f, "case.status", test_id (2), "{\"to\":\"accepted\"}", NULL);
  assert_course (f, 2, "HS-2026-0002", 1);
  add (f, "case.merged", test_id (1), "{\"into\":\"0190aaaa000000020000000000000002\"}", NULL);
  assert_course (f, 2, "HS-2026-0001", 2);
  add (f, "case.status", test_id (2), "{\"to\":\"waiting_citizen\"}", NULL);
  assert_course (f, 2, "HS-2026-0002", 2);
  add (f, "case.status", test_id (2), "{\"to\":\"answered\"}", NULL);
  assert_course (f, 2, "HS-2026-0002", 2);
}

/* Where many are due each hit is looked at instead. */
static void
test_many_due (Fixture *f, gconstpointer data)
{
  g_autoptr (GArray) drafts = g_array_new (FALSE, FALSE, sizeof (DtEntryDraft));
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    add_case (f, i % 2 == 0 ? "rác ở hẻm" : "đèn tắt", "zalo", 5 + 2 * i, "");
  for (guint i = 0; i < 2100; i++)
    {
      DtEntryDraft draft = { "case.opened", test_id (10000 + i), NULL, "{\"text\":\"nước\"}", 0 };

      g_ptr_array_add (facts,
                       g_strdup_printf ("{\"code\":\"HS-2025-%u\",\"channel\":\"zalo\",\"kind\":"
                                        "\"feedback\",\"received\":%" G_GINT64_FORMAT "}",
                                        10000 + i,
                                        FIRST - 30 * DAY + i));
      draft.facts = facts->pdata[i];
      g_array_append_val (drafts, draft);
    }
  dt_ledger_append (
      f->ledger, OFFICER, (DtEntryDraft *) (gpointer) drafts->data, drafts->len, &entries, &error);
  g_assert_no_error (error);
  dt_store_apply (f->store, entries, NULL, &error);
  g_assert_no_error (error);
  assert_due (f, DT_VIEW_OVERDUE, DT_SORT_NEWEST, "rác", "1");
  assert_due (f, DT_VIEW_DUE_SOON, DT_SORT_NEWEST, "rác", "3");
  assert_due (f, DT_VIEW_ALL, DT_SORT_OLDEST, "quá-hạn:không -nước", "3 4 5");
  assert_due (f, DT_VIEW_ALL, DT_SORT_CHANGED, "quá-hạn:có -nước", "2 1");
}

/* No list walks over a whole table, none sorts more than what is asked for. */
static void
test_plans (Fixture *f, gconstpointer data)
{
  static const char *texts[] = { "", "rác", "từ:1/1/2026", "quá-hạn:có", "người:hoa rác" };
  DtDatabase *database = f->reader->database;
  sqlite3_stmt *statement;
  g_autoptr (GPtrArray) sql = g_ptr_array_new_with_free_func (g_free);

  add_case (f, "rác", "zalo", 1, ",\"citizens\":[\"" CITIZEN "\"]");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint view = 0; view < DT_N_VIEWS; view++)
      for (guint sort = 0; sort < 3; sort++)
        for (guint with_citizen = 0; with_citizen < 2; with_citizen++)
          {
            g_autoptr (DtQuery) query
                = dt_query_new ((DtView) view, (DtSort) sort, OFFICER, texts[i], FALSE);
            g_autoptr (GArray) refs = NULL;

            query->citizen_id = with_citizen ? g_strdup (CITIZEN) : NULL;
            refs = dt_reader_list (f->reader, query, NULL, 50, NULL);
            g_assert_nonnull (refs);
          }
  g_object_unref (dt_reader_load_case_file (f->reader, test_id (1), NULL));
  g_ptr_array_unref (dt_reader_search_citizens (f->reader, "hoa", 5, NULL));
  g_ptr_array_unref (dt_reader_list_citizen_entries (f->reader, CITIZEN, NULL));
  g_ptr_array_unref (dt_reader_cases_of_citizen (f->reader, CITIZEN, 5, NULL));
  g_ptr_array_unref (dt_reader_suggest (f->reader, "rá", 5, NULL));

  for (statement = sqlite3_next_stmt (dt_database_get_handle (database), NULL); statement != NULL;
       statement = sqlite3_next_stmt (dt_database_get_handle (database), statement))
    g_ptr_array_add (sql, g_strdup (sqlite3_sql (statement)));
  for (guint i = 0; i < sql->len; i++)
    {
      static const char *small[] = { "counters", "officers", "terms", "conflicts", "cases_grp" };
      g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql->pdata[i], NULL);
      sqlite3_stmt *plan = NULL;

      if (g_str_has_prefix (sql->pdata[i], "PRAGMA") || g_str_has_prefix (sql->pdata[i], "--"))
        continue;
      if (sqlite3_prepare_v2 (dt_database_get_handle (database), explain, -1, &plan, NULL)
          != SQLITE_OK)
        continue;
      while (sqlite3_step (plan) == SQLITE_ROW)
        {
          const char *line = (const char *) sqlite3_column_text (plan, 3);
          gboolean is_small = FALSE;

          for (guint j = 0; j < G_N_ELEMENTS (small); j++)
            is_small = is_small || strstr (line, small[j]) != NULL;
          if (g_str_has_prefix (line, "SCAN") && strstr (line, "VIRTUAL TABLE") == NULL
              && strstr (line, "USING") == NULL && strstr (line, "CONSTANT") == NULL
              && strstr (line, "family") == NULL && strstr (line, "SCAN l") == NULL
              && strstr (line, "SCAN t") == NULL && strstr (line, "alone") == NULL
              && strstr (line, "theirs") == NULL && strstr (line, "(subquery") == NULL
              && strstr (line, "SCAN f") == NULL && !is_small && !g_str_equal (line, "SCAN cases"))
            {
              g_test_message ("%s\n  %s", line, (char *) sql->pdata[i]);
              g_test_fail ();
            }
        }
      sqlite3_finalize (plan);
    }
}

/* ---- the file ---- */

static void
fill (Fixture *f)
{
  static const char *texts[] = { "rác thải ở chợ", "ngập nước", "bảo hiểm y tế", "đèn đường hỏng" };

  for (guint i = 0; i < 40; i++)
    {
      add_case (
          f, texts[i % 4], i % 3 ? "zalo" : "phone", i % 7, i % 5 ? "" : ",\"group\":\"Tổ 2\"");
      if (i % 3 == 0)
        add (f, "case.status", test_id (i + 1), "{\"to\":\"accepted\"}", NULL);
      if (i % 10 == 9)
        add (
            f, "case.merged", test_id (i), "{\"into\":\"0190aaaa000000010000000000000001\"}", NULL);
    }
}

static char *
ask_everything (Fixture *f)
{
  static const char *texts[]
      = { "", "rác", "bao hiem", "kênh:zalo -ngập", "tổ:2", "từ:3/1/2026 đèn" };
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint view = 0; view < DT_VIEW_SET_ASIDE; view++)
      for (guint sort = 0; sort < 3; sort++)
        {
          g_autofree char *found = find_with (f, (DtView) view, (DtSort) sort, texts[i], FALSE, 7);

          g_string_append_printf (out, "%s %u %u: %s\n", texts[i], view, sort, found);
        }
  return g_string_free (out, FALSE);
}

static void
test_rebuild (Fixture *f, gconstpointer data)
{
  g_autofree char *dump = NULL;
  g_autofree char *again = NULL;
  g_autofree char *answers = NULL;
  g_autofree char *answers_again = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  fill (f);
  dump = test_dump (f->store);
  answers = ask_everything (f);
  g_assert_true (dt_store_compare_with_rebuild (f->store, problems, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *) problems->pdata[i]);
  g_assert_cmpuint (problems->len, ==, 0);
  g_clear_pointer (&f->reader, dt_reader_close);
  g_assert_true (dt_store_rebuild (f->store, NULL, NULL, NULL, &error));
  again = test_dump (f->store);
  g_assert_cmpstr (dump, ==, again);
  f->reader = dt_reader_open (f->directory, f->key, &error);
  answers_again = ask_everything (f);
  g_assert_cmpstr (answers, ==, answers_again);
  add_case (f, "sau khi dựng lại", "zalo", 3, ""); /* and it goes on */
  assert_found (f, "dựng lại", "41");
}

static void
test_compare (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  fill (f);
  g_assert_true (dt_database_exec (dt_store_get_database (f->store),
                                   "UPDATE cases SET title = 'x' WHERE code = 'HS-2026-0003';"
                                   "DELETE FROM messages WHERE seq = 4",
                                   NULL));
  g_assert_true (dt_store_compare_with_rebuild (f->store, problems, NULL));
  g_assert_cmpuint (problems->len, ==, 2);
}

static void
test_cancel (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  fill (f);
  g_cancellable_cancel (cancellable);
  g_assert_false (dt_store_rebuild (f->store, cancellable, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_found (f, "\"bảo hiểm\" tổ:2", "11 31 1"); /* as it was */
}

static char *
views_path (Fixture *f)
{
  return g_build_filename (f->directory, "views.db", NULL);
}

static void
test_reopen (Fixture *f, gconstpointer data)
{
  g_autofree char *dump = NULL;
  g_autofree char *again = NULL;
  DtEntryDraft draft = { "case.status", test_id (1), "{\"to\":\"closed\"}", NULL, 0 };

  fill (f);
  dump = test_dump (f->store);
  close_all (f);
  open_all (f);
  g_assert_false (dt_store_was_rebuilt (f->store));
  again = test_dump (f->store);
  g_assert_cmpstr (dump, ==, again);
  /* Recorded, but the program ended before it was folded. */
  close_all (f);
  g_assert_true (dt_ledger_append (f->ledger, OFFICER, &draft, 1, NULL, NULL));
  open_all (f);
  g_assert_false (dt_store_was_rebuilt (f->store));
  assert_found (f, "trạng-thái:đã-đóng", "1");
}

static void
test_missing (Fixture *f, gconstpointer data)
{
  g_autofree char *path = views_path (f);
  g_autofree char *dump = NULL;
  g_autofree char *again = NULL;

  fill (f);
  dump = test_dump (f->store);
  close_all (f);
  g_unlink (path);
  open_all (f);
  again = test_dump (f->store);
  g_assert_cmpstr (dump, ==, again);
}

static void
test_other_schema (Fixture *f, gconstpointer data)
{
  fill (f);
  g_assert_true (dt_database_exec (
      dt_store_get_database (f->store), "PRAGMA user_version = 999; DROP TABLE cases", NULL));
  close_all (f);
  open_all (f);
  g_assert_true (dt_store_was_rebuilt (f->store));
  assert_found (f, "mã:7", "7");
}

static void
test_knows_more (Fixture *f, gconstpointer data)
{
  fill (f);
  g_assert_true (dt_database_exec (
      dt_store_get_database (f->store), "UPDATE progress SET cursor = cursor + 5", NULL));
  close_all (f);
  open_all (f);
  g_assert_true (dt_store_was_rebuilt (f->store));
  g_assert_true (dt_database_exec (
      dt_store_get_database (f->store), "UPDATE progress SET last_hash = zeroblob (32)", NULL));
  close_all (f);
  open_all (f);
  g_assert_true (dt_store_was_rebuilt (f->store));
  assert_found (f, "mã:7", "7");
}

/* A newer program may bring other rules: what is due follows them, with no rebuild. */
static void
test_other_shipped_rules (Fixture *f, gconstpointer data)
{
  g_autofree char *dump = NULL;
  g_autofree char *again = NULL;

  fill (f);
  dump = test_dump (f->store);
  g_assert_cmpint (dt_database_get_int (dt_store_get_database (f->store),
                                        "SELECT count(*) FROM cases WHERE due IS NOT NULL",
                                        0),
                   >,
                   10);
  close_all (f);
  open_all (f); /* the same rules: nothing is computed anew */
  g_assert_true (dt_database_exec (
      dt_store_get_database (f->store), "UPDATE cases SET due = 7 WHERE due IS NOT NULL", NULL));
  close_all (f);
  open_all (f);
  again = test_dump (f->store);
  g_assert_cmpstr (dump, !=, again);
  g_assert_true (dt_database_exec (
      dt_store_get_database (f->store), "UPDATE progress SET rules = zeroblob (32)", NULL));
  close_all (f);
  open_all (f);
  g_assert_false (dt_store_was_rebuilt (f->store));
  g_clear_pointer (&again, g_free);
  again = test_dump (f->store);
  g_assert_cmpstr (dump, ==, again);
}

/* Any byte may turn: what comes of it is the truth, found or made anew. */
static void
test_damage (Fixture *f, gconstpointer data)
{
  g_autofree char *path = views_path (f);
  g_autofree char *answers = NULL;
  g_autofree char *content = NULL;
  gsize length;
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  guint rebuilt = 0;

  fill (f);
  answers = ask_everything (f);
  close_all (f);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *damaged = g_memdup2 (content, length);
      g_autofree char *again = NULL;
      gsize size = length;

      damaged[g_rand_int_range (rand, 0, (gint32) length)] ^= (char) (1 << (i % 8));
      if (i % 10 == 9)
        size = (gsize) g_rand_int_range (rand, 0, (gint32) length);
      g_assert_true (g_file_set_contents (path, damaged, (gssize) size, NULL));
      open_all (f);
      rebuilt += dt_store_was_rebuilt (f->store);
      again = ask_everything (f);
      g_assert_cmpstr (answers, ==, again);
      close_all (f);
    }
  g_assert_cmpuint (rebuilt, >, 50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/views/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("due", test_due);
  ADD ("many-due", test_many_due);
  ADD ("course", test_course);
  ADD ("words", test_words);
  ADD ("typing", test_typing);
  ADD ("facets", test_facets);
  ADD ("dates", test_dates);
  ADD ("dates-crowded", test_dates_crowded);
  ADD ("sorts", test_sorts);
  ADD ("anything", test_anything);
  ADD ("case-file", test_case_file);
  ADD ("people", test_people);
  ADD ("suggest", test_suggest);
  ADD ("counts", test_counts);
  ADD ("plans", test_plans);
  ADD ("rebuild", test_rebuild);
  ADD ("compare", test_compare);
  ADD ("cancel", test_cancel);
  ADD ("reopen", test_reopen);
  ADD ("missing", test_missing);
  ADD ("other-schema", test_other_schema);
  ADD ("knows-more", test_knows_more);
  ADD ("other-shipped-rules", test_other_shipped_rules);
  ADD ("damage", test_damage);
  return g_test_run ();
}

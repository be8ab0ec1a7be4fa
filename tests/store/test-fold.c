/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What entries do to the tables: each kind, in order and out of it. */
#include "store/test-feed.h"

#include <string.h>

/* First column of the first row, as text. */
static char *
ask (TestStore *f, const char *sql)
{
  sqlite3_stmt *statement = dt_database_prepare (dt_store_get_database (f->store), sql);
  gboolean row = FALSE;
  char *value;

  g_assert_true (dt_database_step (dt_store_get_database (f->store), statement, &row, NULL));
  value = row ? dt_column_dup_id (statement, 0) : g_strdup ("(no row)");
  sqlite3_reset (statement);
  return value != NULL ? value : g_strdup ("(null)");
}

#define assert_sql(f, sql, expected)                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *answer_ = ask (f, sql);                                                       \
    g_assert_cmpstr (answer_, ==, expected);                                                       \
  }                                                                                                \
  G_STMT_END

static void
open_case (TestStore *f, guint desk, guint n, const char *text)
{
  g_autofree char *facts = g_strdup_printf (
      "{\"code\":\"HS-2026-%04u\",\"channel\":\"zalo\",\"kind\":\"feedback\",\"priority\":"
      "\"normal\",\"received\":%" G_GINT64_FORMAT ",\"message\":\"%s\"}",
      n,
      G_GINT64_CONSTANT (1767225600000000) + n * G_USEC_PER_SEC,
      test_id (1000 + n));
  g_autofree char *payload = g_strdup_printf ("{\"title\":\"%s\",\"text\":\"%s\"}", text, text);

  test_log_add (f->log, desk, "case.opened", test_id (n), facts, payload);
}

static void
test_opened (TestStore *f, gconstpointer data)
{
  open_case (f, 0, 7, "Ngập nước đường Nguyễn Trãi");
  test_store_fold (f);
  assert_sql (f, "SELECT code FROM cases", "HS-2026-0007");
  assert_sql (f, "SELECT row FROM cases", "1767225607000");
  assert_sql (f, "SELECT snippet FROM cases", "Ngập nước đường Nguyễn Trãi");
  assert_sql (f, "SELECT view FROM cases", "0");
  assert_sql (f, "SELECT unread FROM cases", "1");
  assert_sql (f, "SELECT n FROM counters", "1");
  assert_sql (f, "SELECT rowid FROM search WHERE search MATCH 'ngap'", "1767225607000");
  g_assert_cmpint (dt_store_next_case_number (f->store, 2026), ==, 8);
}

#define CASE_1 "0190aaaa000000010000000000000001"
#define CASE_2 "0190aaaa000000020000000000000002"
#define CASE_3 "0190aaaa000000030000000000000003"
#define MESSAGE_1 "0190aaaa000003e900000000000003e9"
#define MESSAGE_2 "0190aaaa000003ea00000000000003ea"
#define OFFICER "0190bbbb000000000000000000000001"
#define OTHER_OFFICER "0190bbbb000000000000000000000002"
#define CITIZEN "0190cccc000000000000000000000001"
#define OTHER_CITIZEN "0190cccc000000000000000000000002"
#define ASIDE "0190dddd000000000000000000000001"
#define IMPORT "0190eeee000000000000000000000001"
#define HASH "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

#define OF_1 " FROM cases WHERE code = 'HS-2026-0001'"
#define OF_2 " FROM cases WHERE code = 'HS-2026-0002'"
#define OF_3 " FROM cases WHERE code = 'HS-2026-0003'"
#define EVENT(what) "SELECT " what " FROM events ORDER BY ord DESC, pos DESC LIMIT 1"

static void
add (TestStore *f, const char *kind, const char *subject, const char *facts, const char *payload)
{
  test_log_add (f->log, 0, kind, subject, facts, payload);
}

static void
test_opened_whole (TestStore *f, gconstpointer data)
{
  add (f,
       "case.opened",
       CASE_1,
       "{\"code\":\"HS-2026-0412\",\"channel\":\"walk_in\",\"kind\":\"complaint\",\"priority\":"
       "\"urgent\",\"received\":1767225600123456,\"message\":\"" MESSAGE_1
       "\",\"field\":\"health\","
       "\"group\":\"Tổ 14\",\"citizens\":[\"" CITIZEN "\",\"" OTHER_CITIZEN
       "\"],\"external\":\"" HASH "\",\"attachments\":[{\"hash\":\"" HASH
       "\",\"size\":12,\"type\":\"image/png\"}]}",
       "{\"title\":\"Tiêu đề\",\"text\":\"Nội \\\"dung\\\"\\nđầu\",\"author\":\"Bà Hoa\",\"place\":"
       "\"12 Lê Lợi\",\"names\":[\"ảnh.png\"]}");
  test_store_fold (f);
  assert_sql (f, "SELECT row FROM cases", "1767225600123");
  assert_sql (f, "SELECT kind || ' ' || priority || ' ' || channel FROM cases", "2 2 0");
  assert_sql (f, "SELECT field || ' ' || grp || ' ' || place FROM cases", "health Tổ 14 12 Lê Lợi");
  assert_sql (
      f, "SELECT n_citizens || ' ' || n_messages || ' ' || n_attachments FROM cases", "2 1 1");
  assert_sql (f, "SELECT citizen FROM cases", CITIZEN);
  assert_sql (f, "SELECT text FROM messages", "Nội \"dung\"\nđầu");
  assert_sql (f, "SELECT author FROM messages", "Bà Hoa");
  assert_sql (f, "SELECT external FROM messages", HASH);
  assert_sql (f, "SELECT name || size || media_type FROM attachments", "ảnh.png12image/png");
  assert_sql (f, "SELECT count(*) FROM search WHERE search MATCH 'people : hoa'", "1");
  assert_sql (f, "SELECT count(*) FROM search WHERE search MATCH 'grp : 14'", "1");
  assert_sql (f, "SELECT count(*) FROM search WHERE search MATCH '\"le loi\"'", "1");
  assert_sql (f,
              "SELECT count(*) FROM search WHERE search MATCH '\"\x02"
              "code:412\"'",
              "1");
  assert_sql (f,
              "SELECT count(*) FROM search WHERE search MATCH '\"\x02"
              "code:hs-2026-0412\"'",
              "1");
}

static void
test_opened_bare (TestStore *f, gconstpointer data)
{
  /* Damaged or written by a stranger: shown as far as it can be read. */
  add (f, "case.opened", CASE_1, "{\"kind\":5,\"channel\":\"pigeon\",\"citizens\":7}", "[]");
  add (f, "case.set", CASE_1, "not json", "{");
  add (f, "case.status", CASE_1, "{\"to\":\"merged\"}", NULL);
  add (f, "case.status", CASE_1, "{\"to\":\"nonsense\"}", NULL);
  add (f, "case.assigned", CASE_1, "{}", NULL);
  add (f, "message.added", CASE_1, "{}", "{\"text\":\"lost\"}");
  add (f, "message.moved", CASE_1, "{\"messages\":[1,null,{}],\"to\":\"x\"}", NULL);
  add (f, "case.merged", CASE_1, "{}", NULL);
  add (f, "case.merged", CASE_1, "{\"into\":\"" CASE_1 "\"}", NULL);
  add (f, "case.linked", CASE_1, "{}", NULL);
  add (f, "case.citizen", CASE_1, "{}", NULL);
  add (f, "case.attached", CASE_1, "{\"attachment\":[]}", NULL);
  add (f, "conflict.resolved", CASE_1, "{}", NULL);
  add (f, "conflict.resolved", CASE_1, "{\"field\":\"colour\",\"value\":\"red\"}", NULL);
  add (f, "import.mended", CASE_1, "{}", NULL);
  add (f, "", "", "", "");
  test_store_fold (f);
  assert_sql (f, "SELECT count(*) FROM cases", "1");
  assert_sql (f, "SELECT shown_status || view FROM cases", "00");
}

static void
test_set (TestStore *f, gconstpointer data)
{
  open_case (f, 0, 1, "Tiêu đề cũ");
  add (f,
       "case.set",
       CASE_1,
       "{\"set\":{\"kind\":\"complaint\",\"priority\":\"urgent\",\"field\":\"health\",\"group\":"
       "\"Tổ 5\"}}",
       "{\"title\":\"Tiêu đề mới\",\"place\":\"Chợ\"}");
  test_store_fold (f);
  assert_sql (f,
              "SELECT kind || priority || field || grp || title || place" OF_1,
              "22healthTổ 5Tiêu đề mớiChợ");
  assert_sql (f, "SELECT count(*) FROM events", "6");
  assert_sql (
      f, "SELECT v_from || '>' || v_to FROM events WHERE field = 'kind'", "feedback>complaint");
  assert_sql (f,
              "SELECT v_from || '>' || v_to FROM events WHERE field = 'title'",
              "Tiêu đề cũ>Tiêu đề mới");
  assert_sql (f, "SELECT unread" OF_1, "0");
  assert_sql (f,
              "SELECT count(*) FROM search WHERE search MATCH '\"\x02"
              "field:health\"'",
              "1");
  add (f, "case.set", CASE_1, "{\"set\":{\"field\":null,\"group\":null}}", "{\"place\":null}");
  test_store_fold (f);
  assert_sql (f, "SELECT field ISNULL AND grp ISNULL AND place ISNULL" OF_1, "1");
  assert_sql (f,
              "SELECT count(*) FROM search WHERE search MATCH '\"\x02"
              "field:health\"'",
              "0");
  assert_sql (f, "SELECT count(*) FROM search WHERE search MATCH 'cho'", "0");
}

static void
test_status (TestStore *f, gconstpointer data)
{
  open_case (f, 0, 1, "a");
  add (f, "case.status", CASE_1, "{\"from\":\"received\",\"to\":\"accepted\"}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT view || status || shown_status" OF_1, "211");
  assert_sql (f, EVENT ("v_from || '>' || v_to"), "received>accepted");
  add (f,
       "case.status",
       CASE_1,
       "{\"from\":\"accepted\",\"to\":\"refused\",\"ground\":\"not_ours\"}",
       "{\"reason\":\"lý do\"}");
  test_store_fold (f);
  assert_sql (f, "SELECT view || ground" OF_1, "3not_ours");
  assert_sql (f, EVENT ("field"), "lý do");
  add (f, "case.status", CASE_1, "{\"from\":\"refused\",\"to\":\"reopened\",\"undo\":true}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT view || (ground ISNULL)" OF_1, "21");
  assert_sql (f, "SELECT n FROM counters WHERE status = 8", "1");
  assert_sql (f, "SELECT sum (n) FROM counters", "1");
}

static void
test_assigned (TestStore *f, gconstpointer data)
{
  open_case (f, 0, 1, "a");
  add (f, "case.assigned", CASE_1, "{\"officer\":\"" OFFICER "\",\"from\":null}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT assignee" OF_1, OFFICER);
  assert_sql (f, "SELECT count(*) FROM search WHERE search MATCH '\"\x02mine:" OFFICER "\"'", "1");
  assert_sql (f, "SELECT assignee FROM counters WHERE n = 1", OFFICER);
  add (f, "case.assigned", CASE_1, "{\"officer\":null,\"from\":\"" OFFICER "\"}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT assignee" OF_1, "(null)");
  assert_sql (f, EVENT ("v_from"), OFFICER);
  assert_sql (f,
              "SELECT count(*) FROM search WHERE search MATCH '\"\x02"
              "assignee:none\"'",
              "1");
  assert_sql (f, "SELECT count(*) FROM counters WHERE n <> 0", "1");
}

static void
test_messages (TestStore *f, gconstpointer data)
{
  open_case (f, 0, 1, "lời đầu");
  test_store_fold (f);
  assert_sql (f, "SELECT unread" OF_1, "1");
  add (f,
       "message.added",
       CASE_1,
       "{\"message\":\"" MESSAGE_2 "\",\"direction\":\"out\",\"channel\":\"phone\",\"at\":5}",
       "{\"text\":\"trả lời\"}");
  test_store_fold (f);
  assert_sql (f, "SELECT unread || n_messages || snippet" OF_1, "02lời đầu");
  assert_sql (f, "SELECT said || direction || channel FROM messages WHERE said = 5", "511");
  add (f,
       "message.added",
       CASE_1,
       "{\"message\":\"" CASE_3 "\",\"direction\":\"in\",\"channel\":\"zalo\"}",
       "{\"text\":\"nói thêm\"}");
  test_store_fold (f);
  assert_sql (f, "SELECT unread || n_messages || snippet" OF_1, "13nói thêm");
  add (f, "message.retracted", CASE_1, "{\"message\":\"" CASE_3 "\",\"retracted\":true}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT n_messages || snippet" OF_1, "2lời đầu");
  assert_sql (f, "SELECT retracted FROM messages WHERE text = 'nói thêm'", "1");
  assert_sql (f, "SELECT count(*) FROM search WHERE search MATCH '\"noi them\"'", "0");
  add (f, "message.retracted", CASE_1, "{\"message\":\"" CASE_3 "\",\"retracted\":false}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT n_messages || snippet" OF_1, "3nói thêm");
}

static void
test_split (TestStore *f, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  open_case (f, 0, 1, "một");
  add (f,
       "message.added",
       CASE_1,
       "{\"message\":\"" MESSAGE_2 "\",\"direction\":\"in\",\"channel\":\"zalo\"}",
       "{\"text\":\"hai\"}");
  test_store_fold (f);
  before = ask (f, "SELECT n_messages || snippet" OF_1);
  add (f,
       "case.opened",
       CASE_2,
       "{\"code\":\"HS-2026-0002\",\"channel\":\"zalo\",\"kind\":\"feedback\",\"priority\":"
       "\"normal\",\"received\":1767225602000000,\"split_from\":\"" CASE_1 "\"}",
       "{\"title\":\"tách\"}");
  add (
      f, "message.moved", CASE_1, "{\"messages\":[\"" MESSAGE_2 "\"],\"to\":\"" CASE_2 "\"}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT n_messages || snippet" OF_1, "1một");
  assert_sql (f, "SELECT n_messages || snippet" OF_2, "1hai");
  assert_sql (f, "SELECT rowid = (SELECT row" OF_2 ") FROM search WHERE search MATCH 'hai'", "1");
  add (
      f, "message.moved", CASE_2, "{\"messages\":[\"" MESSAGE_2 "\"],\"to\":\"" CASE_1 "\"}", NULL);
  add (f, "case.withdrawn", CASE_2, "{\"withdrawn\":true}", NULL);
  test_store_fold (f);
  after = ask (f, "SELECT n_messages || snippet" OF_1);
  g_assert_cmpstr (before, ==, after);
  assert_sql (f, "SELECT view || 'x'" OF_2, "(null)");
  assert_sql (f, "SELECT shown_status" OF_2, "10");
  assert_sql (f, "SELECT count(*) FROM search WHERE search MATCH 'tách'", "0");
}

static void
test_merge (TestStore *f, gconstpointer data)
{
  open_case (f, 0, 1, "rác");
  open_case (f, 0, 2, "ngập");
  open_case (f, 0, 3, "đèn");
  add (f, "case.citizen", CASE_1, "{\"citizen\":\"" CITIZEN "\",\"linked\":true}", NULL);
  add (f, "case.status", CASE_1, "{\"from\":\"received\",\"to\":\"accepted\"}", NULL);
  test_store_fold (f);
  add (f, "case.merged", CASE_1, "{\"into\":\"" CASE_2 "\"}", NULL);
  test_store_fold (f);
  assert_sql (
      f, "SELECT shown_status || ' ' || status || ' ' || coalesce (view, 'none')" OF_1, "9 1 none");
  assert_sql (f, "SELECT n_messages || ' ' || n_citizens" OF_2, "2 1");
  assert_sql (f, "SELECT rowid = (SELECT row" OF_2 ") FROM search WHERE search MATCH 'rac'", "1");
  assert_sql (f,
              "SELECT count(*) FROM search WHERE search MATCH '\"\x02"
              "code:1\"'",
              "1");
  assert_sql (f, "SELECT n FROM counters WHERE status = 9", "1");
  /* And on: what was merged goes along. */
  add (f, "case.merged", CASE_2, "{\"into\":\"" CASE_3 "\"}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT n_messages" OF_3, "3");
  assert_sql (f, "SELECT rowid = (SELECT row" OF_3 ") FROM search WHERE search MATCH 'rac'", "1");
  /* Words that come to a merged case are found in the one it shows in. */
  add (f,
       "message.added",
       CASE_1,
       "{\"message\":\"" CITIZEN "\",\"direction\":\"in\",\"channel\":\"zalo\"}",
       "{\"text\":\"muộn\"}");
  test_store_fold (f);
  assert_sql (f, "SELECT unread || n_messages || snippet" OF_3, "14muộn");
  assert_sql (f, "SELECT count(*) FROM search WHERE search MATCH 'muon'", "1");
  add (f, "case.unmerged", CASE_2, "{\"from\":\"" CASE_3 "\",\"status\":\"received\"}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT n_messages" OF_3, "1");
  assert_sql (f, "SELECT n_messages || ' ' || view" OF_2, "3 0");
  add (f, "case.unmerged", CASE_1, "{\"from\":\"" CASE_2 "\",\"status\":\"accepted\"}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT n_messages || ' ' || view || ' ' || shown_status" OF_1, "2 2 1");
  assert_sql (f, "SELECT n_messages" OF_2, "1");
  assert_sql (f, "SELECT sum (n) FROM counters WHERE status = 9", "0");
}

static void
test_merge_ring (TestStore *f, gconstpointer data)
{
  open_case (f, 0, 1, "rác");
  open_case (f, 0, 2, "ngập");
  test_log_sync_all (f->log);
  test_log_add (f->log, 0, "case.merged", CASE_1, "{\"into\":\"" CASE_2 "\"}", NULL);
  test_log_add (f->log, 1, "case.merged", CASE_2, "{\"into\":\"" CASE_1 "\"}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT n_messages || ' ' || view" OF_1, "2 0");
  assert_sql (f, "SELECT shown_status" OF_2, "9");
}

static void
test_merge_unknown (TestStore *f, gconstpointer data)
{
  open_case (f, 0, 1, "rác");
  add (f, "case.merged", CASE_1, "{\"into\":\"" CASE_2 "\"}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT view" OF_1, "0"); /* it stays in sight until the other one comes */
  open_case (f, 0, 2, "ngập");
  test_store_fold (f);
  assert_sql (f, "SELECT shown_status" OF_1, "9");
  assert_sql (f, "SELECT n_messages" OF_2, "2");
}

static void
test_linked (TestStore *f, gconstpointer data)
{
  open_case (f, 0, 1, "a");
  open_case (f, 0, 2, "b");
  add (f, "case.linked", CASE_1, "{\"other\":\"" CASE_2 "\",\"linked\":true}", NULL);
  add (f, "case.linked", CASE_2, "{\"other\":\"" CASE_1 "\",\"linked\":false}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT count(*) FROM links", "2");
  assert_sql (f, "SELECT linked FROM links ORDER BY ord DESC", "0");
}

static void
test_citizens (TestStore *f, gconstpointer data)
{
  add (f,
       "citizen.added",
       CITIZEN,
       "{}",
       "{\"name\":\"Trần Thị Hoa\",\"phone\":\"+84 912 345 678\",\"email\":\"hoa@example.vn\","
       "\"address\":\"12 Lê Lợi\",\"group\":\"Tổ 4\",\"id_number\":\"001\",\"handle\":\"zalo:9\"}");
  open_case (f, 0, 1, "a");
  add (f, "case.citizen", CASE_1, "{\"citizen\":\"" CITIZEN "\",\"linked\":true}", NULL);
  add (f, "case.citizen", CASE_1, "{\"citizen\":\"" OTHER_CITIZEN "\",\"linked\":true}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT phone FROM citizens", "0912345678");
  assert_sql (f, "SELECT n_citizens" OF_1, "2");
  assert_sql (f, "SELECT count(*) FROM search WHERE search MATCH 'people : \"0912 345 678\"'", "1");
  assert_sql (f, "SELECT count(*) FROM citizen_search WHERE citizen_search MATCH 'hoa'", "1");
  /* The second one's name comes later. */
  add (f, "citizen.added", OTHER_CITIZEN, "{}", "{\"name\":\"Lý Văn Bốn\"}");
  add (f, "citizen.set", CITIZEN, "{}", "{\"name\":\"Trần Thị Hòa\",\"email\":null}");
  test_store_fold (f);
  assert_sql (f, "SELECT count(*) FROM search WHERE search MATCH 'people : bốn'", "1");
  assert_sql (f, "SELECT count(*) FROM search WHERE search MATCH 'people : hoà'", "1");
  assert_sql (f, "SELECT email || phone FROM citizens", "(null)");
  add (f, "citizen.consent", CITIZEN, "{\"consent\":\"given\",\"at\":77,\"how\":\"form\"}", NULL);
  add (f, "case.citizen", CASE_1, "{\"citizen\":\"" CITIZEN "\",\"linked\":false}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT consent || ' ' || consent_time FROM citizens WHERE consent_time", "1 77");
  assert_sql (f, "SELECT citizen" OF_1, OTHER_CITIZEN);
}

static void
test_erased (TestStore *f, gconstpointer data)
{
  DtEntry *added, *opened;

  added = test_log_add (f->log, 0, "citizen.added", CITIZEN, "{}", "{\"name\":\"Xuyến Chi\"}");
  open_case (f, 0, 1, "bí mật");
  opened = f->log->entries->pdata[1];
  add (f, "case.citizen", CASE_1, "{\"citizen\":\"" CITIZEN "\",\"linked\":true}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT count(*) FROM search WHERE search MATCH 'xuyen mật'", "1");
  g_clear_pointer (&added->payload, g_free);
  g_clear_pointer (&opened->payload, g_free);
  added->erased = opened->erased = TRUE;
  add (f, "citizen.erased", CITIZEN, "{\"ground\":\"request\"}", NULL);
  add (f,
       "citizen.set",
       CITIZEN,
       "{}",
       "{\"name\":\"Xuyến Chi\"}"); /* by a desk that did not know */
  test_store_fold (f);
  assert_sql (f, "SELECT coalesce (name, '-') || erased FROM citizens", "-1");
  assert_sql (f, "SELECT coalesce (text, '-') || erased FROM messages", "-1");
  assert_sql (f, "SELECT coalesce (title, '-') || coalesce (snippet, '-')" OF_1, "--");
  assert_sql (f, "SELECT count(*) FROM citizen_search WHERE citizen_search MATCH 'chi'", "0");
  assert_sql (f, "SELECT count(*) FROM terms WHERE folded = 'xuyen'", "0");
  /* Not in any page, be it of the index. */
  assert_sql (f,
              "SELECT count(*) FROM sqlite_dbpage WHERE instr (data, CAST ('xuyen' AS BLOB)) OR"
              " instr (data, CAST ('Xuyến' AS BLOB)) OR instr (data, CAST ('xuyến' AS BLOB))",
              "0");
}

static void
test_attached (TestStore *f, gconstpointer data)
{
  open_case (f, 0, 1, "a");
  add (f,
       "case.attached",
       CASE_1,
       "{\"message\":null,\"attachment\":{\"hash\":\"" HASH "\",\"size\":5,\"type\":\"image/png\"},"
       "\"attached\":true}",
       "{\"name\":\"x.png\"}");
  test_store_fold (f);
  assert_sql (f, "SELECT n_attachments" OF_1, "1");
  assert_sql (f, "SELECT message FROM attachments", MESSAGE_1);
  assert_sql (f, EVENT ("v_to"), "x.png");
  add (f,
       "case.attached",
       CASE_1,
       "{\"message\":\"" MESSAGE_1 "\",\"attachment\":{\"hash\":\"" HASH
       "\",\"size\":5,\"type\":\"image/png\"},\"attached\":false}",
       "{\"name\":\"x.png\"}");
  test_store_fold (f);
  assert_sql (f, "SELECT n_attachments" OF_1, "0");
}

static void
test_officers (TestStore *f, gconstpointer data)
{
  add (f,
       "officer.added",
       OFFICER,
       "{\"roles\":[\"officer\",\"leader\",\"king\"]}",
       "{\"name\":\"Lê Minh\",\"title\":\"Cán bộ\"}");
  add (f, "officer.credential", OFFICER, "{}", "{\"hash\":\"$argon2id$x\"}");
  add (f, "officer.signed_in", OFFICER, "{}", NULL);
  add (f, "officer.refused", OFFICER, "{\"command\":\"merge\"}", NULL);
  test_store_fold (f);
  assert_sql (f,
              "SELECT name || title || roles || active || credential FROM officers",
              "Lê MinhCán bộ31$argon2id$x");
  assert_sql (f, EVENT ("field"), "merge");
  add (f,
       "officer.changed",
       OFFICER,
       "{\"roles\":[\"clerk\"],\"active\":false}",
       "{\"title\":\"Văn thư\"}");
  test_store_fold (f);
  assert_sql (f, "SELECT name || title || roles || active FROM officers", "Lê MinhVăn thư40");
}

static void
find_external (TestStore *f, const char *key, char **out_id, gboolean *out_set_aside)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = dt_store_find_external (f->store, key, out_id, out_set_aside, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

static void
test_imports (TestStore *f, gconstpointer data)
{
  gboolean aside;
  g_autofree char *found = NULL;
  g_autofree char *nothing = NULL;

  add (f,
       "import.set_aside",
       ASIDE,
       "{\"import\":\"" IMPORT "\",\"line\":3,\"reason\":\"bad_date\",\"external\":\"" HASH "\"}",
       "{\"raw\":\"{\\\"a\\\":\\\"b\\\"}\",\"detail\":\"45/45\",\"file_name\":\"x.csv\"}");
  add (f,
       "import.finished",
       IMPORT,
       "{\"format\":\"csv\",\"file\":\"" HASH
       "\",\"read\":3,\"cases\":1,\"joined\":1,\"set_aside\":1,\"unchanged\":0}",
       "{\"file_name\":\"x.csv\",\"mapping\":\"\"}");
  test_store_fold (f);
  assert_sql (f,
              "SELECT reason || line || raw || detail || file_name FROM set_aside",
              "bad_date3{\"a\":\"b\"}45/45x.csv");
  assert_sql (
      f, "SELECT n_read || cases || joined || set_aside || unchanged FROM imports", "31110");
  assert_sql (f, "SELECT n FROM counters WHERE status = -1", "1");
  find_external (f, HASH, &found, &aside);
  g_assert_cmpstr (found, ==, ASIDE);
  g_assert_true (aside);
  find_external (f, CASE_1 CASE_2, &nothing, &aside);
  g_assert_null (nothing);
  g_assert_false (aside);
  add (f, "import.mended", ASIDE, "{\"case\":\"" CASE_1 "\"}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT n FROM counters WHERE status = -1", "0");
  add (f, "import.mended", ASIDE, "{\"case\":null}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT n FROM counters WHERE status = -1", "1");
  add (f, "import.dropped", ASIDE, "{\"dropped\":true}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT open FROM set_aside", "0");
  add (f, "import.dropped", ASIDE, "{\"dropped\":false}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT open FROM set_aside", "1");
}

static void
test_external (TestStore *f, gconstpointer data)
{
  gboolean aside = TRUE;
  g_autofree char *found = NULL;
  g_autofree char *gone = NULL;

  open_case (f, 0, 1, "a");
  add (f,
       "message.added",
       CASE_1,
       "{\"message\":\"" MESSAGE_2 "\",\"direction\":\"in\",\"external\":\"" HASH "\"}",
       "{\"text\":\"b\"}");
  test_store_fold (f);
  find_external (f, HASH, &found, &aside);
  g_assert_cmpstr (found, ==, CASE_1);
  g_assert_false (aside);
  add (f, "case.withdrawn", CASE_1, "{\"withdrawn\":true}", NULL);
  test_store_fold (f);
  find_external (f, HASH, &gone, &aside);
  g_assert_null (gone);
}

static void
test_unknown (TestStore *f, gconstpointer data)
{
  DtEntry *newer;

  open_case (f, 0, 1, "a");
  add (f, "survey.answered", CASE_1, "{\"number\":7}", NULL);
  newer = test_log_add (f->log, 0, "case.status", CASE_1, "{\"to\":{\"nick\":\"closed\"}}", NULL);
  newer->schema = 2;
  test_store_fold (f);
  assert_sql (f,
              "SELECT group_concat (kind || ':' || field) FROM events",
              "survey.answered:unknown,case.status:unknown");
  assert_sql (f, "SELECT status" OF_1, "0");
}

/* Two desks set the status, neither knowing of the other. */
static void
make_conflict (TestStore *f)
{
  open_case (f, 0, 1, "a");
  test_log_sync_all (f->log);
  test_log_add (f->log, 0, "case.status", CASE_1, "{\"to\":\"accepted\"}", NULL);
  test_log_add (f->log, 1, "case.status", CASE_1, "{\"to\":\"forwarded\"}", NULL);
  test_store_fold (f);
}

static void
test_conflict (TestStore *f, gconstpointer data)
{
  make_conflict (f);
  assert_sql (f, "SELECT value0 || '|' || value1 FROM conflicts", "accepted|forwarded");
  assert_sql (f, "SELECT status || n_conflicts" OF_1, "41"); /* the later one holds meanwhile */
  /* Another field's change does not end it, a note neither. */
  test_log_sync_all (f->log);
  test_log_add (f->log, 0, "case.assigned", CASE_1, "{\"officer\":\"" OFFICER "\"}", NULL);
  test_log_add (f->log, 0, "case.set", CASE_1, "{\"set\":{\"field\":\"health\"}}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT n_conflicts" OF_1, "1");
  test_log_sync_all (f->log);
  test_log_add (f->log,
                2,
                "conflict.resolved",
                CASE_1,
                "{\"field\":\"status\",\"value\":\"accepted\"}",
                NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT count(*) FROM conflicts", "0");
  assert_sql (f, "SELECT status || n_conflicts" OF_1, "10");
}

/* Taking back a resolution leaves the conflict as it was, late or not. */
static void
test_conflict_reopened (TestStore *f, gconstpointer data)
{
  make_conflict (f);
  test_log_sync_all (f->log);
  test_log_add (f->log,
                0,
                "conflict.resolved",
                CASE_1,
                "{\"field\":\"status\",\"value\":\"accepted\"}",
                NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT status || n_conflicts" OF_1, "10");
  test_log_add (f->log,
                0,
                "conflict.resolved",
                CASE_1,
                "{\"field\":\"status\",\"value\":\"forwarded\",\"undo\":true}",
                NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT value0 || '|' || value1 FROM conflicts", "accepted|forwarded");
  assert_sql (f, "SELECT status || n_conflicts" OF_1, "41");
  test_log_add (f->log,
                0,
                "conflict.resolved",
                CASE_1,
                "{\"field\":\"status\",\"value\":\"accepted\"}",
                NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT status || n_conflicts" OF_1, "10");
}

/* Two desks merged the case into two others: one of them is chosen. */
static void
test_conflict_merged (TestStore *f, gconstpointer data)
{
  open_case (f, 0, 1, "a");
  open_case (f, 0, 2, "b");
  open_case (f, 0, 3, "c");
  test_log_sync_all (f->log);
  test_log_add (f->log, 0, "case.merged", CASE_1, "{\"into\":\"" CASE_2 "\"}", NULL);
  test_log_add (f->log, 1, "case.merged", CASE_1, "{\"into\":\"" CASE_3 "\"}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT (hex (merged_into) = upper ('" CASE_3 "')) || n_conflicts" OF_1, "11");
  test_log_sync_all (f->log);
  test_log_add (f->log,
                0,
                "conflict.resolved",
                CASE_1,
                "{\"field\":\"merged\",\"value\":\"" CASE_2 "\"}",
                NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT hex (merged_into) = upper ('" CASE_2 "')" OF_1, "1");
  assert_sql (f, "SELECT count (*) FROM conflicts", "0");
}

static void
test_conflict_overtaken (TestStore *f, gconstpointer data)
{
  make_conflict (f);
  test_log_sync_all (f->log);
  test_log_add (f->log, 1, "case.status", CASE_1, "{\"to\":\"closed\"}", NULL);
  /* Desk 1 had its own and, by base, the other's: both are replaced knowingly. */
  test_store_fold (f);
  assert_sql (
      f, "SELECT n_conflicts" OF_1, "1"); /* base is desk 1's own: it may not have seen 0's */
  test_log_sync_all (f->log);
  test_log_add (f->log, 0, "case.status", CASE_1, "{\"to\":\"closed\"}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT status || n_conflicts" OF_1, "60");
}

static void
test_conflict_seen (TestStore *f, gconstpointer data)
{
  g_autofree char *facts = NULL;
  g_autofree char *hash = NULL;

  make_conflict (f);
  test_log_sync_all (f->log);
  hash = dt_to_hex (((DtEntry *) f->log->entries->pdata[1])->hash, DT_HASH_SIZE);
  facts = g_strdup_printf ("{\"to\":\"closed\",\"seen\":[\"%s\"]}", hash);
  test_log_add (f->log, 2, "case.status", CASE_1, facts, NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT status || n_conflicts" OF_1, "60");
}

static void
test_no_conflict (TestStore *f, gconstpointer data)
{
  open_case (f, 0, 1, "a");
  test_log_sync_all (f->log);
  /* The same value, different fields: nothing to decide. */
  test_log_add (f->log, 0, "case.status", CASE_1, "{\"to\":\"accepted\"}", NULL);
  test_log_add (f->log, 1, "case.status", CASE_1, "{\"to\":\"accepted\"}", NULL);
  test_log_add (f->log, 2, "case.assigned", CASE_1, "{\"officer\":\"" OFFICER "\"}", NULL);
  test_store_fold (f);
  assert_sql (f, "SELECT n_conflicts" OF_1, "0");
  /* One after the other on several desks. */
  for (guint i = 0; i < 6; i++)
    {
      test_log_sync_all (f->log);
      test_log_add (f->log,
                    i % MAX_DESKS,
                    "case.assigned",
                    CASE_1,
                    i % 2 ? "{\"officer\":\"" OFFICER "\"}" : "{\"officer\":null}",
                    NULL);
      test_store_fold (f);
    }
  assert_sql (f, "SELECT n_conflicts" OF_1, "0");
}

static void
test_conflict_texts (TestStore *f, gconstpointer data)
{
  open_case (f, 0, 1, "a");
  test_log_sync_all (f->log);
  test_log_add (f->log, 0, "case.set", CASE_1, "{}", "{\"title\":\"Một\"}");
  test_log_add (f->log, 1, "case.set", CASE_1, "{}", "{\"title\":\"Hai\"}");
  test_log_add (f->log, 2, "case.set", CASE_1, "{}", "{\"title\":\"Ba\"}");
  test_store_fold (f);
  assert_sql (f,
              "SELECT group_concat (value0 || '|' || value1, ' ' ORDER BY value0) FROM conflicts",
              "Hai|Ba Một|Ba");
  test_log_sync_all (f->log);
  test_log_add (
      f->log, 0, "conflict.resolved", CASE_1, "{\"field\":\"title\"}", "{\"value\":\"Một\"}");
  test_store_fold (f);
  assert_sql (f, "SELECT title || n_conflicts" OF_1, "Một0");
}

static void
test_late (TestStore *f, gconstpointer data)
{
  const DtEntry *opening;

  open_case (f, 0, 1, "a");
  test_log_sync_all (f->log);
  test_log_add (f->log, 1, "case.status", CASE_1, "{\"to\":\"accepted\"}", NULL);
  test_log_sync_all (f->log);
  test_log_add (f->log, 0, "case.status", CASE_1, "{\"to\":\"closed\"}", NULL);
  /* The opening and the first step come last. */
  opening = f->log->entries->pdata[0];
  test_feed_receive (f->feed, f->log->entries->pdata[2]);
  g_assert_true (dt_store_catch_up (f->store, NULL, NULL));
  assert_sql (f, "SELECT count(*) FROM cases", "0");
  test_feed_receive (f->feed, opening);
  g_assert_true (dt_store_catch_up (f->store, NULL, NULL));
  assert_sql (f, "SELECT status" OF_1, "6");
  test_feed_receive (f->feed, f->log->entries->pdata[1]);
  g_assert_true (dt_store_catch_up (f->store, NULL, NULL));
  assert_sql (f, "SELECT status || n_conflicts" OF_1, "60");
  assert_sql (f, EVENT ("v_from || '>' || v_to"), "accepted>closed");
}

static void
test_changes (TestStore *f, gconstpointer data)
{
  g_autoptr (DtChanges) changes = dt_changes_new ();

  open_case (f, 0, 1, "a");
  add (f, "case.citizen", CASE_1, "{\"citizen\":\"" CITIZEN "\",\"linked\":true}", NULL);
  add (f, "officer.added", OFFICER, "{\"roles\":[]}", "{\"name\":\"x\"}");
  test_feed_receive_all (f->feed, f->log);
  g_assert_true (dt_store_catch_up (f->store, changes, NULL));
  g_assert_cmpuint (changes->cases->len, ==, 1);
  g_assert_cmpstr (changes->cases->pdata[0], ==, CASE_1);
  g_assert_cmpstr (changes->citizens->pdata[0], ==, CITIZEN);
  g_assert_cmpstr (changes->officers->pdata[0], ==, OFFICER);
  g_assert_false (changes->set_aside);
}

/* Rows of one moment, told of in the wrong order: they move so that order stays. */
static void
test_rows (TestStore *f, gconstpointer data)
{
  static const guint order[] = { 50, 10, 30, 20, 40, 5, 60 };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autofree char *facts = g_strdup_printf (
          "{\"code\":\"HS-2026-%04u\",\"channel\":\"zalo\",\"kind\":\"feedback\",\"received\":"
          "1767225600000000}",
          order[i]);

      add (f, "case.opened", test_id (order[i]), facts, "{\"title\":\"x\"}");
      test_store_fold (f);
    }
  assert_sql (
      f,
      "SELECT group_concat (code || ' ' || (row - 1767225600000), ',' ORDER BY row) FROM cases",
      "HS-2026-0005 0,HS-2026-0010 1,HS-2026-0020 2,HS-2026-0030 3,HS-2026-0040 4,"
      "HS-2026-0050 5,HS-2026-0060 6");
  assert_sql (f,
              "SELECT group_concat (rowid - 1767225600000 ORDER BY rowid) FROM search WHERE"
              " search MATCH 'x'",
              "0,1,2,3,4,5,6");
  assert_sql (f,
              "SELECT rowid - 1767225600000 FROM search WHERE search MATCH '\"\x02"
              "code:30\"'",
              "3");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/fold/" name, TestStore, NULL, test_store_set_up, func, test_store_tear_down)
  ADD ("opened", test_opened);
  ADD ("opened-whole", test_opened_whole);
  ADD ("opened-bare", test_opened_bare);
  ADD ("set", test_set);
  ADD ("status", test_status);
  ADD ("assigned", test_assigned);
  ADD ("messages", test_messages);
  ADD ("split", test_split);
  ADD ("merge", test_merge);
  ADD ("merge-ring", test_merge_ring);
  ADD ("merge-unknown", test_merge_unknown);
  ADD ("linked", test_linked);
  ADD ("citizens", test_citizens);
  ADD ("erased", test_erased);
  ADD ("attached", test_attached);
  ADD ("officers", test_officers);
  ADD ("imports", test_imports);
  ADD ("external", test_external);
  ADD ("unknown", test_unknown);
  ADD ("conflict", test_conflict);
  ADD ("conflict-reopened", test_conflict_reopened);
  ADD ("conflict-merged", test_conflict_merged);
  ADD ("conflict-overtaken", test_conflict_overtaken);
  ADD ("conflict-seen", test_conflict_seen);
  ADD ("no-conflict", test_no_conflict);
  ADD ("conflict-texts", test_conflict_texts);
  ADD ("late", test_late);
  ADD ("changes", test_changes);
  ADD ("rows", test_rows);
  return g_test_run ();
}

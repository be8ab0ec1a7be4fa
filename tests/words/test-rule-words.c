/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of time in Vietnamese. */
#include "base/dt-clock.h"
#include "base/dt-language.h"
#include "model/dt-rule-book.h"
#include "words/dt-rule-words.h"

typedef struct
{
  const char *code; /* of a shipped rule */
  const char *matters;
  const char *words;
  const char *scope;
  const char *extension;
  const char *validity;
} RuleRow;

static const RuleRow rule_rows[] = {
  { "feedback_acknowledge",
    "Phản ánh, kiến nghị",
    "Tiếp nhận, thụ lý: 8 giờ làm việc kể từ lúc nhận được",
    NULL,
    NULL,
    "Từ 01/05/2013" },
  { "feedback_answer",
    "Phản ánh, kiến nghị",
    "Trả lời, giải quyết: 5 ngày làm việc kể từ ngày tiếp nhận",
    NULL,
    NULL,
    "Từ 01/05/2013" },
  { "feedback_answer_urgent",
    "Phản ánh, kiến nghị",
    "Trả lời, giải quyết: 4 giờ làm việc kể từ lúc tiếp nhận",
    "Trường hợp khẩn",
    NULL,
    "Từ 01/05/2013" },
  { "complaint_accept_2011",
    "Khiếu nại",
    "Tiếp nhận, thụ lý: 10 ngày kể từ ngày nhận được",
    NULL,
    NULL,
    "Từ 01/07/2012 đến 30/06/2026" },
  { "complaint_second_remote_complex",
    "Khiếu nại",
    "Trả lời, giải quyết: 70 ngày kể từ ngày thụ lý",
    "Trường hợp vụ việc phức tạp, vùng sâu, vùng xa đi lại khó khăn, giải quyết lần hai",
    NULL,
    "Từ 01/07/2012" },
  { "denunciation_process",
    "Tố cáo",
    "Tiếp nhận, thụ lý: 7 ngày làm việc kể từ ngày nhận được",
    NULL,
    "Được gia hạn 1 lần, thêm 3 ngày làm việc",
    "Từ 01/01/2019" },
  { "denunciation_guide",
    "Tố cáo",
    "Hướng dẫn gửi đúng hình thức: 7 ngày làm việc kể từ ngày nhận được",
    "Trường hợp qua thư điện tử, qua Facebook, qua Zalo",
    NULL,
    "Từ 01/01/2019" },
  { "denunciation_settle_especially_complex",
    "Tố cáo",
    "Trả lời, giải quyết: 30 ngày kể từ ngày thụ lý",
    "Trường hợp vụ việc đặc biệt phức tạp",
    "Được gia hạn 2 lần, mỗi lần thêm 30 ngày",
    "Từ 01/01/2019" },
  { "data_breach_notify",
    "Vi phạm quy định về bảo vệ dữ liệu cá nhân",
    "Thông báo: 72 giờ kể từ khi phát hiện",
    NULL,
    NULL,
    "Từ 01/01/2026" },
};

static void
test_rule (gconstpointer data)
{
  const RuleRow *row = data;
  const DtDeadlineRule *rule = dt_deadline_rules_find (
      dt_rule_book_get_deadlines (dt_rule_book_get_default ()), row->code);
  g_autofree char *matters = dt_rule_words_matters (rule->matters);
  g_autofree char *words = dt_rule_words (rule);
  g_autofree char *scope = dt_rule_words_scope (rule);
  g_autofree char *extension = dt_rule_words_extension (rule);
  g_autofree char *validity = dt_rule_words_validity (rule->valid_from, rule->valid_to);

  g_assert_cmpstr (matters, ==, row->matters);
  g_assert_cmpstr (words, ==, row->words);
  g_assert_cmpstr (scope, ==, row->scope);
  g_assert_cmpstr (extension, ==, row->extension);
  g_assert_cmpstr (validity, ==, row->validity);
}

static gint64
parse (const char *text)
{
  gint64 time = 0;

  if (text != NULL)
    g_assert_true (dt_time_from_iso (text, &time));
  return time;
}

typedef struct
{
  const char *old_due;
  const char *new_due;
  const char *words;
} MoveRow;

static const MoveRow move_rows[] = {
  { "2026-03-09T17:00:00", "2026-03-05T17:00:00", "sớm hơn 4 ngày" },
  { "2026-03-05T17:00:00", "2026-03-09T11:30:00", "muộn hơn 4 ngày" },
  { "2026-03-05T17:00:00", "2026-03-05T16:30:00", "sớm hơn 30 phút" },
  { "2026-03-05T08:00:00", "2026-03-05T10:00:00", "muộn hơn 2 giờ" },
  { NULL, "2026-03-05T10:00:00", "nay có hạn" },
  { "2026-03-05T10:00:00", NULL, "không còn hạn" },
};

static void
test_move (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (move_rows); i++)
    {
      const MoveRow *row = &move_rows[i];
      g_autofree char *words = dt_rule_words_move (parse (row->old_due), parse (row->new_due));

      g_assert_cmpstr (words, ==, row->words);
    }
}

static void
test_days (void)
{
  static const struct
  {
    guint days;
    const char *words;
  } rows[] = { { 31, "thứ Hai đến thứ Sáu" },      { 63, "thứ Hai đến thứ Bảy" },
               { 3, "thứ Hai, thứ Ba" },           { 64, "Chủ nhật" },
               { 21, "thứ Hai, thứ Tư, thứ Sáu" }, { 0, "không ngày nào" } };
  DtHolidayRules *holidays = dt_rule_book_get_holidays (dt_rule_book_get_default ());
  const DtHoliday *tet = dt_holiday_rules_find (holidays, "lunar_new_year");
  const DtHolidayYear *year = dt_holiday_rules_find_year (holidays, 2026);
  const DtHours *hours
      = dt_office_hours_find (dt_rule_book_get_hours (dt_rule_book_get_default ()), NULL);
  g_autofree char *tet_days = dt_rule_words_holiday_days (tet);
  g_autofree char *swap = dt_rule_words_swap (&g_array_index (year->swaps, DtDaySwap, 1));
  g_autofree char *half = dt_rule_words_half (hours, 0);
  g_autofree char *closure = dt_rule_words_closure (dt_date_new (2026, 11, 23), DT_AFTERNOON);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = dt_rule_words_days (rows[i].days);

      g_assert_cmpstr (words, ==, rows[i].words);
    }
  g_assert_cmpstr (dt_rule_words_holiday (tet), ==, "Tết Âm lịch");
  g_assert_cmpstr (tet_days, ==, "1/1 âm lịch, nghỉ 5 ngày");
  g_assert_cmpstr (swap, ==, "Nghỉ thứ Hai 31/08/2026, làm bù thứ Bảy 22/08/2026");
  g_assert_cmpstr (half, ==, "07:30–11:30, thứ Hai đến thứ Sáu");
  g_assert_cmpstr (closure, ==, "Chiều thứ Hai 23/11/2026");
}

int
main (int argc, char **argv)
{
  dt_language_init ("vi", NULL);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rule_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/rule-words/", rule_rows[i].code, NULL);

      g_test_add_data_func (path, &rule_rows[i], test_rule);
    }
  g_test_add_func ("/rule-words/move", test_move);
  g_test_add_func ("/rule-words/days", test_days);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vietnamese words for what time comes to: badges, steps, lunar dates. */
#include "base/dt-clock.h"
#include "base/dt-language.h"
#include "model/dt-deadline-steps.h"
#include "model/dt-rule-book.h"
#include "words/dt-due-words.h"
#include "words/dt-lunar-words.h"
#include "words/dt-step-words.h"
#include "words/dt-time-words.h"

#include <string.h>

static gint64
parse (const char *text)
{
  gint64 time = 0;

  g_assert_true (dt_time_from_iso (text, &time));
  return time;
}

typedef struct
{
  const char *name;
  const char *now;
  const char *badge;
  const char *remaining;
} DueRow;

/* Of a deadline on Tuesday 24 November 2026, 17:00. */
static const DueRow due_rows[] = {
  { "as in the mock-up", "2026-11-23T14:00:00", "còn 1 ngày", "Còn 1 ngày 3 giờ" },
  { "whole days", "2026-11-19T17:00:00", "còn 3 ngày", "Còn 3 ngày" },
  { "minutes beside days are not told", "2026-11-23T16:10:00", "còn 1 ngày", "Còn 1 ngày" },
  { "hours and minutes", "2026-11-24T14:18:00", "còn 2 giờ", "Còn 2 giờ 42 phút" },
  { "minutes", "2026-11-24T16:45:00", "còn 15 phút", "Còn 15 phút" },
  { "this minute", "2026-11-24T17:00:00", "đến hạn", "Đến hạn" },
  { "late, with no time to work since", "2026-11-24T21:00:00", "vừa quá hạn", "Vừa quá hạn" },
  { "late", "2026-11-25T09:30:00", "quá 2 giờ", "Quá hạn 2 giờ" },
  { "days late", "2026-11-30T08:30:00", "quá 3 ngày", "Quá hạn 3 ngày 1 giờ" },
};

static void
test_due (gconstpointer data)
{
  const DueRow *row = data;
  DtWorkingCalendar *calendar = dt_rule_book_get_calendar (dt_rule_book_get_default (), NULL);
  gint64 due = parse ("2026-11-24T17:00:00");
  gint64 now = parse (row->now);
  g_auto (DtDueWords) words = { 0 };
  g_auto (DtDueWords) none = { 0 };
  g_autofree char *expected = g_strconcat (row->remaining, ", hạn 17:00 thứ Ba 24/11/2026", NULL);

  dt_due_words_init (&words, calendar, due, now);
  g_assert_cmpstr (words.badge, ==, row->badge);
  g_assert_cmpstr (words.remaining, ==, row->remaining);
  g_assert_cmpstr (words.sentence, ==, expected);
  dt_due_words_init (&none, calendar, 0, now);
  g_assert_true (none.badge == NULL && none.remaining == NULL && none.sentence == NULL);
}

typedef struct
{
  const char *name;
  DtMatter matter;
  int channel;
  DtTraits traits;
  DtDeadlineClock clock;
  const char *events[4][2]; /* letter and time: r, a, p, c (came back), e */
  const char *whys[16];
} StepRow;

static const StepRow step_rows[] = {
  { "a holiday on a Sunday, made up for",
    DT_MATTER_FEEDBACK,
    -1,
    0,
    DT_CLOCK_ANSWER,
    { { "r", "2026-04-24T16:59:00" } },
    { "Nhận lúc 16:59 thứ Sáu 24/04/2026, tính từ ngày tiếp theo",
      "Không tính thứ Bảy 25/04/2026, ngày nghỉ hằng tuần",
      "Không tính Chủ nhật 26/04/2026, nghỉ Giỗ Tổ Hùng Vương",
      "Không tính thứ Hai 27/04/2026, nghỉ bù Giỗ Tổ Hùng Vương (trùng Chủ nhật 26/04/2026)",
      "2 ngày làm việc: từ thứ Ba 28/04/2026 đến thứ Tư 29/04/2026",
      "Không tính thứ Năm 30/04/2026, nghỉ Ngày Chiến thắng",
      "Không tính thứ Sáu 01/05/2026, nghỉ Ngày Quốc tế lao động",
      "Không tính thứ Bảy 02/05/2026, ngày nghỉ hằng tuần",
      "Không tính Chủ nhật 03/05/2026, ngày nghỉ hằng tuần",
      "3 ngày làm việc: từ thứ Hai 04/05/2026 đến thứ Tư 06/05/2026",
      "Thời hạn: 17:00 thứ Tư 06/05/2026" } },
  { "hours from a night on, a mark to check",
    DT_MATTER_FEEDBACK,
    -1,
    DT_TRAIT_URGENT,
    DT_CLOCK_ANSWER,
    { { "r", "2026-08-21T20:00:00" } },
    { "Nhận lúc 20:00 thứ Sáu 21/08/2026, ngoài giờ làm việc, tính từ 07:30 thứ Bảy 22/08/2026",
      "Có tính thứ Bảy 22/08/2026, làm bù cho thứ Hai 31/08/2026",
      "4 giờ làm việc: từ 07:30 đến 11:30 thứ Bảy 22/08/2026 (cần kiểm tra)",
      "Thời hạn: 11:30 thứ Bảy 22/08/2026 (cần kiểm tra)" } },
  { "waiting, and a swapped day",
    DT_MATTER_FEEDBACK,
    -1,
    0,
    DT_CLOCK_ANSWER,
    { { "r", "2025-04-24T09:00:00" },
      { "p", "2025-04-25T09:00:00" },
      { "c", "2025-04-28T09:00:00" } },
    { "Nhận lúc 09:00 thứ Năm 24/04/2025, tính từ ngày tiếp theo",
      "1 ngày làm việc: thứ Sáu 25/04/2025",
      "Chờ người dân từ thứ Bảy 26/04/2025 đến thứ Hai 28/04/2025, không tính",
      "1 ngày làm việc: thứ Ba 29/04/2025",
      "Không tính thứ Tư 30/04/2025, nghỉ Ngày Chiến thắng",
      "Không tính thứ Năm 01/05/2025, nghỉ Ngày Quốc tế lao động",
      "Không tính thứ Sáu 02/05/2025, nghỉ hoán đổi (làm bù thứ Bảy 26/04/2025) (cần kiểm tra)",
      "Không tính thứ Bảy 03/05/2025, ngày nghỉ hằng tuần",
      "Không tính Chủ nhật 04/05/2025, ngày nghỉ hằng tuần",
      "3 ngày làm việc: từ thứ Hai 05/05/2025 đến thứ Tư 07/05/2025",
      "Thời hạn: 17:00 thứ Tư 07/05/2025" } },
  { "extended, and moved from a Saturday",
    DT_MATTER_DENUNCIATION,
    DT_CHANNEL_LETTER,
    DT_TRAIT_COMPLEX,
    DT_CLOCK_ANSWER,
    { { "r", "2026-03-02T10:00:00" },
      { "a", "2026-03-03T10:00:00" },
      { "e", "2026-03-30T10:00:00" } },
    { "Thụ lý lúc 10:00 thứ Ba 03/03/2026, tính từ ngày tiếp theo",
      "30 ngày: từ thứ Tư 04/03/2026 đến thứ Năm 02/04/2026",
      "Gia hạn 30 ngày, quyết định thứ Hai 30/03/2026",
      "30 ngày: từ thứ Sáu 03/04/2026 đến thứ Bảy 02/05/2026",
      "Hết hạn đúng thứ Bảy 02/05/2026, ngày nghỉ hằng tuần, chuyển sang ngày làm việc tiếp theo",
      "Hết hạn đúng Chủ nhật 03/05/2026, ngày nghỉ hằng tuần, chuyển sang ngày làm việc tiếp theo",
      "Thời hạn: 17:00 thứ Hai 04/05/2026" } },
  { "a year that is not entered",
    DT_MATTER_PERSONAL_DATA,
    -1,
    0,
    DT_CLOCK_ACKNOWLEDGE,
    { { "r", "2027-03-01T10:00:00" } },
    { "Nhận lúc 10:00 thứ Hai 01/03/2027, tính từ ngày tiếp theo",
      "2 ngày làm việc: từ thứ Ba 02/03/2027 đến thứ Tư 03/03/2027",
      "Chưa nhập ngày nghỉ hoán đổi của năm 2027, thời hạn là tạm tính",
      "Thời hạn: 17:00 thứ Tư 03/03/2027" } },
  { "the proper form",
    DT_MATTER_DENUNCIATION,
    DT_CHANNEL_ZALO,
    0,
    DT_CLOCK_ACKNOWLEDGE,
    { { "r", "2026-06-15T10:00:00" } },
    { "Nhận lúc 10:00 thứ Hai 15/06/2026, tính từ ngày tiếp theo",
      "4 ngày làm việc: từ thứ Ba 16/06/2026 đến thứ Sáu 19/06/2026 (cần kiểm tra)",
      "Không tính thứ Bảy 20/06/2026, ngày nghỉ hằng tuần",
      "Không tính Chủ nhật 21/06/2026, ngày nghỉ hằng tuần",
      "3 ngày làm việc: từ thứ Hai 22/06/2026 đến thứ Tư 24/06/2026 (cần kiểm tra)",
      "Hướng dẫn tố cáo bằng đơn hoặc trình bày trực tiếp, thời hạn: 17:00 thứ Tư 24/06/2026 "
      "(cần kiểm tra)" } },
};

static DtDeadlineEventKind
kind_of (char letter)
{
  switch (letter)
    {
    case 'r':
      return DT_EVENT_RECEIVED;
    case 'a':
      return DT_EVENT_ACCEPTED;
    case 'p':
      return DT_EVENT_PAUSED;
    case 'c':
      return DT_EVENT_RESUMED;
    default:
      return DT_EVENT_EXTENDED;
    }
}

static void
test_steps (gconstpointer data)
{
  const StepRow *row = data;
  const DtDeadlineFacts facts = { row->matter, row->channel, row->traits };
  DtRuleBook *book = dt_rule_book_get_default ();
  DtWorkingCalendar *calendar = dt_rule_book_get_calendar (book, NULL);
  DtDeadlineRules *rules = dt_rule_book_get_deadlines (book);
  DtDeadlineEvent events[G_N_ELEMENTS (row->events)] = { 0 };
  DtDeadlineResult result;
  g_autoptr (GArray) steps = NULL;
  guint n = 0;

  for (; n < G_N_ELEMENTS (row->events) && row->events[n][0] != NULL; n++)
    events[n] = (DtDeadlineEvent){ .kind = kind_of (*row->events[n][0]),
                                   .time = parse (row->events[n][1]),
                                   .clock = row->clock };
  dt_deadline_compute (rules, calendar, &facts, events, n, &result);
  steps = dt_deadline_explain (rules, calendar, &result.clocks[row->clock], events, n);
  for (guint i = 0; i < steps->len; i++)
    {
      g_autofree char *why = dt_step_words (&g_array_index (steps, DtDeadlineStep, i));

      g_assert_cmpuint (i, <, G_N_ELEMENTS (row->whys));
      g_assert_cmpstr (why, ==, row->whys[i]);
    }
  g_assert_null (row->whys[steps->len]);
}

/* What this office alone has. */
static void
test_closed (void)
{
  DtRuleBook *book = dt_rule_book_get_default ();
  DtClosure half = { .unit = (char *) "26740",
                     .date = dt_date_new (2026, 6, 16),
                     .halves = DT_AFTERNOON,
                     .reason = (char *) "tập huấn" };
  DtClosure whole = { .unit = (char *) "26740",
                      .date = dt_date_new (2026, 6, 17),
                      .halves = DT_WHOLE_DAY,
                      .reason = (char *) "bầu cử" };
  g_autoptr (DtOfficeHours) first
      = dt_office_hours_with_closure (dt_rule_book_get_hours (book), &half, NULL);
  g_autoptr (DtOfficeHours) hours = dt_office_hours_with_closure (first, &whole, NULL);
  g_autoptr (DtWorkingCalendar) calendar
      = dt_working_calendar_new (dt_rule_book_get_holidays (book), hours, "26740");
  const DtDeadlineFacts facts = { DT_MATTER_FEEDBACK, -1, 0 };
  const DtDeadlineEvent event
      = { .kind = DT_EVENT_RECEIVED, .time = parse ("2026-06-16T08:30:00") };
  DtDeadlineResult result;
  g_autoptr (GArray) steps = NULL;
  g_autoptr (GString) all = g_string_new (NULL);

  dt_deadline_compute (dt_rule_book_get_deadlines (book), calendar, &facts, &event, 1, &result);
  steps = dt_deadline_explain (
      dt_rule_book_get_deadlines (book), calendar, &result.clocks[DT_CLOCK_ACKNOWLEDGE], &event, 1);
  for (guint i = 0; i < steps->len; i++)
    {
      g_autofree char *why = dt_step_words (&g_array_index (steps, DtDeadlineStep, i));

      g_string_append_printf (all, "%s\n", why);
    }
  g_assert_nonnull (strstr (all->str, "thứ Ba 16/06/2026: cơ quan nghỉ buổi chiều: tập huấn\n"));
  g_assert_nonnull (strstr (all->str, "Không tính thứ Tư 17/06/2026, cơ quan nghỉ: bầu cử\n"));
  g_assert_nonnull (strstr (all->str, "Thời hạn: 14:00 thứ Năm 18/06/2026"));
}

static void
test_lunar (void)
{
  static const char *const names[]
      = { "Giáp Tý",  "Ất Sửu",  "Bính Dần",  "Đinh Mão", "Mậu Thìn",  "Kỷ Tỵ",
          "Canh Ngọ", "Tân Mùi", "Nhâm Thân", "Quý Dậu",  "Giáp Tuất", "Ất Hợi" };
  const DtLunarDate leap = { 2, 6, TRUE, 2025 };
  const DtLunarDate first = { 1, 1, FALSE, 2026 };
  g_autofree char *leap_words = dt_lunar_words_date (&leap);
  g_autofree char *first_words = dt_lunar_words_date (&first);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = dt_lunar_words_can_chi (dt_can_chi_of_year (1984 + (int) i));

      g_assert_cmpstr (name, ==, names[i]);
    }
  g_assert_cmpstr (leap_words, ==, "ngày 2 tháng Sáu nhuận năm Ất Tỵ");
  g_assert_cmpstr (first_words, ==, "ngày 1 tháng Giêng năm Bính Ngọ");
}

int
main (int argc, char **argv)
{
  dt_language_init ("vi", NULL);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (due_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/time-words/due/", due_rows[i].name, NULL);

      g_test_add_data_func (path, &due_rows[i], test_due);
    }
  for (guint i = 0; i < G_N_ELEMENTS (step_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/time-words/steps/", step_rows[i].name, NULL);

      g_test_add_data_func (path, &step_rows[i], test_steps);
    }
  g_test_add_func ("/time-words/closed", test_closed);
  g_test_add_func ("/time-words/lunar", test_lunar);
  return g_test_run ();
}

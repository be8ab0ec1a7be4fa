/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page "today" and reminders say in Vietnamese. */
#include "base/dt-clock.h"
#include "base/dt-language.h"
#include "model/dt-rule-book.h"
#include "words/dt-today-words.h"

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
  gint64 n;
  const char *title;
  const char *subtitle;
} Row;

/* clang-format off */
static const Row rows[] = {
  { "as in the mock-up", "2026-11-23T14:00:00", 9, "Thứ Hai, 23 tháng 11",
    "Rằm tháng Mười, năm Bính Ngọ. Còn 3 giờ làm việc, 9 việc cần lưu ý." },
  { "early in the month, before opening", "2026-11-09T06:00:00", 1, "Thứ Hai, 9 tháng 11",
    "Mùng 1 tháng Mười, năm Bính Ngọ. Còn 8 giờ làm việc, 1 việc cần lưu ý." },
  { "late in the month, after closing", "2026-11-24T18:00:00", 0, "Thứ Ba, 24 tháng 11",
    "Ngày 16 tháng Mười, năm Bính Ngọ. Đã hết giờ làm việc." },
  { "a Sunday", "2026-11-22T10:00:00", 2, "Chủ nhật, 22 tháng 11",
    "Ngày 14 tháng Mười, năm Bính Ngọ. Hôm nay là ngày nghỉ hằng tuần, 2 việc cần lưu ý." },
  { "a holiday", "2026-02-17T10:00:00", 0, "Thứ Ba, 17 tháng 2",
    "Mùng 1 tháng Giêng, năm Bính Ngọ. Hôm nay nghỉ lễ: Tết Âm lịch." },
  { "a swapped day", "2026-08-31T10:00:00", 0, "Thứ Hai, 31 tháng 8",
    "Ngày 19 tháng Bảy, năm Bính Ngọ. Hôm nay nghỉ hoán đổi, làm bù vào thứ Bảy 22/08/2026." },
};
/* clang-format on */

static void
test_head (gconstpointer data)
{
  const Row *row = data;
  DtWorkingCalendar *calendar = dt_rule_book_get_calendar (dt_rule_book_get_default (), NULL);
  g_autofree char *title = dt_today_words_title (parse (row->now));
  g_autofree char *subtitle = dt_today_words_subtitle (calendar, parse (row->now), row->n);

  g_assert_cmpstr (title, ==, row->title);
  g_assert_cmpstr (subtitle, ==, row->subtitle);
}

static void
test_done (void)
{
  g_autoptr (DtToday) today = dt_today_new ();
  g_autofree char *words = NULL;

  g_assert_null (dt_today_words_done (today));
  today->done[DT_CASE_STATUS_ANSWERED] = 4;
  today->done[DT_CASE_STATUS_FORWARDED] = 2;
  words = dt_today_words_done (today);
  g_assert_cmpstr (words, ==, "Hôm nay bạn đã xong 6 việc: 4 trả lời, 2 chuyển cơ quan khác.");
}

static void
test_due (void)
{
  g_autofree char *today
      = dt_today_words_due (parse ("2026-11-23T17:00:00"), parse ("2026-11-23T14:00:00"));
  g_autofree char *later
      = dt_today_words_due (parse ("2026-12-03T17:00:00"), parse ("2026-11-23T14:00:00"));

  g_assert_cmpstr (today, ==, "hạn 17:00 hôm nay");
  g_assert_cmpstr (later, ==, "hạn thứ Năm 03/12");
}

static void
add (GArray *reminders, DtReminderKind kind, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      DtReminder reminder = { .kind = kind };

      g_array_append_val (reminders, reminder);
    }
}

static void
test_several (void)
{
  g_autoptr (GArray) reminders = g_array_new (FALSE, FALSE, sizeof (DtReminder));
  g_autofree char *same = NULL;
  g_autofree char *mixed = NULL;
  g_autofree char *kinds = NULL;

  add (reminders, DT_REMINDER_TODAY, 5);
  same = dt_reminder_words_several (reminders);
  g_assert_cmpstr (same, ==, "5 hồ sơ đến hạn hôm nay");
  add (reminders, DT_REMINDER_OVERDUE, 2);
  add (reminders, DT_REMINDER_LEAD_AFTER, 1);
  mixed = dt_reminder_words_several (reminders);
  kinds = dt_reminder_words_kinds (reminders);
  g_assert_cmpstr (mixed, ==, "8 hồ sơ cần lưu ý");
  g_assert_cmpstr (kinds, ==, "3 quá hạn, 5 đến hạn hôm nay");
}

int
main (int argc, char **argv)
{
  dt_language_init ("vi", NULL);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/today-words/head/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_head);
    }
  g_test_add_func ("/today-words/done", test_done);
  g_test_add_func ("/today-words/due", test_due);
  g_test_add_func ("/today-words/several", test_several);
  return g_test_run ();
}

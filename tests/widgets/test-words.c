/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on the screen: times, numbers, names and the sentences of a case's history, in
 * Vietnamese. */
#include "ui/inbox/dt-event-words.h"
#include "ui/shell/dt-i18n.h"
#include "ui/shell/dt-words.h"

#include <string.h>

/* 2026-11-23 14:00 in Hanoi. */
#define NOW G_GINT64_CONSTANT (1795417200000000)
#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR G_TIME_SPAN_HOUR
#define DAY G_TIME_SPAN_DAY

typedef struct
{
  const char *name;
  gint64 ago;
  const char *time;
  const char *time_short;
  const char *age;
} TimeRow;

static const TimeRow times[] = {
  { "just-now", 10 * G_USEC_PER_SEC, "hôm nay, 13:59", "13:59", "vừa xong" },
  { "minutes", 12 * MINUTE, "hôm nay, 13:48", "13:48", "12 phút" },
  { "hours", 5 * HOUR, "hôm nay, 09:00", "09:00", "5 giờ" },
  { "yesterday", 20 * HOUR, "hôm qua, 18:00", "22/11", "20 giờ" },
  { "days", 6 * DAY, "17/11, 14:00", "17/11", "6 ngày" },
  { "last-year", 400 * DAY, "19/10/2025, 14:00", "19/10/25", "400 ngày" },
  { "future", -1 * HOUR, "hôm nay, 15:00", "15:00", "vừa xong" },
};

static void
test_time (gconstpointer data)
{
  const TimeRow *row = data;
  g_autofree char *time = dt_words_time (NOW - row->ago, NOW);
  g_autofree char *time_short = dt_words_time_short (NOW - row->ago, NOW);
  g_autofree char *age = dt_words_age (NOW - row->ago, NOW);

  g_assert_cmpstr (time, ==, row->time);
  g_assert_cmpstr (time_short, ==, row->time_short);
  g_assert_cmpstr (age, ==, row->age);
}

static void
test_numbers (void)
{
  static const struct
  {
    gint64 n;
    const char *number;
    const char *size;
  } rows[] = {
    { 0, "0", "0 B" },
    { 999, "999", "999 B" },
    { 1204, "1.204", "1,2 kB" },
    { 1234567, "1.234.567", "1,2 MB" },
    { 98765432, "98.765.432", "98 MB" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *number = dt_words_number (rows[i].n);
      g_autofree char *size = dt_words_size (rows[i].n);

      g_assert_cmpstr (number, ==, rows[i].number);
      g_assert_cmpstr (size, ==, rows[i].size);
    }
}

static void
test_office (void)
{
  g_autofree char *office = dt_words_office (dt_catalogue_find_unit ("26740"));

  g_assert_cmpstr (office, ==, "UBND phường Sài Gòn");
}

/* Every closed list has a name in Vietnamese, and every status a shape. */
static void
test_lists (void)
{
  for (guint i = 0; i < DT_N_CASE_STATUSES; i++)
    {
      g_assert_cmpstr (dt_words_status (i), !=, "");
      g_assert_nonnull (dt_words_status_icon (i));
      g_assert_nonnull (dt_words_status_style (i));
    }
  for (guint i = 0; i < DT_N_CHANNELS; i++)
    {
      g_assert_cmpstr (dt_words_channel (i), !=, "");
      g_assert_nonnull (dt_words_channel_icon (i));
    }
  g_assert_cmpstr (dt_words_status (DT_CASE_STATUS_REFUSED), ==, "Không thụ lý");
  g_assert_cmpstr (dt_words_field ("environment"), ==, "Môi trường");
  g_assert_cmpstr (dt_words_field (NULL), ==, "Chưa phân lĩnh vực");
}

typedef struct
{
  const char *name;
  const char *kind;
  const char *field;
  const char *from;
  const char *to;
  const char *case_code;
  const char *sentence;
} EventRow;

#define WHO "Võ Thị Thu Hà"
static const EventRow events[] = {
  { "opened", "case.opened", NULL, NULL, NULL, NULL, WHO " ghi nhận hồ sơ" },
  { "assigned", "case.assigned", NULL, NULL, "Lê Minh Châu", NULL, WHO " giao cho Lê Minh Châu" },
  { "took", "case.assigned", NULL, NULL, WHO, NULL, WHO " nhận xử lý hồ sơ" },
  { "unassigned",
    "case.assigned",
    NULL,
    "Lê Minh Châu",
    NULL,
    NULL,
    WHO " bỏ giao việc cho Lê Minh Châu" },
  { "accepted", "case.status", NULL, "received", "accepted", NULL, WHO " tiếp nhận hồ sơ" },
  { "closed", "case.status", NULL, "answered", "closed", NULL, WHO " đóng hồ sơ" },
  { "refused",
    "case.status",
    "Không đủ căn cứ",
    "received",
    "refused",
    NULL,
    WHO " không thụ lý hồ sơ: Không đủ căn cứ" },
  { "set",
    "case.set",
    "priority",
    "normal",
    "urgent",
    NULL,
    WHO " đổi mức ưu tiên từ “Bình thường” thành “Khẩn”" },
  { "set-first",
    "case.set",
    "field",
    NULL,
    "environment",
    NULL,
    WHO " đặt lĩnh vực là “Môi trường”" },
  { "cleared", "case.set", "group", "Khu phố 4", NULL, NULL, WHO " bỏ tổ, khu phố" },
  { "citizen",
    "case.citizen",
    NULL,
    NULL,
    "Trần Thị Hoa",
    NULL,
    WHO " thêm Trần Thị Hoa vào hồ sơ" },
  { "merged",
    "case.merged",
    NULL,
    NULL,
    "HS-2026-0412",
    NULL,
    WHO " gộp hồ sơ này vào HS-2026-0412" },
  { "merged-here",
    "case.merged",
    NULL,
    NULL,
    "HS-2026-0412",
    "HS-2026-0405",
    WHO " gộp HS-2026-0405 vào hồ sơ này" },
  { "unmerged",
    "case.unmerged",
    NULL,
    "HS-2026-0412",
    NULL,
    NULL,
    WHO " hủy gộp với HS-2026-0412" },
  { "linked",
    "case.linked",
    NULL,
    NULL,
    "HS-2026-0405",
    NULL,
    WHO " liên kết với HS-2026-0405 là cùng việc" },
  { "withdrawn", "case.withdrawn", NULL, NULL, "true", NULL, WHO " hủy ghi nhận hồ sơ" },
  { "restored", "case.withdrawn", NULL, NULL, "false", NULL, WHO " khôi phục việc ghi nhận hồ sơ" },
  { "receipt", "receipt.issued", NULL, NULL, "aa", NULL, WHO " cấp giấy biên nhận" },
  { "consent",
    "citizen.consent",
    "paper",
    NULL,
    "given",
    NULL,
    WHO " ghi nhận người dân đồng ý lưu dữ liệu" },
  { "erased",
    "citizen.erased",
    "request",
    NULL,
    NULL,
    NULL,
    WHO " xóa dữ liệu cá nhân của người dân theo quy định của pháp luật" },
  { "unknown",
    "case.foreseen",
    NULL,
    NULL,
    NULL,
    NULL,
    WHO " ghi một mục mà phiên bản này chưa biết (case.foreseen)" },
};

static void
test_event (gconstpointer data)
{
  const EventRow *row = data;
  g_autoptr (DtTimelineItem) item = dt_timeline_item_new ();
  g_autofree char *sentence = NULL;

  item->type = DT_TIMELINE_EVENT;
  item->kind = g_strdup (row->kind);
  item->field = g_strdup (row->field);
  item->from = g_strdup (row->from);
  item->to = g_strdup (row->to);
  item->case_code = g_strdup (row->case_code);
  item->actor_name = g_strdup (WHO);
  sentence = dt_event_words (item);
  g_assert_cmpstr (sentence, ==, row->sentence);
  g_assert_nonnull (dt_event_icon (item));
}

/* No message of an error is the core's own English. */
static void
test_errors (void)
{
  for (int code = DT_ERROR_FAILED; code <= DT_ERROR_IO; code++)
    {
      g_autoptr (GError) error = g_error_new (DT_ERROR, code, "internal words");
      g_autofree char *text = dt_words_error (error);

      g_assert_null (strstr (text, "internal"));
      g_assert_cmpstr (text, !=, "");
      /* Vietnamese has letters that ASCII has not. */
      g_assert_cmpint (g_utf8_strlen (text, -1), <, (int) strlen (text));
    }
}

int
main (int argc, char *argv[])
{
  dt_i18n_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *path = g_strconcat ("/words/time/", times[i].name, NULL);

      g_test_add_data_func (path, &times[i], test_time);
    }
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      g_autofree char *path = g_strconcat ("/words/event/", events[i].name, NULL);

      g_test_add_data_func (path, &events[i], test_event);
    }
  g_test_add_func ("/words/numbers", test_numbers);
  g_test_add_func ("/words/office", test_office);
  g_test_add_func ("/words/lists", test_lists);
  g_test_add_func ("/words/errors", test_errors);
  return g_test_run ();
}

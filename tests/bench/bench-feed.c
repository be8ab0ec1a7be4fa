/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a ward's citizens say in five years, three cases for ten messages; the same for the same
 * rows. */
#include "bench/bench-feed.h"

#include <gio/gio.h>

#define FIRST_TIME G_GINT64_CONSTANT (1609459200)
#define FIVE_YEARS G_GINT64_CONSTANT (157766400)

static const char *const subjects[] = {
  "Ngập nước trước hẻm",
  "Rác tồn đọng ở đầu hẻm",
  "Đèn đường không sáng tại số",
  "Loa kéo ồn sau 22 giờ ở số",
  "Xin hướng dẫn thủ tục bảo hiểm y tế cho hộ",
  "Vỉa hè bị lấn chiếm trước số",
  "Cây xanh ngã đổ gần nhà số",
  "Hỏi lịch tiêm chủng khu phố",
  "Nắp cống vỡ trước số",
  "Đề nghị xác nhận tình trạng hôn nhân, hồ sơ số",
};
static const char *const endings[] = {
  "nhờ phường xem giúp, bà con đi lại rất khó khăn.",
  "đã phản ánh nhiều lần mà chưa thấy ai xuống.",
  "mong cơ quan chức năng sớm kiểm tra và trả lời cho người dân.",
  "ad oi cho hoi bao gio thi lam xong vay a",
  "tối qua có người suýt ngã xe, đề nghị xử lý gấp.",
  "xin cảm ơn các anh chị cán bộ.",
};
static const char *const streets[] = {
  "Lê Thánh Tôn", "Nguyễn Huệ",   "Đồng Khởi",     "Tôn Đức Thắng",
  "Ngô Văn Năm",  "Hai Bà Trưng", "Thái Văn Lung", "Duong Thi Muoi",
};

void
bench_write_feed (const char *path, gint64 first, gint64 count)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (first);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) out
      = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &error);
  g_autoptr (GString) text
      = g_string_new ("Mã,Nội dung,Lĩnh vực,Kênh,Ngày nhận,Họ tên,Điện thoại,Trả lời\n");
  static const char *const channels[] = { "facebook", "zalo", "walk_in", "phone", "email" };
  static const char *const fields[] = { "Hạ tầng", "Môi trường", "Y tế", "Giáo dục", "Trật tự" };

  g_assert_no_error (error);
  for (gint64 i = first; i < first + count; i++)
    {
      gint64 a_case = i * 3 / 10; /* three cases for ten messages */
      /* five years, in order, a little shaken */
      gint64 time = FIRST_TIME + a_case * 500 % FIVE_YEARS + g_rand_int_range (rand, 0, 9000);

      g_string_append_printf (text,
                              "B%" G_GINT64_FORMAT
                              ",\"%s %d %s, khu phố %d, %s\",%s,%s,%" G_GINT64_FORMAT
                              ",%s,09%08" G_GINT64_FORMAT ",%s\n",
                              a_case,
                              subjects[g_rand_int_range (rand, 0, G_N_ELEMENTS (subjects))],
                              g_rand_int_range (rand, 1, 900),
                              streets[g_rand_int_range (rand, 0, G_N_ELEMENTS (streets))],
                              g_rand_int_range (rand, 1, 15),
                              endings[g_rand_int_range (rand, 0, G_N_ELEMENTS (endings))],
                              fields[a_case % 5],
                              channels[a_case % 5],
                              time,
                              a_case % 7 == 0 ? "Ẩn danh" : "Trần Thị Hoa",
                              a_case % 40000,
                              a_case % 3 == 0 || i % 10 != 0 ? "" : "Phường đã xử lý xong.");
      if (text->len > 1 << 20)
        {
          g_output_stream_write_all (
              G_OUTPUT_STREAM (out), text->str, text->len, NULL, NULL, &error);
          g_assert_no_error (error);
          g_string_truncate (text, 0);
        }
    }
  g_output_stream_write_all (G_OUTPUT_STREAM (out), text->str, text->len, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The notice of an extension and the guidance to the proper form: what stands in them, and that
 * nothing that somebody typed becomes markup. */
#include "documents/dt-guidance-document.h"
#include "documents/dt-letter-document.h"
#include "documents/dt-notice-document.h"

#include "model/dt-letter-rules.h"

#include <string.h>

/* 2026-11-23 14:06 in Hanoi, a Monday. */
#define RECEIVED (G_GINT64_CONSTANT (1795417560) * G_USEC_PER_SEC)
#define LINE(text) "<p class=\"authority\">" text "</p>"
#define DAY (24 * 3600 * (gint64) G_USEC_PER_SEC)

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in the letter:\n%s", part, text);
}

static void
assert_has_not (const char *text, const char *part)
{
  if (strstr (text, part) != NULL)
    g_error ("“%s” is in the letter:\n%s", part, text);
}

static DtCase *
make_case (DtCaseKind kind)
{
  DtCase *a_case = dt_case_new ();

  a_case->code = g_strdup ("HS-2026-0415");
  a_case->title = g_strdup ("Lấn chiếm <lối đi> chung");
  a_case->kind = kind;
  a_case->received = RECEIVED;
  return a_case;
}

static char *
to_html (const DtNoticeValues *values, gboolean demo)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtLetter) letter = dt_notice_document_make_letter (values, &error);
  const DtLetterValues paper = { .letter = letter, .unit_name = values->unit_name, .demo = demo };
  char *html;

  g_assert_no_error (error);
  html = dt_letter_document_to_html (&paper, &error);
  g_assert_no_error (error);
  return html;
}

static DtNoticeValues
make_values (DtCase *a_case)
{
  return (DtNoticeValues){
    .a_case = a_case,
    .unit_name = "Phường Sài Gòn",
    .citizen_name = "Trần Thị Hoa",
    .address = "15/7 Lê Thánh Tôn",
    .clock = DT_CLOCK_ANSWER,
    .old_due = RECEIVED + 30 * DAY,
    .new_due = RECEIVED + 60 * DAY,
    .promise = RECEIVED + 50 * DAY,
    .reason = "Phải xác minh tại nhiều nơi. ",
    .source = "Luật Tố cáo số 25/2018/QH14, Điều 30, khoản 2",
    .approver_name = "Nguyễn Văn An",
    .approver_title = "Phó Chủ tịch UBND phường",
    .issued = RECEIVED,
  };
}

static void
test_notice (void)
{
  g_autoptr (DtCase) a_case = make_case (DT_CASE_KIND_DENUNCIATION);
  const DtNoticeValues values = make_values (a_case);
  g_autofree char *html = to_html (&values, FALSE);

  assert_has (html, "size: 210mm 297mm");
  assert_has (html, "padding: 20mm 15mm 20mm 30mm");
  assert_has (html, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  assert_has (html, "PHƯỜNG SÀI GÒN");
  assert_has (html, "\u00a0/TB-UBND<");
  assert_has (html, "Phường Sài Gòn, ngày 23 tháng 11 năm 2026");
  assert_has (html, "Về việc gia hạn thời hạn giải quyết đối với hồ sơ HS-2026-0415");
  assert_has (html, "Kính gửi: Ông/Bà Trần Thị Hoa (địa chỉ: 15/7 Lê Thánh Tôn)");
  assert_has (html, "Ngày 23/11/2026, Ủy ban nhân dân phường Sài Gòn tiếp nhận tố cáo");
  assert_has (html, "“Lấn chiếm &lt;lối đi&gt; chung”");
  assert_has (html, "thứ Tư ngày 23/12/2026");
  assert_has (html, "thứ Sáu ngày 22/01/2027");
  assert_has (html, "thứ Ba ngày 12/01/2027");
  assert_has (html, "Lý do gia hạn: Phải xác minh tại nhiều nơi.<");
  assert_has (html, "Điều 30, khoản 2.");
  assert_has (html, ">KT. CHỦ TỊCH</p><p class=\"authority\">PHÓ CHỦ TỊCH<");
  assert_has (html, "Nguyễn Văn An");
  assert_has (html, "- Lưu: VT");
  assert_has_not (html, "{{");
  assert_has_not (html, "<script");
  assert_has_not (html, "DỮ LIỆU MẪU");
}

/* What is not known leaves no empty words behind. */
static void
test_little_known (void)
{
  g_autoptr (DtCase) a_case = make_case (DT_CASE_KIND_FEEDBACK);
  DtNoticeValues values = make_values (a_case);
  g_autofree char *html = NULL;

  values.citizen_name = values.address = values.approver_title = NULL;
  values.promise = values.old_due = 0;
  html = to_html (&values, TRUE);
  assert_has (html, "Kính gửi: Người gửi phản ánh theo hồ sơ HS-2026-0415");
  assert_has (html, "thời hạn trả lời");
  assert_has (html, ">CHỦ TỊCH<");
  assert_has (html, "DỮ LIỆU MẪU");
  assert_has_not (html, "hẹn trả lời");
  assert_has_not (html, "Theo quy định");
  assert_has_not (html, "địa chỉ");
}

static void
test_signers (void)
{
  static const struct
  {
    const char *title;
    const char *words;
  } rows[] = {
    { "Chủ tịch UBND phường", LINE ("TM. ỦY BAN NHÂN DÂN") LINE ("CHỦ TỊCH") },
    { "Phó chủ tịch", LINE ("TM. ỦY BAN NHÂN DÂN") LINE ("KT. CHỦ TỊCH") LINE ("PHÓ CHỦ TỊCH") },
    { "Quyền Chủ tịch", LINE ("TM. ỦY BAN NHÂN DÂN") LINE ("Q. CHỦ TỊCH") },
    { "Chánh Văn phòng", ">" LINE ("TL. CHỦ TỊCH") LINE ("CHÁNH VĂN PHÒNG") },
  };
  g_autoptr (DtCase) a_case = make_case (DT_CASE_KIND_COMPLAINT);
  DtNoticeValues values = make_values (a_case);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *html = NULL;

      values.approver_title = rows[i].title;
      html = to_html (&values, FALSE);
      assert_has (html, rows[i].words);
    }
}

/* Decree 30/2020/NĐ-CP, annex I: days below 10 and the months 1 and 2 are padded. */
static void
test_issue_day (void)
{
  static const struct
  {
    gint64 day; /* since 1970, noon */
    const char *words;
  } rows[] = {
    { 20454, "ngày 01 tháng 01 năm 2026" },
    { 20516, "ngày 04 tháng 3 năm 2026" },
    { 20780, "ngày 23 tháng 11 năm 2026" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words
          = dt_letter_rules_format_day (dt_letter_rules_get_default (), rows[i].day * DAY);

      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

static void
test_guidance (void)
{
  const DtGuidanceValues values = { .unit_name = "Phường Sài Gòn",
                                    .unit_address = "45–47 Lê Duẩn & <sân>",
                                    .unit_phone = "028 3822 0415",
                                    .work_hours = "07:30–11:30" };
  const DtGuidanceValues little = { .unit_name = "Xã An Bình" };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = dt_guidance_document_to_text (&values, &error);
  g_autofree char *short_text = dt_guidance_document_to_text (&little, NULL);

  g_assert_no_error (error);
  assert_has (text, "Ủy ban nhân dân phường Sài Gòn");
  assert_has (text, "Điều 22 Luật Tố cáo số 25/2018/QH14");
  assert_has (text, "(Điều 23)");
  assert_has (text, "tại 45–47 Lê Duẩn & <sân> (07:30–11:30)."); /* text, not HTML */
  assert_has (text, "xin gọi 028 3822 0415.");
  g_assert_false (g_str_has_suffix (text, "\n"));
  assert_has (short_text, "Đến trình bày trực tiếp.");
  assert_has_not (short_text, "xin gọi");
  assert_has_not (short_text, "{{");
  /* It must fit into one message of Zalo. */
  g_assert_cmpint (g_utf8_strlen (text, -1), <=, 2000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/letters/notice", test_notice);
  g_test_add_func ("/letters/notice/little-known", test_little_known);
  g_test_add_func ("/letters/notice/signers", test_signers);
  g_test_add_func ("/letters/issue-day", test_issue_day);
  g_test_add_func ("/letters/guidance", test_guidance);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters for the tests of their files: short and long, one of each form. */
#pragma once

#include "documents/dt-letter-document.h"

/* 5 March 2026, 14:06 in Hanoi: a day and a number that are padded, a month that is not. */
#define SAMPLE_ISSUED (G_GINT64_CONSTANT (1772694360) * G_USEC_PER_SEC)
#define SAMPLE_UNIT "Phường Sài Gòn"
#define SAMPLE_PARAGRAPH                                                                                                         \
  "Về nguyên nhân: Ủy ban nhân dân phường phối hợp với Ban điều hành Khu phố 4 khảo sát tại chỗ, " \
  "ghi nhận 02 hố ga đầy bùn và 01 miệng thu nước bị rác bít kín, làm nước mưa thoát chậm; đơn "    \
  "vị "                                                                                                                        \
  "quản lý thoát nước nạo vét toàn bộ hố ga, miệng thu tại khu vực, hoàn thành trong ngày."

static inline DtLetter *
letter_sample_new (DtLetterForm form, guint n_paragraphs)
{
  DtLetter *letter = dt_letter_new ();
  g_autoptr (GString) text = g_string_new ("Ủy ban nhân dân phường Sài Gòn nhận được phản ánh của "
                                           "bà ngày 17 tháng 02 năm 2026 về tình trạng ngập nước "
                                           "tại đầu hẻm 15 Lê Thánh Tôn.\n");

  for (guint i = 0; i < n_paragraphs; i++)
    g_string_append_printf (text, "%u. %s\n", i + 1, SAMPLE_PARAGRAPH);
  g_string_append (text, "Trân trọng cảm ơn bà đã đóng góp ý kiến <rất thiết thực> & kịp thời.\n");
  letter->form = form;
  letter->number = 5;
  letter->year = 2026;
  letter->part = g_strdup ("VP");
  letter->to = g_strdup ("Bà Trần Thị Hoa");
  letter->about = g_strdup (form == DT_LETTER_REPLY
                                ? "trả lời phản ánh ngập nước tại hẻm 15 Lê Thánh Tôn"
                                : "Về việc giải quyết ngập nước tại hẻm 15 đường Lê Thánh Tôn và "
                                  "các hẻm lân cận thuộc Khu phố 4");
  letter->text = g_strdup (text->str);
  letter->receivers = g_strdup ("Chủ tịch UBND phường (để báo cáo)\nBan điều hành Khu phố 4");
  letter->authority = DT_AUTHORITY_DEPUTY;
  letter->position = g_strdup ("Phó Chủ tịch UBND phường");
  letter->signer = g_strdup ("Võ Thị Thu Hà");
  letter->issued = SAMPLE_ISSUED;
  letter->case_code = g_strdup ("HS-2026-0412");
  return letter;
}

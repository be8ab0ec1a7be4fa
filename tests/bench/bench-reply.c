/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the checks of a reply take on a long text, as a time and as a ratio to folding the same
 * bytes in the same run. */
#include "base/dt-text.h"
#include "model/dt-reply-check.h"

#define ROUNDS 200
#define CHARS 5000
#define WANTED 5.0 /* ms */

static const char paragraph[]
    = "Kính gửi ông Nguyễn Văn An, Ủy ban nhân dân phường Sài Gòn đã nhận được phản ánh ngày "
      "24/11/2026 (mã hồ sơ HS-2026-0412) về tình trạng ngập nước tại hẻm 45 đường Lê Thánh Tôn. "
      "Theo Nghị định số 155/2026/NĐ-CP, đơn vị thoát nước nạo vét cống từ 08:00 ngày 30/11/2026, "
      "kinh phí 1.500.000.000 đồng. Nếu cần, xin ông gọi 028 0000 0000 hoặc 0901 234 567.\n";

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

int
main (int argc, char **argv)
{
  g_autoptr (DtReplyDraft) draft = dt_reply_draft_new ();
  g_autoptr (DtCase) a_case = dt_case_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  static const char *const misspelt[] = { "phườngg", "dan", NULL };
  DtCheckInput input = { .draft = draft,
                         .a_case = a_case,
                         .unit_name = "phường Sài Gòn",
                         .now = G_USEC_PER_SEC,
                         .misspelt = misspelt };
  DtReplyRules *rules = dt_reply_rules_get_shipped ();
  double checking = G_MAXDOUBLE, folding = G_MAXDOUBLE;

  while (g_utf8_strlen (text->str, -1) < CHARS)
    g_string_append (text, paragraph);
  draft->text = g_strdup (text->str);
  draft->outcome = DT_REPLY_OUTCOME_FORWARD;
  a_case->code = g_strdup ("HS-2026-0413");
  for (guint round = 0; round < ROUNDS; round++)
    {
      gint64 start = g_get_monotonic_time ();

      g_ptr_array_unref (dt_reply_check (rules, &input));
      checking = MIN (checking, seconds_since (start));
      start = g_get_monotonic_time ();
      g_free (dt_text_fold (text->str, -1));
      folding = MIN (folding, seconds_since (start));
    }
  g_print ("%-20s %8.3f ms for %u characters (at most %.0f), %.1f times folding the same bytes\n",
           "checks of a reply",
           checking * 1000,
           (guint) g_utf8_strlen (text->str, -1),
           WANTED,
           checking / folding);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receipt's HTML: what stands on it and what must not, and a QR code that a reader reads. */
#include "documents/dt-receipt-document.h"

#include "base/dt-error.h"
#include "documents/dt-document-words.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

/* 2026-11-23 14:06 in Hanoi, a Monday. */
#define RECEIVED (G_GINT64_CONSTANT (1795417560) * G_USEC_PER_SEC)

static DtCase *
make_case (void)
{
  DtCase *a_case = dt_case_new ();

  a_case->code = g_strdup ("HS-2026-0415");
  a_case->title = g_strdup ("Ngập nước trước nhà bà Hoa");
  a_case->snippet = g_strdup ("Nhà tôi ở 12 Nguyễn Trãi bị ngập");
  a_case->citizen_name = g_strdup ("Trần Thị Hoa");
  a_case->place = g_strdup ("12 Nguyễn Trãi");
  a_case->kind = DT_CASE_KIND_FEEDBACK;
  a_case->channel = DT_CHANNEL_WALK_IN;
  a_case->field = g_strdup ("environment");
  a_case->n_attachments = 2;
  a_case->received = RECEIVED;
  return a_case;
}

static DtReceiptValues
make_values (DtCase *a_case)
{
  return (DtReceiptValues){
    .a_case = a_case,
    .unit_name = "Phường Sài Gòn",
    .province = "Thành phố Hồ Chí Minh",
    .unit_address = "45–47 Lê Duẩn",
    .unit_phone = "028 3822 0415",
    .work_hours = "07:30–11:30 và 13:00–17:00, thứ Hai đến thứ Sáu",
    .counter = "quầy số 2",
    .officer_name = "Lê Minh Châu",
    .promise = "DT1:AQUyNjc0MA",
  };
}

static void
assert_has (const char *html, const char *text)
{
  if (strstr (html, text) == NULL)
    g_error ("“%s” is not on the receipt:\n%s", text, html);
}

static void
assert_has_not (const char *html, const char *text)
{
  if (strstr (html, text) != NULL)
    g_error ("“%s” is on the receipt", text);
}

static void
test_contents (gconstpointer data)
{
  DtPaper paper = GPOINTER_TO_INT (data);
  g_autoptr (DtCase) a_case = make_case ();
  DtReceiptValues values = make_values (a_case);
  g_autoptr (GError) error = NULL;
  g_autofree char *html = dt_receipt_document_to_html (&values, paper, &error);

  g_assert_no_error (error);
  assert_has (html, "PHƯỜNG SÀI GÒN");
  assert_has (html, "GIẤY BIÊN NHẬN");
  assert_has (html, "HS-2026-0415");
  assert_has (html,
              paper == DT_PAPER_A5 ? "Tiếp công dân tại trụ sở, quầy số 2"
                                   : "Lê Minh Châu, quầy số 2");
  assert_has (html, "02 tệp");
  assert_has (html, "Lê Minh Châu");
  assert_has (html, "Quét mã để kiểm tra");
  assert_has (html, "sổ của phường");
  assert_has (html, "45–47 Lê Duẩn, Thành phố Hồ Chí Minh");
  assert_has (html, "028 3822 0415");
  assert_has (html, "<svg ");
  if (paper == DT_PAPER_A5)
    {
      assert_has (html, "size: 148mm 210mm");
      assert_has (html, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
      assert_has (html, "Độc lập - Tự do - Hạnh phúc");
      assert_has (html, "14 giờ 06 phút, thứ Hai ngày 23/11/2026");
      assert_has (html, "Phản ánh; lĩnh vực môi trường");
    }
  else
    {
      assert_has (html, "size: 80mm auto");
      assert_has (html, "14:06 thứ Hai 23/11/2026");
      assert_has (html, "Môi trường");
    }
  /* Nothing of the citizen or of what they said; nothing that acts; no promise of a day. */
  assert_has_not (html, "Hoa");
  assert_has_not (html, "Nguyễn Trãi");
  assert_has_not (html, "ngập");
  assert_has_not (html, "<script");
  assert_has_not (html, "{{");
  assert_has_not (html, "Hạn trả lời");
  assert_has_not (html, "DỮ LIỆU MẪU");
}

static void
test_escaping (gconstpointer data)
{
  DtPaper paper = GPOINTER_TO_INT (data);
  g_autoptr (DtCase) a_case = make_case ();
  DtReceiptValues values = make_values (a_case);
  g_autofree char *html = NULL;

  values.officer_name = "<script>alert(1)</script>";
  values.counter = "\"quầy\" & 'bàn'";
  values.unit_address = "<img src=x onerror=y>";
  values.demo = TRUE;
  html = dt_receipt_document_to_html (&values, paper, NULL);
  assert_has_not (html, "<script");
  assert_has_not (html, "<img");
  assert_has (html, "&lt;script&gt;alert(1)&lt;/script&gt;");
  assert_has (html, "&quot;quầy&quot; &amp; &apos;bàn&apos;");
  assert_has (html, "DỮ LIỆU MẪU");
}

/* What is not known leaves no empty row and no stray comma. */
static void
test_little_known (gconstpointer data)
{
  DtPaper paper = GPOINTER_TO_INT (data);
  g_autoptr (DtCase) a_case = make_case ();
  DtReceiptValues values = make_values (a_case);
  g_autofree char *html = NULL;

  g_clear_pointer (&a_case->field, g_free);
  a_case->n_attachments = 0;
  values.unit_name = "Đặc khu Côn Đảo";
  values.unit_address = values.unit_phone = values.work_hours = values.counter = NULL;
  html = dt_receipt_document_to_html (&values, paper, NULL);
  assert_has (html, "ĐẶC KHU CÔN ĐẢO");
  assert_has (html, "sổ của đặc khu");
  assert_has (html, "Không");
  assert_has (html, "Thành phố Hồ Chí Minh");
  assert_has (html, ">Tiếp công dân tại trụ sở<");
  assert_has_not (html, "hoặc gọi");
  assert_has_not (html, "Giờ làm việc");
  assert_has_not (html, "lĩnh vực");
  assert_has_not (html, "Lĩnh vực");
}

/* Draws the SVG's rectangles with 4 dots a module, as a grey picture that zbarimg reads. */
static void
draw_qr (const char *svg, guint modules, const char *path)
{
  const guint dots = 4;
  guint side = modules * dots;
  g_autofree guint8 *pixels = g_malloc (side * side);
  const char *p = strstr (svg, "fill=\"#000\" d=\"");
  guint x, y, width;
  int used;
  FILE *file;

  memset (pixels, 255, side * side);
  g_assert_nonnull (p);
  p += strlen ("fill=\"#000\" d=\"");
  while (sscanf (p, "M%u %uh%uv1h-%*uz%n", &x, &y, &width, &used) == 3)
    {
      g_assert_cmpuint (x + width, <=, modules - DT_QR_QUIET_ZONE);
      for (guint i = 0; i < dots; i++)
        memset (pixels + (y * dots + i) * side + x * dots, 0, width * dots);
      p += used;
    }
  g_assert_true (g_str_has_prefix (p, "\"/></svg>"));
  file = g_fopen (path, "wb");
  fprintf (file, "P5\n%u %u\n255\n", side, side);
  fwrite (pixels, 1, side * side, file);
  fclose (file);
}

static char *
make_promise (gsize length)
{
  GString *promise = g_string_new ("DT1:");
  guint state = 7;

  while (promise->len < length)
    {
      state = state * 1103515245 + 12345;
      g_string_append_c (
          promise,
          "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[(state >> 16) % 64]);
    }
  return g_string_free (promise, FALSE);
}

static void
test_qr (gconstpointer data)
{
  g_autofree char *promise = make_promise (GPOINTER_TO_UINT (data));
  g_autofree char *folder = g_dir_make_tmp ("dt-qr-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "qr.pgm", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *svg = dt_qr_to_svg (promise, 0.5, &error);
  g_autofree char *output = NULL;
  g_autofree char *expected = g_strconcat (promise, "\n", NULL);
  const char *argv[] = { "zbarimg", "-q", "--raw", path, NULL };
  char size[64];
  guint modules = dt_qr_get_modules (promise);
  int status = -1;

  g_assert_no_error (error);
  /* Version 22 is 105 modules wide. */
  g_assert_cmpuint (modules, <=, 105 + 2 * DT_QR_QUIET_ZONE);
  g_snprintf (size, sizeof size, "width=\"%u.%u00mm\"", modules / 2, modules % 2 * 5);
  assert_has (svg, size);
  draw_qr (svg, modules, path);
  g_spawn_sync (NULL,
                (char **) argv,
                NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL,
                NULL,
                NULL,
                &output,
                NULL,
                &status,
                &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  g_assert_cmpstr (output, ==, expected);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_qr_too_long (void)
{
  g_autofree char *promise = make_promise (5000);
  g_autoptr (GError) error = NULL;

  g_assert_null (dt_qr_to_svg (promise, 0.5, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
  g_assert_cmpuint (dt_qr_get_modules (promise), ==, 0);
}

static void
test_words (void)
{
  g_autofree char *sunday
      = dt_document_format_time_short (RECEIVED - (gint64) 86400 * G_USEC_PER_SEC);
  g_autofree char *type = dt_document_unit_type ("Xã Long Điền");
  g_autofree char *in_sentence = dt_document_unit_inline ("Đặc khu Lý Sơn");

  g_assert_cmpstr (sunday, ==, "14:06 Chủ nhật 22/11/2026");
  g_assert_cmpstr (type, ==, "xã");
  g_assert_cmpstr (in_sentence, ==, "đặc khu Lý Sơn");
  for (guint i = 0; i < DT_N_CHANNELS; i++)
    g_assert_nonnull (dt_document_name_channel (i));
  for (guint i = 0; i < DT_N_CASE_KINDS; i++)
    g_assert_nonnull (dt_document_name_kind (i));
}

int
main (int argc, char **argv)
{
  static const char *const names[] = { "a5", "roll" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *contents = g_strdup_printf ("/receipt-document/%s/contents", names[i]);
      g_autofree char *escaping = g_strdup_printf ("/receipt-document/%s/escaping", names[i]);
      g_autofree char *little = g_strdup_printf ("/receipt-document/%s/little known", names[i]);

      g_test_add_data_func (contents, GUINT_TO_POINTER (i), test_contents);
      g_test_add_data_func (escaping, GUINT_TO_POINTER (i), test_escaping);
      g_test_add_data_func (little, GUINT_TO_POINTER (i), test_little_known);
    }
  g_test_add_data_func ("/receipt-document/qr/short", GUINT_TO_POINTER (20), test_qr);
  g_test_add_data_func ("/receipt-document/qr/promise", GUINT_TO_POINTER (192), test_qr);
  g_test_add_data_func ("/receipt-document/qr/with proof", GUINT_TO_POINTER (779), test_qr);
  g_test_add_func ("/receipt-document/qr/too long", test_qr_too_long);
  g_test_add_func ("/receipt-document/words", test_words);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Printing receipts and letters through WebKitGTK: the paper's size, the words, and a QR code that
 * is read off the picture of the print. Set DT_TEST_OUTPUT to keep the PDFs. */
#include "documents/dt-letter-document.h"
#include "documents/dt-notice-document.h"
#include "documents/dt-receipt-document.h"
#include "ui/shell/dt-web-loader.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define LIMIT_SECONDS 60

/* As long as a promise of the ledger is. */
#define PROMISE                                                                                    \
  "DT1:AQUyNjc0MAxIUy0yMDI2LTA0MTUABkQ2hWqkQAGTx2oyY3V0dGluZ2VkZ2UBAH5KQ2ZzcGVha2luZ29mdGhlcGFz"   \
  "dGFuZG9mdGhlZnV0dXJlX3dlc2F5bm90aGluZ2hlcmVhdGFsbF9idXRfd2VoYXZlX2l0X3dyaXR0ZW5fZG93bl9pbl90"

static char *folder;

static void
on_done_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
on_limit_cb (gpointer data)
{
  g_error ("Nothing came of it in %d seconds", LIMIT_SECONDS);
  return G_SOURCE_REMOVE;
}

static gboolean
print (const char *html, DtWebPaper paper, const char *path, GCancellable *cancel, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  guint limit = g_timeout_add_seconds (LIMIT_SECONDS, on_limit_cb, NULL);

  dt_web_print_pdf_async (html, paper, path, cancel, on_done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
  return dt_web_print_pdf_finish (result, error);
}

/* What the command writes. */
static char *
run (const char *first, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status = -1;
  va_list args;

  va_start (args, first);
  for (const char *arg = first; arg != NULL; arg = va_arg (args, const char *))
    g_ptr_array_add (argv, (char *) arg);
  va_end (args);
  g_ptr_array_add (argv, NULL);
  g_spawn_sync (NULL,
                (char **) argv->pdata,
                NULL,
                G_SPAWN_SEARCH_PATH,
                NULL,
                NULL,
                &output,
                NULL,
                &status,
                &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
  return output;
}

static char *
make_html (DtPaper paper, gboolean full)
{
  g_autoptr (DtCase) a_case = dt_case_new ();
  g_autoptr (GError) error = NULL;
  DtReceiptValues values = {
    .a_case = a_case,
    .unit_name = full ? "Phường Sài Gòn" : "Phường Đông Gia Nghĩa",
    .province = "Thành phố Hồ Chí Minh",
    .unit_address = full ? "45–47 Lê Duẩn" : NULL,
    .unit_phone = full ? "028 3822 0415" : NULL,
    .work_hours = full ? "07:30–11:30 và 13:00–17:00, thứ Hai đến thứ Sáu" : NULL,
    .counter = full ? "quầy số 2" : NULL,
    .officer_name = "Lê Minh Châu",
    .promise = PROMISE,
    .demo = full,
  };
  char *html;

  a_case->code = g_strdup ("HS-2026-0415");
  a_case->kind = DT_CASE_KIND_FEEDBACK;
  a_case->channel = DT_CHANNEL_WALK_IN;
  a_case->field = g_strdup ("environment");
  a_case->n_attachments = 2;
  a_case->received = G_GINT64_CONSTANT (1795417560) * G_USEC_PER_SEC;
  html = dt_receipt_document_to_html (&values, paper, &error);
  g_assert_no_error (error);
  return html;
}

static void
assert_size (const char *pdf, double width_mm, double min_height_mm, double max_height_mm)
{
  g_autofree char *info = run ("pdfinfo", pdf, NULL);
  const char *size = strstr (info, "Page size:");
  double width = 0;
  double height = 0;

  g_test_message ("%.60s", size);
  g_assert_nonnull (strstr (info, "Pages:           1\n"));
  g_assert_nonnull (size);
  g_assert_cmpint (sscanf (size, "Page size: %lf x %lf pts", &width, &height), ==, 2);
  g_assert_cmpfloat_with_epsilon (width, width_mm * 72 / 25.4, 1);
  g_assert_cmpfloat (height, >=, min_height_mm * 72 / 25.4 - 1);
  g_assert_cmpfloat (height, <=, max_height_mm * 72 / 25.4 + 1);
}

static void
assert_words (const char *pdf, const char *const *words)
{
  g_autofree char *text = run ("pdftotext", "-layout", pdf, "-", NULL);
  g_auto (GStrv) parts = g_strsplit_set (text, " \n\t\f", -1);
  g_autoptr (GString) flat = g_string_new (NULL);

  /* Blanks and line breaks are the layout's. */
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_string_append_printf (flat, "%s ", parts[i]);
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (flat->str, words[i]) == NULL)
      g_error ("“%s” is not in the print: %s", words[i], flat->str);
}

/* Every letter out of one family: a letter that a font has not comes from another one, and a word
 * in two fonts looks like a mistake. */
static void
assert_fonts (const char *pdf)
{
  g_autofree char *list = run ("pdffonts", pdf, NULL);
  g_auto (GStrv) lines = g_strsplit (list, "\n", -1);

  for (guint i = 2; lines[i] != NULL && *lines[i] != '\0'; i++)
    if (strstr (lines[i], "Tinos") == NULL && strstr (lines[i], "Arimo") == NULL)
      g_error ("A letter is not in the document's font: %s", lines[i]);
}

/* At 203 dots per inch, which is what the receipt printers have. */
static void
assert_qr (const char *pdf)
{
  g_autofree char *stem = g_strconcat (pdf, "-203", NULL);
  g_autofree char *png = g_strconcat (stem, ".png", NULL);
  g_autofree char *made
      = run ("pdftoppm", "-png", "-r", "203", "-gray", "-singlefile", pdf, stem, NULL);
  g_autofree char *read = run ("zbarimg", "-q", "--raw", png, NULL);

  g_assert_cmpstr (read, ==, PROMISE "\n");
  if (g_getenv ("DT_TEST_OUTPUT") == NULL)
    g_unlink (png);
}

typedef struct
{
  const char *name;
  DtPaper paper;
  DtWebPaper web_paper;
  gboolean full;
  double width_mm, min_height_mm, max_height_mm;
  const char *words[12];
} PrintRow;

static const PrintRow print_rows[] = {
  { "a5",
    DT_PAPER_A5,
    DT_WEB_PAPER_A5,
    TRUE,
    148,
    210,
    210,
    { "ỦY BAN NHÂN DÂN",
      "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
      "PHƯỜNG SÀI GÒN Độc lập - Tự do - Hạnh phúc",
      "GIẤY BIÊN NHẬN Tiếp nhận ý kiến của công dân",
      "Mã hồ sơ HS-2026-0415",
      "Tiếp nhận lúc 14 giờ 06 phút, thứ Hai ngày 23/11/2026",
      "Hình thức Tiếp công dân tại trụ sở, quầy số 2",
      "Loại ý kiến Phản ánh; lĩnh vực môi trường",
      "Người tiếp nhận Lê Minh Châu",
      "DỮ LIỆU MẪU",
      "Giờ làm việc: 07:30–11:30 và 13:00–17:00, thứ Hai đến thứ Sáu." } },
  { "a5-little",
    DT_PAPER_A5,
    DT_WEB_PAPER_A5,
    FALSE,
    148,
    210,
    210,
    { "PHƯỜNG ĐÔNG GIA NGHĨA", "Hỏi kết quả: đọc mã hồ sơ tại quầy." } },
  { "roll",
    DT_PAPER_ROLL_80,
    DT_WEB_PAPER_ROLL_80,
    TRUE,
    80,
    130,
    220,
    { "UBND PHƯỜNG SÀI GÒN",
      "45–47 Lê Duẩn, Thành phố Hồ Chí Minh",
      "GIẤY BIÊN NHẬN HS-2026-0415 14:06 thứ Hai 23/11/2026",
      "Lĩnh vực Môi trường",
      "Người nhận Lê Minh Châu, quầy số 2",
      "hoặc gọi 028 3822 0415" } },
  { "roll-little",
    DT_PAPER_ROLL_80,
    DT_WEB_PAPER_ROLL_80,
    FALSE,
    80,
    110,
    200,
    { "UBND PHƯỜNG ĐÔNG GIA NGHĨA" } },
};

static void
test_print (gconstpointer data)
{
  const PrintRow *row = data;
  g_autofree char *name = g_strdup_printf ("receipt-%s.pdf", row->name);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *html = make_html (row->paper, row->full);
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  print (html, row->web_paper, path, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("printed in %.0f ms", (double) (g_get_monotonic_time () - start) / 1000);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  assert_size (path, row->width_mm, row->min_height_mm, row->max_height_mm);
  assert_words (path, row->words);
  assert_fonts (path);
  assert_qr (path);
  if (g_getenv ("DT_TEST_OUTPUT") == NULL)
    g_unlink (path);
}

/* The text size of the program changes nothing on paper: a roll measured for other letters had a
 * second page. */
static void
test_large_text (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi = 0;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 144 * 1024, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (print_rows); i++)
    if (print_rows[i].web_paper == DT_WEB_PAPER_ROLL_80)
      test_print (&print_rows[i]);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

static void
test_cancel (void)
{
  g_autofree char *path = g_build_filename (folder, "cancelled.pdf", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (print ("<p>x", DT_WEB_PAPER_A4, path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* A folder that cannot be written to is an error, and not a minute of silence. */
static void
test_no_folder (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (print ("<p>x", DT_WEB_PAPER_A4, "/nonexistent/x.pdf", NULL, &error));
  g_assert_nonnull (error);
}

static gboolean
on_tick_cb (gpointer data)
{
  *(guint *) data += 1;
  return G_SOURCE_CONTINUE;
}

static gboolean
on_incoming_cb (GSocketService *service,
                GSocketConnection *connection,
                GObject *from,
                gpointer data)
{
  *(guint *) data += 1;
  return TRUE;
}

/* A page that tries what a page of ours never would: nothing of it happens, and nobody is asked. */
static void
test_view (void)
{
  static const char html[]
      = "<title>before</title><link rel=stylesheet href=\"http://127.0.0.1:%u/css\">"
        "<style>@import url(http://127.0.0.1:%u/import); p { background: "
        "url(http://127.0.0.1:%u/background) }</style>"
        "<meta http-equiv=refresh content=\"0;url=http://127.0.0.1:%u/refresh\">"
        "<body onload=\"document.title='handler'\"><script>document.title = 'script'</script>"
        "<img src=http://127.0.0.1:%u/img onerror=\"document.title='img'\">"
        "<iframe src=http://127.0.0.1:%u/frame></iframe>"
        "<iframe src=\"data:text/html,<script>top.document.title='frame'</script>\"></iframe>"
        "<p>Xin chào</p>";
  g_autoptr (GSocketService) service = g_socket_service_new ();
  guint port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *page = g_strdup_printf (html, port, port, port, port, port, port);
  g_autoptr (GError) error = NULL;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = dt_web_view_new (page, &error);
  g_autofree char *title = NULL;
  g_autofree char *uri = NULL;
  gboolean loading = TRUE;
  guint asked = 0;
  guint ticks = 0;
  guint timer;

  g_assert_no_error (error);
  g_assert_cmpuint (port, >, 0);
  g_signal_connect (service, "incoming", G_CALLBACK (on_incoming_cb), &asked);
  g_object_ref_sink (view);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  timer = g_timeout_add (100, on_tick_cb, &ticks);
  /* Loaded, and then a second for whatever would come of it. */
  while (loading || ticks < 10)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (view, "is-loading", &loading, NULL);
      if (loading)
        ticks = MIN (ticks, 1);
    }
  g_source_remove (timer);
  g_object_get (view, "title", &title, "uri", &uri, NULL);
  g_assert_cmpstr (title, ==, "before");
  g_assert_cmpstr (uri, ==, "about:blank");
  g_assert_cmpuint (asked, ==, 0);
  dt_web_view_set_html (view, "<title>second</title>");
  while (g_strcmp0 (title, "second") != 0)
    {
      g_main_context_iteration (NULL, TRUE);
      g_clear_pointer (&title, g_free);
      g_object_get (view, "title", &title, NULL);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (view);
}

static gboolean
on_close_dialog_cb (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) == data)
        {
          gtk_window_close (window);
          return G_SOURCE_REMOVE;
        }
    }
  return G_SOURCE_CONTINUE;
}

/* The dialog comes up over its window, and closing it is a cancel. */
static void
test_dialog (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint limit = g_timeout_add_seconds (LIMIT_SECONDS, on_limit_cb, NULL);

  gtk_window_present (window);
  g_timeout_add (100, on_close_dialog_cb, window);
  dt_web_print_dialog_async ("<p>x", DT_WEB_PAPER_A5, window, on_done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
  g_assert_false (dt_web_print_dialog_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  gtk_window_destroy (window);
}

static char *
make_notice (const char *reason)
{
  const gint64 received = G_GINT64_CONSTANT (1795417560) * G_USEC_PER_SEC;
  g_autoptr (DtCase) a_case = dt_case_new ();
  g_autoptr (GError) error = NULL;
  const DtNoticeValues values = {
    .a_case = a_case,
    .unit_name = "Phường Sài Gòn",
    .citizen_name = "Trần Thị Hoa",
    .address = "15/7 Lê Thánh Tôn, phường Sài Gòn, Thành phố Hồ Chí Minh",
    .clock = DT_CLOCK_ANSWER,
    .old_due = received + 30 * G_TIME_SPAN_DAY,
    .new_due = received + 60 * G_TIME_SPAN_DAY,
    .promise = received + 50 * G_TIME_SPAN_DAY,
    .reason = reason,
    .source = "Luật Tố cáo số 25/2018/QH14, Điều 30, khoản 2",
    .approver_name = "Nguyễn Văn An",
    .approver_title = "Phó Chủ tịch UBND phường",
    .issued = received,
  };
  g_autoptr (DtLetter) letter = NULL;
  DtLetterValues paper = { .unit_name = values.unit_name, .demo = TRUE };
  char *html;

  a_case->code = g_strdup ("HS-2026-0415");
  a_case->title = g_strdup ("Hộ bên cạnh xây tường lấn lối đi chung của hẻm 51 từ tháng trước");
  a_case->kind = DT_CASE_KIND_DENUNCIATION;
  a_case->received = received;
  letter = dt_notice_document_make_letter (&values, &error);
  g_assert_no_error (error);
  paper.letter = letter;
  html = dt_letter_document_to_html (&paper, &error);
  g_assert_no_error (error);
  return html;
}

/* The letter about an extension: one page of A4, every letter in the font that has them all. */
static void
test_notice (void)
{
  static const char *const words[]
      = { "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
          "PHƯỜNG SÀI GÒN",
          "Độc lập - Tự do - Hạnh phúc",
          "/TB-UBND",
          "Phường Sài Gòn, ngày 23 tháng 11 năm 2026",
          "Về việc gia hạn thời hạn giải quyết đối với hồ sơ HS-2026-0415",
          "Kính gửi: Ông/Bà Trần Thị Hoa",
          "thứ Tư ngày 23/12/2026",
          "KT. CHỦ TỊCH",
          "Nguyễn Văn An",
          NULL };
  g_autofree char *pdf = g_build_filename (folder, "notice-a4.pdf", NULL);
  g_autofree char *html = make_notice ("phải kiểm tra, xác minh tại nhiều địa điểm và chờ kết quả "
                                       "giám định của cơ quan chuyên môn");
  g_autofree char *boxes = NULL;
  g_autoptr (GError) error = NULL;
  const char *word;
  double left, top, right, bottom;

  g_assert_true (print (html, DT_WEB_PAPER_A4, pdf, NULL, &error));
  g_assert_no_error (error);
  assert_size (pdf, 210, 297, 297);
  assert_words (pdf, words);
  /* As large as it should be: 14 points, and the font is 1.107 of that high. */
  boxes = run ("pdftotext", "-bbox", pdf, "-", NULL);
  word = g_strrstr_len (boxes, strstr (boxes, ">Kính<") - boxes, "<word ");
  g_assert_cmpint (sscanf (word,
                           "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"",
                           &left,
                           &top,
                           &right,
                           &bottom),
                   ==,
                   4);
  g_assert_cmpfloat_with_epsilon (bottom - top, 14 * 1.107, 0.1);
  assert_fonts (pdf);
  if (g_getenv ("DT_TEST_OUTPUT") == NULL)
    g_unlink (pdf);
}

/* One that needs a second page has its margin there too. */
static void
test_long_notice (void)
{
  g_autoptr (GString) reason = g_string_new (NULL);
  g_autofree char *pdf = g_build_filename (folder, "notice-long.pdf", NULL);
  g_autofree char *html = NULL;
  g_autofree char *boxes = NULL;
  g_autofree char *info = NULL;
  g_autoptr (GError) error = NULL;
  const char *first;
  double left, top;

  for (guint i = 0; i < 60; i++)
    g_string_append (reason, "phải kiểm tra, xác minh tại nhiều địa điểm; ");
  html = make_notice (reason->str);
  g_assert_true (print (html, DT_WEB_PAPER_A4, pdf, NULL, &error));
  g_assert_no_error (error);
  info = run ("pdfinfo", pdf, NULL);
  g_assert_nonnull (strstr (info, "Pages:           2\n"));
  boxes = run ("pdftotext", "-bbox", "-f", "2", pdf, "-", NULL);
  /* The number of the page stands in the margin. */
  first = strstr (boxes, ">2</word>");
  g_assert_nonnull (first);
  first = strstr (first, "<word ");
  g_assert_nonnull (first);
  g_assert_cmpint (sscanf (first, "<word xMin=\"%lf\" yMin=\"%lf\"", &left, &top), ==, 2);
  g_assert_cmpfloat (top, >=, 20 * 72 / 25.4 - 1);
  g_assert_cmpfloat (top, <=, 30 * 72 / 25.4);
  g_assert_cmpfloat (left, >=, 30 * 72 / 25.4 - 1);
  if (g_getenv ("DT_TEST_OUTPUT") == NULL)
    g_unlink (pdf);
}

/* In a process of its own: here the module is open already. */
static void
test_missing (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) print_error = NULL;

      g_setenv ("DT_MODULEDIR", "/nonexistent", TRUE);
      g_assert_null (dt_web_view_new ("<p>x", &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
      g_assert_nonnull (strstr (error->message, "/nonexistent/dt-web.so"));
      g_assert_false (print ("<p>x", DT_WEB_PAPER_A5, "/tmp/x.pdf", NULL, &print_error));
      g_assert_error (print_error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  folder = g_getenv ("DT_TEST_OUTPUT") != NULL ? g_strdup (g_getenv ("DT_TEST_OUTPUT"))
                                               : g_dir_make_tmp ("dt-web-print-XXXXXX", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (print_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/web-print/%s", print_rows[i].name);

      g_test_add_data_func (path, &print_rows[i], test_print);
    }
  g_test_add_func ("/web-print/notice", test_notice);
  g_test_add_func ("/web-print/notice/long", test_long_notice);
  g_test_add_func ("/web-print/large text", test_large_text);
  g_test_add_func ("/web-print/cancel", test_cancel);
  g_test_add_func ("/web-print/no folder", test_no_folder);
  g_test_add_func ("/web-print/view", test_view);
  g_test_add_func ("/web-print/dialog", test_dialog);
  g_test_add_func ("/web-print/missing module", test_missing);
  result = g_test_run ();
  if (g_getenv ("DT_TEST_OUTPUT") == NULL)
    g_rmdir (folder);
  g_free (folder);
  return result;
}

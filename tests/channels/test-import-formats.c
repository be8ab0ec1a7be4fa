/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XLSX, JSON Lines, Open311 and mbox; what a file is taken for; what columns are taken to mean. */
#include "import-fixture.h"
#include "import-zip.h"

typedef struct
{
  const char *name;
  DtImportFormat format;
  const char *bytes;
  const char *expected;
} FormatRow;

static const FormatRow format_rows[] = {
  /* --- JSON Lines --- */
  { "jsonl/plain",
    DT_IMPORT_FORMAT_AUTO,
    "{\"id\":1,\"text\":\"Đường\\u0020ngập\"}\n{\"id\":2,\"text\":null,\"x\":{\"y\":true}}\n",
    "id|text|x.y\n1:ok|1|Đường ngập|-\n2:ok|2|-|true\n" },
  { "jsonl/numbers stay as they are written",
    DT_IMPORT_FORMAT_AUTO,
    "{\"id\":12345678901234567890123,\"lat\":37.762221815}\n",
    "id|lat\n1:ok|12345678901234567890123|37.762221815\n" },
  { "jsonl/arrays",
    DT_IMPORT_FORMAT_AUTO,
    "{\"tags\":[\"a\",\"b\",3],\"o\":[{\"k\":1}],\"e\":[]}\n",
    "tags|o|e\n1:ok|a, b, 3|[{\"k\":1}]|-\n" },
  { "jsonl/a broken line costs itself",
    DT_IMPORT_FORMAT_AUTO,
    "{\"a\":1,\"b\":2}\n{\"a\":3,\"b\":\n\n{\"a\":5,\"b\":6} x\n[1]\n{\"a\":7,\"b\":8}\r\n",
    "a|b\n1:ok|1|2\n2:bad_json|3|-\n4:bad_json|5|6\n5:bad_json|-|-\n6:ok|7|8\n" },
  { "jsonl/escapes",
    DT_IMPORT_FORMAT_AUTO,
    "{\"a\":\"\\ud83d\\ude00 \\\"x\\\" \\/\\n y\"}\n{\"a\":\"\\ud83d\"}\n{\"a\":\"\\x\"}\n",
    "a\n1:ok|😀 \"x\" /\n y\n2:ok|\xEF\xBF\xBD\n3:bad_json|-\n" },
  { "jsonl/not strict",
    DT_IMPORT_FORMAT_JSONL,
    "{\"a\":1}\n{'a':1}\n{\"a\":01}\n{\"a\":1,}\n{\"a\":NaN}\n{\"a\":.5}\n{a:1}\n",
    "a\n1:ok|1\n2:bad_json|-\n3:bad_json|01\n4:bad_json|1\n5:bad_json|NaN\n6:bad_json|.5\n"
    "7:bad_json|-\n" },
  { "jsonl/no objects", DT_IMPORT_FORMAT_JSONL, "1\n2\n", "error:6" },
  /* --- Open311 --- */
  { "open311/array",
    DT_IMPORT_FORMAT_AUTO,
    "[ {\"a\":1},\n {\"a\":2,\"b\":\"]}\"} ]\n",
    "a|b\n1:ok|1|-\n2:ok|2|]}\n" },
  { "open311/named array",
    DT_IMPORT_FORMAT_AUTO,
    "{\"meta\":{\"n\":2},\"service_requests\":[{\"a\":1},{\"a\":2}],\"more\":[]}",
    "a\n1:ok|1\n1:ok|2\n" },
  { "open311/006 is no number",
    DT_IMPORT_FORMAT_AUTO,
    "[\n{\"id\":1,\"service_code\":006,\"d\":\"x\"},\n{\"id\":2,\"service_code\":7,\"d\":\"y\"}\n]",
    "id|service_code|d\n2:bad_json|1|006|x\n3:ok|2|7|y\n" },
  { "open311/a string that never ends",
    DT_IMPORT_FORMAT_AUTO,
    "[{\"id\":1,\"d\":\"x},{\"id\":2,\"d\":\"y\"},{\"id\":3,\"d\":\"z\"}]",
    "id|d\n1:bad_json|1|x},\n1:ok|2|y\n1:ok|3|z\n" },
  { "open311/a bracket that never closes",
    DT_IMPORT_FORMAT_AUTO,
    "[\n{\"id\":1,\"d\":\"x\"},\n{\"id\":2,\"d\":\"y\",\n{\"id\":3,\"d\":\"z\"}\n]",
    "id|d\n2:ok|1|x\n3:bad_json|2|y\n4:ok|3|z\n" },
  { "open311/what is no object",
    DT_IMPORT_FORMAT_AUTO,
    "[{\"id\":1},5,\"six\",{\"id\":7}]",
    "id\n1:ok|1\n1:bad_json|-\n1:ok|7\n" },
  { "open311/cut off",
    DT_IMPORT_FORMAT_AUTO,
    "[{\"id\":1},{\"id\":2},{\"id\":",
    "id\n1:ok|1\n1:ok|2\n1:bad_json|-\n" },
  /* --- mbox --- */
  { "mbox/two mails, one thread",
    DT_IMPORT_FORMAT_AUTO,
    "From a@example.vn Mon Nov 23 14:06:00 2026\n"
    "From: =?UTF-8?B?Tmd1eeG7hW4gVsSDbiBOYW0=?= <nam@example.vn>\n"
    "Subject: =?UTF-8?Q?Ng=E1=BA=ADp_n=C6=B0=E1=BB=9Bc?=\n"
    "Message-ID: <a1@example.vn>\n"
    "Date: Mon, 23 Nov 2026 14:06:00 +0700\n"
    "Content-Type: text/plain; charset=utf-8\n\n"
    "Đường ngập.\n>From hôm qua.\n\nFrom đây đến chợ.\n\n> trích\n\n"
    "From b@example.vn Mon Nov 23 15:06:00 2026\n"
    "From: b@example.vn\nSubject: Re: x\nIn-Reply-To: <a1@example.vn>\n"
    "Message-ID: <b2@example.vn>\nDate: nonsense\n\nCảm ơn\n",
    "Message-ID|Date|From|Email|Subject|Body\n"
    "1:ok|a1@example.vn|2026-11-23T14:06:00+07:00|Nguyễn Văn Nam|nam@example.vn|Ngập nước|"
    "Đường ngập.\nFrom hôm qua.\n\nFrom đây đến chợ.\n\n> trích\n"
    "15:ok|b2@example.vn|-|-|b@example.vn|Re: x|Cảm ơn\n" },
  { "mbox/HTML alone",
    DT_IMPORT_FORMAT_AUTO,
    "From: a@example.vn\nSubject: x\nContent-Type: text/html; charset=utf-8\n\n"
    "<html><head><style>p{}</style><title>t</title></head><body><p>C&aacute;m &#417;n<br>ông</p>"
    "<script>alert(1)</script><!-- no --><div>A &lt; B &amp;&nbsp;C</div>1 < 2</body></html>",
    "Message-ID|Date|From|Email|Subject|Body\n"
    "1:ok|-|-|-|a@example.vn|x|Cám ơn\nông\nA < B & C\n1 < 2\n" },
  { "mbox/Windows-1258",
    DT_IMPORT_FORMAT_AUTO,
    "From: a@example.vn\nSubject: x\nContent-Type: text/plain; charset=windows-1258\n"
    "Content-Transfer-Encoding: 8bit\n\n\xD0\xFD\xF5\xCCng ho\xE0\n",
    "Message-ID|Date|From|Email|Subject|Body\n1:ok|-|-|-|a@example.vn|x|Đường hoà\n" },
  { "mbox/TCVN 5712",
    DT_IMPORT_FORMAT_AUTO,
    "From: a@example.vn\nSubject: x\nContent-Type: text/plain; charset=TCVN5712-1\n"
    "Content-Transfer-Encoding: 8bit\n\n\xA7\xAD\xEA\x6E\x67\n",
    "Message-ID|Date|From|Email|Subject|Body\n1:ok|-|-|-|a@example.vn|x|Đường\n" },
  { "mbox/an encoding nobody knows",
    DT_IMPORT_FORMAT_AUTO,
    "From: a@example.vn\nSubject: x\nContent-Type: text/plain; charset=x-klingon\n\nđường\n",
    "Message-ID|Date|From|Email|Subject|Body\n1:ok|-|-|-|a@example.vn|x|đường\n" },
  { "mbox/flowed",
    DT_IMPORT_FORMAT_AUTO,
    "From: a@example.vn\nSubject: x\nContent-Type: text/plain; format=flowed\n\n"
    "one \ntwo\nthree\n> quoted\n",
    "Message-ID|Date|From|Email|Subject|Body\n1:ok|-|-|-|a@example.vn|x|one two\nthree\n> "
    "quoted\n" },
  { "mbox/no mail at all",
    DT_IMPORT_FORMAT_MBOX,
    "From x Mon Nov 23 14:06:00 2026\nno header here\n\nbody\n\n"
    "From b Mon Nov 23 15:06:00 2026\nFrom: b@example.vn\nSubject: y\n\ngood\n",
    "Message-ID|Date|From|Email|Subject|Body\n1:bad_mail|-|-|-|-|-|no header here\n\nbody\n"
    "6:ok|-|-|-|b@example.vn|y|good\n" },
  /* --- what a file is taken for --- */
  { "detect/web page", DT_IMPORT_FORMAT_AUTO, "<!doctype html><p>x", "error:6" },
  { "detect/server's answer", DT_IMPORT_FORMAT_AUTO, "HTTP/1.1 403 Forbidden\n\n[]", "error:6" },
  { "detect/PDF", DT_IMPORT_FORMAT_AUTO, "%PDF-1.4\n", "error:6" },
  { "detect/old Excel", DT_IMPORT_FORMAT_AUTO, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "error:6" },
  { "detect/zip that is no workbook", DT_IMPORT_FORMAT_AUTO, "PK\x03\x04nonsense", "error:6" },
  { "detect/empty", DT_IMPORT_FORMAT_AUTO, "", "error:6" },
  { "detect/csv", DT_IMPORT_FORMAT_AUTO, "a,b\n1,2\n", "a|b\n2:ok|1|2\n" },
};

static void
test_format (gconstpointer data)
{
  const FormatRow *row = data;
  g_autofree char *read = NULL;

  read = fixture_read (row->bytes, strlen (row->bytes), row->format);
  g_assert_cmpstr (read, ==, row->expected);
}

static void
test_xlsx_parts (void)
{
  const ZipPart parts[] = { { "[Content_Types].xml", "<Types/>", 0 },
                            { "xl/workbook.xml", zip_workbook, 0 },
                            { "xl/_rels/workbook.xml.rels", zip_relations, 0 },
                            { "xl/worksheets/sheet1.xml", zip_sheet, 0 },
                            { "xl/styles.xml", zip_styles, 0 },
                            { "xl/sharedStrings.xml", zip_strings, 0 } };
  g_autoptr (GBytes) bytes = zip_parts (parts, G_N_ELEMENTS (parts));
  g_autofree char *read = NULL;

  read = fixture_read (
      g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), DT_IMPORT_FORMAT_AUTO);
  g_assert_cmpstr (read,
                   ==,
                   "ID|Nội dung|Ngày nhận\n"
                   "2:ok|84912345678|Ngập nước|2026-11-23\n"
                   "4:ok|1.5|Đèn & rác|2026-11-23T14:06:00\n"
                   "5:too_many_columns|3|-|-\n");
}

/* The XML breaks off: what stands before goes in, and the end is an error, not silence. */
static void
test_xlsx_cut (void)
{
  const ZipPart parts[] = { { "xl/workbook.xml", zip_workbook, 0 },
                            { "xl/_rels/workbook.xml.rels", zip_relations, 0 },
                            { "xl/worksheets/sheet1.xml", zip_sheet, 500 },
                            { "xl/sharedStrings.xml", zip_strings, 0 } };
  g_autoptr (GBytes) bytes = zip_parts (parts, G_N_ELEMENTS (parts));
  g_autofree char *read = NULL;

  read = fixture_read (
      g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), DT_IMPORT_FORMAT_AUTO);
  g_assert_true (g_str_has_suffix (read, "error:1") || g_str_has_suffix (read, "error:1\n"));
}

/* Made by libxlsxwriter: a hidden sheet, an empty one, then a title, a header, a numbering row. */
static void
test_xlsx_file (void)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("DT_SOURCE_DIR"), "tests/data/so-tiep-dan.xlsx", NULL);
  g_autoptr (DtImportSource) source = dt_import_source_open (path, DT_IMPORT_FORMAT_AUTO, NULL);
  g_autofree DtImportField *mapping = NULL;
  g_autofree char *columns = NULL;
  g_autofree char *records = NULL;

  g_assert_nonnull (source);
  g_assert_cmpint (dt_import_source_get_format (source), ==, DT_IMPORT_FORMAT_XLSX);
  columns = g_strjoinv ("|", (char **) dt_import_source_get_columns (source));
  g_assert_cmpstr (columns, ==, "STT|Họ và tên|SĐT|Ngày nhận|Nội dung|Số ảnh|Đã xong");
  mapping = dt_import_source_guess_mapping (source);
  g_assert_cmpint (mapping[0], ==, DT_IMPORT_IGNORE);
  g_assert_cmpint (mapping[1], ==, DT_IMPORT_NAME);
  g_assert_cmpint (mapping[2], ==, DT_IMPORT_PHONE);
  g_assert_cmpint (mapping[3], ==, DT_IMPORT_RECEIVED);
  g_assert_cmpint (mapping[4], ==, DT_IMPORT_CONTENT);
  records = fixture_dump (source);
  g_assert_cmpstr (records,
                   ==,
                   "5:ok|1|Trần Thị Hoa|84912345678|2026-11-23T14:06:00|Ngập nước đường Nguyễn "
                   "Trãi\nmỗi khi mưa|2|FALSE\n"
                   "7:ok|2|Nguyễn Văn Nam|0903 111 222|2026-11-24|Rác thải hẻm 51|1.5|TRUE\n"
                   "8:too_many_columns|3|-|-|-|Đèn đường hỏng|-|-\n");
}

static const char attachment_mail[]
    = "From a Mon Nov 23 14:06:00 2026\nFrom: a@example.vn\nSubject: x\n"
      "References: <root@example.vn> <mid@example.vn>\nMessage-ID: <c3@example.vn>\n"
      "Content-Type: multipart/mixed; boundary=xx\n\n--xx\n"
      "Content-Type: multipart/alternative; boundary=yy\n\n--yy\n"
      "Content-Type: text/plain; charset=utf-8\n\nNội dung\n--yy\n"
      "Content-Type: text/html; charset=utf-8\n\n<p>HTML</p>\n--yy--\n--xx\n"
      "Content-Type: image/png\nContent-Disposition: attachment; filename=\"../../etc/anh.png\"\n"
      "Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--xx--\n";

static void
test_mbox_attachment (void)
{
  g_autofree char *path = fixture_write (attachment_mail, sizeof attachment_mail - 1);
  g_autoptr (DtImportSource) source = dt_import_source_open (path, DT_IMPORT_FORMAT_AUTO, NULL);
  g_autoptr (DtImportRecord) record = NULL;
  const DtImportFile *file;

  g_assert_cmpint (dt_import_source_get_channel (source), ==, DT_CHANNEL_EMAIL);
  g_assert_true (dt_import_source_next (source, &record, NULL));
  g_assert_cmpstr (record->reason, ==, NULL);
  g_assert_cmpstr (record->thread, ==, "root@example.vn");
  g_assert_cmpstr (g_ptr_array_index (record->values, 5), ==, "Nội dung");
  g_assert_cmpuint (record->files->len, ==, 1);
  file = g_ptr_array_index (record->files, 0);
  g_assert_cmpstr (file->name, ==, "anh.png");
  g_assert_cmpstr (file->media_type, ==, "image/png");
  g_assert_cmpmem (g_bytes_get_data (file->content, NULL),
                   g_bytes_get_size (file->content),
                   "\x89PNG\r\n\x1A\n",
                   8);
}

typedef struct
{
  const char *columns;
  const char *row;
  const char *mapping;
} MappingRow;

static const MappingRow mapping_rows[] = {
  { "Mã hồ sơ;Họ tên;SĐT;Địa chỉ;Khu phố;Lĩnh vực;Nội dung;Ngày nhận;Trạng thái;Trả lời;Ghi chú",
    "1;Hoa;0912345678;1 Lê Lợi;KP 4;Môi trường;Rác;23/11/2026;Mới;Đã dọn;-",
    "id,name,phone,address,group,field,content,received,status,answer,note" },
  { "HO VA TEN;DIEN THOAI;NOI DUNG PHAN ANH;KET QUA XU LY;NGAY TRA LOI",
    "Hoa;0912345678;Rác;Đã dọn;24/11/2026",
    "name,phone,content,answer,answered" },
  { "id;title;description;requested_datetime;address;email;phone;service_name;status_notes",
    "1;Pothole;big;2026-01-01;1 Main St;a@b.c;0912345678;Roads;done",
    "id,title,content,received,place,email,phone,field,answer" },
  { "Tiêu đề;Người gửi;E-mail;Kênh tiếp nhận;Loại;Nội dung chi tiết của phản ánh",
    "x;Hoa;a@b.vn;Zalo;Phản ánh;Rác",
    "title,name,email,channel,kind,content" },
  { "STT;Họ tên;Nội dung", "1;Hoa;Rác", "ignore,name,content" },
  { "c1;c2;c3;c4",
    "0912345678;a@b.vn;23/11/2026;Đường Nguyễn Trãi ngập nước mỗi khi mưa, xe chết máy",
    "phone,email,received,content" },
  { "Title;User", "Pothole;Anonymous", "content,name" },
};

static void
test_mapping (gconstpointer data)
{
  const MappingRow *row = data;
  g_autofree char *text
      = g_strdup_printf ("%s\n%s\n%s\n%s\n", row->columns, row->row, row->row, row->row);
  g_autofree char *path = fixture_write (text, strlen (text));
  g_autoptr (DtImportSource) source = dt_import_source_open (path, DT_IMPORT_FORMAT_CSV, NULL);
  g_autofree DtImportField *mapping = dt_import_source_guess_mapping (source);
  g_autoptr (GString) nicks = g_string_new (NULL);
  guint n = g_strv_length ((char **) dt_import_source_get_columns (source));

  for (guint i = 0; i < n; i++)
    g_string_append_printf (nicks, "%s%s", i > 0 ? "," : "", dt_import_field_to_nick (mapping[i]));
  g_assert_cmpstr (nicks->str, ==, row->mapping);
}

static void
test_nicks (void)
{
  DtImportField field = DT_IMPORT_IGNORE;
  DtImportFormat format = DT_IMPORT_FORMAT_AUTO;

  for (guint i = 0; i < DT_N_IMPORT_FIELDS; i++)
    {
      g_assert_true (dt_import_field_from_nick (dt_import_field_to_nick (i), &field));
      g_assert_cmpint (field, ==, i);
    }
  for (guint i = 0; i <= DT_IMPORT_FORMAT_OPEN311; i++)
    {
      g_assert_true (dt_import_format_from_nick (dt_import_format_to_nick (i), &format));
      g_assert_cmpint (format, ==, i);
    }
  g_assert_false (dt_import_field_from_nick ("no", &field));
  g_assert_false (dt_import_format_from_nick (NULL, &format));
}

static void
test_sha256 (void)
{
  g_autofree char *path = fixture_write ("a,b\n1,2\n", 8);
  g_autoptr (DtImportSource) source = dt_import_source_open (path, DT_IMPORT_FORMAT_AUTO, NULL);

  /* printf 'a,b\n1,2\n' | sha256sum */
  g_assert_cmpstr (dt_import_source_get_sha256 (source),
                   ==,
                   "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470");
}

static void
test_not_a_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dt_import_source_open ("/nonexistent/file.csv", DT_IMPORT_FORMAT_AUTO, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (dt_import_source_open ("/", DT_IMPORT_FORMAT_AUTO, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (format_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import-formats/%s", format_rows[i].name);

      g_test_add_data_func (path, &format_rows[i], test_format);
    }
  g_test_add_func ("/import-formats/xlsx/parts", test_xlsx_parts);
  g_test_add_func ("/import-formats/xlsx/cut off", test_xlsx_cut);
  g_test_add_func ("/import-formats/xlsx/file", test_xlsx_file);
  g_test_add_func ("/import-formats/mbox/attachment", test_mbox_attachment);
  for (gsize i = 0; i < G_N_ELEMENTS (mapping_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import-formats/mapping/%u", (guint) i);

      g_test_add_data_func (path, &mapping_rows[i], test_mapping);
    }
  g_test_add_func ("/import-formats/nicks", test_nicks);
  g_test_add_func ("/import-formats/sha256", test_sha256);
  g_test_add_func ("/import-formats/not a file", test_not_a_file);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of a letter by Decree 30/2020/NĐ-CP, and its OpenDocument file: the structure that the
 * standard asks for, the measures of annex I in its styles, and the same text as in HTML. Set
 * DT_TEST_OUTPUT to keep the file. */
#include "documents/letter-samples.h"

#include "documents/dt-letter-odt.h"
#include "model/dt-letter-rules.h"

#include <archive.h>
#include <archive_entry.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>

/* ---- rules ---- */

static void
test_rules (void)
{
  const DtLetterRules *rules = dt_letter_rules_get_default ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{}", 2);

  g_assert_cmpfloat (rules->margins[DT_MARGIN_LEFT].min, ==, 30);
  g_assert_cmpfloat (rules->margins[DT_MARGIN_LEFT].max, ==, 35);
  g_assert_cmpfloat (rules->boxes[DT_BOX_NUMBER].size.value, ==, 13);
  g_assert_true (rules->boxes[DT_BOX_PLACE].italic);
  g_assert_null (dt_letter_rules_new_from_json (bytes, &error));
  g_assert_nonnull (error);
}

typedef struct
{
  const char *name;
  DtLetterForm form;
  guint number;
  const char *part;
  const char *words;
} NumberRow;

static const NumberRow number_rows[] = {
  { "padded", DT_LETTER_REPLY, 5, "VP", "05/UBND-VP" },
  { "not-padded", DT_LETTER_REPLY, 10, "KTHTĐT", "10/UBND-KTHTĐT" },
  { "no-part", DT_LETTER_REPLY, 1286, NULL, "1286/UBND" },
  { "notice", DT_LETTER_NOTICE, 9, "VP", "09/TB-UBND" },
  { "invitation", DT_LETTER_INVITATION, 12, NULL, "12/GM-UBND" },
  { "transfer", DT_LETTER_TRANSFER, 100, NULL, "100/PC-UBND" },
  { "blank", DT_LETTER_TRANSFER, 0, NULL, "…/PC-UBND" },
};

static void
test_number (gconstpointer data)
{
  const NumberRow *row = data;
  g_autoptr (DtLetter) letter = dt_letter_new ();
  g_autofree char *words = NULL;

  letter->form = row->form;
  letter->number = row->number;
  letter->part = g_strdup (row->part);
  words = dt_letter_rules_format_number (dt_letter_rules_get_default (), letter, "…");
  g_assert_cmpstr (words, ==, row->words);
}

typedef struct
{
  const char *name;
  const char *position;
  DtAuthority authority; /* as it is guessed */
  const char *lines;
} SignatureRow;

static const SignatureRow signature_rows[] = {
  { "head", "Chủ tịch UBND phường", DT_AUTHORITY_COLLECTIVE, "TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH" },
  { "nobody", NULL, DT_AUTHORITY_COLLECTIVE, "TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH" },
  { "acting", "Quyền Chủ tịch", DT_AUTHORITY_ACTING, "TM. ỦY BAN NHÂN DÂN|Q. CHỦ TỊCH" },
  { "deputy",
    "Phó Chủ tịch Ủy ban nhân dân xã",
    DT_AUTHORITY_DEPUTY,
    "TM. ỦY BAN NHÂN DÂN|KT. CHỦ TỊCH|PHÓ CHỦ TỊCH" },
  { "order", "Chánh Văn phòng", DT_AUTHORITY_ORDER, "TL. CHỦ TỊCH|CHÁNH VĂN PHÒNG" },
};

static void
test_signature (gconstpointer data)
{
  const SignatureRow *row = data;
  g_auto (GStrv) lines = NULL;
  g_autofree char *joined = NULL;

  g_assert_cmpint (dt_authority_guess (row->position), ==, row->authority);
  lines = dt_letter_rules_get_signature (
      dt_letter_rules_get_default (), row->authority, row->position);
  joined = g_strjoinv ("|", lines);
  g_assert_cmpstr (joined, ==, row->lines);
}

/* ---- HTML ---- */

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in the letter:\n%s", part, text);
}

static void
test_recipients (void)
{
  g_autoptr (DtLetter) letter = letter_sample_new (DT_LETTER_REPLY, 0);
  g_autoptr (DtLetter) invitation = letter_sample_new (DT_LETTER_INVITATION, 0);
  const DtLetterValues values = { .letter = letter, .unit_name = SAMPLE_UNIT };
  const DtLetterValues invites = { .letter = invitation, .unit_name = SAMPLE_UNIT };
  g_autofree char *one = dt_letter_document_to_html (&values, NULL);
  g_autofree char *many = NULL;
  g_autofree char *invited = dt_letter_document_to_html (&invites, NULL);

  assert_has (one, "<span>Kính gửi: Bà Trần Thị Hoa</span>");
  assert_has (one, "V/v trả lời phản ánh");
  assert_has (one, "&lt;rất thiết thực&gt; &amp; kịp thời./.<");
  assert_has (one, ">- Như trên;<");
  assert_has (one, ">- Lưu: VT, VP.<");
  g_free (letter->to);
  letter->to = g_strdup ("Sở Xây dựng;\n- Công an phường.");
  many = dt_letter_document_to_html (&values, NULL);
  assert_has (many, "<span>Kính gửi:</span>");
  assert_has (many, "<div>- Sở Xây dựng;</div><div>- Công an phường.</div>");
  assert_has (invited, "GIẤY MỜI");
  assert_has (invited, "phường Sài Gòn trân trọng kính mời: Bà Trần Thị Hoa<");
  g_assert_null (strstr (invited, "Kính gửi"));
  g_assert_null (strstr (invited, "{{"));
}

/* ---- ODT ---- */

/* The part's content; its place among the parts in @out_index, and whether it is stored. */
static char *
read_part (GBytes *odt, const char *name, int *out_index, gboolean *out_stored)
{
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;
  gsize size;
  const void *data = g_bytes_get_data (odt, &size);
  char *text = NULL;

  archive_read_support_format_zip (archive);
  g_assert_cmpint (archive_read_open_memory (archive, data, size), ==, ARCHIVE_OK);
  for (int i = 0; archive_read_next_header (archive, &entry) == ARCHIVE_OK; i++)
    if (g_str_equal (archive_entry_pathname (entry), name))
      {
        gsize length = (gsize) archive_entry_size (entry);

        text = g_malloc0 (length + 1);
        g_assert_cmpint (archive_read_data (archive, text, length), ==, (la_ssize_t) length);
        *out_index = i;
        *out_stored = strstr (archive_format_name (archive), "uncompressed") != NULL;
      }
  archive_read_free (archive);
  g_assert_nonnull (text);
  return text;
}

static xmlXPathContextPtr
open_xml (const char *text, xmlDocPtr *out)
{
  xmlXPathContextPtr context;

  *out = xmlReadMemory (text, (int) strlen (text), "part.xml", NULL, XML_PARSE_NONET);
  g_assert_nonnull (*out);
  context = xmlXPathNewContext (*out);
  xmlXPathRegisterNs (
      context, BAD_CAST "text", BAD_CAST "urn:oasis:names:tc:opendocument:xmlns:text:1.0");
  xmlXPathRegisterNs (
      context, BAD_CAST "style", BAD_CAST "urn:oasis:names:tc:opendocument:xmlns:style:1.0");
  xmlXPathRegisterNs (context,
                      BAD_CAST "fo",
                      BAD_CAST "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0");
  return context;
}

static void
assert_xpath (xmlXPathContextPtr context, const char *path, const char *expected)
{
  xmlXPathObjectPtr object = xmlXPathEvalExpression (BAD_CAST path, context);
  xmlChar *text = xmlXPathCastToString (object);

  if (g_strcmp0 ((const char *) text, expected) != 0)
    g_error ("%s is “%s” and not “%s”", path, (const char *) text, expected);
  xmlFree (text);
  xmlXPathFreeObject (object);
}

static void
test_odt_styles (void)
{
  static const struct
  {
    const char *path;
    const char *value;
  } rows[] = {
    { "string(//style:page-layout-properties/@fo:page-width)", "210mm" },
    { "string(//style:page-layout-properties/@fo:page-height)", "297mm" },
    { "string(//style:page-layout-properties/@fo:margin-left)", "30mm" },
    { "string(//style:page-layout-properties/@fo:margin-right)", "15mm" },
    { "string(//style:page-layout-properties/@fo:margin-bottom)", "20mm" },
    { "string(//style:style[@style:name='Standard']//@fo:font-family)", "'Times New Roman'" },
    { "string(//style:style[@style:name='nation']//@fo:font-size)", "13pt" },
    { "string(//style:style[@style:name='motto']//@fo:font-weight)", "bold" },
    { "string(//style:style[@style:name='place']//@fo:font-style)", "italic" },
    { "string(//style:style[@style:name='about']//@fo:font-size)", "12pt" },
    { "string(//style:style[@style:name='about']//@fo:margin-top)", "6pt" },
    { "string(//style:style[@style:name='body']//@fo:text-indent)", "36pt" },
    { "string(//style:style[@style:name='body']//@fo:text-align)", "justify" },
    { "string(//style:style[@style:name='body']//@fo:line-height)", "110%" },
    { "string(//style:style[@style:name='receivers']//@fo:font-size)", "11pt" },
    { "string(//style:style[@style:name='receivers_label']//@fo:font-style)", "italic" },
    { "count(//style:master-page[@style:name='First']//text:page-number)", "0" },
    { "count(//style:master-page[@style:name='Standard']//text:page-number)", "1" },
    { "string(//style:master-page[@style:name='First']/@style:next-style-name)", "Standard" },
  };
  g_autoptr (DtLetter) letter = letter_sample_new (DT_LETTER_REPLY, 3);
  const DtLetterValues values = { .letter = letter, .unit_name = SAMPLE_UNIT };
  g_autoptr (GBytes) odt = dt_letter_document_to_odt (&values);
  g_autofree char *styles = NULL;
  xmlXPathContextPtr context;
  xmlDocPtr document;
  int index = 0;
  gboolean stored = FALSE;

  styles = read_part (odt, "styles.xml", &index, &stored);
  context = open_xml (styles, &document);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_xpath (context, rows[i].path, rows[i].value);
  xmlXPathFreeContext (context);
  xmlFreeDoc (document);
}

static void
keep (GBytes *odt, const char *name)
{
  const char *folder = g_getenv ("DT_TEST_OUTPUT");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

  if (path != NULL)
    g_assert_true (g_file_set_contents (
        path, g_bytes_get_data (odt, NULL), (gssize) g_bytes_get_size (odt), NULL));
}

/* Paragraph by paragraph, in order, exactly. */
static void
assert_paragraphs (const char *content, const char *const *expected)
{
  xmlDocPtr document;
  xmlXPathContextPtr context = open_xml (content, &document);
  guint n = 0;

  for (; expected[n] != NULL; n++)
    {
      g_autofree char *path = g_strdup_printf ("string((//text:p[string()!=''])[%u])", n + 1);

      assert_xpath (context, path, expected[n]);
    }
  {
    g_autofree char *count = g_strdup_printf ("%u", n);

    assert_xpath (context, "count(//text:p[string()!=''])", count);
  }
  xmlXPathFreeContext (context);
  xmlFreeDoc (document);
}

static void
test_odt_content (void)
{
  static const char *const expected[]
      = { "ỦY BAN NHÂN DÂN",
          "PHƯỜNG SÀI GÒN",
          "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
          "Độc lập - Tự do - Hạnh phúc",
          "Số: 05/UBND-VP",
          "V/v trả lời phản ánh ngập nước tại hẻm 15 Lê Thánh Tôn",
          "Phường Sài Gòn, ngày 05 tháng 3 năm 2026",
          "Kính gửi: Bà Trần Thị Hoa",
          "Ủy ban nhân dân phường Sài Gòn nhận được phản ánh của bà ngày 17 tháng 02 năm 2026 về "
          "tình trạng ngập nước tại đầu hẻm 15 Lê Thánh Tôn.",
          "1. " SAMPLE_PARAGRAPH,
          "Trân trọng cảm ơn bà đã đóng góp ý kiến <rất thiết thực> & kịp thời./.",
          "Nơi nhận:",
          "- Như trên;",
          "- Chủ tịch UBND phường (để báo cáo);",
          "- Ban điều hành Khu phố 4;",
          "- Lưu: VT, VP.",
          "TM. ỦY BAN NHÂN DÂN",
          "KT. CHỦ TỊCH",
          "PHÓ CHỦ TỊCH",
          "Võ Thị Thu Hà",
          NULL };
  g_autoptr (DtLetter) letter = letter_sample_new (DT_LETTER_REPLY, 1);
  g_autoptr (DtLetter) long_letter = letter_sample_new (DT_LETTER_NOTICE, 36);
  const DtLetterValues values = { .letter = letter, .unit_name = SAMPLE_UNIT };
  const DtLetterValues long_values = { .letter = long_letter, .unit_name = SAMPLE_UNIT };
  g_autoptr (GBytes) odt = dt_letter_document_to_odt (&values);
  g_autoptr (GBytes) long_odt = dt_letter_document_to_odt (&long_values);
  const char *data = g_bytes_get_data (odt, NULL);
  g_autofree char *type = NULL;
  g_autofree char *content = NULL;
  g_autofree char *manifest = NULL;
  int index = -1;
  gboolean stored = FALSE;

  /* OpenDocument 1.2, part 3, 3.3: it can be known by its bytes from 30 and from 38 on. */
  g_assert_cmpint (memcmp (data + 30, "mimetype" DT_LETTER_ODT_TYPE, 47), ==, 0);
  type = read_part (odt, "mimetype", &index, &stored);
  g_assert_cmpint (index, ==, 0);
  g_assert_true (stored);
  g_assert_cmpstr (type, ==, DT_LETTER_ODT_TYPE);
  manifest = read_part (odt, "META-INF/manifest.xml", &index, &stored);
  assert_has (manifest, "manifest:full-path=\"content.xml\"");
  content = read_part (odt, "content.xml", &index, &stored);
  assert_paragraphs (content, expected);
  keep (odt, "letter-short.odt");
  keep (long_odt, "letter-long.odt");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/letter/rules", test_rules);
  for (gsize i = 0; i < G_N_ELEMENTS (number_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/letter/number/%s", number_rows[i].name);

      g_test_add_data_func (path, &number_rows[i], test_number);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (signature_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/letter/signature/%s", signature_rows[i].name);

      g_test_add_data_func (path, &signature_rows[i], test_signature);
    }
  g_test_add_func ("/letter/recipients", test_recipients);
  g_test_add_func ("/letter/odt/styles", test_odt_styles);
  g_test_add_func ("/letter/odt/content", test_odt_content);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenDocument 1.2 out of a letter's parts: the same blocks in the same order as in HTML. Lines
 * under texts are borders of empty paragraphs as long as they shall be. Any thread. */
#include "documents/dt-letter-odt.h"

#include "documents/dt-sheet-style.h"
#include "documents/dt-stored-zip.h"
#include "documents/dt-text-width.h"

#include <math.h>

#define MM_PER_POINT (25.4 / 72)
/* How the head is divided: the issuer's side, the nation's side. */
#define LEFT_SHARE 0.41
#define SIGNED_SHARE 0.48
/* The page number stands in the middle of the top margin. */
#define HEADER_START_SHARE 0.35

#define NAMESPACES                                                                                 \
  " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""                             \
  " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""                               \
  " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""                                 \
  " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""                               \
  " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\""                      \
  " xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" office:version=\"1.2\""

typedef struct
{
  const DtLetterParts *parts;
  GString *styles; /* automatic ones of the content */
  GString *body;
} Writer;

/* Appends @format with each "@" replaced by one of the numbers. */
static void
add_numbers (GString *out, const char *format, const double *numbers)
{
  for (const char *p = format; *p != '\0'; p++)
    if (*p == '@')
      {
        g_autofree char *number = dt_sheet_style_format (*numbers++);

        g_string_append (out, number);
      }
    else
      g_string_append_c (out, *p);
}

#define ADD(out, format, ...) add_numbers (out, format, (const double[]){ __VA_ARGS__ })

static double
get_text_width (const DtLetterRules *rules)
{
  return rules->width - rules->margins[DT_MARGIN_LEFT].value
         - rules->margins[DT_MARGIN_RIGHT].value;
}

/* ---- styles ---- */

/* A paragraph style named as its box, with more of its properties in @paragraph. */
static void
add_style (GString *out, const DtLetterRules *rules, DtBox box, const char *paragraph)
{
  const DtBoxStyle *style = &rules->boxes[box];

  g_string_append_printf (out,
                          "<style:style style:name=\"%s\" style:family=\"paragraph\""
                          " style:parent-style-name=\"Standard\">"
                          "<style:paragraph-properties %s/><style:text-properties",
                          dt_box_to_nick (box),
                          paragraph);
  ADD (out, " fo:font-size=\"@pt\"", style->size.value);
  if (style->bold)
    g_string_append (out, " fo:font-weight=\"bold\"");
  if (style->italic)
    g_string_append (out, " fo:font-style=\"italic\"");
  g_string_append (out, "/></style:style>\n");
}

static void
add_body_style (GString *out, const DtLetterRules *rules)
{
  g_autoptr (GString) paragraph = g_string_new ("fo:text-align=\"justify\" fo:orphans=\"2\""
                                                " fo:widows=\"2\" ");

  ADD (paragraph,
       "fo:text-indent=\"@pt\" fo:margin-top=\"@pt\" fo:line-height=\"@%\"",
       rules->blocks[DT_BLOCK_INDENT].value,
       rules->blocks[DT_BLOCK_PARAGRAPH_GAP].value,
       rules->blocks[DT_BLOCK_LINE_SPACING].value * 100);
  add_style (out, rules, DT_BOX_BODY, paragraph->str);
}

static void
add_box_styles (GString *out, const DtLetterRules *rules)
{
  static const DtBox centred[]
      = { DT_BOX_NATION, DT_BOX_MOTTO,   DT_BOX_SUPERIOR, DT_BOX_ISSUER,    DT_BOX_NUMBER,
          DT_BOX_PLACE,  DT_BOX_SUBJECT, DT_BOX_TO,       DT_BOX_AUTHORITY, DT_BOX_PAGE_NUMBER };
  g_autoptr (GString) about = g_string_new ("fo:text-align=\"center\" ");

  for (gsize i = 0; i < G_N_ELEMENTS (centred); i++)
    add_style (out, rules, centred[i], "fo:text-align=\"center\"");
  ADD (about, "fo:margin-top=\"@pt\"", rules->blocks[DT_BLOCK_ABOUT_GAP].value);
  add_style (out, rules, DT_BOX_ABOUT, about->str);
  add_style (out, rules, DT_BOX_TITLE, "fo:text-align=\"center\" fo:margin-top=\"7mm\"");
  add_style (out, rules, DT_BOX_SIGNER, "fo:text-align=\"center\" fo:margin-top=\"24mm\"");
  add_style (out, rules, DT_BOX_RECEIVERS_LABEL, "fo:text-align=\"start\"");
  add_style (out, rules, DT_BOX_RECEIVERS, "fo:text-align=\"start\"");
  add_body_style (out, rules);
}

static void
add_page_layout (GString *out, const DtLetterRules *rules)
{
  double top = rules->margins[DT_MARGIN_TOP].value;

  ADD (out,
       "<style:page-layout style:name=\"A4\"><style:page-layout-properties"
       " fo:page-width=\"@mm\" fo:page-height=\"@mm\" style:print-orientation=\"portrait\""
       " fo:margin-top=\"@mm\" fo:margin-bottom=\"@mm\" fo:margin-left=\"@mm\""
       " fo:margin-right=\"@mm\"/><style:header-style><style:header-footer-properties"
       " svg:height=\"@mm\" fo:margin-bottom=\"0mm\" style:dynamic-spacing=\"false\"/>"
       "</style:header-style></style:page-layout>\n",
       rules->width,
       rules->height,
       top * HEADER_START_SHARE,
       rules->margins[DT_MARGIN_BOTTOM].value,
       rules->margins[DT_MARGIN_LEFT].value,
       rules->margins[DT_MARGIN_RIGHT].value,
       top * (1 - HEADER_START_SHARE));
}

/* styles.xml; the first page has a header without a number and is followed by those that have. */
static char *
make_styles (const DtLetterRules *rules)
{
  GString *out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<office:document-styles" NAMESPACES "><office:styles>\n"
                               "<style:style style:name=\"Standard\" style:family=\"paragraph\""
                               " style:class=\"text\"><style:text-properties ");
  const char *family = rules->families[g_strv_length (rules->families) - 1];

  g_string_append_printf (out,
                          "fo:font-family=\"'%s'\" fo:color=\"#000000\" fo:language=\"vi\""
                          " fo:country=\"VN\"",
                          family);
  ADD (out, " fo:font-size=\"@pt\"/></style:style>\n", rules->boxes[DT_BOX_BODY].size.value);
  add_box_styles (out, rules);
  g_string_append (out, "</office:styles>\n<office:automatic-styles>\n");
  add_page_layout (out, rules);
  g_string_append_printf (
      out,
      "</office:automatic-styles>\n<office:master-styles>\n"
      "<style:master-page style:name=\"First\" style:page-layout-name=\"A4\""
      " style:next-style-name=\"Standard\"><style:header><text:p text:style-name=\"%s\"/>"
      "</style:header></style:master-page>\n"
      "<style:master-page style:name=\"Standard\" style:page-layout-name=\"A4\"><style:header>"
      "<text:p text:style-name=\"%s\"><text:page-number text:select-page=\"current\">2"
      "</text:page-number></text:p></style:header></style:master-page>\n"
      "</office:master-styles></office:document-styles>\n",
      dt_box_to_nick (DT_BOX_PAGE_NUMBER),
      dt_box_to_nick (DT_BOX_PAGE_NUMBER));
  return g_string_free (out, FALSE);
}

/* ---- content ---- */

static void
add_paragraph (Writer *self, const char *style, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : "", -1);

  g_string_append_printf (
      self->body, "<text:p text:style-name=\"%s\">%s</text:p>\n", style, escaped);
}

static void
add_box (Writer *self, DtBox box, const char *text)
{
  if (text != NULL)
    add_paragraph (self, dt_box_to_nick (box), text);
}

/* A line of @length in the middle of a column, all in millimetres. */
static void
add_rule (Writer *self, const char *name, double length, double column)
{
  double side = MAX ((column - length) / 2, 0);

  g_string_append_printf (self->styles,
                          "<style:style style:name=\"%s\" style:family=\"paragraph\""
                          " style:parent-style-name=\"Standard\">",
                          name);
  ADD (self->styles,
       "<style:paragraph-properties fo:border-bottom=\"0.85pt solid #000000\" fo:padding=\"0mm\""
       " fo:line-height=\"2pt\" fo:margin-left=\"@mm\" fo:margin-right=\"@mm\"/>"
       "<style:text-properties fo:font-size=\"2pt\"/></style:style>\n",
       side,
       side);
  add_paragraph (self, name, NULL);
}

/* How long the longest line of @text is in a column, in millimetres: as even as it can be. */
static double
measure (const DtLetterRules *rules, DtBox box, const char *text, double column)
{
  double width = dt_text_width_of_bold (text, rules->boxes[box].size.value * MM_PER_POINT);

  return width / ceil (width / column);
}

static void
begin_table (Writer *self, const char *name, double left, const char *row)
{
  double width = get_text_width (self->parts->rules);

  g_string_append_printf (
      self->styles, "<style:style style:name=\"%s\" style:family=\"table\">", name);
  ADD (self->styles,
       "<style:table-properties style:width=\"@mm\" table:align=\"left\" fo:margin-top=\"@mm\""
       " style:may-break-between-rows=\"false\"/></style:style>\n",
       width,
       row != NULL ? 5.0 : 0.0);
  for (guint i = 0; i < 2; i++)
    {
      g_string_append_printf (self->styles,
                              "<style:style style:name=\"%s.%c\" style:family=\"table-column\">",
                              name,
                              'A' + (int) i);
      ADD (self->styles,
           "<style:table-column-properties style:column-width=\"@mm\"/></style:style>\n",
           width * (i == 0 ? left : 1 - left));
    }
  g_string_append_printf (self->body,
                          "<table:table table:name=\"%s\" table:style-name=\"%s\">"
                          "<table:table-column table:style-name=\"%s.A\"/>"
                          "<table:table-column table:style-name=\"%s.B\"/>\n"
                          "<table:table-row%s><table:table-cell table:style-name=\"Cell\">\n",
                          name,
                          name,
                          name,
                          name,
                          row != NULL ? row : "");
}

static void
next_cell (Writer *self)
{
  g_string_append (self->body, "</table:table-cell><table:table-cell table:style-name=\"Cell\">\n");
}

static void
next_row (Writer *self)
{
  g_string_append (self->body,
                   "</table:table-cell></table:table-row>\n"
                   "<table:table-row><table:table-cell table:style-name=\"Numbers\">\n");
}

static void
end_table (Writer *self)
{
  g_string_append (self->body, "</table:table-cell></table:table-row></table:table>\n");
}

static void
add_head (Writer *self)
{
  const DtLetterParts *parts = self->parts;
  const DtLetterRules *rules = parts->rules;
  double left = get_text_width (rules) * LEFT_SHARE;
  double right = get_text_width (rules) - left;
  double issuer = MAX (measure (rules, DT_BOX_ISSUER, parts->organ, left),
                       measure (rules, DT_BOX_ISSUER, parts->unit, left));

  begin_table (self, "Head", LEFT_SHARE, NULL);
  add_box (self, DT_BOX_SUPERIOR, parts->superior);
  add_box (self, DT_BOX_ISSUER, parts->organ);
  add_box (self, DT_BOX_ISSUER, parts->unit);
  add_rule (self, "IssuerRule", issuer * rules->lines[DT_LINE_ISSUER].value, left);
  next_cell (self);
  add_box (self, DT_BOX_NATION, rules->nation);
  add_box (self, DT_BOX_MOTTO, rules->motto);
  add_rule (self, "MottoRule", measure (rules, DT_BOX_MOTTO, rules->motto, right), right);
  next_row (self);
  add_box (self, DT_BOX_NUMBER, parts->number);
  add_box (self, DT_BOX_ABOUT, parts->about);
  g_string_append (self->body,
                   "</table:table-cell><table:table-cell table:style-name=\"Numbers\">\n");
  add_box (self, DT_BOX_PLACE, parts->place);
  end_table (self);
}

static void
add_title (Writer *self)
{
  const DtLetterParts *parts = self->parts;
  double width = get_text_width (parts->rules);

  add_box (self, DT_BOX_TITLE, parts->title);
  add_box (self, DT_BOX_SUBJECT, parts->subject);
  if (parts->subject != NULL)
    add_rule (self,
              "SubjectRule",
              measure (parts->rules, DT_BOX_SUBJECT, parts->subject, width)
                  * parts->rules->lines[DT_LINE_SUBJECT].value,
              width);
}

static void
add_recipients (Writer *self)
{
  const DtLetterParts *parts = self->parts;
  g_autofree char *line = NULL;

  if (parts->to->len == 0)
    return;
  line = g_strdup_printf ("%s:%s%s",
                          parts->to_label,
                          parts->to->len == 1 ? " " : "",
                          parts->to->len == 1 ? (char *) parts->to->pdata[0] : "");
  add_paragraph (self, "To", line);
  for (guint i = 0; parts->to->len > 1 && i < parts->to->len; i++)
    add_paragraph (self, "ToOne", parts->to->pdata[i]);
}

static void
add_end (Writer *self)
{
  const DtLetterParts *parts = self->parts;

  begin_table (self, "End", SIGNED_SHARE, " table:style-name=\"Whole\"");
  add_box (self, DT_BOX_RECEIVERS_LABEL, "Nơi nhận:");
  for (guint i = 0; i < parts->receivers->len; i++)
    add_box (self, DT_BOX_RECEIVERS, parts->receivers->pdata[i]);
  next_cell (self);
  for (char **line = parts->signature; *line != NULL; line++)
    add_box (self, DT_BOX_AUTHORITY, *line);
  add_box (self, DT_BOX_SIGNER, parts->signer != NULL ? parts->signer : "");
  end_table (self);
}

static char *
make_content (const DtLetterParts *parts)
{
  g_autoptr (GString) styles = g_string_new (
      "<style:style style:name=\"Start\" style:family=\"paragraph\""
      " style:parent-style-name=\"Standard\" style:master-page-name=\"First\">"
      "<style:paragraph-properties fo:line-height=\"1pt\"/>"
      "<style:text-properties fo:font-size=\"1pt\"/></style:style>\n"
      "<style:style style:name=\"To\" style:family=\"paragraph\" style:parent-style-name=\"to\">"
      "<style:paragraph-properties fo:text-align=\"center\" fo:margin-top=\"7mm\""
      " fo:margin-bottom=\"4mm\"/></style:style>\n"
      "<style:style style:name=\"ToOne\" style:family=\"paragraph\" style:parent-style-name=\"to\">"
      "<style:paragraph-properties fo:text-align=\"start\" fo:margin-left=\"88mm\"/>"
      "</style:style>\n"
      "<style:style style:name=\"Listed\" style:family=\"paragraph\""
      " style:parent-style-name=\"body\"><style:paragraph-properties fo:text-align=\"start\"/>"
      "</style:style>\n"
      "<style:style style:name=\"Cell\" style:family=\"table-cell\">"
      "<style:table-cell-properties fo:padding=\"0mm\" fo:border=\"none\"/></style:style>\n"
      "<style:style style:name=\"Numbers\" style:family=\"table-cell\">"
      "<style:table-cell-properties fo:padding=\"0mm\" fo:padding-top=\"2.5mm\""
      " fo:border=\"none\"/></style:style>\n"
      "<style:style style:name=\"Whole\" style:family=\"table-row\">"
      "<style:table-row-properties fo:keep-together=\"always\"/></style:style>\n");
  g_autoptr (GString) body = g_string_new (NULL);
  Writer writer = { parts, styles, body };

  add_paragraph (&writer, "Start", NULL);
  add_head (&writer);
  add_title (&writer);
  add_recipients (&writer);
  for (guint i = 0; i < parts->paragraphs->len; i++)
    add_paragraph (&writer,
                   i < parts->n_listed ? "Listed" : dt_box_to_nick (DT_BOX_BODY),
                   parts->paragraphs->pdata[i]);
  add_end (&writer);
  return g_strdup_printf ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<office:document-content" NAMESPACES "><office:automatic-styles>\n%s"
                          "</office:automatic-styles><office:body><office:text>\n%s"
                          "</office:text></office:body></office:document-content>\n",
                          styles->str,
                          body->str);
}

/**
 * dt_letter_document_to_odt:
 * @values: the letter and whose it is
 *
 * Returns: (transfer full): a file of the type %DT_LETTER_ODT_TYPE
 */
GBytes *
dt_letter_document_to_odt (const DtLetterValues *values)
{
  static const char manifest[]
      = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest"
        " xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\""
        " manifest:version=\"1.2\">\n<manifest:file-entry manifest:full-path=\"/\""
        " manifest:version=\"1.2\" manifest:media-type=\"" DT_LETTER_ODT_TYPE "\"/>\n"
        "<manifest:file-entry manifest:full-path=\"content.xml\""
        " manifest:media-type=\"text/xml\"/>\n<manifest:file-entry"
        " manifest:full-path=\"styles.xml\" manifest:media-type=\"text/xml\"/>\n"
        "</manifest:manifest>\n";
  DtStoredZip *zip;
  g_auto (DtLetterParts) parts = { NULL };
  g_autofree char *styles = NULL;
  g_autofree char *content = NULL;

  g_return_val_if_fail (values != NULL && DT_IS_LETTER (values->letter), NULL);

  dt_letter_parts_init (&parts, values);
  styles = make_styles (parts.rules);
  content = make_content (&parts);
  zip = dt_stored_zip_new ();
  dt_stored_zip_add (zip, "mimetype", DT_LETTER_ODT_TYPE);
  dt_stored_zip_add (zip, "META-INF/manifest.xml", manifest);
  dt_stored_zip_add (zip, "styles.xml", styles);
  dt_stored_zip_add (zip, "content.xml", content);
  return dt_stored_zip_finish (zip);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters printed through WebKitGTK and measured in the PDF against annex I of Decree
 * 30/2020/NĐ-CP, as data/rules/letters.json states it: margins, fonts, sizes, places, lines, page
 * numbers. Set DT_TEST_OUTPUT to keep the PDFs. */
#include "documents/letter-samples.h"

#include "ui/shell/dt-web-loader.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define LIMIT_SECONDS 60
#define POINTS_PER_MM (72 / 25.4)
/* pdftotext gives a word the height of its font's box: ascent and descent of Times New Roman. */
#define BOX_SHARE 1.107
#define RASTER_DPI 300
#define DOTS_PER_POINT (RASTER_DPI / 72.0)

static char *folder;

/* ---- printing ---- */

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

static char *
print_letter (DtLetter *letter, const char *name, gboolean demo)
{
  const DtLetterValues values = { .letter = letter, .unit_name = SAMPLE_UNIT, .demo = demo };
  g_autoptr (GError) error = NULL;
  g_autofree char *html = dt_letter_document_to_html (&values, &error);
  g_autoptr (GAsyncResult) result = NULL;
  char *path = g_build_filename (folder, name, NULL);
  guint limit = g_timeout_add_seconds (LIMIT_SECONDS, on_limit_cb, NULL);

  g_assert_no_error (error);
  dt_web_print_pdf_async (html, DT_WEB_PAPER_A4, path, NULL, on_done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
  dt_web_print_pdf_finish (result, &error);
  g_assert_no_error (error);
  return path;
}

static char *
run (const char *const *argv, gsize *out_size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_autoptr (GBytes) output = NULL;
  gsize size;
  char *text;

  g_assert_no_error (error);
  g_subprocess_communicate (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  size = g_bytes_get_size (output);
  text = g_malloc (size + 1);
  memcpy (text, g_bytes_get_data (output, NULL), size);
  text[size] = '\0';
  if (out_size != NULL)
    *out_size = size;
  return text;
}

/* ---- the text of a page and where it stands ---- */

typedef struct
{
  double left, top, right, bottom; /* points */
  char *text;
} Line;

static void
line_clear (gpointer data)
{
  g_free (((Line *) data)->text);
}

static double
read_number (const char *tag, const char *name)
{
  const char *found = strstr (tag, name);

  g_assert_nonnull (found);
  return g_ascii_strtod (found + strlen (name) + 2, NULL);
}

static char *
read_words (const char *start, const char *end)
{
  g_autoptr (GString) text = g_string_new (NULL);
  static const char *const entities[][2]
      = { { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&amp;", "&" } };

  for (const char *p = start; (p = strstr (p, "<word ")) != NULL && p < end;)
    {
      const char *close;

      p = strchr (p, '>') + 1;
      close = strstr (p, "</word>");
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append_len (text, p, close - p);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    g_string_replace (text, entities[i][0], entities[i][1], 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Of Line, as pdftotext finds them. */
static GArray *
read_lines (const char *pdf, guint page)
{
  g_autofree char *number = g_strdup_printf ("%u", page);
  const char *const argv[]
      = { "pdftotext", "-bbox-layout", "-f", number, "-l", number, pdf, "-", NULL };
  g_autofree char *boxes = run (argv, NULL);
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  g_array_set_clear_func (lines, line_clear);
  for (const char *p = boxes; (p = strstr (p, "<line ")) != NULL;)
    {
      const char *end = strstr (p, "</line>");
      Line line = { read_number (p, "xMin"),
                    read_number (p, "yMin"),
                    read_number (p, "xMax"),
                    read_number (p, "yMax"),
                    read_words (p, end) };

      g_array_append_val (lines, line);
      p = end;
    }
  return lines;
}

static const Line *
find_line (GArray *lines, const char *begin)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

      if (g_str_has_prefix (line->text, begin))
        return line;
    }
  for (guint i = 0; i < lines->len; i++)
    g_printerr ("%s\n", g_array_index (lines, Line, i).text);
  g_error ("No line begins with “%s”", begin);
}

static double
middle (const Line *line)
{
  return (line->left + line->right) / 2;
}

static void
assert_size (const Line *line, DtBox box)
{
  const DtMeasure *size = &dt_letter_rules_get_default ()->boxes[box].size;
  double points = (line->bottom - line->top) / BOX_SHARE;

  if (points < size->min - 0.05 || points > size->max + 0.05)
    g_error ("“%s” has %.2f points and not %g to %g", line->text, points, size->min, size->max);
}

static void
assert_margin (const char *name, double points, DtMargin margin)
{
  const DtMeasure *measure = &dt_letter_rules_get_default ()->margins[margin];
  double mm = points / POINTS_PER_MM;

  if (mm < measure->min - 0.5 || mm > measure->max + 0.5)
    g_error ("%s: the margin is %.2f mm and not %g to %g", name, mm, measure->min, measure->max);
}

/* ---- black runs: the lines under texts ---- */

typedef struct
{
  guchar *pixels;
  char *data;
  int width, height;
} Raster;

static void
raster_clear (Raster *self)
{
  g_free (self->data);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Raster, raster_clear)

static void
raster_init (Raster *self, const char *pdf)
{
  const char *const argv[]
      = { "pdftoppm", "-gray", "-r", G_STRINGIFY (RASTER_DPI), "-f", "1", "-l", "1", pdf, NULL };
  gsize size = 0;
  int at = 0;

  self->data = run (argv, &size);
  g_assert_cmpint (sscanf (self->data, "P5 %d %d 255%n", &self->width, &self->height, &at), ==, 2);
  self->pixels = (guchar *) self->data + at + 1;
  g_assert_cmpuint (size, >=, (gsize) at + 1 + (gsize) self->width * (gsize) self->height);
}

/* The longest unbroken dark run between two heights and two sides, in points; 0: there is none. */
static double
find_rule (const Raster *self, const Line *under, double *out_middle)
{
  int top = (int) ((under->bottom - 2) * DOTS_PER_POINT);
  int bottom = MIN ((int) ((under->bottom + 6) * DOTS_PER_POINT), self->height);
  int left = MAX ((int) ((under->left - 20) * DOTS_PER_POINT), 0);
  int right = MIN ((int) ((under->right + 20) * DOTS_PER_POINT), self->width);
  int best = 0;

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        int start = x;

        while (x < right && self->pixels[y * self->width + x] < 128)
          x++;
        if (x - start > best)
          {
            best = x - start;
            *out_middle = (x + start) / 2.0 / DOTS_PER_POINT;
          }
      }
  return best / DOTS_PER_POINT;
}

static void
assert_rule (const Raster *raster, const Line *under, double longest, DtLine rule)
{
  const DtMeasure *share = &dt_letter_rules_get_default ()->lines[rule];
  double at = 0;
  double length = find_rule (raster, under, &at);
  /* A letter's box has a little room at its sides. */
  double spare = share->min == share->max ? 0.02 : 0;

  if (length / longest < share->min - spare || length / longest > share->max + spare)
    g_error ("The line under “%s” is %.3f of it and not %g to %g",
             under->text,
             length / longest,
             share->min,
             share->max);
  g_assert_cmpfloat_with_epsilon (at, middle (under), 1);
}

/* ---- the tests ---- */

static void
assert_pages (const char *pdf, guint n)
{
  const char *const argv[] = { "pdfinfo", pdf, NULL };
  g_autofree char *info = run (argv, NULL);
  g_autofree char *pages = g_strdup_printf ("Pages:           %u\n", n);

  if (strstr (info, pages) == NULL)
    g_error ("Not %u pages: %s", n, info);
  g_assert_nonnull (strstr (info, "(A4)"));
}

/* Every letter out of a font that has the metrics of Times New Roman, and in the file. */
static void
assert_fonts (const char *pdf)
{
  const char *const argv[] = { "pdffonts", pdf, NULL };
  g_autofree char *list = run (argv, NULL);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (list), "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), >, 2);
  for (guint i = 2; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit_set (lines[i], " ", -1);
      g_autoptr (GPtrArray) columns = g_ptr_array_new ();

      for (guint j = 0; words[j] != NULL; j++)
        if (*words[j] != '\0')
          g_ptr_array_add (columns, words[j]);
      if (strstr (lines[i], "Tinos") == NULL && strstr (lines[i], "LiberationSerif") == NULL
          && strstr (lines[i], "TimesNewRoman") == NULL)
        g_error ("A letter is not in the document's font: %s", lines[i]);
      /* emb, sub, uni and the object's two numbers end the row. */
      g_assert_cmpstr (columns->pdata[columns->len - 5], ==, "yes");
    }
}

/* Nothing stands in the margins but the page's number, which the first page has not. */
static void
assert_page_margins (const char *pdf, guint page)
{
  const DtLetterRules *rules = dt_letter_rules_get_default ();
  g_autoptr (GArray) lines = read_lines (pdf, page);
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = 0, bottom = 0;
  g_autofree char *number = g_strdup_printf ("%u", page);
  double centre = (rules->margins[DT_MARGIN_LEFT].value + rules->width
                   - rules->margins[DT_MARGIN_RIGHT].value)
                  / 2 * POINTS_PER_MM;
  gboolean numbered = FALSE;

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

      if (g_str_equal (line->text, number))
        {
          numbered = TRUE;
          assert_size (line, DT_BOX_PAGE_NUMBER);
          g_assert_cmpfloat (line->bottom, <=, rules->margins[DT_MARGIN_TOP].value * POINTS_PER_MM);
          g_assert_cmpfloat_with_epsilon (middle (line), centre, 1);
          continue;
        }
      left = MIN (left, line->left);
      right = MAX (right, line->right);
      top = MIN (top, line->top);
      bottom = MAX (bottom, line->bottom);
    }
  g_assert_cmpint (numbered, ==, page > 1);
  assert_margin ("left", left, DT_MARGIN_LEFT);
  assert_margin ("right", rules->width * POINTS_PER_MM - right, DT_MARGIN_RIGHT);
  g_assert_cmpfloat (top, >=, (rules->margins[DT_MARGIN_TOP].min - 0.5) * POINTS_PER_MM);
  g_assert_cmpfloat (top, <=, (rules->margins[DT_MARGIN_TOP].max + 5) * POINTS_PER_MM);
  g_assert_cmpfloat (
      bottom, <=, (rules->height - rules->margins[DT_MARGIN_BOTTOM].min + 0.5) * POINTS_PER_MM);
}

/* The text as it is read out of the file, its layout's blanks and line breaks made one, without the
 * numbers of the pages. */
static char *
read_text (const char *pdf)
{
  const char *const argv[] = { "pdftotext", "-raw", pdf, "-", NULL };
  g_autofree char *text = run (argv, NULL);
  g_auto (GStrv) pages = g_strsplit (text, "\f", -1);
  GString *flat = g_string_new (NULL);

  for (guint page = 0; pages[page] != NULL; page++)
    {
      const char *start = page > 0 ? strchr (pages[page], '\n') : pages[page];
      g_auto (GStrv) words = g_strsplit_set (start != NULL ? start : "", " \n", -1);

      for (guint i = 0; words[i] != NULL; i++)
        if (*words[i] != '\0')
          g_string_append_printf (flat, "%s ", words[i]);
    }
  return g_string_free (flat, FALSE);
}

static void
assert_text (const char *pdf, DtLetter *letter)
{
  g_autofree char *text = read_text (pdf);
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  g_auto (GStrv) paragraphs = g_strsplit (letter->text, "\n", -1);

  g_assert_cmpstr (text, ==, normal);
  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      gsize length = strlen (paragraphs[i]);

      if (length > 0 && paragraphs[i][length - 1] == '.')
        paragraphs[i][length - 1] = '\0';
      if (strstr (text, paragraphs[i]) == NULL)
        g_error ("“%s” is not in the text: %s", paragraphs[i], text);
    }
  g_assert_nonnull (strstr (text, "kịp thời./. "));
}

static void
discard (const char *pdf)
{
  if (g_getenv ("DT_TEST_OUTPUT") == NULL)
    g_unlink (pdf);
}

static void
assert_head (const char *pdf, GArray *lines)
{
  const Line *nation = find_line (lines, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  const Line *motto = find_line (lines, "Độc lập - Tự do - Hạnh phúc");
  const Line *organ = find_line (lines, "ỦY BAN NHÂN DÂN");
  const Line *unit = find_line (lines, "PHƯỜNG SÀI GÒN");
  const Line *number = find_line (lines, "Số: 05/");
  const Line *place = find_line (lines, "Phường Sài Gòn, ngày 05 tháng 3 năm 2026");
  g_auto (Raster) raster = { NULL };

  raster_init (&raster, pdf);
  assert_size (nation, DT_BOX_NATION);
  assert_size (motto, DT_BOX_MOTTO);
  assert_size (organ, DT_BOX_ISSUER);
  assert_size (unit, DT_BOX_ISSUER);
  assert_size (number, DT_BOX_NUMBER);
  assert_size (place, DT_BOX_PLACE);
  /* Boxes 1 and 2 begin at the top, the nation's on the right; what belongs together is centred. */
  g_assert_cmpfloat_with_epsilon (nation->top, organ->top, 0.5);
  g_assert_cmpfloat (nation->left, >, unit->right);
  g_assert_cmpfloat_with_epsilon (middle (motto), middle (nation), 1);
  g_assert_cmpfloat_with_epsilon (middle (place), middle (nation), 1);
  g_assert_cmpfloat_with_epsilon (middle (unit), middle (organ), 1);
  g_assert_cmpfloat_with_epsilon (middle (number), middle (organ), 1);
  g_assert_cmpfloat_with_epsilon (number->bottom, place->bottom, 2);
  assert_rule (&raster, motto, motto->right - motto->left, DT_LINE_MOTTO);
  assert_rule (
      &raster, unit, MAX (unit->right - unit->left, organ->right - organ->left), DT_LINE_ISSUER);
}

static void
assert_end (GArray *lines)
{
  const Line *label = find_line (lines, "Nơi nhận:");
  const Line *above = find_line (lines, "- Như trên;");
  const Line *kept = find_line (lines, "- Lưu: VT, VP.");
  const Line *whom = find_line (lines, "TM. ỦY BAN NHÂN DÂN");
  const Line *deputy = find_line (lines, "KT. CHỦ TỊCH");
  const Line *title = find_line (lines, "PHÓ CHỦ TỊCH");
  const Line *signer = find_line (lines, "Võ Thị Thu Hà");

  assert_size (label, DT_BOX_RECEIVERS_LABEL);
  assert_size (above, DT_BOX_RECEIVERS);
  assert_size (kept, DT_BOX_RECEIVERS);
  assert_size (whom, DT_BOX_AUTHORITY);
  assert_size (title, DT_BOX_AUTHORITY);
  assert_size (signer, DT_BOX_SIGNER);
  /* "Nơi nhận" beside the authority of who signs, at the left margin; the name below its middle. */
  assert_margin ("left of “Nơi nhận”", label->left, DT_MARGIN_LEFT);
  assert_margin ("left of the list", kept->left, DT_MARGIN_LEFT);
  g_assert_cmpfloat_with_epsilon (label->top, whom->top, 4);
  g_assert_cmpfloat_with_epsilon (middle (deputy), middle (whom), 1);
  g_assert_cmpfloat_with_epsilon (middle (title), middle (whom), 1);
  g_assert_cmpfloat_with_epsilon (middle (signer), middle (whom), 1);
  g_assert_cmpfloat (signer->top - title->bottom, >, 15 * POINTS_PER_MM);
}

/* Indents, line and paragraph distances of the body. */
static void
assert_body (GArray *lines)
{
  const DtLetterRules *rules = dt_letter_rules_get_default ();
  const Line *first = find_line (lines, "Ủy ban nhân dân phường Sài Gòn nhận");
  const Line *second = first + 1;
  const Line *next = find_line (lines, "1. Về nguyên nhân");
  const Line *last = next - 1;
  double indent = first->left - second->left;
  double pitch = second->top - first->top;
  double gap = next->top - last->top - pitch;

  assert_size (first, DT_BOX_BODY);
  g_assert_cmpfloat (indent, >=, rules->blocks[DT_BLOCK_INDENT].min - 0.5);
  g_assert_cmpfloat (indent, <=, rules->blocks[DT_BLOCK_INDENT].max + 0.5);
  g_assert_cmpfloat (gap, >=, rules->blocks[DT_BLOCK_PARAGRAPH_GAP].min - 0.5);
  pitch /= rules->single * rules->boxes[DT_BOX_BODY].size.value;
  g_assert_cmpfloat (pitch, >=, rules->blocks[DT_BLOCK_LINE_SPACING].min - 0.01);
  g_assert_cmpfloat (pitch, <=, rules->blocks[DT_BLOCK_LINE_SPACING].max + 0.01);
  /* Justified: full lines end at the right margin. */
  assert_margin (
      "right of a full line", rules->width * POINTS_PER_MM - first->right, DT_MARGIN_RIGHT);
}

static void
test_one_page (void)
{
  g_autoptr (DtLetter) letter = letter_sample_new (DT_LETTER_REPLY, 2);
  g_autofree char *pdf = print_letter (letter, "letter-1.pdf", FALSE);
  g_autoptr (GArray) lines = read_lines (pdf, 1);
  const Line *number = find_line (lines, "Số: 05/UBND-VP");
  const Line *about = find_line (lines, "V/v trả lời");
  const Line *to = find_line (lines, "Kính gửi: Bà Trần Thị Hoa");

  assert_pages (pdf, 1);
  assert_fonts (pdf);
  assert_page_margins (pdf, 1);
  assert_head (pdf, lines);
  assert_size (about, DT_BOX_ABOUT);
  g_assert_cmpfloat_with_epsilon (middle (about), middle (number), 1);
  /* 6 points between their lines of text, which a single line's leading is added to. */
  g_assert_cmpfloat (about->top - number->bottom, >=, 5.5);
  g_assert_cmpfloat (about->top - number->bottom, <=, 7.5);
  assert_size (to, DT_BOX_TO);
  assert_body (lines);
  assert_end (lines);
  assert_text (pdf, letter);
  discard (pdf);
}

static void
test_five_pages (void)
{
  g_autoptr (DtLetter) letter = letter_sample_new (DT_LETTER_NOTICE, 36);
  g_autofree char *pdf = print_letter (letter, "letter-5.pdf", FALSE);
  g_autoptr (GArray) first = read_lines (pdf, 1);
  g_autoptr (GArray) last = read_lines (pdf, 5);
  const Line *title = find_line (first, "THÔNG BÁO");
  const Line *subject = find_line (first, "Về việc giải quyết");
  const Line *below = subject + 1;
  g_auto (Raster) raster = { NULL };
  double centre = (30 + 210 - 15) / 2.0 * POINTS_PER_MM;

  assert_pages (pdf, 5);
  assert_fonts (pdf);
  for (guint page = 1; page <= 5; page++)
    assert_page_margins (pdf, page);
  assert_head (pdf, first);
  assert_size (title, DT_BOX_TITLE);
  assert_size (subject, DT_BOX_SUBJECT);
  g_assert_cmpfloat_with_epsilon (middle (title), centre, 1);
  g_assert_cmpfloat_with_epsilon (middle (subject), centre, 1);
  raster_init (&raster, pdf);
  assert_rule (&raster,
               below,
               MAX (subject->right - subject->left, below->right - below->left),
               DT_LINE_SUBJECT);
  /* The end is not alone on its page. */
  find_line (last, "- Chủ tịch UBND phường (để báo cáo);");
  g_assert_cmpuint (last->len, >=, 11);
  assert_text (pdf, letter);
  discard (pdf);
}

/* Whatever its length, no page is left empty, none is too full, and the end has text above it. */
static void
test_lengths (void)
{
  for (guint n = 3; n < 11; n++)
    {
      g_autoptr (DtLetter) letter = letter_sample_new (DT_LETTER_TRANSFER, n);
      g_autofree char *name = g_strdup_printf ("letter-n%u.pdf", n);
      g_autofree char *pdf = print_letter (letter, name, TRUE);
      guint pages = n < 5 ? 1 : 2;
      g_autoptr (GArray) lines = NULL;

      assert_pages (pdf, pages);
      lines = read_lines (pdf, pages);
      find_line (lines, "TM. ỦY BAN NHÂN DÂN");
      find_line (lines, "Trân trọng cảm ơn");
      assert_fonts (pdf);
      discard (pdf);
    }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  folder = g_getenv ("DT_TEST_OUTPUT") != NULL ? g_strdup (g_getenv ("DT_TEST_OUTPUT"))
                                               : g_dir_make_tmp ("dt-letter-XXXXXX", NULL);
  g_test_add_func ("/letter-print/one page", test_one_page);
  g_test_add_func ("/letter-print/five pages", test_five_pages);
  g_test_add_func ("/letter-print/lengths", test_lengths);
  result = g_test_run ();
  if (g_getenv ("DT_TEST_OUTPUT") == NULL)
    g_rmdir (folder);
  g_free (folder);
  return result;
}

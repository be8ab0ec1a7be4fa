/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV: separators, encodings, line ends, quotes that do not close, and two real files. */
#include "import-fixture.h"

typedef struct
{
  const char *name;
  const char *bytes;
  gsize size; /* 0: up to the NUL */
  const char *expected;
} CsvRow;

#define BYTES(text) text, sizeof (text) - 1

static const CsvRow csv_rows[] = {
  { "plain", BYTES ("a,b\n1,2\n3,4\n"), "a|b\n2:ok|1|2\n3:ok|3|4\n" },
  { "no line end at the end", BYTES ("a,b\n1,2"), "a|b\n2:ok|1|2\n" },
  { "CRLF", BYTES ("a,b\r\n1,2\r\n"), "a|b\n2:ok|1|2\n" },
  { "CR alone", BYTES ("a,b\r1,2\r3,4\r"), "a|b\n2:ok|1|2\n3:ok|3|4\n" },
  { "semicolon", BYTES ("a;b\n1,5;2\n"), "a|b\n2:ok|1,5|2\n" },
  { "tab", BYTES ("a\tb\n1\t2\n"), "a|b\n2:ok|1|2\n" },
  { "bar", BYTES ("a|b\n1|2\n"), "a|b\n2:ok|1|2\n" },
  { "Excel's mark", BYTES ("sep=;\r\na;b\r\n1;2\r\n"), "a|b\n3:ok|1|2\n" },
  { "one column with commas in its sentences",
    BYTES ("Nội dung\nĐường ngập, bẩn\nRác, ruồi, muỗi\nĐèn hỏng\n"),
    "Nội dung\n2:ok|Đường ngập, bẩn\n3:ok|Rác, ruồi, muỗi\n4:ok|Đèn hỏng\n" },
  { "quotes, separators and line breaks in a cell",
    BYTES ("a,b\n\"x, \"\"y\"\"\r\nz\",2\n3,4\n"),
    "a|b\n2:ok|x, \"y\"\nz|2\n4:ok|3|4\n" },
  { "empty rows are none", BYTES ("a,b\n\n1,2\n,\n \n3,4\n\n"), "a|b\n3:ok|1|2\n6:ok|3|4\n" },
  { "an empty cell is nothing", BYTES ("a,b,c\n1,,\"\"\n"), "a|b|c\n2:ok|1|-|-\n" },
  { "blanks are trimmed", BYTES ("a , b\n 1 ,\t2 \n"), "a|b\n2:ok|1|2\n" },
  { "too many columns", BYTES ("a,b\n1,2,3\n4,5\n"), "a|b\n2:too_many_columns|1|2\n3:ok|4|5\n" },
  { "empty cells too many are let pass", BYTES ("a,b\n1,2,,\n"), "a|b\n2:ok|1|2\n" },
  { "too few columns",
    BYTES ("a,b,c\n1,2,3\n4,5\n6,7,8\n"),
    "a|b|c\n2:ok|1|2|3\n3:too_few_columns|4|5|-\n4:ok|6|7|8\n" },
  { "a file that leaves out empty cells",
    BYTES ("a,b,c\n1,2,3\n4,5\n6,7,8\n9,10\n11,12\n"),
    "a|b|c\n2:ok|1|2|3\n3:ok|4|5|-\n4:ok|6|7|8\n5:ok|9|10|-\n6:ok|11|12|-\n" },
  { "a quote that never closes",
    BYTES ("a,b,c\n1,\"x,2\n3,y,4\n5,z,6\n"),
    "a|b|c\n2:unclosed_quote|1|\"x|2\n3:ok|3|y|4\n4:ok|5|z|6\n" },
  { "a quote that the next one would close",
    BYTES ("a,b,c\n1,\"x,2\n3,\"y\",4\n5,z,6\n"),
    "a|b|c\n2:unclosed_quote|1|\"x|2\n3:ok|3|y|4\n4:ok|5|z|6\n" },
  { "an empty quoted cell behind an unclosed quote",
    BYTES ("a,b,c\n1,\"x,2\n3,\"\",4\n5,\"z\",6\n"),
    "a|b|c\n2:unclosed_quote|1|\"x|2\n3:ok|3|-|4\n4:ok|5|z|6\n" },
  { "the last record does not close",
    BYTES ("a,b\n1,2\n3,\"x\n"),
    "a|b\n2:ok|1|2\n3:unclosed_quote|3|\"x\n" },
  { "quotes inside a quoted cell",
    BYTES ("a,b\n\"nói \"chào\" rồi\nđi\",2\n3,4\n"),
    "a|b\n2:ok|nói \"chào\" rồi\nđi|2\n4:ok|3|4\n" },
  { "a quote inside a plain cell",
    BYTES ("a,b\nống 5\",2\n3,4\n"),
    "a|b\n2:ok|ống 5\"|2\n3:ok|3|4\n" },
  { "NUL bytes", BYTES ("a,b\n1\0,2\n3,4\n"), "a|b\n2:ok|1|2\n3:ok|3|4\n" },
  { "byte order mark", BYTES ("\xEF\xBB\xBFmã,b\n1,2\n"), "mã|b\n2:ok|1|2\n" },
  { "bytes that are no UTF-8 cost their record",
    BYTES ("tên,b\nđường phố Nguyễn Trãi ngập sâu,2\nhỏng \xFF,3\nđược,4\n"),
    "tên|b\n2:ok|đường phố Nguyễn Trãi ngập sâu|2\n3:bad_encoding|hỏng \xEF\xBF\xBD|3\n"
    "4:ok|được|4\n" },
  { "Windows-1258",
    BYTES ("n\xF4\xF2i dung,b\n\xD0\xFD\xF5\xCC"
           "ng,2\n"),
    "nội dung|b\n2:ok|Đườ"
    "ng|2\n" },
  { "UTF-16LE with a mark",
    BYTES ("\xFF\xFE"
           "a\0,\0b\0\n\0\xA1\x1E,\0"
           "2\0\n\0"),
    "a|b\n2:ok|ạ|2\n" },
  { "UTF-16BE with a mark",
    BYTES ("\xFE\xFF\0a\0,\0b\0\n\x1E\xA1\0,\0"
           "2\0\n"),
    "a|b\n2:ok|ạ|2\n" },
  { "UTF-16LE without a mark",
    BYTES ("a\0,\0b\0\n\0\xA1\x1E,\0"
           "2\0\n\0"),
    "a|b\n2:ok|ạ|2\n" },
  { "a surrogate alone",
    BYTES ("\xFF\xFE"
           "a\0,\0b\0\n\0\x00\xD8,\0"
           "2\0\n\0"),
    "a|b\n2:bad_encoding|\xEF\xBF\xBD|2\n" },
  { "decomposed letters become one",
    BYTES ("a,b\nho\xCC\x80"
           "a,2\n"),
    "a|b\n2:ok|hòa|2\n" },
  { "titles above the header",
    BYTES ("SỔ TIẾP CÔNG DÂN,,,\nNăm 2026,,,\nSTT,Họ tên,SĐT,Nội dung\n(1),(2),(3),(4)\n"
           "1,Hoa,0912345678,Ngập\n"),
    "STT|Họ tên|SĐT|Nội dung\n5:ok|1|Hoa|0912345678|Ngập\n" },
  { "columns without a name, and with the same",
    BYTES ("a,,a,\n1,2,3,\n"),
    "a|#2|a (3)\n2:ok|1|2|3\n" },
  { "only a header", BYTES ("a,b\n"), "a|b\n" },
  { "empty", BYTES (""), "error:6" },
  { "only blanks", BYTES (" \n\n\t\n"), "error:6" },
};

static void
test_csv (gconstpointer data)
{
  const CsvRow *row = data;
  g_autofree char *read = NULL;

  read = fixture_read (row->bytes, row->size, DT_IMPORT_FORMAT_CSV);
  g_assert_cmpstr (read, ==, row->expected);
}

/* A cell of 50 MB is set aside; what stands around it goes in. */
static void
test_large_cell (gconstpointer data)
{
  gboolean quoted = GPOINTER_TO_INT (data);
  g_autoptr (GString) text = g_string_new ("a,b\n1,2\n3,");
  g_autofree char *read = NULL;
  g_auto (GStrv) lines = NULL;

  if (quoted)
    g_string_append_c (text, '"');
  for (guint i = 0; i < 50 * 1024 * 1024 / 10; i++)
    g_string_append (text, quoted ? "chu viet \n" : "chu viet .");
  g_string_append (text, quoted ? "\"\n5,6\n" : "\n5,6\n");
  read = fixture_read (text->str, text->len, DT_IMPORT_FORMAT_CSV);
  lines = g_strsplit (read, "\n", 3);
  g_assert_cmpstr (lines[1], ==, "2:ok|1|2");
  g_assert_true (g_str_has_prefix (lines[2], "3:too_large|3|"));
  g_assert_cmpuint (strlen (read), <, 200 * 1024);
  g_assert_true (g_str_has_suffix (read, quoted ? "\n5242884:ok|5|6\n" : "\n4:ok|5|6\n"));
}

/* An unclosed quote in the middle of a long file costs one record of 20,000. */
static void
test_recovery (void)
{
  g_autoptr (GString) text = g_string_new ("id,content,status\n");
  g_autofree char *path = NULL;
  g_autoptr (DtImportSource) source = NULL;
  DtImportRecord *record;
  guint good = 0;
  guint bad = 0;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text,
                            i == 10000 ? "%u,\"never closed, because of a slip,open\n"
                                       : "%u,\"a cell, with\na line break\",open\n",
                            i);
  path = fixture_write (text->str, text->len);
  source = dt_import_source_open (path, DT_IMPORT_FORMAT_AUTO, NULL);
  while (dt_import_source_next (source, &record, NULL))
    {
      good += record->reason == NULL;
      bad += record->reason != NULL;
      if (record->reason != NULL)
        g_assert_cmpint (record->line, ==, 20002);
      dt_import_record_free (record);
    }
  g_assert_cmpuint (good, ==, 19999);
  g_assert_cmpuint (bad, ==, 1);
}

typedef struct
{
  const char *path; /* below the source folder */
  guint columns, records;
  gint64 chars, bytes;
  const char *mapping;
} RealFile;

/* Counted once by Python 3.11: csv.reader (open (f, newline="", encoding="utf-8-sig")), each cell
 * in NFC, its line ends as \n, without other control characters, stripped; sums of len (cell) and
 * of len (cell.encode ()). */
static const RealFile real_files[] = {
  { "data/demo/public-service-qa.csv", 3, 274, 152440, 203657, "field,content,answer" },
  { "tests/data/city-311.csv",
    16,
    8739,
    1477937,
    1478389,
    "ignore,id,title,content,status,place,ignore,ignore,received,ignore,ignore,ignore,ignore,"
    "ignore,"
    "ignore,name" },
};

static void
test_real_file (gconstpointer data)
{
  const RealFile *file = data;
  g_autofree char *path = g_build_filename (g_getenv ("DT_SOURCE_DIR"), file->path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DtImportSource) source = dt_import_source_open (path, DT_IMPORT_FORMAT_AUTO, &error);
  g_autofree DtImportField *mapping = NULL;
  g_autoptr (GString) nicks = g_string_new (NULL);
  DtImportRecord *record;
  guint records = 0;
  gint64 chars = 0;
  gint64 bytes = 0;

  g_assert_no_error (error);
  g_assert_cmpstr (dt_import_source_get_encoding (source), ==, "UTF-8");
  g_assert_cmpuint (
      g_strv_length ((char **) dt_import_source_get_columns (source)), ==, file->columns);
  mapping = dt_import_source_guess_mapping (source);
  for (guint i = 0; i < file->columns; i++)
    g_string_append_printf (nicks, "%s%s", i > 0 ? "," : "", dt_import_field_to_nick (mapping[i]));
  g_assert_cmpstr (nicks->str, ==, file->mapping);

  while (dt_import_source_next (source, &record, &error))
    {
      g_assert_cmpstr (record->reason, ==, NULL);
      for (guint i = 0; i < record->values->len; i++)
        {
          const char *value = g_ptr_array_index (record->values, i);

          chars += value != NULL ? g_utf8_strlen (value, -1) : 0;
          bytes += value != NULL ? (gint64) strlen (value) : 0;
        }
      records++;
      dt_import_record_free (record);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (records, ==, file->records);
  g_assert_cmpint (chars, ==, file->chars);
  g_assert_cmpint (bytes, ==, file->bytes);
  g_assert_cmpfloat (dt_import_source_get_progress (source), ==, 1.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (csv_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import-csv/%s", csv_rows[i].name);

      g_test_add_data_func (path, &csv_rows[i], test_csv);
    }
  g_test_add_data_func ("/import-csv/large cell, quoted", GINT_TO_POINTER (1), test_large_cell);
  g_test_add_data_func ("/import-csv/large cell, plain", GINT_TO_POINTER (0), test_large_cell);
  g_test_add_func ("/import-csv/recovery in a long file", test_recovery);
  for (gsize i = 0; i < G_N_ELEMENTS (real_files); i++)
    {
      g_autofree char *name = g_path_get_basename (real_files[i].path);
      g_autofree char *path = g_strdup_printf ("/import-csv/real/%s", name);

      g_test_add_data_func (path, &real_files[i], test_real_file);
    }
  return g_test_run ();
}

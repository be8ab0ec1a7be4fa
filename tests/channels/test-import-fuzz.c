/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes: 10,000 mutations of a small sample of each format, the same ones every time, or the
 * first of them where a sanitizer or valgrind makes each slower (DT_TEST_SLOWNESS). What is tested
 * is that reading ends, that values are valid UTF-8, and (under those) that nothing is read or
 * freed that must not be. */
#include "dt-test.h"
#include "import-fixture.h"
#include "import-zip.h"

#define MUTATIONS 10000
/* A broken row may be read as several; more than a sample has bytes cannot be. */
#define MAX_RECORDS 5000

typedef struct
{
  const char *name;
  DtImportFormat format;
  const char *text; /* NULL: an XLSX whose parts are mutated */
} Sample;

static const Sample samples[] = {
  { "csv",
    DT_IMPORT_FORMAT_AUTO,
    "id,content,date\r\n1,\"x, "
    "\"\"y\"\"\nz\",23/11/2026\r\n2,đường;ngập,\r\n\"3\",\"\",1\r\n4,a,b\n" },
  { "jsonl",
    DT_IMPORT_FORMAT_AUTO,
    "{\"id\":1,\"t\":\"đ\\u1ea1 "
    "\\ud83d\\ude00\"}\n{\"id\":-2.5e3,\"t\":[1,{\"a\":[]}],\"o\":{\"p\":"
    "null}}\n{\"id\":3}\n" },
  { "open311",
    DT_IMPORT_FORMAT_AUTO,
    "{\"service_requests\":[\n{\"id\":1,\"d\":\"x\"},\n{\"id\":006,\"d\":{\"a\":[1,2]}},{\"id\":3,"
    "\"d\":null}\n]}" },
  { "mbox",
    DT_IMPORT_FORMAT_AUTO,
    "From a Mon Nov 23 14:06:00 2026\nFrom: =?UTF-8?B?Tmd1eeG7hW4=?= <a@b.vn>\nSubject: "
    "=?windows-1258?Q?=D0=FD?= x\nMessage-ID: <1@b>\nReferences: <0@b> <1@b>\nDate: Mon, 23 Nov "
    "2026 14:06:00 +0700\nContent-Type: multipart/mixed; boundary=\"x\"\n\n--x\nContent-Type: "
    "text/html; charset=windows-1258\nContent-Transfer-Encoding: quoted-printable\n\n<p>A &amp; "
    "&#7879;=D0</p>\n--x\nContent-Type: image/png; name=a.png\nContent-Transfer-Encoding: "
    "base64\n\niVBORw0KGgo=\n--x--\n\nFrom b Mon Nov 23 14:06:00 2026\nFrom: b@b\nSubject: y\n"
    "Content-Type: text/plain; format=flowed\n\none \ntwo\n>From x\n" },
  { "utf-16", DT_IMPORT_FORMAT_AUTO, "\xFF\xFE" },
  { "xlsx", DT_IMPORT_FORMAT_XLSX, NULL },
};

static guint32
next_random (guint64 *state)
{
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (guint32) (*state >> 33);
}

/* Flips, cuts, doubles and sprinkles what the parsers look for. */
static void
mutate (GByteArray *bytes, guint64 *state)
{
  static const char special[] = "\",;\t|\n\r\\{}[]:<>&=?-\0\xFF\xC3\xED From";
  guint n = 1 + next_random (state) % 4;

  for (guint i = 0; i < n && bytes->len > 0; i++)
    {
      guint at = next_random (state) % bytes->len;
      guint length = next_random (state) % 24;

      switch (next_random (state) % 6)
        {
        case 0:
          bytes->data[at] ^= (guint8) (1u << (next_random (state) % 8));
          break;
        case 1:
          bytes->data[at] = (guint8) special[next_random (state) % (sizeof special - 1)];
          break;
        case 2:
          g_byte_array_set_size (bytes, at);
          break;
        case 3:
          g_byte_array_remove_range (bytes, at, MIN (length, bytes->len - at));
          break;
        case 4:
          {
            g_autofree guint8 *copy = g_memdup2 (bytes->data + at, MIN (length, bytes->len - at));

            g_byte_array_append (bytes, copy, MIN (length, bytes->len - at));
          }
          break;
        default:
          bytes->data[at] = (guint8) next_random (state);
        }
    }
}

static void
read_all (const guint8 *data, gsize size, DtImportFormat format)
{
  g_autofree char *path = fixture_write (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (DtImportSource) source = dt_import_source_open (path, format, &error);
  g_autofree DtImportField *mapping = NULL;
  DtImportRecord *record;
  guint n_columns;
  guint n = 0;

  if (source == NULL)
    {
      g_assert_nonnull (error);
      return;
    }
  n_columns = g_strv_length ((char **) dt_import_source_get_columns (source));
  mapping = dt_import_source_guess_mapping (source);
  while (dt_import_source_next (source, &record, &error))
    {
      gint64 usec;

      g_assert_cmpuint (record->values->len, ==, n_columns);
      g_assert_cmpint (record->line, >=, 0);
      for (guint i = 0; i < n_columns; i++)
        {
          const char *value = g_ptr_array_index (record->values, i);

          g_assert_true (value == NULL || (*value != '\0' && g_utf8_validate (value, -1, NULL)));
          dt_import_parse_time (value, &usec);
        }
      dt_import_record_free (record);
      g_assert_cmpuint (++n, <, MAX_RECORDS);
    }
}

/* The parts are mutated, not the container: its checksums would keep nearly all of them out. Every
 * tenth time the container is. */
static GByteArray *
make_xlsx (guint64 *state, gboolean whole)
{
  const char *texts[] = { zip_workbook, zip_relations, zip_sheet, zip_styles, zip_strings };
  const char *names[] = { "xl/workbook.xml",
                          "xl/_rels/workbook.xml.rels",
                          "xl/worksheets/sheet1.xml",
                          "xl/styles.xml",
                          "xl/sharedStrings.xml" };
  guint chosen = next_random (state) % 8;
  GByteArray *mutated = g_byte_array_new ();
  ZipPart parts[G_N_ELEMENTS (texts)];
  GBytes *bytes;

  chosen = chosen < G_N_ELEMENTS (texts) ? chosen : 2;
  g_byte_array_append (mutated, (const guint8 *) texts[chosen], (guint) strlen (texts[chosen]));
  if (!whole)
    mutate (mutated, state);
  g_byte_array_append (mutated, (const guint8 *) " ", 1);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    parts[i] = i == chosen ? (ZipPart){ names[i], (const char *) mutated->data, mutated->len }
                           : (ZipPart){ names[i], texts[i], 0 };
  bytes = zip_parts (parts, G_N_ELEMENTS (parts));
  g_byte_array_unref (mutated);
  return g_bytes_unref_to_array (bytes);
}

static void
test_mutations (gconstpointer data)
{
  const Sample *sample = data;
  guint64 state = 20261123;
  gint64 n = MUTATIONS / dt_test_allow (1);

  for (gint64 i = 0; i < n; i++)
    {
      g_autoptr (GByteArray) bytes = NULL;

      if (sample->text == NULL)
        bytes = make_xlsx (&state, i % 10 == 0);
      else
        {
          bytes = g_byte_array_new ();
          g_byte_array_append (bytes, (const guint8 *) sample->text, (guint) strlen (sample->text));
        }
      if (strcmp (sample->name, "utf-16") == 0)
        for (const char *p = samples[0].text; *p != '\0'; p++)
          g_byte_array_append (bytes, (const guint8[]){ (guint8) *p, 0 }, 2);
      if (sample->text != NULL || i % 10 == 0)
        mutate (bytes, &state);
      read_all (bytes->data, bytes->len, sample->format);
    }
}

/* What costs a careless parser its stack or its time. */
static void
test_deep (void)
{
  static const struct
  {
    const char *start, *again;
    DtImportFormat format;
  } rows[] = {
    { "{\"a\":", "[", DT_IMPORT_FORMAT_JSONL },
    { "{\"a\":1}\n", "{\"a\":", DT_IMPORT_FORMAT_JSONL },
    { "[{\"a\":1},", "{\"a\":[", DT_IMPORT_FORMAT_OPEN311 },
    { "[", "[", DT_IMPORT_FORMAT_OPEN311 },
    { "[{\"a\":1},", "{", DT_IMPORT_FORMAT_OPEN311 },
    { "[{\"a\":1},", "\"{", DT_IMPORT_FORMAT_OPEN311 },
    { "a,b\n", "\"x\n", DT_IMPORT_FORMAT_CSV },
    { "a,b\n", "\"x\",\"\n", DT_IMPORT_FORMAT_CSV },
    { "a,b\n", ",", DT_IMPORT_FORMAT_CSV },
    { "From: a\nSubject: x\n\n", "<div>&#<!--", DT_IMPORT_FORMAT_MBOX },
    { "From: a\nSubject: x\nContent-Type: multipart/mixed; boundary=x\n\n",
      "--x\nContent-Type: multipart/mixed; boundary=x\n\n",
      DT_IMPORT_FORMAT_MBOX },
    { "From: a\nSubject: x\nReferences: ", "<a@b> ", DT_IMPORT_FORMAT_MBOX },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) text = g_string_new (rows[i].start);
      g_autofree char *path = NULL;
      g_autoptr (DtImportSource) source = NULL;
      DtImportRecord *record;

      for (gint64 k = 0; k < 100000 / dt_test_allow (1); k++)
        g_string_append (text, rows[i].again);
      path = fixture_write (text->str, text->len);
      source = dt_import_source_open (path, rows[i].format, NULL);
      while (source != NULL && dt_import_source_next (source, &record, NULL))
        dt_import_record_free (record);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import-fuzz/%s", samples[i].name);

      g_test_add_data_func (path, &samples[i], test_mutations);
    }
  g_test_add_func ("/import-fuzz/deep", test_deep);
  return g_test_run ();
}

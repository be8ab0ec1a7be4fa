/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XLSX (ECMA-376): the first visible sheet that has rows, read as a stream out of the container;
 * shared and inline strings, dates by their number format. One thread. */
#include "channels/dt-import-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <libxml/xmlreader.h>
#include <math.h>
#include <string.h>

#define MAX_HEADER_ROWS 15
#define MAX_PART (16 * 1024 * 1024)
/* A few kilobytes of container can hold gigabytes of the same letter. */
#define MAX_STRINGS (256 * 1024 * 1024)
#define XML_OPTIONS (XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT)

typedef struct
{
  struct archive *archive;
  xmlTextReader *xml;
  gint64 size;
  gint64 consumed;
} Part;

typedef struct
{
  gint64 line;
  GPtrArray *cells; /* nullable char * */
  gboolean too_large;
} XlsxRow;

typedef struct
{
  DtImportReader parent;
  GString *strings;      /* shared strings, each ended by NUL */
  GArray *string_starts; /* gsize */
  GArray *date_styles;   /* gboolean by style index */
  gboolean from_1904;
  Part sheet;
  gint64 line; /* of the row last read */
  GQueue rows; /* of XlsxRow: read while the header was looked for */
} XlsxReader;

static void
xlsx_row_free (XlsxRow *row)
{
  g_ptr_array_unref (row->cells);
  g_free (row);
}

static void
part_close (Part *part)
{
  g_clear_pointer (&part->xml, xmlFreeTextReader);
  g_clear_pointer (&part->archive, archive_read_free);
}

static struct archive *
open_archive (const char *path, GError **error)
{
  struct archive *archive = archive_read_new ();

  archive_read_support_format_zip (archive);
  if (archive_read_open_filename (archive, path, 64 * 1024) == ARCHIVE_OK)
    return archive;
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_INVALID,
               "The Excel file cannot be opened; open it in Excel and save it again");
  archive_read_free (archive);
  return NULL;
}

/* Moves to the entry called @name; its size, or -1 if there is none. */
static gint64
find_entry (struct archive *archive, const char *name)
{
  struct archive_entry *entry;

  while (archive_read_next_header (archive, &entry) == ARCHIVE_OK)
    {
      const char *path = archive_entry_pathname_utf8 (entry);

      if (path != NULL && g_ascii_strcasecmp (path + (*path == '/'), name) == 0)
        return archive_entry_size_is_set (entry) ? archive_entry_size (entry) : 0;
    }
  return -1;
}

static int
on_part_read (void *data, char *buffer, int size)
{
  Part *part = data;
  la_ssize_t n = archive_read_data (part->archive, buffer, (size_t) size);

  if (n < 0)
    return -1;
  part->consumed += n;
  return (int) n;
}

static void
on_xml_error (void *data,
              const char *message,
              xmlParserSeverities severity,
              xmlTextReaderLocatorPtr at)
{
  /* libxml2 would write to standard error, and the message may hold a citizen's words. */
}

static gboolean
part_open (Part *part, const char *path, const char *name, GError **error)
{
  memset (part, 0, sizeof *part);
  part->archive = open_archive (path, error);
  if (part->archive == NULL)
    return FALSE;
  part->size = find_entry (part->archive, name);
  if (part->size >= 0)
    part->xml = xmlReaderForIO (on_part_read, NULL, part, NULL, NULL, XML_OPTIONS);
  if (part->xml != NULL)
    {
      xmlTextReaderSetErrorHandler (part->xml, on_xml_error, NULL);
      return TRUE;
    }
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "The Excel file has no %s", name);
  part_close (part);
  return FALSE;
}

static gboolean
at_start (xmlTextReader *xml, const char *name)
{
  return xmlTextReaderNodeType (xml) == XML_READER_TYPE_ELEMENT
         && strcmp ((const char *) xmlTextReaderConstLocalName (xml), name) == 0;
}

static gboolean
at_end (xmlTextReader *xml, const char *name)
{
  int type = xmlTextReaderNodeType (xml);

  return (type == XML_READER_TYPE_END_ELEMENT
          || (type == XML_READER_TYPE_ELEMENT && xmlTextReaderIsEmptyElement (xml)))
         && strcmp ((const char *) xmlTextReaderConstLocalName (xml), name) == 0;
}

/* The attribute by its local name, whatever its prefix. */
static char *
dup_attribute (xmlTextReader *xml, const char *name)
{
  char *value = NULL;
  int more = xmlTextReaderMoveToFirstAttribute (xml);

  while (more == 1 && value == NULL)
    {
      if (strcmp ((const char *) xmlTextReaderConstLocalName (xml), name) == 0)
        value = g_strdup ((const char *) xmlTextReaderConstValue (xml));
      more = xmlTextReaderMoveToNextAttribute (xml);
    }
  xmlTextReaderMoveToElement (xml);
  return value;
}

static gboolean
is_text (xmlTextReader *xml)
{
  int type = xmlTextReaderNodeType (xml);

  return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA
         || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE;
}

/* --- shared strings ----------------------------------------------------------------------------
 */

/* Appends the text of the <si> or <is> at which @xml stands, without its phonetic hints. */
static gboolean
read_rich_text (xmlTextReader *xml, const char *name, GString *text)
{
  gboolean in_text = FALSE;
  guint phonetic = 0;

  if (xmlTextReaderIsEmptyElement (xml))
    return TRUE;
  while (xmlTextReaderRead (xml) == 1)
    {
      if (at_end (xml, name))
        return TRUE;
      if (at_start (xml, "rPh") && !xmlTextReaderIsEmptyElement (xml))
        phonetic++;
      else if (at_end (xml, "rPh") && phonetic > 0)
        phonetic--;
      else if (at_start (xml, "t"))
        in_text = !xmlTextReaderIsEmptyElement (xml);
      else if (at_end (xml, "t"))
        in_text = FALSE;
      else if (in_text && phonetic == 0 && is_text (xml))
        g_string_append (text, (const char *) xmlTextReaderConstValue (xml));
    }
  return FALSE;
}

static gboolean
load_strings (XlsxReader *self, GError **error)
{
  const char *path = dt_import_input_get_path (self->parent.input);
  Part part;
  int more;

  self->strings = g_string_new (NULL);
  self->string_starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  if (!part_open (&part, path, "xl/sharedStrings.xml", NULL))
    return TRUE; /* all its strings are inline */
  while ((more = xmlTextReaderRead (part.xml)) == 1)
    {
      gsize start = self->strings->len;

      if (!at_start (part.xml, "si"))
        continue;
      g_array_append_val (self->string_starts, start);
      if (!read_rich_text (part.xml, "si", self->strings))
        more = -1;
      g_string_append_c (self->strings, '\0');
      if (more < 0 || self->strings->len > MAX_STRINGS)
        break;
    }
  part_close (&part);
  if (more >= 0 && self->strings->len <= MAX_STRINGS)
    return TRUE;
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_DAMAGED,
               "The Excel file's texts cannot be read; open it in Excel and save it again");
  return FALSE;
}

/* --- styles ------------------------------------------------------------------------------------
 */

/* Built-in formats of days and times: ECMA-376 part 1, 18.8.30. */
static gboolean
is_date_format_id (guint64 id)
{
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47)
         || (id >= 50 && id <= 58);
}

/* A format's own letters of days and times, outside quotes, brackets and escapes. "[h]" counts
 * hours: that is an amount and no time. */
static gboolean
is_date_format (const char *code)
{
  for (const char *p = code; *p != '\0' && *p != ';'; p++)
    {
      if (*p == '"' && strchr (p + 1, '"') != NULL)
        p = strchr (p + 1, '"');
      else if (*p == '[' && strchr ("hHmMsS", p[1]) != NULL && p[1] != '\0')
        return FALSE;
      else if (*p == '[' && strchr (p, ']') != NULL)
        p = strchr (p, ']');
      else if ((*p == '\\' || *p == '_' || *p == '*') && p[1] != '\0')
        p++;
      else if (strchr ("dDmMyYhHsS", *p) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
load_styles (XlsxReader *self)
{
  g_autoptr (GHashTable) dates = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gboolean in_cells = FALSE;
  Part part;

  self->date_styles = g_array_new (FALSE, TRUE, sizeof (gboolean));
  if (!part_open (&part, dt_import_input_get_path (self->parent.input), "xl/styles.xml", NULL))
    return;
  while (xmlTextReaderRead (part.xml) == 1)
    {
      if (at_start (part.xml, "numFmt"))
        {
          g_autofree char *id = dup_attribute (part.xml, "numFmtId");
          g_autofree char *code = dup_attribute (part.xml, "formatCode");
          gint64 key = id != NULL ? g_ascii_strtoll (id, NULL, 10) : -1;

          if (code != NULL && is_date_format (code))
            g_hash_table_add (dates, g_memdup2 (&key, sizeof key));
        }
      else if (at_start (part.xml, "cellXfs"))
        in_cells = !xmlTextReaderIsEmptyElement (part.xml);
      else if (at_end (part.xml, "cellXfs"))
        in_cells = FALSE;
      else if (in_cells && at_start (part.xml, "xf"))
        {
          g_autofree char *id = dup_attribute (part.xml, "numFmtId");
          gint64 key = id != NULL ? g_ascii_strtoll (id, NULL, 10) : 0;
          gboolean date = is_date_format_id ((guint64) key) || g_hash_table_contains (dates, &key);

          g_array_append_val (self->date_styles, date);
        }
    }
  part_close (&part);
}

/* --- cells -------------------------------------------------------------------------------------
 */

/* The day number of a spreadsheet as ISO 8601, the clock only if there is one. Day 60 of 1900 does
 * not exist but is counted. */
static char *
serial_to_iso (XlsxReader *self, double serial)
{
  double days = floor (serial);
  gint64 seconds = (gint64) round ((serial - days) * 86400);
  g_autoptr (GDateTime) base = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (!(serial >= 0 && serial < 2958466))
    return NULL;
  if (days == 0 && !self->from_1904)
    return g_strdup_printf ("%02d:%02d", (int) (seconds / 3600) % 24, (int) (seconds / 60) % 60);
  base = g_date_time_new_utc (1899, 12, 30, 0, 0, 0);
  days += self->from_1904 ? 1462 : days < 60 ? 1 : 0;
  time = g_date_time_add_seconds (base, days * 86400 + (double) seconds);
  return g_date_time_format (time, seconds % 86400 == 0 ? "%Y-%m-%d" : "%Y-%m-%dT%H:%M:%S");
}

static char *
number_to_text (XlsxReader *self, const char *text, guint64 style)
{
  char *end = NULL;
  double value = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !isfinite (value))
    return g_strdup (text);
  if (style < self->date_styles->len && g_array_index (self->date_styles, gboolean, style))
    {
      char *iso = serial_to_iso (self, value);

      if (iso != NULL)
        return iso;
    }
  /* "8.4912345678E10" is a telephone number. */
  if (value == floor (value) && fabs (value) < 1e15)
    return g_strdup_printf ("%.0f", value);
  return g_strdup (text);
}

static char *
cell_to_text (XlsxReader *self, const char *type, guint64 style, const GString *text)
{
  if (strcmp (type, "s") == 0)
    {
      guint64 index = g_ascii_strtoull (text->str, NULL, 10);
      const char *found;

      if (text->len == 0 || index >= self->string_starts->len)
        return NULL;
      found = self->strings->str + g_array_index (self->string_starts, gsize, index);
      return dt_import_clean (found, strlen (found), NULL);
    }
  if (strcmp (type, "e") == 0 || text->len == 0)
    return NULL;
  if (strcmp (type, "b") == 0)
    return g_strdup (strcmp (text->str, "0") == 0 ? "FALSE" : "TRUE");
  if (strcmp (type, "n") == 0)
    return number_to_text (self, text->str, style);
  return dt_import_clean (text->str, text->len, NULL);
}

/* "AB12" → 27; -1 if it does not say. */
static int
reference_to_column (const char *reference)
{
  int column = 0;

  for (; reference != NULL && g_ascii_isalpha (*reference) && column < 100000; reference++)
    column = column * 26 + (g_ascii_toupper (*reference) - 'A' + 1);
  return column - 1;
}

/* Reads the <c> at which the sheet stands. FALSE: the XML breaks off. */
static gboolean
read_cell (XlsxReader *self, XlsxRow *row)
{
  xmlTextReader *xml = self->sheet.xml;
  g_autofree char *reference = dup_attribute (xml, "r");
  g_autofree char *type = dup_attribute (xml, "t");
  g_autofree char *style = dup_attribute (xml, "s");
  g_autoptr (GString) text = g_string_new (NULL);
  int column = reference_to_column (reference);
  gboolean in_value = FALSE;
  char *value;

  if (column < 0)
    column = (int) row->cells->len;
  if (!xmlTextReaderIsEmptyElement (xml))
    {
      int more;

      while ((more = xmlTextReaderRead (xml)) == 1 && !at_end (xml, "c"))
        {
          if (at_start (xml, "is"))
            {
              if (!read_rich_text (xml, "is", text))
                return FALSE;
            }
          else if (at_start (xml, "v"))
            in_value = !xmlTextReaderIsEmptyElement (xml);
          else if (at_end (xml, "v"))
            in_value = FALSE;
          else if (in_value && is_text (xml))
            g_string_append (text, (const char *) xmlTextReaderConstValue (xml));
        }
      if (more != 1)
        return FALSE;
    }
  if (text->len > DT_IMPORT_MAX_RECORD)
    {
      row->too_large = TRUE;
      g_string_truncate (text, DT_IMPORT_MAX_RAW);
    }
  value = cell_to_text (self,
                        type != NULL ? type : "n",
                        style != NULL ? g_ascii_strtoull (style, NULL, 10) : 0,
                        text);
  if (value == NULL || column > DT_IMPORT_MAX_COLUMNS)
    {
      g_free (value);
      return TRUE;
    }
  if (row->cells->len <= (guint) column)
    g_ptr_array_set_size (row->cells, column + 1);
  g_free (g_ptr_array_index (row->cells, column));
  g_ptr_array_index (row->cells, column) = value;
  return TRUE;
}

/* The next row that holds anything. NULL at the end, or with @error where the XML breaks off. */
static XlsxRow *
read_row (XlsxReader *self, GError **error)
{
  xmlTextReader *xml = self->sheet.xml;
  g_autofree char *reference = NULL;
  XlsxRow *row = NULL;
  int more;

  while ((more = xmlTextReaderRead (xml)) == 1)
    {
      if (at_start (xml, "row"))
        {
          g_clear_pointer (&reference, g_free);
          reference = dup_attribute (xml, "r");
          g_clear_pointer (&row, xlsx_row_free);
          row = g_new0 (XlsxRow, 1);
          row->cells = g_ptr_array_new_with_free_func (g_free);
          self->line = reference != NULL ? g_ascii_strtoll (reference, NULL, 10) : self->line + 1;
          row->line = self->line;
        }
      else if (row != NULL && at_start (xml, "c") && !read_cell (self, row))
        {
          more = -1;
          break;
        }
      if (row != NULL && at_end (xml, "row") && !dt_import_row_is_empty (row->cells))
        return row;
    }
  g_clear_pointer (&row, xlsx_row_free);
  if (more < 0)
    g_set_error (error,
                 DT_ERROR,
                 DT_ERROR_DAMAGED,
                 "The sheet breaks off after row %" G_GINT64_FORMAT
                 "; open it in Excel and save it again",
                 self->line);
  return NULL;
}

/* --- the reader --------------------------------------------------------------------------------
 */

static DtImportRecord *
row_to_record (XlsxReader *self, XlsxRow *row)
{
  guint n = self->parent.columns->len;
  DtImportRecord *record = dt_import_record_new (row->line, n);
  g_autoptr (GString) extra = g_string_new (NULL);

  for (guint i = 0; i < row->cells->len; i++)
    {
      char *value = g_steal_pointer (&g_ptr_array_index (row->cells, i));

      if (i < n)
        dt_import_record_set (record, i, value);
      else
        {
          if (value != NULL && extra->len < DT_IMPORT_MAX_RAW)
            g_string_append_printf (extra, extra->len > 0 ? " | %s" : "%s", value);
          g_free (value);
        }
    }
  if (row->too_large)
    dt_import_record_fail (record, "too_large", NULL);
  else if (extra->len > 0)
    dt_import_record_fail (record, "too_many_columns", extra->str);
  return record;
}

static gboolean
xlsx_next (DtImportReader *reader, DtImportRecord **out, GError **error)
{
  XlsxReader *self = (XlsxReader *) reader;
  XlsxRow *row = g_queue_pop_head (&self->rows);

  *out = NULL;
  if (row == NULL && self->sheet.xml != NULL)
    {
      row = read_row (self, error);
      if (row == NULL)
        part_close (&self->sheet);
    }
  if (row == NULL)
    return FALSE;
  *out = row_to_record (self, row);
  xlsx_row_free (row);
  return TRUE;
}

static double
xlsx_get_progress (DtImportReader *reader)
{
  XlsxReader *self = (XlsxReader *) reader;

  if (self->sheet.xml == NULL)
    return 1.0;
  return self->sheet.size > 0 ? MIN (1.0, (double) self->sheet.consumed / (double) self->sheet.size)
                              : 0.0;
}

static void
xlsx_free (DtImportReader *reader)
{
  XlsxReader *self = (XlsxReader *) reader;

  part_close (&self->sheet);
  g_queue_clear_full (&self->rows, (GDestroyNotify) xlsx_row_free);
  if (self->strings != NULL)
    g_string_free (self->strings, TRUE);
  g_clear_pointer (&self->string_starts, g_array_unref);
  g_clear_pointer (&self->date_styles, g_array_unref);
  g_free (self);
}

static const DtImportReaderClass xlsx_class = {
  .channel = DT_CHANNEL_FILE,
  .next = xlsx_next,
  .get_progress = xlsx_get_progress,
  .free = xlsx_free,
};

/* The visible sheets' relation ids, in the workbook's order. */
static GPtrArray *
load_sheet_ids (XlsxReader *self, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  Part part;

  if (!part_open (&part, dt_import_input_get_path (self->parent.input), "xl/workbook.xml", NULL))
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_INVALID,
                   "Not an Excel workbook (.xlsx): save the list as .xlsx or .csv");
      return NULL;
    }
  while (xmlTextReaderRead (part.xml) == 1)
    {
      if (at_start (part.xml, "workbookPr"))
        {
          g_autofree char *flag = dup_attribute (part.xml, "date1904");

          self->from_1904 = flag != NULL && (*flag == '1' || *flag == 't');
        }
      else if (at_start (part.xml, "sheet"))
        {
          g_autofree char *id = dup_attribute (part.xml, "id");
          g_autofree char *state = dup_attribute (part.xml, "state");

          if (id != NULL && (state == NULL || g_str_equal (state, "visible")))
            g_ptr_array_add (ids, g_steal_pointer (&id));
        }
    }
  part_close (&part);
  return g_steal_pointer (&ids);
}

/* Relation id → path in the container. */
static GHashTable *
load_relations (XlsxReader *self)
{
  GHashTable *targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *path = dt_import_input_get_path (self->parent.input);
  Part part;

  if (!part_open (&part, path, "xl/_rels/workbook.xml.rels", NULL))
    return targets;
  while (xmlTextReaderRead (part.xml) == 1)
    if (at_start (part.xml, "Relationship"))
      {
        char *id = dup_attribute (part.xml, "Id");
        g_autofree char *target = dup_attribute (part.xml, "Target");

        if (id != NULL && target != NULL)
          g_hash_table_insert (targets,
                               g_steal_pointer (&id),
                               *target == '/' ? g_strdup (target + 1)
                                              : g_strconcat ("xl/", target, NULL));
        g_free (id);
      }
  part_close (&part);
  return targets;
}

/* Reads the first rows of the sheet at @name; FALSE if it has none. */
static gboolean
try_sheet (XlsxReader *self, const char *name, GPtrArray *rows, GError **error)
{
  const char *path = dt_import_input_get_path (self->parent.input);

  self->line = 0;
  if (!part_open (&self->sheet, path, name, NULL))
    return FALSE;
  while (rows->len < MAX_HEADER_ROWS)
    {
      XlsxRow *row = read_row (self, error);

      if (row == NULL)
        break;
      g_ptr_array_add (rows, row);
    }
  if (rows->len == 0)
    part_close (&self->sheet);
  return rows->len > 0;
}

static void
take_header (XlsxReader *self, GPtrArray *rows)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  guint header;
  guint first;

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (cells, ((XlsxRow *) g_ptr_array_index (rows, i))->cells);
  header = dt_import_find_header (cells);
  self->parent.columns = dt_import_make_columns (cells, header);
  first = header + 1;
  if (first < cells->len && dt_import_row_is_numbering (g_ptr_array_index (cells, first)))
    first++;
  for (guint i = 0; i < rows->len; i++)
    if (i < first)
      xlsx_row_free (g_ptr_array_index (rows, i));
    else
      g_queue_push_tail (&self->rows, g_ptr_array_index (rows, i));
}

/**
 * dt_xlsx_reader_new: (skip)
 * @input: the file
 *
 * Returns: a reader, or %NULL with %DT_ERROR_INVALID when it is no workbook or has no rows, or
 *   %DT_ERROR_DAMAGED when its first rows cannot be read
 */
DtImportReader *
dt_xlsx_reader_new (DtImportInput *input, GError **error)
{
  XlsxReader *self = g_new0 (XlsxReader, 1);
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GHashTable) targets = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GError) problem = NULL;

  self->parent.klass = &xlsx_class;
  self->parent.input = input;
  ids = load_sheet_ids (self, &problem);
  if (ids != NULL && load_strings (self, &problem))
    {
      load_styles (self);
      targets = load_relations (self);
      for (guint i = 0; i < ids->len && rows->len == 0 && problem == NULL; i++)
        {
          const char *name = g_hash_table_lookup (targets, g_ptr_array_index (ids, i));

          if (name != NULL)
            try_sheet (self, name, rows, &problem);
        }
    }
  if (rows->len > 0)
    {
      take_header (self, rows);
      return &self->parent;
    }
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    g_set_error (error,
                 DT_ERROR,
                 DT_ERROR_INVALID,
                 "No sheet of the Excel file has rows: choose another file");
  xlsx_free (&self->parent);
  return NULL;
}

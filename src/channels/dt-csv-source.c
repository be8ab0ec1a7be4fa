/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV as offices have it (RFC 4180 and what departs from it): any separator, line breaks and
 * quotes in cells, titles above the header. A quote that is never closed costs its own record,
 * not the rest of the file. One thread. */
#include "channels/dt-import-private.h"

#include <string.h>

#define SAMPLE_ROWS 100
#define MAX_HEADER_ROWS 15
/* Looking for the record behind a broken one reads at most this many bytes. */
#define RECOVERY_BUDGET (32 * 1024 * 1024)
#define RECOVERY_RECORD (256 * 1024)

typedef struct
{
  gsize start;
  gsize end;
  gboolean quoted; /* the bounds are inside the quotes */
} Cell;

typedef struct
{
  GArray *cells;
  gsize end;          /* where the next record begins */
  gint64 lines;       /* line ends within [start, end) */
  gboolean irregular; /* a quote where none may stand */
  gboolean unclosed;  /* the text ended inside quotes */
  gboolean too_large;
} Row;

typedef struct
{
  DtImportReader parent;
  GString *text; /* decoded, from somewhere before the current record on */
  gsize at;      /* where the next record begins */
  gint64 line;   /* and its line */
  gboolean ended;
  gboolean frozen; /* while sniffing: the text at hand is all there is */
  GError *error;
  char separator;
  guint n_cells; /* of the header row, as written */
  gboolean short_rows;
  Row row;
} CsvReader;

static gboolean
fill (CsvReader *self)
{
  gsize length = self->text->len;

  while (!self->ended && !self->frozen && self->error == NULL && self->text->len == length)
    if (!dt_import_input_read_text (self->parent.input, self->text, &self->ended, &self->error))
      return FALSE;
  return self->text->len > length;
}

static inline int
char_at (CsvReader *self, gsize i)
{
  if (G_UNLIKELY (i >= self->text->len) && !fill (self))
    return -1;
  return (guchar) self->text->str[i];
}

/* What stands behind the closing quote at @i - 1: TRUE if the cell may end there. Blanks before the
 * separator are let pass; *@out_next is the separator's or line end's place. */
static gboolean
closes_cell (CsvReader *self, gsize i, gsize *out_next)
{
  int c = char_at (self, i);

  while ((c == ' ' || c == '\t') && c != self->separator)
    c = char_at (self, ++i);
  *out_next = i;
  return c < 0 || c == self->separator || c == '\n' || c == '\r';
}

/* Reads the quoted cell whose first character behind the quote is @i. Returns where it ended. */
static gsize
scan_quoted (CsvReader *self, Row *row, Cell *cell, gsize i, gsize limit)
{
  gsize next;
  int c;

  cell->quoted = TRUE;
  cell->start = i;
  while (TRUE)
    {
      c = char_at (self, i);
      if (c < 0 || i >= limit)
        {
          row->unclosed = TRUE;
          row->too_large = i >= limit;
          cell->end = i;
          return i;
        }
      if (c == '\n' || (c == '\r' && char_at (self, i + 1) != '\n'))
        row->lines++;
      if (c == '"')
        {
          if (char_at (self, i + 1) == '"')
            i++;
          else if (closes_cell (self, i + 1, &next))
            {
              cell->end = i;
              return next;
            }
          else
            row->irregular = TRUE;
        }
      i++;
    }
}

static gsize
scan_plain (CsvReader *self, Row *row, Cell *cell, gsize i, gsize limit)
{
  int c;

  cell->quoted = FALSE;
  cell->start = i;
  while ((c = char_at (self, i)) >= 0 && c != self->separator && c != '\n' && c != '\r')
    {
      if (c == '"')
        row->irregular = TRUE;
      if (i >= limit)
        {
          row->too_large = TRUE;
          break;
        }
      i++;
    }
  cell->end = i;
  return i;
}

/* Reads the record at @start into @row; FALSE when the text has ended before it. */
static gboolean
scan_row (CsvReader *self, Row *row, gsize start, gsize max_size)
{
  gsize i = start;
  gsize limit = start + max_size;
  int c;

  if (row->cells == NULL)
    row->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_array_set_size (row->cells, 0);
  row->lines = 0;
  row->irregular = row->unclosed = row->too_large = FALSE;
  if (char_at (self, start) < 0)
    return FALSE;

  do
    {
      Cell cell;

      if (char_at (self, i) == '"')
        i = scan_quoted (self, row, &cell, i + 1, limit);
      else
        i = scan_plain (self, row, &cell, i, limit);
      g_array_append_val (row->cells, cell);
      c = row->unclosed || row->too_large ? -1 : char_at (self, i);
      if (c == self->separator)
        i++;
    }
  while (c == self->separator);

  if (c == '\r')
    {
      i++;
      if (char_at (self, i) == '\n')
        i++;
      row->lines++;
    }
  else if (c == '\n')
    {
      i++;
      row->lines++;
    }
  row->end = i;
  return TRUE;
}

static char *
take_cell (CsvReader *self, const Cell *cell, gboolean *out_bad)
{
  const char *start = self->text->str + cell->start;
  gsize length = cell->end - cell->start;
  g_autoptr (GString) plain = NULL;

  if (!cell->quoted || memchr (start, '"', length) == NULL)
    return dt_import_clean (start, length, out_bad);
  plain = g_string_sized_new (length);
  for (gsize i = 0; i < length; i++)
    {
      g_string_append_c (plain, start[i]);
      if (start[i] == '"' && i + 1 < length && start[i + 1] == '"')
        i++;
    }
  return dt_import_clean (plain->str, plain->len, out_bad);
}

static GPtrArray *
take_row (CsvReader *self, const Row *row)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < row->cells->len; i++)
    g_ptr_array_add (values, take_cell (self, &g_array_index (row->cells, Cell, i), NULL));
  return values;
}

static gboolean
row_is_blank (CsvReader *self, const Row *row)
{
  for (guint i = 0; i < row->cells->len; i++)
    {
      const Cell *cell = &g_array_index (row->cells, Cell, i);

      for (gsize k = cell->start; k < cell->end; k++)
        if (!g_ascii_isspace (self->text->str[k]))
          return FALSE;
    }
  return TRUE;
}

/* The first line's end after @start within what has been read, or @end. */
static gsize
next_line (CsvReader *self, gsize start, gsize end)
{
  for (gsize i = start; i < end; i++)
    {
      if (self->text->str[i] == '\n')
        return i + 1;
      if (self->text->str[i] == '\r')
        return i + 1 < end && self->text->str[i + 1] == '\n' ? i + 2 : i + 1;
    }
  return end;
}

/* The line within (start, end) at which a well-formed record of the right width begins, or 0. */
static gsize
find_next_record (CsvReader *self, gsize start, gsize end)
{
  gsize budget = RECOVERY_BUDGET;
  Row row = { 0 };
  gsize found = 0;

  for (gsize i = next_line (self, start, end); i < end && budget > 0; i = next_line (self, i, end))
    {
      if (!scan_row (self, &row, i, RECOVERY_RECORD))
        break;
      if (row.cells->len == self->n_cells && !row.irregular && !row.unclosed && !row.too_large
          && !row_is_blank (self, &row))
        {
          found = i;
          break;
        }
      budget -= MIN (budget, row.end - i);
    }
  g_clear_pointer (&row.cells, g_array_unref);
  return found;
}

static gint64
count_lines (CsvReader *self, gsize start, gsize end)
{
  gboolean closed = end > 0 && strchr ("\r\n", self->text->str[end - 1]) != NULL;
  gint64 lines = 0;
  gsize i = start;

  while (i < end)
    {
      i = next_line (self, i, end);
      lines += i < end || closed;
    }
  return lines;
}

/* The raw text of a record that is set aside, cut at every separator, so that it can be mended. */
static void
keep_raw (CsvReader *self, DtImportRecord *record, gsize start, gsize end)
{
  guint n = record->values->len;
  guint column = 0;

  end = MIN (end, start + DT_IMPORT_MAX_RAW);
  while (column < n && start <= end)
    {
      const char *cut = memchr (self->text->str + start, self->separator, end - start);
      gsize stop = cut != NULL && column + 1 < n ? (gsize) (cut - self->text->str) : end;

      dt_import_record_set (
          record, column++, dt_import_clean (self->text->str + start, stop - start, NULL));
      start = stop + 1;
    }
}

/* Reads to the end of a record that is too large, keeping nothing of it. */
static void
skip_large (CsvReader *self, const Row *row)
{
  gboolean quoted = row->unclosed;
  gsize i = row->end;
  int c;

  while ((c = char_at (self, i)) >= 0)
    {
      if (c == '"' && row->unclosed)
        quoted = !quoted;
      if (c == '\n' || (c == '\r' && char_at (self, i + 1) != '\n'))
        {
          self->line++;
          if (!quoted)
            {
              i++;
              break;
            }
        }
      if (++i > row->end + DT_IMPORT_MAX_RECORD)
        {
          g_string_erase (self->text, 0, (gssize) i);
          i = 0;
        }
    }
  self->at = i;
}

static DtImportRecord *
set_aside (CsvReader *self, const char *reason, const char *detail, gsize end)
{
  DtImportRecord *record = dt_import_record_new (self->line, self->parent.columns->len);

  keep_raw (self, record, self->at, end);
  dt_import_record_fail (record, reason, detail);
  return record;
}

/* A record that looks wrong. NULL if it is only loosely written and may be taken as it is. */
static DtImportRecord *
take_suspicious (CsvReader *self)
{
  const Row *row = &self->row;
  DtImportRecord *record;
  gsize next = find_next_record (self, self->at, row->end);

  if (next > 0 || (row->unclosed && !row->too_large))
    {
      gsize end = next > 0 ? next : row->end;
      g_autofree char *start
          = dt_import_clean (self->text->str + self->at, MIN (end - self->at, 80), NULL);

      record = set_aside (self, "unclosed_quote", start, end);
      self->line += count_lines (self, self->at, end);
      self->at = end;
      return record;
    }
  if (row->too_large)
    {
      record = set_aside (self, "too_large", NULL, row->end);
      self->line += row->lines;
      skip_large (self, row);
      return record;
    }
  return NULL;
}

static DtImportRecord *
take_record (CsvReader *self)
{
  const Row *row = &self->row;
  guint n_columns = self->parent.columns->len;
  DtImportRecord *record = dt_import_record_new (self->line, n_columns);
  gboolean bad = FALSE;
  gboolean too_few = row->cells->len < n_columns && !self->short_rows;
  g_autoptr (GString) extra = g_string_new (NULL);

  for (guint i = 0; i < row->cells->len; i++)
    {
      char *value = take_cell (self, &g_array_index (row->cells, Cell, i), &bad);

      if (i < n_columns)
        dt_import_record_set (record, i, value);
      else
        {
          if (value != NULL && extra->len < DT_IMPORT_MAX_RAW)
            g_string_append_printf (extra, extra->len > 0 ? " | %s" : "%s", value);
          g_free (value);
        }
    }

  if (extra->len > 0)
    dt_import_record_fail (record, "too_many_columns", extra->str);
  else if (too_few)
    {
      g_autofree char *detail = g_strdup_printf ("%u/%u", row->cells->len, n_columns);

      dt_import_record_fail (record, "too_few_columns", detail);
    }
  else if (bad)
    dt_import_record_fail (record, "bad_encoding", NULL);
  return record;
}

static gboolean
csv_next (DtImportReader *reader, DtImportRecord **out, GError **error)
{
  CsvReader *self = (CsvReader *) reader;
  Row *row = &self->row;

  *out = NULL;
  if (self->at > DT_IMPORT_HEAD_SIZE)
    {
      g_string_erase (self->text, 0, (gssize) self->at);
      self->at = 0;
    }
  while (*out == NULL && self->error == NULL
         && scan_row (self, row, self->at, DT_IMPORT_MAX_RECORD))
    {
      gboolean wrong_width = row->cells->len != self->n_cells;
      gboolean blank = !row->unclosed && !row->too_large && row_is_blank (self, row);

      if (row->unclosed || row->too_large
          || (!blank && row->lines > 1 && (row->irregular || wrong_width)))
        *out = take_suspicious (self);
      if (*out != NULL)
        break;
      if (!blank)
        *out = take_record (self);
      self->at = row->end;
      self->line += row->lines;
    }
  if (self->error != NULL)
    {
      g_clear_pointer (out, dt_import_record_free);
      g_propagate_error (error, g_steal_pointer (&self->error));
      self->ended = TRUE;
      g_string_truncate (self->text, 0);
      self->at = 0;
      return FALSE;
    }
  return *out != NULL;
}

static void
csv_free (DtImportReader *reader)
{
  CsvReader *self = (CsvReader *) reader;

  g_string_free (self->text, TRUE);
  g_clear_pointer (&self->row.cells, g_array_unref);
  g_clear_error (&self->error);
  g_free (self);
}

/* How well the beginning reads with @separator: the share of records with the commonest number of
 * cells, over 1 only where there are several. *@out_cells: that number. */
static double
rate_separator (CsvReader *self, char separator, guint *out_cells)
{
  g_autofree guint *counts = g_new0 (guint, DT_IMPORT_MAX_COLUMNS + 1);
  gsize i = self->at;
  guint rows = 0;
  guint first = 0;
  guint best = 0;
  double share;

  self->separator = separator;
  while (rows < SAMPLE_ROWS && scan_row (self, &self->row, i, DT_IMPORT_MAX_RECORD))
    {
      gboolean last = self->row.end >= self->text->len && !self->ended;

      if (last && rows > 0)
        break;
      i = self->row.end;
      if (row_is_blank (self, &self->row))
        continue;
      if (rows == 0)
        first = self->row.cells->len;
      counts[MIN (self->row.cells->len, DT_IMPORT_MAX_COLUMNS)] += self->row.irregular ? 1 : 2;
      rows++;
    }
  for (guint n = 1; n <= DT_IMPORT_MAX_COLUMNS; n++)
    if (counts[n] > counts[best])
      best = n;
  *out_cells = best;
  if (rows == 0)
    return 0;
  /* Commas in the sentences of a file with one column make no columns. */
  share = counts[best] / (2.0 * rows);
  return share + (best > 1 && (first > 1 || share >= 0.6) ? 1 : 0);
}

static void
sniff_separator (CsvReader *self)
{
  static const char candidates[] = { ',', ';', '\t', '|' };
  char best = ',';
  double best_rate = 0;
  guint best_cells = 0;

  /* Excel's own mark: a first line "sep=;". */
  if (self->text->len > 5 && g_ascii_strncasecmp (self->text->str, "sep=", 4) == 0
      && (self->text->str[5] == '\r' || self->text->str[5] == '\n'))
    {
      self->separator = self->text->str[4];
      self->at = next_line (self, 0, self->text->len);
      self->line = 2;
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      guint cells = 0;
      double rate = rate_separator (self, candidates[i], &cells);

      if (rate > best_rate + 0.001 || (rate > best_rate - 0.001 && cells > best_cells))
        {
          best = candidates[i];
          best_rate = rate;
          best_cells = cells;
        }
    }
  self->separator = best;
}

/* A row that has fewer cells is set aside, unless this file leaves out empty cells as a habit. */
static gboolean
leaves_out_cells (CsvReader *self)
{
  gsize i = self->at;
  guint rows = 0;
  guint short_rows = 0;

  while (rows < SAMPLE_ROWS && scan_row (self, &self->row, i, DT_IMPORT_MAX_RECORD)
         && (self->row.end < self->text->len || self->ended))
    {
      i = self->row.end;
      if (row_is_blank (self, &self->row))
        continue;
      rows++;
      short_rows += self->row.cells->len < self->parent.columns->len;
    }
  return rows >= 5 && short_rows * 5 > rows;
}

static gboolean
read_header (CsvReader *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (gint64));
  gsize i = self->at;
  gint64 line = self->line;
  guint header;

  while (rows->len < MAX_HEADER_ROWS && scan_row (self, &self->row, i, DT_IMPORT_MAX_RECORD)
         && self->row.cells->len <= DT_IMPORT_MAX_COLUMNS)
    {
      i = self->row.end;
      line += self->row.lines;
      if (row_is_blank (self, &self->row))
        continue;
      g_ptr_array_add (rows, take_row (self, &self->row));
      g_array_append_val (ends, i);
      g_array_append_val (lines, line);
      if (self->row.unclosed)
        break;
    }
  if (rows->len == 0)
    return FALSE;

  header = dt_import_find_header (rows);
  self->parent.columns = dt_import_make_columns (rows, header);
  self->n_cells = ((GPtrArray *) g_ptr_array_index (rows, header))->len;
  if (header + 1 < rows->len && dt_import_row_is_numbering (g_ptr_array_index (rows, header + 1)))
    header++;
  self->at = g_array_index (ends, gsize, header);
  self->line = g_array_index (lines, gint64, header);
  return TRUE;
}

static const DtImportReaderClass csv_class = {
  .channel = DT_CHANNEL_FILE,
  .next = csv_next,
  .free = csv_free,
};

/**
 * dt_csv_reader_new: (skip)
 * @input: the file
 *
 * Returns: a reader, or %NULL with %DT_ERROR_INVALID when there is no row at all
 */
DtImportReader *
dt_csv_reader_new (DtImportInput *input, GError **error)
{
  CsvReader *self = g_new0 (CsvReader, 1);

  self->parent.klass = &csv_class;
  self->parent.input = input;
  self->text = g_string_new (NULL);
  self->line = 1;
  while (self->text->len < DT_IMPORT_HEAD_SIZE && fill (self))
    ;
  self->frozen = TRUE;
  sniff_separator (self);
  if (self->error == NULL && read_header (self))
    {
      self->short_rows = leaves_out_cells (self);
      self->frozen = FALSE;
      return &self->parent;
    }

  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else
    g_set_error (error,
                 DT_ERROR,
                 DT_ERROR_INVALID,
                 "The file has no rows: choose a file whose first row names the columns");
  csv_free (&self->parent);
  return NULL;
}

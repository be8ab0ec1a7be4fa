/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the import sources share among themselves: the file as decoded text, the one interface
 * that each format fills, and helpers for rows and headers. Not for other rooms. */
#pragma once

#include "base/dt-error.h"
#include "channels/dt-import-record.h"
#include "model/dt-enums.h"

G_BEGIN_DECLS

#define DT_IMPORT_HEAD_SIZE (64 * 1024)
/* More than any citizen writes and any form exports; what is longer is set aside as too_large. */
#define DT_IMPORT_MAX_RECORD (8 * 1024 * 1024)
#define DT_IMPORT_MAX_ATTACHMENT (64 * 1024 * 1024)
#define DT_IMPORT_MAX_COLUMNS 1024
/* How much of a record that is set aside is kept for mending. */
#define DT_IMPORT_MAX_RAW (64 * 1024)

/* The file: hashed and looked at once from end to end when opened, then read again in pieces. */
typedef struct _DtImportInput DtImportInput;

DtImportInput *dt_import_input_open (const char *path, GError **error);
void dt_import_input_close (DtImportInput *self);
const char *dt_import_input_get_path (DtImportInput *self);
const char *dt_import_input_get_sha256 (DtImportInput *self);
const char *dt_import_input_get_encoding (DtImportInput *self); /* of the text, if it is text */
const guint8 *dt_import_input_get_head (DtImportInput *self, gsize *out_size);
double dt_import_input_get_progress (DtImportInput *self);
/* Appends the next piece as UTF-8, the byte order mark left out; what cannot be decoded becomes
 * the byte 0xFF, which no UTF-8 has. *out_end: nothing more will come. */
gboolean
dt_import_input_read_text (DtImportInput *self, GString *text, gboolean *out_end, GError **error);
/* Appends the next bytes as they are in the file. */
gboolean
dt_import_input_read_bytes (DtImportInput *self, GString *bytes, gboolean *out_end, GError **error);

typedef struct _DtImportReader DtImportReader;

typedef struct
{
  DtChannelKind channel;
  gboolean (*next) (DtImportReader *self, DtImportRecord **out, GError **error);
  double (*get_progress) (DtImportReader *self); /* or NULL: by the input's bytes */
  void (*free) (DtImportReader *self);
} DtImportReaderClass;

/* The first member of each format's reader. */
struct _DtImportReader
{
  const DtImportReaderClass *klass;
  DtImportInput *input; /* borrowed: the source owns it */
  GPtrArray *columns;   /* of char *, owned; no NULL at the end */
};

DtImportReader *dt_csv_reader_new (DtImportInput *input, GError **error);
DtImportReader *dt_xlsx_reader_new (DtImportInput *input, GError **error);
DtImportReader *dt_jsonl_reader_new (DtImportInput *input, GError **error);
DtImportReader *dt_mbox_reader_new (DtImportInput *input, GError **error);
DtImportReader *dt_open311_reader_new (DtImportInput *input, GError **error);

DtImportRecord *dt_import_record_new (gint64 line, guint n_columns);
void dt_import_record_set (DtImportRecord *record, guint column, char *take_value);
void dt_import_record_fail (DtImportRecord *record, const char *reason, const char *detail);

/* Clean, trimmed UTF-8, or NULL if nothing is left. *@out_bad (or NULL) becomes TRUE when a byte
 * of @text was no UTF-8. */
char *dt_import_clean (const char *text, gsize length, gboolean *out_bad);
gboolean dt_import_row_is_empty (const GPtrArray *row); /* of nullable char * */
/* Which of the first rows holds the column names: office tables have titles above it. */
guint dt_import_find_header (const GPtrArray *rows);
/* The row "(1) (2) (3)" that printed forms have under the header. */
gboolean dt_import_row_is_numbering (const GPtrArray *row);
/* Named, unique columns out of the header row; those at its end that have neither a name nor a
 * value in the rows below are left out. */
GPtrArray *dt_import_make_columns (const GPtrArray *rows, guint header);

/* What a column of that name means, DT_IMPORT_IGNORE if it is not known; *@out_weight: how surely.
 */
DtImportField dt_import_guess_name (const char *name, int *out_weight);
/* Meanings of columns by name and by the values of the first records. */
DtImportField *dt_import_guess_mapping (const GPtrArray *columns, GQueue *records);

/* "<p>Xin chào</p>" → "Xin chào"; @html is valid UTF-8. */
char *dt_import_html_to_text (const char *html);

G_END_DECLS

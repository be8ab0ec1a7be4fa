/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an imported file is made of: formats, what a column can mean, one record. Any thread; a
 * record belongs to whoever read it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  DT_IMPORT_FORMAT_AUTO,
  DT_IMPORT_FORMAT_CSV,  /* "csv": any separator; UTF-8 with or without BOM, UTF-16, Windows-1258 */
  DT_IMPORT_FORMAT_XLSX, /* "xlsx": the first sheet that has rows */
  DT_IMPORT_FORMAT_JSONL,   /* "jsonl": an object a line */
  DT_IMPORT_FORMAT_MBOX,    /* "mbox" */
  DT_IMPORT_FORMAT_OPEN311, /* "open311": GeoReport v2 JSON, an array or {service_requests: []} */
} DtImportFormat;

/* What a column can mean. */
typedef enum
{
  DT_IMPORT_IGNORE,
  DT_IMPORT_ID,      /* the source's own number; rows with the same one join one case */
  DT_IMPORT_CONTENT, /* required: one column at least; several are joined by a line break */
  DT_IMPORT_TITLE,
  DT_IMPORT_FIELD,
  DT_IMPORT_KIND,
  DT_IMPORT_CHANNEL,
  DT_IMPORT_RECEIVED, /* ISO, dd/mm/yyyy [hh:mm[:ss]], Unix seconds or milliseconds, Excel serial */
  DT_IMPORT_NAME,
  DT_IMPORT_PHONE,
  DT_IMPORT_EMAIL,
  DT_IMPORT_ADDRESS,
  DT_IMPORT_PLACE,
  DT_IMPORT_GROUP,
  DT_IMPORT_STATUS,
  DT_IMPORT_ANSWER,   /* a recorded answer: the case goes in as answered */
  DT_IMPORT_ANSWERED, /* when it was answered */
  DT_IMPORT_NOTE,
  DT_N_IMPORT_FIELDS
} DtImportField;

typedef struct
{
  GBytes *content;
  char *name;
  char *media_type;
} DtImportFile;

typedef struct
{
  gint64 line;        /* 1-based line (CSV: where the record begins), row or message */
  GPtrArray *values;  /* char * (nullable) per column, clean UTF-8 NFC */
  GPtrArray *files;   /* of DtImportFile, or NULL */
  char *thread;       /* mbox: Message-ID of the thread's first mail it belongs to, or NULL */
  const char *reason; /* NULL: readable; else "bad_encoding" "bad_json" "unclosed_quote"
                         "too_many_columns" "too_few_columns" "too_large" "bad_mail" */
  char *detail;       /* the place or text that is wrong (of too_many_columns: what was too much;
                         of too_few_columns: "2/5"), or NULL */
} DtImportRecord;
void dt_import_file_free (DtImportFile *file);
void dt_import_record_free (DtImportRecord *record);

const char *dt_import_format_to_nick (DtImportFormat format);
gboolean dt_import_format_from_nick (const char *nick, DtImportFormat *out);
const char *dt_import_field_to_nick (DtImportField field); /* "content", "answer" … */
gboolean dt_import_field_from_nick (const char *nick, DtImportField *out);

/* Value readers, shared by the preview and the import. FALSE if the text is none. */
gboolean dt_import_parse_time (const char *text, gint64 *out_usec);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtImportRecord, dt_import_record_free)

G_END_DECLS

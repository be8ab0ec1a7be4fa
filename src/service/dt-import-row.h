/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record of an imported file read by its mapping: what its columns mean as values of ours, or the
 * reason for which it is set aside. Nothing of the record is lost: what has no place of its own is
 * kept as written. Pure; any thread. */
#pragma once

#include "channels/dt-import-source.h"

G_BEGIN_DECLS

/* How a file is read; the same for all its records. */
typedef struct
{
  DtImportFormat format;
  DtChannelKind channel; /* of rows that do not say */
  GPtrArray *columns;    /* of char *, each only once */
  GArray *mapping;       /* of DtImportField, as long as columns */
  char *space;           /* what the ids of these files are unique in */
  char *json;            /* how it is read, as it is kept in the record */
} DtImportReading;

DtImportReading *dt_import_reading_new (DtImportFormat format,
                                        DtChannelKind channel,
                                        const char *const *columns,
                                        const DtImportField *mapping);
/* From what was kept, for the columns of a row's JSON object. */
DtImportReading *
dt_import_reading_new_from_json (const char *json, const char *const *columns, GError **error);
void dt_import_reading_free (DtImportReading *self);
gboolean dt_import_reading_has (DtImportReading *self, DtImportField field);

typedef struct
{
  const char *reason; /* NULL: readable */
  char *detail;       /* the offending value, or NULL */
  char *id;           /* the source's own number of the case, or NULL */
  char *content;
  char *title;
  const char *field; /* code, or NULL */
  char *field_text;  /* as written, or NULL */
  DtCaseKind kind;
  DtChannelKind channel;
  DtCaseStatus status;
  gint64 received;
  gint64 answered;
  char *answer;
  char *note;
  char *place;
  char *group;
  char *name;  /* NULL: anonymous */
  char *phone; /* normalized */
  char *email;
  char *address;
  char *source; /* JSON object of what has no place of its own, or NULL */
} DtImportRow;

/* @now: received, where the record does not say. */
DtImportRow *dt_import_row_new (DtImportReading *reading, const DtImportRecord *record, gint64 now);
void dt_import_row_free (DtImportRow *row);
/* The whole record as a JSON object of column: text. */
char *dt_import_record_to_json (DtImportReading *reading, const DtImportRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtImportReading, dt_import_reading_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtImportRow, dt_import_row_free)

G_END_DECLS

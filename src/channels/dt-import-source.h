/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of feedback read as records: whatever the format (CSV, XLSX, JSON Lines, mbox, Open311),
 * it has named columns and gives one record after another, good or set aside with a reason. It
 * streams, never touches the database and belongs to one thread. */
#pragma once

#include "base/dt-error.h"
#include "channels/dt-import-record.h"
#include "model/dt-enums.h"

G_BEGIN_DECLS

typedef struct _DtImportSource DtImportSource;

/* Opens and looks at the beginning: format, encoding, separator, header. Only a file that cannot be
 * read as any of the formats is an error (DT_ERROR_INVALID, says what was found and what to do). */
DtImportSource *dt_import_source_open (const char *path, DtImportFormat format, GError **error);
void dt_import_source_close (DtImportSource *self);
DtImportFormat dt_import_source_get_format (DtImportSource *self);
const char *dt_import_source_get_encoding (DtImportSource *self); /* "UTF-8", "WINDOWS-1258" … */
DtChannelKind
dt_import_source_get_channel (DtImportSource *self); /* mbox: e-mail; open311: portal */
const char *const *dt_import_source_get_columns (DtImportSource *self); /* strv */
const char *dt_import_source_get_sha256 (DtImportSource *self);         /* hex, of the whole file */
/* The next record; FALSE at the end (or @error set when the file itself breaks off). */
gboolean dt_import_source_next (DtImportSource *self, DtImportRecord **out, GError **error);
double dt_import_source_get_progress (DtImportSource *self); /* 0…1, by bytes read */
/* What each column probably means, from its name and first values: array as long as columns. */
DtImportField *dt_import_source_guess_mapping (DtImportSource *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtImportSource, dt_import_source_close)

G_END_DECLS

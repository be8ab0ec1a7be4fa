/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importing one file: preview with the guessed mapping, then the whole file in batches on the
 * writing worker, with progress and cancel. What was taken in stays in when cancelled, and taking
 * the file again goes on from there, because each record is found by its key. Main thread. */
#pragma once

#include "channels/dt-import-source.h"
#include "service/dt-import-counts.h"
#include "service/dt-service.h"

G_BEGIN_DECLS

#define DT_TYPE_IMPORTER (dt_importer_get_type ())
G_DECLARE_FINAL_TYPE (DtImporter, dt_importer, DT, IMPORTER, GObject)
/* Properties: "progress" (double 0…1, notify on the main thread), "counts" (pointer to
 * DtImportCounts, notify with progress). */

/* Opens the file; blocking for its first 64 KiB and its hash: use the async form in a window. */
DtImporter *
dt_importer_new (DtService *service, const char *path, DtImportFormat format, GError **error);
void dt_importer_new_async (DtService *service,
                            const char *path,
                            DtImportFormat format,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
DtImporter *dt_importer_new_finish (GAsyncResult *result, GError **error);
DtImportFormat dt_importer_get_format (DtImporter *self);
const char *dt_importer_get_encoding (DtImporter *self);
const char *dt_importer_get_file_name (DtImporter *self);
const char *const *dt_importer_get_columns (DtImporter *self);
/* The first records (at most 20): array of GStrv-like GPtrArray of nullable char *. */
const GPtrArray *dt_importer_get_sample (DtImporter *self);
const DtImportField *dt_importer_get_mapping (DtImporter *self);
void dt_importer_set_mapping (DtImporter *self, guint column, DtImportField field);
void dt_importer_set_channel (DtImporter *self,
                              DtChannelKind channel); /* for rows that do not say */
/* NULL when it can run; else a code: "no_content_column". */
const char *dt_importer_get_problem (DtImporter *self);
gboolean dt_importer_was_imported_before (DtImporter *self); /* the same file, by hash */
void dt_importer_run_async (DtImporter *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/* G_IO_ERROR_CANCELLED: counts say what went in. */
gboolean dt_importer_run_finish (DtImporter *self,
                                 GAsyncResult *result,
                                 DtImportCounts *out,
                                 GError **error);
gboolean dt_importer_run_sync (DtImporter *self, DtImportCounts *out, GError **error);

G_END_DECLS

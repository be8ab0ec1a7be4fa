/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes the records of one file into the record, batch by batch: finds what is there already by
 * keys, joins what belongs together, sets aside what cannot be read. Each batch is one append.
 * Writing worker, but for dt_import_job_read(). */
#pragma once

#include "service/dt-import-counts.h"
#include "service/dt-import-row.h"
#include "service/dt-run.h"

G_BEGIN_DECLS

typedef struct _DtImportJob DtImportJob;
typedef struct _DtImportItem DtImportItem;

/* @reading is borrowed. @import_id: NULL makes a new one. */
DtImportJob *dt_import_job_new (DtWriter *writer, DtImportReading *reading, const char *import_id);
void dt_import_job_free (DtImportJob *self);
void dt_import_job_get_counts (DtImportJob *self, DtImportCounts *out);
/* Reads @record, borrowed, and gives it its keys: on the thread that reads the file. */
DtImportItem *dt_import_job_read (DtImportJob *self, const DtImportRecord *record, gint64 now);
void dt_import_item_free (DtImportItem *item);
/* Takes @items (of DtImportItem) in one append. FALSE: none of them was taken. */
gboolean dt_import_job_take (DtImportJob *self,
                             DtOfficer *officer,
                             GPtrArray *items,
                             const char *file_name,
                             DtChanges *changes,
                             GError **problem,
                             GError **error);
/* Records that the file has been read to its end. */
gboolean dt_import_job_finish (DtImportJob *self,
                               DtOfficer *officer,
                               const char *file_name,
                               const char *file_hash,
                               DtChanges *changes,
                               GError **problem,
                               GError **error);
/* The row that is mended next has these files: what its facts and its payload say of them. */
void dt_import_job_keep_files (DtImportJob *self, const char *files, const char *names);
/* Takes one mended row into @run; its case's id, which may be one that was there already. */
char *
dt_import_job_mend (DtImportJob *self, DtRun *run, const DtImportRecord *record, GError **error);
/* Whether a file of that hash was read to its end before. */
gboolean dt_import_job_knows_file (DtLedger *ledger, const char *file_hash);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtImportJob, dt_import_job_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtImportItem, dt_import_item_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports one file: the preview is read when it is made, the run reads the file anew on a thread of
 * the pool and hands batches to the writing worker, two under way at most. The object belongs to
 * the main thread, where progress is told. */
#include "service/dt-importer.h"

#include "service/dt-import-job.h"
#include "service/dt-service-private.h"

#define SAMPLE_ROWS 20
#define BATCH 2000
#define BATCH_BYTES (8 * 1024 * 1024)

struct _DtImporter
{
  GObject parent_instance;
  DtService *service;
  char *path;
  char *file_name;
  char *encoding;
  char *sha256;
  DtImportFormat format;
  DtChannelKind channel;
  GStrv columns;
  DtImportField *mapping; /* as long as columns */
  GPtrArray *sample;      /* of GPtrArray of nullable char * */
  gboolean known;
  gboolean running;
  double progress;
  DtImportCounts counts;
};

enum
{
  PROP_PROGRESS = 1,
  PROP_COUNTS,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (DtImporter, dt_importer, G_TYPE_OBJECT)

/* ---- looking at the file ---- */

static gboolean
read_sample (DtImporter *self, DtImportSource *source, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  while (self->sample->len < SAMPLE_ROWS)
    {
      g_autoptr (DtImportRecord) record = NULL;

      if (!dt_import_source_next (source, &record, &local_error))
        break;
      if (record->values != NULL)
        g_ptr_array_add (self->sample, g_ptr_array_ref (record->values));
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

typedef struct
{
  DtWorkspace *workspace;
  const char *sha256;
  gboolean known;
} KnownQuestion;

static void
ask_known (gpointer data, gpointer user_data)
{
  KnownQuestion *question = data;

  question->known = dt_import_job_knows_file (question->workspace->writer.ledger, question->sha256);
}

/* Blocking: on a thread of the pool for a window. */
static gboolean
look_at_file (DtImporter *self, DtWorkspace *workspace, DtImportFormat format, GError **error)
{
  g_autoptr (DtImportSource) source = dt_import_source_open (self->path, format, error);
  KnownQuestion question = { workspace };

  if (source == NULL)
    return FALSE;
  self->format = dt_import_source_get_format (source);
  self->channel = dt_import_source_get_channel (source);
  self->encoding = g_strdup (dt_import_source_get_encoding (source));
  self->sha256 = g_strdup (dt_import_source_get_sha256 (source));
  self->columns = g_strdupv ((GStrv) dt_import_source_get_columns (source));
  self->mapping = dt_import_source_guess_mapping (source);
  question.sha256 = self->sha256;
  dt_worker_run (workspace->writing, ask_known, &question, NULL);
  self->known = question.known;
  return read_sample (self, source, error);
}

static DtImporter *
importer_new (DtService *service, const char *path)
{
  DtImporter *self = g_object_new (DT_TYPE_IMPORTER, NULL);

  self->service = g_object_ref (service);
  self->path = g_strdup (path);
  self->file_name = g_filename_display_basename (path);
  return self;
}

/**
 * dt_importer_new:
 * @format: %DT_IMPORT_FORMAT_AUTO to find out
 *
 * Looks at a file. Blocking.
 *
 * Returns: (transfer full): the importer, or %NULL with %DT_ERROR_INVALID (no such format), _IO
 */
DtImporter *
dt_importer_new (DtService *service, const char *path, DtImportFormat format, GError **error)
{
  g_autoptr (DtImporter) self = NULL;

  g_return_val_if_fail (DT_IS_SERVICE (service) && path != NULL, NULL);

  if (!dt_service_check_open (service, error))
    return NULL;
  self = importer_new (service, path);
  return look_at_file (self, service->workspace, format, error) ? g_steal_pointer (&self) : NULL;
}

typedef struct
{
  DtWorkspace *workspace; /* until it has been looked at */
  DtImporter *importer;
  DtImportFormat format;
} Looking;

static void
looking_free (Looking *job)
{
  g_clear_pointer (&job->workspace, dt_workspace_unref);
  g_clear_object (&job->importer);
  g_free (job);
}

static void
look_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Looking *job = data;
  GError *error = NULL;
  gboolean ok = look_at_file (job->importer, job->workspace, job->format, &error);

  g_clear_pointer (&job->workspace, dt_workspace_unref);
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
dt_importer_new_async (DtService *service,
                       const char *path,
                       DtImportFormat format,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  Looking *job;

  g_return_if_fail (DT_IS_SERVICE (service) && path != NULL);

  task = g_task_new (service, cancellable, callback, user_data);
  if (!dt_service_check_open (service, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  job = g_new0 (Looking, 1);
  job->workspace = dt_workspace_ref (service->workspace);
  job->importer = importer_new (service, path);
  job->format = format;
  g_task_set_task_data (task, job, (GDestroyNotify) looking_free);
  g_task_run_in_thread (task, look_thread);
}

DtImporter *
dt_importer_new_finish (GAsyncResult *result, GError **error)
{
  Looking *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_object_ref (job->importer);
}

/* ---- running ---- */

/* A run under way. The reading thread fills batches, the writing worker takes them. */
typedef struct
{
  DtImporter *importer; /* its values are not changed while it runs */
  DtWorkspace *workspace;
  DtOfficer *officer;
  DtImportReading *reading;
  DtImportSource *source;
  GCancellable *cancellable;
  GMainContext *context; /* where progress is told; NULL: in place */
  DtImportJob *job;      /* reads on this thread, takes on the writing worker */

  GMutex lock;
  GCond idle;
  gboolean writing; /* a batch is under way */
  GError *error;    /* of the first batch that failed */
  gboolean ended;   /* of the file: tell the record */
} Run;

/* What the main thread is told after a batch. */
typedef struct
{
  DtImporter *importer;
  DtRunResult *result;
  DtImportCounts counts;
  double progress;
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  g_object_unref (news->importer);
  dt_run_result_free (news->result);
  g_free (news);
}

static gboolean
on_news_cb (gpointer data)
{
  News *news = data;
  DtImporter *self = news->importer;
  g_autoptr (DtOutcome) outcome = NULL;

  self->counts = news->counts;
  self->progress = news->progress;
  outcome = dt_service_take_result (self->service, g_steal_pointer (&news->result));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COUNTS]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROGRESS]);
  return G_SOURCE_REMOVE;
}

/* A batch on its way to the writing worker. */
typedef struct
{
  Run *run;
  GPtrArray *records; /* of DtImportRecord, which the items borrow */
  GPtrArray *items;   /* of DtImportItem */
  double progress;
} Batch;

static void
batch_free (gpointer data)
{
  Batch *batch = data;

  g_ptr_array_unref (batch->items);
  g_ptr_array_unref (batch->records);
  g_free (batch);
}

/* Reading takes its share of the time: it is done while the batch before is written. */
static Batch *
batch_new (Run *run, GPtrArray *records)
{
  Batch *batch = g_new0 (Batch, 1);
  gint64 now = dt_clock_now (run->workspace->writer.clock);

  batch->run = run;
  batch->records = g_ptr_array_ref (records);
  batch->items = g_ptr_array_new_full (records->len, (GDestroyNotify) dt_import_item_free);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (batch->items,
                     dt_import_job_read (run->job, g_ptr_array_index (records, i), now));
  return batch;
}

static void
send_news (Run *run, DtChanges *changes, GError *problem, double progress)
{
  News *news = g_new0 (News, 1);
  DtRunResult *result = g_new0 (DtRunResult, 1);

  result->outcome = dt_outcome_new (DT_COMMAND_IMPORT);
  result->officer_id = g_strdup (run->officer->id);
  result->changes = changes;
  result->problem = problem;
  dt_writer_refresh (&run->workspace->writer, run->officer, result);
  news->importer = g_object_ref (run->importer);
  news->result = result;
  news->progress = progress;
  dt_import_job_get_counts (run->job, &news->counts);
  dt_service_post (run->context, on_news_cb, news, news_free);
}

static gboolean
write_items (Run *run, GPtrArray *items, DtChanges *changes, GError **problem, GError **error)
{
  const char *name = run->importer->file_name;

  if (items->len > 0
      && !dt_import_job_take (run->job, run->officer, items, name, changes, problem, error))
    return FALSE;
  return !run->ended
         || dt_import_job_finish (
             run->job, run->officer, name, run->importer->sha256, changes, problem, error);
}

static void
write_batch (Batch *batch)
{
  Run *run = batch->run;
  DtChanges *changes = dt_changes_new ();
  GError *problem = NULL;
  GError *error = NULL;

  if (write_items (run, batch->items, changes, &problem, &error))
    send_news (run, changes, problem, batch->progress);
  else
    {
      dt_changes_free (changes);
      g_clear_error (&problem);
    }
  g_mutex_lock (&run->lock);
  if (run->error == NULL)
    run->error = error;
  else
    g_clear_error (&error);
  run->writing = FALSE;
  g_cond_signal (&run->idle);
  g_mutex_unlock (&run->lock);
}

static void
write_batch_task (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  write_batch (data);
  g_task_return_boolean (task, TRUE);
}

/* Until the writing worker is done with what it has. */
static gboolean
wait_for_writer (Run *run, GError **error)
{
  gboolean ok;

  g_mutex_lock (&run->lock);
  while (run->writing)
    g_cond_wait (&run->idle, &run->lock);
  ok = run->error == NULL;
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&run->error));
  g_mutex_unlock (&run->lock);
  return ok;
}

/* Hands a batch over when the one before is done: one is written while the next is read. */
static gboolean
hand_over (Run *run, GPtrArray *records, gboolean is_last, GError **error)
{
  g_autoptr (GTask) task = NULL;
  Batch *batch = batch_new (run, records);

  if (!wait_for_writer (run, error))
    {
      batch_free (batch);
      return FALSE;
    }
  run->ended = is_last;
  batch->progress = is_last ? 1.0 : dt_import_source_get_progress (run->source);
  run->writing = TRUE;
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_task_data (task, batch, batch_free);
  dt_worker_push_task (run->workspace->writing, task, write_batch_task);
  return TRUE;
}

static gsize
measure (const DtImportRecord *record)
{
  gsize size = 0;

  for (guint i = 0; record->values != NULL && i < record->values->len; i++)
    {
      const char *value = g_ptr_array_index (record->values, i);

      size += value != NULL ? strlen (value) : 0;
    }
  for (guint i = 0; record->files != NULL && i < record->files->len; i++)
    size += g_bytes_get_size (((DtImportFile *) g_ptr_array_index (record->files, i))->content);
  return size;
}

/* Fills @records; *@out_end at the end of the file. */
static gboolean
read_batch (Run *run, GPtrArray *records, gboolean *out_end, GError **error)
{
  GError *local_error = NULL;
  gsize size = 0;

  while (records->len < BATCH && size < BATCH_BYTES)
    {
      DtImportRecord *record = NULL;

      if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
      if (!dt_import_source_next (run->source, &record, &local_error))
        {
          *out_end = local_error == NULL;
          if (local_error != NULL)
            g_propagate_error (error, local_error);
          return *out_end;
        }
      size += measure (record);
      g_ptr_array_add (records, record);
    }
  return TRUE;
}

static gboolean
run_batches (Run *run, GError **error)
{
  gboolean end = FALSE;

  while (!end)
    {
      g_autoptr (GPtrArray) records
          = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_import_record_free);

      if (!read_batch (run, records, &end, error))
        return FALSE;
      if (!hand_over (run, records, end, error))
        return FALSE;
    }
  return TRUE;
}

/* Whoever still holds the task: the file and the workspace are not held by it. */
static void
run_let_go (Run *run)
{
  g_clear_pointer (&run->job, dt_import_job_free);
  g_clear_pointer (&run->source, dt_import_source_close);
  g_clear_pointer (&run->workspace, dt_workspace_unref);
}

static void
run_free (Run *run)
{
  run_let_go (run);
  g_clear_pointer (&run->reading, dt_import_reading_free);
  g_clear_object (&run->officer);
  g_clear_object (&run->importer);
  g_clear_object (&run->cancellable);
  g_clear_pointer (&run->context, g_main_context_unref);
  g_clear_error (&run->error);
  g_mutex_clear (&run->lock);
  g_cond_clear (&run->idle);
  g_free (run);
}

static void
record_refusal (gpointer data, gpointer user_data)
{
  Run *run = data;

  dt_writer_record_refusal (
      &run->workspace->writer, run->officer, dt_command_kind_to_nick (DT_COMMAND_IMPORT));
}

static gboolean
check_run (DtImporter *self, Run *run, GError **error)
{
  if (self->service->officer == NULL)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_SIGNED_OUT, "No officer is signed in");
      return FALSE;
    }
  if (!dt_service_may (self->service, DT_COMMAND_IMPORT))
    {
      dt_worker_run (run->workspace->writing, record_refusal, run, NULL);
      g_set_error (error, DT_ERROR, DT_ERROR_DENIED, "The officer's role does not allow import");
      return FALSE;
    }
  if (dt_importer_get_problem (self) != NULL || self->running)
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_INVALID,
                   "%s: no column is the content: map one, as content=COLUMN",
                   self->running ? "running" : dt_importer_get_problem (self));
      return FALSE;
    }
  return TRUE;
}

static Run *
run_new (DtImporter *self, GCancellable *cancellable, gboolean async, GError **error)
{
  Run *run;

  if (!dt_service_check_open (self->service, error))
    return NULL;
  run = g_new0 (Run, 1);
  g_mutex_init (&run->lock);
  g_cond_init (&run->idle);
  run->workspace = dt_workspace_ref (self->service->workspace);
  g_set_object (&run->officer, self->service->officer);
  if (!check_run (self, run, error))
    {
      run_free (run);
      return NULL;
    }
  run->importer = g_object_ref (self);
  g_set_object (&run->cancellable, cancellable);
  run->context = async ? g_main_context_ref_thread_default () : g_main_context_new ();
  run->reading = dt_import_reading_new (
      self->format, self->channel, (const char *const *) self->columns, self->mapping);
  run->job = dt_import_job_new (&run->workspace->writer, run->reading, NULL);
  self->running = TRUE;
  self->progress = 0;
  self->counts = (DtImportCounts){ 0 };
  return run;
}

/* On a thread: opens the file again, which must be the one that was looked at. */
static gboolean
run_file (Run *run, GError **error)
{
  DtImporter *self = run->importer;
  g_autoptr (GError) wait_error = NULL;
  gboolean ok;

  run->source = dt_import_source_open (self->path, self->format, error);
  if (run->source == NULL)
    return FALSE;
  if (g_strcmp0 (dt_import_source_get_sha256 (run->source), self->sha256) != 0)
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_INVALID,
                   "%s was changed meanwhile: open it again",
                   self->file_name);
      return FALSE;
    }
  ok = run_batches (run, error);
  /* Also after a failure: the worker still uses the run. */
  if (!wait_for_writer (run, &wait_error) && ok)
    {
      g_propagate_error (error, g_steal_pointer (&wait_error));
      ok = FALSE;
    }
  return ok;
}

static void
run_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  gboolean ok = run_file (data, &error);

  run_let_go (data);
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * dt_importer_run_async:
 * @cancellable: (nullable): what was taken in by then stays
 *
 * Takes the whole file. "progress" and "counts" are notified after each batch.
 */
void
dt_importer_run_async (DtImporter *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  Run *run;

  g_return_if_fail (DT_IS_IMPORTER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  run = run_new (self, cancellable, TRUE, &error);
  if (run == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  g_task_run_in_thread (task, run_thread);
}

gboolean
dt_importer_run_finish (DtImporter *self, GAsyncResult *result, DtImportCounts *out, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  self->running = FALSE;
  if (out != NULL)
    *out = self->counts;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * dt_importer_run_sync:
 *
 * The same, blocking; signals come at its end.
 */
gboolean
dt_importer_run_sync (DtImporter *self, DtImportCounts *out, GError **error)
{
  Run *run;
  gboolean ok;

  g_return_val_if_fail (DT_IS_IMPORTER (self), FALSE);

  run = run_new (self, NULL, FALSE, error);
  if (run == NULL)
    return FALSE;
  ok = run_file (run, error);
  /* The news of all batches lie in the run's own context. */
  g_main_context_push_thread_default (run->context);
  while (g_main_context_iteration (run->context, FALSE))
    ;
  g_main_context_pop_thread_default (run->context);
  run_free (run);
  self->running = FALSE;
  if (out != NULL)
    *out = self->counts;
  return ok;
}

/* ---- what the preview shows ---- */

DtImportFormat
dt_importer_get_format (DtImporter *self)
{
  g_return_val_if_fail (DT_IS_IMPORTER (self), DT_IMPORT_FORMAT_AUTO);
  return self->format;
}

const char *
dt_importer_get_encoding (DtImporter *self)
{
  g_return_val_if_fail (DT_IS_IMPORTER (self), NULL);
  return self->encoding;
}

const char *
dt_importer_get_file_name (DtImporter *self)
{
  g_return_val_if_fail (DT_IS_IMPORTER (self), NULL);
  return self->file_name;
}

const char *const *
dt_importer_get_columns (DtImporter *self)
{
  g_return_val_if_fail (DT_IS_IMPORTER (self), NULL);
  return (const char *const *) self->columns;
}

const GPtrArray *
dt_importer_get_sample (DtImporter *self)
{
  g_return_val_if_fail (DT_IS_IMPORTER (self), NULL);
  return self->sample;
}

const DtImportField *
dt_importer_get_mapping (DtImporter *self)
{
  g_return_val_if_fail (DT_IS_IMPORTER (self), NULL);
  return self->mapping;
}

void
dt_importer_set_mapping (DtImporter *self, guint column, DtImportField field)
{
  g_return_if_fail (DT_IS_IMPORTER (self) && (guint) field < DT_N_IMPORT_FIELDS);
  g_return_if_fail (column < g_strv_length (self->columns) && !self->running);
  self->mapping[column] = field;
}

void
dt_importer_set_channel (DtImporter *self, DtChannelKind channel)
{
  g_return_if_fail (DT_IS_IMPORTER (self) && (guint) channel < DT_N_CHANNELS);
  g_return_if_fail (!self->running);
  self->channel = channel;
}

const char *
dt_importer_get_problem (DtImporter *self)
{
  g_return_val_if_fail (DT_IS_IMPORTER (self), NULL);

  for (guint i = 0; self->columns[i] != NULL; i++)
    {
      if (self->mapping[i] == DT_IMPORT_CONTENT)
        return NULL;
    }
  return "no_content_column";
}

gboolean
dt_importer_was_imported_before (DtImporter *self)
{
  g_return_val_if_fail (DT_IS_IMPORTER (self), FALSE);
  return self->known;
}

/* ---- the object ---- */

static void
dt_importer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DtImporter *self = DT_IMPORTER (object);

  switch (id)
    {
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_COUNTS:
      g_value_set_pointer (value, &self->counts);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dt_importer_finalize (GObject *object)
{
  DtImporter *self = DT_IMPORTER (object);

  g_clear_object (&self->service);
  g_free (self->path);
  g_free (self->file_name);
  g_free (self->encoding);
  g_free (self->sha256);
  g_strfreev (self->columns);
  g_free (self->mapping);
  g_ptr_array_unref (self->sample);
  G_OBJECT_CLASS (dt_importer_parent_class)->finalize (object);
}

static void
dt_importer_class_init (DtImporterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = dt_importer_get_property;
  object_class->finalize = dt_importer_finalize;
  props[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  props[PROP_COUNTS] = g_param_spec_pointer ("counts", NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
dt_importer_init (DtImporter *self)
{
  self->sample = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions to the views and the record: on the reading worker, which changes nothing. */
#include "service/dt-service-private.h"

typedef struct
{
  DtWorkspace *workspace;
  DtReadFunc func;
  gpointer data;
  GDestroyNotify data_free;
  GDestroyNotify result_free;
} Question;

static void
question_free (Question *question)
{
  if (question->data_free != NULL)
    question->data_free (question->data);
  g_free (question);
}

static gpointer
ask (DtWorkspace *workspace, DtReadFunc func, gpointer data, GError **error)
{
  if (workspace->reader != NULL)
    return func (workspace->reader, data, error);
  g_set_error (error, DT_ERROR, DT_ERROR_DAMAGED, "The views cannot be read: rebuild them");
  return NULL;
}

static void
question_task (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  GError *error = NULL;
  gpointer result;

  /* What nobody waits for any more (a search typed on) costs nothing. */
  if (g_task_return_error_if_cancelled (task))
    return;
  result = ask (question->workspace, question->func, question->data, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, question->result_free);
}

/**
 * dt_service_read_async:
 * @func: called on the reading worker with @data
 * @data_free: (nullable): for @data, when it is done
 * @result_free: (nullable): for a result nobody fetches
 *
 * Asks the views anything that a #DtReader can answer.
 */
void
dt_service_read_async (DtService *self,
                       DtReadFunc func,
                       gpointer data,
                       GDestroyNotify data_free,
                       GDestroyNotify result_free,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  Question *question;

  g_return_if_fail (DT_IS_SERVICE (self) && func != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  question = g_new0 (Question, 1);
  question->workspace = self->workspace;
  question->func = func;
  question->data = data;
  question->data_free = data_free;
  question->result_free = result_free;
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  if (dt_service_check_open (self, &error))
    dt_worker_push_task (self->workspace->reading, task, question_task);
  else
    g_task_return_error (task, error);
}

gpointer
dt_service_read_finish (DtService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  DtWorkspace *workspace;
  DtReadFunc func;
  gpointer data;
  gpointer result;
  GError *error;
} Asking;

static void
ask_on_reading (gpointer data, gpointer user_data)
{
  Asking *job = data;

  job->result = ask (job->workspace, job->func, job->data, &job->error);
}

gpointer
dt_service_read_sync (DtService *self, DtReadFunc func, gpointer data, GError **error)
{
  Asking job = { self->workspace, func, data, NULL, NULL };

  g_return_val_if_fail (DT_IS_SERVICE (self) && func != NULL, NULL);

  if (!dt_service_check_open (self, error))
    return NULL;
  dt_worker_run (self->workspace->reading, ask_on_reading, &job, NULL);
  if (job.error != NULL)
    g_propagate_error (error, job.error);
  return job.result;
}

/* ---- the usual ones ---- */

static gpointer
read_case (DtReader *reader, gpointer data, GError **error)
{
  return dt_reader_load_case_file (reader, data, error);
}

void
dt_service_load_case_async (DtService *self,
                            const char *id_or_code,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  dt_service_read_async (self,
                         read_case,
                         g_strdup (id_or_code),
                         g_free,
                         g_object_unref,
                         cancellable,
                         callback,
                         user_data);
}

DtCaseFile *
dt_service_load_case_finish (DtService *self, GAsyncResult *result, GError **error)
{
  return dt_service_read_finish (self, result, error);
}

typedef struct
{
  char *text;
  guint limit;
} CitizenSearch;

static void
citizen_search_free (gpointer data)
{
  CitizenSearch *search = data;

  g_free (search->text);
  g_free (search);
}

static gpointer
read_citizens (DtReader *reader, gpointer data, GError **error)
{
  CitizenSearch *search = data;

  return dt_reader_search_citizens (reader, search->text, search->limit, error);
}

void
dt_service_search_citizens_async (DtService *self,
                                  const char *text,
                                  guint limit,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  CitizenSearch *search = g_new0 (CitizenSearch, 1);

  search->text = g_strdup (text);
  search->limit = limit;
  dt_service_read_async (self,
                         read_citizens,
                         search,
                         citizen_search_free,
                         (GDestroyNotify) g_ptr_array_unref,
                         cancellable,
                         callback,
                         user_data);
}

GPtrArray *
dt_service_search_citizens_finish (DtService *self, GAsyncResult *result, GError **error)
{
  return dt_service_read_finish (self, result, error);
}

/* ---- attachments ---- */

typedef struct
{
  DtWorkspace *workspace;
  char *hash;
} AttachmentQuestion;

static void
attachment_question_free (AttachmentQuestion *question)
{
  g_free (question->hash);
  g_free (question);
}

static void
attachment_task (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  AttachmentQuestion *question = data;
  GError *error = NULL;
  GBytes *content = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (question->workspace->record != NULL)
    content = dt_ledger_get_attachment (question->workspace->record, question->hash, &error);
  else
    g_set_error (&error, DT_ERROR, DT_ERROR_IO, "The record cannot be read");
  if (content != NULL)
    g_task_return_pointer (task, content, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/**
 * dt_service_load_attachment_async:
 * @hash: its address, 64 hex digits
 *
 * Loads a file's content from the record.
 */
void
dt_service_load_attachment_async (DtService *self,
                                  const char *hash,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  AttachmentQuestion *question;

  g_return_if_fail (DT_IS_SERVICE (self) && hash != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  question = g_new0 (AttachmentQuestion, 1);
  question->workspace = self->workspace;
  question->hash = g_strdup (hash);
  g_task_set_task_data (task, question, (GDestroyNotify) attachment_question_free);
  if (dt_service_check_open (self, &error))
    dt_worker_push_task (self->workspace->reading, task, attachment_task);
  else
    g_task_return_error (task, error);
}

GBytes *
dt_service_load_attachment_finish (DtService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

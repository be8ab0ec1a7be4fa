/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the screens of replies need of the service: templates, what they are filled in with, the
 * checks, files that a reply brings along. Main thread. */
#include "service/dt-service-private.h"

#include "base/dt-error.h"
#include "documents/dt-document-words.h"
#include "model/dt-catalogue.h"
#include "service/dt-reply-input.h"

#define MAX_FILE_SIZE (100 * 1024 * 1024)

GPtrArray *
dt_service_get_templates (DtService *self)
{
  g_return_val_if_fail (DT_IS_SERVICE (self), NULL);
  return self->templates;
}

DtReplyRules *
dt_service_get_reply_rules (DtService *self)
{
  g_return_val_if_fail (DT_IS_SERVICE (self), NULL);
  return dt_reply_rules_get_shipped ();
}

const DtAbsence *
dt_service_find_absence (DtService *self, const char *officer_id)
{
  g_return_val_if_fail (DT_IS_SERVICE (self) && officer_id != NULL, NULL);

  for (guint i = 0; i < self->absences->len; i++)
    {
      const DtAbsence *absence = self->absences->pdata[i];

      if (g_str_equal (absence->officer_id, officer_id)
          && absence->until > dt_clock_now (self->clock))
        return absence;
    }
  return NULL;
}

gboolean
dt_service_may_approve (DtService *self, DtReply *reply)
{
  g_return_val_if_fail (DT_IS_SERVICE (self) && DT_IS_REPLY (reply), FALSE);
  return reply->state == DT_REPLY_SUBMITTED && dt_service_may (self, DT_COMMAND_APPROVE_REPLY)
         && g_strcmp0 (reply->author_id, self->officer->id) != 0;
}

GPtrArray *
dt_service_check_reply (DtService *self,
                        DtCaseFile *file,
                        const DtReplyDraft *draft,
                        const char *const *misspelt)
{
  g_auto (DtReplyInput) input = { { NULL } };

  g_return_val_if_fail (DT_IS_SERVICE (self) && DT_IS_CASE_FILE (file) && draft != NULL, NULL);

  dt_reply_input_init (&input,
                       file,
                       draft,
                       self->officers,
                       dt_service_get_setting (self, "unit.phone"),
                       self->unit != NULL ? self->unit->name : NULL,
                       dt_clock_now (self->clock));
  input.input.misspelt = misspelt;
  return dt_reply_check (dt_reply_rules_get_shipped (), &input.input);
}

/* ---- what a template is filled in with ---- */

static const char *
keep (DtReplyContext *self, char *string)
{
  if (string != NULL)
    g_ptr_array_add (self->strings, string);
  return string;
}

static const char *
keep_day (DtReplyContext *self, gint64 time)
{
  return time != 0 ? keep (self, dt_date_to_text (dt_date_from_time (time))) : NULL;
}

static gint64
find_promise (DtService *self, DtCaseFile *file)
{
  DtDeadlineResult result;

  if (file->courses->len == 0)
    return 0;
  dt_case_course_compute (file->courses->pdata[0],
                          dt_rule_book_get_deadlines (self->book),
                          dt_service_get_calendar (self),
                          &result);
  return result.clocks[DT_CLOCK_PROMISED].due;
}

static void
fill_case (DtReplyContext *self, DtCase *a_case, gint64 now)
{
  DtTemplateContext *values = &self->values;
  const DtField *field = a_case->field != NULL ? dt_catalogue_find_field (a_case->field) : NULL;
  const DtGround *ground
      = a_case->ground != NULL ? dt_catalogue_find_ground (a_case->ground) : NULL;

  values->case_code = keep (self, g_strdup (a_case->code));
  values->case_title = keep (self, g_strdup (a_case->title));
  values->case_kind = keep (self, g_utf8_strdown (dt_document_name_kind (a_case->kind), -1));
  values->case_field = field != NULL ? keep (self, g_utf8_strdown (field->name_vi, -1)) : NULL;
  values->case_place = keep (self, g_strdup (a_case->place));
  values->case_group = keep (self, g_strdup (a_case->group));
  values->received = keep_day (self, a_case->received);
  values->deadline = keep_day (self, a_case->due);
  values->late = a_case->due != 0 && a_case->due < now;
  values->ground = ground != NULL ? keep (self, g_strdup (ground->name_vi)) : NULL;
  values->reception = dt_document_name_reception (a_case->channel);
}

static void
fill_office (DtReplyContext *self, DtService *service)
{
  DtTemplateContext *values = &self->values;

  if (service->unit != NULL)
    values->unit_name = keep (self, dt_document_unit_inline (service->unit->name));
  values->unit_address = keep (self, g_strdup (dt_service_get_setting (service, "unit.address")));
  values->unit_phone = keep (self, g_strdup (dt_service_get_setting (service, "unit.phone")));
  values->unit_hours = keep (self, g_strdup (dt_service_get_setting (service, "unit.hours")));
  if (service->officer == NULL)
    return;
  values->officer_name = keep (self, g_strdup (service->officer->name));
  values->officer_title = keep (self, g_strdup (service->officer->title));
}

/**
 * dt_service_make_reply_context:
 * @file: the case
 * @form: how the citizen is spoken to
 *
 * Returns: (transfer full): what is known of the case, the office and the day, to be freed with
 *   dt_reply_context_free()
 */
DtReplyContext *
dt_service_make_reply_context (DtService *self, DtCaseFile *file, DtAddressForm form)
{
  DtReplyContext *context;
  gint64 now;

  g_return_val_if_fail (DT_IS_SERVICE (self) && DT_IS_CASE_FILE (file), NULL);

  context = g_new0 (DtReplyContext, 1);
  context->strings = g_ptr_array_new_with_free_func (g_free);
  now = dt_clock_now (self->clock);
  context->values.form = form;
  context->values.n_citizens = file->citizens->len;
  context->values.citizen_name = keep (context, g_strdup (file->a_case->citizen_name));
  context->values.today = keep_day (context, now);
  context->values.promise = keep_day (context, find_promise (self, file));
  fill_case (context, file->a_case, now);
  fill_office (context, self);
  return context;
}

void
dt_reply_context_free (DtReplyContext *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->strings);
  g_free (self);
}

/* ---- files ---- */

typedef struct
{
  DtWorkspace *workspace;
  GBytes *content;
  DtAttachment *attachment; /* all but its address */
  GError *error;
} Adding;

static void
adding_free (Adding *job)
{
  g_bytes_unref (job->content);
  g_clear_object (&job->attachment);
  g_clear_error (&job->error);
  g_free (job);
}

static Adding *
adding_new (
    DtService *self, GBytes *content, const char *name, const char *media_type, GError **error)
{
  gsize size = g_bytes_get_size (content);
  Adding *job;

  if (!dt_service_check_open (self, error))
    return NULL;
  if (self->officer == NULL || !dt_service_may (self, DT_COMMAND_SAVE_REPLY))
    {
      g_set_error (error, DT_ERROR, DT_ERROR_DENIED, "The officer's role does not allow a file");
      return NULL;
    }
  if (size == 0 || size > MAX_FILE_SIZE)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "file: empty, or above 100 MB");
      return NULL;
    }
  job = g_new0 (Adding, 1);
  job->workspace = self->workspace;
  job->content = g_bytes_ref (content);
  job->attachment = dt_attachment_new ();
  job->attachment->name = g_strdup (name);
  job->attachment->media_type = dt_command_dup_media_type (media_type);
  job->attachment->size = (gint64) size;
  return job;
}

static void
add_on_writing (gpointer data, gpointer user_data)
{
  Adding *job = data;

  job->attachment->hash
      = dt_ledger_put_attachment (job->workspace->writer.ledger, job->content, &job->error);
}

static void
add_task (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Adding *job = data;

  add_on_writing (job, NULL);
  if (job->error != NULL)
    g_task_return_error (task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&job->attachment), g_object_unref);
}

/**
 * dt_service_add_file_async:
 * @content: the file
 * @name: what it is called
 * @media_type: (nullable): of what sort it is
 *
 * What no reply comes to need stays in the record without harm.
 */
void
dt_service_add_file_async (DtService *self,
                           GBytes *content,
                           const char *name,
                           const char *media_type,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  Adding *job;

  g_return_if_fail (DT_IS_SERVICE (self) && content != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  job = adding_new (self, content, name, media_type, &error);
  if (job == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, job, (GDestroyNotify) adding_free);
  dt_worker_push_task (self->workspace->writing, task, add_task);
}

DtAttachment *
dt_service_add_file_finish (DtService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

DtAttachment *
dt_service_add_file_sync (
    DtService *self, GBytes *content, const char *name, const char *media_type, GError **error)
{
  Adding *job;
  DtAttachment *attachment = NULL;

  g_return_val_if_fail (DT_IS_SERVICE (self) && content != NULL, NULL);

  job = adding_new (self, content, name, media_type, error);
  if (job == NULL)
    return NULL;
  dt_worker_run (self->workspace->writing, add_on_writing, job, NULL);
  if (job->error != NULL)
    g_propagate_error (error, g_steal_pointer (&job->error));
  else
    attachment = g_steal_pointer (&job->attachment);
  adding_free (job);
  return attachment;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands on templates of replies, and who stands in for a leader that is away. Writing worker
 * only. */
#include "service/dt-commands.h"

#include "base/dt-error.h"
#include "model/dt-catalogue.h"

/* ---- templates ---- */

static gboolean
check_texts (DtReplyTemplate *values, GError **error)
{
  g_autofree char *title = dt_command_dup_line (values->title);

  if (title == NULL || values->body == NULL || *values->body == '\0')
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "title: it and the body are needed");
      return FALSE;
    }
  if (!dt_reply_template_check (values->body, NULL, NULL, error))
    {
      g_prefix_error (error, "body: ");
      return FALSE;
    }
  if (values->about != NULL && !dt_reply_template_check (values->about, NULL, NULL, error))
    {
      g_prefix_error (error, "about: ");
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_lists (DtReplyTemplate *values, GError **error)
{
  if (!dt_run_check_code (values->category, "category", error))
    return FALSE;
  if (values->field == NULL || dt_catalogue_find_field (values->field) != NULL)
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "field: there is none of that code");
  return FALSE;
}

static char *
make_facts (DtReplyTemplate *values)
{
  DtJsonText *facts = dt_json_text_new ();

  if (values->kind >= 0)
    dt_json_text_add_string (facts, "kind", dt_case_kind_to_nick ((DtCaseKind) values->kind));
  dt_json_text_add_string (facts, "field", values->field);
  if (values->channel >= 0)
    dt_json_text_add_string (
        facts, "channel", dt_channel_to_nick ((DtChannelKind) values->channel));
  dt_json_text_add_string (facts, "outcome", dt_reply_outcome_to_nick (values->outcome));
  dt_json_text_add_string (facts, "category", values->category);
  if (values->attachments->len == 0)
    return dt_json_text_finish (facts);
  dt_json_text_begin_array (facts, "attachments");
  for (guint i = 0; i < values->attachments->len; i++)
    {
      const DtAttachment *attachment = values->attachments->pdata[i];
      g_autofree char *type = dt_command_dup_media_type (attachment->media_type);

      dt_json_text_begin_element (facts);
      dt_json_text_add_string (facts, "hash", attachment->hash);
      dt_json_text_add_int (facts, "size", attachment->size);
      dt_json_text_add_string (facts, "type", type);
      dt_json_text_end_object (facts);
    }
  dt_json_text_end_array (facts);
  return dt_json_text_finish (facts);
}

static char *
make_payload (DtReplyTemplate *values)
{
  DtJsonText *payload = dt_json_text_new ();
  g_autofree char *title = dt_command_dup_line (values->title);

  dt_json_text_add_string (payload, "title", title);
  dt_json_text_add_string (payload, "body", values->body);
  dt_json_text_add_string (payload, "about", values->about);
  dt_run_add_names (payload, values->attachments);
  return dt_json_text_finish (payload);
}

static char *
make_flag (const char *name, gboolean value)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_boolean (facts, name, value);
  return dt_json_text_finish (facts);
}

static DtReplyTemplate *
find_template (DtRun *run, const char *id, GError **error)
{
  g_autoptr (GPtrArray) templates = dt_reader_list_templates (run->writer->reader, error);

  if (templates == NULL)
    return NULL;
  for (guint i = 0; i < templates->len; i++)
    {
      DtReplyTemplate *template = templates->pdata[i];

      if (g_strcmp0 (template->id, id) == 0)
        return g_object_ref (template);
    }
  g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "No template %s", id);
  return NULL;
}

/* A leader's own change of what is in use is in use at once. */
gboolean
dt_commands_save_template (DtRun *run, GError **error)
{
  DtReplyTemplate *values = run->command->template;
  g_autoptr (DtReplyTemplate) before = NULL;

  if (!check_texts (values, error) || !check_lists (values, error))
    return FALSE;
  before = find_template (run, values->id, NULL);
  dt_run_add (run, "template.saved", values->id, make_facts (values), make_payload (values));
  if (before != NULL && before->published && (run->roles & DT_ROLE_LEADER) != 0)
    dt_run_add (run, "template.published", values->id, make_flag ("published", TRUE), NULL);
  run->subject_id = g_strdup (values->id);
  return TRUE;
}

static gboolean
set_flag (DtRun *run, const char *kind, const char *name, gboolean before)
{
  const DtCommand *command = run->command;

  run->subject_id = g_strdup (command->other_id);
  if (before == command->active)
    return TRUE;
  dt_run_add (run, kind, command->other_id, make_flag (name, command->active), NULL);
  dt_run_add_undo (run, kind, command->other_id, make_flag (name, before), NULL);
  return TRUE;
}

gboolean
dt_commands_publish_template (DtRun *run, GError **error)
{
  g_autoptr (DtReplyTemplate) template = find_template (run, run->command->other_id, error);

  return template != NULL && set_flag (run, "template.published", "published", template->published);
}

gboolean
dt_commands_archive_template (DtRun *run, GError **error)
{
  g_autoptr (DtReplyTemplate) template = find_template (run, run->command->other_id, error);

  return template != NULL && set_flag (run, "template.archived", "archived", template->archived);
}

/* ---- absence ---- */

static char *
make_absence (gint64 until, const char *deputy)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_int (facts, "until", until);
  dt_json_text_add_nullable (facts, "deputy", deputy);
  return dt_json_text_finish (facts);
}

static gboolean
check_deputy (DtRun *run, const char *officer_id, const char *deputy_id, GError **error)
{
  g_autoptr (DtOfficer) deputy = NULL;

  if (deputy_id == NULL)
    return TRUE;
  deputy = dt_run_find_officer (run, deputy_id, error);
  if (deputy == NULL)
    return FALSE;
  if (deputy->active && (deputy->roles & DT_ROLE_LEADER) != 0
      && !g_str_equal (deputy_id, officer_id))
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "deputy: another leader is needed");
  return FALSE;
}

static void
add_undo (DtRun *run, const char *officer_id, GPtrArray *absences)
{
  const DtAbsence *before = NULL;

  for (guint i = 0; i < absences->len; i++)
    if (g_str_equal (((DtAbsence *) absences->pdata[i])->officer_id, officer_id))
      before = absences->pdata[i];
  dt_run_add_undo (
      run,
      "officer.absence",
      officer_id,
      make_absence (before != NULL ? before->until : 0, before != NULL ? before->deputy_id : NULL),
      NULL);
}

gboolean
dt_commands_set_absence (DtRun *run, GError **error)
{
  const DtCommand *command = run->command;
  g_autoptr (DtOfficer) officer = dt_run_find_officer (run, command->other_id, error);
  g_autoptr (GPtrArray) absences = NULL;

  if (officer == NULL)
    return FALSE;
  if (!g_str_equal (officer->id, run->officer->id) && (run->roles & DT_ROLE_ADMINISTRATOR) == 0)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_DENIED, "Only an administrator says that of others");
      return FALSE;
    }
  if (command->at < 0 || (command->at != 0 && command->at <= run->now))
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "until: lies in the past");
      return FALSE;
    }
  absences = dt_reader_list_absences (run->writer->reader, error);
  if (absences == NULL || !check_deputy (run, officer->id, command->name, error))
    return FALSE;
  dt_run_add (run, "officer.absence", officer->id, make_absence (command->at, command->name), NULL);
  add_undo (run, officer->id, absences);
  run->subject_id = g_strdup (officer->id);
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands on citizens: who belongs to a case, their data, consent. Writing worker only. */
#include "service/dt-commands.h"

#include "base/dt-error.h"

static char *
linked_facts (const char *name, const char *id, gboolean linked)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_string (facts, name, id);
  dt_json_text_add_boolean (facts, "linked", linked);
  return dt_json_text_finish (facts);
}

static gboolean
has_citizen (DtCaseFile *file, const char *citizen_id)
{
  for (guint i = 0; i < file->citizens->len; i++)
    {
      DtCitizen *citizen = g_ptr_array_index (file->citizens, i);

      if (g_strcmp0 (citizen->id, citizen_id) == 0)
        return TRUE;
    }
  return FALSE;
}

static DtCaseFile *
find_case_file (DtRun *run, GError **error)
{
  g_autoptr (DtCase) a_case = dt_run_find_case (run, run->command->case_ids[0], error);

  return a_case != NULL ? dt_reader_load_case_file (run->writer->reader, a_case->id, error) : NULL;
}

static void
set_linked (DtRun *run, DtCase *a_case, const char *citizen_id, gboolean linked)
{
  dt_run_add (run, "case.citizen", a_case->id, linked_facts ("citizen", citizen_id, linked), NULL);
  dt_run_add_undo (
      run, "case.citizen", a_case->id, linked_facts ("citizen", citizen_id, !linked), NULL);
  dt_run_touch (run, a_case);
}

static void
set_subject (DtRun *run, const char *citizen_id)
{
  g_free (run->subject_id);
  run->subject_id = g_strdup (citizen_id);
}

gboolean
dt_commands_link_citizen (DtRun *run, GError **error)
{
  g_autoptr (DtCaseFile) file = find_case_file (run, error);
  g_autoptr (DtCitizen) citizen = NULL;
  g_autofree char *new_id = NULL;

  if (file == NULL)
    return FALSE;
  if (run->command->other_id != NULL)
    {
      citizen = dt_run_find_citizen (run, run->command->other_id, error);
      if (citizen == NULL)
        return FALSE;
      if (has_citizen (file, citizen->id))
        {
          g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "citizen: belongs to the case already");
          return FALSE;
        }
      set_linked (run, file->a_case, citizen->id, TRUE);
      set_subject (run, citizen->id);
      return TRUE;
    }
  citizen = dt_command_copy_citizen (run->command->citizen);
  if (!dt_run_check_citizen (citizen, error))
    return FALSE;
  new_id = dt_run_add_citizen (run, citizen);
  set_linked (run, file->a_case, new_id, TRUE);
  set_subject (run, new_id);
  return TRUE;
}

static gboolean
unlink_from (DtRun *run, DtCase *a_case, const char *citizen_id, GError **error)
{
  g_autoptr (GPtrArray) ids
      = dt_reader_list_linked_citizens (run->writer->reader, a_case->id, error);

  if (ids == NULL)
    return FALSE;
  if (g_ptr_array_find_with_equal_func (ids, citizen_id, g_str_equal, NULL))
    set_linked (run, a_case, citizen_id, FALSE);
  return TRUE;
}

gboolean
dt_commands_unlink_citizen (DtRun *run, GError **error)
{
  g_autoptr (DtCaseFile) file = find_case_file (run, error);

  if (file == NULL)
    return FALSE;
  if (!has_citizen (file, run->command->other_id))
    {
      g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "The citizen does not belong to the case");
      return FALSE;
    }
  /* The citizen may belong to a case that was merged into this one, or to several of them. */
  if (!unlink_from (run, file->a_case, run->command->other_id, error))
    return FALSE;
  for (guint i = 0; i < file->merged->len; i++)
    {
      DtCase *merged = g_ptr_array_index (file->merged, i);

      if (!unlink_from (run, merged, run->command->other_id, error))
        return FALSE;
    }
  set_subject (run, run->command->other_id);
  return TRUE;
}

gboolean
dt_commands_set_citizen (DtRun *run, GError **error)
{
  g_autoptr (DtCitizen) citizen = dt_run_find_citizen (run, run->command->other_id, error);
  g_autoptr (DtCitizen) values = NULL;

  if (citizen == NULL)
    return FALSE;
  values = dt_command_copy_citizen (run->command->citizen);
  /* The channel's own name for them is nothing that anybody types. */
  if (values->handle == NULL)
    values->handle = g_strdup (citizen->handle);
  if (!dt_run_check_citizen (values, error))
    return FALSE;
  dt_run_set_citizen (run, citizen, values, TRUE);
  run->subject_id = g_strdup (citizen->id);
  return TRUE;
}

gboolean
dt_commands_set_consent (DtRun *run, GError **error)
{
  g_autoptr (DtCitizen) citizen = dt_run_find_citizen (run, run->command->other_id, error);
  DtJsonText *before;

  if (citizen == NULL || !dt_run_check_code (run->command->code, "how", error))
    return FALSE;
  dt_run_add_consent (run, citizen->id, run->command->consent, run->now, run->command->code);
  before = dt_json_text_new ();
  dt_json_text_add_string (before, "consent", dt_consent_to_nick (citizen->consent));
  dt_json_text_add_int (
      before, "at", citizen->consent_time != 0 ? citizen->consent_time : run->now);
  dt_json_text_add_string (before, "how", "undo");
  dt_run_add_undo (run, "citizen.consent", citizen->id, dt_json_text_finish (before), NULL);
  run->subject_id = g_strdup (citizen->id);
  return TRUE;
}

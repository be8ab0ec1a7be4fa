/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands on the unit's officers: accounts, roles, PINs and passwords. Writing worker only. */
#include "service/dt-commands.h"

#include "base/dt-error.h"
#include "service/dt-sign-in.h"

#define ALL_ROLES                                                                                  \
  (DT_ROLE_OFFICER | DT_ROLE_LEADER | DT_ROLE_CLERK | DT_ROLE_TRAINER | DT_ROLE_ADMINISTRATOR      \
   | DT_ROLE_PROVINCE_READER)

static gboolean
check_account (DtRun *run, GError **error)
{
  if (run->command->name == NULL)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "name: an officer needs one");
      return FALSE;
    }
  if (run->command->roles == 0 || (run->command->roles & ~(DtRoles) ALL_ROLES) != 0)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "roles: one at least");
      return FALSE;
    }
  return TRUE;
}

static char *
names_payload (const char *name, const char *title)
{
  DtJsonText *payload = dt_json_text_new ();

  dt_json_text_add_string (payload, "name", name);
  dt_json_text_add_nullable (payload, "title", title);
  return dt_json_text_finish (payload);
}

static char *
account_facts (DtRoles roles, gboolean active)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_sign_in_add_roles (facts, roles);
  dt_json_text_add_boolean (facts, "active", active);
  return dt_json_text_finish (facts);
}

gboolean
dt_commands_add_officer (DtRun *run, GError **error)
{
  g_autofree char *id = dt_random_id ();
  DtJsonText *inactive;

  if (!check_account (run, error) || !dt_sign_in_check_password (run->command->password, error))
    return FALSE;
  dt_sign_in_add_officer (run,
                          id,
                          run->command->name,
                          run->command->title,
                          run->command->roles,
                          run->command->password);
  inactive = dt_json_text_new ();
  dt_json_text_add_boolean (inactive, "active", FALSE);
  dt_run_add_undo (run, "officer.changed", id, dt_json_text_finish (inactive), NULL);
  run->subject_id = g_steal_pointer (&id);
  return TRUE;
}

/* The unit must never be left with nobody who can give it back its accounts. */
static gboolean
check_administrators (DtRun *run, DtOfficer *changed, GError **error)
{
  g_autoptr (GPtrArray) officers = NULL;

  if (run->command->active && (run->command->roles & DT_ROLE_ADMINISTRATOR) != 0)
    return TRUE;
  officers = dt_reader_list_officers (run->writer->reader, error);
  if (officers == NULL)
    return FALSE;
  for (guint i = 0; i < officers->len; i++)
    {
      DtOfficer *officer = g_ptr_array_index (officers, i);

      if (officer->active && (officer->roles & DT_ROLE_ADMINISTRATOR) != 0
          && !g_str_equal (officer->id, changed->id))
        return TRUE;
    }
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "roles: the last administrator stays one");
  return FALSE;
}

gboolean
dt_commands_set_officer (DtRun *run, GError **error)
{
  DtCommand *command = run->command;
  g_autoptr (DtOfficer) officer = dt_run_find_officer (run, command->other_id, error);

  if (officer == NULL || !check_account (run, error) || !check_administrators (run, officer, error))
    return FALSE;
  if (g_strcmp0 (officer->name, command->name) == 0
      && g_strcmp0 (officer->title, command->title) == 0 && officer->roles == command->roles
      && officer->active == command->active)
    return TRUE;
  dt_run_add (run,
              "officer.changed",
              officer->id,
              account_facts (command->roles, command->active),
              names_payload (command->name, command->title));
  dt_run_add_undo (run,
                   "officer.changed",
                   officer->id,
                   account_facts (officer->roles, officer->active),
                   names_payload (officer->name, officer->title));
  run->subject_id = g_strdup (officer->id);
  return TRUE;
}

gboolean
dt_commands_set_credential (DtRun *run, GError **error)
{
  DtCommand *command = run->command;
  g_autoptr (DtOfficer) officer = dt_run_find_officer (run, command->other_id, error);
  gboolean own = g_strcmp0 (command->other_id, run->officer->id) == 0;

  if (officer == NULL)
    return FALSE;
  if (!own && (run->roles & DT_ROLE_ADMINISTRATOR) == 0)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_DENIED, "Only an administrator sets another's PIN");
      return FALSE;
    }
  if (!dt_sign_in_check_password (command->password, error)
      || (own && !dt_sign_in_verify (run->writer, officer->id, command->old_password, error)))
    return FALSE;
  dt_sign_in_add_credential (run, officer->id, command->password);
  run->subject_id = g_strdup (officer->id);
  return TRUE;
}

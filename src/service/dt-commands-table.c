/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one table of commands: what each is called in the record, which roles may run it, what runs
 * it. To add a command: a kind in dt-command.h and one row here. Any thread. */
#include "service/dt-commands.h"

#define OFFICER DT_ROLE_OFFICER
#define LEADER DT_ROLE_LEADER
#define CLERK DT_ROLE_CLERK
#define ADMINISTRATOR DT_ROLE_ADMINISTRATOR
#define EVERYBODY                                                                                  \
  (OFFICER | LEADER | CLERK | ADMINISTRATOR | DT_ROLE_TRAINER | DT_ROLE_PROVINCE_READER)

/* After DOMAIN.md, "Who works with it": the clerk (văn thư) registers what comes in and what was
 * answered, the officer does the case work, the leader all of it and what only a leader decides,
 * the administrator keeps the accounts and brings in files. Erasing a person is a decision with a
 * ground: the leader's, carried out by either. A trainer is an officer in a practice workspace
 * (dt_roles_allow()), the province reader changes nothing. */
static const DtCommandRow rows[DT_N_COMMANDS] = {
  [DT_COMMAND_OPEN_CASE] = { "open_case", OFFICER | LEADER | CLERK, dt_commands_open_case, TRUE },
  [DT_COMMAND_ADD_MESSAGE]
  = { "add_message", OFFICER | LEADER | CLERK, dt_commands_add_message, TRUE },
  [DT_COMMAND_ADD_NOTE] = { "add_note", OFFICER | LEADER | CLERK, dt_commands_add_note, TRUE },
  [DT_COMMAND_RECORD_ANSWER]
  = { "record_answer", OFFICER | LEADER | CLERK, dt_commands_record_answer, TRUE },
  [DT_COMMAND_SET_FIELDS] = { "set_fields", OFFICER | LEADER, dt_commands_set_fields, TRUE },
  [DT_COMMAND_SET_STATUS] = { "set_status", OFFICER | LEADER, dt_commands_set_status, TRUE },
  [DT_COMMAND_ASSIGN] = { "assign", OFFICER | LEADER, dt_commands_assign, TRUE },
  [DT_COMMAND_ATTACH] = { "attach", OFFICER | LEADER | CLERK, dt_commands_attach, TRUE },
  [DT_COMMAND_LINK_CITIZEN] = { "link_citizen", OFFICER | LEADER, dt_commands_link_citizen, TRUE },
  [DT_COMMAND_UNLINK_CITIZEN]
  = { "unlink_citizen", OFFICER | LEADER, dt_commands_unlink_citizen, TRUE },
  [DT_COMMAND_SET_CITIZEN] = { "set_citizen", OFFICER | LEADER, dt_commands_set_citizen, TRUE },
  [DT_COMMAND_SET_CONSENT] = { "set_consent", OFFICER | LEADER, dt_commands_set_consent, TRUE },
  [DT_COMMAND_ERASE_CITIZEN]
  = { "erase_citizen", LEADER | ADMINISTRATOR, dt_commands_erase_citizen, FALSE },
  [DT_COMMAND_MERGE] = { "merge", OFFICER | LEADER, dt_commands_merge, TRUE },
  [DT_COMMAND_UNMERGE] = { "unmerge", OFFICER | LEADER, dt_commands_unmerge, TRUE },
  [DT_COMMAND_SPLIT] = { "split", OFFICER | LEADER, dt_commands_split, TRUE },
  [DT_COMMAND_LINK_CASES] = { "link_cases", OFFICER | LEADER, dt_commands_link_cases, TRUE },
  [DT_COMMAND_UNLINK_CASES] = { "unlink_cases", OFFICER | LEADER, dt_commands_unlink_cases, TRUE },
  [DT_COMMAND_RESOLVE_CONFLICT]
  = { "resolve_conflict", OFFICER | LEADER, dt_commands_resolve_conflict, TRUE },
  [DT_COMMAND_MEND_SET_ASIDE]
  = { "mend_set_aside", OFFICER | LEADER | ADMINISTRATOR, dt_commands_mend_set_aside, TRUE },
  [DT_COMMAND_DROP_SET_ASIDE]
  = { "drop_set_aside", OFFICER | LEADER | ADMINISTRATOR, dt_commands_drop_set_aside, TRUE },
  /* Run by DtImporter in batches, not as one command. */
  [DT_COMMAND_IMPORT] = { "import", OFFICER | LEADER | ADMINISTRATOR, NULL, FALSE },
  [DT_COMMAND_ISSUE_RECEIPT]
  = { "issue_receipt", OFFICER | LEADER | CLERK, dt_commands_issue_receipt, FALSE },
  [DT_COMMAND_REQUEST_EXTENSION]
  = { "request_extension", OFFICER | LEADER, dt_commands_request_extension, TRUE },
  /* A leader any, an officer their own, which its run function sees to. */
  [DT_COMMAND_DECLINE_EXTENSION]
  = { "decline_extension", OFFICER | LEADER, dt_commands_decline_extension, TRUE },
  [DT_COMMAND_EXTEND] = { "extend", LEADER, dt_commands_extend, TRUE },
  [DT_COMMAND_PROMISE] = { "promise", OFFICER | LEADER, dt_commands_promise, TRUE },
  [DT_COMMAND_ISSUE_NOTICE]
  = { "issue_notice", OFFICER | LEADER | CLERK, dt_commands_issue_notice, FALSE },
  /* The law itself says that such a message is no denunciation: no leader needs to decide it. */
  [DT_COMMAND_GUIDE_FORM] = { "guide_form", OFFICER | LEADER, dt_commands_guide_form, TRUE },
  [DT_COMMAND_ADD_OFFICER] = { "add_officer", ADMINISTRATOR, dt_commands_add_officer, TRUE },
  [DT_COMMAND_SET_OFFICER] = { "set_officer", ADMINISTRATOR, dt_commands_set_officer, TRUE },
  /* One's own; somebody else's only for the administrator, which its run function sees to. */
  [DT_COMMAND_SET_CREDENTIAL] = { "set_credential", EVERYBODY, dt_commands_set_credential, FALSE },
  [DT_COMMAND_CHANGE_RULES] = { "change_rules", ADMINISTRATOR, dt_commands_change_rules, TRUE },
  /* Saving is what typing does: it is undone in the editor. A reply is its author's; what a leader
   * may do with others' the run functions see to. */
  [DT_COMMAND_SAVE_REPLY] = { "save_reply", OFFICER | LEADER, dt_commands_save_reply, FALSE },
  [DT_COMMAND_SUBMIT_REPLY] = { "submit_reply", OFFICER | LEADER, dt_commands_submit_reply, TRUE },
  [DT_COMMAND_WITHDRAW_REPLY]
  = { "withdraw_reply", OFFICER | LEADER, dt_commands_withdraw_reply, TRUE },
  [DT_COMMAND_RETURN_REPLY] = { "return_reply", LEADER, dt_commands_return_reply, TRUE },
  [DT_COMMAND_APPROVE_REPLY] = { "approve_reply", LEADER, dt_commands_approve_reply, TRUE },
  [DT_COMMAND_SEND_REPLY] = { "send_reply", OFFICER | LEADER, dt_commands_send_reply, TRUE },
  [DT_COMMAND_RECALL_REPLY] = { "recall_reply", OFFICER | LEADER, dt_commands_recall_reply, FALSE },
  [DT_COMMAND_RETRY_REPLY] = { "retry_reply", OFFICER | LEADER, dt_commands_retry_reply, FALSE },
  /* The clerk posts the letters. */
  [DT_COMMAND_CONFIRM_REPLY]
  = { "confirm_reply", OFFICER | LEADER | CLERK, dt_commands_confirm_reply, TRUE },
  [DT_COMMAND_DISCARD_REPLY]
  = { "discard_reply", OFFICER | LEADER, dt_commands_discard_reply, TRUE },
  [DT_COMMAND_SAVE_TEMPLATE]
  = { "save_template", OFFICER | LEADER, dt_commands_save_template, FALSE },
  [DT_COMMAND_PUBLISH_TEMPLATE]
  = { "publish_template", LEADER, dt_commands_publish_template, TRUE },
  [DT_COMMAND_ARCHIVE_TEMPLATE]
  = { "archive_template", LEADER, dt_commands_archive_template, TRUE },
  /* One's own; anybody's for an administrator, which its run function sees to. */
  [DT_COMMAND_SET_ABSENCE]
  = { "set_absence", LEADER | ADMINISTRATOR, dt_commands_set_absence, TRUE },
  /* Whoever may do a thing may undo it: judged by the command that is undone. */
  [DT_COMMAND_UNDO] = { "undo", EVERYBODY, NULL, FALSE },
};

const DtCommandRow *
dt_command_table_get (DtCommandKind kind)
{
  g_return_val_if_fail ((guint) kind < DT_N_COMMANDS, NULL);
  return &rows[kind];
}

const char *
dt_command_kind_to_nick (DtCommandKind kind)
{
  g_return_val_if_fail ((guint) kind < DT_N_COMMANDS, NULL);
  return rows[kind].nick;
}

DtRoles
dt_command_kind_get_roles (DtCommandKind kind)
{
  g_return_val_if_fail ((guint) kind < DT_N_COMMANDS, 0);
  return rows[kind].roles;
}

/**
 * dt_roles_allow:
 * @roles: an officer's roles
 * @demo: whether the workspace is for practice
 *
 * Returns: whether one of the roles allows the command. Who may do nothing in practice but train
 *   others works as an officer there, and only there.
 */
gboolean
dt_roles_allow (DtRoles roles, gboolean demo, DtCommandKind kind)
{
  if (demo && (roles & DT_ROLE_TRAINER) != 0)
    roles |= DT_ROLE_OFFICER;
  return (roles & dt_command_kind_get_roles (kind)) != 0;
}

/**
 * dt_roles_allow_assignment:
 * @roles: an officer's roles, of which one allows assigning at all
 * @own_id: that officer
 * @from_id: (nullable): who handles the case now
 * @to_id: (nullable): who shall
 *
 * A leader assigns (DOMAIN.md); an officer takes a case on, also from a colleague who is away, and
 * hands on or gives back what is theirs.
 *
 * Returns: whether they may
 */
gboolean
dt_roles_allow_assignment (DtRoles roles,
                           const char *own_id,
                           const char *from_id,
                           const char *to_id)
{
  return (roles & DT_ROLE_LEADER) != 0 || g_strcmp0 (to_id, own_id) == 0
         || g_strcmp0 (from_id, own_id) == 0;
}

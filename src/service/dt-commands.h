/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The run functions of the commands, which dt-command-table.c binds to their kinds. Each reads the
 * state, refuses what cannot be and gathers drafts in the run. Writing worker only. */
#pragma once

#include "service/dt-run.h"

G_BEGIN_DECLS

/* Of data/rules/refusal-grounds.json: what guide_form refuses a case with. */
#define DT_GROUND_GUIDED "denunciation_guided"

/* dt-commands-case.c */
gboolean dt_commands_open_case (DtRun *run, GError **error);
gboolean dt_commands_set_fields (DtRun *run, GError **error);
gboolean dt_commands_set_status (DtRun *run, GError **error);
gboolean dt_commands_assign (DtRun *run, GError **error);
gboolean dt_commands_issue_receipt (DtRun *run, GError **error);
gboolean dt_commands_resolve_conflict (DtRun *run, GError **error);
/* dt-commands-message.c */
gboolean dt_commands_add_message (DtRun *run, GError **error);
gboolean dt_commands_add_note (DtRun *run, GError **error);
gboolean dt_commands_record_answer (DtRun *run, GError **error);
gboolean dt_commands_attach (DtRun *run, GError **error);
gboolean dt_commands_guide_form (DtRun *run, GError **error);
/* dt-commands-deadline.c */
gboolean dt_commands_request_extension (DtRun *run, GError **error);
gboolean dt_commands_decline_extension (DtRun *run, GError **error);
gboolean dt_commands_extend (DtRun *run, GError **error);
gboolean dt_commands_promise (DtRun *run, GError **error);
gboolean dt_commands_issue_notice (DtRun *run, GError **error);
gboolean
dt_commands_check_extension (DtRun *run, DtCase *a_case, const char *entry, GError **error);
/* dt-commands-citizen.c */
gboolean dt_commands_link_citizen (DtRun *run, GError **error);
gboolean dt_commands_unlink_citizen (DtRun *run, GError **error);
gboolean dt_commands_set_citizen (DtRun *run, GError **error);
gboolean dt_commands_set_consent (DtRun *run, GError **error);
/* dt-commands-erase.c */
gboolean dt_commands_erase_citizen (DtRun *run, GError **error);
/* dt-commands-merge.c */
gboolean dt_commands_merge (DtRun *run, GError **error);
gboolean dt_commands_unmerge (DtRun *run, GError **error);
gboolean dt_commands_split (DtRun *run, GError **error);
gboolean dt_commands_link_cases (DtRun *run, GError **error);
gboolean dt_commands_unlink_cases (DtRun *run, GError **error);
/* dt-commands-import.c */
gboolean dt_commands_mend_set_aside (DtRun *run, GError **error);
gboolean dt_commands_drop_set_aside (DtRun *run, GError **error);
/* dt-commands-officer.c */
gboolean dt_commands_add_officer (DtRun *run, GError **error);
gboolean dt_commands_set_officer (DtRun *run, GError **error);
gboolean dt_commands_set_credential (DtRun *run, GError **error);
/* dt-commands-rules.c */
gboolean dt_commands_change_rules (DtRun *run, GError **error);
/* dt-commands-letter.c */
gboolean dt_commands_issue_letter (DtRun *run, GError **error);
gboolean dt_commands_void_letter (DtRun *run, GError **error);
gboolean dt_commands_set_letter_number (DtRun *run, GError **error);
gboolean dt_commands_hand_register (DtRun *run, GError **error);

/* dt-commands-reply.c */
gboolean dt_commands_save_reply (DtRun *run, GError **error);
gboolean dt_commands_submit_reply (DtRun *run, GError **error);
gboolean dt_commands_withdraw_reply (DtRun *run, GError **error);
gboolean dt_commands_return_reply (DtRun *run, GError **error);
gboolean dt_commands_approve_reply (DtRun *run, GError **error);
gboolean dt_commands_discard_reply (DtRun *run, GError **error);
/* dt-commands-outbox.c */
gboolean dt_commands_send_reply (DtRun *run, GError **error);
gboolean dt_commands_recall_reply (DtRun *run, GError **error);
gboolean dt_commands_retry_reply (DtRun *run, GError **error);
gboolean dt_commands_confirm_reply (DtRun *run, GError **error);
/* dt-commands-template.c */
gboolean dt_commands_save_template (DtRun *run, GError **error);
gboolean dt_commands_publish_template (DtRun *run, GError **error);
gboolean dt_commands_archive_template (DtRun *run, GError **error);
gboolean dt_commands_set_absence (DtRun *run, GError **error);

/* The case as it is, @out_file: nullable; and its own clocks by the rules that hold now. */
gboolean dt_commands_compute_deadlines (DtRun *run,
                                        const char *case_id,
                                        DtCaseFile **out_file,
                                        DtDeadlineResult *out_result,
                                        GError **error);

/* Finishes an erasure that a crash cut off; at opening. */
gboolean dt_commands_finish_erasure (DtWriter *writer, gboolean *out_rebuilt, GError **error);

G_END_DECLS

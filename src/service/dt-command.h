/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands: everything that can change, each with the roles that may do it, one row a command
 * in dt-commands-table.c. A DtCommand is an immutable description; DtService runs it. Any thread.
 */
#pragma once

#include "model/dt-records.h"
#include "model/dt-reply-template.h"
#include "model/dt-rule-book.h"

G_BEGIN_DECLS

typedef enum
{
  DT_COMMAND_OPEN_CASE,
  DT_COMMAND_ADD_MESSAGE, /* the citizen's further words on an existing case */
  DT_COMMAND_ADD_NOTE,
  DT_COMMAND_RECORD_ANSWER, /* what was answered, where and when; status becomes answered */
  DT_COMMAND_SET_FIELDS,
  DT_COMMAND_SET_STATUS,
  DT_COMMAND_ASSIGN,
  DT_COMMAND_ATTACH,
  DT_COMMAND_LINK_CITIZEN,
  DT_COMMAND_UNLINK_CITIZEN,
  DT_COMMAND_SET_CITIZEN,
  DT_COMMAND_SET_CONSENT,
  DT_COMMAND_ERASE_CITIZEN,
  DT_COMMAND_MERGE,
  DT_COMMAND_UNMERGE,
  DT_COMMAND_SPLIT,
  DT_COMMAND_LINK_CASES,
  DT_COMMAND_UNLINK_CASES,
  DT_COMMAND_RESOLVE_CONFLICT,
  DT_COMMAND_MEND_SET_ASIDE,
  DT_COMMAND_DROP_SET_ASIDE,
  DT_COMMAND_IMPORT,
  DT_COMMAND_ISSUE_RECEIPT,
  DT_COMMAND_ADD_OFFICER,
  DT_COMMAND_SET_OFFICER,
  DT_COMMAND_SET_CREDENTIAL,    /* one's own, or anybody's for an administrator */
  DT_COMMAND_REQUEST_EXTENSION, /* an officer asks a leader for more time */
  DT_COMMAND_DECLINE_EXTENSION, /* a leader; or whoever asked takes it back */
  DT_COMMAND_EXTEND,
  DT_COMMAND_PROMISE, /* a date given to the citizen */
  DT_COMMAND_ISSUE_NOTICE,
  DT_COMMAND_GUIDE_FORM,   /* a denunciation that must be made in the proper form */
  DT_COMMAND_CHANGE_RULES, /* of time */
  DT_COMMAND_SAVE_REPLY,   /* the author's draft, so that it follows to another desk */
  DT_COMMAND_SUBMIT_REPLY,
  DT_COMMAND_WITHDRAW_REPLY,
  DT_COMMAND_RETURN_REPLY,
  DT_COMMAND_APPROVE_REPLY,
  DT_COMMAND_SEND_REPLY, /* into the outbox */
  DT_COMMAND_RECALL_REPLY,
  DT_COMMAND_RETRY_REPLY,
  DT_COMMAND_CONFIRM_REPLY, /* it was sent by hand, or told */
  DT_COMMAND_DISCARD_REPLY,
  DT_COMMAND_SAVE_TEMPLATE,
  DT_COMMAND_PUBLISH_TEMPLATE,
  DT_COMMAND_ARCHIVE_TEMPLATE,
  DT_COMMAND_SET_ABSENCE,
  DT_COMMAND_UNDO, /* made by the service only */
  DT_N_COMMANDS
} DtCommandKind;

typedef struct _DtCommand DtCommand;

/* What a walk-in, phone or letter form holds. All strings may be NULL where the form allows it. */
typedef struct
{
  DtChannelKind channel;
  DtCaseKind kind;
  DtPriority priority;
  const char *field;
  const char *title; /* NULL: first words of the text */
  const char *text;  /* required */
  const char *place;
  const char *group;
  gint64 received;        /* 0: now */
  const char *citizen_id; /* a known citizen; else the following make a new one */
  gboolean anonymous;
  const char *name;
  const char *phone;
  const char *email;
  const char *address;
  const char *id_number;
  DtConsent consent;
  const char *assignee_id; /* or NULL */
  const char *draft;       /* name of the draft that is done with once this is on disk, or NULL */
} DtNewCase;

/* A file to attach. */
typedef struct
{
  GBytes *content;
  const char *name;
  const char *media_type;
} DtNewFile;

/* @files: array of DtNewFile or NULL; contents are referenced, strings copied. */
DtCommand *dt_command_open_case (const DtNewCase *values, const DtNewFile *files, guint n_files);
DtCommand *dt_command_add_message (const char *case_id,
                                   DtChannelKind channel,
                                   const char *text,
                                   gint64 at,
                                   const DtNewFile *files,
                                   guint n_files);
DtCommand *dt_command_add_note (const char *case_id, const char *text);
DtCommand *dt_command_record_answer (const char *case_id,
                                     DtChannelKind channel,
                                     const char *text,
                                     gint64 at,
                                     const DtNewFile *files,
                                     guint n_files);
typedef struct
{
  gboolean set_kind, set_field, set_priority, set_group, set_title, set_place, set_traits;
  DtCaseKind kind;
  DtPriority priority;
  const char *field, *group, *title, *place; /* NULL clears */
  DtTraits traits;                           /* not DT_TRAIT_URGENT: that is a priority */
} DtCaseEdit;
DtCommand *dt_command_set_fields (const char *const *case_ids, const DtCaseEdit *edit);
/* @ground: needed for refused; @reason: free text or NULL. */
DtCommand *dt_command_set_status (const char *const *case_ids,
                                  DtCaseStatus to,
                                  const char *ground,
                                  const char *reason);
DtCommand *dt_command_assign (const char *const *case_ids,
                              const char *officer_id); /* NULL: nobody */
DtCommand *dt_command_attach (const char *case_id, const DtNewFile *files, guint n_files);
DtCommand *dt_command_link_citizen (const char *case_id,
                                    const char *citizen_id,
                                    const DtCitizen *new_citizen); /* one of the two */
DtCommand *dt_command_unlink_citizen (const char *case_id, const char *citizen_id);
DtCommand *dt_command_set_citizen (const char *citizen_id, const DtCitizen *values);
DtCommand *dt_command_set_consent (const char *citizen_id, DtConsent consent, const char *how);
DtCommand *dt_command_erase_citizen (const char *citizen_id, const char *ground);
DtCommand *dt_command_merge (const char *const *case_ids, const char *into_id);
DtCommand *dt_command_unmerge (const char *case_id);
DtCommand *
dt_command_split (const char *case_id, const char *const *message_ids, const char *title);
DtCommand *dt_command_link_cases (const char *case_id, const char *other_id);
DtCommand *dt_command_unlink_cases (const char *case_id, const char *other_id);
DtCommand *dt_command_resolve_conflict (const char *case_id,
                                        const char *conflict_id,
                                        guint choice); /* 0 or 1 */
DtCommand *dt_command_mend_set_aside (const char *id, const char *raw, const char *mapping);
DtCommand *dt_command_drop_set_aside (const char *const *ids);
DtCommand *dt_command_issue_receipt (const char *case_id);
/* @until: a promise to go with it, 0: none. */
DtCommand *dt_command_request_extension (const char *case_id,
                                         DtDeadlineClock clock,
                                         gint64 until,
                                         const char *reason);
DtCommand *dt_command_decline_extension (const char *case_id, const char *reason);
DtCommand *
dt_command_extend (const char *case_id, DtDeadlineClock clock, gint64 until, const char *reason);
DtCommand *dt_command_promise (const char *case_id, gint64 until, const char *reason); /* 0: no */
/* @entry: hash (hex) of the extension. */
DtCommand *dt_command_issue_notice (const char *case_id, const char *entry);
/* What the citizen was told, as dt_command_record_answer(). */
DtCommand *dt_command_guide_form (const char *case_id,
                                  DtChannelKind channel,
                                  const char *text,
                                  gint64 at,
                                  const DtNewFile *files,
                                  guint n_files);
DtCommand *
dt_command_add_officer (const char *name, const char *title, DtRoles roles, const char *password);
DtCommand *dt_command_set_officer (
    const char *officer_id, const char *name, const char *title, DtRoles roles, gboolean active);
DtCommand *dt_command_set_credential (const char *officer_id,
                                      const char *old_password,
                                      const char *new_password);
/* The rules of time in @files (1 << DtRuleFile) become those of @texts; NULL there: as shipped. */
DtCommand *dt_command_change_rules (const DtRuleTexts *texts, guint files);

/* ---- replies: outcome.subject_id is the reply's; its id is made by whoever begins it ---- */
/* Nothing is recorded if nothing differs. A change after an approval voids it. */
DtCommand *
dt_command_save_reply (const char *case_id, const char *reply_id, const DtReplyDraft *draft);
/* @asked_id: a leader, or NULL: any. */
DtCommand *dt_command_submit_reply (const char *case_id,
                                    const char *reply_id,
                                    const DtReplyDraft *draft,
                                    const char *asked_id);
DtCommand *dt_command_withdraw_reply (const char *reply_id);
/* @content: hash of what was read, so that nobody decides on what they did not see; @notes: of
 * DtMarginNote, or NULL. */
DtCommand *dt_command_return_reply (const char *reply_id,
                                    const char *content,
                                    const char *note,
                                    GPtrArray *notes);
/* @amended: with these small changes, or NULL; @send: into the outbox at once. */
DtCommand *dt_command_approve_reply (const char *reply_id,
                                     const char *content,
                                     const DtReplyDraft *amended,
                                     gboolean send);
/* @draft: NULL: as it stands. */
DtCommand *
dt_command_send_reply (const char *case_id, const char *reply_id, const DtReplyDraft *draft);
DtCommand *dt_command_recall_reply (const char *reply_id);
DtCommand *dt_command_retry_reply (const char *reply_id);
/* @at: when, 0: now; @place: where, or NULL. */
DtCommand *dt_command_confirm_reply (const char *reply_id, gint64 at, const char *place);
DtCommand *dt_command_discard_reply (const char *reply_id);
DtCommand *dt_command_save_template (DtReplyTemplate *values);
DtCommand *dt_command_publish_template (const char *template_id, gboolean published);
DtCommand *dt_command_archive_template (const char *template_id, gboolean archived);
/* @until: 0: back again; @deputy_id: a leader, or NULL. */
DtCommand *dt_command_set_absence (const char *officer_id, gint64 until, const char *deputy_id);

DtCommand *dt_command_ref (DtCommand *self);
void dt_command_unref (DtCommand *self);
DtCommandKind dt_command_get_kind (DtCommand *self);
const char *dt_command_kind_to_nick (DtCommandKind kind);
/* Roles of which one is enough. */
DtRoles dt_command_kind_get_roles (DtCommandKind kind);

/* What came of it. */
#define DT_TYPE_OUTCOME (dt_outcome_get_type ())
G_DECLARE_FINAL_TYPE (DtOutcome, dt_outcome, DT, OUTCOME, GObject)
struct _DtOutcome
{
  GObject parent_instance;
  DtCommandKind kind;
  GStrv case_ids;   /* touched or made, in order; may be empty */
  char *case_code;  /* of the first, or NULL */
  char *subject_id; /* citizen, officer, set-aside row, message made, reply, template, or NULL */
  char *text;       /* issue-receipt: the promise; else NULL */
  gboolean can_undo;
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtCommand, dt_command_unref)

G_END_DECLS

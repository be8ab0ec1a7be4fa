/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One command under way on the writing worker: reads the state, gathers drafts and, beside each,
 * what would undo it; then all is appended at once and folded. Writing worker only. */
#pragma once

#include "ledger/dt-ledger.h"
#include "service/dt-command-private.h"
#include "service/dt-json-text.h"
#include "store/dt-kinds.h"
#include "store/dt-store.h"

G_BEGIN_DECLS

#define DT_SETTINGS_NOTE "settings" /* in the ledger: a JSON object of texts */

/* What the writing worker owns. */
typedef struct
{
  DtLedger *ledger;
  DtStore *store;
  DtReader *reader; /* sees what was just folded */
  DtClock *clock;
  gboolean behind; /* a fold failed: catch up before the next command */
  gint64 serial;   /* commands run so far: the order of undoing */
  /* The views were found damaged on the way and made anew: readers must be opened again. */
  void (*on_views_replaced) (gpointer data);
  gpointer views_data;
  guint n_rebuilds; /* that it was told of */
  guint n_erasures; /* citizens erased since the opening */
} DtWriter;

/* What brings back the state before a command. */
typedef struct
{
  DtCommandKind kind; /* of the command undone */
  gint64 serial;
  GStrv case_ids;
  char *case_code;
  char *subject_id;
  GArray *drafts;    /* of DtEntryDraft with owned strings, in the order to append */
  GPtrArray *guards; /* of DtUndoGuard */
  DtRuleTexts rules; /* as the command left them: those of @rule_files, 1 << DtRuleFile */
  guint rule_files;
} DtUndo;
void dt_undo_free (DtUndo *undo);
/* Whether the rules of time still are as the command left them; dt-commands-rules.c. */
gboolean dt_undo_check_rules (DtWriter *writer, const DtUndo *undo, GError **error);

/* Undoing is refused when somebody else has gone on with the case. */
typedef struct
{
  char *case_id; /* or NULL */
  DtCaseStatus status;
  guint n_messages; /* 0: no matter */
  char *reply_id;   /* or NULL: then it must still be like that */
  DtReplyState reply_state;
  char *content;
} DtUndoGuard;
void dt_undo_guard_free (DtUndoGuard *guard);
/* DT_ERROR_TRANSITION: somebody has gone on with it. */
gboolean dt_undo_check_guards (DtWriter *writer, const DtUndo *undo, GError **error);

typedef struct _DtRun DtRun;
struct _DtRun
{
  DtWriter *writer;
  DtCommand *command; /* NULL while undoing */
  DtOfficer *officer; /* who acts; NULL: the program itself */
  DtRoles roles;      /* what the officer may do here, a trainer's practice counted */
  gint64 now;
  gint64 hlc;          /* for the next entries; 0: the ledger's clock */
  GArray *drafts;      /* of DtEntryDraft with owned strings */
  DtUndo *undo;        /* NULL: it cannot be undone */
  GHashTable *numbers; /* year → last case number given out in this run */
  GPtrArray *case_ids; /* touched or made, in order */
  char *case_code;
  char *subject_id;
  char *text;
  /* Between disk and fold: what must happen once the entries are there. Or NULL. */
  void (*on_recorded) (DtRun *run, GPtrArray *entries, GError **problem);
};

/* What a run leaves behind for the main thread. */
typedef struct
{
  DtOutcome *outcome;
  DtUndo *undo; /* or NULL */
  DtChanges *changes;
  GPtrArray *officers;  /* of DtOfficer, when they changed */
  DtRuleBook *book;     /* of time, when it changed */
  GPtrArray *templates; /* of DtReplyTemplate, when they changed */
  GPtrArray *absences;  /* of DtAbsence, when officers changed */
  char *officer_id;     /* whose cases are counted as theirs */
  gint64 counts[DT_N_VIEWS];
  GError *problem; /* recorded, but the views could not be brought up to date */
} DtRunResult;
void dt_run_result_free (DtRunResult *result);

/* A row of the table of commands. */
typedef struct
{
  const char *nick;
  DtRoles roles; /* one of them is enough */
  gboolean (*run) (DtRun *run, GError **error);
  gboolean can_undo;
} DtCommandRow;
const DtCommandRow *dt_command_table_get (DtCommandKind kind);

/* ---- running ---- */
DtRunResult *
dt_writer_run (DtWriter *writer, DtCommand *command, DtOfficer *officer, GError **error);
DtRunResult *dt_writer_undo (DtWriter *writer, DtUndo *undo, DtOfficer *officer, GError **error);
/* An officer's roles in this workspace: a trainer is an officer in training only. */
DtRoles dt_writer_effective_roles (DtWriter *writer, DtOfficer *officer);
gboolean dt_roles_allow (DtRoles roles, gboolean demo, DtCommandKind kind);
/* Whether the officer @own_id may hand a case of @from_id to @to_id; NULL: nobody. */
gboolean dt_roles_allow_assignment (DtRoles roles,
                                    const char *own_id,
                                    const char *from_id,
                                    const char *to_id);
/* Folds what an earlier fold failed to. */
gboolean dt_writer_catch_up (DtWriter *writer, DtChanges *changes, GError **error);
/* Fills the counts, and the officers where they changed. */
void dt_writer_refresh (DtWriter *writer, DtOfficer *officer, DtRunResult *result);
/* Records that the officer was refused a command of that nick. */
void dt_writer_record_refusal (DtWriter *writer, DtOfficer *officer, const char *nick);

/* ---- for the commands, the importer and the demo ---- */
void dt_run_init (DtRun *run, DtWriter *writer, DtOfficer *officer);
void dt_run_clear (DtRun *run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtRun, dt_run_clear)

/* @facts and @payload are consumed; NULL for none. @kind must be static. */
void dt_run_add (DtRun *run, const char *kind, const char *subject, char *facts, char *payload);
/* The same for what undoes it; the last one given is appended first. */
void
dt_run_add_undo (DtRun *run, const char *kind, const char *subject, char *facts, char *payload);
/* The names of attachments, of DtAttachment, into a payload; nothing if there are none. */
void dt_run_add_names (DtJsonText *payload, GPtrArray *attachments);
/* Undoing demands that the case still has @status. */
void dt_run_guard (DtRun *run, const char *case_id, DtCaseStatus status);
/* And that no more has been said in it: the case is withdrawn with all that is in it. The case is
 * guarded already. */
void dt_run_guard_messages (DtRun *run, const char *case_id, guint n_messages);
/* Undoing demands that the reply is in that state and has that content. */
void dt_run_guard_reply (DtRun *run, const char *reply_id, DtReplyState state, const char *content);
void dt_run_touch (DtRun *run, DtCase *a_case);
/* Validates, appends and folds all drafts, then forgets them; @changes gets what was touched.
 * FALSE: nothing was written. @problem: it is on disk, but could not be folded. */
gboolean dt_run_commit (DtRun *run, DtChanges *changes, GError **problem, GError **error);

/* The first half of it: validates and appends. @out_entries: nullable. */
gboolean dt_run_append (DtRun *run, GPtrArray **out_entries, GError **error);

/* The case, which must not have been merged away or withdrawn. */
DtCase *dt_run_find_case (DtRun *run, const char *case_id, GError **error);
DtCitizen *dt_run_find_citizen (DtRun *run, const char *citizen_id, GError **error);
DtOfficer *dt_run_find_officer (DtRun *run, const char *officer_id, GError **error);
/* The next code of this desk for a case received at @received: "HS-2026-0412". */
char *dt_run_next_code (DtRun *run, gint64 received);
/* Stores the files; *@out_facts gets a JSON array of {hash, size, type}, *@out_names one of names,
 * both NULL when there are none. */
gboolean
dt_run_put_files (DtRun *run, GPtrArray *files, char **out_facts, char **out_names, GError **error);
void dt_run_add_status (
    DtRun *run, DtCase *a_case, DtCaseStatus to, const char *ground, const char *reason);
void
dt_run_add_assignment (DtRun *run, const char *case_id, const char *officer_id, const char *from);
/* A new citizen of these values; returns its id. */
char *dt_run_add_citizen (DtRun *run, const DtCitizen *values);
void dt_run_add_consent (
    DtRun *run, const char *citizen_id, DtConsent consent, gint64 at, const char *how);
/* citizen.set with what differs; FALSE if nothing does. */
gboolean dt_run_set_citizen (DtRun *run,
                             DtCitizen *citizen,
                             const DtCitizen *values,
                             gboolean clear_missing);
gboolean dt_run_check_citizen (DtCitizen *values, GError **error); /* normalizes the phone */
gboolean dt_run_check_code (const char *code, const char *name, GError **error);

G_END_DECLS

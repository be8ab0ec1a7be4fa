/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folding a batch of entries into the tables, inside one transaction: the state of the cases it
 * touches is kept in memory and written once at its end, with what is derived from all tables.
 * Inside the store room only; on the worker that owns the store. */
#pragma once

#include "store/dt-externals.h"
#include "ledger/dt-ledger.h"
#include "model/dt-enums.h"
#include "model/dt-rule-book.h"
#include "store/dt-changes.h"
#include "store/dt-fields.h"
#include "store/dt-schema.h"

G_BEGIN_DECLS

/* The folding order (hlc, device, seq) as bytes that compare like it. */
#define DT_ORDER_SIZE 32
typedef struct
{
  guint8 bytes[DT_ORDER_SIZE];
} DtOrder;
void dt_order_init (DtOrder *self, const DtEntry *entry);
int dt_order_compare (const DtOrder *a, const DtOrder *b);

/* Where entries come from: the ledger; a list in tests. */
typedef struct
{
  gint64 (*get_last) (gpointer data);
  gboolean (*foreach) (
      gpointer data, gint64 after, DtEntryFunc func, gpointer user_data, GError **error);
  gboolean (*foreach_of) (
      gpointer data, const char *subject, DtEntryFunc func, gpointer user_data, GError **error);
  gpointer data;
  const char *device; /* whose case numbers dt_store_next_case_number() counts */
  const char *unit;   /* whose office hours deadlines are counted in; NULL: any office's */
} DtFeed;

/* What the entries of a case say, and what was derived from it last. */
typedef struct
{
  char *id;
  gboolean stored; /* there is a row for it */
  gboolean opened; /* its opening has been folded */
  gint64 row;      /* 0: not given yet */
  gint64 stored_row, stored_received;
  gint64 stored_due; /* as the row says, 0: nothing is due */
  gint64 doc;        /* its document in the index, 0: none */
  char *code, *title, *field, *place, *group, *ground;
  char *assignee, *merged_into, *split_from, *first_message, *opened_by;
  int kind, status, channel, priority;
  guint traits;    /* DtTraits */
  int request;     /* DtDeadlineClock that is asked to be extended, -1: none */
  char *requester; /* who asked */
  gboolean withdrawn;
  gint64 received, opened_hlc;
  gint64 inbound, step; /* hlc of the citizen's last message, of the officers' last step */
  gint64 last;          /* when its last entry was made */
  gint64 n_citizens_seen;
  guint8 opened_hash[DT_HASH_SIZE];
  /* as it stands in the counters */
  int counted_status; /* -1: not counted */
  char *counted_assignee;
} DtFoldCase;

/* A subject's place in the fold. */
typedef struct
{
  char *id;
  gboolean known; /* there is a row for it, or there was an entry before */
  gboolean dirty;
  gboolean refold; /* at the end of the batch, from the ledger */
  gboolean linear; /* each entry had seen all before it */
  DtOrder order;
  guint8 head[DT_HASH_SIZE];
  char device[DT_ID_SIZE]; /* "": several */
} DtFoldSubject;

typedef struct _DtFold DtFold;

/* An entry while it is folded. */
typedef struct
{
  const DtEntry *entry;
  DtOrder order;
  DtFields facts, payload;
  guint n_events;
  guint index; /* in the subject's history, while that is folded anew */
} DtFoldEntry;

typedef void (*DtFoldFunc) (DtFold *fold, DtFoldEntry *e);

/* One value that an entry gave a field, for finding conflicts. */
typedef struct
{
  guint index;
  gboolean resolves;
  const char *field; /* constant */
  char *value;
} DtFoldSetter;

struct _DtFold
{
  DtDatabase *database;
  const DtFeed *feed;
  DtRuleBook *book; /* by which deadlines are computed */
  gboolean derive;  /* FALSE in the first half of a rebuild */
  GError *error;    /* the first one; nothing is done after it */
  GHashTable *subjects, *cases, *dirty, *counters, *numbers;
  GHashTable *changed_citizens, *changed_officers; /* sets of ids */
  GPtrArray *refolds;                              /* of DtFoldSubject, borrowed */
  GArray *setters;                                 /* of DtFoldSetter, while refolding; or NULL */
  GHashTable *merged;  /* set of ids, borrowed: cases whose merging changed in this batch */
  gboolean any_merged; /* some case is or was just merged */
  gboolean any_marks, any_conflicts, any_replies;
  gboolean set_aside_changed;
  gboolean rules_changed; /* all deadlines are computed anew */
  gboolean templates_changed;
  gboolean erased;        /* something was erased for good: the index must be rewritten */
  DtExternals *externals; /* the store's, or NULL while it has not read them */
  gint64 max_row;         /* the highest row that a case holds */
  gboolean rows_changed;  /* cases were placed, or placed anew */
  gint64 last;
  guint8 last_hash[DT_HASH_SIZE];
};

/* ---- dt-fold.c: the batch ---- */
DtFold *dt_fold_new (DtDatabase *database, const DtFeed *feed, DtRuleBook *book, gboolean derive);
void dt_fold_free (DtFold *self);
void dt_fold_take (DtFold *self, const DtEntry *entry);
/* Ends the batch before its commit. @changes: nullable. */
gboolean dt_fold_finish (DtFold *self, DtChanges *changes, GError **error);

/* ---- for the kinds' functions ---- */
sqlite3_stmt *dt_fold_prepare (DtFold *self, const char *sql);
void dt_fold_run (DtFold *self, sqlite3_stmt *statement);
gboolean dt_fold_step (DtFold *self, sqlite3_stmt *statement);
void dt_bind_order (sqlite3_stmt *statement, int index, const DtOrder *order);
DtFoldCase *dt_fold_get_case (DtFold *self, const char *id);
void dt_fold_expect_case (DtFold *self, const char *id); /* it cannot be in the tables yet */
/* The case of the entry if it was opened and may be changed, marked as touched; else NULL. */
DtFoldCase *dt_fold_touch_case (DtFold *self, DtFoldEntry *e);
void dt_fold_mark_dirty (DtFold *self, const char *case_id);
void dt_fold_mark_cases_of (DtFold *self, const char *citizen_id, gboolean refold);
void dt_fold_mark_refold (DtFold *self, const char *subject);
void dt_fold_add_event (
    DtFold *self, DtFoldEntry *e, const char *field, const char *from, const char *to);
/* Remembers that @e set @field, for conflicts. */
void dt_fold_note_setter (DtFold *self, DtFoldEntry *e, const char *field, const char *value);
/* Takes back the last resolution of @field: while a history is folded anew. */
void dt_fold_forget_resolution (DtFold *self, const char *field);
void dt_fold_count (DtFold *self, int status, const char *assignee, gint64 delta);
void dt_fold_count_number (DtFold *self, const char *device, const char *code);
void dt_fold_entry_init (DtFoldEntry *self, const DtEntry *entry);

/* ---- dt-subjects.c: order, late entries, conflicts ---- */
DtFoldSubject *dt_fold_get_subject (DtFold *self, const char *id);
gboolean dt_fold_enter_subject (DtFold *self, DtFoldSubject *subject, const DtFoldEntry *e);
void dt_fold_refold (DtFold *self, DtFoldSubject *subject);
void dt_fold_write_subjects (DtFold *self);
void dt_fold_subject_free (DtFoldSubject *subject);

/* ---- dt-cases.c: the rows of cases ---- */
void dt_fold_case_free (DtFoldCase *a_case);
void dt_fold_case_reset (DtFoldCase *a_case);
void dt_fold_place_rows (DtFold *self);
typedef struct
{
  int view;         /* DtView, -1: in none */
  int shown_status; /* DtCaseStatus */
  gint64 changed;
  char *snippet, *citizen;
  gint64 n_citizens, n_messages, n_attachments, n_conflicts;
  gboolean unread;
  gint64 due;
  guint replies; /* states of its open ones, 1 << DtReplyState */
} DtDerived;
/* @derived: nullable, then nothing derived is known yet. */
void dt_fold_write_case (DtFold *self, DtFoldCase *a_case, const DtDerived *derived);

/* ---- dt-derive-due.c ---- */
typedef struct
{
  gint64 time; /* 0: nothing is due */
  DtDeadlineClock clock;
} DtFoldDue;
/* Of an open case; @members: it and those that show in it. */
DtFoldDue dt_fold_find_due (DtFold *self, GPtrArray *members);
typedef gboolean (*DtFoldOpenFunc) (DtFold *self, GPtrArray *members, gpointer user_data);
void dt_fold_foreach_open (DtFold *self, DtFoldOpenFunc func, gpointer user_data);
/* Of all open cases, by the rules as the tables have them now. At the end of a batch. */
void dt_fold_derive_dues (DtFold *self);

/* ---- dt-derive.c ---- */
const char *dt_fold_find_root (DtFold *self, const char *case_id);
void dt_fold_derive_all (DtFold *self);
/* It and all cases that show in it, itself first: of DtFoldCase, borrowed. */
GPtrArray *dt_fold_find_members (DtFold *self, DtFoldCase *root);

/* ---- dt-fold-case.c, -message.c, -people.c, -import.c, -deadline.c ---- */
void dt_fold_clear_case (DtFold *self, const char *id);
void dt_fold_clear_messages (DtFold *self, const char *id);
void dt_fold_clear_person (DtFold *self, const char *id);
void dt_fold_clear_import (DtFold *self, const char *id);
void dt_fold_place_message (DtFold *self, const char *message_id);
void dt_fold_add_message (DtFold *self,
                          DtFoldEntry *e,
                          DtFoldCase *a_case,
                          const char *id,
                          DtDirection direction,
                          DtChannelKind channel,
                          gint64 said);
void dt_fold_add_attachments (DtFold *self, DtFoldEntry *e, const char *message_id);
void dt_fold_note (DtFold *self, DtFoldEntry *e);  /* that somebody signed in, or was refused */
void dt_fold_event (DtFold *self, DtFoldEntry *e); /* shown in the timeline, changes nothing */
void dt_fold_case_opened (DtFold *self, DtFoldEntry *e);
void dt_fold_case_set (DtFold *self, DtFoldEntry *e);
void dt_fold_case_status (DtFold *self, DtFoldEntry *e);
void dt_fold_case_assigned (DtFold *self, DtFoldEntry *e);
void dt_fold_case_citizen (DtFold *self, DtFoldEntry *e);
void dt_fold_case_merged (DtFold *self, DtFoldEntry *e);
void dt_fold_case_unmerged (DtFold *self, DtFoldEntry *e);
void dt_fold_case_linked (DtFold *self, DtFoldEntry *e);
void dt_fold_case_withdrawn (DtFold *self, DtFoldEntry *e);
void dt_fold_conflict_resolved (DtFold *self, DtFoldEntry *e);
void dt_fold_receipt_issued (DtFold *self, DtFoldEntry *e);
void dt_fold_message_added (DtFold *self, DtFoldEntry *e);
void dt_fold_message_retracted (DtFold *self, DtFoldEntry *e);
void dt_fold_message_moved (DtFold *self, DtFoldEntry *e);
void dt_fold_case_attached (DtFold *self, DtFoldEntry *e);
void dt_fold_officer_added (DtFold *self, DtFoldEntry *e);
void dt_fold_officer_changed (DtFold *self, DtFoldEntry *e);
void dt_fold_officer_credential (DtFold *self, DtFoldEntry *e);
void dt_fold_citizen_added (DtFold *self, DtFoldEntry *e);
void dt_fold_citizen_consent (DtFold *self, DtFoldEntry *e);
void dt_fold_citizen_erased (DtFold *self, DtFoldEntry *e);
void dt_fold_deadline_agreed (DtFold *self, DtFoldEntry *e);
void dt_fold_deadline_asked (DtFold *self, DtFoldEntry *e);
void dt_fold_deadline_declined (DtFold *self, DtFoldEntry *e);
void dt_fold_rules_changed (DtFold *self, DtFoldEntry *e);
void dt_fold_import_finished (DtFold *self, DtFoldEntry *e);
void dt_fold_import_set_aside (DtFold *self, DtFoldEntry *e);
void dt_fold_import_mended (DtFold *self, DtFoldEntry *e);
void dt_fold_import_dropped (DtFold *self, DtFoldEntry *e);

/* ---- dt-fold-reply.c ---- */
guint dt_fold_find_replies (DtFold *self, const char *case_id); /* 1 << DtReplyState, open ones */
void dt_fold_clear_replies (DtFold *self, const char *id);
void dt_fold_reply_saved (DtFold *self, DtFoldEntry *e);
void dt_fold_reply_submitted (DtFold *self, DtFoldEntry *e);
void dt_fold_reply_withdrawn (DtFold *self, DtFoldEntry *e);
void dt_fold_reply_returned (DtFold *self, DtFoldEntry *e);
void dt_fold_reply_approved (DtFold *self, DtFoldEntry *e);
void dt_fold_reply_queued (DtFold *self, DtFoldEntry *e);
void dt_fold_reply_recalled (DtFold *self, DtFoldEntry *e);
void dt_fold_reply_sending (DtFold *self, DtFoldEntry *e);
void dt_fold_reply_delivered (DtFold *self, DtFoldEntry *e);
void dt_fold_reply_failed (DtFold *self, DtFoldEntry *e);
void dt_fold_reply_sent (DtFold *self, DtFoldEntry *e);
void dt_fold_reply_discarded (DtFold *self, DtFoldEntry *e);

/* ---- dt-fold-template.c ---- */
void dt_fold_clear_template (DtFold *self, const char *id);
void dt_fold_template_saved (DtFold *self, DtFoldEntry *e);
void dt_fold_template_published (DtFold *self, DtFoldEntry *e);
void dt_fold_template_archived (DtFold *self, DtFoldEntry *e);
void dt_fold_officer_absence (DtFold *self, DtFoldEntry *e);

/* ---- dt-kinds.c ---- */
typedef struct
{
  const char *name;
  DtFoldFunc fold;
  gboolean any_order; /* gives the same whenever it is folded, so it is never late */
} DtKind;
/* For a kind or schema that this version does not know: one that shows it and changes nothing. */
const DtKind *dt_kind_find (const char *name, gint64 schema);
/* Do desks' values for its subject conflict, so that who had seen what matters? */
gboolean dt_kind_is_of_case (const char *name);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The views: tables and the search index, folded from the ledger into `views.db`, which may be
 * thrown away. A DtStore writes and belongs to the worker that owns the ledger; a DtReader reads
 * on a connection of its own, on one thread of its own. */
#pragma once

#include "ledger/dt-ledger.h"
#include "model/dt-letter.h"
#include "model/dt-query.h"
#include "model/dt-records.h"
#include "model/dt-reply-template.h"
#include "model/dt-rule-book.h"
#include "model/dt-today.h"
#include "store/dt-changes.h"

G_BEGIN_DECLS

typedef struct _DtStore DtStore;

/* Opens or makes `views.db` and folds what it has not seen. A damaged file, one of another schema,
 * or one that knows more than the ledger is made anew. @ledger is borrowed. */
DtStore *dt_store_open (const char *directory,
                        DtSecret *key,
                        DtLedger *ledger,
                        DtProgressFunc func,
                        gpointer user_data,
                        GError **error);
void dt_store_close (DtStore *self);
gboolean dt_store_was_rebuilt (DtStore *self); /* while opening */
/* How often views.db was replaced so far: readers that were opened before hold the old one. */
guint dt_store_count_rebuilds (DtStore *self);
/* Folds all entries past the cursor, in one transaction per @batch entries. */
gboolean dt_store_catch_up (DtStore *self, DtChanges *changes, GError **error);
/* The same for entries just appended (in order, directly after the cursor), sparing a read. */
gboolean dt_store_apply (DtStore *self, GPtrArray *entries, DtChanges *changes, GError **error);
gboolean dt_store_rebuild (DtStore *self,
                           GCancellable *cancellable,
                           DtProgressFunc func,
                           gpointer user_data,
                           GError **error);
/* Tables against a fresh fold in memory or a temporary file: problems as in DtVerifyReport. */
gboolean dt_store_compare_with_rebuild (DtStore *self, GPtrArray *problems, GError **error);
/* The rules of time by which its deadlines are computed. Borrowed until the next fold. */
DtRuleBook *dt_store_get_book (DtStore *self);
/* Writer-side look-ups inside a command, seeing what was just folded. */
gint64 dt_store_next_case_number (DtStore *self, int year); /* of this desk: highest + 1 */
/* The case that holds the message of that external key; NULL if none. @out_set_aside: it is a row
 * set aside instead. */
gboolean dt_store_find_external (
    DtStore *self, const char *external, char **out_id, gboolean *out_set_aside, GError **error);
/* The case that bears that number where it came from; NULL if none. */
gboolean dt_store_find_source (DtStore *self, const char *source, char **out_case, GError **error);

/* Many look-ups in a row see one state and cost less between these two. Nothing may be folded, and
 * nothing else be read of what is written meanwhile, before it is let go. */
void dt_store_hold (DtStore *self);
void dt_store_let_go (DtStore *self);

typedef struct _DtReader DtReader;

/* A leader who is away. */
typedef struct
{
  char *officer_id;
  gint64 until;    /* 0: back again */
  char *deputy_id; /* or NULL */
} DtAbsence;
void dt_absence_free (DtAbsence *self);

void dt_reader_hold (DtReader *self); /* as dt_store_hold() */
void dt_reader_let_go (DtReader *self);
DtReader *dt_reader_open (const char *directory, DtSecret *key, GError **error);
void dt_reader_close (DtReader *self);

/* Row ids in the query's order, at most @limit, after the keyset position (@after_key, @after_row)
 * of the last one already held (0, 0: from the start). Returns GArray of DtRowRef. */
typedef struct
{
  gint64 key; /* the sort's value: received or changed */
  gint64 row;
} DtRowRef;

/* Where one case stands in a query's order. */
typedef struct
{
  DtRowRef ref; /* row 0: there is no such case */
  gboolean listed;
} DtPlace;
GArray *dt_reader_list (
    DtReader *self, const DtQuery *query, const DtRowRef *after, guint limit, GError **error);
gboolean dt_reader_find_place (
    DtReader *self, const DtQuery *query, const char *case_id, DtPlace *out, GError **error);
int dt_row_ref_compare (const DtRowRef *a, const DtRowRef *b, const DtQuery *query);
/* DtCase for each row, in the order given; a row that is gone is left out. */
GPtrArray *dt_reader_load_cases (DtReader *self, const gint64 *rows, guint n_rows, GError **error);
/* How many match, counting no further than @cap. */
gint64 dt_reader_count (DtReader *self, const DtQuery *query, gint64 cap, GError **error);
/* Counts of all views, exact (kept by the fold, not counted), but of those due no more than
 * DT_MAX_DUE_COUNT: out[DT_N_VIEWS]. */
#define DT_MAX_DUE_COUNT 10000
gboolean dt_reader_count_views (
    DtReader *self, const char *officer_id, gint64 now, gint64 soon, gint64 *out, GError **error);
/* What an officer has to look after, with the counts of the views. */
DtToday *dt_reader_load_today (DtReader *self, const DtTodayQuestion *question, GError **error);
/* @id_or_code: 32 hex digits or "HS-2026-0412" (any case). DT_ERROR_NOT_FOUND. */
DtCaseFile *dt_reader_load_case_file (DtReader *self, const char *id_or_code, GError **error);
DtCase *dt_reader_find_case (DtReader *self, const char *id_or_code, GError **error);
DtTimelineItem *dt_reader_find_message (DtReader *self, const char *message_id, GError **error);
DtCitizen *dt_reader_find_citizen (DtReader *self, const char *citizen_id, GError **error);
/* Ids of those linked to that very case, not to one merged into it. */
GPtrArray *dt_reader_list_linked_citizens (DtReader *self, const char *case_id, GError **error);
/* @text: a phone number (exact after normalizing), an ID number or a part of a name. */
GPtrArray *
dt_reader_search_citizens (DtReader *self, const char *text, guint limit, GError **error);
/* @name may be NULL; both are the statement's. */
typedef void (*DtContactFunc) (const char *id, const char *name, gpointer user_data);
gboolean dt_reader_foreach_contact (
    DtReader *self, const char *value, DtContactFunc func, gpointer user_data, GError **error);
GPtrArray *dt_reader_cases_of_citizen (DtReader *self,
                                       const char *citizen_id,
                                       guint limit,
                                       GError **error); /* open ones first, then newest */
GPtrArray *dt_reader_list_officers (DtReader *self, GError **error);
/* The Argon2id hash of the officer's PIN or password, or NULL if none is set. */
char *dt_reader_dup_credential (DtReader *self, const char *officer_id, GError **error);
GPtrArray *dt_reader_list_set_aside (DtReader *self, guint limit, guint offset, GError **error);
DtSetAside *dt_reader_find_set_aside (DtReader *self, const char *id, GError **error);
GPtrArray *dt_reader_list_conflicts (DtReader *self, GError **error); /* of DtCase */
/* Rows (gint64) of open cases for which an extension is asked, newest first; how many there are, -1
 * on an error. */
GArray *dt_reader_list_requests (DtReader *self, guint limit, GError **error);
gint64 dt_reader_count_requests (DtReader *self, GError **error);
/* ---- replies ---- */
DtReply *dt_reader_find_reply (DtReader *self, const char *reply_id, GError **error);
/* The open reply of that author to the case or one merged into it; NULL without error: none. */
DtReply *dt_reader_find_open_reply (DtReader *self,
                                    const char *case_id,
                                    const char *author_id,
                                    GError **error);
/* Ids of replies in @states (1 << DtReplyState) that the outbox of @device has, the first queued
 * first. */
GPtrArray *dt_reader_list_outbox (DtReader *self, const char *device, guint states, GError **error);
/* What a channel was given of a reply: piece → whether it was delivered (GINT_TO_POINTER); and in
 * @out_piece (nullable) the one of which nobody knows yet, or NULL. */
GHashTable *
dt_reader_load_pieces (DtReader *self, const char *reply_id, char **out_piece, GError **error);
/* The case that shows in @case_id's place: itself unless it was merged into another. */
char *dt_reader_dup_root (DtReader *self, const char *case_id, GError **error);
/* The templates that come with the program with what the office made of them, and its own. */
GPtrArray *dt_reader_list_templates (DtReader *self, GError **error);
/* Of DtAbsence, those that were noted last for each officer. */
GPtrArray *dt_reader_list_absences (DtReader *self, GError **error);

/* Entry hashes (hex) that hold personal data of the citizen: what erasing removes. */
GPtrArray *dt_reader_list_citizen_entries (DtReader *self, const char *citizen_id, GError **error);
/* Ids of rows that an import had set aside and that became theirs. */
GPtrArray *dt_reader_list_citizen_rows (DtReader *self, const char *citizen_id, GError **error);
/* Those of @files (addresses, hex) that other entries than @entries (hashes, hex) need too. */
GPtrArray *dt_reader_list_shared_files (DtReader *self,
                                        const char *const *entries,
                                        const char *const *files,
                                        GError **error);
/* Hash (hex) of the entry that opened the case. */
char *dt_reader_dup_opening_entry (DtReader *self, const char *case_id, GError **error);
/* The register of letters; @device is this desk. */
DtLetterRegister *dt_reader_load_register (
    DtReader *self, int year, DtLetterForm form, const char *device, GError **error);
DtLetter *dt_reader_find_letter (DtReader *self, const char *id, GError **error);
/* That of the register which is the same reply or notice, the last that is not void; NULL without
 * error: none. */
DtLetter *dt_reader_find_issued_letter (DtReader *self, DtLetter *letter, GError **error);
guint
dt_reader_get_next_letter_number (DtReader *self, int year, DtLetterForm form, GError **error);
char *dt_reader_dup_register_holder (DtReader *self, guint *out_desk, GError **error);
/* Completions for the last word of @text: operators' values, names, groups seen. */
GPtrArray *dt_reader_suggest (DtReader *self, const char *text, guint limit, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtStore, dt_store_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtReader, dt_reader_close)

G_END_DECLS

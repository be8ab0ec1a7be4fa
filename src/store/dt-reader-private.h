/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader's own parts, inside the store room only. */
#pragma once

#include "base/dt-database.h"
#include "store/dt-store.h"

G_BEGIN_DECLS

struct _DtReader
{
  DtDatabase *database;
};

/* A statement that yields rows until FALSE; *error is set once if it fails. */
gboolean dt_reader_step (DtReader *self, sqlite3_stmt *statement, GError **error);

/* The columns of DT_READER_CASE_COLUMNS, from the first, as a DtCase. */
#define DT_READER_CASE_COLUMNS                                                                     \
  "c.row, c.id, c.code, c.title, c.snippet, c.kind, coalesce (c.shown_status, c.status),"          \
  " c.channel, c.priority, c.field, c.place, c.grp, c.citizen, p.name, c.n_citizens,"              \
  " c.n_messages, c.n_attachments, c.assignee, o.name, c.received, c.changed, c.due, c.ground,"    \
  " c.merged_into, c.unread, c.n_conflicts, c.traits, c.request, c.requester, c.reply"
#define DT_READER_CASE_TABLES                                                                      \
  "cases c LEFT JOIN citizens p ON p.id = c.citizen LEFT JOIN officers o ON o.id = c.assignee"
DtCase *dt_reader_read_case (sqlite3_stmt *statement);
/* All rows of a statement as DtCase. */
GPtrArray *dt_reader_read_cases (DtReader *self, sqlite3_stmt *statement, GError **error);
DtCitizen *dt_reader_read_citizen (DtReader *self, sqlite3_stmt *statement);
#define DT_READER_CITIZEN_COLUMNS                                                                  \
  "id, name, phone, email, address, grp, id_number, handle, consent, consent_time, erased"
/* Of open replies, 1 << DtReplyState, the one to look after first; -1: there is none. */
int dt_reader_get_pressing_reply (guint states);
/* The replies of the case and of those that show in it. */
gboolean
dt_reader_load_replies (DtReader *self, const char *case_id, GPtrArray *replies, GError **error);
/* The case ?1 and all that shows in it, as the table "family". */
#define DT_READER_FAMILY                                                                           \
  "WITH RECURSIVE family (id) AS (VALUES (?1) UNION SELECT c.id FROM cases c JOIN family f"        \
  " ON c.merged_into = f.id WHERE NOT c.withdrawn) "
/* Fills the counts of cases. */
gboolean dt_reader_count_cases_of (DtReader *self, DtCitizen *citizen, GError **error);
/* What an id stands for, for people: an officer's or citizen's name, a case's code; else the value
 * itself. NULL for NULL. */
char *dt_reader_dup_shown (DtReader *self, const char *value);

/* An FTS5 expression for the query's view and terms, its bounds in rows, what else must hold. */
typedef struct
{
  char *match; /* NULL: nothing can match */
  gint64 first_row;
  gint64 last_row;
  int overdue; /* 0: no matter, 1: only overdue, 2: none overdue */
} DtReaderMatch;
void dt_reader_match_clear (DtReaderMatch *self);
gboolean
dt_reader_match_init (DtReaderMatch *self, DtReader *reader, const DtQuery *query, GError **error);

G_END_DECLS

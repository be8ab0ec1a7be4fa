/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists and counts: one constant statement for each view and order, walked along an index from the
 * last row that is held already. On the reader's thread. */
#include "store/dt-reader-private.h"
#include "store/dt-schema.h"

#include <string.h>

/* How far back a search is sorted by what changed last: beyond that the newest received win. */
#define SORTED_HITS "20000"

/* ?1 view or assignee or citizen, ?2 key, ?3 row of the last row held, ?4 limit. All begin where
 * the one before ended. */
#define BY_ROW_DOWN " AND row < ?3 ORDER BY row DESC LIMIT ?4"
#define BY_ROW_UP " AND row > ?3 ORDER BY row LIMIT ?4"
#define BY_CHANGED " AND (changed, row) < (?2, ?3) ORDER BY changed DESC, row DESC LIMIT ?4"

static const char *const view_sql[] = {
  [DT_SORT_NEWEST] = "SELECT received, row FROM cases WHERE view = ?1" BY_ROW_DOWN,
  [DT_SORT_OLDEST] = "SELECT received, row FROM cases WHERE view = ?1" BY_ROW_UP,
  [DT_SORT_CHANGED] = "SELECT changed, row FROM cases WHERE view = ?1" BY_CHANGED,
};
static const char *const all_sql[] = {
  [DT_SORT_NEWEST] = "SELECT received, row FROM cases WHERE view IS NOT NULL" BY_ROW_DOWN,
  [DT_SORT_OLDEST] = "SELECT received, row FROM cases WHERE view IS NOT NULL" BY_ROW_UP,
  [DT_SORT_CHANGED] = "SELECT changed, row FROM cases WHERE view IS NOT NULL" BY_CHANGED,
};
/* Few cases have a reply that waits: whatever the order, they are gathered by an index of theirs.
 */
#define AWAITING " FROM cases INDEXED BY cases_awaiting WHERE reply & 4"
#define OUTBOX " FROM cases INDEXED BY cases_outbox WHERE reply & 248"
static const char *const awaiting_sql[] = {
  [DT_SORT_NEWEST] = "SELECT received, row" AWAITING BY_ROW_DOWN,
  [DT_SORT_OLDEST] = "SELECT received, row" AWAITING BY_ROW_UP,
  [DT_SORT_CHANGED] = "SELECT changed, row" AWAITING BY_CHANGED,
};
static const char *const outbox_sql[] = {
  [DT_SORT_NEWEST] = "SELECT received, row" OUTBOX BY_ROW_DOWN,
  [DT_SORT_OLDEST] = "SELECT received, row" OUTBOX BY_ROW_UP,
  [DT_SORT_CHANGED] = "SELECT changed, row" OUTBOX BY_CHANGED,
};
static const char *const mine_sql[] = {
  [DT_SORT_NEWEST] = "SELECT received, row FROM cases"
                     " WHERE view IN (0, 2) AND assignee IS NOT NULL AND assignee = ?1" BY_ROW_DOWN,
  [DT_SORT_OLDEST] = "SELECT received, row FROM cases"
                     " WHERE view IN (0, 2) AND assignee IS NOT NULL AND assignee = ?1" BY_ROW_UP,
  [DT_SORT_CHANGED] = "SELECT changed, row FROM cases"
                      " WHERE view IN (0, 2) AND assignee IS NOT NULL AND assignee = ?1" BY_CHANGED,
};
/* ?10: due before; who is due first goes first, whatever the order. One lower bound only, so that
 * the index is entered there and not at its beginning. */
#define WHERE_OPEN " FROM cases INDEXED BY cases_todo WHERE view IN (0, 2)"
#define DUE_IN(view)                                                                               \
  "SELECT * FROM (SELECT due, row" WHERE_OPEN " AND view = " view                                  \
  " AND (due, row) > (?2, ?3) AND due < ?10 ORDER BY due, row LIMIT ?4)"
static const char due_sql[] = DUE_IN ("0") " UNION ALL " DUE_IN ("2") " ORDER BY 1, 2 LIMIT ?4";

/* ?5 and ?6: view or NULL, assignee or NULL; ?8: states of replies or NULL; ?9 and ?10: due from,
 * or NULL, and before; a citizen has few cases. */
#define OF_CITIZEN                                                                                 \
  " FROM cases WHERE id IN (SELECT case_id FROM case_citizens WHERE citizen = ?1)"                 \
  " AND view IS NOT NULL AND (?5 IS NULL OR view = ?5)"                                            \
  " AND (?6 IS NULL OR (assignee = ?6 AND view IN (0, 2)))"                                        \
  " AND (?8 IS NULL OR reply & ?8)"                                                                \
  " AND (?9 IS NULL OR (due >= ?9 AND due < ?10))"
static const char *const citizen_sql[] = {
  [DT_SORT_NEWEST] = "SELECT received, row" OF_CITIZEN BY_ROW_DOWN,
  [DT_SORT_OLDEST] = "SELECT received, row" OF_CITIZEN BY_ROW_UP,
  [DT_SORT_CHANGED] = "SELECT changed, row" OF_CITIZEN BY_CHANGED,
};

/* ?1 expression, ?2 key, ?3 row of the last row held, ?4 limit, ?5 and ?6 first and last row; of
 * those that are due, ?9 from and ?10 before, only these (?7 is 1) or only others (0). Where few
 * are they are gathered first, where many are each hit is looked at. */
#define NOT_DUE ""
#define FEW_DUE " AND (rowid IN (SELECT row" WHERE_OPEN " AND due >= ?9 AND due < ?10)) = ?7"
#define MANY_DUE                                                                                   \
  " AND EXISTS (SELECT 1 FROM cases WHERE row = search.rowid AND due >= ?9"                        \
  "             AND due < ?10) = ?7"
#define NEWEST(due)                                                                                \
  "SELECT 0, rowid FROM search WHERE search MATCH ?1 AND rowid >= ?5"                              \
  " AND rowid <= min (?6, ?3 - 1)" due " ORDER BY rowid DESC LIMIT ?4"
#define OLDEST(due)                                                                                \
  "SELECT 0, rowid FROM search WHERE search MATCH ?1 AND rowid >= max (?5, ?3 + 1)"                \
  " AND rowid <= ?6" due " ORDER BY rowid LIMIT ?4"
#define CHANGED(due)                                                                               \
  "SELECT c.changed, c.row FROM cases c WHERE c.row IN"                                            \
  "  (SELECT rowid FROM search WHERE search MATCH ?1 AND rowid >= ?5 AND rowid <= ?6" due          \
  "   ORDER BY rowid DESC LIMIT " SORTED_HITS ")"                                                  \
  " AND (c.changed, c.row) < (?2, ?3) ORDER BY c.changed DESC, c.row DESC LIMIT ?4"
#define MANY 2000

static const char *const search_sql[][3] = {
  [DT_SORT_NEWEST] = { NEWEST (NOT_DUE), NEWEST (FEW_DUE), NEWEST (MANY_DUE) },
  [DT_SORT_OLDEST] = { OLDEST (NOT_DUE), OLDEST (FEW_DUE), OLDEST (MANY_DUE) },
  [DT_SORT_CHANGED] = { CHANGED (NOT_DUE), CHANGED (FEW_DUE), CHANGED (MANY_DUE) },
};

static gboolean
collect (DtReader *self, sqlite3_stmt *statement, GArray *out, GError **error)
{
  gboolean row;

  for (;;)
    {
      DtRowRef ref;

      if (!dt_database_step (self->database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      ref.key = sqlite3_column_int64 (statement, 0);
      ref.row = sqlite3_column_int64 (statement, 1);
      g_array_append_val (out, ref);
    }
}

static gboolean
is_due_view (DtView view)
{
  return view == DT_VIEW_DUE_SOON || view == DT_VIEW_OVERDUE;
}

/* The states of replies that a view is about, 1 << DtReplyState; 0: it is about other things. */
static int
get_replies (DtView view)
{
  return view == DT_VIEW_AWAITING ? DT_REPLIES_AWAITING
         : view == DT_VIEW_OUTBOX ? DT_REPLIES_OUTBOX
                                  : 0;
}

/* When what is wanted is due. */
typedef struct
{
  gboolean any;    /* it does not matter */
  gboolean others; /* what is due then is not wanted */
  gint64 from, before;
} Due;

static Due
get_due (const DtQuery *query)
{
  Due due = { .any = !is_due_view (query->view), .from = 1, .before = query->now };

  if (query->view == DT_VIEW_DUE_SOON)
    {
      due.from = query->now;
      due.before = query->soon + 1;
    }
  return due;
}

/* With what a term asks for: overdue 1, not so 2, 0 if nothing was asked. */
static Due
get_wanted_due (const DtQuery *query, int overdue)
{
  Due due = get_due (query);

  if (overdue == 0)
    return due;
  if (due.any)
    {
      due.any = FALSE;
      due.others = overdue == 2;
    }
  else if ((overdue == 1) != (query->view == DT_VIEW_OVERDUE))
    due.before = due.from; /* none is both */
  return due;
}

static void
bind_due (sqlite3_stmt *statement, const Due *due)
{
  if (statement == NULL || due->any)
    return;
  sqlite3_bind_int64 (statement, 9, due->from);
  sqlite3_bind_int64 (statement, 10, due->before);
}

/* How many are due then, but no more than @limit; -1 on an error. */
static gint64
count_due (DtReader *self, const Due *due, int limit, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (self->database,
                                                 "SELECT count(*) FROM (SELECT 1" WHERE_OPEN
                                                 " AND due >= ?9 AND due < ?10"
                                                 " LIMIT ?1)");
  gboolean row = FALSE;
  gint64 n;

  if (statement != NULL)
    sqlite3_bind_int (statement, 1, limit);
  bind_due (statement, due);
  if (!dt_database_step (self->database, statement, &row, error))
    return -1;
  n = row ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);
  return n;
}

/* Before the first row in the query's order of time. */
static DtRowRef
get_start (const DtQuery *query)
{
  gint64 first = query->sort == DT_SORT_OLDEST ? G_MININT64 + 1 : G_MAXINT64;

  return (DtRowRef){ .key = first, .row = first };
}

static void
bind_position (sqlite3_stmt *statement, const DtRowRef *after, DtRowRef start, guint limit)
{
  gboolean from_start = after == NULL || (after->key == 0 && after->row == 0);

  if (statement == NULL)
    return;
  sqlite3_bind_int64 (statement, 2, from_start ? start.key : after->key);
  sqlite3_bind_int64 (statement, 3, from_start ? start.row : after->row);
  sqlite3_bind_int64 (statement, 4, limit);
}

/* In the order of the deadlines, from the first one that the view holds. */
static gboolean
list_due (DtReader *self,
          const DtQuery *query,
          const DtRowRef *after,
          guint limit,
          GArray *out,
          GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (self->database, due_sql);
  const Due due = get_due (query);
  const DtRowRef start = { .key = due.from - 1, .row = G_MAXINT64 };

  bind_position (statement, after, start, limit);
  bind_due (statement, &due);
  return collect (self, statement, out, error);
}

static gboolean
list_view (DtReader *self,
           const DtQuery *query,
           const DtRowRef *after,
           guint limit,
           GArray *out,
           GError **error)
{
  const Due due = get_due (query);
  sqlite3_stmt *statement;

  if (is_due_view (query->view) && query->citizen_id == NULL)
    return list_due (self, query, after, limit, out, error);
  if (query->citizen_id != NULL)
    {
      statement = dt_database_prepare (self->database, citizen_sql[query->sort]);
      dt_bind_id (statement, 1, query->citizen_id);
      if (get_replies (query->view) != 0 && statement != NULL)
        sqlite3_bind_int (statement, 8, get_replies (query->view));
      else if (query->view == DT_VIEW_MINE)
        dt_bind_id (statement, 6, query->officer_id != NULL ? query->officer_id : "nobody");
      else if (query->view != DT_VIEW_ALL && !is_due_view (query->view) && statement != NULL)
        sqlite3_bind_int (statement, 5, query->view);
    }
  else if (query->view == DT_VIEW_MINE)
    {
      statement = dt_database_prepare (self->database, mine_sql[query->sort]);
      dt_bind_id (statement, 1, query->officer_id != NULL ? query->officer_id : "nobody");
    }
  else if (query->view == DT_VIEW_ALL)
    statement = dt_database_prepare (self->database, all_sql[query->sort]);
  else if (query->view == DT_VIEW_AWAITING)
    statement = dt_database_prepare (self->database, awaiting_sql[query->sort]);
  else if (query->view == DT_VIEW_OUTBOX)
    statement = dt_database_prepare (self->database, outbox_sql[query->sort]);
  else
    {
      statement = dt_database_prepare (self->database, view_sql[query->sort]);
      if (statement != NULL)
        sqlite3_bind_int (statement, 1, query->view);
    }
  bind_position (statement, after, get_start (query), limit);
  bind_due (statement, &due);
  return collect (self, statement, out, error);
}

static gboolean
list_matches (DtReader *self,
              const DtQuery *query,
              const DtReaderMatch *match,
              const DtRowRef *after,
              guint limit,
              GArray *out,
              GError **error)
{
  const Due due = get_wanted_due (query, match->overdue);
  gint64 n_due = due.any ? 0 : count_due (self, &due, MANY, error);
  guint variant = due.any ? 0 : n_due < MANY ? 1 : 2;
  sqlite3_stmt *statement;

  if (n_due < 0)
    return FALSE;
  statement = dt_database_prepare (self->database, search_sql[query->sort][variant]);
  dt_bind_text (statement, 1, match->match);
  bind_position (statement, after, get_start (query), limit);
  if (statement != NULL)
    {
      sqlite3_bind_int64 (statement, 5, match->first_row);
      sqlite3_bind_int64 (statement, 6, match->last_row);
      if (variant > 0)
        sqlite3_bind_int (statement, 7, !due.others);
    }
  bind_due (statement, &due);
  return collect (self, statement, out, error);
}

/**
 * dt_reader_list:
 * @self: a reader
 * @query: what to list
 * @after: (nullable): the last one held already; NULL: from the start
 * @limit: at most that many
 * @error: by dt_database_set_error()
 *
 * Returns: (transfer full) (element-type DtRowRef): places in the query's order
 */
GArray *
dt_reader_list (
    DtReader *self, const DtQuery *query, const DtRowRef *after, guint limit, GError **error)
{
  g_autoptr (GArray) out = g_array_new (FALSE, FALSE, sizeof (DtRowRef));
  DtReaderMatch match;
  gboolean ok;

  g_return_val_if_fail (self != NULL && query != NULL, NULL);

  if (query->view == DT_VIEW_SET_ASIDE || query->view == DT_VIEW_TODAY)
    return g_steal_pointer (&out);
  if (query->terms->len == 0)
    return list_view (self, query, after, limit, out, error) ? g_steal_pointer (&out) : NULL;
  if (!dt_reader_match_init (&match, self, query, error))
    return NULL;
  ok = list_matches (self, query, &match, after, limit, out, error);
  dt_reader_match_clear (&match);
  return ok ? g_steal_pointer (&out) : NULL;
}

/* The key that a case has in the query's order, and its row. */
static gboolean
read_ref (DtReader *self, const DtQuery *query, const char *case_id, DtRowRef *out, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (
      self->database, "SELECT row, received, changed, due FROM cases WHERE id = ?1");
  gboolean row = FALSE;

  dt_bind_id (statement, 1, case_id);
  if (!dt_database_step (self->database, statement, &row, error))
    return FALSE;
  *out = (DtRowRef){ 0 };
  if (row)
    {
      out->row = sqlite3_column_int64 (statement, 0);
      out->key = sqlite3_column_int64 (statement,
                                       is_due_view (query->view)        ? 3
                                       : query->sort == DT_SORT_CHANGED ? 2
                                                                        : 1);
    }
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
is_ascending (const DtQuery *query)
{
  return is_due_view (query->view) || query->sort == DT_SORT_OLDEST;
}

/**
 * dt_row_ref_compare:
 * @a: a place
 * @b: another
 * @query: in whose order they stand
 *
 * Returns: which goes first, as qsort() wants it
 */
int
dt_row_ref_compare (const DtRowRef *a, const DtRowRef *b, const DtQuery *query)
{
  gboolean by_key = is_due_view (query->view) || query->sort == DT_SORT_CHANGED;
  int order = by_key ? (a->key > b->key) - (a->key < b->key) : 0;

  if (order == 0)
    order = (a->row > b->row) - (a->row < b->row);
  return is_ascending (query) ? order : -order;
}

/**
 * dt_reader_find_place:
 * @self: a reader
 * @query: a list
 * @case_id: a case
 * @out: (out caller-allocates): its place there, and whether the list holds it
 * @error: by dt_database_set_error()
 *
 * Asks for what the list holds behind the place before it.
 *
 * Returns: whether it could be read
 */
gboolean
dt_reader_find_place (
    DtReader *self, const DtQuery *query, const char *case_id, DtPlace *out, GError **error)
{
  g_autoptr (GArray) refs = NULL;
  DtRowRef before;

  g_return_val_if_fail (self != NULL && query != NULL && case_id != NULL && out != NULL, FALSE);

  *out = (DtPlace){ 0 };
  if (!read_ref (self, query, case_id, &out->ref, error))
    return FALSE;
  if (out->ref.row == 0)
    return TRUE;
  before = out->ref;
  before.row += is_ascending (query) ? -1 : 1;
  refs = dt_reader_list (self, query, &before, 1, error);
  if (refs == NULL)
    return FALSE;
  out->listed = refs->len > 0 && g_array_index (refs, DtRowRef, 0).row == out->ref.row;
  return TRUE;
}

/**
 * dt_reader_count:
 * @self: a reader
 * @query: what to count
 * @cap: no further than that
 * @error: by dt_database_set_error()
 *
 * Returns: how many match, @cap if more; -1 on an error
 */
gint64
dt_reader_count (DtReader *self, const DtQuery *query, gint64 cap, GError **error)
{
  g_autoptr (GArray) refs = NULL;

  g_return_val_if_fail (self != NULL && query != NULL, -1);

  if (query->terms->len == 0 && query->citizen_id == NULL)
    {
      gint64 counts[DT_N_VIEWS];

      if (!dt_reader_count_views (self, query->officer_id, query->now, query->soon, counts, error))
        return -1;
      return MIN (counts[query->view], cap);
    }
  refs = dt_reader_list (self, query, NULL, (guint) cap, error);
  return refs != NULL ? (gint64) refs->len : -1;
}

/* Those that are due are counted one by one, so no further than that. */
static gboolean
count_due_views (DtReader *self, gint64 now, gint64 soon, gint64 *out, GError **error)
{
  const Due over = { .from = 1, .before = now };
  const Due coming = { .from = now, .before = soon + 1 };

  out[DT_VIEW_OVERDUE] = count_due (self, &over, DT_MAX_DUE_COUNT, error);
  if (out[DT_VIEW_OVERDUE] < 0)
    return FALSE;
  out[DT_VIEW_DUE_SOON] = count_due (self, &coming, DT_MAX_DUE_COUNT, error);
  return out[DT_VIEW_DUE_SOON] >= 0;
}

/* Likewise those with a reply that waits. */
static gboolean
count_reply_views (DtReader *self, gint64 *out, GError **error)
{
  static const struct
  {
    DtView view;
    const char *sql;
  } views[] = { { DT_VIEW_AWAITING, "SELECT count(*) FROM (SELECT 1" AWAITING " LIMIT ?1)" },
                { DT_VIEW_OUTBOX, "SELECT count(*) FROM (SELECT 1" OUTBOX " LIMIT ?1)" } };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      sqlite3_stmt *statement = dt_database_prepare (self->database, views[i].sql);
      gboolean row = FALSE;

      if (statement != NULL)
        sqlite3_bind_int (statement, 1, DT_MAX_DUE_COUNT);
      if (!dt_database_step (self->database, statement, &row, error))
        return FALSE;
      out[views[i].view] = row ? sqlite3_column_int64 (statement, 0) : 0;
      sqlite3_reset (statement);
    }
  return TRUE;
}

/**
 * dt_reader_count_views:
 * @self: a reader
 * @officer_id: (nullable): whose are "mine"
 * @now: Unix microseconds: from when on a case is overdue
 * @soon: up to when it counts as due soon
 * @out: (out caller-allocates) (array fixed-size=11): DT_N_VIEWS counts; of those due or with a
 *   reply that waits, no more than DT_MAX_DUE_COUNT
 * @error: by dt_database_set_error()
 *
 * Returns: whether they could be read
 */
gboolean
dt_reader_count_views (
    DtReader *self, const char *officer_id, gint64 now, gint64 soon, gint64 *out, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (
      self->database, "SELECT status, n, assignee = ?1 FROM counters WHERE n <> 0");
  gboolean row;

  g_return_val_if_fail (self != NULL && out != NULL, FALSE);

  dt_bind_id (statement, 1, officer_id != NULL ? officer_id : "nobody");
  memset (out, 0, sizeof *out * DT_N_VIEWS);
  for (;;)
    {
      int status;
      gint64 n;

      if (!dt_database_step (self->database, statement, &row, error))
        return FALSE;
      if (!row)
        return count_due_views (self, now, soon, out, error)
               && count_reply_views (self, out, error);
      status = sqlite3_column_int (statement, 0);
      n = sqlite3_column_int64 (statement, 1);
      if (status < 0)
        {
          out[DT_VIEW_SET_ASIDE] += n;
          continue;
        }
      if (status == DT_CASE_STATUS_MERGED || status == DT_CASE_STATUS_WITHDRAWN)
        continue;
      out[DT_VIEW_ALL] += n;
      if (status == DT_CASE_STATUS_RECEIVED)
        out[DT_VIEW_TO_RECEIVE] += n;
      else if (dt_case_status_is_open (status))
        out[DT_VIEW_IN_PROGRESS] += n;
      else
        out[DT_VIEW_ANSWERED] += n;
      if (dt_case_status_is_open (status) && sqlite3_column_int (statement, 2))
        out[DT_VIEW_MINE] += n;
    }
}

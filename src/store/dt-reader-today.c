/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An officer's day in one question. Open cases stand in an index by view, deadline and who handles
 * them, so that each group is one stretch of it, and no case is read that is not shown. The planner
 * would rather walk all that is received in the order that is asked for: it is told the index. On
 * the reader's thread. */
#include "base/dt-clock.h"
#include "store/dt-reader-private.h"
#include "store/dt-schema.h"

#define MAX_CHANGED "5000" /* of the day's cases, the newest, that are asked who did what */

/* ?2 and ?3 due from and before; ?4 the officer; others' cases count if they are due from ?5 on and
 * before ?6, anybody's (?7 is 1) or nobody's (?8 is 1); ?9 is 0: the officer's own do not. */
#define IN_VIEW(view) " FROM cases INDEXED BY cases_todo WHERE view IN (0, 2) AND view = " view
#define OPEN(view)                                                                                 \
  IN_VIEW (view)                                                                                   \
  " AND due >= ?2 AND due < ?3"                                                                    \
  " AND CASE WHEN assignee IS ?4 THEN ?9"                                                          \
  "     ELSE due >= ?5 AND due < ?6 AND (?7 OR (?8 AND assignee IS NULL)) END"
#define FIRST(view) "SELECT row, due" OPEN (view) " ORDER BY due, row LIMIT ?10"
#define LAST(view) "SELECT row, due" OPEN (view) " ORDER BY due DESC, row DESC LIMIT ?10"
#define COUNT(view) "SELECT count(*) FROM (SELECT 1" OPEN (view) " LIMIT ?10)"

/* The views that are open, as bits. */
enum
{
  RECEIVED = 1 << 0,
  HANDLED = 1 << 1,
  OPEN_VIEWS = RECEIVED | HANDLED
};

static const char *const first_sql[] = { FIRST ("0"), FIRST ("2") };
static const char *const last_sql[] = { LAST ("0"), LAST ("2") };
static const char *const count_sql[] = { COUNT ("0"), COUNT ("2") };

/* Whose time never ran or stands: received ones of anybody, handled ones of the officer's own. */
#define NEW                                                                                        \
  IN_VIEW ("0")                                                                                    \
  " AND due IS NULL"                                                                               \
  " AND CASE WHEN assignee IS ?4 THEN 1 ELSE ?7 OR (?8 AND assignee IS NULL) END"
#define NO_DUE IN_VIEW ("2") " AND due IS NULL AND assignee = ?4"
static const char new_sql[] = "SELECT row, 0" NEW " ORDER BY row LIMIT ?10";
static const char count_new_sql[] = "SELECT count(*) FROM (SELECT 1" NEW " LIMIT ?10)";
static const char no_due_sql[] = "SELECT row, 0" NO_DUE " ORDER BY row LIMIT ?10";
static const char count_no_due_sql[] = "SELECT count(*) FROM (SELECT 1" NO_DUE " LIMIT ?10)";

/* The status that the officer brought each case to last, today, and what it has now. */
static const char done_sql[]
    = "SELECT coalesce (c.shown_status, c.status), (SELECT e.v_to FROM events e"
      "  WHERE e.subject = c.id AND e.kind = 'case.status' AND e.actor = ?4 AND e.hlc >= ?2"
      "  ORDER BY e.ord DESC, e.pos DESC LIMIT 1)"
      " FROM (SELECT * FROM cases WHERE view IS NOT NULL AND changed >= ?1"
      "       ORDER BY changed DESC, row DESC LIMIT " MAX_CHANGED ") c WHERE c.view <> 0";

/* A stretch of the index. */
typedef struct
{
  guint views;
  gint64 from, before;               /* due */
  gint64 others_from, others_before; /* for those that the officer does not handle */
  gboolean own;
  gboolean others;
  gboolean nobodys;
} Stretch;

typedef struct
{
  gint64 row;
  gint64 due;
} Place;

typedef struct
{
  DtReader *reader;
  const DtTodayQuestion *question;
  GError *error;
} Asking;

static sqlite3_stmt *
prepare (Asking *self, const char *sql, const Stretch *stretch, guint limit)
{
  sqlite3_stmt *statement = dt_database_prepare (self->reader->database, sql);
  const char *officer = self->question->officer_id;

  if (statement == NULL)
    return NULL;
  if (stretch != NULL && sqlite3_bind_parameter_count (statement) >= 9)
    {
      sqlite3_bind_int64 (statement, 2, stretch->from);
      sqlite3_bind_int64 (statement, 3, stretch->before);
      sqlite3_bind_int64 (statement, 5, stretch->others_from);
      sqlite3_bind_int64 (statement, 6, stretch->others_before);
      sqlite3_bind_int (statement, 7, stretch->others);
      sqlite3_bind_int (statement, 8, stretch->nobodys);
      sqlite3_bind_int (statement, 9, stretch->own);
    }
  dt_bind_id (statement, 4, officer != NULL ? officer : "nobody");
  sqlite3_bind_int (statement, 10, (int) limit);
  return statement;
}

static void
collect (Asking *self, sqlite3_stmt *statement, GArray *places)
{
  while (self->error == NULL && dt_reader_step (self->reader, statement, &self->error))
    {
      Place place = { sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1) };

      g_array_append_val (places, place);
    }
}

static gint64
count (Asking *self, sqlite3_stmt *statement)
{
  gint64 n = 0;

  if (self->error == NULL && dt_reader_step (self->reader, statement, &self->error))
    {
      n = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return n;
}

static void
load (Asking *self, const GArray *places, guint limit, GPtrArray *out)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) cases = NULL;

  for (guint i = 0; i < places->len && i < limit; i++)
    g_array_append_val (rows, g_array_index (places, Place, i).row);
  if (self->error == NULL)
    cases = dt_reader_load_cases (
        self->reader, (const gint64 *) (gpointer) rows->data, rows->len, &self->error);
  if (cases != NULL)
    g_ptr_array_extend_and_steal (out, g_steal_pointer (&cases));
}

static int
compare_first (gconstpointer a, gconstpointer b)
{
  const Place *x = a;
  const Place *y = b;

  if (x->due != y->due)
    return x->due < y->due ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

static int
compare_last (gconstpointer a, gconstpointer b)
{
  return compare_first (b, a);
}

static GArray *
list (Asking *self, const char *const *sql, const Stretch *stretch, guint limit)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));

  for (guint i = 0; i < 2; i++)
    if ((stretch->views & (1u << i)) != 0)
      collect (self, prepare (self, sql[i], stretch, limit), places);
  g_array_sort (places, sql == last_sql ? compare_last : compare_first);
  return places;
}

static void
fill_group (Asking *self, const Stretch *stretch, DtTodayRows *out)
{
  g_autoptr (GArray) places = list (self, first_sql, stretch, DT_TODAY_ROWS);

  load (self, places, DT_TODAY_ROWS, out->cases);
  out->n = places->len;
  /* Where fewer came than were asked for, these are all. */
  if (places->len < DT_TODAY_ROWS)
    return;
  out->n = 0;
  for (guint i = 0; i < 2; i++)
    if ((stretch->views & (1u << i)) != 0)
      out->n += count (self, prepare (self, count_sql[i], stretch, DT_TODAY_MAX_COUNT));
  out->n = MIN (out->n, DT_TODAY_MAX_COUNT);
}

/* Those without a deadline stand behind those with one. */
static void
add_without_due (
    Asking *self, const Stretch *stretch, const char *sql, const char *sql_count, DtTodayRows *out)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));

  collect (self, prepare (self, sql, stretch, DT_TODAY_ROWS), places);
  if (out->cases->len < DT_TODAY_ROWS)
    load (self, places, DT_TODAY_ROWS - out->cases->len, out->cases);
  out->n += places->len < DT_TODAY_ROWS
                ? (gint64) places->len
                : count (self, prepare (self, sql_count, stretch, DT_TODAY_MAX_COUNT));
  out->n = MIN (out->n, DT_TODAY_MAX_COUNT);
}

/* What the officer looks after, due in a stretch of time. */
static Stretch
get_stretch (const DtTodayQuestion *question, guint views, gint64 from, gint64 before)
{
  return (Stretch){ .views = views,
                    .from = from,
                    .before = before,
                    .others_from = question->leads ? MAX (from, question->lead) : from,
                    .others_before = before,
                    .own = TRUE,
                    .others = question->others,
                    .nobodys = question->nobodys };
}

static void
fill_requests (Asking *self, DtTodayRows *out)
{
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GPtrArray) cases = NULL;

  if (self->error == NULL)
    rows = dt_reader_list_requests (self->reader, DT_TODAY_ROWS, &self->error);
  if (rows != NULL)
    cases = dt_reader_load_cases (
        self->reader, (const gint64 *) (gpointer) rows->data, rows->len, &self->error);
  if (cases == NULL)
    return;
  g_ptr_array_extend_and_steal (out->cases, g_steal_pointer (&cases));
  out->n = rows->len < DT_TODAY_ROWS ? (gint64) rows->len
                                     : dt_reader_count_requests (self->reader, &self->error);
}

/* ?4 the officer, ?2 now. Of several replies to a case the one that waits longest counts. */
#define OPEN_REPLIES(state)                                                                        \
  "SELECT r.subject, min (r.changed) FROM replies r INDEXED BY replies_open"                       \
  " WHERE r.state < 8 AND r.state " state
#define OLDEST_FIRST " GROUP BY r.subject ORDER BY 2, 1 LIMIT ?10"
static const char approvals_sql[]
    = OPEN_REPLIES ("= 2") " AND r.author IS NOT ?4 AND (r.asked IS NULL OR r.asked = ?4"
                           " OR EXISTS (SELECT 1 FROM absences a WHERE a.officer = r.asked"
                           "  AND a.deputy = ?4 AND a.until > ?2))" OLDEST_FIRST;
static const char unsent_sql[]
    = OPEN_REPLIES ("IN (1, 3, 4, 6, 7)") " AND r.author = ?4 AND (r.state <> 4 OR r.queued_until "
                                          "<= ?2)" OLDEST_FIRST;

/* The cases in which those of @sql show. */
static void
fill_replies (Asking *self, const char *sql, DtTodayRows *out)
{
  sqlite3_stmt *statement = prepare (self, sql, NULL, DT_TODAY_MAX_COUNT);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) roots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (statement != NULL)
    sqlite3_bind_int64 (statement, 2, self->question->now);
  while (self->error == NULL && dt_reader_step (self->reader, statement, &self->error))
    g_ptr_array_add (ids, dt_column_dup_id (statement, 0));
  for (guint i = 0; i < ids->len && out->cases->len < DT_TODAY_ROWS && self->error == NULL; i++)
    {
      g_autofree char *root = dt_reader_dup_root (self->reader, ids->pdata[i], &self->error);
      DtCase *a_case = root != NULL ? dt_reader_find_case (self->reader, root, &self->error) : NULL;

      if (a_case == NULL)
        return;
      if (a_case->status != DT_CASE_STATUS_WITHDRAWN
          && g_hash_table_add (roots, g_steal_pointer (&root)))
        g_ptr_array_add (out->cases, a_case);
      else
        g_object_unref (a_case);
    }
  out->n = out->cases->len < DT_TODAY_ROWS ? (gint64) out->cases->len : (gint64) ids->len;
}

static void
fill_groups (Asking *self, DtToday *out)
{
  const DtTodayQuestion *question = self->question;
  const guint handled = question->receives ? HANDLED : OPEN_VIEWS;
  const Stretch lead = { .views = OPEN_VIEWS,
                         .from = 1,
                         .before = question->lead,
                         .others_from = 1,
                         .others_before = question->lead,
                         .others = TRUE };
  const Stretch over = get_stretch (question, OPEN_VIEWS, 1, question->now);
  const Stretch today = get_stretch (question, OPEN_VIEWS, question->now, question->tomorrow);
  const Stretch soon = get_stretch (question, handled, question->tomorrow, question->soon + 1);
  const Stretch news = get_stretch (question, RECEIVED, question->tomorrow, G_MAXINT64);

  if (question->leads)
    {
      fill_group (self, &lead, &out->groups[DT_TODAY_LEAD]);
      fill_requests (self, &out->groups[DT_TODAY_REQUESTS]);
      fill_replies (self, approvals_sql, &out->groups[DT_TODAY_APPROVALS]);
    }
  if (question->officer_id != NULL)
    fill_replies (self, unsent_sql, &out->groups[DT_TODAY_REPLIES]);
  fill_group (self, &over, &out->groups[DT_TODAY_OVERDUE]);
  fill_group (self, &today, &out->groups[DT_TODAY_DUE_TODAY]);
  fill_group (self, &soon, &out->groups[DT_TODAY_DUE_SOON]);
  if (question->receives)
    {
      fill_group (self, &news, &out->groups[DT_TODAY_NEW]);
      add_without_due (self, &news, new_sql, count_new_sql, &out->groups[DT_TODAY_NEW]);
    }
  add_without_due (self, &news, no_due_sql, count_no_due_sql, &out->groups[DT_TODAY_NO_DUE]);
}

static void
find_next (Asking *self, DtToday *out)
{
  const Stretch later = get_stretch (self->question,
                                     self->question->receives ? HANDLED : OPEN_VIEWS,
                                     self->question->soon + 1,
                                     G_MAXINT64);
  g_autoptr (GArray) places = list (self, first_sql, &later, 1);

  out->next_due = places->len > 0 ? g_array_index (places, Place, 0).due : 0;
}

/* What reminders are about: the latest deadlines first, for what is overdue was told long ago. */
static void
watch (Asking *self, DtToday *out)
{
  const DtTodayQuestion *question = self->question;
  const guint limit = DT_TODAY_MAX_WATCHED;
  Stretch own = get_stretch (question, OPEN_VIEWS, 1, question->soon + 1);
  const Stretch lead = { .views = OPEN_VIEWS,
                         .from = question->lead_since,
                         .before = question->lead,
                         .others_from = question->lead_since,
                         .others_before = question->lead,
                         .others = TRUE };
  g_autoptr (GArray) places = NULL;
  g_autoptr (GArray) others = NULL;

  own.others_from = own.from;
  own.others = FALSE;
  places = list (self, last_sql, &own, limit);
  out->watched_all = places->len < limit;
  load (self, places, limit, out->watched);
  if (!question->leads)
    return;
  others = list (self, last_sql, &lead, limit);
  out->watched_all = out->watched_all && others->len < limit;
  /* What nobody handles may be there already. */
  for (guint i = others->len; i > 0 && own.nobodys; i--)
    for (guint j = 0; j < places->len; j++)
      if (g_array_index (others, Place, i - 1).row == g_array_index (places, Place, j).row)
        {
          g_array_remove_index (others, i - 1);
          break;
        }
  load (self, others, limit, out->watched);
}

static void
count_done (Asking *self, DtToday *out)
{
  sqlite3_stmt *statement = dt_database_prepare (self->reader->database, done_sql);

  if (self->question->officer_id == NULL)
    return;
  dt_bind_id (statement, 4, self->question->officer_id);
  if (statement != NULL)
    {
      sqlite3_bind_int64 (statement, 1, self->question->today);
      sqlite3_bind_int64 (statement, 2, DT_HLC_FROM_USEC (self->question->today));
    }
  while (self->error == NULL && dt_reader_step (self->reader, statement, &self->error))
    {
      int now = sqlite3_column_int (statement, 0);
      const char *brought = (const char *) sqlite3_column_text (statement, 1);

      if (now >= 0 && now < DT_N_CASE_STATUSES
          && g_strcmp0 (brought, dt_case_status_to_nick ((DtCaseStatus) now)) == 0)
        out->done[now]++;
    }
}

/**
 * dt_reader_load_today:
 * @self: a reader
 * @question: whose day, and when
 * @error: by dt_database_set_error()
 *
 * All of it is of one state of the tables.
 *
 * Returns: (transfer full) (nullable): the day
 */
DtToday *
dt_reader_load_today (DtReader *self, const DtTodayQuestion *question, GError **error)
{
  g_autoptr (DtToday) out = dt_today_new ();
  Asking asking = { self, question, NULL };

  g_return_val_if_fail (self != NULL && question != NULL, NULL);

  out->now = question->now;
  dt_reader_hold (self);
  fill_groups (&asking, out);
  find_next (&asking, out);
  watch (&asking, out);
  count_done (&asking, out);
  if (asking.error == NULL)
    dt_reader_count_views (
        self, question->officer_id, question->now, question->soon, out->views, &asking.error);
  dt_reader_let_go (self);
  if (asking.error == NULL)
    return g_steal_pointer (&out);
  g_propagate_error (error, asking.error);
  return NULL;
}

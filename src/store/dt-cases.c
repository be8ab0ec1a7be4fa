/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of cases: read into memory when an entry touches them, placed in the order of time,
 * written once at the end of a batch. On the worker that owns the store. */
#include "store/dt-fold.h"

#include <string.h>

/* ---- memory -------------------------------------------------------------------------------- */

static void
clear_strings (DtFoldCase *self)
{
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->field, g_free);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->group, g_free);
  g_clear_pointer (&self->ground, g_free);
  g_clear_pointer (&self->assignee, g_free);
  g_clear_pointer (&self->merged_into, g_free);
  g_clear_pointer (&self->split_from, g_free);
  g_clear_pointer (&self->first_message, g_free);
  g_clear_pointer (&self->opened_by, g_free);
  g_clear_pointer (&self->requester, g_free);
}

/* dt_fold_case_free: frees it. */
void
dt_fold_case_free (DtFoldCase *self)
{
  clear_strings (self);
  g_free (self->counted_assignee);
  g_free (self->id);
  g_free (self);
}

/* dt_fold_case_reset: as if no entry had been folded; its place in the tables stays known. */
void
dt_fold_case_reset (DtFoldCase *self)
{
  clear_strings (self);
  self->opened = self->withdrawn = FALSE;
  self->kind = self->status = self->channel = self->priority = 0;
  self->traits = 0;
  self->request = -1;
  self->received = self->opened_hlc = self->n_citizens_seen = 0;
  self->inbound = self->step = self->last = 0;
}

#define CASE_COLUMNS                                                                               \
  "row, id, code, title, kind, status, channel, priority, field, place, grp, received, ground,"    \
  " assignee, merged_into, withdrawn, split_from, first_message, opened_hash, opened_hlc,"         \
  " opened_by, inbound, step, last, shown_status, doc, traits, request, requester, due"

static void
read_case (DtFoldCase *self, sqlite3_stmt *statement)
{
  self->stored = self->opened = TRUE;
  self->row = self->stored_row = sqlite3_column_int64 (statement, 0);
  self->code = dt_column_dup_text (statement, 2);
  self->title = dt_column_dup_text (statement, 3);
  self->kind = sqlite3_column_int (statement, 4);
  self->status = sqlite3_column_int (statement, 5);
  self->channel = sqlite3_column_int (statement, 6);
  self->priority = sqlite3_column_int (statement, 7);
  self->field = dt_column_dup_text (statement, 8);
  self->place = dt_column_dup_text (statement, 9);
  self->group = dt_column_dup_text (statement, 10);
  self->received = self->stored_received = sqlite3_column_int64 (statement, 11);
  self->ground = dt_column_dup_text (statement, 12);
  self->assignee = dt_column_dup_id (statement, 13);
  self->merged_into = dt_column_dup_id (statement, 14);
  self->withdrawn = sqlite3_column_int (statement, 15) != 0;
  self->split_from = dt_column_dup_id (statement, 16);
  self->first_message = dt_column_dup_id (statement, 17);
  if (sqlite3_column_bytes (statement, 18) == DT_HASH_SIZE)
    memcpy (self->opened_hash, sqlite3_column_blob (statement, 18), DT_HASH_SIZE);
  self->opened_hlc = sqlite3_column_int64 (statement, 19);
  self->opened_by = dt_column_dup_id (statement, 20);
  self->inbound = sqlite3_column_int64 (statement, 21);
  self->step = sqlite3_column_int64 (statement, 22);
  self->last = sqlite3_column_int64 (statement, 23);
  if (sqlite3_column_type (statement, 24) != SQLITE_NULL)
    {
      self->counted_status = sqlite3_column_int (statement, 24);
      self->counted_assignee = g_strdup (self->assignee);
    }
  self->doc = sqlite3_column_int64 (statement, 25);
  self->traits = (guint) sqlite3_column_int (statement, 26);
  if (sqlite3_column_type (statement, 27) != SQLITE_NULL)
    self->request = sqlite3_column_int (statement, 27);
  self->requester = dt_column_dup_id (statement, 28);
  self->stored_due = sqlite3_column_int64 (statement, 29);
}

static DtFoldCase *
add_case (DtFold *self, const char *id)
{
  DtFoldCase *a_case = g_new0 (DtFoldCase, 1);

  a_case->id = g_strdup (id);
  a_case->counted_status = -1;
  a_case->request = -1;
  g_hash_table_insert (self->cases, a_case->id, a_case);
  return a_case;
}

/* dt_fold_expect_case: spares a look into the tables. */
void
dt_fold_expect_case (DtFold *self, const char *id)
{
  if (!g_hash_table_contains (self->cases, id))
    add_case (self, id);
}

/* dt_fold_get_case: from memory or its row; one not opened if there is none. */
DtFoldCase *
dt_fold_get_case (DtFold *self, const char *id)
{
  DtFoldCase *a_case = g_hash_table_lookup (self->cases, id);
  sqlite3_stmt *statement;

  if (a_case != NULL)
    return a_case;
  a_case = add_case (self, id);
  statement = dt_fold_prepare (self, "SELECT " CASE_COLUMNS " FROM cases WHERE id = ?1");
  dt_bind_id (statement, 1, id);
  if (dt_fold_step (self, statement))
    {
      read_case (a_case, statement);
      sqlite3_reset (statement);
      statement
          = dt_fold_prepare (self, "SELECT max (pos) + 1 FROM case_citizens WHERE case_id = ?1");
      dt_bind_id (statement, 1, id);
      if (dt_fold_step (self, statement))
        a_case->n_citizens_seen = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return a_case;
}

/* ---- rows: time-ordered ----------------------------------------------------------------------
 *
 * Cases lie in the order (received, id). A case's home is the millisecond it was received in; its
 * row is its home, or the one behind its predecessor's if that is higher. The rows thus depend on
 * the cases alone, not on the order in which they came. */

static gint64
get_home (gint64 received)
{
  return MAX (received / 1000, 1);
}

static int
compare_keys (gint64 received_a, const char *id_a, gint64 received_b, const char *id_b)
{
  if (received_a != received_b)
    return received_a < received_b ? -1 : 1;
  return strcmp (id_a, id_b);
}

static int
compare_cases (gconstpointer a, gconstpointer b)
{
  const DtFoldCase *left = *(DtFoldCase *const *) a;
  const DtFoldCase *right = *(DtFoldCase *const *) b;

  return compare_keys (left->received, left->id, right->received, right->id);
}

/* The first row at or behind @row that a case holds. */
static gboolean
find_row (DtFold *self, gint64 row, gint64 *out_row, gint64 *out_received, char **out_id)
{
  sqlite3_stmt *statement = dt_fold_prepare (
      self, "SELECT row, received, id FROM cases WHERE row >= ?1 ORDER BY row LIMIT 1");

  sqlite3_bind_int64 (statement, 1, row);
  if (!dt_fold_step (self, statement))
    return FALSE;
  *out_row = sqlite3_column_int64 (statement, 0);
  *out_received = sqlite3_column_int64 (statement, 1);
  g_free (*out_id);
  *out_id = dt_column_dup_id (statement, 2);
  sqlite3_reset (statement);
  return TRUE;
}

/* The first case at or behind @row: TRUE and its row if it goes before @a_case in the order. */
static gboolean
goes_before (DtFold *self, gint64 row, const DtFoldCase *a_case, gint64 *out_row)
{
  g_autofree char *id = NULL;
  gint64 received;

  return find_row (self, row, out_row, &received, &id)
         && compare_keys (received, id, a_case->received, a_case->id) < 0;
}

/* The highest row, from @start on, of a case before @a_case in the order; 0 if there is none. Since
 * the rows are in order, a search by halves finds it in a run of any length. */
static gint64
find_predecessor (DtFold *self, const DtFoldCase *a_case, gint64 start)
{
  gint64 found = 0;
  gint64 step = 1;
  gint64 low = start;
  gint64 row;
  gint64 high;

  while (goes_before (self, low, a_case, &row))
    {
      found = row;
      low = row + step;
      step *= 2;
    }
  high = low; /* none from here on goes before */
  for (low = found + 1; found != 0 && low < high;)
    {
      gint64 middle = low + (high - low) / 2;

      if (goes_before (self, middle, a_case, &row))
        {
          found = row;
          low = row + 1;
        }
      else
        high = middle;
    }
  return found;
}

/* Moves all that lie without a gap from @row on one further. */
static void
shift_run (DtFold *self, gint64 row)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement
      = dt_fold_prepare (self, "SELECT row, id FROM cases WHERE row >= ?1 ORDER BY row");
  gint64 expected = row;

  sqlite3_bind_int64 (statement, 1, row);
  while (dt_fold_step (self, statement) && sqlite3_column_int64 (statement, 0) == expected)
    {
      g_ptr_array_add (ids, dt_column_dup_id (statement, 1));
      expected++;
    }
  sqlite3_reset (statement);
  for (guint i = ids->len; i > 0; i--)
    {
      DtFoldCase *a_case = dt_fold_get_case (self, ids->pdata[i - 1]);

      statement = dt_fold_prepare (self, "UPDATE cases SET row = row + 1 WHERE row = ?1");
      sqlite3_bind_int64 (statement, 1, a_case->stored_row);
      dt_fold_run (self, statement);
      a_case->stored_row++;
      a_case->row = a_case->stored_row;
      self->max_row = MAX (self->max_row, a_case->row);
      dt_fold_mark_dirty (self, a_case->id);
    }
}

/* Closes the gap that a case leaves which is placed anew: those behind it that are not at home move
 * back. */
static void
close_gap (DtFold *self, gint64 row)
{
  g_autofree char *id = NULL;
  gint64 next, received;

  while (find_row (self, row + 1, &next, &received, &id) && next == row + 1
         && get_home (received) <= row)
    {
      DtFoldCase *a_case = dt_fold_get_case (self, id);
      sqlite3_stmt *statement
          = dt_fold_prepare (self, "UPDATE cases SET row = row - 1 WHERE row = ?1");

      sqlite3_bind_int64 (statement, 1, next);
      dt_fold_run (self, statement);
      a_case->row = a_case->stored_row = row;
      dt_fold_mark_dirty (self, a_case->id);
      row = next;
    }
}

static void
take_out (DtFold *self, DtFoldCase *a_case)
{
  sqlite3_stmt *statement = dt_fold_prepare (self, "DELETE FROM cases WHERE row = ?1");
  gint64 row = a_case->stored_row;

  sqlite3_bind_int64 (statement, 1, row);
  dt_fold_run (self, statement);
  self->rows_changed = TRUE;
  a_case->stored = FALSE;
  a_case->row = a_case->stored_row = 0;
  close_gap (self, row);
}

/* The row for @a_case, made free; @last: the one given before, to a case that goes before it. */
static gint64
find_place (DtFold *self, const DtFoldCase *a_case, gint64 last)
{
  gint64 start = MAX (get_home (a_case->received), last + 1);
  gint64 predecessor, next, received;
  g_autofree char *id = NULL;

  if (start > self->max_row || !find_row (self, start, &next, &received, &id))
    return start; /* behind all others, as most are */
  if (compare_keys (received, id, a_case->received, a_case->id) > 0)
    {
      if (next == start)
        shift_run (self, start);
      return start;
    }
  predecessor = find_predecessor (self, a_case, start);
  if (find_row (self, predecessor + 1, &next, &received, &id) && next == predecessor + 1)
    shift_run (self, next);
  return predecessor + 1;
}

/* dt_fold_place_rows: gives each opened case of the batch its row. New ones are placed in order, so
 * that each needs to know only the one before. */
void
dt_fold_place_rows (DtFold *self)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new ();
  g_autofree gpointer *all = NULL;
  guint n_all;
  gint64 last = 0; /* the row given last */

  all = g_hash_table_get_keys_as_array (self->cases, &n_all);
  for (guint i = 0; i < n_all; i++)
    {
      DtFoldCase *a_case = g_hash_table_lookup (self->cases, all[i]);

      /* Two openings, or one that was taken for another: its time is not what it was. */
      if (a_case->stored && (!a_case->opened || a_case->received != a_case->stored_received))
        take_out (self, a_case);
      if (a_case->opened && a_case->row == 0)
        g_ptr_array_add (cases, a_case);
    }
  self->rows_changed |= cases->len > 0;
  g_ptr_array_sort (cases, compare_cases);
  for (guint i = 0; i < cases->len && self->error == NULL; i++)
    {
      DtFoldCase *a_case = cases->pdata[i];
      a_case->row = last = find_place (self, a_case, last);
    }
}

/* ---- writing ------------------------------------------------------------------------------- */

#define INSERT_CASE                                                                                \
  "INSERT INTO cases VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"    \
  " ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33,"     \
  " ?34, ?35, ?36, ?37, ?38, ?39, ?40)"

#define UPDATE_CASE                                                                                \
  "UPDATE cases SET code = ?3, title = ?4, kind = ?5, status = ?6, channel = ?7, priority = ?8,"   \
  " field = ?9, place = ?10, grp = ?11, received = ?12, ground = ?13, assignee = ?14,"             \
  " merged_into = ?15, withdrawn = ?16, split_from = ?17, first_message = ?18,"                    \
  " opened_hash = ?19, opened_hlc = ?20, opened_by = ?21, inbound = ?22, step = ?23, last = ?24,"  \
  " view = ?25, shown_status = ?26, changed = ?27, snippet = ?28, citizen = ?29,"                  \
  " n_citizens = ?30, n_messages = ?31, n_attachments = ?32, unread = ?33, n_conflicts = ?34,"     \
  " due = ?35, doc = ?36, traits = ?37, request = ?38, requester = ?39, reply = ?40"               \
  " WHERE row = ?1 AND id = ?2"

static void
bind_derived (sqlite3_stmt *statement, const DtDerived *derived, gint64 row)
{
  if (derived->view >= 0)
    sqlite3_bind_int (statement, 25, derived->view);
  sqlite3_bind_int (statement, 26, derived->shown_status);
  sqlite3_bind_int64 (statement, 27, derived->changed);
  dt_bind_text (statement, 28, derived->snippet);
  dt_bind_id (statement, 29, derived->citizen);
  sqlite3_bind_int64 (statement, 30, derived->n_citizens);
  sqlite3_bind_int64 (statement, 31, derived->n_messages);
  sqlite3_bind_int64 (statement, 32, derived->n_attachments);
  sqlite3_bind_int (statement, 33, derived->unread);
  sqlite3_bind_int64 (statement, 34, derived->n_conflicts);
  if (derived->due != 0)
    sqlite3_bind_int64 (statement, 35, derived->due);
  if (derived->view >= 0)
    sqlite3_bind_int64 (statement, 36, row);
  if (derived->replies != 0)
    sqlite3_bind_int64 (statement, 40, derived->replies);
}

/* dt_fold_write_case: its row, which dt_fold_place_rows() has given. */
void
dt_fold_write_case (DtFold *self, DtFoldCase *a_case, const DtDerived *derived)
{
  sqlite3_stmt *statement = dt_fold_prepare (self, a_case->stored ? UPDATE_CASE : INSERT_CASE);

  sqlite3_bind_int64 (statement, 1, a_case->row);
  dt_bind_id (statement, 2, a_case->id);
  dt_bind_text (statement, 3, a_case->code);
  dt_bind_text (statement, 4, a_case->title);
  sqlite3_bind_int (statement, 5, a_case->kind);
  sqlite3_bind_int (statement, 6, a_case->status);
  sqlite3_bind_int (statement, 7, a_case->channel);
  sqlite3_bind_int (statement, 8, a_case->priority);
  dt_bind_text (statement, 9, a_case->field);
  dt_bind_text (statement, 10, a_case->place);
  dt_bind_text (statement, 11, a_case->group);
  sqlite3_bind_int64 (statement, 12, a_case->received);
  dt_bind_text (statement, 13, a_case->ground);
  dt_bind_id (statement, 14, a_case->assignee);
  dt_bind_id (statement, 15, a_case->merged_into);
  sqlite3_bind_int (statement, 16, a_case->withdrawn);
  dt_bind_id (statement, 17, a_case->split_from);
  dt_bind_id (statement, 18, a_case->first_message);
  dt_bind_hash (statement, 19, a_case->opened_hash);
  sqlite3_bind_int64 (statement, 20, a_case->opened_hlc);
  dt_bind_id (statement, 21, a_case->opened_by);
  sqlite3_bind_int64 (statement, 22, a_case->inbound);
  sqlite3_bind_int64 (statement, 23, a_case->step);
  sqlite3_bind_int64 (statement, 24, a_case->last);
  sqlite3_bind_int (statement, 37, (int) a_case->traits);
  if (a_case->request >= 0)
    {
      sqlite3_bind_int (statement, 38, a_case->request);
      dt_bind_id (statement, 39, a_case->requester);
    }
  if (derived != NULL)
    bind_derived (statement, derived, a_case->row);
  dt_fold_run (self, statement);
  a_case->stored = TRUE;
  a_case->stored_row = a_case->row;
  a_case->stored_received = a_case->received;
}

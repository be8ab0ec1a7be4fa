/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a case is due: by the rules of time, of what happened to it. Made anew for each case that a
 * batch touches, and for all open ones when the rules change. It only reads, but for the last part:
 * a reader asks it too what other rules would change (dt-preview.c). On the connection's thread. */
#include "store/dt-fold.h"

#include "store/dt-course.h"
#include "store/dt-rules.h"

#define CHUNK 2000 /* cases kept in memory at a time */

static void
load_course (DtFold *self, const DtFoldCase *a_case, GArray *events)
{
  DtCourseCase course = { .id = a_case->id,
                          .received = a_case->received,
                          .opened = DT_HLC_TO_USEC (a_case->opened_hlc),
                          .status = a_case->status,
                          .stepped = a_case->step != 0 };

  if (self->error == NULL)
    dt_course_load (self->database, &course, events, &self->error);
}

static DtFoldDue
compute (DtFold *self, const DtFoldCase *a_case, const GArray *events)
{
  DtDeadlineFacts facts
      = dt_course_get_facts (a_case->kind, a_case->channel, a_case->priority, a_case->traits);
  DtDeadlineResult result;

  dt_deadline_compute (dt_rule_book_get_deadlines (self->book),
                       dt_rule_book_get_calendar (self->book, self->feed->unit),
                       &facts,
                       (const DtDeadlineEvent *) (gpointer) events->data,
                       events->len,
                       &result);
  return (DtFoldDue){ result.due, result.due_clock };
}

/* dt_fold_find_due: the earliest of @members, whose first is the case itself; 0: nothing is due.
 * Whoever's case was merged into another's keeps their own time. */
DtFoldDue
dt_fold_find_due (DtFold *self, GPtrArray *members)
{
  g_autoptr (GArray) root_events = g_array_new (FALSE, FALSE, sizeof (DtDeadlineEvent));
  const DtFoldCase *root = members->pdata[0];
  DtFoldDue due;

  load_course (self, root, root_events);
  due = compute (self, root, root_events);
  for (guint i = 1; i < members->len; i++)
    {
      g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (DtDeadlineEvent));
      const DtFoldCase *member = members->pdata[i];
      DtFoldDue own;

      load_course (self, member, events);
      dt_course_add_root_events (events, root_events, member->received);
      own = compute (self, member, events);
      if (own.time != 0 && (due.time == 0 || own.time < due.time))
        due = own;
    }
  return due;
}

/* ---- all of them --------------------------------------------------------------------------- */

/* The next open cases behind @row: their ids. The plus keeps to the order of the rows: by an index
 * of the view each piece would sort all that are left. */
static GPtrArray *
list_open (DtFold *self, gint64 *row)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement
      = dt_fold_prepare (self,
                         "SELECT row, id FROM cases WHERE row > ?1 AND +view IN (0, 2)"
                         " ORDER BY row LIMIT ?2");

  sqlite3_bind_int64 (statement, 1, *row);
  sqlite3_bind_int (statement, 2, CHUNK);
  while (dt_fold_step (self, statement))
    {
      *row = sqlite3_column_int64 (statement, 0);
      g_ptr_array_add (ids, dt_column_dup_id (statement, 1));
    }
  return ids;
}

/* dt_fold_foreach_open: in the order of their rows, while nothing is left to be written, so no case
 * needs to stay in memory; until @func says FALSE. */
void
dt_fold_foreach_open (DtFold *self, DtFoldOpenFunc func, gpointer user_data)
{
  g_autoptr (GPtrArray) ids = NULL;
  gint64 row = G_MININT64;
  gboolean more = TRUE;

  do
    {
      g_hash_table_remove_all (self->merged);
      g_hash_table_remove_all (self->cases);
      g_clear_pointer (&ids, g_ptr_array_unref);
      ids = list_open (self, &row);
      for (guint i = 0; i < ids->len && more && self->error == NULL; i++)
        {
          g_autoptr (GPtrArray) members
              = dt_fold_find_members (self, dt_fold_get_case (self, ids->pdata[i]));

          more = self->error == NULL && func (self, members, user_data);
        }
    }
  while (ids->len > 0 && more && self->error == NULL);
}

static gboolean
derive_due (DtFold *self, GPtrArray *members, gpointer user_data)
{
  const DtFoldCase *a_case = members->pdata[0];
  gint64 due = dt_fold_find_due (self, members).time;
  sqlite3_stmt *statement
      = dt_fold_prepare (self, "UPDATE cases SET due = ?2 WHERE id = ?1 AND due IS NOT ?2");

  dt_bind_id (statement, 1, a_case->id);
  if (due != 0)
    sqlite3_bind_int64 (statement, 2, due);
  dt_fold_run (self, statement);
  return TRUE;
}

/* dt_fold_derive_dues: everything else is written by now. */
void
dt_fold_derive_dues (DtFold *self)
{
  dt_fold_foreach_open (self, derive_due, NULL);
}

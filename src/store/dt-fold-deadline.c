/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was agreed on a case's deadlines, and changes of the rules they follow from. On the worker
 * that owns the store. */
#include "store/dt-fold.h"

#include "store/dt-rules.h"

/* ---- a case -------------------------------------------------------------------------------- */

/* "answer", and the same as a value; -1 if it is none that this version knows. */
static char *
dup_clock (DtFoldEntry *e, int *out)
{
  g_autofree char *nick = dt_fields_dup_string (&e->facts, "clock");
  DtDeadlineClock clock;

  *out = nick != NULL && dt_deadline_clock_from_nick (nick, &clock) ? (int) clock : -1;
  return g_steal_pointer (&nick);
}

static char *
dup_until (DtFoldEntry *e)
{
  gint64 until = dt_fields_get_int (&e->facts, "until", 0);

  return until > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, until) : NULL;
}

static void
end_request (DtFoldCase *a_case, int clock)
{
  if (a_case->request != clock || clock < 0)
    return;
  a_case->request = -1;
  g_clear_pointer (&a_case->requester, g_free);
}

/* The event's field: the clock; from: why; to: the time promised, or what else is given. */
static void
add_event (DtFold *self, DtFoldEntry *e, DtFoldCase *a_case, const char *field, const char *to)
{
  g_autofree char *reason = dt_fields_dup_string (&e->payload, "reason");

  a_case->step = MAX (a_case->step, e->entry->hlc);
  dt_fold_add_event (self, e, field, reason, to);
}

/* dt_fold_deadline_agreed: an extension or a promise, each with the time promised, if there is one;
 * dt-course.c reads them back. What was asked for is granted by it. The field of a promise that is
 * taken back is "undo". */
void
dt_fold_deadline_agreed (DtFold *self, DtFoldEntry *e)
{
  DtFoldCase *a_case = dt_fold_touch_case (self, e);
  g_autofree char *field = NULL;
  g_autofree char *until = NULL;
  int clock;

  if (a_case == NULL)
    return;
  field = dup_clock (e, &clock);
  until = dup_until (e);
  if (clock >= 0 && g_str_equal (e->entry->kind, "deadline.extended"))
    end_request (a_case, clock);
  if (field == NULL && dt_fields_get_boolean (&e->facts, "undo", FALSE))
    field = g_strdup ("undo");
  add_event (self, e, a_case, field, until);
}

/* dt_fold_deadline_asked: of two requests the later one stands; one that stands again does not push
 * another away. */
void
dt_fold_deadline_asked (DtFold *self, DtFoldEntry *e)
{
  DtFoldCase *a_case = dt_fold_touch_case (self, e);
  g_autofree char *field = NULL;
  g_autofree char *until = NULL;
  int clock;

  if (a_case == NULL)
    return;
  field = dup_clock (e, &clock);
  until = dup_until (e);
  if (clock >= 0 && (a_case->request < 0 || !g_str_equal (e->entry->kind, "deadline.restored")))
    {
      g_free (a_case->requester);
      a_case->request = clock;
      a_case->requester = dt_fields_dup_string (&e->facts, "officer");
      if (a_case->requester == NULL && *e->entry->actor != '\0')
        a_case->requester = g_strdup (e->entry->actor);
    }
  add_event (self, e, a_case, field, until);
}

/* dt_fold_deadline_declined: the event's value says whether who asked took it back. An undo names
 * whose request it is: another's stands. */
void
dt_fold_deadline_declined (DtFold *self, DtFoldEntry *e)
{
  DtFoldCase *a_case = dt_fold_touch_case (self, e);
  g_autofree char *officer = NULL;
  g_autofree char *field = NULL;
  gboolean own;
  int clock;

  if (a_case == NULL)
    return;
  field = dup_clock (e, &clock);
  officer = dt_fields_dup_string (&e->facts, "officer");
  own = officer != NULL
            ? g_str_equal (officer, e->entry->actor)
            : a_case->request == clock && g_strcmp0 (a_case->requester, e->entry->actor) == 0;
  if (officer == NULL || g_strcmp0 (a_case->requester, officer) == 0)
    end_request (a_case, clock);
  add_event (self, e, a_case, field, own ? "withdrawn" : NULL);
}

/* ---- rules --------------------------------------------------------------------------------- */

/* dt_fold_rules_changed: of what several desks said, the newest holds. */
void
dt_fold_rules_changed (DtFold *self, DtFoldEntry *e)
{
  g_autofree char *name = dt_fields_dup_string (&e->facts, "rules");
  g_autofree char *json = dt_fields_dup_string (&e->payload, "json");
  sqlite3_stmt *statement
      = dt_fold_prepare (self,
                         "INSERT INTO rules VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE"
                         " SET ord = excluded.ord, json = excluded.json WHERE excluded.ord > ord");

  dt_bind_text (statement, 1, name);
  dt_bind_order (statement, 2, &e->order);
  dt_bind_text (statement, 3, json);
  dt_fold_run (self, statement);
  dt_fold_add_event (self, e, name, NULL, NULL);
  self->rules_changed = TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the events of a case as steps of its deadlines. A step that was undone has never been: a
 * change of status that no rule allows is an undoing, and takes with it what came of the steps it
 * undid; what was agreed with the citizen or by a leader stays. */
#include "store/dt-course.h"

#include "ledger/dt-ledger-entry.h"
#include "model/dt-enums.h"
#include "store/dt-schema.h"

#include <string.h>

/* A status that the case once had, and how many events there were then. */
typedef struct
{
  DtCaseStatus status;
  guint n_events;
  gboolean accepted;
} Step;

typedef struct
{
  GArray *events; /* of DtDeadlineEvent */
  GArray *agreed; /* the same, of what no undoing of a step takes along */
  GArray *steps;  /* of Step */
  DtCaseStatus status;
  gboolean accepted;
  gboolean begun; /* the status that it was opened with is known */
  gint64 opened;
} Course;

static void
add (Course *self, DtDeadlineEventKind kind, gint64 time)
{
  DtDeadlineEvent event = { .kind = kind, .time = time };

  g_array_append_val (self->events, event);
}

/* ---- statuses ---- */

static void
note_step (Course *self)
{
  Step step = { self->status, self->events->len, self->accepted };

  g_array_append_val (self->steps, step);
}

/* Back to the last time that the case had that status; FALSE: it never had. */
static gboolean
go_back (Course *self, DtCaseStatus to)
{
  for (guint i = self->steps->len; i > 0; i--)
    {
      Step *step = &g_array_index (self->steps, Step, i - 1);

      if (step->status != to)
        continue;
      g_array_set_size (self->events, step->n_events);
      self->accepted = step->accepted;
      g_array_set_size (self->steps, i - 1);
      self->status = to;
      return TRUE;
    }
  return FALSE;
}

static void
enter (Course *self, DtCaseStatus to, gint64 time)
{
  if (self->status == DT_CASE_STATUS_WAITING_CITIZEN && to != DT_CASE_STATUS_WAITING_CITIZEN)
    add (self, DT_EVENT_RESUMED, time);
  switch (to)
    {
    case DT_CASE_STATUS_ACCEPTED:
    case DT_CASE_STATUS_IN_PROGRESS:
      if (!self->accepted)
        add (self, DT_EVENT_ACCEPTED, time);
      self->accepted = TRUE;
      break;
    case DT_CASE_STATUS_WAITING_CITIZEN:
      add (self, DT_EVENT_PAUSED, time);
      break;
    case DT_CASE_STATUS_REFUSED:
      add (self, DT_EVENT_ACKNOWLEDGED, time);
      add (self, DT_EVENT_ANSWERED, time);
      break;
    case DT_CASE_STATUS_FORWARDED:
    case DT_CASE_STATUS_ANSWERED:
    case DT_CASE_STATUS_CLOSED:
      add (self, DT_EVENT_ANSWERED, time);
      break;
    case DT_CASE_STATUS_REOPENED:
      add (self, DT_EVENT_REOPENED, time);
      break;
    default:
      break;
    }
  self->status = to;
}

/* With the status that it was opened with. */
static void
begin (Course *self, DtCaseStatus first)
{
  self->begun = TRUE;
  if (first != DT_CASE_STATUS_RECEIVED)
    enter (self, first, self->opened);
}

static void
change_status (Course *self, const char *from_nick, const char *to_nick, gint64 time)
{
  DtCaseStatus from;
  DtCaseStatus to;

  if (to_nick == NULL || !dt_case_status_from_nick (to_nick, &to))
    return;
  if (from_nick != NULL && dt_case_status_from_nick (from_nick, &from))
    {
      if (!self->begun)
        begin (self, from);
      self->status = from; /* what another kind of entry did meanwhile */
    }
  if (self->status == to || (!dt_case_status_can_become (self->status, to) && go_back (self, to)))
    return;
  note_step (self);
  enter (self, to, time);
}

/* ---- what was agreed ---- */

static void
agree (Course *self, DtDeadlineEventKind kind, DtDeadlineClock clock, gint64 until, gint64 time)
{
  DtDeadlineEvent event = { .kind = kind, .time = time, .clock = clock, .until = until };

  g_array_append_val (self->agreed, event);
}

static gint64
read_until (const char *until)
{
  return until != NULL ? g_ascii_strtoll (until, NULL, 10) : 0;
}

static void
extend (Course *self, const char *clock_nick, const char *until, gint64 time)
{
  DtDeadlineClock clock;

  if (clock_nick != NULL && dt_deadline_clock_from_nick (clock_nick, &clock))
    agree (self, DT_EVENT_EXTENDED, clock, read_until (until), time);
}

/* Takes back the last one that is like that. */
static void
remove_last (Course *self, DtDeadlineEventKind kind, DtDeadlineClock clock, gint64 until)
{
  for (guint i = self->agreed->len; i > 0; i--)
    {
      const DtDeadlineEvent *event = &g_array_index (self->agreed, DtDeadlineEvent, i - 1);

      if (event->kind != kind || event->clock != clock || event->until != until)
        continue;
      g_array_remove_index (self->agreed, i - 1);
      return;
    }
}

static void
unextend (Course *self, const char *clock_nick, const char *until)
{
  DtDeadlineClock clock;

  if (clock_nick != NULL && dt_deadline_clock_from_nick (clock_nick, &clock))
    remove_last (self, DT_EVENT_EXTENDED, clock, read_until (until));
}

static void
promise (Course *self, const char *field, const char *until, gint64 time)
{
  gint64 value = read_until (until);

  if (g_strcmp0 (field, "undo") == 0)
    remove_last (self, DT_EVENT_PROMISED, DT_CLOCK_PROMISED, value);
  else
    agree (self, DT_EVENT_PROMISED, DT_CLOCK_PROMISED, value, time);
}

static void
take_event (Course *self, sqlite3_stmt *statement)
{
  gint64 time = DT_HLC_TO_USEC (sqlite3_column_int64 (statement, 0));
  const char *kind = (const char *) sqlite3_column_text (statement, 1);
  const char *field = (const char *) sqlite3_column_text (statement, 2);
  const char *from = (const char *) sqlite3_column_text (statement, 3);
  const char *to = (const char *) sqlite3_column_text (statement, 4);

  if (strcmp (kind, "case.status") == 0
      || (strcmp (kind, "conflict.resolved") == 0 && g_strcmp0 (field, "status") == 0))
    change_status (self, from, to, time);
  else if (strcmp (kind, "receipt.issued") == 0)
    add (self, DT_EVENT_ACKNOWLEDGED, time);
  else if (strcmp (kind, "deadline.extended") == 0)
    extend (self, field, to, time);
  else if (strcmp (kind, "deadline.unextended") == 0)
    unextend (self, field, to);
  else if (strcmp (kind, "deadline.promised") == 0)
    promise (self, field, to, time);
}

/* ---- reading ---- */

static gboolean
take_events (Course *self, DtDatabase *database, const char *case_id, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (database,
                                                 "SELECT hlc, kind, field, v_from, v_to FROM events"
                                                 " WHERE subject = ?1 ORDER BY ord, pos");
  gboolean row = TRUE;

  dt_bind_id (statement, 1, case_id);
  while (row)
    {
      if (!dt_database_step (database, statement, &row, error))
        return FALSE;
      if (row)
        take_event (self, statement);
    }
  return TRUE;
}

/* The first thing that the office told the citizen. */
static gboolean
take_answer (Course *self, DtDatabase *database, const char *case_id, GError **error)
{
  sqlite3_stmt *statement
      = dt_database_prepare (database,
                             "SELECT min (said) FROM messages WHERE at_case = ?1 AND direction = ?2"
                             " AND NOT retracted");
  gboolean row = FALSE;

  dt_bind_id (statement, 1, case_id);
  if (statement != NULL)
    sqlite3_bind_int (statement, 2, DT_DIRECTION_OUTBOUND);
  if (!dt_database_step (database, statement, &row, error))
    return FALSE;
  if (row && sqlite3_column_type (statement, 0) != SQLITE_NULL)
    add (self, DT_EVENT_ACKNOWLEDGED, sqlite3_column_int64 (statement, 0));
  sqlite3_reset (statement);
  return TRUE;
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const DtDeadlineEvent *x = a;
  const DtDeadlineEvent *y = b;

  /* It is received before anything else can be done, whatever day the form says. */
  if ((x->kind == DT_EVENT_RECEIVED) != (y->kind == DT_EVENT_RECEIVED))
    return x->kind == DT_EVENT_RECEIVED ? -1 : 1;
  return x->time < y->time ? -1 : x->time > y->time;
}

/* dt_course_get_facts: the kinds of cases are the first matters; urgency is a priority here. */
DtDeadlineFacts
dt_course_get_facts (int kind, int channel, int priority, guint traits)
{
  DtDeadlineFacts facts
      = { .matter = (DtMatter) kind, .channel = channel, .traits = (DtTraits) traits };

  if (priority == DT_PRIORITY_URGENT)
    facts.traits |= DT_TRAIT_URGENT;
  return facts;
}

/* dt_course_add_root_events: but for its receipt, which is the other's own. */
void
dt_course_add_root_events (GArray *events, const GArray *root_events, gint64 received)
{
  for (guint i = 0; i < root_events->len; i++)
    {
      DtDeadlineEvent event = g_array_index (root_events, DtDeadlineEvent, i);

      if (event.kind != DT_EVENT_RECEIVED && event.time >= received)
        g_array_append_val (events, event);
    }
  g_array_sort (events, compare_events);
}

/* dt_course_load: a case with which nothing was done yet costs no look into the tables. */
gboolean
dt_course_load (DtDatabase *database, const DtCourseCase *a_case, GArray *out, GError **error)
{
  Course course = { .events = out, .status = DT_CASE_STATUS_RECEIVED };
  gboolean ok = TRUE;

  course.opened = MAX (a_case->opened, a_case->received);
  add (&course, DT_EVENT_RECEIVED, a_case->received);
  if (!a_case->stepped && a_case->status == DT_CASE_STATUS_RECEIVED)
    return TRUE;
  course.steps = g_array_new (FALSE, FALSE, sizeof (Step));
  course.agreed = g_array_new (FALSE, FALSE, sizeof (DtDeadlineEvent));
  ok = take_events (&course, database, a_case->id, error)
       && take_answer (&course, database, a_case->id, error);
  if (!course.begun)
    begin (&course, (DtCaseStatus) a_case->status);
  g_array_append_vals (out, course.agreed->data, course.agreed->len);
  g_array_unref (course.agreed);
  g_array_unref (course.steps);
  g_array_sort (out, compare_events);
  return ok;
}

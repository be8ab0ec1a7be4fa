/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The case whole: timeline, citizens, other cases, links, what was merged into it, conflicts. On
 * the reader's thread. */
#include "base/dt-clock.h"
#include "store/dt-course.h"
#include "store/dt-reader-private.h"
#include "store/dt-schema.h"

#include <string.h>

#define MAX_OTHER_CASES 50

#define FAMILY DT_READER_FAMILY

static gboolean
is_id (const char *value)
{
  return strlen (value) == 32 && strspn (value, "0123456789abcdef") == 32;
}

char *
dt_reader_dup_shown (DtReader *self, const char *value)
{
  static const char sql[] = "SELECT name FROM officers WHERE id = ?1"
                            " UNION ALL SELECT code FROM cases WHERE id = ?1"
                            " UNION ALL SELECT name FROM citizens WHERE id = ?1 LIMIT 1";
  sqlite3_stmt *statement;
  char *shown;

  if (value == NULL || !is_id (value))
    return g_strdup (value);
  statement = dt_database_prepare (self->database, sql);
  dt_bind_id (statement, 1, value);
  if (!dt_reader_step (self, statement, NULL))
    return g_strdup (value);
  shown = dt_column_dup_text (statement, 0);
  sqlite3_reset (statement);
  return shown;
}

/* ---- timeline ---- */

#define MESSAGE_COLUMNS                                                                            \
  "m.id, m.said, m.hlc, m.actor, o.name, m.direction, m.channel, m.author, m.text, m.erased,"      \
  " m.retracted, CASE WHEN m.at_case <> ?1 THEN c.code END"
#define MESSAGE_TABLES                                                                             \
  "messages m LEFT JOIN officers o ON o.id = m.actor LEFT JOIN cases c ON c.id = m.at_case"

static DtTimelineItem *
read_message (sqlite3_stmt *statement)
{
  DtTimelineItem *item = dt_timeline_item_new ();

  item->type = DT_TIMELINE_MESSAGE;
  item->id = dt_column_dup_id (statement, 0);
  item->time = sqlite3_column_int64 (statement, 1);
  item->recorded = DT_HLC_TO_USEC (sqlite3_column_int64 (statement, 2));
  item->actor_id = dt_column_dup_id (statement, 3);
  item->actor_name = dt_column_dup_text (statement, 4);
  item->direction = sqlite3_column_int (statement, 5);
  item->channel = sqlite3_column_int (statement, 6);
  item->author_name = dt_column_dup_text (statement, 7);
  item->text = dt_column_dup_text (statement, 8);
  item->erased = sqlite3_column_int (statement, 9) != 0;
  item->retracted = sqlite3_column_int (statement, 10) != 0;
  item->case_code = dt_column_dup_text (statement, 11);
  if (item->author_name == NULL && item->direction != DT_DIRECTION_INBOUND)
    item->author_name = g_strdup (item->actor_name);
  return item;
}

static gboolean
load_attachments (DtReader *self, DtTimelineItem *item, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (
      self->database,
      /* of what several subjects say of one file, the newest holds */
      "SELECT hash, name, media_type, size FROM attachments AS a WHERE message = ?1 AND present"
      " AND NOT EXISTS (SELECT 1 FROM attachments AS b WHERE b.message = ?1 AND b.hash = a.hash"
      "  AND b.ord > a.ord) ORDER BY ord, pos");
  g_autoptr (GError) local_error = NULL;

  dt_bind_id (statement, 1, item->id);
  while (dt_reader_step (self, statement, &local_error))
    {
      DtAttachment *attachment = dt_attachment_new ();

      attachment->hash = dt_column_dup_id (statement, 0);
      attachment->name = dt_column_dup_text (statement, 1);
      attachment->media_type = dt_column_dup_text (statement, 2);
      attachment->size = sqlite3_column_int64 (statement, 3);
      g_ptr_array_add (item->attachments, attachment);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
load_messages (DtReader *self, const char *case_id, GPtrArray *timeline, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (
      self->database,
      FAMILY "SELECT " MESSAGE_COLUMNS " FROM " MESSAGE_TABLES " WHERE m.at_case IN family"
             " ORDER BY m.hlc, m.hash");
  g_autoptr (GError) local_error = NULL;
  guint first = timeline->len;

  dt_bind_id (statement, 1, case_id);
  while (dt_reader_step (self, statement, &local_error))
    g_ptr_array_add (timeline, read_message (statement));
  for (guint i = first; local_error == NULL && i < timeline->len; i++)
    load_attachments (self, g_ptr_array_index (timeline, i), &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
load_events (DtReader *self, const char *case_id, GPtrArray *timeline, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (
      self->database,
      FAMILY "SELECT e.hash, e.hlc, e.kind, e.actor, o.name, e.field, e.v_from, e.v_to,"
             " CASE WHEN e.subject <> ?1 THEN c.code END"
             " FROM events e LEFT JOIN officers o ON o.id = e.actor"
             " LEFT JOIN cases c ON c.id = e.subject WHERE e.subject IN family"
             /* the opening has no row of its own among the events */
             " UNION ALL SELECT c.opened_hash, c.opened_hlc, 'case.opened', c.opened_by, o.name,"
             " NULL, NULL, NULL, CASE WHEN c.id <> ?1 THEN c.code END FROM cases c"
             " LEFT JOIN officers o ON o.id = c.opened_by WHERE c.id IN family ORDER BY 2, 1");
  g_autoptr (GError) local_error = NULL;
  guint first = timeline->len;

  dt_bind_id (statement, 1, case_id);
  while (dt_reader_step (self, statement, &local_error))
    {
      DtTimelineItem *item = dt_timeline_item_new ();

      item->type = DT_TIMELINE_EVENT;
      item->id = dt_column_dup_id (statement, 0);
      item->time = item->recorded = DT_HLC_TO_USEC (sqlite3_column_int64 (statement, 1));
      item->kind = dt_column_dup_text (statement, 2);
      item->actor_id = dt_column_dup_id (statement, 3);
      item->actor_name = dt_column_dup_text (statement, 4);
      item->field = dt_column_dup_text (statement, 5);
      item->from = dt_column_dup_id (statement, 6);
      item->to = dt_column_dup_id (statement, 7);
      item->case_code = dt_column_dup_text (statement, 8);
      g_ptr_array_add (timeline, item);
    }
  for (guint i = first; i < timeline->len; i++)
    {
      DtTimelineItem *item = g_ptr_array_index (timeline, i);
      g_autofree char *from = g_steal_pointer (&item->from);
      g_autofree char *to = g_steal_pointer (&item->to);

      /* a change of state keeps there what the officer gave as its reason */
      if (g_str_equal (item->kind, "case.status"))
        item->text = g_steal_pointer (&item->field);
      /* so do the steps of a reply, whose id stands instead of a value before */
      if (g_str_has_prefix (item->kind, "reply."))
        item->text = g_steal_pointer (&item->field);
      /* what was agreed on a deadline keeps it there instead of a value before */
      if (g_str_has_prefix (item->kind, "deadline."))
        item->text = g_steal_pointer (&from);
      item->from = dt_reader_dup_shown (self, from);
      item->to = dt_reader_dup_shown (self, to);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const DtTimelineItem *x = *(DtTimelineItem *const *) a;
  const DtTimelineItem *y = *(DtTimelineItem *const *) b;
  /* An event knows its time to the millisecond: what was said then came before it. */
  gint64 x_time = x->time / 1000;
  gint64 y_time = y->time / 1000;

  if (x_time != y_time)
    return x_time < y_time ? -1 : 1;
  if (x->recorded != y->recorded)
    return x->recorded < y->recorded ? -1 : 1;
  if (x->type != y->type) /* what was said, then what was done with it */
    return x->type == DT_TIMELINE_MESSAGE ? -1 : 1;
  /* Both come in the order in which they were recorded, and the sort keeps it: a question and its
   * answer that an import took in the same millisecond must not change places, nor an opening and
   * what followed on it. */
  return 0;
}

/**
 * dt_reader_find_message:
 * @self: a reader
 * @message_id: a message
 * @error: %DT_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the message
 */
DtTimelineItem *
dt_reader_find_message (DtReader *self, const char *message_id, GError **error)
{
  sqlite3_stmt *statement;
  gboolean row = FALSE;
  g_autoptr (DtTimelineItem) item = NULL;

  g_return_val_if_fail (self != NULL && message_id != NULL, NULL);

  statement = dt_database_prepare (
      self->database, "SELECT " MESSAGE_COLUMNS " FROM " MESSAGE_TABLES " WHERE m.id = ?2");
  dt_bind_id (statement, 1, message_id);
  dt_bind_id (statement, 2, message_id);
  if (!dt_database_step (self->database, statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "no message %s", message_id);
      return NULL;
    }
  item = read_message (statement);
  sqlite3_reset (statement);
  return load_attachments (self, item, error) ? g_steal_pointer (&item) : NULL;
}

/* ---- what stands beside it ---- */

static gboolean
load_citizens (DtReader *self, const char *case_id, GPtrArray *citizens, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (
      self->database,
      FAMILY "SELECT " DT_READER_CITIZEN_COLUMNS " FROM citizens JOIN"
             " (SELECT citizen, min ((case_id <> ?1) * 1000 + pos) AS place FROM case_citizens"
             "  WHERE case_id IN family GROUP BY citizen) l ON l.citizen = citizens.id"
             " ORDER BY l.place, id");
  g_autoptr (GError) local_error = NULL;

  dt_bind_id (statement, 1, case_id);
  while (dt_reader_step (self, statement, &local_error))
    g_ptr_array_add (citizens, dt_reader_read_citizen (self, statement));
  for (guint i = 0; local_error == NULL && i < citizens->len; i++)
    dt_reader_count_cases_of (self, g_ptr_array_index (citizens, i), &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
load_cases (DtReader *self, const char *sql, const char *case_id, GPtrArray **out, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (self->database, sql);
  GPtrArray *cases;

  dt_bind_id (statement, 1, case_id);
  cases = dt_reader_read_cases (self, statement, error);
  if (cases == NULL)
    return FALSE;
  g_ptr_array_unref (*out);
  *out = cases;
  return TRUE;
}

static const char others_sql[] = FAMILY
    "SELECT " DT_READER_CASE_COLUMNS " FROM " DT_READER_CASE_TABLES " WHERE c.view IS NOT NULL"
    " AND c.id NOT IN family AND c.id IN (SELECT l.case_id FROM case_citizens l WHERE l.citizen IN"
    "  (SELECT m.citizen FROM case_citizens m WHERE m.case_id IN family))"
    " ORDER BY c.row DESC LIMIT 1000";
/* Of both sides' words on a link the newer one holds. */
static const char links_sql[]
    = "SELECT " DT_READER_CASE_COLUMNS " FROM " DT_READER_CASE_TABLES
      " JOIN (SELECT other, linked, max (ord) FROM"
      "   (SELECT other, linked, ord FROM links WHERE subject = ?1 UNION ALL"
      "    SELECT subject, linked, ord FROM links WHERE other = ?1) GROUP BY other) l"
      " ON l.other = c.id WHERE l.linked AND NOT c.withdrawn ORDER BY c.row DESC";
static const char merged_sql[] = "SELECT " DT_READER_CASE_COLUMNS " FROM " DT_READER_CASE_TABLES
                                 " WHERE c.merged_into = ?1 AND NOT c.withdrawn ORDER BY c.row";

static gboolean
load_conflicts (DtReader *self, const char *case_id, GPtrArray *conflicts, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (
      self->database,
      "SELECT k.id, k.field, k.value0, k.value1, a.name, b.name, k.time0, k.time1 FROM conflicts k"
      " LEFT JOIN officers a ON a.id = k.actor0 LEFT JOIN officers b ON b.id = k.actor1"
      " WHERE k.subject = ?1 ORDER BY k.id");
  g_autoptr (GError) local_error = NULL;

  dt_bind_id (statement, 1, case_id);
  while (dt_reader_step (self, statement, &local_error))
    {
      DtConflict *conflict = dt_conflict_new ();

      conflict->id = dt_column_dup_id (statement, 0);
      conflict->field = dt_column_dup_text (statement, 1);
      for (int i = 0; i < 2; i++)
        {
          conflict->values[i] = dt_column_dup_id (statement, 2 + i);
          conflict->actor_names[i] = dt_column_dup_text (statement, 4 + i);
          conflict->times[i] = sqlite3_column_int64 (statement, 6 + i);
        }
      g_ptr_array_add (conflicts, conflict);
    }
  for (guint i = 0; i < conflicts->len; i++)
    {
      DtConflict *conflict = g_ptr_array_index (conflicts, i);

      for (int j = 0; j < 2; j++)
        conflict->shown[j] = dt_reader_dup_shown (self, conflict->values[j]);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* ---- deadlines ---- */

static gboolean
load_course (
    DtReader *self, const char *id, sqlite3_stmt *statement, GPtrArray *courses, GError **error)
{
  DtCourseCase a_case = { .id = id,
                          .received = sqlite3_column_int64 (statement, 6),
                          .opened = DT_HLC_TO_USEC (sqlite3_column_int64 (statement, 7)),
                          .status = sqlite3_column_int (statement, 8),
                          .stepped = sqlite3_column_int64 (statement, 9) != 0 };
  DtCaseCourse *course = dt_case_course_new ();

  course->code = dt_column_dup_text (statement, 1);
  course->facts = dt_course_get_facts (sqlite3_column_int (statement, 2),
                                       sqlite3_column_int (statement, 3),
                                       sqlite3_column_int (statement, 4),
                                       (guint) sqlite3_column_int (statement, 5));
  g_ptr_array_add (courses, course);
  if (!dt_course_load (self->database, &a_case, course->events, error))
    return FALSE;
  if (courses->len > 1)
    dt_course_add_root_events (
        course->events, ((DtCaseCourse *) courses->pdata[0])->events, a_case.received);
  return TRUE;
}

/* Of the case itself first. */
static gboolean
load_courses (DtReader *self, const char *case_id, GPtrArray *courses, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (
      self->database,
      FAMILY "SELECT id, code, kind, channel, priority, traits, received, opened_hlc, status, step"
             " FROM cases WHERE id IN family ORDER BY id <> ?1, row");
  gboolean row = TRUE;
  gboolean ok = TRUE;

  dt_bind_id (statement, 1, case_id);
  while (ok && row)
    {
      g_autofree char *id = NULL;

      if (!dt_database_step (self->database, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      id = dt_column_dup_id (statement, 0);
      ok = load_course (self, id, statement, courses, error);
    }
  if (!ok)
    sqlite3_reset (statement);
  return ok;
}

static DtCaseFile *
load_file (DtReader *self, const char *id_or_code, GError **error)
{
  g_autoptr (DtCaseFile) file = dt_case_file_new ();
  const char *id;

  file->a_case = dt_reader_find_case (self, id_or_code, error);
  if (file->a_case == NULL)
    return NULL;
  id = file->a_case->id;
  if (!load_messages (self, id, file->timeline, error)
      || !load_events (self, id, file->timeline, error)
      || !load_citizens (self, id, file->citizens, error)
      || !load_cases (self, others_sql, id, &file->other_cases, error)
      || !load_cases (self, links_sql, id, &file->links, error)
      || !load_cases (self, merged_sql, id, &file->merged, error)
      || !load_conflicts (self, id, file->conflicts, error)
      || !load_courses (self, id, file->courses, error)
      || !dt_reader_load_replies (self, id, file->replies, error))
    return NULL;
  g_ptr_array_sort (file->timeline, compare_items);
  file->n_other_cases = file->other_cases->len;
  if (file->other_cases->len > MAX_OTHER_CASES)
    g_ptr_array_set_size (file->other_cases, MAX_OTHER_CASES);
  return g_steal_pointer (&file);
}

/**
 * dt_reader_load_case_file:
 * @self: a reader that is not held
 * @id_or_code: an id or a code
 * @error: %DT_ERROR_NOT_FOUND
 *
 * Reads it all as it was at one moment, whatever is folded meanwhile.
 *
 * Returns: (transfer full) (nullable): the case whole
 */
DtCaseFile *
dt_reader_load_case_file (DtReader *self, const char *id_or_code, GError **error)
{
  DtCaseFile *file;

  g_return_val_if_fail (self != NULL && id_or_code != NULL, NULL);

  dt_reader_hold (self);
  file = load_file (self, id_or_code, error);
  dt_reader_let_go (self);
  return file;
}

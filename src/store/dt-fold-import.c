/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports and the rows they set aside. On the worker that owns the store. */
#include "store/dt-fold.h"

#define ASIDE_STATUS -1 /* their row in the counters */

/* dt_fold_import_finished: what came of a file. */
void
dt_fold_import_finished (DtFold *self, DtFoldEntry *e)
{
  static const char *const counts[] = { "read", "cases", "joined", "set_aside", "unchanged" };
  g_autofree char *file = dt_fields_dup_string (&e->facts, "file");
  g_autofree char *format = dt_fields_dup_string (&e->facts, "format");
  g_autofree char *name = dt_fields_dup_string (&e->payload, "file_name");
  sqlite3_stmt *statement = dt_fold_prepare (
      self, "INSERT OR REPLACE INTO imports VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");

  dt_bind_id (statement, 1, e->entry->subject);
  dt_bind_id (statement, 2, file);
  dt_bind_text (statement, 3, format);
  dt_bind_text (statement, 4, name);
  sqlite3_bind_int64 (statement, 5, DT_HLC_TO_USEC (e->entry->hlc));
  dt_bind_id (statement, 6, e->entry->actor);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    sqlite3_bind_int64 (statement, 7 + (int) i, dt_fields_get_int (&e->facts, counts[i], 0));
  dt_fold_run (self, statement);
}

/* 1 if the row waits to be mended, 0 if not, -1 if there is none. */
static int
get_open (DtFold *self, const char *id)
{
  sqlite3_stmt *statement = dt_fold_prepare (self, "SELECT open FROM set_aside WHERE id = ?1");
  int open = -1;

  dt_bind_id (statement, 1, id);
  if (dt_fold_step (self, statement))
    open = sqlite3_column_int (statement, 0);
  sqlite3_reset (statement);
  return open;
}

/* dt_fold_import_set_aside: a row that could not be read. */
void
dt_fold_import_set_aside (DtFold *self, DtFoldEntry *e)
{
  static const char *const payload[] = { "file_name", "raw", "detail" };
  g_autofree char *import = dt_fields_dup_string (&e->facts, "import");
  g_autofree char *reason = dt_fields_dup_string (&e->facts, "reason");
  g_autofree char *external = dt_fields_dup_string (&e->facts, "external");
  sqlite3_stmt *statement;

  if (get_open (self, e->entry->subject) != -1)
    return;
  statement = dt_fold_prepare (self,
                               "INSERT INTO set_aside VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
                               " NULL, 1)");
  dt_bind_id (statement, 1, e->entry->subject);
  dt_bind_id (statement, 2, import);
  sqlite3_bind_int64 (statement, 3, dt_fields_get_int (&e->facts, "line", 0));
  dt_bind_text (statement, 4, reason);
  for (guint i = 0; i < G_N_ELEMENTS (payload); i++)
    {
      g_autofree char *text = dt_fields_dup_string (&e->payload, payload[i]);

      dt_bind_text (statement, 5 + (int) i, text);
    }
  sqlite3_bind_int64 (statement, 8, DT_HLC_TO_USEC (e->entry->hlc));
  dt_bind_id (statement, 9, external);
  dt_fold_run (self, statement);
  if (dt_fields_has (&e->facts, "attachments"))
    dt_fold_add_attachments (self, e, e->entry->subject);
  dt_fold_count (self, ASIDE_STATUS, NULL, 1);
  self->set_aside_changed = TRUE;
}

static void
set_open (DtFold *self, DtFoldEntry *e, gboolean open, const char *mended)
{
  int before = get_open (self, e->entry->subject);
  sqlite3_stmt *statement;

  if (before == -1)
    return;
  statement = dt_fold_prepare (self, "UPDATE set_aside SET open = ?2, mended = ?3 WHERE id = ?1");
  dt_bind_id (statement, 1, e->entry->subject);
  sqlite3_bind_int (statement, 2, open);
  dt_bind_id (statement, 3, mended);
  dt_fold_run (self, statement);
  dt_fold_count (self, ASIDE_STATUS, NULL, open - before);
  self->set_aside_changed = TRUE;
}

/* dt_fold_import_mended: it became a case; without one, that was undone. */
void
dt_fold_import_mended (DtFold *self, DtFoldEntry *e)
{
  g_autofree char *a_case = dt_fields_dup_string (&e->facts, "case");

  set_open (self, e, a_case == NULL, a_case);
}

/* dt_fold_import_dropped: an officer decided that it is nothing, or thought better of it. */
void
dt_fold_import_dropped (DtFold *self, DtFoldEntry *e)
{
  set_open (self, e, !dt_fields_get_boolean (&e->facts, "dropped", TRUE), NULL);
}

/* dt_fold_clear_import: what the entries wrote is taken back before they are folded anew. */
void
dt_fold_clear_import (DtFold *self, const char *id)
{
  static const char *const deletes[] = { "DELETE FROM imports WHERE id = ?1",
                                         "DELETE FROM set_aside WHERE id = ?1",
                                         "DELETE FROM attachments WHERE subject = ?1" };

  if (get_open (self, id) == 1)
    dt_fold_count (self, ASIDE_STATUS, NULL, -1);
  for (guint i = 0; i < G_N_ELEMENTS (deletes); i++)
    {
      sqlite3_stmt *statement = dt_fold_prepare (self, deletes[i]);

      dt_bind_id (statement, 1, id);
      dt_fold_run (self, statement);
    }
  self->set_aside_changed = TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folding the register of letters: numbers that were given, what was voided, where the paper book
 * was left, which desk gives the numbers. On the worker that owns the store. */
#include "store/dt-fold.h"

static void
bind_value (DtFoldEntry *e, sqlite3_stmt *statement, int index, const char *name)
{
  g_autofree char *text = dt_fields_dup_string (&e->payload, name);

  dt_bind_text (statement, index, text);
}

static void
write_letter (DtFold *self, DtFoldEntry *e, const char *id, const char *form)
{
  g_autofree char *reply = dt_fields_dup_string (&e->facts, "reply");
  g_autofree char *notice = dt_fields_dup_string (&e->facts, "notice");
  g_autofree char *authority = dt_fields_dup_string (&e->facts, "authority");
  sqlite3_stmt *statement = dt_fold_prepare (
      self,
      "INSERT OR REPLACE INTO letters VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
      " ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)");

  dt_bind_id (statement, 1, id);
  dt_bind_id (statement, 2, e->entry->subject);
  dt_bind_text (statement, 3, form);
  sqlite3_bind_int64 (statement, 4, dt_fields_get_int (&e->facts, "year", 0));
  sqlite3_bind_int64 (statement, 5, dt_fields_get_int (&e->facts, "number", 0));
  dt_bind_order (statement, 6, &e->order);
  dt_bind_hash (statement, 7, e->entry->hash);
  sqlite3_bind_int64 (statement, 8, dt_fields_get_int (&e->facts, "at", 0));
  if (*e->entry->actor != '\0')
    dt_bind_id (statement, 9, e->entry->actor);
  dt_bind_id (statement, 10, reply);
  dt_bind_text (statement, 11, authority);
  sqlite3_bind_int (statement, 12, e->entry->erased);
  bind_value (e, statement, 13, "to");
  bind_value (e, statement, 14, "about");
  bind_value (e, statement, 15, "text");
  bind_value (e, statement, 16, "receivers");
  bind_value (e, statement, 17, "part");
  bind_value (e, statement, 18, "signer");
  bind_value (e, statement, 19, "position");
  dt_bind_text (statement, 20, notice);
  dt_fold_run (self, statement);
}

/* dt_fold_letter_issued: two desks may have given one number; both letters stand. */
void
dt_fold_letter_issued (DtFold *self, DtFoldEntry *e)
{
  g_autofree char *id = dt_fields_dup_string (&e->facts, "letter");
  g_autofree char *form = dt_fields_dup_string (&e->facts, "form");
  g_autofree char *number
      = g_strdup_printf ("%" G_GINT64_FORMAT, dt_fields_get_int (&e->facts, "number", 0));

  dt_fold_touch_case (self, e);
  write_letter (self, e, id, form);
  dt_fold_add_event (self, e, form, NULL, number);
  self->letters_changed = TRUE;
}

/* For the timeline; NULL if the letter did not arrive yet. */
static char *
find_number (DtFold *self, const char *id)
{
  sqlite3_stmt *statement = dt_fold_prepare (self, "SELECT number FROM letters WHERE id = ?1");
  char *number = NULL;

  dt_bind_id (statement, 1, id);
  while (dt_fold_step (self, statement))
    {
      g_free (number);
      number = dt_column_dup_text (statement, 0);
    }
  return number;
}

/* dt_fold_letter_voided: or that taken back; the newest holds. */
void
dt_fold_letter_voided (DtFold *self, DtFoldEntry *e)
{
  g_autofree char *id = dt_fields_dup_string (&e->facts, "letter");
  g_autofree char *reason = dt_fields_dup_string (&e->payload, "reason");
  g_autofree char *number = NULL;
  gboolean voided = dt_fields_get_boolean (&e->facts, "voided", FALSE);
  sqlite3_stmt *statement
      = dt_fold_prepare (self,
                         "INSERT INTO letter_marks VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE"
                         " SET ord = excluded.ord, voided = excluded.voided,"
                         " reason = excluded.reason WHERE excluded.ord >= ord");

  dt_fold_touch_case (self, e);
  dt_bind_id (statement, 1, id);
  dt_bind_order (statement, 2, &e->order);
  sqlite3_bind_int (statement, 3, voided);
  dt_bind_text (statement, 4, reason);
  dt_fold_run (self, statement);
  number = find_number (self, id);
  dt_fold_add_event (self, e, NULL, voided ? NULL : number, voided ? number : NULL);
  self->letters_changed = TRUE;
}

/* dt_fold_register_set: the office goes on from its paper book. */
void
dt_fold_register_set (DtFold *self, DtFoldEntry *e)
{
  g_autofree char *form = dt_fields_dup_string (&e->facts, "form");
  sqlite3_stmt *statement
      = dt_fold_prepare (self, "INSERT OR REPLACE INTO register_starts VALUES (?1, ?2, ?3, ?4)");

  dt_bind_text (statement, 1, form);
  sqlite3_bind_int64 (statement, 2, dt_fields_get_int (&e->facts, "year", 0));
  dt_bind_order (statement, 3, &e->order);
  sqlite3_bind_int64 (statement, 4, dt_fields_get_int (&e->facts, "next", 1));
  dt_fold_run (self, statement);
  dt_fold_add_event (self, e, form, NULL, NULL);
  self->letters_changed = TRUE;
}

static void
write_desk (DtFold *self, DtFoldEntry *e, const char *device, gint64 number)
{
  sqlite3_stmt *statement
      = dt_fold_prepare (self,
                         number > 0 ? "INSERT INTO desks VALUES (?1, ?2) ON CONFLICT DO UPDATE SET"
                                      " number = excluded.number"
                                    : "INSERT INTO desks VALUES (?1, ?2) ON CONFLICT DO NOTHING");

  dt_bind_id (statement, 1, device);
  sqlite3_bind_int64 (statement, 2, number);
  dt_fold_run (self, statement);
}

/* dt_fold_register_handed: which desk gives the numbers from then on. */
void
dt_fold_register_handed (DtFold *self, DtFoldEntry *e)
{
  g_autofree char *to = dt_fields_dup_string (&e->facts, "to");
  sqlite3_stmt *statement
      = dt_fold_prepare (self, "INSERT OR REPLACE INTO register_holders VALUES (?1, ?2)");

  dt_bind_order (statement, 1, &e->order);
  dt_bind_id (statement, 2, to);
  dt_fold_run (self, statement);
  write_desk (self, e, to, 0);
  dt_fold_add_event (self, e, NULL, NULL, NULL);
  self->letters_changed = TRUE;
}

/* dt_fold_unit_created: a desk of the unit. */
void
dt_fold_unit_created (DtFold *self, DtFoldEntry *e)
{
  write_desk (self, e, e->entry->device, dt_fields_get_int (&e->facts, "desk", 1));
  dt_fold_note (self, e);
}

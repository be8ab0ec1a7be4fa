/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was agreed on a case's deadlines, and changes of the rules they follow from. On the worker
 * that owns the store. */
#include "store/dt-fold.h"

#include "store/dt-rules.h"

/* ---- a case -------------------------------------------------------------------------------- */

/* dt_fold_deadline_agreed: an extension (the event's field: its clock) or a promise, each with the
 * time promised, if there is one; dt-course.c reads them back. */
void
dt_fold_deadline_agreed (DtFold *self, DtFoldEntry *e)
{
  DtFoldCase *a_case = dt_fold_touch_case (self, e);
  gint64 until = dt_fields_get_int (&e->facts, "until", 0);
  g_autofree char *clock = NULL;
  g_autofree char *text = NULL;

  if (a_case == NULL)
    return;
  a_case->step = MAX (a_case->step, e->entry->hlc);
  clock = dt_fields_dup_string (&e->facts, "clock");
  if (until > 0)
    text = g_strdup_printf ("%" G_GINT64_FORMAT, until);
  dt_fold_add_event (self, e, clock, NULL, text);
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

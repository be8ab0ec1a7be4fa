/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office's own templates of replies, and who stands in for a leader that is away. On the worker
 * that owns the store. */
#include "store/dt-fold.h"

#include <string.h>

static void
bind_dup (sqlite3_stmt *statement, int index, const DtFields *fields, const char *name)
{
  g_autofree char *text = dt_fields_dup_string (fields, name);

  dt_bind_text (statement, index, text);
}

/* The files as an array of {hash size type name}, whose names stand in the payload. */
static char *
make_files (DtFoldEntry *e)
{
  g_autoptr (GString) out = g_string_new ("[");
  DtFieldsIter iter, names;
  DtFieldValue value, name;

  dt_fields_iter_init (&iter, &e->facts, "attachments");
  dt_fields_iter_init (&names, &e->payload, "names");
  while (dt_fields_iter_next (&iter, &value))
    {
      gsize length = (gsize) (value.end - value.start);

      if (value.type != DT_FIELD_OBJECT || length < 3)
        continue;
      g_string_append (out, out->len > 1 ? "," : "");
      g_string_append_len (out, value.start, (gssize) length - 1);
      if (dt_fields_iter_next (&names, &name) && name.type == DT_FIELD_STRING)
        {
          g_string_append (out, ",\"name\":");
          g_string_append_len (out, name.start, name.end - name.start);
        }
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* So that nobody's erasure takes away what a template needs. */
static void
note_files (DtFold *self, DtFoldEntry *e)
{
  DtFieldsIter iter;
  DtFieldValue value;
  DtFields attachment;
  sqlite3_stmt *statement = dt_fold_prepare (self, "DELETE FROM draft_files WHERE draft = ?1");

  dt_bind_id (statement, 1, e->entry->subject);
  dt_fold_run (self, statement);
  dt_fields_iter_init (&iter, &e->facts, "attachments");
  while (dt_fields_iter_next (&iter, &value))
    {
      g_autofree char *hash = dt_field_value_parse (&value, &attachment)
                                  ? dt_fields_dup_string (&attachment, "hash")
                                  : NULL;

      statement = dt_fold_prepare (self, "INSERT OR IGNORE INTO draft_files VALUES (?1, ?2, ?2)");
      if (hash == NULL)
        continue;
      dt_bind_id (statement, 1, hash);
      dt_bind_id (statement, 2, e->entry->subject);
      dt_fold_run (self, statement);
    }
}

/* dt_fold_template_saved: a changed template is a draft until a leader publishes it. */
void
dt_fold_template_saved (DtFold *self, DtFoldEntry *e)
{
  sqlite3_stmt *statement
      = dt_fold_prepare (self,
                         "INSERT INTO templates VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0,"
                         " 0, ?11, NULL, ?12) ON CONFLICT DO UPDATE SET title = excluded.title,"
                         " category = excluded.category, body = excluded.body,"
                         " about = excluded.about, kind = excluded.kind, field = excluded.field,"
                         " channel = excluded.channel, outcome = excluded.outcome,"
                         " files = excluded.files, published = 0, author = excluded.author,"
                         " changed = excluded.changed");
  g_autofree char *files = make_files (e);

  dt_bind_id (statement, 1, e->entry->subject);
  bind_dup (statement, 2, &e->payload, "title");
  bind_dup (statement, 3, &e->facts, "category");
  bind_dup (statement, 4, &e->payload, "body");
  bind_dup (statement, 5, &e->payload, "about");
  bind_dup (statement, 6, &e->facts, "kind");
  bind_dup (statement, 7, &e->facts, "field");
  bind_dup (statement, 8, &e->facts, "channel");
  bind_dup (statement, 9, &e->facts, "outcome");
  dt_bind_text (statement, 10, files);
  if (*e->entry->actor != '\0')
    dt_bind_id (statement, 11, e->entry->actor);
  if (statement != NULL)
    sqlite3_bind_int64 (statement, 12, DT_HLC_TO_USEC (e->entry->hlc));
  dt_fold_run (self, statement);
  note_files (self, e);
  self->templates_changed = TRUE;
}

static void
set_flag (DtFold *self, DtFoldEntry *e, const char *sql, const char *name)
{
  sqlite3_stmt *statement = dt_fold_prepare (self, sql);

  dt_bind_id (statement, 1, e->entry->subject);
  if (statement != NULL)
    sqlite3_bind_int (statement, 2, dt_fields_get_boolean (&e->facts, name, TRUE));
  if (*e->entry->actor != '\0')
    dt_bind_id (statement, 3, e->entry->actor);
  dt_fold_run (self, statement);
  self->templates_changed = TRUE;
}

/* dt_fold_template_published: may be used, or no longer. Of one that comes with the program only
 * this is known until it is changed. */
void
dt_fold_template_published (DtFold *self, DtFoldEntry *e)
{
  set_flag (self,
            e,
            "INSERT INTO templates (id, published, archived, publisher, changed)"
            " VALUES (?1, ?2, 0, ?3, 0) ON CONFLICT DO UPDATE SET published = ?2, publisher = ?3",
            "published");
}

/* dt_fold_template_archived: put away, or fetched back. */
void
dt_fold_template_archived (DtFold *self, DtFoldEntry *e)
{
  set_flag (self,
            e,
            "INSERT INTO templates (id, published, archived, publisher, changed)"
            " VALUES (?1, 1, ?2, ?3, 0) ON CONFLICT DO UPDATE SET archived = ?2",
            "archived");
}

/* dt_fold_clear_template: what its entries wrote is taken back. */
void
dt_fold_clear_template (DtFold *self, const char *id)
{
  static const char *const deletes[]
      = { "DELETE FROM templates WHERE id = ?1", "DELETE FROM draft_files WHERE subject = ?1" };

  for (guint i = 0; i < G_N_ELEMENTS (deletes); i++)
    {
      sqlite3_stmt *statement = dt_fold_prepare (self, deletes[i]);

      dt_bind_id (statement, 1, id);
      dt_fold_run (self, statement);
    }
}

/* ---- absence ------------------------------------------------------------------------------- */

/* dt_fold_officer_absence: until when, 0: back again; and whom their queue goes to. */
void
dt_fold_officer_absence (DtFold *self, DtFoldEntry *e)
{
  sqlite3_stmt *statement
      = dt_fold_prepare (self, "INSERT OR REPLACE INTO absences VALUES (?1, ?2, ?3)");
  g_autofree char *deputy = dt_fields_dup_string (&e->facts, "deputy");

  dt_bind_id (statement, 1, e->entry->subject);
  if (statement != NULL)
    sqlite3_bind_int64 (statement, 2, dt_fields_get_int (&e->facts, "until", 0));
  dt_bind_id (statement, 3, deputy);
  dt_fold_run (self, statement);
  g_hash_table_add (self->changed_officers, g_strdup (e->entry->subject));
  dt_fold_add_event (self, e, NULL, NULL, deputy);
}

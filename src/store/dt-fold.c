/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The batch: what is kept in memory between its first entry and its end, and the order in which it
 * is written. On the worker that owns the store. */
#include "store/dt-fold.h"

#include "store/dt-rules.h"

#include <string.h>

/* ---- the order ----------------------------------------------------------------------------- */

static void
put_int64 (guint8 *out, guint64 value)
{
  value = GUINT64_TO_BE (value);
  memcpy (out, &value, sizeof value);
}

/* dt_order_init: the bytes of (hlc, device, seq), the sign of hlc turned so that they compare. */
void
dt_order_init (DtOrder *self, const DtEntry *entry)
{
  put_int64 (self->bytes, (guint64) entry->hlc ^ G_GUINT64_CONSTANT (0x8000000000000000));
  if (!dt_from_hex (entry->device, self->bytes + 8, 16))
    memset (self->bytes + 8, 0, 16);
  put_int64 (self->bytes + 24, (guint64) entry->seq);
}

/* dt_order_compare: as memcmp(). */
int
dt_order_compare (const DtOrder *a, const DtOrder *b)
{
  return memcmp (a->bytes, b->bytes, DT_ORDER_SIZE);
}

/* dt_bind_order: binds the 32 bytes. */
void
dt_bind_order (sqlite3_stmt *statement, int index, const DtOrder *order)
{
  if (statement != NULL)
    sqlite3_bind_blob (statement, index, order->bytes, DT_ORDER_SIZE, SQLITE_TRANSIENT);
}

/* ---- statements ---------------------------------------------------------------------------- */

/* dt_fold_prepare: dt_database_prepare() on the batch's connection. */
sqlite3_stmt *
dt_fold_prepare (DtFold *self, const char *sql)
{
  return dt_database_prepare (self->database, sql);
}

/* dt_fold_run: runs it unless there was an error before. */
void
dt_fold_run (DtFold *self, sqlite3_stmt *statement)
{
  if (self->error == NULL)
    dt_database_run (self->database, statement, &self->error);
}

/* dt_fold_step: TRUE if there is a row; FALSE at the end or after an error. */
gboolean
dt_fold_step (DtFold *self, sqlite3_stmt *statement)
{
  gboolean row = FALSE;

  if (self->error == NULL)
    dt_database_step (self->database, statement, &row, &self->error);
  return row;
}

static gboolean
exists (DtFold *self, const char *sql)
{
  return dt_database_get_int (self->database, sql, 0) != 0;
}

/* ---- the batch ----------------------------------------------------------------------------- */

/* dt_fold_new: an empty batch; the caller has begun the transaction. */
DtFold *
dt_fold_new (DtDatabase *database, const DtFeed *feed, DtRuleBook *book, gboolean derive)
{
  DtFold *self = g_new0 (DtFold, 1);

  self->database = database;
  self->feed = feed;
  self->book = dt_rule_book_ref (book);
  self->derive = derive;
  self->subjects = g_hash_table_new_full (
      g_str_hash, g_str_equal, NULL, (GDestroyNotify) dt_fold_subject_free);
  self->cases
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) dt_fold_case_free);
  self->dirty = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->counters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->changed_citizens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->changed_officers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->merged = g_hash_table_new (g_str_hash, g_str_equal);
  self->refolds = g_ptr_array_new ();
  self->any_merged = exists (self, "SELECT EXISTS (SELECT 1 FROM cases WHERE merged_into NOTNULL)");
  self->max_row = dt_database_get_int (database, "SELECT max (row) FROM cases", 0);
  self->any_conflicts = exists (self, "SELECT EXISTS (SELECT 1 FROM conflicts)");
  self->any_marks = exists (self, "SELECT EXISTS (SELECT 1 FROM marks)");
  self->any_replies = exists (self, "SELECT EXISTS (SELECT 1 FROM replies)");
  return self;
}

/* dt_fold_free: forgets the batch. */
void
dt_fold_free (DtFold *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->subjects);
  g_hash_table_unref (self->cases);
  g_hash_table_unref (self->merged);
  g_hash_table_unref (self->dirty);
  g_hash_table_unref (self->counters);
  g_hash_table_unref (self->numbers);
  g_hash_table_unref (self->changed_citizens);
  g_hash_table_unref (self->changed_officers);
  g_ptr_array_unref (self->refolds);
  dt_rule_book_unref (self->book);
  g_clear_error (&self->error);
  g_free (self);
}

/* dt_fold_entry_init: reads facts and payload; what cannot be read is empty. */
void
dt_fold_entry_init (DtFoldEntry *self, const DtEntry *entry)
{
  self->entry = entry;
  self->n_events = 0;
  self->index = 0;
  dt_order_init (&self->order, entry);
  dt_fields_parse (&self->facts, entry->facts, -1);
  dt_fields_parse (&self->payload, entry->payload, -1);
}

/* dt_fold_take: the next entry in order of receipt. */
void
dt_fold_take (DtFold *self, const DtEntry *entry)
{
  const DtKind *kind;
  DtFoldEntry e;

  if (self->error != NULL)
    return;
  self->last = entry->n;
  memcpy (self->last_hash, entry->hash, DT_HASH_SIZE);
  dt_fold_entry_init (&e, entry);
  kind = dt_kind_find (entry->kind, entry->schema);
  if (!kind->any_order)
    {
      DtFoldSubject *subject = dt_fold_get_subject (self, entry->subject);

      if (!subject->known && kind->fold == dt_fold_case_opened)
        dt_fold_expect_case (self, entry->subject);
      if (!dt_fold_enter_subject (self, subject, &e))
        return;
    }
  kind->fold (self, &e);
}

static void
write_counters (DtFold *self)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->counters);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      sqlite3_stmt *statement;
      char *separator = strchr (key, ' ');

      if (*(gint64 *) value == 0)
        continue;
      statement = dt_fold_prepare (self,
                                   "INSERT INTO counters VALUES (?1, ?2, ?3) ON CONFLICT"
                                   " DO UPDATE SET n = n + excluded.n");
      sqlite3_bind_int64 (statement, 1, g_ascii_strtoll (key, NULL, 10));
      if (separator[1] != '\0')
        dt_bind_id (statement, 2, separator + 1);
      else
        sqlite3_bind_zeroblob (statement, 2, 0);
      sqlite3_bind_int64 (statement, 3, *(gint64 *) value);
      dt_fold_run (self, statement);
    }
}

static void
write_numbers (DtFold *self)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->numbers);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      char *separator = strchr (key, ' ');
      g_autofree char *device = g_strdup (separator + 1);
      sqlite3_stmt *statement
          = dt_fold_prepare (self,
                             "INSERT INTO numbers VALUES (?1, ?2, ?3) ON CONFLICT"
                             " DO UPDATE SET n = max (n, excluded.n)");

      dt_bind_id (statement, 1, device);
      sqlite3_bind_int64 (statement, 2, g_ascii_strtoll (key, NULL, 10));
      sqlite3_bind_int64 (statement, 3, *(gint64 *) value);
      dt_fold_run (self, statement);
    }
}

static void
write_progress (DtFold *self)
{
  sqlite3_stmt *statement;

  if (self->last == 0)
    return;
  statement = dt_fold_prepare (self, "UPDATE progress SET cursor = ?1, last_hash = ?2");
  sqlite3_bind_int64 (statement, 1, self->last);
  dt_bind_hash (statement, 2, self->last_hash);
  dt_fold_run (self, statement);
}

static void
report (DtFold *self, DtChanges *changes)
{
  GHashTableIter iter;
  gpointer key;
  g_autoptr (DtChanges) mine = dt_changes_new ();

  g_hash_table_iter_init (&iter, self->dirty);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (mine->cases, g_strdup (key));
  g_hash_table_iter_init (&iter, self->changed_citizens);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (mine->citizens, g_strdup (key));
  g_hash_table_iter_init (&iter, self->changed_officers);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (mine->officers, g_strdup (key));
  mine->rows = self->rows_changed;
  mine->set_aside = self->set_aside_changed;
  mine->rules = self->rules_changed;
  mine->templates = self->templates_changed;
  dt_changes_merge (changes, mine);
}

static void
take_rules (DtFold *self)
{
  DtRuleBook *book;

  if (!self->rules_changed || self->error != NULL)
    return;
  book = dt_rules_load (self->database, &self->error);
  if (book == NULL)
    return;
  dt_rule_book_unref (self->book);
  self->book = book;
}

/* dt_fold_finish: folds anew what came late, derives, writes; FALSE on the first error. */
gboolean
dt_fold_finish (DtFold *self, DtChanges *changes, GError **error)
{
  /* Folding one subject anew may ask for another, so the list may grow. */
  for (guint i = 0; i < self->refolds->len && self->error == NULL; i++)
    dt_fold_refold (self, self->refolds->pdata[i]);
  take_rules (self);
  dt_fold_derive_all (self);
  dt_fold_write_subjects (self);
  write_counters (self);
  write_numbers (self);
  write_progress (self);
  if (self->rules_changed && self->derive)
    dt_fold_derive_dues (self);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  if (changes != NULL)
    report (self, changes);
  return TRUE;
}

/* ---- for the kinds' functions -------------------------------------------------------------- */

/* dt_fold_touch_case: also moves the case's "last changed"; NULL: its opening has not come yet, and
 * when it comes all its entries are folded anew. */
DtFoldCase *
dt_fold_touch_case (DtFold *self, DtFoldEntry *e)
{
  DtFoldCase *a_case = dt_fold_get_case (self, e->entry->subject);

  if (!a_case->opened)
    return NULL;
  a_case->last = MAX (a_case->last, DT_HLC_TO_USEC (e->entry->hlc));
  dt_fold_mark_dirty (self, a_case->id);
  return a_case;
}

/* dt_fold_mark_dirty: what is derived of that case is made anew at the batch's end. */
void
dt_fold_mark_dirty (DtFold *self, const char *case_id)
{
  if (case_id != NULL && !g_hash_table_contains (self->dirty, case_id))
    g_hash_table_add (self->dirty, g_strdup (case_id));
}

/* dt_fold_mark_refold: all entries of the subject are folded anew at the batch's end. */
void
dt_fold_mark_refold (DtFold *self, const char *id)
{
  DtFoldSubject *subject = dt_fold_get_subject (self, id);

  if (subject->refold || !subject->known)
    return;
  subject->refold = TRUE;
  g_ptr_array_add (self->refolds, subject);
}

/* dt_fold_mark_cases_of: dirty, or also to be folded anew. */
void
dt_fold_mark_cases_of (DtFold *self, const char *citizen_id, gboolean refold)
{
  sqlite3_stmt *statement
      = dt_fold_prepare (self, "SELECT case_id FROM case_citizens WHERE citizen = ?1");
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  dt_bind_id (statement, 1, citizen_id);
  while (dt_fold_step (self, statement))
    g_ptr_array_add (ids, dt_column_dup_id (statement, 0));
  for (guint i = 0; i < ids->len; i++)
    {
      dt_fold_mark_dirty (self, ids->pdata[i]);
      if (refold)
        dt_fold_mark_refold (self, ids->pdata[i]);
    }
}

/* dt_fold_add_event: one line of the subject's timeline; an entry may give several. */
void
dt_fold_add_event (
    DtFold *self, DtFoldEntry *e, const char *field, const char *from, const char *to)
{
  sqlite3_stmt *statement = dt_fold_prepare (
      self, "INSERT OR REPLACE INTO events VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");

  dt_bind_id (statement, 1, e->entry->subject);
  dt_bind_order (statement, 2, &e->order);
  sqlite3_bind_int64 (statement, 3, e->n_events++);
  sqlite3_bind_int64 (statement, 4, e->entry->hlc);
  dt_bind_text (statement, 5, e->entry->kind);
  if (*e->entry->actor != '\0')
    dt_bind_id (statement, 6, e->entry->actor);
  dt_bind_text (statement, 7, field);
  dt_bind_text (statement, 8, from);
  dt_bind_text (statement, 9, to);
  dt_bind_hash (statement, 10, e->entry->hash);
  sqlite3_bind_int (statement, 11, e->entry->has_payload);
  dt_fold_run (self, statement);
}

/* dt_fold_note_setter: conflicts are looked for while a history is folded anew. An entry that is
 * folded as it comes had seen all before it, so it ends those of its field. */
void
dt_fold_note_setter (DtFold *self, DtFoldEntry *e, const char *field, const char *value)
{
  if (self->setters != NULL)
    {
      DtFoldSetter setter = { .index = e->index,
                              .resolves = g_str_equal (e->entry->kind, "conflict.resolved"),
                              .field = field,
                              .value = g_strdup (value) };

      g_array_append_val (self->setters, setter);
    }
  else if (self->any_conflicts)
    {
      sqlite3_stmt *statement
          = dt_fold_prepare (self, "DELETE FROM conflicts WHERE subject = ?1 AND field = ?2");

      dt_bind_id (statement, 1, e->entry->subject);
      dt_bind_text (statement, 2, field);
      dt_fold_run (self, statement);
    }
}

static void
forget_last (DtFold *self, const char *field)
{
  for (guint i = self->setters->len; i > 0; i--)
    {
      DtFoldSetter *setter = &g_array_index (self->setters, DtFoldSetter, i - 1);

      if (!setter->resolves || !g_str_equal (setter->field, field))
        continue;
      g_array_remove_index (self->setters, i - 1);
      return;
    }
}

/* dt_fold_forget_resolution: that of the entry which takes it back, and the one before. */
void
dt_fold_forget_resolution (DtFold *self, const char *field)
{
  forget_last (self, field);
  forget_last (self, field);
}

/* dt_fold_count: adds to the counter of that status and assignee. */
void
dt_fold_count (DtFold *self, int status, const char *assignee, gint64 delta)
{
  g_autofree char *key = g_strdup_printf ("%d %s", status, assignee != NULL ? assignee : "");
  gint64 *value = g_hash_table_lookup (self->counters, key);

  if (value == NULL)
    {
      value = g_new0 (gint64, 1);
      g_hash_table_insert (self->counters, g_steal_pointer (&key), value);
    }
  *value += delta;
}

/* dt_fold_count_number: "HS-2026-0412": year and number are its first and last group of digits. */
void
dt_fold_count_number (DtFold *self, const char *device, const char *code)
{
  gint64 year = 0, number = 0;
  guint n_groups = 0;
  char *key;
  gint64 *value;

  for (const char *p = code; *p != '\0';)
    {
      char *end;

      if (!g_ascii_isdigit (*p))
        {
          p++;
          continue;
        }
      number = g_ascii_strtoll (p, &end, 10);
      if (n_groups++ == 0)
        year = number;
      p = end;
    }
  if (n_groups < 2 || number > G_MAXINT32 || year > 9999)
    return;
  key = g_strdup_printf ("%d %s", (int) year, device);
  value = g_hash_table_lookup (self->numbers, key);
  if (value == NULL)
    {
      value = g_new0 (gint64, 1);
      g_hash_table_insert (self->numbers, key, value);
    }
  else
    g_free (key);
  *value = MAX (*value, number);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each subject's history: which entry is its newest, whether one that comes must be folded in
 * between, and which values two desks set without knowing of each other. On the worker that owns
 * the store. */
#include "store/dt-fold.h"

#include <string.h>

/* A history longer than this is folded in order, but not searched for conflicts. */
#define MAX_HISTORY 4096

/* dt_fold_subject_free: frees it. */
void
dt_fold_subject_free (DtFoldSubject *subject)
{
  g_free (subject->id);
  g_free (subject);
}

/* dt_fold_get_subject: from memory or its row; a new one if there is none. */
DtFoldSubject *
dt_fold_get_subject (DtFold *self, const char *id)
{
  DtFoldSubject *subject = g_hash_table_lookup (self->subjects, id);
  sqlite3_stmt *statement;

  if (subject != NULL)
    return subject;
  subject = g_new0 (DtFoldSubject, 1);
  subject->id = g_strdup (id);
  g_hash_table_insert (self->subjects, subject->id, subject);
  statement
      = dt_fold_prepare (self, "SELECT ord, head, linear, device FROM subjects WHERE id = ?1");
  dt_bind_id (statement, 1, id);
  if (dt_fold_step (self, statement))
    {
      g_autofree char *device = dt_column_dup_id (statement, 3);

      if (sqlite3_column_bytes (statement, 0) == DT_ORDER_SIZE)
        memcpy (subject->order.bytes, sqlite3_column_blob (statement, 0), DT_ORDER_SIZE);
      if (sqlite3_column_bytes (statement, 1) == DT_HASH_SIZE)
        memcpy (subject->head, sqlite3_column_blob (statement, 1), DT_HASH_SIZE);
      subject->linear = sqlite3_column_int (statement, 2) != 0;
      g_strlcpy (subject->device, device != NULL ? device : "", DT_ID_SIZE);
      subject->known = TRUE;
      sqlite3_reset (statement);
    }
  return subject;
}

/* dt_fold_enter_subject: TRUE if the entry is to be folded now. FALSE: its subject is folded anew
 * at the batch's end, because the entry is late, because its author had not seen all that went
 * before, or because it is the opening that the others waited for. */
gboolean
dt_fold_enter_subject (DtFold *self, DtFoldSubject *subject, const DtFoldEntry *e)
{
  const DtEntry *entry = e->entry;
  gboolean newest = !subject->known || dt_order_compare (&e->order, &subject->order) > 0;
  gboolean saw_all = !subject->known || !dt_kind_is_of_case (entry->kind)
                     || memcmp (entry->base, subject->head, DT_HASH_SIZE) == 0
                     || g_str_equal (subject->device, entry->device);
  gboolean opens = g_str_equal (entry->kind, "case.opened");

  subject->dirty = TRUE;
  if (subject->refold || !newest || (subject->known && (!subject->linear || !saw_all || opens)))
    {
      subject->known = TRUE;
      dt_fold_mark_refold (self, subject->id);
      return FALSE;
    }
  if (!subject->known)
    g_strlcpy (subject->device, entry->device, DT_ID_SIZE);
  else if (!g_str_equal (subject->device, entry->device))
    subject->device[0] = '\0';
  subject->known = subject->linear = TRUE;
  subject->order = e->order;
  memcpy (subject->head, entry->hash, DT_HASH_SIZE);
  return TRUE;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* dt_fold_write_subjects: the rows of those that changed. */
void
dt_fold_write_subjects (DtFold *self)
{
  guint n;
  g_autofree gpointer *ids = g_hash_table_get_keys_as_array (self->subjects, &n);

  /* Neighbours in the table one after the other. */
  qsort (ids, n, sizeof *ids, compare_ids);
  for (guint i = 0; i < n; i++)
    {
      DtFoldSubject *subject = g_hash_table_lookup (self->subjects, ids[i]);
      sqlite3_stmt *statement;

      if (!subject->dirty)
        continue;
      statement
          = dt_fold_prepare (self, "INSERT OR REPLACE INTO subjects VALUES (?1, ?2, ?3, ?4, ?5)");
      dt_bind_id (statement, 1, subject->id);
      dt_bind_order (statement, 2, &subject->order);
      dt_bind_hash (statement, 3, subject->head);
      sqlite3_bind_int (statement, 4, subject->linear);
      if (subject->device[0] != '\0')
        dt_bind_id (statement, 5, subject->device);
      dt_fold_run (self, statement);
    }
}

/* ---- a whole history ----------------------------------------------------------------------- */

static DtEntry *
copy_entry (const DtEntry *entry)
{
  DtEntry *copy = g_new (DtEntry, 1);

  *copy = *entry;
  copy->actor = g_strdup (entry->actor);
  copy->kind = g_strdup (entry->kind);
  copy->subject = g_strdup (entry->subject);
  copy->facts = g_strdup (entry->facts);
  copy->payload = g_strdup (entry->payload);
  return copy;
}

static gboolean
collect_entry (const DtEntry *entry, gpointer user_data)
{
  g_ptr_array_add (user_data, copy_entry (entry));
  return TRUE;
}

/* The opening goes first, whatever a desk's clock said: nothing can be said of a case before it. */
static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const DtEntry *left = *(const DtEntry *const *) a;
  const DtEntry *right = *(const DtEntry *const *) b;
  gboolean left_opens = g_str_equal (left->kind, "case.opened");
  gboolean right_opens = g_str_equal (right->kind, "case.opened");
  DtOrder left_order, right_order;

  if (left_opens != right_opens)
    return left_opens ? -1 : 1;
  dt_order_init (&left_order, left);
  dt_order_init (&right_order, right);
  return dt_order_compare (&left_order, &right_order);
}

/* Which entries each entry's author had seen: a row of bits for each, by @base, @seen and what its
 * own desk had made before. */
typedef struct
{
  guint n;
  gsize width; /* 64-bit words in a row */
  guint64 *bits;
} Ancestry;

static gboolean
ancestry_has (const Ancestry *self, guint of, guint ancestor)
{
  return (self->bits[of * self->width + ancestor / 64] >> (ancestor % 64) & 1) != 0;
}

static void
ancestry_add (Ancestry *self, guint of, guint ancestor)
{
  guint64 *row = self->bits + of * self->width;
  const guint64 *older = self->bits + ancestor * self->width;

  if (ancestor >= of)
    return; /* clocks that contradict what was seen: the order wins */
  for (gsize i = 0; i < self->width; i++)
    row[i] |= older[i];
  row[ancestor / 64] |= G_GUINT64_CONSTANT (1) << (ancestor % 64);
}

static guint
hash_of_hash (gconstpointer hash)
{
  guint value;

  memcpy (&value, hash, sizeof value);
  return value;
}

static gboolean
hashes_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, DT_HASH_SIZE) == 0;
}

static void
add_seen (Ancestry *self, guint index, const DtEntry *entry, GHashTable *by_hash)
{
  DtFields facts;
  DtFieldsIter iter;
  DtFieldValue value;

  dt_fields_parse (&facts, entry->facts, -1);
  dt_fields_iter_init (&iter, &facts, "seen");
  while (dt_fields_iter_next (&iter, &value))
    {
      g_autofree char *hex = dt_field_value_dup_string (&value);
      guint8 hash[DT_HASH_SIZE];
      gpointer found;

      if (hex != NULL && dt_from_hex (hex, hash, DT_HASH_SIZE)
          && g_hash_table_lookup_extended (by_hash, hash, NULL, &found))
        ancestry_add (self, index, GPOINTER_TO_UINT (found));
    }
}

static void
ancestry_init (Ancestry *self, GPtrArray *entries)
{
  g_autoptr (GHashTable) by_hash = g_hash_table_new (hash_of_hash, hashes_equal);
  g_autoptr (GHashTable) by_device = g_hash_table_new (g_str_hash, g_str_equal);

  self->bits = NULL;
  if (entries->len > MAX_HISTORY || !dt_kind_is_of_case (((DtEntry *) entries->pdata[0])->kind))
    return;
  self->n = entries->len;
  self->width = (entries->len + 63) / 64;
  self->bits = g_new0 (guint64, self->n * self->width);
  for (guint i = 0; i < entries->len; i++)
    {
      DtEntry *entry = entries->pdata[i];
      gpointer found;

      if (g_hash_table_lookup_extended (by_hash, entry->base, NULL, &found))
        ancestry_add (self, i, GPOINTER_TO_UINT (found));
      if (g_hash_table_lookup_extended (by_device, entry->device, NULL, &found))
        ancestry_add (self, i, GPOINTER_TO_UINT (found));
      add_seen (self, i, entry, by_hash);
      if (g_str_equal (((DtEntry *) entries->pdata[0])->kind, "case.opened"))
        ancestry_add (self, i, 0); /* whoever speaks of a case knows of its opening */
      g_hash_table_insert (by_hash, entry->hash, GUINT_TO_POINTER (i));
      g_hash_table_insert (by_device, entry->device, GUINT_TO_POINTER (i));
    }
}

static void
add_conflict (DtFold *self,
              const char *subject,
              const DtFoldSetter *setters[2],
              const DtEntry *entries[2])
{
  sqlite3_stmt *statement = dt_fold_prepare (
      self, "INSERT OR REPLACE INTO conflicts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 hash[DT_HASH_SIZE];

  self->any_conflicts = TRUE;
  g_byte_array_append (bytes, entries[0]->hash, DT_HASH_SIZE);
  g_byte_array_append (bytes, entries[1]->hash, DT_HASH_SIZE);
  g_byte_array_append (
      bytes, (const guint8 *) setters[0]->field, (guint) strlen (setters[0]->field));
  dt_sha256 (bytes->data, bytes->len, hash);
  if (statement != NULL)
    sqlite3_bind_blob (statement, 1, hash, 16, SQLITE_TRANSIENT);
  dt_bind_id (statement, 2, subject);
  dt_bind_text (statement, 3, setters[0]->field);
  for (int i = 0; i < 2; i++)
    {
      dt_bind_text (statement, 4 + i, setters[i]->value);
      dt_bind_id (statement, 6 + i, entries[i]->actor);
      sqlite3_bind_int64 (statement, 8 + i, DT_HLC_TO_USEC (entries[i]->hlc));
    }
  dt_fold_run (self, statement);
}

/* The values of @field that no later one replaced knowingly. The last holds; each other one that
 * differs is in conflict with it. A resolution replaces all that went before it. */
static void
find_conflicts_of (DtFold *self,
                   const char *subject,
                   const char *field,
                   GPtrArray *entries,
                   const Ancestry *ancestry)
{
  g_autoptr (GPtrArray) live = g_ptr_array_new ();
  const DtFoldSetter *last;

  for (guint i = 0; i < self->setters->len; i++)
    {
      DtFoldSetter *setter = &g_array_index (self->setters, DtFoldSetter, i);

      if (!g_str_equal (setter->field, field))
        continue;
      for (guint j = live->len; j > 0; j--)
        {
          const DtFoldSetter *older = live->pdata[j - 1];

          if (setter->resolves || ancestry_has (ancestry, setter->index, older->index))
            g_ptr_array_remove_index (live, j - 1);
        }
      g_ptr_array_add (live, setter);
    }
  if (live->len < 2)
    return;
  last = live->pdata[live->len - 1];
  for (guint i = 0; i + 1 < live->len; i++)
    {
      const DtFoldSetter *setters[2] = { live->pdata[i], last };
      const DtEntry *pair[2]
          = { entries->pdata[setters[0]->index], entries->pdata[setters[1]->index] };

      if (g_strcmp0 (setters[0]->value, setters[1]->value) != 0)
        add_conflict (self, subject, setters, pair);
    }
}

static void
find_conflicts (DtFold *self, const char *subject, GPtrArray *entries, const Ancestry *ancestry)
{
  static const char *fields[]
      = { "kind", "field", "priority", "group", "title", "place", "status", "assignee", "merged" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    find_conflicts_of (self, subject, fields[i], entries, ancestry);
}

static void
clear_subject (DtFold *self, const char *id, GPtrArray *entries)
{
  gboolean person = FALSE, import = FALSE, template = FALSE, a_case = FALSE;
  sqlite3_stmt *statement = dt_fold_prepare (self, "DELETE FROM events WHERE subject = ?1");

  dt_bind_id (statement, 1, id);
  dt_fold_run (self, statement);
  for (guint i = 0; i < entries->len; i++)
    {
      const char *kind = ((DtEntry *) entries->pdata[i])->kind;

      if (g_str_has_prefix (kind, "officer.") || g_str_has_prefix (kind, "citizen."))
        person = TRUE;
      else if (g_str_has_prefix (kind, "import."))
        import = TRUE;
      else if (g_str_has_prefix (kind, "template."))
        template = TRUE;
      else
        a_case = TRUE;
    }
  if (a_case)
    dt_fold_clear_case (self, id);
  if (person)
    dt_fold_clear_person (self, id);
  if (import)
    dt_fold_clear_import (self, id);
  if (template)
    dt_fold_clear_template (self, id);
}

static void
replay (DtFold *self, GPtrArray *entries)
{
  for (guint i = 0; i < entries->len && self->error == NULL; i++)
    {
      const DtEntry *entry = entries->pdata[i];
      DtFoldEntry e;

      dt_fold_entry_init (&e, entry);
      e.index = i;
      dt_kind_find (entry->kind, entry->schema)->fold (self, &e);
    }
}

/* The newest entry is the subject's; its history is one line if that one's author had seen all.
 * What is folded in any order is no part of it, as it is not while it comes. */
static void
update_subject (DtFoldSubject *subject, GPtrArray *entries, const Ancestry *ancestry)
{
  guint newest = 0;
  guint n_seen = 0;

  subject->linear = TRUE;
  subject->dirty = TRUE;
  for (guint i = 0; i < entries->len; i++)
    {
      const DtEntry *entry = entries->pdata[i];
      DtOrder order;

      if (dt_kind_find (entry->kind, entry->schema)->any_order)
        continue;
      if (n_seen == 0)
        g_strlcpy (subject->device, entry->device, DT_ID_SIZE);
      else if (!g_str_equal (subject->device, entry->device))
        subject->device[0] = '\0';
      dt_order_init (&order, entry);
      if (n_seen++ == 0 || dt_order_compare (&order, &subject->order) > 0)
        {
          newest = i;
          subject->order = order;
          memcpy (subject->head, entry->hash, DT_HASH_SIZE);
        }
    }
  for (guint i = 0; ancestry->bits != NULL && i < entries->len; i++)
    if (i != newest && !ancestry_has (ancestry, newest, i))
      subject->linear = FALSE;
}

static void
setter_clear (gpointer data)
{
  g_free (((DtFoldSetter *) data)->value);
}

/* dt_fold_refold: forgets what the subject's entries wrote and folds all of them, in order. */
void
dt_fold_refold (DtFold *self, DtFoldSubject *subject)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_entry_free);
  Ancestry ancestry;

  if (!self->feed->foreach_of (self->feed->data, subject->id, collect_entry, entries, &self->error))
    return;
  if (entries->len == 0)
    return;
  g_ptr_array_sort (entries, compare_entries);
  ancestry_init (&ancestry, entries);
  self->setters = g_array_new (FALSE, FALSE, sizeof (DtFoldSetter));
  g_array_set_clear_func (self->setters, setter_clear);
  clear_subject (self, subject->id, entries);
  replay (self, entries);
  if (ancestry.bits != NULL)
    find_conflicts (self, subject->id, entries, &ancestry);
  update_subject (subject, entries, &ancestry);
  subject->refold = FALSE;
  g_clear_pointer (&self->setters, g_array_unref);
  g_free (ancestry.bits);
}

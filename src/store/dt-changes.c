/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fold touched, as the screens are told. Any thread, one at a time. */
#include "store/dt-changes.h"

/**
 * dt_changes_new:
 *
 * Returns: (transfer full): nothing changed yet
 */
DtChanges *
dt_changes_new (void)
{
  DtChanges *self = g_new0 (DtChanges, 1);

  self->cases = g_ptr_array_new_with_free_func (g_free);
  self->citizens = g_ptr_array_new_with_free_func (g_free);
  self->officers = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * dt_changes_free:
 * @self: (nullable) (transfer full): changes
 */
void
dt_changes_free (DtChanges *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->cases);
  g_ptr_array_unref (self->citizens);
  g_ptr_array_unref (self->officers);
  g_free (self);
}

static void
merge_ids (GPtrArray *into, GPtrArray *from)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < into->len; i++)
    g_hash_table_add (known, into->pdata[i]);
  for (guint i = 0; i < from->len; i++)
    if (!g_hash_table_contains (known, from->pdata[i]))
      {
        char *id = g_strdup (from->pdata[i]);

        g_ptr_array_add (into, id);
        g_hash_table_add (known, id);
      }
}

/**
 * dt_changes_merge:
 * @self: changes
 * @other: further ones, added without doubles
 */
void
dt_changes_merge (DtChanges *self, const DtChanges *other)
{
  merge_ids (self->cases, other->cases);
  merge_ids (self->citizens, other->citizens);
  merge_ids (self->officers, other->officers);
  self->rows |= other->rows;
  self->set_aside |= other->set_aside;
  self->rules |= other->rules;
  self->templates |= other->templates;
  self->everything |= other->everything;
}

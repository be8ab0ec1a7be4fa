/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of all units, present and former, by their letters: a hash table to find a name in a
 * text, and the same names in order to complete one. Immutable once made, so any thread may look.
 */
#include "model/dt-address-index-private.h"

#include "base/dt-resource.h"

#include <string.h>

#define UPPER_HALF G_GUINT64_CONSTANT (0xffffffff00000000)

/* ---- making ---- */

/**
 * dt_address_index_add:
 * @self: an index that is being made
 * @name: a name without its kind
 * @level: what bears it
 * @type: the kind of that unit
 * @id: its place in the list of its level
 * @is_short: whether it means something beside another name only
 */
void
dt_address_index_add (DtAddressIndex *self,
                      const char *name,
                      DtAddressLevel level,
                      DtAddressType type,
                      guint16 id,
                      gboolean is_short)
{
  DtAddressEntry entry = {
    .id = id, .level = level, .type = type, .is_short = is_short, .letters = self->pool->len
  };
  DtAddressText text;

  dt_address_text_init (&text, name, strlen (name));
  entry.n_letters = (guint8) MIN (text.n_letters, DT_ADDRESS_MAX_LETTERS);
  entry.marks = entry.letters + entry.n_letters;
  entry.words = MIN (text.n_atoms, 127);
  if (entry.n_letters > 0)
    {
      g_byte_array_append (self->pool, (const guint8 *) text.letters, entry.n_letters);
      g_byte_array_append (self->pool, text.marks, entry.n_letters);
      g_array_append_val (self->entries, entry);
    }
  dt_address_text_clear (&text);
}

static int
compare_entries (gconstpointer a, gconstpointer b, gpointer data)
{
  const DtAddressEntry *left = a;
  const DtAddressEntry *right = b;
  const guint8 *pool = data;
  guint n = MIN (left->n_letters, right->n_letters);
  int order = memcmp (pool + left->letters, pool + right->letters, n);

  if (order == 0)
    order = left->n_letters - right->n_letters;
  if (order == 0)
    order = memcmp (pool + left->marks, pool + right->marks, n);
  if (order == 0)
    order = left->level - right->level;
  if (order == 0)
    order = left->words - right->words;
  return order != 0 ? order : left->id - right->id;
}

static gboolean
same_letters (const guint8 *pool, const DtAddressEntry *a, const DtAddressEntry *b)
{
  return a->n_letters == b->n_letters
         && memcmp (pool + a->letters, pool + b->letters, a->n_letters) == 0;
}

/* Many units have one name: letters and marks are kept once each. */
static void
share_names (DtAddressIndex *self)
{
  GByteArray *shared = g_byte_array_sized_new (self->pool->len / 2);
  const guint8 *pool = self->pool->data;
  DtAddressEntry above = { 0 };
  DtAddressEntry above_shared = { 0 };

  for (guint i = 0; i < self->entries->len; i++)
    {
      DtAddressEntry *entry = &g_array_index (self->entries, DtAddressEntry, i);
      const DtAddressEntry was = *entry;
      gboolean letters = i > 0 && same_letters (pool, &above, &was);

      entry->letters = letters ? above_shared.letters : shared->len;
      if (!letters)
        g_byte_array_append (shared, pool + was.letters, was.n_letters);
      if (letters && memcmp (pool + above.marks, pool + was.marks, was.n_letters) == 0)
        entry->marks = above_shared.marks;
      else
        {
          entry->marks = shared->len;
          g_byte_array_append (shared, pool + was.marks, was.n_letters);
        }
      above = was;
      above_shared = *entry;
    }
  g_byte_array_unref (self->pool);
  self->pool = shared;
}

static void
collect_names (DtAddressIndex *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const DtAddressEntry *entry = dt_address_index_entry (self, i);
      DtAddressName *name = NULL;

      if (i > 0 && dt_address_index_entry (self, i - 1)->letters == entry->letters)
        name = &g_array_index (self->names, DtAddressName, self->names->len - 1);
      else
        {
          g_array_set_size (self->names, self->names->len + 1);
          name = &g_array_index (self->names, DtAddressName, self->names->len - 1);
          name->first = i;
        }
      name->n_entries++;
      name->levels |= 1u << entry->level;
      self->longest = MAX (self->longest, entry->n_letters);
    }
}

static void
fill_slots (DtAddressIndex *self)
{
  guint size = 64;

  while (size < 2 * self->names->len)
    size *= 2;
  self->slot_mask = size - 1;
  self->slots = g_new0 (guint64, size);
  for (guint i = 0; i < self->names->len; i++)
    {
      const DtAddressName *name = &g_array_index (self->names, DtAddressName, i);
      const DtAddressEntry *entry = dt_address_index_entry (self, name->first);
      const char *letters = (const char *) self->pool->data + entry->letters;
      guint64 hash = dt_address_hash (DT_ADDRESS_HASH_START, letters, entry->n_letters);
      guint at = (guint) (hash ^ (hash >> 32)) & self->slot_mask;

      while (self->slots[at] != 0)
        at = (at + 1) & self->slot_mask;
      self->slots[at] = (hash & UPPER_HALF) | (i + 1);
    }
}

/**
 * dt_address_index_arrange:
 * @self: an index to which all names were added
 */
void
dt_address_index_arrange (DtAddressIndex *self)
{
  g_array_sort_with_data (self->entries, compare_entries, self->pool->data);
  share_names (self);
  collect_names (self);
  fill_slots (self);
}

/**
 * dt_address_index_new_from_bytes:
 * @changes: what became of the former units, as data/units/changes-2025.csv
 * @aliases: other names and how kinds are abbreviated, as data/units/aliases.csv
 * @error: DT_ERROR_DAMAGED if they are not what they should be
 *
 * Takes some tens of milliseconds. The present units are the catalogue's.
 *
 * Returns: (transfer full): the index, or %NULL
 */
DtAddressIndex *
dt_address_index_new_from_bytes (GBytes *changes, GBytes *aliases, GError **error)
{
  g_autoptr (DtAddressIndex) self = NULL;

  g_return_val_if_fail (changes != NULL && aliases != NULL, NULL);

  self = g_new0 (DtAddressIndex, 1);
  self->units = dt_catalogue_get_units ();
  self->pool = g_byte_array_new ();
  self->entries = g_array_new (FALSE, TRUE, sizeof (DtAddressEntry));
  self->names = g_array_new (FALSE, TRUE, sizeof (DtAddressName));
  self->formers = g_array_new (FALSE, TRUE, sizeof (DtFormerUnit));
  self->districts = g_array_new (FALSE, TRUE, sizeof (DtAddressDistrict));
  self->provinces = g_ptr_array_new ();
  self->unit_index = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->units->len; i++)
    {
      const DtUnit *unit = g_ptr_array_index (self->units, i);

      g_hash_table_insert (self->unit_index, unit->code, GUINT_TO_POINTER (i + 1));
    }
  if (!dt_address_index_read (self, changes, aliases, error))
    return NULL;
  dt_address_index_arrange (self);
  return g_steal_pointer (&self);
}

/**
 * dt_address_index_free:
 * @self: (nullable): an index that no thread uses any more
 */
void
dt_address_index_free (DtAddressIndex *self)
{
  if (self == NULL)
    return;
  g_byte_array_unref (self->pool);
  g_array_unref (self->entries);
  g_array_unref (self->names);
  g_array_unref (self->formers);
  g_array_unref (self->districts);
  g_ptr_array_unref (self->provinces);
  g_hash_table_unref (self->unit_index);
  g_free (self->slots);
  g_free (self->former_district);
  g_free (self->former_province);
  g_free (self->unit_province);
  g_free (self->made_of_start);
  g_free (self->made_of);
  g_free (self->unit_pool);
  g_free (self->unit_places);
  g_free (self->text);
  g_free (self->alias_text);
  g_free (self);
}

/**
 * dt_address_index_get:
 *
 * The first call makes it. A window that will need it may have a worker make it beforehand.
 *
 * Returns: (transfer none): the index of all units of the country
 */
const DtAddressIndex *
dt_address_index_get (void)
{
  static gsize made;

  if (g_once_init_enter (&made))
    {
      g_autoptr (GBytes) changes = dt_resource_load ("/org/doithoai/data/units/changes-2025.csv");
      g_autoptr (GBytes) aliases = dt_resource_load ("/org/doithoai/data/units/aliases.csv");
      g_autoptr (GError) error = NULL;
      DtAddressIndex *self = dt_address_index_new_from_bytes (changes, aliases, &error);

      if (self == NULL)
        g_error ("The units are not what the program expects: %s", error->message);
      g_once_init_leave (&made, (gsize) self);
    }
  return (const DtAddressIndex *) made;
}

/* ---- looking ---- */

/**
 * dt_address_index_find:
 * @self: an index
 * @hash: dt_address_hash() of the letters
 * @letters: letters of a text
 * @n: how many
 *
 * Returns: (nullable): the name
 */
const DtAddressName *
dt_address_index_find (const DtAddressIndex *self, guint64 hash, const char *letters, guint n)
{
  guint at = (guint) (hash ^ (hash >> 32)) & self->slot_mask;

  for (; self->slots[at] != 0; at = (at + 1) & self->slot_mask)
    {
      const DtAddressName *name;
      const DtAddressEntry *entry;

      if (((self->slots[at] ^ hash) & UPPER_HALF) != 0)
        continue;
      name = &g_array_index (self->names, DtAddressName, (guint32) self->slots[at] - 1);
      entry = dt_address_index_entry (self, name->first);
      if (entry->n_letters == n && memcmp (self->pool->data + entry->letters, letters, n) == 0)
        return name;
    }
  return NULL;
}

/**
 * dt_address_index_find_unit:
 * @self: an index
 * @code: (nullable): five digits
 *
 * Returns: its place in the catalogue's list, or DT_ADDRESS_NONE
 */
guint16
dt_address_index_find_unit (const DtAddressIndex *self, const char *code)
{
  gpointer place = code != NULL ? g_hash_table_lookup (self->unit_index, code) : NULL;

  return place != NULL ? (guint16) (GPOINTER_TO_UINT (place) - 1) : DT_ADDRESS_NONE;
}

/**
 * dt_address_index_get_formers:
 * @self: an index
 * @n_formers: (out): how many
 *
 * Returns: (transfer none) (array length=n_formers): every former unit, by province and district
 */
const DtFormerUnit *
dt_address_index_get_formers (const DtAddressIndex *self, guint *n_formers)
{
  g_return_val_if_fail (self != NULL && n_formers != NULL, NULL);

  *n_formers = self->formers->len;
  return dt_address_index_former (self, 0);
}

/**
 * dt_address_index_list_formers:
 * @self: an index
 * @unit: a present unit
 *
 * Returns: (transfer container) (element-type DtFormerUnit): what it was made of. One that became
 *   more units than this gave only a part.
 */
GPtrArray *
dt_address_index_list_formers (const DtAddressIndex *self, const DtUnit *unit)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  guint16 place;

  g_return_val_if_fail (self != NULL && unit != NULL, NULL);

  place = dt_address_index_find_unit (self, unit->code);
  if (place != DT_ADDRESS_NONE)
    {
      for (guint32 i = self->made_of_start[place]; i < self->made_of_start[place + 1]; i++)
        g_ptr_array_add (list, (gpointer) dt_address_index_former (self, self->made_of[i]));
    }
  return g_steal_pointer (&list);
}

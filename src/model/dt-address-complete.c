/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completes the name of a unit, present or former, at the end of what is typed. Names lie in order
 * of their letters, so those that begin alike lie together. Any thread. */
#include "model/dt-address-index-private.h"

#include <string.h>

#define MOST_ATOMS 7 /* no name has more words */

/* What is looked for at the end of the text. */
typedef struct
{
  const DtAddressIndex *index;
  const DtAddressText *text;
  char letters[DT_ADDRESS_MAX_LETTERS];
  const guint8 *marks;
  guint n;
  DtAddressType type; /* that stands before it */
  gsize start;        /* bytes */
  gsize end;
  guint16 context;
} Wanted;

/* The best so far, the best first. */
typedef struct
{
  guint limit;
  guint n;
  guint32 *ranks;
  guint *entries;
} Best;

/* ---- ranking ---- */

/* 0 the asking unit or what it was made of, 1 its province, 2 elsewhere. */
static guint
tier_of (const Wanted *self, const DtAddressEntry *entry)
{
  const DtAddressIndex *index = self->index;
  guint16 province;
  const DtFormerUnit *former;
  guint tier = 2;

  if (self->context == DT_ADDRESS_NONE)
    return 2;
  province = index->unit_province[self->context];
  if (entry->level == DT_ADDRESS_UNIT)
    return entry->id == self->context ? 0 : index->unit_province[entry->id] == province ? 1 : 2;
  former = dt_address_index_former (index, entry->id);
  for (guint i = 0; i < former->n_units; i++)
    {
      guint16 place = dt_address_index_target (index, former, i);

      if (place == self->context)
        return 0;
      if (index->unit_province[place] == province)
        tier = 1;
    }
  return tier;
}

static gboolean
is_spelled_so (const guint8 *text, const guint8 *name, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      if (((text[i] ^ name[i]) & DT_ADDRESS_MARK_SPELLED) != 0)
        return FALSE;
    }
  return TRUE;
}

/* The lower the better; G_MAXUINT32 if it does not fit. */
static guint32
rank_of (const Wanted *self, const DtAddressEntry *entry)
{
  const guint8 *marks = self->index->pool->data + entry->marks;
  DtAddressMarks fit = dt_address_marks_compare (self->marks, marks, self->n);
  guint32 rank = 0;

  if (fit == DT_ADDRESS_MARKS_OTHER)
    return G_MAXUINT32;
  if (self->type != DT_ADDRESS_NO_TYPE && self->type != entry->type)
    rank |= 1 << 6;
  if (!is_spelled_so (self->marks, marks, self->n))
    rank |= 1 << 5;
  rank |= tier_of (self, entry) << 3;
  if (entry->n_letters != self->n)
    rank |= 1 << 2;
  if (fit != DT_ADDRESS_MARKS_EXACT && self->text->marked)
    rank |= 1 << 1;
  return rank | (entry->level == DT_ADDRESS_FORMER);
}

static void
keep_best (Best *best, guint32 rank, guint entry)
{
  guint at = best->n;

  if (rank == G_MAXUINT32 || (best->n == best->limit && rank >= best->ranks[best->n - 1]))
    return;
  if (best->n < best->limit)
    best->n++;
  else
    at--;
  while (at > 0 && best->ranks[at - 1] > rank)
    {
      best->ranks[at] = best->ranks[at - 1];
      best->entries[at] = best->entries[at - 1];
      at--;
    }
  best->ranks[at] = rank;
  best->entries[at] = entry;
}

/* ---- searching ---- */

static int
compare_prefix (const Wanted *self, const DtAddressEntry *entry)
{
  const guint8 *letters = self->index->pool->data + entry->letters;
  int order = memcmp (letters, self->letters, MIN (self->n, entry->n_letters));

  return order != 0 ? order : entry->n_letters < self->n ? -1 : 0;
}

static guint
first_with_prefix (const Wanted *self)
{
  guint low = 0;
  guint high = self->index->entries->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (compare_prefix (self, dt_address_index_entry (self->index, middle)) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
search (const Wanted *self, Best *best)
{
  for (guint i = first_with_prefix (self); i < self->index->entries->len; i++)
    {
      const DtAddressEntry *entry = dt_address_index_entry (self->index, i);

      if (compare_prefix (self, entry) != 0)
        return;
      if (entry->level <= DT_ADDRESS_FORMER)
        keep_best (best, rank_of (self, entry), i);
    }
}

/* The kind that begins at @start, and where it ends. */
static DtAddressType
type_at (const Wanted *self, guint start, guint *end)
{
  const DtAddressText *text = self->text;
  DtAddressType type = DT_ADDRESS_NO_TYPE;
  guint n = 0;

  for (guint i = start; i < text->n_atoms && i < start + 2; i++)
    {
      const char *letters = text->letters + text->atoms[start].letter;
      const DtAddressName *name;

      n += text->atoms[i].n_letters;
      name = dt_address_index_find (
          self->index, dt_address_hash (DT_ADDRESS_HASH_START, letters, n), letters, n);
      for (guint e = 0; name != NULL && e < name->n_entries; e++)
        {
          const DtAddressEntry *entry = dt_address_index_entry (self->index, name->first + e);

          if (entry->level != DT_ADDRESS_TYPE
              || dt_address_marks_compare (text->marks + text->atoms[start].letter,
                                           self->index->pool->data + entry->marks,
                                           n)
                     > DT_ADDRESS_MARKS_PLAIN)
            continue;
          type = entry->type;
          *end = i + 1;
        }
    }
  return type;
}

/* Takes the atoms from @start on for the beginning of a name; FALSE if it is too short for one. */
static gboolean
want_from (Wanted *self, guint start, guint name)
{
  const DtAddressText *text = self->text;
  const DtAddressAtom *first = &text->atoms[name];
  guint n;

  if (name >= text->n_atoms)
    return FALSE;
  n = text->n_letters - first->letter;
  if (n > DT_ADDRESS_MAX_LETTERS || (self->type == DT_ADDRESS_NO_TYPE && n < 2))
    return FALSE;
  memcpy (self->letters, text->letters + first->letter, n);
  self->marks = text->marks + first->letter;
  self->n = n;
  self->start = text->atoms[start].start;
  self->end = text->atoms[text->n_atoms - 1].end;
  return TRUE;
}

static void
search_from (Wanted *self, guint start, Best *best)
{
  guint name = start;

  self->type = type_at (self, start, &name);
  if (!want_from (self, start, name))
    return;
  search (self, best);
  /* A k at the end may become a kh, which is no c. */
  if (self->letters[self->n - 1] == 'c'
      && (self->marks[self->n - 1] & DT_ADDRESS_MARK_SPELLED) != 0)
    {
      self->letters[self->n - 1] = 'k';
      search (self, best);
    }
}

static guint
first_atom (const DtAddressText *text)
{
  guint start = text->n_atoms - 1;

  while (start > 0 && text->atoms[start].gap <= DT_ADDRESS_GAP_STOP
         && text->n_atoms - start < MOST_ATOMS)
    start--;
  return start;
}

static void
add_completion (const Wanted *self, GArray *out, const DtAddressEntry *entry)
{
  DtAddressCompletion completion = { .start = self->start, .end = self->end };

  if (entry->level == DT_ADDRESS_UNIT)
    completion.unit = g_ptr_array_index (self->index->units, entry->id);
  else
    {
      completion.former = dt_address_index_former (self->index, entry->id);
      if (completion.former->n_units == 1)
        completion.unit = completion.former->units[0];
    }
  g_array_append_val (out, completion);
}

/* ---- a district behind a ward ---- */

static gboolean
district_begins_so (const Wanted *self, guint16 former, const DtAddressText *typed, guint name)
{
  guint16 id = self->index->former_district[former];
  const char *district;
  DtAddressText text;
  guint n;
  gboolean begins;

  if (id == DT_ADDRESS_NONE || name >= typed->n_atoms)
    return name >= typed->n_atoms;
  district = g_array_index (self->index->districts, DtAddressDistrict, id).name;
  dt_address_type_split (&district);
  dt_address_text_init (&text, district, strlen (district));
  n = typed->n_letters - typed->atoms[name].letter;
  begins = n <= text.n_letters
           && memcmp (text.letters, typed->letters + typed->atoms[name].letter, n) == 0
           && dt_address_marks_compare (typed->marks + typed->atoms[name].letter, text.marks, n)
                  != DT_ADDRESS_MARKS_OTHER;
  dt_address_text_clear (&text);
  return begins;
}

/* "Phường 5, quận g": the former units of the name before the comma in a district that begins so.
 */
static void
search_with_district (Wanted *self, const char *text, gsize comma, gsize length, Best *best)
{
  DtAddressText ward;
  DtAddressText district;
  const DtAddressText *whole = self->text;
  guint name = 0;

  dt_address_text_init (&ward, text, comma);
  dt_address_text_init (&district, text + comma, length - comma);
  self->text = &district;
  if (district.n_atoms > 0)
    type_at (self, 0, &name);
  self->text = &ward;
  for (guint start = ward.n_atoms > 0 ? first_atom (&ward) : 0;
       district.n_atoms > 0 && start < ward.n_atoms && best->n == 0;
       start++)
    {
      guint from = start;

      self->type = type_at (self, start, &from);
      if (!want_from (self, start, from))
        continue;
      for (guint i = first_with_prefix (self); i < self->index->entries->len; i++)
        {
          const DtAddressEntry *entry = dt_address_index_entry (self->index, i);

          if (compare_prefix (self, entry) != 0 || entry->n_letters != self->n)
            break;
          if (entry->level == DT_ADDRESS_FORMER
              && district_begins_so (self, entry->id, &district, name))
            keep_best (best, rank_of (self, entry), i);
        }
    }
  self->end = length;
  self->text = whole;
  dt_address_text_clear (&ward);
  dt_address_text_clear (&district);
}

/**
 * dt_address_index_complete:
 * @self: an index
 * @text: what stands before the cursor
 * @context: (nullable): code of the unit whose desk asks; its own names come first, then its
 *   province's
 * @limit: at most so many
 *
 * The longest end of @text that a name begins with is completed, or with a comma before it, the
 * district of the former unit before the comma.
 *
 * Returns: (transfer full) (element-type DtAddressCompletion): the best first
 */
GArray *
dt_address_index_complete (const DtAddressIndex *self,
                           const char *text,
                           const char *context,
                           guint limit)
{
  GArray *out = g_array_new (FALSE, FALSE, sizeof (DtAddressCompletion));
  DtAddressText cut;
  Wanted wanted = { .index = self, .text = &cut };
  const char *comma;
  Best best = { .limit = limit };

  g_return_val_if_fail (self != NULL && text != NULL, out);

  dt_address_text_init (&cut, text, strlen (text));
  wanted.context = dt_address_index_find_unit (self, context);
  best.ranks = g_new (guint32, limit + 1);
  best.entries = g_new (guint, limit + 1);
  comma = strrchr (text, ',');
  if (comma != NULL && limit > 0)
    search_with_district (&wanted, text, comma - text, strlen (text), &best);
  for (guint start = cut.n_atoms > 0 ? first_atom (&cut) : 0;
       limit > 0 && start < cut.n_atoms && best.n == 0;
       start++)
    search_from (&wanted, start, &best);
  for (guint i = 0; i < best.n; i++)
    add_completion (&wanted, out, dt_address_index_entry (self, best.entries[i]));
  g_free (best.ranks);
  g_free (best.entries);
  dt_address_text_clear (&cut);
  return out;
}

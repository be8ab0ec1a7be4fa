/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Remembers what the views said of a number, and whom the import itself has entered since. */
#include "service/dt-import-people.h"

#include "base/dt-text.h"

struct _DtImportPeople
{
  GHashTable *known; /* number or address → GPtrArray of Person */
};

typedef struct
{
  char *id;
  char *folded_name; /* or NULL */
} Person;

static void
person_free (Person *person)
{
  g_free (person->id);
  g_free (person->folded_name);
  g_free (person);
}

DtImportPeople *
dt_import_people_new (void)
{
  DtImportPeople *self = g_new0 (DtImportPeople, 1);

  self->known
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
dt_import_people_free (DtImportPeople *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->known);
  g_free (self);
}

/* The same number with two names is two people: a phone is often a family's. */
static gboolean
is_same_name (const char *a, const char *b)
{
  return a == NULL || b == NULL || g_str_equal (a, b);
}

static void
add_person (GPtrArray *people, const char *id, char *folded_name)
{
  Person *person = g_new0 (Person, 1);

  person->id = g_strdup (id);
  person->folded_name = folded_name;
  g_ptr_array_add (people, person);
}

static void
add_contact (const char *id, const char *name, gpointer user_data)
{
  add_person (user_data, id, name != NULL ? dt_text_fold (name, -1) : NULL);
}

static GPtrArray *
get_people (DtImportPeople *self, DtReader *reader, const char *value)
{
  GPtrArray *people = g_hash_table_lookup (self->known, value);

  if (people != NULL)
    return people;
  people = g_ptr_array_new_with_free_func ((GDestroyNotify) person_free);
  /* One that cannot be read is entered once more: no reason to lose what a citizen says. */
  dt_reader_foreach_contact (reader, value, add_contact, people, NULL);
  g_hash_table_insert (self->known, g_strdup (value), people);
  return people;
}

const char *
dt_import_people_find (DtImportPeople *self,
                       DtReader *reader,
                       const char *value,
                       const char *folded_name)
{
  GPtrArray *people = value != NULL ? get_people (self, reader, value) : NULL;

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      Person *person = g_ptr_array_index (people, i);

      if (is_same_name (person->folded_name, folded_name))
        return person->id;
    }
  return NULL;
}

void
dt_import_people_add (DtImportPeople *self,
                      DtReader *reader,
                      const char *value,
                      const char *id,
                      const char *folded_name)
{
  if (value != NULL)
    add_person (get_people (self, reader, value), id, g_strdup (folded_name));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table with open addressing: sixteen bytes a message, twice that at most. On the worker that
 * owns the store. */
#include "store/dt-externals.h"

#include <string.h>

typedef struct
{
  gint64 key;
  gint64 seq; /* 0: free */
} Slot;

struct _DtExternals
{
  Slot *slots;
  gsize size; /* a power of two */
  gsize n;
};

/* dt_external_get_key: keys are HMACs, so any eight bytes of one are as good as random. */
gint64
dt_external_get_key (const char *external)
{
  guint64 key = G_GUINT64_CONSTANT (14695981039346656037);

  for (const char *p = external; *p != '\0'; p++)
    key = (key ^ (guchar) *p) * G_GUINT64_CONSTANT (1099511628211);
  return (gint64) (key ^ key >> 32);
}

static void
insert (DtExternals *self, gint64 key, gint64 seq)
{
  gsize i = (gsize) key & (self->size - 1);

  while (self->slots[i].seq != 0)
    {
      if (self->slots[i].key == key && self->slots[i].seq == seq)
        return;
      i = (i + 1) & (self->size - 1);
    }
  self->slots[i].key = key;
  self->slots[i].seq = seq;
  self->n++;
}

/* dt_externals_add: one message more. */
void
dt_externals_add (DtExternals *self, gint64 key, gint64 seq)
{
  if (self->n * 4 >= self->size * 3)
    {
      Slot *old = self->slots;
      gsize old_size = self->size;

      self->size *= 2;
      self->slots = g_new0 (Slot, self->size);
      self->n = 0;
      for (gsize i = 0; i < old_size; i++)
        if (old[i].seq != 0)
          insert (self, old[i].key, old[i].seq);
      g_free (old);
    }
  insert (self, key, seq);
}

/* dt_externals_load: all that are in the tables. */
DtExternals *
dt_externals_load (DtDatabase *database, GError **error)
{
  DtExternals *self = g_new0 (DtExternals, 1);
  gint64 count = dt_database_get_int (database, "SELECT max (seq) FROM externals", 0);
  sqlite3_stmt *statement = dt_database_prepare (database, "SELECT key, seq FROM externals");
  gboolean row = TRUE;

  for (self->size = 1024; (gint64) self->size * 3 <= count * 4;)
    self->size *= 2;
  self->slots = g_new0 (Slot, self->size);
  while (row)
    {
      if (!dt_database_step (database, statement, &row, error))
        {
          dt_externals_free (self);
          return NULL;
        }
      if (row)
        dt_externals_add (
            self, sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1));
    }
  return self;
}

/* dt_externals_free: frees it. */
void
dt_externals_free (DtExternals *self)
{
  if (self == NULL)
    return;
  g_free (self->slots);
  g_free (self);
}

/* dt_externals_find: what is found has to be looked at; a message may be gone since. */
guint
dt_externals_find (const DtExternals *self, gint64 key, gint64 *out_seqs, guint n)
{
  guint found = 0;

  for (gsize i = (gsize) key & (self->size - 1); self->slots[i].seq != 0 && found < n;
       i = (i + 1) & (self->size - 1))
    if (self->slots[i].key == key)
      out_seqs[found++] = self->slots[i].seq;
  return found;
}

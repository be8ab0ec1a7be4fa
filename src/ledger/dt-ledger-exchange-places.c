/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of the unit's record as its hub gives it, kept beside the entries: of its days the
 * trees are made that desks compare. On the ledger's thread. */
#include "ledger/dt-ledger-desks-private.h"
#include "ledger/dt-merkle.h"

#include <string.h>

/**
 * dt_ledger_get_last_place:
 * @self: a ledger
 *
 * Returns: the highest place that is kept, 0 if none
 */
gint64
dt_ledger_get_last_place (DtLedger *self)
{
  return self->database != NULL
             ? dt_database_get_int (self->database, "SELECT max (place) FROM places", 0)
             : 0;
}

/* The n of the entry that a place speaks of, 0 if it is not held. */
static gboolean
find_entry (DtLedger *self, const DtPlace *place, gint64 *out_n, GError **error)
{
  sqlite3_stmt *row
      = dt_database_prepare (self->database,
                             "SELECT e.n, e.hash FROM devices AS d CROSS JOIN entries AS e"
                             " ON e.device = d.no WHERE d.device = ? AND e.seq = ?");
  guint8 device[DT_DEVICE_SIZE] = { 0 };
  gboolean more = FALSE, same = TRUE;

  *out_n = 0;
  dt_from_hex (place->device, device, sizeof device);
  sqlite3_bind_blob (row, 1, device, sizeof device, SQLITE_STATIC);
  sqlite3_bind_int64 (row, 2, place->seq);
  if (!dt_database_step (self->database, row, &more, error))
    return FALSE;
  if (!more)
    return TRUE;
  *out_n = sqlite3_column_int64 (row, 0);
  same = sqlite3_column_bytes (row, 1) == DT_HASH_SIZE
         && memcmp (sqlite3_column_blob (row, 1), place->hash, DT_HASH_SIZE) == 0;
  sqlite3_reset (row);
  if (!same)
    g_set_error (error,
                 DT_ERROR,
                 DT_ERROR_DAMAGED,
                 "place %" G_GINT64_FORMAT " is given to an entry that is not held",
                 place->place);
  return same;
}

static gboolean
insert_place (DtLedger *self, const DtPlace *place, gint64 n, GError **error)
{
  sqlite3_stmt *statement
      = dt_database_prepare (self->database, "INSERT OR IGNORE INTO places VALUES (?, ?, ?)");

  sqlite3_bind_int64 (statement, 1, place->place);
  sqlite3_bind_int64 (statement, 2, n);
  sqlite3_bind_int64 (statement, 3, place->day);
  if (!dt_database_run (self->database, statement, error))
    return FALSE;
  if (sqlite3_changes (dt_database_get_handle (self->database)) == 1)
    return TRUE;
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_DAMAGED,
               "place %" G_GINT64_FORMAT " is given to an entry that has another",
               place->place);
  return FALSE;
}

static gboolean
put_places (DtLedger *self, GPtrArray *places, GError **error)
{
  gint64 last = dt_ledger_get_last_place (self);

  for (guint i = 0; i < places->len; i++)
    {
      const DtPlace *place = places->pdata[i];
      gint64 n;

      if (place->place != last + 1)
        {
          g_set_error (error,
                       DT_ERROR,
                       DT_ERROR_DAMAGED,
                       "place %" G_GINT64_FORMAT " follows %" G_GINT64_FORMAT,
                       place->place,
                       last);
          return FALSE;
        }
      if (!find_entry (self, place, &n, error))
        return FALSE;
      if (n == 0)
        break;
      if (!insert_place (self, place, n, error))
        return FALSE;
      last++;
    }
  return TRUE;
}

/**
 * dt_ledger_put_places:
 * @self: a ledger
 * @places: (element-type DtPlace): what the hub says, going on from the last one kept
 * @error: %DT_ERROR_DAMAGED if it contradicts what is kept or held; %DT_ERROR_IO,
 *   %DT_ERROR_DENIED if read-only
 *
 * Keeps the places of entries that are held, up to the first that is not.
 *
 * Returns: %FALSE on an error; then none is kept
 */
gboolean
dt_ledger_put_places (DtLedger *self, GPtrArray *places, GError **error)
{
  GError *own_error = NULL;

  g_return_val_if_fail (self != NULL && places != NULL, FALSE);

  if (!dt_ledger_begin (self, error))
    return FALSE;
  if (!put_places (self, places, &own_error))
    {
      dt_ledger_rollback (self);
      g_propagate_error (error, own_error);
      return FALSE;
    }
  return dt_ledger_commit (self, error);
}

/**
 * dt_ledger_cut_places:
 * @self: a ledger
 * @place: the last that is kept
 * @error: %DT_ERROR_IO, %DT_ERROR_DENIED if read-only
 *
 * Returns: %TRUE if none behind it is kept any more
 */
gboolean
dt_ledger_cut_places (DtLedger *self, gint64 place, GError **error)
{
  sqlite3_stmt *statement;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!dt_ledger_begin (self, error))
    return FALSE;
  statement = dt_database_prepare (self->database, "DELETE FROM places WHERE place > ?");
  sqlite3_bind_int64 (statement, 1, place);
  if (!dt_database_run (self->database, statement, error))
    {
      dt_ledger_rollback (self);
      return FALSE;
    }
  return dt_ledger_commit (self, error);
}

/**
 * dt_ledger_find_place:
 * @self: a ledger
 * @place: a place
 * @out: (out caller-allocates): what is kept of it
 * @out_found: (out): whether it is
 * @error: %DT_ERROR_IO, %DT_ERROR_DAMAGED
 *
 * Returns: %FALSE on an error
 */
gboolean
dt_ledger_find_place (
    DtLedger *self, gint64 place, DtPlace *out, gboolean *out_found, GError **error)
{
  g_autofree char *device = NULL;
  sqlite3_stmt *row;

  g_return_val_if_fail (self != NULL && out != NULL && out_found != NULL, FALSE);

  *out_found = FALSE;
  if (!dt_ledger_ensure_open (self, error))
    return FALSE;
  row = dt_database_prepare (self->database,
                             "SELECT d.device, e.seq, e.hash, p.day FROM places AS p"
                             " CROSS JOIN entries AS e ON e.n = p.n"
                             " CROSS JOIN devices AS d ON d.no = e.device WHERE p.place = ?");
  sqlite3_bind_int64 (row, 1, place);
  if (!dt_database_step (self->database, row, out_found, error))
    return FALSE;
  if (!*out_found)
    return TRUE;
  memset (out, 0, sizeof *out);
  out->place = place;
  if (sqlite3_column_bytes (row, 0) == DT_DEVICE_SIZE)
    device = dt_to_hex (sqlite3_column_blob (row, 0), DT_DEVICE_SIZE);
  if (device != NULL)
    g_strlcpy (out->device, device, sizeof out->device);
  out->seq = sqlite3_column_int64 (row, 1);
  if (sqlite3_column_bytes (row, 2) == DT_HASH_SIZE)
    memcpy (out->hash, sqlite3_column_blob (row, 2), DT_HASH_SIZE);
  out->day = sqlite3_column_int64 (row, 3);
  sqlite3_reset (row);
  return TRUE;
}

/**
 * dt_ledger_get_place_leaves:
 * @self: a ledger
 * @day: a day in Hanoi
 * @size: how many at most
 * @out_last: (out) (optional): the place of the last of them, 0 if there is none
 * @error: %DT_ERROR_IO, %DT_ERROR_DAMAGED
 *
 * Returns: (transfer full) (nullable): the leaf hashes of the day's tree, in the order in which the
 *   hub received the entries
 */
GByteArray *
dt_ledger_get_place_leaves (
    DtLedger *self, gint64 day, gint64 size, gint64 *out_last, GError **error)
{
  g_autoptr (GByteArray) leaves = g_byte_array_new ();
  sqlite3_stmt *row;
  gboolean more = TRUE;
  gint64 last = 0;

  g_return_val_if_fail (self != NULL, NULL);

  if (!dt_ledger_ensure_open (self, error))
    return NULL;
  row = dt_database_prepare (self->database,
                             "SELECT p.place, e.hash FROM places AS p CROSS JOIN entries AS e"
                             " ON e.n = p.n WHERE p.day = ? ORDER BY p.place LIMIT ?");
  sqlite3_bind_int64 (row, 1, day);
  sqlite3_bind_int64 (row, 2, size);
  while (more)
    {
      guint8 leaf[DT_HASH_SIZE];

      if (!dt_database_step (self->database, row, &more, error))
        return NULL;
      if (!more)
        break;
      last = sqlite3_column_int64 (row, 0);
      dt_merkle_leaf (sqlite3_column_blob (row, 1), (gsize) sqlite3_column_bytes (row, 1), leaf);
      g_byte_array_append (leaves, leaf, sizeof leaf);
    }
  if (out_last != NULL)
    *out_last = last;
  return g_steal_pointer (&leaves);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What erasing a citizen is about: which entries hold their data, and which files others need too.
 * On the reader's thread. */
#include "store/dt-reader-private.h"
#include "store/dt-schema.h"

/* A case is theirs alone when nobody else is linked to it whose data are still there. */
#define THEIRS                                                                                     \
  "WITH theirs (id) AS (SELECT case_id FROM case_citizens WHERE citizen = ?1),"                    \
  "  alone (id) AS (SELECT t.id FROM theirs t WHERE NOT EXISTS"                                    \
  "    (SELECT 1 FROM case_citizens l LEFT JOIN citizens p ON p.id = l.citizen"                    \
  "     WHERE l.case_id = t.id AND l.citizen <> ?1 AND NOT coalesce (p.erased, 0)))"

/* All in cases that are this citizen's alone; in shared ones only what bears the citizen's name. */
static const char entries_sql[]
    = THEIRS " SELECT hash FROM events WHERE subject = ?1 AND personal"
             " UNION SELECT m.hash FROM messages m WHERE m.at_case IN alone AND m.personal"
             "   AND NOT m.erased"
             " UNION SELECT m.hash FROM messages m WHERE m.subject IN alone"
             "   AND m.at_case <> m.subject AND m.personal AND NOT m.erased"
             " UNION SELECT opened_hash FROM cases WHERE id IN alone"
             " UNION SELECT e.hash FROM events e WHERE e.subject IN alone AND e.personal"
             " UNION SELECT m.hash FROM messages m WHERE m.at_case IN theirs AND m.personal"
             "   AND NOT m.erased AND m.author = (SELECT name FROM citizens WHERE id = ?1)"
             " UNION SELECT r.hash FROM reply_entries r WHERE r.subject IN alone"
             " UNION SELECT r.hash FROM reply_entries r WHERE r.subject IN theirs"
             "   AND r.citizen = ?1";

static const char rows_sql[] = THEIRS " SELECT id FROM set_aside WHERE mended IN alone";

/* Of the files ?2 those that show in a case or wait with a row set aside, by an entry that is not
 * among ?1. */
static const char shared_sql[]
    = "WITH gone (hash) AS (SELECT unhex (value) FROM json_each (?1)),"
      "  asked (hash) AS (SELECT unhex (value) FROM json_each (?2))"
      " SELECT DISTINCT a.hash FROM attachments a LEFT JOIN messages m ON m.id = a.message"
      " LEFT JOIN cases c ON c.id = coalesce (m.at_case, a.subject)"
      " LEFT JOIN set_aside s ON s.id = a.subject"
      " WHERE a.hash IN asked AND a.present AND NOT coalesce (m.retracted, 0)"
      " AND NOT coalesce (c.withdrawn, 0) AND coalesce (s.open, 1) AND coalesce (m.hash NOT IN "
      "gone, 1)"
      " AND NOT EXISTS (SELECT 1 FROM attachments b WHERE b.message = a.message"
      "   AND b.hash = a.hash AND b.ord > a.ord)"
      " AND NOT EXISTS (SELECT 1 FROM events e WHERE e.subject = a.subject AND e.ord = a.ord"
      "   AND e.hash IN gone)"
      /* drafts and templates need theirs, but for the drafts that go */
      " UNION SELECT f.hash FROM draft_files f WHERE f.hash IN asked AND NOT EXISTS"
      "  (SELECT 1 FROM reply_entries r WHERE r.subject = f.subject AND r.hash IN gone)";

static GPtrArray *
read_ids (DtReader *self, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;

  while (dt_reader_step (self, statement, &local_error))
    g_ptr_array_add (ids, dt_column_dup_id (statement, 0));
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&ids);
}

/**
 * dt_reader_list_citizen_entries:
 * @self: a reader
 * @citizen_id: a citizen
 * @error: by dt_database_set_error()
 *
 * Returns: (transfer full) (element-type utf8): hashes, hex, of entries whose payload is theirs
 */
GPtrArray *
dt_reader_list_citizen_entries (DtReader *self, const char *citizen_id, GError **error)
{
  sqlite3_stmt *statement;

  g_return_val_if_fail (self != NULL && citizen_id != NULL, NULL);

  statement = dt_database_prepare (self->database, entries_sql);
  dt_bind_id (statement, 1, citizen_id);
  return read_ids (self, statement, error);
}

/**
 * dt_reader_list_citizen_rows:
 * @self: a reader
 * @citizen_id: a citizen
 * @error: by dt_database_set_error()
 *
 * Returns: (transfer full) (element-type utf8): ids of the rows that an import had set aside and
 *   that were mended into a case of theirs alone
 */
GPtrArray *
dt_reader_list_citizen_rows (DtReader *self, const char *citizen_id, GError **error)
{
  sqlite3_stmt *statement;

  g_return_val_if_fail (self != NULL && citizen_id != NULL, NULL);

  statement = dt_database_prepare (self->database, rows_sql);
  dt_bind_id (statement, 1, citizen_id);
  return read_ids (self, statement, error);
}

/* They are hex: nothing in them needs to be escaped. */
static char *
make_json (const char *const *hashes)
{
  g_autofree char *joined = g_strjoinv ("\",\"", (GStrv) hashes);

  return *hashes != NULL ? g_strdup_printf ("[\"%s\"]", joined) : g_strdup ("[]");
}

/**
 * dt_reader_list_shared_files:
 * @self: a reader
 * @entries: (array zero-terminated=1): hashes, hex, of entries that are erased
 * @files: (array zero-terminated=1): addresses, hex, of what is attached to them
 * @error: by dt_database_set_error()
 *
 * The same content has the same address, whoever brings it: what another's case shows too must
 * stay.
 *
 * Returns: (transfer full) (element-type utf8): those of @files that other entries need
 */
GPtrArray *
dt_reader_list_shared_files (DtReader *self,
                             const char *const *entries,
                             const char *const *files,
                             GError **error)
{
  g_autofree char *gone = NULL;
  g_autofree char *asked = NULL;
  sqlite3_stmt *statement;

  g_return_val_if_fail (self != NULL && entries != NULL && files != NULL, NULL);

  gone = make_json (entries);
  asked = make_json (files);
  statement = dt_database_prepare (self->database, shared_sql);
  dt_bind_text (statement, 1, gone);
  dt_bind_text (statement, 2, asked);
  return read_ids (self, statement, error);
}

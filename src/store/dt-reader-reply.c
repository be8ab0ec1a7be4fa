/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replies and templates as the screens read them. On the reader's thread. */
#include "base/dt-json.h"
#include "store/dt-reader-private.h"
#include "store/dt-schema.h"

#include <string.h>

/* Which of several open replies of a case to look after first. */
static const DtReplyState by_pressure[] = {
  DT_REPLY_UNSURE, DT_REPLY_FAILED,  DT_REPLY_RETURNED, DT_REPLY_SUBMITTED,
  DT_REPLY_QUEUED, DT_REPLY_SENDING, DT_REPLY_APPROVED, DT_REPLY_DRAFT,
};

int
dt_reader_get_pressing_reply (guint states)
{
  for (guint i = 0; i < G_N_ELEMENTS (by_pressure); i++)
    if ((states & (1u << by_pressure[i])) != 0)
      return (int) by_pressure[i];
  return -1;
}

/* ---- one reply ---- */

#define COLUMNS                                                                                    \
  "r.id, r.subject, r.state, r.content, r.author, a.name, r.asked, k.name, r.round, r.approved,"   \
  " r.approver, l.name, r.amended, r.previous, r.note, r.notes, r.changed, r.submitted, r.decided" \
  ", r.queued_until, r.attempts, r.delivered, r.failure, r.retry, r.sent, r.by_hand, r.place,"     \
  " r.draft, r.channel, r.outcome, r.ground"
#define TABLES                                                                                     \
  "replies r LEFT JOIN officers a ON a.id = r.author LEFT JOIN officers k ON k.id = r.asked"       \
  " LEFT JOIN officers l ON l.id = r.approver"

static void
read_notes (const char *json, GPtrArray *notes)
{
  g_autofree char *text = json != NULL ? g_strdup_printf ("{\"notes\":%s}", json) : NULL;
  g_autoptr (JsonObject) object = text != NULL ? dt_json_parse_object (text, -1, NULL) : NULL;
  JsonArray *array = object != NULL ? dt_json_get_array (object, "notes") : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *note = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (note != NULL)
        g_ptr_array_add (notes,
                         dt_margin_note_new ((guint) dt_json_get_int (note, "start", 0),
                                             (guint) dt_json_get_int (note, "end", 0),
                                             dt_json_get_string (note, "text")));
    }
}

/* What was erased still says where it was to go and what for. */
static DtReplyDraft *
read_draft (sqlite3_stmt *statement, int i)
{
  const char *json = (const char *) sqlite3_column_text (statement, i);
  DtReplyDraft *draft = json != NULL ? dt_reply_draft_from_json (json) : NULL;

  if (draft != NULL)
    return draft;
  draft = dt_reply_draft_new ();
  draft->channel = (DtChannelKind) sqlite3_column_int (statement, i + 1);
  draft->outcome = (DtReplyOutcome) sqlite3_column_int (statement, i + 2);
  draft->ground = dt_column_dup_text (statement, i + 3);
  return draft;
}

static DtReply *
read_reply (sqlite3_stmt *statement)
{
  DtReply *reply = dt_reply_new ();
  int i = 0;

  reply->id = dt_column_dup_id (statement, i++);
  reply->case_id = dt_column_dup_id (statement, i++);
  reply->state = (DtReplyState) sqlite3_column_int (statement, i++);
  reply->content = dt_column_dup_id (statement, i++);
  reply->author_id = dt_column_dup_id (statement, i++);
  reply->author_name = dt_column_dup_text (statement, i++);
  reply->asked_id = dt_column_dup_id (statement, i++);
  reply->asked_name = dt_column_dup_text (statement, i++);
  reply->round = (guint) sqlite3_column_int (statement, i++);
  reply->approved = dt_column_dup_id (statement, i++);
  reply->approver_id = dt_column_dup_id (statement, i++);
  reply->approver_name = dt_column_dup_text (statement, i++);
  reply->amended = sqlite3_column_int (statement, i++) != 0;
  reply->previous = dt_column_dup_text (statement, i++);
  reply->note = dt_column_dup_text (statement, i++);
  read_notes ((const char *) sqlite3_column_text (statement, i++), reply->notes);
  reply->changed = sqlite3_column_int64 (statement, i++);
  reply->submitted = sqlite3_column_int64 (statement, i++);
  reply->decided = sqlite3_column_int64 (statement, i++);
  reply->queued_until = sqlite3_column_int64 (statement, i++);
  reply->attempts = (guint) sqlite3_column_int (statement, i++);
  reply->delivered = (guint) sqlite3_column_int (statement, i++);
  reply->failure = dt_column_dup_text (statement, i++);
  reply->retry = sqlite3_column_int64 (statement, i++);
  reply->sent = sqlite3_column_int64 (statement, i++);
  reply->by_hand = sqlite3_column_int (statement, i++) != 0;
  reply->place = dt_column_dup_text (statement, i++);
  dt_reply_draft_free (reply->draft);
  reply->draft = read_draft (statement, i);
  return reply;
}

gboolean
dt_reader_load_replies (DtReader *self, const char *case_id, GPtrArray *replies, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (
      self->database,
      DT_READER_FAMILY "SELECT " COLUMNS " FROM " TABLES " WHERE r.subject IN family"
                       " ORDER BY r.state >= 8, r.ord DESC");
  g_autoptr (GError) local_error = NULL;

  dt_bind_id (statement, 1, case_id);
  while (dt_reader_step (self, statement, &local_error))
    g_ptr_array_add (replies, read_reply (statement));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* NULL without an error: there is none. */
static DtReply *
read_one (DtReader *self, sqlite3_stmt *statement, GError **error)
{
  DtReply *reply;

  if (!dt_reader_step (self, statement, error))
    return NULL;
  reply = read_reply (statement);
  sqlite3_reset (statement);
  return reply;
}

/**
 * dt_reader_find_reply:
 * @self: a reader
 * @reply_id: a reply
 * @error: %DT_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the reply
 */
DtReply *
dt_reader_find_reply (DtReader *self, const char *reply_id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement;
  DtReply *reply;

  g_return_val_if_fail (self != NULL && reply_id != NULL, NULL);

  statement
      = dt_database_prepare (self->database, "SELECT " COLUMNS " FROM " TABLES " WHERE r.id = ?1");
  dt_bind_id (statement, 1, reply_id);
  reply = read_one (self, statement, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (reply == NULL)
    g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "no reply %s", reply_id);
  return reply;
}

/**
 * dt_reader_find_open_reply:
 * @self: a reader
 * @case_id: a case
 * @author_id: an officer
 * @error: by dt_database_set_error()
 *
 * Returns: (transfer full) (nullable): what that officer has not finished there; %NULL without
 *   @error: nothing
 */
DtReply *
dt_reader_find_open_reply (DtReader *self,
                           const char *case_id,
                           const char *author_id,
                           GError **error)
{
  sqlite3_stmt *statement;

  g_return_val_if_fail (self != NULL && case_id != NULL && author_id != NULL, NULL);

  statement = dt_database_prepare (self->database,
                                   DT_READER_FAMILY
                                   "SELECT " COLUMNS " FROM " TABLES " WHERE r.subject IN family"
                                   " AND r.state < 8 AND r.author = ?2 ORDER BY r.ord LIMIT 1");
  dt_bind_id (statement, 1, case_id);
  dt_bind_id (statement, 2, author_id);
  return read_one (self, statement, error);
}

/* ---- the outbox ---- */

/**
 * dt_reader_list_outbox:
 * @self: a reader
 * @device: a desk
 * @states: 1 << #DtReplyState
 * @error: by dt_database_set_error()
 *
 * Returns: (transfer full) (element-type utf8): ids of replies that wait at that desk
 */
GPtrArray *
dt_reader_list_outbox (DtReader *self, const char *device, guint states, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement;

  g_return_val_if_fail (self != NULL && device != NULL, NULL);

  statement = dt_database_prepare (self->database,
                                   "SELECT id FROM replies INDEXED BY replies_open"
                                   " WHERE state < 8 AND state IN (4, 5, 6, 7) AND device = ?1"
                                   " AND (?2 >> state) & 1 ORDER BY queued_until, id");
  dt_bind_id (statement, 1, device);
  if (statement != NULL)
    sqlite3_bind_int64 (statement, 2, states);
  while (dt_reader_step (self, statement, &local_error))
    g_ptr_array_add (ids, dt_column_dup_id (statement, 0));
  if (local_error == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/**
 * dt_reader_load_pieces:
 * @self: a reader
 * @reply_id: a reply
 * @out_piece: (out) (optional) (nullable): the piece that was on its way last
 * @error: by dt_database_set_error()
 *
 * Returns: (transfer full): piece → whether it was delivered
 */
GHashTable *
dt_reader_load_pieces (DtReader *self, const char *reply_id, char **out_piece, GError **error)
{
  g_autoptr (GHashTable) pieces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *piece = NULL;
  sqlite3_stmt *statement;

  g_return_val_if_fail (self != NULL && reply_id != NULL, NULL);

  statement
      = dt_database_prepare (self->database,
                             "SELECT p.piece, p.delivered, p.piece = r.piece FROM reply_pieces p"
                             " JOIN replies r ON r.id = p.reply AND r.subject = p.subject WHERE "
                             "p.reply = ?1 ORDER BY p.piece");
  dt_bind_id (statement, 1, reply_id);
  while (dt_reader_step (self, statement, &local_error))
    {
      g_hash_table_insert (pieces,
                           dt_column_dup_text (statement, 0),
                           GINT_TO_POINTER (sqlite3_column_int (statement, 1)));
      if (sqlite3_column_int (statement, 2))
        {
          g_free (piece);
          piece = dt_column_dup_text (statement, 0);
        }
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (out_piece != NULL)
    *out_piece = g_steal_pointer (&piece);
  return g_steal_pointer (&pieces);
}

/**
 * dt_reader_dup_root:
 * @self: a reader
 * @case_id: a case
 * @error: %DT_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the id of the case in which that one shows
 */
char *
dt_reader_dup_root (DtReader *self, const char *case_id, GError **error)
{
  g_autofree char *id = g_strdup (case_id);

  g_return_val_if_fail (self != NULL && case_id != NULL, NULL);

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (DtCase) a_case = dt_reader_find_case (self, id, error);

      if (a_case == NULL)
        return NULL;
      if (a_case->status != DT_CASE_STATUS_MERGED || a_case->merged_into == NULL)
        break;
      g_free (id);
      id = g_strdup (a_case->merged_into);
    }
  return g_steal_pointer (&id);
}

/* ---- absence ---- */

/**
 * dt_absence_free:
 * @self: (transfer full): an absence
 */
void
dt_absence_free (DtAbsence *self)
{
  g_free (self->officer_id);
  g_free (self->deputy_id);
  g_free (self);
}

/**
 * dt_reader_list_absences:
 * @self: a reader
 * @error: by dt_database_set_error()
 *
 * Returns: (transfer full) (element-type DtAbsence): what is known of each officer
 */
GPtrArray *
dt_reader_list_absences (DtReader *self, GError **error)
{
  g_autoptr (GPtrArray) absences
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_absence_free);
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement;

  g_return_val_if_fail (self != NULL, NULL);

  statement = dt_database_prepare (self->database,
                                   "SELECT officer, until, deputy FROM absences ORDER BY officer");
  while (dt_reader_step (self, statement, &local_error))
    {
      DtAbsence *absence = g_new0 (DtAbsence, 1);

      absence->officer_id = dt_column_dup_id (statement, 0);
      absence->until = sqlite3_column_int64 (statement, 1);
      absence->deputy_id = dt_column_dup_id (statement, 2);
      g_ptr_array_add (absences, absence);
    }
  if (local_error == NULL)
    return g_steal_pointer (&absences);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables as SQL text. Every row carries the subject whose entries made it, so that the subject
 * can be folded anew alone. Belongs to the thread of its connection. */
#include "store/dt-schema.h"

#include <string.h>

static const char schema[] =
    /* How far the ledger has been folded, and by which shipped rules deadlines were computed. */
    "CREATE TABLE progress (id INTEGER PRIMARY KEY CHECK (id = 1), cursor INTEGER NOT NULL,"
    "  last_hash BLOB, rules BLOB);"
    "INSERT INTO progress VALUES (1, 0, NULL, NULL);"

    /* The newest entry of each subject (see dt-order.h), and whether its history is one line. */
    "CREATE TABLE subjects (id BLOB PRIMARY KEY, ord BLOB NOT NULL, head BLOB NOT NULL,"
    "  linear INTEGER NOT NULL, device BLOB) WITHOUT ROWID;"

    "CREATE TABLE officers (id BLOB PRIMARY KEY, name TEXT, title TEXT, roles INTEGER NOT NULL,"
    "  active INTEGER NOT NULL, credential TEXT) WITHOUT ROWID;"

    "CREATE TABLE citizens (seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, name TEXT,"
    "  phone TEXT, email TEXT, address TEXT, grp TEXT, id_number TEXT, handle TEXT,"
    "  consent INTEGER NOT NULL DEFAULT 0, consent_time INTEGER NOT NULL DEFAULT 0,"
    "  erased INTEGER NOT NULL DEFAULT 0);"
    "CREATE INDEX citizens_phone ON citizens (phone) WHERE phone IS NOT NULL;"
    "CREATE INDEX citizens_id_number ON citizens (id_number) WHERE id_number IS NOT NULL;"
    "CREATE INDEX citizens_email ON citizens (email) WHERE email IS NOT NULL;"
    "CREATE INDEX citizens_handle ON citizens (handle) WHERE handle IS NOT NULL;"

    /* row: milliseconds when it was received, the next free number on a tie; the rows of all cases
     * are in the order (received, id). */
    "CREATE TABLE cases (row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, code TEXT, title TEXT,"
    "  kind INTEGER NOT NULL, status INTEGER NOT NULL, channel INTEGER NOT NULL,"
    "  priority INTEGER NOT NULL, field TEXT, place TEXT, grp TEXT, received INTEGER NOT NULL,"
    "  ground TEXT, assignee BLOB, merged_into BLOB, withdrawn INTEGER NOT NULL, split_from BLOB,"
    "  first_message BLOB, opened_hash BLOB, opened_hlc INTEGER NOT NULL, opened_by BLOB,"
    "  inbound INTEGER NOT NULL, step INTEGER NOT NULL, last INTEGER NOT NULL,"
    /* made from all tables after the fold */
    "  view INTEGER, shown_status INTEGER, changed INTEGER, snippet TEXT, citizen BLOB,"
    "  n_citizens INTEGER, n_messages INTEGER, n_attachments INTEGER, unread INTEGER,"
    "  n_conflicts INTEGER, due INTEGER, doc INTEGER, traits INTEGER NOT NULL,"
    /* the clock that is asked to be extended, NULL: none; and who asked */
    "  request INTEGER, requester BLOB,"
    /* the states of its open replies, 1 << DtReplyState; NULL: there are none */
    "  reply INTEGER);"
    "CREATE INDEX cases_code ON cases (code COLLATE NOCASE);"
    "CREATE INDEX cases_view ON cases (view, row) WHERE view IS NOT NULL;"
    "CREATE INDEX cases_view_changed ON cases (view, changed, row) WHERE view IS NOT NULL;"
    "CREATE INDEX cases_changed ON cases (changed, row) WHERE view IS NOT NULL;"
    "CREATE INDEX cases_assignee ON cases (assignee, row)"
    "  WHERE view IN (0, 2) AND assignee IS NOT NULL;"
    "CREATE INDEX cases_assignee_changed ON cases (assignee, changed, row)"
    "  WHERE view IN (0, 2) AND assignee IS NOT NULL;"
    "CREATE INDEX cases_merged ON cases (merged_into) WHERE merged_into IS NOT NULL;"
    "CREATE INDEX cases_grp ON cases (grp) WHERE grp IS NOT NULL;"
    /* Only what is open is due; NULL: nothing is. */
    "CREATE INDEX cases_todo ON cases (view, due, assignee) WHERE view IN (0, 2);"
    "CREATE INDEX cases_request ON cases (row) WHERE request IS NOT NULL AND view IN (0, 2);"

    "CREATE INDEX cases_awaiting ON cases (row) WHERE reply & 4;"
    "CREATE INDEX cases_outbox ON cases (row) WHERE reply & 248;"

    "CREATE TABLE case_citizens (case_id BLOB NOT NULL, citizen BLOB NOT NULL,"
    "  pos INTEGER NOT NULL, PRIMARY KEY (case_id, citizen)) WITHOUT ROWID;"
    "CREATE INDEX case_citizens_citizen ON case_citizens (citizen, case_id);"

    /* subject: the case it was added to; at_case: the one it shows in now; files: there may be
     * some in the table of attachments. */
    "CREATE TABLE messages (seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,"
    "  subject BLOB NOT NULL, at_case BLOB NOT NULL, hlc INTEGER NOT NULL, said INTEGER NOT NULL,"
    "  direction INTEGER NOT NULL, channel INTEGER NOT NULL, actor BLOB, author TEXT, text TEXT,"
    "  erased INTEGER NOT NULL, retracted INTEGER NOT NULL, personal INTEGER NOT NULL,"
    "  hash BLOB NOT NULL, external BLOB, files INTEGER NOT NULL);"
    "CREATE INDEX messages_at_case ON messages (at_case);"
    "CREATE INDEX messages_moved ON messages (subject) WHERE at_case <> subject;"
    /* Eight bytes of each message's external key, in no order: an index of them would be written
     * all over with every import. The writer sorts them in memory (dt-externals.c). */
    "CREATE TABLE externals (seq INTEGER PRIMARY KEY, key INTEGER NOT NULL);"

    /* The number that a case bears where it came from: what follows under it joins the case. */
    "CREATE TABLE sources (source BLOB NOT NULL, subject BLOB NOT NULL,"
    "  PRIMARY KEY (source, subject)) WITHOUT ROWID;"
    "CREATE INDEX sources_subject ON sources (subject);"

    /* Of those that any subject left on a message (what 0: retracted, 1: moved), the newest holds.
     */
    "CREATE TABLE marks (message BLOB NOT NULL, what INTEGER NOT NULL, subject BLOB NOT NULL,"
    "  ord BLOB NOT NULL, value BLOB, PRIMARY KEY (message, what, subject)) WITHOUT ROWID;"
    "CREATE INDEX marks_subject ON marks (subject);"

    "CREATE TABLE attachments (message BLOB NOT NULL, hash BLOB NOT NULL, subject BLOB NOT NULL,"
    "  ord BLOB NOT NULL, pos INTEGER NOT NULL, present INTEGER NOT NULL, name TEXT,"
    "  media_type TEXT, size INTEGER NOT NULL, PRIMARY KEY (message, hash, subject))"
    "  WITHOUT ROWID;"
    "CREATE INDEX attachments_subject ON attachments (subject);"

    "CREATE TABLE events (subject BLOB NOT NULL, ord BLOB NOT NULL, pos INTEGER NOT NULL,"
    "  hlc INTEGER NOT NULL, kind TEXT NOT NULL, actor BLOB, field TEXT, v_from TEXT, v_to TEXT,"
    "  hash BLOB NOT NULL, personal INTEGER NOT NULL, PRIMARY KEY (subject, ord, pos))"
    "  WITHOUT ROWID;"

    "CREATE TABLE links (subject BLOB NOT NULL, other BLOB NOT NULL, ord BLOB NOT NULL,"
    "  linked INTEGER NOT NULL, PRIMARY KEY (subject, other)) WITHOUT ROWID;"
    "CREATE INDEX links_other ON links (other);"

    "CREATE TABLE conflicts (id BLOB PRIMARY KEY, subject BLOB NOT NULL, field TEXT NOT NULL,"
    "  value0 TEXT, value1 TEXT, actor0 BLOB, actor1 BLOB, time0 INTEGER, time1 INTEGER)"
    "  WITHOUT ROWID;"
    "CREATE INDEX conflicts_subject ON conflicts (subject);"

    /* What is written to citizens; draft: the JSON of a DtReplyDraft, NULL where it was erased. */
    "CREATE TABLE replies (id BLOB NOT NULL, subject BLOB NOT NULL, ord BLOB NOT NULL,"
    "  state INTEGER NOT NULL, before INTEGER NOT NULL, author BLOB, asked BLOB,"
    "  round INTEGER NOT NULL, channel INTEGER NOT NULL, outcome INTEGER NOT NULL, ground TEXT,"
    "  content BLOB, draft TEXT, approved BLOB, approver BLOB, amended INTEGER NOT NULL,"
    "  previous TEXT, note TEXT, notes TEXT, changed INTEGER NOT NULL, submitted INTEGER NOT NULL,"
    "  decided INTEGER NOT NULL, queued_until INTEGER NOT NULL, attempts INTEGER NOT NULL,"
    "  delivered INTEGER NOT NULL, failure TEXT, retry INTEGER NOT NULL, sent INTEGER NOT NULL,"
    "  by_hand INTEGER NOT NULL, place TEXT, piece TEXT, device BLOB,"
    "  PRIMARY KEY (id, subject)) WITHOUT ROWID;"
    "CREATE INDEX replies_subject ON replies (subject);"
    "CREATE INDEX replies_open ON replies (state, submitted) WHERE state < 8;"
    /* The parts of it that a channel was given. */
    "CREATE TABLE reply_pieces (reply BLOB NOT NULL, piece TEXT NOT NULL, subject BLOB NOT NULL,"
    "  delivered INTEGER NOT NULL, PRIMARY KEY (reply, piece, subject)) WITHOUT ROWID;"
    "CREATE INDEX reply_pieces_subject ON reply_pieces (subject);"
    /* The entries that hold a text of it, and to which citizens; empty: whoever's the case is. */
    "CREATE TABLE reply_entries (subject BLOB NOT NULL, hash BLOB NOT NULL,"
    "  citizen BLOB NOT NULL, PRIMARY KEY (subject, hash, citizen)) WITHOUT ROWID;"
    /* Files that replies and templates need, whether sent or not. */
    "CREATE TABLE draft_files (hash BLOB NOT NULL, draft BLOB NOT NULL, subject BLOB NOT NULL,"
    "  PRIMARY KEY (hash, draft, subject)) WITHOUT ROWID;"
    "CREATE INDEX draft_files_draft ON draft_files (draft);"
    "CREATE INDEX draft_files_subject ON draft_files (subject);"

    /* The office's own templates; only the flags are known of one that comes with the program and
     * was not changed. */
    "CREATE TABLE templates (id BLOB PRIMARY KEY, title TEXT, category TEXT, body TEXT, about TEXT,"
    "  kind TEXT, field TEXT, channel TEXT, outcome TEXT, files TEXT, published INTEGER NOT NULL,"
    "  archived INTEGER NOT NULL, author BLOB, publisher BLOB, changed INTEGER NOT NULL)"
    "  WITHOUT ROWID;"
    "CREATE TABLE template_uses (template BLOB NOT NULL, reply BLOB NOT NULL,"
    "  subject BLOB NOT NULL, PRIMARY KEY (template, reply, subject)) WITHOUT ROWID;"
    "CREATE INDEX template_uses_reply ON template_uses (reply);"
    "CREATE INDEX template_uses_subject ON template_uses (subject);"

    /* Leaders that are away until a time, and whom their queue goes to. */
    "CREATE TABLE absences (officer BLOB PRIMARY KEY, until INTEGER NOT NULL, deputy BLOB)"
    "  WITHOUT ROWID;"

    "CREATE TABLE set_aside (id BLOB PRIMARY KEY, import BLOB, line INTEGER, reason TEXT,"
    "  file_name TEXT, raw TEXT, detail TEXT, time INTEGER NOT NULL, external BLOB,"
    "  mended BLOB, open INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX set_aside_open ON set_aside (time, import, line, id) WHERE open;"
    "CREATE INDEX set_aside_external ON set_aside (external) WHERE external IS NOT NULL;"

    "CREATE TABLE imports (id BLOB PRIMARY KEY, file BLOB, format TEXT, file_name TEXT,"
    "  time INTEGER NOT NULL, actor BLOB, n_read INTEGER, cases INTEGER, joined INTEGER,"
    "  set_aside INTEGER, unchanged INTEGER) WITHOUT ROWID;"
    "CREATE INDEX imports_file ON imports (file) WHERE file IS NOT NULL;"

    /* The highest number that a desk gave to a case, by year. */
    "CREATE TABLE numbers (device BLOB NOT NULL, year INTEGER NOT NULL, n INTEGER NOT NULL,"
    "  PRIMARY KEY (device, year)) WITHOUT ROWID;"

    /* How many cases have that status and assignee; rows set aside count under status -1. */
    "CREATE TABLE counters (status INTEGER NOT NULL, assignee BLOB NOT NULL, n INTEGER NOT NULL,"
    "  PRIMARY KEY (status, assignee)) WITHOUT ROWID;"

    /* What the office has put in the place of the shipped rules; no json: the shipped ones again.
     */
    "CREATE TABLE rules (name TEXT PRIMARY KEY, ord BLOB NOT NULL, json TEXT) WITHOUT ROWID;"

    /* The register of letters. Of what was said of a letter the newest holds; the last desk in the
     * order of the entries holds the register, at first the one with the lowest number. */
    "CREATE TABLE letters (id BLOB PRIMARY KEY, case_id BLOB NOT NULL, form TEXT NOT NULL,"
    "  year INTEGER NOT NULL, number INTEGER NOT NULL, ord BLOB NOT NULL, hash BLOB NOT NULL,"
    "  at INTEGER NOT NULL, actor BLOB, reply BLOB, authority TEXT, erased INTEGER NOT NULL,"
    "  recipients TEXT, about TEXT, text TEXT, receivers TEXT, part TEXT, signer TEXT,"
    "  position TEXT, notice TEXT) WITHOUT ROWID;"
    "CREATE INDEX letters_number ON letters (year, form, number);"
    "CREATE INDEX letters_case ON letters (case_id);"
    "CREATE INDEX letters_reply ON letters (reply) WHERE reply IS NOT NULL;"
    "CREATE INDEX letters_notice ON letters (notice) WHERE notice IS NOT NULL;"
    "CREATE TABLE letter_marks (letter BLOB PRIMARY KEY, ord BLOB NOT NULL,"
    "  voided INTEGER NOT NULL, reason TEXT) WITHOUT ROWID;"
    "CREATE TABLE register_starts (form TEXT NOT NULL, year INTEGER NOT NULL, ord BLOB NOT NULL,"
    "  next INTEGER NOT NULL, PRIMARY KEY (form, year, ord)) WITHOUT ROWID;"
    "CREATE TABLE register_holders (ord BLOB PRIMARY KEY, device BLOB NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE desks (device BLOB PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;"

    /* The words of the index, to complete the beginning of one. */
    "CREATE TABLE terms (folded TEXT NOT NULL, written TEXT NOT NULL,"
    "  PRIMARY KEY (folded, written)) WITHOUT ROWID;"

    "CREATE VIRTUAL TABLE search USING fts5 (text, people, grp, facets, content = '',"
    "  contentless_delete = 1, tokenize = 'dt');"
    "INSERT INTO search (search, rank) VALUES ('automerge', 8);"
    "INSERT INTO search (search, rank) VALUES ('hashsize', 8388608);"
    "CREATE VIRTUAL TABLE citizen_search USING fts5 (words, content = '',"
    "  contentless_delete = 1, detail = none, tokenize = 'dt');";

/* Without what a rebuild may rightly number anew: seq, and where the index holds a document. */
static const DtSchemaDump dumps[] = {
  { "progress", "SELECT cursor, last_hash FROM progress" },
  { "subjects", "SELECT * FROM subjects ORDER BY id" },
  { "officers", "SELECT * FROM officers ORDER BY id" },
  { "citizens",
    "SELECT id, name, phone, email, address, grp, id_number, handle, consent, consent_time, erased"
    " FROM citizens ORDER BY id" },
  { "cases", "SELECT * FROM cases ORDER BY row" },
  { "case_citizens", "SELECT * FROM case_citizens ORDER BY case_id, citizen" },
  { "messages",
    "SELECT id, subject, at_case, hlc, said, direction, channel, actor, author, text, erased,"
    " retracted, personal, hash, external FROM messages ORDER BY id" },
  { "sources", "SELECT * FROM sources ORDER BY source, subject" },
  { "marks", "SELECT * FROM marks ORDER BY message, what, subject" },
  { "attachments", "SELECT * FROM attachments ORDER BY message, hash, subject" },
  { "events", "SELECT * FROM events ORDER BY subject, ord, pos" },
  { "links", "SELECT * FROM links ORDER BY subject, other" },
  { "conflicts", "SELECT * FROM conflicts ORDER BY id" },
  { "replies", "SELECT * FROM replies ORDER BY id, subject" },
  { "reply_pieces", "SELECT * FROM reply_pieces ORDER BY reply, piece, subject" },
  { "reply_entries", "SELECT * FROM reply_entries ORDER BY subject, hash, citizen" },
  { "draft_files", "SELECT * FROM draft_files ORDER BY hash, draft, subject" },
  { "templates", "SELECT * FROM templates ORDER BY id" },
  { "template_uses", "SELECT * FROM template_uses ORDER BY template, reply, subject" },
  { "absences", "SELECT * FROM absences ORDER BY officer" },
  { "set_aside", "SELECT * FROM set_aside ORDER BY id" },
  { "imports", "SELECT * FROM imports ORDER BY id" },
  { "rules", "SELECT * FROM rules ORDER BY name" },
  { "numbers", "SELECT * FROM numbers ORDER BY device, year" },
  { "letters", "SELECT * FROM letters ORDER BY id" },
  { "letter_marks", "SELECT * FROM letter_marks ORDER BY letter" },
  { "register_starts", "SELECT * FROM register_starts ORDER BY form, year, ord" },
  { "register_holders", "SELECT * FROM register_holders ORDER BY ord" },
  { "desks", "SELECT * FROM desks ORDER BY device" },
  { "counters", "SELECT * FROM counters WHERE n <> 0 ORDER BY status, assignee" },
};

/**
 * dt_schema_get_dumps:
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): a query for each table that entries decide
 */
const DtSchemaDump *
dt_schema_get_dumps (guint *n)
{
  *n = G_N_ELEMENTS (dumps);
  return dumps;
}

/**
 * dt_schema_create:
 * @database: an empty database with the tokenizer registered
 * @error: by dt_database_set_error()
 *
 * Returns: %TRUE if the tables are there
 */
gboolean
dt_schema_create (DtDatabase *database, GError **error)
{
  g_autofree char *version = g_strdup_printf ("PRAGMA user_version = %d", DT_SCHEMA_VERSION);

  return dt_database_begin (database, error) && dt_database_exec (database, schema, error)
         && dt_database_exec (database, version, error) && dt_database_commit (database, error);
}

/**
 * dt_schema_get_version:
 * @database: a connection
 *
 * Returns: the version of its tables; 0 if there are none, -1 if it cannot be read
 */
gint64
dt_schema_get_version (DtDatabase *database)
{
  return dt_database_get_int (database, "PRAGMA user_version", -1);
}

/* ---- values -------------------------------------------------------------------------------- */

static int
hex_digit (char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  return -1;
}

/**
 * dt_bind_id:
 * @statement: (nullable): a statement
 * @index: of the parameter, from 1
 * @id: (nullable): an id of 32, a hash of 64 lower-case hex digits, or any text
 *
 * Half as many bytes for what is hex; the same text always gives the same value.
 */
void
dt_bind_id (sqlite3_stmt *statement, int index, const char *id)
{
  guint8 bytes[DT_HASH_SIZE];
  gsize length = id != NULL ? strlen (id) : 0;

  if (statement == NULL || id == NULL)
    return;
  if (length != DT_HASH_SIZE && length != 2 * DT_HASH_SIZE)
    {
      sqlite3_bind_text (statement, index, id, (int) length, SQLITE_TRANSIENT);
      return;
    }
  for (gsize i = 0; i < length / 2; i++)
    {
      int high = hex_digit (id[2 * i]);
      int low = hex_digit (id[2 * i + 1]);

      if (high < 0 || low < 0)
        {
          sqlite3_bind_text (statement, index, id, (int) length, SQLITE_TRANSIENT);
          return;
        }
      bytes[i] = (guint8) (high << 4 | low);
    }
  sqlite3_bind_blob (statement, index, bytes, (int) length / 2, SQLITE_TRANSIENT);
}

/**
 * dt_bind_text:
 * @statement: (nullable): a statement
 * @index: of the parameter, from 1
 * @text: (nullable): copied
 */
void
dt_bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  if (statement != NULL && text != NULL)
    sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
}

/**
 * dt_bind_hash:
 * @statement: (nullable): a statement
 * @index: of the parameter, from 1
 * @hash: copied
 */
void
dt_bind_hash (sqlite3_stmt *statement, int index, const guint8 hash[DT_HASH_SIZE])
{
  if (statement != NULL)
    sqlite3_bind_blob (statement, index, hash, DT_HASH_SIZE, SQLITE_TRANSIENT);
}

/**
 * dt_column_dup_id:
 * @statement: a statement on a row
 * @column: from 0
 *
 * Returns: (transfer full) (nullable): what dt_bind_id() was given
 */
char *
dt_column_dup_id (sqlite3_stmt *statement, int column)
{
  if (sqlite3_column_type (statement, column) != SQLITE_BLOB)
    return dt_column_dup_text (statement, column);
  return dt_to_hex (sqlite3_column_blob (statement, column),
                    (gsize) sqlite3_column_bytes (statement, column));
}

/**
 * dt_column_dup_text:
 * @statement: a statement on a row
 * @column: from 0
 *
 * Returns: (transfer full) (nullable): the text
 */
char *
dt_column_dup_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

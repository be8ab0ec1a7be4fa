/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes the records of a file into the record. What makes a second import add nothing: every
 * message, case and row set aside bears a key, an HMAC over what identifies it in its source, and
 * is looked up by it first. Records are read and given their keys on the thread that reads the
 * file, and taken on the writing worker. */
#include "service/dt-import-job.h"

#include "base/dt-crypto.h"
#include "base/dt-error.h"
#include "base/dt-text.h"
#include "service/dt-import-people.h"

#include <string.h>

struct _DtImportJob
{
  DtWriter *writer;
  DtImportReading *reading;
  char *id;
  DtImportCounts counts;
  DtImportCounts batch;    /* of the batch under way */
  GHashTable *occurrences; /* first 8 bytes of a hash → how often it was read in this file; of the
                            * reading thread, all else of the writing one */
  GHashTable *pending;     /* key → case id (or "" for a row set aside), not folded yet */
  char *kept_files;        /* of the row that is mended: facts, or NULL */
  char *kept_names;
  DtImportPeople *people;
  guint n_erasures; /* of the writer, when @people was made */
};

DtImportJob *
dt_import_job_new (DtWriter *writer, DtImportReading *reading, const char *import_id)
{
  DtImportJob *self = g_new0 (DtImportJob, 1);

  self->writer = writer;
  self->reading = reading;
  self->n_erasures = writer->n_erasures;
  self->id = import_id != NULL ? g_strdup (import_id) : dt_random_id ();
  self->occurrences = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->people = dt_import_people_new ();
  return self;
}

void
dt_import_job_free (DtImportJob *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_hash_table_unref (self->occurrences);
  g_hash_table_unref (self->pending);
  dt_import_people_free (self->people);
  g_free (self->kept_files);
  g_free (self->kept_names);
  g_free (self);
}

void
dt_import_job_get_counts (DtImportJob *self, DtImportCounts *out)
{
  *out = self->counts;
}

/* ---- keys ---- */

static void
hash_string (GChecksum *checksum, const char *text)
{
  /* With its length, so that two texts cannot run into one another. */
  guint64 size = text != NULL ? strlen (text) : G_MAXUINT64;

  g_checksum_update (checksum, (const guchar *) &size, sizeof size);
  if (text != NULL)
    g_checksum_update (checksum, (const guchar *) text, (gssize) size);
}

/* How many times this very thing has been read in the file, itself included. */
static guint
count_occurrence (DtImportJob *self, const char *hex)
{
  guint8 bytes[DT_HASH_SIZE];
  gboolean read = dt_from_hex (hex, bytes, sizeof bytes);
  gint64 key;
  guint n;

  g_assert (read);
  memcpy (&key, bytes, sizeof key);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->occurrences, &key)) + 1;
  g_hash_table_insert (self->occurrences, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (n));
  return n;
}

static char *
make_key (DtImportJob *self, const char *what, const char *value, guint occurrence)
{
  g_autofree char *text
      = g_strdup_printf ("%s\x1e%s\x1e%s\x1e%u", self->reading->space, what, value, occurrence);

  return dt_ledger_lookup_key (self->writer->ledger, "import", text);
}

typedef struct
{
  char *message; /* of this record */
  char *source;  /* of the case that all records of one id or thread belong to, or NULL */
  char *answer;  /* of the answer that stands in the record, where records have ids; or NULL */
} Keys;

/* A record as it is read, with its keys. */
struct _DtImportItem
{
  const DtImportRecord *record; /* borrowed */
  DtImportRow *row;
  Keys keys;
};

void
dt_import_item_free (DtImportItem *item)
{
  if (item == NULL)
    return;
  dt_import_row_free (item->row);
  g_free (item->keys.message);
  g_free (item->keys.source);
  g_free (item->keys.answer);
  g_free (item);
}

/* A record without an id is known by all of its values, and by being the first, second … of its
 * like in the file: each counts the first time, none the second. */
static char *
make_row_key (DtImportJob *self, const DtImportRecord *record)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *hex;

  for (guint i = 0; record->values != NULL && i < record->values->len; i++)
    hash_string (checksum, g_ptr_array_index (record->values, i));
  if (record->reason != NULL)
    hash_string (checksum, record->detail);
  hex = g_checksum_get_string (checksum);
  return make_key (self, "row", hex, count_occurrence (self, hex));
}

static char *
make_text_key (DtImportJob *self, const char *what, const char *id, const char *text)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *hex;

  hash_string (checksum, what);
  hash_string (checksum, id);
  hash_string (checksum, text);
  hex = g_checksum_get_string (checksum);
  return make_key (self, what, hex, count_occurrence (self, hex));
}

static void
make_keys (DtImportJob *self, DtImportRow *row, const DtImportRecord *record, Keys *out)
{
  const char *thread = record->thread != NULL ? record->thread : row->id;

  if (row->id == NULL || row->reason != NULL)
    {
      out->message = make_row_key (self, record);
      return;
    }
  out->source = make_key (self, "case", thread, 0);
  /* A mail's own id is its content's: a second copy in the file is the same mail. */
  if (self->reading->format == DT_IMPORT_FORMAT_MBOX)
    out->message = make_key (self, "message", row->id, 0);
  else
    out->message = make_text_key (self, "message", row->id, row->content);
  if (row->answer != NULL)
    out->answer = make_text_key (self, "answer", row->id, row->answer);
}

/**
 * dt_import_job_read:
 * @record: stays as it is until the item is freed
 * @now: Unix microseconds: received, where the record does not say
 *
 * Reads a record, in the order of the file: the third of its like has another key than the second.
 * On the thread that reads the file.
 *
 * Returns: (transfer full): what dt_import_job_take() takes
 */
DtImportItem *
dt_import_job_read (DtImportJob *self, const DtImportRecord *record, gint64 now)
{
  DtImportItem *item = g_new0 (DtImportItem, 1);

  item->record = record;
  item->row = dt_import_row_new (self->reading, record, now);
  make_keys (self, item->row, record, &item->keys);
  return item;
}

/* The case that bears the key, "" if it is a row set aside, NULL if there is none. */
static gboolean
find_key (DtImportJob *self, const char *key, char **out_case, GError **error)
{
  const char *pending = key != NULL ? g_hash_table_lookup (self->pending, key) : NULL;
  gboolean set_aside = FALSE;

  *out_case = g_strdup (pending);
  if (pending != NULL || key == NULL)
    return TRUE;
  if (!dt_store_find_external (self->writer->store, key, out_case, &set_aside, error))
    return FALSE;
  if (set_aside)
    **out_case = '\0';
  return TRUE;
}

static void
remember_key (DtImportJob *self, const char *key, const char *case_id)
{
  if (key != NULL)
    g_hash_table_insert (self->pending, g_strdup (key), g_strdup (case_id));
}

/* The case that further messages of that source go to; one that was withdrawn takes none. */
static gboolean
find_source (DtImportJob *self, const char *key, char **out_case, GError **error)
{
  const char *pending = key != NULL ? g_hash_table_lookup (self->pending, key) : NULL;

  *out_case = g_strdup (pending);
  return pending != NULL || key == NULL
         || dt_store_find_source (self->writer->store, key, out_case, error);
}

/* ---- people ---- */

/* The citizen of a row, known by phone or e-mail or new; NULL: anonymous. */
static char *
take_person (DtImportJob *self, DtRun *run, DtImportRow *row)
{
  g_autofree char *folded = row->name != NULL ? dt_text_fold (row->name, -1) : NULL;
  g_autofree char *email = row->email != NULL ? g_utf8_strdown (row->email, -1) : NULL;
  g_autoptr (DtCitizen) values = NULL;
  DtReader *reader = self->writer->reader;
  const char *known;
  char *id;

  if (row->name == NULL && row->phone == NULL && email == NULL)
    return NULL;
  known = dt_import_people_find (self->people, reader, row->phone, folded);
  if (known == NULL)
    known = dt_import_people_find (self->people, reader, email, folded);
  if (known != NULL)
    return g_strdup (known);
  values = dt_citizen_new ();
  values->name = g_strdup (row->name);
  values->phone = g_strdup (row->phone);
  values->email = g_strdup (email);
  values->address = g_strdup (row->address);
  values->group = g_strdup (row->group);
  id = dt_run_add_citizen (run, values);
  dt_import_people_add (self->people, reader, row->phone, id, folded);
  dt_import_people_add (self->people, reader, email, id, folded);
  return id;
}

/* ---- entries ---- */

static gboolean
put_files (DtImportJob *self,
           DtRun *run,
           const DtImportRecord *record,
           char **out_facts,
           char **out_names,
           GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  gboolean ok;

  if (self->kept_files != NULL)
    {
      *out_facts = g_strdup (self->kept_files);
      *out_names = g_strdup (self->kept_names);
      return TRUE;
    }

  for (guint i = 0; record->files != NULL && i < record->files->len; i++)
    {
      DtImportFile *source = g_ptr_array_index (record->files, i);
      DtCommandFile *file;

      if (g_bytes_get_size (source->content) == 0)
        continue;
      file = g_new0 (DtCommandFile, 1);
      file->content = source->content;
      file->name = source->name != NULL ? source->name : (char *) "";
      file->media_type = dt_command_dup_media_type (source->media_type);
      g_ptr_array_add (files, file);
    }
  ok = dt_run_put_files (run, files, out_facts, out_names, error);
  for (guint i = 0; i < files->len; i++)
    g_free (((DtCommandFile *) g_ptr_array_index (files, i))->media_type);
  return ok;
}

static void
add_message (DtImportJob *self,
             DtRun *run,
             const char *case_id,
             DtDirection direction,
             DtChannelKind channel,
             gint64 at,
             const char *key,
             const char *author,
             const char *text,
             const char *attachments,
             const char *names,
             const char *source)
{
  g_autofree char *message_id = dt_random_id ();
  DtJsonText *facts = dt_json_text_new ();
  DtJsonText *payload = dt_json_text_new ();

  dt_json_text_add_string (facts, "message", message_id);
  dt_json_text_add_string (facts, "direction", dt_direction_to_nick (direction));
  dt_json_text_add_string (facts, "channel", dt_channel_to_nick (channel));
  dt_json_text_add_int (facts, "at", at);
  dt_json_text_add_string (facts, "external", key);
  dt_json_text_add_string (facts, "import", self->id);
  dt_json_text_add_raw (facts, "attachments", attachments);
  dt_json_text_add_string (payload, "author", author);
  dt_json_text_add_string (payload, "text", text);
  dt_json_text_add_raw (payload, "names", names);
  dt_json_text_add_string (payload, "source", source);
  dt_run_add (
      run, "message.added", case_id, dt_json_text_finish (facts), dt_json_text_finish (payload));
  if (run->undo == NULL)
    return;
  facts = dt_json_text_new ();
  dt_json_text_add_string (facts, "message", message_id);
  dt_json_text_add_boolean (facts, "retracted", TRUE);
  dt_run_add_undo (run, "message.retracted", case_id, dt_json_text_finish (facts), NULL);
}

static void
add_answer_and_note (
    DtImportJob *self, DtRun *run, DtImportRow *row, const Keys *keys, const char *case_id)
{
  if (row->note != NULL)
    add_message (self,
                 run,
                 case_id,
                 DT_DIRECTION_NOTE,
                 row->channel,
                 row->received,
                 NULL,
                 NULL,
                 row->note,
                 NULL,
                 NULL,
                 NULL);
  if (row->answer == NULL)
    return;
  add_message (self,
               run,
               case_id,
               DT_DIRECTION_OUTBOUND,
               row->channel,
               MAX (row->answered, row->received),
               keys->answer,
               NULL,
               row->answer,
               NULL,
               NULL,
               NULL);
  remember_key (self, keys->answer, case_id);
}

static char *
opened_facts (DtImportJob *self,
              DtRun *run,
              DtImportRow *row,
              const Keys *keys,
              const char *citizen_id,
              const char *attachments)
{
  const char *citizens[] = { citizen_id, NULL };
  g_autofree char *code = dt_run_next_code (run, row->received);
  g_autofree char *message_id = dt_random_id ();
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_string (facts, "code", code);
  dt_json_text_add_string (facts, "channel", dt_channel_to_nick (row->channel));
  dt_json_text_add_string (facts, "kind", dt_case_kind_to_nick (row->kind));
  dt_json_text_add_string (facts, "priority", dt_priority_to_nick (DT_PRIORITY_NORMAL));
  dt_json_text_add_int (facts, "received", row->received);
  dt_json_text_add_string (facts, "message", message_id);
  dt_json_text_add_string (facts, "field", row->field);
  dt_json_text_add_string (facts, "group", row->group);
  if (citizen_id != NULL)
    dt_json_text_add_strings (facts, "citizens", citizens);
  if (row->status != DT_CASE_STATUS_RECEIVED)
    dt_json_text_add_string (facts, "status", dt_case_status_to_nick (row->status));
  dt_json_text_add_raw (facts, "attachments", attachments);
  dt_json_text_add_string (facts, "external", keys->message);
  dt_json_text_add_string (facts, "source", keys->source);
  dt_json_text_add_string (facts, "import", self->id);
  return dt_json_text_finish (facts);
}

static char *
open_case (DtImportJob *self,
           DtRun *run,
           DtImportRow *row,
           const DtImportRecord *record,
           const Keys *keys,
           GError **error)
{
  g_autofree char *id = dt_random_id ();
  g_autofree char *citizen_id = NULL;
  g_autofree char *attachments = NULL;
  g_autofree char *names = NULL;
  DtJsonText *payload;

  if (!put_files (self, run, record, &attachments, &names, error))
    return NULL;
  citizen_id = take_person (self, run, row);
  payload = dt_json_text_new ();
  dt_json_text_add_string (payload, "title", row->title);
  dt_json_text_add_string (payload, "text", row->content);
  dt_json_text_add_string (payload, "author", row->name);
  dt_json_text_add_string (payload, "place", row->place);
  dt_json_text_add_raw (payload, "names", names);
  dt_json_text_add_string (payload, "field_text", row->field_text);
  dt_json_text_add_string (payload, "source", row->source);
  dt_run_add (run,
              "case.opened",
              id,
              opened_facts (self, run, row, keys, citizen_id, attachments),
              dt_json_text_finish (payload));
  add_answer_and_note (self, run, row, keys, id);
  remember_key (self, keys->message, id);
  remember_key (self, keys->source, id);
  return g_steal_pointer (&id);
}

/* A case that is still owed an answer has it now. */
static void
add_answered_status (DtImportJob *self, DtRun *run, const char *case_id)
{
  g_autoptr (DtCase) a_case = dt_reader_find_case (self->writer->reader, case_id, NULL);
  DtJsonText *facts;

  /* One of this very batch cannot be read yet: it was opened as received. */
  if (a_case != NULL && !dt_case_status_can_become (a_case->status, DT_CASE_STATUS_ANSWERED))
    return;
  if (a_case != NULL)
    {
      dt_run_add_status (run, a_case, DT_CASE_STATUS_ANSWERED, NULL, NULL);
      return;
    }
  facts = dt_json_text_new ();
  dt_json_text_add_string (facts, "to", dt_case_status_to_nick (DT_CASE_STATUS_ANSWERED));
  dt_run_add (run, "case.status", case_id, dt_json_text_finish (facts), NULL);
}

static gboolean
join_case (DtImportJob *self,
           DtRun *run,
           DtImportRow *row,
           const DtImportRecord *record,
           const Keys *keys,
           const char *case_id,
           GError **error)
{
  g_autofree char *attachments = NULL;
  g_autofree char *names = NULL;

  if (!put_files (self, run, record, &attachments, &names, error))
    return FALSE;
  add_message (self,
               run,
               case_id,
               DT_DIRECTION_INBOUND,
               row->channel,
               row->received,
               keys->message,
               row->name,
               row->content,
               attachments,
               names,
               row->source);
  add_answer_and_note (self, run, row, keys, case_id);
  if (row->answer != NULL)
    add_answered_status (self, run, case_id);
  remember_key (self, keys->message, case_id);
  return TRUE;
}

/* With its files: who mends the row later has no other way to them. */
static gboolean
set_aside (DtImportJob *self,
           DtRun *run,
           DtImportRow *row,
           const DtImportRecord *record,
           const char *key,
           const char *file_name,
           GError **error)
{
  g_autofree char *id = dt_random_id ();
  g_autofree char *raw = dt_import_record_to_json (self->reading, record);
  g_autofree char *attachments = NULL;
  g_autofree char *names = NULL;
  DtJsonText *facts;
  DtJsonText *payload;

  if (!put_files (self, run, record, &attachments, &names, error))
    return FALSE;
  facts = dt_json_text_new ();
  payload = dt_json_text_new ();
  dt_json_text_add_string (facts, "import", self->id);
  dt_json_text_add_int (facts, "line", record->line);
  dt_json_text_add_string (facts, "reason", row->reason);
  dt_json_text_add_string (facts, "external", key);
  dt_json_text_add_raw (facts, "attachments", attachments);
  dt_json_text_add_string (payload, "raw", raw);
  dt_json_text_add_string (payload, "detail", row->detail);
  dt_json_text_add_string (payload, "file_name", file_name);
  dt_json_text_add_string (payload, "mapping", self->reading->json);
  dt_json_text_add_raw (payload, "names", names);
  dt_run_add (
      run, "import.set_aside", id, dt_json_text_finish (facts), dt_json_text_finish (payload));
  remember_key (self, key, "");
  return TRUE;
}

/* ---- taking ---- */

/* A record that is there already may bring an answer that was not: the office's own system goes on
 * living. */
static gboolean
take_known (DtImportJob *self,
            DtRun *run,
            DtImportRow *row,
            const Keys *keys,
            const char *case_id,
            GError **error)
{
  g_autofree char *answered = NULL;

  if (!find_key (self, keys->answer, &answered, error))
    return FALSE;
  if (row->reason != NULL || keys->answer == NULL || answered != NULL || *case_id == '\0')
    {
      self->batch.unchanged++;
      return TRUE;
    }
  self->batch.joined++;
  g_clear_pointer (&row->note, g_free);
  add_answer_and_note (self, run, row, keys, case_id);
  add_answered_status (self, run, case_id);
  return TRUE;
}

static gboolean
take_item (DtImportJob *self, DtRun *run, DtImportItem *item, const char *file_name, GError **error)
{
  DtImportRow *row = item->row;
  const Keys *keys = &item->keys;
  g_autofree char *known = NULL;
  g_autofree char *case_id = NULL;

  self->batch.read++;
  if (!find_key (self, keys->message, &known, error))
    return FALSE;
  if (known != NULL)
    return take_known (self, run, row, keys, known, error);
  if (row->reason != NULL)
    {
      self->batch.set_aside++;
      return set_aside (self, run, row, item->record, keys->message, file_name, error);
    }
  if (!find_source (self, keys->source, &case_id, error))
    return FALSE;
  if (case_id != NULL)
    {
      self->batch.joined++;
      return join_case (self, run, row, item->record, keys, case_id, error);
    }
  self->batch.cases++;
  case_id = open_case (self, run, row, item->record, keys, error);
  return case_id != NULL;
}

static void
add_counts (DtImportCounts *to, const DtImportCounts *counts)
{
  to->read += counts->read;
  to->cases += counts->cases;
  to->joined += counts->joined;
  to->set_aside += counts->set_aside;
  to->unchanged += counts->unchanged;
}

/* Someone may have been erased between two batches: what is remembered of people is read anew. */
static void
forget_erased (DtImportJob *self)
{
  if (self->n_erasures == self->writer->n_erasures)
    return;
  self->n_erasures = self->writer->n_erasures;
  dt_import_people_free (self->people);
  self->people = dt_import_people_new ();
}

/**
 * dt_import_job_take:
 * @items: (element-type DtImportItem): of dt_import_job_read(), in their order
 * @problem: (out) (nullable): the records are on disk, but not in the views yet
 *
 * Returns: %FALSE with @error if none of @items was taken
 */
gboolean
dt_import_job_take (DtImportJob *self,
                    DtOfficer *officer,
                    GPtrArray *items,
                    const char *file_name,
                    DtChanges *changes,
                    GError **problem,
                    GError **error)
{
  g_auto (DtRun) run = { 0 };
  gboolean ok = TRUE;

  dt_run_init (&run, self->writer, officer);
  memset (&self->batch, 0, sizeof self->batch);
  forget_erased (self);
  dt_store_hold (self->writer->store);
  dt_reader_hold (self->writer->reader);
  for (guint i = 0; ok && i < items->len; i++)
    ok = take_item (self, &run, g_ptr_array_index (items, i), file_name, error);
  dt_reader_let_go (self->writer->reader);
  dt_store_let_go (self->writer->store);
  ok = ok && dt_run_commit (&run, changes, problem, error);
  if (ok)
    add_counts (&self->counts, &self->batch);
  /* Folded by now, or never written. */
  g_hash_table_remove_all (self->pending);
  return ok;
}

/* ---- the whole file ---- */

static char *
file_note (DtLedger *ledger, const char *file_hash)
{
  g_autofree char *key = dt_ledger_lookup_key (ledger, "import-file", file_hash);

  return g_strconcat ("import:", key, NULL);
}

gboolean
dt_import_job_knows_file (DtLedger *ledger, const char *file_hash)
{
  g_autofree char *note = file_note (ledger, file_hash);
  g_autofree char *value = dt_ledger_dup_note (ledger, note);

  return value != NULL;
}

gboolean
dt_import_job_finish (DtImportJob *self,
                      DtOfficer *officer,
                      const char *file_name,
                      const char *file_hash,
                      DtChanges *changes,
                      GError **problem,
                      GError **error)
{
  g_auto (DtRun) run = { 0 };
  DtLedger *ledger = self->writer->ledger;
  g_autofree char *key = dt_ledger_lookup_key (ledger, "import-file", file_hash);
  g_autofree char *note = file_note (ledger, file_hash);
  DtJsonText *facts = dt_json_text_new ();
  DtJsonText *payload = dt_json_text_new ();

  dt_run_init (&run, self->writer, officer);
  dt_json_text_add_string (facts, "format", dt_import_format_to_nick (self->reading->format));
  dt_json_text_add_string (facts, "file", key);
  dt_json_text_add_int (facts, "read", self->counts.read);
  dt_json_text_add_int (facts, "cases", self->counts.cases);
  dt_json_text_add_int (facts, "joined", self->counts.joined);
  dt_json_text_add_int (facts, "set_aside", self->counts.set_aside);
  dt_json_text_add_int (facts, "unchanged", self->counts.unchanged);
  dt_json_text_add_string (payload, "file_name", file_name);
  dt_json_text_add_string (payload, "mapping", self->reading->json);
  dt_run_add (&run,
              "import.finished",
              self->id,
              dt_json_text_finish (facts),
              dt_json_text_finish (payload));
  return dt_run_commit (&run, changes, problem, error)
         && dt_ledger_set_note (ledger, note, self->id, error);
}

/* ---- mending ---- */

void
dt_import_job_keep_files (DtImportJob *self, const char *files, const char *names)
{
  g_free (self->kept_files);
  g_free (self->kept_names);
  self->kept_files = g_strdup (files);
  self->kept_names = g_strdup (names);
}

char *
dt_import_job_mend (DtImportJob *self, DtRun *run, const DtImportRecord *record, GError **error)
{
  g_autoptr (DtImportItem) item = dt_import_job_read (self, record, run->now);
  DtImportRow *row = item->row;
  const Keys *keys = &item->keys;
  g_autofree char *case_id = NULL;

  if (row->reason != NULL)
    {
      g_set_error (
          error, DT_ERROR, DT_ERROR_INVALID, "%s: the row still cannot be read", row->reason);
      return NULL;
    }
  if (!find_key (self, keys->message, &case_id, error))
    return NULL;
  if (case_id != NULL && *case_id != '\0')
    return g_steal_pointer (&case_id);
  g_clear_pointer (&case_id, g_free);
  if (!find_source (self, keys->source, &case_id, error))
    return NULL;
  if (case_id == NULL)
    return open_case (self, run, row, record, keys, error);
  if (!join_case (self, run, row, record, keys, case_id, error))
    return NULL;
  return g_steal_pointer (&case_id);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands on rows of imported files that were set aside: mending one, dropping some. Writing
 * worker only. */
#include "service/dt-commands.h"

#include "base/dt-error.h"
#include "base/dt-json.h"
#include "base/dt-text.h"
#include "service/dt-import-job.h"

/* What the entry that set the row aside says besides what the views hold. */
typedef struct
{
  char *import_id;
  char *mapping;
  char *files; /* JSON, as in facts and payload; or NULL */
  char *names;
} Origin;

static void
origin_clear (Origin *origin)
{
  g_free (origin->import_id);
  g_free (origin->mapping);
  g_free (origin->files);
  g_free (origin->names);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Origin, origin_clear)

static char *
dup_member (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL ? json_to_string (node, FALSE) : NULL;
}

static gboolean
on_origin_entry (const DtEntry *entry, gpointer user_data)
{
  Origin *origin = user_data;
  g_autoptr (JsonObject) facts = NULL;
  g_autoptr (JsonObject) payload = NULL;

  if (!g_str_equal (entry->kind, "import.set_aside"))
    return TRUE;
  facts = dt_json_parse_object (entry->facts, -1, NULL);
  payload = entry->payload != NULL ? dt_json_parse_object (entry->payload, -1, NULL) : NULL;
  origin->import_id = facts != NULL ? g_strdup (dt_json_get_string (facts, "import")) : NULL;
  origin->mapping = payload != NULL ? g_strdup (dt_json_get_string (payload, "mapping")) : NULL;
  origin->files = dup_member (facts, "attachments");
  origin->names = dup_member (payload, "names");
  return FALSE;
}

/* The mended row as a record: its JSON object's members are the columns. */
static DtImportRecord *
read_raw (const char *raw, GStrv *out_columns, GError **error)
{
  g_autoptr (JsonObject) object = raw != NULL ? dt_json_parse_object (raw, -1, error) : NULL;
  g_autoptr (GStrvBuilder) columns = g_strv_builder_new ();
  DtImportRecord *record;
  JsonObjectIter iter;
  const char *name;

  if (object == NULL)
    {
      if (raw == NULL)
        g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "raw: nothing is in the row");
      return NULL;
    }
  record = g_new0 (DtImportRecord, 1);
  record->values = g_ptr_array_new_with_free_func (g_free);
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    {
      const char *text = dt_json_get_string (object, name);

      g_strv_builder_add (columns, name);
      g_ptr_array_add (record->values, text != NULL ? dt_text_clean (text, -1) : NULL);
    }
  *out_columns = g_strv_builder_end (columns);
  return record;
}

static char *
dropped_facts (gboolean dropped)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_boolean (facts, "dropped", dropped);
  return dt_json_text_finish (facts);
}

/* Whether the run itself made the case: only then undoing withdraws it. */
static gboolean
is_new_case (DtRun *run, const char *case_id)
{
  g_autoptr (DtCase) a_case = dt_reader_find_case (run->writer->reader, case_id, NULL);

  return a_case == NULL;
}

/* Whatever is said in it later must not be withdrawn with it. */
static void
guard_new_case (DtRun *run, const char *case_id)
{
  DtCaseStatus status = DT_CASE_STATUS_RECEIVED;
  guint n_messages = 0;

  for (guint i = 0; i < run->drafts->len; i++)
    {
      DtEntryDraft *draft = &g_array_index (run->drafts, DtEntryDraft, i);
      g_autoptr (JsonObject) facts = NULL;
      const char *nick;

      if (!g_str_equal (draft->subject, case_id))
        continue;
      n_messages += g_str_equal (draft->kind, "message.added");
      if (!g_str_equal (draft->kind, "case.opened"))
        continue;
      n_messages++;
      facts = dt_json_parse_object (draft->facts, -1, NULL);
      nick = facts != NULL ? dt_json_get_string (facts, "status") : NULL;
      if (nick != NULL)
        dt_case_status_from_nick (nick, &status);
    }
  dt_run_guard (run, case_id, status);
  dt_run_guard_messages (run, case_id, n_messages);
}

static void
add_mended (DtRun *run, const char *id, const char *case_id)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_string (facts, "case", case_id);
  dt_run_add (run, "import.mended", id, dt_json_text_finish (facts), NULL);
  facts = dt_json_text_new ();
  dt_json_text_add_nullable (facts, "case", NULL);
  dt_run_add_undo (run, "import.mended", id, dt_json_text_finish (facts), NULL);
  if (is_new_case (run, case_id))
    {
      DtJsonText *withdrawn = dt_json_text_new ();

      dt_json_text_add_boolean (withdrawn, "withdrawn", TRUE);
      dt_run_add_undo (run, "case.withdrawn", case_id, dt_json_text_finish (withdrawn), NULL);
      guard_new_case (run, case_id);
    }
}

/* One that a colleague has mended or dropped meanwhile must not become a case twice. */
static DtSetAside *
find_waiting (DtRun *run, const char *id, GError **error)
{
  g_autoptr (DtSetAside) row = dt_reader_find_set_aside (run->writer->reader, id, error);

  if (row == NULL || row->open)
    return g_steal_pointer (&row);
  g_set_error (error, DT_ERROR, DT_ERROR_TRANSITION, "The row was mended or dropped already");
  return NULL;
}

gboolean
dt_commands_mend_set_aside (DtRun *run, GError **error)
{
  DtCommand *command = run->command;
  g_autoptr (DtSetAside) row = find_waiting (run, command->other_id, error);
  g_auto (Origin) origin = { 0 };
  g_auto (GStrv) columns = NULL;
  g_autoptr (DtImportRecord) record = NULL;
  g_autoptr (DtImportReading) reading = NULL;
  g_autoptr (DtImportJob) job = NULL;
  g_autofree char *case_id = NULL;
  const char *mapping;

  if (row == NULL
      || !dt_ledger_foreach_of (
          run->writer->ledger, row->id, TRUE, on_origin_entry, &origin, error))
    return FALSE;
  record = read_raw (command->text, &columns, error);
  if (record == NULL)
    return FALSE;
  mapping = command->reason != NULL ? command->reason : origin.mapping;
  if (mapping == NULL)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "mapping: none is known for the row");
      return FALSE;
    }
  reading = dt_import_reading_new_from_json (mapping, (const char *const *) columns, error);
  if (reading == NULL)
    return FALSE;
  job = dt_import_job_new (run->writer, reading, origin.import_id);
  dt_import_job_keep_files (job, origin.files, origin.names);
  case_id = dt_import_job_mend (job, run, record, error);
  if (case_id == NULL)
    return FALSE;
  add_mended (run, row->id, case_id);
  run->subject_id = g_strdup (row->id);
  g_ptr_array_add (run->case_ids, g_steal_pointer (&case_id));
  return TRUE;
}

gboolean
dt_commands_drop_set_aside (DtRun *run, GError **error)
{
  for (guint i = 0; run->command->item_ids[i] != NULL; i++)
    {
      const char *id = run->command->item_ids[i];
      g_autoptr (DtSetAside) row = find_waiting (run, id, error);

      if (row == NULL)
        return FALSE;
      dt_run_add (run, "import.dropped", id, dropped_facts (TRUE), NULL);
      dt_run_add_undo (run, "import.dropped", id, dropped_facts (FALSE), NULL);
      if (run->subject_id == NULL)
        run->subject_id = g_strdup (id);
    }
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasing a citizen: the decision goes into the record, then what it is about goes out of the file,
 * also when a crash or a full disk comes between. Writing worker only. */
#include "service/dt-commands.h"

#include "base/dt-error.h"
#include "base/dt-json.h"
#include "service/dt-draft-box.h"

#define PENDING_NOTE "erasure"

static void
add_hash (GPtrArray *hashes, JsonObject *attachment)
{
  const char *hash = attachment != NULL ? dt_json_get_string (attachment, "hash") : NULL;

  if (hash != NULL)
    g_ptr_array_add (hashes, g_strdup (hash));
}

/* The addresses of what is attached to an entry that will be erased. */
static void
collect_attachments (DtLedger *ledger, const char *entry_hex, GPtrArray *hashes)
{
  guint8 hash[DT_HASH_SIZE];
  g_autoptr (DtEntry) entry = NULL;
  g_autoptr (JsonObject) facts = NULL;
  JsonArray *array;

  if (!dt_from_hex (entry_hex, hash, sizeof hash))
    return;
  entry = dt_ledger_get_entry (ledger, hash, NULL);
  if (entry == NULL)
    return;
  facts = dt_json_parse_object (entry->facts, -1, NULL);
  if (facts == NULL)
    return;
  add_hash (hashes, dt_json_get_object (facts, "attachment"));
  array = dt_json_get_array (facts, "attachments");
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    add_hash (hashes, json_array_get_object_element (array, i));
}

/* Those that nobody else's case shows, by the state now: another may have come to need one since.
 */
static GPtrArray *
list_own_files (DtWriter *writer,
                const char *const *entries,
                const char *const *files,
                GError **error)
{
  g_autoptr (GPtrArray) own = g_ptr_array_new ();
  g_autoptr (GPtrArray) shared
      = dt_reader_list_shared_files (writer->reader, entries, files, error);

  if (shared == NULL)
    return NULL;
  for (guint i = 0; files[i] != NULL; i++)
    {
      if (!g_ptr_array_find_with_equal_func (shared, files[i], g_str_equal, NULL))
        g_ptr_array_add (own, (gpointer) files[i]);
    }
  return g_steal_pointer (&own);
}

static gboolean
drop_drafts (DtLedger *ledger, const char *const *cases, GError **error)
{
  for (guint i = 0; cases[i] != NULL; i++)
    if (!dt_draft_box_drop_replies (ledger, cases[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
erase (DtWriter *writer, const char *const *entries, const char *const *files, GError **error)
{
  DtLedger *ledger = writer->ledger;
  g_autoptr (GPtrArray) own = list_own_files (writer, entries, files, error);

  if (own == NULL || !dt_ledger_erase_payloads (ledger, entries, error))
    return FALSE;
  for (guint i = 0; i < own->len; i++)
    {
      g_autoptr (GError) local_error = NULL;

      if (dt_ledger_erase_attachment (ledger, g_ptr_array_index (own, i), &local_error)
          || g_error_matches (local_error, DT_ERROR, DT_ERROR_NOT_FOUND))
        continue;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return dt_ledger_set_note (ledger, PENDING_NOTE, NULL, error);
}

static GStrv
dup_strings (JsonObject *object, const char *name)
{
  JsonArray *array = dt_json_get_array (object, name);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  return g_strv_builder_end (builder);
}

static gboolean
erase_pending (DtWriter *writer, JsonObject *pending, GError **error)
{
  g_auto (GStrv) entries = dup_strings (pending, "entries");
  g_auto (GStrv) attachments = dup_strings (pending, "attachments");
  g_auto (GStrv) cases = dup_strings (pending, "cases");

  if (!drop_drafts (writer->ledger, (const char *const *) cases, error))
    return FALSE;
  return erase (writer, (const char *const *) entries, (const char *const *) attachments, error);
}

/* The decision is on disk: now what it is about goes, before the views are folded anew. */
static void
on_erased (DtRun *run, GPtrArray *entries, GError **problem)
{
  g_autofree char *text = dt_ledger_dup_note (run->writer->ledger, PENDING_NOTE);
  g_autoptr (JsonObject) pending = text != NULL ? dt_json_parse_object (text, -1, problem) : NULL;

  run->writer->n_erasures++;
  if (pending != NULL && !erase_pending (run->writer, pending, problem))
    g_prefix_error (problem, "Erasing is finished at the next opening: ");
}

/* A row that an import had set aside holds what it was mended from. */
static gboolean
collect_entry (const DtEntry *entry, gpointer user_data)
{
  if (entry->has_payload && !entry->erased)
    g_ptr_array_add (user_data, dt_to_hex (entry->hash, DT_HASH_SIZE));
  return TRUE;
}

static GPtrArray *
list_entries (DtWriter *writer, const char *citizen_id, GError **error)
{
  g_autoptr (GPtrArray) entries
      = dt_reader_list_citizen_entries (writer->reader, citizen_id, error);
  g_autoptr (GPtrArray) rows = NULL;

  if (entries == NULL)
    return NULL;
  rows = dt_reader_list_citizen_rows (writer->reader, citizen_id, error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      if (!dt_ledger_foreach_of (
              writer->ledger, g_ptr_array_index (rows, i), FALSE, collect_entry, entries, error))
        return NULL;
    }
  return g_steal_pointer (&entries);
}

/* What was recorded and not finished; NULL if there is nothing of the kind. */
static gboolean
read_pending (DtWriter *writer, JsonObject **out, GError **error)
{
  g_autofree char *text = dt_ledger_dup_note (writer->ledger, PENDING_NOTE);
  g_autoptr (JsonObject) pending = NULL;
  g_autoptr (DtCitizen) citizen = NULL;
  const char *citizen_id;

  if (text == NULL)
    return TRUE;
  pending = dt_json_parse_object (text, -1, error);
  if (pending == NULL)
    return FALSE;
  citizen_id = dt_json_get_string (pending, "citizen");
  if (citizen_id != NULL)
    citizen = dt_reader_find_citizen (writer->reader, citizen_id, NULL);
  if (citizen != NULL && citizen->erased)
    *out = g_steal_pointer (&pending);
  return TRUE;
}

/* One that could not be finished must not be forgotten over the next. */
static gboolean
check_none_pending (DtWriter *writer, GError **error)
{
  g_autoptr (JsonObject) pending = NULL;

  if (!read_pending (writer, &pending, error))
    return FALSE;
  if (pending == NULL)
    return TRUE;
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_BUSY,
               "An earlier erasing was cut off: open the workspace anew, which finishes it");
  return FALSE;
}

/* What is to go is noted down first, so that a crash cannot leave half of it. */
static gboolean
note_pending (DtRun *run, const char *citizen_id, GError **error)
{
  DtWriter *writer = run->writer;
  g_autoptr (GPtrArray) entries = list_entries (writer, citizen_id, error);
  g_autoptr (GPtrArray) attachments = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *text = NULL;
  DtJsonText *json;

  if (entries == NULL)
    return FALSE;
  cases = dt_reader_cases_of_citizen (writer->reader, citizen_id, G_MAXINT32, error);
  if (cases == NULL)
    return FALSE;
  for (guint i = 0; i < cases->len; i++)
    g_ptr_array_add (ids, ((DtCase *) cases->pdata[i])->id);
  g_ptr_array_add (ids, NULL);
  for (guint i = 0; i < entries->len; i++)
    collect_attachments (writer->ledger, g_ptr_array_index (entries, i), attachments);
  g_ptr_array_add (entries, NULL);
  g_ptr_array_add (attachments, NULL);
  json = dt_json_text_new ();
  dt_json_text_add_string (json, "citizen", citizen_id);
  dt_json_text_add_strings (json, "entries", (const char *const *) entries->pdata);
  dt_json_text_add_strings (json, "attachments", (const char *const *) attachments->pdata);
  dt_json_text_add_strings (json, "cases", (const char *const *) ids->pdata);
  text = dt_json_text_finish (json);
  return dt_ledger_set_note (writer->ledger, PENDING_NOTE, text, error);
}

gboolean
dt_commands_erase_citizen (DtRun *run, GError **error)
{
  g_autoptr (DtCitizen) citizen = dt_run_find_citizen (run, run->command->other_id, error);
  DtJsonText *facts;

  if (citizen == NULL || !dt_run_check_code (run->command->code, "ground", error)
      || !check_none_pending (run->writer, error) || !note_pending (run, citizen->id, error))
    return FALSE;
  facts = dt_json_text_new ();
  dt_json_text_add_string (facts, "ground", run->command->code);
  dt_run_add (run, "citizen.erased", citizen->id, dt_json_text_finish (facts), NULL);
  run->subject_id = g_strdup (citizen->id);
  run->on_recorded = on_erased;
  return TRUE;
}

/**
 * dt_commands_finish_erasure:
 *
 * Finishes what a crash cut off between the record of an erasure and the erasing itself; one that
 * had not been recorded yet is forgotten. At opening only, before anything else reads the views:
 * @out_rebuilt says whether they were made anew, so that @writer's own reader must be opened again.
 *
 * Returns: %FALSE with @error: the workspace must not be used
 */
gboolean
dt_commands_finish_erasure (DtWriter *writer, gboolean *out_rebuilt, GError **error)
{
  g_autoptr (JsonObject) pending = NULL;

  *out_rebuilt = FALSE;
  if (!read_pending (writer, &pending, error))
    return FALSE;
  if (pending == NULL)
    return dt_ledger_set_note (writer->ledger, PENDING_NOTE, NULL, error);
  *out_rebuilt = TRUE;
  return erase_pending (writer, pending, error)
         && dt_store_rebuild (writer->store, NULL, NULL, NULL, error);
}

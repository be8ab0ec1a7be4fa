/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands on citizens: who belongs to a case, their data, consent, erasing them. Writing worker
 * only. */
#include "service/dt-commands.h"

#include "base/dt-error.h"
#include "base/dt-json.h"

#define PENDING_NOTE "erasure"

static char *
linked_facts (const char *name, const char *id, gboolean linked)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_string (facts, name, id);
  dt_json_text_add_boolean (facts, "linked", linked);
  return dt_json_text_finish (facts);
}

static gboolean
has_citizen (DtCaseFile *file, const char *citizen_id)
{
  for (guint i = 0; i < file->citizens->len; i++)
    {
      DtCitizen *citizen = g_ptr_array_index (file->citizens, i);

      if (g_strcmp0 (citizen->id, citizen_id) == 0)
        return TRUE;
    }
  return FALSE;
}

static DtCaseFile *
find_case_file (DtRun *run, GError **error)
{
  g_autoptr (DtCase) a_case = dt_run_find_case (run, run->command->case_ids[0], error);

  return a_case != NULL ? dt_reader_load_case_file (run->writer->reader, a_case->id, error) : NULL;
}

static void
link_citizen (DtRun *run, DtCaseFile *file, const char *citizen_id, gboolean linked)
{
  dt_run_add (
      run, "case.citizen", file->a_case->id, linked_facts ("citizen", citizen_id, linked), NULL);
  dt_run_add_undo (
      run, "case.citizen", file->a_case->id, linked_facts ("citizen", citizen_id, !linked), NULL);
  dt_run_touch (run, file->a_case);
  g_free (run->subject_id);
  run->subject_id = g_strdup (citizen_id);
}

gboolean
dt_commands_link_citizen (DtRun *run, GError **error)
{
  g_autoptr (DtCaseFile) file = find_case_file (run, error);
  g_autoptr (DtCitizen) citizen = NULL;
  g_autofree char *new_id = NULL;

  if (file == NULL)
    return FALSE;
  if (run->command->other_id != NULL)
    {
      citizen = dt_run_find_citizen (run, run->command->other_id, error);
      if (citizen == NULL)
        return FALSE;
      if (has_citizen (file, citizen->id))
        {
          g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "citizen: belongs to the case already");
          return FALSE;
        }
      link_citizen (run, file, citizen->id, TRUE);
      return TRUE;
    }
  citizen = dt_command_copy_citizen (run->command->citizen);
  if (!dt_run_check_citizen (citizen, error))
    return FALSE;
  new_id = dt_run_add_citizen (run, citizen);
  link_citizen (run, file, new_id, TRUE);
  return TRUE;
}

gboolean
dt_commands_unlink_citizen (DtRun *run, GError **error)
{
  g_autoptr (DtCaseFile) file = find_case_file (run, error);

  if (file == NULL)
    return FALSE;
  if (!has_citizen (file, run->command->other_id))
    {
      g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "The citizen does not belong to the case");
      return FALSE;
    }
  link_citizen (run, file, run->command->other_id, FALSE);
  return TRUE;
}

gboolean
dt_commands_set_citizen (DtRun *run, GError **error)
{
  g_autoptr (DtCitizen) citizen = dt_run_find_citizen (run, run->command->other_id, error);
  g_autoptr (DtCitizen) values = NULL;

  if (citizen == NULL)
    return FALSE;
  values = dt_command_copy_citizen (run->command->citizen);
  /* The channel's own name for them is nothing that anybody types. */
  if (values->handle == NULL)
    values->handle = g_strdup (citizen->handle);
  if (!dt_run_check_citizen (values, error))
    return FALSE;
  dt_run_set_citizen (run, citizen, values, TRUE);
  run->subject_id = g_strdup (citizen->id);
  return TRUE;
}

gboolean
dt_commands_set_consent (DtRun *run, GError **error)
{
  g_autoptr (DtCitizen) citizen = dt_run_find_citizen (run, run->command->other_id, error);
  DtJsonText *before;

  if (citizen == NULL || !dt_run_check_code (run->command->code, "how", error))
    return FALSE;
  dt_run_add_consent (run, citizen->id, run->command->consent, run->now, run->command->code);
  before = dt_json_text_new ();
  dt_json_text_add_string (before, "consent", dt_consent_to_nick (citizen->consent));
  dt_json_text_add_int (
      before, "at", citizen->consent_time != 0 ? citizen->consent_time : run->now);
  dt_json_text_add_string (before, "how", "undo");
  dt_run_add_undo (run, "citizen.consent", citizen->id, dt_json_text_finish (before), NULL);
  run->subject_id = g_strdup (citizen->id);
  return TRUE;
}

/* ---- erasing ---- */

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

static gboolean
erase (DtLedger *ledger, const char *const *entries, const char *const *attachments, GError **error)
{
  if (!dt_ledger_erase_payloads (ledger, entries, error))
    return FALSE;
  for (guint i = 0; attachments[i] != NULL; i++)
    {
      g_autoptr (GError) local_error = NULL;

      if (dt_ledger_erase_attachment (ledger, attachments[i], &local_error)
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
erase_pending (DtLedger *ledger, JsonObject *pending, GError **error)
{
  g_auto (GStrv) entries = dup_strings (pending, "entries");
  g_auto (GStrv) attachments = dup_strings (pending, "attachments");

  return erase (ledger, (const char *const *) entries, (const char *const *) attachments, error);
}

/* The decision is on disk: now what it is about goes, before the views are folded anew. */
static void
on_erased (DtRun *run, GPtrArray *entries)
{
  DtLedger *ledger = run->writer->ledger;
  g_autofree char *text = dt_ledger_dup_note (ledger, PENDING_NOTE);
  g_autoptr (JsonObject) pending = text != NULL ? dt_json_parse_object (text, -1, NULL) : NULL;
  g_autoptr (GError) error = NULL;

  if (pending != NULL && !erase_pending (ledger, pending, &error))
    g_warning ("Erasing: %s; it is finished at the next opening", error->message);
}

/* What is to go is noted down first, so that a crash cannot leave half of it. */
static gboolean
note_pending (DtRun *run, const char *citizen_id, GError **error)
{
  DtWriter *writer = run->writer;
  g_autoptr (GPtrArray) entries
      = dt_reader_list_citizen_entries (writer->reader, citizen_id, error);
  g_autoptr (GPtrArray) attachments = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) hashes = NULL;
  g_autofree char *text = NULL;
  DtJsonText *json;

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      collect_attachments (writer->ledger, g_ptr_array_index (entries, i), attachments);
      g_strv_builder_add (builder, g_ptr_array_index (entries, i));
    }
  g_ptr_array_add (attachments, NULL);
  hashes = g_strv_builder_end (builder);
  json = dt_json_text_new ();
  dt_json_text_add_string (json, "citizen", citizen_id);
  dt_json_text_add_strings (json, "entries", (const char *const *) hashes);
  dt_json_text_add_strings (json, "attachments", (const char *const *) attachments->pdata);
  text = dt_json_text_finish (json);
  return dt_ledger_set_note (writer->ledger, PENDING_NOTE, text, error);
}

gboolean
dt_commands_erase_citizen (DtRun *run, GError **error)
{
  g_autoptr (DtCitizen) citizen = dt_run_find_citizen (run, run->command->other_id, error);
  DtJsonText *facts;

  if (citizen == NULL || !dt_run_check_code (run->command->code, "ground", error)
      || !note_pending (run, citizen->id, error))
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
 * had not been recorded yet is forgotten.
 *
 * Returns: %FALSE with @error: the workspace must not be used
 */
gboolean
dt_commands_finish_erasure (DtWriter *writer, GError **error)
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
  if (citizen == NULL || !citizen->erased)
    return dt_ledger_set_note (writer->ledger, PENDING_NOTE, NULL, error);
  return erase_pending (writer->ledger, pending, error)
         && dt_store_rebuild (writer->store, NULL, NULL, NULL, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs commands on the writing worker: role, state, drafts, one append, one fold, and keeps with
 * each what would undo it. Nothing else in the program writes to the record but the importer and
 * the demo, which go through the same run. */
#include "service/dt-run.h"

#include "base/dt-error.h"
#include "base/dt-text.h"
#include "model/dt-due-state.h"

#include <string.h>

#define MAX_FILE_SIZE (100 * 1024 * 1024)

/* ---- drafts ---- */

static void
draft_clear (DtEntryDraft *draft)
{
  g_free ((char *) draft->subject);
  g_free ((char *) draft->facts);
  g_free ((char *) draft->payload);
}

static GArray *
drafts_new (void)
{
  GArray *drafts = g_array_new (FALSE, FALSE, sizeof (DtEntryDraft));

  g_array_set_clear_func (drafts, (GDestroyNotify) draft_clear);
  return drafts;
}

static DtUndo *
undo_new (DtCommandKind kind)
{
  DtUndo *undo = g_new0 (DtUndo, 1);

  undo->kind = kind;
  undo->drafts = drafts_new ();
  undo->guards = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_undo_guard_free);
  return undo;
}

void
dt_undo_free (DtUndo *undo)
{
  if (undo == NULL)
    return;
  g_strfreev (undo->case_ids);
  g_free (undo->case_code);
  g_free (undo->subject_id);
  g_array_unref (undo->drafts);
  g_ptr_array_unref (undo->guards);
  dt_rule_texts_clear (&undo->rules);
  g_free (undo);
}

void
dt_run_result_free (DtRunResult *result)
{
  if (result == NULL)
    return;
  g_clear_object (&result->outcome);
  g_free (result->officer_id);
  dt_undo_free (result->undo);
  g_clear_pointer (&result->changes, dt_changes_free);
  g_clear_pointer (&result->officers, g_ptr_array_unref);
  g_clear_pointer (&result->book, dt_rule_book_unref);
  g_clear_pointer (&result->templates, g_ptr_array_unref);
  g_clear_pointer (&result->absences, g_ptr_array_unref);
  g_clear_error (&result->problem);
  g_free (result);
}

/* ---- the run ---- */

DtRoles
dt_writer_effective_roles (DtWriter *writer, DtOfficer *officer)
{
  if (officer == NULL)
    return 0;
  if ((officer->roles & DT_ROLE_TRAINER) != 0 && dt_ledger_is_demo (writer->ledger))
    return officer->roles | DT_ROLE_OFFICER;
  return officer->roles;
}

void
dt_run_init (DtRun *run, DtWriter *writer, DtOfficer *officer)
{
  memset (run, 0, sizeof *run);
  run->writer = writer;
  run->officer = officer != NULL ? g_object_ref (officer) : NULL;
  run->roles = dt_writer_effective_roles (writer, officer);
  run->now = dt_clock_now (writer->clock);
  run->drafts = drafts_new ();
  run->numbers = g_hash_table_new (g_direct_hash, g_direct_equal);
  run->case_ids = g_ptr_array_new_with_free_func (g_free);
}

void
dt_run_clear (DtRun *run)
{
  g_clear_object (&run->officer);
  g_clear_pointer (&run->drafts, g_array_unref);
  g_clear_pointer (&run->undo, dt_undo_free);
  g_clear_pointer (&run->numbers, g_hash_table_unref);
  g_clear_pointer (&run->case_ids, g_ptr_array_unref);
  g_clear_pointer (&run->case_code, g_free);
  g_clear_pointer (&run->subject_id, g_free);
  g_clear_pointer (&run->text, g_free);
}

void
dt_run_add (DtRun *run, const char *kind, const char *subject, char *facts, char *payload)
{
  DtEntryDraft draft = { kind, g_strdup (subject), facts, payload, run->hlc };

  g_array_append_val (run->drafts, draft);
}

void
dt_run_add_undo (DtRun *run, const char *kind, const char *subject, char *facts, char *payload)
{
  DtEntryDraft draft = { kind, g_strdup (subject), facts, payload, 0 };

  if (run->undo != NULL)
    g_array_prepend_val (run->undo->drafts, draft);
  else
    draft_clear (&draft);
}

void
dt_run_add_names (DtJsonText *payload, GPtrArray *attachments)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (attachments->len == 0)
    return;
  for (guint i = 0; i < attachments->len; i++)
    {
      const char *name = ((DtAttachment *) attachments->pdata[i])->name;

      g_ptr_array_add (names, (gpointer) (name != NULL ? name : ""));
    }
  g_ptr_array_add (names, NULL);
  dt_json_text_add_strings (payload, "names", (const char *const *) names->pdata);
}

void
dt_run_touch (DtRun *run, DtCase *a_case)
{
  if (run->case_code == NULL)
    run->case_code = g_strdup (a_case->code);
  g_ptr_array_add (run->case_ids, g_strdup (a_case->id));
}

gboolean
dt_run_append (DtRun *run, GPtrArray **out_entries, GError **error)
{
  for (guint i = 0; i < run->drafts->len; i++)
    {
      if (!dt_kind_validate (&g_array_index (run->drafts, DtEntryDraft, i), error))
        return FALSE;
    }
  if (!dt_ledger_append (run->writer->ledger,
                         run->officer != NULL ? run->officer->id : "",
                         (const DtEntryDraft *) (gpointer) run->drafts->data,
                         run->drafts->len,
                         out_entries,
                         error))
    return FALSE;
  g_array_set_size (run->drafts, 0);
  return TRUE;
}

static void
check_views (DtWriter *writer)
{
  guint n_rebuilds = dt_store_count_rebuilds (writer->store);

  if (n_rebuilds == writer->n_rebuilds)
    return;
  writer->n_rebuilds = n_rebuilds;
  if (writer->on_views_replaced != NULL)
    writer->on_views_replaced (writer->views_data);
}

/**
 * dt_run_commit:
 * @changes: gets what the fold touched
 * @problem: (out) (nullable): the entries are on disk, but could not be folded; the next command
 *   catches up
 *
 * Validates, appends and folds what was gathered, and forgets it.
 *
 * Returns: %FALSE with @error when nothing was written
 */
gboolean
dt_run_commit (DtRun *run, DtChanges *changes, GError **problem, GError **error)
{
  DtWriter *writer = run->writer;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) fold_error = NULL;

  if (run->drafts->len == 0)
    return TRUE;
  if (!dt_run_append (run, &entries, error))
    return FALSE;
  if (run->on_recorded != NULL)
    run->on_recorded (run, entries, problem);
  if (!dt_store_apply (writer->store, entries, changes, &fold_error))
    {
      writer->behind = TRUE;
      g_clear_error (problem);
      g_propagate_error (problem, g_steal_pointer (&fold_error));
    }
  check_views (writer);
  return TRUE;
}

/* ---- looking up ---- */

DtCase *
dt_run_find_case (DtRun *run, const char *case_id, GError **error)
{
  g_autoptr (DtCase) a_case = dt_reader_find_case (run->writer->reader, case_id, error);

  if (a_case == NULL)
    return NULL;
  if (a_case->status == DT_CASE_STATUS_MERGED || a_case->status == DT_CASE_STATUS_WITHDRAWN)
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_TRANSITION,
                   "%s is %s: nothing can be done with it",
                   a_case->code,
                   dt_case_status_to_nick (a_case->status));
      return NULL;
    }
  return g_steal_pointer (&a_case);
}

DtCitizen *
dt_run_find_citizen (DtRun *run, const char *citizen_id, GError **error)
{
  g_autoptr (DtCitizen) citizen = dt_reader_find_citizen (run->writer->reader, citizen_id, error);

  if (citizen == NULL)
    return NULL;
  if (citizen->erased)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "The citizen's data were erased");
      return NULL;
    }
  return g_steal_pointer (&citizen);
}

DtOfficer *
dt_run_find_officer (DtRun *run, const char *officer_id, GError **error)
{
  g_autoptr (GPtrArray) officers = dt_reader_list_officers (run->writer->reader, error);

  if (officers == NULL)
    return NULL;
  for (guint i = 0; i < officers->len; i++)
    {
      DtOfficer *officer = g_ptr_array_index (officers, i);

      if (g_strcmp0 (officer->id, officer_id) == 0)
        return g_object_ref (officer);
    }
  g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "No officer %s", officer_id);
  return NULL;
}

char *
dt_run_next_code (DtRun *run, gint64 received)
{
  g_autoptr (GDateTime) time = dt_time_to_hanoi (received);
  int year = g_date_time_get_year (time);
  gint64 desk = dt_ledger_get_desk (run->writer->ledger);
  gint64 number = GPOINTER_TO_SIZE (g_hash_table_lookup (run->numbers, GINT_TO_POINTER (year)));

  /* What this run has given out is not folded yet. */
  number = number != 0 ? number + 1 : dt_store_next_case_number (run->writer->store, year);
  g_hash_table_insert (run->numbers, GINT_TO_POINTER (year), GSIZE_TO_POINTER ((gsize) number));
  if (desk <= 1)
    return g_strdup_printf ("HS-%04d-%04" G_GINT64_FORMAT, year, number);
  return g_strdup_printf ("HS-%04d-%" G_GINT64_FORMAT "-%04" G_GINT64_FORMAT, year, desk, number);
}

/* ---- drafts that several commands need ---- */

gboolean
dt_run_put_files (DtRun *run, GPtrArray *files, char **out_facts, char **out_names, GError **error)
{
  g_autoptr (GString) facts = g_string_new ("[");
  g_autoptr (GString) names = g_string_new ("[");

  *out_facts = NULL;
  *out_names = NULL;
  if (files->len == 0)
    return TRUE;
  for (guint i = 0; i < files->len; i++)
    {
      DtCommandFile *file = g_ptr_array_index (files, i);
      gsize size = g_bytes_get_size (file->content);
      g_autofree char *hash = NULL;
      g_autofree char *name = NULL;

      if (size == 0 || size > MAX_FILE_SIZE)
        {
          g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "file: empty, or above 100 MB");
          return FALSE;
        }
      hash = dt_ledger_put_attachment (run->writer->ledger, file->content, error);
      if (hash == NULL)
        return FALSE;
      g_string_append_printf (facts,
                              "%s{\"hash\":\"%s\",\"size\":%" G_GSIZE_FORMAT ",\"type\":\"%s\"}",
                              i > 0 ? "," : "",
                              hash,
                              size,
                              file->media_type);
      name = dt_json_text_quote (file->name);
      g_string_append_printf (names, "%s%s", i > 0 ? "," : "", name);
    }
  *out_facts = g_string_free (g_string_append_c (g_steal_pointer (&facts), ']'), FALSE);
  *out_names = g_string_free (g_string_append_c (g_steal_pointer (&names), ']'), FALSE);
  return TRUE;
}

static char *
status_facts (DtCaseStatus from, DtCaseStatus to, const char *ground, gboolean undo)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_string (facts, "from", dt_case_status_to_nick (from));
  dt_json_text_add_string (facts, "to", dt_case_status_to_nick (to));
  dt_json_text_add_string (facts, "ground", ground);
  if (undo)
    dt_json_text_add_boolean (facts, "undo", TRUE);
  return dt_json_text_finish (facts);
}

void
dt_run_add_status (
    DtRun *run, DtCase *a_case, DtCaseStatus to, const char *ground, const char *reason)
{
  DtJsonText *payload = dt_json_text_new ();

  dt_json_text_add_string (payload, "reason", reason);
  dt_run_add (run,
              "case.status",
              a_case->id,
              status_facts (a_case->status, to, ground, FALSE),
              dt_json_text_finish_or_null (payload));
  dt_run_add_undo (run,
                   "case.status",
                   a_case->id,
                   status_facts (to, a_case->status, a_case->ground, TRUE),
                   NULL);
  dt_run_guard (run, a_case->id, to);
}

static char *
assignment_facts (const char *officer_id, const char *from)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_nullable (facts, "officer", officer_id);
  dt_json_text_add_nullable (facts, "from", from);
  return dt_json_text_finish (facts);
}

void
dt_run_add_assignment (DtRun *run, const char *case_id, const char *officer_id, const char *from)
{
  dt_run_add (run, "case.assigned", case_id, assignment_facts (officer_id, from), NULL);
  dt_run_add_undo (run, "case.assigned", case_id, assignment_facts (from, officer_id), NULL);
}

typedef struct
{
  const char *name;
  gsize offset;
} CitizenMember;

static const CitizenMember citizen_members[] = {
  { "name", G_STRUCT_OFFSET (DtCitizen, name) },
  { "phone", G_STRUCT_OFFSET (DtCitizen, phone) },
  { "email", G_STRUCT_OFFSET (DtCitizen, email) },
  { "address", G_STRUCT_OFFSET (DtCitizen, address) },
  { "group", G_STRUCT_OFFSET (DtCitizen, group) },
  { "id_number", G_STRUCT_OFFSET (DtCitizen, id_number) },
  { "handle", G_STRUCT_OFFSET (DtCitizen, handle) },
};

static const char *
citizen_value (const DtCitizen *citizen, guint member)
{
  return G_STRUCT_MEMBER (const char *, citizen, citizen_members[member].offset);
}

char *
dt_run_add_citizen (DtRun *run, const DtCitizen *values)
{
  g_autofree char *id = dt_random_id ();
  DtJsonText *payload = dt_json_text_new ();

  for (guint i = 0; i < G_N_ELEMENTS (citizen_members); i++)
    dt_json_text_add_string (payload, citizen_members[i].name, citizen_value (values, i));
  dt_run_add (run, "citizen.added", id, NULL, dt_json_text_finish_or_null (payload));
  return g_steal_pointer (&id);
}

void
dt_run_add_consent (
    DtRun *run, const char *citizen_id, DtConsent consent, gint64 at, const char *how)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_string (facts, "consent", dt_consent_to_nick (consent));
  dt_json_text_add_int (facts, "at", at);
  dt_json_text_add_string (facts, "how", how);
  dt_run_add (run, "citizen.consent", citizen_id, dt_json_text_finish (facts), NULL);
}

gboolean
dt_run_set_citizen (DtRun *run, DtCitizen *citizen, const DtCitizen *values, gboolean clear_missing)
{
  DtJsonText *after = dt_json_text_new ();
  DtJsonText *before = dt_json_text_new ();
  gboolean differs = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (citizen_members); i++)
    {
      const char *old = citizen_value (citizen, i);
      const char *new = citizen_value (values, i);

      if (g_strcmp0 (old, new) == 0 || (new == NULL && !clear_missing))
        continue;
      dt_json_text_add_nullable (after, citizen_members[i].name, new);
      dt_json_text_add_nullable (before, citizen_members[i].name, old);
      differs = TRUE;
    }
  if (!differs)
    {
      dt_json_text_free (after);
      dt_json_text_free (before);
      return FALSE;
    }
  dt_run_add (run, "citizen.set", citizen->id, NULL, dt_json_text_finish (after));
  dt_run_add_undo (run, "citizen.set", citizen->id, NULL, dt_json_text_finish (before));
  return TRUE;
}

gboolean
dt_run_check_citizen (DtCitizen *values, GError **error)
{
  if (values->phone != NULL)
    {
      char *phone = dt_text_normalize_phone (values->phone);

      if (phone == NULL)
        {
          g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "phone: not a telephone number");
          return FALSE;
        }
      g_free (values->phone);
      values->phone = phone;
    }
  if (values->email != NULL && strchr (values->email, '@') == NULL)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "email: not an address");
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (citizen_members); i++)
    {
      if (citizen_value (values, i) != NULL)
        return TRUE;
    }
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "name: nothing is known of the citizen");
  return FALSE;
}

static guint
count_digits (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += g_ascii_isdigit (*text);
  return n;
}

/* Codes stand in the facts, which may hold nothing that somebody typed freely. */
gboolean
dt_run_check_code (const char *code, const char *name, GError **error)
{
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789_.-";

  /* Nor a telephone or an identity number, which would pass for one. */
  if (code != NULL && g_ascii_islower (*code) && strlen (code) <= 40
      && code[strspn (code, allowed)] == '\0' && count_digits (code) <= 4)
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "%s: a code is needed, not free text", name);
  return FALSE;
}

/* ---- running and undoing ---- */

static DtRunResult *
make_result (DtRun *run, DtCommandKind kind, DtChanges *changes, GError *problem)
{
  DtWriter *writer = run->writer;
  DtRunResult *result = g_new0 (DtRunResult, 1);
  DtOutcome *outcome = dt_outcome_new (kind);

  g_ptr_array_add (run->case_ids, NULL);
  outcome->case_ids = g_strdupv ((GStrv) run->case_ids->pdata);
  outcome->case_code = g_steal_pointer (&run->case_code);
  outcome->subject_id = g_steal_pointer (&run->subject_id);
  outcome->text = g_steal_pointer (&run->text);
  if (run->undo != NULL && run->undo->drafts->len > 0)
    {
      result->undo = g_steal_pointer (&run->undo);
      result->undo->serial = ++writer->serial;
      result->undo->case_ids = g_strdupv (outcome->case_ids);
      result->undo->case_code = g_strdup (outcome->case_code);
      result->undo->subject_id = g_strdup (outcome->subject_id);
    }
  outcome->can_undo = result->undo != NULL;
  result->outcome = outcome;
  result->officer_id = run->officer != NULL ? g_strdup (run->officer->id) : NULL;
  result->changes = changes;
  result->problem = problem;
  dt_writer_refresh (writer, run->officer, result);
  return result;
}

static void
count_views (DtWriter *writer, DtOfficer *officer, gint64 *counts)
{
  DtRuleBook *book = dt_store_get_book (writer->store);
  DtWorkingCalendar *calendar
      = dt_rule_book_get_calendar (book, dt_ledger_get_unit (writer->ledger));
  gint64 now = dt_clock_now (writer->clock);
  g_autoptr (GError) error = NULL;

  if (!dt_reader_count_views (writer->reader,
                              officer != NULL ? officer->id : NULL,
                              now,
                              dt_due_state_get_soon_limit (calendar, now),
                              counts,
                              &error))
    g_warning ("Counting the views: %s", error->message);
}

/* What the main thread keeps current: counts always, officers and rules when they changed. */
void
dt_writer_refresh (DtWriter *writer, DtOfficer *officer, DtRunResult *result)
{
  DtChanges *changes = result->changes;
  g_autoptr (GError) error = NULL;

  count_views (writer, officer, result->counts);
  if (changes == NULL || changes->everything || changes->rules)
    result->book = dt_rule_book_ref (dt_store_get_book (writer->store));
  if (changes == NULL || changes->everything || changes->templates)
    result->templates = dt_reader_list_templates (writer->reader, &error);
  if (error == NULL && (changes == NULL || changes->everything || changes->officers->len > 0))
    {
      result->officers = dt_reader_list_officers (writer->reader, &error);
      if (error == NULL)
        result->absences = dt_reader_list_absences (writer->reader, &error);
    }
  if (error != NULL)
    g_warning ("Listing officers and templates: %s", error->message);
}

void
dt_writer_record_refusal (DtWriter *writer, DtOfficer *officer, const char *nick)
{
  g_auto (DtRun) run = { 0 };
  g_autoptr (DtChanges) changes = dt_changes_new ();
  g_autoptr (GError) problem = NULL;
  g_autoptr (GError) error = NULL;
  DtJsonText *facts = dt_json_text_new ();

  dt_run_init (&run, writer, officer);
  dt_json_text_add_string (facts, "command", nick);
  dt_run_add (&run, "officer.refused", officer->id, dt_json_text_finish (facts), NULL);
  if (!dt_run_commit (&run, changes, &problem, &error))
    g_warning ("Recording a refusal: %s", error->message);
}

/* The officer as the record has them now: roles may have changed since the sign-in. */
static DtOfficer *
check_officer (DtWriter *writer, DtOfficer *officer, GError **error)
{
  g_auto (DtRun) run = { 0 };
  g_autoptr (DtOfficer) current = NULL;

  if (officer == NULL)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_SIGNED_OUT, "No officer is signed in");
      return NULL;
    }
  dt_run_init (&run, writer, NULL);
  current = dt_run_find_officer (&run, officer->id, error);
  if (current != NULL && !current->active)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_DENIED, "The officer's account is not active");
      return NULL;
    }
  return g_steal_pointer (&current);
}

gboolean
dt_writer_catch_up (DtWriter *writer, DtChanges *changes, GError **error)
{
  if (!writer->behind)
    return TRUE;
  if (!dt_store_catch_up (writer->store, changes, error))
    return FALSE;
  check_views (writer);
  writer->behind = FALSE;
  return TRUE;
}

static gboolean
check_role (DtWriter *writer, DtOfficer *officer, DtCommandKind kind, GError **error)
{
  if (dt_roles_allow (officer->roles, dt_ledger_is_demo (writer->ledger), kind))
    return TRUE;
  dt_writer_record_refusal (writer, officer, dt_command_kind_to_nick (kind));
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_DENIED,
               "The officer's role does not allow %s",
               dt_command_kind_to_nick (kind));
  return FALSE;
}

/**
 * dt_writer_run:
 * @officer: (nullable): who is signed in
 *
 * Runs one command to disk and views. A refusal by role is recorded.
 *
 * Returns: (transfer full): what came of it, or %NULL: then nothing was changed. Errors: %DT_ERROR
 */
DtRunResult *
dt_writer_run (DtWriter *writer, DtCommand *command, DtOfficer *officer, GError **error)
{
  DtCommandKind kind = dt_command_get_kind (command);
  const DtCommandRow *row = dt_command_table_get (kind);
  g_auto (DtRun) run = { 0 };
  g_autoptr (DtChanges) changes = dt_changes_new ();
  g_autoptr (DtOfficer) current = check_officer (writer, officer, error);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (row->run != NULL, NULL);
  if (current == NULL || !dt_writer_catch_up (writer, changes, error)
      || !check_role (writer, current, kind, error))
    return NULL;
  dt_run_init (&run, writer, current);
  run.command = command;
  run.undo = row->can_undo ? undo_new (kind) : NULL;
  if (!row->run (&run, &local_error) || !dt_run_commit (&run, changes, &problem, &local_error))
    {
      /* The finer rules (whom an officer may assign to) are in the run functions. */
      if (g_error_matches (local_error, DT_ERROR, DT_ERROR_DENIED))
        dt_writer_record_refusal (writer, current, row->nick);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return make_result (&run, kind, g_steal_pointer (&changes), g_steal_pointer (&problem));
}

/**
 * dt_writer_undo:
 * @undo: stays the caller's
 *
 * Brings back the state before a command, as entries of their own; judged by the same roles.
 *
 * Returns: (transfer full): what came of it, kind and ids those of the command undone
 */
DtRunResult *
dt_writer_undo (DtWriter *writer, DtUndo *undo, DtOfficer *officer, GError **error)
{
  g_auto (DtRun) run = { 0 };
  g_autoptr (DtChanges) changes = dt_changes_new ();
  g_autoptr (DtOfficer) current = check_officer (writer, officer, error);
  g_autoptr (GError) problem = NULL;

  if (current == NULL || !dt_writer_catch_up (writer, changes, error)
      || !check_role (writer, current, undo->kind, error)
      || !dt_undo_check_guards (writer, undo, error) || !dt_undo_check_rules (writer, undo, error))
    return NULL;
  dt_run_init (&run, writer, current);
  for (guint i = 0; i < undo->drafts->len; i++)
    {
      DtEntryDraft *draft = &g_array_index (undo->drafts, DtEntryDraft, i);

      dt_run_add (
          &run, draft->kind, draft->subject, g_strdup (draft->facts), g_strdup (draft->payload));
    }
  if (!dt_run_commit (&run, changes, &problem, error))
    return NULL;
  for (guint i = 0; undo->case_ids[i] != NULL; i++)
    g_ptr_array_add (run.case_ids, g_strdup (undo->case_ids[i]));
  run.case_code = g_strdup (undo->case_code);
  run.subject_id = g_strdup (undo->subject_id);
  return make_result (&run, undo->kind, g_steal_pointer (&changes), g_steal_pointer (&problem));
}

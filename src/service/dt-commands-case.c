/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands on a case as such: opening it, what is known of it, its status, who handles it, its
 * receipt, conflicts between desks. Writing worker only. */
#include "service/dt-commands.h"

#include "base/dt-error.h"
#include "base/dt-text.h"
#include "ledger/dt-receipt.h"
#include "model/dt-catalogue.h"
#include "service/dt-draft-box.h"

#include <string.h>

#define TITLE_CHARS 72
#define MAX_GROUP_CHARS 60
#define CLOCK_SLACK (5 * G_TIME_SPAN_MINUTE)

/* ---- checks ---- */

static gboolean
check_field (const char *field, GError **error)
{
  if (field == NULL || dt_catalogue_find_field (field) != NULL)
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "field: no field of that code");
  return FALSE;
}

/* The residential group stands in the facts, so it must be a name of one and no more. */
static gboolean
check_group (const char *group, GError **error)
{
  guint n_digits = 0;

  for (const char *at = group; at != NULL && *at != '\0'; at++)
    n_digits += g_ascii_isdigit (*at);
  if (group == NULL
      || (n_digits <= 4 && strchr (group, '@') == NULL
          && g_utf8_strlen (group, -1) <= MAX_GROUP_CHARS))
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "group: not the name of a residential group");
  return FALSE;
}

/* Whoever handles cases: an active officer, leader or clerk; in training a trainer too. */
static gboolean
check_assignee (DtRun *run, const char *officer_id, GError **error)
{
  const DtRoles handling = DT_ROLE_OFFICER | DT_ROLE_LEADER | DT_ROLE_CLERK;
  g_autoptr (DtOfficer) officer = dt_run_find_officer (run, officer_id, error);

  if (officer == NULL)
    return FALSE;
  if (officer->active && (dt_writer_effective_roles (run->writer, officer) & handling) != 0)
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "assignee: handles no cases");
  return FALSE;
}

static gboolean
check_opening (DtRun *run, DtNewCase *form, GError **error)
{
  if (form->text == NULL)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "text: nothing was said");
      return FALSE;
    }
  if (form->received > run->now + CLOCK_SLACK || form->received < 0)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "received: lies in the future");
      return FALSE;
    }
  return check_field (form->field, error) && check_group (form->group, error)
         && (form->assignee_id == NULL || check_assignee (run, form->assignee_id, error));
}

/* ---- opening ---- */

/* The citizen of the form: known, new, or none. FALSE on error. */
static gboolean
find_form_citizen (DtRun *run, DtNewCase *form, DtCitizen **out, GError **error)
{
  g_autoptr (DtCitizen) values = dt_citizen_new ();
  g_autoptr (DtCitizen) known = NULL;

  *out = NULL;
  if (form->anonymous)
    return TRUE;
  values->name = g_strdup (form->name);
  values->phone = g_strdup (form->phone);
  values->email = g_strdup (form->email);
  values->address = g_strdup (form->address);
  values->id_number = g_strdup (form->id_number);
  if (form->citizen_id == NULL)
    {
      if (!dt_run_check_citizen (values, error))
        return FALSE;
      values->id = dt_run_add_citizen (run, values);
      *out = g_steal_pointer (&values);
      return TRUE;
    }
  known = dt_run_find_citizen (run, form->citizen_id, error);
  if (known == NULL)
    return FALSE;
  /* What the clerk corrected while the citizen stood there must not be lost. */
  values->id = g_strdup (known->id);
  if (values->name == NULL)
    values->name = g_strdup (known->name);
  if (values->name == NULL && values->phone == NULL)
    values->phone = g_strdup (known->phone);
  if ((values->name != NULL || values->phone != NULL) && !dt_run_check_citizen (values, error))
    return FALSE;
  dt_run_set_citizen (run, known, values, FALSE);
  *out = g_steal_pointer (&values);
  return TRUE;
}

/* Typed while the citizen stands there, telephones or has handed in a letter, it is accepted by
 * whom the form names, or by the officer who typed it. What came by another channel waits to be
 * received, and so does what a clerk, who only registers, gives to nobody. */
static const char *
choose_assignee (DtRun *run, DtNewCase *form)
{
  gboolean in_person = form->channel == DT_CHANNEL_WALK_IN || form->channel == DT_CHANNEL_PHONE
                       || form->channel == DT_CHANNEL_LETTER;

  if (form->assignee_id != NULL)
    return form->assignee_id;
  if (in_person && (run->roles & (DT_ROLE_OFFICER | DT_ROLE_LEADER)) != 0)
    return run->officer->id;
  return NULL;
}

static void
on_opened (DtRun *run, GPtrArray *entries, GError **problem)
{
  g_autoptr (GError) error = NULL;

  if (!dt_draft_box_drop (run->writer->ledger, run->command->opening->draft, &error))
    g_warning ("Dropping a draft: %s", error->message);
}

static char *
opened_facts (DtRun *run,
              DtNewCase *form,
              const char *message_id,
              const char *citizen_id,
              const char *attachments,
              DtCaseStatus status)
{
  const char *citizens[] = { citizen_id, NULL };
  gint64 received = form->received != 0 ? form->received : run->now;
  DtJsonText *facts = dt_json_text_new ();

  run->case_code = dt_run_next_code (run, received);
  dt_json_text_add_string (facts, "code", run->case_code);
  dt_json_text_add_string (facts, "channel", dt_channel_to_nick (form->channel));
  dt_json_text_add_string (facts, "kind", dt_case_kind_to_nick (form->kind));
  dt_json_text_add_string (facts, "priority", dt_priority_to_nick (form->priority));
  dt_json_text_add_int (facts, "received", received);
  dt_json_text_add_string (facts, "message", message_id);
  dt_json_text_add_string (facts, "field", form->field);
  dt_json_text_add_string (facts, "group", form->group);
  if (citizen_id != NULL)
    dt_json_text_add_strings (facts, "citizens", citizens);
  if (status != DT_CASE_STATUS_RECEIVED)
    dt_json_text_add_string (facts, "status", dt_case_status_to_nick (status));
  dt_json_text_add_raw (facts, "attachments", attachments);
  return dt_json_text_finish (facts);
}

static char *
opened_payload (DtNewCase *form, DtCitizen *citizen, const char *names)
{
  g_autofree char *title = NULL;
  DtJsonText *payload = dt_json_text_new ();

  if (form->title == NULL)
    title = dt_text_first_words (form->text, TITLE_CHARS);
  dt_json_text_add_string (payload, "title", form->title != NULL ? form->title : title);
  dt_json_text_add_string (payload, "text", form->text);
  dt_json_text_add_string (payload, "author", citizen != NULL ? citizen->name : NULL);
  dt_json_text_add_string (payload, "place", form->place);
  dt_json_text_add_raw (payload, "names", names);
  return dt_json_text_finish (payload);
}

static char *
choose_message_id (DtRun *run, const char *draft, GError **error)
{
  g_autofree char *id = NULL;
  g_autoptr (DtTimelineItem) message = NULL;

  if (draft != NULL)
    id = dt_draft_box_dup_id (run->writer->ledger, draft);
  if (id == NULL)
    return dt_random_id ();
  message = dt_reader_find_message (run->writer->reader, id, NULL);
  if (message == NULL)
    return g_steal_pointer (&id);
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "draft: it was registered already");
  return NULL;
}

gboolean
dt_commands_open_case (DtRun *run, GError **error)
{
  DtNewCase *form = run->command->opening;
  const char *assignee = choose_assignee (run, form);
  DtCaseStatus status = assignee != NULL ? DT_CASE_STATUS_ACCEPTED : DT_CASE_STATUS_RECEIVED;
  g_autofree char *id = dt_random_id ();
  g_autofree char *message_id = NULL;
  g_autofree char *attachments = NULL;
  g_autofree char *names = NULL;
  g_autoptr (DtCitizen) citizen = NULL;
  DtJsonText *withdrawn;

  if (!check_opening (run, form, error))
    return FALSE;
  message_id = choose_message_id (run, form->draft, error);
  if (message_id == NULL || !find_form_citizen (run, form, &citizen, error)
      || !dt_run_put_files (run, run->command->files, &attachments, &names, error))
    return FALSE;
  dt_run_add (run,
              "case.opened",
              id,
              opened_facts (
                  run, form, message_id, citizen != NULL ? citizen->id : NULL, attachments, status),
              opened_payload (form, citizen, names));
  if (assignee != NULL)
    {
      DtUndo *undo = g_steal_pointer (&run->undo); /* withdrawing the case is enough */

      dt_run_add_assignment (run, id, assignee, NULL);
      run->undo = undo;
    }
  if (citizen != NULL && form->consent != DT_CONSENT_NOT_ASKED)
    dt_run_add_consent (
        run, citizen->id, form->consent, run->now, dt_channel_to_nick (form->channel));
  withdrawn = dt_json_text_new ();
  dt_json_text_add_boolean (withdrawn, "withdrawn", TRUE);
  dt_run_add_undo (run, "case.withdrawn", id, dt_json_text_finish (withdrawn), NULL);
  dt_run_guard (run, id, status);
  dt_run_guard_messages (run, id, 1);
  g_ptr_array_add (run->case_ids, g_steal_pointer (&id));
  run->subject_id = g_steal_pointer (&message_id);
  if (form->draft != NULL)
    run->on_recorded = on_opened;
  return TRUE;
}

/* ---- what is known of it ---- */

typedef struct
{
  DtJsonText *facts;
  DtJsonText *payload;
} SetTexts;

static void
set_texts_init (SetTexts *texts)
{
  texts->facts = dt_json_text_new ();
  dt_json_text_begin_object (texts->facts, "set");
  texts->payload = dt_json_text_new ();
}

static char *
set_texts_finish_facts (SetTexts *texts)
{
  dt_json_text_end_object (texts->facts);
  return dt_json_text_finish (texts->facts);
}

static gboolean
set_value (gboolean set,
           const char *name,
           const char *old,
           const char *new,
           DtJsonText *after,
           DtJsonText *before)
{
  if (!set || g_strcmp0 (old, new) == 0)
    return FALSE;
  dt_json_text_add_nullable (after, name, new);
  dt_json_text_add_nullable (before, name, old);
  return TRUE;
}

static void
set_fields_of (DtRun *run, DtCase *a_case, const DtCaseEdit *edit)
{
  SetTexts after;
  SetTexts before;
  gboolean differs = FALSE;
  g_autofree char *old_traits = dt_traits_to_nick (a_case->traits);
  g_autofree char *new_traits = dt_traits_to_nick (edit->traits);
  char *facts;

  set_texts_init (&after);
  set_texts_init (&before);
  differs |= set_value (edit->set_kind,
                        "kind",
                        dt_case_kind_to_nick (a_case->kind),
                        dt_case_kind_to_nick (edit->kind),
                        after.facts,
                        before.facts);
  differs |= set_value (
      edit->set_field, "field", a_case->field, edit->field, after.facts, before.facts);
  differs |= set_value (edit->set_priority,
                        "priority",
                        dt_priority_to_nick (a_case->priority),
                        dt_priority_to_nick (edit->priority),
                        after.facts,
                        before.facts);
  differs |= set_value (
      edit->set_group, "group", a_case->group, edit->group, after.facts, before.facts);
  differs
      |= set_value (edit->set_traits, "traits", old_traits, new_traits, after.facts, before.facts);
  differs |= set_value (
      edit->set_title, "title", a_case->title, edit->title, after.payload, before.payload);
  differs |= set_value (
      edit->set_place, "place", a_case->place, edit->place, after.payload, before.payload);
  facts = set_texts_finish_facts (&after);
  if (differs)
    {
      dt_run_add (run, "case.set", a_case->id, facts, dt_json_text_finish_or_null (after.payload));
      facts = set_texts_finish_facts (&before);
      dt_run_add_undo (
          run, "case.set", a_case->id, facts, dt_json_text_finish_or_null (before.payload));
      return;
    }
  g_free (facts);
  dt_json_text_free (after.payload);
  dt_json_text_free (before.facts);
  dt_json_text_free (before.payload);
}

/* Urgency is a priority; no case is complex in two degrees at once. */
static gboolean
check_traits (DtTraits traits, GError **error)
{
  const DtTraits degrees = DT_TRAIT_COMPLEX | DT_TRAIT_ESPECIALLY_COMPLEX;

  if ((traits & ~(DtTraits) DT_ALL_TRAITS) == 0 && (traits & DT_TRAIT_URGENT) == 0
      && (traits & degrees) != degrees)
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "traits: these do not go together");
  return FALSE;
}

/* All cases of the command, or NULL. */
static GPtrArray *
find_cases (DtRun *run, GError **error)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; run->command->case_ids[i] != NULL; i++)
    {
      DtCase *a_case = dt_run_find_case (run, run->command->case_ids[i], error);

      if (a_case == NULL)
        return NULL;
      g_ptr_array_add (cases, a_case);
      dt_run_touch (run, a_case);
    }
  return g_steal_pointer (&cases);
}

/* A denunciation that was guided to its form was refused without a leader: it stays one, or else
 * any case could be refused that way. */
static gboolean
check_kind (DtRun *run, const DtCase *a_case, const DtCaseEdit *edit, GError **error)
{
  if (!edit->set_kind || edit->kind == a_case->kind || (run->roles & DT_ROLE_LEADER) != 0
      || a_case->status != DT_CASE_STATUS_REFUSED
      || g_strcmp0 (a_case->ground, DT_GROUND_GUIDED) != 0)
    return TRUE;
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_DENIED,
               "%s: only a leader says that it is no denunciation after all",
               a_case->code);
  return FALSE;
}

gboolean
dt_commands_set_fields (DtRun *run, GError **error)
{
  const DtCaseEdit *edit = run->command->edit;
  g_autoptr (GPtrArray) cases = find_cases (run, error);

  if (cases == NULL || (edit->set_field && !check_field (edit->field, error))
      || (edit->set_group && !check_group (edit->group, error)))
    return FALSE;
  if (edit->set_title && edit->title == NULL)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "title: a case needs one");
      return FALSE;
    }
  if (edit->set_traits && !check_traits (edit->traits, error))
    return FALSE;
  for (guint i = 0; i < cases->len; i++)
    if (!check_kind (run, g_ptr_array_index (cases, i), edit, error))
      return FALSE;
  for (guint i = 0; i < cases->len; i++)
    set_fields_of (run, g_ptr_array_index (cases, i), edit);
  return TRUE;
}

/* ---- status ---- */

/* Not to take a matter on is a decision for the one who answers for the unit (Law on Complaints
 * art. 11, Law on Denunciations art. 24 and the like): a leader's. */
static gboolean
check_refusal (DtRun *run, DtCase *a_case, const char *code, GError **error)
{
  const DtGround *ground = code != NULL ? dt_catalogue_find_ground (code) : NULL;

  if ((run->roles & DT_ROLE_LEADER) == 0)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_DENIED, "Only a leader refuses a case");
      return FALSE;
    }
  if (ground == NULL || (ground->kinds & (1u << a_case->kind)) == 0)
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_INVALID,
                   "ground: %s cannot be refused without a ground that holds for its kind",
                   a_case->code);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_transition (DtCase *a_case, DtCaseStatus to, GError **error)
{
  if (dt_case_status_can_become (a_case->status, to))
    return TRUE;
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_TRANSITION,
               "%s is %s and cannot become %s",
               a_case->code,
               dt_case_status_to_nick (a_case->status),
               dt_case_status_to_nick (to));
  return FALSE;
}

gboolean
dt_commands_set_status (DtRun *run, GError **error)
{
  DtCaseStatus to = run->command->status;
  const char *ground = to == DT_CASE_STATUS_REFUSED ? run->command->code : NULL;
  g_autoptr (GPtrArray) cases = find_cases (run, error);

  if (cases == NULL)
    return FALSE;
  for (guint i = 0; i < cases->len; i++)
    {
      DtCase *a_case = g_ptr_array_index (cases, i);

      if (!check_transition (a_case, to, error)
          || (to == DT_CASE_STATUS_REFUSED && !check_refusal (run, a_case, ground, error)))
        return FALSE;
      dt_run_add_status (run, a_case, to, ground, run->command->reason);
      /* Whoever takes on what is nobody's has it: it must not fall between two views. */
      if ((to == DT_CASE_STATUS_ACCEPTED || to == DT_CASE_STATUS_IN_PROGRESS)
          && a_case->assignee_id == NULL && (run->roles & DT_ROLE_OFFICER) != 0)
        dt_run_add_assignment (run, a_case->id, run->officer->id, NULL);
    }
  return TRUE;
}

/* ---- who handles it ---- */

static gboolean
check_may_assign (DtRun *run, DtCase *a_case, const char *officer_id, GError **error)
{
  if (dt_roles_allow_assignment (run->roles, run->officer->id, a_case->assignee_id, officer_id))
    return TRUE;
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_DENIED,
               "Only a leader assigns other officers' cases (%s)",
               a_case->code);
  return FALSE;
}

gboolean
dt_commands_assign (DtRun *run, GError **error)
{
  const char *officer_id = run->command->other_id;
  g_autoptr (GPtrArray) cases = find_cases (run, error);

  if (cases == NULL || (officer_id != NULL && !check_assignee (run, officer_id, error)))
    return FALSE;
  for (guint i = 0; i < cases->len; i++)
    {
      DtCase *a_case = g_ptr_array_index (cases, i);

      if (!check_may_assign (run, a_case, officer_id, error))
        return FALSE;
      if (g_strcmp0 (a_case->assignee_id, officer_id) == 0)
        continue;
      dt_run_add_assignment (run, a_case->id, officer_id, a_case->assignee_id);
      /* What somebody has been given to handle is received. */
      if (officer_id != NULL && a_case->status == DT_CASE_STATUS_RECEIVED)
        dt_run_add_status (run, a_case, DT_CASE_STATUS_ACCEPTED, NULL, NULL);
    }
  return TRUE;
}

/* ---- receipt ---- */

gboolean
dt_commands_issue_receipt (DtRun *run, GError **error)
{
  DtWriter *writer = run->writer;
  g_autoptr (DtCase) a_case
      = dt_reader_find_case (writer->reader, run->command->case_ids[0], error);
  g_autofree char *entry = NULL;
  g_autoptr (GError) proof_error = NULL;
  guint8 hash[DT_HASH_SIZE];
  DtJsonText *facts;

  /* Of a case that was merged away too: its citizen has a right to it. */
  if (a_case == NULL)
    return FALSE;
  entry = dt_reader_dup_opening_entry (writer->reader, a_case->id, error);
  if (entry == NULL)
    return FALSE;
  if (a_case->status == DT_CASE_STATUS_WITHDRAWN || !dt_from_hex (entry, hash, sizeof hash))
    {
      g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "No receipt for %s", a_case->code);
      return FALSE;
    }
  run->text = dt_receipt_make_with_proof (writer->ledger, a_case->code, hash, &proof_error);
  if (run->text == NULL && !g_error_matches (proof_error, DT_ERROR, DT_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&proof_error));
      return FALSE;
    }
  if (run->text == NULL)
    run->text = dt_receipt_make (writer->ledger, a_case->code, hash, error);
  if (run->text == NULL)
    return FALSE;
  facts = dt_json_text_new ();
  dt_json_text_add_string (facts, "entry", entry);
  dt_run_add (run, "receipt.issued", a_case->id, dt_json_text_finish (facts), NULL);
  dt_run_touch (run, a_case);
  return TRUE;
}

/* ---- conflicts ---- */

/* @traits: those of the case, as a nick. */
static const char *
current_value (DtCase *a_case, const char *traits, const char *field)
{
  const struct
  {
    const char *name;
    const char *value;
  } values[] = {
    { "status", dt_case_status_to_nick (a_case->status) },
    { "kind", dt_case_kind_to_nick (a_case->kind) },
    { "priority", dt_priority_to_nick (a_case->priority) },
    { "assignee", a_case->assignee_id },
    { "field", a_case->field },
    { "group", a_case->group },
    { "title", a_case->title },
    { "place", a_case->place },
    { "merged", a_case->merged_into },
    { "traits", traits },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      if (g_str_equal (values[i].name, field))
        return values[i].value;
    }
  return NULL;
}

/* Texts that somebody typed lie in the payload, codes in the facts. */
static void
conflict_texts (
    const char *field, const char *value, gboolean undo, char **out_facts, char **out_payload)
{
  gboolean is_text = g_str_equal (field, "title") || g_str_equal (field, "place");
  DtJsonText *facts = dt_json_text_new ();
  DtJsonText *payload = dt_json_text_new ();

  dt_json_text_add_string (facts, "field", field);
  dt_json_text_add_nullable (is_text ? payload : facts, "value", value);
  if (undo)
    dt_json_text_add_boolean (facts, "undo", TRUE);
  *out_facts = dt_json_text_finish (facts);
  *out_payload = dt_json_text_finish_or_null (payload);
}

gboolean
dt_commands_resolve_conflict (DtRun *run, GError **error)
{
  g_autoptr (DtCaseFile) file
      = dt_reader_load_case_file (run->writer->reader, run->command->case_ids[0], error);
  g_autofree char *traits = file != NULL ? dt_traits_to_nick (file->a_case->traits) : NULL;
  char *facts;
  char *payload;

  if (file == NULL)
    return FALSE;
  for (guint i = 0; i < file->conflicts->len; i++)
    {
      DtConflict *conflict = g_ptr_array_index (file->conflicts, i);

      if (!g_str_equal (conflict->id, run->command->other_id))
        continue;
      conflict_texts (
          conflict->field, conflict->values[run->command->choice], FALSE, &facts, &payload);
      dt_run_add (run, "conflict.resolved", file->a_case->id, facts, payload);
      conflict_texts (conflict->field,
                      current_value (file->a_case, traits, conflict->field),
                      TRUE,
                      &facts,
                      &payload);
      dt_run_add_undo (run, "conflict.resolved", file->a_case->id, facts, payload);
      dt_run_touch (run, file->a_case);
      return TRUE;
    }
  g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "No such conflict: it was resolved already");
  return FALSE;
}

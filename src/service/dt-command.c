/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes commands: copies and cleans what they are about, and judges nothing: whether it can be done
 * is seen on the writing worker, where the state is. Any thread. */
#include "service/dt-command-private.h"

#include "base/dt-text.h"

#include <string.h>

/* ---- copies ---- */

char *
dt_command_dup_text (const char *text)
{
  g_autofree char *clean = text != NULL ? dt_text_clean (text, -1) : NULL;

  if (clean == NULL)
    return NULL;
  g_strstrip (clean);
  return *clean != '\0' ? g_steal_pointer (&clean) : NULL;
}

char *
dt_command_dup_line (const char *text)
{
  char *line = dt_command_dup_text (text);

  return line != NULL ? g_strdelimit (line, "\n\t", ' ') : NULL;
}

char *
dt_command_dup_media_type (const char *media_type)
{
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789.+-/";

  if (media_type != NULL && strlen (media_type) < 100)
    {
      g_autofree char *lower = g_ascii_strdown (media_type, -1);
      const char *slash = strchr (lower, '/');

      if (slash != NULL && slash != lower && slash[1] != '\0' && strchr (slash + 1, '/') == NULL
          && lower[strspn (lower, allowed)] == '\0')
        return g_steal_pointer (&lower);
    }
  return g_strdup ("application/octet-stream");
}

static void
file_free (DtCommandFile *file)
{
  g_bytes_unref (file->content);
  g_free (file->name);
  g_free (file->media_type);
  g_free (file);
}

static DtNewCase *
opening_copy (const DtNewCase *values)
{
  DtNewCase *copy = g_memdup2 (values, sizeof *values);

  copy->field = dt_command_dup_line (values->field);
  copy->title = dt_command_dup_line (values->title);
  copy->text = dt_command_dup_text (values->text);
  copy->place = dt_command_dup_line (values->place);
  copy->group = dt_command_dup_line (values->group);
  copy->citizen_id = dt_command_dup_line (values->citizen_id);
  copy->name = dt_command_dup_line (values->name);
  copy->phone = dt_command_dup_line (values->phone);
  copy->email = dt_command_dup_line (values->email);
  copy->address = dt_command_dup_line (values->address);
  copy->id_number = dt_command_dup_line (values->id_number);
  copy->assignee_id = dt_command_dup_line (values->assignee_id);
  copy->draft = g_strdup (values->draft);
  return copy;
}

static void
opening_free (DtNewCase *copy)
{
  g_free ((char *) copy->field);
  g_free ((char *) copy->title);
  g_free ((char *) copy->text);
  g_free ((char *) copy->place);
  g_free ((char *) copy->group);
  g_free ((char *) copy->citizen_id);
  g_free ((char *) copy->name);
  g_free ((char *) copy->phone);
  g_free ((char *) copy->email);
  g_free ((char *) copy->address);
  g_free ((char *) copy->id_number);
  g_free ((char *) copy->assignee_id);
  g_free ((char *) copy->draft);
  g_free (copy);
}

static DtCaseEdit *
edit_copy (const DtCaseEdit *edit)
{
  DtCaseEdit *copy = g_memdup2 (edit, sizeof *edit);

  copy->field = dt_command_dup_line (edit->field);
  copy->group = dt_command_dup_line (edit->group);
  copy->title = dt_command_dup_line (edit->title);
  copy->place = dt_command_dup_line (edit->place);
  return copy;
}

static void
edit_free (DtCaseEdit *copy)
{
  g_free ((char *) copy->field);
  g_free ((char *) copy->group);
  g_free ((char *) copy->title);
  g_free ((char *) copy->place);
  g_free (copy);
}

DtCitizen *
dt_command_copy_citizen (const DtCitizen *values)
{
  DtCitizen *copy = dt_citizen_new ();

  copy->name = dt_command_dup_line (values->name);
  copy->phone = dt_command_dup_line (values->phone);
  copy->email = dt_command_dup_line (values->email);
  copy->address = dt_command_dup_line (values->address);
  copy->group = dt_command_dup_line (values->group);
  copy->id_number = dt_command_dup_line (values->id_number);
  copy->handle = dt_command_dup_line (values->handle);
  copy->consent = values->consent;
  copy->consent_time = values->consent_time;
  return copy;
}

static GStrv
ids_copy (const char *const *ids)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      if (g_hash_table_add (seen, (gpointer) ids[i]))
        g_strv_builder_add (builder, ids[i]);
    }
  return g_strv_builder_end (builder);
}

DtCommand *
dt_command_new (DtCommandKind kind, const char *const *case_ids)
{
  DtCommand *self = g_new0 (DtCommand, 1);

  g_atomic_ref_count_init (&self->references);
  self->kind = kind;
  self->case_ids = ids_copy (case_ids);
  self->item_ids = ids_copy (NULL);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) file_free);
  return self;
}

DtCommand *
dt_command_new_for_case (DtCommandKind kind, const char *case_id)
{
  const char *case_ids[] = { case_id, NULL };

  return dt_command_new (kind, case_ids);
}

static void
add_files (DtCommand *self, const DtNewFile *files, guint n_files)
{
  for (guint i = 0; i < n_files; i++)
    {
      DtCommandFile *file = g_new0 (DtCommandFile, 1);

      file->content = g_bytes_ref (files[i].content);
      file->name = dt_command_dup_line (files[i].name);
      if (file->name == NULL)
        file->name = g_strdup_printf ("%u", i + 1);
      file->media_type = dt_command_dup_media_type (files[i].media_type);
      g_ptr_array_add (self->files, file);
    }
}

/* ---- public API ---- */

/**
 * dt_command_open_case:
 * @values: what the form holds; strings are copied
 * @files: (nullable) (array length=n_files): to attach to the first message
 *
 * Registers a case with the citizen's words. Without @values.citizen_id the name, phone … make a
 * citizen of their own, even if the phone number is known: people are never made one silently.
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_open_case (const DtNewCase *values, const DtNewFile *files, guint n_files)
{
  DtCommand *self;

  g_return_val_if_fail (values != NULL, NULL);
  g_return_val_if_fail ((guint) values->channel < DT_N_CHANNELS, NULL);
  g_return_val_if_fail ((guint) values->kind < DT_N_CASE_KINDS, NULL);
  g_return_val_if_fail ((guint) values->priority < DT_N_PRIORITIES, NULL);
  g_return_val_if_fail ((guint) values->consent < DT_N_CONSENTS, NULL);

  self = dt_command_new (DT_COMMAND_OPEN_CASE, NULL);
  self->opening = opening_copy (values);
  add_files (self, files, n_files);
  return self;
}

static DtCommand *
message_new (DtCommandKind kind,
             const char *case_id,
             DtChannelKind channel,
             const char *text,
             gint64 at,
             const DtNewFile *files,
             guint n_files)
{
  DtCommand *self = dt_command_new_for_case (kind, case_id);

  self->channel = channel;
  self->text = dt_command_dup_text (text);
  self->at = at;
  add_files (self, files, n_files);
  return self;
}

/**
 * dt_command_add_message:
 * @at: when it was said, Unix microseconds; 0: now
 *
 * Returns: (transfer full): the command that adds the citizen's further words to a case
 */
DtCommand *
dt_command_add_message (const char *case_id,
                        DtChannelKind channel,
                        const char *text,
                        gint64 at,
                        const DtNewFile *files,
                        guint n_files)
{
  g_return_val_if_fail (case_id != NULL, NULL);
  return message_new (DT_COMMAND_ADD_MESSAGE, case_id, channel, text, at, files, n_files);
}

DtCommand *
dt_command_add_note (const char *case_id, const char *text)
{
  g_return_val_if_fail (case_id != NULL, NULL);
  return message_new (DT_COMMAND_ADD_NOTE, case_id, DT_CHANNEL_WALK_IN, text, 0, NULL, 0);
}

/**
 * dt_command_record_answer:
 * @channel: where the citizen was answered
 * @at: when, Unix microseconds; 0: now
 *
 * Returns: (transfer full): the command that records what was answered; a case that is still owed
 *   an answer becomes answered by it
 */
DtCommand *
dt_command_record_answer (const char *case_id,
                          DtChannelKind channel,
                          const char *text,
                          gint64 at,
                          const DtNewFile *files,
                          guint n_files)
{
  g_return_val_if_fail (case_id != NULL, NULL);
  return message_new (DT_COMMAND_RECORD_ANSWER, case_id, channel, text, at, files, n_files);
}

DtCommand *
dt_command_set_fields (const char *const *case_ids, const DtCaseEdit *edit)
{
  DtCommand *self;

  g_return_val_if_fail (edit != NULL, NULL);

  self = dt_command_new (DT_COMMAND_SET_FIELDS, case_ids);
  self->edit = edit_copy (edit);
  return self;
}

DtCommand *
dt_command_set_status (const char *const *case_ids,
                       DtCaseStatus to,
                       const char *ground,
                       const char *reason)
{
  DtCommand *self = dt_command_new (DT_COMMAND_SET_STATUS, case_ids);

  self->status = to;
  self->code = dt_command_dup_line (ground);
  self->reason = dt_command_dup_text (reason);
  return self;
}

DtCommand *
dt_command_assign (const char *const *case_ids, const char *officer_id)
{
  DtCommand *self = dt_command_new (DT_COMMAND_ASSIGN, case_ids);

  self->other_id = g_strdup (officer_id);
  return self;
}

DtCommand *
dt_command_attach (const char *case_id, const DtNewFile *files, guint n_files)
{
  DtCommand *self;

  g_return_val_if_fail (case_id != NULL, NULL);

  self = dt_command_new_for_case (DT_COMMAND_ATTACH, case_id);
  add_files (self, files, n_files);
  return self;
}

DtCommand *
dt_command_link_citizen (const char *case_id, const char *citizen_id, const DtCitizen *new_citizen)
{
  DtCommand *self;

  g_return_val_if_fail (case_id != NULL, NULL);
  g_return_val_if_fail ((citizen_id == NULL) != (new_citizen == NULL), NULL);

  self = dt_command_new_for_case (DT_COMMAND_LINK_CITIZEN, case_id);
  self->other_id = g_strdup (citizen_id);
  self->citizen = new_citizen != NULL ? dt_command_copy_citizen (new_citizen) : NULL;
  return self;
}

DtCommand *
dt_command_unlink_citizen (const char *case_id, const char *citizen_id)
{
  DtCommand *self;

  g_return_val_if_fail (case_id != NULL && citizen_id != NULL, NULL);

  self = dt_command_new_for_case (DT_COMMAND_UNLINK_CITIZEN, case_id);
  self->other_id = g_strdup (citizen_id);
  return self;
}

/**
 * dt_command_set_citizen:
 * @values: all of the citizen's values as they shall be, NULL for none; only what differs is
 *   recorded. Consent has a command of its own.
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_set_citizen (const char *citizen_id, const DtCitizen *values)
{
  DtCommand *self;

  g_return_val_if_fail (citizen_id != NULL && values != NULL, NULL);

  self = dt_command_new (DT_COMMAND_SET_CITIZEN, NULL);
  self->other_id = g_strdup (citizen_id);
  self->citizen = dt_command_copy_citizen (values);
  return self;
}

/**
 * dt_command_set_consent:
 * @how: how the citizen said so, a code ("walk_in", "phone", "letter"): it stands in the facts,
 *   so it may hold nothing personal; %NULL is "walk_in"
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_set_consent (const char *citizen_id, DtConsent consent, const char *how)
{
  DtCommand *self;

  g_return_val_if_fail (citizen_id != NULL, NULL);

  self = dt_command_new (DT_COMMAND_SET_CONSENT, NULL);
  self->other_id = g_strdup (citizen_id);
  self->consent = consent;
  self->code = g_strdup (how != NULL ? how : dt_channel_to_nick (DT_CHANNEL_WALK_IN));
  return self;
}

/**
 * dt_command_erase_citizen:
 * @ground: a code ("subject_request"): it stands in the facts, so it may hold nothing personal
 *
 * Returns: (transfer full): the command; what it removes cannot be brought back
 */
DtCommand *
dt_command_erase_citizen (const char *citizen_id, const char *ground)
{
  DtCommand *self;

  g_return_val_if_fail (citizen_id != NULL, NULL);

  self = dt_command_new (DT_COMMAND_ERASE_CITIZEN, NULL);
  self->other_id = g_strdup (citizen_id);
  self->code = g_strdup (ground);
  return self;
}

DtCommand *
dt_command_merge (const char *const *case_ids, const char *into_id)
{
  DtCommand *self;

  g_return_val_if_fail (into_id != NULL, NULL);

  self = dt_command_new (DT_COMMAND_MERGE, case_ids);
  self->other_id = g_strdup (into_id);
  return self;
}

/**
 * dt_command_unmerge:
 * @case_id: a case that was merged into another, or one that others were merged into: then all of
 *   them are parted
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_unmerge (const char *case_id)
{
  g_return_val_if_fail (case_id != NULL, NULL);
  return dt_command_new_for_case (DT_COMMAND_UNMERGE, case_id);
}

DtCommand *
dt_command_split (const char *case_id, const char *const *message_ids, const char *title)
{
  DtCommand *self;

  g_return_val_if_fail (case_id != NULL, NULL);

  self = dt_command_new_for_case (DT_COMMAND_SPLIT, case_id);
  g_strfreev (self->item_ids);
  self->item_ids = ids_copy (message_ids);
  self->title = dt_command_dup_line (title);
  return self;
}

static DtCommand *
link_new (DtCommandKind kind, const char *case_id, const char *other_id)
{
  DtCommand *self = dt_command_new_for_case (kind, case_id);

  self->other_id = g_strdup (other_id);
  return self;
}

DtCommand *
dt_command_link_cases (const char *case_id, const char *other_id)
{
  g_return_val_if_fail (case_id != NULL && other_id != NULL, NULL);
  return link_new (DT_COMMAND_LINK_CASES, case_id, other_id);
}

DtCommand *
dt_command_unlink_cases (const char *case_id, const char *other_id)
{
  g_return_val_if_fail (case_id != NULL && other_id != NULL, NULL);
  return link_new (DT_COMMAND_UNLINK_CASES, case_id, other_id);
}

DtCommand *
dt_command_resolve_conflict (const char *case_id, const char *conflict_id, guint choice)
{
  DtCommand *self;

  g_return_val_if_fail (case_id != NULL && conflict_id != NULL && choice < 2, NULL);

  self = link_new (DT_COMMAND_RESOLVE_CONFLICT, case_id, conflict_id);
  self->choice = choice;
  return self;
}

/**
 * dt_command_mend_set_aside:
 * @id: the row that was set aside
 * @raw: the row as it shall be read, a JSON object of column: text
 * @mapping: (nullable): a JSON object of column: nick of DtImportField; %NULL: as it was imported
 *
 * Returns: (transfer full): the command that opens a case with the mended row
 */
DtCommand *
dt_command_mend_set_aside (const char *id, const char *raw, const char *mapping)
{
  DtCommand *self;

  g_return_val_if_fail (id != NULL && raw != NULL, NULL);

  self = dt_command_new (DT_COMMAND_MEND_SET_ASIDE, NULL);
  self->other_id = g_strdup (id);
  self->text = dt_command_dup_text (raw);
  self->reason = g_strdup (mapping);
  return self;
}

DtCommand *
dt_command_drop_set_aside (const char *const *ids)
{
  DtCommand *self = dt_command_new (DT_COMMAND_DROP_SET_ASIDE, NULL);

  g_strfreev (self->item_ids);
  self->item_ids = ids_copy (ids);
  return self;
}

DtCommand *
dt_command_issue_receipt (const char *case_id)
{
  g_return_val_if_fail (case_id != NULL, NULL);
  return dt_command_new_for_case (DT_COMMAND_ISSUE_RECEIPT, case_id);
}

static DtCommand *
deadline_new (DtCommandKind kind,
              const char *case_id,
              DtDeadlineClock clock,
              gint64 until,
              const char *reason)
{
  DtCommand *self = dt_command_new_for_case (kind, case_id);

  self->clock = clock;
  self->at = until;
  self->reason = dt_command_dup_text (reason);
  return self;
}

/**
 * dt_command_request_extension:
 * @clock: which one
 * @until: when the citizen shall be promised an answer, Unix microseconds; 0: no promise
 * @reason: why more time is needed
 *
 * Returns: (transfer full): the command that asks a leader
 */
DtCommand *
dt_command_request_extension (const char *case_id,
                              DtDeadlineClock clock,
                              gint64 until,
                              const char *reason)
{
  g_return_val_if_fail (case_id != NULL && clock < DT_N_CLOCKS, NULL);
  return deadline_new (DT_COMMAND_REQUEST_EXTENSION, case_id, clock, until, reason);
}

/**
 * dt_command_decline_extension:
 * @reason: (nullable): why not; whoever asked may take it back without one
 *
 * Returns: (transfer full): the command that ends an open request
 */
DtCommand *
dt_command_decline_extension (const char *case_id, const char *reason)
{
  g_return_val_if_fail (case_id != NULL, NULL);
  return deadline_new (DT_COMMAND_DECLINE_EXTENSION, case_id, DT_CLOCK_ACKNOWLEDGE, 0, reason);
}

/**
 * dt_command_extend:
 * @clock: which one
 * @until: the new promise to the citizen, Unix microseconds; 0: none
 * @reason: why
 *
 * Returns: (transfer full): the command that extends a deadline by what its rule allows, asked for
 *   or not
 */
DtCommand *
dt_command_extend (const char *case_id, DtDeadlineClock clock, gint64 until, const char *reason)
{
  g_return_val_if_fail (case_id != NULL && clock < DT_N_CLOCKS, NULL);
  return deadline_new (DT_COMMAND_EXTEND, case_id, clock, until, reason);
}

/**
 * dt_command_promise:
 * @until: when an answer is promised, Unix microseconds; 0: it no longer is
 * @reason: (nullable): why
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_promise (const char *case_id, gint64 until, const char *reason)
{
  g_return_val_if_fail (case_id != NULL, NULL);
  return deadline_new (DT_COMMAND_PROMISE, case_id, DT_CLOCK_PROMISED, until, reason);
}

/**
 * dt_command_issue_notice:
 * @entry: the extension that the citizen is told of: its entry's hash, hex
 *
 * Returns: (transfer full): the command that records it
 */
DtCommand *
dt_command_issue_notice (const char *case_id, const char *entry)
{
  DtCommand *self;

  g_return_val_if_fail (case_id != NULL && entry != NULL, NULL);

  self = dt_command_new_for_case (DT_COMMAND_ISSUE_NOTICE, case_id);
  self->other_id = g_strdup (entry);
  return self;
}

/**
 * dt_command_guide_form:
 * @channel: where the citizen was told
 * @at: when, Unix microseconds; 0: now
 *
 * Returns: (transfer full): the command that records how the citizen was guided to the proper form
 *   of a denunciation, with which the case ends
 */
DtCommand *
dt_command_guide_form (const char *case_id,
                       DtChannelKind channel,
                       const char *text,
                       gint64 at,
                       const DtNewFile *files,
                       guint n_files)
{
  g_return_val_if_fail (case_id != NULL, NULL);
  return message_new (DT_COMMAND_GUIDE_FORM, case_id, channel, text, at, files, n_files);
}

DtCommand *
dt_command_add_officer (const char *name, const char *title, DtRoles roles, const char *password)
{
  DtCommand *self = dt_command_new (DT_COMMAND_ADD_OFFICER, NULL);

  self->name = dt_command_dup_line (name);
  self->title = dt_command_dup_line (title);
  self->roles = roles;
  self->password = g_strdup (password);
  return self;
}

DtCommand *
dt_command_set_officer (
    const char *officer_id, const char *name, const char *title, DtRoles roles, gboolean active)
{
  DtCommand *self;

  g_return_val_if_fail (officer_id != NULL, NULL);

  self = dt_command_new (DT_COMMAND_SET_OFFICER, NULL);
  self->other_id = g_strdup (officer_id);
  self->name = dt_command_dup_line (name);
  self->title = dt_command_dup_line (title);
  self->roles = roles;
  self->active = active;
  return self;
}

/**
 * dt_command_set_credential:
 * @old_password: (nullable): needed to change one's own; an administrator may set anybody else's
 *   without
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_set_credential (const char *officer_id,
                           const char *old_password,
                           const char *new_password)
{
  DtCommand *self;

  g_return_val_if_fail (officer_id != NULL && new_password != NULL, NULL);

  self = dt_command_new (DT_COMMAND_SET_CREDENTIAL, NULL);
  self->other_id = g_strdup (officer_id);
  self->old_password = g_strdup (old_password);
  self->password = g_strdup (new_password);
  return self;
}

/**
 * dt_command_change_rules:
 * @texts: new rules of time
 * @files: which of them are meant, a mask of 1 << #DtRuleFile; %NULL in @texts is the shipped one
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_change_rules (const DtRuleTexts *texts, guint files)
{
  DtCommand *self;

  g_return_val_if_fail (texts != NULL, NULL);

  self = dt_command_new (DT_COMMAND_CHANGE_RULES, NULL);
  self->rule_files = files;
  dt_rule_texts_replace (&self->rules, texts, files);
  return self;
}

DtCommand *
dt_command_ref (DtCommand *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static void
wipe (char *secret)
{
  if (secret == NULL)
    return;
  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

void
dt_command_unref (DtCommand *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_strfreev (self->case_ids);
  g_strfreev (self->item_ids);
  g_free (self->other_id);
  g_ptr_array_unref (self->files);
  g_free (self->text);
  g_free (self->title);
  g_free (self->reason);
  g_free (self->code);
  g_free (self->name);
  wipe (self->password);
  wipe (self->old_password);
  g_clear_pointer (&self->opening, opening_free);
  g_clear_pointer (&self->edit, edit_free);
  g_clear_object (&self->citizen);
  g_clear_pointer (&self->draft, dt_reply_draft_free);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_object (&self->template);
  dt_rule_texts_clear (&self->rules);
  g_free (self);
}

DtCommandKind
dt_command_get_kind (DtCommand *self)
{
  return self->kind;
}

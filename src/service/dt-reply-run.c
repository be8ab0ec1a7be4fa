/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands on replies share. Writing worker only. */
#include "service/dt-reply-run.h"

#include "base/dt-error.h"
#include "base/dt-json.h"
#include "model/dt-catalogue.h"
#include "service/dt-reply-input.h"

#include <string.h>

/* dt_reply_run_clear: frees what it holds. */
void
dt_reply_run_clear (DtReplyRun *self)
{
  g_clear_object (&self->reply);
  g_clear_object (&self->a_case);
  g_clear_pointer (&self->subject, g_free);
}

/* ---- finding ---- */

static gboolean
find_case (DtReplyRun *self, DtRun *run, const char *case_id, GError **error)
{
  g_autofree char *root = dt_reader_dup_root (run->writer->reader, case_id, error);

  if (root == NULL)
    return FALSE;
  self->a_case = dt_run_find_case (run, root, error);
  if (self->a_case == NULL)
    return FALSE;
  dt_run_touch (run, self->a_case);
  run->subject_id = g_strdup (self->id);
  return TRUE;
}

/* They stand in the facts: an id of ours, or a short word. */
static gboolean
check_codes (const DtReplyDraft *draft, GError **error)
{
  if (draft == NULL)
    return TRUE;
  if (draft->ground != NULL && !dt_run_check_code (draft->ground, "ground", error))
    return FALSE;
  for (guint i = 0; i < draft->templates->len; i++)
    {
      const char *id = draft->templates->pdata[i];
      guint8 bytes[16];

      if (!(strlen (id) == 32 && dt_from_hex (id, bytes, sizeof bytes))
          && !dt_run_check_code (id, "template", error))
        return FALSE;
    }
  return TRUE;
}

gboolean
dt_reply_run_find (DtReplyRun *self, DtRun *run, GError **error)
{
  if (!check_codes (run->command->draft, error))
    return FALSE;
  self->id = run->command->other_id;
  self->reply = dt_reader_find_reply (run->writer->reader, self->id, error);
  if (self->reply == NULL)
    return FALSE;
  self->subject = g_strdup (self->reply->case_id);
  self->is_own = g_strcmp0 (self->reply->author_id, run->officer->id) == 0;
  return find_case (self, run, self->subject, error);
}

/* One reply of an officer to a case at a time. */
static gboolean
begin (DtReplyRun *self, DtRun *run, GError **error)
{
  g_autoptr (DtReply) open = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!find_case (self, run, run->command->case_ids[0], error))
    return FALSE;
  self->subject = g_strdup (self->a_case->id);
  self->is_own = TRUE;
  open = dt_reader_find_open_reply (
      run->writer->reader, self->a_case->id, run->officer->id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (open == NULL)
    return TRUE;
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_TRANSITION,
               "%s: the officer's earlier reply is %s and has to be finished first",
               self->a_case->code,
               dt_reply_state_to_nick (open->state));
  return FALSE;
}

gboolean
dt_reply_run_find_own (DtReplyRun *self, DtRun *run, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!dt_reply_run_find (self, run, &local_error))
    {
      if (g_error_matches (local_error, DT_ERROR, DT_ERROR_NOT_FOUND) && self->id != NULL
          && self->reply == NULL)
        return begin (self, run, error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (!self->is_own)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_DENIED, "Only its author changes a reply");
      return FALSE;
    }
  if (dt_reply_state_is_editable (self->reply->state))
    return TRUE;
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_TRANSITION,
               "The reply is %s: its text cannot be changed",
               dt_reply_state_to_nick (self->reply->state));
  return FALSE;
}

gboolean
dt_reply_run_check_state (DtReplyRun *self, DtReplyState state, GError **error)
{
  if (self->reply->state == state)
    return TRUE;
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_TRANSITION,
               "The reply is %s, not %s",
               dt_reply_state_to_nick (self->reply->state),
               dt_reply_state_to_nick (state));
  return FALSE;
}

/* ---- writing ---- */

char *
dt_reply_run_hash (DtRun *run, const DtReplyDraft *draft)
{
  g_autofree char *canonical = dt_reply_draft_to_canonical (draft);

  return dt_ledger_lookup_key (run->writer->ledger, "reply", canonical);
}

static void
add_attachments (DtJsonText *facts, GPtrArray *attachments)
{
  if (attachments->len == 0)
    return;
  dt_json_text_begin_array (facts, "attachments");
  for (guint i = 0; i < attachments->len; i++)
    {
      const DtAttachment *attachment = attachments->pdata[i];
      g_autofree char *type = dt_command_dup_media_type (attachment->media_type);

      dt_json_text_begin_element (facts);
      dt_json_text_add_string (facts, "hash", attachment->hash);
      dt_json_text_add_int (facts, "size", attachment->size);
      dt_json_text_add_string (facts, "type", type);
      dt_json_text_end_object (facts);
    }
  dt_json_text_end_array (facts);
}

DtJsonText *
dt_reply_run_begin_facts (DtRun *run, const char *reply_id, const DtReplyDraft *draft)
{
  DtJsonText *facts = dt_json_text_new ();
  g_autofree char *content = dt_reply_run_hash (run, draft);
  g_autoptr (GPtrArray) templates = g_ptr_array_new ();

  dt_json_text_add_string (facts, "reply", reply_id);
  dt_json_text_add_string (facts, "channel", dt_channel_to_nick (draft->channel));
  dt_json_text_add_string (facts, "outcome", dt_reply_outcome_to_nick (draft->outcome));
  dt_json_text_add_string (facts, "ground", draft->ground);
  dt_json_text_add_string (facts, "content", content);
  add_attachments (facts, draft->attachments);
  dt_json_text_add_string (facts, "form", dt_address_form_to_nick (draft->form));
  for (guint i = 0; i < draft->templates->len; i++)
    g_ptr_array_add (templates, draft->templates->pdata[i]);
  g_ptr_array_add (templates, NULL);
  if (templates->len > 1)
    dt_json_text_add_strings (facts, "templates", (const char *const *) templates->pdata);
  return facts;
}

char *
dt_reply_run_make_facts (const char *reply_id,
                         const char *content,
                         const char *name,
                         gboolean value)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_string (facts, "reply", reply_id);
  dt_json_text_add_string (facts, "content", content);
  if (name != NULL)
    dt_json_text_add_boolean (facts, name, value);
  return dt_json_text_finish (facts);
}

gboolean
dt_reply_run_save (DtReplyRun *self, DtRun *run, const DtReplyDraft *draft)
{
  g_autofree char *json = dt_reply_draft_to_json (draft);
  g_autofree char *before
      = self->reply != NULL ? dt_reply_draft_to_json (self->reply->draft) : NULL;

  if (g_strcmp0 (json, before) == 0)
    return FALSE;
  dt_run_add (run,
              "reply.saved",
              self->subject,
              dt_json_text_finish (dt_reply_run_begin_facts (run, self->id, draft)),
              g_steal_pointer (&json));
  return TRUE;
}

/* ---- judging ---- */

static char *
dup_phone (DtWriter *writer)
{
  g_autofree char *text = dt_ledger_dup_note (writer->ledger, DT_SETTINGS_NOTE);
  g_autoptr (JsonObject) settings = text != NULL ? dt_json_parse_object (text, -1, NULL) : NULL;

  return settings != NULL ? g_strdup (dt_json_get_string (settings, "unit.phone")) : NULL;
}

static gboolean
check_ground (const DtReplyDraft *draft, DtCase *a_case, GError **error)
{
  const DtGround *ground;

  if (draft->outcome != DT_REPLY_OUTCOME_REFUSE)
    return TRUE;
  ground = draft->ground != NULL ? dt_catalogue_find_ground (draft->ground) : NULL;
  if (ground != NULL && (ground->kinds & (1u << a_case->kind)) != 0)
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "ground: none that such a case is refused by");
  return FALSE;
}

/**
 * dt_reply_find_stop:
 * @out: (out caller-allocates): which check it is
 * @out_stops: (out): whether one stops it
 *
 * Runs the checks on a reply to a case as it is now.
 *
 * Returns: whether they could be run
 */
gboolean
dt_reply_find_stop (DtWriter *writer,
                    DtCaseFile *file,
                    const DtReplyDraft *draft,
                    gboolean *out_stops,
                    DtCheckKind *out,
                    GError **error)
{
  g_autofree char *phone = dup_phone (writer);
  g_autoptr (GPtrArray) officers = dt_reader_list_officers (writer->reader, error);
  const DtUnit *unit = dt_catalogue_find_unit (dt_ledger_get_unit (writer->ledger));
  g_autoptr (GPtrArray) findings = NULL;
  g_auto (DtReplyInput) input = { { NULL } };
  const DtFinding *stop;

  if (officers == NULL)
    return FALSE;
  dt_reply_input_init (&input,
                       file,
                       draft,
                       officers,
                       phone,
                       unit != NULL ? unit->name : NULL,
                       dt_clock_now (writer->clock));
  findings = dt_reply_check (dt_reply_rules_get_shipped (), &input.input);
  stop = dt_findings_get_stop (findings);
  *out_stops = stop != NULL;
  if (stop != NULL)
    *out = stop->kind;
  return TRUE;
}

gboolean
dt_reply_run_check (DtReplyRun *self, DtRun *run, const DtReplyDraft *draft, GError **error)
{
  g_autoptr (DtCaseFile) file
      = dt_reader_load_case_file (run->writer->reader, self->a_case->id, error);
  gboolean stops;
  DtCheckKind kind;

  if (file == NULL || !check_ground (draft, self->a_case, error)
      || !dt_reply_find_stop (run->writer, file, draft, &stops, &kind, error))
    return FALSE;
  if (!stops)
    return TRUE;
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_INVALID,
               "%s: this check stops the reply to %s",
               dt_check_kind_to_nick (kind),
               self->a_case->code);
  return FALSE;
}

/* ---- into the outbox, and out of it ---- */

void
dt_reply_run_queue (
    DtReplyRun *self, DtRun *run, const DtReplyDraft *draft, const char *content, gint64 until)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_string (facts, "reply", self->id);
  dt_json_text_add_string (facts, "content", content);
  dt_json_text_add_int (facts, "until", until);
  dt_json_text_add_string (facts, "channel", dt_channel_to_nick (draft->channel));
  dt_run_add (run, "reply.queued", self->subject, dt_json_text_finish (facts), NULL);
  dt_run_add_undo (run,
                   "reply.recalled",
                   self->subject,
                   dt_reply_run_make_facts (self->id, NULL, NULL, FALSE),
                   NULL);
  dt_run_guard_reply (run, self->id, DT_REPLY_QUEUED, content);
}

gint64
dt_reply_run_get_undo_end (DtRun *run, const DtReplyDraft *draft)
{
  return run->now
         + dt_reply_rules_get_channel (dt_reply_rules_get_shipped (), draft->channel)->undo;
}

static char *
make_message_facts (const DtReplyDraft *draft, const char *message_id, gint64 at)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_string (facts, "message", message_id);
  dt_json_text_add_string (facts, "direction", dt_direction_to_nick (DT_DIRECTION_OUTBOUND));
  dt_json_text_add_string (facts, "channel", dt_channel_to_nick (draft->channel));
  dt_json_text_add_int (facts, "at", at);
  add_attachments (facts, draft->attachments);
  return dt_json_text_finish (facts);
}

/* The subject of a letter goes before what it says. */
static char *
make_message_payload (const DtReply *reply)
{
  const DtReplyDraft *draft = reply->draft;
  DtJsonText *payload = dt_json_text_new ();
  g_autofree char *text = draft->title != NULL && *draft->title != '\0'
                              ? g_strdup_printf ("%s\n\n%s", draft->title, draft->text)
                              : g_strdup (draft->text != NULL ? draft->text : "");

  dt_json_text_add_string (payload, "author", reply->author_name);
  dt_json_text_add_string (payload, "text", text);
  dt_run_add_names (payload, draft->attachments);
  return dt_json_text_finish (payload);
}

/* One that was undone keeps its message, struck out: what is sent then is another. */
static char *
dup_message_id (DtReplyRun *self, DtRun *run)
{
  g_autoptr (DtTimelineItem) earlier = dt_reader_find_message (run->writer->reader, self->id, NULL);

  return earlier == NULL ? g_strdup (self->id) : dt_random_id ();
}

static void
add_message (DtReplyRun *self, DtRun *run, gint64 at)
{
  g_autofree char *id = dup_message_id (self, run);
  DtJsonText *undo = dt_json_text_new ();

  dt_run_add (run,
              "message.added",
              self->subject,
              make_message_facts (self->reply->draft, id, at),
              make_message_payload (self->reply));
  dt_json_text_add_string (undo, "message", id);
  dt_json_text_add_boolean (undo, "retracted", TRUE);
  dt_run_add_undo (run, "message.retracted", self->subject, dt_json_text_finish (undo), NULL);
}

void
dt_reply_run_add_sent (DtReplyRun *self, DtRun *run, gint64 at, gboolean by_hand, const char *place)
{
  const DtReplyDraft *draft = self->reply->draft;
  DtJsonText *facts = dt_json_text_new ();
  DtJsonText *payload = dt_json_text_new ();
  DtCaseStatus to;

  dt_json_text_add_string (facts, "reply", self->id);
  dt_json_text_add_int (facts, "at", at);
  dt_json_text_add_boolean (facts, "by_hand", by_hand);
  dt_json_text_add_string (payload, "place", place);
  dt_run_add (run,
              "reply.sent",
              self->subject,
              dt_json_text_finish (facts),
              dt_json_text_finish_or_null (payload));
  dt_run_add_undo (run,
                   "reply.sent",
                   self->subject,
                   dt_reply_run_make_facts (self->id, NULL, "sent", FALSE),
                   NULL);
  add_message (self, run, at);
  if (dt_reply_outcome_get_status (draft->outcome, self->a_case->status, &to))
    dt_run_add_status (run, self->a_case, to, draft->ground, NULL);
}

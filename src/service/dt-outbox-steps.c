/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox on the writing worker. Nothing is given to a channel that is not on disk as being on
 * its way, and nothing that the checks would stop. Writing worker only. */
#include "service/dt-outbox-steps.h"

#include "base/dt-error.h"
#include "service/dt-reply-input.h"
#include "service/dt-reply-run.h"

#define CONTENT_DIGITS 8

static void
file_free (DtChannelFile *file)
{
  g_bytes_unref (file->content);
  g_free (file->name);
  g_free (file->media_type);
  g_free (file);
}

/* dt_outbox_piece_free: frees it. */
void
dt_outbox_piece_free (DtOutboxPiece *self)
{
  if (self == NULL)
    return;
  g_free (self->reply_id);
  g_free (self->key);
  g_free (self->address);
  g_free (self->title);
  g_free (self->text);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_free (self);
}

void
dt_outbox_report_init (DtOutboxReport *self)
{
  self->changes = dt_changes_new ();
  self->problems = g_ptr_array_new_with_free_func (g_object_unref);
}

void
dt_outbox_report_clear (DtOutboxReport *self)
{
  g_clear_pointer (&self->changes, dt_changes_free);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
}

/* ---- one step ---- */

/* A reply on its way, and the case it shows in. */
typedef struct
{
  DtRun run;
  DtReplyRun reply;
} Step;

static void
step_clear (Step *self)
{
  dt_reply_run_clear (&self->reply);
  dt_run_clear (&self->run);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Step, step_clear)

/* A case that was withdrawn meanwhile is no reason to forget what has gone out. */
static gboolean
step_init (Step *self, DtWriter *writer, const char *reply_id, GError **error)
{
  g_autofree char *root = NULL;

  dt_run_init (&self->run, writer, NULL);
  self->reply.id = reply_id;
  self->reply.reply = dt_reader_find_reply (writer->reader, reply_id, error);
  if (self->reply.reply == NULL)
    return FALSE;
  self->reply.subject = g_strdup (self->reply.reply->case_id);
  root = dt_reader_dup_root (writer->reader, self->reply.subject, error);
  self->reply.a_case = root != NULL ? dt_reader_find_case (writer->reader, root, error) : NULL;
  return self->reply.a_case != NULL;
}

/* Unless the tables show it too, the next look at them would send it once more. */
static gboolean
commit (Step *self, DtOutboxReport *report, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (!dt_run_commit (&self->run, report->changes, &problem, error))
    return FALSE;
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static void
add_failed (Step *self, const char *key, DtDeliveryCode code, gint64 retry)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_string (facts, "reply", self->reply.id);
  dt_json_text_add_string (facts, "piece", key);
  dt_json_text_add_string (facts, "code", dt_delivery_code_to_nick (code));
  if (retry != 0)
    dt_json_text_add_int (facts, "retry", retry);
  dt_run_add (&self->run, "reply.failed", self->reply.subject, dt_json_text_finish (facts), NULL);
}

/* For good: an officer has to see to it. */
static gboolean
fail (Step *self, const char *key, DtDeliveryCode code, DtOutboxReport *report, GError **error)
{
  DtReply *reply;

  add_failed (self, key, code, 0);
  if (!commit (self, report, error))
    return FALSE;
  reply = dt_reader_find_reply (self->run.writer->reader, self->reply.id, error);
  if (reply == NULL)
    return FALSE;
  g_ptr_array_add (report->problems, reply);
  return TRUE;
}

/* ---- pieces ---- */

static char *
make_key (const DtReply *reply, guint recipient, guint part)
{
  return g_strdup_printf (
      "%s/%.*s/%u/%u", reply->id, CONTENT_DIGITS, reply->content, recipient, part);
}

/* What it was split into is the same each time: the text is that which was approved. */
static GPtrArray *
split (const DtReply *reply)
{
  return dt_reply_rules_split (dt_reply_rules_get_shipped (),
                               reply->draft->channel,
                               reply->draft->text != NULL ? reply->draft->text : "");
}

/* The first that was not delivered; FALSE: all were. @delivered: one that is not in the tables yet,
 * or NULL. */
static gboolean
find_next (const DtReply *reply,
           GHashTable *pieces,
           const char *delivered,
           guint *out_recipient,
           guint *out_part)
{
  g_autoptr (GPtrArray) parts = split (reply);

  for (guint i = 0; i < reply->draft->recipients->len; i++)
    for (guint j = 0; j < parts->len; j++)
      {
        g_autofree char *key = make_key (reply, i, j);

        if (GPOINTER_TO_INT (g_hash_table_lookup (pieces, key)) != 0
            || g_strcmp0 (key, delivered) == 0)
          continue;
        *out_recipient = i;
        *out_part = j;
        return TRUE;
      }
  return FALSE;
}

static gboolean
load_files (DtWriter *writer, const DtReplyDraft *draft, GPtrArray *files, GError **error)
{
  for (guint i = 0; i < draft->attachments->len; i++)
    {
      const DtAttachment *attachment = draft->attachments->pdata[i];
      GBytes *content = dt_ledger_get_attachment (writer->ledger, attachment->hash, error);
      DtChannelFile *file;

      if (content == NULL)
        return FALSE;
      file = g_new0 (DtChannelFile, 1);
      file->content = content;
      file->name = g_strdup (attachment->name);
      file->media_type = g_strdup (attachment->media_type);
      g_ptr_array_add (files, file);
    }
  return TRUE;
}

static DtOutboxPiece *
make_piece (DtWriter *writer, const DtReply *reply, guint recipient, guint part, GError **error)
{
  g_autoptr (GPtrArray) parts = split (reply);
  DtOutboxPiece *piece = g_new0 (DtOutboxPiece, 1);

  piece->reply_id = g_strdup (reply->id);
  piece->key = make_key (reply, recipient, part);
  piece->channel = reply->draft->channel;
  piece->attempt = reply->attempts + 1;
  piece->address = g_strdup (((DtRecipient *) reply->draft->recipients->pdata[recipient])->address);
  piece->title = part == 0 ? g_strdup (reply->draft->title) : NULL;
  piece->text = g_strdup (parts->pdata[part]);
  piece->files = g_ptr_array_new_with_free_func ((GDestroyNotify) file_free);
  if (part > 0 || load_files (writer, reply->draft, piece->files, error))
    return piece;
  dt_outbox_piece_free (piece);
  return NULL;
}

static gint64
get_window_end (DtCaseFile *file, DtChannelKind channel, gint64 now)
{
  return dt_reply_rules_get_window_end (
      dt_reply_rules_get_shipped (), channel, dt_reply_input_find_last (file, channel), now);
}

/* ---- what is next ---- */

/* Why it may not go out as it is; OK: it may. */
static gboolean
judge (Step *self, DtCaseFile *file, DtDeliveryCode *out, GError **error)
{
  DtWriter *writer = self->run.writer;
  DtReply *reply = self->reply.reply;
  g_autofree char *content = dt_reply_run_hash (&self->run, reply->draft);
  gboolean stops;
  DtCheckKind kind;

  *out = DT_DELIVERY_OK;
  if (get_window_end (file, reply->draft->channel, self->run.now) == 0)
    *out = DT_DELIVERY_WINDOW;
  else if (g_strcmp0 (content, reply->content) != 0
           || self->reply.a_case->status == DT_CASE_STATUS_WITHDRAWN)
    *out = DT_DELIVERY_REFUSED;
  if (*out != DT_DELIVERY_OK)
    return TRUE;
  if (!dt_reply_find_stop (writer, file, reply->draft, &stops, &kind, error))
    return FALSE;
  if (stops)
    *out = kind == DT_CHECK_WINDOW ? DT_DELIVERY_WINDOW : DT_DELIVERY_REFUSED;
  return TRUE;
}

static void
add_sending (Step *self, const DtOutboxPiece *piece)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_string (facts, "reply", self->reply.id);
  dt_json_text_add_string (facts, "piece", piece->key);
  dt_json_text_add_int (facts, "attempt", piece->attempt);
  dt_run_add (&self->run, "reply.sending", self->reply.subject, dt_json_text_finish (facts), NULL);
}

/* Of a reply that is due: the piece on its way; or what else had to be done with it. */
static gboolean
begin (Step *self, DtOutboxPiece **out, DtOutboxReport *report, GError **error)
{
  DtWriter *writer = self->run.writer;
  DtReply *reply = self->reply.reply;
  g_autoptr (GHashTable) pieces = dt_reader_load_pieces (writer->reader, reply->id, NULL, error);
  g_autoptr (DtCaseFile) file = NULL;
  g_autoptr (GError) local_error = NULL;
  DtOutboxPiece *piece;
  DtDeliveryCode code;
  guint recipient, part;

  if (pieces == NULL)
    return FALSE;
  if (!find_next (reply, pieces, NULL, &recipient, &part))
    {
      /* All went out, and the end of it was not recorded. */
      if (reply->draft->recipients->len == 0)
        return fail (self, NULL, DT_DELIVERY_UNREACHABLE, report, error);
      dt_reply_run_add_sent (&self->reply, &self->run, self->run.now, FALSE, NULL);
      return commit (self, report, error);
    }
  file = dt_reader_load_case_file (writer->reader, self->reply.a_case->id, error);
  if (file == NULL || !judge (self, file, &code, error))
    return FALSE;
  if (code != DT_DELIVERY_OK)
    return fail (self, NULL, code, report, error);
  piece = make_piece (writer, reply, recipient, part, &local_error);
  if (piece == NULL)
    return fail (self, NULL, DT_DELIVERY_REFUSED, report, error);
  piece->until = get_window_end (file, piece->channel, self->run.now);
  add_sending (self, piece);
  if (commit (self, report, error))
    {
      *out = piece;
      return TRUE;
    }
  dt_outbox_piece_free (piece);
  return FALSE;
}

gboolean
dt_outbox_take (DtWriter *writer,
                guint channels,
                DtOutboxPiece **out,
                gint64 *out_wake,
                DtOutboxReport *report,
                GError **error)
{
  const guint states = 1u << DT_REPLY_QUEUED | 1u << DT_REPLY_SENDING;
  g_autoptr (GPtrArray) ids = NULL;

  *out = NULL;
  *out_wake = 0;
  if (!dt_writer_catch_up (writer, report->changes, error))
    return FALSE;
  ids = dt_reader_list_outbox (
      writer->reader, dt_ledger_get_device (writer->ledger), states, error);
  for (guint i = 0; ids != NULL && i < ids->len && *out == NULL; i++)
    {
      g_auto (Step) step = { { 0 } };
      gint64 due;

      if (!step_init (&step, writer, ids->pdata[i], error))
        return FALSE;
      due = MAX (step.reply.reply->queued_until, step.reply.reply->retry);
      if ((channels & (1u << step.reply.reply->draft->channel)) == 0)
        continue; /* by hand */
      if (due > step.run.now)
        *out_wake = *out_wake == 0 ? due : MIN (*out_wake, due);
      else if (!begin (&step, out, report, error))
        return FALSE;
    }
  return ids != NULL;
}

/* ---- what came of it ---- */

static gboolean
record_delivered (Step *self,
                  const DtOutboxPiece *piece,
                  const DtDelivery *delivery,
                  DtOutboxReport *report,
                  GError **error)
{
  DtWriter *writer = self->run.writer;
  DtReply *reply = self->reply.reply;
  g_autoptr (GHashTable) pieces = dt_reader_load_pieces (writer->reader, reply->id, NULL, error);
  g_autofree char *external
      = delivery->external != NULL
            ? dt_ledger_lookup_key (writer->ledger, "external", delivery->external)
            : NULL;
  DtJsonText *facts;
  guint recipient, part;

  if (pieces == NULL)
    return FALSE;
  facts = dt_json_text_new ();
  dt_json_text_add_string (facts, "reply", reply->id);
  dt_json_text_add_string (facts, "piece", piece->key);
  dt_json_text_add_string (facts, "external", external);
  dt_run_add (
      &self->run, "reply.delivered", self->reply.subject, dt_json_text_finish (facts), NULL);
  if (!find_next (reply, pieces, piece->key, &recipient, &part))
    dt_reply_run_add_sent (&self->reply, &self->run, self->run.now, FALSE, NULL);
  return commit (self, report, error);
}

/* When to try again; 0: no more. */
static gint64
get_retry (Step *self, const DtOutboxPiece *piece, const DtDelivery *delivery)
{
  const DtChannelRule *rule
      = dt_reply_rules_get_channel (dt_reply_rules_get_shipped (), piece->channel);
  gint64 retry = self->run.now + (rule->back_off << MIN (piece->attempt - 1, 20));

  if (!dt_delivery_code_is_passing (delivery->code) || piece->attempt >= rule->max_attempts)
    return 0;
  retry = MAX (retry, delivery->retry);
  return piece->until != 0 && retry >= piece->until ? 0 : retry;
}

gboolean
dt_outbox_record (DtWriter *writer,
                  const DtOutboxPiece *piece,
                  const DtDelivery *delivery,
                  DtOutboxReport *report,
                  GError **error)
{
  g_auto (Step) step = { { 0 } };
  gint64 retry;

  if (!dt_writer_catch_up (writer, report->changes, error)
      || !step_init (&step, writer, piece->reply_id, error))
    return FALSE;
  if (delivery->code == DT_DELIVERY_OK)
    return record_delivered (&step, piece, delivery, report, error);
  retry = get_retry (&step, piece, delivery);
  if (retry == 0)
    return fail (&step, piece->key, delivery->code, report, error);
  add_failed (&step, piece->key, delivery->code, retry);
  return commit (&step, report, error);
}

GPtrArray *
dt_outbox_list_broken_off (DtWriter *writer, GError **error)
{
  g_autoptr (GPtrArray) pieces
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_outbox_piece_free);
  g_autoptr (GPtrArray) ids = dt_reader_list_outbox (
      writer->reader, dt_ledger_get_device (writer->ledger), 1u << DT_REPLY_SENDING, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (DtReply) reply = dt_reader_find_reply (writer->reader, ids->pdata[i], error);
      g_autofree char *key = NULL;
      g_autoptr (GHashTable) all = NULL;
      DtOutboxPiece *piece;

      all = reply != NULL ? dt_reader_load_pieces (writer->reader, reply->id, &key, error) : NULL;
      if (all == NULL)
        return NULL;
      if (key == NULL)
        continue;
      piece = g_new0 (DtOutboxPiece, 1);
      piece->reply_id = g_strdup (reply->id);
      piece->key = g_steal_pointer (&key);
      piece->channel = reply->draft->channel;
      piece->attempt = MAX (reply->attempts, 1);
      g_ptr_array_add (pieces, piece);
    }
  return ids != NULL ? g_steal_pointer (&pieces) : NULL;
}

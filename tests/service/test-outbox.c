/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox against a channel that counts: what goes out, when it is tried again, what comes back
 * as a task, what a crash in between leaves; nothing goes out twice, and nothing that must not. It
 * is 14:00 on Monday, 23 November 2026. */
#include "service/test-channel.h"
#include "service/test-service.h"

#include "base/dt-error.h"
#include "service/dt-outbox-steps.h"
#include "service/dt-outbox.h"
#include "service/dt-service-private.h"

#define TEXT "Chúng tôi đã nhận phản ánh của ông và sẽ kiểm tra vào thứ Năm."
#define HANDLE "zalo:4411"

typedef struct
{
  Fixture base;
  char *case_id;
  char *reply_id;
  DtOutbox *outbox;
  TestChannel *channel;
  guint n_problems;
} Desk;

static void
on_problem_cb (DtOutbox *outbox, DtReply *reply, Desk *self)
{
  self->n_problems++;
}

static void
open_outbox (Desk *self)
{
  self->outbox = dt_outbox_new (self->base.service);
  dt_outbox_add_channel (self->outbox, DT_CHANNEL (self->channel));
  g_signal_connect (self->outbox, "problem", G_CALLBACK (on_problem_cb), self);
}

static void
set_up (Desk *self, gconstpointer data)
{
  DtNewCase values = { .channel = DT_CHANNEL_ZALO,
                       .text = "Nước ngập ở hẻm 51",
                       .name = "Trần Văn Hoa",
                       .phone = "0900000031" };
  g_autoptr (DtOutcome) outcome = NULL;

  fixture_set_up (&self->base, data);
  fixture_add_officers (&self->base);
  outcome = run (&self->base, dt_command_open_case (&values, NULL, 0));
  self->case_id = g_strdup (outcome->case_ids[0]);
  self->reply_id = dt_random_id ();
  self->channel = test_channel_new (DT_CHANNEL_ZALO);
  fixture_act_as (&self->base, OFFICER);
  open_outbox (self);
}

static void
tear_down (Desk *self, gconstpointer data)
{
  dt_outbox_close (self->outbox);
  g_clear_object (&self->outbox);
  g_clear_object (&self->channel);
  g_free (self->case_id);
  g_free (self->reply_id);
  fixture_tear_down (&self->base, data);
}

/* As after a crash: nothing of the outbox is left but what is on disk. */
static void
reopen (Desk *self)
{
  dt_outbox_close (self->outbox);
  g_clear_object (&self->outbox);
  fixture_reopen (&self->base);
  fixture_act_as (&self->base, OFFICER);
  open_outbox (self);
}

static void
pass (Desk *self, gint64 usec)
{
  dt_clock_set_fixed (self->base.clock, dt_clock_now (self->base.clock) + usec);
}

static void
work (Desk *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dt_outbox_run_sync (self->outbox, &error));
  g_assert_no_error (error);
}

static DtReplyDraft *
make_draft (Desk *self, const char *text)
{
  g_autoptr (DtCase) a_case = find (&self->base, self->case_id);
  DtReplyDraft *draft = dt_reply_draft_new ();

  draft->channel = DT_CHANNEL_ZALO;
  draft->outcome = DT_REPLY_OUTCOME_ACKNOWLEDGE; /* needs no approval */
  draft->text = g_strdup (text);
  g_ptr_array_add (draft->recipients,
                   dt_recipient_new (a_case->citizen_id, a_case->citizen_name, HANDLE));
  return draft;
}

static void
send_draft (Desk *self, const DtReplyDraft *draft)
{
  g_autoptr (DtOutcome) outcome
      = run (&self->base, dt_command_send_reply (self->case_id, self->reply_id, draft));

  g_assert_true (outcome->can_undo);
}

static void
send_text (Desk *self, const char *text)
{
  g_autoptr (DtReplyDraft) draft = make_draft (self, text);

  send_draft (self, draft);
}

static DtReply *
get_reply (Desk *self)
{
  g_autoptr (DtCaseFile) file = load (&self->base, self->case_id);

  g_assert_cmpuint (file->replies->len, ==, 1);
  return g_object_ref (file->replies->pdata[0]);
}

static void
assert_state (Desk *self, DtReplyState state)
{
  g_autoptr (DtReply) reply = get_reply (self);

  g_assert_cmpstr (dt_reply_state_to_nick (reply->state), ==, dt_reply_state_to_nick (state));
}

static void
assert_failure (Desk *self, const char *failure, gint64 retry_in)
{
  g_autoptr (DtReply) reply = get_reply (self);

  g_assert_cmpstr (reply->failure, ==, failure);
  g_assert_cmpint (
      reply->retry, ==, retry_in != 0 ? dt_clock_now (self->base.clock) + retry_in : 0);
}

static guint
count_messages (Desk *self, const char *text)
{
  g_autoptr (DtCaseFile) file = load (&self->base, self->case_id);
  guint n = 0;

  for (guint i = 0; i < file->timeline->len; i++)
    {
      DtTimelineItem *item = file->timeline->pdata[i];

      n += item->type == DT_TIMELINE_MESSAGE && item->direction == DT_DIRECTION_OUTBOUND
           && !item->retracted && g_strcmp0 (item->text, text) == 0;
    }
  return n;
}

static void
assert_whole (Desk *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtVerifyReport) report = dt_service_verify_sync (self->base.service, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (report->problems->len > 0 ? report->problems->pdata[0] : NULL, ==, NULL);
}

/* ---- it goes out ---- */

static void
test_sent (Desk *self, gconstpointer data)
{
  g_autoptr (DtReply) reply = NULL;
  g_autoptr (DtCase) a_case = NULL;

  send_text (self, TEXT);
  work (self);
  g_assert_cmpuint (self->channel->keys->len, ==, 0); /* it can still be taken back */
  assert_state (self, DT_REPLY_QUEUED);
  g_assert_cmpint (
      dt_outbox_get_wake (self->outbox), ==, dt_clock_now (self->base.clock) + 10 * G_USEC_PER_SEC);
  pass (self, 10 * G_USEC_PER_SEC);
  work (self);
  g_assert_cmpuint (self->channel->texts->len, ==, 1);
  g_assert_cmpstr (self->channel->texts->pdata[0], ==, TEXT);
  g_assert_cmpstr (self->channel->addresses->pdata[0], ==, HANDLE);
  assert_state (self, DT_REPLY_SENT);
  reply = get_reply (self);
  g_assert_false (reply->by_hand);
  g_assert_cmpint (reply->sent, ==, dt_clock_now (self->base.clock));
  g_assert_cmpuint (count_messages (self, TEXT), ==, 1);
  a_case = find (&self->base, self->case_id);
  g_assert_cmpint (a_case->status, ==, DT_CASE_STATUS_ACCEPTED);
  g_assert_cmpint (a_case->reply, ==, -1);
  work (self);
  reopen (self);
  work (self);
  g_assert_cmpuint (self->channel->keys->len, ==, 1);
  g_assert_cmpuint (self->n_problems, ==, 0);
  assert_whole (self);
}

/* In the window it does so by itself. */
static void
test_by_itself (Desk *self, gconstpointer data)
{
  send_text (self, TEXT);
  pass (self, 10 * G_USEC_PER_SEC);
  while (self->channel->texts->len == 0 || count_messages (self, TEXT) == 0)
    g_main_context_iteration (NULL, TRUE);
  assert_state (self, DT_REPLY_SENT);
}

static void
test_undo (Desk *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (DtOutcome) recalled = NULL;

  send_text (self, TEXT);
  undo (&self->base);
  assert_state (self, DT_REPLY_DRAFT);
  pass (self, G_TIME_SPAN_MINUTE);
  work (self);
  g_assert_cmpuint (self->channel->keys->len, ==, 0);
  send_text (self, TEXT);
  recalled = run (&self->base, dt_command_recall_reply (self->reply_id));
  assert_state (self, DT_REPLY_DRAFT);
  send_text (self, TEXT);
  pass (self, G_TIME_SPAN_MINUTE);
  work (self);
  outcome = dt_service_undo_sync (self->base.service, &error);
  g_assert_error (error, DT_ERROR, DT_ERROR_TRANSITION);
  run_failing (&self->base, dt_command_recall_reply (self->reply_id), DT_ERROR_TRANSITION);
  assert_state (self, DT_REPLY_SENT);
  g_assert_cmpuint (self->channel->texts->len, ==, 1);
}

static void
test_pieces (Desk *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (DtReplyDraft) draft = NULL;
  g_autoptr (GBytes) content = g_bytes_new_static ("ảnh", 5);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) joined = g_string_new (NULL);

  while (g_utf8_strlen (text->str, -1) < 4500)
    g_string_append (text, "Chúng tôi sẽ kiểm tra đoạn cống này vào thứ Năm. ");
  draft = make_draft (self, text->str);
  g_ptr_array_add (draft->recipients, dt_recipient_new (NULL, "Lê Thị Mai", "zalo:4412"));
  g_ptr_array_add (
      draft->attachments,
      dt_service_add_file_sync (self->base.service, content, "ảnh.png", "image/png", &error));
  g_assert_no_error (error);
  send_draft (self, draft);
  pass (self, G_TIME_SPAN_MINUTE);
  test_channel_answer (self->channel, DT_DELIVERY_OK);
  test_channel_answer (self->channel, DT_DELIVERY_NETWORK);
  work (self);
  g_assert_cmpuint (self->channel->texts->len, ==, 1);
  assert_state (self, DT_REPLY_QUEUED);
  run_failing (&self->base, dt_command_recall_reply (self->reply_id), DT_ERROR_TRANSITION);
  pass (self, G_TIME_SPAN_MINUTE);
  work (self);
  assert_state (self, DT_REPLY_SENT);
  g_assert_cmpuint (self->channel->texts->len, ==, 6);
  g_assert_cmpuint (self->channel->n_files, ==, 2);
  for (guint i = 0; i < 6; i++)
    {
      g_assert_cmpuint (g_utf8_strlen (self->channel->texts->pdata[i], -1), <=, 2000);
      g_assert_cmpstr (self->channel->addresses->pdata[i], ==, i < 3 ? HANDLE : "zalo:4412");
    }
  assert_whole (self);
}

/* ---- it does not ---- */

typedef struct
{
  const char *name;
  DtDeliveryCode code;
  gboolean again; /* tried again by itself */
  DtReplyState state;
} FailureRow;

static const FailureRow failure_rows[] = {
  { "network", DT_DELIVERY_NETWORK, TRUE, DT_REPLY_QUEUED },
  { "rate", DT_DELIVERY_RATE, TRUE, DT_REPLY_QUEUED },
  { "quota", DT_DELIVERY_QUOTA, FALSE, DT_REPLY_FAILED },
  { "window", DT_DELIVERY_WINDOW, FALSE, DT_REPLY_FAILED },
  { "unreachable", DT_DELIVERY_UNREACHABLE, FALSE, DT_REPLY_FAILED },
  { "signed_out", DT_DELIVERY_SIGNED_OUT, FALSE, DT_REPLY_FAILED },
  { "refused", DT_DELIVERY_REFUSED, FALSE, DT_REPLY_FAILED },
  { "broken_off", DT_DELIVERY_BROKEN_OFF, FALSE, DT_REPLY_UNSURE },
};

static void
test_failure (Desk *self, gconstpointer data)
{
  const FailureRow *row = data;
  g_autoptr (DtOutcome) outcome = NULL;

  send_text (self, TEXT);
  pass (self, G_TIME_SPAN_MINUTE);
  test_channel_answer (self->channel, row->code);
  work (self);
  g_assert_cmpuint (self->channel->keys->len, ==, 1);
  assert_state (self, row->state);
  assert_failure (self, row->name, row->again ? G_TIME_SPAN_MINUTE : 0);
  g_assert_cmpuint (self->n_problems, ==, row->again ? 0 : 1);
  g_assert_cmpint (count_view (&self->base, DT_VIEW_OUTBOX), ==, 1);
  work (self);
  pass (self, 59 * G_USEC_PER_SEC);
  work (self);
  g_assert_cmpuint (self->channel->keys->len, ==, 1); /* not before its time, or not at all */
  if (!row->again)
    outcome = run (&self->base, dt_command_retry_reply (self->reply_id));
  pass (self, G_USEC_PER_SEC);
  work (self);
  assert_state (self, DT_REPLY_SENT);
  g_assert_cmpuint (self->channel->texts->len, ==, 1);
  g_assert_cmpuint (count_messages (self, TEXT), ==, 1);
  assert_whole (self);
}

/* Twice as long each time, as often as the rule says; then it is a task. */
static void
test_back_off (Desk *self, gconstpointer data)
{
  send_text (self, TEXT);
  pass (self, G_TIME_SPAN_MINUTE);
  for (guint i = 0; i < 6; i++)
    test_channel_answer (self->channel, DT_DELIVERY_NETWORK);
  for (guint i = 0; i < 5; i++)
    {
      work (self);
      assert_failure (self, "network", G_TIME_SPAN_MINUTE << i);
      g_assert_cmpint (dt_outbox_get_wake (self->outbox),
                       ==,
                       dt_clock_now (self->base.clock) + (G_TIME_SPAN_MINUTE << i));
      pass (self, G_TIME_SPAN_MINUTE << i);
      if (i == 2)
        reopen (self); /* what was tried is known after a restart */
    }
  work (self);
  assert_state (self, DT_REPLY_FAILED);
  assert_failure (self, "network", 0);
  g_assert_cmpuint (self->channel->keys->len, ==, 6);
  g_assert_cmpuint (self->n_problems, ==, 1);
  g_assert_cmpuint (count_messages (self, TEXT), ==, 0);
}

/* The channel knows better when. */
static void
test_told_when (Desk *self, gconstpointer data)
{
  send_text (self, TEXT);
  pass (self, G_TIME_SPAN_MINUTE);
  test_channel_answer (self->channel, DT_DELIVERY_RATE);
  self->channel->retry = dt_clock_now (self->base.clock) + G_TIME_SPAN_HOUR;
  work (self);
  assert_failure (self, "rate", G_TIME_SPAN_HOUR);
}

/* Seven days after the citizen's last message Zalo takes none any more. */
static void
test_window (Desk *self, gconstpointer data)
{
  g_autoptr (DtReplyDraft) draft = make_draft (self, TEXT);

  send_text (self, TEXT);
  pass (self, 8 * G_TIME_SPAN_DAY);
  work (self);
  g_assert_cmpuint (self->channel->keys->len, ==, 0);
  assert_state (self, DT_REPLY_FAILED);
  assert_failure (self, "window", 0);
  run_failing (&self->base, dt_command_retry_reply (self->reply_id), DT_ERROR_INVALID);
}

/* No second try that would come too late. */
static void
test_window_before_retry (Desk *self, gconstpointer data)
{
  send_text (self, TEXT);
  pass (self, 7 * G_TIME_SPAN_DAY - 30 * G_USEC_PER_SEC);
  test_channel_answer (self->channel, DT_DELIVERY_NETWORK);
  work (self);
  assert_state (self, DT_REPLY_FAILED);
  g_assert_cmpuint (self->channel->keys->len, ==, 1);
}

/* ---- broken off ---- */

/* Takes the next piece, as the outbox does, and dies. */
static void
take_and_die (gpointer data, gpointer user_data)
{
  Desk *desk = user_data;
  DtWriter *writer = &desk->base.service->workspace->writer;
  g_auto (DtOutboxReport) report = { NULL };
  g_autoptr (GError) error = NULL;
  DtOutboxPiece *piece;
  gint64 wake;

  dt_outbox_report_init (&report);
  dt_outbox_take (writer, 1u << DT_CHANNEL_ZALO, &piece, &wake, &report, &error);
  g_assert_no_error (error);
  g_assert_nonnull (piece);
  dt_outbox_piece_free (piece);
}

typedef struct
{
  const char *name;
  int found; /* what the channel says of it then */
  DtReplyState state;
  guint n_sends; /* after the restart */
} BrokenRow;

static const BrokenRow broken_rows[] = {
  { "arrived", 1, DT_REPLY_SENT, 0 },
  { "did not arrive", 0, DT_REPLY_SENT, 1 },
  { "nobody knows", -1, DT_REPLY_UNSURE, 0 },
};

static void
test_broken_off (Desk *self, gconstpointer data)
{
  const BrokenRow *row = data;

  send_text (self, TEXT);
  pass (self, G_TIME_SPAN_MINUTE);
  dt_worker_run (self->base.service->workspace->writing, take_and_die, NULL, self);
  self->channel->found = row->found;
  reopen (self);
  assert_state (self, DT_REPLY_SENDING);
  work (self);
  pass (self, G_TIME_SPAN_HOUR);
  work (self);
  assert_state (self, row->state);
  g_assert_cmpuint (self->channel->keys->len, ==, row->n_sends);
  g_assert_cmpuint (self->n_problems, ==, row->state == DT_REPLY_UNSURE ? 1 : 0);
  g_assert_cmpuint (count_messages (self, TEXT), ==, row->state == DT_REPLY_SENT ? 1 : 0);
  reopen (self);
  work (self);
  g_assert_cmpuint (self->channel->keys->len, ==, row->n_sends);
  assert_whole (self);
}

/* Nor where the channel is no longer there to be asked. */
static void
test_broken_off_alone (Desk *self, gconstpointer data)
{
  send_text (self, TEXT);
  pass (self, G_TIME_SPAN_MINUTE);
  dt_worker_run (self->base.service->workspace->writing, take_and_die, NULL, self);
  self->channel->kind = DT_CHANNEL_FACEBOOK;
  reopen (self);
  work (self);
  assert_state (self, DT_REPLY_UNSURE);
}

static gpointer
read_reply (DtReader *reader, gpointer data, GError **error)
{
  return dt_reader_find_reply (reader, data, error);
}

/* On the sending worker: what is on its way is on disk by now. */
static void
on_send (gpointer data)
{
  Desk *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtReply) reply
      = dt_service_read_sync (self->base.service, read_reply, self->reply_id, &error);

  g_assert_no_error (error);
  g_assert_cmpint (reply->state, ==, DT_REPLY_SENDING);
  self->n_problems += 100; /* it was looked at */
}

static void
test_on_disk_first (Desk *self, gconstpointer data)
{
  self->channel->on_send = on_send;
  self->channel->data = self;
  send_text (self, TEXT);
  pass (self, G_TIME_SPAN_MINUTE);
  work (self);
  g_assert_cmpuint (self->n_problems, ==, 100);
  assert_state (self, DT_REPLY_SENT);
}

static void
test_asked_after (Desk *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtReply) reply = NULL;
  g_autoptr (DtOutcome) outcome = NULL;

  send_text (self, TEXT);
  pass (self, G_TIME_SPAN_MINUTE);
  test_channel_answer (self->channel, DT_DELIVERY_BROKEN_OFF);
  work (self);
  assert_state (self, DT_REPLY_UNSURE);
  for (guint i = 0; i < 3; i++)
    {
      pass (self, G_TIME_SPAN_DAY);
      work (self);
      reopen (self);
    }
  g_assert_cmpuint (self->channel->keys->len, ==, 1); /* never again unasked */
  reply = dt_service_read_sync (self->base.service, read_reply, self->reply_id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (reply->state, ==, DT_REPLY_UNSURE);
  outcome = run (&self->base, dt_command_confirm_reply (self->reply_id, 0, NULL)); /* it did */
  assert_state (self, DT_REPLY_SENT);
  g_assert_cmpuint (count_messages (self, TEXT), ==, 1);
}

/* ---- by hand ---- */

static void
test_by_hand (Desk *self, gconstpointer data)
{
  g_autoptr (DtReplyDraft) draft = make_draft (self, TEXT);
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (DtReply) reply = NULL;
  gint64 at = dt_clock_now (self->base.clock) - 5 * G_TIME_SPAN_MINUTE;

  draft->channel = DT_CHANNEL_PHONE; /* none is connected */
  g_ptr_array_set_size (draft->recipients, 0);
  g_ptr_array_add (draft->recipients, dt_recipient_new (NULL, "Trần Văn Hoa", "0900000031"));
  send_draft (self, draft);
  pass (self, G_TIME_SPAN_DAY);
  work (self);
  assert_state (self, DT_REPLY_QUEUED);
  g_assert_false (dt_outbox_has_channel (self->outbox, DT_CHANNEL_PHONE));
  fixture_act_as (&self->base, OTHER);
  run_failing (&self->base, dt_command_confirm_reply (self->reply_id, 0, "x"), DT_ERROR_DENIED);
  fixture_act_as (&self->base, OFFICER);
  run_failing (&self->base,
               dt_command_confirm_reply (
                   self->reply_id, dt_clock_now (self->base.clock) + G_TIME_SPAN_HOUR, "x"),
               DT_ERROR_INVALID);
  outcome = run (&self->base, dt_command_confirm_reply (self->reply_id, at, "gọi 0900000031"));
  reply = get_reply (self);
  g_assert_cmpint (reply->state, ==, DT_REPLY_SENT);
  g_assert_true (reply->by_hand);
  g_assert_cmpstr (reply->place, ==, "gọi 0900000031");
  g_assert_cmpint (reply->sent, ==, at);
  g_assert_cmpuint (count_messages (self, TEXT), ==, 1);
  undo (&self->base);
  assert_state (self, DT_REPLY_QUEUED);
  g_assert_cmpuint (count_messages (self, TEXT), ==, 0);
  g_object_unref (outcome);
  outcome = run (&self->base, dt_command_confirm_reply (self->reply_id, at, NULL));
  g_assert_cmpuint (count_messages (self, TEXT), ==, 1);
  assert_whole (self);
}

/* ---- what must not ---- */

static void
test_needs_approval (Desk *self, gconstpointer data)
{
  g_autoptr (DtReplyDraft) draft = make_draft (self, TEXT);
  g_autoptr (DtOutcome) submitted = NULL;
  g_autoptr (DtOutcome) approved = NULL;
  g_autoptr (DtOutcome) sent = NULL;
  g_autoptr (DtReply) reply = NULL;

  draft->outcome = DT_REPLY_OUTCOME_ANSWER;
  run_failing (&self->base,
               dt_command_send_reply (self->case_id, self->reply_id, draft),
               DT_ERROR_TRANSITION);
  submitted
      = run (&self->base, dt_command_submit_reply (self->case_id, self->reply_id, draft, NULL));
  run_failing (&self->base,
               dt_command_send_reply (self->case_id, self->reply_id, NULL),
               DT_ERROR_TRANSITION);
  reply = get_reply (self);
  fixture_act_as (&self->base, LEADER);
  approved
      = run (&self->base, dt_command_approve_reply (self->reply_id, reply->content, NULL, TRUE));
  assert_state (self, DT_REPLY_QUEUED);
  undo (&self->base);
  assert_state (self, DT_REPLY_SUBMITTED);
  g_object_unref (approved);
  approved
      = run (&self->base, dt_command_approve_reply (self->reply_id, reply->content, NULL, FALSE));
  fixture_act_as (&self->base, OFFICER);
  g_free (draft->text);
  draft->text = g_strdup ("Một văn bản khác, chưa ai duyệt."); /* what was approved is another */
  run_failing (&self->base,
               dt_command_send_reply (self->case_id, self->reply_id, draft),
               DT_ERROR_TRANSITION);
  assert_state (self, DT_REPLY_APPROVED);
  sent = run (&self->base, dt_command_send_reply (self->case_id, self->reply_id, NULL));
  pass (self, G_TIME_SPAN_MINUTE);
  work (self);
  g_assert_cmpuint (self->channel->texts->len, ==, 1);
  g_assert_cmpstr (self->channel->texts->pdata[0], ==, TEXT);
  {
    g_autoptr (DtCase) a_case = find (&self->base, self->case_id);

    g_assert_cmpint (a_case->status, ==, DT_CASE_STATUS_ANSWERED);
  }
}

typedef struct
{
  const char *name;
  const char *text;
} StopRow;

static const StopRow stop_rows[] = {
  { "empty", "   " },
  { "blank", "Chúng tôi sẽ đến vào [ngày, giờ nạo vét]." },
  { "field", "Kính gửi {{citizen.name}}, chúng tôi đã nhận." },
  { "other case", "Về hồ sơ HS-2026-0999 chúng tôi đã nhận." },
  { "other phone", "Xin gọi 0912345678 để hỏi." },
  { "attachment", "Chúng tôi gửi kèm theo bản đồ." },
};

static void
test_stopped (Desk *self, gconstpointer data)
{
  const StopRow *row = data;
  g_autoptr (DtReplyDraft) draft = make_draft (self, row->text);
  g_autoptr (DtOutcome) saved = NULL;

  run_failing (
      &self->base, dt_command_send_reply (self->case_id, self->reply_id, draft), DT_ERROR_INVALID);
  run_failing (&self->base,
               dt_command_submit_reply (self->case_id, self->reply_id, draft, NULL),
               DT_ERROR_INVALID);
  saved = run (&self->base, dt_command_save_reply (self->case_id, self->reply_id, draft));
  run_failing (
      &self->base, dt_command_send_reply (self->case_id, self->reply_id, NULL), DT_ERROR_INVALID);
  pass (self, G_TIME_SPAN_MINUTE);
  work (self);
  g_assert_cmpuint (self->channel->keys->len, ==, 0);
}

/* ---- whatever is written ---- */

static const char *const words[] = { "Chúng tôi",
                                     "đã nhận",
                                     "phản ánh của ông.",
                                     "{{citizen.name}}",
                                     "{{case.code}}",
                                     "[ngày, giờ]",
                                     "{{deadline}}",
                                     "HS-2026-0002",
                                     "{{/late}}",
                                     "{{#late}}Xin lỗi ông.{{/late}}",
                                     "{{address}}",
                                     "[",
                                     "]",
                                     "{{",
                                     "}}",
                                     "Trân trọng.",
                                     "[tên cán bộ]",
                                     "[1]",
                                     "vào thứ Năm." };

static char *
make_text (GRand *rand)
{
  GString *text = g_string_new (NULL);
  guint n = (guint) g_rand_int_range (rand, 1, 9);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s ", words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
  return g_string_free (text, FALSE);
}

/* A template where it is one, filled in as the editor does it; else as it was typed. */
static char *
fill (Desk *self, const char *body)
{
  g_autoptr (DtCaseFile) file = load (&self->base, self->case_id);
  DtReplyContext *context
      = dt_service_make_reply_context (self->base.service, file, DT_ADDRESS_ONG);
  char *text = dt_reply_template_fill (body, &context->values, NULL);

  dt_reply_context_free (context);
  return text != NULL ? text : g_strdup (body);
}

/* What gets past the checks holds no field, no blank and nothing of another case; and the outbox
 * lets nothing past them. */
static void
test_property (Desk *self, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (23);
  g_autofree char *other = open_case (&self->base, "Của người khác", "Lê Thị Mai", NULL);
  g_autoptr (DtCase) other_case = find (&self->base, other);
  guint n_rounds = g_test_slow () ? 2000 : 200;
  guint n_sent = 0;

  g_assert_cmpstr (other_case->code, ==, "HS-2026-0002");
  for (guint i = 0; i < n_rounds; i++)
    {
      g_autofree char *body = make_text (rand);
      g_autofree char *text = fill (self, body);
      g_autoptr (DtReplyDraft) draft = make_draft (self, text);
      g_autofree char *id = dt_random_id ();
      g_autoptr (DtCommand) command = NULL;
      g_autoptr (DtOutcome) outcome = NULL;

      draft->outcome = DT_REPLY_OUTCOME_INFORM;
      command = dt_command_send_reply (self->case_id, id, draft);
      outcome = dt_service_run_sync (self->base.service, command, NULL);
      n_sent += outcome != NULL;
      pass (self, 11 * G_USEC_PER_SEC);
      work (self);
    }
  g_assert_cmpuint (n_sent, >, n_rounds / 20);
  g_assert_cmpuint (n_sent, <, n_rounds);
  g_assert_cmpuint (self->channel->texts->len, ==, n_sent);
  for (guint i = 0; i < self->channel->texts->len; i++)
    {
      const char *text = self->channel->texts->pdata[i];
      g_autoptr (GArray) blanks = dt_reply_find_blanks (text);

      g_assert_null (strstr (text, "{{"));
      g_assert_null (strstr (text, "}}"));
      g_assert_null (strstr (text, "HS-2026-0002"));
      g_assert_cmpuint (blanks->len, ==, 0);
      g_assert_cmpstr (self->channel->addresses->pdata[i], ==, HANDLE);
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("DT_CRYPTO_CHEAP", "1", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, function) g_test_add (path, Desk, data, set_up, function, tear_down)
#define TEST(name) ADD ("/outbox/" #name, NULL, test_##name)
#define ROWS(table, where, function)                                                               \
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)                                                 \
    {                                                                                              \
      g_autofree char *path = g_strconcat ("/outbox/" where "/", table[i].name, NULL);             \
                                                                                                   \
      ADD (path, &table[i], function);                                                             \
    }
  TEST (sent);
  TEST (by_itself);
  TEST (undo);
  TEST (pieces);
  ROWS (failure_rows, "failure", test_failure);
  TEST (back_off);
  TEST (told_when);
  TEST (window);
  TEST (window_before_retry);
  ROWS (broken_rows, "broken-off", test_broken_off);
  TEST (broken_off_alone);
  TEST (on_disk_first);
  TEST (asked_after);
  TEST (by_hand);
  TEST (needs_approval);
  ROWS (stop_rows, "stopped", test_stopped);
  TEST (property);
#undef ROWS
#undef TEST
#undef ADD
  return g_test_run ();
}

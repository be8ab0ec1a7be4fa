/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replies until they may go out: who may do what to them, what an approval binds to, what undoing
 * brings back, and that nobody's data stays where it was erased. */
#include "service/test-service.h"

#include "base/dt-error.h"
#include "service/dt-case-list.h"

#define TEXT "Chúng tôi đã nhận phản ánh của ông và sẽ kiểm tra vào thứ Năm."
#define BETTER "Chúng tôi đã nhận phản ánh của ông và sẽ kiểm tra vào thứ Sáu."
#define PHONE "0900000031"

typedef struct
{
  Fixture base;
  char *case_id;
  char *reply_id;
} Desk;

static void
set_up (Desk *self, gconstpointer data)
{
  fixture_set_up (&self->base, data);
  fixture_add_officers (&self->base);
  self->case_id = open_case (&self->base, "Nước ngập ở hẻm 51", "Trần Văn Hoa", PHONE);
  self->reply_id = dt_random_id ();
  fixture_act_as (&self->base, OFFICER);
}

static void
tear_down (Desk *self, gconstpointer data)
{
  g_free (self->case_id);
  g_free (self->reply_id);
  fixture_tear_down (&self->base, data);
}

static DtReplyDraft *
make_draft (Desk *self, const char *text)
{
  g_autoptr (DtCase) a_case = find (&self->base, self->case_id);
  DtReplyDraft *draft = dt_reply_draft_new ();

  draft->channel = DT_CHANNEL_PHONE;
  draft->outcome = DT_REPLY_OUTCOME_ANSWER;
  draft->text = g_strdup (text);
  g_ptr_array_add (draft->recipients,
                   dt_recipient_new (a_case->citizen_id, a_case->citizen_name, PHONE));
  return draft;
}

/* The only reply of the case. */
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
  g_autoptr (DtCase) a_case = find (&self->base, self->case_id);

  g_assert_cmpstr (dt_reply_state_to_nick (reply->state), ==, dt_reply_state_to_nick (state));
  g_assert_cmpint (a_case->reply, ==, dt_reply_state_is_open (state) ? (int) state : -1);
}

static void
save (Desk *self, const char *text)
{
  g_autoptr (DtReplyDraft) draft = make_draft (self, text);
  g_autoptr (DtOutcome) outcome
      = run (&self->base, dt_command_save_reply (self->case_id, self->reply_id, draft));

  g_assert_cmpstr (outcome->subject_id, ==, self->reply_id);
  g_assert_false (outcome->can_undo);
}

static DtCommand *
submitting (Desk *self, const char *text, const char *asked)
{
  g_autoptr (DtReplyDraft) draft = make_draft (self, text);

  return dt_command_submit_reply (self->case_id, self->reply_id, draft, asked);
}

static void
submit (Desk *self, const char *text)
{
  g_autoptr (DtOutcome) outcome = run (&self->base, submitting (self, text, NULL));

  g_assert_true (outcome->can_undo);
}

static char *
get_content (Desk *self)
{
  g_autoptr (DtReply) reply = get_reply (self);

  return g_strdup (reply->content);
}

static DtCommand *
approving (Desk *self, const char *text)
{
  g_autofree char *content = get_content (self);
  g_autoptr (DtReplyDraft) draft = text != NULL ? make_draft (self, text) : NULL;

  return dt_command_approve_reply (self->reply_id, content, draft, FALSE);
}

static DtCommand *
returning (Desk *self, const char *note)
{
  g_autofree char *content = get_content (self);
  g_autoptr (GPtrArray) notes
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_margin_note_free);

  g_ptr_array_add (notes, dt_margin_note_new (4, 9, "ngày nào?"));
  return dt_command_return_reply (self->reply_id, content, note, note != NULL ? notes : NULL);
}

static void
do_run (Desk *self, DtCommand *command)
{
  g_autoptr (DtOutcome) outcome = run (&self->base, command);

  g_assert_true (outcome->can_undo);
}

static guint
count_events (Desk *self, const char *kind, const char *to)
{
  g_autoptr (DtCaseFile) file = load (&self->base, self->case_id);
  guint n = 0;

  for (guint i = 0; i < file->timeline->len; i++)
    {
      DtTimelineItem *item = file->timeline->pdata[i];

      n += g_strcmp0 (item->kind, kind) == 0 && g_strcmp0 (item->to, to) == 0;
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

/* ---- the way ---- */

static void
test_way (Desk *self, gconstpointer data)
{
  g_autoptr (DtReply) reply = NULL;

  save (self, "Chúng tôi");
  assert_state (self, DT_REPLY_DRAFT);
  save (self, TEXT);
  submit (self, TEXT);
  assert_state (self, DT_REPLY_SUBMITTED);
  fixture_act_as (&self->base, LEADER);
  do_run (self, returning (self, "Ghi rõ ngày"));
  assert_state (self, DT_REPLY_RETURNED);
  reply = get_reply (self);
  g_assert_cmpstr (reply->note, ==, "Ghi rõ ngày");
  g_assert_cmpstr (reply->previous, ==, TEXT);
  g_assert_cmpuint (reply->notes->len, ==, 1);
  g_assert_cmpstr (((DtMarginNote *) reply->notes->pdata[0])->text, ==, "ngày nào?");
  g_assert_cmpuint (((DtMarginNote *) reply->notes->pdata[0])->start, ==, 4);
  fixture_act_as (&self->base, OFFICER);
  save (self, BETTER); /* it stays returned until it is submitted again */
  assert_state (self, DT_REPLY_RETURNED);
  submit (self, BETTER);
  fixture_act_as (&self->base, LEADER);
  do_run (self, approving (self, NULL));
  assert_state (self, DT_REPLY_APPROVED);
  g_object_unref (reply);
  reply = get_reply (self);
  g_assert_cmpuint (reply->round, ==, 2);
  g_assert_cmpstr (reply->author_name, ==, OFFICER);
  g_assert_cmpstr (reply->approver_name, ==, LEADER);
  g_assert_cmpstr (reply->draft->text, ==, BETTER);
  g_assert_true (dt_reply_is_approved (reply));
  g_assert_false (reply->amended);
  g_assert_cmpuint (count_events (self, "reply.submitted", NULL), ==, 2);
  g_assert_cmpuint (count_events (self, "reply.saved", NULL), ==, 0);
  assert_whole (self);
}

/* Typing the same once more records nothing. */
static void
test_nothing_new (Desk *self, gconstpointer data)
{
  gint64 before;

  save (self, TEXT);
  before = dt_service_count_entries_sync (self->base.service);
  save (self, TEXT);
  g_assert_cmpint (dt_service_count_entries_sync (self->base.service), ==, before);
}

/* Any change afterwards makes the approval void, and the timeline says so; the same text again does
 * not bring it back. */
static void
test_void (Desk *self, gconstpointer data)
{
  g_autoptr (DtReply) reply = NULL;

  submit (self, TEXT);
  fixture_act_as (&self->base, LEADER);
  do_run (self, approving (self, NULL));
  fixture_act_as (&self->base, OFFICER);
  save (self, TEXT);
  assert_state (self, DT_REPLY_APPROVED);
  save (self, BETTER);
  assert_state (self, DT_REPLY_DRAFT);
  g_assert_cmpuint (count_events (self, "reply.saved", "approved"), ==, 1);
  save (self, TEXT);
  assert_state (self, DT_REPLY_DRAFT);
  reply = get_reply (self);
  g_assert_null (reply->approved);
  g_assert_false (dt_reply_is_approved (reply));
  assert_whole (self);
}

typedef struct
{
  const char *name;
  void (*change) (DtReplyDraft *draft);
  gboolean binds;
} BindRow;

static void
change_channel (DtReplyDraft *draft)
{
  draft->channel = DT_CHANNEL_WALK_IN;
}

static void
change_outcome (DtReplyDraft *draft)
{
  draft->outcome = DT_REPLY_OUTCOME_INFORM;
}

static void
change_title (DtReplyDraft *draft)
{
  draft->title = g_strdup ("V/v nạo vét cống");
}

static void
add_recipient (DtReplyDraft *draft)
{
  g_ptr_array_add (draft->recipients, dt_recipient_new (NULL, "Lê Thị Mai", "0900000055"));
}

static void
add_file (DtReplyDraft *draft)
{
  DtAttachment *attachment = dt_attachment_new ();

  attachment->hash = g_strnfill (64, 'b');
  attachment->name = g_strdup ("ảnh.png");
  attachment->media_type = g_strdup ("image/png");
  g_ptr_array_add (draft->attachments, attachment);
}

static void
change_form (DtReplyDraft *draft)
{
  draft->form = DT_ADDRESS_ONG;
}

static const BindRow bind_rows[] = {
  { "channel", change_channel, TRUE }, { "outcome", change_outcome, TRUE },
  { "title", change_title, TRUE },     { "recipients", add_recipient, TRUE },
  { "attachments", add_file, TRUE },   { "form of address", change_form, FALSE },
};

static void
test_binds (Desk *self, gconstpointer data)
{
  const BindRow *row = data;
  g_autoptr (DtReplyDraft) draft = make_draft (self, TEXT);
  g_autoptr (DtOutcome) outcome = NULL;

  submit (self, TEXT);
  fixture_act_as (&self->base, LEADER);
  do_run (self, approving (self, NULL));
  fixture_act_as (&self->base, OFFICER);
  row->change (draft);
  outcome = run (&self->base, dt_command_save_reply (self->case_id, self->reply_id, draft));
  assert_state (self, row->binds ? DT_REPLY_DRAFT : DT_REPLY_APPROVED);
}

/* ---- who may ---- */

static void
test_own (Desk *self, gconstpointer data)
{
  fixture_act_as (&self->base, CHIEF); /* a leader too */
  submit (self, TEXT);
  run_failing (&self->base, approving (self, NULL), DT_ERROR_DENIED);
  run_failing (&self->base, returning (self, "không"), DT_ERROR_DENIED);
  fixture_act_as (&self->base, OFFICER);
  run_failing (&self->base, approving (self, NULL), DT_ERROR_DENIED);
  run_failing (&self->base, dt_command_withdraw_reply (self->reply_id), DT_ERROR_DENIED);
  run_failing (&self->base, submitting (self, BETTER, NULL), DT_ERROR_DENIED);
  run_failing (&self->base, dt_command_discard_reply (self->reply_id), DT_ERROR_DENIED);
  fixture_act_as (&self->base, LEADER);
  do_run (self, approving (self, NULL));
}

static void
test_asked (Desk *self, gconstpointer data)
{
  const char *officer = fixture_officer (&self->base, OFFICER, 0);
  const char *other = fixture_officer (&self->base, OTHER, 0);
  g_autoptr (DtReply) reply = NULL;

  run_failing (&self->base, submitting (self, TEXT, officer), DT_ERROR_INVALID);
  run_failing (&self->base, submitting (self, TEXT, other), DT_ERROR_INVALID);
  do_run (self, submitting (self, TEXT, fixture_officer (&self->base, LEADER, 0)));
  reply = get_reply (self);
  g_assert_cmpstr (reply->asked_name, ==, LEADER);
  fixture_act_as (&self->base, CHIEF); /* any leader may, whoever was asked */
  do_run (self, approving (self, NULL));
}

static void
test_one_at_a_time (Desk *self, gconstpointer data)
{
  g_autofree char *other = dt_random_id ();
  g_autoptr (DtReplyDraft) draft = make_draft (self, BETTER);
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (DtCaseFile) file = NULL;

  save (self, TEXT);
  run_failing (
      &self->base, dt_command_save_reply (self->case_id, other, draft), DT_ERROR_TRANSITION);
  fixture_act_as (&self->base, OTHER); /* a colleague's is another */
  outcome = run (&self->base, dt_command_save_reply (self->case_id, other, draft));
  file = load (&self->base, self->case_id);
  g_assert_cmpuint (file->replies->len, ==, 2);
}

/* ---- what was read ---- */

static void
test_stale (Desk *self, gconstpointer data)
{
  g_autofree char *content = NULL;

  submit (self, TEXT);
  content = get_content (self);
  submit (self, BETTER);
  fixture_act_as (&self->base, LEADER);
  run_failing (&self->base,
               dt_command_approve_reply (self->reply_id, content, NULL, FALSE),
               DT_ERROR_TRANSITION);
  run_failing (&self->base,
               dt_command_return_reply (self->reply_id, content, "không", NULL),
               DT_ERROR_TRANSITION);
  assert_state (self, DT_REPLY_SUBMITTED);
  run_failing (&self->base, returning (self, NULL), DT_ERROR_INVALID);
}

static void
test_amended (Desk *self, gconstpointer data)
{
  g_autoptr (DtReply) reply = NULL;

  submit (self, TEXT);
  fixture_act_as (&self->base, LEADER);
  do_run (self, approving (self, BETTER));
  assert_state (self, DT_REPLY_APPROVED);
  reply = get_reply (self);
  g_assert_true (reply->amended);
  g_assert_cmpstr (reply->draft->text, ==, BETTER);
  g_assert_cmpstr (reply->author_name, ==, OFFICER);
  g_assert_cmpuint (reply->round, ==, 1);
  g_assert_cmpuint (count_events (self, "reply.approved", "amended"), ==, 1);
  undo (&self->base);
  assert_state (self, DT_REPLY_SUBMITTED);
  g_object_unref (reply);
  reply = get_reply (self);
  g_assert_false (reply->amended);
  g_assert_cmpstr (reply->draft->text, ==, TEXT);
  assert_whole (self);
}

/* ---- undoing ---- */

static void
test_undo (Desk *self, gconstpointer data)
{
  submit (self, TEXT);
  undo (&self->base);
  assert_state (self, DT_REPLY_DRAFT);
  submit (self, TEXT);
  do_run (self, dt_command_withdraw_reply (self->reply_id));
  assert_state (self, DT_REPLY_DRAFT);
  undo (&self->base);
  assert_state (self, DT_REPLY_SUBMITTED);
  fixture_act_as (&self->base, LEADER);
  do_run (self, returning (self, "Ghi rõ ngày"));
  undo (&self->base);
  assert_state (self, DT_REPLY_SUBMITTED);
  do_run (self, returning (self, "Ghi rõ ngày"));
  fixture_act_as (&self->base, OFFICER);
  submit (self, BETTER);
  undo (&self->base);
  assert_state (self, DT_REPLY_RETURNED);
  do_run (self, dt_command_discard_reply (self->reply_id));
  assert_state (self, DT_REPLY_DISCARDED);
  undo (&self->base);
  assert_state (self, DT_REPLY_RETURNED);
  assert_whole (self);
}

/* Somebody has gone on with it. */
static void
test_undo_too_late (Desk *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = NULL;
  g_autofree char *content = NULL;
  g_autoptr (DtReplyDraft) draft = make_draft (self, BETTER);
  g_autoptr (DtOutcome) saved = NULL;

  submit (self, TEXT);
  content = get_content (self);
  saved = run (&self->base, dt_command_save_reply (self->case_id, self->reply_id, draft));
  outcome = dt_service_undo_sync (self->base.service, &error);
  g_assert_error (error, DT_ERROR, DT_ERROR_TRANSITION);
  assert_state (self, DT_REPLY_DRAFT);
}

/* ---- where it stands ---- */

static DtToday *
load_today (Desk *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  DtToday *today;

  fixture_act_as (&self->base, name);
  today = dt_service_load_today_sync (
      self->base.service, dt_service_get_officer (self->base.service), &error);
  g_assert_no_error (error);
  return today;
}

static void
assert_group (Desk *self, const char *name, DtTodayGroup group, gint64 n)
{
  g_autoptr (DtToday) today = load_today (self, name);

  g_assert_cmpint (today->groups[group].n, ==, n);
  g_assert_cmpuint (today->groups[group].cases->len, ==, n);
}

static void
test_views (Desk *self, gconstpointer data)
{
  submit (self, TEXT);
  g_assert_cmpint (count_view (&self->base, DT_VIEW_AWAITING), ==, 1);
  g_assert_cmpint (count_view (&self->base, DT_VIEW_OUTBOX), ==, 0);
  assert_group (self, LEADER, DT_TODAY_APPROVALS, 1);
  assert_group (self, CHIEF, DT_TODAY_APPROVALS, 1);
  assert_group (self, OFFICER, DT_TODAY_REPLIES, 0);
  fixture_act_as (&self->base, LEADER);
  do_run (self, returning (self, "Ghi rõ ngày"));
  assert_group (self, OFFICER, DT_TODAY_REPLIES, 1);
  assert_group (self, OTHER, DT_TODAY_REPLIES, 0);
  assert_group (self, LEADER, DT_TODAY_APPROVALS, 0);
  fixture_act_as (&self->base, OFFICER);
  do_run (self, submitting (self, BETTER, fixture_officer (&self->base, LEADER, 0)));
  assert_group (self, CHIEF, DT_TODAY_APPROVALS, 0); /* another was asked */
  assert_group (self, LEADER, DT_TODAY_APPROVALS, 1);
  do_run (self, approving (self, NULL));
  g_assert_cmpint (count_view (&self->base, DT_VIEW_AWAITING), ==, 0);
  g_assert_cmpint (count_view (&self->base, DT_VIEW_OUTBOX), ==, 1);
  assert_group (self, OFFICER, DT_TODAY_REPLIES, 1);
}

static guint
count_listed (Desk *self, DtView view, const char *text)
{
  g_autoptr (DtQuery) query = dt_query_new (view, DT_SORT_CHANGED, NULL, text, FALSE);
  g_autoptr (DtCaseList) list = dt_case_list_new (self->base.service);

  dt_case_list_set_query (list, query);
  while (dt_case_list_get_loading (list))
    g_main_context_iteration (NULL, TRUE);
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static void
test_searched (Desk *self, gconstpointer data)
{
  g_autofree char *other = open_case (&self->base, "Nước ngập ở hẻm 52", "Lê Thị Mai", NULL);

  submit (self, TEXT);
  g_assert_cmpuint (count_listed (self, DT_VIEW_AWAITING, ""), ==, 1);
  g_assert_cmpuint (count_listed (self, DT_VIEW_AWAITING, "nuoc ngap"), ==, 1);
  g_assert_cmpuint (count_listed (self, DT_VIEW_ALL, "nuoc ngap"), ==, 2);
  g_assert_cmpuint (count_listed (self, DT_VIEW_AWAITING, "Mai"), ==, 0);
  g_assert_cmpuint (count_listed (self, DT_VIEW_OUTBOX, "nuoc ngap"), ==, 0);
}

/* What was written to a case that is merged into another shows and goes on there. */
static void
test_merged (Desk *self, gconstpointer data)
{
  g_autofree char *other = open_case (&self->base, "Ngập nước", "Lê Thị Mai", NULL);
  const char *ids[] = { self->case_id, NULL };
  g_autofree char *content = NULL;
  g_autoptr (DtCaseFile) file = NULL;
  g_autoptr (DtReplyDraft) draft = make_draft (self, BETTER);
  g_autoptr (DtOutcome) outcome = NULL;

  submit (self, TEXT);
  content = get_content (self);
  do_run (self, dt_command_merge (ids, other));
  file = load (&self->base, other);
  g_assert_cmpuint (file->replies->len, ==, 1);
  g_assert_cmpint (file->a_case->reply, ==, DT_REPLY_SUBMITTED);
  outcome = run (&self->base, dt_command_save_reply (other, self->reply_id, draft));
  g_assert_cmpstr (outcome->case_ids[0], ==, other);
  g_object_unref (file);
  file = load (&self->base, other);
  g_assert_cmpstr (((DtReply *) file->replies->pdata[0])->draft->text, ==, BETTER);
  g_assert_cmpstr (((DtReply *) file->replies->pdata[0])->case_id, ==, self->case_id);
  undo (&self->base); /* the merging */
  assert_state (self, DT_REPLY_DRAFT);
  assert_whole (self);
}

/* ---- erasing ---- */

static gboolean
is_in_file (Desk *self, const char *needle)
{
  g_autoptr (DtCaseFile) file = load (&self->base, self->case_id);

  for (guint i = 0; i < file->replies->len; i++)
    {
      DtReply *reply = file->replies->pdata[i];
      g_autofree char *json = dt_reply_draft_to_json (reply->draft);

      if (strstr (json, needle) != NULL || g_strcmp0 (reply->previous, needle) == 0
          || g_strcmp0 (reply->note, needle) == 0)
        return TRUE;
    }
  return FALSE;
}

/* All versions of the text, what was returned, and the notes. */
static void
test_erased (Desk *self, gconstpointer data)
{
  g_autoptr (DtCase) a_case = find (&self->base, self->case_id);
  g_autoptr (DtOutcome) outcome = NULL;

  save (self, "Chúng tôi");
  submit (self, TEXT);
  fixture_act_as (&self->base, LEADER);
  do_run (self, returning (self, "Ghi rõ ngày"));
  g_assert_true (is_in_file (self, TEXT));
  g_assert_true (is_in_file (self, "Ghi rõ ngày"));
  outcome = run (&self->base, dt_command_erase_citizen (a_case->citizen_id, "subject_request"));
  g_assert_false (is_in_file (self, TEXT));
  g_assert_false (is_in_file (self, PHONE));
  g_assert_false (is_in_file (self, "Ghi rõ ngày"));
  assert_state (self, DT_REPLY_RETURNED);
  assert_whole (self);
}

/* Of a case that several brought, what went to that one only. */
static void
test_erased_shared (Desk *self, gconstpointer data)
{
  g_autoptr (DtCase) a_case = find (&self->base, self->case_id);
  g_autoptr (DtCitizen) second = dt_citizen_new ();
  g_autoptr (DtReplyDraft) draft = make_draft (self, TEXT);
  g_autoptr (DtReplyDraft) others = make_draft (self, BETTER);
  g_autofree char *other_reply = dt_random_id ();
  g_autoptr (DtOutcome) linked = NULL;
  g_autoptr (DtOutcome) saved = NULL;
  g_autoptr (DtOutcome) saved_too = NULL;
  g_autoptr (DtOutcome) outcome = NULL;

  second->name = g_strdup ("Lê Thị Mai");
  linked = run (&self->base, dt_command_link_citizen (self->case_id, NULL, second));
  saved = run (&self->base, dt_command_save_reply (self->case_id, self->reply_id, draft));
  fixture_act_as (&self->base, OTHER);
  g_ptr_array_set_size (others->recipients, 0);
  g_ptr_array_add (others->recipients, dt_recipient_new (NULL, "Lê Thị Mai", NULL));
  saved_too = run (&self->base, dt_command_save_reply (self->case_id, other_reply, others));
  fixture_act_as (&self->base, LEADER);
  outcome = run (&self->base, dt_command_erase_citizen (a_case->citizen_id, "subject_request"));
  g_assert_false (is_in_file (self, TEXT));
  g_assert_true (is_in_file (self, BETTER));
  assert_whole (self);
}

/* ---- what is refused ---- */

static void
test_refused (Desk *self, gconstpointer data)
{
  g_autoptr (DtReplyDraft) draft = make_draft (self, TEXT);

  run_failing (&self->base, submitting (self, "  ", NULL), DT_ERROR_INVALID);
  run_failing (&self->base, dt_command_withdraw_reply (self->reply_id), DT_ERROR_NOT_FOUND);
  run_failing (
      &self->base, dt_command_save_reply (self->case_id, "Trần Văn Hoa", draft), DT_ERROR_INVALID);
  draft->ground = g_strdup ("tel_0900000012");
  run_failing (
      &self->base, dt_command_save_reply (self->case_id, self->reply_id, draft), DT_ERROR_INVALID);
  submit (self, TEXT);
  run_failing (&self->base, submitting (self, TEXT, NULL), DT_ERROR_TRANSITION);
  run_failing (&self->base, dt_command_discard_reply (self->reply_id), DT_ERROR_TRANSITION);
}

int
main (int argc, char **argv)
{
  g_setenv ("DT_CRYPTO_CHEAP", "1", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, function) g_test_add (path, Desk, data, set_up, function, tear_down)
#define TEST(name) ADD ("/reply-commands/" #name, NULL, test_##name)
  TEST (way);
  TEST (nothing_new);
  TEST (void);
  for (guint i = 0; i < G_N_ELEMENTS (bind_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/reply-commands/binds/", bind_rows[i].name, NULL);

      ADD (path, &bind_rows[i], test_binds);
    }
  TEST (own);
  TEST (asked);
  TEST (one_at_a_time);
  TEST (stale);
  TEST (amended);
  TEST (undo);
  TEST (undo_too_late);
  TEST (views);
  TEST (searched);
  TEST (merged);
  TEST (erased);
  TEST (erased_shared);
  TEST (refused);
#undef TEST
#undef ADD
  return g_test_run ();
}

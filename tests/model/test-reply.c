/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replies: nicks, what may follow what, what becomes of the case; drafts as JSON and back; what an
 * approval binds to. */
#include "model/dt-reply.h"

#define CHECK_NICKS(name, Type, count)                                                             \
  for (guint i = 0; i < (count); i++)                                                              \
    {                                                                                              \
      Type out = (Type) ((count) -1 - i);                                                          \
      g_assert_true (dt_##name##_from_nick (dt_##name##_to_nick ((Type) i), &out));                \
      g_assert_cmpuint (out, ==, i);                                                               \
      g_assert_false (dt_##name##_from_nick ("no such", &out));                                    \
      g_assert_false (dt_##name##_from_nick (NULL, &out));                                         \
      g_assert_cmpuint (out, ==, i);                                                               \
    }

static void
test_nicks (void)
{
  CHECK_NICKS (reply_state, DtReplyState, DT_N_REPLY_STATES)
  CHECK_NICKS (reply_outcome, DtReplyOutcome, DT_N_REPLY_OUTCOMES)
  CHECK_NICKS (address_form, DtAddressForm, DT_N_ADDRESS_FORMS)
  g_assert_cmpstr (dt_reply_state_to_nick (DT_REPLY_UNSURE), ==, "unsure");
  g_assert_cmpstr (dt_reply_outcome_to_nick (DT_REPLY_OUTCOME_FORWARD), ==, "forward");
  g_assert_cmpstr (dt_address_form_to_nick (DT_ADDRESS_CHI), ==, "chi");
}

typedef struct
{
  const char *name;
  DtReplyState from;
  DtReplyState to;
  gboolean allowed;
} TransitionRow;

static const TransitionRow transition_rows[] = {
  { "save-again", DT_REPLY_DRAFT, DT_REPLY_DRAFT, TRUE },
  { "submit", DT_REPLY_DRAFT, DT_REPLY_SUBMITTED, TRUE },
  { "send-without-approval", DT_REPLY_DRAFT, DT_REPLY_QUEUED, TRUE },
  { "approve-draft", DT_REPLY_DRAFT, DT_REPLY_APPROVED, FALSE },
  { "withdraw", DT_REPLY_SUBMITTED, DT_REPLY_DRAFT, TRUE },
  { "return", DT_REPLY_SUBMITTED, DT_REPLY_RETURNED, TRUE },
  { "approve", DT_REPLY_SUBMITTED, DT_REPLY_APPROVED, TRUE },
  { "send-submitted", DT_REPLY_SUBMITTED, DT_REPLY_QUEUED, FALSE },
  { "resubmit", DT_REPLY_RETURNED, DT_REPLY_SUBMITTED, TRUE },
  { "edit-approved", DT_REPLY_APPROVED, DT_REPLY_DRAFT, TRUE },
  { "send", DT_REPLY_APPROVED, DT_REPLY_QUEUED, TRUE },
  { "approved-to-sending", DT_REPLY_APPROVED, DT_REPLY_SENDING, FALSE },
  { "undo-send", DT_REPLY_QUEUED, DT_REPLY_APPROVED, TRUE },
  { "by-hand", DT_REPLY_QUEUED, DT_REPLY_SENT, TRUE },
  { "on-its-way", DT_REPLY_QUEUED, DT_REPLY_SENDING, TRUE },
  { "no-undo-while-sending", DT_REPLY_SENDING, DT_REPLY_APPROVED, FALSE },
  { "again-later", DT_REPLY_SENDING, DT_REPLY_QUEUED, TRUE },
  { "broken-off", DT_REPLY_SENDING, DT_REPLY_UNSURE, TRUE },
  { "it-did-arrive", DT_REPLY_UNSURE, DT_REPLY_SENT, TRUE },
  { "no-edit-of-unsure", DT_REPLY_UNSURE, DT_REPLY_DRAFT, FALSE },
  { "another-way", DT_REPLY_FAILED, DT_REPLY_DRAFT, TRUE },
  { "retry", DT_REPLY_FAILED, DT_REPLY_QUEUED, TRUE },
  { "sent-is-sent", DT_REPLY_SENT, DT_REPLY_QUEUED, FALSE },
  { "sent-not-discarded", DT_REPLY_SENT, DT_REPLY_DISCARDED, FALSE },
  { "take-up-again", DT_REPLY_DISCARDED, DT_REPLY_DRAFT, TRUE },
};

static void
test_transition (gconstpointer data)
{
  const TransitionRow *row = data;

  g_assert_cmpint (dt_reply_state_can_become (row->from, row->to), ==, row->allowed);
}

/* What may be edited can become a draft, and nothing sent or given up is open. */
static void
test_states (void)
{
  for (guint i = 0; i < DT_N_REPLY_STATES; i++)
    {
      if (dt_reply_state_is_editable (i))
        g_assert_true (dt_reply_state_can_become (i, DT_REPLY_DRAFT) && dt_reply_state_is_open (i));
      for (guint j = 0; !dt_reply_state_is_open (i) && j < DT_N_REPLY_STATES; j++)
        if (j != DT_REPLY_DRAFT)
          g_assert_false (dt_reply_state_can_become (i, j));
    }
  g_assert_false (dt_reply_state_is_editable (DT_REPLY_QUEUED));
  g_assert_false (dt_reply_state_is_editable (DT_REPLY_UNSURE));
  g_assert_true (dt_reply_state_is_editable (DT_REPLY_APPROVED));
  g_assert_true (dt_reply_state_is_open (DT_REPLY_FAILED));
  g_assert_false (dt_reply_state_is_open (DT_REPLY_SENT));
}

typedef struct
{
  const char *name;
  DtReplyOutcome outcome;
  DtCaseStatus from;
  int to; /* -1: as it is */
} OutcomeRow;

static const OutcomeRow outcome_rows[] = {
  { "answer", DT_REPLY_OUTCOME_ANSWER, DT_CASE_STATUS_IN_PROGRESS, DT_CASE_STATUS_ANSWERED },
  { "answer-again", DT_REPLY_OUTCOME_ANSWER, DT_CASE_STATUS_ANSWERED, -1 },
  { "answer-closed", DT_REPLY_OUTCOME_ANSWER, DT_CASE_STATUS_CLOSED, -1 },
  { "acknowledge-new",
    DT_REPLY_OUTCOME_ACKNOWLEDGE,
    DT_CASE_STATUS_RECEIVED,
    DT_CASE_STATUS_ACCEPTED },
  { "acknowledge-later", DT_REPLY_OUTCOME_ACKNOWLEDGE, DT_CASE_STATUS_IN_PROGRESS, -1 },
  { "ask", DT_REPLY_OUTCOME_ASK, DT_CASE_STATUS_RECEIVED, DT_CASE_STATUS_WAITING_CITIZEN },
  { "ask-again", DT_REPLY_OUTCOME_ASK, DT_CASE_STATUS_WAITING_CITIZEN, -1 },
  { "refuse", DT_REPLY_OUTCOME_REFUSE, DT_CASE_STATUS_ACCEPTED, DT_CASE_STATUS_REFUSED },
  { "forward", DT_REPLY_OUTCOME_FORWARD, DT_CASE_STATUS_RECEIVED, DT_CASE_STATUS_FORWARDED },
  { "forward-refused", DT_REPLY_OUTCOME_FORWARD, DT_CASE_STATUS_REFUSED, DT_CASE_STATUS_FORWARDED },
  { "inform", DT_REPLY_OUTCOME_INFORM, DT_CASE_STATUS_RECEIVED, -1 },
  { "merged", DT_REPLY_OUTCOME_ANSWER, DT_CASE_STATUS_MERGED, -1 },
};

static void
test_outcome (gconstpointer data)
{
  const OutcomeRow *row = data;
  DtCaseStatus status = DT_CASE_STATUS_WITHDRAWN;

  g_assert_cmpint (
      dt_reply_outcome_get_status (row->outcome, row->from, &status), ==, row->to >= 0);
  g_assert_cmpint (status, ==, row->to >= 0 ? row->to : DT_CASE_STATUS_WITHDRAWN);
}

static DtReplyDraft *
make_draft (void)
{
  DtReplyDraft *draft = dt_reply_draft_new ();
  DtAttachment *attachment = dt_attachment_new ();

  draft->channel = DT_CHANNEL_ZALO;
  draft->outcome = DT_REPLY_OUTCOME_REFUSE;
  draft->ground = g_strdup ("feedback_unclear");
  draft->title = g_strdup ("Trả lời phản ánh");
  draft->text = g_strdup ("Kính gửi ông Nguyễn Văn An,\n\"Cống\" ở [số nhà] \\ đã nạo vét.");
  draft->form = DT_ADDRESS_ONG;
  g_ptr_array_add (draft->recipients, dt_recipient_new ("0123", "Nguyễn Văn An", "zalo:77"));
  g_ptr_array_add (draft->recipients, dt_recipient_new (NULL, NULL, NULL));
  attachment->hash = g_strdup ("ab");
  attachment->name = g_strdup ("bien-ban.pdf");
  attachment->media_type = g_strdup ("application/pdf");
  attachment->size = 4096;
  g_ptr_array_add (draft->attachments, attachment);
  g_ptr_array_add (draft->templates, g_strdup ("00112233445566778899aabbccddeeff"));
  return draft;
}

static void
test_json (void)
{
  g_autoptr (DtReplyDraft) draft = make_draft ();
  g_autofree char *json = dt_reply_draft_to_json (draft);
  g_autoptr (DtReplyDraft) back = dt_reply_draft_from_json (json);
  g_autofree char *again = NULL;
  const DtRecipient *recipient;
  const DtAttachment *attachment;

  g_assert_nonnull (back);
  again = dt_reply_draft_to_json (back);
  g_assert_cmpstr (json, ==, again);
  g_assert_true (dt_reply_draft_equal (draft, back));
  g_assert_cmpint (back->channel, ==, DT_CHANNEL_ZALO);
  g_assert_cmpint (back->outcome, ==, DT_REPLY_OUTCOME_REFUSE);
  g_assert_cmpint (back->form, ==, DT_ADDRESS_ONG);
  g_assert_cmpstr (back->ground, ==, "feedback_unclear");
  g_assert_cmpstr (back->text, ==, draft->text);
  g_assert_cmpuint (back->recipients->len, ==, 2);
  recipient = back->recipients->pdata[0];
  g_assert_cmpstr (recipient->address, ==, "zalo:77");
  recipient = back->recipients->pdata[1];
  g_assert_null (recipient->name);
  attachment = back->attachments->pdata[0];
  g_assert_cmpint (attachment->size, ==, 4096);
  g_assert_cmpstr (back->templates->pdata[0], ==, draft->templates->pdata[0]);
}

static void
test_json_of_others (void)
{
  static const char *const bad[] = {
    "",
    "[]",
    "{}",
    "{\"channel\": \"zalo\"}",
    "{\"channel\": \"pigeon\", \"outcome\": \"answer\"}",
    "{\"channel\": \"zalo\", \"outcome\": \"shrug\"}",
    "{\"channel\": \"zalo\", \"outcome\": \"answer\"",
  };
  g_autoptr (DtReplyDraft) odd = dt_reply_draft_from_json (
      "{\"channel\": \"zalo\", \"outcome\": \"answer\", \"text\": 5, \"form\": \"quý vị\", "
      "\"recipients\": [1, {\"name\": \"An\"}], \"attachments\": [{\"name\": \"x\"}, null], "
      "\"templates\": {\"a\": 1}, \"newer\": true}");

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (dt_reply_draft_from_json (bad[i]));
  g_assert_nonnull (odd);
  g_assert_null (odd->text);
  g_assert_cmpint (odd->form, ==, DT_ADDRESS_UNDECIDED);
  g_assert_cmpuint (odd->recipients->len, ==, 1);
  g_assert_cmpuint (odd->attachments->len, ==, 0);
  g_assert_cmpuint (odd->templates->len, ==, 0);
}

static void
set_string (char **member, const char *value)
{
  g_free (*member);
  *member = g_strdup (value);
}

static void
change (DtReplyDraft *draft, guint what)
{
  switch (what)
    {
    case 0:
      set_string (&draft->text, "khác");
      break;
    case 1:
      set_string (&draft->title, "khác");
      break;
    case 2:
      set_string (&draft->ground, "feedback_insult");
      break;
    case 3:
      draft->channel = DT_CHANNEL_EMAIL;
      break;
    case 4:
      draft->outcome = DT_REPLY_OUTCOME_ANSWER;
      break;
    case 5:
      g_ptr_array_remove_index (draft->recipients, 1);
      break;
    case 6:
      g_ptr_array_add (draft->recipients, dt_recipient_new ("0124", "Trần Thị Bình", "zalo:78"));
      break;
    case 7:
      g_ptr_array_set_size (draft->attachments, 0);
      break;
    default:
      set_string (&((DtRecipient *) draft->recipients->pdata[0])->address, "zalo:78");
      break;
    }
}

/* An approval binds to each of these and not to how the draft was made. */
static void
test_canonical (void)
{
  g_autoptr (DtReplyDraft) draft = make_draft ();
  g_autoptr (DtReplyDraft) copy = dt_reply_draft_copy (draft);
  g_autoptr (DtReplyDraft) empty = dt_reply_draft_new ();
  g_autoptr (DtReplyDraft) blank = dt_reply_draft_new ();

  copy->form = DT_ADDRESS_CHI;
  g_ptr_array_set_size (copy->templates, 0);
  g_assert_true (dt_reply_draft_equal (draft, copy));
  blank->text = g_strdup ("");
  blank->title = g_strdup ("");
  g_assert_true (dt_reply_draft_equal (empty, blank));
  for (guint what = 0; what < 9; what++)
    {
      g_autoptr (DtReplyDraft) other = make_draft ();

      g_assert_true (dt_reply_draft_equal (draft, other));
      change (other, what);
      g_assert_false (dt_reply_draft_equal (draft, other));
    }
}

static void
test_approved (void)
{
  g_autoptr (DtReply) reply = dt_reply_new ();

  g_assert_false (dt_reply_is_approved (reply));
  reply->content = g_strdup ("aa");
  g_assert_false (dt_reply_is_approved (reply));
  reply->approved = g_strdup ("aa");
  g_assert_true (dt_reply_is_approved (reply));
  set_string (&reply->content, "bb");
  g_assert_false (dt_reply_is_approved (reply));
  g_assert_nonnull (reply->draft);
  g_ptr_array_add (reply->notes, dt_margin_note_new (2, 5, "Nêu rõ ngày"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reply/nicks", test_nicks);
  g_test_add_func ("/reply/states", test_states);
  for (guint i = 0; i < G_N_ELEMENTS (transition_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/reply/transition/%s", transition_rows[i].name);

      g_test_add_data_func (path, &transition_rows[i], test_transition);
    }
  for (guint i = 0; i < G_N_ELEMENTS (outcome_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/reply/outcome/%s", outcome_rows[i].name);

      g_test_add_data_func (path, &outcome_rows[i], test_outcome);
    }
  g_test_add_func ("/reply/json", test_json);
  g_test_add_func ("/reply/json-of-others", test_json_of_others);
  g_test_add_func ("/reply/canonical", test_canonical);
  g_test_add_func ("/reply/approved", test_approved);
  return g_test_run ();
}

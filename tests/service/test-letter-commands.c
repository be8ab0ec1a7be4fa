/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of letters by commands: who may, one after the other without gaps, across a crash,
 * voiding and its undoing, the paper book, handing the register over, and erasing whom a letter
 * went to. */
#include "service/test-service.h"

#include "base/dt-error.h"
#include "model/dt-letter.h"
#include "service/dt-service-private.h"

#define OTHER_DESK "0190aaaa0000000000000000000000ff"

static DtLetter *
make_letter (const char *case_id, DtLetterForm form)
{
  DtLetter *letter = dt_letter_new ();

  letter->case_id = g_strdup (case_id);
  letter->form = form;
  letter->part = g_strdup ("VP");
  letter->to = g_strdup ("Bà Trần Thị Hoa");
  letter->about = g_strdup ("trả lời phản ánh");
  letter->text = g_strdup ("Kính thưa bà Trần Thị Hoa.");
  letter->authority = DT_AUTHORITY_DEPUTY;
  letter->signer = g_strdup ("Võ Thị Thu Hà");
  letter->issued = TEST_NOW;
  return letter;
}

static DtCommand *
issue (const char *case_id, DtLetterForm form)
{
  g_autoptr (DtLetter) letter = make_letter (case_id, form);

  return dt_command_issue_letter (letter);
}

static DtLetterRegister *
load_register (Fixture *self, int year, DtLetterForm form)
{
  g_autoptr (GError) error = NULL;
  DtLetterRegister *loaded = dt_service_load_register_sync (self->service, year, form, &error);

  g_assert_no_error (error);
  return loaded;
}

static void
assert_number (Fixture *self, const char *case_id, DtLetterForm form, const char *number)
{
  g_autoptr (DtOutcome) outcome = run (self, issue (case_id, form));

  g_assert_cmpstr (outcome->text, ==, number);
}

static void
test_numbers (Fixture *self, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (DtLetterRegister) replies = NULL;
  g_autoptr (DtLetterRegister) notices = NULL;
  g_autoptr (DtLetter) old = NULL;
  g_autoptr (DtLetter) empty = NULL;
  DtLetter *letter;

  fixture_act_as (self, OFFICER);
  id = open_case (self, "Ngập nước", "Trần Thị Hoa", "0900000012");
  run_failing (self, issue (id, DT_LETTER_REPLY), DT_ERROR_DENIED);
  fixture_act_as (self, CLERK);
  assert_number (self, id, DT_LETTER_REPLY, "1");
  assert_number (self, id, DT_LETTER_REPLY, "2");
  assert_number (self, id, DT_LETTER_NOTICE, "1");
  fixture_reopen (self);
  fixture_act_as (self, LEADER);
  assert_number (self, id, DT_LETTER_REPLY, "3");
  replies = load_register (self, 2026, DT_LETTER_REPLY);
  notices = load_register (self, 2026, DT_LETTER_NOTICE);
  g_assert_cmpuint (replies->letters->len, ==, 3);
  g_assert_cmpuint (replies->gaps->len, ==, 0);
  g_assert_cmpuint (replies->next, ==, 4);
  g_assert_true (replies->own);
  g_assert_cmpuint (notices->letters->len, ==, 1);
  letter = replies->letters->pdata[0];
  g_assert_cmpuint (letter->number, ==, 3);
  g_assert_cmpstr (letter->officer_name, ==, LEADER);
  g_assert_cmpstr (letter->case_id, ==, id);
  g_assert_cmpstr (letter->part, ==, "VP");
  old = make_letter (id, DT_LETTER_REPLY);
  old->issued -= 800 * G_TIME_SPAN_DAY;
  run_failing (self, dt_command_issue_letter (old), DT_ERROR_INVALID);
  empty = make_letter (id, DT_LETTER_REPLY);
  g_clear_pointer (&empty->text, g_free);
  run_failing (self, dt_command_issue_letter (empty), DT_ERROR_INVALID);
}

static void
test_void (Fixture *self, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (DtOutcome) first = NULL;
  g_autoptr (DtOutcome) second = NULL;
  g_autoptr (DtOutcome) voided = NULL;
  g_autoptr (DtLetterRegister) loaded = NULL;
  g_autoptr (DtLetterRegister) after = NULL;
  DtLetter *letter;

  fixture_act_as (self, LEADER);
  id = open_case (self, "Ngập nước", NULL, NULL);
  fixture_act_as (self, CLERK);
  first = run (self, issue (id, DT_LETTER_REPLY));
  second = run (self, issue (id, DT_LETTER_REPLY));
  run_failing (self, dt_command_void_letter (second->subject_id, " "), DT_ERROR_INVALID);
  run_failing (self, dt_command_void_letter (OTHER_DESK, "Sai"), DT_ERROR_NOT_FOUND);
  voided = run (self, dt_command_void_letter (second->subject_id, "Sai nơi nhận"));
  run_failing (self, dt_command_void_letter (second->subject_id, "Sai"), DT_ERROR_TRANSITION);
  loaded = load_register (self, 2026, DT_LETTER_REPLY);
  letter = loaded->letters->pdata[0];
  g_assert_cmpuint (loaded->letters->len, ==, 2);
  g_assert_true (letter->voided);
  g_assert_cmpstr (letter->reason, ==, "Sai nơi nhận");
  /* Its number is not given again. */
  assert_number (self, id, DT_LETTER_REPLY, "3");
  voided = (g_object_unref (voided), run (self, dt_command_void_letter (first->subject_id, "Sai")));
  undo (self);
  after = load_register (self, 2026, DT_LETTER_REPLY);
  g_assert_false (((DtLetter *) after->letters->pdata[2])->voided);
}

static void
test_paper (Fixture *self, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (DtOutcome) set = NULL;
  g_autoptr (DtLetterRegister) loaded = NULL;

  fixture_act_as (self, LEADER);
  id = open_case (self, "Ngập nước", NULL, NULL);
  fixture_act_as (self, CLERK);
  set = run (self, dt_command_set_letter_number (DT_LETTER_REPLY, 2026, 1286));
  assert_number (self, id, DT_LETTER_REPLY, "1286");
  run_failing (self, dt_command_set_letter_number (DT_LETTER_REPLY, 2026, 1286), DT_ERROR_INVALID);
  run_failing (self, dt_command_set_letter_number (DT_LETTER_REPLY, 2020, 5), DT_ERROR_INVALID);
  assert_number (self, id, DT_LETTER_REPLY, "1287");
  assert_number (self, id, DT_LETTER_INVITATION, "1");
  loaded = load_register (self, 2026, DT_LETTER_REPLY);
  g_assert_cmpuint (loaded->gaps->len, ==, 0);
}

static void
test_handing (Fixture *self, gconstpointer data)
{
  const char *own = dt_service_get_device (self->service);
  g_autofree char *id = NULL;
  g_autofree char *home = g_strdup (own);
  g_autoptr (DtOutcome) away = NULL;
  g_autoptr (DtOutcome) back = NULL;
  g_autoptr (DtLetterRegister) loaded = NULL;

  fixture_act_as (self, LEADER);
  id = open_case (self, "Ngập nước", NULL, NULL);
  fixture_act_as (self, CLERK);
  assert_number (self, id, DT_LETTER_REPLY, "1");
  away = run (self, dt_command_hand_register (OTHER_DESK));
  run_failing (self, issue (id, DT_LETTER_REPLY), DT_ERROR_TRANSITION);
  run_failing (self, dt_command_set_letter_number (DT_LETTER_REPLY, 2026, 50), DT_ERROR_TRANSITION);
  run_failing (self, dt_command_hand_register (home), DT_ERROR_DENIED);
  loaded = load_register (self, 2026, DT_LETTER_REPLY);
  g_assert_false (loaded->own);
  g_assert_cmpstr (loaded->holder_id, ==, OTHER_DESK);
  fixture_act_as (self, LEADER);
  back = run (self, dt_command_hand_register (home));
  assert_number (self, id, DT_LETTER_REPLY, "2");
}

/* The number stays; whom it went to and what it said is gone. */
static void
test_erasing (Fixture *self, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (DtCase) a_case = NULL;
  g_autoptr (DtOutcome) erased = NULL;
  g_autoptr (DtLetterRegister) loaded = NULL;
  DtLetter *letter;

  fixture_act_as (self, LEADER);
  id = open_case (self, "Ngập nước", "Trần Thị Hoa", "0900000012");
  a_case = find (self, id);
  assert_number (self, id, DT_LETTER_REPLY, "1");
  erased = run (self, dt_command_erase_citizen (a_case->citizen_id, "subject_request"));
  loaded = load_register (self, 2026, DT_LETTER_REPLY);
  letter = loaded->letters->pdata[0];
  g_assert_cmpuint (letter->number, ==, 1);
  g_assert_true (letter->erased);
  g_assert_null (letter->to);
  g_assert_null (letter->text);
}

static DtLetter *
letter_of (Fixture *self, const char *case_id, const char *reply_id)
{
  g_autoptr (DtCaseFile) file = load (self, case_id);
  DtLetter *letter;

  for (guint i = 0; i < file->replies->len; i++)
    {
      DtReply *reply = file->replies->pdata[i];

      if (!g_str_equal (reply->id, reply_id))
        continue;
      letter = dt_service_make_reply_letter (self->service, file, DT_LETTER_REPLY, reply);
      g_assert_cmpstr (letter->reply_id, ==, reply_id);
      g_assert_cmpstr (letter->text, ==, reply->draft->text);
      return letter;
    }
  g_assert_not_reached ();
}

static void
approve_letter (Fixture *self, const char *case_id, const char *reply_id)
{
  g_autoptr (DtReplyDraft) draft = dt_reply_draft_new ();
  g_autoptr (DtCaseFile) file = NULL;
  g_autoptr (DtLetter) early = NULL;

  draft->channel = DT_CHANNEL_LETTER;
  draft->title = g_strdup ("trả lời về ngập nước");
  draft->text
      = g_strdup ("Ủy ban nhân dân phường đã khảo sát và sẽ nạo vét hố ga ngày 30/11/2026.");
  draft->form = DT_ADDRESS_BA;
  g_ptr_array_add (draft->recipients, dt_recipient_new (NULL, "Trần Thị Hoa", NULL));
  g_object_unref (run (self, dt_command_submit_reply (case_id, reply_id, draft, NULL)));
  fixture_act_as (self, LEADER);
  early = letter_of (self, case_id, reply_id);
  run_failing (self, dt_command_issue_letter (early), DT_ERROR_TRANSITION);
  file = load (self, case_id);
  g_object_unref (run (self,
                       dt_command_approve_reply (
                           reply_id, ((DtReply *) file->replies->pdata[0])->content, NULL, TRUE)));
}

/* What was let go is numbered, word for word and once. */
static void
test_reply (Fixture *self, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *other = NULL;
  g_autofree char *reply_id = dt_random_id ();
  g_autoptr (DtLetter) letter = NULL;
  g_autoptr (DtLetter) changed = NULL;
  g_autoptr (DtLetter) astray = NULL;
  g_autoptr (DtLetter) misdirected = NULL;
  g_autoptr (DtOutcome) first = NULL;
  g_autoptr (DtOutcome) second = NULL;

  fixture_act_as (self, OFFICER);
  id = open_case (self, "Ngập nước", "Trần Thị Hoa", "0900000012");
  other = open_case (self, "Rác", "Lê Văn Tám", "0900000013");
  approve_letter (self, id, reply_id);
  letter = letter_of (self, id, reply_id);
  g_assert_cmpstr (letter->to, ==, "Bà Trần Thị Hoa");
  g_assert_cmpstr (letter->about, ==, "trả lời về ngập nước");
  changed = letter_of (self, id, reply_id);
  g_free (changed->text);
  changed->text = g_strdup ("Ủy ban nhân dân phường sẽ nạo vét hố ga ngày 30/12/2026.");
  run_failing (self, dt_command_issue_letter (changed), DT_ERROR_TRANSITION);
  misdirected = letter_of (self, id, reply_id);
  g_free (misdirected->to);
  misdirected->to = g_strdup ("Ông Lê Văn Tám");
  run_failing (self, dt_command_issue_letter (misdirected), DT_ERROR_TRANSITION);
  astray = letter_of (self, id, reply_id);
  g_free (astray->case_id);
  astray->case_id = g_strdup (other);
  run_failing (self, dt_command_issue_letter (astray), DT_ERROR_TRANSITION);
  first = run (self, dt_command_issue_letter (letter));
  g_assert_cmpstr (first->text, ==, "1");
  run_failing (self, dt_command_issue_letter (letter), DT_ERROR_TRANSITION);
  g_object_unref (run (self, dt_command_void_letter (first->subject_id, "In hỏng")));
  second = run (self, dt_command_issue_letter (letter));
  g_assert_cmpstr (second->text, ==, "2");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)

static void
set_up (Fixture *self, gconstpointer data)
{
  fixture_set_up (self, data);
  fixture_add_officers (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/letter-commands/numbers", test_numbers);
  ADD ("/letter-commands/void", test_void);
  ADD ("/letter-commands/paper", test_paper);
  ADD ("/letter-commands/handing", test_handing);
  ADD ("/letter-commands/erasing", test_erasing);
  ADD ("/letter-commands/reply", test_reply);
  return g_test_run ();
}

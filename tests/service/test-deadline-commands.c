/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking for more time, granting and declining it, promises, the notice, the proper form: each does
 * what it says to the case, and its undo brings the case back. It is 14:00 on Monday, 23 November
 * 2026; a complex denunciation accepted then is to be settled within 30 days, by Wednesday 23
 * December, and once extended within 60, by Friday 22 January (Law 25/2018/QH14, art. 30). */
#include "service/test-service.h"

#include "base/dt-error.h"

#define REASON "Phải xác minh tại nhiều địa điểm"
#define FIRST "2026-12-23T17:00:00+07:00"
#define SECOND "2027-01-22T17:00:00+07:00"

static char *
open_with (Fixture *self, DtCaseKind kind, DtChannelKind channel, DtTraits traits)
{
  const DtNewCase values
      = { .channel = channel, .kind = kind, .text = "Nội dung", .name = "Trần Thị Hoa" };
  g_autoptr (DtOutcome) outcome = run (self, dt_command_open_case (&values, NULL, 0));
  const char *ids[] = { outcome->case_ids[0], NULL };
  const DtCaseEdit edit = { .set_traits = TRUE, .traits = traits };
  g_autoptr (DtOutcome) set = NULL;

  if (traits != 0)
    set = run (self, dt_command_set_fields (ids, &edit));
  return g_strdup (outcome->case_ids[0]);
}

/* May be extended once. */
static char *
open_slow (Fixture *self)
{
  return open_with (self, DT_CASE_KIND_DENUNCIATION, DT_CHANNEL_WALK_IN, DT_TRAIT_COMPLEX);
}

static void
do_run (Fixture *self, DtCommand *command)
{
  g_autoptr (DtOutcome) outcome = run (self, command);

  g_assert_true (outcome->can_undo);
}

static void
assert_due (Fixture *self, const char *id, const char *expected)
{
  g_autoptr (DtCase) a_case = find (self, id);
  g_autofree char *due = dt_time_to_iso (a_case->due);

  g_assert_cmpstr (due, ==, expected);
}

/* "answer", or "-"; and who asked. */
static void
assert_request (Fixture *self, const char *id, const char *clock, const char *name)
{
  g_autoptr (DtCase) a_case = find (self, id);

  g_assert_cmpstr (
      a_case->request >= 0 ? dt_deadline_clock_to_nick ((DtDeadlineClock) a_case->request) : "-",
      ==,
      clock);
  g_assert_cmpstr (a_case->requester_id, ==, name != NULL ? fixture_officer (self, name, 0) : NULL);
}

static gpointer
list_requests (DtReader *reader, gpointer data, GError **error)
{
  GArray *rows = dt_reader_list_requests (reader, 10, error);

  g_assert_nonnull (rows);
  g_assert_cmpint (dt_reader_count_requests (reader, error), ==, (gint64) rows->len);
  return rows;
}

static guint
count_requests (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = dt_service_read_sync (self->service, list_requests, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 1; i < rows->len; i++)
    g_assert_cmpint (g_array_index (rows, gint64, i - 1), >, g_array_index (rows, gint64, i));
  return rows->len;
}

static DtCommand *
ask (const char *id)
{
  return dt_command_request_extension (id, DT_CLOCK_ANSWER, 0, REASON);
}

static DtCommand *
extend (const char *id)
{
  return dt_command_extend (id, DT_CLOCK_ANSWER, 0, REASON);
}

/* ---- extending ---- */

static void
test_extend (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_slow (self);

  assert_due (self, id, FIRST);
  do_run (self, extend (id));
  assert_due (self, id, SECOND);
  run_failing (self, extend (id), DT_ERROR_NO_EXTENSION);
  undo (self);
  assert_due (self, id, FIRST);
  do_run (self, extend (id));
  assert_due (self, id, SECOND);
}

static void
test_ask (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_slow (self);
  g_autofree char *other = open_slow (self);
  g_autoptr (DtCaseFile) file = NULL;

  fixture_add_officers (self);
  fixture_act_as (self, OFFICER);
  do_run (self, ask (id));
  assert_request (self, id, "answer", OFFICER);
  assert_due (self, id, FIRST);
  run_failing (self, ask (id), DT_ERROR_TRANSITION);
  do_run (self, ask (other));
  g_assert_cmpuint (count_requests (self), ==, 2);
  file = load (self, id);
  g_assert_cmpstr (dt_case_file_find_request (file)->text, ==, REASON);
  undo (self);
  assert_request (self, other, "-", NULL);
  g_assert_cmpuint (count_requests (self), ==, 1);
  run_failing (self, extend (id), DT_ERROR_DENIED);
}

/* What was asked for is granted; undoing that asks again, by whom it was. */
static void
test_grant (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_slow (self);
  g_autoptr (DtCaseFile) file = NULL;
  gint64 until = TEST_NOW + 20 * G_TIME_SPAN_DAY;

  fixture_add_officers (self);
  fixture_act_as (self, OFFICER);
  do_run (self, dt_command_request_extension (id, DT_CLOCK_ANSWER, until, REASON));
  fixture_act_as (self, LEADER);
  do_run (self, extend (id));
  assert_request (self, id, "-", NULL);
  assert_due (self, id, SECOND);
  undo (self);
  assert_request (self, id, "answer", OFFICER);
  assert_due (self, id, FIRST);
  file = load (self, id);
  g_assert_cmpstr (dt_case_file_find_request (file)->text, ==, REASON);
  g_assert_cmpint (g_ascii_strtoll (dt_case_file_find_request (file)->to, NULL, 10), ==, until);
  g_assert_null (dt_case_file_find_extension (file));
}

static void
test_decline (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_slow (self);

  fixture_add_officers (self);
  run_failing (self, dt_command_decline_extension (id, REASON), DT_ERROR_TRANSITION);
  fixture_act_as (self, OFFICER);
  do_run (self, ask (id));
  fixture_act_as (self, OTHER);
  run_failing (self, dt_command_decline_extension (id, REASON), DT_ERROR_DENIED);
  fixture_act_as (self, LEADER);
  run_failing (self, dt_command_decline_extension (id, NULL), DT_ERROR_INVALID);
  do_run (self, dt_command_decline_extension (id, "Còn đủ thời gian"));
  assert_request (self, id, "-", NULL);
  assert_due (self, id, FIRST);
  undo (self);
  assert_request (self, id, "answer", OFFICER);
  fixture_act_as (self, OFFICER);
  do_run (self, dt_command_decline_extension (id, NULL)); /* taken back */
  assert_request (self, id, "-", NULL);
}

/* A case that ended, or that another office answers, waits for no leader. */
static void
test_ended (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_slow (self);
  const char *ids[] = { id, NULL };

  do_run (self, ask (id));
  g_assert_cmpuint (count_requests (self), ==, 1);
  do_run (self, dt_command_set_status (ids, DT_CASE_STATUS_FORWARDED, NULL, NULL));
  g_assert_cmpuint (count_requests (self), ==, 0);
  undo (self);
  g_assert_cmpuint (count_requests (self), ==, 1);
  do_run (self, dt_command_set_status (ids, DT_CASE_STATUS_CLOSED, NULL, NULL));
  g_assert_cmpuint (count_requests (self), ==, 0);
  run_failing (self, extend (id), DT_ERROR_NOT_RUNNING);
}

typedef struct
{
  const char *name;
  DtCaseKind kind;
  DtTraits traits;
  DtDeadlineClock clock;
  gint64 until; /* from now, in days */
  const char *reason;
  int code;
} RefusedRow;

static const RefusedRow refused_rows[] = {
  { "no-extension-for-feedback",
    DT_CASE_KIND_FEEDBACK,
    0,
    DT_CLOCK_ANSWER,
    0,
    REASON,
    DT_ERROR_NO_EXTENSION },
  { "no-extension-for-simple",
    DT_CASE_KIND_DENUNCIATION,
    0,
    DT_CLOCK_ANSWER,
    0,
    REASON,
    DT_ERROR_NO_EXTENSION },
  { "no-promise-is-extended",
    DT_CASE_KIND_DENUNCIATION,
    DT_TRAIT_COMPLEX,
    DT_CLOCK_PROMISED,
    0,
    REASON,
    DT_ERROR_NO_EXTENSION },
  { "met-already", /* accepting it acknowledged it */
    DT_CASE_KIND_DENUNCIATION,
    DT_TRAIT_COMPLEX,
    DT_CLOCK_ACKNOWLEDGE,
    0,
    REASON,
    DT_ERROR_NOT_RUNNING },
  { "no-reason",
    DT_CASE_KIND_DENUNCIATION,
    DT_TRAIT_COMPLEX,
    DT_CLOCK_ANSWER,
    0,
    "  ",
    DT_ERROR_INVALID },
  { "promised-for-yesterday",
    DT_CASE_KIND_DENUNCIATION,
    DT_TRAIT_COMPLEX,
    DT_CLOCK_ANSWER,
    -1,
    REASON,
    DT_ERROR_INVALID },
};

static void
test_refused (Fixture *self, gconstpointer data)
{
  const RefusedRow *row = data;
  g_autofree char *id = open_with (self, row->kind, DT_CHANNEL_WALK_IN, row->traits);
  gint64 until = row->until != 0 ? TEST_NOW + row->until * G_TIME_SPAN_DAY : 0;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  before = dump_facts (self);
  run_failing (self, dt_command_extend (id, row->clock, until, row->reason), row->code);
  run_failing (self, dt_command_request_extension (id, row->clock, until, row->reason), row->code);
  after = dump_facts (self);
  g_assert_cmpstr (before, ==, after);
}

/* The law that says so reaches the officer. */
static void
test_source (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_slow (self);
  g_autoptr (DtCommand) again = extend (id);
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  do_run (self, extend (id));
  outcome = dt_service_run_sync (self->service, again, &error);
  g_assert_error (error, DT_ERROR, DT_ERROR_NO_EXTENSION);
  g_assert_nonnull (
      strstr (error->message, "allowed by: Luật Tố cáo số 25/2018/QH14, Điều 30, khoản 2"));
}

/* What waits to be accepted has no time that could be extended. */
static void
test_waiting (Fixture *self, gconstpointer data)
{
  g_autofree char *id = NULL;
  const DtCaseEdit edit = { .set_traits = TRUE, .traits = DT_TRAIT_COMPLEX };
  const char *ids[2] = { NULL };

  fixture_add_officers (self);
  fixture_act_as (self, CLERK);
  id = open_with (self, DT_CASE_KIND_DENUNCIATION, DT_CHANNEL_LETTER, 0);
  ids[0] = id;
  fixture_act_as (self, CHIEF);
  do_run (self, dt_command_set_fields (ids, &edit));
  run_failing (self, extend (id), DT_ERROR_NOT_RUNNING);
  do_run (self, dt_command_extend (id, DT_CLOCK_ACKNOWLEDGE, 0, REASON));
  /* 7 and 3 working days. */
  assert_due (self, id, "2026-12-07T17:00:00+07:00");
}

/* ---- promising ---- */

static void
test_promise (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_slow (self);
  gint64 hour = G_TIME_SPAN_HOUR;

  run_failing (self, dt_command_promise (id, TEST_NOW - hour, NULL), DT_ERROR_INVALID);
  run_failing (self, dt_command_promise (id, 0, NULL), DT_ERROR_TRANSITION);
  do_run (self, dt_command_promise (id, TEST_NOW + 48 * hour, "Hẹn bà Hoa"));
  assert_due (self, id, "2026-11-25T14:00:00+07:00");
  do_run (self, dt_command_promise (id, TEST_NOW + 24 * hour, NULL));
  assert_due (self, id, "2026-11-24T14:00:00+07:00");
  do_run (self, dt_command_promise (id, 0, NULL));
  assert_due (self, id, FIRST);
  undo (self);
  assert_due (self, id, "2026-11-24T14:00:00+07:00");
  undo (self);
  assert_due (self, id, "2026-11-25T14:00:00+07:00");
  undo (self);
  assert_due (self, id, FIRST);
}

/* An extension may carry a promise, which ends with it. */
static void
test_extend_with_promise (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_slow (self);

  do_run (self, dt_command_extend (id, DT_CLOCK_ANSWER, TEST_NOW + 40 * G_TIME_SPAN_DAY, REASON));
  assert_due (self, id, "2027-01-02T14:00:00+07:00");
  undo (self);
  assert_due (self, id, FIRST);
}

/* ---- the notice ---- */

static void
test_notice (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_slow (self);
  g_autoptr (DtCaseFile) file = NULL;
  g_autoptr (DtCaseFile) undone = NULL;
  g_autoptr (DtOutcome) issued = NULL;
  g_autoptr (DtOutcome) numbered = NULL;
  g_autoptr (DtLetter) letter = NULL;
  g_autoptr (DtLetter) astray = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *html = NULL;
  g_autofree char *entry = NULL;
  DtTimelineItem *extension;

  fixture_add_officers (self);
  fixture_act_as (self, LEADER);
  do_run (self, dt_command_extend (id, DT_CLOCK_ANSWER, TEST_NOW + 40 * G_TIME_SPAN_DAY, REASON));
  file = load (self, id);
  extension = dt_case_file_find_extension (file);
  g_assert_nonnull (extension);
  entry = g_strdup (extension->id);
  letter = dt_service_make_notice_letter (self->service, file, extension, &error);
  g_assert_no_error (error);
  html = dt_service_letter_to_html (self->service, letter, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 6; i++)
    {
      const char *const words[] = { "Ông/Bà Trần Thị Hoa",
                                    "thứ Tư ngày 23/12/2026",
                                    "thứ Sáu ngày 22/01/2027",
                                    "thứ Bảy ngày 02/01/2027",
                                    "Luật Tố cáo số 25/2018/QH14, Điều 30, khoản 2",
                                    LEADER };

      g_assert_nonnull (strstr (html, words[i]));
    }
  numbered = run (self, dt_command_issue_letter (letter));
  g_assert_cmpstr (numbered->text, ==, "1");
  run_failing (self, dt_command_issue_letter (letter), DT_ERROR_TRANSITION);
  astray = dt_letter_copy (letter);
  g_free (astray->notice);
  astray->notice = g_strnfill (64, 'a');
  run_failing (self, dt_command_issue_letter (astray), DT_ERROR_NOT_FOUND);
  issued = run (self, dt_command_issue_notice (id, entry));
  g_assert_false (issued->can_undo);
  run_failing (self, dt_command_issue_notice (id, "00"), DT_ERROR_NOT_FOUND);
  undo (self); /* the extension */
  undone = load (self, id);
  g_assert_null (dt_case_file_find_extension (undone));
  g_assert_null (dt_service_make_notice_letter (self->service, undone, extension, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_NOT_FOUND);
}

/* ---- the proper form ---- */

static void
test_guide (Fixture *self, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *walk_in = open_slow (self);
  const char *ids[2] = { NULL };
  const DtCaseEdit complaint = { .set_kind = TRUE, .kind = DT_CASE_KIND_COMPLAINT };
  g_autoptr (DtCase) guided = NULL;
  g_autoptr (DtCase) undone = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = dt_service_guidance_to_text (self->service, &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "Điều 22"));
  g_assert_null (strstr (text, "{{"));
  fixture_add_officers (self);
  id = open_with (self, DT_CASE_KIND_DENUNCIATION, DT_CHANNEL_FACEBOOK, 0);
  ids[0] = id;
  fixture_act_as (self, OFFICER);
  run_failing (
      self, dt_command_guide_form (id, DT_CHANNEL_FACEBOOK, NULL, 0, NULL, 0), DT_ERROR_INVALID);
  run_failing (self,
               dt_command_guide_form (walk_in, DT_CHANNEL_PHONE, text, 0, NULL, 0),
               DT_ERROR_TRANSITION);
  do_run (self, dt_command_guide_form (id, DT_CHANNEL_FACEBOOK, text, 0, NULL, 0));
  guided = find (self, id);
  g_assert_cmpint (guided->status, ==, DT_CASE_STATUS_REFUSED);
  g_assert_cmpstr (guided->ground, ==, "denunciation_guided");
  g_assert_cmpint (guided->n_messages, ==, 2);
  g_assert_cmpint (guided->due, ==, 0);
  run_failing (self, dt_command_set_fields (ids, &complaint), DT_ERROR_DENIED);
  do_run (self, dt_command_set_status (ids, DT_CASE_STATUS_FORWARDED, NULL, "Thanh tra thành phố"));
  undo (self);
  undo (self);
  undone = find (self, id);
  g_assert_cmpint (undone->status, ==, DT_CASE_STATUS_RECEIVED);
  g_assert_null (undone->ground);
  g_assert_cmpint (undone->n_messages, ==, 1);
  g_assert_cmpint (undone->due, !=, 0);
}

/* ---- traits ---- */

static void
test_traits (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_with (self, DT_CASE_KIND_COMPLAINT, DT_CHANNEL_WALK_IN, 0);
  const char *ids[] = { id, NULL };
  DtCaseEdit edit = { .set_traits = TRUE, .traits = DT_TRAIT_COMPLEX | DT_TRAIT_REMOTE };
  g_autoptr (DtCase) set = NULL;
  g_autoptr (DtCase) undone = NULL;

  assert_due (self, id, FIRST);
  do_run (self, dt_command_set_fields (ids, &edit));
  set = find (self, id);
  g_assert_cmpint (set->traits, ==, DT_TRAIT_COMPLEX | DT_TRAIT_REMOTE);
  assert_due (self, id, SECOND); /* 60 days */
  undo (self);
  undone = find (self, id);
  g_assert_cmpint (undone->traits, ==, 0);
  assert_due (self, id, FIRST);
  edit.traits = DT_TRAIT_COMPLEX | DT_TRAIT_ESPECIALLY_COMPLEX;
  run_failing (self, dt_command_set_fields (ids, &edit), DT_ERROR_INVALID);
  edit.traits = DT_TRAIT_URGENT;
  run_failing (self, dt_command_set_fields (ids, &edit), DT_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_setenv ("DT_CRYPTO_CHEAP", "1", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, function)                                                                  \
  g_test_add ("/deadlines/" path, Fixture, data, fixture_set_up, function, fixture_tear_down)
  ADD ("extend", NULL, test_extend);
  ADD ("ask", NULL, test_ask);
  ADD ("grant", NULL, test_grant);
  ADD ("decline", NULL, test_decline);
  ADD ("ended", NULL, test_ended);
  for (guint i = 0; i < G_N_ELEMENTS (refused_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/deadlines/refused/", refused_rows[i].name, NULL);

      g_test_add (path, Fixture, &refused_rows[i], fixture_set_up, test_refused, fixture_tear_down);
    }
  ADD ("source", NULL, test_source);
  ADD ("waiting", NULL, test_waiting);
  ADD ("promise", NULL, test_promise);
  ADD ("extend-with-promise", NULL, test_extend_with_promise);
  ADD ("notice", NULL, test_notice);
  ADD ("guide", NULL, test_guide);
  ADD ("traits", NULL, test_traits);
  return g_test_run ();
}

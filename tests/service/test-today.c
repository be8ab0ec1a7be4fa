/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The day and its reminders through the service: whose they are, that none comes twice, not even
 * after the program was closed, and that all stays encrypted. */
#include "service/test-service.h"

#include "base/dt-clock.h"

static void
set_clock (Fixture *self, const char *text)
{
  gint64 time = 0;

  g_assert_true (dt_time_from_iso (text, &time));
  dt_clock_set_fixed (self->clock, time);
}

static DtToday *
load_today (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  DtToday *today
      = dt_service_load_today_sync (self->service, dt_service_get_officer (self->service), &error);

  g_assert_no_error (error);
  return today;
}

/* Kinds of reminders that come now, by number, and how many are withdrawn. */
static void
assert_told (Fixture *self, DtReminderKind kind, guint n, guint n_withdrawn)
{
  g_autoptr (DtToday) today = load_today (self);
  g_autoptr (DtReminderPlan) plan
      = dt_service_plan_reminders (self->service, dt_service_get_officer (self->service), today);

  g_assert_cmpuint (plan->reminders->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (g_array_index (plan->reminders, DtReminder, i).kind, ==, kind);
  g_assert_cmpuint (plan->withdrawn->len, ==, n_withdrawn);
}

static void
assign_to (Fixture *self, const char *id, const char *name)
{
  const char *ids[] = { id, NULL };

  g_object_unref (
      run (self, dt_command_assign (ids, fixture_officer (self, name, DT_ROLE_OFFICER))));
}

static void
answer (Fixture *self, const char *id)
{
  g_object_unref (
      run (self, dt_command_record_answer (id, DT_CHANNEL_PHONE, "Đã sửa", 0, NULL, 0)));
}

/* Accepted at the counter on Monday 23 November, 14:00: 5 working days to answer, so on Monday 30,
 * 17:00. */
static void
test_reminders (Fixture *self, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (DtCase) a_case = NULL;
  g_autofree char *due = NULL;

  fixture_add_officers (self);
  fixture_act_as (self, OFFICER);
  id = open_case (self, "Đèn hẻm không sáng", "Trần Thị Hoa", NULL);
  assign_to (self, id, OFFICER);
  a_case = find (self, id);
  due = dt_time_to_iso (a_case->due);
  g_assert_cmpstr (due, ==, "2026-11-30T17:00:00+07:00");
  assert_told (self, DT_REMINDER_NONE, 0, 0);
  set_clock (self, "2026-11-26T07:29:00");
  assert_told (self, DT_REMINDER_NONE, 0, 0);
  set_clock (self, "2026-11-26T07:30:00");
  assert_told (self, DT_REMINDER_SOON, 1, 0);
  assert_told (self, DT_REMINDER_NONE, 0, 0);
  fixture_reopen (self);
  fixture_act_as (self, OFFICER);
  assert_told (self, DT_REMINDER_NONE, 0, 0);
  set_clock (self, "2026-11-30T08:00:00");
  assert_told (self, DT_REMINDER_TODAY, 1, 0);
  answer (self, id);
  assert_told (self, DT_REMINDER_NONE, 0, 1);
  assert_told (self, DT_REMINDER_NONE, 0, 0);
  undo (self);
  assert_told (self, DT_REMINDER_NONE, 0, 0);
}

static void
test_leader (Fixture *self, gconstpointer data)
{
  g_autofree char *id = NULL;

  fixture_add_officers (self);
  fixture_act_as (self, OFFICER);
  id = open_case (self, "Rác tồn đọng", NULL, NULL);
  assign_to (self, id, OFFICER);
  fixture_act_as (self, LEADER);
  set_clock (self, "2026-11-30T11:29:00");
  assert_told (self, DT_REMINDER_NONE, 0, 0);
  set_clock (self, "2026-11-30T13:00:00");
  assert_told (self, DT_REMINDER_LEAD_BEFORE, 1, 0);
  fixture_act_as (self, OTHER);
  assert_told (self, DT_REMINDER_NONE, 0, 0);
  set_clock (self, "2026-12-01T08:00:00");
  fixture_act_as (self, LEADER);
  assert_told (self, DT_REMINDER_LEAD_AFTER, 1, 0);
  fixture_act_as (self, OFFICER);
  assert_told (self, DT_REMINDER_OVERDUE, 1, 0);
}

/* The leader's group is the officer's "overdue"; what an officer did is counted as theirs. */
static void
test_groups (Fixture *self, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (DtToday) officers = NULL;
  g_autoptr (DtToday) others = NULL;
  g_autoptr (DtToday) leaders = NULL;

  fixture_add_officers (self);
  fixture_act_as (self, OFFICER);
  first = open_case (self, "Rác tồn đọng", NULL, NULL);
  second = open_case (self, "Đèn tắt", NULL, NULL);
  assign_to (self, first, OFFICER);
  assign_to (self, second, OFFICER);
  set_clock (self, "2026-12-01T09:00:00");
  answer (self, second);
  officers = load_today (self);
  g_assert_cmpint (officers->groups[DT_TODAY_OVERDUE].n, ==, 1);
  g_assert_cmpint (officers->groups[DT_TODAY_LEAD].n, ==, 0);
  g_assert_cmpuint (officers->done[DT_CASE_STATUS_ANSWERED], ==, 1);
  g_assert_cmpint (dt_today_count (officers), ==, 1);
  g_assert_cmpint (count_view (self, DT_VIEW_OVERDUE), ==, 1);
  fixture_act_as (self, OTHER);
  others = load_today (self);
  g_assert_cmpint (dt_today_count (others), ==, 0);
  g_assert_cmpuint (others->done[DT_CASE_STATUS_ANSWERED], ==, 0);
  fixture_act_as (self, LEADER);
  leaders = load_today (self);
  g_assert_cmpint (leaders->groups[DT_TODAY_LEAD].n, ==, 1);
  g_assert_cmpint (leaders->groups[DT_TODAY_OVERDUE].n, ==, 0);
  g_assert_cmpint (dt_today_count (leaders), ==, 1);
}

/* What officers ask for waits for a leader until it is decided, and for nobody else. */
static void
test_requests (Fixture *self, gconstpointer data)
{
  const DtNewCase values = { .channel = DT_CHANNEL_LETTER,
                             .kind = DT_CASE_KIND_DENUNCIATION,
                             .text = "Tố cáo việc thu tiền sai quy định",
                             .name = "Trần Thị Hoa" };
  const DtCaseEdit edit = { .set_traits = TRUE, .traits = DT_TRAIT_COMPLEX };
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (DtToday) officers = NULL;
  g_autoptr (DtToday) leaders = NULL;
  g_autoptr (DtToday) decided = NULL;

  fixture_add_officers (self);
  fixture_act_as (self, OFFICER);
  outcome = run (self, dt_command_open_case (&values, NULL, 0));
  g_object_unref (
      run (self, dt_command_set_fields ((const char *const *) outcome->case_ids, &edit)));
  g_object_unref (run (
      self,
      dt_command_request_extension (outcome->case_ids[0], DT_CLOCK_ANSWER, 0, "Phải xác minh")));
  officers = load_today (self);
  g_assert_cmpint (officers->groups[DT_TODAY_REQUESTS].n, ==, 0);
  fixture_act_as (self, LEADER);
  leaders = load_today (self);
  g_assert_cmpint (leaders->groups[DT_TODAY_REQUESTS].n, ==, 1);
  g_assert_cmpuint (leaders->groups[DT_TODAY_REQUESTS].cases->len, ==, 1);
  g_object_unref (
      run (self, dt_command_decline_extension (outcome->case_ids[0], "Không đủ căn cứ")));
  decided = load_today (self);
  g_assert_cmpint (decided->groups[DT_TODAY_REQUESTS].n, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define TEST(name)                                                                                 \
  g_test_add ("/today/" #name, Fixture, "demo", fixture_set_up, test_##name, fixture_tear_down)
  TEST (reminders);
  TEST (leader);
  TEST (groups);
  TEST (requests);
#undef TEST
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every command does what it says, and undoing it brings back the state before. */
#include "service/test-service.h"

static void
test_open (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Nước ngập ở hẻm 51", "Trần Thị Hoa", "0900 000 012");
  g_autoptr (DtCaseFile) file = load (self, id);
  DtCitizen *citizen;

  g_assert_cmpstr (file->a_case->code, ==, "HS-2026-0001");
  g_assert_cmpstr (file->a_case->title, ==, "Nước ngập ở hẻm 51");
  g_assert_cmpint (file->a_case->status, ==, DT_CASE_STATUS_ACCEPTED);
  g_assert_cmpstr (file->a_case->assignee_name, ==, CHIEF);
  g_assert_cmpint (file->a_case->received, ==, TEST_NOW);
  g_assert_cmpuint (file->citizens->len, ==, 1);
  citizen = g_ptr_array_index (file->citizens, 0);
  g_assert_cmpstr (citizen->name, ==, "Trần Thị Hoa");
  g_assert_cmpstr (citizen->phone, ==, "0900000012");
  g_assert_cmpint (count_view (self, DT_VIEW_MINE), ==, 1);
  g_assert_true (dt_service_can_undo (self->service));
  undo (self);
  g_assert_cmpint (count_view (self, DT_VIEW_ALL), ==, 0);
  g_assert_false (dt_service_can_undo (self->service));
}

int
main (int argc, char **argv)
{
  g_setenv ("DT_CRYPTO_CHEAP", "1", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/commands/open", Fixture, NULL, fixture_set_up, test_open, fixture_tear_down);
  return g_test_run ();
}

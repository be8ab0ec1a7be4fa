/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nicks go there and back; the transition table holds the field's rules. */
#include "model/dt-enums.h"

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
  DtRoles role = 0;

  CHECK_NICKS (case_kind, DtCaseKind, DT_N_CASE_KINDS)
  CHECK_NICKS (case_status, DtCaseStatus, DT_N_CASE_STATUSES)
  CHECK_NICKS (channel, DtChannelKind, DT_N_CHANNELS)
  CHECK_NICKS (priority, DtPriority, DT_N_PRIORITIES)
  CHECK_NICKS (direction, DtDirection, DT_N_DIRECTIONS)
  CHECK_NICKS (consent, DtConsent, DT_N_CONSENTS)
  CHECK_NICKS (view, DtView, DT_N_VIEWS)
  for (guint i = 0; i < 6; i++)
    {
      g_assert_true (dt_role_from_nick (dt_role_to_nick ((DtRoles) (1u << i)), &role));
      g_assert_cmpuint (role, ==, 1u << i);
    }
  g_assert_null (dt_role_to_nick (DT_ROLE_OFFICER | DT_ROLE_LEADER));
}

typedef struct
{
  const char *name;
  DtCaseStatus from;
  DtCaseStatus to;
  gboolean allowed;
} TransitionRow;

static const TransitionRow rows[] = {
  { "accept", DT_CASE_STATUS_RECEIVED, DT_CASE_STATUS_ACCEPTED, TRUE },
  { "refuse-received", DT_CASE_STATUS_RECEIVED, DT_CASE_STATUS_REFUSED, TRUE },
  { "accept-twice", DT_CASE_STATUS_ACCEPTED, DT_CASE_STATUS_ACCEPTED, FALSE },
  { "back-to-received", DT_CASE_STATUS_IN_PROGRESS, DT_CASE_STATUS_RECEIVED, FALSE },
  { "answer-from-waiting", DT_CASE_STATUS_WAITING_CITIZEN, DT_CASE_STATUS_ANSWERED, TRUE },
  { "close-answered", DT_CASE_STATUS_ANSWERED, DT_CASE_STATUS_CLOSED, TRUE },
  { "reopen-closed", DT_CASE_STATUS_CLOSED, DT_CASE_STATUS_REOPENED, TRUE },
  { "closed-to-progress", DT_CASE_STATUS_CLOSED, DT_CASE_STATUS_IN_PROGRESS, FALSE },
  { "reopen-refused", DT_CASE_STATUS_REFUSED, DT_CASE_STATUS_REOPENED, TRUE },
  { "pass-on-refused", DT_CASE_STATUS_REFUSED, DT_CASE_STATUS_FORWARDED, TRUE },
  { "refused-to-answered", DT_CASE_STATUS_REFUSED, DT_CASE_STATUS_ANSWERED, FALSE },
  { "reopened-to-progress", DT_CASE_STATUS_REOPENED, DT_CASE_STATUS_IN_PROGRESS, TRUE },
  { "forwarded-answered", DT_CASE_STATUS_FORWARDED, DT_CASE_STATUS_ANSWERED, TRUE },
  { "merged-is-not-set", DT_CASE_STATUS_RECEIVED, DT_CASE_STATUS_MERGED, FALSE },
  { "from-merged", DT_CASE_STATUS_MERGED, DT_CASE_STATUS_ACCEPTED, FALSE },
  { "from-withdrawn", DT_CASE_STATUS_WITHDRAWN, DT_CASE_STATUS_ACCEPTED, FALSE },
};

static void
test_transition (gconstpointer data)
{
  const TransitionRow *row = data;

  g_assert_cmpint (dt_case_status_can_become (row->from, row->to), ==, row->allowed);
}

/* From every status but the two of the merge and the undo, work can go on. */
static void
test_no_dead_end (void)
{
  for (guint from = 0; from < DT_N_CASE_STATUSES; from++)
    {
      guint ways = 0;

      for (guint to = 0; to < DT_N_CASE_STATUSES; to++)
        ways += dt_case_status_can_become ((DtCaseStatus) from, (DtCaseStatus) to);
      if (from == DT_CASE_STATUS_MERGED || from == DT_CASE_STATUS_WITHDRAWN)
        g_assert_cmpuint (ways, ==, 0);
      else
        g_assert_cmpuint (ways, >, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/enums/nicks", test_nicks);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/enums/transition/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_transition);
    }
  g_test_add_func ("/enums/no-dead-end", test_no_dead_end);
  return g_test_run ();
}

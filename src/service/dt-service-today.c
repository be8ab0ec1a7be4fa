/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An officer's day, read on the reading worker, and the reminders that come of it. What was told
 * lies with the drafts: encrypted, and of this desk alone. */
#include "service/dt-service-private.h"

static void
question_free (gpointer data)
{
  dt_today_question_clear (data);
  g_free (data);
}

static DtTodayQuestion *
question_new (DtService *self, DtOfficer *officer)
{
  DtTodayQuestion *question = g_new0 (DtTodayQuestion, 1);

  dt_today_question_init (question,
                          officer,
                          dt_service_get_calendar (self),
                          dt_reminder_rules_get_default (),
                          dt_clock_now (self->clock));
  return question;
}

static gpointer
read_today (DtReader *reader, gpointer data, GError **error)
{
  return dt_reader_load_today (reader, data, error);
}

/* These two alone change though nothing does but the time. */
static void
take_counts (DtService *self, const DtToday *today)
{
  self->counts[DT_VIEW_DUE_SOON] = today->views[DT_VIEW_DUE_SOON];
  self->counts[DT_VIEW_OVERDUE] = today->views[DT_VIEW_OVERDUE];
}

void
dt_service_load_today_async (DtService *self,
                             DtOfficer *officer,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (DT_IS_SERVICE (self));

  dt_service_read_async (self,
                         read_today,
                         question_new (self, officer),
                         question_free,
                         (GDestroyNotify) dt_today_free,
                         cancellable,
                         callback,
                         user_data);
}

DtToday *
dt_service_load_today_finish (DtService *self, GAsyncResult *result, GError **error)
{
  DtToday *today = dt_service_read_finish (self, result, error);

  if (today != NULL)
    take_counts (self, today);
  return today;
}

DtToday *
dt_service_load_today_sync (DtService *self, DtOfficer *officer, GError **error)
{
  DtTodayQuestion *question;
  DtToday *today;

  g_return_val_if_fail (DT_IS_SERVICE (self), NULL);

  question = question_new (self, officer);
  today = dt_service_read_sync (self, read_today, question, error);
  question_free (question);
  if (today != NULL)
    take_counts (self, today);
  return today;
}

/**
 * dt_service_plan_reminders:
 * @officer: who is told
 * @today: their day
 *
 * Returns: (transfer full): what to tell and what not to show any more
 */
DtReminderPlan *
dt_service_plan_reminders (DtService *self, DtOfficer *officer, const DtToday *today)
{
  g_autofree char *name = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (DtReminderMemory) memory = NULL;
  g_auto (DtTodayQuestion) question = { 0 };
  DtWorkingCalendar *calendar;
  DtReminderReader reader;
  DtReminderPlan *plan;

  g_return_val_if_fail (DT_IS_SERVICE (self) && officer != NULL && today != NULL, NULL);

  calendar = dt_service_get_calendar (self);
  dt_today_question_init (
      &question, officer, calendar, dt_reminder_rules_get_default (), today->now);
  reader = (DtReminderReader){ officer->id, question.nobodys, question.leads };
  name = g_strconcat ("reminders:", officer->id, NULL);
  before = dt_service_dup_draft (self, name);
  memory = dt_reminder_memory_new (before);
  plan = dt_reminder_plan_new (memory,
                               dt_reminder_rules_get_default (),
                               calendar,
                               &reader,
                               today->watched,
                               today->watched_all,
                               today->now);
  after = dt_reminder_memory_to_json (memory);
  if (before != NULL || g_strcmp0 (after, "{}") != 0)
    dt_service_save_draft (self, name, after);
  return plan;
}

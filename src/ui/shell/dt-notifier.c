/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One notification for one case, one for several that come together. What stands for several goes
 * when the last of them is done with. */
#include "ui/shell/dt-notifier.h"

#include "ui/shell/dt-words.h"
#include "words/dt-today-words.h"

#include <glib/gi18n.h>

#define GROUP_ID "reminders"

struct _DtNotifier
{
  GApplication *application;
  GHashTable *group; /* ids of the cases that the notification of several stands for */
};

/**
 * dt_notifier_new:
 * @application: that sends the notifications
 *
 * Returns: (transfer full): a notifier
 */
DtNotifier *
dt_notifier_new (GApplication *application)
{
  DtNotifier *self = g_new0 (DtNotifier, 1);

  self->application = g_object_ref (application);
  self->group = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  /* Of the last time that the program ran: what it stood for is not known any more. */
  g_application_withdraw_notification (application, GROUP_ID);
  return self;
}

/**
 * dt_notifier_free:
 * @self: (transfer full): a notifier
 */
void
dt_notifier_free (DtNotifier *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->group);
  g_object_unref (self->application);
  g_free (self);
}

static char *
get_id (const char *case_id)
{
  return g_strconcat ("case-", case_id, NULL);
}

/**
 * dt_notifier_dup_body:
 * @a_case: what is due
 *
 * Returns: (transfer full): which case it is, without personal data
 */
char *
dt_notifier_dup_body (DtCase *a_case)
{
  return g_strdup_printf (
      "%s · %s", a_case->code != NULL ? a_case->code : "", dt_words_field (a_case->field));
}

static void
send_one (DtNotifier *self, const DtReminder *reminder)
{
  g_autoptr (GNotification) notification
      = g_notification_new (dt_reminder_words_title (reminder->kind));
  g_autofree char *body = dt_notifier_dup_body (reminder->a_case);
  g_autofree char *id = get_id (reminder->a_case->id);

  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (
      notification, "app.open-case", "s", reminder->a_case->id);
  g_notification_add_button_with_target (
      notification, _ ("Open the Case"), "app.open-case", "s", reminder->a_case->id);
  g_application_send_notification (self->application, id, notification);
}

static void
send_several (DtNotifier *self, const GArray *reminders)
{
  g_autofree char *title = dt_reminder_words_several (reminders);
  g_autofree char *body = dt_reminder_words_kinds (reminders);
  g_autoptr (GNotification) notification = g_notification_new (title);

  for (guint i = 0; i < reminders->len; i++)
    g_hash_table_add (self->group, g_strdup (g_array_index (reminders, DtReminder, i).a_case->id));
  g_notification_set_body (notification, body);
  g_notification_set_default_action (notification, "app.today");
  g_notification_add_button (notification, _ ("Show the Day"), "app.today");
  g_application_send_notification (self->application, GROUP_ID, notification);
}

static void
withdraw (DtNotifier *self, const char *case_id)
{
  g_autofree char *id = get_id (case_id);

  g_application_withdraw_notification (self->application, id);
  if (g_hash_table_remove (self->group, case_id) && g_hash_table_size (self->group) == 0)
    g_application_withdraw_notification (self->application, GROUP_ID);
}

/**
 * dt_notifier_take:
 * @self: a notifier
 * @plan: what to tell, and what not to show any more
 */
void
dt_notifier_take (DtNotifier *self, const DtReminderPlan *plan)
{
  g_return_if_fail (self != NULL && plan != NULL);

  for (guint i = 0; i < plan->withdrawn->len; i++)
    withdraw (self, plan->withdrawn->pdata[i]);
  if (plan->reminders->len == 1)
    send_one (self, &g_array_index (plan->reminders, DtReminder, 0));
  else if (plan->reminders->len > 1)
    send_several (self, plan->reminders);
}

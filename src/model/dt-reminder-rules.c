/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading and checking reminders.json. Any thread. */
#include "model/dt-reminder-rules.h"

#include "base/dt-error.h"
#include "base/dt-resource.h"
#include "model/dt-rule-row.h"

#include <gio/gio.h>

#define FILE_NAME "reminders.json"
#define RESOURCE "/org/doithoai/data/rules/" FILE_NAME
#define MAX_HOURS 80
#define MAX_DAYS 30

static gboolean
parse_before (const DtRuleRow *row, DtReminderRules *self, GError **error)
{
  if (self->before_hours == 0)
    return dt_rule_row_get_int (row, "hours", 1, MAX_HOURS, NULL, &self->before_hours, error);
  dt_rule_row_fail (row, error, "when", "“before” is given twice");
  return FALSE;
}

static gboolean
parse_after (const DtRuleRow *row, DtReminderRules *self, GError **error)
{
  if (self->after_days == 0)
    return dt_rule_row_get_int (row, "days", 1, MAX_DAYS, NULL, &self->after_days, error)
           && dt_rule_row_get_int (row, "times", 0, MAX_DAYS, NULL, &self->after_times, error);
  dt_rule_row_fail (row, error, "when", "“after” is given twice");
  return FALSE;
}

static gboolean
parse_row (const DtRuleRow *row, gpointer data, GError **error)
{
  static const char *const members[]
      = { "code", "when", "hours", "days", "times", "practice", "source", NULL };
  g_autofree char *when = NULL;
  g_autofree char *source = NULL;

  if (!dt_rule_row_check_members (row, members, error)
      || !dt_rule_row_get_string (row, "when", &when, error)
      || !dt_rule_row_get_string (row, "source", &source, error))
    return FALSE;
  if (g_str_equal (when, "before"))
    return parse_before (row, data, error);
  if (g_str_equal (when, "after"))
    return parse_after (row, data, error);
  dt_rule_row_fail (row, error, "when", "“before” or “after” is wanted");
  return FALSE;
}

/**
 * dt_reminder_rules_new_from_json:
 * @json: the content of reminders.json
 * @error: %DT_ERROR_INVALID, with the row and member
 *
 * Returns: (transfer full) (nullable): the rules
 */
DtReminderRules *
dt_reminder_rules_new_from_json (GBytes *json, GError **error)
{
  g_autoptr (DtReminderRules) self = g_new0 (DtReminderRules, 1);
  g_autoptr (JsonObject) root = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  root = dt_rule_row_parse_file (FILE_NAME, json, error);
  if (root == NULL || !dt_rule_row_foreach (FILE_NAME, root, "escalation", parse_row, self, error))
    return NULL;
  if (self->before_hours == 0 || self->after_days == 0)
    {
      g_set_error_literal (error,
                           DT_ERROR,
                           DT_ERROR_INVALID,
                           FILE_NAME ": escalation: a row “before” and a row “after” are wanted");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * dt_reminder_rules_free:
 * @self: (transfer full): rules
 */
void
dt_reminder_rules_free (DtReminderRules *self)
{
  g_free (self);
}

static DtReminderRules *
load_default (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = dt_resource_load (RESOURCE);
  DtReminderRules *self = dt_reminder_rules_new_from_json (bytes, &error);

  if (self == NULL)
    g_error ("The program's own rules are not what it expects: %s", error->message);
  return self;
}

/**
 * dt_reminder_rules_get_default:
 *
 * Returns: (transfer none): the rules that come with the program
 */
const DtReminderRules *
dt_reminder_rules_get_default (void)
{
  static gsize rules;

  if (g_once_init_enter (&rules))
    g_once_init_leave (&rules, (gsize) load_default ());
  return (const DtReminderRules *) rules;
}

/**
 * dt_reminder_rules_get_limit:
 * @self: rules
 * @calendar: the office's
 * @now: the present
 *
 * Returns: the first instant behind the working hours that a leader is told ahead
 */
gint64
dt_reminder_rules_get_limit (const DtReminderRules *self, DtWorkingCalendar *calendar, gint64 now)
{
  gint64 end;

  g_return_val_if_fail (self != NULL && calendar != NULL, now);

  end = dt_working_calendar_add_minutes (calendar, now, self->before_hours * 60);
  return end == G_MAXINT64 ? end : end + 1;
}

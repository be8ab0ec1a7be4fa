/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of time as a whole, the shipped ones read from the data resource when first asked for.
 * A mutex guards the table of calendars; all else is immutable. */
#include "model/dt-rule-book.h"

#include <gio/gio.h>

#define RESOURCE_PREFIX "/org/doithoai/data/rules/"

struct _DtRuleBook
{
  gatomicrefcount refs;
  DtDeadlineRules *deadlines;
  DtHolidayRules *holidays;
  DtOfficeHours *hours;
  GMutex mutex;
  GHashTable *calendars; /* unit's code → DtWorkingCalendar */
};

/* The program's own data is part of the program: without it nothing can run. */
static GBytes *
load_resource (const char *path)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL)
    g_error ("The program's own data is missing: %s", error->message);
  return bytes;
}

static DtRuleBook *
load_default (void)
{
  g_autoptr (GBytes) deadlines = load_resource (RESOURCE_PREFIX "deadlines.json");
  g_autoptr (GBytes) holidays = load_resource (RESOURCE_PREFIX "holidays.json");
  g_autoptr (GBytes) years = load_resource (RESOURCE_PREFIX "holiday-years.json");
  g_autoptr (GBytes) hours = load_resource (RESOURCE_PREFIX "office-hours.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (DtDeadlineRules) deadline_rules = NULL;
  g_autoptr (DtHolidayRules) holiday_rules = NULL;
  g_autoptr (DtOfficeHours) office_hours = NULL;

  deadline_rules = dt_deadline_rules_new_from_json (deadlines, &error);
  if (deadline_rules != NULL)
    holiday_rules = dt_holiday_rules_new_from_json (holidays, years, &error);
  if (holiday_rules != NULL)
    office_hours = dt_office_hours_new_from_json (hours, &error);
  if (office_hours == NULL)
    g_error ("The program's own rules are not what it expects: %s", error->message);
  return dt_rule_book_new (deadline_rules, holiday_rules, office_hours);
}

/**
 * dt_rule_book_get_default:
 *
 * Returns: (transfer none): the rules that come with the program
 */
DtRuleBook *
dt_rule_book_get_default (void)
{
  static gsize book;

  if (g_once_init_enter (&book))
    g_once_init_leave (&book, (gsize) load_default ());
  return (DtRuleBook *) book;
}

/**
 * dt_rule_book_new:
 * @deadlines: statutory times
 * @holidays: public holidays
 * @hours: office hours
 *
 * Returns: (transfer full): a book of them
 */
DtRuleBook *
dt_rule_book_new (DtDeadlineRules *deadlines, DtHolidayRules *holidays, DtOfficeHours *hours)
{
  DtRuleBook *self;

  g_return_val_if_fail (deadlines != NULL && holidays != NULL && hours != NULL, NULL);

  self = g_new0 (DtRuleBook, 1);
  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->mutex);
  self->deadlines = dt_deadline_rules_ref (deadlines);
  self->holidays = dt_holiday_rules_ref (holidays);
  self->hours = dt_office_hours_ref (hours);
  self->calendars = g_hash_table_new_full (
      g_str_hash, g_str_equal, g_free, (GDestroyNotify) dt_working_calendar_unref);
  return self;
}

/**
 * dt_rule_book_ref:
 * @self: a book
 *
 * Returns: (transfer full): @self
 */
DtRuleBook *
dt_rule_book_ref (DtRuleBook *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * dt_rule_book_unref:
 * @self: (transfer full): a book
 */
void
dt_rule_book_unref (DtRuleBook *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->calendars);
  g_mutex_clear (&self->mutex);
  dt_deadline_rules_unref (self->deadlines);
  dt_holiday_rules_unref (self->holidays);
  dt_office_hours_unref (self->hours);
  g_free (self);
}

/**
 * dt_rule_book_get_deadlines:
 * @self: a book
 *
 * Returns: (transfer none): its statutory times
 */
DtDeadlineRules *
dt_rule_book_get_deadlines (DtRuleBook *self)
{
  return self->deadlines;
}

/**
 * dt_rule_book_get_holidays:
 * @self: a book
 *
 * Returns: (transfer none): its public holidays
 */
DtHolidayRules *
dt_rule_book_get_holidays (DtRuleBook *self)
{
  return self->holidays;
}

/**
 * dt_rule_book_get_hours:
 * @self: a book
 *
 * Returns: (transfer none): its office hours
 */
DtOfficeHours *
dt_rule_book_get_hours (DtRuleBook *self)
{
  return self->hours;
}

/**
 * dt_rule_book_get_calendar:
 * @self: a book
 * @unit: (nullable): a unit's code; %NULL for the usual hours and no closures
 *
 * Returns: (transfer none): the unit's working time
 */
DtWorkingCalendar *
dt_rule_book_get_calendar (DtRuleBook *self, const char *unit)
{
  const char *key = unit != NULL ? unit : "";
  DtWorkingCalendar *calendar;

  g_return_val_if_fail (self != NULL, NULL);

  g_mutex_lock (&self->mutex);
  calendar = g_hash_table_lookup (self->calendars, key);
  if (calendar == NULL)
    {
      calendar = dt_working_calendar_new (self->holidays, self->hours, unit);
      g_hash_table_insert (self->calendars, g_strdup (key), calendar);
    }
  g_mutex_unlock (&self->mutex);
  return calendar;
}

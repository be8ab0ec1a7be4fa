/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of time as a whole, the shipped ones read from the data resource when first asked for.
 * A mutex guards the table of calendars; all else is immutable. */
#include "model/dt-rule-book.h"

#include "base/dt-resource.h"
#include "model/dt-nicks.h"

#include <gio/gio.h>
#include <string.h>

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

static const char *const file_nicks[DT_N_RULE_FILES]
    = { "deadlines", "holidays", "holiday-years", "office-hours" };

DT_DEFINE_NICKS (rule_file, DtRuleFile, file_nicks)

/**
 * dt_rule_texts_are_empty:
 * @self: texts
 *
 * Returns: whether all is as shipped
 */
gboolean
dt_rule_texts_are_empty (const DtRuleTexts *self)
{
  for (guint i = 0; i < DT_N_RULE_FILES; i++)
    if (self->texts[i] != NULL)
      return FALSE;
  return TRUE;
}

/**
 * dt_rule_texts_clear:
 * @self: texts
 *
 * Frees what it holds.
 */
void
dt_rule_texts_clear (DtRuleTexts *self)
{
  for (guint i = 0; i < DT_N_RULE_FILES; i++)
    g_clear_pointer (&self->texts[i], g_free);
}

/**
 * dt_rule_texts_replace:
 * @self: texts
 * @from: others
 * @files: a mask of 1 << #DtRuleFile
 *
 * Makes those of @files copies of the ones in @from.
 */
void
dt_rule_texts_replace (DtRuleTexts *self, const DtRuleTexts *from, guint files)
{
  for (guint i = 0; i < DT_N_RULE_FILES; i++)
    if ((files & (1u << i)) != 0)
      {
        g_free (self->texts[i]);
        self->texts[i] = g_strdup (from->texts[i]);
      }
}

static GBytes *
load_resource (DtRuleFile file)
{
  g_autofree char *path = g_strconcat (RESOURCE_PREFIX, file_nicks[file], ".json", NULL);

  return dt_resource_load (path);
}

static GBytes *
get_bytes (const DtRuleTexts *texts, DtRuleFile file)
{
  const char *text = texts->texts[file];

  return text != NULL ? g_bytes_new (text, strlen (text)) : load_resource (file);
}

/**
 * dt_rule_book_new_from_texts:
 * @texts: what stands in the place of the shipped files
 * @error: %DT_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): a book of them
 */
DtRuleBook *
dt_rule_book_new_from_texts (const DtRuleTexts *texts, GError **error)
{
  g_autoptr (GBytes) deadlines = get_bytes (texts, DT_RULE_FILE_DEADLINES);
  g_autoptr (GBytes) holidays = get_bytes (texts, DT_RULE_FILE_HOLIDAYS);
  g_autoptr (GBytes) years = get_bytes (texts, DT_RULE_FILE_HOLIDAY_YEARS);
  g_autoptr (GBytes) hours = get_bytes (texts, DT_RULE_FILE_OFFICE_HOURS);
  g_autoptr (DtDeadlineRules) deadline_rules = NULL;
  g_autoptr (DtHolidayRules) holiday_rules = NULL;
  g_autoptr (DtOfficeHours) office_hours = NULL;

  deadline_rules = dt_deadline_rules_new_from_json (deadlines, error);
  if (deadline_rules == NULL)
    return NULL;
  holiday_rules = dt_holiday_rules_new_from_json (holidays, years, error);
  if (holiday_rules == NULL)
    return NULL;
  office_hours = dt_office_hours_new_from_json (hours, error);
  if (office_hours == NULL)
    return NULL;
  return dt_rule_book_new (deadline_rules, holiday_rules, office_hours);
}

static DtRuleBook *
load_default (void)
{
  const DtRuleTexts shipped = { { NULL } };
  g_autoptr (GError) error = NULL;
  DtRuleBook *book = dt_rule_book_new_from_texts (&shipped, &error);

  if (book == NULL)
    g_error ("The program's own rules are not what it expects: %s", error->message);
  return book;
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
 * dt_rule_book_hash_shipped:
 * @out: (out): of the texts that come with the program, as they are written
 */
void
dt_rule_book_hash_shipped (guint8 out[DT_HASH_SIZE])
{
  g_autoptr (GByteArray) all = g_byte_array_new ();

  for (guint i = 0; i < DT_N_RULE_FILES; i++)
    {
      g_autoptr (GBytes) bytes = load_resource ((DtRuleFile) i);

      g_byte_array_append (all, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
    }
  dt_sha256 (all->data, all->len, out);
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
 * dt_rule_book_to_json:
 * @self: a book
 * @file: which of its files
 *
 * Returns: (transfer full): the file's text in the one form in which rules are written
 */
char *
dt_rule_book_to_json (DtRuleBook *self, DtRuleFile file)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (file)
    {
    case DT_RULE_FILE_HOLIDAYS:
      return dt_holiday_rules_to_json (self->holidays);
    case DT_RULE_FILE_HOLIDAY_YEARS:
      return dt_holiday_rules_years_to_json (self->holidays);
    case DT_RULE_FILE_OFFICE_HOURS:
      return dt_office_hours_to_json (self->hours);
    case DT_RULE_FILE_DEADLINES:
    case DT_N_RULE_FILES:
    default:
      return dt_deadline_rules_to_json (self->deadlines);
    }
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

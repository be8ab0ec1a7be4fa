/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading, checking and writing holidays.json and holiday-years.json. Any thread. */
#include "model/dt-holiday-rules-private.h"

#include "base/dt-error.h"
#include "model/dt-rule-row.h"

#define HOLIDAYS_FILE "holidays.json"
#define YEARS_FILE "holiday-years.json"

static const DtDate no_date = DT_DATE_NONE;

/* ---- parsing ---- */

static gboolean
parse_calendar (const DtRuleRow *row, gboolean *out_lunar, GError **error)
{
  const char *calendar = dt_json_get_string (row->object, "calendar");

  if (g_strcmp0 (calendar, "solar") != 0 && g_strcmp0 (calendar, "lunar") != 0)
    {
      dt_rule_row_fail (row, error, "calendar", "“solar” or “lunar” is wanted");
      return FALSE;
    }
  *out_lunar = g_str_equal (calendar, "lunar");
  return TRUE;
}

static gboolean
parse_holiday_days (const DtRuleRow *row, DtHoliday *holiday, GError **error)
{
  int last_day = 30;
  static const int zero = 0;
  static const int one = 1;

  if (!parse_calendar (row, &holiday->lunar, error)
      || !dt_rule_row_get_int (row, "month", 1, 12, NULL, &holiday->month, error))
    return FALSE;
  if (!holiday->lunar) /* 29 February would come only every fourth year */
    last_day = holiday->month == 2                                 ? 28
               : dt_date_new (2000, holiday->month, 31) != no_date ? 31
                                                                   : 30;
  return dt_rule_row_get_int (row, "day", 1, last_day, NULL, &holiday->day, error)
         && dt_rule_row_get_int (row, "days", 1, 15, &one, &holiday->days, error)
         && dt_rule_row_get_int (
             row, "before", 0, holiday->days - 1, &zero, &holiday->before, error);
}

static gboolean
parse_holiday (const DtRuleRow *row, gpointer data, GError **error)
{
  static const char *const members[]
      = { "code",   "name_vi", "name_en",    "calendar", "month",  "day",   "days",
          "before", "enabled", "valid_from", "valid_to", "source", "check", NULL };
  DtHolidayRules *self = data;
  g_autoptr (DtHoliday) holiday = g_new0 (DtHoliday, 1);

  if (!dt_rule_row_check_members (row, members, error)
      || !dt_rule_row_get_string (row, "code", &holiday->code, error)
      || !dt_rule_row_get_string (row, "name_vi", &holiday->name_vi, error)
      || !dt_rule_row_get_string (row, "name_en", &holiday->name_en, error)
      || !dt_rule_row_get_string (row, "source", &holiday->source, error)
      || !parse_holiday_days (row, holiday, error)
      || !dt_rule_row_get_boolean (row, "enabled", TRUE, &holiday->enabled, error)
      || !dt_rule_row_get_boolean (row, "check", FALSE, &holiday->check, error)
      || !dt_rule_row_get_date (row, "valid_from", NULL, &holiday->valid_from, error)
      || !dt_rule_row_get_date (row, "valid_to", &no_date, &holiday->valid_to, error))
    return FALSE;
  if (holiday->valid_to != no_date && holiday->valid_to < holiday->valid_from)
    {
      dt_rule_row_fail (row, error, "valid_to", "before valid_from");
      return FALSE;
    }
  if (dt_holiday_rules_find (self, holiday->code) != NULL)
    {
      dt_rule_row_fail (row, error, "code", "given twice");
      return FALSE;
    }
  g_ptr_array_add (self->holidays, g_steal_pointer (&holiday));
  return TRUE;
}

static gboolean
parse_swap (const DtRuleRow *row, gpointer data, GError **error)
{
  static const char *const members[] = { "off", "work", "source", "check", NULL };
  DtHolidayYear *year = data;
  DtDaySwap swap = { 0 };

  if (!dt_rule_row_check_members (row, members, error)
      || !dt_rule_row_get_date (row, "off", NULL, &swap.off, error)
      || !dt_rule_row_get_date (row, "work", NULL, &swap.work, error)
      || !dt_rule_row_get_boolean (row, "check", FALSE, &swap.check, error))
    return FALSE;
  if (dt_date_get_year (swap.off) != year->year)
    {
      dt_rule_row_fail (row, error, "off", "not a day of %d", year->year);
      return FALSE;
    }
  if (swap.off == swap.work || dt_date_get_weekday (swap.work) < DT_SATURDAY
      || dt_date_get_weekday (swap.off) >= DT_SATURDAY)
    {
      dt_rule_row_fail (row, error, NULL, "a weekday is swapped with a day of the weekend");
      return FALSE;
    }
  for (guint i = 0; i < year->swaps->len; i++)
    {
      const DtDaySwap *other = &g_array_index (year->swaps, DtDaySwap, i);

      if (other->off == swap.off || other->work == swap.work)
        {
          dt_rule_row_fail (row,
                            error,
                            other->off == swap.off ? "off" : "work",
                            "row %u has this day too",
                            i + 1);
          return FALSE;
        }
    }
  if (!dt_rule_row_get_string (row, "source", &swap.source, error))
    return FALSE;
  g_array_append_val (year->swaps, swap);
  return TRUE;
}

static gboolean
parse_choices (const DtRuleRow *row, DtHolidayRules *rules, DtHolidayYear *year, GError **error)
{
  JsonObject *object = dt_json_get_object (row->object, "before");
  g_autoptr (GList) codes = object != NULL ? json_object_get_members (object) : NULL;

  for (GList *l = codes; l != NULL; l = l->next)
    {
      const DtHoliday *holiday = dt_holiday_rules_find (rules, l->data);
      gint64 days = dt_json_get_int (object, l->data, -1);
      DtHolidayChoice choice;

      if (holiday == NULL)
        {
          dt_rule_row_fail (row, error, "before", "no holiday “%s”", (const char *) l->data);
          return FALSE;
        }
      if (days < 0 || days >= holiday->days)
        {
          dt_rule_row_fail (
              row, error, "before", "%s: 0 to %d is wanted", holiday->code, holiday->days - 1);
          return FALSE;
        }
      choice.code = g_strdup (holiday->code);
      choice.days = (int) days;
      g_array_append_val (year->before, choice);
    }
  return TRUE;
}

static int
compare_years (gconstpointer a, gconstpointer b)
{
  const DtHolidayYear *left = *(const DtHolidayYear *const *) a;
  const DtHolidayYear *right = *(const DtHolidayYear *const *) b;

  return left->year - right->year;
}

static gboolean
parse_year (const DtRuleRow *row, gpointer data, GError **error)
{
  static const char *const members[] = { "year", "before", "swaps", "source", NULL };
  DtHolidayRules *self = data;
  g_autoptr (DtHolidayYear) year = dt_holiday_year_new ();
  g_autofree char *list = NULL;

  if (!dt_rule_row_check_members (row, members, error)
      || !dt_rule_row_get_int (row, "year", 1900, 2199, NULL, &year->year, error)
      || !dt_rule_row_get_string (row, "source", &year->source, error)
      || !parse_choices (row, self, year, error))
    return FALSE;
  if (dt_holiday_rules_find_year (self, year->year) != NULL)
    {
      dt_rule_row_fail (row, error, "year", "%d is given twice", year->year);
      return FALSE;
    }
  list = g_strdup_printf ("years, row %u (%d), swaps", row->number, year->year);
  if (json_object_has_member (row->object, "swaps"))
    {
      g_autoptr (JsonObject) swaps = json_object_new ();

      json_object_set_array_member (
          swaps, list, json_array_ref (json_object_get_array_member (row->object, "swaps")));
      if (!dt_rule_row_foreach (row->file, swaps, list, parse_swap, year, error))
        return FALSE;
    }
  g_ptr_array_add (self->years, g_steal_pointer (&year));
  return TRUE;
}

/**
 * dt_holiday_rules_new_from_json:
 * @holidays: the content of holidays.json
 * @years: the content of holiday-years.json
 * @error: %DT_ERROR_INVALID, with the file, row and member
 *
 * Returns: (transfer full) (nullable): the rules
 */
DtHolidayRules *
dt_holiday_rules_new_from_json (GBytes *holidays, GBytes *years, GError **error)
{
  g_autoptr (DtHolidayRules) self = dt_holiday_rules_new_empty ();
  g_autoptr (JsonObject) root = NULL;
  g_autoptr (JsonObject) years_root = NULL;

  g_return_val_if_fail (holidays != NULL && years != NULL, NULL);

  root = dt_rule_row_parse_file (HOLIDAYS_FILE, holidays, error);
  if (root == NULL)
    return NULL;
  years_root = dt_rule_row_parse_file (YEARS_FILE, years, error);
  if (years_root == NULL)
    return NULL;
  self->source = g_strdup (dt_json_get_string (root, "source"));
  self->note = g_strdup (dt_json_get_string (root, "note"));
  self->compensation_source = g_strdup (dt_json_get_string (root, "compensation_source"));
  self->weekend_source = g_strdup (dt_json_get_string (root, "weekend_source"));
  self->years_source = g_strdup (dt_json_get_string (years_root, "source"));
  self->years_note = g_strdup (dt_json_get_string (years_root, "note"));
  if (self->compensation_source == NULL || self->weekend_source == NULL)
    {
      g_set_error_literal (error,
                           DT_ERROR,
                           DT_ERROR_INVALID,
                           HOLIDAYS_FILE
                           ": compensation_source, weekend_source: a text is missing");
      return NULL;
    }
  if (!dt_rule_row_foreach (HOLIDAYS_FILE, root, "holidays", parse_holiday, self, error)
      || !dt_rule_row_foreach (YEARS_FILE, years_root, "years", parse_year, self, error))
    return NULL;
  g_ptr_array_sort (self->years, compare_years);
  return g_steal_pointer (&self);
}

/* ---- writing ---- */

static void
add_date (JsonObject *object, const char *name, DtDate date)
{
  g_autofree char *text = date != DT_DATE_NONE ? dt_date_to_iso (date) : NULL;

  dt_json_set_string (object, name, text);
}

static JsonObject *
holiday_to_object (const DtHoliday *holiday)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "code", holiday->code);
  json_object_set_string_member (object, "name_vi", holiday->name_vi);
  json_object_set_string_member (object, "name_en", holiday->name_en);
  json_object_set_string_member (object, "calendar", holiday->lunar ? "lunar" : "solar");
  json_object_set_int_member (object, "month", holiday->month);
  json_object_set_int_member (object, "day", holiday->day);
  json_object_set_int_member (object, "days", holiday->days);
  json_object_set_int_member (object, "before", holiday->before);
  if (!holiday->enabled)
    json_object_set_boolean_member (object, "enabled", FALSE);
  add_date (object, "valid_from", holiday->valid_from);
  add_date (object, "valid_to", holiday->valid_to);
  json_object_set_string_member (object, "source", holiday->source);
  if (holiday->check)
    json_object_set_boolean_member (object, "check", TRUE);
  return object;
}

/**
 * dt_holiday_rules_to_json:
 * @self: rules
 *
 * Returns: (transfer full): what dt_holiday_rules_new_from_json() reads as holidays.json
 */
char *
dt_holiday_rules_to_json (DtHolidayRules *self)
{
  g_autoptr (JsonObject) root = json_object_new ();
  JsonArray *rows = json_array_new ();

  g_return_val_if_fail (self != NULL, NULL);

  dt_json_set_string (root, "source", self->source);
  dt_json_set_string (root, "note", self->note);
  dt_json_set_string (root, "compensation_source", self->compensation_source);
  dt_json_set_string (root, "weekend_source", self->weekend_source);
  for (guint i = 0; i < self->holidays->len; i++)
    json_array_add_object_element (rows, holiday_to_object (g_ptr_array_index (self->holidays, i)));
  json_object_set_array_member (root, "holidays", rows);
  return dt_json_write_object (root);
}

static JsonObject *
year_to_object (const DtHolidayYear *year)
{
  JsonObject *object = json_object_new ();
  JsonObject *before = json_object_new ();
  JsonArray *swaps = json_array_new ();

  json_object_set_int_member (object, "year", year->year);
  for (guint i = 0; i < year->before->len; i++)
    {
      const DtHolidayChoice *choice = &g_array_index (year->before, DtHolidayChoice, i);

      json_object_set_int_member (before, choice->code, choice->days);
    }
  json_object_set_object_member (object, "before", before);
  json_object_set_string_member (object, "source", year->source);
  for (guint i = 0; i < year->swaps->len; i++)
    {
      const DtDaySwap *swap = &g_array_index (year->swaps, DtDaySwap, i);
      JsonObject *row = json_object_new ();

      add_date (row, "off", swap->off);
      add_date (row, "work", swap->work);
      json_object_set_string_member (row, "source", swap->source);
      if (swap->check)
        json_object_set_boolean_member (row, "check", TRUE);
      json_array_add_object_element (swaps, row);
    }
  json_object_set_array_member (object, "swaps", swaps);
  return object;
}

/**
 * dt_holiday_rules_years_to_json:
 * @self: rules
 *
 * Returns: (transfer full): what dt_holiday_rules_new_from_json() reads as holiday-years.json
 */
char *
dt_holiday_rules_years_to_json (DtHolidayRules *self)
{
  g_autoptr (JsonObject) root = json_object_new ();
  JsonArray *rows = json_array_new ();

  g_return_val_if_fail (self != NULL, NULL);

  dt_json_set_string (root, "source", self->years_source);
  dt_json_set_string (root, "note", self->years_note);
  for (guint i = 0; i < self->years->len; i++)
    json_array_add_object_element (rows, year_to_object (g_ptr_array_index (self->years, i)));
  json_object_set_array_member (root, "years", rows);
  return dt_json_write_object (root);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parsing, checking and writing office hours. Immutable once made, any thread. */
#include "model/dt-office-hours.h"

#include "base/dt-error.h"
#include "model/dt-rule-row.h"

#include <string.h>

#define FILE_NAME "office-hours.json"

struct _DtOfficeHours
{
  gatomicrefcount refs;
  char *source;
  char *note;
  GArray *rows;     /* of DtHours, the default first */
  GArray *closures; /* of DtClosure */
};

static const char *const half_names[] = { "morning", "afternoon" };
static const char *const day_names[] = { "morning_days", "afternoon_days" };
static const char *const halves_nicks[] = { NULL, "morning", "afternoon", "day" };

static void
hours_clear (DtHours *self)
{
  g_free (self->unit);
}

static void
closure_clear (DtClosure *self)
{
  g_free (self->unit);
  g_free (self->reason);
}

static DtOfficeHours *
office_hours_new (void)
{
  DtOfficeHours *self = g_new0 (DtOfficeHours, 1);

  g_atomic_ref_count_init (&self->refs);
  self->rows = g_array_new (FALSE, TRUE, sizeof (DtHours));
  self->closures = g_array_new (FALSE, TRUE, sizeof (DtClosure));
  g_array_set_clear_func (self->rows, (GDestroyNotify) hours_clear);
  g_array_set_clear_func (self->closures, (GDestroyNotify) closure_clear);
  return self;
}

/* ---- parsing ---- */

/* "07:30" → 450; -1 if it is no time of the day. */
static int
parse_minute (JsonArray *array, guint i)
{
  JsonNode *node = i < json_array_get_length (array) ? json_array_get_element (array, i) : NULL;
  const char *text = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
                         ? json_node_get_string (node)
                         : "";
  int hour;
  int minute;

  if (strlen (text) != 5 || text[2] != ':' || !g_ascii_isdigit (text[0])
      || !g_ascii_isdigit (text[1]) || !g_ascii_isdigit (text[3]) || !g_ascii_isdigit (text[4]))
    return -1;
  hour = (text[0] - '0') * 10 + text[1] - '0';
  minute = (text[3] - '0') * 10 + text[4] - '0';
  return hour < 24 && minute < 60 ? hour * 60 + minute : -1;
}

static gboolean
parse_half (const DtRuleRow *row, guint half, DtHours *hours, GError **error)
{
  JsonArray *times = dt_json_get_array (row->object, half_names[half]);
  JsonArray *days = dt_json_get_array (row->object, day_names[half]);

  hours->from[half] = times != NULL ? parse_minute (times, 0) : -1;
  hours->to[half] = times != NULL ? parse_minute (times, 1) : -1;
  if (hours->from[half] < 0 || hours->to[half] <= hours->from[half])
    {
      dt_rule_row_fail (
          row, error, half_names[half], "two times are wanted: [\"07:30\", \"11:30\"]");
      return FALSE;
    }
  for (guint i = 0; days != NULL && i < json_array_get_length (days); i++)
    {
      JsonNode *node = json_array_get_element (days, i);
      gint64 day = json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : 0;

      if (day < DT_MONDAY || day > DT_SUNDAY)
        {
          dt_rule_row_fail (row, error, day_names[half], "days from 1 to 7 are wanted");
          return FALSE;
        }
      hours->days[half] |= (guint8) (1u << (day - 1));
    }
  return TRUE;
}

static gboolean
is_weekday (const DtHours *hours)
{
  return (hours->days[0] | hours->days[1]) != 0;
}

static gboolean
parse_hours (const DtRuleRow *row, gpointer data, GError **error)
{
  static const char *const members[]
      = { "unit", "morning", "morning_days", "afternoon", "afternoon_days", NULL };
  DtOfficeHours *self = data;
  DtHours hours = { 0 };

  if (!dt_rule_row_check_members (row, members, error) || !parse_half (row, 0, &hours, error)
      || !parse_half (row, 1, &hours, error))
    return FALSE;
  if (hours.from[1] < hours.to[0])
    {
      dt_rule_row_fail (row, error, "afternoon", "begins before the morning ends");
      return FALSE;
    }
  if (!is_weekday (&hours))
    {
      dt_rule_row_fail (row, error, "morning_days", "no day is worked");
      return FALSE;
    }
  if (self->rows->len > 0 && !dt_rule_row_get_string (row, "unit", &hours.unit, error))
    return FALSE;
  if (hours.unit != NULL && dt_office_hours_find (self, hours.unit)->unit != NULL)
    {
      dt_rule_row_fail (row, error, "unit", "%s is given twice", hours.unit);
      hours_clear (&hours);
      return FALSE;
    }
  g_array_append_val (self->rows, hours);
  return TRUE;
}

/* The number of the row that closes that office on that half-day already; 0: none. */
static guint
find_same_closure (DtOfficeHours *self, const DtClosure *closure)
{
  for (guint i = 0; i < self->closures->len; i++)
    {
      const DtClosure *other = &g_array_index (self->closures, DtClosure, i);

      if (other->date == closure->date && (other->halves & closure->halves) != 0
          && g_str_equal (other->unit, closure->unit))
        return i + 1;
    }
  return 0;
}

static gboolean
parse_closure (const DtRuleRow *row, gpointer data, GError **error)
{
  static const char *const members[] = { "unit", "date", "half", "reason", NULL };
  DtOfficeHours *self = data;
  const char *half = dt_json_get_string (row->object, "half");
  DtClosure closure = { 0 };
  guint same;

  for (guint i = 1; i < G_N_ELEMENTS (halves_nicks); i++)
    if (g_strcmp0 (half, halves_nicks[i]) == 0)
      closure.halves = (DtHalves) i;
  if (closure.halves == 0)
    {
      dt_rule_row_fail (row, error, "half", "“morning”, “afternoon” or “day” is wanted");
      return FALSE;
    }
  if (!dt_rule_row_check_members (row, members, error)
      || !dt_rule_row_get_date (row, "date", NULL, &closure.date, error)
      || !dt_rule_row_get_string (row, "unit", &closure.unit, error))
    return FALSE;
  same = find_same_closure (self, &closure);
  if (same != 0)
    dt_rule_row_fail (row, error, "date", "row %u closes the office then too", same);
  if (same != 0 || !dt_rule_row_get_string (row, "reason", &closure.reason, error))
    {
      closure_clear (&closure);
      return FALSE;
    }
  g_array_append_val (self->closures, closure);
  return TRUE;
}

static gboolean
parse_default (JsonObject *root, DtOfficeHours *self, GError **error)
{
  JsonObject *object = dt_json_get_object (root, "default");
  DtRuleRow row = { FILE_NAME, "default", 1, object };

  if (object != NULL)
    return parse_hours (&row, self, error);
  g_set_error_literal (
      error, DT_ERROR, DT_ERROR_INVALID, FILE_NAME ": default: an object is missing");
  return FALSE;
}

/**
 * dt_office_hours_new_from_json:
 * @json: the content of office-hours.json
 * @error: %DT_ERROR_INVALID, with the row and member
 *
 * Returns: (transfer full) (nullable): the hours
 */
DtOfficeHours *
dt_office_hours_new_from_json (GBytes *json, GError **error)
{
  g_autoptr (DtOfficeHours) self = office_hours_new ();
  g_autoptr (JsonObject) root = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  root = dt_rule_row_parse_file (FILE_NAME, json, error);
  if (root == NULL || !parse_default (root, self, error)
      || !dt_rule_row_foreach (FILE_NAME, root, "units", parse_hours, self, error)
      || !dt_rule_row_foreach (FILE_NAME, root, "closures", parse_closure, self, error))
    return NULL;
  self->source = g_strdup (dt_json_get_string (root, "source"));
  self->note = g_strdup (dt_json_get_string (root, "note"));
  return g_steal_pointer (&self);
}

/**
 * dt_office_hours_ref:
 * @self: hours
 *
 * Returns: (transfer full): @self
 */
DtOfficeHours *
dt_office_hours_ref (DtOfficeHours *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * dt_office_hours_unref:
 * @self: (transfer full): hours
 */
void
dt_office_hours_unref (DtOfficeHours *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->source);
  g_free (self->note);
  g_array_unref (self->rows);
  g_array_unref (self->closures);
  g_free (self);
}

/**
 * dt_office_hours_find:
 * @self: hours
 * @unit: (nullable): a unit's code
 *
 * Returns: (transfer none): the unit's own hours, or the default
 */
const DtHours *
dt_office_hours_find (DtOfficeHours *self, const char *unit)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 1; unit != NULL && i < self->rows->len; i++)
    {
      const DtHours *hours = &g_array_index (self->rows, DtHours, i);

      if (g_str_equal (hours->unit, unit))
        return hours;
    }
  return &g_array_index (self->rows, DtHours, 0);
}

/**
 * dt_office_hours_get_closures:
 * @self: hours
 *
 * Returns: (transfer none) (element-type DtClosure): the closures of all offices
 */
const GArray *
dt_office_hours_get_closures (DtOfficeHours *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->closures;
}

/* ---- writing ---- */

static JsonObject *
hours_to_object (const DtHours *hours)
{
  JsonObject *object = json_object_new ();

  dt_json_set_string (object, "unit", hours->unit);
  for (guint half = 0; half < 2; half++)
    {
      const int minutes[] = { hours->from[half], hours->to[half] };
      JsonArray *times = json_array_new ();
      JsonArray *days = json_array_new ();

      for (guint i = 0; i < 2; i++)
        {
          g_autofree char *text = g_strdup_printf ("%02d:%02d", minutes[i] / 60, minutes[i] % 60);

          json_array_add_string_element (times, text);
        }
      for (guint day = 0; day < 7; day++)
        if ((hours->days[half] & (1u << day)) != 0)
          json_array_add_int_element (days, day + 1);
      json_object_set_array_member (object, half_names[half], times);
      json_object_set_array_member (object, day_names[half], days);
    }
  return object;
}

static JsonObject *
closure_to_object (const DtClosure *closure)
{
  JsonObject *object = json_object_new ();
  g_autofree char *date = dt_date_to_iso (closure->date);

  json_object_set_string_member (object, "unit", closure->unit);
  json_object_set_string_member (object, "date", date);
  json_object_set_string_member (object, "half", halves_nicks[closure->halves]);
  json_object_set_string_member (object, "reason", closure->reason);
  return object;
}

/* With @hours in place of that unit's row, and @closure added; either may be NULL. */
static char *
write_json (DtOfficeHours *self, const DtHours *hours, const DtClosure *closure)
{
  g_autoptr (JsonObject) root = json_object_new ();
  JsonArray *units = json_array_new ();
  JsonArray *closures = json_array_new ();

  dt_json_set_string (root, "source", self->source);
  dt_json_set_string (root, "note", self->note);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const DtHours *row = &g_array_index (self->rows, DtHours, i);

      if (hours != NULL && g_strcmp0 (row->unit, hours->unit) == 0)
        row = g_steal_pointer (&hours);
      if (i == 0)
        json_object_set_object_member (root, "default", hours_to_object (row));
      else
        json_array_add_object_element (units, hours_to_object (row));
    }
  if (hours != NULL)
    json_array_add_object_element (units, hours_to_object (hours));
  for (guint i = 0; i < self->closures->len; i++)
    json_array_add_object_element (
        closures, closure_to_object (&g_array_index (self->closures, DtClosure, i)));
  if (closure != NULL)
    json_array_add_object_element (closures, closure_to_object (closure));
  json_object_set_array_member (root, "units", units);
  json_object_set_array_member (root, "closures", closures);
  return dt_json_write_object (root);
}

/**
 * dt_office_hours_to_json:
 * @self: hours
 *
 * Returns: (transfer full): what dt_office_hours_new_from_json() reads
 */
char *
dt_office_hours_to_json (DtOfficeHours *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return write_json (self, NULL, NULL);
}

static DtOfficeHours *
read_again (char *json, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (json, strlen (json));

  return dt_office_hours_new_from_json (bytes, error);
}

/**
 * dt_office_hours_with_hours:
 * @self: hours
 * @hours: a unit's hours, or with no unit the default
 * @error: %DT_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): a copy in which they hold
 */
DtOfficeHours *
dt_office_hours_with_hours (DtOfficeHours *self, const DtHours *hours, GError **error)
{
  g_return_val_if_fail (self != NULL && hours != NULL, NULL);

  return read_again (write_json (self, hours, NULL), error);
}

/**
 * dt_office_hours_with_closure:
 * @self: hours
 * @closure: half a day or a day on which an office is closed
 * @error: %DT_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): a copy with it
 */
DtOfficeHours *
dt_office_hours_with_closure (DtOfficeHours *self, const DtClosure *closure, GError **error)
{
  g_return_val_if_fail (self != NULL && closure != NULL && closure->halves != 0, NULL);

  return read_again (write_json (self, NULL, closure), error);
}

/**
 * dt_office_hours_without_closure:
 * @self: hours
 * @index: of a closure in dt_office_hours_get_closures()
 *
 * Returns: (transfer full): a copy without it
 */
DtOfficeHours *
dt_office_hours_without_closure (DtOfficeHours *self, guint index)
{
  DtOfficeHours *copy;

  g_return_val_if_fail (self != NULL && index < self->closures->len, NULL);

  copy = read_again (dt_office_hours_to_json (self), NULL);
  g_array_remove_index (copy->closures, index);
  return copy;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strict readers of a row of rules. Pure, any thread. */
#include "model/dt-rule-row.h"

#include "base/dt-error.h"

/**
 * dt_rule_row_parse_file:
 * @file: its name, for the error
 * @bytes: JSON
 * @error: %DT_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): the object that the file is
 */
JsonObject *
dt_rule_row_parse_file (const char *file, GBytes *bytes, GError **error)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (GError) local_error = NULL;
  JsonObject *object = dt_json_parse_object (text != NULL ? text : "", (gssize) size, &local_error);

  if (object == NULL)
    g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "%s: %s", file, local_error->message);
  return object;
}

/**
 * dt_rule_row_foreach:
 * @file: the file's name
 * @object: (nullable): what holds the list
 * @name: the list
 * @parse: (scope call): reads a row
 * @data: for @parse
 * @error: %DT_ERROR_INVALID
 *
 * Returns: whether the list is there, holds objects only, and @parse took them all
 */
gboolean
dt_rule_row_foreach (const char *file,
                     JsonObject *object,
                     const char *name,
                     DtRuleRowFunc parse,
                     gpointer data,
                     GError **error)
{
  JsonArray *array = dt_json_get_array (object, name);

  if (array == NULL)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "%s: %s: a list is missing", file, name);
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      DtRuleRow row = { file, name, i + 1, NULL };

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error (error,
                       DT_ERROR,
                       DT_ERROR_INVALID,
                       "%s: %s, row %u: not an object",
                       file,
                       name,
                       i + 1);
          return FALSE;
        }
      row.object = json_node_get_object (node);
      if (!parse (&row, data, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * dt_rule_row_fail:
 * @self: the row
 * @error: set to %DT_ERROR_INVALID
 * @member: (nullable): what of it is wrong
 * @format: what is wrong with it
 * @...: for @format
 */
void
dt_rule_row_fail (
    const DtRuleRow *self, GError **error, const char *member, const char *format, ...)
{
  const char *code = dt_json_get_string (self->object, "code");
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_INVALID,
               "%s: %s, row %u%s%s%s: %s%s%s",
               self->file,
               self->list,
               self->number,
               code != NULL ? " (" : "",
               code != NULL ? code : "",
               code != NULL ? ")" : "",
               member != NULL ? member : "",
               member != NULL ? ": " : "",
               what);
}

/**
 * dt_rule_row_check_members:
 * @self: the row
 * @allowed: (array zero-terminated=1): names
 * @error: %DT_ERROR_INVALID
 *
 * Returns: whether the row has no other member
 */
gboolean
dt_rule_row_check_members (const DtRuleRow *self, const char *const *allowed, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (self->object);

  for (GList *l = members; l != NULL; l = l->next)
    {
      if (!g_strv_contains (allowed, l->data))
        {
          dt_rule_row_fail (self, error, l->data, "no such member");
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * dt_rule_row_get_string:
 * @self: the row
 * @member: its name
 * @out: (out) (transfer full): the text, untouched on failure
 * @error: %DT_ERROR_INVALID
 *
 * Returns: whether it is there and not empty
 */
gboolean
dt_rule_row_get_string (const DtRuleRow *self, const char *member, char **out, GError **error)
{
  const char *text = dt_json_get_string (self->object, member);

  if (text == NULL || *text == '\0')
    {
      dt_rule_row_fail (self, error, member, "a text is missing");
      return FALSE;
    }
  *out = g_strdup (text);
  return TRUE;
}

/**
 * dt_rule_row_dup_string:
 * @self: the row
 * @member: its name
 *
 * Returns: (transfer full) (nullable): the text, or %NULL if it is not there
 */
char *
dt_rule_row_dup_string (const DtRuleRow *self, const char *member)
{
  return g_strdup (dt_json_get_string (self->object, member));
}

/**
 * dt_rule_row_get_int:
 * @self: the row
 * @member: its name
 * @min: the least allowed
 * @max: the greatest allowed
 * @fallback: (nullable): given if it is not there; %NULL if it must be
 * @out: (out): the number, untouched on failure
 * @error: %DT_ERROR_INVALID
 *
 * Returns: whether it is a whole number from @min to @max
 */
gboolean
dt_rule_row_get_int (const DtRuleRow *self,
                     const char *member,
                     int min,
                     int max,
                     const int *fallback,
                     int *out,
                     GError **error)
{
  gint64 value;

  if (!json_object_has_member (self->object, member) && fallback != NULL)
    {
      *out = *fallback;
      return TRUE;
    }
  value = dt_json_get_int (self->object, member, G_MININT64);
  if (value < min || value > max)
    {
      dt_rule_row_fail (self, error, member, "a whole number from %d to %d is wanted", min, max);
      return FALSE;
    }
  *out = (int) value;
  return TRUE;
}

/**
 * dt_rule_row_get_boolean:
 * @self: the row
 * @member: its name
 * @fallback: given if it is not there
 * @out: (out): the value, untouched on failure
 * @error: %DT_ERROR_INVALID
 *
 * Returns: whether it is true, false or not there
 */
gboolean
dt_rule_row_get_boolean (
    const DtRuleRow *self, const char *member, gboolean fallback, gboolean *out, GError **error)
{
  gboolean value = dt_json_get_boolean (self->object, member, fallback);

  if (json_object_has_member (self->object, member)
      && dt_json_get_boolean (self->object, member, !value) != value)
    {
      dt_rule_row_fail (self, error, member, "true or false is wanted");
      return FALSE;
    }
  *out = value;
  return TRUE;
}

/**
 * dt_rule_row_get_date:
 * @self: the row
 * @member: its name
 * @fallback: (nullable): given if it is not there or null; %NULL if it must be there
 * @out: (out): the day, untouched on failure
 * @error: %DT_ERROR_INVALID
 *
 * Returns: whether it is a day
 */
gboolean
dt_rule_row_get_date (
    const DtRuleRow *self, const char *member, const DtDate *fallback, DtDate *out, GError **error)
{
  if (fallback != NULL
      && (!json_object_has_member (self->object, member)
          || json_object_get_null_member (self->object, member)))
    {
      *out = *fallback;
      return TRUE;
    }
  if (!dt_date_parse (dt_json_get_string (self->object, member), out))
    {
      dt_rule_row_fail (self, error, member, "a day is wanted: 2026-11-23");
      return FALSE;
    }
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forgiving readers and one writer around json-glib. Any thread. */
#include "base/dt-json.h"

#include "base/dt-error.h"

/**
 * dt_json_parse_object:
 * @text: UTF-8
 * @length: bytes, or -1 if it ends with NUL
 * @error: %DT_ERROR_DAMAGED if it is not JSON or not an object
 *
 * Returns: (transfer full) (nullable): the object
 */
JsonObject *
dt_json_parse_object (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local_error = NULL;
  JsonNode *root;

  g_return_val_if_fail (text != NULL, NULL);

  if (!json_parser_load_from_data (parser, text, length, &local_error))
    {
      g_set_error (error, DT_ERROR, DT_ERROR_DAMAGED, "not JSON: %s", local_error->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, DT_ERROR, DT_ERROR_DAMAGED, "not a JSON object");
      return NULL;
    }
  return json_node_dup_object (root);
}

/**
 * dt_json_write_object:
 * @object: an object
 *
 * Returns: (transfer full): compact JSON, members in the order they were added
 */
char *
dt_json_write_object (JsonObject *object)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  g_return_val_if_fail (object != NULL, NULL);

  json_node_set_object (node, object);
  json_generator_set_root (generator, node);
  return json_generator_to_data (generator, NULL);
}

static JsonNode *
get_value (JsonObject *object, const char *name, GType type)
{
  JsonNode *node;

  if (object == NULL)
    return NULL;
  node = json_object_get_member (object, name);
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != type)
    return NULL;
  return node;
}

/**
 * dt_json_get_string:
 * @object: (nullable): an object
 * @name: a member
 *
 * Returns: (nullable): the text, owned by @object; NULL if it is absent, null or no text
 */
const char *
dt_json_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = get_value (object, name, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

/**
 * dt_json_get_int:
 * @object: (nullable): an object
 * @name: a member
 * @fallback: given back if it is absent or no whole number
 *
 * Returns: the number
 */
gint64
dt_json_get_int (JsonObject *object, const char *name, gint64 fallback)
{
  JsonNode *node = get_value (object, name, G_TYPE_INT64);

  return node != NULL ? json_node_get_int (node) : fallback;
}

/**
 * dt_json_get_boolean:
 * @object: (nullable): an object
 * @name: a member
 * @fallback: given back if it is absent or no boolean
 *
 * Returns: the value
 */
gboolean
dt_json_get_boolean (JsonObject *object, const char *name, gboolean fallback)
{
  JsonNode *node = get_value (object, name, G_TYPE_BOOLEAN);

  return node != NULL ? json_node_get_boolean (node) : fallback;
}

/**
 * dt_json_get_array:
 * @object: (nullable): an object
 * @name: a member
 *
 * Returns: (nullable) (transfer none): the array
 */
JsonArray *
dt_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * dt_json_get_object:
 * @object: (nullable): an object
 * @name: a member
 *
 * Returns: (nullable) (transfer none): the object
 */
JsonObject *
dt_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * dt_json_set_string:
 * @object: an object
 * @name: a member
 * @value: (nullable): its text; nothing is set if NULL
 */
void
dt_json_set_string (JsonObject *object, const char *name, const char *value)
{
  g_return_if_fail (object != NULL && name != NULL);

  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loading the program's own data. Any thread. */
#include "base/dt-resource.h"

#include "base/dt-json.h"

/**
 * dt_resource_load:
 * @path: of a file in the program's resource
 *
 * Returns: (transfer full): its content, with a NUL behind it that is not counted
 */
GBytes *
dt_resource_load (const char *path)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL)
    g_error ("The program's own data is missing: %s", error->message);
  return bytes;
}

/**
 * dt_resource_load_object:
 * @path: of a JSON file in the program's resource
 *
 * Returns: (transfer full): the object that it holds
 */
JsonObject *
dt_resource_load_object (const char *path)
{
  g_autoptr (GBytes) bytes = dt_resource_load (path);
  g_autoptr (GError) error = NULL;
  gsize size = 0;
  const char *text = g_bytes_get_data (bytes, &size);
  JsonObject *object = dt_json_parse_object (text, (gssize) size, &error);

  if (object == NULL)
    g_error ("%s is not what the program expects: %s", path, error->message);
  return object;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See dt-attachment-json.h: approvals are bound to what stands here, so it may not change. */
#include "model/dt-attachment-json.h"

#include "base/dt-json.h"

/* What is empty and what is not there are the same. */
static void
set_text (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    json_object_set_string_member (object, name, value);
}

/**
 * dt_attachments_to_json:
 * @attachments: (element-type DtAttachment): files
 *
 * Returns: (transfer full): an object for each, in their order
 */
JsonArray *
dt_attachments_to_json (GPtrArray *attachments)
{
  JsonArray *array = json_array_new ();

  g_return_val_if_fail (attachments != NULL, array);

  for (guint i = 0; i < attachments->len; i++)
    {
      const DtAttachment *attachment = attachments->pdata[i];
      JsonObject *object = json_object_new ();

      set_text (object, "hash", attachment->hash);
      set_text (object, "name", attachment->name);
      set_text (object, "media_type", attachment->media_type);
      json_object_set_int_member (object, "size", attachment->size);
      json_array_add_object_element (array, object);
    }
  return array;
}

/**
 * dt_attachment_from_json:
 * @object: (nullable): as dt_attachments_to_json() writes one
 *
 * Returns: (transfer full) (nullable): the file; %NULL if there is no hash
 */
DtAttachment *
dt_attachment_from_json (JsonObject *object)
{
  const char *hash = dt_json_get_string (object, "hash");
  DtAttachment *attachment;

  if (hash == NULL)
    return NULL;
  attachment = dt_attachment_new ();
  attachment->hash = g_strdup (hash);
  attachment->name = g_strdup (dt_json_get_string (object, "name"));
  attachment->media_type = g_strdup (dt_json_get_string (object, "media_type"));
  attachment->size = dt_json_get_int (object, "size", 0);
  return attachment;
}

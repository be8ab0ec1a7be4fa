/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the walk-in form, as it is kept while it is typed. The draft box encrypts it, so
 * photos may lie in it too. Main thread. */
#include "ui/walkin/dt-walk-in-draft.h"

#include "base/dt-json.h"

/**
 * dt_walk_in_draft_free:
 * @self: (transfer full) (nullable): a draft
 */
void
dt_walk_in_draft_free (DtWalkInDraft *self)
{
  if (self == NULL)
    return;
  g_free (self->phone);
  g_free (self->name);
  g_free (self->address);
  g_free (self->group);
  g_free (self->field);
  g_free (self->place);
  g_free (self->text);
  g_free (self->joined_id);
  g_free (self);
}

/**
 * dt_walk_in_draft_is_empty:
 * @self: a draft
 *
 * Returns: whether nothing was typed yet; a choice in a list alone is nothing typed
 */
gboolean
dt_walk_in_draft_is_empty (const DtWalkInDraft *self)
{
  return self->phone == NULL && self->name == NULL && self->address == NULL && self->group == NULL
         && self->place == NULL && self->text == NULL;
}

/**
 * dt_walk_in_draft_to_json:
 * @self: a draft
 *
 * Returns: (transfer full): for the draft box
 */
char *
dt_walk_in_draft_to_json (const DtWalkInDraft *self)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "version", 1);
  dt_json_set_string (object, "channel", dt_channel_to_nick (self->channel));
  json_object_set_boolean_member (object, "anonymous", self->anonymous);
  dt_json_set_string (object, "phone", self->phone);
  dt_json_set_string (object, "name", self->name);
  dt_json_set_string (object, "address", self->address);
  dt_json_set_string (object, "group", self->group);
  dt_json_set_string (object, "kind", dt_case_kind_to_nick (self->kind));
  dt_json_set_string (object, "field", self->field);
  json_object_set_boolean_member (object, "field_chosen", self->field_chosen);
  dt_json_set_string (object, "place", self->place);
  dt_json_set_string (object, "text", self->text);
  json_object_set_boolean_member (object, "consent", self->consent);
  json_object_set_boolean_member (object, "not_this_person", self->not_this_person);
  dt_json_set_string (object, "joined", self->joined_id);
  return dt_json_write_object (object);
}

/**
 * dt_walk_in_draft_from_json:
 * @json: from the draft box
 *
 * Returns: (transfer full) (nullable): the draft
 */
DtWalkInDraft *
dt_walk_in_draft_from_json (const char *json)
{
  g_autoptr (JsonObject) object = dt_json_parse_object (json, -1, NULL);
  const char *nick;
  DtWalkInDraft *self;

  if (object == NULL)
    return NULL;
  self = g_new0 (DtWalkInDraft, 1);
  nick = dt_json_get_string (object, "channel");
  if (nick != NULL)
    dt_channel_from_nick (nick, &self->channel);
  nick = dt_json_get_string (object, "kind");
  if (nick != NULL)
    dt_case_kind_from_nick (nick, &self->kind);
  self->anonymous = dt_json_get_boolean (object, "anonymous", FALSE);
  self->phone = g_strdup (dt_json_get_string (object, "phone"));
  self->name = g_strdup (dt_json_get_string (object, "name"));
  self->address = g_strdup (dt_json_get_string (object, "address"));
  self->group = g_strdup (dt_json_get_string (object, "group"));
  self->field = g_strdup (dt_json_get_string (object, "field"));
  self->field_chosen = dt_json_get_boolean (object, "field_chosen", FALSE);
  self->place = g_strdup (dt_json_get_string (object, "place"));
  self->text = g_strdup (dt_json_get_string (object, "text"));
  self->consent = dt_json_get_boolean (object, "consent", FALSE);
  self->not_this_person = dt_json_get_boolean (object, "not_this_person", FALSE);
  self->joined_id = g_strdup (dt_json_get_string (object, "joined"));
  return self;
}

/**
 * dt_walk_in_draft_name:
 * @officer_id: whose draft
 *
 * Returns: (transfer full): its name in the draft box
 */
char *
dt_walk_in_draft_name (const char *officer_id)
{
  return g_strconcat ("walk-in:", officer_id, NULL);
}

/**
 * dt_walk_in_draft_file_name:
 * @officer_id: whose draft
 * @slot: below %DT_WALK_IN_MAX_FILES
 *
 * Returns: (transfer full): the name of the file's own draft
 */
char *
dt_walk_in_draft_file_name (const char *officer_id, guint slot)
{
  return g_strdup_printf ("walk-in-file:%s:%u", officer_id, slot);
}

/**
 * dt_walk_in_draft_file_to_json:
 * @file: a file of the form
 *
 * Returns: (transfer full): for the draft box
 */
char *
dt_walk_in_draft_file_to_json (const DtNewFile *file)
{
  g_autoptr (JsonObject) object = json_object_new ();
  gsize size = 0;
  const guchar *data = g_bytes_get_data (file->content, &size);
  g_autofree char *content = g_base64_encode (data, size);

  dt_json_set_string (object, "name", file->name);
  dt_json_set_string (object, "media_type", file->media_type);
  dt_json_set_string (object, "content", content);
  return dt_json_write_object (object);
}

/**
 * dt_walk_in_draft_file_from_json:
 * @json: from the draft box
 * @out: (out): the file
 *
 * Returns: %FALSE if it is none
 */
gboolean
dt_walk_in_draft_file_from_json (const char *json, DtNewFile *out)
{
  g_autoptr (JsonObject) object = dt_json_parse_object (json, -1, NULL);
  const char *content = object != NULL ? dt_json_get_string (object, "content") : NULL;
  const char *name = object != NULL ? dt_json_get_string (object, "name") : NULL;
  const char *media_type = object != NULL ? dt_json_get_string (object, "media_type") : NULL;
  gsize size = 0;
  guchar *data;

  if (content == NULL || name == NULL)
    return FALSE;
  data = g_base64_decode (content, &size);
  out->content = g_bytes_new_take (data, size);
  out->name = g_strdup (name);
  out->media_type = g_strdup (media_type != NULL ? media_type : "application/octet-stream");
  return TRUE;
}

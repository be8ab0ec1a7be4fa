/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts of replies as JSON: all of one to keep it, and the canonical text of what an approval
 * binds to. Any thread. */
#include "base/dt-json.h"
#include "model/dt-attachment-json.h"
#include "model/dt-reply.h"

/* What is empty and what is not there are the same. */
static void
set_text (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    json_object_set_string_member (object, name, value);
}

static JsonArray *
write_recipients (const DtReplyDraft *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->recipients->len; i++)
    {
      const DtRecipient *recipient = self->recipients->pdata[i];
      JsonObject *object = json_object_new ();

      set_text (object, "citizen", recipient->citizen_id);
      set_text (object, "name", recipient->name);
      set_text (object, "address", recipient->address);
      json_array_add_object_element (array, object);
    }
  return array;
}

/* Members are always written in this order, recipients and files in theirs. */
static JsonObject *
write_content (const DtReplyDraft *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "channel", dt_channel_to_nick (self->channel));
  json_object_set_string_member (object, "outcome", dt_reply_outcome_to_nick (self->outcome));
  set_text (object, "ground", self->ground);
  set_text (object, "title", self->title);
  set_text (object, "text", self->text);
  json_object_set_array_member (object, "recipients", write_recipients (self));
  json_object_set_array_member (object, "attachments", dt_attachments_to_json (self->attachments));
  return object;
}

/**
 * dt_reply_draft_to_canonical:
 * @self: a draft
 *
 * Returns: (transfer full): what an approval binds to, as the same text whenever it is the same
 */
char *
dt_reply_draft_to_canonical (const DtReplyDraft *self)
{
  g_autoptr (JsonObject) object = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  object = write_content (self);
  return dt_json_write_object (object);
}

/**
 * dt_reply_draft_equal:
 * @a: a draft
 * @b: another
 *
 * Returns: whether an approval of the one would hold for the other
 */
gboolean
dt_reply_draft_equal (const DtReplyDraft *a, const DtReplyDraft *b)
{
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  one = dt_reply_draft_to_canonical (a);
  other = dt_reply_draft_to_canonical (b);
  return g_str_equal (one, other);
}

/**
 * dt_reply_draft_to_json:
 * @self: a draft
 *
 * Returns: (transfer full): an object with the members channel, outcome, ground, title, text,
 *   recipients (citizen, name, address), attachments (hash, name, media_type, size), form and
 *   templates
 */
char *
dt_reply_draft_to_json (const DtReplyDraft *self)
{
  g_autoptr (JsonObject) object = NULL;
  JsonArray *templates = json_array_new ();

  g_return_val_if_fail (self != NULL, NULL);

  object = write_content (self);
  json_object_set_string_member (object, "form", dt_address_form_to_nick (self->form));
  for (guint i = 0; i < self->templates->len; i++)
    json_array_add_string_element (templates, self->templates->pdata[i]);
  json_object_set_array_member (object, "templates", templates);
  return dt_json_write_object (object);
}

/* The elements that are objects: what a newer version may write besides is passed over. */
static JsonObject *
get_element (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static void
read_recipients (JsonArray *array, DtReplyDraft *self)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = get_element (array, i);

      if (object != NULL)
        g_ptr_array_add (self->recipients,
                         dt_recipient_new (dt_json_get_string (object, "citizen"),
                                           dt_json_get_string (object, "name"),
                                           dt_json_get_string (object, "address")));
    }
}

static void
read_attachments (JsonArray *array, DtReplyDraft *self)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      DtAttachment *attachment = dt_attachment_from_json (get_element (array, i));

      if (attachment != NULL)
        g_ptr_array_add (self->attachments, attachment);
    }
}

static void
read_templates (JsonArray *array, DtReplyDraft *self)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_ptr_array_add (self->templates, g_strdup (json_node_get_string (node)));
    }
}

/**
 * dt_reply_draft_from_json:
 * @json: as dt_reply_draft_to_json() gives it; members that it does not know are passed over
 *
 * Returns: (transfer full) (nullable): the draft; NULL if it is no JSON object or has no channel or
 *   outcome that is known
 */
DtReplyDraft *
dt_reply_draft_from_json (const char *json)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (DtReplyDraft) self = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  object = dt_json_parse_object (json, -1, NULL);
  self = dt_reply_draft_new ();
  if (object == NULL
      || !dt_channel_from_nick (dt_json_get_string (object, "channel"), &self->channel)
      || !dt_reply_outcome_from_nick (dt_json_get_string (object, "outcome"), &self->outcome))
    return NULL;
  self->ground = g_strdup (dt_json_get_string (object, "ground"));
  self->title = g_strdup (dt_json_get_string (object, "title"));
  self->text = g_strdup (dt_json_get_string (object, "text"));
  dt_address_form_from_nick (dt_json_get_string (object, "form"), &self->form);
  read_recipients (dt_json_get_array (object, "recipients"), self);
  read_attachments (dt_json_get_array (object, "attachments"), self);
  read_templates (dt_json_get_array (object, "templates"), self);
  return g_steal_pointer (&self);
}

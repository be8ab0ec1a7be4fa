/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a leader has begun on a reply: a JSON object in the draft box, named by the reply and the
 * officer; it says of which content it is. */
#include "ui/reply/dt-approval-work.h"

#include "base/dt-json.h"

static char *
dup_name (DtService *service, const char *reply_id)
{
  DtOfficer *officer = dt_service_get_officer (service);

  return officer != NULL ? g_strdup_printf ("approval/%s/%s", reply_id, officer->id) : NULL;
}

static void
add_note (DtApprovalWork *self, JsonObject *object)
{
  gint64 start = dt_json_get_int (object, "start", -1);
  gint64 end = dt_json_get_int (object, "end", -1);
  const char *text = dt_json_get_string (object, "text");

  if (start >= 0 && start <= end && end < G_MAXUINT && text != NULL)
    g_ptr_array_add (self->notes, dt_margin_note_new ((guint) start, (guint) end, text));
}

static void
read_places (DtApprovalWork *self, JsonObject *object)
{
  JsonArray *notes = dt_json_get_array (object, "notes");

  self->text = g_strdup (dt_json_get_string (object, "text"));
  for (guint i = 0; notes != NULL && i < json_array_get_length (notes); i++)
    {
      JsonNode *node = json_array_get_element (notes, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        add_note (self, json_node_get_object (node));
    }
}

static char *
dup_json (const DtApprovalWork *self, const char *content)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *notes = json_array_new ();

  dt_json_set_string (object, "content", content);
  dt_json_set_string (object, "note", self->note);
  dt_json_set_string (object, "text", self->text);
  for (guint i = 0; i < self->notes->len; i++)
    {
      const DtMarginNote *note = self->notes->pdata[i];
      JsonObject *one = json_object_new ();

      json_object_set_int_member (one, "start", note->start);
      json_object_set_int_member (one, "end", note->end);
      json_object_set_string_member (one, "text", note->text);
      json_array_add_object_element (notes, one);
    }
  json_object_set_array_member (object, "notes", notes);
  return dt_json_write_object (object);
}

/**
 * dt_approval_work_new:
 *
 * Returns: (transfer full): nothing begun yet
 */
DtApprovalWork *
dt_approval_work_new (void)
{
  DtApprovalWork *self = g_new0 (DtApprovalWork, 1);

  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_margin_note_free);
  return self;
}

/**
 * dt_approval_work_free:
 * @self: (nullable) (transfer full): what was begun
 */
void
dt_approval_work_free (DtApprovalWork *self)
{
  if (self == NULL)
    return;
  g_free (self->note);
  g_free (self->text);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

/**
 * dt_approval_work_is_empty:
 * @self: what was begun
 *
 * Returns: whether that is nothing
 */
gboolean
dt_approval_work_is_empty (const DtApprovalWork *self)
{
  return self->note == NULL && self->text == NULL && self->notes->len == 0;
}

/**
 * dt_approval_work_load:
 * @service: with an officer signed in
 * @reply: a reply
 *
 * Returns: (transfer full): what the officer has begun on it at this desk
 */
DtApprovalWork *
dt_approval_work_load (DtService *service, DtReply *reply)
{
  DtApprovalWork *self = dt_approval_work_new ();
  g_autofree char *name = dup_name (service, reply->id);
  g_autofree char *json = name != NULL ? dt_service_dup_draft (service, name) : NULL;
  g_autoptr (JsonObject) object = json != NULL ? dt_json_parse_object (json, -1, NULL) : NULL;

  if (object == NULL)
    return self;
  self->note = g_strdup (dt_json_get_string (object, "note"));
  if (g_strcmp0 (dt_json_get_string (object, "content"), reply->content) == 0)
    read_places (self, object);
  return self;
}

/**
 * dt_approval_work_save:
 * @self: what was begun
 * @service: with an officer signed in
 * @reply: on that
 */
void
dt_approval_work_save (const DtApprovalWork *self, DtService *service, DtReply *reply)
{
  g_autofree char *name = dup_name (service, reply->id);
  g_autofree char *json = dt_approval_work_is_empty (self) ? NULL : dup_json (self, reply->content);

  if (name != NULL)
    dt_service_save_draft (service, name, json);
}

/**
 * dt_approval_work_drop:
 * @service: with an officer signed in
 * @reply_id: a reply on which nothing is left to do
 */
void
dt_approval_work_drop (DtService *service, const char *reply_id)
{
  g_autofree char *name = dup_name (service, reply_id);

  if (name != NULL)
    dt_service_save_draft (service, name, NULL);
}

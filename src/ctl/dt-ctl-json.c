/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records as JSON: members in one order, times in ISO 8601 of Hanoi, null where there is nothing.
 */
#include "ctl/dt-ctl.h"

#include "base/dt-clock.h"

void
dt_ctl_json_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
dt_ctl_json_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
dt_ctl_json_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_time (JsonBuilder *builder, const char *name, gint64 time)
{
  g_autofree char *text = time != 0 ? dt_time_to_iso (time) : NULL;

  dt_ctl_json_string (builder, name, text);
}

typedef void (*AddItem) (JsonBuilder *builder, gpointer item);

static void
add_list (JsonBuilder *builder, const char *name, GPtrArray *items, AddItem add)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < items->len; i++)
    add (builder, items->pdata[i]);
  json_builder_end_array (builder);
}

static void
add_case_members (JsonBuilder *builder, DtCase *a_case)
{
  dt_ctl_json_string (builder, "code", a_case->code);
  dt_ctl_json_string (builder, "title", a_case->title);
  dt_ctl_json_string (builder, "kind", dt_case_kind_to_nick (a_case->kind));
  dt_ctl_json_string (builder, "status", dt_case_status_to_nick (a_case->status));
  dt_ctl_json_string (builder, "channel", dt_channel_to_nick (a_case->channel));
  dt_ctl_json_string (builder, "citizen", a_case->citizen_name);
  add_time (builder, "received", a_case->received);
  add_time (builder, "due", a_case->due);
  dt_ctl_json_string (builder, "assignee", a_case->assignee_name);
}

void
dt_ctl_json_case (JsonBuilder *builder, DtCase *a_case)
{
  json_builder_begin_object (builder);
  add_case_members (builder, a_case);
  json_builder_end_object (builder);
}

static void
add_case (JsonBuilder *builder, gpointer item)
{
  dt_ctl_json_case (builder, item);
}

static void
add_citizen (JsonBuilder *builder, gpointer item)
{
  DtCitizen *citizen = item;

  json_builder_begin_object (builder);
  dt_ctl_json_string (builder, "id", citizen->id);
  dt_ctl_json_string (builder, "name", citizen->name);
  dt_ctl_json_string (builder, "phone", citizen->phone);
  dt_ctl_json_string (builder, "email", citizen->email);
  dt_ctl_json_string (builder, "address", citizen->address);
  dt_ctl_json_string (builder, "group", citizen->group);
  dt_ctl_json_string (builder, "id_number", citizen->id_number);
  dt_ctl_json_string (builder, "handle", citizen->handle);
  dt_ctl_json_string (builder, "consent", dt_consent_to_nick (citizen->consent));
  dt_ctl_json_int (builder, "cases", citizen->n_cases);
  dt_ctl_json_boolean (builder, "erased", citizen->erased);
  json_builder_end_object (builder);
}

static void
add_attachment (JsonBuilder *builder, gpointer item)
{
  DtAttachment *attachment = item;

  json_builder_begin_object (builder);
  dt_ctl_json_string (builder, "name", attachment->name);
  dt_ctl_json_string (builder, "type", attachment->media_type);
  dt_ctl_json_int (builder, "size", attachment->size);
  dt_ctl_json_string (builder, "hash", attachment->hash);
  json_builder_end_object (builder);
}

static void
add_message (JsonBuilder *builder, DtTimelineItem *item)
{
  dt_ctl_json_string (builder, "type", "message");
  dt_ctl_json_string (builder, "direction", dt_direction_to_nick (item->direction));
  dt_ctl_json_string (builder, "channel", dt_channel_to_nick (item->channel));
  dt_ctl_json_string (builder, "author", item->author_name);
  dt_ctl_json_string (builder, "text", item->text);
  dt_ctl_json_boolean (builder, "erased", item->erased);
  dt_ctl_json_boolean (builder, "retracted", item->retracted);
  dt_ctl_json_string (builder, "merged_from", item->case_code);
  add_list (builder, "attachments", item->attachments, add_attachment);
}

static void
add_event (JsonBuilder *builder, DtTimelineItem *item)
{
  dt_ctl_json_string (builder, "type", "event");
  dt_ctl_json_string (builder, "kind", item->kind);
  dt_ctl_json_string (builder, "field", item->field);
  dt_ctl_json_string (builder, "from", item->from);
  dt_ctl_json_string (builder, "to", item->to);
}

static void
add_timeline_item (JsonBuilder *builder, gpointer data)
{
  DtTimelineItem *item = data;

  json_builder_begin_object (builder);
  dt_ctl_json_string (builder, "id", item->id);
  add_time (builder, "time", item->time);
  add_time (builder, "recorded", item->recorded);
  dt_ctl_json_string (builder, "officer", item->actor_name);
  if (item->type == DT_TIMELINE_MESSAGE)
    add_message (builder, item);
  else
    add_event (builder, item);
  json_builder_end_object (builder);
}

static void
add_reply (JsonBuilder *builder, gpointer item)
{
  DtReply *reply = item;
  const DtReplyDraft *draft = reply->draft;

  json_builder_begin_object (builder);
  dt_ctl_json_string (builder, "id", reply->id);
  dt_ctl_json_string (builder, "state", dt_reply_state_to_nick (reply->state));
  dt_ctl_json_string (builder, "channel", dt_channel_to_nick (draft->channel));
  dt_ctl_json_string (builder, "outcome", dt_reply_outcome_to_nick (draft->outcome));
  dt_ctl_json_string (builder, "title", draft->title);
  dt_ctl_json_string (builder, "text", draft->text);
  dt_ctl_json_string (builder, "author", reply->author_name);
  dt_ctl_json_int (builder, "round", reply->round);
  dt_ctl_json_string (builder, "asked", reply->asked_name);
  dt_ctl_json_string (builder, "decided_by", reply->approver_name);
  dt_ctl_json_boolean (builder, "approved", dt_reply_is_approved (reply));
  dt_ctl_json_string (builder, "note", reply->note);
  dt_ctl_json_int (builder, "margin_notes", reply->notes->len);
  add_time (builder, "sent", reply->sent);
  dt_ctl_json_boolean (builder, "by_hand", reply->by_hand);
  dt_ctl_json_string (builder, "place", reply->place);
  json_builder_end_object (builder);
}

static void
add_conflict (JsonBuilder *builder, gpointer item)
{
  DtConflict *conflict = item;

  json_builder_begin_object (builder);
  dt_ctl_json_string (builder, "id", conflict->id);
  dt_ctl_json_string (builder, "field", conflict->field);
  json_builder_set_member_name (builder, "values");
  json_builder_begin_array (builder);
  for (guint choice = 0; choice < 2; choice++)
    json_builder_add_string_value (builder, conflict->shown[choice]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

void
dt_ctl_json_case_file (JsonBuilder *builder, DtCaseFile *file)
{
  DtCase *a_case = file->a_case;

  json_builder_begin_object (builder);
  dt_ctl_json_string (builder, "id", a_case->id);
  add_case_members (builder, a_case);
  dt_ctl_json_string (builder, "priority", dt_priority_to_nick (a_case->priority));
  dt_ctl_json_string (builder, "field", a_case->field);
  dt_ctl_json_string (builder, "place", a_case->place);
  dt_ctl_json_string (builder, "group", a_case->group);
  dt_ctl_json_string (builder, "ground", a_case->ground);
  add_time (builder, "changed", a_case->changed);
  add_list (builder, "citizens", file->citizens, add_citizen);
  add_list (builder, "timeline", file->timeline, add_timeline_item);
  add_list (builder, "replies", file->replies, add_reply);
  add_list (builder, "links", file->links, add_case);
  add_list (builder, "merged", file->merged, add_case);
  add_list (builder, "other_cases", file->other_cases, add_case);
  add_list (builder, "conflicts", file->conflicts, add_conflict);
  json_builder_end_object (builder);
}

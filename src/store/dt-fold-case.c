/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the entries about a case do to its row. On the worker that owns the store. */
#include "store/dt-fold.h"

#include <string.h>

#define NICK_SIZE 64

static char *
none_if_empty (char *text)
{
  if (text != NULL && *text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

static void
take_string (char **place, char *text)
{
  g_free (*place);
  *place = none_if_empty (text);
}

/* An officer did something: what the citizen said before is no longer unread. */
static void
note_step (DtFoldCase *a_case, DtFoldEntry *e)
{
  a_case->step = MAX (a_case->step, e->entry->hlc);
}

/* ---- opening ------------------------------------------------------------------------------- */

static void
read_enums (DtFoldCase *a_case, const DtFields *facts)
{
  char nick[NICK_SIZE];
  DtChannelKind channel = DT_CHANNEL_FILE;
  DtCaseKind kind = DT_CASE_KIND_FEEDBACK;
  DtPriority priority = DT_PRIORITY_NORMAL;
  DtCaseStatus status = DT_CASE_STATUS_RECEIVED;

  if (dt_fields_copy_string (facts, "channel", nick, sizeof nick))
    dt_channel_from_nick (nick, &channel);
  if (dt_fields_copy_string (facts, "kind", nick, sizeof nick))
    dt_case_kind_from_nick (nick, &kind);
  if (dt_fields_copy_string (facts, "priority", nick, sizeof nick))
    dt_priority_from_nick (nick, &priority);
  if (dt_fields_copy_string (facts, "status", nick, sizeof nick))
    dt_case_status_from_nick (nick, &status);
  if (status == DT_CASE_STATUS_MERGED || status == DT_CASE_STATUS_WITHDRAWN)
    status = DT_CASE_STATUS_RECEIVED;
  a_case->channel = (int) channel;
  a_case->kind = (int) kind;
  a_case->priority = (int) priority;
  a_case->status = (int) status;
}

static void
link_citizen (DtFold *self, DtFoldCase *a_case, const char *citizen)
{
  sqlite3_stmt *statement
      = dt_fold_prepare (self, "INSERT OR IGNORE INTO case_citizens VALUES (?1, ?2, ?3)");

  dt_bind_id (statement, 1, a_case->id);
  dt_bind_id (statement, 2, citizen);
  sqlite3_bind_int64 (statement, 3, a_case->n_citizens_seen++);
  dt_fold_run (self, statement);
  g_hash_table_add (self->changed_citizens, g_strdup (citizen));
}

static void
link_first_citizens (DtFold *self, DtFoldCase *a_case, const DtFields *facts)
{
  DtFieldsIter iter;
  DtFieldValue value;

  dt_fields_iter_init (&iter, facts, "citizens");
  while (dt_fields_iter_next (&iter, &value))
    {
      g_autofree char *id = dt_field_value_dup_string (&value);

      if (id != NULL)
        link_citizen (self, a_case, id);
    }
}

/* Cases merged into this one before it was known here show in it from now on. */
static void
mark_children (DtFold *self, const char *id)
{
  sqlite3_stmt *statement;

  if (!self->any_merged)
    return;
  statement = dt_fold_prepare (self, "SELECT id FROM cases WHERE merged_into = ?1");
  dt_bind_id (statement, 1, id);
  while (dt_fold_step (self, statement))
    {
      g_autofree char *child = dt_column_dup_id (statement, 0);

      dt_fold_mark_dirty (self, child);
    }
}

static void
note_source (DtFold *self, DtFoldEntry *e)
{
  g_autofree char *source = dt_fields_dup_string (&e->facts, "source");
  sqlite3_stmt *statement;

  if (source == NULL)
    return;
  statement = dt_fold_prepare (self, "INSERT OR IGNORE INTO sources VALUES (?1, ?2)");
  dt_bind_id (statement, 1, source);
  dt_bind_id (statement, 2, e->entry->subject);
  dt_fold_run (self, statement);
}

/* dt_fold_case_opened: the case, and the message it was opened with. */
void
dt_fold_case_opened (DtFold *self, DtFoldEntry *e)
{
  DtFoldCase *a_case = dt_fold_get_case (self, e->entry->subject);
  g_autofree char *message = NULL;

  if (a_case->opened)
    {
      dt_fold_event (self, e); /* opened twice: the first one holds */
      return;
    }
  a_case->opened = TRUE;
  a_case->code = dt_fields_dup_string (&e->facts, "code");
  a_case->field = none_if_empty (dt_fields_dup_string (&e->facts, "field"));
  a_case->group = none_if_empty (dt_fields_dup_string (&e->facts, "group"));
  a_case->title = dt_fields_dup_string (&e->payload, "title");
  a_case->place = none_if_empty (dt_fields_dup_string (&e->payload, "place"));
  a_case->split_from = dt_fields_dup_string (&e->facts, "split_from");
  a_case->opened_by = *e->entry->actor != '\0' ? g_strdup (e->entry->actor) : NULL;
  a_case->opened_hlc = e->entry->hlc;
  memcpy (a_case->opened_hash, e->entry->hash, DT_HASH_SIZE);
  a_case->received = dt_fields_get_int (&e->facts, "received", DT_HLC_TO_USEC (e->entry->hlc));
  a_case->last = DT_HLC_TO_USEC (e->entry->hlc);
  read_enums (a_case, &e->facts);
  if (dt_fields_has (&e->facts, "status"))
    note_step (a_case, e); /* it came with what was done about it */
  if (a_case->code != NULL)
    dt_fold_count_number (self, e->entry->device, a_case->code);
  link_first_citizens (self, a_case, &e->facts);
  note_source (self, e);
  message = dt_fields_dup_string (&e->facts, "message");
  if (message == NULL && dt_fields_has (&e->payload, "text"))
    message = g_strdup (a_case->id); /* nothing that was said is dropped */
  if (message != NULL)
    {
      a_case->first_message = g_strdup (message);
      dt_fold_add_message (self,
                           e,
                           a_case,
                           message,
                           DT_DIRECTION_INBOUND,
                           (DtChannelKind) a_case->channel,
                           a_case->received);
    }
  dt_fold_mark_dirty (self, a_case->id);
  mark_children (self, a_case->id);
}

/* ---- fields -------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  gboolean in_payload; /* free text */
} Field;

static const Field fields[] = {
  { "kind", FALSE },   { "field", FALSE }, { "priority", FALSE }, { "group", FALSE },
  { "traits", FALSE }, { "title", TRUE },  { "place", TRUE },
};

static char *
get_field (const DtFoldCase *a_case, const char *name)
{
  if (g_str_equal (name, "kind"))
    return g_strdup (dt_case_kind_to_nick ((DtCaseKind) a_case->kind));
  if (g_str_equal (name, "priority"))
    return g_strdup (dt_priority_to_nick ((DtPriority) a_case->priority));
  if (g_str_equal (name, "field"))
    return g_strdup (a_case->field);
  if (g_str_equal (name, "group"))
    return g_strdup (a_case->group);
  if (g_str_equal (name, "traits"))
    return dt_traits_to_nick ((DtTraits) a_case->traits);
  if (g_str_equal (name, "title"))
    return g_strdup (a_case->title);
  return g_strdup (a_case->place);
}

/* A nick that this version does not know leaves the field as it was. */
static void
set_field (DtFoldCase *a_case, const char *name, const char *value)
{
  DtCaseKind kind;
  DtPriority priority;
  DtTraits traits;

  if (g_str_equal (name, "kind"))
    {
      if (value != NULL && dt_case_kind_from_nick (value, &kind))
        a_case->kind = (int) kind;
    }
  else if (g_str_equal (name, "priority"))
    {
      if (value != NULL && dt_priority_from_nick (value, &priority))
        a_case->priority = (int) priority;
    }
  else if (g_str_equal (name, "traits"))
    {
      if (dt_traits_from_nick (value, &traits))
        a_case->traits = (guint) traits;
    }
  else if (g_str_equal (name, "field"))
    take_string (&a_case->field, g_strdup (value));
  else if (g_str_equal (name, "group"))
    take_string (&a_case->group, g_strdup (value));
  else if (g_str_equal (name, "title"))
    take_string (&a_case->title, g_strdup (value));
  else
    take_string (&a_case->place, g_strdup (value));
}

static void
apply_field (DtFold *self, DtFoldEntry *e, DtFoldCase *a_case, const char *name, const char *value)
{
  g_autofree char *before = get_field (a_case, name);

  set_field (a_case, name, value);
  dt_fold_note_setter (self, e, name, value != NULL ? value : "");
  dt_fold_add_event (self, e, name, before, value);
}

/* dt_fold_case_set: each field that it names, with what it was. */
void
dt_fold_case_set (DtFold *self, DtFoldEntry *e)
{
  DtFoldCase *a_case = dt_fold_touch_case (self, e);
  DtFields set;

  if (a_case == NULL)
    return;
  note_step (a_case, e);
  dt_fields_get_object (&e->facts, "set", &set);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const DtFields *from = fields[i].in_payload ? &e->payload : &set;
      g_autofree char *value = NULL;

      if (!dt_fields_has (from, fields[i].name))
        continue;
      value = dt_fields_dup_string (from, fields[i].name);
      apply_field (self, e, a_case, fields[i].name, value);
    }
  if (e->n_events == 0)
    dt_fold_add_event (self, e, NULL, NULL, NULL); /* its payload was erased */
}

static gboolean
is_resolution (const DtFoldEntry *e)
{
  return g_str_equal (e->entry->kind, "conflict.resolved");
}

static void
set_status (DtFold *self, DtFoldEntry *e, DtFoldCase *a_case, const char *nick)
{
  DtCaseStatus to;
  const char *before = dt_case_status_to_nick ((DtCaseStatus) a_case->status);
  g_autofree char *reason = dt_fields_dup_string (&e->payload, "reason");

  if (!dt_case_status_from_nick (nick, &to) || to == DT_CASE_STATUS_MERGED
      || to == DT_CASE_STATUS_WITHDRAWN)
    {
      dt_fold_event (self, e);
      return;
    }
  a_case->status = (int) to;
  if (to != DT_CASE_STATUS_REFUSED)
    g_clear_pointer (&a_case->ground, g_free);
  else if (dt_fields_has (&e->facts, "ground"))
    take_string (&a_case->ground, dt_fields_dup_string (&e->facts, "ground"));
  dt_fold_note_setter (self, e, "status", nick);
  dt_fold_add_event (self, e, is_resolution (e) ? "status" : reason, before, nick);
}

/* dt_fold_case_status: the event's field holds the reason, if one was given. */
void
dt_fold_case_status (DtFold *self, DtFoldEntry *e)
{
  DtFoldCase *a_case = dt_fold_touch_case (self, e);
  char nick[NICK_SIZE];

  if (a_case == NULL)
    return;
  note_step (a_case, e);
  dt_fields_copy_string (&e->facts, "to", nick, sizeof nick);
  set_status (self, e, a_case, nick);
}

static void
assign (DtFold *self, DtFoldEntry *e, DtFoldCase *a_case, char *officer)
{
  g_autofree char *before = g_strdup (a_case->assignee);

  take_string (&a_case->assignee, officer);
  dt_fold_note_setter (self, e, "assignee", a_case->assignee != NULL ? a_case->assignee : "");
  dt_fold_add_event (self, e, is_resolution (e) ? "assignee" : NULL, before, a_case->assignee);
}

/* dt_fold_case_assigned: to an officer, or to nobody. */
void
dt_fold_case_assigned (DtFold *self, DtFoldEntry *e)
{
  DtFoldCase *a_case = dt_fold_touch_case (self, e);

  if (a_case == NULL)
    return;
  note_step (a_case, e);
  assign (self, e, a_case, dt_fields_dup_string (&e->facts, "officer"));
}

static void set_merged (DtFold *self, DtFoldEntry *e, DtFoldCase *a_case, const char *into);

/* FALSE: no such field. */
static gboolean
set_resolved (DtFold *self, DtFoldEntry *e, DtFoldCase *a_case, const char *field, char *value)
{
  g_autofree char *own = none_if_empty (value);

  if (g_str_equal (field, "status"))
    {
      set_status (self, e, a_case, own != NULL ? own : "");
      return TRUE;
    }
  if (g_str_equal (field, "assignee"))
    {
      assign (self, e, a_case, g_steal_pointer (&own));
      return TRUE;
    }
  if (g_str_equal (field, "merged"))
    {
      set_merged (self, e, a_case, own);
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].name, field))
      {
        apply_field (self, e, a_case, fields[i].name, own);
        return TRUE;
      }
  return FALSE;
}

/* dt_fold_conflict_resolved: the field gets the value chosen; or that is taken back, and the values
 * are in conflict as before, which only the whole history tells. */
void
dt_fold_conflict_resolved (DtFold *self, DtFoldEntry *e)
{
  DtFoldCase *a_case = dt_fold_touch_case (self, e);
  gboolean undo = dt_fields_get_boolean (&e->facts, "undo", FALSE);
  g_autofree char *field = NULL;
  char *value;

  if (a_case == NULL)
    return;
  if (undo && self->setters == NULL)
    {
      dt_fold_mark_refold (self, a_case->id);
      return;
    }
  note_step (a_case, e);
  field = dt_fields_dup_string (&e->facts, "field");
  value = dt_fields_dup_string (&e->facts, "value");
  if (value == NULL)
    value = dt_fields_dup_string (&e->payload, "value");
  if (field == NULL || !set_resolved (self, e, a_case, field, value))
    dt_fold_event (self, e);
  else if (undo)
    dt_fold_forget_resolution (self, field);
}

/* ---- citizens, links, merging -------------------------------------------------------------- */

/* dt_fold_case_citizen: a citizen is linked to the case, or no longer. */
void
dt_fold_case_citizen (DtFold *self, DtFoldEntry *e)
{
  DtFoldCase *a_case = dt_fold_touch_case (self, e);
  g_autofree char *citizen = NULL;
  gboolean linked;

  if (a_case == NULL)
    return;
  note_step (a_case, e);
  citizen = dt_fields_dup_string (&e->facts, "citizen");
  linked = dt_fields_get_boolean (&e->facts, "linked", TRUE);
  if (citizen != NULL && linked)
    link_citizen (self, a_case, citizen);
  else if (citizen != NULL)
    {
      sqlite3_stmt *statement
          = dt_fold_prepare (self, "DELETE FROM case_citizens WHERE case_id = ?1 AND citizen = ?2");

      dt_bind_id (statement, 1, a_case->id);
      dt_bind_id (statement, 2, citizen);
      dt_fold_run (self, statement);
      g_hash_table_add (self->changed_citizens, g_strdup (citizen));
    }
  dt_fold_add_event (self, e, NULL, linked ? NULL : citizen, linked ? citizen : NULL);
}

static void
set_merged_into (DtFold *self, DtFoldCase *a_case, const char *into)
{
  /* The case it showed in until now loses its words. */
  if (a_case->merged_into != NULL)
    dt_fold_mark_dirty (self, dt_fold_find_root (self, a_case->id));
  self->any_merged = TRUE;
  g_hash_table_add (self->merged, a_case->id);
  take_string (&a_case->merged_into, g_strdup (into));
  dt_fold_mark_dirty (self, into);
  mark_children (self, a_case->id);
}

/* What a conflict of two mergings came to; NULL: into none. */
static void
set_merged (DtFold *self, DtFoldEntry *e, DtFoldCase *a_case, const char *into)
{
  g_autofree char *before = g_strdup (a_case->merged_into);

  set_merged_into (self, a_case, g_strcmp0 (into, a_case->id) != 0 ? into : NULL);
  dt_fold_note_setter (self, e, "merged", into != NULL ? into : "");
  dt_fold_add_event (self, e, "merged", before, into);
}

/* dt_fold_case_merged: the case shows in another from now on; its status stays, for later. */
void
dt_fold_case_merged (DtFold *self, DtFoldEntry *e)
{
  DtFoldCase *a_case = dt_fold_touch_case (self, e);
  g_autofree char *into = NULL;
  g_autofree char *before = NULL;

  if (a_case == NULL)
    return;
  note_step (a_case, e);
  into = dt_fields_dup_string (&e->facts, "into");
  before = g_strdup (a_case->merged_into);
  if (into != NULL && !g_str_equal (into, a_case->id))
    {
      set_merged_into (self, a_case, into);
      dt_fold_note_setter (self, e, "merged", into);
    }
  dt_fold_add_event (self, e, NULL, before, into);
}

/* dt_fold_case_unmerged: it stands for itself again, with the status it had. */
void
dt_fold_case_unmerged (DtFold *self, DtFoldEntry *e)
{
  DtFoldCase *a_case = dt_fold_touch_case (self, e);
  g_autofree char *before = NULL;
  char nick[NICK_SIZE];
  DtCaseStatus status;

  if (a_case == NULL)
    return;
  note_step (a_case, e);
  before = g_strdup (a_case->merged_into);
  set_merged_into (self, a_case, NULL);
  if (dt_fields_copy_string (&e->facts, "status", nick, sizeof nick)
      && dt_case_status_from_nick (nick, &status) && status != DT_CASE_STATUS_MERGED
      && status != DT_CASE_STATUS_WITHDRAWN)
    a_case->status = (int) status;
  dt_fold_note_setter (self, e, "merged", "");
  dt_fold_add_event (self, e, NULL, before, NULL);
}

/* dt_fold_case_linked: "same matter"; which of both cases it was said of makes no difference. */
void
dt_fold_case_linked (DtFold *self, DtFoldEntry *e)
{
  DtFoldCase *a_case = dt_fold_touch_case (self, e);
  g_autofree char *other = NULL;
  gboolean linked;
  sqlite3_stmt *statement;

  if (a_case == NULL)
    return;
  note_step (a_case, e);
  other = dt_fields_dup_string (&e->facts, "other");
  linked = dt_fields_get_boolean (&e->facts, "linked", TRUE);
  if (other != NULL)
    {
      statement = dt_fold_prepare (self, "INSERT OR REPLACE INTO links VALUES (?1, ?2, ?3, ?4)");
      dt_bind_id (statement, 1, a_case->id);
      dt_bind_id (statement, 2, other);
      dt_bind_order (statement, 3, &e->order);
      sqlite3_bind_int (statement, 4, linked);
      dt_fold_run (self, statement);
      dt_fold_mark_dirty (self, other);
    }
  dt_fold_add_event (self, e, NULL, linked ? NULL : other, linked ? other : NULL);
}

/* dt_fold_case_withdrawn: its opening was undone, or that was. */
void
dt_fold_case_withdrawn (DtFold *self, DtFoldEntry *e)
{
  DtFoldCase *a_case = dt_fold_touch_case (self, e);

  if (a_case == NULL)
    return;
  if (a_case->merged_into != NULL)
    dt_fold_mark_dirty (self, dt_fold_find_root (self, a_case->id));
  a_case->withdrawn = dt_fields_get_boolean (&e->facts, "withdrawn", TRUE);
  mark_children (self, a_case->id);
  dt_fold_add_event (self, e, NULL, NULL, a_case->withdrawn ? "true" : "false");
}

/* dt_fold_receipt_issued: the citizen was told that it is in hand. */
void
dt_fold_receipt_issued (DtFold *self, DtFoldEntry *e)
{
  DtFoldCase *a_case = dt_fold_touch_case (self, e);
  g_autofree char *entry = NULL;

  if (a_case == NULL)
    return;
  note_step (a_case, e);
  entry = dt_fields_dup_string (&e->facts, "entry");
  dt_fold_add_event (self, e, NULL, NULL, entry);
}

/* dt_fold_event: what is shown and changes nothing else: also kinds this version does not know. */
void
dt_fold_event (DtFold *self, DtFoldEntry *e)
{
  dt_fold_touch_case (self, e);
  dt_fold_add_event (self, e, "unknown", NULL, NULL);
}

/* dt_fold_note: the same for what is never about a case. */
void
dt_fold_note (DtFold *self, DtFoldEntry *e)
{
  g_autofree char *command = dt_fields_dup_string (&e->facts, "command");

  dt_fold_add_event (self, e, command, NULL, NULL);
}

/* dt_fold_clear_case: what its entries wrote is taken back before they are folded anew. */
void
dt_fold_clear_case (DtFold *self, const char *id)
{
  static const char *const deletes[] = {
    "DELETE FROM case_citizens WHERE case_id = ?1", "DELETE FROM attachments WHERE subject = ?1",
    "DELETE FROM links WHERE subject = ?1",         "DELETE FROM sources WHERE subject = ?1",
    "DELETE FROM conflicts WHERE subject = ?1",
  };
  DtFoldCase *a_case = dt_fold_get_case (self, id);

  if (a_case->merged_into != NULL)
    {
      dt_fold_mark_dirty (self, dt_fold_find_root (self, id));
      g_hash_table_add (self->merged, a_case->id);
    }
  dt_fold_clear_messages (self, id);
  dt_fold_clear_replies (self, id);
  for (guint i = 0; i < G_N_ELEMENTS (deletes); i++)
    {
      sqlite3_stmt *statement = dt_fold_prepare (self, deletes[i]);

      dt_bind_id (statement, 1, id);
      dt_fold_run (self, statement);
    }
  dt_fold_case_reset (a_case);
  dt_fold_mark_dirty (self, id);
}

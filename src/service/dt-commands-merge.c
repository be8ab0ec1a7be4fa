/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands on several cases: merging and parting them again, splitting one, marking two as the
 * same matter. Writing worker only. */
#include "service/dt-commands.h"

#include "base/dt-error.h"
#include "base/dt-json.h"
#include "base/dt-text.h"

/* ---- merging ---- */

static char *
into_facts (const char *into_id)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_string (facts, "into", into_id);
  return dt_json_text_finish (facts);
}

static char *
unmerged_facts (const char *from_id, DtCaseStatus status)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_string (facts, "from", from_id);
  dt_json_text_add_string (facts, "status", dt_case_status_to_nick (status));
  return dt_json_text_finish (facts);
}

/* What was merged into a case that now goes into another follows it, so that there is never a
 * chain. */
static gboolean
merge_children (DtRun *run, DtCase *a_case, DtCase *into, GError **error)
{
  g_autoptr (DtCaseFile) file = dt_reader_load_case_file (run->writer->reader, a_case->id, error);

  if (file == NULL)
    return FALSE;
  for (guint i = 0; i < file->merged->len; i++)
    {
      DtCase *child = g_ptr_array_index (file->merged, i);

      dt_run_add (run, "case.merged", child->id, into_facts (into->id), NULL);
      dt_run_add_undo (run, "case.merged", child->id, into_facts (a_case->id), NULL);
    }
  return TRUE;
}

static gboolean
merge_one (DtRun *run, DtCase *a_case, DtCase *into, GError **error)
{
  if (dt_case_status_is_open (a_case->status) && !dt_case_status_is_open (into->status))
    {
      /* Work that is owed must not vanish in a case that is done. */
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_TRANSITION,
                   "%s is %s: reopen it before an open case is merged into it",
                   into->code,
                   dt_case_status_to_nick (into->status));
      return FALSE;
    }
  if (!merge_children (run, a_case, into, error))
    return FALSE;
  dt_run_add (run, "case.merged", a_case->id, into_facts (into->id), NULL);
  dt_run_add_undo (
      run, "case.unmerged", a_case->id, unmerged_facts (into->id, a_case->status), NULL);
  dt_run_guard (run, a_case->id, DT_CASE_STATUS_MERGED);
  return TRUE;
}

gboolean
dt_commands_merge (DtRun *run, GError **error)
{
  g_autoptr (DtCase) into = dt_run_find_case (run, run->command->other_id, error);
  guint merged = 0;

  if (into == NULL)
    return FALSE;
  dt_run_touch (run, into);
  for (guint i = 0; run->command->case_ids[i] != NULL; i++)
    {
      g_autoptr (DtCase) a_case = dt_run_find_case (run, run->command->case_ids[i], error);

      if (a_case == NULL)
        return FALSE;
      if (g_str_equal (a_case->id, into->id))
        continue;
      if (!merge_one (run, a_case, into, error))
        return FALSE;
      dt_run_touch (run, a_case);
      merged++;
    }
  if (merged > 0)
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "case: two at least are needed to merge");
  return FALSE;
}

/* ---- parting ---- */

/* The status that the case's own entries give it, its being merged left out. */
static gboolean
on_status_entry (const DtEntry *entry, gpointer user_data)
{
  DtCaseStatus *status = user_data;
  g_autoptr (JsonObject) facts = dt_json_parse_object (entry->facts, -1, NULL);
  const char *nick = NULL;

  if (facts == NULL)
    return TRUE;
  if (g_str_equal (entry->kind, "case.opened") || g_str_equal (entry->kind, "case.unmerged"))
    nick = dt_json_get_string (facts, "status");
  else if (g_str_equal (entry->kind, "case.status"))
    nick = dt_json_get_string (facts, "to");
  else if (g_str_equal (entry->kind, "conflict.resolved")
           && g_strcmp0 (dt_json_get_string (facts, "field"), "status") == 0)
    nick = dt_json_get_string (facts, "value");
  if (nick != NULL)
    dt_case_status_from_nick (nick, status);
  return TRUE;
}

static gboolean
unmerge_one (DtRun *run, DtCase *a_case, GError **error)
{
  DtCaseStatus status = DT_CASE_STATUS_RECEIVED;

  if (!dt_ledger_foreach_of (
          run->writer->ledger, a_case->id, FALSE, on_status_entry, &status, error))
    return FALSE;
  dt_run_add (run, "case.unmerged", a_case->id, unmerged_facts (a_case->merged_into, status), NULL);
  dt_run_add_undo (run, "case.merged", a_case->id, into_facts (a_case->merged_into), NULL);
  dt_run_guard (run, a_case->id, status);
  dt_run_touch (run, a_case);
  return TRUE;
}

gboolean
dt_commands_unmerge (DtRun *run, GError **error)
{
  g_autoptr (DtCaseFile) file
      = dt_reader_load_case_file (run->writer->reader, run->command->case_ids[0], error);

  if (file == NULL)
    return FALSE;
  if (file->a_case->status == DT_CASE_STATUS_MERGED && file->a_case->merged_into != NULL)
    return unmerge_one (run, file->a_case, error);
  if (file->merged->len == 0)
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_TRANSITION,
                   "%s is not merged with another",
                   file->a_case->code);
      return FALSE;
    }
  for (guint i = 0; i < file->merged->len; i++)
    {
      if (!unmerge_one (run, g_ptr_array_index (file->merged, i), error))
        return FALSE;
    }
  return TRUE;
}

/* ---- splitting ---- */

/* The earliest of the messages to split off; NULL if one is not the case's own, or all are asked
 * for: then nothing would be left. */
static DtTimelineItem *
check_split (DtRun *run, DtCaseFile *file, GError **error)
{
  DtTimelineItem *first = NULL;
  guint found = 0;
  guint inbound = 0;

  for (guint i = 0; i < file->timeline->len; i++)
    {
      DtTimelineItem *item = g_ptr_array_index (file->timeline, i);

      if (item->type != DT_TIMELINE_MESSAGE || item->retracted || item->case_code != NULL)
        continue;
      if (!g_strv_contains ((const char *const *) run->command->item_ids, item->id))
        {
          inbound += item->direction == DT_DIRECTION_INBOUND;
          continue;
        }
      found++;
      if (first == NULL || item->time < first->time)
        first = item;
    }
  if (first != NULL && found == g_strv_length (run->command->item_ids) && inbound > 0)
    return first;
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_INVALID,
               "messages: some of the case's own, and not all of the citizen's");
  return NULL;
}

static char *
split_facts (
    DtRun *run, DtCase *source, GPtrArray *citizens, DtTimelineItem *first, DtCaseStatus status)
{
  DtJsonText *facts = dt_json_text_new ();

  run->case_code = dt_run_next_code (run, first->time);
  dt_json_text_add_string (facts, "code", run->case_code);
  dt_json_text_add_string (facts, "channel", dt_channel_to_nick (first->channel));
  dt_json_text_add_string (facts, "kind", dt_case_kind_to_nick (source->kind));
  dt_json_text_add_string (facts, "priority", dt_priority_to_nick (source->priority));
  dt_json_text_add_int (facts, "received", first->time);
  dt_json_text_add_string (facts, "field", source->field);
  dt_json_text_add_string (facts, "group", source->group);
  dt_json_text_add_strings (facts, "citizens", (const char *const *) citizens->pdata);
  if (status != DT_CASE_STATUS_RECEIVED)
    dt_json_text_add_string (facts, "status", dt_case_status_to_nick (status));
  dt_json_text_add_string (facts, "split_from", source->id);
  return dt_json_text_finish (facts);
}

static char *
moved_facts (GStrv messages, const char *to)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_strings (facts, "messages", (const char *const *) messages);
  dt_json_text_add_string (facts, "to", to);
  return dt_json_text_finish (facts);
}

static char *
split_payload (DtRun *run, DtCase *source, DtTimelineItem *first)
{
  g_autofree char *words = NULL;
  const char *title = run->command->title;
  DtJsonText *payload = dt_json_text_new ();

  if (title == NULL && first->text != NULL)
    title = words = dt_text_first_words (first->text, 72);
  dt_json_text_add_string (payload, "title", title != NULL ? title : source->title);
  dt_json_text_add_string (payload, "place", source->place);
  return dt_json_text_finish (payload);
}

static char *
withdrawn_facts (void)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_boolean (facts, "withdrawn", TRUE);
  return dt_json_text_finish (facts);
}

gboolean
dt_commands_split (DtRun *run, GError **error)
{
  g_autoptr (DtCase) source = dt_run_find_case (run, run->command->case_ids[0], error);
  g_autoptr (DtCaseFile) file = NULL;
  g_autoptr (GPtrArray) citizens = NULL;
  g_autofree char *id = dt_random_id ();
  DtTimelineItem *first;
  DtCaseStatus status;

  if (source == NULL)
    return FALSE;
  file = dt_reader_load_case_file (run->writer->reader, source->id, error);
  first = file != NULL ? check_split (run, file, error) : NULL;
  if (first == NULL)
    return FALSE;
  citizens = dt_reader_list_linked_citizens (run->writer->reader, source->id, error);
  if (citizens == NULL)
    return FALSE;
  g_ptr_array_add (citizens, NULL);
  status = source->assignee_id != NULL ? DT_CASE_STATUS_ACCEPTED : DT_CASE_STATUS_RECEIVED;
  dt_run_add (run,
              "case.opened",
              id,
              split_facts (run, source, citizens, first, status),
              split_payload (run, source, first));
  dt_run_add (run, "message.moved", source->id, moved_facts (run->command->item_ids, id), NULL);
  dt_run_add_undo (run, "case.withdrawn", id, withdrawn_facts (), NULL);
  dt_run_add_undo (
      run, "message.moved", id, moved_facts (run->command->item_ids, source->id), NULL);
  if (source->assignee_id != NULL)
    {
      DtUndo *undo = g_steal_pointer (&run->undo); /* withdrawing the case is enough */

      dt_run_add_assignment (run, id, source->assignee_id, NULL);
      run->undo = undo;
    }
  dt_run_guard (run, id, status);
  dt_run_guard_messages (run, id, g_strv_length (run->command->item_ids));
  g_ptr_array_add (run->case_ids, g_steal_pointer (&id));
  g_ptr_array_add (run->case_ids, g_strdup (source->id));
  return TRUE;
}

/* ---- the same matter ---- */

static gboolean
is_linked (DtCaseFile *file, const char *other_id)
{
  for (guint i = 0; i < file->links->len; i++)
    {
      if (g_str_equal (((DtCase *) g_ptr_array_index (file->links, i))->id, other_id))
        return TRUE;
    }
  return FALSE;
}

static char *
linked_facts (const char *other_id, gboolean linked)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_string (facts, "other", other_id);
  dt_json_text_add_boolean (facts, "linked", linked);
  return dt_json_text_finish (facts);
}

static gboolean
set_linked (DtRun *run, gboolean linked, GError **error)
{
  g_autoptr (DtCase) a_case = dt_run_find_case (run, run->command->case_ids[0], error);
  g_autoptr (DtCase) other = NULL;
  g_autoptr (DtCaseFile) file = NULL;

  if (a_case == NULL)
    return FALSE;
  other = dt_run_find_case (run, run->command->other_id, error);
  if (other == NULL)
    return FALSE;
  file = dt_reader_load_case_file (run->writer->reader, a_case->id, error);
  if (file == NULL)
    return FALSE;
  if (g_str_equal (a_case->id, other->id) || is_linked (file, other->id) == linked)
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_INVALID,
                   "other: %s and %s %s",
                   a_case->code,
                   other->code,
                   linked ? "are linked already or the same" : "are not linked");
      return FALSE;
    }
  dt_run_add (run, "case.linked", a_case->id, linked_facts (other->id, linked), NULL);
  dt_run_add_undo (run, "case.linked", a_case->id, linked_facts (other->id, !linked), NULL);
  dt_run_touch (run, a_case);
  dt_run_touch (run, other);
  return TRUE;
}

gboolean
dt_commands_link_cases (DtRun *run, GError **error)
{
  return set_linked (run, TRUE, error);
}

gboolean
dt_commands_unlink_cases (DtRun *run, GError **error)
{
  return set_linked (run, FALSE, error);
}

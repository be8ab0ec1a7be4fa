/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts in the notes of the ledger file: one note a draft and one that lists their names. Writing
 * worker only. */
#include "service/dt-draft-box.h"

#include "base/dt-json.h"
#include "service/dt-json-text.h"

#define INDEX_NOTE "drafts"
#define REPLY_PREFIX "reply/"

static char *
note_name (const char *name)
{
  return g_strconcat ("draft:", name, NULL);
}

static GPtrArray *
load_index (DtLedger *ledger)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = dt_ledger_dup_note (ledger, INDEX_NOTE);
  g_autoptr (JsonObject) object = text != NULL ? dt_json_parse_object (text, -1, NULL) : NULL;
  JsonArray *array = object != NULL ? dt_json_get_array (object, "names") : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *name = json_array_get_string_element (array, i);

      if (name != NULL)
        g_ptr_array_add (names, g_strdup (name));
    }
  return names;
}

static gboolean
save_index (DtLedger *ledger, GPtrArray *names, GError **error)
{
  DtJsonText *json = dt_json_text_new ();
  g_autofree char *text = NULL;

  g_ptr_array_add (names, NULL);
  dt_json_text_add_strings (json, "names", (const char *const *) names->pdata);
  text = dt_json_text_finish (json);
  return dt_ledger_set_note (ledger, INDEX_NOTE, text, error);
}

static gboolean
name_equal (gconstpointer a, gconstpointer b)
{
  return g_str_equal (a, b);
}

static JsonObject *
load_draft (DtLedger *ledger, const char *name)
{
  g_autofree char *note = note_name (name);
  g_autofree char *text = dt_ledger_dup_note (ledger, note);

  return text != NULL ? dt_json_parse_object (text, -1, NULL) : NULL;
}

gboolean
dt_draft_box_save (DtLedger *ledger, const char *name, const char *json, GError **error)
{
  g_autoptr (GPtrArray) names = load_index (ledger);
  g_autofree char *note = note_name (name);
  g_autofree char *id = dt_draft_box_dup_id (ledger, name);
  g_autofree char *text = NULL;
  DtJsonText *draft = dt_json_text_new ();

  if (id == NULL)
    id = dt_random_id ();
  dt_json_text_add_string (draft, "id", id);
  dt_json_text_add_string (draft, "draft", json);
  text = dt_json_text_finish (draft);
  /* The list first: a name without a draft does no harm, a draft without its name is lost. */
  if (!g_ptr_array_find_with_equal_func (names, name, name_equal, NULL))
    {
      g_ptr_array_add (names, g_strdup (name));
      if (!save_index (ledger, names, error))
        return FALSE;
    }
  return dt_ledger_set_note (ledger, note, text, error);
}

gboolean
dt_draft_box_drop (DtLedger *ledger, const char *name, GError **error)
{
  g_autoptr (GPtrArray) names = load_index (ledger);
  g_autofree char *note = note_name (name);
  guint index;

  if (!dt_ledger_set_note (ledger, note, NULL, error))
    return FALSE;
  if (!g_ptr_array_find_with_equal_func (names, name, name_equal, &index))
    return TRUE;
  g_ptr_array_remove_index (names, index);
  return save_index (ledger, names, error);
}

/* dt_draft_box_is_reply_to: by its name. */
gboolean
dt_draft_box_is_reply_to (const char *name, const char *case_id)
{
  g_autofree char *prefix = g_strdup_printf (REPLY_PREFIX "%s/", case_id);

  return g_str_has_prefix (name, prefix);
}

gboolean
dt_draft_box_drop_replies (DtLedger *ledger, const char *case_id, GError **error)
{
  g_autoptr (GPtrArray) names = load_index (ledger);

  for (guint i = 0; i < names->len; i++)
    if (dt_draft_box_is_reply_to (names->pdata[i], case_id)
        && !dt_draft_box_drop (ledger, names->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* What was typed is in the record as it is, or the reply is done with. */
static gboolean
is_reply_done (DtReader *reader, const char *json)
{
  g_autoptr (JsonObject) object = dt_json_parse_object (json, -1, NULL);
  const char *id = object != NULL ? dt_json_get_string (object, "reply") : NULL;
  JsonObject *typed = object != NULL ? dt_json_get_object (object, "draft") : NULL;
  g_autofree char *text = typed != NULL ? dt_json_write_object (typed) : NULL;
  g_autoptr (DtReplyDraft) draft = text != NULL ? dt_reply_draft_from_json (text) : NULL;
  g_autoptr (DtReply) reply = id != NULL ? dt_reader_find_reply (reader, id, NULL) : NULL;

  return reply != NULL && draft != NULL
         && (!dt_reply_state_is_open (reply->state) || dt_reply_draft_equal (reply->draft, draft));
}

char *
dt_draft_box_dup_id (DtLedger *ledger, const char *name)
{
  g_autoptr (JsonObject) draft = load_draft (ledger, name);

  return draft != NULL ? g_strdup (dt_json_get_string (draft, "id")) : NULL;
}

GHashTable *
dt_draft_box_load (DtLedger *ledger, DtReader *reader)
{
  GHashTable *drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) names = load_index (ledger);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autoptr (JsonObject) draft = load_draft (ledger, name);
      const char *id = draft != NULL ? dt_json_get_string (draft, "id") : NULL;
      const char *json = draft != NULL ? dt_json_get_string (draft, "draft") : NULL;
      g_autoptr (DtTimelineItem) message = NULL;

      if (id != NULL)
        message = dt_reader_find_message (reader, id, NULL);
      if (json == NULL || message != NULL
          || (g_str_has_prefix (name, REPLY_PREFIX) && is_reply_done (reader, json)))
        {
          g_autoptr (GError) error = NULL;

          if (!dt_draft_box_drop (ledger, name, &error))
            g_warning ("Dropping a draft that is done with: %s", error->message);
          continue;
        }
      g_hash_table_insert (drafts, g_strdup (name), g_strdup (json));
    }
  return drafts;
}

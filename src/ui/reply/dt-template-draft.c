/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A template while it is edited. Unlike a file of templates, a draft may be wrong. Any thread. */
#include "ui/reply/dt-template-draft.h"

#include "base/dt-crypto.h"
#include "base/dt-json.h"
#include "model/dt-attachment-json.h"

/**
 * dt_template_draft_new:
 *
 * Returns: (transfer full): an empty template of the last category, which is for all others
 */
DtReplyTemplate *
dt_template_draft_new (void)
{
  DtReplyTemplate *template = dt_reply_template_new ();
  guint n = 0;
  const DtTemplateCategory *categories = dt_reply_template_get_categories (&n);

  template->id = dt_random_id ();
  template->category = n > 0 ? g_strdup (categories[n - 1].code) : NULL;
  template->body = g_strdup ("");
  template->outcome = DT_REPLY_OUTCOME_ANSWER;
  return template;
}

/**
 * dt_template_draft_copy:
 * @template: a template
 *
 * Returns: (transfer full): another that may be filled
 */
DtReplyTemplate *
dt_template_draft_copy (DtReplyTemplate *template)
{
  DtReplyTemplate *copy = dt_reply_template_new ();

  g_return_val_if_fail (DT_IS_REPLY_TEMPLATE (template), copy);

  copy->id = g_strdup (template->id);
  copy->title = g_strdup (template->title);
  copy->category = g_strdup (template->category);
  copy->body = g_strdup (template->body != NULL ? template->body : "");
  copy->about = g_strdup (template->about);
  copy->kind = template->kind;
  copy->field = g_strdup (template->field);
  copy->channel = template->channel;
  copy->outcome = template->outcome;
  for (guint i = 0; i < template->attachments->len; i++)
    g_ptr_array_add (copy->attachments, g_object_ref (template->attachments->pdata[i]));
  return copy;
}

static gboolean
same_files (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const DtAttachment *x = a->pdata[i];
      const DtAttachment *y = b->pdata[i];

      if (g_strcmp0 (x->hash, y->hash) != 0 || g_strcmp0 (x->name, y->name) != 0)
        return FALSE;
    }
  return TRUE;
}

/**
 * dt_template_draft_equal:
 * @a: a template
 * @b: another
 *
 * Returns: whether whoever writes with them finds the same
 */
gboolean
dt_template_draft_equal (DtReplyTemplate *a, DtReplyTemplate *b)
{
  g_return_val_if_fail (DT_IS_REPLY_TEMPLATE (a) && DT_IS_REPLY_TEMPLATE (b), FALSE);

  return g_strcmp0 (a->title, b->title) == 0 && g_strcmp0 (a->category, b->category) == 0
         && g_strcmp0 (a->body, b->body) == 0 && g_strcmp0 (a->about, b->about) == 0
         && g_strcmp0 (a->field, b->field) == 0 && a->kind == b->kind && a->channel == b->channel
         && a->outcome == b->outcome && same_files (a->attachments, b->attachments);
}

/**
 * dt_template_draft_to_json:
 * @template: as it is edited
 *
 * Returns: (transfer full): all that was typed and chosen
 */
char *
dt_template_draft_to_json (DtReplyTemplate *template)
{
  g_autoptr (JsonObject) object = json_object_new ();

  g_return_val_if_fail (DT_IS_REPLY_TEMPLATE (template), NULL);

  dt_json_set_string (object, "id", template->id);
  dt_json_set_string (object, "title", template->title);
  dt_json_set_string (object, "category", template->category);
  dt_json_set_string (object, "body", template->body);
  dt_json_set_string (object, "about", template->about);
  dt_json_set_string (object, "field", template->field);
  json_object_set_int_member (object, "kind", template->kind);
  json_object_set_int_member (object, "channel", template->channel);
  json_object_set_int_member (object, "outcome", template->outcome);
  json_object_set_array_member (object, "files", dt_attachments_to_json (template->attachments));
  return dt_json_write_object (object);
}

static void
read_files (JsonArray *array, GPtrArray *attachments)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      DtAttachment *attachment = dt_attachment_from_json (json_array_get_object_element (array, i));

      if (attachment != NULL)
        g_ptr_array_add (attachments, attachment);
    }
}

/* A list may have become shorter since. */
static int
read_choice (JsonObject *object, const char *name, int n)
{
  gint64 value = dt_json_get_int (object, name, -1);

  return value >= 0 && value < n ? (int) value : -1;
}

/**
 * dt_template_draft_from_json:
 * @json: as dt_template_draft_to_json() wrote it
 *
 * Returns: (transfer full) (nullable): the template
 */
DtReplyTemplate *
dt_template_draft_from_json (const char *json)
{
  g_autoptr (JsonObject) object = json != NULL ? dt_json_parse_object (json, -1, NULL) : NULL;
  DtReplyTemplate *template;

  if (object == NULL || dt_json_get_string (object, "id") == NULL)
    return NULL;
  template = dt_reply_template_new ();
  template->id = g_strdup (dt_json_get_string (object, "id"));
  template->title = g_strdup (dt_json_get_string (object, "title"));
  template->category = g_strdup (dt_json_get_string (object, "category"));
  template->body = g_strdup (dt_json_get_string (object, "body"));
  template->about = g_strdup (dt_json_get_string (object, "about"));
  template->field = g_strdup (dt_json_get_string (object, "field"));
  template->kind = read_choice (object, "kind", DT_N_CASE_KINDS);
  template->channel = read_choice (object, "channel", DT_N_CHANNELS);
  template->outcome
      = (DtReplyOutcome) MAX (0, read_choice (object, "outcome", DT_N_REPLY_OUTCOMES));
  read_files (dt_json_get_array (object, "files"), template->attachments);
  return template;
}

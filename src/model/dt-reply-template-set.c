/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates as a set: those that come with the program, as one file to pass on and take in, and the
 * ones that fit. Any thread. */
#include "base/dt-error.h"
#include "base/dt-json.h"
#include "base/dt-resource.h"
#include "base/dt-text.h"
#include "model/dt-attachment-json.h"
#include "model/dt-catalogue.h"
#include "model/dt-reply-template.h"

#include <gio/gio.h>
#include <string.h>

#define RESOURCE "/org/doithoai/data/templates/replies.json"
#define FORMAT "doi-thoai-templates"
#define ID_LENGTH 32

static GArray *categories; /* of DtTemplateCategory */

/* ---- one template as JSON ---- */

static JsonObject *
write_template (const DtReplyTemplate *template)
{
  JsonObject *object = json_object_new ();

  dt_json_set_string (object, "id", template->id);
  dt_json_set_string (object, "title", template->title);
  dt_json_set_string (object, "category", template->category);
  if (template->kind >= 0)
    dt_json_set_string (object, "kind", dt_case_kind_to_nick ((DtCaseKind) template->kind));
  dt_json_set_string (object, "field", template->field);
  if (template->channel >= 0)
    dt_json_set_string (object, "channel", dt_channel_to_nick ((DtChannelKind) template->channel));
  dt_json_set_string (object, "outcome", dt_reply_outcome_to_nick (template->outcome));
  dt_json_set_string (object, "about", template->about);
  dt_json_set_string (object, "body", template->body);
  json_object_set_array_member (
      object, "attachments", dt_attachments_to_json (template->attachments));
  return object;
}

static gboolean
fail (GError **error, const char *name, const char *what)
{
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "template “%s”: %s", name, what);
  return FALSE;
}

static gboolean
is_hex (const char *text, gsize length)
{
  return text != NULL && strlen (text) == length && strspn (text, "0123456789abcdef") == length;
}

/* What is there must be known: a template for a kind that nobody has would never be found. */
static gboolean
read_lists (JsonObject *object, DtReplyTemplate *template, GError **error)
{
  const char *kind = dt_json_get_string (object, "kind");
  const char *channel = dt_json_get_string (object, "channel");
  const char *field = dt_json_get_string (object, "field");
  const char *outcome = dt_json_get_string (object, "outcome");
  DtCaseKind kind_value;
  DtChannelKind channel_value;

  if (kind != NULL && !dt_case_kind_from_nick (kind, &kind_value))
    return fail (error, template->title, "its kind is not known");
  if (channel != NULL && !dt_channel_from_nick (channel, &channel_value))
    return fail (error, template->title, "its channel is not known");
  if (field != NULL && dt_catalogue_find_field (field) == NULL)
    return fail (error, template->title, "its field is not known");
  if (!dt_reply_outcome_from_nick (outcome, &template->outcome))
    return fail (error, template->title, "its outcome is not known");
  template->kind = kind != NULL ? (int) kind_value : -1;
  template->channel = channel != NULL ? (int) channel_value : -1;
  template->field = g_strdup (field);
  return TRUE;
}

static gboolean
check_text (const DtReplyTemplate *template, const char *text, const char *where, GError **error)
{
  if (text == NULL || dt_reply_template_check (text, NULL, NULL, error))
    return TRUE;
  g_prefix_error (error, "template “%s”, %s, ", template->title, where);
  return FALSE;
}

static gboolean
read_attachments (JsonArray *array, DtReplyTemplate *template, GError **error)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (!is_hex (dt_json_get_string (object, "hash"), 64)
          || dt_json_get_string (object, "name") == NULL)
        return fail (error, template->title, "a file without hash or name");
      g_ptr_array_add (template->attachments, dt_attachment_from_json (object));
    }
  return TRUE;
}

static DtReplyTemplate *
read_template (JsonObject *object, guint number, GError **error)
{
  g_autoptr (DtReplyTemplate) template = dt_reply_template_new ();
  const char *title = dt_json_get_string (object, "title");
  const char *category = dt_json_get_string (object, "category");

  template->title
      = title != NULL &&*title != '\0' ? dt_text_clean (title, -1) : g_strdup_printf ("%u", number);
  if (title == NULL || *title == '\0' || dt_json_get_string (object, "body") == NULL)
    {
      fail (error, template->title, "it has no title or no body");
      return NULL;
    }
  template->id = g_strdup (dt_json_get_string (object, "id"));
  template->category = g_strdup (category != NULL ? category : "other");
  template->body = dt_text_clean (dt_json_get_string (object, "body"), -1);
  if (dt_json_get_string (object, "about") != NULL)
    template->about = dt_text_clean (dt_json_get_string (object, "about"), -1);
  if (template->id != NULL && !is_hex (template->id, ID_LENGTH))
    {
      fail (error, template->title, "its id is not 32 hex digits");
      return NULL;
    }
  if (!read_lists (object, template, error)
      || !check_text (template, template->about, "subject", error)
      || !check_text (template, template->body, "body", error)
      || !read_attachments (dt_json_get_array (object, "attachments"), template, error))
    return NULL;
  return g_steal_pointer (&template);
}

static GPtrArray *
read_templates (JsonObject *root, GError **error)
{
  g_autoptr (GPtrArray) templates = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *array = dt_json_get_array (root, "templates");

  if (array == NULL)
    {
      g_set_error_literal (error, DT_ERROR, DT_ERROR_INVALID, "there are no templates in it");
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      DtReplyTemplate *template = read_template (
          JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL, i + 1, error);

      if (template == NULL)
        return NULL;
      g_ptr_array_add (templates, template);
    }
  return g_steal_pointer (&templates);
}

/* ---- those that come with the program ---- */

static void
read_categories (JsonArray *array)
{
  categories = g_array_new (FALSE, FALSE, sizeof (DtTemplateCategory));
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      DtTemplateCategory category = { g_intern_string (dt_json_get_string (object, "code")),
                                      g_intern_string (dt_json_get_string (object, "name")) };

      g_array_append_val (categories, category);
    }
}

static GPtrArray *
load_shipped (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) root = dt_resource_load_object (RESOURCE);
  GPtrArray *templates = read_templates (root, &error);

  if (templates == NULL)
    g_error ("The program's own templates are not what it expects: %s", error->message);
  read_categories (dt_json_get_array (root, "categories"));
  for (guint i = 0; i < templates->len; i++)
    {
      DtReplyTemplate *template = templates->pdata[i];

      template->shipped = TRUE;
      template->published = TRUE;
    }
  return templates;
}

/**
 * dt_reply_template_get_shipped:
 *
 * Returns: (transfer none) (element-type DtReplyTemplate): the templates that come with the program
 */
GPtrArray *
dt_reply_template_get_shipped (void)
{
  static gsize templates;

  if (g_once_init_enter (&templates))
    g_once_init_leave (&templates, (gsize) load_shipped ());
  return (GPtrArray *) templates;
}

/**
 * dt_reply_template_get_categories:
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): the headings under which templates are offered
 */
const DtTemplateCategory *
dt_reply_template_get_categories (guint *n)
{
  g_return_val_if_fail (n != NULL, NULL);

  dt_reply_template_get_shipped ();
  *n = categories->len;
  return &g_array_index (categories, DtTemplateCategory, 0);
}

/* ---- to pass on ---- */

static void
write_files (const DtReplyTemplate *template, GHashTable *files, JsonObject *object)
{
  for (guint i = 0; files != NULL && i < template->attachments->len; i++)
    {
      const DtAttachment *attachment = template->attachments->pdata[i];
      GBytes *content = g_hash_table_lookup (files, attachment->hash);
      g_autofree char *text = NULL;
      gsize size = 0;
      gconstpointer data;

      if (content == NULL || json_object_has_member (object, attachment->hash))
        continue;
      data = g_bytes_get_data (content, &size);
      text = g_base64_encode (data != NULL ? data : (const guchar *) "", size);
      json_object_set_string_member (object, attachment->hash, text);
    }
}

/**
 * dt_reply_template_export:
 * @templates: (element-type DtReplyTemplate): what to pass on
 * @files: (nullable) (element-type utf8 GBytes): contents of their attachments by hash
 *
 * Returns: (transfer full): JSON for dt_reply_template_import()
 */
char *
dt_reply_template_export (GPtrArray *templates, GHashTable *files)
{
  g_autoptr (JsonObject) root = json_object_new ();
  JsonArray *array = json_array_new ();
  JsonObject *contents = json_object_new ();

  g_return_val_if_fail (templates != NULL, NULL);

  json_object_set_string_member (root, "format", FORMAT);
  json_object_set_int_member (root, "version", 1);
  for (guint i = 0; i < templates->len; i++)
    {
      json_array_add_object_element (array, write_template (templates->pdata[i]));
      write_files (templates->pdata[i], files, contents);
    }
  json_object_set_array_member (root, "templates", array);
  json_object_set_object_member (root, "files", contents);
  return dt_json_write_object (root);
}

static GHashTable *
read_files (JsonObject *object, GError **error)
{
  g_autoptr (GHashTable) files
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  g_autoptr (GList) names = object != NULL ? json_object_get_members (object) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *text = dt_json_get_string (object, l->data);
      gsize size = 0;
      guchar *data = g_base64_decode (text != NULL ? text : "", &size);
      g_autoptr (GBytes) content = g_bytes_new_take (data, size);
      g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);

      if (!g_str_equal (hash, l->data))
        {
          g_set_error (
              error, DT_ERROR, DT_ERROR_INVALID, "the file %s is damaged", (char *) l->data);
          return NULL;
        }
      g_hash_table_insert (files, g_steal_pointer (&hash), g_steal_pointer (&content));
    }
  return g_steal_pointer (&files);
}

/**
 * dt_reply_template_import:
 * @json: as dt_reply_template_export() wrote it
 * @out_files: (out) (optional) (element-type utf8 GBytes): contents of attachments by hash
 * @error: %DT_ERROR_INVALID, with the template and the place in it
 *
 * Returns: (transfer full) (nullable) (element-type DtReplyTemplate): all of them, or none
 */
GPtrArray *
dt_reply_template_import (const char *json, GHashTable **out_files, GError **error)
{
  g_autoptr (JsonObject) root = NULL;
  g_autoptr (GPtrArray) templates = NULL;
  g_autoptr (GHashTable) files = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  root = dt_json_parse_object (json, -1, &local_error);
  if (root == NULL || g_strcmp0 (dt_json_get_string (root, "format"), FORMAT) != 0)
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_INVALID,
                   "no file of templates: %s",
                   local_error != NULL ? local_error->message : "another format");
      return NULL;
    }
  if (dt_json_get_int (root, "version", 0) != 1)
    {
      g_set_error_literal (error, DT_ERROR, DT_ERROR_INVALID, "made by a newer version");
      return NULL;
    }
  templates = read_templates (root, error);
  if (templates == NULL)
    return NULL;
  files = read_files (dt_json_get_object (root, "files"), error);
  if (files == NULL)
    return NULL;
  if (out_files != NULL)
    *out_files = g_steal_pointer (&files);
  return g_steal_pointer (&templates);
}

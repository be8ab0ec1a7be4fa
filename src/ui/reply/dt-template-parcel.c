/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of templates as it is taken in. Each template is read by itself: one that is broken does
 * not keep the others out. */
#include "ui/reply/dt-template-parcel.h"

#include "ui/reply/dt-template-draft.h"
#include "ui/reply/dt-template-words.h"

#include "base/dt-crypto.h"
#include "base/dt-error.h"
#include "base/dt-json.h"

#include <glib/gi18n.h>

static void
broken_free (gpointer data)
{
  DtBrokenTemplate *broken = data;

  g_free (broken->title);
  g_free (broken->problem);
  g_free (broken);
}

/* A file that holds that one, or none, and @files. */
static char *
wrap (JsonObject *root, JsonNode *template, JsonObject *files)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *array = json_array_new ();

  dt_json_set_string (object, "format", dt_json_get_string (root, "format"));
  json_object_set_int_member (object, "version", dt_json_get_int (root, "version", 0));
  if (template != NULL)
    json_array_add_element (array, json_node_copy (template));
  json_object_set_array_member (object, "templates", array);
  if (files != NULL)
    json_object_set_object_member (object, "files", json_object_ref (files));
  return dt_json_write_object (object);
}

/* ---- one that cannot be read ---- */

static char *
say_problem (JsonObject *object)
{
  const char *title = dt_json_get_string (object, "title");
  const char *body = dt_json_get_string (object, "body");
  const char *about = dt_json_get_string (object, "about");
  g_autofree char *in_body = body != NULL ? dt_template_words_problem (body, NULL, NULL) : NULL;
  g_autofree char *in_about = about != NULL ? dt_template_words_problem (about, NULL, NULL) : NULL;

  if (title == NULL || *title == '\0' || body == NULL)
    return g_strdup (_ ("It has no title or no text."));
  if (in_body != NULL)
    return g_steal_pointer (&in_body);
  if (in_about != NULL)
    return g_strdup_printf (_ ("In its subject: %s"), in_about);
  return g_strdup (_ ("It names a kind, field, channel, outcome or file that is not known here."));
}

static DtBrokenTemplate *
make_broken (JsonNode *node, guint number)
{
  DtBrokenTemplate *broken = g_new0 (DtBrokenTemplate, 1);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *title = object != NULL ? dt_json_get_string (object, "title") : NULL;

  broken->title = title != NULL && *title != '\0' ? g_strdup (title)
                                                  : g_strdup_printf (_ ("Template %u"), number);
  broken->problem = object != NULL ? say_problem (object) : g_strdup (_ ("It is no template."));
  return broken;
}

/* ---- sorting ---- */

static DtReplyTemplate *
find_here (GPtrArray *here, DtReplyTemplate *template)
{
  for (guint i = 0; i < here->len; i++)
    {
      DtReplyTemplate *other = here->pdata[i];

      if (template->id != NULL ? g_str_equal (other->id, template->id)
                               : dt_template_draft_equal (other, template))
        return other;
    }
  return NULL;
}

static void
sort_in (DtTemplateParcel *self, GPtrArray *here, DtReplyTemplate *template)
{
  DtReplyTemplate *other = find_here (here, template);

  if (other == NULL && template->id == NULL)
    template->id = dt_random_id ();
  g_ptr_array_add (other == NULL                               ? self->fresh
                   : dt_template_draft_equal (other, template) ? self->same
                                                               : self->changed,
                   template);
}

static void
read_template (
    DtTemplateParcel *self, JsonObject *root, JsonNode *node, GPtrArray *here, guint number)
{
  g_autofree char *text = wrap (root, node, NULL);
  g_autoptr (GPtrArray) one = dt_reply_template_import (text, NULL, NULL);

  if (one == NULL || one->len != 1)
    g_ptr_array_add (self->broken, make_broken (node, number));
  else
    sort_in (self, here, g_object_ref (one->pdata[0]));
}

/**
 * dt_template_parcel_read:
 * @json: text of a file
 * @here: (element-type DtReplyTemplate): what is here already, archived ones too
 * @error: %DT_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): what stands in it, sorted; %NULL: it is no file of templates
 */
DtTemplateParcel *
dt_template_parcel_read (const char *json, GPtrArray *here, GError **error)
{
  g_autoptr (JsonObject) root = NULL;
  g_autoptr (DtTemplateParcel) self = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autofree char *bare = NULL;
  JsonArray *array;

  g_return_val_if_fail (json != NULL && here != NULL, NULL);

  root = dt_json_parse_object (json, -1, error);
  if (root == NULL)
    return NULL;
  array = dt_json_get_array (root, "templates");
  if (array == NULL)
    {
      g_set_error_literal (error, DT_ERROR, DT_ERROR_INVALID, "there are no templates in it");
      return NULL;
    }
  self = g_new0 (DtTemplateParcel, 1);
  self->fresh = g_ptr_array_new_with_free_func (g_object_unref);
  self->changed = g_ptr_array_new_with_free_func (g_object_unref);
  self->same = g_ptr_array_new_with_free_func (g_object_unref);
  self->broken = g_ptr_array_new_with_free_func (broken_free);
  bare = wrap (root, NULL, dt_json_get_object (root, "files"));
  none = dt_reply_template_import (bare, &self->files, error);
  if (none == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    read_template (self, root, json_array_get_element (array, i), here, i + 1);
  return g_steal_pointer (&self);
}

/**
 * dt_template_parcel_free:
 * @self: (nullable): what was read
 */
void
dt_template_parcel_free (DtTemplateParcel *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->fresh);
  g_ptr_array_unref (self->changed);
  g_ptr_array_unref (self->same);
  g_ptr_array_unref (self->broken);
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_free (self);
}

/**
 * dt_template_parcel_count:
 * @self: what was read
 *
 * Returns: how many templates stand in it, broken ones too
 */
guint
dt_template_parcel_count (const DtTemplateParcel *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->fresh->len + self->changed->len + self->same->len + self->broken->len;
}

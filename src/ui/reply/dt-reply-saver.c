/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keeper of a draft. Two timers: a short one from the first keystroke on, so that none waits
 * longer than that, and a long one from the last. */
#include "ui/reply/dt-reply-saver.h"

#include <json-glib/json-glib.h>

#define BOX_MS 200 /* the service takes half a second more at most */
#define RECORD_S 20

struct _DtReplySaver
{
  GObject parent_instance;
  DtRunner *runner;
  DtReplySource source;
  gpointer user_data;
  char *case_id;
  char *reply_id;
  char *base;
  DtReplyDraft *recorded; /* what this desk put into the record last */
  gint64 time;
  guint box_id;
  guint record_id;
  gboolean dirty;
  gboolean held;
};

static guint saved_signal;

G_DEFINE_FINAL_TYPE (DtReplySaver, dt_reply_saver, G_TYPE_OBJECT)

/* ---- the box of this desk ---- */

static char *
dup_name (DtService *service, const char *case_id)
{
  DtOfficer *officer = dt_service_get_officer (service);

  return g_strdup_printf ("reply/%s/%s", case_id, officer != NULL ? officer->id : "");
}

static char *
make_box (DtReplySaver *self, const DtReplyDraft *draft)
{
  g_autofree char *json = dt_reply_draft_to_json (draft);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "reply");
  json_builder_add_string_value (builder, self->reply_id);
  json_builder_set_member_name (builder, "base");
  json_builder_add_string_value (builder, self->base);
  json_builder_set_member_name (builder, "draft");
  json_builder_add_value (builder, json_from_string (json, NULL));
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
save_box (DtReplySaver *self)
{
  DtService *service = dt_runner_get_service (self->runner);
  g_autoptr (DtReplyDraft) draft = self->source (self->user_data);
  g_autofree char *name = dup_name (service, self->case_id);
  g_autofree char *box = make_box (self, draft);

  dt_service_save_draft (service, name, box);
  self->time = dt_runner_now (self->runner);
  g_signal_emit (self, saved_signal, 0);
}

static gboolean
on_box_timeout_cb (gpointer data)
{
  DtReplySaver *self = data;

  self->box_id = 0;
  save_box (self);
  return G_SOURCE_REMOVE;
}

/* ---- the record ---- */

static void
save_record (DtReplySaver *self)
{
  g_autoptr (DtReplyDraft) draft = self->source (self->user_data);

  if (self->held || !self->dirty
      || !dt_service_may (dt_runner_get_service (self->runner), DT_COMMAND_SAVE_REPLY))
    return;
  /* What was never written down needs no record. */
  if (*self->base == '\0' && (draft->text == NULL || *draft->text == '\0'))
    return;
  self->dirty = FALSE;
  dt_runner_run (self->runner,
                 dt_command_save_reply (self->case_id, self->reply_id, draft),
                 NULL,
                 NULL,
                 NULL,
                 NULL);
  g_clear_pointer (&self->recorded, dt_reply_draft_free);
  self->recorded = g_steal_pointer (&draft);
}

static gboolean
on_record_timeout_cb (gpointer data)
{
  DtReplySaver *self = data;

  self->record_id = 0;
  save_record (self);
  return G_SOURCE_REMOVE;
}

/* ---- vfuncs ---- */

static void
dt_reply_saver_dispose (GObject *object)
{
  DtReplySaver *self = DT_REPLY_SAVER (object);

  g_clear_handle_id (&self->box_id, g_source_remove);
  g_clear_handle_id (&self->record_id, g_source_remove);
  g_clear_object (&self->runner);
  g_clear_pointer (&self->case_id, g_free);
  g_clear_pointer (&self->reply_id, g_free);
  g_clear_pointer (&self->base, g_free);
  g_clear_pointer (&self->recorded, dt_reply_draft_free);
  G_OBJECT_CLASS (dt_reply_saver_parent_class)->dispose (object);
}

static void
dt_reply_saver_class_init (DtReplySaverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dt_reply_saver_dispose;
  saved_signal = g_signal_new (
      "saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dt_reply_saver_init (DtReplySaver *self)
{
}

/* ---- public ---- */

/**
 * dt_reply_saver_new:
 * @runner: who runs its commands
 * @source: gives what is written
 * @user_data: for @source
 *
 * Returns: (transfer full): a keeper of nothing yet
 */
DtReplySaver *
dt_reply_saver_new (DtRunner *runner, DtReplySource source, gpointer user_data)
{
  DtReplySaver *self = g_object_new (DT_TYPE_REPLY_SAVER, NULL);

  g_return_val_if_fail (DT_IS_RUNNER (runner) && source != NULL, self);

  self->runner = g_object_ref (runner);
  self->source = source;
  self->user_data = user_data;
  return self;
}

/**
 * dt_reply_saver_begin:
 * @self: a keeper
 * @case_id: of the case
 * @reply_id: of the reply
 * @base: hash of the content that writing begins from, or ""
 */
void
dt_reply_saver_begin (DtReplySaver *self,
                      const char *case_id,
                      const char *reply_id,
                      const char *base)
{
  g_return_if_fail (DT_IS_REPLY_SAVER (self) && case_id != NULL && reply_id != NULL);

  dt_reply_saver_end (self);
  self->case_id = g_strdup (case_id);
  self->reply_id = g_strdup (reply_id);
  self->base = g_strdup (base != NULL ? base : "");
}

const char *
dt_reply_saver_get_case (DtReplySaver *self)
{
  g_return_val_if_fail (DT_IS_REPLY_SAVER (self), NULL);
  return self->case_id;
}

const char *
dt_reply_saver_get_reply (DtReplySaver *self)
{
  g_return_val_if_fail (DT_IS_REPLY_SAVER (self), NULL);
  return self->reply_id;
}

const char *
dt_reply_saver_get_base (DtReplySaver *self)
{
  g_return_val_if_fail (DT_IS_REPLY_SAVER (self), NULL);
  return self->base;
}

gint64
dt_reply_saver_get_time (DtReplySaver *self)
{
  g_return_val_if_fail (DT_IS_REPLY_SAVER (self), 0);
  return self->time;
}

gboolean
dt_reply_saver_is_dirty (DtReplySaver *self)
{
  g_return_val_if_fail (DT_IS_REPLY_SAVER (self), FALSE);
  return self->dirty;
}

/**
 * dt_reply_saver_set_base:
 * @self: a keeper
 * @base: hash of the content that what is written follows on
 */
void
dt_reply_saver_set_base (DtReplySaver *self, const char *base)
{
  g_return_if_fail (DT_IS_REPLY_SAVER (self) && base != NULL);

  if (g_strcmp0 (self->base, base) == 0)
    return;
  g_free (self->base);
  self->base = g_strdup (base);
  /* What the desk keeps names what it follows on. */
  if (self->time != 0 && self->box_id == 0)
    self->box_id = g_timeout_add (BOX_MS, on_box_timeout_cb, self);
}

/**
 * dt_reply_saver_is_own:
 * @self: a keeper
 * @draft: as it stands in the record
 *
 * Returns: whether it came from here
 */
gboolean
dt_reply_saver_is_own (DtReplySaver *self, const DtReplyDraft *draft)
{
  g_return_val_if_fail (DT_IS_REPLY_SAVER (self), FALSE);

  return self->recorded != NULL && dt_reply_draft_equal (self->recorded, draft);
}

/**
 * dt_reply_saver_touch:
 * @self: a keeper
 *
 * Keeps what is written in a moment, and records it when nothing more comes for a while.
 */
void
dt_reply_saver_touch (DtReplySaver *self)
{
  g_return_if_fail (DT_IS_REPLY_SAVER (self));

  if (self->case_id == NULL)
    return;
  self->dirty = TRUE;
  if (self->box_id == 0)
    self->box_id = g_timeout_add (BOX_MS, on_box_timeout_cb, self);
  g_clear_handle_id (&self->record_id, g_source_remove);
  self->record_id = g_timeout_add_seconds (RECORD_S, on_record_timeout_cb, self);
}

/**
 * dt_reply_saver_flush:
 * @self: a keeper
 * @record: into the record too
 */
void
dt_reply_saver_flush (DtReplySaver *self, gboolean record)
{
  g_return_if_fail (DT_IS_REPLY_SAVER (self));

  if (self->case_id == NULL)
    return;
  if (self->box_id != 0)
    {
      g_clear_handle_id (&self->box_id, g_source_remove);
      save_box (self);
    }
  if (record)
    {
      g_clear_handle_id (&self->record_id, g_source_remove);
      save_record (self);
    }
}

/**
 * dt_reply_saver_hold:
 * @self: a keeper
 * @hold: whether nothing goes into the record
 */
void
dt_reply_saver_hold (DtReplySaver *self, gboolean hold)
{
  g_return_if_fail (DT_IS_REPLY_SAVER (self));

  self->held = hold;
}

/**
 * dt_reply_saver_drop:
 * @self: a keeper
 *
 * What was kept on this desk is forgotten.
 */
void
dt_reply_saver_drop (DtReplySaver *self)
{
  g_autofree char *name = NULL;

  g_return_if_fail (DT_IS_REPLY_SAVER (self));

  g_clear_handle_id (&self->box_id, g_source_remove);
  g_clear_handle_id (&self->record_id, g_source_remove);
  self->dirty = FALSE;
  self->time = 0;
  if (self->case_id == NULL)
    return;
  name = dup_name (dt_runner_get_service (self->runner), self->case_id);
  dt_service_save_draft (dt_runner_get_service (self->runner), name, NULL);
}

/**
 * dt_reply_saver_end:
 * @self: a keeper
 *
 * Keeps what there is, and turns to nothing.
 */
void
dt_reply_saver_end (DtReplySaver *self)
{
  g_return_if_fail (DT_IS_REPLY_SAVER (self));

  dt_reply_saver_flush (self, TRUE);
  g_clear_handle_id (&self->record_id, g_source_remove);
  g_clear_pointer (&self->case_id, g_free);
  g_clear_pointer (&self->reply_id, g_free);
  g_clear_pointer (&self->base, g_free);
  g_clear_pointer (&self->recorded, dt_reply_draft_free);
  self->time = 0;
  self->dirty = FALSE;
  self->held = FALSE;
}

/**
 * dt_reply_saver_load:
 * @service: the open workspace
 * @case_id: a case
 * @out_reply: (out): the reply's id
 * @out_base: (out): hash of the content that it follows on, or ""
 *
 * Returns: (transfer full) (nullable): what this desk kept
 */
DtReplyDraft *
dt_reply_saver_load (DtService *service, const char *case_id, char **out_reply, char **out_base)
{
  g_autofree char *name = dup_name (service, case_id);
  g_autofree char *box = dt_service_dup_draft (service, name);
  g_autoptr (JsonNode) root = box != NULL ? json_from_string (box, NULL) : NULL;
  g_autofree char *json = NULL;
  JsonObject *object;
  DtReplyDraft *draft;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  object = json_node_get_object (root);
  if (!json_object_has_member (object, "reply") || !json_object_has_member (object, "draft"))
    return NULL;
  json = json_to_string (json_object_get_member (object, "draft"), FALSE);
  draft = dt_reply_draft_from_json (json);
  if (draft == NULL)
    return NULL;
  *out_reply = g_strdup (json_object_get_string_member_with_default (object, "reply", ""));
  *out_base = g_strdup (json_object_get_string_member_with_default (object, "base", ""));
  return draft;
}

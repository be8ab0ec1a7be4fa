/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The service as an object: who is signed in, what the window shows without
 * asking (counts, officers, settings, drafts) and the signals. Main thread. */
#include "service/dt-service-private.h"

#include "base/dt-json.h"
#include "model/dt-due-state.h"
#include "service/dt-draft-box.h"

#define SAVE_DELAY_MS 300

enum
{
  PROP_OFFICER = 1,
  PROP_CAN_UNDO,
  N_PROPS
};

enum
{
  CHANGED,
  OFFICER_CHANGED,
  PROBLEM,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtService, dt_service, G_TYPE_OBJECT)

/* ---- what a worker left ---- */

gboolean
dt_service_check_open (DtService *self, GError **error)
{
  if (self->workspace != NULL)
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_FAILED, "The workspace is closed");
  return FALSE;
}

void
dt_service_emit_changed (DtService *self, DtChanges *changes)
{
  g_autoptr (DtChanges) none = changes == NULL ? dt_changes_new () : NULL;

  g_signal_emit (self, signals[CHANGED], 0, changes != NULL ? changes : none);
}

void
dt_service_emit_problem (DtService *self, const GError *error)
{
  g_signal_emit (self, signals[PROBLEM], 0, error);
}

static gboolean
is_same_officer (DtOfficer *a, DtOfficer *b)
{
  return g_strcmp0 (a->name, b->name) == 0 && g_strcmp0 (a->title, b->title) == 0
         && a->roles == b->roles && a->active == b->active;
}

static gboolean
are_same_officers (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      DtOfficer *one = g_ptr_array_index (a, i);
      DtOfficer *other = g_ptr_array_index (b, i);

      if (g_strcmp0 (one->id, other->id) != 0 || one->secured != other->secured
          || !is_same_officer (one, other))
        return FALSE;
    }
  return TRUE;
}

/* The signed-in officer may be the one that was changed: another name, another role. */
static void
take_officers (DtService *self, GPtrArray *officers)
{
  DtOfficer *current;

  /* Whoever walks through the list keeps it as long as nothing in it changes. */
  if (are_same_officers (self->officers, officers))
    return;
  g_clear_pointer (&self->officers, g_ptr_array_unref);
  self->officers = g_ptr_array_ref (officers);
  if (self->officer == NULL)
    return;
  current = dt_service_find_officer (self, self->officer->id);
  if (current == NULL)
    return;
  /* A first PIN makes nobody another officer. */
  if (is_same_officer (current, self->officer))
    {
      g_set_object (&self->officer, current);
      return;
    }
  g_set_object (&self->officer, current);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OFFICER]);
  g_signal_emit (self, signals[OFFICER_CHANGED], 0);
}

static void
take_book (DtService *self, DtRuleBook *book)
{
  if (book == NULL)
    return;
  dt_rule_book_unref (self->book);
  self->book = dt_rule_book_ref (book);
}

/* Those of replies, and who is away. */
static void
take_lists (DtService *self, DtRunResult *result)
{
  if (result->templates != NULL)
    {
      g_clear_pointer (&self->templates, g_ptr_array_unref);
      self->templates = g_ptr_array_ref (result->templates);
    }
  if (result->absences != NULL)
    {
      g_clear_pointer (&self->absences, g_ptr_array_unref);
      self->absences = g_ptr_array_ref (result->absences);
    }
}

static void
push_undo (DtService *self, DtUndo *undo)
{
  GList *after = self->undos.tail;

  /* A blocking call may be answered before one that was pushed earlier. */
  while (after != NULL && ((DtUndo *) after->data)->serial > undo->serial)
    after = after->prev;
  g_queue_insert_after (&self->undos, after, undo); /* at the head if there is none */
  if (g_queue_get_length (&self->undos) == 1)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAN_UNDO]);
}

static void
clear_undos (DtService *self)
{
  if (g_queue_is_empty (&self->undos))
    return;
  g_queue_clear_full (&self->undos, (GDestroyNotify) dt_undo_free);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAN_UNDO]);
}

/* What was typed as replies to those cases holds what was erased. */
static void
forget_replies (DtService *self, GPtrArray *case_ids)
{
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (self->drafts, NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup (names[i]); /* the table's own goes with the draft */
      gboolean about = FALSE;

      for (guint j = 0; j < case_ids->len && !about; j++)
        about = dt_draft_box_is_reply_to (name, case_ids->pdata[j]);
      if (about)
        dt_service_forget_draft (self, name);
    }
}

DtOutcome *
dt_service_take_result (DtService *self, DtRunResult *result)
{
  DtOutcome *outcome = g_steal_pointer (&result->outcome);
  gboolean same = self->officer != NULL && g_strcmp0 (self->officer->id, result->officer_id) == 0;

  if (same)
    memcpy (self->counts, result->counts, sizeof self->counts);
  if (outcome->kind == DT_COMMAND_ERASE_CITIZEN)
    {
      clear_undos (self); /* they may hold what was erased */
      forget_replies (self, result->changes->cases);
    }
  if (same && result->undo != NULL)
    push_undo (self, g_steal_pointer (&result->undo));
  if (result->officers != NULL)
    take_officers (self, result->officers);
  take_book (self, result->book);
  take_lists (self, result);
  dt_service_emit_changed (self, result->changes);
  if (result->problem != NULL)
    g_signal_emit (self, signals[PROBLEM], 0, result->problem);
  if (!same)
    dt_service_refresh (self, FALSE);
  dt_run_result_free (result);
  return outcome;
}

/* g_main_context_invoke() would call it on a worker whenever the main loop is not running. */
void
dt_service_post (GMainContext *context, GSourceFunc func, gpointer data, GDestroyNotify free)
{
  GSource *source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, free);
  g_source_attach (source, context);
  g_source_unref (source);
}

/* ---- counting anew ---- */

typedef struct
{
  DtWorkspace *workspace;
  DtOfficer *officer;
  DtRunResult *result;
} Refresh;

static void
refresh_free (Refresh *job)
{
  g_clear_object (&job->officer);
  dt_run_result_free (job->result);
  g_free (job);
}

static void
refresh_on_writing (gpointer data, gpointer user_data)
{
  Refresh *job = data;

  job->result = g_new0 (DtRunResult, 1);
  dt_writer_refresh (&job->workspace->writer, job->officer, job->result);
}

static void
refresh_task (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  refresh_on_writing (data, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
take_refresh (DtService *self, Refresh *job)
{
  const char *now = self->officer != NULL ? self->officer->id : NULL;

  if (job->result->officers != NULL)
    take_officers (self, job->result->officers);
  take_book (self, job->result->book);
  take_lists (self, job->result);
  if (g_strcmp0 (now, job->officer != NULL ? job->officer->id : NULL) == 0)
    memcpy (self->counts, job->result->counts, sizeof self->counts);
  dt_service_emit_changed (self, NULL);
}

static void
on_refresh_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  take_refresh (DT_SERVICE (source), g_task_get_task_data (G_TASK (result)));
}

void
dt_service_refresh (DtService *self, gboolean wait)
{
  Refresh *job;
  g_autoptr (GTask) task = NULL;

  if (self->workspace == NULL)
    return;
  job = g_new0 (Refresh, 1);
  job->workspace = self->workspace;
  g_set_object (&job->officer, self->officer);
  if (wait)
    {
      dt_worker_run (self->workspace->writing, refresh_on_writing, job, NULL);
      take_refresh (self, job);
      refresh_free (job);
      return;
    }
  task = g_task_new (self, NULL, on_refresh_done_cb, NULL);
  g_task_set_task_data (task, job, (GDestroyNotify) refresh_free);
  dt_worker_push_task (self->workspace->writing, task, refresh_task);
}

/* ---- who is signed in ---- */

DtOfficer *
dt_service_find_officer (DtService *self, const char *officer_id)
{
  for (guint i = 0; i < self->officers->len; i++)
    {
      DtOfficer *officer = g_ptr_array_index (self->officers, i);

      if (g_strcmp0 (officer->id, officer_id) == 0)
        return officer;
    }
  return NULL;
}

void
dt_service_set_officer (DtService *self, DtOfficer *officer)
{
  clear_undos (self);
  g_set_object (&self->officer, officer);
  if (officer == NULL)
    self->counts[DT_VIEW_MINE] = 0;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OFFICER]);
  g_signal_emit (self, signals[OFFICER_CHANGED], 0);
}

/**
 * dt_service_act_as:
 * @officer_id: an active officer
 *
 * Acts as that officer without a PIN: in a demo, or in a workspace that was opened by its key file,
 * whose holder can do everything anyhow. Blocking.
 *
 * Returns: %FALSE with %DT_ERROR_DENIED or _NOT_FOUND
 */
gboolean
dt_service_act_as (DtService *self, const char *officer_id, GError **error)
{
  DtOfficer *officer;

  g_return_val_if_fail (DT_IS_SERVICE (self) && officer_id != NULL, FALSE);

  if (!dt_service_check_open (self, error))
    return FALSE;
  if (!self->demo && !self->workspace->by_key_file)
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_DENIED,
                   "Only in a demo or with the key file: sign in with the officer's PIN");
      return FALSE;
    }
  officer = dt_service_find_officer (self, officer_id);
  if (officer == NULL || !officer->active)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "No active officer %s", officer_id);
      return FALSE;
    }
  dt_service_set_officer (self, officer);
  dt_service_refresh (self, TRUE);
  return TRUE;
}

void
dt_service_sign_out (DtService *self)
{
  g_return_if_fail (DT_IS_SERVICE (self));

  if (self->officer == NULL)
    return;
  dt_service_flush_drafts (self);
  dt_service_set_officer (self, NULL);
}

gint64
dt_service_get_sign_in_wait (DtService *self, const char *officer_id)
{
  const gint64 *until;

  g_return_val_if_fail (DT_IS_SERVICE (self) && officer_id != NULL, 0);

  until = g_hash_table_lookup (self->waits, officer_id);
  return until != NULL && *until > dt_clock_now (self->clock) ? *until : 0;
}

gboolean
dt_service_may (DtService *self, DtCommandKind kind)
{
  g_return_val_if_fail (DT_IS_SERVICE (self), FALSE);
  return self->officer != NULL && dt_roles_allow (self->officer->roles, self->demo, kind);
}

gboolean
dt_service_may_assign (DtService *self, DtCase *a_case, const char *officer_id)
{
  g_return_val_if_fail (DT_IS_SERVICE (self) && DT_IS_CASE (a_case), FALSE);
  return dt_service_may (self, DT_COMMAND_ASSIGN)
         && dt_roles_allow_assignment (
             self->officer->roles, self->officer->id, a_case->assignee_id, officer_id);
}

/* ---- writing small things behind ---- */

typedef struct
{
  DtWorkspace *workspace;
  char *name;
  char *value; /* or NULL */
  gboolean is_draft;
} Saving;

static void
saving_free (Saving *job)
{
  g_free (job->name);
  g_free (job->value);
  g_free (job);
}

static void
save_task (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Saving *job = data;
  DtLedger *ledger = job->workspace->writer.ledger;
  GError *error = NULL;
  gboolean ok;

  if (!job->is_draft)
    ok = dt_ledger_set_note (ledger, job->name, job->value, &error);
  else if (job->value != NULL)
    ok = dt_draft_box_save (ledger, job->name, job->value, &error);
  else
    ok = dt_draft_box_drop (ledger, job->name, &error);
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_signal_emit (source, signals[PROBLEM], 0, error);
}

static void
save_behind (DtService *self, const char *name, const char *value, gboolean is_draft)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_saved_cb, NULL);
  Saving *job = g_new0 (Saving, 1);

  job->workspace = self->workspace;
  job->name = g_strdup (name);
  job->value = g_strdup (value);
  job->is_draft = is_draft;
  g_task_set_task_data (task, job, (GDestroyNotify) saving_free);
  dt_worker_push_task (self->workspace->writing, task, save_task);
}

/* ---- settings ---- */

void
dt_service_load_settings (DtService *self, const char *text)
{
  g_autoptr (JsonObject) object = text != NULL ? dt_json_parse_object (text, -1, NULL) : NULL;
  JsonObjectIter iter;
  const char *name;

  if (object == NULL)
    return;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    {
      const char *value = dt_json_get_string (object, name);

      if (value != NULL)
        g_hash_table_insert (self->settings, g_strdup (name), g_strdup (value));
    }
}

const char *
dt_service_get_setting (DtService *self, const char *name)
{
  g_return_val_if_fail (DT_IS_SERVICE (self) && name != NULL, NULL);
  return g_hash_table_lookup (self->settings, name);
}

/**
 * dt_service_set_setting:
 * @value: (nullable): %NULL: not set
 *
 * Sets one at once and saves it behind. An administrator's, or anybody's while the workspace is
 * being set up and nobody is signed in; else it is refused by "problem".
 */
void
dt_service_set_setting (DtService *self, const char *name, const char *value)
{
  g_autoptr (DtJsonText) json = NULL;
  g_autofree char *text = NULL;
  GHashTableIter iter;
  gpointer key;
  gpointer stored;

  g_return_if_fail (DT_IS_SERVICE (self) && name != NULL);

  if (self->workspace == NULL || g_strcmp0 (value, dt_service_get_setting (self, name)) == 0)
    return;
  if (self->officer != NULL && (self->officer->roles & DT_ROLE_ADMINISTRATOR) == 0)
    {
      g_autoptr (GError) error
          = g_error_new (DT_ERROR, DT_ERROR_DENIED, "Only an administrator changes settings");

      g_signal_emit (self, signals[PROBLEM], 0, error);
      return;
    }
  if (value != NULL)
    g_hash_table_insert (self->settings, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (self->settings, name);
  json = dt_json_text_new ();
  g_hash_table_iter_init (&iter, self->settings);
  while (g_hash_table_iter_next (&iter, &key, &stored))
    dt_json_text_add_string (json, key, stored);
  text = dt_json_text_finish (g_steal_pointer (&json));
  save_behind (self, DT_SETTINGS_NOTE, text, FALSE);
}

/* ---- drafts ---- */

void
dt_service_flush_drafts (DtService *self)
{
  GHashTableIter iter;
  gpointer name;

  g_clear_handle_id (&self->save_source, g_source_remove);
  if (self->workspace == NULL)
    return;
  g_hash_table_iter_init (&iter, self->unsaved);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    save_behind (self, name, g_hash_table_lookup (self->drafts, name), TRUE);
  g_hash_table_remove_all (self->unsaved);
}

static gboolean
on_save_timeout_cb (gpointer user_data)
{
  DtService *self = user_data;

  self->save_source = 0;
  dt_service_flush_drafts (self);
  return G_SOURCE_REMOVE;
}

void
dt_service_forget_draft (DtService *self, const char *name)
{
  g_hash_table_remove (self->drafts, name);
  g_hash_table_remove (self->unsaved, name);
}

/**
 * dt_service_save_draft:
 * @name: which draft
 * @json: (nullable): what was typed so far; %NULL drops it
 *
 * Keeps it at once in memory and within half a second on disk.
 */
void
dt_service_save_draft (DtService *self, const char *name, const char *json)
{
  g_return_if_fail (DT_IS_SERVICE (self) && name != NULL);

  if (self->workspace == NULL || g_strcmp0 (json, g_hash_table_lookup (self->drafts, name)) == 0)
    return;
  if (json != NULL)
    g_hash_table_insert (self->drafts, g_strdup (name), g_strdup (json));
  else
    g_hash_table_remove (self->drafts, name);
  g_hash_table_add (self->unsaved, g_strdup (name));
  if (self->save_source == 0)
    self->save_source = g_timeout_add (SAVE_DELAY_MS, on_save_timeout_cb, self);
}

char *
dt_service_dup_draft (DtService *self, const char *name)
{
  g_return_val_if_fail (DT_IS_SERVICE (self) && name != NULL, NULL);
  return g_strdup (g_hash_table_lookup (self->drafts, name));
}

/* ---- what it is ---- */

const char *
dt_service_get_directory (DtService *self)
{
  g_return_val_if_fail (DT_IS_SERVICE (self), NULL);
  return self->directory;
}

const DtUnit *
dt_service_get_unit (DtService *self)
{
  g_return_val_if_fail (DT_IS_SERVICE (self), NULL);
  return self->unit;
}

const char *
dt_service_get_device (DtService *self)
{
  g_return_val_if_fail (DT_IS_SERVICE (self), NULL);
  return self->device;
}

const char *
dt_service_get_public_key (DtService *self)
{
  g_return_val_if_fail (DT_IS_SERVICE (self), NULL);
  return self->public_key;
}

gboolean
dt_service_is_demo (DtService *self)
{
  g_return_val_if_fail (DT_IS_SERVICE (self), FALSE);
  return self->demo;
}

DtClock *
dt_service_get_clock (DtService *self)
{
  g_return_val_if_fail (DT_IS_SERVICE (self), NULL);
  return self->clock;
}

DtOfficer *
dt_service_get_officer (DtService *self)
{
  g_return_val_if_fail (DT_IS_SERVICE (self), NULL);
  return self->officer;
}

GPtrArray *
dt_service_get_officers (DtService *self)
{
  g_return_val_if_fail (DT_IS_SERVICE (self), NULL);
  return self->officers;
}

DtRuleBook *
dt_service_get_rule_book (DtService *self)
{
  g_return_val_if_fail (DT_IS_SERVICE (self), NULL);
  return self->book;
}

DtWorkingCalendar *
dt_service_get_calendar (DtService *self)
{
  g_return_val_if_fail (DT_IS_SERVICE (self), NULL);
  return dt_rule_book_get_calendar (self->book, self->unit != NULL ? self->unit->code : NULL);
}

void
dt_service_set_query_time (DtService *self, DtQuery *query)
{
  g_return_if_fail (DT_IS_SERVICE (self) && query != NULL);

  query->now = dt_clock_now (self->clock);
  query->soon = dt_due_state_get_soon_limit (dt_service_get_calendar (self), query->now);
}

const gint64 *
dt_service_get_counts (DtService *self)
{
  g_return_val_if_fail (DT_IS_SERVICE (self), NULL);
  return self->counts;
}

gboolean
dt_service_can_undo (DtService *self)
{
  g_return_val_if_fail (DT_IS_SERVICE (self), FALSE);
  return !g_queue_is_empty (&self->undos);
}

/* ---- the object ---- */

static void
dt_service_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DtService *self = DT_SERVICE (object);

  switch (id)
    {
    case PROP_OFFICER:
      g_value_set_object (value, self->officer);
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, dt_service_can_undo (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dt_service_dispose (GObject *object)
{
  dt_service_close (DT_SERVICE (object));
  G_OBJECT_CLASS (dt_service_parent_class)->dispose (object);
}

static void
dt_service_finalize (GObject *object)
{
  DtService *self = DT_SERVICE (object);

  g_queue_clear_full (&self->undos, (GDestroyNotify) dt_undo_free);
  g_clear_object (&self->officer);
  g_clear_pointer (&self->officers, g_ptr_array_unref);
  g_clear_pointer (&self->book, dt_rule_book_unref);
  g_clear_pointer (&self->templates, g_ptr_array_unref);
  g_clear_pointer (&self->absences, g_ptr_array_unref);
  g_clear_pointer (&self->waits, g_hash_table_unref);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_clear_pointer (&self->drafts, g_hash_table_unref);
  g_clear_pointer (&self->unsaved, g_hash_table_unref);
  g_clear_pointer (&self->clock, dt_clock_unref);
  g_free (self->directory);
  g_free (self->device);
  g_free (self->public_key);
  G_OBJECT_CLASS (dt_service_parent_class)->finalize (object);
}

static void
dt_service_class_init (DtServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = dt_service_get_property;
  object_class->dispose = dt_service_dispose;
  object_class->finalize = dt_service_finalize;

  props[PROP_OFFICER] = g_param_spec_object ("officer", NULL, NULL, DT_TYPE_OFFICER, flags);
  props[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CHANGED] = g_signal_new ("changed",
                                   DT_TYPE_SERVICE,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   G_TYPE_POINTER);
  signals[OFFICER_CHANGED] = g_signal_new (
      "officer-changed", DT_TYPE_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PROBLEM] = g_signal_new ("problem",
                                   DT_TYPE_SERVICE,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   G_TYPE_ERROR);
}

static void
dt_service_init (DtService *self)
{
  g_queue_init (&self->undos);
  self->officers = g_ptr_array_new_with_free_func (g_object_unref);
  self->book = dt_rule_book_ref (dt_rule_book_get_default ());
  self->templates = g_ptr_array_new_with_free_func (g_object_unref);
  self->absences = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_absence_free);
  self->waits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->unsaved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The action group `case.`: one row an action with the command that it runs. */
#include "ui/inbox/dt-case-actions.h"

#include "ui/inbox/dt-case-export-window.h"
#include "ui/inbox/dt-case-forms.h"
#include "ui/inbox/dt-citizen-forms.h"
#include "ui/inbox/dt-deadline-actions.h"
#include "ui/inbox/dt-picker.h"
#include "ui/letters/dt-letter-window.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _DtCaseActions
{
  GObject parent_instance;
  DtRunner *runner;
  GtkWindow *parent;
  GSimpleActionGroup *group;
  GMenu *steps;
  guint shown_steps; /* bit mask of statuses */
  DtCaseFile *file;
  GPtrArray *chosen; /* of DtCase, several; else NULL */
};

enum
{
  UPDATED,
  ASK_OFFICER,
  COMPOSE,
  REPLY,
  ATTACH,
  SEARCH,
  RECEIPT,
  GUIDE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef enum
{
  NEEDS_ONE = 1,      /* the one shown */
  NEEDS_ANY = 2,      /* one or several */
  NEEDS_CITIZENS = 4, /* and it has citizens */
  NEEDS_MESSAGES = 8, /* and two messages of citizens at least */
  MAY_BE_MERGED = 16, /* also of a merged case */
} Needs;

typedef struct
{
  const char *name;
  const char *type;
  int command; /* DtCommandKind, or −1: everybody may */
  Needs needs;
  void (*activate) (DtCaseActions *self, GVariant *parameter); /* NULL: dt-deadline-actions.c */
} ActionRow;

G_DEFINE_FINAL_TYPE (DtCaseActions, dt_case_actions, G_TYPE_OBJECT)

/* ---- what the actions are about ---- */

static GPtrArray *
dup_targets (DtCaseActions *self)
{
  GPtrArray *cases;

  if (self->chosen != NULL)
    return g_ptr_array_ref (self->chosen);
  cases = g_ptr_array_new_with_free_func (g_object_unref);
  if (self->file != NULL)
    g_ptr_array_add (cases, g_object_ref (self->file->a_case));
  return cases;
}

static DtCase *
get_case (DtCaseActions *self)
{
  return self->file->a_case;
}

static DtCitizen *
find_citizen (DtCaseActions *self, const char *id)
{
  for (guint i = 0; i < self->file->citizens->len; i++)
    {
      DtCitizen *citizen = self->file->citizens->pdata[i];

      if (strcmp (citizen->id, id) == 0)
        return citizen;
    }
  return NULL;
}

/* ---- the actions ---- */

static void
do_reply (DtCaseActions *self, GVariant *parameter)
{
  g_signal_emit (self, signals[REPLY], 0);
}

static void
do_record_answer (DtCaseActions *self, GVariant *parameter)
{
  g_signal_emit (self, signals[COMPOSE], 0, FALSE);
}

static void
do_note (DtCaseActions *self, GVariant *parameter)
{
  g_signal_emit (self, signals[COMPOSE], 0, TRUE);
}

static void
do_assign (DtCaseActions *self, GVariant *parameter)
{
  g_signal_emit (self, signals[ASK_OFFICER], 0);
}

static void
do_take (DtCaseActions *self, GVariant *parameter)
{
  DtOfficer *officer = dt_service_get_officer (dt_runner_get_service (self->runner));

  if (officer != NULL)
    dt_case_actions_assign (self, officer->id, officer->name);
}

static void
set_status (DtCaseActions *self, DtCaseStatus status)
{
  g_autoptr (GPtrArray) cases = dup_targets (self);
  g_autofree const char **ids = dt_cases_get_ids (cases);
  g_autofree char *which = dt_cases_describe (cases);
  g_autofree char *text = g_strdup_printf ("%s: %s", which, dt_words_status (status));

  dt_runner_run (
      self->runner, dt_command_set_status (ids, status, NULL, NULL), text, NULL, NULL, NULL);
}

static void
do_status (DtCaseActions *self, GVariant *parameter)
{
  DtCaseStatus status;

  if (dt_case_status_from_nick (g_variant_get_string (parameter, NULL), &status))
    set_status (self, status);
}

static void
do_accept (DtCaseActions *self, GVariant *parameter)
{
  set_status (self, DT_CASE_STATUS_ACCEPTED);
}

static void
do_close (DtCaseActions *self, GVariant *parameter)
{
  set_status (self, DT_CASE_STATUS_CLOSED);
}

static void
do_reopen (DtCaseActions *self, GVariant *parameter)
{
  set_status (self, DT_CASE_STATUS_REOPENED);
}

static void
do_refuse (DtCaseActions *self, GVariant *parameter)
{
  g_autoptr (GPtrArray) cases = dup_targets (self);

  dt_refuse_form_present (self->runner, self->parent, cases);
}

static void
do_forward (DtCaseActions *self, GVariant *parameter)
{
  g_autoptr (GPtrArray) cases = dup_targets (self);
  const DtUnit *unit = dt_catalogue_find_unit (g_variant_get_string (parameter, NULL));

  if (unit != NULL)
    dt_forward_form_present (self->runner, self->parent, cases, unit);
}

static void
do_edit (DtCaseActions *self, GVariant *parameter)
{
  g_autoptr (GPtrArray) cases = dup_targets (self);

  dt_edit_form_present (self->runner, self->parent, cases);
}

static void
on_merge_picked_cb (DtPicker *picker, GObject *found, DtCaseActions *self)
{
  g_autoptr (GPtrArray) cases = dup_targets (self);
  g_autoptr (GPtrArray) both = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < cases->len; i++)
    g_ptr_array_add (both, g_object_ref (cases->pdata[i]));
  g_ptr_array_add (both, g_object_ref (found));
  dt_merge_form_present (self->runner, self->parent, both);
}

static void
on_link_picked_cb (DtPicker *picker, GObject *found, DtCaseActions *self)
{
  DtCase *other = DT_CASE (found);
  g_autofree char *text = g_strdup_printf (_ ("Linked with %s"), other->code);

  if (self->file != NULL)
    dt_runner_run (self->runner,
                   dt_command_link_cases (get_case (self)->id, other->id),
                   text,
                   NULL,
                   NULL,
                   NULL);
}

static void
pick_case (DtCaseActions *self, const char *title, GCallback picked)
{
  DtCase *a_case = get_case (self);
  const char *leave_out[] = { a_case->id, NULL };
  DtPicker *picker = dt_picker_new (
      self->runner, self->parent, DT_PICK_CASE, title, a_case->code, (GStrv) leave_out, NULL);

  g_signal_connect_object (picker, "picked", picked, self, 0);
  gtk_window_present (GTK_WINDOW (picker));
}

static void
do_merge (DtCaseActions *self, GVariant *parameter)
{
  if (self->chosen != NULL)
    dt_merge_form_present (self->runner, self->parent, self->chosen);
  else
    pick_case (self, _ ("Merge With Which Case?"), G_CALLBACK (on_merge_picked_cb));
}

static void
do_unmerge (DtCaseActions *self, GVariant *parameter)
{
  const char *id = g_variant_get_string (parameter, NULL);

  dt_runner_run (self->runner,
                 dt_command_unmerge (*id != '\0' ? id : get_case (self)->id),
                 _ ("Merging undone"),
                 NULL,
                 NULL,
                 NULL);
}

static void
do_split (DtCaseActions *self, GVariant *parameter)
{
  dt_split_form_present (self->runner, self->parent, self->file);
}

static void
do_link (DtCaseActions *self, GVariant *parameter)
{
  if (self->chosen == NULL)
    {
      pick_case (self, _ ("Same Matter as Which Case?"), G_CALLBACK (on_link_picked_cb));
      return;
    }
  /* All are linked with the first: "the same matter" goes both ways. */
  for (guint i = 1; i < self->chosen->len; i++)
    {
      DtCase *first = self->chosen->pdata[0];
      DtCase *other = self->chosen->pdata[i];
      gboolean last = i + 1 == self->chosen->len;

      dt_runner_run (self->runner,
                     dt_command_link_cases (first->id, other->id),
                     last ? _ ("Linked as the same matter") : NULL,
                     NULL,
                     NULL,
                     NULL);
    }
}

static void
do_unlink (DtCaseActions *self, GVariant *parameter)
{
  dt_runner_run (
      self->runner,
      dt_command_unlink_cases (get_case (self)->id, g_variant_get_string (parameter, NULL)),
      _ ("Link undone"),
      NULL,
      NULL,
      NULL);
}

static void
do_add_citizen (DtCaseActions *self, GVariant *parameter)
{
  dt_citizen_picker_present (self->runner, self->parent, get_case (self)->id);
}

static void
do_edit_citizen (DtCaseActions *self, GVariant *parameter)
{
  DtCitizen *citizen = find_citizen (self, g_variant_get_string (parameter, NULL));

  if (citizen != NULL)
    dt_citizen_form_present (self->runner, self->parent, get_case (self)->id, citizen);
}

static void
do_consent (DtCaseActions *self, GVariant *parameter)
{
  DtCitizen *citizen = find_citizen (self, g_variant_get_string (parameter, NULL));

  if (citizen != NULL)
    dt_consent_form_present (self->runner, self->parent, citizen);
}

static void
do_erase (DtCaseActions *self, GVariant *parameter)
{
  dt_erase_form_present (self->runner, self->parent, self->file->citizens->pdata[0]);
}

static void
do_attach (DtCaseActions *self, GVariant *parameter)
{
  g_signal_emit (self, signals[ATTACH], 0);
}

static void
do_receipt (DtCaseActions *self, GVariant *parameter)
{
  g_signal_emit (self, signals[RECEIPT], 0, get_case (self)->id);
}

static void
do_copy_code (DtCaseActions *self, GVariant *parameter)
{
  g_autofree char *text = g_strdup_printf (_ ("Copied %s"), get_case (self)->code);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->parent)),
                          get_case (self)->code);
  dt_runner_notice (self->runner, text);
}

static void
do_resolve (DtCaseActions *self, GVariant *parameter)
{
  const char *id;
  guint choice;

  g_variant_get (parameter, "(&su)", &id, &choice);
  dt_runner_run (self->runner,
                 dt_command_resolve_conflict (get_case (self)->id, id, choice),
                 _ ("Settled"),
                 NULL,
                 NULL,
                 NULL);
}

static void
do_show_others (DtCaseActions *self, GVariant *parameter)
{
  DtCitizen *citizen = self->file->citizens->pdata[0];
  const char *who = citizen->phone != NULL ? citizen->phone : citizen->name;
  g_autofree char *text = who != NULL ? g_strdup_printf ("person:\"%s\"", who) : NULL;

  if (text != NULL)
    g_signal_emit (self, signals[SEARCH], 0, text);
}

static void
do_letter (DtCaseActions *self, GVariant *parameter)
{
  dt_letter_window_present (self->runner, self->parent, self->file, DT_LETTER_REPLY, NULL);
}

static void
do_export (DtCaseActions *self, GVariant *parameter)
{
  dt_case_export_window_present (dt_runner_get_service (self->runner), self->parent, self->file);
}

static const ActionRow rows[] = {
  { "reply", NULL, DT_COMMAND_SAVE_REPLY, NEEDS_ONE, do_reply },
  { "record-answer", NULL, DT_COMMAND_RECORD_ANSWER, NEEDS_ONE, do_record_answer },
  { "note", NULL, DT_COMMAND_ADD_NOTE, NEEDS_ONE, do_note },
  { "assign", NULL, DT_COMMAND_ASSIGN, NEEDS_ANY, do_assign },
  { "take", NULL, DT_COMMAND_ASSIGN, NEEDS_ANY, do_take },
  { "status", "s", DT_COMMAND_SET_STATUS, NEEDS_ANY, do_status },
  { "accept", NULL, DT_COMMAND_SET_STATUS, NEEDS_ANY, do_accept },
  { "close", NULL, DT_COMMAND_SET_STATUS, NEEDS_ANY, do_close },
  { "refuse", NULL, DT_COMMAND_SET_STATUS, NEEDS_ANY, do_refuse },
  { "forward", "s", DT_COMMAND_SET_STATUS, NEEDS_ONE, do_forward },
  { "reopen", NULL, DT_COMMAND_SET_STATUS, NEEDS_ANY, do_reopen },
  { "edit", NULL, DT_COMMAND_SET_FIELDS, NEEDS_ANY, do_edit },
  { "merge", NULL, DT_COMMAND_MERGE, NEEDS_ANY, do_merge },
  { "unmerge", "s", DT_COMMAND_UNMERGE, NEEDS_ONE | MAY_BE_MERGED, do_unmerge },
  { "split", NULL, DT_COMMAND_SPLIT, NEEDS_ONE | NEEDS_MESSAGES, do_split },
  { "link", NULL, DT_COMMAND_LINK_CASES, NEEDS_ANY, do_link },
  { "unlink", "s", DT_COMMAND_UNLINK_CASES, NEEDS_ONE, do_unlink },
  { "add-citizen", NULL, DT_COMMAND_LINK_CITIZEN, NEEDS_ONE, do_add_citizen },
  { "edit-citizen", "s", DT_COMMAND_SET_CITIZEN, NEEDS_ONE, do_edit_citizen },
  { "consent", "s", DT_COMMAND_SET_CONSENT, NEEDS_ONE, do_consent },
  { "erase", NULL, DT_COMMAND_ERASE_CITIZEN, NEEDS_ONE | NEEDS_CITIZENS, do_erase },
  { "attach", NULL, DT_COMMAND_ATTACH, NEEDS_ONE, do_attach },
  { "receipt", NULL, DT_COMMAND_ISSUE_RECEIPT, NEEDS_ONE | MAY_BE_MERGED, do_receipt },
  { "letter", NULL, -1, NEEDS_ONE, do_letter },
  { "export", NULL, -1, NEEDS_ONE | MAY_BE_MERGED, do_export },
  { "copy-code", NULL, -1, NEEDS_ONE | MAY_BE_MERGED, do_copy_code },
  { "resolve", "(su)", DT_COMMAND_RESOLVE_CONFLICT, NEEDS_ONE, do_resolve },
  { "ask-extension", NULL, DT_COMMAND_REQUEST_EXTENSION, NEEDS_ONE, NULL },
  { "extend", NULL, DT_COMMAND_EXTEND, NEEDS_ONE, NULL },
  { "grant", NULL, DT_COMMAND_EXTEND, NEEDS_ONE, NULL },
  { "decline", NULL, DT_COMMAND_EXTEND, NEEDS_ONE, NULL },
  { "withdraw", NULL, DT_COMMAND_DECLINE_EXTENSION, NEEDS_ONE, NULL },
  { "promise", NULL, DT_COMMAND_PROMISE, NEEDS_ONE, NULL },
  { "notice", "s", -1, NEEDS_ONE, NULL },
  { "guide", NULL, DT_COMMAND_GUIDE_FORM, NEEDS_ONE, NULL },
  { "show-others", NULL, -1, NEEDS_ONE | NEEDS_CITIZENS | MAY_BE_MERGED, do_show_others },
};

static const ActionRow *
find_row (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (strcmp (rows[i].name, name) == 0)
      return &rows[i];
  return NULL;
}

/* ---- what is allowed ---- */

static gboolean
all_can_become (GPtrArray *cases, DtCaseStatus status)
{
  for (guint i = 0; i < cases->len; i++)
    if (!dt_case_status_can_become (((DtCase *) cases->pdata[i])->status, status))
      return FALSE;
  return cases->len > 0;
}

static guint
count_messages (DtCaseFile *file)
{
  guint n = 0;

  for (guint i = 0; i < file->timeline->len; i++)
    {
      DtTimelineItem *item = file->timeline->pdata[i];

      n += item->type == DT_TIMELINE_MESSAGE && item->direction == DT_DIRECTION_INBOUND
           && !item->retracted && item->case_code == NULL;
    }
  return n;
}

static gboolean
fits_case (DtCaseActions *self, const ActionRow *row, GPtrArray *cases)
{
  DtCaseStatus status = cases->len > 0 ? ((DtCase *) cases->pdata[0])->status : 0;

  if (cases->len == 0 || ((row->needs & NEEDS_ONE) && (self->chosen != NULL || !self->file)))
    return FALSE;
  if ((row->needs & NEEDS_CITIZENS) && self->file->citizens->len == 0)
    return FALSE;
  if ((row->needs & NEEDS_MESSAGES) && count_messages (self->file) < 2)
    return FALSE;
  if (!(row->needs & MAY_BE_MERGED)
      && (status == DT_CASE_STATUS_MERGED || status == DT_CASE_STATUS_WITHDRAWN))
    return FALSE;
  if (row->activate == NULL)
    return dt_deadline_actions_fit (row->name, dt_runner_get_service (self->runner), self->file);
  if (strcmp (row->name, "accept") == 0)
    return all_can_become (cases, DT_CASE_STATUS_ACCEPTED);
  if (strcmp (row->name, "close") == 0)
    return all_can_become (cases, DT_CASE_STATUS_CLOSED);
  if (strcmp (row->name, "refuse") == 0)
    return all_can_become (cases, DT_CASE_STATUS_REFUSED);
  if (strcmp (row->name, "forward") == 0)
    return all_can_become (cases, DT_CASE_STATUS_FORWARDED);
  if (strcmp (row->name, "reopen") == 0)
    return all_can_become (cases, DT_CASE_STATUS_REOPENED);
  return TRUE;
}

static gboolean
role_allows (DtCaseActions *self, const ActionRow *row)
{
  return row->command < 0
         || dt_service_may (dt_runner_get_service (self->runner), (DtCommandKind) row->command);
}

/* What the cases can all become, as a bit mask of statuses. */
static guint
get_next_steps (GPtrArray *cases)
{
  guint steps = 0;

  for (guint status = 0; status < DT_N_CASE_STATUSES; status++)
    if (all_can_become (cases, (DtCaseStatus) status))
      steps |= 1u << status;
  return steps;
}

/* Anew only if they are others: a menu that is open must not be taken from under the pointer. */
static void
fill_steps (DtCaseActions *self, GPtrArray *cases)
{
  static const DtCaseStatus order[]
      = { DT_CASE_STATUS_ACCEPTED,  DT_CASE_STATUS_IN_PROGRESS, DT_CASE_STATUS_WAITING_CITIZEN,
          DT_CASE_STATUS_FORWARDED, DT_CASE_STATUS_ANSWERED,    DT_CASE_STATUS_CLOSED,
          DT_CASE_STATUS_REOPENED };
  guint wanted = get_next_steps (cases);
  g_autoptr (GMenu) steps = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();

  if (self->shown_steps == wanted && g_menu_model_get_n_items (G_MENU_MODEL (self->steps)) > 0)
    return;
  self->shown_steps = wanted;
  g_menu_remove_all (self->steps);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (wanted & 1u << order[i])
      {
        g_autoptr (GMenuItem) item = g_menu_item_new (dt_words_status_step (order[i]), NULL);

        g_menu_item_set_action_and_target (
            item, "case.status", "s", dt_case_status_to_nick (order[i]));
        g_menu_append_item (steps, item);
      }
  if (wanted & 1u << DT_CASE_STATUS_REFUSED)
    g_menu_append (last, dt_words_status_step (DT_CASE_STATUS_REFUSED), "case.refuse");
  g_menu_append_section (self->steps, NULL, G_MENU_MODEL (steps));
  g_menu_append_section (self->steps, NULL, G_MENU_MODEL (last));
}

static void
update (DtCaseActions *self)
{
  g_autoptr (GPtrArray) cases = dup_targets (self);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->group), rows[i].name);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                   role_allows (self, &rows[i])
                                       && fits_case (self, &rows[i], cases));
    }
  fill_steps (self, cases);
  g_signal_emit (self, signals[UPDATED], 0);
}

static void
on_action_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const ActionRow *row = find_row (g_action_get_name (G_ACTION (action)));
  DtCaseActions *self = data;

  if (row->activate != NULL)
    row->activate (self, parameter);
  else if (strcmp (row->name, "guide") == 0)
    g_signal_emit (self, signals[GUIDE], 0);
  else
    dt_deadline_actions_run (row->name, parameter, self->runner, self->parent, self->file);
}

static void
on_officer_changed_cb (DtService *service, DtCaseActions *self)
{
  update (self);
}

/* ---- vfuncs ---- */

static void
dt_case_actions_dispose (GObject *object)
{
  DtCaseActions *self = DT_CASE_ACTIONS (object);

  g_clear_object (&self->runner);
  g_clear_object (&self->group);
  g_clear_object (&self->steps);
  g_clear_object (&self->file);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  g_clear_weak_pointer (&self->parent);
  G_OBJECT_CLASS (dt_case_actions_parent_class)->dispose (object);
}

static void
dt_case_actions_class_init (DtCaseActionsClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);
  GSignalFlags flags = G_SIGNAL_RUN_LAST;

  G_OBJECT_CLASS (klass)->dispose = dt_case_actions_dispose;
  signals[UPDATED] = g_signal_new ("updated", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ASK_OFFICER]
      = g_signal_new ("ask-officer", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REPLY] = g_signal_new ("reply", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COMPOSE]
      = g_signal_new ("compose", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[ATTACH] = g_signal_new ("attach", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SEARCH]
      = g_signal_new ("search", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[RECEIPT]
      = g_signal_new ("receipt", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[GUIDE] = g_signal_new ("guide", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dt_case_actions_init (DtCaseActions *self)
{
  self->steps = g_menu_new ();
  self->group = g_simple_action_group_new ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (
          rows[i].name, rows[i].type != NULL ? G_VARIANT_TYPE (rows[i].type) : NULL);

      g_signal_connect (action, "activate", G_CALLBACK (on_action_activate_cb), self);
      g_simple_action_set_enabled (action, FALSE);
      g_action_map_add_action (G_ACTION_MAP (self->group), G_ACTION (action));
    }
}

/* ---- public ---- */

/**
 * dt_case_actions_new:
 * @runner: who runs the commands
 * @parent: the window that forms stand before
 *
 * Returns: (transfer full): the actions, none of them allowed until there is a case
 */
DtCaseActions *
dt_case_actions_new (DtRunner *runner, GtkWindow *parent)
{
  DtCaseActions *self = g_object_new (DT_TYPE_CASE_ACTIONS, NULL);

  g_return_val_if_fail (DT_IS_RUNNER (runner), self);

  self->runner = g_object_ref (runner);
  g_set_weak_pointer (&self->parent, parent);
  g_signal_connect_object (dt_runner_get_service (runner),
                           "officer-changed",
                           G_CALLBACK (on_officer_changed_cb),
                           self,
                           0);
  return self;
}

/**
 * dt_case_actions_get_group:
 * @self: the actions
 *
 * Returns: (transfer none): to be inserted as "case"
 */
GActionGroup *
dt_case_actions_get_group (DtCaseActions *self)
{
  return G_ACTION_GROUP (self->group);
}

/**
 * dt_case_actions_set_file:
 * @self: the actions
 * @file: (nullable): the case shown
 */
void
dt_case_actions_set_file (DtCaseActions *self, DtCaseFile *file)
{
  g_return_if_fail (DT_IS_CASE_ACTIONS (self));

  g_set_object (&self->file, file);
  update (self);
}

/**
 * dt_case_actions_set_chosen:
 * @self: the actions
 * @cases: (nullable) (element-type DtCase): the chosen cases
 */
void
dt_case_actions_set_chosen (DtCaseActions *self, GPtrArray *cases)
{
  g_return_if_fail (DT_IS_CASE_ACTIONS (self));

  gboolean several = cases != NULL && cases->len > 1;

  if (!several && self->chosen == NULL)
    return;
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  if (several)
    self->chosen = g_ptr_array_ref (cases);
  update (self);
}

/**
 * dt_case_actions_get_steps:
 * @self: the actions
 *
 * Returns: (transfer none): a menu that changes with the case
 */
GMenuModel *
dt_case_actions_get_steps (DtCaseActions *self)
{
  return G_MENU_MODEL (self->steps);
}

/**
 * dt_case_actions_assign:
 * @self: the actions
 * @officer_id: (nullable): to whom; %NULL: to nobody
 * @name: (nullable): what they are called
 */
void
dt_case_actions_assign (DtCaseActions *self, const char *officer_id, const char *name)
{
  g_return_if_fail (DT_IS_CASE_ACTIONS (self));

  g_autoptr (GPtrArray) cases = dup_targets (self);
  g_autofree const char **ids = dt_cases_get_ids (cases);
  g_autofree char *text = officer_id != NULL ? g_strdup_printf (_ ("Assigned to %s"), name)
                                             : g_strdup (_ ("Assigned to nobody"));

  if (cases->len > 0)
    dt_runner_run (self->runner, dt_command_assign (ids, officer_id), text, NULL, NULL, NULL);
}

/**
 * dt_case_actions_may_assign:
 * @self: the actions
 * @officer_id: (nullable): to whom; %NULL: to nobody
 *
 * Returns: whether the signed-in officer may hand each of the chosen cases to them
 */
gboolean
dt_case_actions_may_assign (DtCaseActions *self, const char *officer_id)
{
  g_return_val_if_fail (DT_IS_CASE_ACTIONS (self), FALSE);

  DtService *service = dt_runner_get_service (self->runner);
  g_autoptr (GPtrArray) cases = dup_targets (self);

  for (guint i = 0; i < cases->len; i++)
    if (!dt_service_may_assign (service, cases->pdata[i], officer_id))
      return FALSE;
  return TRUE;
}

/**
 * dt_case_actions_dup_reason:
 * @self: the actions
 * @action: the name of one
 *
 * Returns: (transfer full) (nullable): why it cannot be used now; %NULL if it can
 */
char *
dt_case_actions_dup_reason (DtCaseActions *self, const char *action)
{
  g_return_val_if_fail (DT_IS_CASE_ACTIONS (self) && action != NULL, NULL);

  const ActionRow *row = find_row (action);
  g_autoptr (GPtrArray) cases = dup_targets (self);

  if (row == NULL || cases->len == 0)
    return NULL;
  if (!role_allows (self, row))
    return dt_words_who_may ((DtCommandKind) row->command);
  if (!fits_case (self, row, cases))
    return g_strdup (_ ("Not possible with this case as it is now"));
  return NULL;
}

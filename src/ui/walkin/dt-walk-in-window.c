/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking down what a citizen says at the counter, on the phone or in a letter, in under a minute
 * while they talk. What is typed is kept at every keystroke, and is there again after a crash.
 * Main thread. */
#include "ui/walkin/dt-walk-in-window.h"

#include "ui/forms/dt-form.h"
#include "ui/shell/dt-words.h"
#include "ui/walkin/dt-walk-in-form.h"

#include <glib/gi18n.h>
#include <string.h>

#define NARROW 560

struct _DtWalkInWindow
{
  AdwWindow parent_instance;
  AdwWindowTitle *title;
  GtkInfoBar *restored;
  GtkInfoBar *trouble;
  GtkLabel *trouble_text;
  DtWalkInForm *form;
  GtkWidget *accept;
  GtkWidget *accept_and_print;
  AdwButtonContent *print_content;

  DtFileStrip *strip; /* of the form; not owned */
  DtService *service;
  char *officer_id;
  gboolean busy;
  gboolean closing; /* the draft stays as it is */
  gboolean print;   /* what the running command ends with */
};

enum
{
  REGISTERED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtWalkInWindow, dt_walk_in_window, ADW_TYPE_WINDOW)

/* ---- the draft ---- */

static void
save_draft (DtWalkInWindow *self)
{
  g_autoptr (DtWalkInDraft) draft = NULL;
  g_autofree char *name = NULL;
  g_autofree char *json = NULL;

  if (self->closing || self->officer_id == NULL)
    return;
  draft = dt_walk_in_form_read (self->form);
  name = dt_walk_in_draft_name (self->officer_id);
  if (!dt_walk_in_draft_is_empty (draft) || dt_file_strip_get_n_files (self->strip) > 0)
    json = dt_walk_in_draft_to_json (draft);
  dt_service_save_draft (self->service, name, json);
}

static void
save_file_draft (DtWalkInWindow *self, guint slot)
{
  g_autofree char *name = dt_walk_in_draft_file_name (self->officer_id, slot);
  const DtNewFile *file = dt_file_strip_get_slot (self->strip, slot);
  g_autofree char *json = file != NULL ? dt_walk_in_draft_file_to_json (file) : NULL;

  dt_service_save_draft (self->service, name, json);
}

static void
drop_drafts (DtWalkInWindow *self)
{
  g_autofree char *name = dt_walk_in_draft_name (self->officer_id);

  dt_service_save_draft (self->service, name, NULL);
  for (guint i = 0; i < DT_FILE_STRIP_SLOTS; i++)
    {
      g_autofree char *file_name = dt_walk_in_draft_file_name (self->officer_id, i);
      g_autofree char *json = dt_service_dup_draft (self->service, file_name);

      if (json != NULL)
        dt_service_save_draft (self->service, file_name, NULL);
    }
}

static void
restore_files (DtWalkInWindow *self)
{
  for (guint i = 0; i < DT_FILE_STRIP_SLOTS; i++)
    {
      g_autofree char *name = dt_walk_in_draft_file_name (self->officer_id, i);
      g_autofree char *json = dt_service_dup_draft (self->service, name);
      DtNewFile file = { NULL };

      if (json == NULL || !dt_walk_in_draft_file_from_json (json, &file))
        continue;
      dt_file_strip_put (self->strip, i, &file);
      g_bytes_unref (file.content);
      g_free ((char *) file.name);
      g_free ((char *) file.media_type);
    }
}

static void
restore (DtWalkInWindow *self)
{
  g_autofree char *name = dt_walk_in_draft_name (self->officer_id);
  g_autofree char *json = dt_service_dup_draft (self->service, name);
  g_autoptr (DtWalkInDraft) draft = json != NULL ? dt_walk_in_draft_from_json (json) : NULL;

  if (draft == NULL)
    {
      drop_drafts (self); /* photos whose text went into a case just before a crash */
      return;
    }
  restore_files (self);
  dt_walk_in_form_fill (self->form, draft);
  dt_form_show_bar (self->restored, TRUE);
}

static void
on_discard_cb (DtWalkInWindow *self)
{
  g_autoptr (DtWalkInDraft) before = dt_walk_in_form_read (self->form);
  const DtWalkInDraft empty = { .channel = before->channel };

  drop_drafts (self);
  dt_file_strip_clear (self->strip);
  dt_walk_in_form_fill (self->form, &empty);
  dt_form_show_bar (self->restored, FALSE);
  dt_walk_in_form_focus (self->form);
}

static gboolean
is_empty (DtWalkInWindow *self)
{
  g_autoptr (DtWalkInDraft) draft = dt_walk_in_form_read (self->form);

  return dt_walk_in_draft_is_empty (draft) && dt_file_strip_get_n_files (self->strip) == 0;
}

/* ---- what the form says ---- */

static void
update_title (DtWalkInWindow *self)
{
  g_autoptr (DtWalkInDraft) draft = dt_walk_in_form_read (self->form);
  gint64 now = dt_clock_now (dt_service_get_clock (self->service));
  g_autoptr (GDateTime) when = dt_time_to_hanoi (now);
  const char *counter = dt_service_get_setting (self->service, "desk.counter");
  const char *const days[] = { _ ("Monday"), _ ("Tuesday"),  _ ("Wednesday"), _ ("Thursday"),
                               _ ("Friday"), _ ("Saturday"), _ ("Sunday") };
  g_autofree char *date = g_date_time_format (when, "%d/%m/%Y, %H:%M");
  g_autofree char *subtitle = g_strdup_printf ("%s %s%s%s",
                                               days[g_date_time_get_day_of_week (when) - 1],
                                               date,
                                               counter != NULL && *counter != '\0' ? " · " : "",
                                               counter != NULL ? counter : "");
  const char *title = draft->channel == DT_CHANNEL_PHONE ? _ ("Opinion by Phone")
                      : draft->channel == DT_CHANNEL_LETTER
                          ? _ ("Opinion by Letter")
                          : _ ("Receiving a Citizen at the Office");

  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
on_mode_changed_cb (DtWalkInWindow *self)
{
  DtCase *joined = dt_lookup_list_get_joined (dt_walk_in_form_get_lookup (self->form));
  g_autofree char *accept = joined != NULL ? g_strdup_printf (_ ("Join to %s"), joined->code)
                                           : g_strdup (_ ("_Receive"));

  if (self->service == NULL)
    return;
  update_title (self);
  gtk_button_set_label (GTK_BUTTON (self->accept), accept);
  adw_button_content_set_label (self->print_content,
                                joined != NULL ? _ ("Join, _print receipt")
                                               : _ ("Receive, _print receipt"));
}

static void
on_form_changed_cb (DtWalkInWindow *self)
{
  save_draft (self);
}

static void
on_file_changed_cb (DtWalkInWindow *self, guint slot)
{
  save_file_draft (self, slot);
  save_draft (self);
}

static void
show_trouble (DtWalkInWindow *self, const char *words)
{
  gtk_label_set_text (self->trouble_text, words != NULL ? words : "");
  dt_form_show_bar (self->trouble, words != NULL);
}

static void
on_problem_cb (DtWalkInWindow *self, const char *words)
{
  show_trouble (self, words);
}

static void
on_trouble_response_cb (DtWalkInWindow *self)
{
  show_trouble (self, NULL);
}

static gboolean
on_drop_cb (DtWalkInWindow *self, const GValue *value)
{
  return dt_file_strip_take_value (self->strip, value);
}

static gboolean
on_paste_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  return dt_file_strip_paste (DT_WALK_IN_WINDOW (widget)->strip);
}

/* ---- registering ---- */

static void
set_busy (DtWalkInWindow *self, gboolean busy)
{
  self->busy = busy;
  gtk_widget_set_sensitive (self->accept, !busy);
  gtk_widget_set_sensitive (self->accept_and_print, !busy);
}

static void
on_registered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtWalkInWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = dt_service_run_finish (DT_SERVICE (source), result, &error);

  set_busy (self, FALSE);
  if (outcome == NULL)
    {
      g_autofree char *words = dt_words_error (error);

      show_trouble (self, words);
      return;
    }
  drop_drafts (self);
  self->closing = TRUE;
  g_signal_emit (self,
                 signals[REGISTERED],
                 0,
                 outcome->case_ids != NULL ? outcome->case_ids[0] : NULL,
                 self->print);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_consent_recorded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = dt_service_run_finish (DT_SERVICE (source), result, &error);

  if (outcome == NULL)
    g_warning ("A consent was not recorded: %s", error->message);
}

static DtCommand *
join_command (DtWalkInWindow *self, const DtWalkInDraft *draft, GArray *files)
{
  DtCitizen *citizen = dt_lookup_list_get_citizen (dt_walk_in_form_get_lookup (self->form));

  if (citizen != NULL && draft->consent && citizen->consent != DT_CONSENT_GIVEN)
    {
      g_autoptr (DtCommand) consent = dt_command_set_consent (
          citizen->id, DT_CONSENT_GIVEN, dt_channel_to_nick (draft->channel));

      dt_service_run_async (self->service, consent, NULL, on_consent_recorded_cb, NULL);
    }
  return dt_command_add_message (draft->joined_id,
                                 draft->channel,
                                 draft->text,
                                 0,
                                 (const DtNewFile *) files->data,
                                 files->len);
}

static DtCommand *
open_command (DtWalkInWindow *self, const DtWalkInDraft *draft, GArray *files)
{
  DtCitizen *citizen = dt_lookup_list_get_citizen (dt_walk_in_form_get_lookup (self->form));
  g_autofree char *name = dt_walk_in_draft_name (self->officer_id);
  gboolean known = citizen != NULL && !draft->anonymous && !draft->not_this_person;
  const DtNewCase values = {
    .channel = draft->channel,
    .kind = draft->kind,
    .priority = DT_PRIORITY_NORMAL,
    .field = draft->field,
    .text = draft->text,
    .place = draft->place,
    .group = draft->group,
    .citizen_id = known ? citizen->id : NULL,
    .anonymous = draft->anonymous,
    .name = draft->anonymous ? NULL : draft->name,
    .phone = draft->anonymous ? NULL : draft->phone,
    .address = draft->anonymous ? NULL : draft->address,
    .consent = draft->consent && !draft->anonymous ? DT_CONSENT_GIVEN : DT_CONSENT_NOT_ASKED,
    .draft = name,
  };

  return dt_command_open_case (&values, (const DtNewFile *) files->data, files->len);
}

static void
submit (DtWalkInWindow *self, gboolean print)
{
  g_autoptr (DtWalkInDraft) draft = dt_walk_in_form_read (self->form);
  g_autoptr (GArray) files = NULL;
  g_autoptr (DtCommand) command = NULL;

  if (self->busy)
    return;
  show_trouble (self, NULL);
  if (!dt_walk_in_form_check (self->form, draft))
    return;
  save_draft (self); /* the record is made of what is in the box */
  files = dt_file_strip_get_files (self->strip);
  command = draft->joined_id != NULL ? join_command (self, draft, files)
                                     : open_command (self, draft, files);
  self->print = print;
  set_busy (self, TRUE);
  dt_service_run_async (self->service, command, NULL, on_registered_cb, g_object_ref (self));
}

static void
on_accept_cb (DtWalkInWindow *self)
{
  submit (self, FALSE);
}

static void
on_accept_and_print_cb (DtWalkInWindow *self)
{
  submit (self, TRUE);
}

static gboolean
on_submit_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  submit (DT_WALK_IN_WINDOW (widget), GPOINTER_TO_INT (data));
  return TRUE;
}

static gboolean
on_join_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  DtWalkInWindow *self = DT_WALK_IN_WINDOW (widget);

  return dt_lookup_list_toggle (dt_walk_in_form_get_lookup (self->form), GPOINTER_TO_UINT (data));
}

/* ---- leaving ---- */

static void
on_leave_response_cb (DtWalkInWindow *self, const char *response)
{
  if (strcmp (response, "discard") == 0)
    drop_drafts (self);
  else if (strcmp (response, "keep") != 0)
    return;
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
leave (DtWalkInWindow *self)
{
  GtkWidget *dialog;

  if (self->busy)
    return;
  if (is_empty (self))
    {
      drop_drafts (self);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  dialog = adw_message_dialog_new (
      GTK_WINDOW (self),
      _ ("Keep what you typed?"),
      _ ("It is not received yet. Kept, it is here again when you open this form."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "continue",
                                    _ ("_Go on typing"),
                                    "discard",
                                    _ ("_Discard"),
                                    "keep",
                                    _ ("_Keep for later"),
                                    NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "keep", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "continue");
  g_signal_connect_object (
      dialog, "response", G_CALLBACK (on_leave_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
on_close_request_cb (DtWalkInWindow *self)
{
  leave (self);
  return GDK_EVENT_STOP;
}

static void
on_cancel_cb (DtWalkInWindow *self)
{
  leave (self);
}

static gboolean
on_escape_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  leave (DT_WALK_IN_WINDOW (widget));
  return TRUE;
}

/* A locked window must not leave a citizen's data on the screen; the draft is kept. */
static void
on_officer_changed_cb (DtWalkInWindow *self)
{
  DtOfficer *officer = dt_service_get_officer (self->service);

  if (officer == NULL || g_strcmp0 (officer->id, self->officer_id) != 0)
    {
      self->closing = TRUE;
      gtk_window_destroy (GTK_WINDOW (self));
    }
}

/* ---- class ---- */

static void
on_fold_cb (gboolean narrow, gpointer data)
{
  dt_walk_in_form_set_narrow (DT_WALK_IN_WINDOW (data)->form, narrow);
}

static void
dt_walk_in_window_dispose (GObject *object)
{
  DT_WALK_IN_WINDOW (object)->closing = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), DT_TYPE_WALK_IN_WINDOW);
  G_OBJECT_CLASS (dt_walk_in_window_parent_class)->dispose (object);
}

static void
dt_walk_in_window_finalize (GObject *object)
{
  DtWalkInWindow *self = DT_WALK_IN_WINDOW (object);

  g_clear_object (&self->service);
  g_free (self->officer_id);
  G_OBJECT_CLASS (dt_walk_in_window_parent_class)->finalize (object);
}

static void
dt_walk_in_window_class_init (DtWalkInWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_walk_in_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_walk_in_window_finalize;

  signals[REGISTERED] = g_signal_new ("registered",
                                      G_TYPE_FROM_CLASS (klass),
                                      G_SIGNAL_RUN_LAST,
                                      0,
                                      NULL,
                                      NULL,
                                      NULL,
                                      G_TYPE_NONE,
                                      2,
                                      G_TYPE_STRING,
                                      G_TYPE_BOOLEAN);

  g_type_ensure (DT_TYPE_WALK_IN_FORM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/walkin/dt-walk-in-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DtWalkInWindow, title);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInWindow, restored);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInWindow, trouble_text);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInWindow, form);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInWindow, accept);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInWindow, accept_and_print);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInWindow, print_content);
  gtk_widget_class_bind_template_callback (widget_class, on_mode_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_form_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_file_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_problem_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_trouble_response_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_discard_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_accept_and_print_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_close_request_cb);
}

static void
add_shortcut (GtkEventController *controller,
              const char *trigger,
              GtkShortcutFunc func,
              gpointer data)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                        gtk_callback_action_new (func, data, NULL)));
}

/* Before the fields see them: a text view would take Ctrl+Enter and Ctrl+V for itself. */
static void
add_shortcuts (DtWalkInWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  add_shortcut (controller, "<Control>Return", on_submit_key_cb, GINT_TO_POINTER (FALSE));
  add_shortcut (controller, "<Control>KP_Enter", on_submit_key_cb, GINT_TO_POINTER (FALSE));
  add_shortcut (controller, "<Control><Shift>Return", on_submit_key_cb, GINT_TO_POINTER (TRUE));
  add_shortcut (controller, "<Alt>1", on_join_key_cb, GUINT_TO_POINTER (0));
  add_shortcut (controller, "<Alt>2", on_join_key_cb, GUINT_TO_POINTER (1));
  add_shortcut (controller, "<Alt>3", on_join_key_cb, GUINT_TO_POINTER (2));
  add_shortcut (controller, "<Control>v", on_paste_cb, NULL);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);

  controller = gtk_shortcut_controller_new ();
  add_shortcut (controller, "Escape", on_escape_cb, NULL);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
add_drop_target (DtWalkInWindow *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (on_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
dt_walk_in_window_init (DtWalkInWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->strip = dt_walk_in_form_get_files (self->form);
  add_shortcuts (self);
  add_drop_target (self);
  dt_form_watch_width (GTK_WINDOW (self), NARROW, on_fold_cb, self);
}

/**
 * dt_walk_in_window_new:
 * @service: the workspace, with an officer signed in
 * @parent: (nullable): the window it stands over
 *
 * Returns: (transfer none): the form, with what was being typed before if there is any
 */
GtkWindow *
dt_walk_in_window_new (DtService *service, GtkWindow *parent)
{
  DtWalkInWindow *self = g_object_new (
      DT_TYPE_WALK_IN_WINDOW, "transient-for", parent, "modal", parent != NULL, NULL);

  g_return_val_if_fail (DT_IS_SERVICE (service), GTK_WINDOW (self));

  DtOfficer *officer = dt_service_get_officer (service);
  int width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;

  self->service = g_object_ref (service);
  self->officer_id = g_strdup (officer != NULL ? officer->id : "");
  if (width > 0 && width < 720)
    gtk_window_set_default_size (GTK_WINDOW (self), width, 730);
  dt_walk_in_form_set_service (self->form, service);
  restore (self);
  on_mode_changed_cb (self);
  g_signal_connect_object (
      service, "officer-changed", G_CALLBACK (on_officer_changed_cb), self, G_CONNECT_SWAPPED);
  dt_walk_in_form_focus (self->form);
  return GTK_WINDOW (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, one officer: a new account, or what an administrator may change of one. What was
 * typed stays when the service refuses it. Main thread. */
#include "ui/settings/dt-officer-editor.h"

#include "ui/forms/dt-form.h"
#include "ui/forms/dt-pin-rules.h"
#include "ui/forms/dt-role-list.h"
#include "ui/shell/dt-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _DtOfficerEditor
{
  GtkWidget parent_instance;
  GtkWidget *content;
  AdwWindowTitle *window_title;
  GtkWidget *save;
  GtkInfoBar *trouble;
  GtkLabel *trouble_text;
  GtkWidget *name;
  GtkLabel *name_problem;
  GtkWidget *title;
  DtRoleList *roles;
  GtkLabel *roles_problem;
  GtkWidget *active_list;
  AdwActionRow *active_row;
  GtkSwitch *active;
  GtkLabel *pin_heading;
  GtkWidget *pin;
  GtkWidget *again;
  GtkLabel *pin_problem;
  DtService *service;
  DtOfficer *officer; /* NULL: a new one */
  gboolean is_self;
};

enum
{
  CLOSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtOfficerEditor, dt_officer_editor, GTK_TYPE_WIDGET)

static const char *
pin_of (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
show_error (DtOfficerEditor *self, const GError *error)
{
  g_autofree char *words = error != NULL ? dt_words_error (error) : NULL;

  gtk_label_set_text (self->trouble_text, words != NULL ? words : "");
  dt_form_show_bar (self->trouble, words != NULL);
}

static void
close_with (DtOfficerEditor *self, const char *done)
{
  gtk_editable_set_text (GTK_EDITABLE (self->pin), "");
  gtk_editable_set_text (GTK_EDITABLE (self->again), "");
  g_signal_emit (self, signals[CLOSED], 0, done);
}

static gboolean
check (DtOfficerEditor *self, const char *name)
{
  gboolean wants_pin = self->officer == NULL || *pin_of (self->pin) != '\0';
  DtPinProblem problem
      = wants_pin ? dt_pin_check (pin_of (self->pin), pin_of (self->again)) : DT_PIN_GOOD;
  gboolean no_role = dt_role_list_get_roles (self->roles) == 0;

  dt_form_set_problem (
      self->name, self->name_problem, name == NULL ? _ ("Write the officer's name.") : NULL);
  dt_form_set_problem (GTK_WIDGET (self->roles),
                       self->roles_problem,
                       no_role ? _ ("Tick one role at least.") : NULL);
  dt_form_set_problem (self->pin, self->pin_problem, dt_pin_problem_to_words (problem));
  if (name == NULL)
    gtk_widget_grab_focus (self->name);
  else if (no_role)
    gtk_widget_child_focus (GTK_WIDGET (self->roles), GTK_DIR_TAB_FORWARD);
  else if (problem != DT_PIN_GOOD)
    gtk_widget_grab_focus (problem == DT_PIN_DIFFERENT ? self->again : self->pin);
  return name != NULL && !no_role && problem == DT_PIN_GOOD;
}

static void
on_pin_set_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtOfficerEditor) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = dt_service_run_finish (DT_SERVICE (source), result, &error);

  gtk_widget_set_sensitive (self->save, TRUE);
  if (outcome == NULL)
    show_error (self, error);
  else
    close_with (self, _ ("Saved, with a new PIN"));
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtOfficerEditor) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = dt_service_run_finish (DT_SERVICE (source), result, &error);

  if (outcome != NULL && self->officer != NULL && *pin_of (self->pin) != '\0')
    {
      g_autoptr (DtCommand) command
          = dt_command_set_credential (self->officer->id, NULL, pin_of (self->pin));

      dt_service_run_async (self->service, command, NULL, on_pin_set_cb, g_object_ref (self));
      return;
    }
  gtk_widget_set_sensitive (self->save, TRUE);
  if (outcome == NULL)
    show_error (self, error);
  else
    close_with (self, self->officer != NULL ? _ ("Saved") : _ ("Officer added"));
}

static void
on_save_cb (DtOfficerEditor *self)
{
  g_autofree char *name = dt_form_dup_text (GTK_EDITABLE (self->name));
  g_autofree char *title = dt_form_dup_text (GTK_EDITABLE (self->title));
  DtRoles roles = dt_role_list_get_roles (self->roles);
  g_autoptr (DtCommand) command = NULL;

  show_error (self, NULL);
  if (!gtk_widget_get_sensitive (self->save) || !check (self, name))
    return;
  if (self->officer == NULL)
    command = dt_command_add_officer (name, title, roles, pin_of (self->pin));
  else
    command = dt_command_set_officer (
        self->officer->id, name, title, roles, gtk_switch_get_active (self->active));
  gtk_widget_set_sensitive (self->save, FALSE);
  dt_service_run_async (self->service, command, NULL, on_saved_cb, g_object_ref (self));
}

static void
on_back_cb (DtOfficerEditor *self)
{
  close_with (self, NULL);
}

static void
on_name_changed_cb (DtOfficerEditor *self)
{
  dt_form_set_problem (self->name, self->name_problem, NULL);
}

static void
on_roles_changed_cb (DtOfficerEditor *self)
{
  dt_form_set_problem (GTK_WIDGET (self->roles), self->roles_problem, NULL);
}

static void
on_pin_changed_cb (DtOfficerEditor *self)
{
  dt_form_set_problem (self->pin, self->pin_problem, NULL);
}

static void
on_trouble_response_cb (DtOfficerEditor *self)
{
  show_error (self, NULL);
}

static void
dt_officer_editor_dispose (GObject *object)
{
  DtOfficerEditor *self = DT_OFFICER_EDITOR (object);

  g_clear_object (&self->service);
  g_clear_object (&self->officer);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_OFFICER_EDITOR);
  G_OBJECT_CLASS (dt_officer_editor_parent_class)->dispose (object);
}

static gboolean
dt_officer_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (DT_OFFICER_EDITOR (widget)->name);
}

static void
dt_officer_editor_class_init (DtOfficerEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_officer_editor_dispose;
  widget_class->grab_focus = dt_officer_editor_grab_focus;

  signals[CLOSED] = g_signal_new ("closed",
                                  G_TYPE_FROM_CLASS (klass),
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  G_TYPE_STRING);

  g_type_ensure (DT_TYPE_ROLE_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/settings/dt-officer-editor.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerEditor, content);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerEditor, window_title);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerEditor, save);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerEditor, trouble);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerEditor, trouble_text);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerEditor, name);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerEditor, name_problem);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerEditor, title);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerEditor, roles);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerEditor, roles_problem);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerEditor, active_list);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerEditor, active_row);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerEditor, active);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerEditor, pin_heading);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerEditor, pin);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerEditor, again);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerEditor, pin_problem);
  gtk_widget_class_bind_template_callback (widget_class, on_save_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_roles_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_pin_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_trouble_response_cb);
}

static void
dt_officer_editor_init (DtOfficerEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_officer (DtOfficerEditor *self, DtOfficer *officer)
{
  adw_window_title_set_title (self->window_title, officer->name);
  gtk_editable_set_text (GTK_EDITABLE (self->name), officer->name);
  gtk_editable_set_text (GTK_EDITABLE (self->title), officer->title != NULL ? officer->title : "");
  dt_role_list_set_roles (self->roles, officer->roles);
  gtk_switch_set_active (self->active, officer->active);
  gtk_label_set_text (self->pin_heading, _ ("A new PIN, if the old one is forgotten"));
  if (self->is_self)
    {
      /* Nobody shuts themselves out. */
      dt_role_list_set_fixed (self->roles, officer->roles & DT_ROLE_ADMINISTRATOR);
      gtk_widget_set_sensitive (GTK_WIDGET (self->active), FALSE);
      adw_action_row_set_subtitle (self->active_row, _ ("This is your own account"));
    }
}

/**
 * dt_officer_editor_new:
 * @service: the workspace
 * @officer: (nullable): whose account; %NULL for a new one
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
dt_officer_editor_new (DtService *service, DtOfficer *officer)
{
  DtOfficerEditor *self = g_object_new (DT_TYPE_OFFICER_EDITOR, NULL);

  g_return_val_if_fail (DT_IS_SERVICE (service), GTK_WIDGET (self));

  DtOfficer *signed_in = dt_service_get_officer (service);

  self->service = g_object_ref (service);
  self->officer = officer != NULL ? g_object_ref (officer) : NULL;
  self->is_self
      = officer != NULL && signed_in != NULL && g_strcmp0 (officer->id, signed_in->id) == 0;
  gtk_widget_set_visible (self->active_list, officer != NULL);
  dt_role_list_set_hidden (self->roles, DT_ROLE_PROVINCE_READER);
  if (officer != NULL)
    show_officer (self, officer);
  else
    dt_role_list_set_roles (self->roles, DT_ROLE_OFFICER);
  return GTK_WIDGET (self);
}

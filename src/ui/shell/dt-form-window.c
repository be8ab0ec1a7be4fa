/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small modal form that runs one command. */
#include "ui/shell/dt-form-window.h"

#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

struct _DtFormWindow
{
  AdwWindow parent_instance;
  AdwWindowTitle *heading;
  GtkWidget *accept;
  GtkRevealer *revealer;
  GtkLabel *trouble;
  GtkBox *body;

  gboolean ready;
  gboolean running;
  DtRunner *runner;
  gpointer data;
  GDestroyNotify data_free;
};

static guint accept_signal;

G_DEFINE_FINAL_TYPE (DtFormWindow, dt_form_window, ADW_TYPE_WINDOW)

static void
update (DtFormWindow *self)
{
  gtk_widget_set_sensitive (self->accept, self->ready && !self->running);
  gtk_widget_set_sensitive (GTK_WIDGET (self->body), !self->running);
}

static void
on_accept_clicked_cb (GtkButton *button, DtFormWindow *self)
{
  if (self->ready && !self->running)
    g_signal_emit (self, accept_signal, 0);
}

static void
on_runner_failed_cb (DtRunner *runner, const GError *error, DtFormWindow *self)
{
  g_autofree char *text = dt_words_error (error);

  if (!self->running)
    return;
  dt_form_window_say (self, text);
  self->running = FALSE;
  update (self);
}

static void
on_run_done_cb (DtOutcome *outcome, gpointer data)
{
  /* If it failed, "failed" comes next and says why. */
  if (outcome != NULL)
    gtk_window_destroy (GTK_WINDOW (data));
}

static gboolean
on_accept_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  on_accept_clicked_cb (NULL, DT_FORM_WINDOW (widget));
  return TRUE;
}

/* The first thing to fill in or to choose has the focus, not the button that cancels. */
static void
dt_form_window_map (GtkWidget *widget)
{
  gtk_widget_child_focus (GTK_WIDGET (DT_FORM_WINDOW (widget)->body), GTK_DIR_TAB_FORWARD);
  GTK_WIDGET_CLASS (dt_form_window_parent_class)->map (widget);
}

static void
dt_form_window_dispose (GObject *object)
{
  DtFormWindow *self = DT_FORM_WINDOW (object);

  if (self->data_free != NULL)
    self->data_free (self->data);
  self->data_free = NULL;
  self->data = NULL;
  g_clear_object (&self->runner);
  G_OBJECT_CLASS (dt_form_window_parent_class)->dispose (object);
}

static void
dt_form_window_class_init (DtFormWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_form_window_dispose;
  widget_class->map = dt_form_window_map;
  accept_signal = g_signal_new (
      "accept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/shell/dt-form-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DtFormWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, DtFormWindow, accept);
  gtk_widget_class_bind_template_child (widget_class, DtFormWindow, revealer);
  gtk_widget_class_bind_template_child (widget_class, DtFormWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, DtFormWindow, body);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding (
      widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, on_accept_key_cb, NULL);
  gtk_widget_class_add_binding (
      widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, on_accept_key_cb, NULL);
}

static void
dt_form_window_init (DtFormWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->ready = TRUE;
  g_signal_connect (self->accept, "clicked", G_CALLBACK (on_accept_clicked_cb), self);
}

/**
 * dt_form_window_new:
 * @parent: (nullable): the window it stands before
 * @title: what it is for
 * @subtitle: (nullable): of which case or person
 * @action: what its button does, with a mnemonic
 * @style: how the button looks
 *
 * Returns: (transfer floating): an empty form
 */
DtFormWindow *
dt_form_window_new (GtkWindow *parent,
                    const char *title,
                    const char *subtitle,
                    const char *action,
                    DtFormStyle style)
{
  DtFormWindow *self
      = g_object_new (DT_TYPE_FORM_WINDOW, "transient-for", parent, "title", title, NULL);

  adw_window_title_set_title (self->heading, title);
  adw_window_title_set_subtitle (self->heading, subtitle != NULL ? subtitle : "");
  gtk_button_set_label (GTK_BUTTON (self->accept), action);
  gtk_widget_add_css_class (
      self->accept, style == DT_FORM_DESTRUCTIVE ? "destructive-action" : "suggested-action");
  return self;
}

/**
 * dt_form_window_add:
 * @self: a form
 * @widget: what to add at the end
 */
void
dt_form_window_add (DtFormWindow *self, GtkWidget *widget)
{
  g_return_if_fail (DT_IS_FORM_WINDOW (self));

  gtk_box_append (self->body, widget);
}

/**
 * dt_form_window_set_ready:
 * @self: a form
 * @ready: whether its action can be pressed
 */
void
dt_form_window_set_ready (DtFormWindow *self, gboolean ready)
{
  g_return_if_fail (DT_IS_FORM_WINDOW (self));

  self->ready = ready;
  update (self);
}

/**
 * dt_form_window_run:
 * @self: a form
 * @runner: who runs it
 * @command: (transfer full): what to do
 * @text: (nullable): what the window says when it is done
 */
void
dt_form_window_run (DtFormWindow *self, DtRunner *runner, DtCommand *command, const char *text)
{
  g_return_if_fail (DT_IS_FORM_WINDOW (self) && DT_IS_RUNNER (runner));

  if (self->runner == NULL)
    {
      self->runner = g_object_ref (runner);
      g_signal_connect_object (runner, "failed", G_CALLBACK (on_runner_failed_cb), self, 0);
    }
  self->running = TRUE;
  dt_form_window_say (self, NULL);
  update (self);
  dt_runner_run (runner, command, text, G_OBJECT (self), on_run_done_cb, self);
}

/**
 * dt_form_window_say:
 * @self: a form
 * @trouble: (nullable): what is wrong and what to do
 */
void
dt_form_window_say (DtFormWindow *self, const char *trouble)
{
  g_return_if_fail (DT_IS_FORM_WINDOW (self));

  if (trouble != NULL)
    gtk_label_set_text (self->trouble, trouble);
  gtk_revealer_set_reveal_child (self->revealer, trouble != NULL);
}

/**
 * dt_form_window_set_data:
 * @self: a form
 * @data: what it needs
 * @data_free: (nullable): frees it with the form
 */
void
dt_form_window_set_data (DtFormWindow *self, gpointer data, GDestroyNotify data_free)
{
  g_return_if_fail (DT_IS_FORM_WINDOW (self) && self->data == NULL);

  self->data = data;
  self->data_free = data_free;
}

/**
 * dt_form_window_get_data:
 * @self: a form
 *
 * Returns: what dt_form_window_set_data() was given
 */
gpointer
dt_form_window_get_data (DtFormWindow *self)
{
  return self->data;
}

/**
 * dt_form_add_group:
 * @self: a form
 * @title: (nullable): of the group
 * @description: (nullable): below the title
 *
 * Returns: (transfer none): an AdwPreferencesGroup at the end of the form
 */
GtkWidget *
dt_form_add_group (DtFormWindow *self, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  if (title != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  dt_form_window_add (self, group);
  return group;
}

/**
 * dt_form_add_entry:
 * @group: of the form
 * @title: what is to be entered
 * @text: (nullable): what stands there first
 *
 * Returns: (transfer none): an AdwEntryRow
 */
GtkWidget *
dt_form_add_entry (GtkWidget *group, const char *title, const char *text)
{
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), title);
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);
  return entry;
}

/**
 * dt_form_add_combo:
 * @group: of the form
 * @title: what is to be chosen
 * @names: (array zero-terminated=1): the choices
 * @selected: which of them stands there first
 *
 * Returns: (transfer none): an AdwComboRow
 */
GtkWidget *
dt_form_add_combo (GtkWidget *group, const char *title, const char *const *names, guint selected)
{
  GtkWidget *combo = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (combo), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (combo), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), selected);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), combo);
  return combo;
}

/**
 * dt_form_dup_entry:
 * @entry: what dt_form_add_entry() made
 *
 * Returns: (transfer full) (nullable): the text, trimmed; %NULL if there is none
 */
char *
dt_form_dup_entry (GtkWidget *entry)
{
  char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));

  if (*g_strstrip (text) == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

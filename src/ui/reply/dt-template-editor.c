/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One template while it is edited: its draft, and what is done with it. Main thread. */
#include "ui/reply/dt-template-editor-private.h"

#include "ui/forms/dt-form.h"
#include "ui/reply/dt-template-adder.h"
#include "ui/reply/dt-template-draft.h"

#include "base/dt-crypto.h"

#include <glib/gi18n.h>

#define DRAFT_DELAY_MS 300

enum
{
  CLOSED,
  SAVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtTemplateEditor, dt_template_editor, GTK_TYPE_WIDGET)

/* ---- the draft ---- */

static gboolean
on_draft_timeout_cb (gpointer data)
{
  DtTemplateEditor *self = data;

  self->draft_id = 0;
  dt_template_editor_flush (self);
  return G_SOURCE_REMOVE;
}

static void
on_form_changed_cb (DtTemplateEditor *self)
{
  if (self->base == NULL)
    return;
  dt_template_editor_update_actions (self);
  if (self->draft_id == 0)
    self->draft_id = g_timeout_add (DRAFT_DELAY_MS, on_draft_timeout_cb, self);
}

static void
drop_draft (DtTemplateEditor *self)
{
  g_clear_handle_id (&self->draft_id, g_source_remove);
  if (self->draft_name != NULL)
    dt_service_save_draft (dt_runner_get_service (self->runner), self->draft_name, NULL);
  dt_form_show_bar (self->kept, FALSE);
}

static void
discard (DtTemplateEditor *self)
{
  drop_draft (self);
  dt_template_form_set_template (self->form, self->base);
  dt_template_editor_update_actions (self);
}

static void
on_kept_response_cb (DtTemplateEditor *self, int response)
{
  if (response == GTK_RESPONSE_REJECT)
    discard (self);
  else
    dt_form_show_bar (self->kept, FALSE);
}

/* ---- saving ---- */

static void
end_running (DtTemplateEditor *self, DtOutcome *outcome)
{
  self->running--;
  dt_template_editor_update_actions (self);
  if (outcome != NULL)
    g_signal_emit (self, signals[SAVED], 0, outcome->subject_id);
}

static void
on_ended_cb (DtOutcome *outcome, gpointer user_data)
{
  end_running (user_data, outcome);
}

/* @command: taken. */
static void
run (DtTemplateEditor *self, DtCommand *command, const char *text, DtRunnerDone done)
{
  dt_runner_run (self->runner, command, text, G_OBJECT (self), done, self);
}

static void
on_saved_cb (DtOutcome *outcome, gpointer user_data)
{
  DtTemplateEditor *self = user_data;

  if (outcome != NULL)
    drop_draft (self);
  /* What a leader changes of a published template is published with it. */
  if (outcome == NULL || !self->publishing || dt_template_editor_is_published (self))
    end_running (self, outcome);
  else
    run (self,
         dt_command_publish_template (outcome->subject_id, TRUE),
         _ ("Template published"),
         on_ended_cb);
}

static const char *
say_saved (DtTemplateEditor *self, DtReplyTemplate *template)
{
  if (self->publishing)
    return dt_template_editor_is_published (self) ? _ ("Template published") : NULL;
  return g_str_equal (template->id, self->base->id)
             ? _ ("Draft saved")
             : _ ("Saved as a draft beside the published template");
}

static void
on_files_added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtTemplateEditor) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) added = dt_template_add_files_finish (result, &error);
  g_autoptr (DtReplyTemplate) template = g_steal_pointer (&self->saving);

  if (self->runner == NULL)
    return;
  if (added == NULL)
    {
      dt_runner_fail (self->runner, error);
      end_running (self, NULL);
      return;
    }
  for (guint i = 0; i < added->len; i++)
    g_ptr_array_add (template->attachments, g_object_ref (added->pdata[i]));
  run (self, dt_command_save_template (template), say_saved (self, template), on_saved_cb);
}

/* An officer's change of what others use is a proposal beside it. */
static void
save (DtTemplateEditor *self, gboolean then_publish)
{
  gboolean beside = dt_template_editor_is_published (self)
                    && !dt_template_editor_may (self, DT_COMMAND_PUBLISH_TEMPLATE);

  if (self->running > 0 || !dt_template_form_check (self->form))
    return;
  g_clear_object (&self->saving);
  self->saving = dt_template_form_dup_template (self->form);
  self->saving->id = beside ? dt_random_id () : g_strdup (self->base->id);
  self->publishing = then_publish;
  self->running++;
  dt_template_editor_update_actions (self);
  dt_template_add_files_async (dt_runner_get_service (self->runner),
                               dt_template_form_get_new_files (self->form),
                               on_files_added_cb,
                               g_object_ref (self));
}

/* @command: taken. */
static void
run_alone (DtTemplateEditor *self, DtCommand *command, const char *text)
{
  dt_template_editor_flush (self);
  self->running++;
  dt_template_editor_update_actions (self);
  run (self, command, text, on_ended_cb);
}

static void
copy (DtTemplateEditor *self)
{
  g_autoptr (DtReplyTemplate) template = dt_template_form_dup_template (self->form);
  g_autofree char *title
      = g_strdup_printf (_ ("%s (copy)"), template->title != NULL ? template->title : "");

  dt_template_editor_show (self, NULL);
  g_free (template->title);
  template->title = g_steal_pointer (&title);
  dt_template_form_set_template (self->form, template);
  on_form_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->form));
}

static void
on_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DtTemplateEditor *self = DT_TEMPLATE_EDITOR (widget);

  if (self->base == NULL)
    return;
  if (g_str_equal (name, "template.save"))
    save (self, FALSE);
  else if (g_str_equal (name, "template.publish") && dt_template_editor_is_dirty (self))
    save (self, TRUE);
  else if (g_str_equal (name, "template.publish"))
    run_alone (self, dt_command_publish_template (self->base->id, TRUE), _ ("Template published"));
  else if (g_str_equal (name, "template.unpublish"))
    run_alone (self,
               dt_command_publish_template (self->base->id, FALSE),
               _ ("The template is a draft again"));
  else if (g_str_equal (name, "template.archive"))
    run_alone (self, dt_command_archive_template (self->base->id, TRUE), _ ("Template archived"));
  else if (g_str_equal (name, "template.restore"))
    run_alone (
        self, dt_command_archive_template (self->base->id, FALSE), _ ("Template taken back"));
  else if (g_str_equal (name, "template.copy"))
    copy (self);
  else
    discard (self);
}

static gboolean
on_save_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  return gtk_widget_activate (GTK_WIDGET (DT_TEMPLATE_EDITOR (widget)->primary));
}

static void
on_back_cb (DtTemplateEditor *self)
{
  dt_template_editor_flush (self);
  g_signal_emit (self, signals[CLOSED], 0);
}

/* ---- the widget ---- */

static gboolean
dt_template_editor_grab_focus (GtkWidget *widget)
{
  DtTemplateEditor *self = DT_TEMPLATE_EDITOR (widget);

  return self->base != NULL && gtk_widget_grab_focus (GTK_WIDGET (self->form));
}

static void
dt_template_editor_dispose (GObject *object)
{
  DtTemplateEditor *self = DT_TEMPLATE_EDITOR (object);

  g_clear_handle_id (&self->draft_id, g_source_remove);
  g_clear_object (&self->runner);
  g_clear_object (&self->template);
  g_clear_object (&self->base);
  g_clear_object (&self->saving);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_TEMPLATE_EDITOR);
  G_OBJECT_CLASS (dt_template_editor_parent_class)->dispose (object);
}

static void
dt_template_editor_finalize (GObject *object)
{
  g_free (DT_TEMPLATE_EDITOR (object)->draft_name);
  G_OBJECT_CLASS (dt_template_editor_parent_class)->finalize (object);
}

static void
add_actions (GtkWidgetClass *widget_class)
{
  static const char *const names[] = {
    "template.save",    "template.publish", "template.unpublish", "template.archive",
    "template.restore", "template.copy",    "template.discard",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_class_install_action (widget_class, names[i], NULL, on_action_cb);
}

static void
dt_template_editor_class_init (DtTemplateEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_template_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_template_editor_finalize;
  widget_class->grab_focus = dt_template_editor_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  signals[CLOSED]
      = g_signal_new ("closed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVED] = g_signal_new (
      "saved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  add_actions (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, on_save_key_cb, NULL);
  g_type_ensure (DT_TYPE_TEMPLATE_FORM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/reply/dt-template-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, DtTemplateEditor, content);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateEditor, header);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateEditor, window_title);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateEditor, back);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateEditor, primary);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateEditor, menu);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateEditor, pages);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateEditor, kept);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateEditor, refusal);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateEditor, refusal_text);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateEditor, form);
  gtk_widget_class_bind_template_callback (widget_class, on_form_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_kept_response_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_back_cb);
}

static void
dt_template_editor_init (DtTemplateEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* ---- public ---- */

/**
 * dt_template_editor_set_runner:
 * @self: an editor
 * @runner: what its commands run by
 */
void
dt_template_editor_set_runner (DtTemplateEditor *self, DtRunner *runner)
{
  g_return_if_fail (DT_IS_TEMPLATE_EDITOR (self) && DT_IS_RUNNER (runner));

  g_set_object (&self->runner, runner);
  dt_template_editor_update (self);
}

/**
 * dt_template_editor_set_values:
 * @self: an editor
 * @values: borrowed until others are set
 * @source: whose they are, in words
 */
void
dt_template_editor_set_values (DtTemplateEditor *self,
                               const DtTemplateContext *values,
                               const char *source)
{
  g_return_if_fail (DT_IS_TEMPLATE_EDITOR (self));

  dt_template_form_set_values (self->form, values, source);
}

/**
 * dt_template_editor_set_folded:
 * @self: an editor
 * @folded: whether it stands in the place of the list
 */
void
dt_template_editor_set_folded (DtTemplateEditor *self, gboolean folded)
{
  g_return_if_fail (DT_IS_TEMPLATE_EDITOR (self));

  gtk_widget_set_visible (self->back, folded);
  adw_header_bar_set_show_start_title_buttons (self->header, folded);
}

/**
 * dt_template_editor_show:
 * @self: an editor with a runner
 * @template: (nullable): what to edit; %NULL: a new one
 *
 * What was typed in it before and not saved is there again.
 */
void
dt_template_editor_show (DtTemplateEditor *self, DtReplyTemplate *template)
{
  g_return_if_fail (DT_IS_TEMPLATE_EDITOR (self) && self->runner != NULL);

  DtService *service = dt_runner_get_service (self->runner);
  DtOfficer *officer = dt_service_get_officer (service);
  g_autofree char *json = NULL;
  g_autoptr (DtReplyTemplate) draft = NULL;

  dt_template_editor_flush (self);
  g_set_object (&self->template, template);
  g_clear_object (&self->base);
  self->base = template != NULL ? dt_template_draft_copy (template) : dt_template_draft_new ();
  g_free (self->draft_name);
  self->draft_name = g_strdup_printf ("template/%s/%s",
                                      officer != NULL ? officer->id : "",
                                      template != NULL ? template->id : "new");
  json = dt_service_dup_draft (service, self->draft_name);
  draft = dt_template_draft_from_json (json);
  dt_template_form_set_template (self->form, draft != NULL ? draft : self->base);
  dt_form_show_bar (self->kept, draft != NULL && dt_template_editor_is_dirty (self));
  dt_template_editor_update (self);
}

/**
 * dt_template_editor_clear:
 * @self: an editor
 */
void
dt_template_editor_clear (DtTemplateEditor *self)
{
  g_return_if_fail (DT_IS_TEMPLATE_EDITOR (self));

  dt_template_editor_flush (self);
  g_clear_object (&self->template);
  g_clear_object (&self->base);
  g_clear_pointer (&self->draft_name, g_free);
  dt_template_editor_update (self);
}

/**
 * dt_template_editor_get_id:
 * @self: an editor
 *
 * Returns: (transfer none) (nullable): of the template that is edited; %NULL: it is new, or none
 */
const char *
dt_template_editor_get_id (DtTemplateEditor *self)
{
  g_return_val_if_fail (DT_IS_TEMPLATE_EDITOR (self), NULL);

  return self->template != NULL ? self->template->id : NULL;
}

/**
 * dt_template_editor_is_current:
 * @self: an editor
 * @template: (nullable): what the service has by the id of what is edited
 *
 * Returns: whether that is what is shown
 */
gboolean
dt_template_editor_is_current (DtTemplateEditor *self, DtReplyTemplate *template)
{
  g_return_val_if_fail (DT_IS_TEMPLATE_EDITOR (self), FALSE);

  if (self->template == NULL || template == NULL)
    return self->template == template;
  return self->template->published == template->published
         && self->template->archived == template->archived
         && dt_template_draft_equal (self->template, template);
}

/**
 * dt_template_editor_flush:
 * @self: an editor
 *
 * Keeps what was typed, now.
 */
void
dt_template_editor_flush (DtTemplateEditor *self)
{
  g_return_if_fail (DT_IS_TEMPLATE_EDITOR (self));

  g_autoptr (DtReplyTemplate) now = NULL;
  g_autofree char *json = NULL;

  g_clear_handle_id (&self->draft_id, g_source_remove);
  if (self->base == NULL || self->draft_name == NULL)
    return;
  now = dt_template_form_dup_template (self->form);
  now->id = g_strdup (self->base->id);
  if (!dt_template_draft_equal (now, self->base))
    json = dt_template_draft_to_json (now);
  dt_service_save_draft (dt_runner_get_service (self->runner), self->draft_name, json);
}

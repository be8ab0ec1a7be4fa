/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file of templates would bring, then what it brought. One command a template: what was
 * taken in before something went wrong stays, and is said. Main thread. */
#include "ui/reply/dt-template-import-window.h"

#include "ui/forms/dt-form.h"
#include "ui/inbox/dt-file-loader.h"
#include "ui/reply/dt-template-adder.h"
#include "ui/reply/dt-template-words.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

struct _DtTemplateImportWindow
{
  AdwWindow parent_instance;
  AdwWindowTitle *window_title;
  GtkButton *close;
  GtkButton *run;
  GtkInfoBar *trouble;
  GtkLabel *trouble_text;
  GtkProgressBar *progress;
  GtkLabel *summary;
  GtkWidget *publish_list;
  GtkSwitch *publish;
  AdwPreferencesGroup *fresh;
  AdwPreferencesGroup *changed;
  AdwPreferencesGroup *broken;
  AdwPreferencesGroup *same;

  DtRunner *runner;
  DtTemplateParcel *parcel;
  GPtrArray *queue; /* of DtReplyTemplate: to be taken in */
  guint at;         /* of them: being taken in */
  guint done;
  gboolean running;
  gboolean ended;
};

G_DEFINE_FINAL_TYPE (DtTemplateImportWindow, dt_template_import_window, ADW_TYPE_WINDOW)

static void take_next (DtTemplateImportWindow *self);

/* ---- what stands in it ---- */

static void
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle, const char *icon)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (icon != NULL)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  adw_preferences_group_add (group, row);
}

static void
fill_group (AdwPreferencesGroup *group, GPtrArray *templates)
{
  for (guint i = 0; i < templates->len; i++)
    {
      DtReplyTemplate *template = templates->pdata[i];
      g_autofree char *use = dt_template_words_use (template);

      add_row (group, template->title, use, NULL);
    }
  gtk_widget_set_visible (GTK_WIDGET (group), templates->len > 0);
}

/* @count: taken. */
static void
append_count (GString *text, char *count, guint n)
{
  if (n > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", count);
  g_free (count);
}

/* "3 mẫu mới · 2 mẫu khác với ở đây · 78 mẫu giống hệt · 1 mẫu hỏng" */
static char *
say_counts (const DtTemplateParcel *parcel)
{
  GString *text = g_string_new (NULL);
  guint fresh = parcel->fresh->len;
  guint changed = parcel->changed->len;
  guint same = parcel->same->len;
  guint broken = parcel->broken->len;

  append_count (text, g_strdup_printf (ngettext ("%u new", "%u new", fresh), fresh), fresh);
  append_count (
      text,
      g_strdup_printf (ngettext ("%u other than here", "%u other than here", changed), changed),
      changed);
  append_count (text, g_strdup_printf (ngettext ("%u the same", "%u the same", same), same), same);
  append_count (
      text, g_strdup_printf (ngettext ("%u broken", "%u broken", broken), broken), broken);
  if (text->len == 0)
    g_string_append (text, _ ("There is no template in this file"));
  return g_string_free (text, FALSE);
}

static void
fill (DtTemplateImportWindow *self)
{
  g_autofree char *counts = say_counts (self->parcel);
  guint n = self->queue->len;
  g_autofree char *label
      = g_strdup_printf (ngettext ("_Take In %u Template", "_Take In %u Templates", n), n);

  gtk_label_set_text (self->summary, counts);
  fill_group (self->fresh, self->parcel->fresh);
  fill_group (self->changed, self->parcel->changed);
  fill_group (self->same, self->parcel->same);
  for (guint i = 0; i < self->parcel->broken->len; i++)
    {
      const DtBrokenTemplate *broken = self->parcel->broken->pdata[i];

      add_row (self->broken, broken->title, broken->problem, "dt-alert-symbolic");
    }
  gtk_widget_set_visible (GTK_WIDGET (self->broken), self->parcel->broken->len > 0);
  gtk_button_set_label (self->run, label);
  gtk_widget_set_visible (GTK_WIDGET (self->run), n > 0);
  gtk_widget_set_visible (
      self->publish_list,
      n > 0 && dt_service_may (dt_runner_get_service (self->runner), DT_COMMAND_PUBLISH_TEMPLATE));
}

/* ---- taking in ---- */

static void
say (DtTemplateImportWindow *self, const char *text, GtkMessageType type)
{
  gtk_info_bar_set_message_type (self->trouble, type);
  gtk_label_set_text (self->trouble_text, text);
  dt_form_show_bar (self->trouble, TRUE);
}

static void
end (DtTemplateImportWindow *self)
{
  guint left = self->queue->len - self->done;
  g_autofree char *text = NULL;

  self->running = FALSE;
  self->ended = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->run), FALSE);
  gtk_widget_set_visible (self->publish_list, FALSE);
  gtk_button_set_label (self->close, _ ("_Close"));
  if (left == 0)
    text = g_strdup_printf (
        ngettext ("%u template taken in.", "%u templates taken in.", self->done), self->done);
  else
    text
        = g_strdup_printf (_ ("%u of %u templates were taken in; then something went wrong. Choose "
                              "the file again for the rest."),
                           self->done,
                           self->queue->len);
  say (self, text, left == 0 ? GTK_MESSAGE_INFO : GTK_MESSAGE_ERROR);
  gtk_widget_grab_focus (GTK_WIDGET (self->close));
}

static void
on_one_done_cb (DtOutcome *outcome, gpointer user_data)
{
  DtTemplateImportWindow *self = user_data;

  if (outcome == NULL)
    {
      end (self);
      return;
    }
  self->done++;
  self->at++;
  take_next (self);
}

static void
on_one_saved_cb (DtOutcome *outcome, gpointer user_data)
{
  DtTemplateImportWindow *self = user_data;

  if (outcome == NULL || !gtk_switch_get_active (self->publish)
      || !gtk_widget_get_visible (self->publish_list))
    {
      on_one_done_cb (outcome, self);
      return;
    }
  dt_runner_run (self->runner,
                 dt_command_publish_template (outcome->subject_id, TRUE),
                 NULL,
                 G_OBJECT (self),
                 on_one_done_cb,
                 self);
}

static void
on_files_added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtTemplateImportWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) added = dt_template_add_files_finish (result, &error);

  if (self->runner == NULL)
    return;
  if (added == NULL)
    {
      dt_runner_fail (self->runner, error);
      end (self);
      return;
    }
  dt_runner_run (self->runner,
                 dt_command_save_template (self->queue->pdata[self->at]),
                 NULL,
                 G_OBJECT (self),
                 on_one_saved_cb,
                 self);
}

/* The contents that came with it; what is in the ledger already is not there twice. */
static GPtrArray *
collect_files (DtTemplateImportWindow *self, const DtReplyTemplate *template)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_loaded_file_unref);

  for (guint i = 0; i < template->attachments->len; i++)
    {
      const DtAttachment *attachment = template->attachments->pdata[i];
      GBytes *content = g_hash_table_lookup (self->parcel->files, attachment->hash);

      if (content != NULL)
        g_ptr_array_add (files,
                         dt_loaded_file_new (content, attachment->name, attachment->media_type));
    }
  return files;
}

static void
take_next (DtTemplateImportWindow *self)
{
  g_autoptr (GPtrArray) files = NULL;

  if (self->at >= self->queue->len)
    {
      end (self);
      return;
    }
  gtk_progress_bar_set_fraction (self->progress, (double) self->at / self->queue->len);
  files = collect_files (self, self->queue->pdata[self->at]);
  dt_template_add_files_async (
      dt_runner_get_service (self->runner), files, on_files_added_cb, g_object_ref (self));
}

static void
on_run_cb (DtTemplateImportWindow *self)
{
  dt_template_import_window_run (self);
}

static void
on_close_cb (DtTemplateImportWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/* ---- the widget ---- */

static void
dt_template_import_window_dispose (GObject *object)
{
  DtTemplateImportWindow *self = DT_TEMPLATE_IMPORT_WINDOW (object);

  g_clear_object (&self->runner);
  g_clear_pointer (&self->queue, g_ptr_array_unref);
  g_clear_pointer (&self->parcel, dt_template_parcel_free);
  G_OBJECT_CLASS (dt_template_import_window_parent_class)->dispose (object);
}

static void
dt_template_import_window_class_init (DtTemplateImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_template_import_window_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/reply/dt-template-import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DtTemplateImportWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateImportWindow, close);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateImportWindow, run);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateImportWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateImportWindow, trouble_text);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateImportWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateImportWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateImportWindow, publish_list);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateImportWindow, publish);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateImportWindow, fresh);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateImportWindow, changed);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateImportWindow, broken);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateImportWindow, same);
  gtk_widget_class_bind_template_callback (widget_class, on_run_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_close_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
dt_template_import_window_init (DtTemplateImportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dt_template_import_window_new:
 * @runner: what takes them in
 * @parent: the window it stands over
 * @parcel: (transfer full): what stands in the file
 * @name: of the file
 *
 * Returns: (transfer none): the window
 */
DtTemplateImportWindow *
dt_template_import_window_new (DtRunner *runner,
                               GtkWindow *parent,
                               DtTemplateParcel *parcel,
                               const char *name)
{
  DtTemplateImportWindow *self = g_object_new (
      DT_TYPE_TEMPLATE_IMPORT_WINDOW, "transient-for", parent, "modal", parent != NULL, NULL);

  g_return_val_if_fail (DT_IS_RUNNER (runner) && parcel != NULL && name != NULL, self);

  self->runner = g_object_ref (runner);
  self->parcel = parcel;
  self->queue = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < parcel->fresh->len; i++)
    g_ptr_array_add (self->queue, g_object_ref (parcel->fresh->pdata[i]));
  for (guint i = 0; i < parcel->changed->len; i++)
    g_ptr_array_add (self->queue, g_object_ref (parcel->changed->pdata[i]));
  adw_window_title_set_subtitle (self->window_title, name);
  fill (self);
  return self;
}

/**
 * dt_template_import_window_run:
 * @self: a window
 *
 * Takes in what is new or other than here.
 */
void
dt_template_import_window_run (DtTemplateImportWindow *self)
{
  g_return_if_fail (DT_IS_TEMPLATE_IMPORT_WINDOW (self));

  if (self->running || self->ended)
    return;
  self->running = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->run), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->publish), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  take_next (self);
}

/**
 * dt_template_import_window_is_done:
 * @self: a window
 *
 * Returns: whether all that could be taken in was
 */
gboolean
dt_template_import_window_is_done (DtTemplateImportWindow *self)
{
  g_return_val_if_fail (DT_IS_TEMPLATE_IMPORT_WINDOW (self), FALSE);

  return self->ended;
}

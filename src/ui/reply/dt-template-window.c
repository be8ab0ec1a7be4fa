/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manager of reply templates: puts the list and the editor together. Main thread. */
#include "ui/reply/dt-template-window-private.h"

#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (DtTemplateWindow, dt_template_window, ADW_TYPE_WINDOW)

void
dt_template_window_say (DtTemplateWindow *self, const char *text)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
}

void
dt_template_window_say_error (DtTemplateWindow *self, const GError *error)
{
  g_autofree char *words = dt_words_error (error);

  dt_template_window_say (self, words);
}

/* ---- the list ---- */

static gboolean
shows_archived (DtTemplateWindow *self)
{
  g_autoptr (GVariant) state
      = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "show-archived");

  return g_variant_get_boolean (state);
}

static DtReplyTemplate *
find_template (DtTemplateWindow *self, const char *id)
{
  GPtrArray *templates = dt_service_get_templates (self->service);

  for (guint i = 0; id != NULL && i < templates->len; i++)
    if (g_strcmp0 (((DtReplyTemplate *) templates->pdata[i])->id, id) == 0)
      return templates->pdata[i];
  return NULL;
}

static void
fill_foot (DtTemplateWindow *self)
{
  GPtrArray *templates = dt_service_get_templates (self->service);
  GString *text = g_string_new (NULL);
  guint n = 0, n_drafts = 0, n_archived = 0;

  for (guint i = 0; i < templates->len; i++)
    {
      const DtReplyTemplate *template = templates->pdata[i];

      if (template->archived)
        n_archived++;
      else
        n++;
      if (!template->archived && !template->published)
        n_drafts++;
    }
  g_string_append_printf (text, ngettext ("%u template", "%u templates", n), n);
  if (n_drafts > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u draft", "%u drafts", n_drafts), n_drafts);
    }
  if (n_archived > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (
          text, ngettext ("%u archived", "%u archived", n_archived), n_archived);
    }
  gtk_label_set_text (self->foot, text->str);
  g_string_free (text, TRUE);
}

static void
fill (DtTemplateWindow *self)
{
  dt_template_list_show (self->list,
                         dt_service_get_templates (self->service),
                         gtk_editable_get_text (GTK_EDITABLE (self->search)),
                         shows_archived (self));
  fill_foot (self);
}

static void
show_template (DtTemplateWindow *self, DtReplyTemplate *template)
{
  dt_template_editor_show (self->editor, template);
  dt_template_list_choose (self->list, template != NULL ? template->id : NULL);
}

static void
on_chosen_cb (DtTemplateWindow *self, DtReplyTemplate *template)
{
  if (!adw_leaflet_get_folded (self->leaflet))
    dt_template_editor_show (self->editor, template);
}

static void
on_opened_cb (DtTemplateWindow *self, DtReplyTemplate *template)
{
  if (g_strcmp0 (dt_template_editor_get_id (self->editor), template->id) != 0)
    dt_template_editor_show (self->editor, template);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->editor));
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}

static void
on_search_changed_cb (DtTemplateWindow *self)
{
  fill (self);
}

static void
on_stop_search_cb (DtTemplateWindow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  dt_template_list_focus (self->list);
}

static void
on_search_activate_cb (DtTemplateWindow *self)
{
  DtReplyTemplate *first = dt_template_list_get_first (self->list);

  if (first == NULL)
    return;
  dt_template_list_choose (self->list, first->id);
  on_opened_cb (self, first);
}

/* ---- the editor ---- */

static void
on_editor_closed_cb (DtTemplateWindow *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  dt_template_list_focus (self->list);
}

static void
on_editor_saved_cb (DtTemplateWindow *self, const char *id)
{
  DtReplyTemplate *template = find_template (self, id);

  fill (self);
  if (template != NULL)
    show_template (self, template);
  else
    dt_template_editor_clear (self->editor);
}

/* Somebody else may have changed what is shown; what is being typed is kept over it. */
static void
on_service_changed_cb (DtTemplateWindow *self, DtChanges *changes)
{
  const char *id = dt_template_editor_get_id (self->editor);

  if (!changes->everything && !changes->templates)
    return;
  fill (self);
  if (id != NULL && !dt_template_editor_is_current (self->editor, find_template (self, id)))
    on_editor_saved_cb (self, id);
}

static void
on_folded_cb (DtTemplateWindow *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);

  adw_header_bar_set_show_end_title_buttons (self->list_header, folded);
  dt_template_editor_set_folded (self->editor, folded);
}

/* ---- actions ---- */

static void
on_new_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dt_template_window_open (data, NULL);
}

static void
on_import_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dt_template_window_choose_file (data, FALSE);
}

static void
on_export_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dt_template_window_choose_file (data, TRUE);
}

static void
on_search_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DtTemplateWindow *self = data;

  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* From the editor to the list where only one of them is seen; else away. */
static void
on_leave_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DtTemplateWindow *self = data;

  if (adw_leaflet_get_folded (self->leaflet)
      && adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->editor))
    on_editor_closed_cb (self);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
on_show_archived_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  g_simple_action_set_state (action, state);
  fill (data);
}

static void
on_undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtTemplateWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = dt_service_run_finish (DT_SERVICE (source), result, &error);

  if (self->service == NULL)
    return;
  if (outcome == NULL)
    dt_template_window_say_error (self, error);
  else
    dt_template_window_say (self, _ ("Undone"));
}

static void
on_undo_clicked_cb (DtTemplateWindow *self)
{
  dt_service_undo_async (self->service, NULL, on_undone_cb, g_object_ref (self));
}

static void
on_runner_done_cb (DtTemplateWindow *self, const char *text, gboolean can_undo)
{
  AdwToast *toast;

  if (text == NULL)
    return;
  toast = adw_toast_new (text);
  if (can_undo)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      g_signal_connect_object (
          toast, "button-clicked", G_CALLBACK (on_undo_clicked_cb), self, G_CONNECT_SWAPPED);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
on_officer_changed_cb (DtTemplateWindow *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

/* ---- the window ---- */

static gboolean
dt_template_window_close_request (GtkWindow *window)
{
  dt_template_editor_flush (DT_TEMPLATE_WINDOW (window)->editor);
  return GTK_WINDOW_CLASS (dt_template_window_parent_class)->close_request (window);
}

static void
dt_template_window_dispose (GObject *object)
{
  DtTemplateWindow *self = DT_TEMPLATE_WINDOW (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->runner);
  g_clear_object (&self->service);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (dt_template_window_parent_class)->dispose (object);
}

static void
dt_template_window_finalize (GObject *object)
{
  g_clear_pointer (&DT_TEMPLATE_WINDOW (object)->sample, dt_template_sample_free);
  g_clear_pointer (&DT_TEMPLATE_WINDOW (object)->context, dt_reply_context_free);
  G_OBJECT_CLASS (dt_template_window_parent_class)->finalize (object);
}

static void
add_actions (DtTemplateWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "new", .activate = on_new_cb },
    { .name = "import", .activate = on_import_cb },
    { .name = "export", .activate = on_export_cb },
    { .name = "search", .activate = on_search_cb },
    { .name = "leave", .activate = on_leave_cb },
    { .name = "show-archived", .state = "false", .change_state = on_show_archived_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (
      G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "templates", G_ACTION_GROUP (self->actions));
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "templates.new", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "templates.search", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_Left, GDK_ALT_MASK, "templates.leave", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "templates.leave", NULL);
}

static void
dt_template_window_class_init (DtTemplateWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_template_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_template_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = dt_template_window_close_request;
  g_type_ensure (DT_TYPE_TEMPLATE_LIST);
  g_type_ensure (DT_TYPE_TEMPLATE_EDITOR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/reply/dt-template-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DtTemplateWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateWindow, list_pane);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateWindow, list_header);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateWindow, search);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateWindow, list);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateWindow, foot);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateWindow, editor);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_editor_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_editor_saved_cb);
  add_keys (widget_class);
}

static void
dt_template_window_init (DtTemplateWindow *self)
{
  add_actions (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (
      self->leaflet, "notify::folded", G_CALLBACK (on_folded_cb), self, G_CONNECT_SWAPPED);
  on_folded_cb (self);
}

static void
set_service (DtTemplateWindow *self, DtService *service)
{
  self->service = g_object_ref (service);
  self->runner = dt_runner_new (service);
  g_signal_connect_object (
      self->runner, "done", G_CALLBACK (on_runner_done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->runner, "failed", G_CALLBACK (dt_template_window_say_error), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      service, "changed", G_CALLBACK (on_service_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      service, "officer-changed", G_CALLBACK (on_officer_changed_cb), self, G_CONNECT_SWAPPED);
}

/* ---- public ---- */

/**
 * dt_template_window_new:
 * @service: the workspace, with an officer signed in
 * @parent: (nullable): the window it stands over
 *
 * Returns: (transfer none): the window
 */
DtTemplateWindow *
dt_template_window_new (DtService *service, GtkWindow *parent)
{
  DtTemplateWindow *self = g_object_new (
      DT_TYPE_TEMPLATE_WINDOW, "transient-for", parent, "modal", parent != NULL, NULL);

  g_return_val_if_fail (DT_IS_SERVICE (service), self);

  gboolean may = dt_service_may (service, DT_COMMAND_SAVE_TEMPLATE);

  set_service (self, service);
  self->sample = dt_template_sample_new (service);
  dt_template_editor_set_runner (self->editor, self->runner);
  dt_template_editor_set_values (self->editor,
                                 dt_template_sample_get_values (self->sample),
                                 _ ("With an invented citizen and case"));
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "new")), may);
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "import")), may);
  fill (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return self;
}

/**
 * dt_template_window_set_case:
 * @self: a window
 * @file: a case
 *
 * Templates are tried with what is known of it.
 */
void
dt_template_window_set_case (DtTemplateWindow *self, DtCaseFile *file)
{
  g_autofree char *source = NULL;
  DtReplyContext *context;

  g_return_if_fail (DT_IS_TEMPLATE_WINDOW (self) && DT_IS_CASE_FILE (file));

  context = dt_service_make_reply_context (self->service, file, DT_ADDRESS_UNDECIDED);
  source = g_strdup_printf (_ ("With the case %s"), file->a_case->code);
  dt_template_editor_set_values (self->editor, &context->values, source);
  g_clear_pointer (&self->context, dt_reply_context_free);
  self->context = context;
}

/**
 * dt_template_window_open:
 * @self: a window
 * @id: (nullable): of a template; %NULL: a new one
 */
void
dt_template_window_open (DtTemplateWindow *self, const char *id)
{
  g_return_if_fail (DT_IS_TEMPLATE_WINDOW (self));

  DtReplyTemplate *template = find_template (self, id);

  if (id != NULL && template == NULL)
    return;
  show_template (self, template);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->editor));
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}

/**
 * dt_template_window_search:
 * @self: a window
 * @text: what to look for, with or without diacritics
 */
void
dt_template_window_search (DtTemplateWindow *self, const char *text)
{
  g_return_if_fail (DT_IS_TEMPLATE_WINDOW (self) && text != NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  fill (self);
}

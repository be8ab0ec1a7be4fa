/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window: what stands where, and what is shown. */
#include "ui/shell/dt-window-private.h"

#include "ui/import/dt-set-aside-page.h"
#include "ui/inbox/dt-officer-popover.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

#define SIDEBAR_WIDTH 212
#define LIST_WIDTH 346

G_DEFINE_FINAL_TYPE (DtWindow, dt_window, ADW_TYPE_APPLICATION_WINDOW)

/* ---- folding by width: libadwaita 1.2 has no breakpoints ---- */

static void
apply_fold (DtWindow *self)
{
  gboolean outer = adw_leaflet_get_folded (self->outer);
  gboolean inner = adw_leaflet_get_folded (self->inner);
  int room = self->width - (outer ? 0 : SIDEBAR_WIDTH) - (inner ? 0 : LIST_WIDTH);
  gboolean beside = self->width >= 1100;
  DtCasePaneWidth width = outer && inner ? DT_CASE_PANE_NARROW
                          : room >= 660  ? DT_CASE_PANE_WIDE
                                         : DT_CASE_PANE_COMPACT;

  dt_sidebar_set_folded (self->sidebar, outer);
  dt_list_pane_set_folded (self->list, outer, inner);
  dt_window_fit_today (self);
  dt_window_fit_approval (self, width, beside, inner);
  if (self->aside_header != NULL)
    {
      gtk_widget_set_visible (self->aside_back, outer);
      adw_header_bar_set_show_start_title_buttons (self->aside_header, outer);
    }
  dt_window_fit_reply (self);
  if (self->case_pane == NULL)
    return;
  dt_case_pane_set_width (self->case_pane, width, beside, inner);
  /* Over the case the panel is only in the way until it is asked for. */
  if (beside != self->panel_beside)
    dt_case_pane_show_panel (self->case_pane,
                             beside && g_settings_get_boolean (self->settings, "show-panel"));
  self->panel_beside = beside;
}

void
dt_window_fold_again (DtWindow *self)
{
  apply_fold (self);
}

/**
 * dt_window_fold:
 * @self: a window
 * @width: its width in pixels
 */
void
dt_window_fold (DtWindow *self, int width)
{
  g_return_if_fail (DT_IS_WINDOW (self));

  if (self->width == width)
    return;
  self->width = width;
  adw_leaflet_set_can_unfold (self->outer, width >= 720);
  adw_leaflet_set_can_unfold (self->inner, width >= 980);
  apply_fold (self);
}

static void
on_surface_layout_cb (GdkSurface *surface, int width, int height, DtWindow *self)
{
  /* The surface is as wide as the window with its shadow. */
  int shown = gtk_widget_get_width (GTK_WIDGET (self));

  dt_window_fold (self, shown > 0 ? MIN (width, shown) : width);
}

static void
on_folded_cb (AdwLeaflet *leaflet, GParamSpec *pspec, DtWindow *self)
{
  apply_fold (self);
}

/* ---- the case ---- */

static void
on_panel_toggled_cb (DtCasePane *pane, gboolean shown, DtWindow *self)
{
  if (self->panel_beside)
    g_settings_set_boolean (self->settings, "show-panel", shown);
}

static void
on_by_hand_cb (DtCasePane *pane, DtReply *reply, DtWindow *self)
{
  dt_window_send_by_hand (self, reply);
}

void
dt_window_ensure_case_pane (DtWindow *self)
{
  if (self->case_pane != NULL)
    return;
  self->case_pane = g_object_new (DT_TYPE_CASE_PANE, NULL);
  self->panel_beside = self->width >= 1100;
  dt_case_pane_set_runner (self->case_pane, self->runner, self->actions);
  dt_case_pane_set_outbox (self->case_pane, self->outbox);
  dt_case_pane_show_panel (
      self->case_pane, self->panel_beside && g_settings_get_boolean (self->settings, "show-panel"));
  g_signal_connect (self->case_pane, "panel-toggled", G_CALLBACK (on_panel_toggled_cb), self);
  g_signal_connect (self->case_pane, "by-hand", G_CALLBACK (on_by_hand_cb), self);
  adw_bin_set_child (self->case_place, GTK_WIDGET (self->case_pane));
  apply_fold (self);
}

/* Nothing is done to a case that is not seen. */
static void
update_actions (DtWindow *self)
{
  gboolean shown = dt_window_shows_cases (self) && !dt_window_approves (self);

  dt_case_actions_set_file (self->actions, shown ? self->file : NULL);
}

static void
on_case_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtCaseFile) file = dt_service_load_case_finish (DT_SERVICE (source), result, &error);

  self->loading--;
  if (self->service == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->wanted, g_free);
  if (file == NULL)
    {
      dt_runner_fail (self->runner, error);
      return;
    }
  g_free (self->case_id);
  self->case_id = g_strdup (file->a_case->id);
  dt_window_show_file (self, file);
  dt_window_follow_reply (self, file);
  update_actions (self);
  dt_list_pane_choose (self->list, file->a_case->row);
}

static void
load_case (DtWindow *self, const char *id)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (id != self->wanted)
    {
      g_free (self->wanted);
      self->wanted = g_strdup (id);
    }
  self->loading++;
  dt_service_load_case_async (
      self->service, id, self->cancellable, on_case_loaded_cb, g_object_ref (self));
}

/**
 * dt_window_open_case:
 * @self: a window with a service
 * @id_or_code: a case
 *
 * Shows it, whether it is in the list or not.
 */
void
dt_window_open_case (DtWindow *self, const char *id_or_code)
{
  g_return_if_fail (DT_IS_WINDOW (self) && self->service != NULL && id_or_code != NULL);

  dt_window_leave_reply (self);
  /* Another page has no list of its own to go back to. */
  if (!dt_window_shows_cases (self) || self->view == DT_VIEW_AWAITING)
    dt_window_open_from_today (self, id_or_code, DT_VIEW_ALL);
  else
    {
      dt_list_pane_choose (self->list, 0);
      load_case (self, id_or_code);
      dt_window_show_case (self);
    }
}

/**
 * dt_window_open_from_today:
 * @self: a window with a service
 * @case_id: a case
 * @view: what to list beside it
 *
 * Shows it; going back leads to where it was opened from.
 */
void
dt_window_open_from_today (DtWindow *self, const char *case_id, DtView view)
{
  gboolean from_today = self->view == DT_VIEW_TODAY;

  dt_window_set_view (self, view);
  /* What the list showed before is not to come back when its rows are there. */
  dt_list_pane_choose (self->list, 0);
  self->from_today = from_today;
  load_case (self, case_id);
  dt_window_show_case (self);
}

static void
on_list_show_case_cb (DtListPane *list, DtCase *a_case, DtWindow *self)
{
  if (g_strcmp0 (self->case_id, a_case->id) != 0)
    {
      g_free (self->case_id);
      self->case_id = g_strdup (a_case->id);
      self->whole = FALSE;
      load_case (self, a_case->id);
    }
}

static void
on_list_open_case_cb (DtListPane *list, DtWindow *self)
{
  dt_window_show_case (self);
}

static void
on_list_selection_changed_cb (DtListPane *list, DtWindow *self)
{
  g_autoptr (GPtrArray) cases = dt_list_pane_dup_selection (list);

  dt_case_actions_set_chosen (self->actions, cases);
}

/* ---- what the service says ---- */

static gboolean
touches_case (DtWindow *self, DtChanges *changes)
{
  DtCaseFile *file = self->file;

  if (changes->everything)
    return TRUE;
  for (guint i = 0; i < changes->cases->len; i++)
    if (g_strcmp0 (changes->cases->pdata[i], self->case_id) == 0)
      return TRUE;
  for (guint i = 0; file != NULL && i < file->citizens->len; i++)
    for (guint j = 0; j < changes->citizens->len; j++)
      if (g_strcmp0 (changes->citizens->pdata[j], ((DtCitizen *) file->citizens->pdata[i])->id)
          == 0)
        return TRUE;
  return FALSE;
}

static void
on_service_changed_cb (DtService *service, gpointer changes, DtWindow *self)
{
  dt_sidebar_refresh (self->sidebar);
  dt_window_note_today (self);
  /* What is being read may be from before the change. */
  if (self->wanted != NULL)
    load_case (self, self->wanted);
  else if (self->case_id != NULL && touches_case (self, changes))
    load_case (self, self->case_id);
}

/* ---- views ---- */

static void
on_set_aside_done_cb (DtSetAsidePage *page, const char *text, gboolean can_undo, DtWindow *self)
{
  dt_window_add_toast (self, text, can_undo);
}

static void
show_set_aside (DtWindow *self)
{
  if (self->aside_header == NULL)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      GtkWidget *page = dt_set_aside_page_new (self->service);
      GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");

      self->aside_header = ADW_HEADER_BAR (adw_header_bar_new ());
      self->aside_back = back;
      adw_header_bar_set_title_widget (
          self->aside_header, adw_window_title_new (dt_words_view (DT_VIEW_SET_ASIDE), NULL));
      gtk_widget_set_tooltip_text (back, _ ("Back to the views"));
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Back to the views"), -1);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "win.back");
      adw_header_bar_pack_start (self->aside_header, back);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->aside_header));
      gtk_widget_set_vexpand (page, TRUE);
      gtk_box_append (GTK_BOX (box), page);
      g_signal_connect (page, "done", G_CALLBACK (on_set_aside_done_cb), self);
      gtk_stack_add_named (self->pages, box, "set-aside");
      apply_fold (self);
    }
  gtk_stack_set_visible_child_name (self->pages, "set-aside");
}

/**
 * dt_window_set_view:
 * @self: a window with a service
 * @view: what to list
 */
void
dt_window_set_view (DtWindow *self, DtView view)
{
  g_return_if_fail (DT_IS_WINDOW (self) && view < DT_N_VIEWS);

  dt_window_leave_reply (self);
  self->view = view;
  self->from_today = FALSE;
  self->whole = FALSE;
  self->today_focus = FALSE;
  dt_sidebar_set_view (self->sidebar, view);
  if (view == DT_VIEW_SET_ASIDE)
    show_set_aside (self);
  else if (view == DT_VIEW_TODAY)
    dt_window_show_today (self);
  else
    {
      gtk_stack_set_visible_child_name (self->pages, "cases");
      dt_list_pane_set_take_first (self->list, view == DT_VIEW_AWAITING);
      dt_list_pane_set_view (self->list, view);
      dt_window_place_pane (self);
    }
  update_actions (self);
}

static void
on_view_chosen_cb (DtSidebar *sidebar, int view, DtWindow *self)
{
  if ((int) self->view != view)
    dt_window_set_view (self, (DtView) view);
  dt_window_show_list (self);
}

static void
on_ask_officer_cb (DtCaseActions *actions, DtWindow *self)
{
  if (dt_list_pane_is_selecting (self->list))
    dt_list_pane_ask_officer (self->list);
  else if (self->case_pane != NULL)
    dt_case_pane_ask_officer (self->case_pane);
}

static void
on_compose_cb (DtCaseActions *actions, gboolean note, DtWindow *self)
{
  dt_window_show_case (self);
  if (self->case_pane != NULL)
    dt_case_pane_compose (self->case_pane, note);
}

static void
on_reply_cb (DtCaseActions *actions, DtWindow *self)
{
  dt_window_open_reply (self);
}

static void
on_attach_cb (DtCaseActions *actions, DtWindow *self)
{
  if (self->case_pane != NULL)
    dt_case_pane_attach (self->case_pane);
}

static void
on_search_cb (DtCaseActions *actions, const char *text, DtWindow *self)
{
  dt_window_set_view (self, DT_VIEW_ALL);
  dt_list_pane_search (self->list, text);
  dt_window_show_list (self);
}

static void
on_receipt_cb (DtCaseActions *actions, const char *case_id, DtWindow *self)
{
  dt_window_receipt (self, case_id);
}

static void
on_guide_cb (DtCaseActions *actions, DtWindow *self)
{
  dt_window_show_case (self);
  if (self->case_pane != NULL)
    dt_case_pane_guide (self->case_pane);
}

/* ---- vfuncs ---- */

static void
dt_window_realize (GtkWidget *widget)
{
  GdkSurface *surface;

  GTK_WIDGET_CLASS (dt_window_parent_class)->realize (widget);
  surface = gtk_native_get_surface (GTK_NATIVE (widget));
  g_signal_connect_object (
      surface, "layout", G_CALLBACK (on_surface_layout_cb), widget, G_CONNECT_AFTER);
}

static gboolean
dt_window_close_request (GtkWindow *window)
{
  DtWindow *self = DT_WINDOW (window);
  int width, height;

  if (self->case_pane != NULL)
    dt_case_pane_flush (self->case_pane);
  if (self->approval_pane != NULL)
    dt_approval_pane_flush (self->approval_pane);
  if (self->reply_page != NULL)
    dt_reply_page_flush (self->reply_page);
  if (!gtk_window_is_maximized (window))
    {
      gtk_window_get_default_size (window, &width, &height);
      g_settings_set_int (self->settings, "window-width", MAX (width, 360));
      g_settings_set_int (self->settings, "window-height", MAX (height, 480));
    }
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
  return GTK_WINDOW_CLASS (dt_window_parent_class)->close_request (window);
}

static void
dt_window_dispose (GObject *object)
{
  DtWindow *self = DT_WINDOW (object);

  dt_window_end_session (self);
  dt_window_end_today (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->service != NULL)
    g_signal_handlers_disconnect_by_data (self->service, self);
  g_clear_object (&self->settings);
  g_clear_object (&self->actions);
  g_clear_object (&self->runner);
  g_clear_object (&self->service);
  g_clear_pointer (&self->case_id, g_free);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_handle_id (&self->toast_id, g_source_remove);
  g_clear_object (&self->toast);
  self->case_pane = NULL;
  self->reply_page = NULL;
  G_OBJECT_CLASS (dt_window_parent_class)->dispose (object);
}

static void
dt_window_class_init (DtWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_window_dispose;
  widget_class->realize = dt_window_realize;
  GTK_WINDOW_CLASS (klass)->close_request = dt_window_close_request;
  g_type_ensure (DT_TYPE_SIDEBAR);
  g_type_ensure (DT_TYPE_LIST_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/shell/dt-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DtWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, DtWindow, root);
  gtk_widget_class_bind_template_child (widget_class, DtWindow, outer);
  gtk_widget_class_bind_template_child (widget_class, DtWindow, inner);
  gtk_widget_class_bind_template_child (widget_class, DtWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, DtWindow, list);
  gtk_widget_class_bind_template_child (widget_class, DtWindow, case_place);
  gtk_widget_class_bind_template_child (widget_class, DtWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, DtWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, DtWindow, trouble_text);
}

static void
dt_window_init (DtWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->view = DT_VIEW_TODAY;
  g_signal_connect (self->outer, "notify::folded", G_CALLBACK (on_folded_cb), self);
  g_signal_connect (self->inner, "notify::folded", G_CALLBACK (on_folded_cb), self);
  g_signal_connect (self->sidebar, "view-chosen", G_CALLBACK (on_view_chosen_cb), self);
  g_signal_connect (self->list, "show-case", G_CALLBACK (on_list_show_case_cb), self);
  g_signal_connect (self->list, "open-case", G_CALLBACK (on_list_open_case_cb), self);
  g_signal_connect (
      self->list, "selection-changed", G_CALLBACK (on_list_selection_changed_cb), self);
}

/* ---- public ---- */

/**
 * dt_window_new:
 * @app: the application
 * @settings: what this desk's window remembers
 *
 * Returns: (transfer floating): a window that waits for its workspace
 */
DtWindow *
dt_window_new (AdwApplication *app, GSettings *settings)
{
  DtWindow *self = g_object_new (DT_TYPE_WINDOW, "application", app, NULL);

  self->settings = g_object_ref (settings);
  self->width = g_settings_get_int (settings, "window-width");
  gtk_window_set_default_size (
      GTK_WINDOW (self), self->width, g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  gtk_window_set_title (GTK_WINDOW (self), _ ("Đối Thoại"));
  dt_window_add_actions (self);
  apply_fold (self);
  return self;
}

static void
connect_actions (DtWindow *self)
{
  self->actions = dt_case_actions_new (self->runner, GTK_WINDOW (self));
  gtk_widget_insert_action_group (
      GTK_WIDGET (self), "case", dt_case_actions_get_group (self->actions));
  g_object_set_data (G_OBJECT (self), "case-actions", dt_case_actions_get_group (self->actions));
  g_signal_connect (self->actions, "ask-officer", G_CALLBACK (on_ask_officer_cb), self);
  g_signal_connect (self->actions, "compose", G_CALLBACK (on_compose_cb), self);
  g_signal_connect (self->actions, "reply", G_CALLBACK (on_reply_cb), self);
  g_signal_connect (self->actions, "attach", G_CALLBACK (on_attach_cb), self);
  g_signal_connect (self->actions, "search", G_CALLBACK (on_search_cb), self);
  g_signal_connect (self->actions, "receipt", G_CALLBACK (on_receipt_cb), self);
  g_signal_connect (self->actions, "guide", G_CALLBACK (on_guide_cb), self);
  dt_list_pane_set_popovers (self->list,
                             dt_officer_popover_new (self->service, self->actions),
                             dt_case_actions_get_steps (self->actions));
}

/**
 * dt_window_set_service:
 * @self: a window without one
 * @service: the open workspace
 *
 * Shows the inbox, or asks who is there first.
 */
void
dt_window_set_service (DtWindow *self, DtService *service)
{
  g_return_if_fail (DT_IS_WINDOW (self) && DT_IS_SERVICE (service) && self->service == NULL);

  g_autofree char *office = dt_words_office (dt_service_get_unit (service));

  self->service = g_object_ref (service);
  self->runner = dt_runner_new (service);
  gtk_window_set_title (GTK_WINDOW (self), office);
  connect_actions (self);
  g_signal_connect (service, "changed", G_CALLBACK (on_service_changed_cb), self);
  dt_sidebar_set_service (self->sidebar, service);
  dt_list_pane_set_service (self->list, service);
  dt_list_pane_set_sort (self->list, (DtSort) g_settings_get_enum (self->settings, "list-sort"));
  dt_window_begin_today (self);
  dt_window_begin_session (self);
}

/**
 * dt_window_get_service:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): its workspace
 */
DtService *
dt_window_get_service (DtWindow *self)
{
  return self->service;
}

/**
 * dt_window_get_runner:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): who runs its commands
 */
DtRunner *
dt_window_get_runner (DtWindow *self)
{
  return self->runner;
}

/**
 * dt_window_get_settings:
 * @self: a window
 *
 * Returns: (transfer none): what it remembers
 */
GSettings *
dt_window_get_settings (DtWindow *self)
{
  return self->settings;
}

/**
 * dt_window_get_list:
 * @self: a window
 *
 * Returns: (transfer none): its list pane
 */
DtListPane *
dt_window_get_list (DtWindow *self)
{
  return self->list;
}

/**
 * dt_window_get_case_pane:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): its case pane
 */
DtCasePane *
dt_window_get_case_pane (DtWindow *self)
{
  return self->case_pane;
}

/**
 * dt_window_shows_cases:
 * @self: a window
 *
 * Returns: whether list and case stand beside the sidebar, not another page
 */
gboolean
dt_window_shows_cases (DtWindow *self)
{
  return self->view != DT_VIEW_TODAY && self->view != DT_VIEW_SET_ASIDE;
}

/**
 * dt_window_show_case:
 * @self: a window
 */
void
dt_window_show_case (DtWindow *self)
{
  gtk_stack_set_visible_child_name (self->pages, "cases");
  adw_leaflet_set_visible_child_name (self->outer, "content");
  adw_leaflet_set_visible_child_name (self->inner, "case");
}

/**
 * dt_window_show_list:
 * @self: a window
 */
void
dt_window_show_list (DtWindow *self)
{
  adw_leaflet_set_visible_child_name (self->outer, "content");
  adw_leaflet_set_visible_child_name (self->inner, "list");
}

/**
 * dt_window_show_sidebar:
 * @self: a window
 */
void
dt_window_show_sidebar (DtWindow *self)
{
  adw_leaflet_set_visible_child_name (self->outer, "sidebar");
}

/**
 * dt_window_step:
 * @self: a window
 * @step: 1 for the next case, −1 for the one before
 */
void
dt_window_step (DtWindow *self, int step)
{
  if (dt_window_shows_cases (self))
    dt_list_pane_step (self->list, step);
}

/**
 * dt_window_back:
 * @self: a window
 *
 * To the pane before this one, where one is shown at a time.
 */
void
dt_window_back (DtWindow *self)
{
  gboolean shows_case;

  if (dt_window_shows_reply (self))
    {
      dt_window_leave_reply (self);
      return;
    }
  shows_case = dt_window_shows_cases (self)
               && g_strcmp0 (adw_leaflet_get_visible_child_name (self->inner), "case") == 0;

  if (shows_case && (self->whole || self->from_today || adw_leaflet_get_folded (self->inner)))
    dt_window_leave_case (self);
  else if (adw_leaflet_get_folded (self->outer))
    {
      dt_window_show_sidebar (self);
      dt_sidebar_focus (self->sidebar);
    }
}

/**
 * dt_window_leave_case:
 * @self: a window
 *
 * Takes the focus back to the list, where the single letters work, or to the page "today" if the
 * case was opened from there.
 */
void
dt_window_leave_case (DtWindow *self)
{
  g_return_if_fail (DT_IS_WINDOW (self));

  if (dt_window_leave_whole (self))
    return;
  if (self->from_today)
    {
      dt_window_come_to (self, NULL);
      return;
    }
  dt_window_show_list (self);
  dt_list_pane_focus_list (self->list);
}

/**
 * dt_window_next_pane:
 * @self: a window
 *
 * Moves the focus from the sidebar to the list, to the case, and round again.
 */
void
dt_window_next_pane (DtWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sidebar)))
    {
      dt_window_show_list (self);
      dt_window_focus_page (self);
    }
  else if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list))
           && self->case_id != NULL && self->file != NULL)
    {
      dt_window_show_case (self);
      if (dt_window_approves (self))
        dt_approval_pane_focus (self->approval_pane);
      else
        dt_case_pane_focus (self->case_pane);
    }
  else
    {
      dt_window_show_sidebar (self);
      dt_sidebar_focus (self->sidebar);
    }
}

/**
 * dt_window_toggle_panel:
 * @self: a window
 */
void
dt_window_toggle_panel (DtWindow *self)
{
  if (self->case_pane == NULL)
    return;

  gboolean shown = !dt_case_pane_get_panel_shown (self->case_pane);

  dt_case_pane_show_panel (self->case_pane, shown);
  on_panel_toggled_cb (self->case_pane, shown, self);
}

/**
 * dt_window_is_settled:
 * @self: a window
 *
 * Returns: whether nothing is being opened, loaded or recorded
 */
gboolean
dt_window_is_settled (DtWindow *self)
{
  return self->service != NULL && self->loading == 0 && !dt_list_pane_is_loading (self->list)
         && !dt_runner_is_busy (self->runner)
         && !(self->view == DT_VIEW_TODAY && self->today_loading);
}

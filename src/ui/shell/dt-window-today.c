/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window and the day: the page "today", what the passing of time changes, reminders. */
#include "ui/shell/dt-window-private.h"

#include "ui/shell/dt-words.h"
#include "ui/today/dt-today-page.h"

#define WAIT_MS 1500
#define SIDEBAR_WIDTH 212

/* ---- reading the day ---- */

/* Who locked the window is reminded all the same. */
static DtOfficer *
get_reader (DtWindow *self)
{
  DtOfficer *officer = dt_service_get_officer (self->service);

  if (officer != NULL)
    g_set_object (&self->reader, officer);
  return self->reader;
}

static void
remind (DtWindow *self)
{
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  g_autoptr (DtReminderPlan) plan = NULL;

  if (application == NULL || !g_settings_get_boolean (self->settings, "reminders"))
    return;
  if (self->notifier == NULL)
    self->notifier = dt_notifier_new (application);
  plan = dt_service_plan_reminders (self->service, self->reader, self->today);
  dt_notifier_take (self->notifier, plan);
}

static void
show_today (DtWindow *self)
{
  dt_sidebar_set_today (self->sidebar, dt_today_count (self->today));
  dt_sidebar_refresh (self->sidebar);
  if (self->today_page != NULL)
    dt_today_page_show (self->today_page, self->today);
  if (self->today_focus && self->view == DT_VIEW_TODAY && self->today_page != NULL
      && dt_service_get_officer (self->service) != NULL)
    dt_today_page_focus (self->today_page);
  self->today_focus = FALSE;
}

static void
on_today_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtWindow) self = data;
  g_autoptr (GError) error = NULL;
  DtToday *today = dt_service_load_today_finish (DT_SERVICE (source), result, &error);
  g_autofree char *of = g_steal_pointer (&self->today_of);

  self->today_loading = FALSE;
  if (self->service == NULL)
    {
      g_clear_pointer (&today, dt_today_free);
      return;
    }
  if (g_strcmp0 (of, get_reader (self)->id) != 0)
    {
      /* Somebody else sits at the desk by now. */
      g_clear_pointer (&today, dt_today_free);
      self->today_stale = TRUE;
    }
  else if (today == NULL)
    {
      self->today_focus = FALSE;
      dt_runner_fail (self->runner, error);
    }
  else
    {
      g_clear_pointer (&self->today, dt_today_free);
      self->today = today;
      show_today (self);
      /* What has changed since may be who sits at the desk. */
      if (!self->today_stale)
        remind (self);
    }
  if (self->today_stale)
    dt_window_load_today (self);
}

/**
 * dt_window_load_today:
 * @self: a window with a service
 *
 * Reads the day again; once more when it has been read, if it is being read now.
 */
void
dt_window_load_today (DtWindow *self)
{
  DtOfficer *officer = get_reader (self);

  g_clear_handle_id (&self->today_wait, g_source_remove);
  self->today_stale = self->today_loading;
  if (self->today_loading || officer == NULL)
    return;
  self->today_loading = TRUE;
  self->today_of = g_strdup (officer->id);
  dt_service_load_today_async (
      self->service, officer, NULL, on_today_loaded_cb, g_object_ref (self));
}

static gboolean
on_waited_cb (gpointer data)
{
  DtWindow *self = data;

  self->today_wait = 0;
  if (self->service != NULL)
    dt_window_load_today (self);
  return G_SOURCE_REMOVE;
}

/**
 * dt_window_note_today:
 * @self: a window with a service
 *
 * Something changed: the day is read again, at once if it is shown, else when nothing has changed
 * for a moment, since reading it takes the time of some commands.
 */
void
dt_window_note_today (DtWindow *self)
{
  if (self->view == DT_VIEW_TODAY)
    {
      dt_window_load_today (self);
      return;
    }
  g_clear_handle_id (&self->today_wait, g_source_remove);
  self->today_wait = g_timeout_add (WAIT_MS, on_waited_cb, self);
}

/**
 * dt_window_forget_today:
 * @self: a window with a service
 *
 * Shows nothing of another officer's day until one's own has been read.
 */
void
dt_window_forget_today (DtWindow *self)
{
  dt_sidebar_set_today (self->sidebar, 0);
  g_clear_pointer (&self->today, dt_today_free);
  if (self->today_page != NULL)
    gtk_stack_remove (self->pages, GTK_WIDGET (self->today_page));
  self->today_page = NULL;
  g_clear_object (&self->today_actions);
}

/* ---- the page ---- */

static void
on_open_case_cb (DtTodayPage *page, DtCase *a_case, int view, DtWindow *self)
{
  dt_window_open_from_today (self, a_case->id, (DtView) view);
}

static void
on_show_view_cb (DtTodayPage *page, int view, DtWindow *self)
{
  dt_window_set_view (self, (DtView) view);
  dt_window_show_list (self);
  dt_list_pane_focus_list (self->list);
}

/**
 * dt_window_fit_today:
 * @self: a window
 *
 * Tells the page how wide it is.
 */
void
dt_window_fit_today (DtWindow *self)
{
  gboolean alone = adw_leaflet_get_folded (self->outer);

  if (self->today_page != NULL)
    dt_today_page_set_width (self->today_page, self->width - (alone ? 0 : SIDEBAR_WIDTH), alone);
}

/**
 * dt_window_show_today:
 * @self: a window with a service
 *
 * Brings the page into the place of list and case.
 */
void
dt_window_show_today (DtWindow *self)
{
  if (self->today_page == NULL)
    {
      self->today_actions = dt_case_actions_new (self->runner, GTK_WINDOW (self));
      self->today_page = DT_TODAY_PAGE (dt_today_page_new (self->runner, self->today_actions));
      g_signal_connect (self->today_page, "open-case", G_CALLBACK (on_open_case_cb), self);
      g_signal_connect (self->today_page, "show-view", G_CALLBACK (on_show_view_cb), self);
      gtk_stack_add_named (self->pages, GTK_WIDGET (self->today_page), "today");
      dt_window_fit_today (self);
      if (self->today != NULL)
        dt_today_page_show (self->today_page, self->today);
    }
  gtk_stack_set_visible_child_name (self->pages, "today");
  dt_window_load_today (self);
}

/**
 * dt_window_focus_page:
 * @self: a window
 *
 * To what stands beside the sidebar, once it is there.
 */
void
dt_window_focus_page (DtWindow *self)
{
  if (self->view == DT_VIEW_TODAY && (self->today_loading || self->today == NULL))
    self->today_focus = TRUE;
  else if (self->view == DT_VIEW_TODAY)
    dt_today_page_focus (self->today_page);
  else if (self->view == DT_VIEW_SET_ASIDE)
    gtk_widget_child_focus (GTK_WIDGET (self->pages), GTK_DIR_TAB_FORWARD);
  else
    dt_list_pane_focus_list (self->list);
}

/* ---- the passing of time ---- */

static void
on_minute_cb (DtMinuteTick *tick, gboolean day, DtWindow *self)
{
  dt_window_load_today (self);
  if (dt_service_get_officer (self->service) == NULL)
    return;
  dt_list_pane_refresh_time (self->list);
  if (self->case_pane != NULL)
    dt_case_pane_refresh_time (self->case_pane, day);
  if (self->approval_pane != NULL)
    dt_approval_pane_refresh_time (self->approval_pane);
  if (dt_window_shows_reply (self))
    dt_reply_page_refresh_time (self->reply_page);
}

/**
 * dt_window_tick:
 * @self: a window with a service
 *
 * Looks at the clock, as it does by itself on each full minute.
 */
void
dt_window_tick (DtWindow *self)
{
  g_return_if_fail (DT_IS_WINDOW (self) && self->tick != NULL);

  dt_minute_tick_check (self->tick);
}

/**
 * dt_window_get_today:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the day as it was read last
 */
const DtToday *
dt_window_get_today (DtWindow *self)
{
  return self->today;
}

/**
 * dt_window_begin_today:
 * @self: a window that has just got its service
 */
void
dt_window_begin_today (DtWindow *self)
{
  self->tick = dt_minute_tick_new (dt_service_get_clock (self->service));
  g_signal_connect_object (self->tick, "minute", G_CALLBACK (on_minute_cb), self, 0);
}

/**
 * dt_window_end_today:
 * @self: a window that is being disposed of
 */
void
dt_window_end_today (DtWindow *self)
{
  g_clear_handle_id (&self->today_wait, g_source_remove);
  if (self->tick != NULL)
    g_signal_handlers_disconnect_by_data (self->tick, self);
  g_clear_object (&self->tick);
  g_clear_object (&self->today_actions);
  g_clear_object (&self->reader);
  g_clear_pointer (&self->notifier, dt_notifier_free);
  g_clear_pointer (&self->today, dt_today_free);
  g_clear_pointer (&self->after_unlock, g_free);
  g_clear_pointer (&self->left, g_free);
  self->today_page = NULL;
}

/* ---- what a reminder leads to ---- */

/**
 * dt_window_come_to:
 * @self: a window
 * @case_id: (nullable): a case; %NULL: the page "today"
 *
 * Shows it; where the window is locked, after the PIN.
 */
void
dt_window_come_to (DtWindow *self, const char *case_id)
{
  g_return_if_fail (DT_IS_WINDOW (self));

  gtk_window_present (GTK_WINDOW (self));
  if (self->service == NULL || dt_service_get_officer (self->service) == NULL)
    {
      g_free (self->after_unlock);
      self->after_unlock = g_strdup (case_id != NULL ? case_id : "");
      return;
    }
  if (case_id != NULL)
    {
      dt_window_open_case (self, case_id);
      return;
    }
  dt_window_set_view (self, DT_VIEW_TODAY);
  dt_window_show_list (self);
  dt_window_focus_page (self);
}

/**
 * dt_window_come_after_unlock:
 * @self: a window whose officer has just signed in
 *
 * Returns: whether something was to be shown
 */
gboolean
dt_window_come_after_unlock (DtWindow *self)
{
  g_autofree char *wanted = g_steal_pointer (&self->after_unlock);

  if (wanted == NULL)
    return FALSE;
  dt_window_come_to (self, *wanted != '\0' ? wanted : NULL);
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window through a day: who is at the desk, what is said in toasts, the state of the
 * record. */
#include "ui/shell/dt-window-private.h"

#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

#define CHECK_DELAY_S 10
#define IDLE_CHECK_S 20
/* It lies over what is below: the note of who approves, what is written to a case. */
#define PIN_SECONDS 20
#define UNDO_SECONDS 10
#define TOAST_SECONDS 5

/* ---- what is said ---- */

static void
on_toast_dismissed_cb (AdwToast *toast, DtWindow *self)
{
  g_clear_handle_id (&self->toast_id, g_source_remove);
  g_clear_object (&self->toast);
}

static void
dismiss_toast (DtWindow *self)
{
  g_autoptr (AdwToast) toast = self->toast != NULL ? g_object_ref (self->toast) : NULL;

  if (toast != NULL)
    adw_toast_dismiss (toast);
}

static gboolean
on_toast_over_cb (gpointer data)
{
  DtWindow *self = data;

  self->toast_id = 0;
  dismiss_toast (self);
  return G_SOURCE_REMOVE;
}

/* There is one, whose words change. "Undo" takes back the last command: what was said of one before
 * it must not offer that; and libadwaita 1.2 crashes if a window is closed while one toast makes
 * room for another. @seconds: 0 until it is heeded or something else is said. */
static void
show_toast (DtWindow *self, const char *text, const char *button, const char *action, guint seconds)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  gboolean is_new = self->toast == NULL;

  if (is_new)
    {
      self->toast = adw_toast_new (escaped);
      adw_toast_set_timeout (self->toast, 0);
      g_signal_connect_object (
          self->toast, "dismissed", G_CALLBACK (on_toast_dismissed_cb), self, 0);
    }
  adw_toast_set_title (self->toast, escaped);
  adw_toast_set_button_label (self->toast, button);
  if (action != NULL)
    adw_toast_set_detailed_action_name (self->toast, action);
  else
    adw_toast_set_action_name (self->toast, NULL);
  if (is_new)
    adw_toast_overlay_add_toast (self->toasts, g_object_ref (self->toast));
  g_clear_handle_id (&self->toast_id, g_source_remove);
  if (seconds > 0)
    self->toast_id = g_timeout_add_seconds (seconds, on_toast_over_cb, self);
}

/**
 * dt_window_add_toast:
 * @self: a window
 * @text: a short sentence
 * @can_undo: offer to undo the last command
 */
void
dt_window_add_toast (DtWindow *self, const char *text, gboolean can_undo)
{
  if (can_undo)
    show_toast (self, text, _ ("Undo"), "win.undo", UNDO_SECONDS);
  else
    show_toast (self, text, NULL, NULL, TOAST_SECONDS);
}

/**
 * dt_window_add_toast_with:
 * @self: a window
 * @text: a short sentence
 * @button: what can be done about it
 * @action: the detailed name of an action that does it
 */
void
dt_window_add_toast_with (DtWindow *self, const char *text, const char *button, const char *action)
{
  show_toast (self, text, button, action, UNDO_SECONDS);
}

static void
on_runner_done_cb (DtRunner *runner, const char *text, gboolean can_undo, DtWindow *self)
{
  dt_window_add_toast (self, text, can_undo);
  dt_list_pane_stop_selecting (self->list);
}

static void
on_runner_failed_cb (DtRunner *runner, const GError *error, DtWindow *self)
{
  g_autofree char *text = dt_words_error (error);

  dt_window_add_toast (self, text, FALSE);
}

static void
on_runner_notice_cb (DtRunner *runner, const char *text, DtWindow *self)
{
  dt_window_add_toast (self, text, FALSE);
}

static void
on_service_problem_cb (DtService *service, const GError *error, DtWindow *self)
{
  g_autofree char *text = dt_words_error (error);

  gtk_label_set_text (self->trouble_text, text);
  gtk_info_bar_set_revealed (self->trouble, TRUE);
}

static void
on_trouble_response_cb (GtkInfoBar *bar, int response, DtWindow *self)
{
  gtk_info_bar_set_revealed (bar, FALSE);
}

/* ---- signing in, locking ---- */

static void
show_main (DtWindow *self)
{
  gtk_stack_set_visible_child_name (self->root, "main");
  dt_sidebar_refresh (self->sidebar);
  if (dt_window_come_after_unlock (self))
    return;
  dt_window_set_view (self, self->view);
  dt_window_focus_page (self);
}

/* Stands until it is heeded or something else is said. */
static void
advise_pin (DtWindow *self)
{
  show_toast (self,
              _ ("You have no PIN yet: set one in the preferences"),
              _ ("Preferences"),
              "win.preferences",
              PIN_SECONDS);
}

static void
on_signed_in_cb (DtSignInPage *page, DtWindow *self)
{
  DtOfficer *officer = dt_service_get_officer (self->service);

  /* Whoever comes to the desk begins with their own day. */
  if (officer != NULL && self->left != NULL && !g_str_equal (officer->id, self->left))
    {
      dt_window_forget_today (self);
      self->view = DT_VIEW_TODAY;
    }
  show_main (self);
  if (officer != NULL && !officer->secured && !dt_service_is_demo (self->service))
    advise_pin (self);
}

static void
show_sign_in (DtWindow *self, const char *officer_id)
{
  if (self->sign_in == NULL)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      GtkWidget *header = adw_header_bar_new ();

      self->sign_in = DT_SIGN_IN_PAGE (dt_sign_in_page_new (self->service));
      g_signal_connect (self->sign_in, "signed-in", G_CALLBACK (on_signed_in_cb), self);
      adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_bin_new ());
      gtk_widget_add_css_class (header, "flat");
      gtk_box_append (GTK_BOX (box), header);
      gtk_widget_set_vexpand (GTK_WIDGET (self->sign_in), TRUE);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->sign_in));
      gtk_stack_add_named (self->root, box, "sign-in");
    }
  gtk_stack_set_visible_child_name (self->root, "sign-in");
  dt_sign_in_page_ask (self->sign_in, officer_id);
}

/**
 * dt_window_lock:
 * @self: a window with a service
 *
 * Signs the officer out and asks for their PIN. What was being typed is kept as a draft.
 */
void
dt_window_lock (DtWindow *self)
{
  g_return_if_fail (DT_IS_WINDOW (self));

  DtOfficer *officer = self->service != NULL ? dt_service_get_officer (self->service) : NULL;
  g_autofree char *id = officer != NULL ? g_strdup (officer->id) : NULL;

  if (officer == NULL)
    return;
  g_free (self->left);
  self->left = g_strdup (id);
  if (self->approval_pane != NULL)
    dt_approval_pane_set_file (self->approval_pane, NULL);
  dt_window_leave_reply (self);
  if (self->case_pane != NULL)
    dt_case_pane_set_file (self->case_pane, NULL);
  g_clear_object (&self->file);
  g_clear_pointer (&self->case_id, g_free);
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->wanted, g_free);
  self->today_focus = FALSE;
  dt_list_pane_stop_selecting (self->list);
  /* What was done at this desk is nothing for who looks at the locked window. */
  dismiss_toast (self);
  dt_service_sign_out (self->service);
  show_sign_in (self, id);
}

static guint
get_idle_minutes (DtWindow *self)
{
  const char *set = dt_service_get_setting (self->service, "desk.idle_minutes");

  return set != NULL ? (guint) g_ascii_strtoull (set, NULL, 10)
                     : g_settings_get_uint (self->settings, "idle-lock-minutes");
}

static gboolean
on_idle_check_cb (gpointer data)
{
  DtWindow *self = data;
  guint minutes = get_idle_minutes (self);

  if (minutes > 0
      && g_get_monotonic_time () - self->last_input > (gint64) minutes * 60 * G_USEC_PER_SEC)
    dt_window_lock (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_any_event_cb (GtkEventControllerLegacy *controller, GdkEvent *event, DtWindow *self)
{
  self->last_input = g_get_monotonic_time ();
  return FALSE;
}

/* ---- the state of the record ---- */

static void
on_verified_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtVerifyReport) report
      = dt_service_verify_finish (DT_SERVICE (source), result, &error);

  if (self->service == NULL)
    return;
  if (report != NULL)
    dt_sidebar_set_record (self->sidebar, report->entries, (int) report->problems->len);
  else if (g_error_matches (error, DT_ERROR, DT_ERROR_DAMAGED))
    dt_sidebar_set_record (self->sidebar, 0, 1);
}

/**
 * dt_window_verify:
 * @self: a window with a service
 *
 * Checks the record in the background; the sidebar says what came of it.
 */
void
dt_window_verify (DtWindow *self)
{
  g_return_if_fail (DT_IS_WINDOW (self) && self->service != NULL);

  dt_service_verify_async (
      self->service, FALSE, NULL, NULL, NULL, on_verified_cb, g_object_ref (self));
}

static gboolean
on_check_due_cb (gpointer data)
{
  DtWindow *self = data;

  self->check_id = 0;
  dt_window_verify (self);
  return G_SOURCE_REMOVE;
}

/**
 * dt_window_say:
 * @self: a window
 * @text: a short sentence
 */
void
dt_window_say (DtWindow *self, const char *text)
{
  dt_window_add_toast (self, text, FALSE);
}

/**
 * dt_window_say_done:
 * @self: a window
 * @text: what a command that the window did not run has done
 */
void
dt_window_say_done (DtWindow *self, const char *text)
{
  dt_window_add_toast (self, text, dt_service_can_undo (self->service));
}

/* ---- beginning and end ---- */

/**
 * dt_window_unlock:
 * @self: a locked window, with an officer signed in
 */
void
dt_window_unlock (DtWindow *self)
{
  g_return_if_fail (DT_IS_WINDOW (self) && dt_service_get_officer (self->service) != NULL);

  show_main (self);
}

/**
 * dt_window_begin_session:
 * @self: a window that has just got its service
 *
 * Shows the inbox, or asks who is there first.
 */
void
dt_window_begin_session (DtWindow *self)
{
  GtkEventController *any = gtk_event_controller_legacy_new ();

  self->last_input = g_get_monotonic_time ();
  gtk_event_controller_set_propagation_phase (any, GTK_PHASE_CAPTURE);
  g_signal_connect (any, "event", G_CALLBACK (on_any_event_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), any);
  g_signal_connect (self->trouble, "response", G_CALLBACK (on_trouble_response_cb), self);
  g_signal_connect (self->runner, "done", G_CALLBACK (on_runner_done_cb), self);
  g_signal_connect (self->runner, "failed", G_CALLBACK (on_runner_failed_cb), self);
  g_signal_connect (self->runner, "notice", G_CALLBACK (on_runner_notice_cb), self);
  g_signal_connect (self->service, "problem", G_CALLBACK (on_service_problem_cb), self);
  dt_window_begin_outbox (self);
  self->check_id = g_timeout_add_seconds (CHECK_DELAY_S, on_check_due_cb, self);
  self->idle_id = g_timeout_add_seconds (IDLE_CHECK_S, on_idle_check_cb, self);
  if (dt_service_get_officer (self->service) != NULL)
    show_main (self);
  else
    show_sign_in (self, NULL);
}

/**
 * dt_window_end_session:
 * @self: a window that is being disposed of
 */
void
dt_window_end_session (DtWindow *self)
{
  dt_window_end_outbox (self);
  g_clear_handle_id (&self->check_id, g_source_remove);
  g_clear_handle_id (&self->idle_id, g_source_remove);
}

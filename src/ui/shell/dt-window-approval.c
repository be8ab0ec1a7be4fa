/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window while replies are approved, where the draft stands in the place of the case, and
 * what the outbox has to tell. */
#include "ui/shell/dt-window-private.h"

#include "ui/reply/dt-approval-words.h"
#include "ui/reply/dt-hand-window.h"

#include <glib/gi18n.h>

/* ---- the pane ---- */

gboolean
dt_window_approves (DtWindow *self)
{
  return self->view == DT_VIEW_AWAITING && !self->whole;
}

/* Nothing is shown until a row is chosen. */
static void
show_nothing (DtWindow *self)
{
  g_clear_pointer (&self->case_id, g_free);
  g_clear_object (&self->file);
  dt_list_pane_choose (self->list, 0);
  dt_approval_pane_set_file (self->approval_pane, NULL);
}

static void
on_decided_cb (DtApprovalPane *pane, DtWindow *self)
{
  if (!dt_list_pane_step_off (self->list))
    show_nothing (self);
}

static void
on_show_whole_cb (DtApprovalPane *pane, DtWindow *self)
{
  self->whole = TRUE;
  dt_window_place_pane (self);
  if (self->case_pane != NULL)
    dt_case_pane_focus (self->case_pane);
}

static void
ensure_approval_pane (DtWindow *self)
{
  if (self->approval_pane != NULL)
    return;
  self->approval_pane = g_object_ref_sink (g_object_new (DT_TYPE_APPROVAL_PANE, NULL));
  dt_approval_pane_set_runner (self->approval_pane, self->runner);
  gtk_widget_insert_action_group (
      GTK_WIDGET (self), "approval", dt_approval_pane_get_actions (self->approval_pane));
  g_signal_connect (self->approval_pane, "decided", G_CALLBACK (on_decided_cb), self);
  g_signal_connect (self->approval_pane, "show-whole", G_CALLBACK (on_show_whole_cb), self);
}

/* The case pane is kept while the other one stands in its place. */
static void
set_pane (DtWindow *self, GtkWidget *pane)
{
  if (adw_bin_get_child (self->case_place) == pane)
    return;
  if (self->case_pane != NULL && self->kept_pane == NULL)
    self->kept_pane = g_object_ref (GTK_WIDGET (self->case_pane));
  adw_bin_set_child (self->case_place, pane);
}

/**
 * dt_window_place_pane:
 * @self: a window
 *
 * Puts the pane of the view in its place, with the case that was loaded last.
 */
void
dt_window_place_pane (DtWindow *self)
{
  if (dt_window_approves (self))
    {
      ensure_approval_pane (self);
      set_pane (self, GTK_WIDGET (self->approval_pane));
      dt_window_fold_again (self);
      dt_approval_pane_set_file (self->approval_pane, self->file);
      return;
    }
  if (self->approval_pane != NULL)
    {
      dt_approval_pane_flush (self->approval_pane);
      dt_approval_pane_set_file (self->approval_pane, NULL);
    }
  if (self->case_pane == NULL && self->file == NULL)
    return;
  dt_window_ensure_case_pane (self);
  set_pane (self, GTK_WIDGET (self->case_pane));
  if (dt_case_pane_get_file (self->case_pane) != self->file)
    dt_case_pane_set_file (self->case_pane, self->file);
}

/**
 * dt_window_show_file:
 * @self: a window
 * @file: (nullable): a case that was loaded
 */
void
dt_window_show_file (DtWindow *self, DtCaseFile *file)
{
  g_set_object (&self->file, file);
  dt_window_place_pane (self);
}

/**
 * dt_window_fit_approval:
 * @self: a window
 * @width: how much room the pane has
 * @beside: there is room for a panel beside it
 * @alone: the list is not beside it
 */
void
dt_window_fit_approval (DtWindow *self, DtCasePaneWidth width, gboolean beside, gboolean alone)
{
  if (self->approval_pane != NULL)
    dt_approval_pane_set_width (self->approval_pane, width, beside, alone);
}

/**
 * dt_window_review:
 * @self: a window that shows a case
 *
 * Shows the reply of the case that waits, among the others that do.
 */
void
dt_window_review (DtWindow *self)
{
  g_autoptr (DtCaseFile) file = NULL;

  if (self->file == NULL)
    return;
  file = g_object_ref (self->file);
  if (self->view != DT_VIEW_AWAITING)
    {
      dt_list_pane_choose (self->list, file->a_case->row);
      dt_window_set_view (self, DT_VIEW_AWAITING);
    }
  self->whole = FALSE;
  dt_window_place_pane (self);
  dt_window_show_case (self);
  dt_approval_pane_focus (self->approval_pane);
}

/**
 * dt_window_leave_whole:
 * @self: a window
 *
 * Returns: whether the whole case stood where its reply is approved, which now stands there again
 */
gboolean
dt_window_leave_whole (DtWindow *self)
{
  if (!self->whole)
    return FALSE;
  self->whole = FALSE;
  dt_window_place_pane (self);
  dt_approval_pane_focus (self->approval_pane);
  return TRUE;
}

/* ---- the outbox ---- */

static void
on_outbox_problem_cb (DtOutbox *outbox, DtReply *reply, DtWindow *self)
{
  g_autofree char *action = NULL;
  g_autofree char *text = NULL;

  /* Nothing is told to who looks at the locked window: it waits as a task of the day. */
  if (dt_service_get_officer (self->service) == NULL)
    return;
  action = g_strdup_printf ("win.open-case::%s", reply->case_id);
  text = reply->state == DT_REPLY_UNSURE
             ? g_strdup (_ ("Nobody knows whether a reply arrived"))
             : g_strdup_printf (_ ("A reply was not sent. %s"),
                                dt_approval_words_failure (reply->failure));
  dt_window_add_toast_with (self, text, _ ("Show"), action);
}

void
dt_window_begin_outbox (DtWindow *self)
{
  self->outbox = dt_outbox_new (self->service);
  g_signal_connect (self->outbox, "problem", G_CALLBACK (on_outbox_problem_cb), self);
}

/* Before the service is closed. */
void
dt_window_end_outbox (DtWindow *self)
{
  if (self->outbox != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->outbox, self);
      dt_outbox_close (self->outbox);
    }
  g_clear_object (&self->outbox);
  g_clear_object (&self->file);
  if (self->approval_pane != NULL)
    {
      gtk_widget_insert_action_group (GTK_WIDGET (self), "approval", NULL);
      dt_approval_pane_flush (self->approval_pane);
    }
  g_clear_object (&self->approval_pane);
  g_clear_object (&self->kept_pane);
}

/**
 * dt_window_send_by_hand:
 * @self: a window
 * @reply: a reply of the case that is shown
 */
void
dt_window_send_by_hand (DtWindow *self, DtReply *reply)
{
  if (self->file != NULL)
    gtk_window_present (dt_hand_window_new (self->runner, self->file, reply, GTK_WINDOW (self)));
}

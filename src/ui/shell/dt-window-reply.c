/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window while a reply is written: the page stands over all of it, and follows what
 * becomes of the case behind it. */
#include "ui/shell/dt-window-private.h"

#define PAGE "reply"

static void
on_leave_cb (DtReplyPage *page, DtWindow *self)
{
  dt_window_leave_reply (self);
}

static void
ensure_page (DtWindow *self)
{
  if (self->reply_page != NULL)
    return;
  self->reply_page = DT_REPLY_PAGE (dt_reply_page_new (self->runner));
  g_signal_connect (self->reply_page, "leave", G_CALLBACK (on_leave_cb), self);
  gtk_stack_add_named (self->root, GTK_WIDGET (self->reply_page), PAGE);
  dt_window_fit_reply (self);
}

/**
 * dt_window_shows_reply:
 * @self: a window
 *
 * Returns: whether a reply is being written
 */
gboolean
dt_window_shows_reply (DtWindow *self)
{
  g_return_val_if_fail (DT_IS_WINDOW (self), FALSE);

  return self->reply_page != NULL
         && g_strcmp0 (gtk_stack_get_visible_child_name (self->root), PAGE) == 0;
}

/**
 * dt_window_open_reply:
 * @self: a window
 *
 * Opens the officer's reply to the case that is shown, or begins one.
 */
void
dt_window_open_reply (DtWindow *self)
{
  DtCaseFile *file;

  g_return_if_fail (DT_IS_WINDOW (self));

  file = self->case_pane != NULL ? dt_case_pane_get_file (self->case_pane) : NULL;
  if (file == NULL || dt_window_shows_reply (self))
    return;
  ensure_page (self);
  dt_window_show_case (self);
  dt_reply_page_set_file (self->reply_page, file);
  gtk_stack_set_visible_child_name (self->root, PAGE);
  dt_reply_page_focus (self->reply_page);
}

/* What is written is kept. */
void
dt_window_leave_reply (DtWindow *self)
{
  if (!dt_window_shows_reply (self))
    return;
  dt_reply_page_close (self->reply_page);
  gtk_stack_set_visible_child_name (self->root, "main");
  dt_case_pane_focus (self->case_pane);
}

void
dt_window_fit_reply (DtWindow *self)
{
  if (self->reply_page != NULL)
    dt_reply_page_set_width (self->reply_page, self->width);
}

void
dt_window_follow_reply (DtWindow *self, DtCaseFile *file)
{
  if (dt_window_shows_reply (self)
      && g_strcmp0 (dt_reply_page_get_case (self->reply_page), file->a_case->id) == 0)
    dt_reply_page_set_file (self->reply_page, file);
}

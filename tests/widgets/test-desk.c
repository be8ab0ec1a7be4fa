/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window waits for nothing that does not come: a limit ends a test that would. */
#include "widgets/test-desk.h"

#include "dt-test.h"

#define LIMIT (20 * G_USEC_PER_SEC)

static gboolean
on_look_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
wait_for (Desk *desk, Condition condition, gconstpointer data)
{
  gint64 end = g_get_monotonic_time () + dt_test_allow (LIMIT);
  guint look = g_timeout_add (10, on_look_cb, NULL);

  while (!condition (desk, data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (look);
}

gboolean
is_settled (Desk *desk, gconstpointer data)
{
  return dt_window_is_settled (desk->window);
}

DtCaseFile *
get_file (Desk *desk)
{
  DtCasePane *pane = dt_window_get_case_pane (desk->window);

  return pane != NULL ? dt_case_pane_get_file (pane) : NULL;
}

void
desk_set_up (Desk *self, gconstpointer data)
{
  fixture_set_up (&self->base, "demo");
  fixture_add_officers (&self->base);
  fixture_act_as (&self->base, OFFICER);
  self->settings = g_settings_new ("org.doithoai.DoiThoai");
}

void
desk_present (Desk *self)
{
  self->window = dt_window_new (NULL, self->settings);
  g_object_ref_sink (self->window);
  dt_window_set_service (self->window, self->base.service);
  gtk_window_present (GTK_WINDOW (self->window));
}

void
desk_tear_down (Desk *self, gconstpointer data)
{
  if (self->window != NULL)
    {
      gtk_window_destroy (GTK_WINDOW (self->window));
      g_clear_object (&self->window);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->settings);
  g_free (self->id);
  fixture_tear_down (&self->base, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the tour that are about time: the day of an officer, of a leader, of somebody who
 * has nothing to do, and what is due. */
#include "ui/shell/dt-tour.h"

#define LOOK_MS 30

static void
show (DtTour *tour)
{
  DtWindow *window = dt_tour_get_window (tour);

  dt_list_pane_search (dt_window_get_list (window), "");
  dt_list_pane_stop_selecting (dt_window_get_list (window));
  dt_window_set_view (window, DT_VIEW_TODAY);
  dt_window_show_list (window);
}

static void
become (DtTour *tour, DtRoles roles, DtRoles without)
{
  if (dt_tour_act_as (tour, roles, without))
    dt_window_unlock (dt_tour_get_window (tour));
}

void
dt_tour_show_today (DtTour *tour)
{
  show (tour);
}

void
dt_tour_show_today_leader (DtTour *tour)
{
  become (tour, DT_ROLE_LEADER, 0);
  show (tour);
}

/* Who keeps the accounts and no cases. */
void
dt_tour_show_today_empty (DtTour *tour)
{
  become (tour,
          DT_ROLE_ADMINISTRATOR,
          DT_ROLE_OFFICER | DT_ROLE_LEADER | DT_ROLE_CLERK | DT_ROLE_TRAINER);
  show (tour);
}

static gboolean
on_first_wanted_cb (gpointer data)
{
  DtTour *tour = data;

  if (!dt_window_is_settled (dt_tour_get_window (tour)))
    return G_SOURCE_CONTINUE;
  dt_window_step (dt_tour_get_window (tour), -1);
  dt_tour_release (tour);
  return G_SOURCE_REMOVE;
}

static void
show_view (DtTour *tour, DtView view)
{
  dt_window_set_view (dt_tour_get_window (tour), view);
  dt_window_show_list (dt_tour_get_window (tour));
  dt_tour_hold (tour);
  g_timeout_add (LOOK_MS, on_first_wanted_cb, tour);
}

void
dt_tour_show_due_soon (DtTour *tour)
{
  show_view (tour, DT_VIEW_DUE_SOON);
}

void
dt_tour_show_overdue (DtTour *tour)
{
  show_view (tour, DT_VIEW_OVERDUE);
}

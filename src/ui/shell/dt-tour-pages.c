/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the tour: one row a page. */
#include "ui/shell/dt-tour.h"

#include "ui/shell/dt-palette.h"

/* A view with the first case of the list. */
static void
show_view (DtTour *tour, DtView view)
{
  DtWindow *window = dt_tour_get_window (tour);

  dt_list_pane_search (dt_window_get_list (window), "");
  dt_list_pane_stop_selecting (dt_window_get_list (window));
  dt_window_set_view (window, view);
  dt_window_show_list (window);
}

static gboolean
on_first_wanted_cb (gpointer data)
{
  DtTour *tour = data;
  DtWindow *window = dt_tour_get_window (tour);

  if (!dt_window_is_settled (window))
    return G_SOURCE_CONTINUE;
  dt_window_step (window, -1);
  dt_tour_release (tour);
  return G_SOURCE_REMOVE;
}

static void
choose_first (DtTour *tour)
{
  dt_tour_hold (tour);
  g_timeout_add (30, on_first_wanted_cb, tour);
}

static void
show_to_receive (DtTour *tour)
{
  show_view (tour, DT_VIEW_TO_RECEIVE);
}

static void
show_mine (DtTour *tour)
{
  show_view (tour, DT_VIEW_MINE);
  choose_first (tour);
}

static void
show_case (DtTour *tour)
{
  show_view (tour, DT_VIEW_IN_PROGRESS);
  choose_first (tour);
  dt_window_show_case (dt_tour_get_window (tour));
}

static void
show_answered (DtTour *tour)
{
  show_view (tour, DT_VIEW_ANSWERED);
  choose_first (tour);
  dt_window_show_case (dt_tour_get_window (tour));
}

static void
show_all (DtTour *tour)
{
  show_view (tour, DT_VIEW_ALL);
}

static void
show_sidebar (DtTour *tour)
{
  show_view (tour, DT_VIEW_ALL);
  dt_window_show_sidebar (dt_tour_get_window (tour));
}

static void
show_search (DtTour *tour)
{
  show_view (tour, DT_VIEW_ALL);
  dt_list_pane_search (dt_window_get_list (dt_tour_get_window (tour)), "ngap nuoc");
}

static void
show_nothing_found (DtTour *tour)
{
  show_view (tour, DT_VIEW_MINE);
  dt_list_pane_search (dt_window_get_list (dt_tour_get_window (tour)), "xyzxyz");
}

static void
show_selection (DtTour *tour)
{
  show_view (tour, DT_VIEW_MINE);
  choose_first (tour);
  dt_list_pane_toggle_selected (dt_window_get_list (dt_tour_get_window (tour)));
}

static void
show_set_aside (DtTour *tour)
{
  show_view (tour, DT_VIEW_MINE);
  dt_window_set_view (dt_tour_get_window (tour), DT_VIEW_SET_ASIDE);
}

static gboolean
on_action_wanted_cb (gpointer data)
{
  DtTour *tour = data;
  DtWindow *window = dt_tour_get_window (tour);
  const char *action = g_object_get_data (G_OBJECT (tour), "action");

  if (!dt_window_is_settled (window) || dt_window_get_case_pane (window) == NULL
      || dt_case_pane_get_file (dt_window_get_case_pane (window)) == NULL)
    return G_SOURCE_CONTINUE;
  gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
  dt_tour_release (tour);
  return G_SOURCE_REMOVE;
}

/* What an action opens, with a case shown. */
static void
show_action (DtTour *tour, const char *action)
{
  show_mine (tour);
  g_object_set_data (G_OBJECT (tour), "action", (gpointer) action);
  dt_tour_hold (tour);
  g_timeout_add (50, on_action_wanted_cb, tour);
}

static void
show_palette (DtTour *tour)
{
  show_action (tour, "win.palette");
}

static void
show_keys (DtTour *tour)
{
  show_action (tour, "win.shortcuts");
}

static void
show_edit (DtTour *tour)
{
  show_action (tour, "case.edit");
}

static void
show_refuse (DtTour *tour)
{
  show_action (tour, "case.refuse");
}

static void
show_merge (DtTour *tour)
{
  show_action (tour, "case.merge");
}

static void
show_add_citizen (DtTour *tour)
{
  show_action (tour, "case.add-citizen");
}

static void
show_erase (DtTour *tour)
{
  show_action (tour, "case.erase");
}

static void
show_import (DtTour *tour)
{
  show_action (tour, "win.import");
}

static const DtTourPage pages[] = {
  { "inbox", show_mine },
  { "case", show_case },
  { "to-receive", show_to_receive },
  { "answered", show_answered },
  { "all", show_all },
  { "sidebar", show_sidebar },
  { "search", show_search },
  { "nothing-found", show_nothing_found },
  { "selection", show_selection },
  { "set-aside", show_set_aside },
  { "commands", show_palette },
  { "keys", show_keys },
  { "details", show_edit },
  { "refuse", show_refuse },
  { "merge", show_merge },
  { "add-citizen", show_add_citizen },
  { "erase", show_erase },
  { "import", show_import },
};

/**
 * dt_tour_pages_get:
 * @n: (out): how many there are
 *
 * Returns: (transfer none) (array length=n): the table
 */
const DtTourPage *
dt_tour_pages_get (guint *n)
{
  *n = G_N_ELEMENTS (pages);
  return pages;
}

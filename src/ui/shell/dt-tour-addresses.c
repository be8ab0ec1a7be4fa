/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the tour that show addresses: below an entry, looked up, of a case. */
#include "ui/shell/dt-tour.h"

#include "ui/units/dt-unit-finder.h"
#include "ui/walkin/dt-walk-in-form.h"

#define HINT_SHOWS_MS 400

/* In the window that an action opened. */
static GtkWidget *
find_opened (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  GtkWidget *found = NULL;

  for (GList *l = windows; l != NULL && found == NULL; l = l->next)
    if (gtk_widget_get_mapped (l->data))
      found = dt_tour_find (l->data, type);
  return found;
}

static gboolean
on_settled_cb (gpointer data)
{
  g_autoptr (DtTour) tour = data;

  dt_tour_release (tour);
  return G_SOURCE_REMOVE;
}

static gboolean
on_walk_in_wanted_cb (gpointer data)
{
  DtTour *tour = data;
  GtkWidget *form = find_opened (DT_TYPE_WALK_IN_FORM);
  DtWalkInDraft draft = { .name = (char *) "Tran Thi Hoa" };

  if (form == NULL)
    return G_SOURCE_CONTINUE;
  draft.address = g_object_get_data (G_OBJECT (tour), "address");
  draft.place = g_object_get_data (G_OBJECT (tour), "place");
  dt_walk_in_form_fill (DT_WALK_IN_FORM (form), &draft);
  g_timeout_add (HINT_SHOWS_MS, on_settled_cb, g_object_ref (tour));
  return G_SOURCE_REMOVE;
}

static void
show_addresses (DtTour *tour, const char *address, const char *place)
{
  dt_tour_show_action (tour, "win.walk-in");
  g_object_set_data (G_OBJECT (tour), "address", (gpointer) address);
  g_object_set_data (G_OBJECT (tour), "place", (gpointer) place);
  dt_tour_hold (tour);
  g_timeout_add (50, on_walk_in_wanted_cb, tour);
}

void
dt_tour_show_walk_in_address (DtTour *tour)
{
  show_addresses (tour, "15/7 Le Thanh Ton, phuong Ben Nghe, quan 1", "cho Hoa Hung, p12 q10");
}

void
dt_tour_show_walk_in_divided (DtTour *tour)
{
  show_addresses (tour, "2 Dinh Tien Hoang, phuong Da Kao, quan 1", "hem 15, p. ben ngh");
}

static gboolean
on_units_wanted_cb (gpointer data)
{
  DtTour *tour = data;
  GtkWidget *finder = find_opened (DT_TYPE_UNIT_FINDER);

  if (finder == NULL)
    return G_SOURCE_CONTINUE;
  dt_unit_finder_ask (DT_UNIT_FINDER (finder), g_object_get_data (G_OBJECT (tour), "address"));
  g_timeout_add (HINT_SHOWS_MS, on_settled_cb, g_object_ref (tour));
  return G_SOURCE_REMOVE;
}

static void
show_units_of (DtTour *tour, const char *text)
{
  dt_tour_show_action (tour, "win.find-unit");
  g_object_set_data (G_OBJECT (tour), "address", (gpointer) text);
  dt_tour_hold (tour);
  g_timeout_add (50, on_units_wanted_cb, tour);
}

void
dt_tour_show_units (DtTour *tour)
{
  show_units_of (tour, "");
}

void
dt_tour_show_units_former (DtTour *tour)
{
  show_units_of (tour, "15/7 Le Thanh Ton, p. Ben Nghe, q1");
}

void
dt_tour_show_units_divided (DtTour *tour)
{
  show_units_of (tour, "phuong Da Kao, quan 1");
}

void
dt_tour_show_units_nothing (DtTour *tour)
{
  show_units_of (tour, "duong khong ten");
}

/* The case at hand is given a place that lies in another unit. */
static gboolean
on_elsewhere_wanted_cb (gpointer data)
{
  DtTour *tour = data;
  DtWindow *window = dt_tour_get_window (tour);
  const DtCaseEdit edit = { .set_place = TRUE, .place = "12 To Hien Thanh, p12 q10" };
  const char *ids[2] = { NULL };
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  if (!dt_window_is_settled (window) || dt_window_get_case_pane (window) == NULL
      || dt_case_pane_get_file (dt_window_get_case_pane (window)) == NULL)
    return G_SOURCE_CONTINUE;
  ids[0] = dt_case_pane_get_file (dt_window_get_case_pane (window))->a_case->id;
  outcome = dt_service_run_sync (
      dt_window_get_service (window), dt_command_set_fields (ids, &edit), &error);
  if (outcome == NULL)
    g_printerr ("doi-thoai: no place for the case: %s\n", error->message);
  if (g_object_steal_data (G_OBJECT (tour), "forward") != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "case.forward", "s", "27163");
  g_timeout_add (HINT_SHOWS_MS, on_settled_cb, g_object_ref (tour));
  return G_SOURCE_REMOVE;
}

void
dt_tour_show_elsewhere (DtTour *tour)
{
  dt_tour_show_case (tour);
  dt_tour_hold (tour);
  g_timeout_add (50, on_elsewhere_wanted_cb, tour);
}

void
dt_tour_show_forward (DtTour *tour)
{
  g_object_set_data (G_OBJECT (tour), "forward", tour);
  dt_tour_show_elsewhere (tour);
}

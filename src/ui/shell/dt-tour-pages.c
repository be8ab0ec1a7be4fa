/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the tour: one row a page. */
#include "ui/shell/dt-tour.h"

#include "ui/shell/dt-web-loader.h"
#include "ui/units/dt-unit-finder.h"
#include "ui/walkin/dt-walk-in-form.h"
#include "ui/welcome/dt-welcome-window.h"

#define WEB_DRAWS_MS 1500
#define HINT_SHOWS_MS 400

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

static gboolean
on_fourth_wanted_cb (gpointer data)
{
  DtTour *tour = data;
  DtWindow *window = dt_tour_get_window (tour);

  if (!dt_window_is_settled (window))
    return G_SOURCE_CONTINUE;
  dt_window_step (window, -1);
  for (guint i = 0; i < 3; i++)
    dt_window_step (window, 1);
  dt_tour_release (tour);
  return G_SOURCE_REMOVE;
}

/* The fourth, which has a history. */
static void
choose_fourth (DtTour *tour)
{
  dt_tour_hold (tour);
  g_timeout_add (30, on_fourth_wanted_cb, tour);
}

static void
show_to_receive (DtTour *tour)
{
  show_view (tour, DT_VIEW_TO_RECEIVE);
  choose_first (tour);
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
  choose_first (tour);
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
  choose_fourth (tour);
}

static void
show_nothing_found (DtTour *tour)
{
  show_view (tour, DT_VIEW_MINE);
  dt_list_pane_search (dt_window_get_list (dt_tour_get_window (tour)), "xyzxyz");
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

  if (!dt_window_is_settled (window))
    return G_SOURCE_CONTINUE;
  if (g_object_steal_data (G_OBJECT (tour), "choose") != NULL)
    {
      dt_window_step (window, -1);
      return G_SOURCE_CONTINUE;
    }
  if (dt_window_get_case_pane (window) == NULL
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
  show_view (tour, DT_VIEW_MINE);
  g_object_set_data (G_OBJECT (tour), "choose", tour);
  g_object_set_data (G_OBJECT (tour), "action", (gpointer) action);
  dt_tour_hold (tour);
  g_timeout_add (50, on_action_wanted_cb, tour);
}

static void
show_selection (DtTour *tour)
{
  show_action (tour, "win.select");
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
show_import (DtTour *tour)
{
  show_action (tour, "win.import");
}

static void
show_walk_in (DtTour *tour)
{
  show_action (tour, "win.walk-in");
}

/* ---- addresses ---- */

static GtkWidget *
find_child (GtkWidget *widget, GType type)
{
  if (G_OBJECT_TYPE (widget) == type)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_child (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* In the window that an action opened. */
static GtkWidget *
find_opened (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  GtkWidget *found = NULL;

  for (GList *l = windows; l != NULL && found == NULL; l = l->next)
    if (gtk_widget_get_mapped (l->data))
      found = find_child (l->data, type);
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
  show_walk_in (tour);
  g_object_set_data (G_OBJECT (tour), "address", (gpointer) address);
  g_object_set_data (G_OBJECT (tour), "place", (gpointer) place);
  dt_tour_hold (tour);
  g_timeout_add (50, on_walk_in_wanted_cb, tour);
}

static void
show_walk_in_address (DtTour *tour)
{
  show_addresses (tour, "15/7 Le Thanh Ton, phuong Ben Nghe, quan 1", "cho Hoa Hung, p12 q10");
}

static void
show_walk_in_divided (DtTour *tour)
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
  show_action (tour, "win.find-unit");
  g_object_set_data (G_OBJECT (tour), "address", (gpointer) text);
  dt_tour_hold (tour);
  g_timeout_add (50, on_units_wanted_cb, tour);
}

static void
show_units (DtTour *tour)
{
  show_units_of (tour, "");
}

static void
show_units_former (DtTour *tour)
{
  show_units_of (tour, "15/7 Le Thanh Ton, p. Ben Nghe, q1");
}

static void
show_units_divided (DtTour *tour)
{
  show_units_of (tour, "phuong Da Kao, quan 1");
}

static void
show_units_nothing (DtTour *tour)
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

static void
show_elsewhere (DtTour *tour)
{
  show_case (tour);
  dt_tour_hold (tour);
  g_timeout_add (50, on_elsewhere_wanted_cb, tour);
}

static void
show_forward (DtTour *tour)
{
  g_object_set_data (G_OBJECT (tour), "forward", tour);
  show_elsewhere (tour);
}

static void
show_preferences (DtTour *tour)
{
  show_action (tour, "win.preferences");
}

static void
show_sign_in (DtTour *tour)
{
  dt_window_lock (dt_tour_get_window (tour));
}

static void
show_welcome (DtTour *tour)
{
  GtkApplication *app = gtk_window_get_application (GTK_WINDOW (dt_tour_get_window (tour)));
  g_autofree char *nowhere = g_build_filename (dt_tour_get_folder (tour), "no-workspace", NULL);

  gtk_window_present (GTK_WINDOW (dt_welcome_window_new (app, nowhere)));
}

/* ---- the receipt, on the screen and as PDF ---- */

static void
on_pdf_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtTour) tour = data;
  g_autoptr (GError) error = NULL;

  if (!dt_web_print_pdf_finish (result, &error))
    g_printerr ("doi-thoai: no receipt as PDF: %s\n", error->message);
  dt_tour_release (tour);
}

static void
print_receipt (DtTour *tour, DtCase *a_case, const char *promise, gboolean roll)
{
  DtService *service = dt_window_get_service (dt_tour_get_window (tour));
  g_autoptr (GError) error = NULL;
  g_autofree char *html = dt_service_receipt_to_html (service, a_case, promise, roll, &error);
  g_autofree char *path = g_build_filename (
      dt_tour_get_folder (tour), roll ? "receipt-80mm.pdf" : "receipt-a5.pdf", NULL);

  if (html == NULL)
    {
      g_printerr ("doi-thoai: no receipt: %s\n", error->message);
      return;
    }
  dt_tour_hold (tour);
  dt_web_print_pdf_async (html,
                          roll ? DT_WEB_PAPER_ROLL_80 : DT_WEB_PAPER_A5,
                          path,
                          NULL,
                          on_pdf_cb,
                          g_object_ref (tour));
}

static gboolean
on_receipt_due_cb (gpointer data)
{
  g_autoptr (DtTour) tour = data;

  dt_tour_release (tour);
  return G_SOURCE_REMOVE;
}

static gboolean
on_receipt_wanted_cb (gpointer data)
{
  DtTour *tour = data;
  DtWindow *window = dt_tour_get_window (tour);
  DtService *service = dt_window_get_service (window);
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  DtCase *a_case;

  if (!dt_window_is_settled (window) || dt_window_get_case_pane (window) == NULL
      || dt_case_pane_get_file (dt_window_get_case_pane (window)) == NULL)
    return G_SOURCE_CONTINUE;
  a_case = dt_case_pane_get_file (dt_window_get_case_pane (window))->a_case;
  outcome = dt_service_run_sync (service, dt_command_issue_receipt (a_case->id), &error);
  if (outcome != NULL)
    {
      print_receipt (tour, a_case, outcome->text, FALSE);
      print_receipt (tour, a_case, outcome->text, TRUE);
    }
  else
    g_printerr ("doi-thoai: no receipt: %s\n", error->message);
  dt_window_receipt (window, a_case->id);
  /* WebKitGTK draws in a process of its own and does not say when it has. */
  g_timeout_add (WEB_DRAWS_MS, on_receipt_due_cb, g_object_ref (tour));
  return G_SOURCE_REMOVE;
}

static void
show_receipt (DtTour *tour)
{
  show_mine (tour);
  dt_tour_hold (tour);
  g_timeout_add (50, on_receipt_wanted_cb, tour);
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
  { "walk-in", show_walk_in },
  { "walk-in-address", show_walk_in_address },
  { "walk-in-divided", show_walk_in_divided },
  { "units", show_units },
  { "units-former", show_units_former },
  { "units-divided", show_units_divided },
  { "units-nothing", show_units_nothing },
  { "case-elsewhere", show_elsewhere },
  { "forward", show_forward },
  { "receipt", show_receipt },
  { "import", show_import },
  { "commands", show_palette },
  { "keys", show_keys },
  { "details", show_edit },
  { "refuse", show_refuse },
  { "merge", show_merge },
  { "add-citizen", show_add_citizen },
  { "preferences", show_preferences },
  { "sign-in", show_sign_in },
  { "welcome", show_welcome },
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

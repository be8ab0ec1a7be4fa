/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the tour that show deadlines: why a case is due then, more time asked for, granted,
 * told to the citizen; a denunciation in the wrong form. Main thread. */
#include "ui/shell/dt-tour.h"

#include "ui/inbox/dt-due-bar.h"

#include <glib/gi18n.h>

#define WEB_DRAWS_MS 3000
#define POPOVER_SHOWS_MS 400

typedef struct
{
  DtTour *tour;
  char *case_id;
  void (*then) (DtTour *tour); /* once the case is shown */
} Page;

/* ---- the case ---- */

static char *
run (DtService *service, DtCommand *command)
{
  g_autoptr (DtCommand) own = command;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = dt_service_run_sync (service, own, &error);

  if (outcome != NULL)
    return g_strdup (outcome->case_ids[0]);
  g_printerr ("doi-thoai: no case for a picture: %s\n", error->message);
  return NULL;
}

static void
act_as (DtTour *tour, DtRoles role)
{
  if (dt_tour_act_as (tour, role, 0))
    dt_window_unlock (dt_tour_get_window (tour));
}

/* A denunciation that is to be settled within 30 days and may be extended once. */
static char *
open_denunciation (DtTour *tour, DtChannelKind channel)
{
  DtService *service = dt_window_get_service (dt_tour_get_window (tour));
  const DtNewCase values
      = { .channel = channel,
          .kind = DT_CASE_KIND_DENUNCIATION,
          .title = _ ("A wall takes the common lane 51"),
          .text = _ ("The household at number 12 builds a wall that takes the whole lane. The "
                     "neighbours have spoken to them many times, but the work goes on."),
          .name = _ ("Tran Thi Hoa"),
          .address = _ ("15/7 Le Thanh Ton") };
  const DtCaseEdit edit = { .set_traits = TRUE, .traits = DT_TRAIT_COMPLEX };
  g_autofree char *id = run (service, dt_command_open_case (&values, NULL, 0));
  const char *ids[] = { id, NULL };

  if (id != NULL && channel == DT_CHANNEL_WALK_IN)
    g_free (run (service, dt_command_set_fields (ids, &edit)));
  return g_steal_pointer (&id);
}

/* ---- showing it ---- */

static gboolean
on_page_wanted_cb (gpointer data)
{
  Page *page = data;
  DtWindow *window = dt_tour_get_window (page->tour);
  DtCaseFile *file = dt_window_get_case_pane (window) != NULL
                         ? dt_case_pane_get_file (dt_window_get_case_pane (window))
                         : NULL;

  if (page->case_id != NULL && !dt_window_is_settled (window))
    return G_SOURCE_CONTINUE;
  if (page->case_id != NULL && (file == NULL || g_strcmp0 (file->a_case->id, page->case_id) != 0))
    {
      /* The list has just shown the case that is chosen in it. */
      dt_window_open_case (window, page->case_id);
      return G_SOURCE_CONTINUE;
    }
  if (page->then != NULL && page->case_id != NULL)
    page->then (page->tour);
  dt_tour_release (page->tour);
  g_object_unref (page->tour);
  g_free (page->case_id);
  g_free (page);
  return G_SOURCE_REMOVE;
}

/* Takes @case_id. */
static void
show (DtTour *tour, char *case_id, void (*then) (DtTour *tour))
{
  Page *page = g_new0 (Page, 1);

  page->tour = g_object_ref (tour);
  page->case_id = case_id;
  page->then = then;
  if (case_id != NULL)
    {
      dt_window_set_view (dt_tour_get_window (tour), DT_VIEW_ALL);
      dt_window_open_case (dt_tour_get_window (tour), case_id);
      dt_window_show_case (dt_tour_get_window (tour));
    }
  dt_tour_hold (tour);
  g_timeout_add (50, on_page_wanted_cb, page);
}

static gboolean
on_shown_cb (gpointer data)
{
  g_autoptr (DtTour) tour = data;

  dt_tour_release (tour);
  return G_SOURCE_REMOVE;
}

static void
wait_a_moment (DtTour *tour, guint ms)
{
  dt_tour_hold (tour);
  g_timeout_add (ms, on_shown_cb, g_object_ref (tour));
}

static void
activate (DtTour *tour, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (dt_tour_get_window (tour)), action, NULL);
}

static void
open_why (DtTour *tour)
{
  GtkWidget *bar = dt_tour_find (GTK_WIDGET (dt_tour_get_window (tour)), DT_TYPE_DUE_BAR);
  GtkWidget *why = dt_tour_find (bar, GTK_TYPE_MENU_BUTTON);

  gtk_menu_button_popup (GTK_MENU_BUTTON (why));
  dt_tour_point_at (tour, GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (why))));
  wait_a_moment (tour, POPOVER_SHOWS_MS);
}

static void
open_extension (DtTour *tour)
{
  activate (tour, "case.extend");
}

static void
open_promise (DtTour *tour)
{
  activate (tour, "case.promise");
}

static void
open_notice (DtTour *tour)
{
  gtk_widget_activate_action (GTK_WIDGET (dt_tour_get_window (tour)), "case.notice", "s", "");
  wait_a_moment (tour, WEB_DRAWS_MS);
}

static void
open_guidance (DtTour *tour)
{
  activate (tour, "case.guide");
}

static char *
open_asked (DtTour *tour)
{
  DtService *service = dt_window_get_service (dt_tour_get_window (tour));
  char *id = NULL;

  act_as (tour, DT_ROLE_OFFICER);
  id = open_denunciation (tour, DT_CHANNEL_WALK_IN);
  if (id != NULL)
    g_free (run (service,
                 dt_command_request_extension (
                     id, DT_CLOCK_ANSWER, 0, _ ("several places have to be looked at"))));
  act_as (tour, DT_ROLE_LEADER);
  return id;
}

static char *
open_granted (DtTour *tour)
{
  char *id = open_asked (tour);

  if (id != NULL)
    g_free (run (
        dt_window_get_service (dt_tour_get_window (tour)),
        dt_command_extend (id, DT_CLOCK_ANSWER, 0, _ ("several places have to be looked at"))));
  return id;
}

/* ---- the pages ---- */

void
dt_tour_show_why (DtTour *tour)
{
  show (tour, open_granted (tour), open_why);
}

void
dt_tour_show_extension (DtTour *tour)
{
  show (tour, open_asked (tour), open_extension);
}

void
dt_tour_show_extension_asked (DtTour *tour)
{
  show (tour, open_asked (tour), NULL);
}

void
dt_tour_show_extension_granted (DtTour *tour)
{
  show (tour, open_granted (tour), NULL);
}

void
dt_tour_show_promise (DtTour *tour)
{
  show (tour, open_asked (tour), open_promise);
}

void
dt_tour_show_notice (DtTour *tour)
{
  show (tour, open_granted (tour), open_notice);
}

void
dt_tour_show_guidance (DtTour *tour)
{
  act_as (tour, DT_ROLE_OFFICER);
  show (tour, open_denunciation (tour, DT_CHANNEL_FACEBOOK), open_guidance);
}

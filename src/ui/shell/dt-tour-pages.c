/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the tour: one row a page. */
#include "ui/shell/dt-tour.h"

#include "ui/shell/dt-web-loader.h"
#include "ui/welcome/dt-welcome-window.h"

#define WEB_DRAWS_MS 1500

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

/**
 * dt_tour_show_case:
 * @tour: the tour
 *
 * Shows the first case that is being handled.
 */
void
dt_tour_show_case (DtTour *tour)
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

/**
 * dt_tour_show_action:
 * @tour: the tour
 * @action: of the window, without a parameter; a literal
 *
 * Shows what it opens, with a case shown behind it.
 */
void
dt_tour_show_action (DtTour *tour, const char *action)
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
  dt_tour_show_action (tour, "win.select");
}

static void
show_palette (DtTour *tour)
{
  dt_tour_show_action (tour, "win.palette");
}

static void
show_keys (DtTour *tour)
{
  dt_tour_show_action (tour, "win.shortcuts");
}

static void
show_edit (DtTour *tour)
{
  dt_tour_show_action (tour, "case.edit");
}

static void
show_refuse (DtTour *tour)
{
  dt_tour_show_action (tour, "case.refuse");
}

static void
show_merge (DtTour *tour)
{
  dt_tour_show_action (tour, "case.merge");
}

static void
show_add_citizen (DtTour *tour)
{
  dt_tour_show_action (tour, "case.add-citizen");
}

static void
show_import (DtTour *tour)
{
  dt_tour_show_action (tour, "win.import");
}

static void
show_walk_in (DtTour *tour)
{
  dt_tour_show_action (tour, "win.walk-in");
}

static void
show_preferences (DtTour *tour)
{
  dt_tour_show_action (tour, "win.preferences");
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
  { "today", dt_tour_show_today },
  { "today-leader", dt_tour_show_today_leader },
  { "today-empty", dt_tour_show_today_empty },
  { "due-soon", dt_tour_show_due_soon },
  { "overdue", dt_tour_show_overdue },
  { "inbox", show_mine },
  { "case", dt_tour_show_case },
  { "to-receive", show_to_receive },
  { "answered", show_answered },
  { "all", show_all },
  { "sidebar", show_sidebar },
  { "search", show_search },
  { "nothing-found", show_nothing_found },
  { "selection", show_selection },
  { "set-aside", show_set_aside },
  { "walk-in", show_walk_in },
  { "walk-in-address", dt_tour_show_walk_in_address },
  { "walk-in-divided", dt_tour_show_walk_in_divided },
  { "units", dt_tour_show_units },
  { "units-former", dt_tour_show_units_former },
  { "units-divided", dt_tour_show_units_divided },
  { "units-nothing", dt_tour_show_units_nothing },
  { "case-elsewhere", dt_tour_show_elsewhere },
  { "forward", dt_tour_show_forward },
  { "receipt", show_receipt },
  { "import", show_import },
  { "commands", show_palette },
  { "keys", show_keys },
  { "details", show_edit },
  { "refuse", show_refuse },
  { "merge", show_merge },
  { "add-citizen", show_add_citizen },
  { "preferences", show_preferences },
  { "absence", dt_tour_show_absence },
  { "templates", dt_tour_show_templates },
  { "template-wrong", dt_tour_show_template_wrong },
  { "templates-search", dt_tour_show_template_search },
  { "templates-import", dt_tour_show_template_import },
  { "why", dt_tour_show_why },
  { "extension", dt_tour_show_extension },
  { "extension-asked", dt_tour_show_extension_asked },
  { "extension-granted", dt_tour_show_extension_granted },
  { "promise", dt_tour_show_promise },
  { "notice", dt_tour_show_notice },
  { "guidance", dt_tour_show_guidance },
  { "rules", dt_tour_show_rules },
  { "rules-days", dt_tour_show_rule_days },
  { "rule", dt_tour_show_rule },
  { "rule-year", dt_tour_show_rule_year },
  { "rule-hours", dt_tour_show_rule_hours },
  { "rules-preview", dt_tour_show_rules_preview },
  { "rules-changed", dt_tour_show_rules_changed },
  { "reply", dt_tour_show_reply },
  { "reply-template", dt_tour_show_reply_template },
  { "reply-checks", dt_tour_show_reply_checks },
  { "approval-empty", dt_tour_show_approval_empty },
  { "approval", dt_tour_show_approval },
  { "approval-notes", dt_tour_show_approval_notes },
  { "approval-turn", dt_tour_show_approval_turn },
  { "reply-returned", dt_tour_show_returned },
  { "outbox", dt_tour_show_outbox },
  { "by-hand", dt_tour_show_hand },
  { "reply-letter", dt_tour_show_reply_letter },
  { "letter", dt_tour_show_letter },
  { "letters", dt_tour_show_register },
  { "case-file", dt_tour_show_case_file },
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

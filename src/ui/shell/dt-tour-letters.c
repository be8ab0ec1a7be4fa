/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the tour that show letters and their register. */
#include "ui/shell/dt-tour.h"

#include "base/dt-resource.h"
#include "ui/letters/dt-letter-window.h"
#include "ui/letters/dt-register-window.h"

#define WORDS "/org/doithoai/data/demo/letter.txt"

/* The demo's letter; @out_reason: why one of them is void, which is the file's first line. */
static char *
read_words (char **out_reason)
{
  g_autoptr (GBytes) bytes = dt_resource_load (WORDS);
  g_auto (GStrv) parts = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", 2);

  if (out_reason != NULL)
    *out_reason = g_strdup (parts[0]);
  return g_strdup (parts[1]);
}

static gboolean
on_letter_wanted_cb (gpointer data)
{
  DtTour *tour = data;
  DtWindow *window = dt_tour_get_window (tour);
  g_autofree char *text = read_words (NULL);
  DtCaseFile *file;

  if (!dt_window_is_settled (window) || dt_window_get_case_pane (window) == NULL
      || dt_case_pane_get_file (dt_window_get_case_pane (window)) == NULL)
    return G_SOURCE_CONTINUE;
  file = dt_case_pane_get_file (dt_window_get_case_pane (window));
  dt_letter_window_present (
      dt_window_get_runner (window), GTK_WINDOW (window), file, DT_LETTER_REPLY, text);
  dt_tour_release (tour);
  return G_SOURCE_REMOVE;
}

void
dt_tour_show_letter (DtTour *tour)
{
  dt_tour_act_as (tour, DT_ROLE_LEADER, 0);
  dt_tour_show_case (tour);
  dt_tour_hold (tour);
  g_timeout_add (50, on_letter_wanted_cb, tour);
}

/* Some letters of the case shown: one of them void, numbers going on from a paper book. */
static void
issue_letters (DtService *service, DtCaseFile *file)
{
  g_autofree char *third = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *text = read_words (&reason);
  g_autoptr (DtCommand) start = dt_command_set_letter_number (DT_LETTER_REPLY, 2026, 1281);
  g_autoptr (DtOutcome) started = dt_service_run_sync (service, start, NULL);

  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (DtLetter) letter = dt_service_make_letter (service, file, DT_LETTER_REPLY, text);
      g_autoptr (DtCommand) command = dt_command_issue_letter (letter);
      g_autoptr (DtOutcome) outcome = dt_service_run_sync (service, command, NULL);

      if (outcome != NULL && i == 2)
        third = g_strdup (outcome->subject_id);
    }
  if (third != NULL)
    {
      g_autoptr (DtCommand) command = dt_command_void_letter (third, reason);
      g_autoptr (DtOutcome) outcome = dt_service_run_sync (service, command, NULL);
    }
}

static gboolean
on_export_wanted_cb (gpointer data)
{
  DtTour *tour = data;
  DtWindow *window = dt_tour_get_window (tour);

  if (!dt_window_is_settled (window) || dt_window_get_case_pane (window) == NULL
      || dt_case_pane_get_file (dt_window_get_case_pane (window)) == NULL)
    return G_SOURCE_CONTINUE;
  gtk_widget_activate_action (GTK_WIDGET (window), "case.export", NULL);
  dt_tour_release (tour);
  return G_SOURCE_REMOVE;
}

void
dt_tour_show_case_file (DtTour *tour)
{
  dt_tour_show_case (tour);
  dt_tour_hold (tour);
  g_timeout_add (50, on_export_wanted_cb, tour);
}

static gboolean
on_register_wanted_cb (gpointer data)
{
  DtTour *tour = data;
  DtWindow *window = dt_tour_get_window (tour);

  if (!dt_window_is_settled (window) || dt_window_get_case_pane (window) == NULL
      || dt_case_pane_get_file (dt_window_get_case_pane (window)) == NULL)
    return G_SOURCE_CONTINUE;
  issue_letters (dt_window_get_service (window),
                 dt_case_pane_get_file (dt_window_get_case_pane (window)));
  dt_tour_show_action (tour, "win.letters");
  dt_tour_release (tour);
  return G_SOURCE_REMOVE;
}

void
dt_tour_show_register (DtTour *tour)
{
  dt_tour_act_as (tour, DT_ROLE_LEADER, 0);
  dt_tour_show_case (tour);
  dt_tour_hold (tour);
  g_timeout_add (50, on_register_wanted_cb, tour);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the tour that show the rules of time: the list, one being edited, a preview;
 * and a leader's absence. */
#include "ui/shell/dt-tour.h"

#include "ui/settings/dt-absence-page.h"
#include "ui/settings/dt-officer-settings.h"
#include "ui/settings/dt-preferences-window.h"
#include "ui/settings/dt-rule-preview-page.h"

#define SETTLES_MS 500

/* Those of an administrator: whoever takes the tour may be none. NULL: not there yet. */
static DtPreferencesWindow *
find_preferences (DtTour *tour)
{
  DtWindow *window = dt_tour_get_window (tour);
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  DtPreferencesWindow *found = NULL;

  for (GList *l = windows; l != NULL; l = l->next)
    if (DT_IS_PREFERENCES_WINDOW (l->data) && gtk_widget_get_mapped (l->data))
      found = l->data;
  if (found == NULL || dt_service_may (dt_window_get_service (window), DT_COMMAND_CHANGE_RULES))
    return found;
  dt_tour_act_as (tour, DT_ROLE_ADMINISTRATOR, 0); /* which closes them */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.preferences", NULL);
  return NULL;
}

static gboolean
on_settled_cb (gpointer data)
{
  g_autoptr (DtTour) tour = data;

  dt_tour_release (tour);
  return G_SOURCE_REMOVE;
}

static void
settle (DtTour *tour)
{
  g_timeout_add (SETTLES_MS, on_settled_cb, g_object_ref (tour));
}

/* The first group and the years unfolded. */
static gboolean
on_list_wanted_cb (gpointer data)
{
  DtPreferencesWindow *window = find_preferences (data);
  GtkWidget *first;

  if (window == NULL)
    return G_SOURCE_CONTINUE;
  dt_preferences_window_show_page (window, "rules");
  first
      = dt_tour_find (GTK_WIDGET (dt_preferences_window_get_rules (window)), ADW_TYPE_EXPANDER_ROW);
  if (first == NULL)
    return G_SOURCE_CONTINUE;
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (first), TRUE);
  settle (data);
  return G_SOURCE_REMOVE;
}

/* The days off and office hours, which stand below: the last rows of the page. */
static gboolean
on_bottom_cb (gpointer data)
{
  DtPreferencesWindow *window = find_preferences (data);
  GtkWidget *scrolled = window != NULL
                            ? dt_tour_find (GTK_WIDGET (dt_preferences_window_get_rules (window)),
                                            GTK_TYPE_SCROLLED_WINDOW)
                            : NULL;
  GtkAdjustment *adjustment;

  if (scrolled != NULL)
    {
      adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
    }
  settle (data);
  return G_SOURCE_REMOVE;
}

static gboolean
on_days_wanted_cb (gpointer data)
{
  DtPreferencesWindow *window = find_preferences (data);

  if (window == NULL)
    return G_SOURCE_CONTINUE;
  dt_preferences_window_show_page (window, "rules");
  dt_rule_settings_unfold (dt_preferences_window_get_rules (window), "year:2026");
  g_timeout_add (SETTLES_MS, on_bottom_cb, data);
  return G_SOURCE_REMOVE;
}

static gboolean
on_page_wanted_cb (gpointer data)
{
  DtPreferencesWindow *window = find_preferences (data);

  if (window == NULL)
    return G_SOURCE_CONTINUE;
  dt_preferences_window_show_page (window, "rules");
  dt_rule_settings_open (dt_preferences_window_get_rules (window),
                         g_object_get_data (G_OBJECT (data), "key"));
  settle (data);
  return G_SOURCE_REMOVE;
}

/* Feedback is to be answered in two days as if it had always been so. */
static gboolean
on_preview_wanted_cb (gpointer data)
{
  DtPreferencesWindow *window = find_preferences (data);
  DtRuleSettings *rules;
  GtkWidget *page;

  if (window == NULL)
    return G_SOURCE_CONTINUE;
  page = dt_tour_find (GTK_WIDGET (window), DT_TYPE_RULE_PREVIEW_PAGE);
  if (page != NULL && dt_rule_preview_page_is_ready (DT_RULE_PREVIEW_PAGE (page)))
    {
      settle (data);
      return G_SOURCE_REMOVE;
    }
  if (page == NULL && g_object_get_data (G_OBJECT (window), "previewing") == NULL)
    {
      g_object_set_data (G_OBJECT (window), "previewing", window);
      dt_preferences_window_show_page (window, "rules");
      rules = dt_preferences_window_get_rules (window);
      dt_rule_settings_try (rules, "feedback_answer", 2);
      dt_rule_settings_preview (rules);
    }
  return G_SOURCE_CONTINUE;
}

/* With something that is not saved yet. */
static gboolean
on_changed_wanted_cb (gpointer data)
{
  DtPreferencesWindow *window = find_preferences (data);

  if (window == NULL)
    return G_SOURCE_CONTINUE;
  dt_preferences_window_show_page (window, "rules");
  dt_rule_settings_try (dt_preferences_window_get_rules (window), "feedback_answer", 2);
  settle (data);
  return G_SOURCE_REMOVE;
}

/* A leader who is away. */
static gboolean
on_absence_wanted_cb (gpointer data)
{
  DtPreferencesWindow *window = find_preferences (data);
  DtService *service = dt_window_get_service (dt_tour_get_window (data));
  GPtrArray *officers = dt_service_get_officers (service);
  GtkWidget *settings;

  if (window == NULL)
    return G_SOURCE_CONTINUE;
  dt_preferences_window_show_page (window, "officers");
  settings = dt_tour_find (GTK_WIDGET (window), DT_TYPE_OFFICER_SETTINGS);
  if (settings == NULL)
    return G_SOURCE_CONTINUE;
  for (guint i = 0; i < officers->len; i++)
    if ((((DtOfficer *) officers->pdata[i])->roles & DT_ROLE_LEADER) != 0)
      {
        g_signal_emit_by_name (
            settings, "subpage", dt_absence_page_new (service, officers->pdata[i]));
        break;
      }
  settle (data);
  return G_SOURCE_REMOVE;
}

static void
show (DtTour *tour, const char *key, GSourceFunc func)
{
  /* Not what the page before has left. */
  dt_service_save_draft (
      dt_window_get_service (dt_tour_get_window (tour)), DT_RULE_SETTINGS_DRAFT, NULL);
  dt_tour_show_action (tour, "win.preferences");
  g_object_set_data (G_OBJECT (tour), "key", (gpointer) key);
  dt_tour_hold (tour);
  g_timeout_add (60, func, tour);
}

void
dt_tour_show_rules (DtTour *tour)
{
  show (tour, NULL, on_list_wanted_cb);
}

void
dt_tour_show_rule_days (DtTour *tour)
{
  show (tour, NULL, on_days_wanted_cb);
}

void
dt_tour_show_rule (DtTour *tour)
{
  show (tour, "rule:denunciation_process", on_page_wanted_cb);
}

void
dt_tour_show_rule_year (DtTour *tour)
{
  show (tour, "year:2027", on_page_wanted_cb);
}

void
dt_tour_show_rule_hours (DtTour *tour)
{
  show (tour, "hours", on_page_wanted_cb);
}

void
dt_tour_show_rules_preview (DtTour *tour)
{
  show (tour, NULL, on_preview_wanted_cb);
}

void
dt_tour_show_rules_changed (DtTour *tour)
{
  show (tour, NULL, on_changed_wanted_cb);
}

void
dt_tour_show_absence (DtTour *tour)
{
  show (tour, NULL, on_absence_wanted_cb);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks through every page and leaves a picture of each: wide, narrow and dark. To add a page: a
 * row in the table of dt-tour-pages.c. Main thread. */
#pragma once

#include "ui/shell/dt-window.h"

G_BEGIN_DECLS

#define DT_TYPE_TOUR (dt_tour_get_type ())
G_DECLARE_FINAL_TYPE (DtTour, dt_tour, DT, TOUR, GObject)
/* Signal "done" (gboolean ok). */

DtTour *dt_tour_new (DtWindow *window, const char *folder);
void dt_tour_start (DtTour *self);

/* For the pages. */
DtWindow *dt_tour_get_window (DtTour *self);
const char *dt_tour_get_folder (DtTour *self);
gboolean dt_tour_is_narrow (DtTour *self);
/* The page is not ready until that is called as often as this one was. */
void dt_tour_hold (DtTour *self);
void dt_tour_release (DtTour *self);

/* The first who has that role and none of @without; FALSE if nobody has, which is said. */
gboolean dt_tour_act_as (DtTour *self, DtRoles role, DtRoles without);
/* The first of that type below @root that is shown, or NULL. */
GtkWidget *dt_tour_find (GtkWidget *root, GType type);

/* Whether the document that @window shows, if it shows one, is to be seen. */
gboolean dt_tour_is_drawn (GtkWidget *window);

/* The picture is of that alone, a popover, as long as it is shown. */
void dt_tour_point_at (DtTour *self, GtkWidget *widget);

void dt_tour_show_action (DtTour *tour, const char *action);
void dt_tour_show_case (DtTour *tour);
void dt_tour_show_walk_in_address (DtTour *tour);
void dt_tour_show_walk_in_divided (DtTour *tour);
void dt_tour_show_units (DtTour *tour);
void dt_tour_show_units_former (DtTour *tour);
void dt_tour_show_units_divided (DtTour *tour);
void dt_tour_show_units_nothing (DtTour *tour);
void dt_tour_show_elsewhere (DtTour *tour);
void dt_tour_show_forward (DtTour *tour);
void dt_tour_show_why (DtTour *tour);
void dt_tour_show_extension (DtTour *tour);
void dt_tour_show_extension_asked (DtTour *tour);
void dt_tour_show_extension_granted (DtTour *tour);
void dt_tour_show_promise (DtTour *tour);
void dt_tour_show_notice (DtTour *tour);
void dt_tour_show_guidance (DtTour *tour);
void dt_tour_show_rules (DtTour *tour);
void dt_tour_show_absence (DtTour *tour);
void dt_tour_show_rule (DtTour *tour);
void dt_tour_show_rule_days (DtTour *tour);
void dt_tour_show_rule_year (DtTour *tour);
void dt_tour_show_rule_hours (DtTour *tour);
void dt_tour_show_rules_preview (DtTour *tour);
void dt_tour_show_rules_changed (DtTour *tour);
void dt_tour_show_reply (DtTour *tour);
void dt_tour_show_reply_checks (DtTour *tour);
void dt_tour_show_reply_template (DtTour *tour);
void dt_tour_show_today (DtTour *tour);
void dt_tour_show_today_leader (DtTour *tour);
void dt_tour_show_today_empty (DtTour *tour);
void dt_tour_show_approval_empty (DtTour *tour);
void dt_tour_show_approval (DtTour *tour);
void dt_tour_show_approval_notes (DtTour *tour);
void dt_tour_show_approval_turn (DtTour *tour);
void dt_tour_show_returned (DtTour *tour);
void dt_tour_show_outbox (DtTour *tour);
void dt_tour_show_hand (DtTour *tour);
void dt_tour_show_reply_letter (DtTour *tour);
void dt_tour_show_templates (DtTour *tour);
void dt_tour_show_template_wrong (DtTour *tour);
void dt_tour_show_template_search (DtTour *tour);
void dt_tour_show_template_import (DtTour *tour);
void dt_tour_show_due_soon (DtTour *tour);
void dt_tour_show_overdue (DtTour *tour);
void dt_tour_show_letter (DtTour *tour);
void dt_tour_show_register (DtTour *tour);
void dt_tour_show_case_file (DtTour *tour);

typedef struct
{
  const char *name;
  void (*show) (DtTour *tour); /* brings the page on the screen */
} DtTourPage;
const DtTourPage *dt_tour_pages_get (guint *n);

G_END_DECLS

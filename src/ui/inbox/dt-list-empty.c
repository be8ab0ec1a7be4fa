/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list pane says, and offers to do, when it has nothing to show. */
#include "ui/inbox/dt-list-empty.h"

#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

/* What to say and to do when a view has nothing. */
typedef struct
{
  const char *title;
  const char *description;
  const char *first;
  const char *first_action;
  const char *second;
  const char *second_action;
} EmptyWords;

static const EmptyWords empty_words[DT_N_VIEWS] = {
  [DT_VIEW_TO_RECEIVE] = { N_ ("Nothing left to receive"),
                           N_ ("What citizens say on any channel arrives here first."),
                           N_ ("Receive a Citizen"),
                           "win.walk-in",
                           N_ ("Import a File…"),
                           "win.import" },
  [DT_VIEW_MINE] = { N_ ("Nothing left for you to do"),
                     N_ ("Cases that are assigned to you stand here until they are answered."),
                     N_ ("Show What Is to Be Received"),
                     "win.view::to_receive",
                     NULL,
                     NULL },
  [DT_VIEW_IN_PROGRESS] = { N_ ("No case is being handled"),
                            N_ ("A case comes here when somebody accepts it."),
                            N_ ("Show What Is to Be Received"),
                            "win.view::to_receive",
                            NULL,
                            NULL },
  [DT_VIEW_ANSWERED] = { N_ ("No case is answered yet"),
                         N_ ("Answered, closed and refused cases stand here."),
                         N_ ("Show All Cases"),
                         "win.view::all",
                         NULL,
                         NULL },
  [DT_VIEW_ALL] = { N_ ("No cases yet"),
                    N_ ("Receive a citizen at the counter, or import what you have."),
                    N_ ("Receive a Citizen"),
                    "win.walk-in",
                    N_ ("Import a File…"),
                    "win.import" },
  [DT_VIEW_SET_ASIDE] = { "", "", NULL, NULL, NULL, NULL },
  [DT_VIEW_TODAY] = { "", "", NULL, NULL, NULL, NULL },
  [DT_VIEW_DUE_SOON] = { N_ ("Nothing is due soon"),
                         N_ ("Cases that are due within two working days stand here."),
                         N_ ("Show What Is Being Handled"),
                         "win.view::in_progress",
                         NULL,
                         NULL },
  [DT_VIEW_OVERDUE] = { N_ ("Nothing is overdue"),
                        N_ ("Cases whose time is over stand here, the oldest first."),
                        N_ ("Show What Is Due Soon"),
                        "win.view::due_soon",
                        NULL,
                        NULL },
  [DT_VIEW_AWAITING] = { N_ ("No draft waits for approval"),
                         N_ ("Cases whose reply a leader has to approve stand here."),
                         N_ ("Show What Is Being Handled"),
                         "win.view::in_progress",
                         NULL,
                         NULL },
  [DT_VIEW_OUTBOX] = { N_ ("Every reply has gone out"),
                       N_ ("Cases whose reply is on its way or could not be sent stand here."),
                       N_ ("Show What Is Being Handled"),
                       "win.view::in_progress",
                       NULL,
                       NULL },
};

static void
set_button (GtkButton *button, const char *label, const char *action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL);
  if (label == NULL || !g_action_parse_detailed_name (action, &name, &target, NULL))
    return;
  gtk_button_set_label (button, label);
  /* A name without its target, or with another's, would not fit the action. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), name);
}

/**
 * dt_list_empty_show:
 * @page: where to say it
 * @first: its first button
 * @second: its second button
 * @view: which view is empty
 * @searching: whether something is searched for in it
 */
void
dt_list_empty_show (
    AdwStatusPage *page, GtkButton *first, GtkButton *second, DtView view, gboolean searching)
{
  const EmptyWords *words = &empty_words[view];

  if (searching)
    {
      adw_status_page_set_icon_name (page, "edit-find-symbolic");
      adw_status_page_set_title (page, _ ("Nothing found"));
      adw_status_page_set_description (page, _ ("No case of this view has all these words."));
      set_button (first, _ ("Clear the Search"), "list.clear");
      set_button (second, view == DT_VIEW_ALL ? NULL : _ ("Search All Cases"), "win.view::all");
      return;
    }
  adw_status_page_set_icon_name (page, dt_words_view_icon (view));
  adw_status_page_set_title (page, _ (words->title));
  adw_status_page_set_description (page, _ (words->description));
  set_button (first, words->first != NULL ? _ (words->first) : NULL, words->first_action);
  set_button (second, words->second != NULL ? _ (words->second) : NULL, words->second_action);
}

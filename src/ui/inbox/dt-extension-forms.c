/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms about a case's deadlines. What would follow is computed from the rules at every key. */
#include "ui/inbox/dt-extension-forms.h"

#include "ui/forms/dt-date-row.h"
#include "ui/forms/dt-form.h"
#include "ui/inbox/dt-extension-state.h"
#include "ui/shell/dt-form-window.h"
#include "ui/shell/dt-words.h"
#include "words/dt-extension-words.h"
#include "words/dt-time-words.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  DtRunner *runner;
  DtCaseFile *file;
  DtDeadlineClock clocks[DT_N_CLOCKS]; /* that could be extended when it was opened */
  guint n_clocks;
  gboolean ask;
  GtkWidget *clock; /* a combo, or NULL: there is one only */
  GtkWidget *reason;
  GtkWidget *day;
  GtkLabel *problem; /* with the day */
  GtkWidget *before, *after, *allowance;
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->runner);
  g_object_unref (form->file);
  g_free (form);
}

static Form *
form_new (DtRunner *runner, DtCaseFile *file)
{
  Form *form = g_new0 (Form, 1);

  form->runner = g_object_ref (runner);
  form->file = g_object_ref (file);
  return form;
}

/* ---- pieces ---- */

/* A row that only says something: what it is, small, and the value. */
static GtkWidget *
add_property (GtkWidget *group, const char *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (row, "dt-property");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static GtkLabel *
add_problem (DtFormWindow *window)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_top (label, -12);
  gtk_widget_add_css_class (label, "dt-problem");
  gtk_widget_set_visible (label, FALSE);
  dt_form_window_add (window, label);
  return GTK_LABEL (label);
}

/* When the office closes on the day that is typed; 0: no day. FALSE: it cannot be promised, which
 * is said under it. */
static gboolean
read_day (Form *form, gint64 *out)
{
  DtService *service = dt_runner_get_service (form->runner);
  gint64 now = dt_runner_now (form->runner);
  const char *problem = NULL;
  DtDate date = DT_DATE_NONE;

  *out = 0;
  if (!dt_date_row_get (form->day, &date)
      || (date != DT_DATE_NONE && !dt_working_calendar_covers (date)))
    problem = _ ("Write the day like this: 23/11/2026");
  else if (date != DT_DATE_NONE)
    *out = dt_working_calendar_get_closing_time (dt_service_get_calendar (service), date);
  if (*out != 0 && *out <= now)
    {
      problem = _ ("This day is over: choose a later one");
      *out = 0;
    }
  dt_form_set_problem (form->day, form->problem, problem);
  return problem == NULL;
}

/* ---- an extension ---- */

static DtDeadlineClock
get_clock (Form *form)
{
  guint selected
      = form->clock != NULL ? adw_combo_row_get_selected (ADW_COMBO_ROW (form->clock)) : 0;

  return form->clocks[MIN (selected, form->n_clocks - 1)];
}

/* Anew each time: it borrows from rules that may change while the form is open. */
static DtExtensionState
make_state (Form *form)
{
  DtExtensionState state;

  dt_extension_state_init (&state, dt_runner_get_service (form->runner), form->file);
  return state;
}

static char *
dup_due (const DtClockResult *clock)
{
  g_autofree char *text = dt_time_words_moment (clock->due);

  return clock->provisional ? g_strdup_printf (_ ("%s (provisional)"), text)
                            : g_steal_pointer (&text);
}

/* What would follow by the rules as they are now, and a day promised behind it. */
static void
show_result (Form *form, gint64 until)
{
  DtDeadlineClock clock = get_clock (form);
  DtExtensionState state = make_state (form);
  const DtClockResult *now = &state.result.clocks[clock];
  g_autofree char *before = dup_due (now);
  g_autofree char *allowance = dt_extension_words_allowance (now);
  g_autofree char *source = dt_extension_words_source (now);
  g_autofree char *both = g_strdup_printf ("%s\n%s", allowance, source);
  g_autofree char *after = NULL;
  DtDeadlineResult then;

  dt_extension_state_extend (
      &state, dt_runner_get_service (form->runner), clock, dt_runner_now (form->runner), &then);
  after = dup_due (&then.clocks[clock]);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (form->before), before);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (form->after), after);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (form->allowance), both);
  if (until > then.clocks[clock].due)
    dt_form_set_problem (
        form->day, form->problem, _ ("The promised day is later than the new deadline"));
}

static void
update_extension (DtFormWindow *window)
{
  Form *form = dt_form_window_get_data (window);
  g_autofree char *reason = dt_form_dup_entry (form->reason);
  gint64 until;
  gboolean ok = read_day (form, &until);

  show_result (form, until);
  dt_form_window_set_ready (window, ok && reason != NULL);
}

static void
on_extension_accept_cb (DtFormWindow *window, gpointer data)
{
  Form *form = data;
  g_autofree char *reason = dt_form_dup_entry (form->reason);
  const char *id = form->file->a_case->id;
  gint64 until;

  if (!read_day (form, &until))
    return;
  if (form->ask)
    dt_form_window_run (window,
                        form->runner,
                        dt_command_request_extension (id, get_clock (form), until, reason),
                        _ ("Asked for an extension"));
  else
    dt_form_window_run (window,
                        form->runner,
                        dt_command_extend (id, get_clock (form), until, reason),
                        _ ("Deadline extended"));
}

/* Its name where it stands alone. */
static char *
dup_clock_name (DtDeadlineClock clock)
{
  const char *words = dt_extension_words_clock (clock);
  g_autofree char *first = g_utf8_strup (words, g_utf8_next_char (words) - words);

  return g_strconcat (first, g_utf8_next_char (words), NULL);
}

static void
add_clocks (Form *form, GtkWidget *group)
{
  g_auto (GStrv) names = g_new0 (char *, DT_N_CLOCKS + 1);
  guint selected = 0;

  for (guint i = 0; i < form->n_clocks; i++)
    {
      names[i] = dup_clock_name (form->clocks[i]);
      if (form->file->a_case->request == (int) form->clocks[i])
        selected = i;
    }
  if (form->n_clocks > 1)
    form->clock
        = dt_form_add_combo (group, _ ("What is extended"), (const char *const *) names, selected);
  else
    adw_action_row_set_subtitle (ADW_ACTION_ROW (add_property (group, _ ("What is extended"))),
                                 names[0]);
}

/* A leader who does not go by the card finds here what was asked for. */
static void
take_over_request (Form *form)
{
  DtTimelineItem *request = dt_case_file_find_request (form->file);
  gint64 until = dt_extension_state_get_until (request, dt_runner_now (form->runner));

  if (request == NULL || form->ask)
    return;
  gtk_editable_set_text (GTK_EDITABLE (form->reason), request->text != NULL ? request->text : "");
  if (until != 0)
    dt_date_row_set (form->day, dt_date_from_time (until));
}

/**
 * dt_extension_form_present:
 * @runner: who runs the command
 * @parent: (nullable): the window it stands before
 * @file: a case of which some clock may be extended now
 * @ask: ask a leader for it instead of deciding
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_extension_form_present (DtRunner *runner, GtkWindow *parent, DtCaseFile *file, gboolean ask)
{
  DtExtensionState state;

  g_return_val_if_fail (DT_IS_RUNNER (runner) && DT_IS_CASE_FILE (file), NULL);

  dt_extension_state_init (&state, dt_runner_get_service (runner), file);
  g_return_val_if_fail (state.n_clocks > 0, NULL);

  DtFormWindow *window
      = dt_form_window_new (parent,
                            ask ? _ ("Ask for an Extension") : _ ("Extend the Deadline"),
                            file->a_case->code,
                            ask ? _ ("_Ask") : _ ("_Extend"),
                            DT_FORM_SUGGESTED);
  Form *form = form_new (runner, file);
  GtkWidget *group;

  dt_form_window_set_data (window, form, form_free);
  form->ask = ask;
  form->n_clocks = state.n_clocks;
  memcpy (form->clocks, state.clocks, sizeof state.clocks);
  group = dt_form_add_group (
      window, NULL, ask ? _ ("A leader decides. The request stands in the history.") : NULL);
  add_clocks (form, group);
  form->reason = dt_form_add_entry (group, _ ("Reason"), NULL);
  form->day = dt_date_row_add (group, _ ("New day promised to the citizen (may stay empty)"));
  form->problem = add_problem (window);
  take_over_request (form);
  group = dt_form_add_group (window, ask ? _ ("If It Is Granted") : _ ("What Follows"), NULL);
  form->before = add_property (group, _ ("Deadline now"));
  form->after = add_property (group, _ ("New deadline"));
  form->allowance = add_property (group, _ ("What the rules allow"));
  if (form->clock != NULL)
    g_signal_connect_swapped (
        form->clock, "notify::selected", G_CALLBACK (update_extension), window);
  g_signal_connect_swapped (form->reason, "changed", G_CALLBACK (update_extension), window);
  g_signal_connect_swapped (form->day, "changed", G_CALLBACK (update_extension), window);
  g_signal_connect (window, "accept", G_CALLBACK (on_extension_accept_cb), form);
  update_extension (window);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

/**
 * dt_extension_grant:
 * @runner: who runs the command
 * @file: a case with an open request
 *
 * Extends what is asked for, for the reason given; a promise that has passed is left out.
 */
void
dt_extension_grant (DtRunner *runner, DtCaseFile *file)
{
  g_return_if_fail (DT_IS_RUNNER (runner) && DT_IS_CASE_FILE (file));

  DtTimelineItem *request = dt_case_file_find_request (file);

  if (request == NULL)
    return;
  dt_runner_run (runner,
                 dt_command_extend (file->a_case->id,
                                    (DtDeadlineClock) file->a_case->request,
                                    dt_extension_state_get_until (request, dt_runner_now (runner)),
                                    request->text),
                 _ ("Deadline extended"),
                 NULL,
                 NULL,
                 NULL);
}

/**
 * dt_extension_withdraw:
 * @runner: who runs the command
 * @file: a case with an open request of the signed-in officer
 */
void
dt_extension_withdraw (DtRunner *runner, DtCaseFile *file)
{
  g_return_if_fail (DT_IS_RUNNER (runner) && DT_IS_CASE_FILE (file));

  dt_runner_run (runner,
                 dt_command_decline_extension (file->a_case->id, NULL),
                 _ ("Request taken back"),
                 NULL,
                 NULL,
                 NULL);
}

/* ---- not granting it ---- */

static void
on_decline_accept_cb (DtFormWindow *window, gpointer data)
{
  Form *form = data;
  g_autofree char *reason = dt_form_dup_entry (form->reason);

  dt_form_window_run (window,
                      form->runner,
                      dt_command_decline_extension (form->file->a_case->id, reason),
                      _ ("Extension not granted"));
}

static void
on_reason_changed_cb (GtkEditable *entry, DtFormWindow *window)
{
  g_autofree char *reason = dt_form_dup_entry (GTK_WIDGET (entry));

  dt_form_window_set_ready (window, reason != NULL);
}

/**
 * dt_decline_form_present:
 * @runner: who runs the command
 * @parent: (nullable): the window it stands before
 * @file: a case with an open request
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_decline_form_present (DtRunner *runner, GtkWindow *parent, DtCaseFile *file)
{
  g_return_val_if_fail (DT_IS_RUNNER (runner) && DT_IS_CASE_FILE (file), NULL);

  DtFormWindow *window = dt_form_window_new (parent,
                                             _ ("Do Not Grant the Extension"),
                                             file->a_case->code,
                                             _ ("_Do Not Grant"),
                                             DT_FORM_SUGGESTED);
  Form *form = form_new (runner, file);
  GtkWidget *group = dt_form_add_group (
      window, NULL, _ ("The deadline stays. The reason stands in the history of the case."));

  dt_form_window_set_data (window, form, form_free);
  form->reason = dt_form_add_entry (group, _ ("Reason"), NULL);
  dt_form_window_set_ready (window, FALSE);
  g_signal_connect (form->reason, "changed", G_CALLBACK (on_reason_changed_cb), window);
  g_signal_connect (window, "accept", G_CALLBACK (on_decline_accept_cb), form);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

/* ---- promising a day ---- */

static void
update_promise (DtFormWindow *window)
{
  Form *form = dt_form_window_get_data (window);
  DtExtensionState state = make_state (form);
  const DtClockResult *answer = &state.result.clocks[DT_CLOCK_ANSWER];
  gint64 until;
  gboolean ok = read_day (form, &until);

  if (until != 0 && answer->state == DT_CLOCK_STATE_RUNNING && until > answer->due)
    dt_form_set_problem (
        form->day, form->problem, _ ("The promised day is later than the deadline"));
  dt_form_window_set_ready (window, ok && until != 0);
}

static void
on_promise_accept_cb (DtFormWindow *window, gpointer data)
{
  Form *form = data;
  g_autofree char *reason = dt_form_dup_entry (form->reason);
  gint64 until;

  if (read_day (form, &until) && until != 0)
    dt_form_window_run (window,
                        form->runner,
                        dt_command_promise (form->file->a_case->id, until, reason),
                        _ ("Day of the answer promised"));
}

static void
on_unpromise_clicked_cb (GtkButton *button, DtFormWindow *window)
{
  Form *form = dt_form_window_get_data (window);

  dt_form_window_run (window,
                      form->runner,
                      dt_command_promise (form->file->a_case->id, 0, NULL),
                      _ ("Promise taken back"));
}

static void
add_times (DtFormWindow *window, Form *form)
{
  DtExtensionState state = make_state (form);
  const DtClockResult *answer = &state.result.clocks[DT_CLOCK_ANSWER];
  const DtClockResult *promised = &state.result.clocks[DT_CLOCK_PROMISED];
  GtkWidget *group = dt_form_add_group (window, NULL, NULL);

  if (answer->state == DT_CLOCK_STATE_RUNNING)
    {
      g_autofree char *due = dup_due (answer);

      adw_action_row_set_subtitle (
          ADW_ACTION_ROW (add_property (group, _ ("Deadline by the rules"))), due);
    }
  if (promised->state == DT_CLOCK_STATE_RUNNING)
    {
      g_autofree char *due = dt_time_words_moment (promised->due);
      GtkWidget *row = add_property (group, _ ("Promised so far"));
      GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Take _Back"));

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), due);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      g_signal_connect (button, "clicked", G_CALLBACK (on_unpromise_clicked_cb), window);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
}

/**
 * dt_promise_form_present:
 * @runner: who runs the command
 * @parent: (nullable): the window it stands before
 * @file: an open case
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_promise_form_present (DtRunner *runner, GtkWindow *parent, DtCaseFile *file)
{
  g_return_val_if_fail (DT_IS_RUNNER (runner) && DT_IS_CASE_FILE (file), NULL);

  DtFormWindow *window = dt_form_window_new (
      parent, _ ("Promise a Day"), file->a_case->code, _ ("_Promise"), DT_FORM_SUGGESTED);
  Form *form = form_new (runner, file);
  GtkWidget *group = dt_form_add_group (
      window, NULL, _ ("The day on which the citizen was told to expect the answer."));

  dt_form_window_set_data (window, form, form_free);
  form->day = dt_date_row_add (group, _ ("Day of the answer"));
  form->reason = dt_form_add_entry (group, _ ("More about it (may stay empty)"), NULL);
  form->problem = add_problem (window);
  add_times (window, form);
  g_signal_connect_swapped (form->day, "changed", G_CALLBACK (update_promise), window);
  g_signal_connect (window, "accept", G_CALLBACK (on_promise_accept_cb), form);
  update_promise (window);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}
